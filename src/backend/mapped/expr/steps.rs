//! What is made of a value.

use std::borrow::Cow;

use serde_json::{Map, Number, Value};

use crate::model::{Instant, json::words};

use super::{
    super::{coordinates, html, link},
    Scope, Sign, Step, plain, time,
};

/// Other types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "docs/mapping.md says what each word means")]
pub enum As {
    Text,
    Number,
    Flag,
    Exists,
    Length,
    Values,
    Entries,
    Flat,
    Json,
    ToJson,
    UnixSeconds,
    UnixMillis,
    ToUnixSeconds,
    ToUnixMillis,
    Quoted,
    SingleQuoted,
    SqlQuoted,
    CommaList,
    Gcj02,
    Bd09,
    ToGcj02,
    ToBd09,
    Plain,
    Html,
    HtmlText,
    NextLink,
}

words!(As {
    Text = "text",
    Number = "number",
    Flag = "flag",
    Exists = "exists",
    Length = "length",
    Values = "values",
    Entries = "entries",
    Flat = "flat",
    Json = "json",
    ToJson = "to-json",
    UnixSeconds = "unix-seconds",
    UnixMillis = "unix-millis",
    ToUnixSeconds = "to-unix-seconds",
    ToUnixMillis = "to-unix-millis",
    Quoted = "quoted",
    SingleQuoted = "single-quoted",
    SqlQuoted = "sql-quoted",
    CommaList = "comma-list",
    Gcj02 = "gcj02",
    Bd09 = "bd09",
    ToGcj02 = "to-gcj02",
    ToBd09 = "to-bd09",
    Plain = "plain",
    Html = "html",
    HtmlText = "html-text",
    NextLink = "next-link",
});

impl As {
    /// All words.
    pub(in crate::backend::mapped) const ALL: &[&str] = Self::WORDS;

    /// Whether it gives what the other steps work on, and so comes before them.
    pub(super) fn opens(self) -> bool {
        matches!(self, Self::Json | Self::Values | Self::Entries | Self::Flat)
    }

    /// By its place among the words.
    pub(super) fn nth(at: usize) -> Self {
        Self::nth_word(at)
    }
}

impl Step {
    /// The next value; what is absent stays absent, unless that is what is asked.
    pub(super) fn make<'a>(
        &'a self,
        value: Option<Cow<'a, Value>>,
        scope: &Scope<'a>,
    ) -> Option<Cow<'a, Value>> {
        if let Self::As(As::Exists) = self {
            return Some(Cow::Owned(Value::Bool(exists(value.as_deref()))));
        }
        let value = value?;
        let made = match self {
            // What is no time stays as it is, and so does an unknown word below: the reader of rows
            // then refuses the row and names what it found. Left out, it would be taken for *not said*.
            Self::Offset(offset) => match time::with_offset(&value, offset) {
                Some(full) => full,
                None => return Some(value),
            },
            Self::Zone(zone) => {
                let zone = zone.text(scope)?;
                match time::in_zone(&value, &zone, scope.fuel.zones.as_deref()) {
                    Some(full) => full,
                    None => return Some(value),
                }
            }
            Self::As(As::UnixSeconds) => match time::from_unix(&value, 1) {
                Some(made) => made,
                None => return Some(value),
            },
            Self::As(As::UnixMillis) => match time::from_unix(&value, 1000) {
                Some(made) => made,
                None => return Some(value),
            },
            Self::As(to) => converted(*to, value, scope)?,
            Self::Split(at) => Value::Array(
                plain(&value)?
                    .split(at.as_str())
                    .map(str::trim)
                    .filter(|piece| !piece.is_empty())
                    .map(Value::from)
                    .collect(),
            ),
            Self::Columns(names) => columns(&value, &*names.find(scope)?, scope)?,
            Self::Where(test) => {
                let mut kept = Vec::new();
                for one in value.as_array()? {
                    scope.spend(1)?;
                    if test.holds(one, scope) {
                        kept.push(scope.keep(Cow::Borrowed(one))?);
                    }
                }
                Value::Array(kept)
            }
            Self::Each(item) => {
                let mut made = Vec::new();
                for one in value.as_array()? {
                    scope.spend(1)?;
                    made.extend(item.made(&scope.at(one)));
                }
                Value::Array(made)
            }
            Self::Get(inner) => match value {
                Cow::Borrowed(value) => return inner.find(&scope.at(value)),
                Cow::Owned(value) => inner.made(&scope.at(&value))?,
            },
            Self::Count(sign, other) => counted(&value, *sign, &*other.find(scope)?)?,
            Self::Words(words, other) => {
                let known = plain(&value).and_then(|word| words.get(&word));
                match known.or(other.as_ref()) {
                    Some(known) => return Some(Cow::Borrowed(known)),
                    None => return Some(value),
                }
            }
            Self::Time(template) => time::written(&value, template)?,
            Self::Join(with) => joined(&value, with, &plain)?,
        };
        Some(Cow::Owned(made))
    }
}

fn exists(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => false,
        Some(Value::String(text)) => !text.is_empty(),
        Some(Value::Array(list)) => !list.is_empty(),
        Some(_) => true,
    }
}

fn converted(to: As, value: Cow<'_, Value>, scope: &Scope<'_>) -> Option<Value> {
    Some(match to {
        As::Text => Value::String(plain(&value)?),
        As::Number => number(&value)?,
        As::Flag => Value::Bool(match value.as_ref() {
            Value::Bool(b) => *b,
            Value::Number(n) => n.as_f64() != Some(0.0),
            Value::String(s) => !matches!(s.as_str(), "" | "0" | "false" | "no"),
            _ => return None,
        }),
        As::Exists => Value::Bool(exists(Some(&value))),
        As::Length => Value::from(value.as_array()?.len()),
        As::Values | As::Entries => {
            let Value::Object(map) = scope.keep(value)? else {
                return None;
            };
            let made = map.into_iter().map(|(key, value)| match to {
                As::Values => value,
                _ => {
                    let mut entry = Map::new();
                    entry.insert("key".to_owned(), Value::String(key));
                    entry.insert("value".to_owned(), value);
                    Value::Object(entry)
                }
            });
            Value::Array(made.collect())
        }
        As::Flat => {
            let Value::Array(lists) = scope.keep(value)? else {
                return None;
            };
            let mut flat = Vec::new();
            for one in lists {
                match one {
                    Value::Array(mut list) => flat.append(&mut list),
                    other => flat.push(other),
                }
            }
            Value::Array(flat)
        }
        As::Json => serde_json::from_str(value.as_str()?).ok()?,
        As::ToJson => {
            scope.spend(super::weight(&value))?;
            Value::String(value.to_string())
        }
        As::UnixSeconds | As::UnixMillis => return None,
        As::ToUnixSeconds => time::to_unix(&value, 1)?,
        As::ToUnixMillis => time::to_unix(&value, 1000)?,
        As::Quoted => Value::String(Value::String(plain(&value)?).to_string()),
        As::SingleQuoted => {
            let text = plain(&value)?.replace('\\', "\\\\").replace('\'', "\\'");
            Value::String(["'", &text, "'"].concat())
        }
        As::SqlQuoted => Value::String(["'", &plain(&value)?.replace('\'', "''"), "'"].concat()),
        As::CommaList => joined(&value, ",", &listed)?,
        As::Gcj02 | As::Bd09 | As::ToGcj02 | As::ToBd09 => coordinates::made(to, &value)?,
        As::Plain => Value::String(html::escaped(value.as_str()?)),
        As::Html => Value::String(html::markdown(value.as_str()?)),
        As::HtmlText => Value::String(html::line(value.as_str()?)),
        As::NextLink => Value::String(link::next(value.as_str()?)?),
    })
}

fn number(value: &Value) -> Option<Value> {
    match value {
        Value::Number(_) => Some(value.clone()),
        Value::String(text) => {
            let text = text.trim();
            let whole = text.parse::<i64>().map(Value::from).ok();
            // By JSON's own reader: the standard library's costs five kilobytes.
            whole.or_else(|| serde_json::from_str(text).ok().filter(Value::is_number))
        }
        _ => None,
    }
}

/// Two numbers made one; of a time, one so many seconds later or earlier.
fn counted(value: &Value, sign: Sign, other: &Value) -> Option<Value> {
    let (a, b) = (number(value), number(other)?);
    let Some(a) = a else {
        let by = b.as_i64().filter(|_| sign != Sign::Times)?;
        let by = if sign == Sign::Minus {
            by.checked_neg()?
        } else {
            by
        };
        let at = Instant::parse(value.as_str()?)?;
        return Some(Value::String(at.plus(by).to_string()));
    };
    if let (Some(a), Some(b)) = (a.as_i64(), b.as_i64()) {
        let made = match sign {
            Sign::Times => a.checked_mul(b),
            Sign::Plus => a.checked_add(b),
            Sign::Minus => a.checked_sub(b),
        };
        return made.map(Value::from);
    }
    let (a, b) = (a.as_f64()?, b.as_f64()?);
    Number::from_f64(match sign {
        Sign::Times => a * b,
        Sign::Plus => a + b,
        Sign::Minus => a - b,
    })
    .map(Value::Number)
}

/// An element of a comma list.
fn listed(value: &Value) -> Option<String> {
    let text = plain(value)?;
    if text.contains([',', '"', '(', ')', ' ', '\\']) {
        return Some(Value::String(text).to_string());
    }
    Some(text)
}

fn joined(value: &Value, with: &str, piece: &dyn Fn(&Value) -> Option<String>) -> Option<Value> {
    let Value::Array(list) = value else {
        return piece(value).map(Value::String);
    };
    let pieces: Vec<String> = list.iter().filter_map(piece).collect();
    (!pieces.is_empty()).then(|| Value::String(pieces.join(with)))
}

/// Objects from lists of cells: one, or a list of them.
fn columns(value: &Value, names: &Value, scope: &Scope<'_>) -> Option<Value> {
    let names: Vec<String> = names.as_array()?.iter().filter_map(plain).collect();
    let row = |cells: &Value| -> Option<Value> {
        let mut made = Map::new();
        for (name, cell) in names.iter().zip(cells.as_array()?) {
            made.insert(name.clone(), scope.keep(Cow::Borrowed(cell))?);
        }
        Some(Value::Object(made))
    };
    let rows = value.as_array()?;
    if rows.first().is_some_and(|first| !first.is_array()) {
        return row(value);
    }
    Some(Value::Array(rows.iter().filter_map(row).collect()))
}
