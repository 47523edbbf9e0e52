//! A place in a mapping, and what is given there.
//!
//! Reading never stops half-way: a [`Given`] notes the first fault and something stands in for what could not be
//! read, so that nothing costs a way out. Only the doors, [`super::Plan::compile`] and [`super::Expr::compile`], look
//! whether there was one, and let out nothing in which something stands in.
//!
//! The same code is compiled twice, by how carefully it reads ([`Care`]). [`Noted`] looks at everything and says what is
//! wrong. [`Trusting`] takes what it finds, so that all checks and words fall away: with it the first view reads what a feed
//! needs, and the checks come with [`Part::Service`](crate::parts::Part), before anything is done for somebody.

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
pub(super) struct Given<'a, C> {
    /// `None` where there is nothing.
    pub(super) value: Option<&'a Value>,
    pub(super) way: Way<'a, C>,
    pub(super) noted: &'a C,
}

/// How carefully a mapping is read, and what is noted meanwhile.
pub(super) trait Care {
    /// Whether faults are looked for.
    const LOOKS: bool;
    /// The first fault, where they are.
    fn first(&self) -> Option<&OnceCell<Fault>>;
    /// Whether something in it lies in [`Part::Rare`](crate::parts::Part).
    fn rare(&self) -> &Cell<bool>;
}

/// Looks at everything.
#[derive(Default)]
pub(super) struct Noted {
    pub(super) first: OnceCell<Fault>,
    rare: Cell<bool>,
}

impl Care for Noted {
    const LOOKS: bool = true;

    fn first(&self) -> Option<&OnceCell<Fault>> {
        Some(&self.first)
    }

    fn rare(&self) -> &Cell<bool> {
        &self.rare
    }
}

/// Takes what it finds.
#[derive(Default)]
pub(super) struct Trusting {
    rare: Cell<bool>,
}

impl Care for Trusting {
    const LOOKS: bool = false;

    fn first(&self) -> Option<&OnceCell<Fault>> {
        None
    }

    fn rare(&self) -> &Cell<bool> {
        &self.rare
    }
}

/// How one came to a place.
pub(super) enum Way<'a, C> {
    /// It is where reading began, by its pointer.
    Top(&'a str),
    /// By a key of an object.
    Key(&'a Given<'a, C>, &'a str),
    /// By the place in a list, from 0.
    Element(&'a Given<'a, C>, usize),
}

impl<C> Clone for Way<'_, C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for Way<'_, C> {}

impl<'a, C: Care> Given<'a, C> {
    /// Where reading begins.
    pub(super) fn top(value: &'a Value, at: &'a str, noted: &'a C) -> Self {
        Self {
            value: Some(value),
            way: Way::Top(at),
            noted,
        }
    }

    /// Whether faults are looked for.
    #[inline(always)]
    #[allow(clippy::unused_self, reason = "of its type")]
    pub(super) const fn looks(&self) -> bool {
        C::LOOKS
    }

    /// What stands at a key, if anything.
    #[inline(never)]
    pub(super) fn at(&self, key: Key) -> Given<'_, C> {
        self.under(key.name())
    }

    /// What stands under a name, if anything.
    #[inline(never)]
    pub(super) fn under<'b>(&'b self, key: &'b str) -> Given<'b, C> {
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
    #[inline(always)]
    pub(super) fn only(&self, known: &[&[Key]]) {
        self.only_these(known, &[]);
    }

    /// The same, with names.
    #[inline(always)]
    pub(super) fn only_these(&self, known: &[&[Key]], names: &[&str]) {
        if C::LOOKS {
            self.look_for_others(known, names);
        }
    }

    #[inline(never)]
    fn look_for_others(&self, known: &[&[Key]], names: &[&str]) {
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
    pub(super) fn entries(&self) -> Parts<'_, C> {
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
    pub(super) fn elements(&self, most: usize) -> Parts<'_, C> {
        let mut list: &[Value] = &[];
        match self.value {
            None => {}
            Some(Value::Array(all)) if all.len() <= most => list = all,
            Some(Value::Array(_)) if C::LOOKS => {
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
    pub(super) fn alone(&self) -> Parts<'_, C> {
        let one = self.value.map_or(&[] as &[Value], slice::from_ref);
        self.parts(All::Elements(one.iter()), self.way)
    }

    fn parts<'b>(&'b self, all: All<'b>, way: Way<'b, C>) -> Parts<'b, C> {
        let now = Given {
            value: None,
            way,
            noted: self.noted,
        };
        Parts { all, now }
    }

    /// Notes that something else was expected at a key.
    #[inline(always)]
    pub(super) fn expected_at(&self, key: Key, what: &str) {
        if C::LOOKS {
            self.at(key).expected(what);
        }
    }

    /// The text at a key, which has to be there.
    #[inline(always)]
    pub(super) fn text(&self, key: Key, expected: &str) -> String {
        let expected = if C::LOOKS { expected } else { "" };
        self.text_at(key, expected)
    }

    #[inline(never)]
    fn text_at(&self, key: Key, expected: &str) -> String {
        self.at(key).own_text(expected)
    }

    /// The text that has to be here.
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
        if C::LOOKS && number.is_none() {
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
pub(super) struct Parts<'a, C> {
    all: All<'a>,
    now: Given<'a, C>,
}

enum All<'a> {
    Entries(map::Iter<'a>),
    Elements(slice::Iter<'a, Value>),
}

impl<'a, C> Parts<'a, C> {
    /// The next one.
    #[inline(never)]
    pub(super) fn next(&mut self) -> Option<&Given<'a, C>> {
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
        self.now.value.is_some().then_some(&self.now)
    }
}
