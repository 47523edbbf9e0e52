//! A small, safe subset of Markdown, read into plain data.
//!
//! For what people write about their community: paragraphs, headings, lists, quotes, code, rules;
//! strong, set apart, code, links. Raw HTML is text like any other. A line break in a paragraph is
//! a line break on the screen, because that is what a person who typed one meant.
//!
//! Invariants: total (any text gives blocks, nothing panics); linear in the length of the text;
//! nested no deeper than [`MAX_BLOCKS`] blocks and 24 spans, so that whoever walks
//! the result may recurse; every address of a link begins with `http://`, `https://`, `mailto:` or
//! `tel:`.

mod address;
mod inline;
mod plain;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

pub use plain::plain;

/// How deep quotes and lists nest; what is deeper is read as a paragraph.
pub const MAX_BLOCKS: usize = 6;

/// A block of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading.
    Heading {
        /// 1 to 6, as written.
        level: u8,
        /// Its words.
        text: Vec<Inline>,
    },
    /// A list.
    List {
        /// The number of the first item, where they are numbered.
        ordered: Option<u32>,
        /// What is in each item.
        items: Vec<Vec<Block>>,
    },
    /// What somebody else said.
    Quote(Vec<Block>),
    /// Text to show as it stands.
    Code(String),
    /// A line across.
    Rule,
}

/// A piece of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Words.
    Text(String),
    /// Words that matter.
    Strong(Vec<Inline>),
    /// Words set apart. Never to be shown slanted: Chinese has no italics.
    Emphasis(Vec<Inline>),
    /// A few characters to show as they stand.
    Code(String),
    /// A link.
    Link {
        /// Where to: http(s), mailto or tel, and nothing else.
        href: String,
        /// What is read; never a link itself.
        text: Vec<Inline>,
    },
    /// The end of a line.
    Break,
}

/// Reads `text`.
pub fn parse(text: &str) -> Vec<Block> {
    let text = text.replace('\t', "    ");
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    blocks(&lines, 0)
}

/// `url` if a link may lead there: http(s), mailto or tel, in printing characters. For addresses
/// that come from elsewhere than a text.
pub fn safe_url(url: &str) -> Option<&str> {
    let url = url.trim();
    let printing = !url.contains(|c: char| c.is_control() || c.is_whitespace());
    (printing && address::safe(url)).then_some(url)
}

/// What a line begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Start<'a> {
    Blank,
    Fence(char),
    Heading(u8, &'a str),
    Rule,
    Quote(&'a str),
    Item(Marker, &'a str),
    Text,
}

/// The mark before a list item.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Marker {
    /// `-`, `*`, `+`, or `.` and `)` after a number.
    sign: char,
    /// The number.
    number: Option<u32>,
    /// Columns before the words of the item.
    width: usize,
}

fn start(line: &str) -> Start<'_> {
    let bare = line.trim_start();
    let Some(first) = bare.chars().next() else {
        return Start::Blank;
    };
    match first {
        '`' if bare.starts_with("```") => return Start::Fence('`'),
        '~' if bare.starts_with("~~~") => return Start::Fence('~'),
        '>' => {
            let inner = bare.get(1..).unwrap_or_default();
            return Start::Quote(inner.strip_prefix(' ').unwrap_or(inner));
        }
        '#' => {
            let words = bare.trim_start_matches('#');
            let level = bare.len() - words.len();
            if level <= 6 && (words.is_empty() || words.starts_with(' ')) {
                let words = words.trim().trim_end_matches('#').trim_end();
                return Start::Heading(u8::try_from(level).unwrap_or(6), words);
            }
        }
        '-' | '*' | '_' if rule(bare, first) => return Start::Rule,
        _ => {}
    }
    let indent = line.len() - bare.len();
    item(bare, indent).map_or(Start::Text, |(marker, words)| Start::Item(marker, words))
}

/// Three and more of `sign` and nothing else.
fn rule(bare: &str, sign: char) -> bool {
    bare.chars().all(|c| c == sign || c == ' ') && bare.matches(sign).take(3).count() == 3
}

fn item(bare: &str, indent: usize) -> Option<(Marker, &str)> {
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 9 {
        return None;
    }
    let number: Option<u32> = bare.get(..digits)?.parse().ok();
    let rest = bare.get(digits..)?;
    let sign = rest.chars().next()?;
    let right = if number.is_some() {
        matches!(sign, '.' | ')')
    } else {
        matches!(sign, '-' | '*' | '+')
    };
    let words = rest
        .get(1..)
        .filter(|words| right && (words.is_empty() || words.starts_with(' ')))?;
    let spaces = words.len() - words.trim_start_matches(' ').len();
    let spaces = if (1..=4).contains(&spaces) { spaces } else { 1 };
    let marker = Marker {
        sign,
        number,
        width: indent + digits + 1 + spaces,
    };
    Some((marker, words.get(spaces..).unwrap_or_default()))
}

/// `line` without up to `width` of the spaces before it.
fn outdent(line: &str, width: usize) -> &str {
    let spaces = line.bytes().take(width).take_while(|b| *b == b' ').count();
    line.get(spaces..).unwrap_or_default()
}

fn indent(line: &str) -> usize {
    line.bytes().take_while(|b| *b == b' ').count()
}

fn blocks(lines: &[&str], depth: usize) -> Vec<Block> {
    let mut all = Vec::new();
    let mut rest = lines;
    while let Some((line, after)) = rest.split_first() {
        rest = match start(line) {
            Start::Blank => after,
            Start::Rule => {
                all.push(Block::Rule);
                after
            }
            Start::Heading(level, words) => {
                all.push(Block::Heading {
                    level,
                    text: inline::parse(words),
                });
                after
            }
            Start::Fence(sign) => {
                let (code, after) = fence(line, sign, after);
                all.push(code);
                after
            }
            Start::Quote(_) if depth < MAX_BLOCKS => {
                let inner: Vec<&str> = rest
                    .iter()
                    .map_while(|line| match start(line) {
                        Start::Quote(inner) => Some(inner),
                        _ => None,
                    })
                    .collect();
                all.push(Block::Quote(blocks(&inner, depth + 1)));
                rest.get(inner.len()..).unwrap_or_default()
            }
            Start::Item(marker, _) if depth < MAX_BLOCKS => {
                let (list, after) = list(marker, rest, depth);
                all.push(list);
                after
            }
            _ => {
                let (paragraph, after) = paragraph(rest, depth);
                all.push(paragraph);
                after
            }
        };
    }
    all
}

fn fence<'a, 'b>(open: &str, sign: char, lines: &'a [&'b str]) -> (Block, &'a [&'b str]) {
    let run = |line: &str| line.trim_start().chars().take_while(|c| *c == sign).count();
    let (length, margin) = (run(open), indent(open));
    let end = lines
        .iter()
        .position(|line| run(line) >= length && line.trim_start().chars().all(|c| c == sign));
    let inner = lines.get(..end.unwrap_or(lines.len())).unwrap_or_default();
    let inner: Vec<&str> = inner.iter().map(|line| outdent(line, margin)).collect();
    let after = end.and_then(|end| lines.get(end + 1..)).unwrap_or_default();
    (Block::Code(inner.join("\n")), after)
}

fn paragraph<'a, 'b>(lines: &'a [&'b str], depth: usize) -> (Block, &'a [&'b str]) {
    let more = lines.iter().skip(1).take_while(|line| match start(line) {
        Start::Text => true,
        // A year at the head of a line begins no list, the number one does.
        Start::Item(marker, _) => depth >= MAX_BLOCKS || marker.number.is_some_and(|n| n != 1),
        Start::Quote(_) => depth >= MAX_BLOCKS,
        _ => false,
    });
    let count = 1 + more.count();
    let own = lines.get(..count).unwrap_or_default();
    let text: Vec<&str> = own.iter().map(|line| line.trim_start()).collect();
    (
        Block::Paragraph(inline::parse(&text.join("\n"))),
        lines.get(count..).unwrap_or_default(),
    )
}

fn list<'a, 'b>(first: Marker, lines: &'a [&'b str], depth: usize) -> (Block, &'a [&'b str]) {
    let mut items: Vec<Vec<&str>> = Vec::new();
    let mut width = first.width;
    let mut loose = false;
    let mut rest = lines;
    while let Some((line, after)) = rest.split_first() {
        // Two columns are enough to belong to an item: people do not count spaces.
        let inside = !items.is_empty() && indent(line) >= width.min(indent_of(first) + 2);
        match start(line) {
            Start::Blank => {
                // All blank lines at once, so that each line is looked at once.
                let blanks = rest.iter().take_while(|line| line.is_empty()).count();
                rest = rest.get(blanks..).unwrap_or_default();
                loose = true;
                continue;
            }
            _ if inside => {
                if let Some(item) = items.last_mut() {
                    if loose {
                        item.push("");
                    }
                    item.push(outdent(line, width));
                }
            }
            Start::Item(marker, words) if marker.sign == first.sign => {
                width = marker.width;
                items.push(vec![words]);
            }
            Start::Text if !loose => {
                if let Some(item) = items.last_mut() {
                    item.push(line.trim_start());
                }
            }
            _ => break,
        }
        loose = false;
        rest = after;
    }
    let items = items.iter().map(|item| blocks(item, depth + 1)).collect();
    (
        Block::List {
            ordered: first.number,
            items,
        },
        rest,
    )
}

/// Columns before the mark itself.
fn indent_of(marker: Marker) -> usize {
    marker
        .width
        .saturating_sub(2 + marker.number.map_or(0, |n| n.to_string().len()))
}
