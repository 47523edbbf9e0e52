//! Reads Rust source just far enough to know which modules of this crate it names: comments and literals are
//! skipped, `crate::`, `self::`, `super::` and `linju::` are resolved, groups are taken apart.

/// A word or a mark, with the line it stands on. `::` is one mark.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Token {
    pub(crate) line: usize,
    pub(crate) text: String,
}

/// A path from the root of the crate, with the line on which it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Used {
    pub(crate) line: usize,
    pub(crate) path: Vec<String>,
}

/// The words and marks of `source`.
pub(crate) fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let (mut found, mut i, mut line) = (Vec::new(), 0, 1);
    while i < chars.len() {
        let start = i;
        match at(i) {
            '/' if at(i + 1) == '/' => {
                while i < chars.len() && at(i) != '\n' {
                    i += 1;
                }
            }
            '/' if at(i + 1) == '*' => {
                let mut depth = 0;
                loop {
                    match (at(i), at(i + 1)) {
                        ('/', '*') => (depth, i) = (depth + 1, i + 2),
                        ('*', '/') => (depth, i) = (depth - 1, i + 2),
                        _ => i += 1,
                    }
                    if depth == 0 || i >= chars.len() {
                        break;
                    }
                }
            }
            // r"…", r#"…"#, br"…": no escapes, ended by as many hashes.
            'r' if matches!(at(i + 1), '"' | '#') && raw_hashes(&chars, i + 1).is_some() => {
                let hashes = raw_hashes(&chars, i + 1).unwrap_or(0);
                i += 2 + hashes;
                while i < chars.len() && !(at(i) == '"' && (1..=hashes).all(|k| at(i + k) == '#')) {
                    i += 1;
                }
                i += 1 + hashes;
            }
            '"' => {
                i += 1;
                while i < chars.len() && at(i) != '"' {
                    i += if at(i) == '\\' { 2 } else { 1 };
                }
                i += 1;
            }
            // 'a' and '\n' are characters, 'a without an end is a lifetime.
            '\'' if at(i + 1) == '\\' => {
                i += 3;
                while i < chars.len() && at(i) != '\'' {
                    i += 1;
                }
                i += 1;
            }
            '\'' if at(i + 2) == '\'' => i += 3,
            c if word(c) => {
                while word(at(i)) {
                    i += 1;
                }
                let text = chars.get(start..i).unwrap_or_default().iter().collect();
                found.push(Token { line, text });
            }
            ':' if at(i + 1) == ':' => {
                i += 2;
                found.push(Token {
                    line,
                    text: "::".to_owned(),
                });
            }
            c => {
                i += 1;
                if !c.is_whitespace() {
                    found.push(Token {
                        line,
                        text: c.to_string(),
                    });
                }
            }
        }
        line += chars
            .get(start..i.min(chars.len()))
            .unwrap_or_default()
            .iter()
            .filter(|c| **c == '\n')
            .count();
    }
    found
}

/// How many hashes stand between here and a quote, when nothing else does.
fn raw_hashes(chars: &[char], from: usize) -> Option<usize> {
    let hashes = chars.iter().skip(from).take_while(|c| **c == '#').count();
    (chars.get(from + hashes) == Some(&'"')).then_some(hashes)
}

/// What a source file names of its own crate. `module` is where the file stands, from the root.
pub(crate) fn used(source: &str, module: &[String]) -> Vec<Used> {
    let tokens = tokens(source);
    let text = |i: usize| tokens.get(i).map_or("", |token| token.text.as_str());
    let mut here = module.to_vec();
    // Modules written inline, by the depth of braces at which each ends.
    let (mut depth, mut inline) = (0, Vec::new());
    let mut found = Vec::new();
    for i in 0..tokens.len() {
        match text(i) {
            "{" => {
                depth += 1;
                if i >= 2 && text(i - 2) == "mod" {
                    here.push(text(i - 1).to_owned());
                    inline.push(depth);
                }
            }
            "}" => {
                if inline.last() == Some(&depth) {
                    inline.pop();
                    here.pop();
                }
                depth -= 1;
            }
            "crate" | "self" | "super" | "linju"
                if text(i + 1) == "::" && (i == 0 || text(i - 1) != "::") =>
            {
                let base = match text(i) {
                    "crate" | "linju" => Vec::new(),
                    "self" => here.clone(),
                    _ => here
                        .split_last()
                        .map(|(_, parent)| parent.to_vec())
                        .unwrap_or_default(),
                };
                follow(&tokens, i + 2, base, &mut found);
            }
            _ => {}
        }
    }
    found
}

/// Reads a path, or a group of paths, that goes on from `base`; gives where it ends.
fn follow(tokens: &[Token], mut i: usize, mut base: Vec<String>, found: &mut Vec<Used>) -> usize {
    let text = |i: usize| tokens.get(i).map_or("", |token| token.text.as_str());
    let line = tokens.get(i).map_or(0, |token| token.line);
    loop {
        match text(i) {
            "{" => {
                i += 1;
                while !matches!(text(i), "}" | "") {
                    if text(i) == "," {
                        i += 1;
                    } else {
                        i = follow(tokens, i, base.clone(), found);
                    }
                }
                return i + 1;
            }
            "super" => drop(base.pop()),
            "self" => {}
            name => base.push(name.to_owned()),
        }
        i += 1;
        if text(i) != "::" {
            break;
        }
        i += 1;
        if text(i) == "<" {
            break; // a turbofish: the path is over
        }
    }
    found.push(Used { line, path: base });
    // `a as b`
    if text(i) == "as" { i + 2 } else { i }
}
