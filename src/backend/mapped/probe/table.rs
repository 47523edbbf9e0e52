//! Our fields one by one: where each is looked for, and what was found in the first rows.

use serde_json::Value;

use crate::backend::{
    LeftOut,
    probe::{FieldRow, Found},
};

use super::{
    Mask,
    faults::place,
    fields::Known,
    source::{Field, Row, is_meant_as_nothing, short},
    walk::{LOOKED_AT, Walked},
};

/// So much of a value is shown.
const VALUE: usize = 80;

/// Our fields one by one, those that are known and those that only the mapping knows.
pub(super) fn table(
    known: &[Known],
    row: Option<Row>,
    walked: &Walked,
    left_out: &[LeftOut],
    mask: &Mask,
) -> Vec<FieldRow> {
    let ours = |from: &str| {
        let field = |(name, _): &Known| Field {
            name: (*name).to_owned(),
            from: if from.is_empty() {
                ["/", name].concat()
            } else {
                from.to_owned()
            },
            at: None,
            spec: Value::Null,
        };
        known.iter().map(field).collect()
    };
    let fields: Vec<Field> = match row {
        Some(Row::Fields(fields)) => fields,
        Some(Row::Made(from)) => ours(&from),
        None => ours(""),
    };
    let is_of = |field: &Field, name: &str| {
        let rest = field.name.strip_prefix(name);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let mut out = Vec::new();
    for (name, needed) in known {
        let mut said = fields.iter().filter(|field| is_of(field, name)).peekable();
        if said.peek().is_none() {
            out.push(FieldRow {
                field: (*name).to_owned(),
                from: None,
                needed: *needed,
                found: Vec::new(),
            });
        }
        for field in said {
            out.push(told_of(field, *needed, walked, left_out, mask));
        }
    }
    let is_known = |field: &Field| known.iter().any(|(name, _)| is_of(field, name));
    for field in fields.iter().filter(|field| !is_known(field)) {
        out.push(told_of(field, false, walked, left_out, mask));
    }
    out
}

fn told_of(
    field: &Field,
    needed: bool,
    walked: &Walked,
    left_out: &[LeftOut],
    mask: &Mask,
) -> FieldRow {
    let pointer = ["/", &field.name].concat();
    let rows = walked.rows.iter().zip(&walked.made).take(LOOKED_AT);
    let found = rows.enumerate().map(|(n, ((_, base), made))| {
        let id = made.get("id").and_then(Value::as_str);
        let here = id.map_or_else(|| ["#", &(n + 1).to_string()].concat(), str::to_owned);
        let why = left_out.iter().find(|left| left.row == here);
        let why = why.map(|left| left.why.as_str());
        let why = why.filter(|why| is_about(why, &field.name));
        if let Some(why) = why {
            return Found::Wrong(short(&mask.text(why), 2 * VALUE));
        }
        let there = |value: Option<&Value>| {
            let value = value.filter(|value| !value.is_null())?;
            Some(short(&mask.text(&shown(value)), VALUE))
        };
        let raw = field.at.as_ref().and_then(|at| base.pointer(at));
        let meant = raw.is_some_and(|raw| is_meant_as_nothing(&field.spec, &shown(raw)));
        match (there(made.pointer(&pointer)), there(raw)) {
            (Some(value), _) => Found::Value(value),
            (None, Some(raw)) if meant => Found::Dropped(raw),
            (None, Some(raw)) => Found::Lost(raw),
            (None, None) => Found::Nothing,
        }
    });
    FieldRow {
        field: field.name.clone(),
        from: Some(field.from.clone()),
        needed,
        found: found.collect(),
    }
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Whether a fault (`venue/position/lat: expected …`, `venue: missing field …`) is one of this field.
fn is_about(why: &str, field: &str) -> bool {
    let place = place(why);
    let rest = place.strip_prefix(field);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
