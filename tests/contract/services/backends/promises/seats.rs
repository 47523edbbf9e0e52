//! Seats when many want them at once, and the queue for them.

use std::collections::BTreeSet;

use serde_json::json;

use crate::services::backends::{
    people::{Person, at_once},
    server::{Operator as _, Server, event},
};

pub fn two_take_the_last_seat_at_once_two_hundred_times<S: Server>() {
    let server = S::filled("last-seat");
    let admin = server.operator();
    let people = server.people("last", 2);
    for round in 0..200 {
        let id = format!("last-{round}");
        event(&admin, &id, json!(1), &json!({}));
        let told = at_once(&people, |_, (person, _)| person.signs_up(&id, &id));
        let mut ends: Vec<(&str, Option<i64>)> = told
            .iter()
            .map(|t| (t.state(), t.body["position"].as_i64()))
            .collect();
        ends.sort_unstable();
        let expected = [("confirmed", None), ("waitlisted", Some(1))];
        assert_eq!(ends, expected, "round {round}: {told:?}");
    }
}

pub fn fifty_storm_an_event_of_twenty<S: Server>() {
    let server = S::filled("storm");
    let admin = server.operator();
    let people = server.people("storm", 50);
    event(&admin, "storm", json!(20), &json!({}));
    // Each of them twice at the same moment, from two devices.
    let devices: Vec<(&Person, String)> = (0..2)
        .flat_map(|device| {
            let people = people.iter().enumerate();
            people.map(move |(at, (person, _))| (person, format!("{device}-{at}")))
        })
        .collect();
    let told = at_once(&devices, |_, (person, key)| person.signs_up(key, "storm"));
    let (mut confirmed, mut positions) = (0, BTreeSet::new());
    for at in 0..50 {
        let mut both = [&told[at], &told[at + 50]];
        both.sort_by_key(|t| t.status);
        assert_eq!(
            (both[0].status, both[1].why()),
            (200, "already"),
            "{both:?}"
        );
        match both[0].state() {
            "confirmed" => confirmed += 1,
            "waitlisted" => assert!(positions.insert(both[0].body["position"].as_i64().unwrap())),
            other => panic!("{other}"),
        }
    }
    assert_eq!(confirmed, 20);
    assert_eq!(positions, (1..=30).collect());

    // In the order in which the server took them.
    let mut rows = admin.found("sign_ups", "event='storm'");
    let users: BTreeSet<&str> = rows.iter().map(|r| r["user"].as_str().unwrap()).collect();
    assert_eq!((rows.len(), users.len()), (50, 50), "none twice");
    let created = |row: &serde_json::Value| row["created"].as_str().unwrap().to_owned();
    rows.sort_by_key(|row| row["turn"].as_i64());
    let (seated, queue) = rows.split_at(20);
    assert!(seated.iter().all(|row| row["state"] == "confirmed"));
    assert!(queue.is_sorted_by_key(created));
    let last = seated.iter().map(created).max().unwrap();
    assert!(
        queue.iter().all(|row| created(row) >= last),
        "who came first has a seat"
    );
    let shown = server.anybody().get("/events/storm").body;
    assert_eq!(
        (&shown["taken"], &shown["waiting"]),
        (&json!(20), &json!(30))
    );

    // Ten give their seats back at once: the first ten of the queue have them, and no other.
    let user = |row: &serde_json::Value| row["user"].as_str().unwrap().to_owned();
    let leaving: BTreeSet<String> = seated.iter().take(10).map(user).collect();
    let leavers: Vec<_> = people
        .iter()
        .filter(|(_, id)| leaving.contains(id))
        .collect();
    let told = at_once(&leavers, |_, (person, id)| person.cancels(id, "storm"));
    assert!(told.iter().all(|t| t.state() == "cancelled"), "{told:?}");
    let first: BTreeSet<String> = queue.iter().take(10).map(user).collect();
    let now = admin.found("sign_ups", "event='storm' && state='confirmed'");
    let now: BTreeSet<String> = now.iter().map(user).collect();
    assert_eq!(now.len(), 20);
    assert!(first.is_subset(&now));
    let (person, _) = people
        .iter()
        .find(|(_, id)| *id == user(&queue[10]))
        .unwrap();
    let mine = person.get("/me/sign-ups").body;
    assert_eq!(mine["items"][0]["position"], 1, "and the others moved up");

    // The operator finds five more chairs.
    admin.changed("events", "storm", &json!({ "capacity": 25 }));
    let shown = server.anybody().get("/events/storm").body;
    assert_eq!(
        (&shown["taken"], &shown["waiting"]),
        (&json!(25), &json!(15))
    );
}

pub fn a_free_seat_is_offered_to_the_next_until_its_time_is_over<S: Server>() {
    let server = S::filled("offers");
    let admin = server.operator();
    let people = server.people("offer", 4);
    let [(a, _), (b, _), (c, c_id), (d, _)] = &people[..] else {
        panic!("four")
    };
    event(&admin, "offered", json!(1), &json!({ "offer_minutes": 10 }));
    assert_eq!(a.signs_up("1", "offered").state(), "confirmed");
    assert_eq!(b.signs_up("1", "offered").body["position"], 1);
    assert_eq!(c.signs_up("1", "offered").body["position"], 2);
    assert_eq!(a.cancels("2", "offered").state(), "cancelled");
    let mine = b.get("/me/sign-ups").body["items"][0].clone();
    assert!(mine["offer_until"].is_string(), "{mine}");
    let shown = server.anybody().get("/events/offered").body;
    assert_eq!(
        (&shown["taken"], &shown["waiting"]),
        (&json!(1), &json!(1)),
        "held for them"
    );
    let accepts =
        |who: &Person, key: &str| who.does(key, "POST", "/me/sign-ups/offered/accept", &json!({}));
    assert_eq!(accepts(c, "2").why(), "nothing-there");
    let taken = accepts(b, "2");
    assert_eq!(
        (taken.state(), &taken.body["position"]),
        ("confirmed", &json!(null))
    );
    assert!(taken.body["ticket"].is_string());
    assert_eq!(accepts(b, "3").why(), "already");

    // The next lets it pass: it falls to who comes then.
    assert_eq!(b.cancels("4", "offered").state(), "cancelled");
    let filter = format!("event='offered' && user='{c_id}'");
    let row = &admin.found("sign_ups", &filter)[0];
    assert_ne!(row["offer_until"], "");
    let past = json!({ "offer_until": "2020-01-01 00:00:00.000Z" });
    admin.changed("sign_ups", row["id"].as_str().unwrap(), &past);
    let shown = server.anybody().get("/events/offered").body;
    assert_eq!(shown["taken"], 0, "on reading");
    server.time_passes();
    assert_eq!(admin.found("sign_ups", &filter)[0]["lapsed"], true);
    assert_eq!(d.signs_up("1", "offered").state(), "confirmed");
    assert_eq!(accepts(c, "5").why(), "offer-expired");
    assert_eq!(c.signs_up("6", "offered").why(), "already");
    assert_eq!(c.cancels("7", "offered").state(), "cancelled");
    assert_eq!(
        c.signs_up("8", "offered").body["position"],
        1,
        "at the end of the queue"
    );
}

pub fn a_party_is_neither_split_nor_overtaken<S: Server>() {
    let server = S::filled("parties");
    let admin = server.operator();
    let people = server.people("party", 4);
    let [(a, _), (b, _), (c, _), (d, _)] = &people[..] else {
        panic!("four")
    };
    event(&admin, "parties", json!(4), &json!({}));
    let with = |who: &Person, party: &[&str]| {
        who.does(
            "1",
            "PUT",
            "/me/sign-ups/parties",
            &json!({ "party": party }),
        )
    };
    assert_eq!(with(a, &["x"]).state(), "confirmed");
    assert_eq!(with(b, &["x", "y"]).body["position"], 1);
    assert_eq!(with(c, &[]).body["position"], 2, "although one would fit");
    assert_eq!(with(d, &["x", "y", "z"]).why(), "party-too-large");
    assert_eq!(a.cancels("2", "parties").state(), "cancelled");
    for who in [b, c] {
        assert_eq!(
            who.get("/me/sign-ups").body["items"][0]["state"],
            "confirmed"
        );
    }
    assert_eq!(
        with(d, &["x", "y", "z"]).why(),
        "party-too-large",
        "the key has its answer"
    );
    let shown = server.anybody().get("/events/parties").body;
    assert_eq!(shown["taken"], 4);
}

pub fn whoever_is_forgotten_leaves_a_seat_to_the_next<S: Server>() {
    let server = S::filled("forgotten");
    let admin = server.operator();
    let people = server.people("forgotten", 2);
    let [(a, a_id), (b, _)] = &people[..] else {
        panic!("two")
    };
    event(&admin, "forgotten", json!(1), &json!({}));
    assert_eq!(a.signs_up("1", "forgotten").state(), "confirmed");
    assert_eq!(b.signs_up("1", "forgotten").state(), "waitlisted");
    admin.forgets(a_id);
    assert_eq!(a.get("/me/sign-ups").status, 401);
    assert_eq!(b.get("/me/sign-ups").body["items"][0]["state"], "confirmed");
    assert_eq!(admin.found("commands", &format!("user='{a_id}'")).len(), 0);
}
