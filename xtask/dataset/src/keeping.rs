//! What organisers look after: who has knocked, who is in, and what opens the door.

use serde_json::{Map, Value};

use crate::Done;
use crate::content::{Applicant, Source};
use crate::whole::member_id;

/// Who has knocked, in the order in which they did.
pub(crate) fn applicants(source: &Source) -> Vec<Value> {
    let rules = Terms::of(source).rules;
    let row = |(at, it): (usize, &Applicant)| {
        let mut row = Map::new();
        row.insert(
            "id".to_owned(),
            format!("a-{}-{}", source.id(), at + 1).into(),
        );
        row.insert("name".to_owned(), it.name.clone().into());
        row.insert("state".to_owned(), "pending-approval".into());
        if let Some(rules) = rules {
            row.insert("rules".to_owned(), rules.into());
        }
        row.extend(it.is.clone());
        Value::Object(row)
    };
    source.applicants.iter().enumerate().map(row).collect()
}

/// Who is in: everybody in the directory, with what is written about their membership, and whose membership has ended.
pub(crate) fn roster(source: &Source, members: &[Value]) -> Done<Vec<Value>> {
    let terms = Terms::of(source);
    let mut rows: Vec<Map<String, Value>> = members
        .iter()
        .enumerate()
        .map(|(at, member)| terms.row(at, member))
        .collect();
    let mut ended = 0;
    for standing in &source.standings {
        let id = match standing.place.checked_sub(1) {
            Some(at) => member_id(source.id(), at),
            None => {
                ended += 1;
                let id = format!("r-{}-{ended}", source.id());
                let mut row = Map::new();
                row.insert("id".to_owned(), id.clone().into());
                row.insert("name".to_owned(), standing.name.clone().into());
                rows.push(row);
                id
            }
        };
        let mut all = rows.iter_mut();
        let row = all
            .find(|row| row.get("id").and_then(Value::as_str) == Some(&id))
            .ok_or_else(|| format!("{}: nobody is {id}", source.id()))?;
        row.extend(standing.is.clone());
    }
    Ok(rows.into_iter().map(Value::Object).collect())
}

/// What a community's policy says of all its members.
struct Terms {
    /// Days of a term, where there are terms.
    days: Option<usize>,
    /// The version of the rules, where members agree to them.
    rules: Option<u64>,
}

impl Terms {
    fn of(source: &Source) -> Self {
        let at = |pointer: &str| {
            let mut keys = pointer.split('/');
            let first = source.community.get(keys.next()?)?;
            keys.try_fold(first, |at, key| at.get(key))
        };
        let consent = at("policy/consent").is_some_and(|flag| *flag == true);
        let period = at("policy/dues/period").and_then(Value::as_str);
        Self {
            days: match (at("policy/term").and_then(Value::as_u64), period) {
                (Some(months), _) => usize::try_from(months).ok().map(|months| months * 30),
                (None, Some("month")) => Some(30),
                (None, Some("year")) => Some(360),
                (None, _) => None,
            },
            rules: at("rules/version")
                .and_then(Value::as_u64)
                .filter(|_| consent),
        }
    }

    fn row(&self, at: usize, member: &Value) -> Map<String, Value> {
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
        // Who owns it stays until it is handed over.
        let owns = member.get("role").and_then(Value::as_str) == Some("owner");
        if let Some(days) = self.days.filter(|_| !owns) {
            // Terms end all over the year; a step that shares no factor with it meets every part of it.
            let ends = (at * 131 + 40) % days + 8;
            row.insert("until".to_owned(), format!("@+{ends}d 12:00").into());
        }
        if let Some(rules) = self.rules {
            // Some have not agreed to the latest.
            let agreed = if at % 5 == 4 && rules > 1 {
                rules - 1
            } else {
                rules
            };
            row.insert("rules".to_owned(), agreed.into());
        }
        row
    }
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

/// More of the same until there are so many, each with an id, a name and a day of their own.
pub(crate) fn grow(rows: &mut Vec<Value>, ids: &str, people: usize) {
    let first = rows.clone();
    let more = (rows.len()..people).zip(first.iter().cycle());
    for (n, like) in more {
        let mut row = like.clone();
        let name = like.get("name").and_then(Value::as_str).unwrap_or_default();
        if let Some(fields) = row.as_object_mut() {
            fields.insert("name".to_owned(), format!("{name} {n}").into());
            fields.insert("id".to_owned(), format!("{ids}-{n}").into());
            let since = format!("@-{}d {:02}:{:02}", n % 40 + 1, n % 24, n % 60);
            fields.insert("since".to_owned(), since.into());
        }
        rows.push(row);
    }
}
