//! From the whole to the row of a list: without the long parts, so that the feed is small.

use serde_json::{Map, Value};

/// What a row of a community does not have. The rules keep their version, without the lines.
const COMMUNITY: [&str; 6] = ["about", "culture", "people", "goal", "links", "chat"];

/// What a row's policy does not have: it says who may come in, not how that goes.
const POLICY: [&str; 7] = [
    "form",
    "sponsor",
    "members_invite",
    "answer_days",
    "term",
    "grace",
    "phrases",
];

/// What a row of an event does not have.
const EVENT: [&str; 5] = ["description", "hosts", "status_note", "faces", "photos"];

/// A community as the feed has it.
pub(crate) fn community(whole: &Value) -> Value {
    let mut row = without(whole, &COMMUNITY);
    drop_in(&mut row, "rules", &["lines"]);
    drop_in(&mut row, "policy", &POLICY);
    if let Some(policy) = row.get_mut("policy").and_then(Value::as_object_mut) {
        drop_in(policy, "dues", &["link", "how"]);
    }
    drop_in(&mut row, "activity", &["farewell"]);
    for rhythm in row
        .get_mut("rhythm")
        .and_then(Value::as_array_mut)
        .into_iter()
        .flatten()
    {
        if let Some(rhythm) = rhythm.as_object_mut() {
            rhythm.remove("what");
        }
    }
    Value::Object(row)
}

/// An event as the feed has it.
pub(crate) fn event(whole: &Value) -> Value {
    let mut row = without(whole, &EVENT);
    drop_in(&mut row, "sign_up", &["form", "children", "each"]);
    drop_in(&mut row, "venue", &["address", "online_url"]);
    Value::Object(row)
}

fn without(whole: &Value, keys: &[&str]) -> Map<String, Value> {
    let mut row = whole.as_object().cloned().unwrap_or_default();
    row.retain(|key, _| !keys.contains(&key.as_str()));
    row
}

/// Takes keys out of an object in the row, and the object when nothing is left.
fn drop_in(row: &mut Map<String, Value>, name: &str, keys: &[&str]) {
    let Some(inner) = row.get_mut(name).and_then(Value::as_object_mut) else {
        return;
    };
    inner.retain(|key, _| !keys.contains(&key.as_str()));
    if inner.is_empty() {
        row.remove(name);
    }
}
