//! A place in a mapping, and what is given there.
//!
//! Reading never stops half-way: a [`Given`] notes the first fault and something stands in for what could not be
//! read, so that nothing costs a way out. Only the doors, [`super::Plan::compile`] and [`super::Expr::compile`], look
//! whether there was one, and let out nothing in which something stands in.

use std::{
    cell::{Cell, OnceCell},
    slice,
};

use serde_json::{Value, map};

use super::{
    fault::Fault,
    keys::{Key, NOTES},
};

/// A place in a mapping, and what is given there.
pub(super) struct Given<'a> {
    /// `None` where there is nothing.
    pub(super) value: Option<&'a Value>,
    pub(super) way: Way<'a>,
    pub(super) noted: &'a Noted,
}

/// What is noted while a mapping is compiled.
#[derive(Default)]
pub(super) struct Noted {
    /// The first fault.
    pub(super) first: OnceCell<Fault>,
    /// Whether something in it lies in [`Part::Rare`](crate::parts::Part).
    pub(super) rare: Cell<bool>,
}

/// How one came to a place.
#[derive(Clone, Copy)]
pub(super) enum Way<'a> {
    /// It is where reading began, by its pointer.
    Top(&'a str),
    /// By a key of an object.
    Key(&'a Given<'a>, &'a str),
    /// By the place in a list, from 0.
    Element(&'a Given<'a>, usize),
}

impl<'a> Given<'a> {
    /// Where reading begins.
    pub(super) fn top(value: &'a Value, at: &'a str, noted: &'a Noted) -> Self {
        Self {
            value: Some(value),
            way: Way::Top(at),
            noted,
        }
    }

    /// What stands at a key, if anything.
    #[inline(never)]
    pub(super) fn at(&self, key: Key) -> Given<'_> {
        self.under(key.name())
    }

    /// What stands under a name, if anything.
    #[inline(never)]
    pub(super) fn under<'b>(&'b self, key: &'b str) -> Given<'b> {
        Given {
            value: match self.value {
                Some(Value::Object(map)) => map.get(key),
                _ => None,
            },
            way: Way::Key(self, key),
            noted: self.noted,
        }
    }

    /// Whether anything stands at a key.
    #[inline(never)]
    pub(super) fn has(&self, key: Key) -> bool {
        self.at(key).is_there()
    }

    /// Whether anything is there, be it null.
    pub(super) fn is_there(&self) -> bool {
        self.value.is_some()
    }

    /// Refuses what is no object, and keys that are in none of these lists.
    #[inline(never)]
    pub(super) fn only(&self, known: &[&[Key]]) {
        self.only_these(known, &[]);
    }

    /// The same, with names.
    #[inline(never)]
    pub(super) fn only_these(&self, known: &[&[Key]], names: &[&str]) {
        let mut entries = self.entries();
        while let Some(entry) = entries.next() {
            let found = entry.key();
            let is_known = |list: &&[Key]| list.iter().any(|key| key.name() == found);
            if !NOTES.contains(&found) && !names.contains(&found) && !known.iter().any(is_known) {
                entry.unknown(known, names, found);
            }
        }
    }

    /// The name or key by which one came here; empty for an element of a list.
    #[inline(never)]
    pub(super) fn key(&self) -> &'a str {
        match self.way {
            Way::Key(_, key) => key,
            _ => "",
        }
    }

    /// The entries of an object, none where there is nothing.
    #[inline(never)]
    pub(super) fn entries(&self) -> Parts<'_> {
        let all = match self.value {
            Some(Value::Object(map)) => All::Entries(map.iter()),
            None => All::Elements([].iter()),
            Some(_) => {
                self.expected("an object");
                All::Elements([].iter())
            }
        };
        self.parts(all, Way::Key(self, ""))
    }

    /// The elements of a list, none where there is nothing.
    #[inline(never)]
    pub(super) fn elements(&self, most: usize) -> Parts<'_> {
        let mut list: &[Value] = &[];
        match self.value {
            None => {}
            Some(Value::Array(all)) if all.len() <= most => list = all,
            Some(Value::Array(_)) => {
                self.but(
                    &["at most ", &most.to_string(), " elements"].concat(),
                    "more",
                );
            }
            Some(_) => self.expected("a list"),
        }
        self.parts(All::Elements(list.iter()), Way::Element(self, usize::MAX))
    }

    /// What is there, as the only one.
    pub(super) fn alone(&self) -> Parts<'_> {
        let one = self.value.map_or(&[] as &[Value], slice::from_ref);
        self.parts(All::Elements(one.iter()), self.way)
    }

    fn parts<'b>(&'b self, all: All<'b>, way: Way<'b>) -> Parts<'b> {
        let now = Given {
            value: None,
            way,
            noted: self.noted,
        };
        Parts { all, now }
    }

    /// Notes that something else was expected at a key.
    #[cold]
    #[inline(never)]
    pub(super) fn expected_at(&self, key: Key, what: &str) {
        self.at(key).expected(what);
    }

    /// The text at a key, which has to be there.
    #[inline(never)]
    pub(super) fn text(&self, key: Key, expected: &str) -> String {
        self.at(key).own_text(expected)
    }

    /// The text that has to be here.
    #[inline(never)]
    pub(super) fn own_text(&self, expected: &str) -> String {
        match self.value {
            Some(Value::String(text)) => text.clone(),
            _ => {
                self.expected(expected);
                String::new()
            }
        }
    }

    /// The text at a key, if there is one.
    #[inline(never)]
    pub(super) fn said(&self, key: Key) -> Option<String> {
        self.at(key).value.map(|_| self.text(key, "a text"))
    }

    /// `true` or `false` at a key, if it is there.
    #[inline(never)]
    pub(super) fn flag(&self, key: Key) -> Option<bool> {
        let it = self.at(key);
        match it.value {
            None => None,
            Some(Value::Bool(flag)) => Some(*flag),
            Some(_) => {
                it.expected("true or false");
                None
            }
        }
    }

    /// The same; `false` unless said.
    #[inline(never)]
    pub(super) fn is(&self, key: Key) -> bool {
        self.flag(key).unwrap_or(false)
    }

    /// A whole number between two bounds at a key, if there is one.
    #[inline(never)]
    pub(super) fn count(&self, key: Key, least: u32, most: u32) -> Option<u32> {
        let it = self.at(key);
        let number = it.value?.as_u64().and_then(|n| u32::try_from(n).ok());
        let number = number.filter(|n| (least..=most).contains(n));
        if number.is_none() {
            let (least, most) = (u64::from(least).to_string(), u64::from(most).to_string());
            it.expected(&["a whole number from ", &least, " to ", &most].concat());
        }
        number
    }

    /// One of some words at a key, by its place; the first where there is none.
    pub(super) fn word(&self, key: Key, words: &[&str]) -> usize {
        if self.has(key) {
            self.choice(key, words)
        } else {
            0
        }
    }

    /// One of some words at a key, by its place; it has to be there.
    #[inline(never)]
    pub(super) fn choice(&self, key: Key, words: &[&str]) -> usize {
        let it = self.at(key);
        let place = match it.value {
            Some(Value::String(text)) => words.iter().position(|word| word == text),
            _ => None,
        };
        place.unwrap_or_else(|| {
            it.no_choice(words);
            0
        })
    }
}

/// What is in an object or a list, one after the other.
pub(super) struct Parts<'a> {
    all: All<'a>,
    now: Given<'a>,
}

enum All<'a> {
    Entries(map::Iter<'a>),
    Elements(slice::Iter<'a, Value>),
}

impl<'a> Parts<'a> {
    /// The next one.
    #[inline(never)]
    pub(super) fn next(&mut self) -> Option<&Given<'a>> {
        let way = &mut self.now.way;
        self.now.value = match &mut self.all {
            All::Entries(entries) => entries.next().map(|(key, value)| {
                if let Way::Key(_, name) = way {
                    *name = key;
                }
                value
            }),
            All::Elements(elements) => {
                if let Way::Element(_, at) = way {
                    *at = at.wrapping_add(1);
                }
                elements.next()
            }
        };
        self.now.is_there().then_some(&self.now)
    }
}
