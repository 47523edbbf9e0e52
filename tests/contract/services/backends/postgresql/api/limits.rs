//! How much one request, one account and one address may ask for; what is said when the database is gone.

use std::{
    collections::BTreeSet,
    io::{Read as _, Write as _},
    net::TcpStream,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::Server;
use crate::services::backends::{
    people::at_once,
    promises::hosting::{attendees, does, expects, hall, meets},
    server::{Operator as _, Server as _, event},
};

/// What is answered, head and body, to a request whose line ureq would not send.
fn raw(server: &Server, line: &str, body: &str) -> String {
    let mut way = TcpStream::connect(&server.address).unwrap();
    let head = format!(
        "{line}\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n",
        body.len()
    );
    way.write_all((head + body).as_bytes()).unwrap();
    let mut told = String::new();
    way.read_to_string(&mut told).unwrap();
    told
}

#[test]
fn what_asks_for_too_much_is_not_begun() {
    let server = Server::filled("too_much");
    let anybody = server.anybody();
    let many = (0..11)
        .map(|n| format!("f{n}: me {{ id }}"))
        .collect::<Vec<_>>()
        .join(" ");
    let fields = "id ".repeat(2001);
    let deep = format!("{{ me {}{} }}", "{ id ".repeat(20), "}".repeat(20));
    let rings = "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }";
    let bombs: String = (0..12)
        .map(|n| {
            format!(
                "fragment f{n} on Account {{ {} }} ",
                format!("...f{} ", n + 1).repeat(8)
            )
        })
        .collect();
    // Spreads of nothing but spreads, each twice what the last one is; and many, each in the next.
    let doubled: String = (0..40)
        .map(|n| format!("fragment A{n} on Query {{ ...A{0} ...A{0} }} ", n + 1))
        .collect();
    let chain: String = (0..300)
        .map(|n| format!("fragment A{n} on Query {{ ...A{} }} ", n + 1))
        .collect();
    let last = "on Query { me { id } }";
    for query in [
        format!("{{ ...A0 }} {doubled} fragment A40 {last}"),
        format!("{{ ...A0 }} {chain} fragment A300 {last}"),
        format!("{{ me {{ id }} }} {chain} fragment A300 {last}"),
        "subscription { me { id } }".to_owned(),
        format!("{{ {many} }}"),
        format!("{{ ...a }} fragment a on Query {{ {many} }}"),
        format!("{{ me {{ {fields} }} }}"),
        deep,
        rings.to_owned(),
        format!("{{ me {{ ...f0 }} }} {bombs} fragment f12 on Account {{ id }}"),
        "query a { me { id } } query b { me { id } }".to_owned(),
        "{ me { id } ".to_owned() + &"#".repeat(200),
    ] {
        let begun = Instant::now();
        let told = anybody.graphql(&query, &Value::Null);
        assert_eq!(told.status, 400, "{query:.100}: {}", told.text);
        let health = anybody.speak("GET", "/health", &[], None).unwrap();
        assert_eq!(health.status, 200);
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(5), "{query:.100}: {took:?}");
    }
    let speak = |method: &str, path: &str, kind: &str, body: &str| {
        anybody
            .speak(method, path, &[("content-type", kind)], Some(body))
            .unwrap()
            .status
    };
    let good = "{\"query\": \"{ me { id } }\"}";
    assert_eq!(speak("POST", "/graphql", "application/json", good), 200);
    assert_eq!(speak("POST", "/api/graphql", "application/json", good), 200);
    let deep_json = format!(
        r#"{{"query": "{{ me {{ id }} }}", "variables": {{"a": {}{}}}}}"#,
        "[".repeat(120_000),
        "]".repeat(120_000)
    );
    for body in [
        "",
        "[]",
        "{",
        "1",
        "{\"query\": 1}",
        "{\"query\": \"{ me { id } }\", \"variables\": []}",
        &deep_json,
    ] {
        assert_eq!(
            speak("POST", "/graphql", "application/json", body),
            400,
            "{body:.100}"
        );
    }
    for target in ["//", "http://["] {
        let told = raw(&server, &format!("GET {target} HTTP/1.1"), "");
        assert!(told.starts_with("HTTP/1.1 400 "), "{target}: {told}");
    }
    assert_eq!(speak("PUT", "/graphql", "application/json", good), 405);
    assert_eq!(speak("POST", "/elsewhere", "application/json", good), 404);
    assert_eq!(
        speak("POST", "/graphql", "application/json", &"x".repeat(300_000)),
        413
    );
}

#[test]
fn ten_thousand_sign_ups_from_one_account_end_early() {
    let server = Server::filled("many");
    let admin = server.operator();
    admin.does("update linju.settings set value = 120 where name = 'commands_a_minute'");
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
        admin.found("commands", &format!("user_id='{a_id}'")).len(),
        120
    );
    assert_eq!(admin.found("sign_ups", "event_id='many'").len(), 1);
}

#[test]
fn a_host_may_mark_a_whole_hall_at_once() {
    let server = Server::filled("hall");
    let admin = server.operator();
    let people = server.people("hall", 1);
    let (host, _) = &people[0];
    hall(&admin, &people);
    meets(&admin, "full", json!(300), -5, json!({}));
    event(&admin, "own", json!(5), &json!({}));
    let ids = expects(&admin, "full", 130);
    admin.does(
        "update linju.settings set value = 120 where name in ('commands_a_minute', 'commands_a_day');
         update linju.settings set value = 600 where name = 'host_commands_a_minute'",
    );
    let mark = |at: usize| does(host, &ids[at], "full", &ids[at], "check-in", json!({}));
    for at in 0..125 {
        let told = mark(at);
        assert_eq!(told.status, 200, "{at}: {told:?}");
    }
    assert_eq!(host.signs_up("own", "own").state(), "confirmed");
    for (span, to) in [("day", 126), ("minute", 127)] {
        admin.does(&format!(
            "update linju.settings set value = 1000000 where name like 'host%';
             update linju.settings set value = {to} where name = 'host_commands_a_{span}'"
        ));
        assert_eq!(mark(to - 1).status, 200, "{span}");
        assert_eq!(mark(to).status, 429, "{span}");
    }
    assert_eq!(mark(7).status, 200, "what was answered is answered again");
}

#[test]
fn two_thousand_who_come_are_ten_pages() {
    let server = Server::filled("crowd");
    let admin = server.operator();
    let people = server.people("crowd", 1);
    hall(&admin, &people);
    meets(&admin, "crowd", json!(1500), 60, json!({}));
    admin.does(
        "insert into linju.users (id, email) select 'c-' || n, 'c-' || n || '@example.net' from generate_series(1, 2000) n;
         insert into linju.memberships (user_id, community_id, state, role, since)
           select 'c-' || n, 'hall', 'member', 'member', now() from generate_series(1, 1000) n;
         insert into linju.sign_ups (user_id, event_id, state, since, ticket, turn)
           select 'c-' || n, 'crowd', case when n > 1500 then 'waitlisted' else 'confirmed' end, now(),
             case when n > 1500 then null else 't' || n end, greatest(n - 1500, 0) from generate_series(1, 2000) n",
    );
    let begun = Instant::now();
    let all = attendees(&people[0].0, "crowd", 200);
    let took = begun.elapsed();
    let places: BTreeSet<i64> = all
        .iter()
        .filter_map(|row| row["position"].as_i64())
        .collect();
    assert_eq!((all.len(), places), (2000, (1..=500).collect()));
    let members = all.iter().filter(|row| row["member"] == true).count();
    assert_eq!(members, 1000);
    println!("{took:?}");
    assert!(took < Duration::from_secs(20), "{took:?}");
}

#[test]
fn one_address_has_its_share() {
    let mut server = Server::stopped("share");
    server
        .environment
        .retain(|(name, _)| !["LINJU_REQUESTS", "LINJU_TRIES"].contains(name));
    server.environment.push(("LINJU_TRIES", "5".to_owned()));
    server
        .environment
        .push(("LINJU_BEHIND_PROXY", "1".to_owned()));
    let server = server.started();
    let signs_in = |address: &str| {
        let body = json!({ "query": "mutation { signIn(input: { name: \"x@example.com\", password: \"x\" }) { result { status } } }" });
        let told = server.anybody().speak(
            "POST",
            "/graphql",
            &[("x-forwarded-for", address)],
            Some(&body.to_string()),
        );
        told.unwrap().status
    };
    let all: Vec<u16> = (0..7).map(|_| signs_in("10.0.0.9, 192.0.2.1")).collect();
    assert_eq!(all, [401, 401, 401, 401, 401, 429, 429]);
    assert_eq!(
        signs_in("192.0.2.1, 192.0.2.2"),
        401,
        "the last is whom the proxy saw"
    );
}

/// Asks for a code: the head of what is answered.
fn asks_for_a_code(server: &Server, to: &str) -> String {
    let query = format!(
        "mutation {{ askForCode(input: {{ recipient: \"{to}\" }}) {{ result {{ status }} }} }}"
    );
    let body = json!({ "query": query }).to_string();
    let told = raw(server, "POST /graphql HTTP/1.1", &body);
    told.split("\r\n\r\n").next().unwrap().to_lowercase()
}

#[test]
fn one_address_asks_for_ten_codes_a_minute() {
    let server = Server::filled("codes");
    for at in 0..12 {
        let told = asks_for_a_code(&server, &format!("1380000{at:04}"));
        let later = told.starts_with("http/1.1 429 ") && told.contains("retry-after: ");
        assert!(told.starts_with("http/1.1 200 ") || later, "{told}");
        assert_eq!(later, at >= 10, "{told}");
    }
}

#[test]
fn all_codes_of_a_day_have_a_bound() {
    let server = Server::filled("codes_of_a_day");
    let sql = server.sql();
    let set = "select value from linju.settings where name = 'codes_a_day'";
    assert_ne!(sql.asks(set), "");
    sql.does("update linju.settings set value = 3 where name = 'codes_a_day'");
    let asks = |at: usize| asks_for_a_code(&server, &format!("1380001{at:04}"));
    // At once, the first of them twice: what is not sent does not count.
    let told = at_once(&[0, 0, 1], |_, at| asks(*at));
    let sent = |told: &[String]| {
        let well = |told: &&String| told.starts_with("http/1.1 200 ");
        told.iter().filter(well).count()
    };
    assert_eq!(sent(&told), 2, "{told:?}");
    let told = at_once(&[2, 3, 4, 5], |_, at| asks(*at));
    assert_eq!(sent(&told), 1, "{told:?}");
    let late = |told: &&String| told.starts_with("http/1.1 429 ") && told.contains("retry-after: ");
    assert_eq!(told.iter().filter(late).count(), 3, "{told:?}");
    assert_eq!(sql.asks("select count(*) from linju.codes"), "3");
    // The hour in which what is over is forgotten does not begin the day anew; the next day does.
    sql.does("select linju.forget_sessions()");
    assert!(asks(6).starts_with("http/1.1 429 "));
    sql.does("update linju.tries set until = now() where name = 'codes'");
    assert!(asks(7).starts_with("http/1.1 200 "));
}

#[test]
fn a_database_that_goes_and_comes_is_waited_for() {
    let mut server = Server::alone("gone");
    let (a, _) = server.people("gone", 1).remove(0);
    assert_eq!(a.get("/me/sign-ups").status, 200);
    // What it was busy with is lost; it says so, and when to come again.
    server.killer(1)();
    for _ in 0..3 {
        let told = a.get("/me/sign-ups");
        assert_eq!(told.status, 503, "{}", told.text);
        let whose = ["postgres", "ECONN", "terminat"];
        assert!(
            !whose.iter().any(|word| told.text.contains(word)),
            "{}",
            told.text
        );
    }
    assert_eq!(a.speak("GET", "/health", &[], None).unwrap().status, 503);
    server.begin_again();
    assert_eq!(a.get("/me/sign-ups").status, 200, "and goes on by itself");
    assert_eq!(a.signs_up("1", "e-night-run-3").status, 200);
}
