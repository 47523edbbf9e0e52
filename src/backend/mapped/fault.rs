//! What is wrong with a mapping, and where.

use serde_json::Value;

use super::{
    given::{Care, Given, Way},
    keys::Key,
};

/// A fault in a mapping.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{pointer}: expected {expected}, found {found}")]
pub struct Fault {
    /// JSON Pointer into the mapping.
    pub pointer: String,
    /// What should be there.
    pub expected: String,
    /// What is there.
    pub found: String,
}

/// So many bytes of a text are repeated.
const SHOWN: usize = 60;

impl<C: Care> Given<'_, C> {
    /// Notes that something else was expected here than what there is.
    #[inline(always)]
    pub(super) fn expected(&self, what: &str) {
        if C::LOOKS {
            self.found_instead(what);
        }
    }

    #[cold]
    #[inline(never)]
    fn found_instead(&self, what: &str) {
        let whole;
        let found = match self.value {
            None | Some(Value::Null) => "nothing",
            Some(Value::Bool(_)) => "true or false",
            Some(Value::Number(number)) => match number.as_i64() {
                Some(number) => {
                    whole = number.to_string();
                    &whole
                }
                None => "a number",
            },
            Some(Value::String(text)) => text,
            Some(Value::Array(_)) => "a list",
            Some(Value::Object(_)) => "an object",
        };
        self.but(what, found);
    }

    /// Notes that what there is is none of these words.
    #[inline(always)]
    pub(super) fn no_choice(&self, words: &[&str]) {
        if C::LOOKS {
            self.expected(&one_of(&[], words));
        }
    }

    /// Notes that a name is none of those that are known here.
    #[inline(always)]
    pub(super) fn unknown(&self, known: &[&[Key]], names: &[&str], found: &str) {
        if C::LOOKS {
            self.but(&one_of(known, names), found);
        }
    }

    /// Refuses a key that may not be there for want of something else.
    #[inline(always)]
    pub(super) fn without(&self, key: Key, what: &str) {
        if C::LOOKS && self.has(key) {
            self.at(key).but(what, "none");
        }
    }

    /// Notes a fault, unless there was one before.
    #[inline(always)]
    pub(super) fn but(&self, expected: &str, found: &str) {
        if C::LOOKS {
            self.note(expected, found);
        }
    }

    #[cold]
    #[inline(never)]
    fn note(&self, expected: &str, found: &str) {
        let Some(first) = self.noted.first() else {
            return;
        };
        first.get_or_init(|| {
            let mut pointer = String::new();
            self.point(&mut pointer);
            let mut end = found.len().min(SHOWN);
            while !found.is_char_boundary(end) {
                end -= 1;
            }
            Fault {
                pointer,
                expected: expected.to_owned(),
                found: found.get(..end).unwrap_or_default().to_owned(),
            }
        });
    }

    /// Writes the JSON Pointer of the place. As deep as a mapping is read.
    fn point(&self, out: &mut String) {
        match self.way {
            Way::Top(at) => out.push_str(at),
            Way::Key(up, key) => {
                up.point(out);
                out.push('/');
                for c in key.chars() {
                    match c {
                        '~' => out.push_str("~0"),
                        '/' => out.push_str("~1"),
                        c => out.push(c),
                    }
                }
            }
            Way::Element(up, at) => {
                up.point(out);
                out.push('/');
                out.push_str(&at.to_string());
            }
        }
    }
}

#[cold]
fn one_of(keys: &[&[Key]], names: &[&str]) -> String {
    let mut out = String::new();
    for list in keys {
        for key in *list {
            add(&mut out, key.name());
        }
    }
    for name in names {
        add(&mut out, name);
    }
    out
}

#[inline(never)]
fn add(out: &mut String, name: &str) {
    out.push_str(if out.is_empty() { "one of " } else { ", " });
    out.push_str(name);
}
