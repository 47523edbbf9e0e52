//! Letters to those who waited and have a seat, or are offered one; and short messages by a provider behind HTTP.

use std::{
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::{
    Server, changed, found,
    post::{Fate, Post},
    seed,
};
use crate::services::backends::{
    people::Person,
    promises::hosting::{attendees, does, hall, meets},
    server::event,
};

const HOOK: &str = "a token that only the provider knows";

fn with_mail(server: &Server, mail: &Post) {
    let smtp = json!({ "smtp": { "enabled": true, "host": "127.0.0.1", "port": mail.port, "tls": false },
        "meta": { "senderAddress": "linju@example.com", "senderName": "Linju", "appName": "Linju", "appURL": "http://x.example" } });
    assert_eq!(server.admin().send("PATCH", "/settings", &smtp).status, 200);
}

/// The job of each minute, now, until it has taken up all that was due.
fn minute(admin: &Person) {
    let told = admin.send("POST", "/crons/linju_letters", &Value::Null);
    assert_eq!(told.status, 204, "{told:?}");
    // It runs by itself, beside the answer.
    let now = seed::clock().unix();
    let due = || {
        kept(admin)
            .iter()
            .any(|letter| letter["due"].as_i64() <= Some(now))
    };
    until(|| !due());
    // And for what nobody can wait for: that nothing was sent.
    sleep(Duration::from_millis(300));
}

/// Letters that have not gone.
fn kept(admin: &Person) -> Vec<Value> {
    found(admin, "letters", "tries!=99")
}

fn until(is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < Duration::from_secs(20), "it never is so");
        sleep(Duration::from_millis(50));
    }
}

fn sms_by(server: Server, sms: &Post, more: &[(&'static str, &str)]) -> Server {
    let mut server = server;
    drop(server.process.take());
    let hook = format!("http://127.0.0.1:{}/send", sms.port);
    server.more = vec![
        ("LINJU_SMS", "http".to_owned()),
        ("LINJU_SMS_URL", hook),
        ("LINJU_SMS_TOKEN", HOOK.to_owned()),
    ];
    let more = more
        .iter()
        .map(|(name, value)| (*name, (*value).to_owned()));
    server.more.extend(more);
    server.started()
}

/// Signs up in the language that a browser asks for.
fn signs_up(who: &Person, key: &str, event: &str, language: &str) -> String {
    let path = format!("/me/sign-ups/{event}");
    let headers = [("idempotency-key", key), ("accept-language", language)];
    let told = who.try_to("PUT", &path, &headers, Some("{}")).unwrap();
    told.state().to_owned()
}

/// What stands in a letter in quoted-printable (RFC 2045, section 6.7), and in its subject (RFC 2047).
fn read(letter: &str) -> String {
    let text = letter.replace("=\n", "");
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let code = tail
            .get(..2)
            .and_then(|two| std::str::from_utf8(two).ok())
            .and_then(|two| u8::from_str_radix(two, 16).ok());
        match (first, code) {
            (b'=', Some(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn who_moves_up_is_written_to_in_their_language_and_once() {
    let (mail, sms) = (Post::mail(), Post::sms());
    let server = Server::filled("backend-pocketbase-letters", seed::small());
    let site = [("LINJU_SITE", "https://near.example/")];
    let server = sms_by(server, &sms, &site);
    with_mail(&server, &mail);
    let admin = server.admin();
    let people = server.people("letter", 5);
    let [(a, _), (b, b_id), (c, c_id), (d, d_id), (e, _)] = &people[..] else {
        panic!("five")
    };
    changed(&admin, "users", b_id, &json!({ "verified": true }));
    changed(&admin, "users", c_id, &json!({ "phone": "+8613800001111" }));
    changed(&admin, "users", d_id, &json!({ "verified": true }));
    event(&admin, "letters", json!(1), &json!({}));
    assert_eq!(signs_up(a, "1", "letters", "zh-CN"), "confirmed");
    for (who, language) in [(b, "zh-CN,zh;q=0.9"), (c, "zh-TW"), (d, "en-GB"), (e, "en")] {
        assert_eq!(signs_up(who, "1", "letters", language), "waitlisted");
    }
    minute(&admin);
    assert_eq!(
        mail.taken(0).len() + sms.taken(0).len(),
        0,
        "nobody waits in vain"
    );

    // The first to have it reads simplified Chinese.
    assert_eq!(a.cancels("2", "letters").state(), "cancelled");
    minute(&admin);
    let letter = read(&mail.taken(1)[0]);
    assert!(letter.contains("To: letter-1@example.com"), "{letter}");
    assert!(
        letter.contains("你候补的「letters」") && letter.contains("已经为你报好名"),
        "{letter}"
    );
    assert!(
        letter.contains("https://near.example/e/letters"),
        "{letter}"
    );
    // The next has proved a telephone and no e-mail.
    assert_eq!(b.cancels("2", "letters").state(), "cancelled");
    minute(&admin);
    let told = sms.taken(1).pop().unwrap();
    assert!(
        told.contains(r#""to":"+8613800001111""#) && told.contains("你候補的「letters」"),
        "{told}"
    );
    // The third is offered it, in English; the mail server is busy at first.
    changed(&admin, "events", "letters", &json!({ "offer_minutes": 30 }));
    assert_eq!(c.cancels("2", "letters").state(), "cancelled");
    mail.will(Fate::Refuses);
    minute(&admin);
    let waits = found(&admin, "letters", "tries=1");
    assert_eq!(waits.len(), 1, "tried, and kept");
    mail.will(Fate::Takes);
    minute(&admin);
    assert_eq!(mail.taken(1).len(), 1, "not at once again");
    changed(
        &admin,
        "letters",
        waits[0]["id"].as_str().unwrap(),
        &json!({ "due": 1 }),
    );
    minute(&admin);
    let letter = read(&mail.taken(2)[1]);
    assert!(
        letter.contains("To: letter-3@example.com") && letter.contains("A seat at \"letters\""),
        "{letter}"
    );
    assert!(letter.contains("is yours until"), "{letter}");
    // The last has proved nothing, and is written to by nobody.
    assert_eq!(d.cancels("2", "letters").state(), "cancelled");
    minute(&admin);
    minute(&admin);
    assert_eq!(
        (mail.taken(2).len(), sms.taken(1).len()),
        (2, 1),
        "each once"
    );
    until(|| kept(&admin).is_empty());
}

#[test]
fn whom_a_host_gives_a_seat_or_takes_it_from_is_written_to() {
    let mail = Post::mail();
    let server = Server::filled("backend-pocketbase-hosted-letters", seed::small());
    with_mail(&server, &mail);
    let admin = server.admin();
    let people = server.people("hosted", 4);
    let [(host, _), (a, a_id), (b, b_id), (c, c_id)] = &people[..] else {
        panic!("four")
    };
    for id in [a_id, b_id, c_id] {
        changed(&admin, "users", id, &json!({ "verified": true }));
    }
    hall(&admin, &people[..1]);
    meets(
        &admin,
        "hosted",
        json!(2),
        60,
        json!({ "title": "{reason} {start}" }),
    );
    assert_eq!(signs_up(a, "1", "hosted", "en"), "confirmed");
    let pair = json!({ "party": ["x"] });
    let waits = b.does("1", "PUT", "/me/sign-ups/hosted", &pair);
    assert_eq!(waits.state(), "waitlisted");
    assert_eq!(signs_up(c, "1", "hosted", "en"), "waitlisted");
    let all = attendees(host, "hosted", 200);
    let acts = |at: usize, what: &str| {
        let row = all.iter().find(|row| row["position"] == at).unwrap();
        let id = row["id"].as_str().unwrap();
        does(
            host,
            id,
            "hosted",
            id,
            what,
            json!({ "reason": "a {title}\nof <b>no</b> size" }),
        )
    };
    assert_eq!(acts(2, "promote").state(), "confirmed");
    minute(&admin);
    let letter = read(&mail.taken(1)[0]);
    assert!(letter.contains("To: hosted-3@example.com"), "{letter}");
    assert!(
        letter.contains("You have a seat: {reason} {start}"),
        "{letter}"
    );
    assert_eq!(acts(1, "turn-away").state(), "rejected");
    minute(&admin);
    let letter = read(&mail.taken(2)[1]);
    assert!(letter.contains("To: hosted-2@example.com"), "{letter}");
    assert!(
        letter.contains("组织者退回了你对「{reason} {start}」"),
        "{letter}"
    );
    assert!(letter.contains("请不要前往。原因：a {title}"), "{letter}");
    assert!(letter.contains("&lt;b&gt;no&lt;/b&gt;"), "{letter}");
    // Being there is no news.
    let id = all.iter().find(|row| row["state"] == "confirmed").unwrap()["id"]
        .as_str()
        .unwrap();
    let there = does(host, "in", "hosted", id, "check-in", json!({}));
    assert_eq!(there.state(), "checked-in");
    minute(&admin);
    assert_eq!(mail.taken(2).len(), 2);
    until(|| kept(&admin).is_empty());
}

#[test]
fn who_has_signed_up_is_written_to_when_it_is_moved_put_off_or_called_off() {
    let mail = Post::mail();
    let server = Server::filled("backend-pocketbase-news-letters", seed::small());
    with_mail(&server, &mail);
    let admin = server.admin();
    let people = server.people("news", 4);
    let [(host, _), (a, a_id), (b, b_id), (c, c_id)] = &people[..] else {
        panic!("four")
    };
    for id in [a_id, b_id, c_id] {
        changed(&admin, "users", id, &json!({ "verified": true }));
    }
    hall(&admin, &people[..1]);
    let place = json!({ "city": "杭州", "place": "桥头" });
    meets(&admin, "news", json!(1), 600, json!({ "venue": place }));
    assert_eq!(signs_up(a, "1", "news", "en"), "confirmed");
    assert_eq!(signs_up(b, "1", "news", "zh-TW"), "waitlisted");
    assert_eq!(signs_up(c, "1", "news", "zh-CN"), "waitlisted");
    assert_eq!(c.cancels("2", "news").state(), "cancelled");
    let edits = |key: &str, plan: &Value| {
        let told = host.does(key, "PATCH", "/events/news", plan);
        assert_eq!(told.status, 200, "{told:?}");
    };
    let calls = |key: &str, status: &str| {
        let body = json!({ "status": status, "reason": "下 {title} 大雨" });
        let told = host.does(key, "POST", "/events/news/call-off", &body);
        assert_eq!(told.status, 200, "{told:?}");
    };
    // To one, of all that was written.
    let to = |n: usize, who: &str| {
        let all = mail.taken(n);
        assert_eq!(all.len(), n, "{all:?}");
        let mut all = all.iter().rev().map(|letter| read(letter));
        let to = format!("To: {who}@example.com");
        all.find(|letter| letter.contains(&to)).unwrap()
    };

    // Another title is no news; what was changed back is none either.
    edits("t", &json!({ "title": "news of {now}" }));
    edits(
        "p",
        &json!({ "venue": { "city": "杭州", "place": "桥尾" } }),
    );
    edits("q", &json!({ "venue": place }));
    calls("x", "cancelled");
    calls("y", "scheduled");
    minute(&admin);
    assert!(mail.taken(0).is_empty());
    // Two changes are one letter, to who has a seat and who waits; not to who gave it back, nor to who did it.
    let start = seed::clock().unix() + 7200;
    let start = linju::model::Instant::from_unix(start).to_string();
    edits("1", &json!({ "start": start }));
    edits(
        "2",
        &json!({ "venue": { "city": "杭州", "place": "桥尾", "address": "文一路 1 号", "address_hidden": true } }),
    );
    minute(&admin);
    let letter = to(2, "news-1");
    assert!(
        letter.contains("Another time or place: news of {now}"),
        "{letter}"
    );
    assert!(
        letter.contains("· 桥头; it is now: ") && letter.contains("· 桥尾."),
        "{letter}"
    );
    let letter = to(2, "news-2");
    assert!(
        letter.contains("你候補的「news of {now}」時間或地點改了。原來："),
        "{letter}"
    );
    // A seat and another place are one letter, that says both.
    edits(
        "3",
        &json!({ "venue": { "city": "杭州", "place": "塔下" } }),
    );
    assert_eq!(a.cancels("2", "news").state(), "cancelled");
    minute(&admin);
    let letter = to(3, "news-2");
    assert!(
        letter.contains("現在：") && letter.contains("· 塔下") && letter.contains("有名額了"),
        "{letter}"
    );
    // An address that anybody may read is told, and one that is hidden now is not, nor what it was.
    let venue = |address: &str, hidden: bool, url: &str| json!({ "venue": { "city": "杭州", "place": "塔下", "address": address, "address_hidden": hidden, "online_url": url } });
    edits("4", &venue("文一路 2 号", false, ""));
    minute(&admin);
    let letter = to(4, "news-2");
    assert!(
        letter.contains("· 塔下；現在：") && letter.contains("· 塔下 文一路 2 号。"),
        "{letter}"
    );
    edits("5", &venue("文一路 3 号", true, ""));
    minute(&admin);
    let letter = to(5, "news-2");
    assert!(
        letter.contains("詳細地址或線上連結改了，請到活動頁看") && !letter.contains("文一路"),
        "{letter}"
    );
    edits("6", &venue("文一路 3 号", true, "https://example.org/room"));
    minute(&admin);
    let letter = to(6, "news-2");
    assert!(
        letter.contains("「news of {now}」（20")
            && letter.contains("請到活動頁看")
            && !letter.contains("example.org/room"),
        "{letter}"
    );
    // When it was is told by the clock of the place where it was.
    let at = letter.split('（').nth(1).unwrap().split(" · ").next();
    let at = at.unwrap().to_owned();
    let start = linju::model::Instant::from_unix(seed::clock().unix() + 14400).to_string();
    edits("7", &json!({ "start": start, "zone": "America/Lima" }));
    minute(&admin);
    let letter = to(7, "news-2");
    assert!(letter.contains(&format!("原來：{at} · 塔下")), "{letter}");
    calls("8", "postponed");
    minute(&admin);
    let letter = to(8, "news-2");
    assert!(
        letter.contains("你報了名的") && letter.contains("延期了，請等新的時間；你的報名還在"),
        "{letter}"
    );
    assert!(letter.contains("原因：下 {title} 大雨"), "{letter}");
    calls("9", "cancelled");
    minute(&admin);
    let letter = to(9, "news-2");
    assert!(
        letter.contains("活動取消了") && letter.contains("不用來了"),
        "{letter}"
    );
    calls("10", "scheduled");
    minute(&admin);
    let letter = to(10, "news-2");
    assert!(letter.contains("照常舉行，你的報名還在"), "{letter}");
    minute(&admin);
    assert_eq!(mail.taken(10).len(), 10, "each once");
    until(|| kept(&admin).is_empty());
}

#[test]
fn meetings_that_are_called_off_together_are_one_letter() {
    let mail = Post::mail();
    let server = Server::filled("backend-pocketbase-joined-letters", seed::small());
    with_mail(&server, &mail);
    let admin = server.admin();
    let people = server.people("joined", 3);
    let [(host, _), (a, a_id), (b, b_id)] = &people[..] else {
        panic!("three")
    };
    for id in [a_id, b_id] {
        changed(&admin, "users", id, &json!({ "verified": true }));
    }
    hall(&admin, &people[..1]);
    let ids: Vec<String> = (1..=12).map(|n| format!("joined-{n}")).collect();
    for (id, n) in ids.iter().zip(1..) {
        meets(&admin, id, json!(1), 1440 * n, json!({ "title": "joined" }));
        assert_eq!(signs_up(a, id, id, "en"), "confirmed");
        assert_eq!(signs_up(b, id, id, "zh-CN"), "waitlisted");
    }
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
    // To one, of those that were written after the first ones.
    let to = |from: usize, n: usize, who: &str| {
        let all = mail.taken(n);
        assert_eq!(all.len(), n, "{all:?}");
        let all = all.iter().skip(from).map(|letter| read(letter));
        let to = format!("To: {who}@example.com");
        all.filter(|letter| letter.contains(&to))
            .collect::<Vec<_>>()
    };
    // They are tried together, too.
    mail.will(Fate::Refuses);
    for id in &ids {
        calls("off", id, "postponed", "大雨");
    }
    minute(&admin);
    assert_eq!(found(&admin, "letters", "tries=1").len(), 24);
    mail.will(Fate::Takes);
    for letter in kept(&admin) {
        let id = letter["id"].as_str().unwrap();
        changed(&admin, "letters", id, &json!({ "due": 1 }));
    }
    minute(&admin);
    let letter = to(0, 2, "joined-1").pop().unwrap();
    assert!(
        letter.contains("… 12 in all), for which you signed up"),
        "{letter}"
    );
    let letter = to(0, 2, "joined-2").pop().unwrap();
    assert!(letter.contains("你候补的「joined」（"), "{letter}");
    let (days, _) = letter.split_once("…等 12 次）延期了").unwrap();
    assert_eq!(days.matches('、').count(), 9, "{letter}");
    until(|| kept(&admin).is_empty());
    // Another reason is another letter.
    for (id, reason) in [(0, "大雨"), (1, "大雨"), (2, "大风")] {
        calls("2", &ids[id], "cancelled", reason);
    }
    minute(&admin);
    let letters = to(2, 6, "joined-2");
    assert_eq!(letters.len(), 2, "{letters:?}");
    let joined = letters.iter().filter(|it| it.contains('、')).count();
    assert_eq!(joined, 1, "{letters:?}");
    until(|| kept(&admin).is_empty());
}

#[test]
fn nothing_is_written_about_a_seat_that_was_given_back_or_where_the_operator_wants_none() {
    let mail = Post::mail();
    let mut server = Server::filled("backend-pocketbase-no-letters", seed::small());
    with_mail(&server, &mail);
    let people = server.people("none", 2);
    let [(a, _), (b, b_id)] = &people[..] else {
        panic!("two")
    };
    let admin = server.admin();
    changed(&admin, "users", b_id, &json!({ "verified": true }));
    event(&admin, "none", json!(1), &json!({}));
    assert_eq!(a.signs_up("1", "none").state(), "confirmed");
    assert_eq!(b.signs_up("1", "none").state(), "waitlisted");
    assert_eq!(a.cancels("2", "none").state(), "cancelled");
    assert_eq!(b.cancels("2", "none").state(), "cancelled");
    minute(&admin);
    until(|| kept(&admin).is_empty());
    assert!(mail.taken(0).is_empty());

    drop(server.process.take());
    server.more = vec![("LINJU_LETTERS", "off".to_owned())];
    let server = server.started();
    let admin = server.admin();
    assert_eq!(a.signs_up("3", "none").state(), "confirmed");
    assert_eq!(b.signs_up("3", "none").state(), "waitlisted");
    assert_eq!(a.cancels("4", "none").state(), "cancelled");
    assert!(kept(&admin).is_empty());
    drop(server);
}

#[test]
fn a_code_goes_by_the_provider_behind_http_and_its_failures_are_told() {
    let sms = Post::sms();
    let server = Server::filled("backend-pocketbase-sms-http", seed::small());
    let server = sms_by(server, &sms, &[]);
    let (admin, anybody) = (server.admin(), server.anybody());
    let asks = |to: &str| anybody.send("POST", "/session/codes", &json!({ "to": to }));
    let told = asks("138 0000 1111");
    assert_eq!((told.status, told.text.as_str()), (204, ""));
    let request = sms.taken(1).pop().unwrap();
    let (head, body) = request.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("POST /send HTTP/1.1"), "{head}");
    let bearer = format!("authorization: bearer {HOOK}");
    assert!(head.to_lowercase().contains(&bearer), "{head}");
    let body: Value = serde_json::from_str(body).unwrap();
    assert_eq!(body["to"], "+8613800001111");
    let code = last_six(&body);
    let opens = |to: &str, code: &str| {
        let body = json!({ "name": to, "code": code });
        anybody.send("POST", "/session", &body).status
    };
    assert_eq!(opens("13800001111", &code), 200);

    for (fate, to) in [(Fate::Refuses, "13900002222"), (Fate::Hangs, "13900003333")] {
        sms.will(fate);
        let told = asks(to);
        assert_eq!(
            (told.status, &told.body["status"]),
            (503, &json!(503)),
            "{fate:?} {told:?}"
        );
        assert!(
            told.body["detail"].as_str().unwrap().contains("没有发出去"),
            "{told:?}"
        );
        assert!(
            !told
                .text
                .chars()
                .any(|c| c.is_ascii_digit() && !"503".contains(c)),
            "{told:?}"
        );
    }
    // What did not go out may be asked for again at once; what came after all is good.
    let came = sms.taken(2).pop().unwrap();
    let code = last_six(&serde_json::from_str(came.split_once("\r\n\r\n").unwrap().1).unwrap());
    assert_eq!(opens("13900002222", &code), 200);
    sms.will(Fate::Takes);
    assert_eq!(asks("13900003333").status, 204);
    assert_eq!(asks("13900003333").status, 429);
    // What is logged of both has no code; logs are written every few seconds.
    let logged = || {
        let told = admin.get("/logs?perPage=200&filter=message=%22linju%20code%22");
        told.body["items"].as_array().cloned().unwrap_or_default()
    };
    until(|| logged().len() == 2);
    let logged: Vec<String> = logged().iter().map(|l| l["data"].to_string()).collect();
    assert_eq!(logged.len(), 2, "{logged:?}");
    assert!(logged.iter().any(|data| data.contains("500")), "{logged:?}");
    assert!(
        !logged.iter().any(|data| data.contains(&code)),
        "{logged:?}"
    );
}

fn last_six(body: &Value) -> String {
    let text = body["text"].as_str().unwrap();
    text[text.len() - 6..].to_owned()
}
