//! Who comes along, who is seen, and what is said afterwards.

use serde_json::{Value, json};

use crate::services::backends::{
    people::{Person, Told},
    server::{Operator as _, Server, event},
};

fn puts(who: &Person, key: &str, id: &str, body: &Value) -> Told {
    who.does(key, "PUT", &format!("/me/sign-ups/{id}"), body)
}

pub fn each_of_a_party_is_asked_and_children_are_marked<S: Server>() {
    let server = S::filled("each");
    let admin = server.operator();
    let people = server.people("each", 1);
    let [(a, _)] = &people[..] else { panic!("one") };
    let diet = json!({ "key": "diet", "label": "d", "kind": "text", "required": true });
    let policy = json!({ "sign_up": { "who": "open", "party_max": 3, "children": true, "each": true, "form": [diet] } });
    event(&admin, "each", json!(4), &policy);
    let party = |child: Value| json!({ "party": ["x", child], "answers": { "diet": "rice" } });
    let missing = puts(
        a,
        "1",
        "each",
        &party(json!({ "name": "y", "child": true })),
    );
    assert_eq!(missing.why(), "invalid");
    let fields: Vec<&str> = missing.body["fields"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|fault| fault["field"].as_str())
        .collect();
    assert_eq!(fields, ["party.0.diet", "party.1.diet"], "{}", missing.text);
    let kid = json!({ "name": " y ", "child": true, "answers": { "diet": "milk", "z": "z" } });
    let adult = json!({ "name": "x", "answers": { "diet": "tofu" } });
    let body = json!({ "party": [adult, kid], "answers": { "diet": "rice" } });
    let told = puts(a, "2", "each", &body);
    let kept = json!([{ "name": "x", "answers": { "diet": "tofu" } },
        { "name": "y", "child": true, "answers": { "diet": "milk" } }]);
    assert_eq!(told.body["party"], kept, "{}", told.text);
    assert_eq!(a.get("/me/sign-ups").body["items"][0]["party"], kept);
    assert_eq!(a.get("/events/each").body["taken"], 3);
    for odd in [
        json!([7]),
        json!([{ "name": 7 }]),
        json!([{ "child": true }]),
        json!([{ "name": "x", "child": "yes" }]),
        json!([{ "name": "x", "answers": ["y"] }]),
        json!([{ "name": "x", "answers": { "diet": 7 } }]),
    ] {
        let told = puts(a, &odd.to_string(), "each", &json!({ "party": odd }));
        assert_eq!(told.why(), "invalid", "{odd}");
        assert_eq!(told.body["fields"][0]["field"], "party", "{odd}");
    }
}

pub fn who_has_not_agreed_to_be_seen_is_named_to_nobody<S: Server>() {
    let server = S::filled("faces");
    let admin = server.operator();
    let people = server.people("seen-by", 4);
    let [(a, a_id), (b, b_id), (c, _), (d, d_id)] = &people[..] else {
        panic!("four")
    };
    for (id, name) in [(a_id, "阿珍"), (b_id, "王叔")] {
        admin.changed("users", id, &json!({ "name": name }));
    }
    let club =
        json!({ "id": "faces-club", "name": "club", "purpose": "p", "policy": { "door": "open" } });
    admin.made("communities", &club);
    for id in [b_id, d_id] {
        let member = json!({ "user": id, "community": "faces-club", "state": "member", "role": "member", "since": "2026-01-01T00:00:00Z" });
        admin.made("memberships", &member);
    }
    let more = json!({ "community": "faces-club" });
    event(&admin, "faces", json!(9), &more);
    puts(a, "1", "faces", &json!({ "seen": true }));
    puts(b, "1", "faces", &json!({}));
    let faces = |who: &Person| who.get("/events/faces").body["faces"].clone();
    let names = |who: &Person| faces(who)["going"].as_array().map_or(0, Vec::len);
    assert_eq!(
        faces(&server.anybody()),
        Value::Null,
        "nobody is told anything"
    );
    assert_eq!(names(c), 0, "a stranger");
    assert_eq!(faces(c)["known"], 0);
    assert_eq!(
        names(a),
        1,
        "who comes sees the one who has agreed: {}",
        faces(a)
    );
    assert_eq!(faces(a)["going"][0]["name"], "阿珍");
    assert_eq!(names(b), 1);
    assert_eq!(names(d), 1, "a member sees who comes");
    assert_eq!(
        faces(d)["known"],
        1,
        "how many of the club come is a number"
    );
    assert_eq!(faces(b)["known"], 0, "who looks is not counted");
    let list = d.get("/events?community=faces-club").body;
    assert_eq!(list["items"][0]["faces"], Value::Null, "no list tells");
    // Who thinks otherwise is gone at once; who gives the seat back, too.
    let change = |who: &Person, key: &str, seen: bool| {
        who.does(key, "PATCH", "/me/sign-ups/faces", &json!({ "seen": seen }))
    };
    assert_eq!(change(b, "2", true).body["seen"], true);
    assert_eq!(names(d), 2);
    assert_eq!(change(a, "2", false).body["seen"], Value::Null);
    assert_eq!(names(d), 1);
    b.cancels("3", "faces");
    assert_eq!(names(d), 0);
}

pub fn who_was_there_says_afterwards_how_it_was<S: Server>() {
    let server = S::filled("feedback");
    let admin = server.operator();
    let people = server.people("feedback", 2);
    let [(a, _), (b, _)] = &people[..] else {
        panic!("two")
    };
    event(&admin, "said", json!(9), &json!({}));
    a.signs_up("1", "said");
    let says = |who: &Person, key: &str, text: &str| {
        who.does(
            key,
            "PUT",
            "/me/sign-ups/said/feedback",
            &json!({ "text": text }),
        )
    };
    assert_eq!(says(a, "2", "soon").why(), "not-yet");
    let over = json!({ "start": "2020-01-01T10:00:00Z", "end": "2020-01-01T12:00:00Z" });
    admin.changed("events", "said", &over);
    assert_eq!(says(a, "3", "late").why(), "over");
    let clock = std::time::SystemTime::now();
    let now = clock
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let at =
        |ago: u64| linju::model::Instant::from_unix(i64::try_from(now - ago).unwrap()).to_string();
    let just = json!({ "start": at(7200), "end": at(60) });
    admin.changed("events", "said", &just);
    let told = says(a, "4", " 很开心 ");
    assert_eq!(
        (told.state(), &told.body["feedback"]),
        ("confirmed", &json!("很开心"))
    );
    assert_eq!(
        told.body["ticket"],
        a.get("/me/sign-ups").body["items"][0]["ticket"]
    );
    assert_eq!(says(a, "5", &"好".repeat(2001)).why(), "invalid");
    assert_eq!(a.get("/me/sign-ups").body["items"][0]["feedback"], "很开心");
    assert_eq!(says(a, "6", "").body["feedback"], Value::Null);
    assert_eq!(says(b, "7", "was not there").why(), "nothing-there");
}
