//! What is never told: what somebody signed in with, and what headers carry.
//!
//! Everything that leaves a probe goes through here. A header is shown with its value only where its name is known
//! to be harmless; what was sent in any other is hidden wherever it turns up again, in an address, an answer or
//! an error.

use serde_json::{Map, Value};

use super::{
    super::expr::{Expr, Source},
    tap::{Heard, Tap},
};
use crate::{
    backend::{BackendError, probe::Exchange},
    percent::encode,
};

/// In the place of what is hidden.
pub(super) const HIDDEN: &str = "•••";
/// Shorter texts stand in others by chance.
const SHORTEST: usize = 4;

/// Headers whose values say nothing of who is asking.
const HARMLESS: &[&str] = &[
    "accept",
    "accept-language",
    "accept-ranges",
    "age",
    "allow",
    "alert",
    "backoff",
    "cache-control",
    "content-language",
    "content-length",
    "content-range",
    "content-type",
    "date",
    "etag",
    "expires",
    "if-match",
    "if-none-match",
    "last-modified",
    "link",
    "next-page",
    "pragma",
    "prefer",
    "preference-applied",
    "ratelimit-limit",
    "ratelimit-remaining",
    "ratelimit-reset",
    "retry-after",
    "server",
    "total-objects",
    "total-records",
    "vary",
    "via",
    "x-powered-by",
    "x-requested-with",
    "x-total-count",
];

/// What in the name of a parameter or a key speaks of a secret.
const TELLING: &[&str] = &[
    "token",
    "secret",
    "passw",
    "apikey",
    "api_key",
    "api-key",
    "auth",
    "session",
    "signature",
    "credential",
    "jwt",
    "cookie",
];

/// Whether a header's value may be shown.
pub(super) fn is_harmless(name: &str) -> bool {
    HARMLESS
        .iter()
        .any(|known| known.eq_ignore_ascii_case(name))
}

fn is_telling(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    matches!(name.as_str(), "key" | "code" | "sig" | "pw")
        || TELLING.iter().any(|word| name.contains(word))
}

/// What is hidden.
#[derive(Default)]
pub(super) struct Mask {
    secrets: Vec<String>,
    parameters: Vec<String>,
}

impl Mask {
    /// Hides one text.
    pub(super) fn of(secret: &str) -> Self {
        let mut mask = Self::default();
        mask.hide(secret);
        mask
    }

    /// Hides a text wherever it stands.
    pub(super) fn hide(&mut self, secret: &str) {
        let secret = secret.trim();
        if secret.chars().count() >= SHORTEST && !self.secrets.iter().any(|known| known == secret) {
            self.secrets.push(secret.to_owned());
            // What is in a longer one goes with it.
            self.secrets.sort_by_key(|secret| usize::MAX - secret.len());
        }
    }

    /// Hides what somebody signed in with, but for their name.
    pub(super) fn session(&mut self, session: &Map<String, Value>) {
        for (key, value) in session {
            if key != "name" {
                self.all(value);
            }
        }
    }

    fn all(&mut self, value: &Value) {
        match value {
            Value::String(text) => self.hide(text),
            Value::Array(list) => list.iter().for_each(|value| self.all(value)),
            Value::Object(map) => map.values().for_each(|value| self.all(value)),
            _ => {}
        }
    }

    /// Hides the value of a parameter.
    pub(super) fn parameter(&mut self, name: &str) {
        self.parameters.push(name.to_owned());
    }

    /// Hides what a mapping says outright.
    pub(super) fn constant(&mut self, value: &Expr) {
        match &value.from {
            Source::Const(Value::String(text)) => self.value_of_header(text),
            Source::First(several) | Source::List(several) => {
                several.iter().for_each(|one| self.constant(one));
            }
            _ => {}
        }
    }

    /// A header may say of what kind it is before what it is: `Bearer …`.
    fn value_of_header(&mut self, value: &str) {
        self.hide(value);
        if let Some((_, secret)) = value.split_once(' ') {
            self.hide(secret);
        }
    }

    /// Hides what was sent in headers, too.
    pub(super) fn with(mut self, tap: &Tap) -> Self {
        for heard in tap.heard() {
            self.heard(&heard);
        }
        self
    }

    /// Hides what was sent in the headers of one request.
    pub(super) fn heard(&mut self, heard: &Heard) {
        for (name, value) in &heard.request.headers {
            if !is_harmless(name) {
                self.value_of_header(value);
            }
        }
    }

    /// A text without what is hidden.
    pub(super) fn text(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for secret in &self.secrets {
            for secret in [secret.clone(), encode(secret)] {
                if text.contains(&secret) {
                    text = text.replace(&secret, HIDDEN);
                }
            }
        }
        text
    }

    /// An address without what is hidden.
    pub(super) fn address(&self, address: &str) -> String {
        let Some((path, query)) = address.split_once('?') else {
            return self.text(address);
        };
        let pair = |pair: &str| match pair.split_once('=') {
            Some((name, _)) if is_telling(name) || self.is_hidden(name) => {
                [name, "=", HIDDEN].concat()
            }
            _ => self.text(pair),
        };
        let pairs: Vec<String> = query.split('&').map(pair).collect();
        [&self.text(path), "?", &pairs.join("&")].concat()
    }

    fn is_hidden(&self, name: &str) -> bool {
        self.parameters
            .iter()
            .any(|hidden| hidden == name || encode(hidden) == name)
    }

    /// Headers; of most only that they are there.
    pub(super) fn headers(&self, headers: &[(String, String)]) -> Vec<(String, String)> {
        let shown = |(name, value): &(String, String)| {
            let value = if is_harmless(name) {
                self.address(value)
            } else {
                HIDDEN.to_owned()
            };
            (name.clone(), value)
        };
        headers.iter().map(shown).collect()
    }

    /// What an error says, without what is hidden.
    pub(super) fn error(&self, error: BackendError) -> BackendError {
        match error {
            BackendError::Unreadable { what } => BackendError::Unreadable {
                what: self.text(&what),
            },
            other => other,
        }
    }

    /// What was heard.
    pub(super) fn exchanges(&self, heard: &[Heard]) -> Vec<Exchange> {
        let exchange = |heard: &Heard| Exchange {
            method: heard.request.method.as_str(),
            address: self.address(&heard.request.url),
            sent: self.headers(&heard.request.headers),
            ms: heard.ms,
            answer: heard.answer,
            headers: self.headers(&heard.headers),
        };
        heard.iter().map(exchange).collect()
    }
}
