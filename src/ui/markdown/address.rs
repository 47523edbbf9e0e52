//! The addresses of links: which are safe, and where in a text they end.

/// Without the full stop, comma or bracket of the sentence around it.
pub(super) fn untrailed(href: &str) -> &str {
    let count = |sign: u8| href.bytes().filter(|b| *b == sign).count();
    let mut surplus = count(b')').saturating_sub(count(b'('));
    let mut end = href.len();
    for byte in href.bytes().rev() {
        match byte {
            b'.' | b',' | b';' | b':' | b'!' | b'?' | b'\'' | b'_' | b'~' => {}
            b')' if surplus > 0 => surplus -= 1,
            _ => break,
        }
        end -= 1;
    }
    href.get(..end).unwrap_or_default()
}

/// Whether `href` leads to a place that runs nothing.
pub(super) fn safe(href: &str) -> bool {
    ["http://", "https://", "mailto:", "tel:"]
        .iter()
        .any(|scheme| {
            href.get(..scheme.len())
                .is_some_and(|head| head.eq_ignore_ascii_case(scheme))
                && href
                    .get(scheme.len()..)
                    .and_then(|tail| tail.chars().next())
                    .is_some_and(|c| c.is_alphanumeric() || c == '[' || c == '+')
        })
}

/// `address "title")` after `](`: the address, and how long all of it is.
pub(super) fn destination(after: &str) -> Option<(&str, usize)> {
    let bare = after.trim_start_matches(' ');
    let (href, tail) = if let Some(inner) = bare.strip_prefix('<') {
        let end = inner.find(['>', '<', '\n'])?;
        (inner.get(..end)?, inner.get(end..)?.strip_prefix('>')?)
    } else {
        let mut deep = 0_usize;
        let end = bare.find(|c: char| {
            match c {
                '(' => deep += 1,
                ')' if deep == 0 => return true,
                ')' => deep -= 1,
                _ => {}
            }
            c.is_whitespace() || c.is_control() || "<>[]\"".contains(c)
        })?;
        (bare.get(..end)?, bare.get(end..)?)
    };
    let mut tail = tail.trim_start_matches(' ');
    if let Some(quote) = tail.chars().next().filter(|c| *c == '"' || *c == '\'') {
        let title = tail.get(1..)?;
        let end = title.find([quote, '\n'])?;
        tail = title
            .get(end..)?
            .strip_prefix(quote)?
            .trim_start_matches(' ');
    }
    let tail = tail.strip_prefix(')')?;
    safe(href).then_some((href, after.len() - tail.len()))
}
