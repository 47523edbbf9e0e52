//! A mapping, compiled: what is sent for each query and command, and how answers are read; all of it, with its faults
//! ([`Plan::compile`]), or at first what a feed needs ([`Plan::of_feed`]).

mod ask;
mod auth;
mod meaning;
mod pages;
mod sent;

use std::rc::Rc;

use serde_json::{Map, Value};

use crate::backend::Capabilities;

pub(super) use ask::{Act, After, Also, Expect, Look};
pub use ask::{Ask, Reading};
pub(super) use auth::{Auth, Csrf, Exchange};
pub(super) use meaning::{Meaning, Means, Rule};
pub(super) use pages::{By, Pages, Place};
pub(super) use sent::{Encoding, Pair, Sent};
#[cfg(test)]
pub(super) use {ask::AFTER, ask::EXPECT, pages::BY, sent::METHODS};

use super::{
    expr::{self, Expr, Level, Source},
    fault::Fault,
    given::{Care, Given, Noted, Trusting},
    keys::{self, Key},
    link,
};

/// A compiled mapping.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Name of the service.
    pub name: String,
    /// Address that paths are put behind, without a slash at its end.
    pub base: String,
    /// What the service can do.
    pub capabilities: Capabilities,
    /// Whether other sites may ask the service.
    pub cors: Cors,
    /// Other origins that requests may go to.
    pub(super) origins: Vec<String>,
    /// Constants.
    pub(super) config: Value,
    /// Sent with every request.
    pub(super) headers: Vec<Pair>,
    pub(super) limits: Limits,
    queries: Vec<(String, Ask)>,
    commands: Vec<(String, Act)>,
    pub(super) meaning: Meaning,
    /// Whether people sign in.
    pub(super) signs_in: bool,
    /// Whether the browser's cookies say who they are.
    pub(super) cookies: bool,
    /// Whether a host page may hand over a code to sign in with.
    pub hands_over: bool,
    /// Whether the service says where the viewer stands.
    pub(super) stands: bool,
    /// How people sign in; only in a whole plan.
    pub(super) auth: Option<Auth>,
    /// Whether the service takes `If-None-Match` from other sites.
    pub conditional: bool,
    /// Whether it is asked or read with what lies in [`Part::Rare`](crate::parts::Part).
    pub(super) rare: bool,
    /// Whether it is only what a feed needs, read without looking for faults.
    pub(super) of_feed: bool,
}

/// Whether other sites may ask the service.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Cors {
    /// They may.
    #[default]
    Open,
    /// They may read.
    Read,
    /// They may not: it has to be put behind the site's own origin.
    Proxy,
}

/// Words of [`Cors`], in order.
pub(super) const CORS: &[&str] = &["open", "read", "proxy"];

/// How much is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Limits {
    /// Bytes of one answer.
    pub(super) bytes: u32,
    /// Pages read one after another.
    pub(super) pages: u32,
    /// Seconds to wait.
    pub(super) seconds: u32,
}

/// What is known while a mapping is compiled.
struct Known<'a, C> {
    given: &'a Given<'a, C>,
    entities: Vec<(String, Rc<Expr>)>,
    origins: Vec<String>,
}

impl<C: Care> Known<'_, C> {
    /// What a row is made of, by the name of the entity. Where nobody looks for faults, only those are read that
    /// somebody asks for.
    fn entity(&self, name: &str) -> Option<Rc<Expr>> {
        if C::LOOKS {
            return find(&self.entities, name).cloned();
        }
        let it = self.given.under(name);
        it.is_there().then(|| entity(&it))
    }
}

/// What a feed is made of.
const FEED: &[&str] = &["communities", "events"];

impl Plan {
    /// Compiles a mapping.
    ///
    /// # Errors
    /// The first fault, by its JSON Pointer.
    pub fn compile(mapping: &Value) -> Result<Self, Fault> {
        let noted = Noted::default();
        let mut plan = Self::of(&Given::top(mapping, "", &noted));
        plan.rare |= plan.conditional;
        match noted.first.into_inner() {
            None => Ok(plan),
            Some(fault) => Err(fault),
        }
    }

    /// Compiles what a feed needs of a mapping, and looks for no faults: whoever uses it compiles all of it before
    /// anything else is asked for or sent.
    #[must_use]
    pub fn of_feed(mapping: &Value) -> Self {
        let noted = Trusting::default();
        let mut plan = Self::of(&Given::top(mapping, "", &noted));
        plan.rare |= plan.conditional;
        plan
    }

    fn of<C: Care>(top: &Given<'_, C>) -> Self {
        if !top.value.is_some_and(Value::is_object) {
            top.expected("an object");
        }
        top.only(&[keys::TOP]);
        let given = top.at(Key::Entities);
        let known = Known {
            given: &given,
            entities: if C::LOOKS {
                entities(&given)
            } else {
                Vec::new()
            },
            origins: match C::LOOKS {
                true => origins(&top.at(Key::Origins)),
                false => Vec::new(),
            },
        };
        let (auth, config) = (top.at(Key::Auth), top.at(Key::Config));
        config.entries();
        let (mut queries, mut commands) = (Vec::new(), Vec::new());
        let given = top.at(Key::Queries);
        given.only_these(&[], keys::QUERIES);
        for name in if C::LOOKS { keys::QUERIES } else { FEED } {
            let it = given.under(name);
            if it.is_there() {
                queries.push(((*name).to_owned(), Ask::of(&it, &known)));
            }
        }
        if C::LOOKS {
            let given = top.at(Key::Commands);
            given.only_these(&[], keys::COMMANDS);
            for name in keys::COMMANDS {
                let it = given.under(name);
                if it.is_there() {
                    commands.push(((*name).to_owned(), Act::of(&it, &known)));
                }
            }
        }
        let whole = C::LOOKS && auth.is_there();
        let plan = Self {
            name: name(top),
            base: base(top),
            capabilities: capabilities(top),
            cors: match top.word(Key::Cors, CORS) {
                1 => Cors::Read,
                2 => Cors::Proxy,
                _ => Cors::Open,
            },
            signs_in: auth.is_there(),
            cookies: auth.is(Key::Cookies),
            hands_over: auth.has(Key::HandedOver),
            stands: given.under("memberships").is_there() || given.under("sign_ups").is_there(),
            auth: whole.then(|| Auth::of(&auth, &known.origins)),
            origins: known.origins,
            conditional: top.is(Key::Conditional),
            config: config
                .value
                .map(expr::copy)
                .unwrap_or_else(|| Map::new().into()),
            headers: sent::headers(top),
            limits: limits(&top.at(Key::Limits)),
            queries,
            commands,
            meaning: Meaning::of(top),
            rare: top.noted.rare().get(),
            of_feed: !C::LOOKS,
        };
        if !C::LOOKS {
            // There are none.
            std::mem::forget(known.entities);
        }
        plan
    }

    /// The request for a query.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&Ask> {
        find(&self.queries, name)
    }

    /// The request for a command.
    pub(super) fn command(&self, name: &str) -> Option<&Act> {
        find(&self.commands, name)
    }
}

fn find<'a, T>(list: &'a [(String, T)], name: &str) -> Option<&'a T> {
    list.iter().find(|(n, _)| n == name).map(|(_, it)| it)
}

/// What is kept is kept under the name, so it holds nothing that could lead to what another's is kept under.
fn name(top: &Given<'_, impl Care>) -> String {
    let name = top.said(Key::Name).unwrap_or_else(|| "mapped".to_owned());
    let leads = |b: u8| matches!(b, b'/' | b'\\' | b'\n' | 0);
    if name.trim().is_empty() || name.len() > 60 || name.bytes().any(leads) {
        if top.looks() {
            top.expected_at(Key::Name, "a name of at most 60 bytes without /");
        }
        return "mapped".to_owned();
    }
    name
}

fn base(top: &Given<'_, impl Care>) -> String {
    let base = sent::bare(&top.said(Key::Base).unwrap_or_default());
    let is_path = base.is_empty() || base.starts_with('/') && !base.starts_with("//");
    if top.looks() && !(is_path && link::is_plain(&base)) && link::origin(&base).is_none() {
        top.expected_at(Key::Base, "an http address or a path");
    }
    base
}

fn entities(it: &Given<'_, impl Care>) -> Vec<(String, Rc<Expr>)> {
    let mut entities = Vec::new();
    let mut rows = it.entries();
    while let Some(row) = rows.next() {
        entities.push((row.key().to_owned(), entity(row)));
    }
    entities
}

#[inline(never)]
fn entity(row: &Given<'_, impl Care>) -> Rc<Expr> {
    let made = Source::Object(expr::fields(row, Level::ENTITY));
    Rc::new(made.into())
}

fn origins(it: &Given<'_, impl Care>) -> Vec<String> {
    let mut origins = Vec::new();
    let mut list = it.elements(16);
    while let Some(one) = list.next() {
        match one.value.and_then(Value::as_str).and_then(link::origin) {
            Some(origin) => origins.push(origin),
            None => one.expected("an http origin"),
        }
    }
    origins
}

/// What is declared, and nothing that no request is there for.
fn capabilities(top: &Given<'_, impl Care>) -> Capabilities {
    let it = top.at(Key::Capabilities);
    it.only(&[keys::CAPABILITIES]);
    let said = |key: Key| it.flag(key).unwrap_or(true);
    let (queries, commands) = (top.at(Key::Queries), top.at(Key::Commands));
    let any = |names: &[&str]| names.iter().any(|name| commands.under(name).is_there());
    Capabilities {
        memberships: said(Key::Memberships) & any(keys::OF_MEMBERSHIPS),
        sign_ups: said(Key::SignUps) & any(keys::OF_SIGN_UPS),
        members: said(Key::Members) & queries.under("members").is_there(),
        waitlist: said(Key::Waitlist),
        capacity: said(Key::Capacity),
        idempotent: it.is(Key::Idempotent),
    }
}

fn limits(it: &Given<'_, impl Care>) -> Limits {
    it.only(&[keys::LIMITS]);
    Limits {
        bytes: it.count(Key::Bytes, 1000, 256_000_000).unwrap_or(8_000_000),
        pages: it.count(Key::Pages, 1, 100_000).unwrap_or(200),
        seconds: it.count(Key::Seconds, 1, 300).unwrap_or(15),
    }
}
