//! A mapping, compiled: what is sent for each query and command, and how answers are read.

mod ask;
mod auth;
mod meaning;
mod pages;
mod sent;

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
    expr::{Compile, Expr, Source},
    fault::Fault,
    keys::{self, Keys},
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
    pub(super) auth: Option<Auth>,
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
struct Known {
    entities: Vec<(String, Expr)>,
    origins: Vec<String>,
}

impl Plan {
    /// Compiles a mapping.
    ///
    /// # Errors
    /// The first fault, by its JSON Pointer.
    pub fn compile(mapping: &Value) -> Result<Self, Fault> {
        let top = Keys::of(mapping, "", &[keys::TOP])?;
        let known = Known {
            entities: entities(&top)?,
            origins: origins(&top)?,
        };
        let base = top.text("base")?.unwrap_or("").trim_end_matches('/');
        let is_path = base.is_empty() || base.starts_with('/') && !base.starts_with("//");
        if !(is_path && link::is_plain(base)) && link::origin(base).is_none() {
            let expected = "an http address or a path";
            return Err(Fault::new(&top.at("base"), expected, base));
        }
        let mut queries = Vec::new();
        for (name, at, value) in named(&top, "queries", keys::QUERIES)? {
            queries.push((name, Ask::compile(value, &at, &known)?));
        }
        let mut commands = Vec::new();
        for (name, at, value) in named(&top, "commands", keys::COMMANDS)? {
            commands.push((name, Act::compile(value, &at, &known)?));
        }
        let config = match top.get("config") {
            Some(value) => Keys::any(value, "/config").map(|_| value.clone())?,
            None => Value::Object(Map::new()),
        };
        Ok(Self {
            name: name(&top)?.to_owned(),
            base: base.to_owned(),
            capabilities: capabilities(&top, &queries, &commands)?,
            cors: match top.word("cors", CORS)? {
                Some(1) => Cors::Read,
                Some(2) => Cors::Proxy,
                _ => Cors::Open,
            },
            auth: match top.get("auth") {
                Some(auth) => Some(Auth::compile(auth, &known)?),
                None => None,
            },
            origins: known.origins,
            config,
            headers: sent::pairs(&top, "headers")?,
            limits: limits(&top)?,
            queries,
            commands,
            meaning: Meaning::compile(&top)?,
        })
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

/// Entries of an object at the top, each under a name that is known.
fn named<'a>(
    top: &Keys<'a>,
    key: &str,
    names: &[&str],
) -> Result<Vec<(String, String, &'a Value)>, Fault> {
    let Some(value) = top.get(key) else {
        return Ok(Vec::new());
    };
    let at = top.at(key);
    let it = Keys::of(value, &at, &[names])?;
    let entry = |(name, value): (&String, &'a Value)| (name.clone(), it.at(name), value);
    let noted = |name: &str| keys::NOTES.contains(&name);
    let entries = value.as_object().into_iter().flatten();
    Ok(entries.filter(|(n, _)| !noted(n)).map(entry).collect())
}

/// What is kept is kept under the name, so it holds nothing that could lead to what another's is kept under.
fn name<'a>(top: &Keys<'a>) -> Result<&'a str, Fault> {
    let name = top.text("name")?.unwrap_or("mapped");
    if name.trim().is_empty() || name.len() > 60 || name.contains(['/', '\\', '\n', '\0']) {
        let expected = "a name of at most 60 bytes without /";
        return Err(Fault::new(&top.at("name"), expected, name));
    }
    Ok(name)
}

fn entities(top: &Keys<'_>) -> Result<Vec<(String, Expr)>, Fault> {
    let mut entities = Vec::new();
    if let Some(value) = top.get("entities") {
        for (name, row) in Keys::any(value, "/entities")?.map {
            let at = keys::below("/entities", name);
            let fields = Compile::within(&at, 12).fields(row)?;
            entities.push((name.clone(), Source::Object(fields).into()));
        }
    }
    Ok(entities)
}

fn origins(top: &Keys<'_>) -> Result<Vec<String>, Fault> {
    let mut origins = Vec::new();
    for (at, value) in top.list("origins", 16)? {
        let origin = value.as_str().and_then(link::origin);
        origins.push(origin.ok_or_else(|| Fault::found(&at, "an http origin", value))?);
    }
    Ok(origins)
}

/// What is declared, and nothing that no request is there for.
fn capabilities(
    top: &Keys<'_>,
    queries: &[(String, Ask)],
    commands: &[(String, Act)],
) -> Result<Capabilities, Fault> {
    let at = top.at("capabilities");
    let nothing = Value::Object(Map::new());
    let value = top.get("capabilities").unwrap_or(&nothing);
    let it = Keys::of(value, &at, &[keys::CAPABILITIES])?;
    let said = |key: &str, usual: bool| Ok(it.flag(key)?.unwrap_or(usual));
    let any = |names: &[&str]| names.iter().any(|name| find(commands, name).is_some());
    let (memberships, sign_ups) = keys::COMMANDS.split_at(5);
    Ok(Capabilities {
        memberships: said("memberships", true)? && any(memberships),
        sign_ups: said("sign_ups", true)? && any(sign_ups),
        members: said("members", true)? && find(queries, "members").is_some(),
        waitlist: said("waitlist", true)?,
        capacity: said("capacity", true)?,
        idempotent: said("idempotent", false)?,
    })
}

fn limits(top: &Keys<'_>) -> Result<Limits, Fault> {
    let at = top.at("limits");
    let nothing = Value::Object(Map::new());
    let it = Keys::of(top.get("limits").unwrap_or(&nothing), &at, &[keys::LIMITS])?;
    Ok(Limits {
        bytes: it.count("bytes", 1000, 256_000_000)?.unwrap_or(8_000_000),
        pages: it.count("pages", 1, 100_000)?.unwrap_or(200),
        seconds: it.count("seconds", 1, 300)?.unwrap_or(15),
    })
}

/// A value, if there is one.
fn value(it: &Keys<'_>, key: &str) -> Result<Option<Expr>, Fault> {
    match it.get(key) {
        Some(value) => Expr::compile(value, &it.at(key)).map(Some),
        None => Ok(None),
    }
}
