//! Bad input: refused with the outcome and the field that the client shows, and nothing half-done.

use serde_json::{Value, json};

use super::{Server, event, found, seed};

const TEXTS: [&str; 9] = [
    "' OR '1'='1",
    "\"; DROP TABLE sign_ups; --",
    "x' UNION SELECT * FROM users --",
    "{:user}",
    "@request.auth.id",
    "\\",
    "%' AND 1=1 --",
    "\u{0}\u{202e}😀",
    "<script>alert(1)</script>",
];

#[test]
fn what_is_wrong_is_told_by_field_and_changes_nothing() {
    let server = Server::filled("backend-pocketbase-refused", seed::small());
    let admin = server.admin();
    let people = server.people("refused", 2);
    let [(a, _), (_, b_id)] = &people[..] else {
        panic!("two")
    };
    let form = json!({ "sign_up": { "party_max": 9, "form": [{ "key": "phone", "label": "p", "kind": "phone", "required": true }] } });
    event(&admin, "asks", json!(5), &form);
    let mut keys = 0;
    let mut put = |path: &str, body: &str| {
        keys += 1;
        let key = format!("k{keys}");
        a.try_to("PUT", path, &[("idempotency-key", &key)], Some(body))
            .unwrap()
    };
    let huge = format!("{{\"party\": [{}\"x\"]}}", "\"x\",".repeat(5000));
    let long = json!({ "party": ["x".repeat(201)] }).to_string();
    let deep = json!({ "answers": { "phone": "1".repeat(10_001) } }).to_string();
    let bodies = [
        ("asks", "{}", "phone"),
        ("asks", r#"{"answers": {"phone": "12"}}"#, "phone"),
        ("asks", r#"{"answers": {"phone": 13800001111}}"#, "phone"),
        ("asks", deep.as_str(), "phone"),
        ("asks", r#"{"answers": []}"#, "answers"),
        ("asks", r#"{"answers": "x"}"#, "answers"),
        ("asks", r#"{"party": "x"}"#, "party"),
        ("asks", r#"{"party": [1]}"#, "party"),
        ("asks", r#"{"party": [null]}"#, "party"),
        ("asks", huge.as_str(), "party"),
        ("asks", long.as_str(), "party"),
    ];
    for (id, body, field) in bodies {
        let told = put(&format!("/me/sign-ups/{id}"), body);
        let fields = (told.status, told.why(), &told.body["fields"][0]["field"]);
        assert_eq!(
            fields,
            (422, "invalid", &json!(field)),
            "{body:.80}: {}",
            told.text
        );
        assert!(
            told.body["fields"][0]["message"]
                .as_str()
                .is_some_and(|m| !m.is_empty())
        );
    }
    for rules in ["-1", "1e308", "4294967296", "1.5", "\"3\"", "[3]", "true"] {
        let told = put(
            "/me/memberships/night-run",
            &format!("{{\"rules\": {rules}}}"),
        );
        assert_eq!(
            (told.status, &told.body["fields"][0]["field"]),
            (422, &json!("rules")),
            "{rules}"
        );
    }
    for body in ["[]", "1", "null", "{", "\"x\"", "{\"party\": [}"] {
        assert_eq!(put("/me/sign-ups/asks", body).status, 400, "{body}");
    }
    let large = format!("{{\"answers\": {{\"x\": \"{}\"}}}}", "x".repeat(400_000));
    assert_eq!(put("/me/sign-ups/asks", &large).status, 413);
    let well = json!({ "answers": { "phone": "13800001111" }, "user": b_id, "event": "other", "state": "checked-in",
        "people": -5, "ticket": "MINE", "turn": -1 });
    let told = put("/me/sign-ups/asks", &well.to_string());
    assert_eq!(
        (told.state(), &told.body["event"]),
        ("confirmed", &json!("asks")),
        "{}",
        told.text
    );
    assert_ne!(told.body["ticket"], "MINE");
    let rows = found(&admin, "sign_ups", "event='asks'");
    assert_eq!((rows.len(), &rows[0]["people"]), (1, &json!(1)));
    assert_ne!(rows[0]["user"], b_id.as_str());

    // Lists.
    for (asked, status) in [
        ("?limit=-1", 200),
        ("?limit=1e99", 200),
        ("?limit=99999999", 200),
        ("?limit=x", 200),
        ("?limit=0", 200),
        ("?from=yesterday", 400),
        ("?to=%27", 400),
        ("?cursor=x", 400),
        ("?cursor=%5B1,2%5D", 400),
        ("?cursor=%5B%22x%22%5D", 400),
    ] {
        let told = a.get(&format!("/events{asked}"));
        assert_eq!(told.status, status, "{asked}");
        assert!(
            told.body["items"]
                .as_array()
                .is_none_or(|rows| rows.len() <= 100)
        );
    }
}

#[test]
fn a_text_is_data_wherever_it_stands() {
    let server = Server::filled("backend-pocketbase-injected", seed::small());
    let admin = server.admin();
    let (a, _) = &server.people("injected", 1)[0];
    let form = json!({ "sign_up": { "party_max": 9, "form": [{ "key": "why", "label": "w" }] } });
    let before = found(&admin, "events", "id!=''").len();
    for (at, text) in TEXTS.iter().enumerate() {
        let id = format!("text-{at}");
        event(&admin, &id, json!(5), &form);
        let body = json!({ "party": [text], "answers": { "why": text, *text: text } });
        let told = a.does(
            &format!("key {at} '\";--"),
            "PUT",
            &format!("/me/sign-ups/{id}"),
            &body,
        );
        assert_eq!(told.state(), "confirmed", "{text}: {}", told.text);
        let kept = found(&admin, "sign_ups", &format!("event='{id}'"));
        assert_eq!(
            kept[0]["party"][0].as_str().unwrap(),
            told.body["party"][0].as_str().unwrap()
        );
        let in_path: String = text.bytes().map(|b| format!("%{b:02X}")).collect();
        for path in [
            format!("/communities/{in_path}"),
            format!("/events/{in_path}"),
            format!("/communities/{in_path}/members"),
            format!("/communities/night-run/members/{in_path}"),
        ] {
            let told = a.get(&path);
            assert!((300..500).contains(&told.status), "{text} {path}: {told:?}");
        }
        for path in [
            format!("/events?community={in_path}"),
            format!("/communities?cursor=%5B%22{in_path}%22%5D"),
        ] {
            let told = a.get(&path);
            let rows = told.body["items"].as_array().map_or(0, Vec::len);
            assert!(
                told.status == 400 || path.contains("cursor") || rows == 0,
                "{text}: {told:?}"
            );
            assert!(told.status < 500, "{text}: {told:?}");
        }
        let command = a.does(
            &format!("p{at}"),
            "PUT",
            &format!("/me/sign-ups/{in_path}"),
            &json!({}),
        );
        assert!(
            [301, 307, 308, 404].contains(&command.status),
            "{text}: {command:?}"
        );
        let typed = json!({ "name": text, "password": text });
        assert_eq!(
            server.anybody().send("POST", "/session", &typed).status,
            401
        );
        let handed = json!({ "hand_over": text });
        assert_eq!(
            server.anybody().send("POST", "/session", &handed).status,
            401
        );
    }
    assert_eq!(
        found(&admin, "events", "id!=''").len(),
        before + TEXTS.len()
    );
}

#[test]
fn nobody_writes_past_the_rules_or_for_another() {
    let server = Server::filled("backend-pocketbase-past", seed::small());
    let admin = server.admin();
    let people = server.people("past", 2);
    let [(a, a_id), (b, b_id)] = &people[..] else {
        panic!("two")
    };
    event(&admin, "past", json!(1), &json!({}));
    assert_eq!(b.signs_up("1", "past").state(), "confirmed");
    let row = found(&admin, "sign_ups", "event='past'")[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for who in [a, b, &server.anybody()] {
        for (collection, body) in [
            (
                "sign_ups",
                json!({ "user": a_id, "event": "past", "state": "confirmed", "people": 1 }),
            ),
            (
                "memberships",
                json!({ "user": a_id, "community": "night-run", "state": "member", "role": "owner" }),
            ),
            ("members", json!({ "community": "night-run", "name": "x" })),
            (
                "events",
                json!({ "title": "x", "start": "2030-01-01", "zone": "UTC" }),
            ),
            ("communities", json!({ "name": "x" })),
            ("commands", json!({ "user": a_id, "key": "x" })),
            ("codes", json!({ "kind": "code", "name": "x" })),
        ] {
            let told = who.send("POST", &format!("/collections/{collection}/records"), &body);
            assert_eq!(told.status, 403, "{collection}: {}", told.text);
        }
        let path = format!("/collections/sign_ups/records/{row}");
        assert!(
            [403, 404].contains(
                &who.send("PATCH", &path, &json!({ "state": "cancelled" }))
                    .status
            )
        );
        assert!([403, 404].contains(&who.send("DELETE", &path, &Value::Null).status));
        let other = format!("/collections/users/records/{b_id}");
        if !std::ptr::eq(who, b) {
            assert_eq!(who.get(&other).status, 404);
            assert_eq!(
                who.send("PATCH", &other, &json!({ "name": "x" })).status,
                404
            );
        }
        // What is not theirs to write is refused, or passed over.
        let taken = json!({ "phone": "+8613800001111", "subject": "wx:1", "verified": true });
        who.send("PATCH", &other, &taken);
        let b_now = found(&admin, "users", &format!("id='{b_id}'"));
        let own = ["phone", "subject", "verified"].map(|name| b_now[0][name].clone());
        assert_eq!(own, [json!(""), json!(""), json!(false)]);
        let batch = json!({ "requests": [{ "method": "DELETE", "url": path }] });
        assert_ne!(who.send("POST", "/batch", &batch).status, 200);
    }
    let claimed = json!({ "email": "claims@example.com", "password": "a long password", "passwordConfirm": "a long password",
        "phone": "+8613800001111" });
    let anybody = server.anybody();
    anybody.send("POST", "/collections/users/records", &claimed);
    assert!(found(&admin, "users", "phone!=''").is_empty());
    assert_eq!(found(&admin, "sign_ups", "event='past'").len(), 1);
}
