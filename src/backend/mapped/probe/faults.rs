//! All that is wrong with a row: the reader tells the first, so that is mended with something that fits, or taken out,
//! and the row is read again.

use serde_json::{Map, Value};

use crate::{
    backend::{LeftOut, mapped::standing::read_standing, read_row},
    model::{Community, Event, FromJson, Member, Membership, SignUp, json::Found},
};

/// So many are told of one row.
const OF_ONE: usize = 24;
/// In so many of the rows that were left out all faults are looked for.
const ROWS: usize = 100;

/// What was left out, with all that is wrong with each row instead of the first.
pub(super) fn all(entity: &str, rows: &[Value], left_out: &[LeftOut]) -> Vec<LeftOut> {
    let mut out = Vec::new();
    for (nth, LeftOut { row, why }) in left_out.iter().enumerate() {
        let is_it = |(place, value): &(usize, &Value)| {
            let id = value.get("id").and_then(Value::as_str);
            id.map_or_else(
                || *row == ["#", &(place + 1).to_string()].concat(),
                |id| row == id,
            )
        };
        let found = rows.iter().enumerate().find(is_it);
        let mut whys = match found.filter(|_| nth < ROWS) {
            Some((_, value)) => of_row(entity, value),
            None => Vec::new(),
        };
        if !whys.contains(why) {
            whys.insert(0, why.clone());
        }
        let row = |why| LeftOut {
            row: row.clone(),
            why,
        };
        out.extend(whys.into_iter().map(row));
    }
    out
}

fn of_row(entity: &str, row: &Value) -> Vec<String> {
    match entity {
        "community" => whys(row, &reader::<Community>),
        "event" => whys(row, &reader::<Event>),
        "member" => whys(row, &reader::<Member>),
        "membership" => whys(row, &|row| read_standing::<Membership>(row).err()),
        _ => whys(row, &|row| read_standing::<SignUp>(row).err()),
    }
}

fn reader<T: FromJson>(row: Found<'_>) -> Option<String> {
    read_row::<T>(row).err()
}

fn whys(row: &Value, fault: &dyn Fn(Found<'_>) -> Option<String>) -> Vec<String> {
    let mut row = row.clone();
    let mut out: Vec<String> = Vec::new();
    for _ in 0..2 * OF_ONE {
        let Some(why) = fault(Found::There(&row)) else {
            break;
        };
        // What was taken out may be missed: that has been told.
        let again = out.iter().any(|other| place(other) == place(&why));
        let mended = mend(&mut row, &why, again);
        if !again && out.len() < OF_ONE {
            out.push(why);
        }
        if mended.is_none() {
            break;
        }
    }
    out
}

/// Where a fault is (`venue/position/lat: expected …`, `venue: missing field …`); empty for the row itself.
pub(super) fn place(why: &str) -> String {
    let (place, fault) = why.split_once(": ").unwrap_or(("", why));
    let missing = fault.strip_prefix("missing field `");
    let missing = missing.and_then(|rest| rest.split('`').next());
    match (place, missing) {
        ("", Some(name)) => name.to_owned(),
        (place, Some(name)) => [place, "/", name].concat(),
        (place, None) => place.to_owned(),
    }
}

/// Puts what fits in the place of a fault, or takes out what is there, or what lacks something; the whole field where that
/// was not enough. `None` where there is nothing to be done.
fn mend(row: &mut Value, why: &str, again: bool) -> Option<()> {
    let place = place(why);
    let field = place.split('/').next()?.to_owned();
    let lacks = why.contains("missing field `");
    let out = match place.rsplit_once('/') {
        Some((above, _)) if lacks => above,
        Some(_) if !again => &place,
        _ => &field,
    };
    let Some((above, name)) = out.rsplit_once('/') else {
        let map = row.as_object_mut()?;
        return match fits(&field) {
            Some(value) if map.get(&field) == Some(&value) => None,
            Some(value) => {
                map.insert(field, value);
                Some(())
            }
            None => without(map, &field),
        };
    };
    match row.pointer_mut(&["/", above].concat())? {
        Value::Object(map) => without(map, name),
        Value::Array(list) => {
            let nth = name.parse().ok().filter(|nth| *nth < list.len())?;
            list.remove(nth);
            Some(())
        }
        _ => None,
    }
}

/// Takes a field out, if it is there.
fn without(map: &mut Map<String, Value>, name: &str) -> Option<()> {
    let was = map.len();
    for (key, value) in std::mem::take(map) {
        if key != name {
            map.insert(key, value);
        }
    }
    (map.len() < was).then_some(())
}

/// What fits a field that a row cannot do without.
fn fits(field: &str) -> Option<Value> {
    Some(Value::from(match field {
        "id" | "name" | "purpose" | "title" | "community" | "event" => "x",
        "start" | "since" | "at" | "until" => "2026-01-01T00:00:00Z",
        "zone" => "UTC",
        "role" | "state" => "member",
        _ => return None,
    }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{all, of_row};
    use crate::backend::LeftOut;

    fn check(entity: &str, row: &serde_json::Value, places: &[&str]) {
        let found = of_row(entity, row);
        let found: Vec<String> = found.iter().map(|why| super::place(why)).collect();
        assert_eq!(found, places, "{row}");
    }

    #[test]
    fn each_fault_of_a_row_is_told_once_and_none_that_is_none() {
        check(
            "event",
            &json!({ "id": "e", "title": "t", "start": "2026-11-27T12:00:00Z", "zone": "Asia/Shanghai" }),
            &[],
        );
        check("event", &json!({}), &["id", "title", "start", "zone"]);
        check(
            "event",
            &json!({ "id": "e", "title": 5, "start": "soon", "zone": "Asia/Shanghai", "status": "exploded", "capacity": "many",
                "venue": { "position": { "lat": "x", "lng": 7 } }, "tags": ["a", 1, "b", {}] }),
            &[
                "title",
                "start",
                "venue/position/lat",
                "capacity",
                "status",
                "tags/1",
                "tags/2",
            ],
        );
        check(
            "community",
            &json!({ "id": "c", "policy": { "door": "teleport" } }),
            &["name", "purpose", "policy/door"],
        );
        check(
            "member",
            &json!({ "id": 7, "role": "emperor" }),
            &["id", "community", "name", "role"],
        );
    }

    #[test]
    fn whatever_a_row_is_looking_ends() {
        for row in [
            json!(null),
            json!([]),
            json!("x"),
            json!({ "id": "" }),
            json!({ "id": [], "tags": {}, "venue": [] }),
        ] {
            for entity in ["community", "event", "member", "membership", "sign_up"] {
                assert!(of_row(entity, &row).len() <= super::OF_ONE);
            }
        }
    }

    #[test]
    fn a_row_is_found_by_its_id_or_its_place() {
        let rows = [
            json!({ "id": "e", "title": "t", "start": 5, "zone": 5 }),
            json!({ "title": "t" }),
        ];
        let left = |row: &str, why: &str| LeftOut {
            row: row.to_owned(),
            why: why.to_owned(),
        };
        let told = all(
            "event",
            &rows,
            &[
                left("e", "start: x"),
                left("#2", "missing field `id`"),
                left("gone", "why"),
            ],
        );
        let told: Vec<(&str, String)> = told
            .iter()
            .map(|one| (one.row.as_str(), super::place(&one.why)))
            .collect();
        let expected = [
            ("e", "start"),
            ("e", "start"),
            ("e", "zone"),
            ("#2", "id"),
            ("#2", "start"),
            ("#2", "zone"),
            ("gone", ""),
        ];
        assert_eq!(told, expected.map(|(row, place)| (row, place.to_owned())));
    }
}
