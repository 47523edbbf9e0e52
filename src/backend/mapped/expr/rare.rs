//! What few mappings make of a value. Its code comes when a mapping has it.

use std::{borrow::Cow, cmp::Ordering};

use serde_json::{Map, Number, Value};

use crate::{model::Instant, parts::part, port::json_text};

use super::{
    super::{coordinates, html, link},
    As, Scope, Sign, Step, Test, jwt, length, plain,
    steps::number,
    time, weight,
};

part! {
    Rare "rare" "14":
    pub(super) fn rare(step: &Step, value: &Value, scope: &Scope<'_>) -> Option<Value> {
        make(step, value, scope)
    }
}

part! {
    Rare "rare" "38":
    /// Whether what is found is before or after what a test names.
    pub(super) fn ordered(test: &Test, found: &Value, scope: &Scope<'_>) -> bool {
        let Test::Order(is_after, other) = test else {
            return false;
        };
        let other = other.find(scope);
        let order = other.and_then(|other| order(found, &other));
        order == Some(if *is_after { Ordering::Greater } else { Ordering::Less })
    }
}

/// Two times, or two numbers; nothing else has an order.
fn order(a: &Value, b: &Value) -> Option<Ordering> {
    let time = |value: &Value| Instant::parse(value.as_str()?.trim());
    match (time(a), time(b)) {
        (Some(a), Some(b)) => Some(a.cmp(&b)),
        _ => number(a)?.as_f64()?.partial_cmp(&number(b)?.as_f64()?),
    }
}

fn make(step: &Step, value: &Value, scope: &Scope<'_>) -> Option<Value> {
    Some(match step {
        // What is no time stays as it is: see `Step::make`.
        Step::Zone(zone) => {
            let zone = zone.text(scope)?;
            let full = time::in_zone(value, &zone, scope.fuel.zones.as_deref());
            full.unwrap_or_else(|| value.clone())
        }
        Step::Columns(names) => columns(value, &*names.find(scope)?, scope)?,
        Step::Count(sign, other) => counted(value, *sign, &*other.find(scope)?)?,
        Step::Time(template) => time::written(value, template)?,
        Step::Join(with) => joined(value, with, &plain, scope)?,
        Step::Replace(pieces) => Value::String(replaced(&plain(value)?, pieces, scope)?),
        Step::As(to) => converted(*to, value, scope)?,
        _ => return None,
    })
}

fn converted(to: As, value: &Value, scope: &Scope<'_>) -> Option<Value> {
    Some(match to {
        As::Length => Value::from(value.as_array()?.len()),
        As::Values | As::Entries => {
            let Value::Object(map) = scope.keep(Cow::Borrowed(value))? else {
                return None;
            };
            let made = map.into_iter().map(|(key, value)| match to {
                As::Values => Some(value),
                _ => {
                    scope.spend(32)?;
                    let mut entry = Map::new();
                    entry.insert("key".to_owned(), Value::String(key));
                    entry.insert("value".to_owned(), value);
                    Some(Value::Object(entry))
                }
            });
            Value::Array(made.collect::<Option<_>>()?)
        }
        As::Flat => {
            let Value::Array(lists) = scope.keep(Cow::Borrowed(value))? else {
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
        As::ToJson => {
            scope.spend(weight(value))?;
            Value::String(json_text(value))
        }
        As::Jwt => jwt::claims(value.as_str()?)?,
        As::ToUnixSeconds => time::to_unix(value, 1)?,
        As::ToUnixMillis => time::to_unix(value, 1000)?,
        As::SingleQuoted => {
            let text = plain(value)?.replace('\\', "\\\\").replace('\'', "\\'");
            Value::String(["'", &text, "'"].concat())
        }
        As::SqlQuoted => Value::String(["'", &plain(value)?.replace('\'', "''"), "'"].concat()),
        As::CommaList => joined(value, ",", &listed, scope)?,
        As::Gcj02 | As::Bd09 | As::ToGcj02 | As::ToBd09 => coordinates::made(to, value)?,
        As::Plain => Value::String(html::escaped(value.as_str()?)),
        As::Html => Value::String(html::markdown(value.as_str()?)),
        As::HtmlText => Value::String(html::line(value.as_str()?)),
        As::Address => {
            let base = scope.request.get("base").and_then(Value::as_str);
            Value::String(link::against(value.as_str()?, base.unwrap_or_default())?)
        }
        As::NextLink => Value::String(link::next(value.as_str()?)?),
        _ => return None,
    })
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
        return Some(json_text(&Value::String(text)));
    }
    Some(text)
}

fn joined(
    value: &Value,
    with: &str,
    piece: &dyn Fn(&Value) -> Option<String>,
    scope: &Scope<'_>,
) -> Option<Value> {
    let Value::Array(list) = value else {
        return piece(value).map(Value::String);
    };
    let mut pieces = Vec::new();
    for piece in list.iter().filter_map(piece) {
        scope.spend(length(&piece).saturating_add(length(with)))?;
        pieces.push(piece);
    }
    (!pieces.is_empty()).then(|| Value::String(pieces.join(with)))
}

/// A text with pieces of it replaced, from left to right and none of them twice; where several begin, the longest.
fn replaced(text: &str, pieces: &[(String, String)], scope: &Scope<'_>) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let found = pieces
            .iter()
            .filter(|(old, _)| rest.starts_with(old.as_str()));
        let (old, new) = match found.max_by_key(|(old, _)| old.len()) {
            Some((old, new)) => (old.len(), new.as_str()),
            None => (
                first.len_utf8(),
                rest.get(..first.len_utf8()).unwrap_or_default(),
            ),
        };
        scope.spend(u32::try_from(new.len() / 4).unwrap_or(u32::MAX))?;
        out.push_str(new);
        rest = rest.get(old..).unwrap_or_default();
    }
    Some(out)
}

/// Objects from lists of cells: one, or a list of them.
fn columns(value: &Value, names: &Value, scope: &Scope<'_>) -> Option<Value> {
    scope.spend(weight(names))?;
    let names: Vec<String> = names.as_array()?.iter().filter_map(plain).collect();
    let row = |cells: &Value| -> Option<Value> {
        let mut made = Map::new();
        scope.spend(32)?;
        for (name, cell) in names.iter().zip(cells.as_array()?) {
            scope.spend(length(name))?;
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
