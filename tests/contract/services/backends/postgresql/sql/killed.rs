//! A connection or the whole server ends in mid-command: what it was doing is done or not begun.

use std::{collections::BTreeMap, sync::Mutex, thread::sleep, time::Duration};

use super::{Base, Person, Told, event};
use crate::services::backends::people::at_once;

const PEOPLE: usize = 6;
const EVENTS: usize = 24;

/// Everybody signs up for one event after another until their connection ends; what they heard.
fn storm(people: &[Mutex<Person>], time: usize) -> BTreeMap<String, Told> {
    let heard = at_once(people, |who, person| {
        let mut heard = Vec::new();
        for at in 0..EVENTS {
            let key = format!("{time}-{who}-{at}");
            let mut person = person.lock().unwrap();
            match person.tries(&key, "sign-up", &format!("kill-{time}-{at}"), "{}") {
                Ok(told) => heard.push((key, told)),
                Err(_) => break,
            }
        }
        heard
    });
    heard.into_iter().flatten().collect()
}

/// Every key that is kept has its sign-up, every sign-up its key, what was answered is there, and counts are right.
fn all_or_nothing(base: &Base, answered: &BTreeMap<String, Told>) {
    let mut owner = base.owner();
    let only =
        |one: &str, other: &str| format!("select count(*) from ({one} except all {other}) d");
    let ups = "select user_id, event_id from linju.sign_ups";
    let keys = "select user_id, body ->> 'event' from linju.commands where status = 200";
    assert_eq!(
        owner.found(&only(ups, keys)),
        "0",
        "no sign-up without its key"
    );
    assert_eq!(
        owner.found(&only(keys, ups)),
        "0",
        "no key without its sign-up"
    );
    let wrong = "select count(*) from linju.events e, lateral (
        select coalesce(sum(s.people) filter (where linju.holds(s)), 0) as taken,
          coalesce(sum(s.people) filter (where linju.waits(s)), 0) as waiting
        from linju.sign_ups s where s.event_id = e.id) c
        where (e.taken, e.waiting) <> (c.taken, c.waiting)";
    assert_eq!(owner.found(wrong), "0", "counts");
    let over = "select count(*) from linju.events e where e.taken > e.capacity or (e.waiting > 0 and e.taken < e.capacity)";
    assert_eq!(owner.found(over), "0", "seats");
    let kept = owner.found("select key from linju.commands");
    let kept: Vec<&str> = kept.lines().collect();
    assert!(answered.keys().all(|key| kept.contains(&key.as_str())));
}

/// Whoever heard nothing sends again; whoever heard is told the same.
fn again(people: &[Mutex<Person>], answered: &BTreeMap<String, Told>, time: usize) {
    for (who, person) in people.iter().enumerate() {
        for at in 0..EVENTS {
            let key = format!("{time}-{who}-{at}");
            let told = person
                .lock()
                .unwrap()
                .signs_up(&key, &format!("kill-{time}-{at}"));
            assert_eq!(told.status, 200, "{told:?}");
            assert!(answered.get(&key).is_none_or(|first| *first == told));
        }
    }
}

fn events(base: &Base, time: usize) {
    let mut owner = base.owner();
    for at in 0..EVENTS {
        event(&mut owner, &format!("kill-{time}-{at}"), "2", "");
    }
}

fn as_people(base: &Base, people: &[Mutex<Person>]) -> Vec<Mutex<Person>> {
    let again = people.iter().map(|person| {
        let person = person.lock().unwrap();
        Mutex::new(Person {
            session: base.visitor(),
            token: person.token.clone(),
            id: person.id.clone(),
        })
    });
    again.collect()
}

#[test]
fn connections_ended_in_mid_command_leave_all_or_nothing() {
    let base = Base::new("backend-postgresql-terminated");
    let mut people: Vec<_> = base
        .people("killed", PEOPLE)
        .into_iter()
        .map(Mutex::new)
        .collect();
    let mut cut = 0;
    for time in 0..6 {
        events(&base, time);
        let pids: Vec<String> = people
            .iter()
            .map(|p| p.lock().unwrap().session.pid())
            .collect();
        let answered = std::thread::scope(|scope| {
            let storm = scope.spawn(|| storm(&people, time));
            let mut root = base.server.session();
            for pid in &pids {
                sleep(Duration::from_millis(25));
                root.does(&format!("select pg_terminate_backend({pid})"));
            }
            storm.join().unwrap()
        });
        cut += usize::from(answered.len() < PEOPLE * EVENTS);
        all_or_nothing(&base, &answered);
        people = as_people(&base, &people);
        again(&people, &answered, time);
    }
    assert!(cut > 2, "killed too late: {cut}");
}

#[test]
fn a_server_killed_in_mid_command_has_done_all_or_nothing() {
    let mut base = Base::new("backend-postgresql-killed");
    let mut people: Vec<_> = base
        .people("killed", PEOPLE)
        .into_iter()
        .map(Mutex::new)
        .collect();
    let mut cut = 0;
    for time in 0..4 {
        events(&base, time);
        let answered = std::thread::scope(|scope| {
            let storm = scope.spawn(|| storm(&people, time));
            sleep(Duration::from_millis(
                80 + 40 * u64::try_from(time).unwrap(),
            ));
            base.server.end_at_once();
            storm.join().unwrap()
        });
        cut += usize::from(answered.len() < PEOPLE * EVENTS);
        base.server = base.server.again();
        all_or_nothing(&base, &answered);
        people = as_people(&base, &people);
        again(&people, &answered, time);
    }
    assert!(cut > 1, "killed too late: {cut}");
}
