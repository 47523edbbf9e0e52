//! Bad input: refused with the outcome and the field that the client shows, and nothing half-done.

use serde_json::{Value, json};

use super::{Base, event};

const TEXTS: [&str; 10] = [
    "' OR '1'='1",
    "'; drop table linju.sign_ups; --",
    "x' union select * from linju.users --",
    "$$; select 1; $$",
    "\\'; --",
    "%",
    "../../etc/passwd",
    "\u{202e}😀",
    "<script>alert(1)</script>",
    "",
];

#[test]
fn what_is_wrong_is_told_by_field_and_changes_nothing() {
    let base = Base::new("backend-postgresql-refused");
    let mut owner = base.owner();
    let mut people = base.people("refused", 1);
    let a = &mut people[0];
    let form = r#"sign_up = '{"party_max": 9, "form": [{"key": "phone", "label": "p", "kind": "phone", "required": true}]}'"#;
    event(&mut owner, "asks", "5", form);
    let huge = json!({ "party": vec!["x"; 5000] }).to_string();
    let long = json!({ "party": ["x".repeat(201)] }).to_string();
    let deep = json!({ "answers": { "phone": "1".repeat(10_001) } }).to_string();
    let keys: serde_json::Map<String, Value> =
        (0..201).map(|at| (at.to_string(), json!("x"))).collect();
    let keys = json!({ "answers": keys }).to_string();
    let bodies = [
        ("{}", "phone"),
        (r#"{"answers": {"phone": "12"}}"#, "phone"),
        (r#"{"answers": {"phone": 13800001111}}"#, "phone"),
        (r#"{"answers": {"phone": null}}"#, "phone"),
        (deep.as_str(), "phone"),
        (keys.as_str(), "answers"),
        (r#"{"answers": []}"#, "answers"),
        (r#"{"answers": "x"}"#, "answers"),
        (r#"{"party": "x"}"#, "party"),
        (r#"{"party": [1]}"#, "party"),
        (r#"{"party": [null]}"#, "party"),
        (huge.as_str(), "party"),
        (long.as_str(), "party"),
        (r#"{"rules": -1}"#, "rules"),
        (r#"{"rules": 1.5}"#, "rules"),
        (r#"{"rules": "3"}"#, "rules"),
        (r#"{"rules": 99999999999999999999999999}"#, "rules"),
        (r#"{"rules": 1e400}"#, "rules"),
        (r#"{"rules": true}"#, "rules"),
    ];
    for (at, (body, field)) in bodies.into_iter().enumerate() {
        let told = a.tries(&format!("k{at}"), "sign-up", "asks", body).unwrap();
        let start = body.get(..60).unwrap_or(body);
        assert_eq!(
            (told.status, told.why()),
            (422, "invalid"),
            "{start}: {told:?}"
        );
        assert_eq!(told.body["fields"][0]["field"], field, "{start}: {told:?}");
    }
    // What is no object at all, or far too much, is no command.
    for (at, (body, status)) in [("[]", 400), ("1", 400), ("\"x\"", 400)]
        .into_iter()
        .enumerate()
    {
        assert_eq!(
            a.tries(&format!("n{at}"), "sign-up", "asks", body)
                .unwrap()
                .status,
            status
        );
    }
    let much = json!({ "x": "x".repeat(300_000) }).to_string();
    assert_eq!(
        a.tries("much", "sign-up", "asks", &much).unwrap().status,
        413
    );
    for body in ["{", "{\"a\":", "{\"answers\": {\"phone\": \"\\u0000\"}}"] {
        let code = a.tries("broken", "sign-up", "asks", body).unwrap_err();
        assert!(code.starts_with("22"), "{body}: {code}");
    }
    let rows = "select (select count(*) from linju.sign_ups) || ' ' || (select taken from linju.events where id = 'asks')";
    assert_eq!(owner.found(rows), "0 0");
}

#[test]
fn no_text_becomes_sql() {
    let base = Base::new("backend-postgresql-injection");
    let mut owner = base.owner();
    let mut people = base.people("text", 1);
    let a = &mut people[0];
    owner.does("insert into linju.communities (id, name) values ('c', 'c')");
    assert_eq!(a.does("join", "join", "c", &json!({})).state(), "member");
    for (at, text) in TEXTS.into_iter().enumerate() {
        let id = format!("text-{at}");
        let form = r#"sign_up = '{"party_max": 9, "form": [{"key": "q", "label": "q"}]}'"#;
        event(&mut owner, &id, "5", form);
        let body = json!({ "party": [text], "answers": { "q": text, text: text } });
        let told = a.does(&format!("{text} {at}"), "sign-up", &id, &body);
        assert_eq!(told.status, 200, "{text}: {told:?}");
        assert_eq!(told.body["party"][0], json!(text.trim()));
        if !text.is_empty() {
            assert_eq!(told.body["answers"], json!({ "q": text }));
        }
        assert_eq!(
            a.does(&format!("thing {at}"), "sign-up", text, &json!({}))
                .why(),
            "gone",
            "{text}"
        );
        assert_eq!(
            a.does(&format!("join {at}"), "join", text, &json!({}))
                .why(),
            "gone",
            "{text}"
        );
        assert_eq!(
            a.does(&format!("kind {at}"), text, "c", &json!({})).why(),
            "not-offered",
            "{text}"
        );
        let entry = json!({ "name": format!("n{text}"), "headline": text, "skills": [text] });
        let told = a.does(&format!("entry {at}"), "write-entry", "c", &entry);
        assert_eq!(
            (told.status, &told.body["headline"]),
            (200, &json!(text)),
            "{told:?}"
        );
        let token = a.token.replace("token", text);
        let mut other = super::Person {
            session: base.visitor(),
            token,
            id: String::new(),
        };
        assert_eq!(other.signs_up("1", &id).status, 401, "{text}");
    }
    assert_eq!(owner.found("select count(*) from linju.members"), "1");
}

#[test]
fn roles_and_ids_in_bodies_are_nobodys() {
    let base = Base::new("backend-postgresql-claims");
    let mut owner = base.owner();
    let mut people = base.people("claims", 2);
    let [a, b] = &mut people[..] else {
        panic!("two")
    };
    owner.does(r#"insert into linju.communities (id, name, policy) values ('c', 'c', '{"door": "approval"}')"#);
    event(&mut owner, "e", "5", "community_id = 'c'");
    let claims = json!({ "role": "owner", "state": "member", "user": b.id, "user_id": b.id, "looked_at": true, "turn": -5,
        "people": -3, "capacity": 1e30, "do": "accept-offer", "since": "2020-01-01T00:00:00Z", "ticket": "mine" });
    let told = a.does("1", "join", "c", &claims);
    assert_eq!(
        (told.state(), &told.body["role"]),
        ("pending-approval", &Value::Null)
    );
    let told = a.does("2", "sign-up", "e", &claims);
    assert_eq!(told.state(), "confirmed");
    assert_ne!(told.body["ticket"], "mine");
    assert_eq!(
        owner.found("select user_id || people || turn from linju.sign_ups"),
        "claims-010"
    );
    assert_eq!(
        owner.found("select count(*) from linju.memberships where user_id = 'claims-1'"),
        "0"
    );
    let id = owner.found("select id from linju.memberships");
    let verdict = json!({ "id": id, "verdict": "approve", "role": "owner" });
    for who in [a, b] {
        assert_eq!(
            who.does("3", "review-application", "c", &verdict).status,
            403
        );
        assert_eq!(who.does("4", "review-sign-up", "e", &verdict).status, 403);
    }
    // Numbers that an operator mistypes are refused by the tables.
    for wrong in [
        "update linju.events set capacity = -1",
        "update linju.events set capacity = 99999999999",
        "update linju.events set offer_minutes = -5",
        "update linju.sign_ups set people = 0",
        "update linju.sign_ups set people = -2",
        "update linju.communities set elsewhere = -1",
        "update linju.communities set policy = '{\"capacity\": \"many\"}'",
        "update linju.communities set rules = '{\"version\": \"2\"}'",
        "update linju.events set sign_up = '{\"party_max\": \"2\"}'",
        "update linju.events set sign_up = '{\"form\": {}}'",
        "insert into linju.events (id, title, starts, zone) values ('a b', 'x', now(), 'z')",
        "insert into linju.sign_ups (user_id, event_id, state) values ('claims-0', 'e', 'confirmed')",
        "insert into linju.sign_ups (event_id, state) values ('nothing', 'confirmed')",
    ] {
        assert!(
            owner.asks(wrong).unwrap_err().starts_with("23")
                || owner.asks(wrong).unwrap_err() == "22003",
            "{wrong}"
        );
    }
}

#[test]
fn a_token_that_is_over_or_not_ours_is_none() {
    let base = Base::new("backend-postgresql-tokens");
    let mut owner = base.owner();
    event(&mut owner, "e", "5", "");
    let mut people = base.people("token", 1);
    let a = &mut people[0];
    assert_eq!(a.signs_up("1", "e").state(), "confirmed");
    let hash = owner.found("select hash from linju.sessions");
    let good = a.token.clone();
    for token in ["", "x", &hash, "token of token-0 ", "TOKEN OF TOKEN-0"] {
        a.token = token.to_owned();
        assert_eq!(a.signs_up("2", "e").status, 401, "{token}");
    }
    a.token = good;
    owner.does("update linju.sessions set until = now()");
    assert_eq!(a.signs_up("3", "e").status, 401);
    owner.does("update linju.sessions set until = now() + interval '1 hour'");
    assert_eq!(a.signs_up("1", "e").state(), "confirmed");
    // Who it is, is over with the transaction: a pooler hands nobody to anybody.
    assert_eq!(
        a.session.found("select coalesce(linju.viewer(), 'nobody')"),
        "nobody"
    );
    // A setting that names somebody is nobody.
    a.token = "x".to_owned();
    a.session
        .does("set linju.user = 'token-0'; set linju.viewer = 'token-0'");
    assert_eq!(a.signs_up("4", "e").status, 401);
}

#[test]
fn ten_thousand_sign_ups_from_one_account_end_early() {
    let base = Base::new("backend-postgresql-many");
    let mut owner = base.owner();
    owner.does("update linju.settings set value = 120 where name = 'commands_a_minute'");
    event(&mut owner, "many", "5", "");
    let mut people = base.people("many", 2);
    let [a, b] = &mut people[..] else {
        panic!("two")
    };
    let mut later = 0;
    for at in 0..300 {
        let key = format!("k{at}");
        let told = if at % 2 == 0 {
            a.signs_up(&key, "many")
        } else {
            a.cancels(&key, "many")
        };
        match told.status {
            200 => assert_eq!(later, 0),
            429 => later += 1,
            _ => panic!("{told:?}"),
        }
    }
    assert_eq!(later, 180, "120 a minute");
    assert_eq!(owner.found("select count(*) from linju.commands"), "120");
    assert_eq!(
        a.signs_up("k0", "many").status,
        200,
        "what was answered is answered again"
    );
    assert_eq!(
        b.signs_up("k", "many").state(),
        "confirmed",
        "others are not held up"
    );
    owner.does("update linju.commands set at = at - interval '2 minutes'");
    assert_eq!(a.signs_up("k299", "many").state(), "confirmed");
    owner.does("update linju.settings set value = 121 where name = 'commands_a_day'");
    assert_eq!(a.cancels("k300", "many").status, 429);
}
