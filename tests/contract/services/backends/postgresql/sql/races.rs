//! Seats when many want them at once, each on a connection of their own; the same command twice at the same moment.

use std::{collections::BTreeSet, sync::Mutex};

use serde_json::{Value, json};

use super::{Base, Person, Told, event};
use crate::services::backends::people::at_once;

/// Each does something at the same moment as the others.
fn all_at_once(
    people: Vec<Person>,
    act: impl Fn(usize, &mut Person) -> Told + Sync,
) -> (Vec<Person>, Vec<Told>) {
    let people: Vec<Mutex<Person>> = people.into_iter().map(Mutex::new).collect();
    let told = at_once(&people, |at, person| act(at, &mut person.lock().unwrap()));
    let people = people.into_iter().map(|p| p.into_inner().unwrap());
    (people.collect(), told)
}

#[test]
fn two_take_the_last_seat_at_once_two_hundred_times() {
    let base = Base::new("backend-postgresql-last-seat");
    let mut owner = base.owner();
    let mut people = base.people("last", 2);
    for round in 0..200 {
        let id = format!("last-{round}");
        event(&mut owner, &id, "1", "");
        let (after, told) = all_at_once(people, |_, person| person.signs_up(&id, &id));
        people = after;
        let mut ends: Vec<(&str, Option<i64>)> = told
            .iter()
            .map(|t| (t.state(), t.body["position"].as_i64()))
            .collect();
        ends.sort_unstable();
        let expected = [("confirmed", None), ("waitlisted", Some(1))];
        assert_eq!(ends, expected, "round {round}: {told:?}");
    }
}

#[test]
fn fifty_storm_an_event_of_twenty() {
    let base = Base::new("backend-postgresql-storm");
    let mut owner = base.owner();
    event(&mut owner, "storm", "20", "");
    // Each of them twice at the same moment, from two devices.
    let mut devices = base.people("storm", 50);
    for at in 0..50 {
        devices.push(Person {
            session: base.visitor(),
            token: devices[at].token.clone(),
            id: devices[at].id.clone(),
        });
    }
    let (mut devices, told) = all_at_once(devices, |at, person| {
        person.signs_up(&at.to_string(), "storm")
    });
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
    let counts = "select taken || ' ' || waiting from linju.events where id = 'storm'";
    assert_eq!(owner.found(counts), "20 30");
    let rows = "select count(*) || ' ' || count(distinct user_id) from linju.sign_ups";
    assert_eq!(owner.found(rows), "50 50", "none twice");

    // The commands' own order is the one in which the server took them.
    let queue = "select string_agg(s.user_id, ' ' order by s.turn) from linju.sign_ups s where s.state = 'waitlisted'";
    let taken = "select string_agg(c.user_id, ' ' order by c.at) from linju.commands c where c.body ->> 'state' = 'waitlisted'";
    let in_order = owner.found(queue);
    assert_eq!(in_order, owner.found(taken));
    let late = "select count(*) from linju.commands c, linju.commands w where c.body ->> 'state' = 'confirmed'
        and w.body ->> 'state' = 'waitlisted' and c.at > w.at";
    assert_eq!(owner.found(late), "0", "who came first has a seat");

    // Ten give their seats back at once: the first ten of the queue have them, and no other.
    let seated: BTreeSet<String> = devices[..50]
        .iter()
        .zip(&told)
        .zip(&told[50..])
        .filter(|((_, one), two)| [one, two].iter().any(|t| t.state() == "confirmed"))
        .map(|((person, _), _)| person.id.clone())
        .take(10)
        .collect();
    devices.truncate(50);
    let leavers = devices
        .into_iter()
        .filter(|p| seated.contains(&p.id))
        .collect();
    let (_, told) = all_at_once(leavers, |_, person| person.cancels("c", "storm"));
    assert!(told.iter().all(|t| t.state() == "cancelled"), "{told:?}");
    let first: Vec<&str> = in_order.split(' ').take(10).collect();
    for id in first {
        let state = format!("select state from linju.sign_ups where user_id = '{id}'");
        assert_eq!(owner.found(&state), "confirmed", "{id}");
    }
    assert_eq!(owner.found(counts), "20 20");
    // The operator finds five more chairs, and takes four of them away again: nobody loses a seat.
    owner.does("update linju.events set capacity = 25 where id = 'storm'");
    assert_eq!(owner.found(counts), "25 15");
    owner.does("update linju.events set capacity = 21 where id = 'storm'");
    assert_eq!(owner.found(counts), "25 15");
}

#[test]
fn the_same_key_from_eight_places_at_once_is_one_command() {
    let base = Base::new("backend-postgresql-one-key");
    let mut owner = base.owner();
    for round in 0..20 {
        let id = format!("key-{round}");
        event(&mut owner, &id, "9", "");
        let one = base.people(&id, 1).remove(0);
        let place = |_| Person {
            session: base.visitor(),
            token: one.token.clone(),
            id: one.id.clone(),
        };
        let (_, told) = all_at_once((0..8).map(place).collect(), |_, person| {
            person.signs_up("k", &id)
        });
        assert!(told.iter().all(|t| *t == told[0]), "{told:?}");
        assert_eq!(told[0].state(), "confirmed");
        let taken = format!("select taken from linju.events where id = '{id}'");
        assert_eq!(owner.found(&taken), "1");
    }
}

#[test]
fn a_second_send_with_the_same_key_changes_nothing_and_answers_the_same() {
    let base = Base::new("backend-postgresql-keys");
    let mut owner = base.owner();
    event(&mut owner, "keys", "5", "");
    event(&mut owner, "keys-2", "5", "");
    let mut people = base.people("key", 2);
    let [a, b] = &mut people[..] else {
        panic!("two")
    };
    let party = json!({ "party": ["x"] });
    let first = a.does("k", "sign-up", "keys", &party);
    assert_eq!((first.status, first.state()), (200, "confirmed"));
    assert_eq!(a.does("k", "sign-up", "keys", &party), first);
    let taken = "select taken from linju.events where id = 'keys'";
    assert_eq!(owner.found(taken), "2");
    for (kind, thing, body) in [
        ("sign-up", "keys", json!({ "party": ["x", "y"] })),
        ("sign-up", "keys-2", party),
        ("cancel-sign-up", "keys", json!({})),
        ("join", "keys", json!({})),
    ] {
        assert_eq!(
            a.does("k", kind, thing, &body).status,
            422,
            "{kind} {thing}"
        );
    }
    assert_eq!(
        b.signs_up("k", "keys").state(),
        "confirmed",
        "another person's key is another"
    );
    // A refusal is an answer, too: later there would be one.
    let refused = a.signs_up("r", "keys");
    assert_eq!(refused.why(), "already");
    assert_eq!(a.cancels("c", "keys").state(), "cancelled");
    assert_eq!(a.signs_up("r", "keys"), refused);
    assert_eq!(a.cancels("c", "keys").state(), "cancelled", "as the first");
    assert_eq!(a.cancels("d", "keys").why(), "nothing-there");
    for key in ["", &"x".repeat(256)] {
        assert_eq!(a.does(key, "sign-up", "keys", &Value::Null).status, 400);
    }
    // After two days nobody sends it again.
    owner.does("update linju.commands set at = at - interval '49 hours' where key = 'c'");
    owner.does("select linju.forget()");
    assert_eq!(
        owner.found("select count(*) from linju.commands where key in ('c', 'd')"),
        "1"
    );
}

#[test]
fn a_free_seat_is_offered_to_the_next_until_its_time_is_over() {
    let base = Base::new("backend-postgresql-offers");
    let mut owner = base.owner();
    let mut people = base.people("offer", 4);
    let [a, b, c, d] = &mut people[..] else {
        panic!("four")
    };
    event(&mut owner, "offered", "1", "offer_minutes = 10");
    assert_eq!(a.signs_up("1", "offered").state(), "confirmed");
    assert_eq!(b.signs_up("1", "offered").body["position"], 1);
    assert_eq!(c.signs_up("1", "offered").body["position"], 2);
    assert_eq!(a.cancels("2", "offered").state(), "cancelled");
    let counts = "select taken || ' ' || waiting from linju.events where id = 'offered'";
    assert_eq!(owner.found(counts), "1 1", "held for them");
    let accepts =
        |who: &mut Person, key: &str| who.does(key, "accept-offer", "offered", &json!({}));
    assert_eq!(accepts(c, "2").why(), "nothing-there");
    let taken = accepts(b, "2");
    assert_eq!(
        (taken.state(), &taken.body["position"]),
        ("confirmed", &Value::Null)
    );
    assert!(taken.body["ticket"].as_str().is_some_and(|t| t.len() == 10));
    assert_eq!(accepts(b, "3").why(), "already");
    // The next lets it pass: it falls to who comes then.
    assert_eq!(b.cancels("4", "offered").state(), "cancelled");
    owner.does("update linju.sign_ups set offer_until = '2020-01-01Z' where user_id = 'offer-2'");
    let now = "select linju.taken_of(e, now()) from linju.events e where id = 'offered'";
    assert_eq!(
        owner.found(now),
        "0",
        "an offer that is over holds no seat, also unsettled"
    );
    assert_eq!(owner.found("select linju.settle_due()"), "1");
    assert_eq!(
        owner.found("select lapsed from linju.sign_ups where user_id = 'offer-2'"),
        "t"
    );
    assert_eq!(owner.found(counts), "0 0");
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

#[test]
fn a_party_is_neither_split_nor_overtaken() {
    let base = Base::new("backend-postgresql-parties");
    let mut owner = base.owner();
    let mut people = base.people("party", 4);
    let [a, b, c, d] = &mut people[..] else {
        panic!("four")
    };
    event(&mut owner, "parties", "4", "");
    let with = |who: &mut Person, party: &[&str]| {
        who.does("1", "sign-up", "parties", &json!({ "party": party }))
    };
    assert_eq!(with(a, &["x"]).state(), "confirmed");
    assert_eq!(with(b, &["x", "y"]).body["position"], 1);
    assert_eq!(with(c, &[]).body["position"], 2, "although one would fit");
    let refused = with(d, &["x", "y", "z"]);
    assert_eq!(
        (refused.why(), &refused.body["limit"]),
        ("party-too-large", &json!(3))
    );
    assert_eq!(a.cancels("2", "parties").state(), "cancelled");
    let states = "select string_agg(state, ' ' order by user_id) from linju.sign_ups";
    assert_eq!(owner.found(states), "cancelled confirmed confirmed");
    // One larger than the whole, because chairs went, holds back nobody.
    assert_eq!(
        d.does("2", "sign-up", "parties", &json!({ "party": ["x", "y"] }))
            .state(),
        "waitlisted"
    );
    owner.does("update linju.events set capacity = 2 where id = 'parties'");
    assert_eq!(a.signs_up("3", "parties").state(), "waitlisted");
    assert_eq!(b.cancels("2", "parties").state(), "cancelled");
    assert_eq!(
        owner.found(states),
        "confirmed cancelled confirmed waitlisted"
    );
}
