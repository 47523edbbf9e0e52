//! Bad input: refused with the outcome and the field that the client shows, and nothing half-done.

use serde_json::{Value, json};

use super::Server;
use crate::services::backends::server::{Operator as _, Server as _, event};

const TEXTS: [&str; 10] = [
    "' OR '1'='1",
    "'; DROP TABLE linju.sign_ups; --",
    "x' UNION SELECT * FROM linju.users --",
    "$1",
    "$body$",
    "\\",
    "%' AND 1=1 --",
    "\u{0}\u{202e}😀",
    "\") { result { status } } } #",
    "<script>alert(1)</script>",
];

const SIGN_UP: &str = "mutation($event: String, $key: String, $body: JSON)
    { done: signUp(input: { event: $event, key: $key, body: $body }) { result { status body } } }";

#[test]
fn what_is_wrong_is_told_by_field_and_changes_nothing() {
    let server = Server::filled("refused");
    let admin = server.operator();
    let people = server.people("refused", 2);
    let [(a, _), (_, b_id)] = &people[..] else {
        panic!("two")
    };
    let form = json!({ "sign_up": { "party_max": 9, "form": [{ "key": "phone", "label": "p", "kind": "phone", "required": true }] } });
    event(&admin, "asks", json!(5), &form);
    let mut keys = 0;
    let mut put = |path: &str, body: &Value| {
        keys += 1;
        a.does(&format!("k{keys}"), "PUT", path, body)
    };
    for (body, field) in [
        (json!({}), "phone"),
        (json!({ "answers": { "phone": "12" } }), "phone"),
        (
            json!({ "answers": { "phone": 13_800_001_111_i64 } }),
            "phone",
        ),
        (
            json!({ "answers": { "phone": "1".repeat(10_001) } }),
            "phone",
        ),
        (json!({ "answers": [] }), "answers"),
        (json!({ "party": "x" }), "party"),
        (json!({ "party": [null] }), "party"),
        (json!({ "party": vec!["x"; 5001] }), "party"),
        (json!({ "party": ["x".repeat(201)] }), "party"),
    ] {
        let told = put("/me/sign-ups/asks", &body);
        let fields = (told.status, told.why(), &told.body["fields"][0]["field"]);
        assert_eq!(fields, (422, "invalid", &json!(field)), "{}", told.text);
        assert!(
            told.body["fields"][0]["message"]
                .as_str()
                .is_some_and(|m| !m.is_empty())
        );
    }
    for rules in [
        json!(-1),
        json!(1e300),
        json!(4_294_967_296_i64),
        json!(1.5),
        json!("3"),
        json!([3]),
        json!(true),
    ] {
        let told = put("/me/memberships/night-run", &json!({ "rules": rules }));
        assert_eq!(
            (told.status, &told.body["fields"][0]["field"]),
            (422, &json!("rules")),
            "{rules}"
        );
    }
    for body in [json!([]), json!(1), json!("x")] {
        assert_eq!(put("/me/sign-ups/asks", &body).status, 400, "{body}");
    }
    let large = json!({ "answers": { "x": "x".repeat(400_000) } });
    assert_eq!(put("/me/sign-ups/asks", &large).status, 413);
    assert!(
        admin.found("sign_ups", "event_id='asks'").is_empty()
            && admin.found("commands", "status=200").is_empty()
    );

    // What somebody claims to be is passed over; what has another type than GraphQL wants is refused by it.
    let well = json!({ "answers": { "phone": "13800001111" }, "user": b_id, "user_id": b_id, "event": "other",
        "state": "checked-in", "role": "owner", "people": -5, "ticket": "MINE", "turn": -1 });
    let told = put("/me/sign-ups/asks", &well);
    assert_eq!(
        (told.state(), &told.body["event"]),
        ("confirmed", &json!("asks")),
        "{}",
        told.text
    );
    assert_ne!(told.body["ticket"], "MINE");
    let rows = admin.found("sign_ups", "event_id='asks'");
    assert_eq!((rows.len(), &rows[0]["people"]), (1, &json!(1)));
    assert_ne!(rows[0]["user"], b_id.as_str());
    for (query, status) in [
        ("{ events(size: -1) { id } }", 200),
        ("{ events(size: 2147483647) { id } }", 200),
        ("{ events(size: 99999999999) { id } }", 400),
        ("{ events(size: 1e9) { id } }", 400),
        ("{ events(since: \"yesterday\") { id } }", 400),
        ("{ events(until: \"'\") { id } }", 400),
        ("{ events(after: \"x\") { id } }", 400),
        ("{ events(after: \"[1, 2]\") { id } }", 400),
        ("{ events(after: \"[\\\"x\\\"]\") { id } }", 400),
        ("{ communities(after: \"[\\\"-1\\\"]\") { id } }", 400),
        (
            "{ communities(after: \"[\\\"99999999999999999999\\\"]\") { id } }",
            400,
        ),
        (
            "mutation { signUp(input: { event: \"asks\", key: 5 }) { result { status } } }",
            400,
        ),
        (
            "mutation { signUp(input: { event: \"asks\", key: \"z\", person: \"x\" }) { result { status } } }",
            400,
        ),
        ("{", 400),
    ] {
        let told = a.graphql(query, &Value::Null);
        assert_eq!(told.status, status, "{query}: {:.300}", told.text);
        let rows = told.body["data"]["events"].as_array();
        assert!(rows.is_none_or(|rows| rows.len() <= 100));
    }
}

#[test]
fn a_text_is_data_wherever_it_stands() {
    let server = Server::filled("injected");
    let admin = server.operator();
    let (a, _) = &server.people("injected", 1)[0];
    let anybody = server.anybody();
    let form = json!({ "sign_up": { "party_max": 9, "form": [{ "key": "why", "label": "w" }] } });
    let before = admin.found("events", "true").len();
    for (at, text) in TEXTS.iter().enumerate() {
        let id = format!("text-{at}");
        event(&admin, &id, json!(5), &form);
        let body = json!({ "party": [text], "answers": { "why": text, *text: text } });
        let told = a.graphql(
            SIGN_UP,
            &json!({ "event": id, "key": format!("{text} {at}"), "body": body }),
        );
        let is = &told.body["data"]["done"]["result"]["body"];
        assert_eq!(is["state"], "confirmed", "{text}: {}", told.text);
        let kept = admin.found("sign_ups", &format!("event_id='{id}'"));
        assert_eq!(kept[0]["party"], is["party"]);
        assert_eq!(kept[0]["party"][0], text.replace('\0', ""));
        for query in [
            "query($t: String) { is: community(id: $t) { id } }",
            "query($t: String) { is: event(id: $t) { id } }",
            "query($t: String) { is: directory(community: $t) { id } }",
            "query($t: String) { is: entry(community: \"night-run\", id: $t) { id } }",
            "query($t: String) { is: events(community: $t) { id } }",
            "query($t: String) { is: events(after: $t) { id } }",
            "query($t: String) { is: applications(community: $t) { id } }",
            "query($t: String) { is: attendance(event: $t) { id } }",
        ] {
            let told = a.graphql(query, &json!({ "t": text }));
            assert!(told.status < 500, "{query} {text}: {}", told.text);
            let is = &told.body["data"]["is"];
            assert!(
                is.is_null() || is == &json!([]),
                "{query} {text}: {}",
                told.text
            );
        }
        let told = a.graphql(SIGN_UP, &json!({ "event": text, "key": format!("p{at}") }));
        assert_eq!(told.status, 404, "{text}: {}", told.text);
        for done in [
            "signIn(input: { name: $t, password: $t })",
            "signInByCode(input: { name: $t, code: $t })",
            "signInByHandOver(input: { code: $t })",
        ] {
            let query =
                format!("mutation($t: String) {{ done: {done} {{ result {{ status }} }} }}");
            assert_eq!(
                anybody.graphql(&query, &json!({ "t": text })).status,
                401,
                "{done} {text}"
            );
        }
        let told = server.by(text.trim_matches(['\0', '\u{202e}', '😀']));
        assert_eq!(told.get("/me/sign-ups").status, 401);
        let language = a.speak(
            "POST",
            "/graphql",
            &[("accept-language", "en'; select 1; --")],
            Some("{\"query\": \"{ directory(community: \\\"night-run\\\") { id } }\"}"),
        );
        assert_eq!(
            language.unwrap().body["errors"][0]["message"],
            "This is not for you."
        );
    }
    assert_eq!(admin.found("events", "true").len(), before + TEXTS.len());
}

#[test]
fn nobody_acts_for_another() {
    let server = Server::filled("others");
    let admin = server.operator();
    let people = server.people("others", 2);
    let [(a, a_id), (b, _)] = &people[..] else {
        panic!("two")
    };
    event(&admin, "theirs", json!(1), &json!({}));
    assert_eq!(b.signs_up("1", "theirs").state(), "confirmed");
    let row = admin.found("sign_ups", "event_id='theirs'")[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let review = format!("/events/theirs/sign-ups/{row}/reject");
    assert_eq!(
        a.does("1", "POST", &review, &json!({ "role": "owner" }))
            .status,
        403
    );
    assert_eq!(a.cancels("2", "theirs").why(), "nothing-there");
    for mutation in [
        "createSignUp(input: { signUp: { event: \"theirs\" } }) { clientMutationId }",
        "updateSignUp(input: { id: \"x\", patch: {} }) { clientMutationId }",
        "deleteUser(input: { id: \"others-1\" }) { clientMutationId }",
        "command(input: { kind: \"sign-up\", thing: \"theirs\" }) { clientMutationId }",
        "settle(input: {}) { clientMutationId }",
        "handOver(input: { subject: \"wx:1\" }) { clientMutationId }",
        "signUp(input: { event: \"theirs\", key: \"k\", viewer: \"others-1\" }) { clientMutationId }",
    ] {
        let told = a.graphql(&format!("mutation {{ {mutation} }}"), &Value::Null);
        assert_eq!(told.status, 400, "{mutation}: {}", told.text);
    }
    let nobody = server
        .anybody()
        .does("1", "PUT", "/me/sign-ups/theirs", &json!({ "user": a_id }));
    assert_eq!(nobody.status, 401);
    assert_eq!(admin.found("sign_ups", "event_id='theirs'").len(), 1);
}
