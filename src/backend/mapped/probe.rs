//! Looking at the service by the mapping: see [`Probe`].
//!
//! A prober speaks for itself over a [`Tap`] that hears what is sent and what comes, with the session that the
//! backend has, so that a token is refreshed once for both. It asks as the backend does, by the same plan.

mod faults;
pub(super) mod fields;
mod mask;
mod sent;
mod source;
mod table;
mod tap;
mod walk;

use std::{cell::RefCell, rc::Rc};

use serde_json::Value;

use crate::{
    backend::{
        BackendError, Capabilities, Rest as _, Session,
        probe::{About, Attempt, Declared, Probe, Ran, Silence, Stopwatch, Wrong},
    },
    model::{CommandId, Envelope, Instant, json::json_object},
    port::{LocalFuture, Reached, Transport, TransportError},
};

use super::super::sign_in::CALLED;
use super::{Cors, Mapped, Plan, keys, link, plan::Place, session::GIVER};
use mask::Mask;
use sent::{is_about_event, named};
pub use source::Source;
use tap::Tap;

/// Looks at a service.
struct Prober {
    backend: Mapped,
    tap: Rc<Tap>,
    watch: Stopwatch,
    is_trial: bool,
    seen: RefCell<Seen>,
}

/// Ids that were seen, for requests about one thing.
#[derive(Clone, Default)]
struct Seen {
    community: String,
    event: String,
    member: String,
}

impl Mapped {
    /// A backend like this one over another transport, with the same session.
    pub(super) fn beside(&self, transport: Rc<dyn Transport>) -> Self {
        let (clock, account) = (self.clock.clone(), self.account.clone());
        let mut other = Self::over(self.plan(), transport, clock, account);
        other.session = Rc::clone(&self.session);
        other.csrf = Rc::clone(&self.csrf);
        other.renewing = Rc::clone(&self.renewing);
        other.watch = Rc::clone(&self.watch);
        other.source = Rc::clone(&self.source);
        other.zones.clone_from(&self.zones);
        other
    }

    /// Something that looks at the service.
    pub(super) fn prober(&self, watch: Stopwatch) -> Rc<dyn Probe> {
        let mut under = self.transport.clone();
        if let Some(steady) = self.steady() {
            under = Rc::new(steady);
        }
        let tap = Rc::new(Tap::over(under, watch.clone()));
        Rc::new(Prober {
            backend: self.beside(tap.clone()),
            tap,
            watch,
            is_trial: false,
            seen: RefCell::default(),
        })
    }
}

impl Prober {
    /// What queries are asked about.
    fn input(&self, query: &str) -> Value {
        let seen = self.seen.borrow();
        match query {
            "community" | "members" | "applicants" | "roster" | "invitations" | "invitation"
            | "my_entry" | "reports" | "search_members" => {
                json_object! { "community": seen.community.as_str() }
            }
            "event" | "attendees" => json_object! { "event": seen.event.as_str() },
            "member" => json_object! {
                "community": seen.community.as_str(),
                "member": seen.member.as_str(),
            },
            "events" => json_object! { "from": self.backend.clock.now().to_string() },
            _ => json_object! {},
        }
    }

    /// Learns the ids that a query needs, from the lists that have them.
    async fn learn_for(&self, query: &str) {
        let (community, event, member) = {
            let seen = self.seen.borrow();
            let lacks = |id: &String| id.is_empty();
            (
                lacks(&seen.community)
                    && matches!(
                        query,
                        "community"
                            | "members"
                            | "member"
                            | "applicants"
                            | "roster"
                            | "invitations"
                            | "my_entry"
                            | "reports"
                            | "search_members"
                    ),
                lacks(&seen.event) && matches!(query, "event" | "attendees"),
                lacks(&seen.member) && query == "member",
            )
        };
        for (lacks, list) in [
            (community, "communities"),
            (event, "events"),
            (member, "members"),
        ] {
            if lacks && self.backend.plan().query(list).is_some() {
                let _told_by_its_own_run = self.walk(list).await;
            }
        }
    }

    /// Remembers the first ids of what was read.
    fn learn(&self, query: &str, rows: &[Value]) {
        let first = |key: &str| {
            let found = rows.iter().find_map(|row| row.get(key)?.as_str());
            found.unwrap_or_default().to_owned()
        };
        let mut seen = self.seen.borrow_mut();
        match query {
            "communities" => seen.community = first("id"),
            "events" => {
                seen.event = first("id");
                if seen.community.is_empty() {
                    seen.community = first("community");
                }
            }
            "members" => seen.member = first("id"),
            _ => {}
        }
    }

    /// Why nothing came back.
    async fn silence(&self, error: Option<&BackendError>) -> Option<Silence> {
        if error != Some(&BackendError::Transport(TransportError::Network)) {
            return None;
        }
        let base = &self.backend.plan().base;
        let asked = if base.is_empty() { "/" } else { base };
        let reached = self.tap.under().reach(asked.to_owned()).await;
        match (reached, link::origin(base)) {
            (Reached::Nobody, _) => Some(Silence::Nobody),
            (Reached::Somebody, Some(_)) => Some(Silence::Refused),
            (Reached::Somebody, None) => Some(Silence::Cut),
            (Reached::Unknown, _) => None,
        }
    }
}

/// Names of what signing in brought, and of what it should have: no request of `auth` found it in its answer.
fn brought(plan: &Plan, session: Option<&Session>) -> (Vec<String>, Vec<String>) {
    let (Some(auth), Some(session)) = (&plan.auth, session) else {
        return Default::default();
    };
    // What is ours and not the service's: when to renew it, who gave it, and what we call them.
    let own = |name: &str| matches!(name, "renew" | GIVER | CALLED);
    let found = session.fields().keys().filter(|name| !own(name));
    let found: Vec<String> = found.cloned().collect();
    let handed = auth.handed_over.as_ref().map(|(_, exchange)| exchange);
    let elsewhere = auth.oauth.as_ref().map(|oauth| &oauth.token);
    let ways = [auth.log_in.as_ref(), elsewhere, handed, auth.who.as_ref()];
    let reads = ways.into_iter().flatten().flat_map(|ask| &ask.read);
    let mut lacks: Vec<String> = Vec::new();
    for (name, _) in reads {
        let name = if name == "expires_in" {
            "expires"
        } else {
            name
        };
        if !own(name) && !lacks.iter().any(|n| n == name) && !found.iter().any(|n| n == name) {
            lacks.push(name.to_owned());
        }
    }
    (found, lacks)
}

impl Probe for Prober {
    fn about(&self) -> About {
        let plan = self.backend.plan();
        let session = self.backend.session.borrow().clone();
        let (brought, not_brought) = brought(plan, session.as_ref());
        About {
            service: plan.name.clone(),
            base: plan.base.clone(),
            file: self.backend.source.file.clone(),
            cors: match plan.cors {
                Cors::Open => "open",
                Cors::Read => "read",
                Cors::Proxy => "proxy",
            },
            signs_in: plan.auth.is_some(),
            signed_in: session.is_some(),
            brought,
            ends: session.and_then(|session| session.text("expires").map(str::to_owned)),
            not_brought,
            is_trial: self.is_trial,
        }
    }

    fn capabilities(&self) -> &Capabilities {
        &self.backend.plan().capabilities
    }

    fn declared(&self) -> Vec<Declared> {
        let plan = self.backend.plan();
        let query = |name: &&str| {
            let ask = plan.query(name)?;
            let page = ask.pages.page(&Place::default());
            Some(self.declare(name, false, &ask.sent, page))
        };
        let command = |name: &&str| {
            let act = plan.command(name)?;
            Some(self.declare(name, true, &act.sent, Value::Null))
        };
        let queries = keys::QUERIES.iter().filter_map(query);
        queries
            .chain(keys::COMMANDS.iter().filter_map(command))
            .collect()
    }

    fn run<'a>(&'a self, query: &'a str) -> LocalFuture<'a, Ran> {
        Box::pin(async move {
            self.learn_for(query).await;
            self.tap.take();
            let walked = self.walk(query).await;
            let heard = self.tap.take();
            let mut ran = self.told(query, walked, &heard);
            ran.silence = self.silence(ran.error.as_ref()).await;
            ran
        })
    }

    fn subject(&self, command: &str) -> String {
        let seen = self.seen.borrow();
        if is_about_event(command) {
            seen.event.clone()
        } else {
            seen.community.clone()
        }
    }

    fn attempt<'a>(
        &'a self,
        command: &'a str,
        on: &'a str,
        id: CommandId,
    ) -> LocalFuture<'a, Attempt> {
        Box::pin(async move {
            // The rules that are agreed to are those that hold.
            let rules = match command {
                "join" | "accept-invitation" => {
                    let found = self.backend.community(&on.into()).await;
                    found.ok().map(|found| found.data.rules.version)
                }
                _ => None,
            };
            self.tap.take();
            let outcome = match named(command, on, rules) {
                Some(command) => {
                    let at: Instant = self.backend.clock.now();
                    let envelope = Envelope { id, at, command };
                    self.backend.apply(&envelope, &|| true).await
                }
                None => Err(BackendError::NotOffered),
            };
            let mask = self.mask().with(&self.tap);
            let outcome = outcome.map_err(|error| mask.error(error));
            let exchanges = mask.exchanges(&self.tap.take());
            Attempt {
                silence: self.silence(outcome.as_ref().err()).await,
                outcome,
                exchanges,
            }
        })
    }

    fn text(&self) -> String {
        self.backend.source.text.clone()
    }

    fn check(&self, text: &str) -> Option<Wrong> {
        self.backend.source.compile(text).err()
    }

    fn trial(&self, text: &str) -> Result<Rc<dyn Probe>, Wrong> {
        let (plan, source) = self.backend.source.compile(text)?;
        let tap = Rc::new(Tap::over(self.tap.under().clone(), self.watch.clone()));
        let mut backend = self.backend.beside(tap.clone());
        backend.plan = Box::leak(Box::new(plan));
        backend.source = Rc::new(source);
        // A mapping that is wrong about signing in signs nobody out, so it is given a copy.
        let session = self.backend.session.borrow().clone();
        let is_home = link::origin(&self.backend.plan().base) == link::origin(&backend.plan().base);
        backend.session = Rc::new(RefCell::new(session.filter(|_| is_home)));
        backend.csrf = Rc::default();
        backend.renewing = Rc::default();
        backend.watch = Rc::default();
        Ok(Rc::new(Prober {
            backend,
            tap,
            watch: self.watch.clone(),
            is_trial: true,
            seen: RefCell::default(),
        }))
    }
}
