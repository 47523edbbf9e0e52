//! Pieces of HTML and Markdown: words, attributes, addresses, character references.

/// One word, so that none of it means anything in Markdown.
pub(super) fn escape(out: &mut String, word: &str, starts_line: bool) {
    let is_address = word.contains("://");
    let mut digits = starts_line;
    for (at, c) in word.char_indices() {
        let means = match c {
            '\\' | '`' | '[' | ']' | '<' => true,
            '*' | '_' => !is_address,
            '#' | '>' | '-' | '+' | '~' => starts_line && at == 0,
            '.' | ')' => digits && at > 0,
            _ => false,
        };
        digits &= c.is_ascii_digit();
        if means {
            out.push('\\');
        }
        out.push(c);
    }
}

/// An attribute of a tag.
pub(super) fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    loop {
        let (before, after) = rest.split_once('=')?;
        let key = before.trim_end();
        let is_it = key
            .len()
            .checked_sub(name.len())
            .and_then(|from| Some((key.get(..from)?, key.get(from..)?)))
            .is_some_and(|(before, key)| {
                key.eq_ignore_ascii_case(name) && before.ends_with([' ', '\t', '\n', '\r', '/'])
            });
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
        let (value, tail) = match quote {
            Some(quote) => after.get(1..)?.split_once(quote)?,
            None => after.split_at(
                after
                    .find(|c: char| c.is_whitespace() || c == '>')
                    .unwrap_or(after.len()),
            ),
        };
        if is_it {
            return Some(value.to_owned());
        }
        rest = tail;
    }
}

/// Whether an address leads to a place that runs nothing.
pub(super) fn is_safe(href: &str) -> bool {
    let href = href.trim();
    ["http://", "https://", "mailto:"].iter().any(|scheme| {
        href.get(..scheme.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(scheme))
            && href.len() > scheme.len()
    })
}

/// As it may stand in the brackets of a link.
pub(super) fn address(href: &str) -> String {
    let mut out = String::new();
    for c in href.chars() {
        match c {
            '(' | ')' | '<' | '>' | '\\' | '"' => {
                out.push_str(&crate::percent::encode(c.encode_utf8(&mut [0; 4])))
            }
            c if c.is_whitespace() || c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// With its character references read.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        rest = after;
        let named = after
            .char_indices()
            .take(10)
            .find(|(_, c)| *c == ';')
            .and_then(|(end, _)| Some((after.get(..end)?, after.get(end + 1..)?)));
        match named.and_then(|(name, tail)| Some((reference(name)?, tail))) {
            Some((c, tail)) => {
                out.push(c);
                rest = tail;
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
    out
}

fn reference(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "middot" => '·',
        "hellip" => '…',
        "mdash" => '—',
        "ndash" => '–',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "copy" => '©',
        "bull" => '•',
        name => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code).filter(|c| !c.is_control() || *c == '\n')?
        }
    })
}
