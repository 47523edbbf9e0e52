//! What *Connection* is told: requests, answers, fields, faults, and nothing secret.

use std::rc::Rc;

use serde_json::{Value, json};

use super::{
    super::{
        Source,
        probe::fields::{COMMUNITY, EVENT, MEMBER, MEMBERSHIP, SIGN_UP},
    },
    script::{Bench, now},
};
use crate::{
    backend::{
        BackendError, Rest as _, Session, SignIn as _,
        probe::{Found, Probe, Ran, Silence},
    },
    model::{CommandId, Outcome, Refusal},
    port::{Reached, TransportError},
};

const MAPPING: &str = r#"{
    "name": "s", "base": "https://s.test/api", "cors": "read",
    "headers": [{ "name": "X-Api-Version", "value": "7" }],
    "entities": {
        "event": {
            "id": { "at": "/id", "as": "text" },
            "title": "/name",
            "start": { "at": "/start_at", "as": "unix-seconds" },
            "zone": { "at": "/zone" },
            "price": "/cost",
            "capacity": { "at": "/seats", "as": "number" },
            "venue": { "object": { "city": "/town", "online": { "at": "/remote", "as": "flag" } } }
        }
    },
    "queries": {
        "events": {
            "path": "/events", "items": "/rows", "row": "event",
            "total": { "at": "/x-total-count", "in": "headers" },
            "query": [{ "name": "after", "value": "/input/from" }, { "name": "api_key", "value": "/config/k" }]
        },
        "event": { "path": "/events/{input.event}", "row": "event" }
    },
    "config": { "k": "kkkk-1234" },
    "commands": { "sign-up": { "method": "POST", "path": "/events/{input.event}/seats", "body": { "const": {} } } }
}"#;

fn bench(text: &str, base: &str) -> Bench {
    let mapping: Value = serde_json::from_str(text).unwrap();
    let mut bench = Bench::of(&mapping);
    let instead = vec![("base", base.to_owned()), ("name", String::new())];
    let source = Source::new("mappings/mine.json", text, instead);
    bench.backend = bench.backend.of_file(source);
    bench
}

/// Time passes by seven milliseconds whenever it is looked at.
fn prober(bench: &Bench) -> Rc<dyn Probe> {
    let at = std::cell::Cell::new(0.0);
    let watch = move || {
        at.set(at.get() + 7.0);
        at.get()
    };
    bench.backend.probe(Rc::new(watch)).unwrap()
}

fn rows() -> Value {
    json!({ "rows": [
        { "id": 1, "name": "Run", "start_at": 1_795_262_400, "zone": "Asia/Shanghai", "cost": "¥5", "seats": 8, "town": "杭州" },
        { "id": 2, "name": "Read", "start_at": "soon", "zone": "Asia/Shanghai", "seats": "many" },
        { "id": 3, "start_at": 1_795_262_400, "zone": "Asia/Shanghai" },
        { "id": 4, "start_at": 1_795_262_400, "zone": "Asia/Shanghai" },
    ] })
}

fn field<'a>(ran: &'a Ran, name: &str) -> &'a crate::backend::probe::FieldRow {
    ran.fields.iter().find(|row| row.field == name).unwrap()
}

#[test]
fn a_query_is_run_and_told_field_by_field() {
    let bench = bench(MAPPING, "");
    let probe = prober(&bench);
    bench.full(
        200,
        &[("content-type", "application/json")],
        &rows().to_string(),
    );
    let ran = now(probe.run("events"));
    assert_eq!(ran.error, None);
    let [exchange] = ran.exchanges.as_slice() else {
        panic!("one request: {:?}", ran.exchanges)
    };
    assert_eq!((exchange.method, exchange.ms), ("GET", 7));
    assert_eq!(
        exchange.address,
        "https://s.test/api/events?after=2026-11-21T12%3A00%3A00Z&api_key=•••"
    );
    assert_eq!(exchange.answer, Ok((200, rows().to_string().len())));
    assert_eq!((ran.rows, ran.left, ran.more), (4, 3, false));
    // What is read and not exposed is named.
    assert_eq!(ran.unseen, ["x-total-count"]);
    assert!(ran.is_elsewhere);

    let title = field(&ran, "title");
    assert_eq!(title.from.as_deref(), Some("/name"));
    assert!(title.needed);
    let value = |text: &str| Found::Value(text.to_owned());
    assert_eq!(title.found.first(), Some(&value("Run")));
    assert!(matches!(title.found.get(2), Some(Found::Wrong(why)) if why.contains("title")));

    let start = field(&ran, "start");
    assert_eq!(start.from.as_deref(), Some("/start_at · as unix-seconds"));
    assert_eq!(start.found.first(), Some(&value("2026-11-21T12:00:00Z")));
    assert!(matches!(start.found.get(1), Some(Found::Wrong(why)) if why.contains("soon")));

    // What is found and comes to nothing is told from what is not there.
    assert_eq!(field(&ran, "price").found.get(1), Some(&Found::Nothing));
    let seats = field(&ran, "capacity");
    assert_eq!(seats.found.first(), Some(&value("8")));
    assert!(matches!(
        seats.found.get(1),
        Some(Found::Lost(_) | Found::Value(_) | Found::Wrong(_))
    ));
    let city = field(&ran, "venue/city");
    assert_eq!(city.from.as_deref(), Some("/town"));
    assert_eq!(city.found.first(), Some(&value("杭州")));
    assert_eq!(field(&ran, "tags").from, None);

    // The same reason once, with how often.
    let title = ran
        .missed
        .iter()
        .find(|missed| missed.why.contains("title"));
    assert_eq!(
        title.map(|missed| (missed.times, missed.first.as_str())),
        Some((2, "3"))
    );
}

#[test]
fn what_is_declared_is_told_as_it_would_be_sent() {
    let bench = bench(MAPPING, "");
    let probe = prober(&bench);
    let address = |probe: &Rc<dyn Probe>, name: &str| {
        let declared = probe.declared();
        let found = declared.iter().find(|declared| declared.name == name);
        found.map(|declared| [declared.method, " ", &declared.address].concat())
    };
    // Nothing was seen yet that could fill the slot.
    let open = "GET https://s.test/api/events/{input.event}";
    assert_eq!(address(&probe, "event").as_deref(), Some(open));
    bench.answer(200, &rows());
    bench.answer(
        200,
        &json!({ "id": 1, "name": "Run", "start_at": 0, "zone": "UTC" }),
    );
    // One event needs an id, which is learnt from the list.
    let ran = now(probe.run("event"));
    assert_eq!((ran.error, ran.rows, ran.missed.len()), (None, 1, 0));
    assert_eq!(ran.exchanges.len(), 1, "learning is no part of it");
    assert_eq!(
        address(&probe, "event").as_deref(),
        Some("GET https://s.test/api/events/1")
    );
    let seats = "POST https://s.test/api/events/1/seats";
    assert_eq!(address(&probe, "sign-up").as_deref(), Some(seats));
    assert_eq!(probe.subject("sign-up"), "1");
    let headers = &probe.declared().first().unwrap().headers.clone();
    assert_eq!(headers, &[("X-Api-Version".to_owned(), "•••".to_owned())]);
}

#[test]
fn a_refusal_of_the_browser_is_told_from_a_service_that_is_away() {
    let check = |base: &str, reached, expected| {
        let text = MAPPING.replace("https://s.test/api", base);
        let bench = bench(&text, "");
        bench.reached(reached);
        let ran = now(prober(&bench).run("events"));
        assert_eq!(
            ran.error,
            Some(BackendError::Transport(TransportError::Network))
        );
        assert_eq!(ran.silence, expected, "{base} {reached:?}");
    };
    check("https://s.test", Reached::Somebody, Some(Silence::Refused));
    check("https://s.test", Reached::Nobody, Some(Silence::Nobody));
    check("/api", Reached::Somebody, Some(Silence::Cut));
    check("https://s.test", Reached::Unknown, None);
    let bench = bench(MAPPING, "");
    bench.reached(Reached::Somebody);
    bench.answer(503, &json!({}));
    assert_eq!(now(prober(&bench).run("events")).silence, None);
}

#[test]
fn an_edited_mapping_is_faulted_by_pointer_and_tried_when_it_is_right() {
    let bench = bench(MAPPING, "https://config.test");
    let probe = prober(&bench);
    let wrong = |text: &str| {
        let wrong = probe.check(text).unwrap();
        assert_eq!(wrong.file, "mappings/mine.json");
        (wrong.pointer, wrong.expected, wrong.found)
    };
    let texts = |a: &str, b: &str, c: &str| (a.to_owned(), b.to_owned(), c.to_owned());
    let at = "/queries/events/path";
    let spoilt = MAPPING.replace("\"path\": \"/events\", ", "");
    assert_eq!(wrong(&spoilt), texts(at, "a path", "nothing"));
    let (place, expected, _) = wrong("{\n  \"name\": ,");
    assert_eq!((place.as_str(), expected.as_str()), ("2:11", "JSON"));
    assert!(probe.trial(&spoilt).is_err());

    // What config.json says goes before the file, unless just that is edited.
    let better = MAPPING.replace("\"/cost\"", "\"/fee\"");
    assert_eq!(probe.check(&better), None);
    let trial = probe.trial(&better).unwrap();
    assert_eq!(trial.text(), better);
    assert!(trial.about().is_trial);
    assert_eq!(trial.about().base, "https://config.test");
    let moved = probe.trial(&better.replace("s.test", "t.test")).unwrap();
    assert_eq!(moved.about().base, "https://t.test/api");
    bench.answer(200, &json!({ "rows": [{ "id": 1, "fee": "¥9" }] }));
    let ran = now(trial.run("events"));
    let price = field(&ran, "price");
    assert_eq!(price.found, [Found::Value("¥9".to_owned())]);
    assert_eq!(probe.text(), MAPPING, "the site's own stays as it is");
}

fn signed_in(mapping: &str) -> Bench {
    let auth = r#""auth": { "log_in": { "path": "/in" },
        "send": { "headers": [{ "name": "X-Session", "value": { "text": "S {session.token}" } }],
                  "query": [{ "name": "who", "value": "/session/user" }] } },
        "headers": [{ "name": "Authorization", "value": "Bearer c0nst4nt" }], "entities""#;
    let text = mapping
        .replace(
            "\"headers\": [{ \"name\": \"X-Api-Version\", \"value\": \"7\" }],",
            "",
        )
        .replace("\"entities\"", auth);
    let bench = bench(&text, "");
    let session = Session::from_text(r#"{"token":"t0ken/1","user":"lin@x.test"}"#);
    bench.backend.resume(session);
    bench
}

#[test]
fn nothing_secret_is_told_even_when_the_service_repeats_it() {
    let bench = signed_in(MAPPING);
    let probe = prober(&bench);
    let row = json!({
        "id": 1, "name": "t0ken/1 and c0nst4nt", "start_at": 0, "zone": "UTC", "cost": "t0ken%2F1", "town": "kkkk",
    });
    let answer = json!({ "rows": [row, { "id": "lin@x.test", "start_at": "S t0ken/1" }] });
    let headers = [("x-session", "t0ken/1"), ("etag", "\"t0ken/1\"")];
    bench.full(200, &headers, &answer.to_string());
    let ran = now(probe.run("events"));
    let declared = probe.declared();
    bench.answer(400, &json!({ "message": "no such token: t0ken/1" }));
    let refused = now(probe.run("events"));
    let told = format!("{ran:?} {declared:?} {refused:?} {:?}", probe.about());
    for secret in ["t0ken", "c0nst4nt", "lin@x", "lin%40x", "kkkk-1234"] {
        assert!(!told.contains(secret), "{secret} in {told}");
    }
    let requests = bench.requests();
    let sent = requests.first().unwrap();
    assert!(
        sent.headers
            .contains(&("X-Session".to_owned(), "S t0ken/1".to_owned()))
    );
    assert!(sent.url.ends_with("&who=lin%40x.test"));
}

#[test]
fn a_trial_of_another_origin_has_no_session_and_signs_nobody_out() {
    let bench = signed_in(MAPPING);
    let probe = prober(&bench);
    let other = probe.text().replace("https://s.test", "https://evil.test");
    bench.answer(200, &rows());
    let _ran = now(probe.trial(&other).unwrap().run("events"));
    let requests = bench.requests();
    let sent = requests.first().unwrap();
    assert!(sent.url.starts_with("https://evil.test/"));
    assert!(!sent.url.contains("who=") && sent.headers.iter().all(|(name, _)| name != "X-Session"));

    let same = probe.trial(&probe.text()).unwrap();
    bench.answer(401, &json!({}));
    assert_eq!(
        now(same.run("events")).error,
        Some(BackendError::Unauthenticated)
    );
    assert!(bench.backend.session().is_some());
}

#[test]
fn a_command_is_carried_out_by_the_rules() {
    let bench = bench(MAPPING, "");
    let probe = prober(&bench);
    let row = json!({ "id": 1, "name": "Run", "start_at": 1_795_269_600, "zone": "UTC" });
    bench.answer(200, &row).answer(201, &json!({}));
    let id = CommandId("c".to_owned());
    let attempt = now(probe.attempt("sign-up", "1", id.clone()));
    assert!(
        matches!(attempt.outcome, Ok(Outcome::SignUp(..))),
        "{attempt:?}"
    );
    let sent: Vec<&str> = attempt.exchanges.iter().map(|sent| sent.method).collect();
    assert_eq!(sent, ["GET", "POST"]);
    let refused = now(probe.attempt("join", "c1", id));
    assert_eq!(refused.outcome, Ok(Outcome::Refused(Refusal::NotOffered)));
}

#[test]
fn the_fields_are_those_of_the_contract() {
    let contract: Value =
        serde_json::from_str(include_str!("../../../../public/openapi.json")).unwrap();
    for (schema, known, own) in [
        ("Community", COMMUNITY, None),
        ("Event", EVENT, None),
        ("Member", MEMBER, None),
        ("Membership", MEMBERSHIP, Some("community")),
        ("SignUp", SIGN_UP, Some("event")),
    ] {
        let at = ["/components/schemas/", schema].concat();
        let schema = contract.pointer(&at).unwrap();
        let keys = schema
            .get("properties")
            .unwrap()
            .as_object()
            .unwrap()
            .keys();
        let mut theirs: Vec<&str> = keys.map(String::as_str).chain(own).collect();
        let mut ours: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
        theirs.sort_unstable();
        ours.sort_unstable();
        assert_eq!(ours, theirs, "{at}");
        let required = schema.get("required").unwrap().as_array().unwrap();
        for (name, needed) in known {
            let is_required = required.contains(&json!(name)) || own == Some(name);
            assert_eq!(*needed, is_required, "{at}/{name}");
        }
    }
}
