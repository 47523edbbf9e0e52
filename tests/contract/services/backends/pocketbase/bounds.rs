//! Tokens that are over, and how much one account does.

use std::{
    collections::BTreeSet,
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::json;

use super::{Server, event, found, made, seed};
use crate::services::backends::promises::hosting::{attendees, does, expects, hall, meets};

#[test]
fn a_token_that_is_over_or_not_ours_is_none() {
    let server = Server::filled("backend-pocketbase-tokens", seed::small());
    let admin = server.admin();
    let user = json!({ "email": "over@example.com", "password": "a long password", "passwordConfirm": "a long password" });
    let id = made(&admin, "users", &user);
    let told = admin.send(
        "POST",
        &format!("/collections/users/impersonate/{id}"),
        &json!({ "duration": 1 }),
    );
    let token = told.body["token"].as_str().unwrap().to_owned();
    let person = |token: &str| super::Person::new(&server.base(), token);
    assert_eq!(person(&token).get("/me/sign-ups").status, 200);
    sleep(Duration::from_millis(2100));
    let spoiled = format!("{}x", &token[..token.len() - 1]);
    let unsigned = "eyJhbGciOiJub25lIn0.eyJpZCI6IngiLCJ0eXBlIjoiYXV0aCJ9.";
    for token in [token.as_str(), spoiled.as_str(), unsigned, "x", "' OR 1=1"] {
        let told = person(token).signs_up("1", "e-night-run-3");
        assert_eq!(told.status, 401, "{token}: {}", told.text);
        assert_eq!(
            person(token).get("/communities").status,
            200,
            "and may look"
        );
    }
    // An administrator is nobody's account.
    assert_eq!(admin.signs_up("1", "e-night-run-3").status, 401);
}

#[test]
fn ten_thousand_sign_ups_from_one_account_end_early() {
    let mut server = Server::filled("backend-pocketbase-many", seed::small());
    drop(server.process.take());
    server.a_minute = "";
    let server = server.started();
    let admin = server.admin();
    let (a, a_id) = &server.people("many", 1)[0];
    event(&admin, "many", json!(5), &json!({}));
    let mut later = 0;
    for at in 0..300 {
        let key = format!("k{at}");
        let told = match at % 2 {
            0 => a.signs_up(&key, "many"),
            _ => a.cancels(&key, "many"),
        };
        match told.status {
            200 => assert_eq!(later, 0),
            429 => later += 1,
            _ => panic!("{told:?}"),
        }
    }
    assert_eq!(later, 180, "120 a minute");
    assert_eq!(
        found(&admin, "commands", &format!("user='{a_id}'")).len(),
        120
    );
    assert!(found(&admin, "sign_ups", "event='many'").len() == 1);
}

#[test]
fn a_host_may_mark_a_whole_hall_at_once_and_nobody_else() {
    let mut server = Server::filled("backend-pocketbase-hall", seed::small());
    drop(server.process.take());
    server.a_minute = "";
    let mut server = server.started();
    let admin = server.admin();
    let people = server.people("hall", 2);
    let [(host, host_id), (stranger, _)] = &people[..] else {
        panic!("two")
    };
    hall(&admin, &people[..1]);
    meets(&admin, "full", json!(300), -5, json!({}));
    event(&admin, "own", json!(5), &json!({}));
    let ids = expects(&admin, "full", 230);
    let mark = |at: usize| does(host, &ids[at], "full", &ids[at], "check-in", json!({}));
    for at in 0..200 {
        let told = mark(at);
        assert_eq!(told.status, 200, "{at}: {told:?}");
    }
    let as_host = format!("user='{host_id}' && hosting=true");
    assert_eq!(found(&admin, "commands", &as_host).len(), 200);
    // What they do about themselves is counted by itself, and so is what somebody does who hosts nothing.
    assert_eq!(host.signs_up("own", "own").state(), "confirmed");
    let statuses: Vec<u16> = (0..130)
        .map(|at| {
            let key = format!("s{at}");
            does(stranger, &key, "full", &ids[229], "check-in", json!({})).status
        })
        .collect();
    assert!(statuses[..120].iter().all(|status| *status == 403));
    assert!(statuses[120..].iter().all(|status| *status == 429));

    drop(server.process.take());
    server.more = vec![("LINJU_HOST_COMMANDS_A_DAY", "210".to_owned())];
    let server = server.started();
    let statuses: Vec<u16> = (200..220).map(|at| mark(at).status).collect();
    assert!(statuses[..10].iter().all(|status| *status == 200));
    assert!(statuses[10..].iter().all(|status| *status == 429));
    assert_eq!(mark(7).status, 200, "what was answered is answered again");
    drop(server);
}

#[test]
fn two_thousand_who_come_are_ten_pages() {
    let server = Server::filled("backend-pocketbase-crowd", seed::small());
    let admin = server.admin();
    let people = server.people("crowd", 1);
    hall(&admin, &people);
    meets(&admin, "crowd", json!(null), 60, json!({}));
    expects(&admin, "crowd", 1500);
    for at in 0..500 {
        let row = json!({ "guest": format!("waits {at}"), "event": "crowd", "state": "waitlisted", "people": 1,
            "since": "2026-01-01 00:00:00.000Z" });
        made(&admin, "sign_ups", &row);
    }
    let begun = Instant::now();
    let all = attendees(&people[0].0, "crowd", 200);
    let took = begun.elapsed();
    let places: BTreeSet<i64> = all
        .iter()
        .filter_map(|row| row["position"].as_i64())
        .collect();
    assert_eq!((all.len(), places), (2000, (1..=500).collect()));
    println!("{took:?}");
    assert!(took < Duration::from_secs(20), "{took:?}");
}
