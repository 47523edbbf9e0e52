//! Lines of a calendar file, or of a card: escaped, folded, without what would break them.

use chrono::{DateTime, Datelike as _, NaiveDateTime};

use crate::model::Instant;

/// The most octets of a line, its end not counted (RFC 5545, section 3.1; RFC 6350, section 3.2).
const WIDTH: usize = 75;

/// Lines below each other. Whatever is put in, each is one line by the RFC.
#[derive(Default)]
pub(in crate::model) struct Lines(String);

impl Lines {
    /// A line whose value is written as it is.
    pub(in crate::model) fn line(&mut self, name: &str, value: &str) {
        fold(&mut self.0, &[name, ":", value].concat());
    }

    /// A line whose value is TEXT; none where that is empty.
    pub(in crate::model) fn text(&mut self, name: &str, value: &str) {
        let value = escape(value.trim());
        if !value.is_empty() {
            self.line(name, &value);
        }
    }

    /// Others behind these.
    pub(super) fn append(&mut self, more: &Self) {
        self.0.push_str(&more.0);
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them.
    pub(in crate::model) fn into_text(self) -> String {
        self.0
    }
}

/// Writes a line in pieces of at most [`WIDTH`] octets, never within a character. Control characters but the tab are no
/// part of any value (RFC 5545, section 3.1) and are left out.
pub(super) fn fold(out: &mut String, line: &str) {
    let mut width = 0;
    for c in line.chars().filter(|c| !c.is_control() || *c == '\t') {
        if width + c.len_utf8() > WIDTH {
            out.push_str("\r\n ");
            width = 1;
        }
        out.push(c);
        width += c.len_utf8();
    }
    out.push_str("\r\n");
}

/// As TEXT (RFC 5545, section 3.3.11; RFC 6350, section 3.4). Whatever some reader might take for the end of a line is the `\n` of the RFC.
pub(in crate::model) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                out.push_str("\\n");
            }
            '\\' | ';' | ',' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() && c != '\t' => {}
            c => out.push(c),
        }
    }
    out
}

/// What an id or a name is in a UID: letters and digits as they are, each other octet as `%XX`, so that two never become one.
pub(in crate::model) fn plain(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
            continue;
        }
        out.push('%');
        for nibble in [byte >> 4, byte & 15] {
            out.push(HEX.get(usize::from(nibble)).map_or('0', |b| char::from(*b)));
        }
    }
    out
}

/// `20261127T200000`; `None` where four digits do not hold the year.
pub(super) fn local(at: NaiveDateTime) -> Option<String> {
    if !(1..=9999).contains(&at.year()) {
        return None;
    }
    let text = Instant::from_unix(at.and_utc().timestamp()).to_string();
    Some(text.chars().filter(|c| !"-:Z".contains(*c)).collect())
}

/// `20261127T120000Z`.
pub(in crate::model) fn utc(at: Instant) -> Option<String> {
    let mut text = local(DateTime::from_timestamp(at.unix(), 0)?.naive_utc())?;
    text.push('Z');
    Some(text)
}
