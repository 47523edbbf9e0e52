//! What hosts do about those who come: who has a seat, who did not come, and who is no host.

use linju::model::Instant;
use serde_json::{Value, json};

use super::keeping::{is, posts};
use crate::services::{
    backends::{
        people::{Person, Told, at_once},
        server::{Operator, Server, event},
    },
    seed,
};

pub(in crate::services::backends) const HALL: &str = "hall";

/// A community, and somebody who hosts its events.
pub(in crate::services::backends) fn hall(operator: &impl Operator, hosts: &[(Person, String)]) {
    operator.made("communities", &json!({ "id": HALL, "name": HALL }));
    for (_, id) in hosts {
        is(operator, HALL, id, "host", &Value::Null);
    }
}

/// An event of the hall that begins in so many minutes.
pub(in crate::services::backends) fn meets(
    operator: &impl Operator,
    id: &str,
    capacity: Value,
    minutes: i64,
    more: Value,
) {
    let mut of = json!({ "community": HALL, "start": in_minutes(minutes) });
    for (name, value) in more.as_object().into_iter().flatten() {
        of[name] = value.clone();
    }
    event(operator, id, capacity, &of);
}

pub(super) fn in_minutes(minutes: i64) -> String {
    Instant::from_unix(seed::clock().unix() + minutes * 60).to_string()
}

/// So many from a paper list, each with a seat; their ids.
pub(in crate::services::backends) fn expects(
    operator: &impl Operator,
    event: &str,
    count: usize,
) -> Vec<String> {
    let one = |at| {
        let row = json!({ "guest": format!("guest {at}"), "event": event, "state": "confirmed", "people": 1,
            "since": "2026-01-01 00:00:00.000Z", "ticket": format!("{event}-{at}") });
        operator.made("sign_ups", &row)
    };
    (0..count).map(one).collect()
}

/// What a host does to somebody at an event.
pub(in crate::services::backends) fn does(
    who: &Person,
    key: &str,
    event: &str,
    id: &str,
    what: &str,
    body: Value,
) -> Told {
    posts(
        who,
        key,
        &format!("/events/{event}/sign-ups/{id}/{what}"),
        body,
    )
}

pub(super) fn walks_in(who: &Person, key: &str, event: &str, id: &str, body: &Value) -> Told {
    who.does(key, "PUT", &format!("/events/{event}/sign-ups/{id}"), body)
}

pub(super) fn closes(who: &Person, key: &str, event: &str) -> Told {
    posts(
        who,
        key,
        &format!("/events/{event}/close-attendance"),
        json!({}),
    )
}

/// All who come, in pages of so many.
pub(in crate::services::backends) fn attendees(
    who: &Person,
    event: &str,
    size: usize,
) -> Vec<Value> {
    let mut all = Vec::new();
    let mut behind = String::new();
    loop {
        let told = who.get(&format!("/events/{event}/sign-ups?limit={size}{behind}"));
        assert_eq!(told.status, 200, "{told:?}");
        let items = told.body["items"].as_array().unwrap().clone();
        assert!(items.len() <= size);
        let last = items.is_empty();
        all.extend(items);
        let Some(next) = told.body["next"].as_str().filter(|_| !last) else {
            return all;
        };
        let next: String = next.bytes().map(|byte| format!("%{byte:02X}")).collect();
        behind = format!("&cursor={next}");
    }
}

/// By the name that hosts see.
pub(super) fn named(who: &Person, event: &str, name: &str) -> Value {
    let all = attendees(who, event, 200);
    let found = all.iter().find(|row| row["name"] == name);
    found.unwrap_or_else(|| panic!("{name}: {all:?}")).clone()
}

pub(super) fn id(row: &Value) -> &str {
    row["id"].as_str().unwrap()
}

fn mine(who: &Person) -> Value {
    who.get("/me/sign-ups").body["items"][0].clone()
}

fn calls(operator: &impl Operator, people: &[(Person, String)], names: &[&str]) {
    for ((_, user), name) in people.iter().zip(names) {
        operator.changed("users", user, &json!({ "name": name }));
    }
}

pub fn nobody_hosts_who_does_not<S: Server>() {
    let server = S::filled("no-host");
    let operator = server.operator();
    let people = server.people("no-host", 12);
    let [(host, _), (guest, _), others @ ..] = &people[..] else {
        panic!("twelve")
    };
    hall(&operator, &people[..1]);
    operator.made(
        "communities",
        &json!({ "id": "elsewhere", "name": "elsewhere" }),
    );
    let form = json!([{ "key": "phone", "label": "?", "kind": "text" }]);
    let sign_up =
        json!({ "sign_up": { "who": "open", "waitlist": true, "party_max": 3, "form": form } });
    meets(&operator, "theirs", json!(3), 30, sign_up);
    let body = json!({ "party": ["小明"], "answers": { "phone": "a secret of theirs" } });
    let told = guest.does("1", "PUT", "/me/sign-ups/theirs", &body);
    assert_eq!(told.state(), "confirmed");
    let ticket = told.body["ticket"].as_str().unwrap().to_owned();
    let theirs = attendees(host, "theirs", 200)[0].clone();
    assert_eq!(
        (&theirs["answers"]["phone"], &theirs["ticket"]),
        (&json!("a secret of theirs"), &json!(ticket))
    );

    let [
        member,
        lecturer,
        stranger,
        elsewhere,
        over,
        left,
        owner,
        deputy,
        admin,
        _,
    ] = others
    else {
        panic!("ten")
    };
    is(&operator, HALL, &member.1, "member", &Value::Null);
    is(&operator, HALL, &lecturer.1, "lecturer", &Value::Null);
    is(&operator, "elsewhere", &elsewhere.1, "owner", &Value::Null);
    let until = json!({ "until": "2026-02-01 00:00:00.000Z" });
    is(&operator, HALL, &over.1, "host", &until);
    is(
        &operator,
        HALL,
        &left.1,
        "host",
        &json!({ "state": "left", "at": "2026-02-01 00:00:00.000Z" }),
    );
    for (who, role) in [(owner, "owner"), (deputy, "deputy"), (admin, "admin")] {
        is(&operator, HALL, &who.1, role, &Value::Null);
        assert_eq!(who.0.get("/events/theirs/sign-ups").status, 200, "{role}");
    }
    let claims = json!({ "role": "host", "as": people[0].1, "is": { "state": "member", "role": "owner" }, "user": people[0].1,
        "reason": "x", "at": in_minutes(0), "name": "x", "people": 1, "community": "elsewhere", "event": "theirs" });
    let anybody = (server.anybody(), String::new());
    let (row, before) = (id(&theirs), operator.found("sign_ups", "event='theirs'"));
    for (at, (who, _)) in [
        member, lecturer, stranger, elsewhere, over, left, &people[1], &anybody,
    ]
    .into_iter()
    .enumerate()
    {
        let status = if at == 7 { 401 } else { 403 };
        let mut all = vec![
            who.get("/events/theirs/sign-ups"),
            who.get("/events/theirs/sign-ups?limit=200"),
        ];
        for what in [
            "approve",
            "reject",
            "promote",
            "turn-away",
            "check-in",
            "undo-check-in",
        ] {
            for id in [row, "nobodyatall0000"] {
                all.push(does(
                    who,
                    &format!("{what} {id}"),
                    "theirs",
                    id,
                    what,
                    claims.clone(),
                ));
            }
        }
        all.push(walks_in(who, "walk", "theirs", "walkinwalkinwal", &claims));
        all.push(walks_in(who, "walk there", "theirs", row, &claims));
        all.push(closes(who, "close", "theirs"));
        for told in all {
            assert_eq!(told.status, status, "{at}: {told:?}");
            let hidden = [ticket.as_str(), "a secret", "小明", row];
            assert!(
                hidden.iter().all(|text| !told.text.contains(text)),
                "{at}: {}",
                told.text
            );
        }
        let seen = who.get("/events/theirs").text;
        let own = if at == 6 {
            String::new()
        } else {
            who.get("/me/sign-ups").text
        };
        assert!(
            [&ticket, "a secret"]
                .iter()
                .all(|text| !seen.contains(*text) && !own.contains(*text))
        );
    }
    let after = operator.found("sign_ups", "event='theirs'");
    assert_eq!(before, after, "nothing has changed");
    for what in ["promote", "turn-away", "check-in", "undo-check-in"] {
        assert_eq!(
            does(
                host,
                what,
                "theirs",
                "nobodyatall0000",
                what,
                claims.clone()
            )
            .why(),
            "gone"
        );
        let key = format!("{what} nowhere");
        assert_eq!(
            does(host, &key, "nowhere", row, what, claims.clone()).why(),
            "gone"
        );
    }
    assert_eq!(
        does(host, "crown", "theirs", row, "crown", claims.clone()).why(),
        "not-offered"
    );
}

pub fn nobody_else_comes_once_it_is_said<S: Server>() {
    let server = S::filled("attendance");
    let operator = server.operator();
    let people = server.people("close", 5);
    let [(host, _), (came, _), (late, _), (not, _), (waits, _)] = &people[..] else {
        panic!("five")
    };
    hall(&operator, &people[..1]);
    calls(
        &operator,
        &people,
        &["host", "came", "late", "not", "waits"],
    );
    meets(&operator, "close", json!(3), 60, Value::Null);
    for who in [came, late, not, waits] {
        assert_eq!(who.signs_up("1", "close").status, 200);
    }
    let early = closes(host, "1", "close");
    assert_eq!(early.why(), "not-yet", "{early:?}");
    let check_in = |key: &str, name: &str| {
        let row = named(host, "close", name);
        does(
            host,
            key,
            "close",
            id(&row),
            "check-in",
            json!({ "at": in_minutes(0) }),
        )
    };
    let told = check_in("2", "came");
    assert_eq!((told.status, told.state()), (200, "checked-in"), "{told:?}");
    assert_eq!(told.body["event"], "close");
    assert_eq!(mine(came)["state"], "checked-in");
    assert_eq!(closes(host, "3", "close").why(), "not-yet");
    operator.changed("events", "close", &json!({ "start": in_minutes(-5) }));
    let told = closes(host, "4", "close");
    let shown = server.anybody().get("/events/close").body;
    assert_eq!(told.status, 200, "{told:?}");
    for name in ["id", "title", "start", "taken", "waiting", "capacity"] {
        assert_eq!(told.body[name], shown[name], "{name}");
    }
    assert_eq!(closes(host, "4", "close"), told, "the same key");
    let states = [came, late, not, waits].map(|who| mine(who)["state"].clone());
    assert_eq!(states, ["checked-in", "no-show", "no-show", "waitlisted"]);
    assert_eq!(shown["taken"], 3, "seats stay theirs");
    assert!(mine(late)["ticket"].is_string());

    // Whoever had a seat may always come late, and a slip of the finger is put right.
    assert_eq!(check_in("5", "late").state(), "checked-in");
    assert_eq!(check_in("6", "late").why(), "already");
    let row = named(host, "close", "late");
    let ticket = row["ticket"].clone();
    let undone = does(host, "7", "close", id(&row), "undo-check-in", json!({}));
    assert_eq!(
        (undone.state(), &undone.body["ticket"]),
        ("confirmed", &ticket)
    );
    assert_eq!(mine(late)["state"], "confirmed");
    let told = does(
        host,
        "8",
        "close",
        id(&row),
        "turn-away",
        json!({ "reason": "x" }),
    );
    assert_eq!(told.state(), "rejected");
    let row = named(host, "close", "came");
    assert_eq!(
        does(
            host,
            "9",
            "close",
            id(&row),
            "turn-away",
            json!({ "reason": "x" })
        )
        .why(),
        "over"
    );
}

pub fn who_is_turned_away_leaves_the_seat_to_the_next<S: Server>() {
    let server = S::filled("turn-away");
    let operator = server.operator();
    let people = server.people("seats", 6);
    let [(host, _), (a, _), (b, _), (c, c_id), (d, _), (e, _)] = &people[..] else {
        panic!("six")
    };
    hall(&operator, &people[..1]);
    is(&operator, HALL, c_id, "member", &Value::Null);
    calls(&operator, &people, &["host", "a", "b", "c", "d", "e"]);
    meets(&operator, "seats", json!(3), 60, Value::Null);
    let with = |who: &Person, party: &[&str]| {
        who.does("1", "PUT", "/me/sign-ups/seats", &json!({ "party": party }))
    };
    assert_eq!(with(a, &["x"]).state(), "confirmed");
    for (who, party) in [(b, &["y"][..]), (c, &[]), (d, &[]), (e, &[])] {
        assert_eq!(with(who, party).state(), "waitlisted");
    }
    let row = |name: &str| named(host, "seats", name);
    let acts = |key: &str, name: &str, what: &str, body: Value| {
        does(host, key, "seats", id(&row(name)), what, body)
    };
    let queue = row("c");
    assert_eq!(
        (&queue["position"], &queue["member"], &queue["guest"]),
        (&json!(2), &json!(true), &json!(null))
    );
    // One seat is free, and a party of two is before them. Of two who are let past it at once, one is.
    let ids = [row("c"), row("d")].map(|row| id(&row).to_owned());
    let told = at_once(&ids, |_, id| {
        does(host, id, "seats", id, "promote", json!({}))
    });
    let mut ends: Vec<(u16, &str)> = told.iter().map(|t| (t.status, t.why())).collect();
    ends.sort_unstable();
    assert_eq!(ends, [(200, ""), (409, "full")], "{told:?}");
    let up = told.iter().find(|told| told.status == 200).unwrap();
    assert!(
        up.state() == "confirmed" && up.body["ticket"].is_string(),
        "{up:?}"
    );
    let (first, second) = if up.body["name"] == "c" {
        ("c", "d")
    } else {
        ("d", "c")
    };
    assert_eq!(acts("1", first, "promote", json!({})).why(), "already");
    assert_eq!(acts("2", "b", "promote", json!({})).why(), "full");
    assert_eq!(acts("3", "a", "promote", json!({})).why(), "already");

    // Whoever is there without a seat is there, and waits again where they stood when it was a slip.
    let there = acts("4", "e", "check-in", json!({}));
    assert_eq!(
        (there.state(), &there.body["ticket"]),
        ("checked-in", &json!(null))
    );
    assert_eq!(mine(e)["state"], "checked-in");
    assert_eq!(server.anybody().get("/events/seats").body["taken"], 4);
    assert_eq!(
        acts("5", "e", "undo-check-in", json!({})).state(),
        "waitlisted"
    );
    assert_eq!(
        (&row("e")["position"], &row("b")["position"]),
        (&json!(3), &json!(1))
    );

    let without = acts("6", "a", "turn-away", json!({ "reason": " " }));
    assert_eq!(
        (without.why(), &without.body["fields"][0]["field"]),
        ("invalid", &json!("reason"))
    );
    let no = acts("7", "a", "turn-away", json!({ "reason": " 换了小场地 " }));
    assert_eq!(
        (no.state(), &no.body["reason"]),
        ("rejected", &json!("换了小场地"))
    );
    assert!(
        no.body["party"].is_null() && no.body["ticket"].is_null(),
        "{no:?}"
    );
    assert_eq!(
        (&mine(a)["state"], &mine(a)["reason"]),
        (&json!("rejected"), &json!("换了小场地"))
    );
    assert_eq!(
        (&mine(b)["state"], &mine(b)["party"]),
        (&json!("confirmed"), &json!(["y"]))
    );
    assert_eq!(
        (&row(second)["position"], &row("e")["position"]),
        (&json!(1), &json!(2)),
        "and no other"
    );
    let shown = server.anybody().get("/events/seats").body;
    assert_eq!((&shown["taken"], &shown["waiting"]), (&json!(3), &json!(2)));
    assert_eq!(a.signs_up("2", "seats").why(), "not-again");
    let all = attendees(host, "seats", 2);
    assert!(
        all.len() == 4 && all.iter().all(|row| row["name"] != "a"),
        "{all:?}"
    );
    // What waits is turned away, too.
    assert_eq!(
        acts("8", "e", "turn-away", json!({ "reason": "x" })).state(),
        "rejected"
    );
    let (waits, _) = if second == "c" { (c, ()) } else { (d, ()) };
    assert_eq!(mine(waits)["position"], 1);
}
