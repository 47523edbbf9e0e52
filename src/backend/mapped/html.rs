//! Text that is no Markdown, made Markdown: plain text so that it shows as it is, HTML reduced to text
//! and safe links.
//!
//! Nothing of the HTML is ever inserted anywhere. Linear in the length of the text; any text
//! gives a result.

mod pieces;

use pieces::{address, attribute, escape, is_safe, unescaped};

/// Elements that hold nothing to read.
const SILENT: &[&str] = &[
    "script", "style", "head", "title", "noscript", "template", "iframe", "object", "svg", "math",
    "select", "textarea", "button",
];

/// Elements that stand apart from what is around them.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "nav",
    "ul",
    "ol",
    "table",
    "tr",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "dl",
    "dt",
    "dd",
    "form",
    "hr",
    "address",
    "details",
    "summary",
    "body",
];

/// Plain text as Markdown that shows it as it is.
pub(super) fn escaped(text: &str) -> String {
    let mut out = Writer::default();
    for (n, line) in text.lines().enumerate() {
        if n > 0 {
            out.out.push('\n');
        }
        out.words(line, true);
        out.space = false;
    }
    out.out
}

/// HTML as Markdown.
pub(super) fn markdown(html: &str) -> String {
    reduced(html, true)
}

/// HTML as one line of text.
pub(super) fn line(html: &str) -> String {
    let text = reduced(html, false);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[derive(Default)]
struct Writer {
    out: String,
    /// Lines to break before the next text.
    gap: usize,
    /// A space before the next text.
    space: bool,
    /// Marks to open before the next text.
    opening: String,
    /// Marks that are open, innermost last.
    open: Vec<&'static str>,
    /// Where the link leads that is open.
    link: Option<String>,
    /// How many elements of each list that is open; bullets have none.
    lists: Vec<Option<u32>>,
}

fn reduced(html: &str, marks: bool) -> String {
    let mut to = Writer::default();
    let mut rest = html;
    while !rest.is_empty() {
        let (text, tail) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        to.words(&unescaped(text), marks);
        let Some(inner) = tail.strip_prefix('<') else {
            break;
        };
        if let Some(comment) = inner.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        if !inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
            to.words("<", marks);
            rest = inner;
            continue;
        }
        let (tag, after) = inner.split_at(tag_end(inner));
        rest = after.strip_prefix('>').unwrap_or(after);
        let closing = tag.starts_with('/');
        let name = tag
            .trim_start_matches('/')
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        if SILENT.contains(&name.as_str()) {
            if !closing && !tag.ends_with('/') {
                rest = past(rest, &name);
            }
        } else {
            to.tag(&name, tag, closing, marks);
        }
    }
    to.end_block(marks);
    to.out
}

/// Where a tag ends; a `>` in quotes is part of it.
fn tag_end(tag: &str) -> usize {
    let mut quote = None;
    for (at, c) in tag.char_indices() {
        match (quote, c) {
            (None, '>') => return at,
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    tag.len()
}

/// What comes behind the end of an element.
fn past<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("</") {
        let is_it = after
            .get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name));
        if is_it {
            return after.split_once('>').map_or("", |(_, rest)| rest);
        }
        rest = after;
    }
    ""
}

impl Writer {
    fn tag(&mut self, name: &str, tag: &str, closing: bool, marks: bool) {
        match name {
            "br" => self.gap = self.gap.max(1),
            "b" | "strong" if marks => self.mark("**", closing),
            "i" | "em" if marks => self.mark("*", closing),
            "a" if marks => {
                self.end_link();
                let href = attribute(tag, "href").map(|href| unescaped(&href));
                self.link = href
                    .filter(|href| !closing && is_safe(href))
                    .map(|href| address(href.trim()));
                if self.link.is_some() {
                    self.opening.push('[');
                }
            }
            "img" if !closing => {
                if let Some(text) = attribute(tag, "alt") {
                    self.words(&unescaped(&text), marks);
                }
            }
            "td" | "th" => self.space = true,
            "li" => {
                let gap = self.gap.max(1);
                self.end_block(marks);
                self.gap = gap;
                if !closing && marks {
                    self.opening = match self.lists.last_mut() {
                        Some(Some(n)) => {
                            *n = n.saturating_add(1);
                            [&n.to_string(), ". "].concat()
                        }
                        _ => "- ".to_owned(),
                    };
                }
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.end_block(marks);
                if !closing && marks {
                    self.opening = "### ".to_owned();
                }
            }
            // A paragraph that begins an element of a list is its text.
            "p" | "div" if !closing && !self.opening.is_empty() => {}
            name if BLOCKS.contains(&name) => {
                self.end_block(marks);
                if matches!(name, "ul" | "ol") {
                    if closing {
                        self.lists.pop();
                    } else if self.lists.len() < 8 {
                        self.lists.push((name == "ol").then_some(0));
                    }
                }
            }
            _ => {}
        }
    }

    fn mark(&mut self, mark: &'static str, closing: bool) {
        if closing {
            if self.open.last() == Some(&mark) {
                self.open.pop();
                // Nothing stands between the marks.
                match self.opening.strip_suffix(mark) {
                    Some(before) => self.opening = before.to_owned(),
                    None => self.out.push_str(mark),
                }
            }
        } else if !self.open.contains(&mark) {
            self.open.push(mark);
            self.opening.push_str(mark);
        }
    }

    fn end_link(&mut self) {
        if let Some(href) = self.link.take() {
            match self.opening.strip_suffix('[') {
                Some(before) => self.opening = before.to_owned(),
                None => self.out.push_str(&["](", &href, ")"].concat()),
            }
        }
    }

    fn end_block(&mut self, marks: bool) {
        if marks {
            self.end_link();
            while let Some(mark) = self.open.last().copied() {
                self.mark(mark, true);
            }
        }
        self.opening.clear();
        if !self.out.is_empty() {
            self.gap = 2;
        }
    }

    /// Text; runs of white space are one space.
    fn words(&mut self, text: &str, marks: bool) {
        let mut first = true;
        for word in text.split(char::is_whitespace) {
            if !first {
                self.space = true;
            }
            first = false;
            if word.is_empty() {
                continue;
            }
            if self.gap > 0 {
                let lines = if self.out.is_empty() { 0 } else { self.gap };
                self.out
                    .push_str("\n\n".get(..lines.min(2)).unwrap_or_default());
                self.gap = 0;
            } else if self.space && !self.out.is_empty() && !self.out.ends_with('\n') {
                self.out.push(' ');
            }
            self.space = false;
            let starts = self.out.is_empty() || self.out.ends_with('\n');
            let starts = starts && self.opening.is_empty();
            self.out.push_str(&std::mem::take(&mut self.opening));
            if marks {
                escape(&mut self.out, word, starts);
            } else {
                self.out.push_str(word);
            }
        }
    }
}
