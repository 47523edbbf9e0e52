//! Tokens that are over, and how much one account does.

use std::{thread::sleep, time::Duration};

use serde_json::json;

use super::{Server, event, found, made, seed};

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
