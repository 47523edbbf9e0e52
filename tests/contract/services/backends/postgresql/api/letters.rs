//! Letters to who moves up.

use std::{fs, thread::sleep, time::Duration};

use linju::model::Instant;
use serde_json::{Value, json};

use super::{
    Server, seed,
    signing_in::{done, letter},
};
use crate::services::backends::{
    promises::hosting::{attendees, does, hall, meets},
    server::{Operator as _, Server as _, event},
};

#[test]
fn who_moves_up_is_written_to() {
    let (port, letter) = letter();
    let mut server = Server::stopped("letters");
    let smtp = format!("smtp://127.0.0.1:{port}?ignoreTLS=true");
    server.environment.push(("LINJU_SMTP_URL", smtp));
    server
        .environment
        .push(("LINJU_MAIL_FROM", "linju@example.com".to_owned()));
    server
        .environment
        .push(("LINJU_SITE", "https://linju.example/".to_owned()));
    let server = server.started();
    let admin = server.operator();
    let people = server.people("letters", 3);
    let [(a, _), (b, b_id), (c, c_id)] = &people[..] else {
        panic!("three")
    };
    server.sql().does(&format!(
        "update linju.users set verified = true where id = '{b_id}';
         update linju.users set email = null, phone = '+8613800007777' where id = '{c_id}'"
    ));
    event(
        &admin,
        "moves",
        json!(1),
        &json!({ "zone": "Nowhere/At-all" }),
    );
    assert_eq!(a.signs_up("1", "moves").state(), "confirmed");
    let body = json!({ "query": "mutation { signUp(input: { event: \"moves\", key: \"1\" }) { result { status } } }" });
    let english = [("accept-language", "en-GB,en;q=0.9")];
    let waits = b.speak("POST", "/graphql", &english, Some(&body.to_string()));
    assert_eq!(waits.unwrap().status, 200);
    assert_eq!(c.signs_up("1", "moves").state(), "waitlisted");
    assert_eq!(a.cancels("2", "moves").state(), "cancelled");
    assert_eq!(b.get("/me/sign-ups").body["items"][0]["state"], "confirmed");
    // Whatever is to be sent goes when a code is asked for, too, and the clock need not be waited for.
    let _code = done(a, "askForCode", &[("recipient", "13800008888")]);
    let letter = letter.join().unwrap();
    assert!(
        letter.contains("Subject: You have a seat: moves"),
        "{letter}"
    );
    assert!(
        letter.contains("https://linju.example/e/moves") && letter.contains("UTC"),
        "{letter}"
    );

    admin.changed("events", "moves", &json!({ "offer_minutes": 10 }));
    assert_eq!(b.cancels("2", "moves").state(), "cancelled");
    let _code = done(a, "askForCode", &[("recipient", "13800009999")]);
    let told = |to: &str| {
        let log = fs::read_to_string(server.folder.join("log.txt")).unwrap_or_default();
        log.lines()
            .filter(|line| line.contains(to))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    for _ in 0..100 {
        if !told("+8613800007777").is_empty() {
            break;
        }
        sleep(Duration::from_millis(50));
    }
    let offered = told("+8613800007777");
    assert_eq!(offered.len(), 1, "{offered:?}");
    assert!(offered[0].contains("空出一个名额"), "{offered:?}");
    let taken = c.does("2", "POST", "/me/sign-ups/moves/accept", &json!({}));
    assert_eq!(taken.state(), "confirmed");
    assert_eq!(
        server
            .sql()
            .asks("select count(*) from linju.outgoing where kind = 'letter'"),
        "0",
        "who takes it oneself knows"
    );
}

#[test]
fn whom_a_host_gives_a_seat_or_takes_it_from_is_written_to() {
    let server = Server::stopped("hosted_letters").started();
    let admin = server.operator();
    let people = server.people("hosted", 5);
    let [(host, _), (a, _), (b, _), (c, _), (d, d_id)] = &people[..] else {
        panic!("five")
    };
    server.sql().does(&format!(
        "update linju.users set verified = true where id like 'hosted-%' and id <> '{d_id}'"
    ));
    hall(&admin, &people[..1]);
    meets(
        &admin,
        "hosted",
        json!(3),
        60,
        json!({ "title": "a %s of 100%" }),
    );
    assert_eq!(a.signs_up("1", "hosted").state(), "confirmed");
    let pair = json!({ "party": ["x", "y"] });
    let waits = b.does("1", "PUT", "/me/sign-ups/hosted", &pair);
    assert_eq!(waits.state(), "waitlisted");
    for who in [c, d] {
        assert_eq!(who.signs_up("1", "hosted").state(), "waitlisted");
    }
    let all = attendees(host, "hosted", 200);
    let acts = |at: usize, what: &str| {
        let row = all.iter().find(|row| row["position"] == at).unwrap();
        let id = row["id"].as_str().unwrap();
        does(host, id, "hosted", id, what, json!({ "reason": "no %s" }))
    };
    // What was to be sent is sent by the clock, or kept here where nothing sends it.
    server.sql().does("create table linju.written as select * from linju.outgoing;
        create function linju.copied() returns trigger language plpgsql security definer as
          $$ begin insert into linju.written select new.*; return null; end $$;
        create trigger copied after insert on linju.outgoing for each row execute function linju.copied()");
    let written = || {
        server
            .sql()
            .asks("select address, subject, text from linju.written order by id")
    };
    assert_eq!(acts(2, "promote").state(), "confirmed");
    assert_eq!(acts(1, "turn-away").state(), "rejected");
    // Who has proved nothing is written to by nobody.
    let told = written();
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 2, "{told}");
    assert!(
        lines[0].starts_with("hosted-3@example.com|有你的名额了：a %s of 100%|"),
        "{told}"
    );
    assert!(
        lines[1].starts_with("hosted-2@example.com|你的报名被退回了：a %s of 100%|"),
        "{told}"
    );
    assert!(lines[1].ends_with("请不要前往。原因：no %s"), "{told}");
    // The seats that got free are the next one's, who has no proven address; being there is no news.
    assert_eq!(d.get("/me/sign-ups").body["items"][0]["state"], "confirmed");
    let id = all.iter().find(|row| row["state"] == "confirmed").unwrap()["id"]
        .as_str()
        .unwrap();
    assert_eq!(
        does(host, "in", "hosted", id, "check-in", json!({})).state(),
        "checked-in"
    );
    assert_eq!(written(), told);
}

#[test]
fn who_has_signed_up_is_written_to_when_it_is_moved_put_off_or_called_off() {
    let server = Server::stopped("news_letters").started();
    let admin = server.operator();
    let people = server.people("news", 5);
    let [(host, _), (a, a_id), (b, _), (c, _), (d, d_id)] = &people[..] else {
        panic!("five")
    };
    server.sql().does(&format!(
        "update linju.users set verified = true where id like 'news-%' and id <> '{d_id}';
         update linju.users set language = 'en' where id = '{a_id}'"
    ));
    hall(&admin, &people[..1]);
    let place = json!({ "city": "杭州", "place": "桥头" });
    meets(
        &admin,
        "news",
        json!(1),
        600,
        json!({ "venue": place, "title": "a %s of 100%" }),
    );
    assert_eq!(a.signs_up("1", "news").state(), "confirmed");
    for who in [b, c, d] {
        assert_eq!(who.signs_up("1", "news").state(), "waitlisted");
    }
    assert_eq!(c.cancels("2", "news").state(), "cancelled");
    server.sql().does("create table linju.written as select * from linju.outgoing;
        create function linju.copied() returns trigger language plpgsql security definer as
          $$ begin insert into linju.written select new.*; return null; end $$;
        create trigger copied after insert on linju.outgoing for each row execute function linju.copied()");
    // What was written since it was last asked for, to each a line.
    let written = || {
        let told = server
            .sql()
            .asks("select address, subject, text from linju.written order by address");
        server.sql().does("truncate linju.written");
        told.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let edits = |key: &str, plan: &Value| {
        let told = host.does(key, "PATCH", "/events/news", plan);
        assert_eq!(told.status, 200, "{told:?}");
    };
    let calls = |key: &str, status: &str| {
        let body = json!({ "status": status, "reason": "no %s" });
        let told = host.does(key, "POST", "/events/news/call-off", &body);
        assert_eq!(told.status, 200, "{told:?}");
    };
    edits("t", &json!({ "description": "another" }));
    assert_eq!(written(), [""; 0], "no news");
    edits(
        "1",
        &json!({ "venue": { "city": "杭州", "place": "塔下", "address": "文一路 1 号", "address_hidden": true } }),
    );
    let told = written();
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(
        told[0].starts_with("news-1@example.com|Another time or place: a %s of 100%|"),
        "{told:?}"
    );
    assert!(
        told[0].contains("· 桥头; it is now: ") && told[0].contains("· 塔下. "),
        "{told:?}"
    );
    assert!(
        told[1].starts_with("news-2@example.com|时间或地点改了：a %s of 100%|"),
        "{told:?}"
    );
    // An address that anybody may read is told, and one that is hidden now is not, nor what it was.
    for (key, address, hidden, url, words) in [
        ("2", "文一路 2 号", false, "", "· 塔下 文一路 2 号。"),
        ("3", "文一路 3 号", true, "", "请到活动页看"),
        (
            "4",
            "文一路 3 号",
            true,
            "https://example.org/room",
            "请到活动页看",
        ),
    ] {
        edits(
            key,
            &json!({ "venue": { "city": "杭州", "place": "塔下", "address": address, "address_hidden": hidden, "online_url": url } }),
        );
        let told = written();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[1].contains(words), "{told:?}");
        assert!(told[1].contains("文一路") != hidden, "{told:?}");
        assert!(!told[1].contains("example.org/room"), "{told:?}");
    }
    for (key, status, words) in [
        (
            "5",
            "postponed",
            "延期了，请等新的时间；你的候补还在。原因：no %s",
        ),
        ("6", "cancelled", "取消了，不用来了。原因：no %s"),
        ("7", "scheduled", "照常举行，你的候补还在："),
    ] {
        calls(key, status);
        let told = written();
        assert_eq!(told.len(), 2, "{status}: {told:?}");
        assert!(told[0].contains("for which you signed up"), "{told:?}");
        assert!(told[1].contains("你候补的「a %s of 100%」"), "{told:?}");
        assert!(told[1].contains(words), "{status}: {told:?}");
    }
    // When it was is told by the clock of the place where it was; who has asked has asked still.
    server
        .sql()
        .does("update linju.sign_ups set state = 'pending-approval' where user_id = 'news-2'");
    let told = server
        .sql()
        .asks("select linju.on_the_wall(starts, zone) from linju.events where id = 'news'");
    let was = told.trim();
    let start = Instant::from_unix(seed::clock().unix() + 14400).to_string();
    edits("8", &json!({ "start": start, "zone": "America/Lima" }));
    let told = written();
    let words = format!("你申请了的「a %s of 100%」时间或地点改了。原来：{was} · 塔下；现在：");
    assert!(told[1].contains(&words), "{told:?}");
}

#[test]
fn meetings_that_are_called_off_together_are_one_letter() {
    let server = Server::stopped("joined_letters").started();
    let admin = server.operator();
    let people = server.people("joined", 3);
    let [(host, _), (a, a_id), (b, _)] = &people[..] else {
        panic!("three")
    };
    server.sql().does(&format!(
        "update linju.users set verified = true where id like 'joined-%';
         update linju.users set language = 'en' where id = '{a_id}'"
    ));
    hall(&admin, &people[..1]);
    let ids: Vec<String> = (1..=12).map(|n| format!("joined-{n}")).collect();
    for (id, n) in ids.iter().zip(1..) {
        meets(&admin, id, json!(1), 1440 * n, json!({ "title": "%s" }));
        assert_eq!(a.signs_up(id, id).state(), "confirmed");
        assert_eq!(b.signs_up(id, id).state(), "waitlisted");
    }
    // Nothing goes meanwhile.
    server.sql().does("create function linju.waits() returns trigger language plpgsql as
          $$ begin new.due := 'infinity'; return new; end $$;
        create trigger waits before insert on linju.outgoing for each row execute function linju.waits()");
    let calls = |key: &str, id: &str, status: &str, reason: &str| {
        let body = json!({ "status": status, "reason": reason });
        let told = host.does(
            &format!("{key} {id}"),
            "POST",
            &format!("/events/{id}/call-off"),
            &body,
        );
        assert_eq!(told.status, 200, "{told:?}");
    };
    let written = || {
        let told = server
            .sql()
            .asks("select event, address, text from linju.outgoing order by id");
        told.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let day = |id: &str| {
        let sql = "select linju.on_the_wall(starts, zone) from linju.events where id = ";
        server.sql().asks(&format!("{sql}'{id}'")).trim().to_owned()
    };
    for id in &ids {
        calls("off", id, "cancelled", "no %s");
    }
    let told = written();
    assert_eq!(told.len(), 2, "{told:?}");
    let days: Vec<String> = ids.iter().map(|id| day(id)).take(10).collect();
    let of = |address: &str| {
        let mine = |line: &&String| line.starts_with(&format!("joined-1|{address}@example.com|"));
        told.iter().find(mine).unwrap()
    };
    let english = format!("\"%s\" ({}… 12 in all), for which", days.join(", "));
    assert!(of("joined-1").contains(&english), "{told:?}");
    let chinese = format!("你候补的「%s」（{}…等 12 次）取消了", days.join("、"));
    assert!(of("joined-2").contains(&chinese), "{told:?}");
    // What is said of one of them since comes after it; another reason is another letter.
    calls("on", "joined-1", "scheduled", "");
    calls("again", "joined-1", "cancelled", "no %s");
    let told = written();
    assert_eq!(told.len(), 6, "{told:?}");
    assert!(told[5].contains("取消了") || told[5].contains("is cancelled"));
    calls("on", "joined-2", "scheduled", "");
    calls("again", "joined-2", "cancelled", "another");
    assert_eq!(written().len(), 10);
}
