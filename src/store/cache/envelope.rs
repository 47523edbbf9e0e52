//! What an entry is wrapped in, as text: `{"v":2,"at":"…","used":"…","etag":…,"data":…}`.
//!
//! The order is fixed, so that all but the data can be read from the first few hundred units, however long the data is.
//! Schema 1 had its fields by the alphabet: `{"at":"…","data":…,"etag":…,"v":1}`.

use serde_json::Value;

use crate::{
    model::Instant,
    port::{json_text, units},
};

use super::migrations::SCHEMA;

/// What stands before the data is never longer, in UTF-16 units: an entity tag that is longer is not kept.
pub(super) const HEAD: usize = 400;
/// A longer entity tag is not kept, in UTF-16 units as written.
const LONGEST_TAG: usize = 240;
/// Where the data begins. It cannot stand in a text before it, in which each quote has a backslash.
const DATA: &str = ",\"data\":";

/// What stands before the data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// Of a schema that is known.
    Known {
        /// When the backend said it.
        at: Instant,
        /// When it was read last, to the hour.
        used: Instant,
    },
    /// Of a newer version of the app; when the backend said it, if that can be read.
    Newer(Option<Instant>),
    /// None.
    Spoilt,
}

/// Reads the beginning of an entry.
pub(super) fn head(text: &str) -> Head {
    let version = text.strip_prefix("{\"v\":").map(|rest| {
        let digits = rest.find(|c: char| !c.is_ascii_digit());
        let digits = rest.get(..digits.unwrap_or_default());
        digits.and_then(|digits| digits.parse::<u64>().ok())
    });
    let version = match version {
        // Its fields are by the alphabet.
        None => 1,
        Some(Some(version)) => version,
        Some(None) => return Head::Spoilt,
    };
    let fields = text.split_once(DATA).map(|(head, _)| [head, "}"].concat());
    let fields: Value = fields
        .and_then(|head| serde_json::from_str(&head).ok())
        .unwrap_or_default();
    let moment = |name: &str| Instant::parse(fields.get(name)?.as_str()?);
    if version > SCHEMA {
        // Whatever else has changed.
        let said = text
            .split_once("\"at\":\"")
            .and_then(|(_, rest)| rest.split_once('"'));
        return Head::Newer(said.and_then(|(said, _)| Instant::parse(said)));
    }
    match moment("at") {
        Some(at) if version > 0 => Head::Known {
            at,
            used: moment("used").unwrap_or(at),
        },
        _ => Head::Spoilt,
    }
}

/// An entry.
pub(super) fn written(at: Instant, used: Instant, etag: Option<&str>, data: &str) -> String {
    let etag = etag.map(|etag| json_text(&Value::from(etag)));
    let etag = etag.filter(|etag| units(etag) <= LONGEST_TAG);
    let (schema, at, used) = (SCHEMA.to_string(), at.to_string(), used.to_string());
    let etag = etag.as_deref().unwrap_or("null");
    [
        "{\"v\":",
        &schema,
        ",\"at\":\"",
        &at,
        "\",\"used\":\"",
        &used,
        "\",\"etag\":",
        etag,
        DATA,
        data,
        "}",
    ]
    .concat()
}

/// The same entry, read at another moment; `None` where it is no entry.
pub(super) fn read_at(text: &str, used: Instant) -> Option<String> {
    // Of schema 1, what comes after the data has to be found, and so all of it is read.
    if !text.starts_with("{\"v\":") {
        let kept: Value = serde_json::from_str(text).ok()?;
        let at = Instant::parse(kept.get("at")?.as_str()?)?;
        let schema = kept.get("v")?.as_u64()?;
        let etag = kept.get("etag").and_then(Value::as_str);
        let data = super::migrations::forward(schema, kept.get("data")?.clone())?;
        return Some(written(at, used, etag, &json_text(&data)));
    }
    let (head, data) = text.split_once(DATA)?;
    let fields: Value = serde_json::from_str(&[head, "}"].concat()).ok()?;
    if fields.get("v")?.as_u64()? != SCHEMA {
        return None;
    }
    let at = Instant::parse(fields.get("at")?.as_str()?)?;
    let etag = fields.get("etag").and_then(Value::as_str);
    Some(written(at, used, etag, data.strip_suffix('}')?))
}
