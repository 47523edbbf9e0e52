//! What an answer means: rules in order, then HTTP's own meaning.

use serde_json::Value;

use crate::{model::json::words, port::Method};

use super::{
    super::{
        expr::{self, Expr, Level, Match},
        given::{Care, Given},
        keys::{self, Key},
    },
    sent::{METHODS, method},
};

/// What an answer can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Means {
    Ok,
    Pending,
    Waitlisted,
    Duplicate,
    Full,
    Closed,
    Gone,
    Invalid,
    Unauthenticated,
    Forbidden,
    NotFound,
    Conflict,
    RateLimited,
    Unavailable,
    Unknown,
}

words!(Means {
    Ok = "ok",
    Pending = "pending",
    Waitlisted = "waitlisted",
    Duplicate = "duplicate",
    Full = "full",
    Closed = "closed",
    Gone = "gone",
    Invalid = "invalid",
    Unauthenticated = "unauthenticated",
    Forbidden = "forbidden",
    NotFound = "not_found",
    Conflict = "conflict",
    RateLimited = "rate_limited",
    Unavailable = "unavailable",
    Unknown = "unknown",
});

impl Means {
    /// All words.
    pub(in crate::backend::mapped) const ALL: &[&str] = Self::WORDS;

    /// What HTTP says (RFC 9110), and RFC 4918 and 6585 of 422 and 429.
    pub(in crate::backend::mapped) fn of_status(status: u16) -> Self {
        match status {
            200..=299 => Self::Ok,
            400 | 422 => Self::Invalid,
            401 => Self::Unauthenticated,
            403 => Self::Forbidden,
            404 => Self::NotFound,
            409 => Self::Duplicate,
            410 => Self::Gone,
            412 => Self::Conflict,
            429 => Self::RateLimited,
            500..=599 => Self::Unavailable,
            _ => Self::Unknown,
        }
    }

    /// Whether what was asked was done.
    pub(in crate::backend::mapped) fn is_done(self) -> bool {
        matches!(self, Self::Ok | Self::Pending | Self::Waitlisted)
    }
}

/// Rules, and where the service's own words are.
#[derive(Clone, Debug, Default)]
pub(in crate::backend::mapped) struct Meaning {
    pub(in crate::backend::mapped) rules: Vec<Rule>,
    pub(in crate::backend::mapped) message: Option<Expr>,
    pub(in crate::backend::mapped) fields: Option<Expr>,
    /// Their names of fields, and ours.
    pub(in crate::backend::mapped) names: Vec<(String, String)>,
}

/// One rule; all that it says has to hold.
#[derive(Clone, Debug)]
pub(in crate::backend::mapped) struct Rule {
    pub(in crate::backend::mapped) statuses: Vec<u16>,
    pub(in crate::backend::mapped) when: Option<Match>,
    /// In lower case, as far as A to Z.
    pub(in crate::backend::mapped) text: Option<String>,
    pub(in crate::backend::mapped) method: Option<Method>,
    pub(in crate::backend::mapped) signed_in: Option<bool>,
    pub(in crate::backend::mapped) means: Means,
    pub(in crate::backend::mapped) message: Option<Expr>,
    /// Where a refusal of Linju's own contract stands.
    pub(in crate::backend::mapped) why: Option<Expr>,
}

impl Meaning {
    /// Reads `outcomes`, `message`, `fields` and `field_names`.
    #[inline(never)]
    pub(super) fn of(it: &Given<'_, impl Care>) -> Self {
        let mut rules = Vec::new();
        let list = it.at(Key::Outcomes);
        let mut list = list.elements(100);
        while let Some(rule) = list.next() {
            rules.push(Rule::of(rule));
        }
        let theirs = it.at(Key::FieldNames);
        let mut names = Vec::new();
        // Only who fills in a form has fields, and that is never a feed.
        if it.looks() {
            let mut entries = theirs.entries();
            while let Some(entry) = entries.next() {
                names.push((entry.key().to_owned(), entry.own_text("a name")));
            }
        }
        Self {
            rules,
            message: expr::option(it, Key::Message),
            fields: match it.looks() {
                true => expr::option(it, Key::Fields),
                false => None,
            },
            names,
        }
    }
}

impl Rule {
    fn of(it: &Given<'_, impl Care>) -> Self {
        it.only(&[keys::RULE]);
        let mut statuses = Vec::new();
        let status = it.at(Key::Status);
        let mut list = match status.value {
            Some(Value::Array(_)) => status.elements(100),
            _ => status.alone(),
        };
        while let Some(one) = list.next() {
            match one.value.and_then(Value::as_u64) {
                Some(status @ 100..=599) => statuses.push(status as u16),
                _ => one.expected("an HTTP status"),
            }
        }
        let mut text = it.said(Key::Text);
        if let Some(text) = &mut text {
            text.make_ascii_lowercase();
        }
        let means = it.choice(Key::Means, Means::ALL);
        Self {
            statuses,
            when: expr::condition(it, Key::When, Level::ANSWER),
            text,
            method: it
                .has(Key::Method)
                .then(|| method(it.choice(Key::Method, METHODS))),
            signed_in: it.flag(Key::SignedIn),
            means: Means::nth_word(means),
            message: expr::option(it, Key::Message),
            // Only commands are refused, and that is never a feed.
            why: match it.looks() {
                true => expr::option(it, Key::Why),
                false => None,
            },
        }
    }
}
