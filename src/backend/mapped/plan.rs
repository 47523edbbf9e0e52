//! A mapping, compiled: what is sent for each query and command, and how answers are read.

use serde_json::{Map, Value};

use crate::{backend::Capabilities, model::FromJson, port::Method};

use super::{
    expr::{self, Expr, Part},
    fault::Fault,
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
    /// Queries by name: `communities`, `community`, `events`, `event`, `members`, `member`,
    /// `memberships`, `sign_ups`.
    pub queries: Vec<(String, Ask)>,
    /// Commands by name: `join`, `withdraw`, `leave`, `sign-up`, `cancel-sign-up` …
    pub commands: Vec<(String, Ask)>,
}

/// One request and how its answer is read.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Method.
    pub method: Method,
    /// Path behind the base; every slot is percent-encoded.
    pub path: Vec<Part>,
    /// Query parameters, in order; an absent value leaves its parameter out.
    pub query: Vec<(String, Expr)>,
    /// Headers.
    pub headers: Vec<(String, Expr)>,
    /// JSON body.
    pub body: Option<Expr>,
    /// Pointer to the rows (or to the one row).
    pub items: String,
    /// What a row is made of.
    pub row: Option<Expr>,
    /// How pages follow each other.
    pub pages: Pages,
    /// Total number of rows: a header of the answer.
    pub total_header: Option<String>,
    /// What a status means, where it is not what HTTP says.
    pub outcomes: Vec<(u16, String)>,
}

/// How pages follow each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pages {
    /// There is one.
    #[default]
    None,
    /// Pages are numbered, from `first`.
    Number {
        /// Number of the first page.
        first: u32,
        /// Rows on a page.
        size: u32,
    },
    /// Rows are counted, from 0.
    Offset {
        /// Rows on a page.
        size: u32,
    },
}

impl Plan {
    /// Compiles a mapping.
    ///
    /// # Errors
    /// The first fault, by its JSON Pointer.
    pub fn compile(mapping: &Value) -> Result<Self, Fault> {
        let top = object(mapping, "")?;
        for key in top.keys() {
            if ![
                "$schema",
                "name",
                "note",
                "base",
                "capabilities",
                "entities",
                "queries",
                "commands",
            ]
            .contains(&key.as_str())
            {
                return Err(Fault::new(&format!("/{key}"), "a known word", key));
            }
        }
        let capabilities = match top.get("capabilities") {
            None => Capabilities::default(),
            Some(value) => Capabilities::from_json(value)
                .map_err(|_| Fault::found("/capabilities", "an object of true and false", value))?,
        };
        let mut entities = Vec::new();
        if let Some(value) = top.get("entities") {
            for (name, row) in object(value, "/entities")? {
                let at = format!("/entities/{name}");
                entities.push((name.clone(), Expr::Object(expr::fields(row, &at, 12)?)));
            }
        }
        Ok(Self {
            name: text(top, "name", "")?.unwrap_or("mapped").to_owned(),
            base: text(top, "base", "")?
                .unwrap_or("")
                .trim_end_matches('/')
                .to_owned(),
            capabilities,
            queries: asks(top, "queries", &entities)?,
            commands: asks(top, "commands", &entities)?,
        })
    }

    /// The request for a query.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&Ask> {
        self.queries
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, ask)| ask)
    }

    /// The request for a command.
    #[must_use]
    pub fn command(&self, name: &str) -> Option<&Ask> {
        self.commands
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, ask)| ask)
    }
}

fn asks(
    top: &Map<String, Value>,
    name: &str,
    entities: &[(String, Expr)],
) -> Result<Vec<(String, Ask)>, Fault> {
    let Some(value) = top.get(name) else {
        return Ok(Vec::new());
    };
    let at = format!("/{name}");
    object(value, &at)?
        .iter()
        .map(|(key, value)| Ok((key.clone(), ask(value, &format!("{at}/{key}"), entities)?)))
        .collect()
}

fn ask(value: &Value, at: &str, entities: &[(String, Expr)]) -> Result<Ask, Fault> {
    let it = object(value, at)?;
    let method = match text(it, "method", at)?.unwrap_or("GET") {
        "GET" => Method::Get,
        "POST" => Method::Post,
        "PUT" => Method::Put,
        "PATCH" => Method::Patch,
        "DELETE" => Method::Delete,
        other => {
            return Err(Fault::new(
                &format!("{at}/method"),
                "GET, POST, PUT, PATCH or DELETE",
                other,
            ));
        }
    };
    let path = text(it, "path", at)?
        .ok_or_else(|| Fault::new(&format!("{at}/path"), "a path", "nothing"))?;
    let row = match it.get("row") {
        None => None,
        Some(Value::String(name)) if !name.starts_with('/') => Some(
            entities
                .iter()
                .find(|(entity, _)| entity == name)
                .map(|(_, row)| row.clone())
                .ok_or_else(|| Fault::new(&format!("{at}/row"), "the name of an entity", name))?,
        ),
        Some(value) => Some(Expr::compile(value, &format!("{at}/row"))?),
    };
    Ok(Ask {
        method,
        path: expr::parts(path),
        query: pairs(it, "query", at)?,
        headers: pairs(it, "headers", at)?,
        body: it
            .get("body")
            .map(|b| Expr::compile(b, &format!("{at}/body")))
            .transpose()?,
        items: text(it, "items", at)?.unwrap_or("").to_owned(),
        row,
        pages: pages(it.get("pages"), &format!("{at}/pages"))?,
        total_header: text(it, "total_header", at)?.map(str::to_ascii_lowercase),
        outcomes: outcomes(it.get("outcomes"), &format!("{at}/outcomes"))?,
    })
}

/// `[{"name": …, "value": …}]`, in order.
fn pairs(it: &Map<String, Value>, key: &str, at: &str) -> Result<Vec<(String, Expr)>, Fault> {
    let Some(value) = it.get(key) else {
        return Ok(Vec::new());
    };
    let at = format!("{at}/{key}");
    let list = value
        .as_array()
        .ok_or_else(|| Fault::found(&at, "a list of {name, value}", value))?;
    list.iter()
        .enumerate()
        .map(|(n, pair)| {
            let at = format!("{at}/{n}");
            let pair = object(pair, &at)?;
            let name = text(pair, "name", &at)?
                .ok_or_else(|| Fault::new(&format!("{at}/name"), "a name", "nothing"))?;
            let value = pair
                .get("value")
                .ok_or_else(|| Fault::new(&format!("{at}/value"), "a value", "nothing"))?;
            Ok((
                name.to_owned(),
                Expr::compile(value, &format!("{at}/value"))?,
            ))
        })
        .collect()
}

fn pages(value: Option<&Value>, at: &str) -> Result<Pages, Fault> {
    let Some(value) = value else {
        return Ok(Pages::None);
    };
    let it = object(value, at)?;
    let count = |key: &str, least: u64| -> Result<u32, Fault> {
        it.get(key)
            .and_then(Value::as_u64)
            .filter(|n| (least..=1000).contains(n))
            .and_then(|n| u32::try_from(n).ok())
            .ok_or_else(|| Fault::new(&format!("{at}/{key}"), "a number up to 1000", "none"))
    };
    match text(it, "by", at)? {
        Some("number") => Ok(Pages::Number {
            first: count("first", 0)?,
            size: count("size", 1)?,
        }),
        Some("offset") => Ok(Pages::Offset {
            size: count("size", 1)?,
        }),
        other => Err(Fault::new(
            &format!("{at}/by"),
            "number or offset",
            other.unwrap_or("nothing"),
        )),
    }
}

fn outcomes(value: Option<&Value>, at: &str) -> Result<Vec<(u16, String)>, Fault> {
    let Some(value) = value else {
        return Ok(Vec::new());
    };
    object(value, at)?
        .iter()
        .map(|(status, meaning)| {
            let here = format!("{at}/{status}");
            let status = status
                .parse()
                .map_err(|_| Fault::new(&here, "an HTTP status", status))?;
            let meaning = meaning
                .as_str()
                .filter(|m| super::answer::MEANINGS.contains(m))
                .ok_or_else(|| {
                    Fault::found(
                        &here,
                        "ok, duplicate, full, closed, gone or invalid",
                        meaning,
                    )
                })?;
            Ok((status, meaning.to_owned()))
        })
        .collect()
}

fn object<'a>(value: &'a Value, at: &str) -> Result<&'a Map<String, Value>, Fault> {
    value
        .as_object()
        .ok_or_else(|| Fault::found(at, "an object", value))
}

fn text<'a>(it: &'a Map<String, Value>, key: &str, at: &str) -> Result<Option<&'a str>, Fault> {
    match it.get(key) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(Fault::found(&format!("{at}/{key}"), "a text", other)),
    }
}
