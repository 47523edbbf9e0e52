//! Terms that end, grace, dues of another term, what was before, and communities that begin and end by an operator's word.

use serde_json::{Value, json};

use super::{Base, Person, Session};

/// So many days later.
fn days_later(owner: &mut Session, days: i64) {
    owner.does(&format!(
        "insert into linju.settings values ('seconds_ahead', {0}) on conflict (name) do update set value = {0}",
        days * 86_400
    ));
}

/// What a query of the API finds first.
fn asks(person: &mut Person, query: &str) -> Value {
    let found = person.asks(&format!("select {query} limit 1"));
    serde_json::from_str(&found.unwrap_or_else(|code| panic!("{query}: {code}")))
        .unwrap_or_default()
}

fn stands(person: &mut Person) -> Value {
    asks(person, "standing from linju_api.memberships()")
}

/// A community of `who`.
fn founds(who: &mut Person, id: &str, policy: Value) -> String {
    let charter =
        json!({ "name": id, "purpose": "p", "area": { "city": "杭州" }, "policy": policy });
    let told = who.does(
        &format!("found {id}"),
        "found",
        id,
        &json!({ "charter": charter }),
    );
    told.state().to_owned()
}

#[test]
fn a_term_ends_and_is_renewed_within_its_grace() {
    let base = Base::new("backend-postgresql-terms");
    let mut owner = base.owner();
    let mut people = base.people("term", 4);
    let [boss, a, b, waits] = &mut people[..] else {
        panic!("four")
    };
    let dues = json!({ "amount": 100, "currency": "CNY", "period": "year" });
    assert_eq!(
        founds(
            boss,
            "term",
            json!({ "door": "open", "term": 1, "grace": 10, "capacity": 3 })
        ),
        "member"
    );
    for who in [&mut *a, &mut *b] {
        assert_eq!(
            who.does("1", "join", "term", &json!({ "listed": true }))
                .state(),
            "member"
        );
    }
    assert_eq!(
        waits.does("1", "join", "term", &json!({})).state(),
        "waitlisted"
    );
    let until = stands(a)["until"].clone();
    let length = owner.found(&format!(
        "select linju.moment('{}') = linju.plus_months(linju.moment('{}'), 1)",
        until.as_str().unwrap(),
        stands(a)["since"].as_str().unwrap()
    ));
    assert_eq!(length, "t", "a month of the calendar");
    // From a week before its end, one stays for another.
    days_later(&mut owner, 25);
    let renewed = a.does("2", "renew", "term", &json!({}));
    assert!(
        renewed.body["until"].as_str() > until.as_str(),
        "{renewed:?}"
    );
    assert_eq!(a.does("3", "renew", "term", &json!({})).why(), "not-yet");

    // The other did not: their place is free, and they come back without knocking, while there is room.
    days_later(&mut owner, 33);
    owner.does("select linju.settle_due()");
    assert_eq!(stands(b)["state"], "expired");
    assert_eq!(stands(waits)["state"], "member");
    assert_eq!(
        b.does("2", "renew", "term", &json!({})).state(),
        "waitlisted"
    );
    assert_eq!(waits.does("2", "leave", "term", &json!({})).state(), "left");
    assert_eq!(stands(b)["state"], "member", "the next in the queue");
    let past = asks(
        boss,
        "standing -> 'history' from linju_api.roster('term') where standing ->> 'since' > (select min(standing ->> 'since') from linju_api.roster('term'))
         and standing::text like '%expired%'",
    );
    let what: Vec<&str> = past
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["what"].as_str().unwrap())
        .collect();
    assert_eq!(what, ["joined", "expired", "applied"]);

    // Beyond the grace one knocks anew.
    owner.does(r#"update linju.communities set policy = policy || '{"door": "approval", "capacity": null}'"#);
    days_later(&mut owner, 120);
    assert_eq!(
        a.does("4", "renew", "term", &json!({})).why(),
        "nothing-there"
    );
    assert_eq!(
        a.does("5", "join", "term", &json!({})).state(),
        "pending-approval"
    );

    // Dues of another term: the organisers say that they have come.
    let edit = json!({ "policy": { "door": "open", "dues": dues } });
    assert_eq!(boss.does("e", "edit", "term", &edit).status, 200);
    let id_of = |owner: &mut Session, person: &str| {
        owner.found(&format!(
            "select id from linju.memberships where user_id = '{person}'"
        ))
    };
    let id = id_of(&mut owner, "term-3");
    assert_eq!(
        waits.does("3", "join", "term", &json!({})).state(),
        "pending-payment"
    );
    let paid = json!({ "id": id, "verdict": "paid" });
    let first = boss.does("p", "review-application", "term", &paid);
    assert_eq!(first.state(), "member", "{first:?}");
    days_later(&mut owner, 120 + 340);
    let paying = waits.does("4", "renew", "term", &json!({}));
    assert!(!paying.body["paying"].is_null(), "{paying:?}");
    assert_eq!(paying.body["until"], first.body["until"]);
    assert_eq!(
        waits.does("5", "renew", "term", &json!({})).why(),
        "already"
    );
    let second = boss.does("q", "review-application", "term", &paid);
    assert!(second.body["until"].as_str() > first.body["until"].as_str());
    assert!(second.body["paying"].is_null());
}

#[test]
fn who_knocks_brings_others_and_is_listed_only_if_they_want_to() {
    let base = Base::new("backend-postgresql-bring");
    let mut owner = base.owner();
    let mut people = base.people("bring", 4);
    owner.does("update linju.users set name = '人' || id");
    let [boss, a, b, c] = &mut people[..] else {
        panic!("four")
    };
    let policy = json!({ "door": "approval", "referral": { "count": 2, "kind": "邻居" } });
    founds(boss, "bring", policy);
    let mine = a.does("1", "join", "bring", &json!({ "listed": true }));
    let code = mine.body["code"].as_str().unwrap().to_owned();
    assert!(code.len() >= 8);
    // One's own code brings nobody.
    let by = |code: &str| json!({ "invitation": code });
    a.does("2", "withdraw", "bring", &json!({}));
    let again = a.does(
        "3",
        "join",
        "bring",
        &json!({ "invitation": code, "listed": true }),
    );
    assert_eq!(
        (again.state(), &again.body["code"]),
        ("pending-approval", &json!(code))
    );
    assert!(again.body["came"].is_null());
    assert_eq!(
        b.does("1", "join", "bring", &by(&code)).state(),
        "pending-approval"
    );
    assert_eq!(stands(a)["came"], json!(["人bring-2"]));
    assert_eq!(
        c.does("1", "join", "bring", &by("no-such-code")).why(),
        "code-unknown"
    );
    b.does("2", "withdraw", "bring", &json!({}));
    assert!(stands(a)["came"].is_null());

    let listed = "select coalesce(string_agg(name || role, ','), '') from linju.members";
    assert_eq!(owner.found(listed), "");
    let id = owner.found("select id from linju.memberships where user_id = 'bring-1'");
    let approve = json!({ "id": id, "verdict": "approve" });
    assert_eq!(
        boss.does("1", "review-application", "bring", &approve)
            .state(),
        "member"
    );
    assert_eq!(owner.found(listed), "人bring-1member");
    let host = json!({ "id": id, "role": "host" });
    assert_eq!(
        boss.does("2", "appoint", "bring", &host).body["role"],
        "host"
    );
    assert_eq!(owner.found(listed), "人bring-1host");
    let out = json!({ "id": id, "reason": "不来" });
    assert_eq!(boss.does("3", "remove", "bring", &out).state(), "removed");
    assert_eq!(owner.found(listed), "");
    assert_eq!(a.does("4", "join", "bring", &json!({})).why(), "not-again");
}

#[test]
fn an_operator_says_who_may_found() {
    let base = Base::new("backend-postgresql-found");
    let mut owner = base.owner();
    let mut people = base.people("found", 2);
    let [a, b] = &mut people[..] else {
        panic!("two")
    };
    let how = |owner: &mut Session, value: u8| {
        owner.does(&format!(
            "update linju.settings set value = {value} where name = 'founding'"
        ));
    };
    how(&mut owner, 3);
    let charter = json!({ "charter": { "name": "n", "purpose": "p", "area": { "city": "x" } }, "word": "我是老陈" });
    assert_eq!(a.does("1", "found", "c1", &charter).why(), "not-offered");
    how(&mut owner, 2);
    assert_eq!(
        a.does("2", "found", "c1", &charter).state(),
        "pending-approval"
    );
    assert_eq!(stands(a)["state"], "pending-approval");
    assert_eq!(owner.found("select count(*) from linju.communities"), "0");
    assert_eq!(b.does("1", "join", "c1", &json!({})).why(), "gone");
    assert_eq!(b.does("2", "found", "c1", &charter).why(), "already");
    assert_eq!(b.does("3", "leave", "c1", &json!({})).why(), "gone");
    owner.does("select linju.refuse_founding('c1', '先说说在哪里碰头')");
    assert_eq!(stands(a)["reason"], "先说说在哪里碰头");
    assert_eq!(
        a.does("3", "found", "c1", &charter).state(),
        "pending-approval"
    );
    assert_eq!(owner.found("select linju.let_found('c1')"), "n");
    assert_eq!(
        (stands(a)["state"].as_str(), stands(a)["role"].as_str()),
        (Some("member"), Some("owner"))
    );
    assert_eq!(
        a.does("4", "found", "c2", &charter).state(),
        "pending-approval"
    );
    assert_eq!(a.does("5", "leave", "c2", &json!({})).state(), "none");
    assert_eq!(owner.found("select count(*) from linju.foundings"), "0");
    // So many in a day, and what cannot be is said by field.
    how(&mut owner, 1);
    owner.does("update linju.settings set value = 2 where name = 'foundings_a_day'");
    assert_eq!(a.does("6", "found", "c3", &charter).state(), "member");
    assert_eq!(a.does("7", "found", "c4", &charter).status, 429);
    let told = b.does("4", "found", "c5", &json!({ "charter": {} }));
    assert_eq!(
        (told.why(), told.body["fields"].as_array().unwrap().len()),
        ("invalid", 3)
    );
}

/// Who waits for a community that has ended waits on, until it goes on.
#[test]
fn nobody_comes_into_what_has_ended() {
    let base = Base::new("backend-postgresql-ended");
    let mut people = base.people("ended", 3);
    let [boss, a, b] = &mut people[..] else {
        panic!("three")
    };
    founds(boss, "ended", json!({ "door": "open", "capacity": 2 }));
    assert_eq!(a.does("1", "join", "ended", &json!({})).state(), "member");
    let waits = b.does("1", "join", "ended", &json!({}));
    assert_eq!(waits.state(), "waitlisted");
    let farewell = json!({ "farewell": "再见" });
    assert_eq!(boss.does("1", "close", "ended", &farewell).status, 200);
    assert_eq!(a.does("2", "leave", "ended", &json!({})).state(), "left");
    assert_eq!(stands(b)["state"], "waitlisted");
    assert_eq!(a.does("3", "join", "ended", &json!({})).why(), "closed");
    assert_eq!(boss.does("2", "archive", "ended", &json!({})).status, 200);
    assert_eq!(
        boss.asks("select count(*) from linju_api.communities()"),
        Ok("0".to_owned())
    );
    assert_eq!(boss.does("3", "reopen", "ended", &json!({})).status, 200);
    assert_eq!(stands(b)["state"], "member");
}

/// A database of the version before, with what is in it.
#[test]
fn what_is_there_is_taken_along() {
    let base = Base::bare("backend-postgresql-taken-along");
    base.apply(|number| number < 19);
    let mut owner = base.owner();
    owner.does(r#"insert into linju.communities (id, name, policy) values ('old', 'old', '{"door": "approval", "dues": {"amount": 1, "currency": "CNY", "period": "once"}}')"#);
    owner.does("insert into linju.users (id) values ('old-0'), ('old-1')");
    owner.does(
        r#"insert into linju.memberships (user_id, community_id, state, role, since, answers) values ('old-0', 'old', 'member', 'owner', now(), null),
           ('old-1', 'old', 'pending-approval', null, now(), '{"why": "x"}')"#,
    );
    base.apply(|number| number >= 19);
    base.visited();
    let mut people = base.people("new", 1);
    let mut boss = Person {
        session: people.remove(0).session,
        token: "token of old-0".to_owned(),
        id: "old-0".to_owned(),
    };
    owner.does("insert into linju.sessions (hash, user_id, until) values (linju.hashed('token of old-0'), 'old-0', now() + interval '1 hour')");
    let waiting = asks(&mut boss, "standing from linju_api.applications('old')");
    assert_eq!(
        (&waiting["state"], &waiting["answers"]["why"]),
        (&json!("pending-approval"), &json!("x"))
    );
    let approve = json!({ "id": waiting["id"], "verdict": "approve" });
    assert_eq!(
        boss.does("1", "review-application", "old", &approve)
            .state(),
        "pending-payment"
    );
    let edit = json!({ "rules": ["守时"], "chat": { "url": "https://chat.example" } });
    let told = boss.does("2", "edit", "old", &edit);
    assert_eq!(told.body["rules"]["version"], 1, "{told:?}");
    assert_eq!(told.body["policy"]["door"], "approval");
}
