//! Values: where they are found in a document, and what is made of them.
//!
//! A value is data, not a program: it cannot loop, call or run. The only path syntax is JSON Pointer
//! (RFC 6901). Compiled once with a limit on depth; evaluating is total, and what is absent is left
//! out.

use chrono::DateTime;
use serde_json::{Map, Value};

use crate::model::Instant;

use super::fault::Fault;

/// How deep a mapping may nest.
const DEPTH: usize = 16;

/// A compiled value.
#[derive(Clone, Debug, PartialEq)]
pub enum Expr {
    /// Found at a pointer in the document.
    At(String),
    /// The same each time.
    Const(Value),
    /// The first that is there.
    First(Vec<Expr>),
    /// An object of values; absent when none of them is there.
    Object(Vec<(String, Expr)>),
    /// A list of values.
    List(Vec<Expr>),
    /// Each element of a list, read as a document of its own; what is absent is left out.
    Each(Box<Expr>, Box<Expr>),
    /// A value made into another.
    Made(Box<Expr>, How),
    /// A text with `{pointers}` in it, dots for slashes: `{input.event}:{session.account}`.
    Text(Vec<Part>),
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// As it stands.
    Plain(String),
    /// What is found at the pointer.
    Slot(String),
}

/// What is made of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum How {
    /// Text; numbers and booleans as they are written.
    Text,
    /// Number; text is read.
    Number,
    /// `true` and `false`; 0, "", "0", "false", "no" are false.
    Flag,
    /// A time in Unix seconds, made RFC 3339.
    UnixSeconds,
    /// A time in Unix milliseconds, made RFC 3339.
    UnixMillis,
    /// An RFC 3339 time, made Unix seconds (for what is sent).
    ToUnixSeconds,
    /// A text split at a separator, pieces trimmed, empty ones left out.
    Split(String),
    /// The number of elements.
    Length,
    /// JSON inside a text.
    Json,
    /// One word for another; else the last, where there is one; else the word itself.
    Words(Map<String, Value>, Option<Value>),
}

impl Expr {
    /// Compiles what stands in a mapping. A text that begins with `/` is a pointer;
    /// any other text, a number, a boolean or null is itself; an object has exactly one of `at`,
    /// `const`, `first`, `object`, `list`, `text`, and may have `each`, `as`, `split`, `words`.
    ///
    /// # Errors
    /// What was expected where, and what was found.
    pub fn compile(value: &Value, at: &str) -> Result<Self, Fault> {
        compile(value, at, DEPTH)
    }

    /// The value in a document, or `None` where it is absent or null.
    #[must_use]
    pub fn eval(&self, doc: &Value) -> Option<Value> {
        let found = match self {
            Self::At(pointer) => doc.pointer(pointer).cloned(),
            Self::Const(value) => Some(value.clone()),
            Self::First(several) => several.iter().find_map(|e| e.eval(doc)),
            Self::Object(fields) => {
                let mut made = Map::new();
                made.extend(
                    fields
                        .iter()
                        .filter_map(|(k, e)| Some((k.clone(), e.eval(doc)?))),
                );
                (!made.is_empty()).then_some(Value::Object(made))
            }
            Self::List(items) => Some(Value::Array(
                items.iter().filter_map(|e| e.eval(doc)).collect(),
            )),
            Self::Each(list, item) => match list.eval(doc)? {
                Value::Array(all) => Some(Value::Array(
                    all.iter().filter_map(|one| item.eval(one)).collect(),
                )),
                _ => None,
            },
            Self::Made(from, how) => make(from.eval(doc)?, how),
            Self::Text(parts) => fill(parts, doc, |text| text.to_owned()).map(Value::String),
        };
        found.filter(|v| !v.is_null())
    }
}

/// The text with its slots filled through `encode`; `None` when one is absent.
pub(super) fn fill(parts: &[Part], doc: &Value, encode: impl Fn(&str) -> String) -> Option<String> {
    let mut out = String::new();
    for part in parts {
        match part {
            Part::Plain(text) => out.push_str(text),
            Part::Slot(pointer) => out.push_str(&encode(&plain(doc.pointer(pointer)?)?)),
        }
    }
    Some(out)
}

/// A value as text: what has no plain text (lists, objects, null) is absent.
pub(super) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(n) => Some(n.to_string()),
        Value::Bool(b) => Some(b.to_string()),
        _ => None,
    }
}

fn make(value: Value, how: &How) -> Option<Value> {
    match how {
        How::Text => plain(&value).map(Value::String),
        How::Number => match value {
            Value::Number(_) => Some(value),
            Value::String(text) => {
                let text = text.trim();
                let whole = text.parse::<i64>().map(Value::from).ok();
                // By JSON's own reader: the standard library's costs five kilobytes.
                whole.or_else(|| serde_json::from_str(text).ok().filter(Value::is_number))
            }
            _ => None,
        },
        How::Flag => Some(Value::Bool(match &value {
            Value::Bool(b) => *b,
            Value::Number(n) => n.as_f64() != Some(0.0),
            Value::String(s) => !matches!(s.as_str(), "" | "0" | "false" | "no"),
            _ => return None,
        })),
        // What is no time stays as it is, and so does an unknown word below: the reader of rows then
        // refuses the row and names what it found. Left out, it would be taken for *not said*.
        How::UnixSeconds => Some(unix(&value, 1).unwrap_or(value)),
        How::UnixMillis => Some(unix(&value, 1000).unwrap_or(value)),
        How::ToUnixSeconds => Instant::parse(value.as_str()?).map(|t| Value::from(t.unix())),
        How::Split(at) => Some(Value::Array(
            value
                .as_str()?
                .split(at.as_str())
                .map(str::trim)
                .filter(|piece| !piece.is_empty())
                .map(Value::from)
                .collect(),
        )),
        How::Length => value.as_array().map(|list| Value::from(list.len())),
        How::Json => serde_json::from_str(value.as_str()?).ok(),
        How::Words(words, other) => {
            let known = plain(&value).and_then(|word| words.get(&word));
            Some(known.or(other.as_ref()).cloned().unwrap_or(value))
        }
    }
}

fn unix(value: &Value, per_second: i64) -> Option<Value> {
    let count = value
        .as_i64()
        .or_else(|| value.as_f64().filter(|f| f.abs() < 1e15).map(|f| f as i64))
        .or_else(|| value.as_str()?.trim().parse().ok())?;
    let seconds = count.div_euclid(per_second);
    DateTime::from_timestamp(seconds, 0)?;
    Some(Value::String(Instant::from_unix(seconds).to_string()))
}

fn compile(value: &Value, at: &str, depth: usize) -> Result<Expr, Fault> {
    let Some(depth) = depth.checked_sub(1) else {
        return Err(Fault::new(at, "at most 16 levels", "more"));
    };
    match value {
        Value::String(text) if text.starts_with('/') => Ok(Expr::At(text.clone())),
        Value::Object(object) => compile_object(object, at, depth),
        Value::Array(_) => Err(Fault::new(
            at,
            "a pointer, a constant or an object",
            "a list",
        )),
        constant => Ok(Expr::Const(constant.clone())),
    }
}

fn compile_object(object: &Map<String, Value>, at: &str, depth: usize) -> Result<Expr, Fault> {
    let mut from = None;
    let mut each = None;
    let mut how = Vec::new();
    for (key, value) in object {
        let here = format!("{at}/{key}");
        let found = match key.as_str() {
            "at" => Expr::At(pointer(value, &here)?),
            "const" => Expr::Const(value.clone()),
            "text" => Expr::Text(parts(word(value, &here)?)),
            "first" => Expr::First(several(value, &here, depth)?),
            "list" => Expr::List(several(value, &here, depth)?),
            "object" => Expr::Object(fields(value, &here, depth)?),
            "each" => {
                each = Some(compile(value, &here, depth)?);
                continue;
            }
            "as" => {
                how.push(conversion(word(value, &here)?, &here)?);
                continue;
            }
            "split" => {
                how.push(How::Split(word(value, &here)?.to_owned()));
                continue;
            }
            "words" => {
                let words = value
                    .as_object()
                    .ok_or_else(|| Fault::found(&here, "an object of words", value))?;
                how.push(How::Words(words.clone(), object.get("else").cloned()));
                continue;
            }
            "else" => continue,
            _ => return Err(Fault::new(&here, "a known word", key)),
        };
        if from.replace(found).is_some() {
            return Err(Fault::new(
                at,
                "one of at, const, first, object, list, text",
                "two",
            ));
        }
    }
    let mut made = from.ok_or_else(|| {
        Fault::new(
            at,
            "one of at, const, first, object, list, text",
            "none of them",
        )
    })?;
    for one in how {
        made = Expr::Made(Box::new(made), one);
    }
    if let Some(item) = each {
        made = Expr::Each(Box::new(made), Box::new(item));
    }
    Ok(made)
}

fn several(value: &Value, at: &str, depth: usize) -> Result<Vec<Expr>, Fault> {
    let list = value
        .as_array()
        .ok_or_else(|| Fault::found(at, "a list", value))?;
    list.iter()
        .enumerate()
        .map(|(n, v)| compile(v, &format!("{at}/{n}"), depth))
        .collect()
}

/// The fields of an object of values.
pub(super) fn fields(value: &Value, at: &str, depth: usize) -> Result<Vec<(String, Expr)>, Fault> {
    let object = value
        .as_object()
        .ok_or_else(|| Fault::found(at, "an object", value))?;
    object
        .iter()
        .map(|(k, v)| Ok((k.clone(), compile(v, &format!("{at}/{k}"), depth)?)))
        .collect()
}

fn word<'a>(value: &'a Value, at: &str) -> Result<&'a str, Fault> {
    value
        .as_str()
        .ok_or_else(|| Fault::found(at, "a text", value))
}

fn pointer(value: &Value, at: &str) -> Result<String, Fault> {
    let text = word(value, at)?;
    if text.is_empty() || text.starts_with('/') {
        Ok(text.to_owned())
    } else {
        Err(Fault::new(at, "a JSON Pointer, which begins with /", text))
    }
}

fn conversion(name: &str, at: &str) -> Result<How, Fault> {
    Ok(match name {
        "text" => How::Text,
        "number" => How::Number,
        "flag" => How::Flag,
        "unix-seconds" => How::UnixSeconds,
        "unix-millis" => How::UnixMillis,
        "to-unix-seconds" => How::ToUnixSeconds,
        "length" => How::Length,
        "json" => How::Json,
        other => {
            return Err(Fault::new(
                at,
                "text, number, flag, unix-seconds, unix-millis, to-unix-seconds, length or json",
                other,
            ));
        }
    })
}

/// Splits a template at its slots. A brace that never closes is a plain brace.
pub(super) fn parts(template: &str) -> Vec<Part> {
    let mut out = Vec::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((slot, tail)) = after.split_once('}') else {
            break;
        };
        if !before.is_empty() {
            out.push(Part::Plain(before.to_owned()));
        }
        out.push(Part::Slot(format!("/{}", slot.replace('.', "/"))));
        rest = tail;
    }
    if !rest.is_empty() {
        out.push(Part::Plain(rest.to_owned()));
    }
    out
}
