//! Search that forgives: case, full width, zero-width characters, traditional or simplified.
//!
//! Both sides are folded to one form and then compared as plain text. The table from traditional
//! to simplified characters is data that comes from outside, when somebody first searches.

mod sounds;
mod spelling;

use super::sort_by;

pub use sounds::{Fit, Found, Sounding, Sounds, Typed};
pub use spelling::{Spelling, spelling};

/// Brings text to the form in which it is compared.
#[derive(Clone, Debug, Default)]
pub struct Fold {
    /// Sorted by the first; no first twice.
    table: Vec<(char, char)>,
}

impl Fold {
    /// Without a table: case, width and invisible characters only.
    #[must_use]
    pub fn plain() -> Self {
        Self::default()
    }

    /// With a table of character pairs, the first of which is read as the second. Any number of
    /// pairs a line, blanks ignored; a line that begins with `#` is a comment. A character that is
    /// left over at the end of a line is ignored; of two pairs with one first, the earlier holds.
    #[must_use]
    pub fn with_table(text: &str) -> Self {
        let mut table = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut characters = line.chars().filter(|c| !c.is_whitespace());
            while let (Some(from), Some(to)) = (characters.next(), characters.next()) {
                table.push((from, to));
            }
        }
        sort_by(&mut table, |a: &(char, char), b| a.0.cmp(&b.0));
        table.dedup_by_key(|(from, _)| *from);
        Self { table }
    }

    /// Whether it knows traditional characters.
    #[must_use]
    pub fn has_table(&self) -> bool {
        !self.table.is_empty()
    }

    /// The form in which text is compared: lower case, ASCII at half width, every white space a
    /// space, traditional characters simplified, invisible characters gone.
    #[must_use]
    pub fn fold(&self, text: &str) -> String {
        let mut folded = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                ' '..='@' | '['..='~' => folded.push(c),
                'A'..='Z' => folded.push(c.to_ascii_lowercase()),
                // Soft hyphen, zero-width space to right-to-left mark, word joiner, variation
                // selectors, byte-order mark.
                '\u{ad}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2060}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}' => {}
                // Full-width forms of ASCII stand 0xFEE0 above it.
                '\u{ff01}'..='\u{ff5e}' => {
                    let half = char::from_u32(c as u32 - 0xfee0).unwrap_or(c);
                    folded.push(half.to_ascii_lowercase());
                }
                c if c.is_whitespace() => folded.push(' '),
                c => match self.table.binary_search_by_key(&c, |(from, _)| *from) {
                    Ok(at) => folded.extend(self.table.get(at).map(|(_, to)| *to)),
                    Err(_) => folded.push(lower(c)),
                },
            }
        }
        folded
    }
}

/// Lower case in Latin, Greek and Cyrillic, one character for one (Unicode 16, `UnicodeData.txt`). The standard
/// library's way knows all scripts by tables of 12 kB, which every first view would carry.
const fn lower(c: char) -> char {
    let up = c as u32;
    let low = match up {
        // Those that stand in pairs, the capital at an even number …
        0x0130 => 'i' as u32,
        0x0100..=0x0137 | 0x014a..=0x0177 | 0x0460..=0x0481 | 0x1e00..=0x1e95 | 0x1ea0..=0x1eff => {
            up | 1
        }
        // … and at an odd one.
        0x0139..=0x0148 | 0x0179..=0x017e => up + (up & 1),
        0x0178 => 0xff,
        0x00d7 | 0x03a2 => up,
        0x00c0..=0x00de | 0x0391..=0x03ab | 0x0410..=0x042f => up + 0x20,
        0x0400..=0x040f => up + 0x50,
        0x0386 => 0x03ac,
        0x0388..=0x038a => up + 37,
        0x038c => 0x03cc,
        0x038e | 0x038f => up + 63,
        _ => up,
    };
    match char::from_u32(low) {
        Some(low) => low,
        None => c,
    }
}

/// What is searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needle {
    terms: Vec<String>,
}

impl Needle {
    /// Terms are separated by white space of any width.
    #[must_use]
    pub fn new(fold: &Fold, query: &str) -> Self {
        Self {
            terms: fold
                .fold(query)
                .split_whitespace()
                .map(str::to_owned)
                .collect(),
        }
    }

    /// Whether nothing is searched for, so that everything is found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Whether every term is in some field.
    #[must_use]
    pub fn found_in(&self, fold: &Fold, fields: &[&str]) -> bool {
        if self.is_empty() {
            return true;
        }
        let folded: Vec<String> = fields.iter().map(|field| fold.fold(field)).collect();
        self.terms
            .iter()
            .all(|term| folded.iter().any(|field| field.contains(term.as_str())))
    }

    /// The same for fields that are folded already, as a long list keeps them.
    #[must_use]
    pub fn found_in_folded(&self, fields: &[&str]) -> bool {
        self.terms
            .iter()
            .all(|term| fields.iter().any(|field| field.contains(term.as_str())))
    }
}

#[cfg(test)]
mod tests;
