//! Ways in: a code by SMS, a code that the operator's login backend asked for; and out.

use std::{rc::Rc, thread::sleep, time::Duration};

use linju::{
    backend::{
        Backend as _, SignedIn,
        mapped::{Mapped, Plan},
    },
    model::AccountId,
};
use serde_json::{Value, json};

use super::{PASSWORD, SECRET, Server, changed, found, made, post::Post, seed};
use crate::{
    native::{Hand, Wire, block_on},
    services::{backends::people::Person, mapping},
};

#[test]
fn a_code_by_e_mail_proves_the_address() {
    let server = Server::filled("backend-pocketbase-mail", seed::small());
    let (admin, anybody) = (server.admin(), server.anybody());
    let mail = Post::mail();
    let smtp = json!({ "smtp": { "enabled": true, "host": "127.0.0.1", "port": mail.port, "tls": false },
        "meta": { "senderAddress": "linju@example.com", "senderName": "Linju", "appName": "Linju", "appURL": "http://x.example" } });
    assert_eq!(admin.send("PATCH", "/settings", &smtp).status, 200);
    // Somebody else has taken the address before, with a password of theirs.
    let user =
        json!({ "email": "mail@example.com", "password": PASSWORD, "passwordConfirm": PASSWORD });
    made(&anybody, "users", &user);
    let by_password = json!({ "name": "mail@example.com", "password": PASSWORD });
    let before = anybody.send("POST", "/session", &by_password);
    let before = Person::new(&server.base(), before.body["token"].as_str().unwrap());
    assert_eq!(before.get("/me/sign-ups").status, 200);

    let asked = anybody.send(
        "POST",
        "/session/codes",
        &json!({ "to": "Mail@example.com" }),
    );
    assert_eq!(asked.status, 204, "{asked:?}");
    let letter = mail.taken(1).pop().unwrap();
    let subject = letter.lines().find(|l| l.starts_with("Subject: ")).unwrap();
    let code = subject.get(subject.len() - 6..).unwrap();
    let told = anybody.send(
        "POST",
        "/session",
        &json!({ "name": "mail@example.com", "code": code }),
    );
    assert_eq!(told.status, 200, "{letter} {told:?}");
    // Their password and their sessions are void.
    assert_eq!(anybody.send("POST", "/session", &by_password).status, 401);
    assert_eq!(before.get("/me/sign-ups").status, 401);
    assert_eq!(
        found(&admin, "users", "email='mail@example.com'")[0]["verified"],
        true
    );
}

/// What was sent to a number, out of the log of the provider for tests.
fn sent(admin: &Person, to: &str) -> String {
    for _ in 0..100 {
        let logs = admin.get("/logs?perPage=200&filter=message=%22sms%22").body;
        let all = logs["items"].as_array().cloned().unwrap_or_default();
        if let Some(log) = all.iter().find(|log| log["data"]["to"] == to) {
            let text = log["data"]["text"].as_str().unwrap();
            return text[text.len() - 6..].to_owned();
        }
        sleep(Duration::from_millis(100));
    }
    panic!("nothing was sent to {to}");
}

#[test]
fn a_code_by_sms_opens_once() {
    let server = Server::filled("backend-pocketbase-sms", seed::small());
    let (admin, anybody) = (server.admin(), server.anybody());
    let asks = |to: &str| anybody.send("POST", "/session/codes", &json!({ "to": to }));
    let opens = |code: &str| {
        let body = json!({ "name": "１３８-0000-1111", "code": code });
        anybody.send("POST", "/session", &body)
    };
    for to in ["", "138", "not a name", "a@b"] {
        let told = asks(to);
        assert_eq!(
            (told.status, &told.body["fields"][0]["field"]),
            (422, &json!("to")),
            "{to}"
        );
    }
    assert_eq!(opens("000000").status, 401, "none was sent");
    assert_eq!(asks("138 0000 1111").status, 204);
    assert_eq!(asks("13800001111").status, 429, "not at once again");
    let code = sent(&admin, "+8613800001111");
    let wrong = if code == "123456" { "654321" } else { "123456" };
    assert_eq!(opens(wrong).status, 401);
    let told = opens(&code);
    assert_eq!(told.status, 200, "{told:?}");
    assert_eq!(opens(&code).status, 401, "for one use");
    let person = Person::new(&server.base(), told.body["token"].as_str().unwrap());
    assert_eq!(person.signs_up("1", "e-night-run-3").status, 200);
    let users = found(&admin, "users", "phone='+8613800001111'");
    assert_eq!((users.len(), &users[0]["id"]), (1, &told.body["user"]));

    // Five tries, then it is void.
    assert_eq!(asks("+86 139 0000 2222").status, 204);
    let code = sent(&admin, "+8613900002222");
    let tries = |code: &str| {
        let body = json!({ "name": "13900002222", "code": code });
        anybody.send("POST", "/session", &body).status
    };
    let wrong = if code == "123456" { "654321" } else { "123456" };
    for _ in 0..5 {
        assert_eq!(tries(wrong), 401);
    }
    assert_eq!(tries(&code), 401);
}

#[test]
fn codes_of_a_day_are_bounded() {
    let mut server = Server::filled("backend-pocketbase-codes", seed::small());
    drop(server.process.take());
    server.more.push(("LINJU_CODES_A_DAY", "3".to_owned()));
    let server = server.started();
    let (admin, anybody) = (server.admin(), server.anybody());
    let asks = |to: &str| {
        let told = anybody.send("POST", "/session/codes", &json!({ "to": to }));
        told.status
    };
    assert_eq!(asks("13800000001"), 204);
    assert_eq!(asks("13800000001"), 429, "not at once again");
    assert_eq!(asks("13800000002"), 204);
    assert_eq!(asks("13800000003"), 204, "what was not sent does not count");
    assert_eq!(asks("13800000004"), 429, "enough for a day");
    let code = sent(&admin, "+8613800000003");
    let body = json!({ "name": "13800000003", "code": code });
    let told = anybody.send("POST", "/session", &body);
    assert_eq!(told.status, 200, "what was sent is good: {told:?}");
    // The next day.
    let day = found(&admin, "codes", "name='all of a day'");
    let id = day[0]["id"].as_str().unwrap();
    assert_eq!(day[0]["tries"], 3);
    changed(&admin, "codes", id, &json!({ "until": 1 }));
    assert_eq!(asks("13800000004"), 204);
}

#[test]
fn a_code_from_the_login_backend_opens_once_for_a_minute() {
    let server = Server::filled("backend-pocketbase-hand-over", seed::small());
    let (admin, anybody) = (server.admin(), server.anybody());
    let asks = |secret: &str, subject: &str| {
        let body = json!({ "subject": subject, "name": "阿珍" }).to_string();
        let headers = [("linju-secret", secret)];
        anybody
            .try_to("POST", "/session/hand-over", &headers, Some(&body))
            .unwrap()
    };
    let opens = |code: &Value| anybody.send("POST", "/session", &json!({ "hand_over": code }));
    assert_eq!(asks("", "wx:1").status, 401);
    assert_eq!(asks("not the secret", "wx:1").status, 401);
    let code = asks(SECRET, "wx:1").body["code"].clone();
    let first = opens(&code);
    assert_eq!((first.status, &first.body["name"]), (200, &json!("阿珍")));
    assert_eq!(opens(&code).status, 401, "for one use");
    let again = opens(&asks(SECRET, "wx:1").body["code"]);
    assert_eq!(again.body["user"], first.body["user"], "the same person");
    let other = opens(&asks(SECRET, "wx:2").body["code"]);
    assert_ne!(other.body["user"], first.body["user"]);

    // As the page of the server says it: the app itself, by its mapping.
    let mut ours = mapping("linju");
    ours["base"] = server.base().into();
    let page = include_str!("../../../../../docs/backends/pocketbase/README.md");
    let part = page.split_once("\"handed_over\": ").unwrap().1;
    let part = part.split_once("```").unwrap().0;
    ours["auth"]["handed_over"] = serde_json::from_str(part).unwrap();
    let plan = Plan::compile(&ours).unwrap();
    let clock = Hand::at("2026-11-21T19:00:00+08:00");
    let app = Mapped::new(plan, Wire::new(), clock, AccountId::from("handed"));
    let app = Rc::new(app);
    let code = asks(SECRET, "wx:1").body["code"].clone();
    let door = app.sign_in().unwrap();
    let signed = block_on(door.hand_over(code.as_str().unwrap()));
    assert!(matches!(signed, Ok(SignedIn::Yes(_))), "{signed:?}");
    let viewer = block_on(app.viewer()).unwrap().data;
    assert_eq!(viewer.account.unwrap().as_str(), first.body["user"]);

    let late = asks(SECRET, "wx:1").body["code"].clone();
    let row = found(&admin, "codes", "kind='hand-over'");
    assert_eq!(row.len(), 1, "used ones are gone");
    assert!(
        !row[0].to_string().contains(late.as_str().unwrap()),
        "kept as a hash"
    );
    changed(
        &admin,
        "codes",
        row[0]["id"].as_str().unwrap(),
        &json!({ "until": 1 }),
    );
    assert_eq!(opens(&late).status, 401);
}

#[test]
fn who_signed_out_is_out() {
    let server = Server::filled("backend-pocketbase-out", seed::small());
    let user =
        json!({ "email": "Out@example.com", "password": PASSWORD, "passwordConfirm": PASSWORD });
    made(&server.anybody(), "users", &user);
    let opens = || {
        let told = server.anybody().send(
            "POST",
            "/session",
            &json!({ "name": " out@example.com ", "password": PASSWORD }),
        );
        Person::new(
            &server.base(),
            told.body["token"].as_str().expect("a token"),
        )
    };
    let (one, two) = (opens(), opens());
    assert_eq!(one.send("DELETE", "/session", &Value::Null).status, 204);
    assert_eq!(one.get("/me/sign-ups").status, 401);
    assert_eq!(two.get("/me/sign-ups").status, 200, "another device stays");
}
