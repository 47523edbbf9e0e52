//! Ways in: a password, a code by e-mail or SMS, a code that the operator's login backend asked for; and out.

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    net::TcpListener,
    thread::{self, sleep},
    time::Duration,
};

use serde_json::{Value, json};

use super::{PASSWORD, SECRET, Server};
use crate::services::backends::{
    people::{Person, Told, at_once},
    server::Server as _,
};

/// An operation of one text or two, and what came of it.
pub fn done(who: &Person, field: &str, arguments: &[(&str, &str)]) -> Told {
    let declared: Vec<String> = arguments
        .iter()
        .map(|(n, _)| format!("${n}: String"))
        .collect();
    let given: Vec<String> = arguments
        .iter()
        .map(|(n, _)| format!("{n}: ${n}"))
        .collect();
    let declared = match declared.join(", ") {
        none if none.is_empty() => none,
        some => format!("({some})"),
    };
    let query = format!(
        "mutation{declared} {{ done: {field}(input: {{ {} }}) {{ result {{ status body }} }} }}",
        given.join(", ")
    );
    let variables: serde_json::Map<String, Value> = arguments
        .iter()
        .map(|(n, v)| ((*n).to_owned(), json!(v)))
        .collect();
    let told = who.graphql(&query, &variables.into());
    Told {
        body: told.body["data"]["done"]["result"]["body"].clone(),
        ..told
    }
}

fn signed_in(server: &Server, told: &Told) -> Person {
    assert_eq!(told.status, 200, "{told:?}");
    server.by(told.body["token"].as_str().expect("a token"))
}

/// A mail server that takes one letter (RFC 5321), and what stands in it.
pub fn letter() -> (u16, thread::JoinHandle<String>) {
    let door = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = door.local_addr().unwrap().port();
    let takes = thread::spawn(move || {
        let (mut way, _) = door.accept().unwrap();
        let mut lines = BufReader::new(way.try_clone().unwrap()).lines();
        way.write_all(b"220 here\r\n").unwrap();
        let mut letter = String::new();
        while let Some(Ok(line)) = lines.next() {
            let word = line.get(..4).unwrap_or_default().to_uppercase();
            let says: &[u8] = match word.as_str() {
                "DATA" => {
                    way.write_all(b"354 go on\r\n").unwrap();
                    for line in lines
                        .by_ref()
                        .map_while(Result::ok)
                        .take_while(|line| line != ".")
                    {
                        letter.push_str(&line);
                        letter.push('\n');
                    }
                    b"250 taken\r\n"
                }
                "QUIT" => b"221 bye\r\n",
                _ => b"250 well\r\n",
            };
            way.write_all(says).unwrap();
            if word == "QUIT" {
                break;
            }
        }
        letter
    });
    (port, takes)
}

#[test]
fn a_code_by_e_mail_proves_the_address() {
    let (port, letter) = letter();
    let mut server = Server::stopped("mail");
    server.environment.push((
        "LINJU_SMTP_URL",
        format!("smtp://127.0.0.1:{port}?ignoreTLS=true"),
    ));
    server
        .environment
        .push(("LINJU_MAIL_FROM", "linju@example.com".to_owned()));
    let server = server.started();
    let anybody = server.anybody();
    // Somebody else has taken the address before, with a password of theirs.
    let theirs = [("email", "mail@example.com"), ("password", PASSWORD)];
    assert_eq!(done(&anybody, "createAccount", &theirs).status, 200);
    let by_password = || {
        done(
            &anybody,
            "signIn",
            &[("name", "mail@example.com"), ("password", PASSWORD)],
        )
    };
    let before = signed_in(&server, &by_password());
    assert_eq!(before.get("/me/sign-ups").status, 200);

    assert_eq!(
        done(&anybody, "askForCode", &[("recipient", "Mail@example.com")]).status,
        200
    );
    let letter = letter.join().unwrap();
    let subject = letter.lines().find(|l| l.starts_with("Subject: ")).unwrap();
    let code = subject.get(subject.len() - 6..).unwrap();
    let told = done(
        &anybody,
        "signInByCode",
        &[("name", "mail@example.com"), ("code", code)],
    );
    let owner = signed_in(&server, &told);
    assert_eq!(owner.get("/me/sign-ups").status, 200, "{letter}");
    // Their password and their sessions are void.
    assert_eq!(by_password().status, 401);
    assert_eq!(before.get("/me/sign-ups").status, 401);
    let me = owner.graphql("{ me { email verified } }", &Value::Null);
    assert_eq!(
        me.body["data"]["me"],
        json!({ "email": "mail@example.com", "verified": true })
    );
    assert_eq!(
        server.sql().asks("select count(*) from linju.outgoing"),
        "0",
        "gone once it is sent"
    );
}

/// What was sent to a number, out of the log of the provider for tests.
fn sent(server: &Server, to: &str) -> String {
    for _ in 0..100 {
        let log = fs::read_to_string(server.folder.join("log.txt")).unwrap_or_default();
        let line = log
            .lines()
            .rfind(|line| line.starts_with("sms ") && line.contains(to));
        if let Some(text) = line.and_then(|line| line.strip_suffix("\"}")) {
            return text[text.len() - 6..].to_owned();
        }
        sleep(Duration::from_millis(50));
    }
    panic!("nothing was sent to {to}");
}

#[test]
fn a_code_by_sms_opens_once_and_is_not_guessed() {
    let server = Server::filled("sms");
    let anybody = server.anybody();
    let asks = |to: &str| done(&anybody, "askForCode", &[("recipient", to)]);
    let opens =
        |name: &str, code: &str| done(&anybody, "signInByCode", &[("name", name), ("code", code)]);
    for to in ["", "138", "not a name", "a@b"] {
        let told = asks(to);
        assert_eq!(
            (told.status, &told.body["fields"][0]["field"]),
            (422, &json!("to")),
            "{told:?}"
        );
    }
    assert_eq!(asks("138 0000 1111").status, 200);
    let told = asks("+8613800001111");
    assert_eq!(told.status, 429, "one a minute, however it is written");
    let code = sent(&server, "+8613800001111");
    let wrong = if code == "000000" { "000001" } else { "000000" };
    assert_eq!(opens("１３８-0000-1111", wrong).status, 401);
    let told = opens("１３８-0000-1111", &format!(" {code} "));
    assert_eq!(signed_in(&server, &told).get("/me/sign-ups").status, 200);
    assert_eq!(opens("13800001111", &code).status, 401, "for one use");

    // Five wrong ones, and the right one comes too late; also when they come at once.
    assert_eq!(asks("13800002222").status, 200);
    let code = sent(&server, "+8613800002222");
    let wrong = if code == "000000" { "000001" } else { "000000" };
    let told = at_once(&[(); 5], |_, ()| opens("13800002222", wrong).status);
    assert_eq!(told, [401; 5]);
    assert_eq!(opens("13800002222", &code).status, 401);
    assert_eq!(
        server
            .sql()
            .asks("select tries from linju.codes where name = '+8613800002222'"),
        "5"
    );
    let kept = server
        .sql()
        .asks("select jsonb_agg(to_jsonb(c)) from linju.codes c");
    assert!(!kept.contains(&code), "kept as a hash");
    // Two with one code at the same moment: one is in.
    assert_eq!(asks("13800003333").status, 200);
    let code = sent(&server, "+8613800003333");
    let mut told = at_once(&[(); 4], |_, ()| opens("13800003333", &code).status);
    told.sort_unstable();
    assert_eq!(told, [200, 401, 401, 401]);
    // Too late.
    assert_eq!(asks("13800004444").status, 200);
    let code = sent(&server, "+8613800004444");
    server.sql().does("update linju.codes set until = now()");
    assert_eq!(opens("13800004444", &code).status, 401);
}

#[test]
fn the_operators_login_backend_hands_over() {
    let server = Server::filled("hand_over");
    let anybody = server.anybody();
    let asks = |secret: &str, subject: Value| {
        let body = json!({ "subject": subject, "name": "阿珍" }).to_string();
        let told = anybody.speak(
            "POST",
            "/session/hand-over",
            &[("linju-secret", secret)],
            Some(&body),
        );
        told.unwrap()
    };
    assert_eq!(asks("", json!("wx:1")).status, 401);
    assert_eq!(
        asks(
            "another secret of more than thirty-two characters",
            json!("wx:1")
        )
        .status,
        401
    );
    for subject in [json!(""), json!(null), json!(1), json!("x".repeat(201))] {
        assert_eq!(asks(SECRET, subject).status, 422);
    }
    let opens = |code: &str| done(&anybody, "signInByHandOver", &[("code", code)]);
    let first = asks(SECRET, json!("wx:1"));
    let code = first.body["code"].as_str().unwrap();
    let told = opens(code);
    assert_eq!((told.status, &told.body["name"]), (200, &json!("阿珍")));
    assert_eq!(opens(code).status, 401, "for one use");
    let again = opens(asks(SECRET, json!("wx:1")).body["code"].as_str().unwrap());
    assert_eq!(again.body["user"], told.body["user"], "the same person");
    let late = asks(SECRET, json!("wx:2"));
    let late = late.body["code"].as_str().unwrap();
    assert!(
        !server
            .sql()
            .asks("select jsonb_agg(to_jsonb(c)) from linju.codes c")
            .contains(late),
        "kept as a hash"
    );
    server.sql().does("update linju.codes set until = now()");
    assert_eq!(opens(late).status, 401, "after its minute");
}

#[test]
fn a_session_ends_when_it_is_told_to_and_when_it_is_over() {
    let server = Server::filled("out");
    let anybody = server.anybody();
    let account = |email: &str, password: &str| {
        done(
            &anybody,
            "createAccount",
            &[("email", email), ("password", password)],
        )
    };
    for (email, password, field) in [
        ("x", PASSWORD, "email"),
        ("a@b", PASSWORD, "email"),
        ("out@example.com", "short", "password"),
        ("out@example.com", &"x".repeat(73), "password"),
    ] {
        let told = account(email, password);
        assert_eq!(
            (told.status, &told.body["fields"][0]["field"]),
            (422, &json!(field))
        );
    }
    assert_eq!(account("Out@example.com", PASSWORD).status, 200);
    assert_eq!(
        account("out@Example.com", PASSWORD).status,
        422,
        "an address is one account"
    );
    let opens = |password: &str| {
        done(
            &anybody,
            "signIn",
            &[("name", " OUT@example.com "), ("password", password)],
        )
    };
    let (one, two) = (
        signed_in(&server, &opens(PASSWORD)),
        signed_in(&server, &opens(PASSWORD)),
    );
    assert_eq!(done(&one, "signOut", &[]).status, 200);
    assert_eq!(one.get("/me/sign-ups").status, 401);
    assert_eq!(done(&one, "signOut", &[]).status, 401);
    assert_eq!(two.get("/me/sign-ups").status, 200, "another device stays");
    server.sql().does("update linju.sessions set until = now()");
    for person in [
        &two,
        &server.by("x"),
        &server.by("eyJhbGciOiJub25lIn0.eyJpZCI6IngifQ."),
        &server.by("null"),
    ] {
        assert_eq!(person.signs_up("1", "e-night-run-3").status, 401);
        assert_eq!(person.get("/communities").status, 200, "and may look");
    }
    let kept = server
        .sql()
        .asks("select jsonb_agg(to_jsonb(u)) from linju.users u");
    assert!(!kept.contains(PASSWORD), "kept as a hash");

    // Ten wrong ones, and for a while not even the right one.
    let wrong: Vec<u16> = (0..11)
        .map(|n| opens(&format!("wrong {n}")).status)
        .collect();
    assert_eq!((&wrong[..10], wrong[10]), (&[401; 10][..], 429));
    assert_eq!(opens(PASSWORD).status, 429);
    server.sql().does("update linju.tries set until = now()");
    assert_eq!(opens(PASSWORD).status, 200);
    let unknown = done(
        &anybody,
        "signIn",
        &[("name", "nobody@example.com"), ("password", PASSWORD)],
    );
    assert_eq!(
        (unknown.status, &unknown.body["detail"]),
        (401, &opens("x").body["detail"]),
        "known or not is not told"
    );
}
