//! What an answer means: rules in order, then HTTP's own meaning.

use serde_json::Value;

use crate::{model::json::words, port::Method};

use super::{
    super::{
        expr::{Compile, Expr, Match},
        fault::Fault,
        keys::{self, Keys},
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
    /// In lower case.
    pub(in crate::backend::mapped) text: Option<String>,
    pub(in crate::backend::mapped) method: Option<Method>,
    pub(in crate::backend::mapped) signed_in: Option<bool>,
    pub(in crate::backend::mapped) means: Means,
    pub(in crate::backend::mapped) message: Option<Expr>,
}

impl Meaning {
    /// Reads `outcomes`, `message`, `fields` and `field_names`.
    pub(super) fn compile(it: &Keys<'_>) -> Result<Self, Fault> {
        let mut rules = Vec::new();
        for (at, rule) in it.list("outcomes", 100)? {
            rules.push(Rule::compile(&Keys::of(rule, &at, &[keys::RULE])?)?);
        }
        let mut names = Vec::new();
        if let Some(value) = it.get("field_names") {
            let at = it.at("field_names");
            let list = Keys::any(value, &at)?;
            for theirs in list.map.keys() {
                names.push((theirs.clone(), list.needed(theirs, "a name")?.to_owned()));
            }
        }
        Ok(Self {
            rules,
            message: super::value(it, "message")?,
            fields: super::value(it, "fields")?,
            names,
        })
    }
}

impl Rule {
    fn compile(it: &Keys<'_>) -> Result<Self, Fault> {
        let statuses = match it.get("status") {
            None => Vec::new(),
            Some(Value::Array(_)) => it.list("status", 100)?,
            Some(one) => vec![(it.at("status"), one)],
        };
        let status = |(at, value): (String, &Value)| {
            let number = value.as_u64().and_then(|n| u16::try_from(n).ok());
            number
                .filter(|n| (100..=599).contains(n))
                .ok_or_else(|| Fault::found(&at, "an HTTP status", value))
        };
        let expected = || Fault::new(&it.at("means"), "what the answer means", "nothing");
        let means = it.word("means", Means::ALL)?.ok_or_else(expected)?;
        Ok(Self {
            statuses: statuses.into_iter().map(status).collect::<Result<_, _>>()?,
            when: match it.get("when") {
                Some(when) => Some(Compile::at(&it.at("when")).matching(when)?),
                None => None,
            },
            text: it.text("text")?.map(str::to_lowercase),
            method: it.word("method", METHODS)?.map(method),
            signed_in: it.flag("signed_in")?,
            means: Means::nth_word(means),
            message: super::value(it, "message")?,
        })
    }
}
