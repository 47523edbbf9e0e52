//! What is read, what is refused and in which words; for every type of the contract.

use std::fmt::Debug;

use chrono::NaiveDate;
use proptest::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::{FromJson, ToJson};
use crate::model::*;

/// Serde and our own door say the same.
#[track_caller]
fn read<T: FromJson + DeserializeOwned + PartialEq + Debug>(json: &Value) -> Result<T, String> {
    let ours = T::from_json(json).map_err(|misread| misread.to_string());
    let serdes = serde_json::from_value::<T>(json.clone()).map_err(|e| e.to_string());
    assert_eq!(ours, serdes, "{json}");
    ours
}

/// A whole object is read and comes back as it was; each of its needed fields, taken away, is
/// missed; null is nothing for the optional ones only; a number, a list and an object are refused
/// where a text is expected, and the other way round; what nobody knows is ignored.
#[track_caller]
fn check<T>(whole: &Value, needed: &[&str], optional: &[&str])
where
    T: FromJson + ToJson + Serialize + DeserializeOwned + PartialEq + Debug,
{
    let it: T = read(whole).unwrap();
    assert_eq!(it.to_json(), *whole);
    assert_eq!(serde_json::to_value(&it).unwrap(), *whole);
    let text = serde_json::to_string(&it).unwrap();
    assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), *whole);

    let fields: Vec<String> = whole.as_object().unwrap().keys().cloned().collect();
    for field in &fields {
        let with = |value: Option<Value>| {
            let mut other = whole.clone();
            let object = other.as_object_mut().unwrap();
            match value {
                Some(value) => object.insert(field.clone(), value),
                None => object.remove(field),
            };
            read::<T>(&other)
        };
        match with(None) {
            Ok(_) => assert!(!needed.contains(&field.as_str()), "{field}"),
            Err(fault) => {
                assert!(needed.contains(&field.as_str()), "{fault}");
                assert_eq!(fault, format!("missing field `{field}`"));
            }
        }
        match with(Some(Value::Null)) {
            Ok(_) => assert!(optional.contains(&field.as_str()), "{field}"),
            Err(fault) => {
                assert!(!optional.contains(&field.as_str()), "{fault}");
                assert!(fault.starts_with(&format!("{field}: expected ")), "{fault}");
                assert!(fault.ends_with(", found null"), "{fault}");
            }
        }
        for wrong in [json!(true), json!(7), json!(-1), json!("?!"), json!([[]])] {
            if kind(&wrong) != kind(&whole[field]) {
                let fault = with(Some(wrong)).unwrap_err();
                assert!(fault.starts_with(field), "{fault}");
                assert!(fault.contains("expected "), "{fault}");
            }
        }
    }
    for wrong in [json!(null), json!(1), json!("text"), json!([]), json!(true)] {
        let fault = read::<T>(&wrong).unwrap_err();
        assert!(fault.starts_with("expected an object, found "), "{fault}");
    }
    let mut more = whole.clone();
    more["nobody_knows"] = json!({ "this": [1, null] });
    assert_eq!(read::<T>(&more).unwrap(), it);
}

fn kind(value: &Value) -> std::mem::Discriminant<Value> {
    std::mem::discriminant(value)
}

#[test]
fn communities() {
    let form = json!([{ "key": "k", "label": "l", "kind": "choice", "required": true,
        "help": "h", "min": 1, "max": 2, "options": ["a"], "shown_if": { "key": "o", "equals": "yes" } }]);
    let area = json!({ "city": "c", "district": "d", "place": "p", "position": { "lat": 30.5, "lng": 120.0 } });
    let rhythm = json!({ "rule": "FREQ=WEEKLY;BYDAY=TU", "from": "2026-01-06", "start": "20:00", "end": "21:30",
        "zone": "Asia/Shanghai", "except": ["2026-02-17"], "what": "w" });
    let person = json!({ "member": "m", "name": "n", "role": "deputy", "word": "w" });
    let policy = json!({ "door": "approval", "form": form, "consent": true, "capacity": 20,
        "referral": { "count": 2, "kind": "k" },
        "dues": { "amount": 10_000_000_000_u64, "currency": "CNY", "period": "year" } });
    let activity = json!({ "founded": "2020-01-01T00:00:00Z", "last_met": "2026-11-01T00:00:00Z", "met_90d": 3,
        "joined_90d": 4, "closed": "2026-11-02T00:00:00Z", "farewell": "f" });
    let goal = json!({ "what": "w", "done": 1, "of": 2, "unit": "u", "by": "2026-12-31" });
    let link = json!({ "label": "l", "url": "https://example.com" });
    let rules = json!({ "version": 2, "lines": ["one"] });
    let whole = json!({ "id": "c", "name": "n", "purpose": "p", "about": "a", "area": area, "tags": ["t"],
        "cover": "u", "rules": rules, "culture": ["x"], "rhythm": [rhythm], "people": [person], "policy": policy,
        "activity": activity, "members": 9, "goal": goal, "parent": "b", "links": [link] });
    check::<Community>(
        &whole,
        &["id", "name", "purpose"],
        &["cover", "goal", "parent"],
    );
    check::<Area>(&area, &[], &["position"]);
    check::<LatLng>(&area["position"], &["lat", "lng"], &[]);
    check::<Rules>(&rules, &[], &[]);
    check::<Rhythm>(&rhythm, &["rule", "from", "start", "zone"], &["end"]);
    check::<Person>(&person, &["name"], &["member"]);
    check::<JoinPolicy>(&policy, &[], &["capacity", "referral", "dues"]);
    check::<Referral>(&policy["referral"], &["count"], &[]);
    check::<Dues>(&policy["dues"], &["amount", "currency", "period"], &[]);
    check::<Activity>(&activity, &[], &["founded", "last_met", "closed"]);
    check::<Goal>(&goal, &["what", "done", "of"], &["by"]);
    check::<Link>(&link, &["label", "url"], &[]);
    check::<Field>(&form[0], &["key", "label"], &["min", "max", "shown_if"]);
    check::<Condition>(&form[0]["shown_if"], &["key", "equals"], &[]);
}

#[test]
fn events() {
    let venue = json!({ "city": "c", "district": "d", "place": "p", "position": { "lat": 30.5, "lng": 120.0 },
        "address": "a", "address_hidden": true, "online": false, "online_url": "u" });
    let sign_up = json!({ "who": "members", "opens": "2026-11-01T00:00:00Z", "closes": "2026-11-02T00:00:00Z",
        "party_max": 3, "waitlist": false, "form": [{ "key": "k", "label": "l", "kind": "text", "required": false }] });
    let whole = json!({ "id": "e", "community": "c", "community_name": "n", "title": "t", "description": "d",
        "start": "2026-11-27T12:00:00Z", "end": "2026-11-27T14:00:00Z", "zone": "Asia/Shanghai", "venue": venue,
        "capacity": 30, "taken": 4, "waiting": 0, "sign_up": sign_up, "price": "p",
        "hosts": [{ "name": "n", "role": "host" }], "status": "postponed", "status_note": "s",
        "series": "FREQ=DAILY", "tags": ["t"] });
    check::<Event>(
        &whole,
        &["id", "title", "start", "zone"],
        &["community", "end", "capacity", "series"],
    );
    check::<Venue>(&venue, &[], &["position"]);
    check::<SignUpPolicy>(&sign_up, &[], &["opens", "closes"]);
}

#[test]
fn members_and_standings() {
    let at = "2026-11-27T12:00:00Z";
    let contact = json!({ "kind": "wechat", "value": "v" });
    let whole = json!({ "id": "m", "community": "c", "name": "n", "sort_key": "s", "picture": "p", "headline": "h",
        "role": "lecturer", "joined": at, "hometown": "h", "district": "d", "skills": ["s"], "offers": ["o"],
        "seeks": ["s"], "contacts": [contact], "visibility": { "contacts": "on-request", "skills": "nobody" },
        "on_request": ["picture"], "unlisted": true });
    check::<Member>(
        &whole,
        &["id", "community", "name", "role"],
        &["picture", "joined"],
    );
    check::<Contact>(&contact, &["kind", "value"], &[]);
    let membership = json!({ "state": "member", "role": "host", "since": at, "until": at });
    check::<Membership>(&membership, &["state", "role", "since"], &["until"]);
    let sign_up = json!({ "state": "waitlisted", "since": at, "position": 3, "offer_until": at,
        "party": ["p"], "answers": { "k": "a" }, "ticket": "t" });
    check::<SignUp>(&sign_up, &["state", "since"], &["position", "offer_until"]);
    let viewer = json!({ "account": "a", "name": "n", "memberships": { "c": membership }, "sign_ups": { "e": sign_up } });
    check::<Viewer>(&viewer, &[], &["account"]);
    let join = json!({ "do": "join", "community": "c", "answers": { "k": "a" }, "rules": 2 });
    check::<Command>(&join, &["do", "community"], &["rules"]);
    let sign_up = json!({ "do": "sign-up", "event": "e", "answers": {}, "party": ["p"] });
    check::<Command>(&sign_up, &["do", "event"], &[]);
    let envelope = json!({ "id": "1", "at": at, "command": join });
    check::<Envelope>(&envelope, &["id", "at", "command"], &[]);
}

#[test]
fn a_fault_says_where_and_what() {
    #[track_caller]
    fn faulty<T: FromJson + DeserializeOwned + PartialEq + Debug>(json: Value, fault: &str) {
        assert_eq!(read::<T>(&json).unwrap_err(), fault, "{json}");
    }
    let community = |part: Value| {
        let mut whole = json!({ "id": "c", "name": "n", "purpose": "" });
        let fields = part.as_object().unwrap().clone();
        whole.as_object_mut().unwrap().extend(fields);
        whole
    };
    faulty::<Community>(
        community(json!({ "people": [{ "name": "a", "role": "host" }, { "role": "host" }] })),
        "people/1: missing field `name`",
    );
    faulty::<Community>(
        community(json!({ "policy": { "door": "ajar" } })),
        "policy/door: unknown variant `ajar`, expected one of `open`, `approval`, `invitation`, `closed`",
    );
    faulty::<Community>(
        community(json!({ "members": -1 })),
        "members: expected a whole number from 0 to 4294967295, found -1",
    );
    faulty::<Community>(
        community(json!({ "members": 4_294_967_296_u64 })),
        "members: expected a whole number from 0 to 4294967295, found 4294967296",
    );
    faulty::<Community>(
        community(json!({ "members": 1.5 })),
        "members: expected a whole number from 0 to 4294967295, found a fraction",
    );
    faulty::<Community>(
        community(
            json!({ "rhythm": [{ "rule": "FREQ=HOURLY", "from": "2026-01-01", "start": "7:00", "zone": "UTC" }] }),
        ),
        "rhythm/0/rule: `HOURLY` is no value of FREQ",
    );
    faulty::<Community>(
        community(json!({ "area": { "position": { "lat": 91, "lng": 0 } } })),
        "area/position: a position needs `lat` from -90 to 90 and `lng` from -180 to 180 degrees",
    );
    faulty::<Area>(
        json!({ "city": ["杭州"], "district": { "name": "西湖" } }),
        "city: expected a string, found a list",
    );
    faulty::<Viewer>(
        json!({ "memberships": { "c": { "state": "left" } } }),
        "memberships/c: missing field `at`",
    );
    faulty::<Viewer>(
        json!({ "sign_ups": [] }),
        "sign_ups: expected an object, found a list",
    );
    faulty::<Membership>(
        json!({ "state": "none", "since": 5 }),
        "since: expected a string, found 5",
    );
    faulty::<Form>(
        json!([{ "key": "k", "label": "l" }, null]),
        "1: expected an object, found null",
    );
    faulty::<Instant>(json!({}), "expected a string, found an object");
    faulty::<Instant>(
        json!("x".repeat(60)),
        &format!("`{}…` is no RFC 3339 date and time", "x".repeat(40)),
    );
    let strange = json!({ "id": "m", "community": "c", "name": "m", "role": "member", "visibility": { "shoe": "nobody" } });
    let fault = read::<Member>(&strange).unwrap_err();
    assert!(
        fault.starts_with("visibility: unknown variant `shoe`, expected one of `picture`, "),
        "{fault}"
    );
    let fault = NaiveDate::from_json(&json!("2026-02-30")).unwrap_err();
    assert_eq!(fault.to_string(), "`2026-02-30` is no date");
}

/// Any JSON, of the names and words that mean something somewhere.
fn any_json() -> impl Strategy<Value = Value> {
    let words = [
        "id",
        "owner",
        "member",
        "2026-11-27T12:00:00Z",
        "2026-11-27",
        "7:00",
        "FREQ=DAILY",
        "",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        proptest::sample::select(words.to_vec()).prop_map(Value::from),
        "\\PC{0,50}".prop_map(Value::from),
    ];
    let names = [
        "id",
        "name",
        "purpose",
        "area",
        "rules",
        "rhythm",
        "people",
        "policy",
        "activity",
        "title",
        "start",
        "zone",
        "venue",
        "sign_up",
        "hosts",
        "form",
        "state",
        "since",
        "at",
        "role",
        "community",
        "visibility",
        "memberships",
        "sign_ups",
        "items",
        "answers",
        "position",
        "lat",
        "lng",
        "do",
        "event",
    ];
    leaf.prop_recursive(4, 64, 8, move |inner| {
        let name = proptest::sample::select(names.to_vec());
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((name, inner), 0..8).prop_map(|fields| {
                Value::Object(fields.into_iter().map(|(k, v)| (k.to_owned(), v)).collect())
            }),
        ]
    })
}

/// Whatever comes: what is read is written as the same, what is not has a fault in words.
fn law<T: FromJson + ToJson + PartialEq + Debug>(json: &Value) -> Result<(), TestCaseError> {
    match T::from_json(json) {
        Ok(it) => prop_assert_eq!(T::from_json(&it.to_json()), Ok(it)),
        Err(misread) => prop_assert!(!misread.to_string().is_empty()),
    }
    Ok(())
}

proptest! {
    #[test]
    fn nothing_that_is_read_changes_on_its_way_back(json in any_json()) {
        law::<Community>(&json)?;
        law::<Event>(&json)?;
        law::<Member>(&json)?;
        law::<Viewer>(&json)?;
        law::<Membership>(&json)?;
        law::<SignUp>(&json)?;
        law::<Command>(&json)?;
        law::<Form>(&json)?;
        law::<Rhythm>(&json)?;
        law::<Area>(&json)?;
        law::<Answers>(&json)?;
    }
}
