//! What is sent: method, address, headers, body.

use serde_json::Value;

use crate::port::Method;

use super::super::{
    expr::{self, Expr, Part},
    fault::Fault,
    keys::{self, Keys},
    link,
};

/// One request.
#[derive(Clone, Debug)]
pub(in crate::backend::mapped) struct Sent {
    pub(in crate::backend::mapped) method: Method,
    /// Another base than the mapping's.
    pub(in crate::backend::mapped) base: Option<String>,
    /// Path behind the base; every slot is percent-encoded.
    pub(in crate::backend::mapped) path: Vec<Part>,
    /// Values for slots of the path.
    pub(in crate::backend::mapped) with: Vec<(String, Expr)>,
    /// Query parameters, in order.
    pub(in crate::backend::mapped) query: Vec<Pair>,
    pub(in crate::backend::mapped) headers: Vec<Pair>,
    pub(in crate::backend::mapped) body: Option<Expr>,
    pub(in crate::backend::mapped) encoding: Encoding,
}

/// A parameter or a header.
#[derive(Clone, Debug)]
pub(in crate::backend::mapped) struct Pair {
    pub(in crate::backend::mapped) name: String,
    pub(in crate::backend::mapped) value: Expr,
    /// Whether an empty value leaves it out; `false` sends even an absent one.
    pub(in crate::backend::mapped) omit_empty: Option<bool>,
}

/// How a body is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::backend::mapped) enum Encoding {
    /// JSON, as this media type.
    Json(String),
    /// `application/x-www-form-urlencoded`.
    Form,
    /// `multipart/form-data`.
    Multipart,
}

/// Methods, as a mapping has them.
pub(in crate::backend::mapped) const METHODS: &[&str] =
    &["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/// By its place among [`METHODS`].
pub(super) fn method(place: usize) -> Method {
    match place {
        1 => Method::Head,
        2 => Method::Post,
        3 => Method::Put,
        4 => Method::Patch,
        5 => Method::Delete,
        _ => Method::Get,
    }
}

impl Sent {
    /// Reads the keys of [`keys::SENT`].
    pub(super) fn compile(it: &Keys<'_>, origins: &[String]) -> Result<Self, Fault> {
        let method = method(it.word("method", METHODS)?.unwrap_or_default());
        let base = match it.text("base")? {
            Some(base) if !link::origin(base).is_some_and(|o| origins.contains(&o)) => {
                let expected = "an address of one of /origins";
                return Err(Fault::new(&it.at("base"), expected, base));
            }
            base => base.map(|base| base.trim_end_matches('/').to_owned()),
        };
        let path = it.needed("path", "a path")?;
        // Behind a base that ends in a host, or behind none, anything else could name another host.
        let begins = path.is_empty() || path.starts_with(['/', '?']);
        if !begins || path.starts_with("//") || !link::is_plain(path) {
            let expected = "a path that begins with one / and has no space or \\";
            return Err(Fault::new(&it.at("path"), expected, path));
        }
        let body = match it.get("body") {
            Some(body) => Some(value(body, &it.at("body"))?),
            None => None,
        };
        if body.is_some() && matches!(method, Method::Get | Method::Head) {
            let found = method.as_str();
            return Err(Fault::new(
                &it.at("body"),
                "a method that has a body",
                found,
            ));
        }
        let mut with = Vec::new();
        if let Some(values) = it.get("with") {
            let at = it.at("with");
            for (name, given) in Keys::any(values, &at)?.map {
                with.push((name.clone(), value(given, &keys::below(&at, name))?));
            }
        }
        Ok(Self {
            method,
            base,
            path: {
                let at = it.at("path");
                let parts = expr::parts(path, &at)?;
                let given = with.iter().map(|(name, _)| name.as_str());
                let roots: Vec<&str> = given.chain(keys::ROOTS.iter().copied()).collect();
                rooted(expr::stray_slot(&parts, &roots), &at)?;
                parts
            },
            with,
            query: pairs(it, "query")?,
            headers: pairs(it, "headers")?,
            body,
            encoding: encoding(it)?,
        })
    }
}

/// A value of what a request may refer to.
fn value(given: &Value, at: &str) -> Result<Expr, Fault> {
    let value = Expr::compile(given, at)?;
    rooted(expr::stray(&value, keys::ROOTS), at)?;
    Ok(value)
}

fn rooted(stray: Option<&str>, at: &str) -> Result<(), Fault> {
    let Some(stray) = stray else {
        return Ok(());
    };
    let known = ["one of /", &keys::ROOTS.join(", /")].concat();
    Err(Fault::new(at, &known, stray))
}

fn encoding(it: &Keys<'_>) -> Result<Encoding, Fault> {
    Ok(match it.text("encoding")?.unwrap_or("json") {
        "json" => Encoding::Json("application/json".to_owned()),
        "form" => Encoding::Form,
        "multipart" => Encoding::Multipart,
        media if media.ends_with("json") && media.contains('/') && link::is_plain(media) => {
            Encoding::Json(media.to_owned())
        }
        other => {
            let expected = "json, form, multipart or a media type that ends in json";
            return Err(Fault::new(&it.at("encoding"), expected, other));
        }
    })
}

/// `[{"name": …, "value": …}]`, in order.
pub(super) fn pairs(it: &Keys<'_>, key: &str) -> Result<Vec<Pair>, Fault> {
    let mut pairs = Vec::new();
    for (at, pair) in it.list(key, 100)? {
        let pair = Keys::of(pair, &at, &[keys::PAIR])?;
        let name = pair.needed("name", "a name")?;
        if key == "headers" && !is_token(name) {
            return Err(Fault::new(&pair.at("name"), "the name of a header", name));
        }
        let nothing = || Fault::new(&pair.at("value"), "a value", "nothing");
        let given = pair.get("value").ok_or_else(nothing)?;
        pairs.push(Pair {
            name: name.to_owned(),
            value: value(given, &pair.at("value"))?,
            omit_empty: pair.flag("omit_empty")?,
        });
    }
    Ok(pairs)
}

/// A name that HTTP takes (RFC 9110, section 5.6.2).
fn is_token(name: &str) -> bool {
    let sign = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
    !name.is_empty() && name.bytes().all(sign)
}
