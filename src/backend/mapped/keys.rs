//! Reading a mapping: an object of which every key is known.
//!
//! The lists of keys stand here alone: the decoder refuses what is not in them, and a test holds the
//! published schema against them.
//!
//! Reading never stops half-way: a [`Given`] notes the first fault and something stands in for what could not be
//! read, so that nothing costs a way out. Only the doors, [`super::Plan::compile`] and [`super::Expr::compile`], look
//! whether there was one, and let out nothing in which something stands in.

use std::{cell::OnceCell, slice};

use serde_json::{Value, map};

use super::fault::Fault;

/// Keys that may stand in any object, for people and editors.
pub(super) const NOTES: &[&str] = &["$schema", "note"];
/// At the top.
pub(super) const TOP: &[&str] = &[
    "name",
    "base",
    "origins",
    "config",
    "headers",
    "capabilities",
    "cors",
    "limits",
    "entities",
    "queries",
    "commands",
    "outcomes",
    "message",
    "fields",
    "field_names",
    "auth",
];
/// In `capabilities`.
pub(super) const CAPABILITIES: &[&str] = &[
    "memberships",
    "sign_ups",
    "members",
    "waitlist",
    "capacity",
    "idempotent",
];
/// In `limits`.
pub(super) const LIMITS: &[&str] = &["bytes", "pages", "seconds"];
/// Names of queries.
pub(super) const QUERIES: &[&str] = &[
    "communities",
    "community",
    "events",
    "event",
    "members",
    "member",
    "memberships",
    "sign_ups",
];
/// Names of commands.
pub(super) const COMMANDS: &[&str] = &[
    "join",
    "withdraw",
    "accept-invitation",
    "decline-invitation",
    "leave",
    "sign-up",
    "cancel-sign-up",
    "accept-offer",
];
/// What is sent.
pub(super) const SENT: &[&str] = &[
    "method", "base", "path", "with", "query", "headers", "body", "encoding",
];
/// In a query, beside what is sent.
pub(super) const QUERY: &[&str] = &[
    "items",
    "where",
    "item",
    "row",
    "pages",
    "total",
    "also",
    "outcomes",
    "message",
    "fields",
    "field_names",
];
/// In a command, beside what is sent.
pub(super) const COMMAND: &[&str] = &[
    "items",
    "where",
    "item",
    "row",
    "look",
    "steps",
    "after",
    "outcomes",
    "message",
    "fields",
    "field_names",
];
/// In `look`, beside what is sent.
pub(super) const LOOK: &[&str] = &["items", "expect", "outcomes", "message"];
/// In a step, beside what is sent.
pub(super) const STEP: &[&str] = &["outcomes", "message", "fields", "field_names"];
/// In a request of `also` or `auth`, beside what is sent.
pub(super) const READ: &[&str] = &["read", "outcomes", "message"];
/// In `auth`.
pub(super) const AUTH: &[&str] = &[
    "send",
    "basic",
    "cookies",
    "csrf",
    "log_in",
    "oauth",
    "handed_over",
    "refresh",
    "who",
    "log_out",
];
/// In `send`.
pub(super) const SEND: &[&str] = &["headers", "query"];
/// In an element of `ask`.
pub(super) const ASK: &[&str] = &["name", "label", "secret"];
/// In `csrf`, beside what is sent.
pub(super) const CSRF: &[&str] = &["header", "cookie"];
/// In a match.
pub(super) const HAS: &[&str] = &["has"];
/// In a log-in, beside what is sent and read.
pub(super) const FORM: &[&str] = &["ask"];
/// Slots of a time.
pub(super) const TIME: &[&str] = &["Y", "M", "D", "h", "m", "s"];
/// What a request may refer to.
pub(super) const ROOTS: &[&str] = &[
    "input",
    "now",
    "page",
    "session",
    "config",
    "item",
    "found",
    "found_headers",
    "created",
];
/// In `oauth`.
pub(super) const OAUTH: &[&str] = &["authorize", "client_id", "scope", "token"];
/// In `handed_over`.
pub(super) const HANDED_OVER: &[&str] = &["parameter", "exchange"];
/// In an element of `query` or `headers`.
pub(super) const PAIR: &[&str] = &["name", "value", "omit_empty"];
/// In `pages`.
pub(super) const PAGES: &[&str] = &["by", "first", "size", "next", "more", "short"];
/// In a rule of `outcomes`.
pub(super) const RULE: &[&str] = &[
    "status",
    "when",
    "text",
    "method",
    "signed_in",
    "means",
    "message",
];
/// Sources of a value, in the order in which the decoder knows them.
pub(super) const SOURCES: &[&str] = &["at", "const", "first", "object", "list", "text"];
/// What is made of a value, in this order; an `as` that opens something up is done first.
pub(super) const STEPS: &[&str] = &[
    "split", "columns", "where", "each", "get", "offset", "zone", "as", "times", "plus", "minus",
    "words", "time", "join",
];
/// What else may stand in an element of `then`.
pub(super) const MORE: &[&str] = &["else", "then"];
/// What else may stand in a value.
pub(super) const BESIDE: &[&str] = &["in", "with", "when", "else", "then"];

/// A place in a mapping, and what is given there.
pub(super) struct Given<'a> {
    /// `None` where there is nothing.
    pub(super) value: Option<&'a Value>,
    pub(super) way: Way<'a>,
    /// The first fault.
    pub(super) first: &'a OnceCell<Fault>,
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
    pub(super) fn top(value: &'a Value, at: &'a str, first: &'a OnceCell<Fault>) -> Self {
        Self {
            value: Some(value),
            way: Way::Top(at),
            first,
        }
    }

    /// What stands at a key, if anything.
    #[inline(never)]
    pub(super) fn at<'b>(&'b self, key: &'b str) -> Given<'b> {
        Given {
            value: match self.value {
                Some(Value::Object(map)) => map.get(key),
                _ => None,
            },
            way: Way::Key(self, key),
            first: self.first,
        }
    }

    /// Whether anything stands at a key.
    #[inline(never)]
    pub(super) fn has(&self, key: &str) -> bool {
        self.at(key).is_there()
    }

    /// Whether anything is there, be it null.
    pub(super) fn is_there(&self) -> bool {
        self.value.is_some()
    }

    /// Refuses what is no object, and keys that are in none of these lists.
    #[inline(never)]
    pub(super) fn only(&self, known: &[&[&str]]) {
        let mut entries = self.entries();
        while let Some(entry) = entries.next() {
            let key = entry.key();
            if !NOTES.contains(&key) && !known.iter().any(|list| list.contains(&key)) {
                entry.unknown(known, key);
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
            first: self.first,
        };
        Parts { all, now }
    }

    /// Notes that something else was expected at a key.
    #[cold]
    #[inline(never)]
    pub(super) fn expected_at(&self, key: &str, what: &str) {
        self.at(key).expected(what);
    }

    /// The text at a key, which has to be there.
    #[inline(never)]
    pub(super) fn text(&self, key: &str, expected: &str) -> String {
        let it = self.at(key);
        match it.value {
            Some(Value::String(text)) => text.clone(),
            _ => {
                it.expected(expected);
                String::new()
            }
        }
    }

    /// The text at a key, if there is one.
    #[inline(never)]
    pub(super) fn said(&self, key: &str) -> Option<String> {
        self.at(key).value.map(|_| self.text(key, "a text"))
    }

    /// `true` or `false` at a key, if it is there.
    #[inline(never)]
    pub(super) fn flag(&self, key: &str) -> Option<bool> {
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
    pub(super) fn is(&self, key: &str) -> bool {
        self.flag(key).unwrap_or(false)
    }

    /// A whole number between two bounds at a key, if there is one.
    #[inline(never)]
    pub(super) fn count(&self, key: &str, least: u32, most: u32) -> Option<u32> {
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
    pub(super) fn word(&self, key: &str, words: &[&str]) -> usize {
        if self.has(key) {
            self.choice(key, words)
        } else {
            0
        }
    }

    /// One of some words at a key, by its place; it has to be there.
    #[inline(never)]
    pub(super) fn choice(&self, key: &str, words: &[&str]) -> usize {
        let it = self.at(key);
        let place = match it.value {
            Some(Value::String(text)) => words.iter().position(|word| word == text),
            _ => None,
        };
        place.unwrap_or_else(|| {
            it.no_choice(&[words]);
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
