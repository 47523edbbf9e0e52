//! What organisers look after: who has knocked, who is in, and what opens the door.

use serde_json::{Map, Value};

use crate::Done;
use crate::content::{Applicant, Source, Standing};
use crate::whole::member_id;

/// Who has knocked, in the order in which they did.
pub(crate) fn applicants(source: &Source) -> Vec<Value> {
    let row = |(at, it): (usize, &Applicant)| {
        let mut row = Map::new();
        row.insert(
            "id".to_owned(),
            format!("a-{}-{}", source.id(), at + 1).into(),
        );
        row.insert("name".to_owned(), it.name.clone().into());
        row.insert("state".to_owned(), "pending-approval".into());
        row.extend(it.is.clone());
        Value::Object(row)
    };
    source.applicants.iter().enumerate().map(row).collect()
}

/// Who is in: everybody in the directory, with what is written about their membership.
pub(crate) fn roster(source: &Source, members: &[Value]) -> Done<Vec<Value>> {
    let mut rows: Vec<Map<String, Value>> = members.iter().map(row).collect();
    for standing in &source.standings {
        let row = find(&mut rows, source, standing).ok_or_else(|| {
            format!(
                "{}: nobody is {}{}",
                source.id(),
                standing.name,
                standing.place
            )
        })?;
        row.extend(standing.is.clone());
        // Who was in is told by when that ended alone.
        if row.get("state").is_some_and(|state| state == "expired") {
            row.retain(|key, _| !["role", "since", "rules"].contains(&key.as_str()));
        }
    }
    Ok(rows.into_iter().map(Value::Object).collect())
}

fn row(member: &Value) -> Map<String, Value> {
    let mut row = Map::new();
    let given = |key: &str| member.get(key).cloned().unwrap_or_default();
    for (key, value) in [
        ("id", given("id")),
        ("name", given("name")),
        ("state", "member".into()),
        ("role", given("role")),
        ("since", given("joined")),
    ] {
        row.insert(key.to_owned(), value);
    }
    row
}

fn find<'a>(
    rows: &'a mut [Map<String, Value>],
    source: &Source,
    standing: &Standing,
) -> Option<&'a mut Map<String, Value>> {
    let (key, is) = match standing.place.checked_sub(1) {
        Some(at) => ("id", member_id(source.id(), at)),
        None => ("name", standing.name.clone()),
    };
    rows.iter_mut()
        .find(|row| row.get(key).and_then(Value::as_str) == Some(&is))
}

/// What opens its door.
pub(crate) fn invitations(source: &Source) -> Vec<Value> {
    let row = |it: &Map<String, Value>| {
        let mut row = it.clone();
        row.insert("community".to_owned(), source.id().into());
        if !row.contains_key("role") {
            row.insert("role".to_owned(), "member".into());
        }
        Value::Object(row)
    };
    source.invitations.iter().map(row).collect()
}
