//! A mapping, compiled: what is sent for each query and command, and how answers are read.

mod auth;
mod meaning;
mod pages;
mod sent;

use serde_json::{Map, Value};

use crate::{backend::Capabilities, model::FromJson};

pub(super) use auth::{Auth, Exchange};
pub(super) use meaning::{Meaning, Means, Rule};
pub(super) use pages::{By, Pages, Place};
pub(super) use sent::{Encoding, Pair, Sent};
#[cfg(test)]
pub(super) use {pages::BY, sent::METHODS};

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

/// How rows are found in an answer and what is made of each.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The rows, or the one row.
    pub(super) items: Expr,
    /// What of a row is read.
    pub(super) item: Option<Expr>,
    /// What a row is made of; without it the row is ours already.
    pub row: Option<Expr>,
}

/// A query.
#[derive(Clone, Debug)]
pub struct Ask {
    pub(super) sent: Sent,
    /// How its answer is read.
    pub reading: Reading,
    pub(super) pages: Pages,
    pub(super) total: Option<Expr>,
    pub(super) also: Vec<(String, Also)>,
    pub(super) meaning: Meaning,
}

/// A request whose answer something is taken from.
#[derive(Clone, Debug)]
pub(super) struct Also {
    pub(super) sent: Sent,
    /// What is taken; all of it unless said.
    pub(super) read: Option<Expr>,
    pub(super) meaning: Meaning,
}

/// A command.
#[derive(Clone, Debug)]
pub(super) struct Act {
    pub(super) sent: Sent,
    pub(super) reading: Reading,
    pub(super) look: Option<Look>,
    pub(super) steps: Vec<(Sent, Meaning)>,
    pub(super) after: After,
    pub(super) meaning: Meaning,
}

/// What is looked for before a command is sent.
#[derive(Clone, Debug)]
pub(super) struct Look {
    pub(super) sent: Sent,
    pub(super) items: Expr,
    pub(super) expect: Expect,
    pub(super) meaning: Meaning,
}

/// What should be found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Expect {
    /// No row.
    #[default]
    None,
    /// A row.
    One,
    /// A row or none.
    Any,
}

/// Words of [`Expect`], in order.
pub(super) const EXPECT: &[&str] = &["none", "one", "any"];

/// Where the new standing is read after a command.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum After {
    /// From the service, anew.
    #[default]
    Read,
    /// From the answer.
    Answer,
    /// From what was sent, with the answer laid over it.
    Merge,
}

/// Words of [`After`], in order.
pub(super) const AFTER: &[&str] = &["read", "answer", "merge"];

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
            name: top.text("name")?.unwrap_or("mapped").to_owned(),
            base: base.to_owned(),
            capabilities: capabilities(&top)?,
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

fn capabilities(top: &Keys<'_>) -> Result<Capabilities, Fault> {
    let Some(value) = top.get("capabilities") else {
        return Ok(Capabilities::default());
    };
    let at = top.at("capabilities");
    let it = Keys::of(value, &at, &[keys::CAPABILITIES])?;
    for key in keys::CAPABILITIES {
        it.flag(key)?;
    }
    Capabilities::from_json(value).map_err(|_| Fault::found(&at, "true or false", value))
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

impl Reading {
    fn compile(it: &Keys<'_>, known: &Known) -> Result<Self, Fault> {
        let row = match it.get("row") {
            Some(Value::String(name)) if !name.starts_with('/') => {
                let found = find(&known.entities, name);
                let expected = "the name of an entity";
                Some(
                    found
                        .cloned()
                        .ok_or_else(|| Fault::new(&it.at("row"), expected, name))?,
                )
            }
            _ => value(it, "row")?,
        };
        Ok(Self {
            items: items(it)?,
            item: value(it, "item")?,
            row,
        })
    }
}

/// A value, if there is one.
fn value(it: &Keys<'_>, key: &str) -> Result<Option<Expr>, Fault> {
    match it.get(key) {
        Some(value) => Expr::compile(value, &it.at(key)).map(Some),
        None => Ok(None),
    }
}

fn items(it: &Keys<'_>) -> Result<Expr, Fault> {
    Ok(match it.get("items") {
        Some(Value::String(text)) if text.is_empty() => Expr::pointer(""),
        Some(Value::String(text)) if !text.starts_with('/') => {
            let expected = "a JSON Pointer, which begins with /, or an object";
            return Err(Fault::new(&it.at("items"), expected, text));
        }
        _ => value(it, "items")?.unwrap_or_else(|| Expr::pointer("")),
    })
}

impl Ask {
    fn compile(value_: &Value, at: &str, known: &Known) -> Result<Self, Fault> {
        let it = Keys::of(value_, at, &[keys::SENT, keys::QUERY])?;
        let mut also = Vec::new();
        if let Some(others) = it.get("also") {
            let at = it.at("also");
            let others = Keys::any(others, &at)?;
            if others.map.len() > 4 {
                let found = others.map.len().to_string();
                return Err(Fault::new(&at, "at most four requests", &found));
            }
            for (name, other) in others.map {
                also.push((name.clone(), Also::compile(other, &others.at(name), known)?));
            }
        }
        Ok(Self {
            sent: Sent::compile(&it, &known.origins)?,
            reading: Reading::compile(&it, known)?,
            pages: Pages::compile(it.get("pages"), &it.at("pages"))?,
            total: value(&it, "total")?,
            also,
            meaning: Meaning::compile(&it)?,
        })
    }
}

impl Also {
    fn compile(given: &Value, at: &str, known: &Known) -> Result<Self, Fault> {
        let it = Keys::of(given, at, &[keys::SENT, keys::READ])?;
        Ok(Self {
            sent: Sent::compile(&it, &known.origins)?,
            read: value(&it, "read")?,
            meaning: Meaning::compile(&it)?,
        })
    }
}

impl Act {
    fn compile(given: &Value, at: &str, known: &Known) -> Result<Self, Fault> {
        let it = Keys::of(given, at, &[keys::SENT, keys::COMMAND])?;
        let look = match it.get("look") {
            None => None,
            Some(look) => {
                let at = it.at("look");
                let look = Keys::of(look, &at, &[keys::SENT, keys::LOOK])?;
                Some(Look {
                    sent: Sent::compile(&look, &known.origins)?,
                    items: items(&look)?,
                    expect: match look.word("expect", EXPECT)? {
                        Some(1) => Expect::One,
                        Some(2) => Expect::Any,
                        _ => Expect::None,
                    },
                    meaning: Meaning::compile(&look)?,
                })
            }
        };
        let mut steps = Vec::new();
        for (at, step) in it.list("steps", 3)? {
            let step = Keys::of(step, &at, &[keys::SENT, keys::STEP])?;
            let sent = Sent::compile(&step, &known.origins)?;
            steps.push((sent, Meaning::compile(&step)?));
        }
        Ok(Self {
            sent: Sent::compile(&it, &known.origins)?,
            reading: Reading::compile(&it, known)?,
            look,
            steps,
            after: match it.word("after", AFTER)? {
                Some(1) => After::Answer,
                Some(2) => After::Merge,
                _ => After::Read,
            },
            meaning: Meaning::compile(&it)?,
        })
    }
}
