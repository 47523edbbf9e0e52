//! The server ends in mid-command: what it was doing is done or not begun.

use std::{
    collections::{BTreeMap, BTreeSet},
    thread::sleep,
    time::Duration,
};

use serde_json::{Value, json};

use crate::services::backends::{
    people::{Told, at_once},
    server::{Operator as _, Server, event},
};

/// The server is killed so often.
const TIMES: usize = 5;
const EVENTS: usize = 12;

pub fn killed_in_mid_command_it_has_done_all_or_nothing<S: Server>() {
    let mut server = S::filled("killed");
    let admin = server.operator();
    let people = server.people("killed", 8);
    let mut answered: BTreeMap<String, Told> = BTreeMap::new();
    for time in 0..TIMES {
        let admin_ = server.operator();
        for at in 0..EVENTS {
            event(&admin_, &format!("kill-{time}-{at}"), json!(3), &json!({}));
        }
        let kill = server.killer(time);
        let heard = std::thread::scope(|scope| {
            let storm = scope.spawn(|| {
                at_once(&people, |who, (person, _)| {
                    let mut heard = Vec::new();
                    for at in 0..EVENTS {
                        let (id, key) = (format!("kill-{time}-{at}"), format!("{time}-{who}-{at}"));
                        let path = format!("/me/sign-ups/{id}");
                        let headers = [("idempotency-key", key.as_str())];
                        match person.try_to("PUT", &path, &headers, Some("{}")) {
                            Some(told) if told.status < 500 => heard.push((key.clone(), told)),
                            _ => break,
                        }
                    }
                    heard
                })
            });
            sleep(Duration::from_millis(
                60 + 45 * u64::try_from(time).unwrap(),
            ));
            kill();
            storm.join().unwrap()
        });
        let heard: Vec<(String, Told)> = heard.into_iter().flatten().collect();
        assert!(heard.len() < people.len() * EVENTS, "killed too late");
        answered.extend(heard);
        server.begin_again();

        // Every key that is kept has its sign-up, every sign-up its key, and what was answered is there.
        let of = |row: &Value| (row["user"].to_string(), row["event"].to_string());
        let rows = admin.found("sign_ups", "event~'kill-'");
        let ups: BTreeSet<_> = rows.iter().map(of).collect();
        assert_eq!(ups.len(), rows.len(), "none twice");
        let keys = admin.found("commands", "status=200");
        let done: BTreeSet<_> = keys
            .iter()
            .map(|row| {
                let body = match &row["body"] {
                    Value::String(text) => serde_json::from_str(text).unwrap(),
                    body => body.clone(),
                };
                (row["user"].to_string(), body["event"].to_string())
            })
            .collect();
        assert_eq!(done, ups, "all or nothing");
        let kept: BTreeSet<&str> = keys.iter().map(|r| r["key"].as_str().unwrap()).collect();
        assert!(answered.keys().all(|key| kept.contains(key.as_str())));
    }

    // Whoever heard nothing sends again; whoever heard is told the same.
    for (who, (person, _)) in people.iter().enumerate() {
        for time in 0..TIMES {
            for at in 0..EVENTS {
                let key = format!("{time}-{who}-{at}");
                let told = person.signs_up(&key, &format!("kill-{time}-{at}"));
                assert_eq!(told.status, 200, "{told:?}");
                assert!(answered.get(&key).is_none_or(|first| *first == told));
            }
        }
    }
    for row in admin.found("events", "id~'kill-'") {
        let id = row["id"].as_str().unwrap();
        let shown = server.anybody().get(&format!("/events/{id}")).body;
        assert_eq!(
            (&shown["taken"], &shown["waiting"]),
            (&json!(3), &json!(5)),
            "{id}"
        );
    }
}
