//! The door of an event: who is there, noted down by many at once and through any end of the server.

use std::collections::{BTreeMap, BTreeSet};

use linju::model::{Attendee, FromJson, Instant};
use serde_json::{Value, json};

use super::hosting::{attendees, does, expects, hall, id, in_minutes, meets, named, walks_in};
use crate::services::{
    backends::{
        people::{Told, at_once},
        server::{Operator as _, Server},
    },
    seed,
};

pub fn two_hosts_check_the_same_in_at_once_and_one_does<S: Server>() {
    let server = S::filled("door-race");
    let operator = server.operator();
    let hosts = server.people("door", 2);
    hall(&operator, &hosts);
    meets(&operator, "race", json!(40), 30, Value::Null);
    let one_of_two = |told: Vec<Told>| {
        let mut ends: Vec<(u16, &str)> = told.iter().map(|t| (t.status, t.why())).collect();
        ends.sort_unstable();
        assert_eq!(ends, [(200, ""), (409, "already")], "{told:?}");
    };
    for id in expects(&operator, "race", 30) {
        one_of_two(at_once(&hosts, |_, (host, _)| {
            does(host, &id, "race", &id, "check-in", json!({}))
        }));
    }
    for at in 0..10 {
        let id = format!("walkedintwice0{at}");
        let body = json!({ "name": "老王", "people": 2 });
        one_of_two(at_once(&hosts, |_, (host, _)| {
            walks_in(host, &id, "race", &id, &body)
        }));
    }
    let rows = operator.found("sign_ups", "event='race'");
    assert_eq!(rows.len(), 40, "none twice");
    assert!(rows.iter().all(|row| row["state"] == "checked-in"));
    let shown = server.anybody().get("/events/race").body;
    assert_eq!(shown["taken"], 50, "a fact is noted down, seats or not");
}

pub fn two_hundred_marks_are_kept_each_once<S: Server>() {
    let server = S::filled("marks");
    let operator = server.operator();
    let hosts = server.people("marks", 1);
    let (host, host_id) = &hosts[0];
    hall(&operator, &hosts);
    meets(&operator, "marks", json!(null), -30, Value::Null);
    let ids = expects(&operator, "marks", 200);
    let at = in_minutes(-10);
    let marks = || -> Vec<Told> {
        let one = |id: &String| does(host, id, "marks", id, "check-in", json!({ "at": at }));
        ids.iter().map(one).collect()
    };
    let told = marks();
    for (told, id) in told.iter().zip(&ids) {
        assert_eq!((told.status, told.state()), (200, "checked-in"), "{told:?}");
        assert_eq!(
            (&told.body["id"], &told.body["at"]),
            (&json!(id), &json!(at))
        );
    }
    assert_eq!(marks(), told, "the same keys change nothing");
    let keys = operator.found("commands", &format!("user='{host_id}'"));
    assert_eq!(keys.len(), 200);

    // A hall is one page, and small ones have each of them once, whoever comes meanwhile.
    let page = host.get("/events/marks/sign-ups?limit=1000").body;
    let items = page["items"].as_array().unwrap();
    assert_eq!(items.len(), 200);
    for row in items {
        let read = Attendee::from_json(row).unwrap_or_else(|fault| panic!("{row}: {fault:?}"));
        assert!(read.guest && !read.member && read.name.starts_with("guest "));
        assert!(read.is.ticket.starts_with("marks-"));
    }
    let first = host.get("/events/marks/sign-ups?limit=70").body;
    let next = first["next"].as_str().unwrap();
    let next: String = next.bytes().map(|byte| format!("%{byte:02X}")).collect();
    for at in 0..9 {
        let id = format!("{}walkedinlater{at}", if at % 2 == 0 { "a" } else { "z" });
        let told = walks_in(host, &id, "marks", &id, &json!({ "name": "晚到的" }));
        assert_eq!(told.status, 200, "{told:?}");
    }
    let mut seen: Vec<String> = first["items"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| id(r).to_owned())
        .collect();
    let rest = host
        .get(&format!("/events/marks/sign-ups?limit=200&cursor={next}"))
        .body;
    seen.extend(
        rest["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| id(r).to_owned()),
    );
    let all: BTreeSet<&String> = seen.iter().collect();
    assert_eq!(all.len(), seen.len(), "none twice");
    assert!(ids.iter().all(|id| all.contains(id)), "and all of them");
    assert_eq!(attendees(host, "marks", 30).len(), 209);
}

pub fn killed_while_many_are_checked_in_it_has_kept_all_or_nothing<S: Server>() {
    let mut server = S::filled("killed-door");
    let operator = server.operator();
    let hosts = server.people("killed", 2);
    hall(&operator, &hosts);
    for time in 0..2_u64 {
        let event = format!("killed-{time}");
        meets(&server.operator(), &event, json!(100), 30, Value::Null);
        let ids = expects(&server.operator(), &event, 80);
        let kill = server.killer(usize::try_from(time).unwrap());
        let heard: Vec<BTreeMap<String, Told>> = std::thread::scope(|scope| {
            let marks = scope.spawn(|| {
                at_once(&hosts, |who, (host, _)| {
                    let mut heard = BTreeMap::new();
                    for id in ids.iter().skip(who).step_by(2) {
                        let path = format!("/events/{event}/sign-ups/{id}/check-in");
                        let headers = [("idempotency-key", id.as_str())];
                        match host.try_to("POST", &path, &headers, Some("{}")) {
                            Some(told) if told.status < 500 => heard.insert(id.clone(), told),
                            _ => break,
                        };
                    }
                    heard
                })
            });
            std::thread::sleep(std::time::Duration::from_millis(120 + 60 * time));
            kill();
            marks.join().unwrap()
        });
        assert!(
            heard.iter().map(BTreeMap::len).sum::<usize>() < 80,
            "killed too late"
        );
        server.begin_again();
        let rows = operator.found(
            "sign_ups",
            &format!("event='{event}' && state='checked-in'"),
        );
        let done: BTreeSet<String> = rows.iter().map(|row| id(row).to_owned()).collect();
        let keys = operator.found("commands", "status=200");
        let kept: BTreeSet<String> = keys
            .iter()
            .map(|row| row["key"].as_str().unwrap().to_owned())
            .collect();
        let kept: BTreeSet<String> = kept
            .intersection(&ids.iter().cloned().collect())
            .cloned()
            .collect();
        assert_eq!(done, kept, "all or nothing");
        for (who, (host, _)) in hosts.iter().enumerate() {
            assert!(
                heard[who].keys().all(|id| done.contains(id)),
                "what was answered is there"
            );
            for id in ids.iter().skip(who).step_by(2) {
                let told = does(host, id, &event, id, "check-in", json!({}));
                assert_eq!(told.status, 200, "{told:?}");
                assert!(heard[who].get(id).is_none_or(|first| *first == told));
            }
        }
    }
}

pub fn who_walks_in_is_data<S: Server>() {
    let server = S::filled("walk-in");
    let operator = server.operator();
    let people = server.people("walk", 1);
    let (host, _) = &people[0];
    hall(&operator, &people);
    meets(&operator, "walk", json!(2), -10, Value::Null);
    meets(&operator, "later", json!(2), 3 * 1440, Value::Null);
    meets(
        &operator,
        "off",
        json!(2),
        -10,
        json!({ "status": "cancelled" }),
    );
    let mut at = 0;
    let mut tries = |event: &str, id: &str, body: Value| {
        at += 1;
        walks_in(host, &format!("walk {at}"), event, id, &body)
    };
    let long = "王".repeat(61);
    let wrong = [
        ("name", json!({ "name": " \u{3000}" })),
        ("name", json!({ "name": 7 })),
        ("name", json!({})),
        ("name", json!({ "name": long })),
        ("people", json!({ "name": "x", "people": 0 })),
        ("people", json!({ "name": "x", "people": 21 })),
        (
            "people",
            json!({ "name": "x", "people": 4_294_967_295_u32 }),
        ),
        ("people", json!({ "name": "x", "people": 1e300 })),
        ("people", json!({ "name": "x", "people": -1 })),
        ("people", json!({ "name": "x", "people": 1.5 })),
        ("people", json!({ "name": "x", "people": "3" })),
        ("at", json!({ "name": "x", "at": "yesterday" })),
        ("at", json!({ "name": "x", "at": 7 })),
    ];
    for (field, body) in wrong {
        let told = tries("walk", "walkinwalkinwal", body);
        assert_eq!((told.status, told.why()), (422, "invalid"), "{told:?}");
        assert_eq!(told.body["fields"][0]["field"], field, "{told:?}");
    }
    for id in [
        "w1",
        "WALKINWALKINWAL",
        "walkinwalkinwalk",
        "walkin-alkinwal",
        "walkin'alkinwal",
    ] {
        let path = id.replace('\'', "%27");
        let told = tries("walk", &path, json!({ "name": "x" }));
        assert_eq!(told.body["fields"][0]["field"], "person", "{id}: {told:?}");
    }
    assert_eq!(
        tries("later", "walkinwalkinwal", json!({ "name": "x" })).why(),
        "not-yet"
    );
    assert_eq!(
        tries("off", "walkinwalkinwal", json!({ "name": "x" })).why(),
        "off"
    );
    assert_eq!(
        tries("nowhere", "walkinwalkinwal", json!({ "name": "x" })).why(),
        "gone"
    );
    assert_eq!(
        attendees(host, "walk", 200).len(),
        0,
        "nothing of it is kept"
    );

    let names = [
        "'; drop table sign_ups; --",
        "{:id}",
        "' OR state != ''",
        "<b>老王</b>",
        "${1+1}",
        "\" \\ %s",
        "null",
    ];
    for (at, name) in names.iter().enumerate() {
        let id = format!("walkinwalkinwa{at}");
        let told = tries(
            "walk",
            &id,
            json!({ "name": format!(" {name} "), "people": 3, "at": "2020-01-01T00:00:00Z" }),
        );
        let row = &told.body;
        assert_eq!((told.status, told.state()), (200, "checked-in"), "{told:?}");
        assert_eq!(
            (&row["id"], &row["name"], &row["guest"]),
            (&json!(id), &json!(name), &json!(true))
        );
        let opens =
            Instant::parse(row["at"].as_str().unwrap()).unwrap().unix() - seed::clock().unix();
        assert!(
            (-86_400 - 700..-86_400).contains(&opens),
            "a clock is what it is: {opens}"
        );
        assert_eq!(
            Attendee::from_json(&named(host, "walk", name))
                .unwrap()
                .is
                .people(),
            3
        );
    }
    let shown = server.anybody().get("/events/walk").body;
    assert_eq!(shown["taken"], 21, "{shown}");
    let other = expects(&operator, "later", 1);
    assert_eq!(
        tries("walk", "walkinwalkinwa0", json!({ "name": "x" })).why(),
        "already"
    );
    if other[0].len() == 15
        && other[0]
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    {
        assert_eq!(
            tries("walk", &other[0], json!({ "name": "x" })).why(),
            "gone"
        );
    }
    operator.made(
        "sign_ups",
        &json!({ "id": "paperpaperpaper", "guest": "王家", "event": "later", "state": "confirmed",
        "people": 4, "since": "2026-01-01 00:00:00.000Z" }),
    );
    assert_eq!(
        tries("walk", "paperpaperpaper", json!({ "name": "x" })).why(),
        "gone"
    );
    assert_eq!(
        Attendee::from_json(&named(host, "later", "王家"))
            .unwrap()
            .is
            .people(),
        4
    );

    // A slip of the finger: nobody came.
    let undo = |key: &str| {
        does(
            host,
            key,
            "walk",
            "walkinwalkinwa0",
            "undo-check-in",
            json!({}),
        )
    };
    assert_eq!(undo("undo").state(), "cancelled");
    assert_eq!(undo("undo again").why(), "nothing-there");
    assert_eq!(attendees(host, "walk", 200).len(), names.len() - 1);
    let shown = server.anybody().get("/events/walk").body;
    assert_eq!(shown["taken"], 18, "{shown}");
}
