//! A command is done once; what organisers decide; invitations; a community that is full.

use serde_json::{Value, json};

use crate::services::backends::{
    people::{Person, at_once},
    server::{Operator as _, Server, event},
};

pub fn a_second_send_with_the_same_key_changes_nothing_and_answers_the_same<S: Server>() {
    let server = S::filled("keys");
    let admin = server.operator();
    let people = server.people("key", 2);
    let [(a, _), (b, _)] = &people[..] else {
        panic!("two")
    };
    event(&admin, "keys", json!(5), &json!({}));
    event(&admin, "keys-2", json!(1), &json!({}));
    let first = a.does("k", "PUT", "/me/sign-ups/keys", &json!({ "party": ["x"] }));
    assert_eq!((first.status, first.state()), (200, "confirmed"));
    let again = a.does("k", "PUT", "/me/sign-ups/keys", &json!({ "party": ["x"] }));
    assert_eq!(first, again);
    assert_eq!(server.anybody().get("/events/keys").body["taken"], 2);

    // The same key for anything else.
    for (method, path, body) in [
        ("PUT", "/me/sign-ups/keys", json!({ "party": ["x", "y"] })),
        ("PUT", "/me/sign-ups/keys-2", json!({ "party": ["x"] })),
        ("DELETE", "/me/sign-ups/keys", Value::Null),
        ("PUT", "/me/memberships/night-run", json!({ "rules": 3 })),
    ] {
        let other = a.does("k", method, path, &body);
        assert_eq!(other.status, 422, "{method} {path}: {other:?}");
    }
    // Another person's key is another key.
    assert_eq!(b.signs_up("k", "keys").state(), "confirmed");

    // At the same moment, from eight places.
    let places: Vec<&Person> = vec![b; 8];
    let told = at_once(&places, |_, person| person.signs_up("at once", "keys-2"));
    assert!(
        told.iter().all(|t| *t == told[0]) && told[0].status == 200,
        "{told:?}"
    );
    assert_eq!(server.anybody().get("/events/keys-2").body["taken"], 1);

    // A refusal is an answer, too: later there would be one.
    let refused = a.does("r", "PUT", "/me/sign-ups/keys", &json!({}));
    assert_eq!(refused.why(), "already");
    assert_eq!(a.cancels("c", "keys").state(), "cancelled");
    assert_eq!(a.does("r", "PUT", "/me/sign-ups/keys", &json!({})), refused);
    assert_eq!(a.cancels("c", "keys").state(), "cancelled", "as the first");
    assert_eq!(a.cancels("d", "keys").why(), "nothing-there");

    for key in [None, Some(""), Some("x".repeat(256).as_str())] {
        let headers: Vec<_> = key.into_iter().map(|k| ("idempotency-key", k)).collect();
        let told = a
            .try_to("PUT", "/me/sign-ups/keys", &headers, Some("{}"))
            .unwrap();
        assert_eq!(told.status, 400, "{key:?}");
    }
}

pub fn organisers_decide_who_is_let_in_and_nobody_else<S: Server>() {
    let server = S::filled("review");
    let admin = server.operator();
    let people = server.people("review", 5);
    let [
        (owner, owner_id),
        (host, host_id),
        (ann, _),
        (bo, _),
        (cy, cy_id),
    ] = &people[..]
    else {
        panic!("five")
    };
    let door = json!({ "id": "knock", "name": "knock", "policy": { "door": "approval", "capacity": 4 },
        "rules": { "version": 1, "lines": ["x"] } });
    admin.made("communities", &door);
    let since = "2026-01-01 00:00:00.000Z";
    let is = |user: &str, state: &str, role: &str| {
        admin.made(
            "memberships",
            &json!({ "user": user, "community": "knock", "state": state, "role": role,
            "since": since }),
        );
    };
    is(owner_id, "member", "owner");
    is(host_id, "member", "host");
    // A role in a body is nobody's.
    let claims = json!({ "role": "owner", "state": "member", "user": owner_id, "looked_at": true });
    assert_eq!(ann.joins("1", "knock", &claims).state(), "pending-approval");
    assert_eq!(
        bo.joins("1", "knock", &json!({})).state(),
        "pending-approval"
    );
    let path = "/communities/knock/applications";
    for who in [ann, host, &server.anybody()] {
        let told = who.get(path);
        assert!([401, 403].contains(&told.status), "{told:?}");
    }
    let waiting = owner.get(path).body["items"].as_array().unwrap().clone();
    assert_eq!(waiting.len(), 2);
    let rows = admin.found(
        "memberships",
        "community='knock' && state='pending-approval'",
    );
    let id_of = |person: &str| {
        let row = rows.iter().find(|r| r["user"] == person).unwrap();
        row["id"].as_str().unwrap().to_owned()
    };
    let (ann_row, bo_row) = (id_of(&people[2].1), id_of(&people[3].1));
    let decides = |who: &Person, key: &str, row: &str, verdict: &str, body: Value| {
        who.does(key, "POST", &format!("{path}/{row}/{verdict}"), &body)
    };
    for who in [ann, bo, host] {
        assert_eq!(
            decides(who, "own", &ann_row, "approve", json!({})).status,
            403
        );
    }
    assert_eq!(
        decides(owner, "1", &ann_row, "approve", json!({})).state(),
        "member"
    );
    assert_eq!(
        decides(owner, "2", &ann_row, "approve", json!({})).why(),
        "already"
    );
    assert_eq!(
        decides(owner, "3", "nobody", "approve", json!({})).why(),
        "gone"
    );
    assert_eq!(
        decides(owner, "4", &bo_row, "crown", json!({})).why(),
        "not-offered"
    );
    let without = decides(owner, "5a", &bo_row, "reject", json!({ "reason": " " }));
    assert_eq!(without.why(), "invalid");
    assert_eq!(without.body["fields"][0]["field"], "reason");
    let no = json!({ "reason": "先认识一下", "again_from": "2099-01-01T00:00:00Z" });
    assert_eq!(
        decides(owner, "5", &bo_row, "reject", no).state(),
        "rejected"
    );
    let mine = bo.get("/me/memberships").body["items"][0].clone();
    assert_eq!(
        (&mine["reason"], &mine["again_from"]),
        (&json!("先认识一下"), &json!("2099-01-01T00:00:00Z"))
    );
    assert_eq!(bo.joins("2", "knock", &json!({})).why(), "not-again");
    assert_eq!(
        ann.get("/me/memberships").body["items"][0]["role"],
        "member"
    );
    assert_eq!(
        owner
            .does("6", "DELETE", "/me/memberships/knock", &Value::Null)
            .why(),
        "owner-must-hand-over"
    );

    // An invitation opens the door; the last place is taken by it, and the next waits.
    is(cy_id, "invited", "");
    assert_eq!(
        cy.get("/me/memberships").body["items"][0]["state"],
        "invited"
    );
    let accept = "/me/memberships/knock/accept";
    assert_eq!(ann.does("2", "POST", accept, &json!({})).why(), "already");
    assert_eq!(
        cy.does("1", "POST", accept, &json!({ "rules": 1 })).state(),
        "member"
    );
    assert_eq!(
        server.anybody().get("/communities/knock").body["members"],
        4
    );
    let late = &server.people("late", 1)[0].0;
    let waits = late.joins("1", "knock", &json!({}));
    assert_eq!(
        (waits.state(), &waits.body["position"]),
        ("waitlisted", &json!(1))
    );
    assert_eq!(
        ann.does("3", "DELETE", "/me/memberships/knock", &Value::Null)
            .state(),
        "left"
    );
    assert_eq!(
        late.get("/me/memberships").body["items"][0]["state"],
        "pending-approval",
        "looked at first"
    );
    assert_eq!(
        late.does("2", "DELETE", "/me/memberships/knock", &Value::Null)
            .state(),
        "none"
    );
    assert_eq!(late.get("/me/memberships").body["items"], json!([]));
    let declines = "/me/memberships/knock/decline";
    assert_eq!(
        late.does("3", "POST", declines, &json!({})).why(),
        "nothing-there"
    );

    // Seats that have to be asked for: hosts decide, too.
    let asks = json!({ "community": "knock", "sign_up": { "who": "approval", "waitlist": true } });
    event(&admin, "asked", json!(1), &asks);
    assert_eq!(bo.signs_up("3", "asked").state(), "pending-approval");
    assert_eq!(cy.signs_up("3", "asked").state(), "pending-approval");
    assert_eq!(server.anybody().get("/events/asked").body["taken"], 0);
    assert_eq!(cy.get("/events/asked/sign-ups").status, 403);
    let list = host.get("/events/asked/sign-ups").body["items"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(list.len(), 2);
    let verdict = |key: &str, at: usize, verdict: &str| {
        let path = format!(
            "/events/asked/sign-ups/{}/{verdict}",
            list[at]["id"].as_str().unwrap()
        );
        host.does(key, "POST", &path, &json!({ "reason": "下次" }))
    };
    assert_eq!(verdict("1", 0, "approve").state(), "confirmed");
    assert_eq!(
        verdict("2", 1, "approve").state(),
        "waitlisted",
        "it is full by now"
    );
    admin.changed("events", "asked", &json!({ "capacity": 2 }));
    assert_eq!(server.anybody().get("/events/asked").body["taken"], 2);
}

pub fn the_data_set_brings_the_codes_that_open_its_doors<S: Server>() {
    let server = S::filled("data-set-codes");
    let people = server.people("codes", 1);
    let [(ann, _)] = &people[..] else {
        panic!("one")
    };
    let version = ann.get("/communities/tasting").body["rules"]["version"].clone();
    let come = |code: &str| {
        let body = json!({ "rules": version, "invitation": code });
        ann.joins(code, "tasting", &body)
    };
    assert_eq!(come("nobody-made-this").why(), "code-unknown");
    for over in ["spring-tasting", "taken-back-again"] {
        assert_eq!(come(over).why(), "code-over", "{over}");
    }
    assert_eq!(come("three-seats-left").why(), "code-used-up");
    assert_eq!(come("one-more-seat").state(), "member");
}
