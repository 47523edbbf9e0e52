//! What somebody signs in with: how it is got and given back.

use serde_json::{Map, Value};

use super::carried::{Carry, GIVER};
use crate::{
    backend::{
        BackendError, Session, SignedIn,
        mapped::{
            Mapped,
            expr::{Scope, plain},
            plan::{Exchange, Means},
        },
    },
    model::Instant,
};

impl Mapped {
    /// Sends a request and takes what it brings for the session, or the service's words for why not.
    pub(super) async fn exchange(
        &self,
        ask: &Exchange,
        input: Value,
        carry: Carry,
    ) -> Result<Result<Map<String, Value>, Option<String>>, BackendError> {
        let scope = self.scope(input, Value::Null);
        let (read, verdict) = self
            .once(&ask.sent, &ask.meaning, &scope, None, carry)
            .await?;
        match verdict.means {
            Means::Ok | Means::Pending | Means::Waitlisted => {}
            Means::Invalid
            | Means::Unauthenticated
            | Means::Forbidden
            | Means::NotFound
            | Means::Gone => return Ok(Err(verdict.said)),
            _ => return Err(verdict.error().unwrap_or(BackendError::NotOffered)),
        }
        let fuel = self.fuel();
        let from = Scope {
            headers: &read.headers,
            request: &scope,
            ..Scope::of(&read.document, &fuel)
        };
        let mut found = Map::new();
        for (name, value) in &ask.read {
            let Some(value) = value.made(&from) else {
                continue;
            };
            match (name.as_str(), plain(&value)) {
                ("expires_in", Some(seconds)) => {
                    let seconds = seconds.split('.').next().and_then(|s| s.parse().ok());
                    // What is no number says nothing of when it ends.
                    if let Some(seconds) = seconds {
                        let end = self.clock.now().plus(seconds);
                        found.insert("expires".to_owned(), Value::String(end.to_string()));
                    }
                }
                (GIVER, _) => {}
                // Ids, tokens and names are texts.
                (_, Some(text)) => {
                    found.insert(name.clone(), Value::String(text));
                }
                _ => {
                    found.insert(name.clone(), value);
                }
            }
        }
        let now = self.clock.now();
        if let Some(end) = found.get("expires").and_then(Value::as_str)
            && let Some(end) = Instant::parse(end)
        {
            let renewed = Value::String(end.plus(-self.early(end, now)).to_string());
            found.insert("renew".to_owned(), renewed);
        }
        Ok(Ok(found))
    }

    /// Seconds before its end at which what is got at `now` is refreshed: never before half of its life, or each
    /// request would ask for another.
    fn early(&self, end: Instant, now: Instant) -> i64 {
        let early = self.plan().auth.as_ref().map_or(0, |auth| auth.early);
        i64::from(early).min(end.unix().saturating_sub(now.unix()) / 2)
    }

    /// Signs in by a request, or with what was typed where there is none; then asks who that is.
    pub(super) async fn sign_in(
        &self,
        ask: Option<&Exchange>,
        input: Value,
        given: Map<String, Value>,
        giver: Option<String>,
    ) -> Result<SignedIn, BackendError> {
        let was = self.session.replace(None);
        let tried = self.try_to(ask, input, given, giver).await;
        if !matches!(tried, Ok(SignedIn::Yes(_))) {
            *self.session.borrow_mut() = was;
        }
        self.forget();
        tried
    }

    /// What was found out for who looked before.
    pub(super) fn forget(&self) {
        self.csrf.take();
        self.ranks.take();
    }

    async fn try_to(
        &self,
        ask: Option<&Exchange>,
        input: Value,
        mut given: Map<String, Value>,
        giver: Option<String>,
    ) -> Result<SignedIn, BackendError> {
        // With Basic what is tried is what was typed.
        if !given.is_empty() {
            *self.session.borrow_mut() = Some(Session::of(given.clone()));
        }
        if let Some(ask) = ask {
            match self.exchange(ask, input, Carry::Exchange).await? {
                Ok(found) => given.extend(found),
                Err(said) => return Ok(SignedIn::No(said)),
            }
        }
        if let Some(giver) = giver {
            given.insert(GIVER.to_owned(), Value::String(giver));
        }
        *self.session.borrow_mut() = Some(Session::of(given));
        self.csrf.take();
        if let Some(who) = self.plan().auth.as_ref().and_then(|a| a.who.as_ref()) {
            match self.exchange(who, Value::Null, Carry::Exchange).await? {
                Ok(found) => {
                    if let Some(session) = self.session.borrow_mut().as_mut() {
                        session.fields_mut().extend(found);
                    }
                }
                Err(said) => return Ok(SignedIn::No(said)),
            }
        }
        let session = self.session.borrow().clone();
        Ok(session.map_or(SignedIn::No(None), SignedIn::Yes))
    }
}
