//! What is made of a value.

use std::borrow::Cow;

use serde_json::Value;

use crate::{model::json::words, port::json_text_by};

use super::{Scope, Step, length, number_text, plain, rare::rare, time, weight};

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
    Jwt,
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
    Address,
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
    Jwt = "jwt",
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
    Address = "address",
});

impl As {
    /// All words.
    pub(in crate::backend::mapped) const ALL: &[&str] = Self::WORDS;

    /// Whether it gives what the other steps work on, and so comes before them.
    pub(super) fn opens(self) -> bool {
        matches!(
            self,
            Self::Json | Self::Jwt | Self::Values | Self::Entries | Self::Flat
        )
    }

    /// By its place among the words.
    pub(super) fn nth(at: usize) -> Self {
        Self::nth_word(at)
    }
}

impl As {
    /// Whether few mappings use it.
    fn is_rare(self) -> bool {
        use As::{Exists, Flag, Json, Number, Quoted, Text, UnixMillis, UnixSeconds};
        let usual = [
            Text,
            Number,
            Flag,
            Exists,
            Json,
            Quoted,
            UnixSeconds,
            UnixMillis,
        ];
        !usual.contains(&self)
    }
}

impl Step {
    /// Whether few mappings use it: then its code comes with [`Part::Rare`](crate::parts::Part).
    pub(in crate::backend::mapped) fn is_rare(&self) -> bool {
        match self {
            Self::As(to) => to.is_rare(),
            Self::Zone(_)
            | Self::Columns(_)
            | Self::Count(..)
            | Self::Time(_)
            | Self::Join(_)
            | Self::Replace(_) => true,
            _ => false,
        }
    }

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
        // What stands in a text is looked at.
        let text = value.as_str().unwrap_or_default();
        scope.spend((text.len() >> 6) as u32)?;
        let made = match self {
            // What is no time stays as it is, and so does an unknown word below: the reader of rows
            // then refuses the row and names what it found. Left out, it would be taken for *not said*.
            Self::Offset(offset) => match time::with_offset(&value, offset) {
                Some(full) => full,
                None => return Some(value),
            },
            Self::As(As::UnixSeconds) => match time::from_unix(&value, 1) {
                Some(made) => made,
                None => return Some(value),
            },
            Self::As(As::UnixMillis) => match time::from_unix(&value, 1000) {
                Some(made) => made,
                None => return Some(value),
            },
            Self::As(to) if !to.is_rare() => converted(*to, &value, scope)?,
            Self::Split(at) => {
                let mut made = Vec::new();
                for piece in plain(&value)?.split(at.as_str()).map(str::trim) {
                    if !piece.is_empty() {
                        scope.spend(length(piece))?;
                        made.push(Value::from(piece));
                    }
                }
                Value::Array(made)
            }
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
                Cow::Owned(value) => return inner.made(&scope.at(&value)).map(Cow::Owned),
            },
            Self::Words(words, other) => {
                let known = plain(&value).and_then(|word| words.get(&word));
                match known.or(other.as_ref()) {
                    Some(known) => return Some(Cow::Borrowed(known)),
                    None => return Some(value),
                }
            }
            other => rare(other, &value, scope).ok()??,
        };
        // Lists and objects were paid for as they were made.
        scope.spend(made.as_str().map_or(4, length))?;
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

fn converted(to: As, value: &Value, scope: &Scope<'_>) -> Option<Value> {
    Some(match to {
        As::Text => Value::String(plain(value)?),
        As::Number => number(value)?,
        As::Flag => Value::Bool(match value {
            Value::Bool(b) => *b,
            Value::Number(n) => n.as_f64() != Some(0.0),
            Value::String(s) => !matches!(s.as_str(), "" | "0" | "false" | "no"),
            _ => return None,
        }),
        As::Json => {
            let text = value.as_str()?;
            // A short list of short things is longer than its text.
            scope.spend((text.len() >> 1) as u32)?;
            let made = serde_json::from_str(text).ok()?;
            scope.spend(weight(&made))?;
            made
        }
        As::Quoted => Value::String(json_text_by(&Value::String(plain(value)?), number_text)),
        _ => return None,
    })
}

pub(super) fn number(value: &Value) -> Option<Value> {
    match value {
        Value::Number(number) => Some(Value::Number(number.clone())),
        Value::String(text) => {
            let text = text.trim();
            let whole = text.parse::<i64>().map(Value::from).ok();
            // By JSON's own reader: the standard library's costs five kilobytes.
            whole.or_else(|| serde_json::from_str(text).ok().filter(Value::is_number))
        }
        _ => None,
    }
}
