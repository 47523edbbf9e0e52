//! What organisers decide, what operators change by hand, and those who are forgotten.

use std::thread;

use serde_json::{Value, json};

use super::{Base, Person, event};

#[test]
fn organisers_decide_who_is_let_in_and_nobody_else() {
    let base = Base::new("backend-postgresql-review");
    let mut owner = base.owner();
    let mut people = base.people("review", 6);
    let [boss, host, ann, bo, cy, late] = &mut people[..] else {
        panic!("six")
    };
    owner.does(
        r#"insert into linju.communities (id, name, policy, rules)
           values ('knock', 'knock', '{"door": "approval", "capacity": 4}', '{"version": 1, "lines": ["x"]}')"#,
    );
    owner.does(
        "insert into linju.memberships (user_id, community_id, state, role, since)
         values ('review-0', 'knock', 'member', 'owner', now()), ('review-1', 'knock', 'member', 'host', now())",
    );
    assert_eq!(
        ann.does("1", "join", "knock", &json!({})).state(),
        "pending-approval"
    );
    assert_eq!(
        bo.does("1", "join", "knock", &json!({})).state(),
        "pending-approval"
    );
    let mut row = |person: &str| {
        owner.found(&format!(
            "select id from linju.memberships where user_id = '{person}'"
        ))
    };
    let (ann_row, bo_row) = (row("review-2"), row("review-3"));
    let decides = |who: &mut Person, key: &str, row: &str, verdict: &str, more: Value| {
        let mut body = json!({ "id": row, "verdict": verdict });
        for (name, value) in more.as_object().unwrap() {
            body[name] = value.clone();
        }
        who.does(key, "review-application", "knock", &body)
    };
    for who in [&mut *ann, bo, host] {
        assert_eq!(
            decides(who, "own", &ann_row, "approve", json!({})).status,
            403
        );
    }
    assert_eq!(
        decides(boss, "1", &ann_row, "approve", json!({})).state(),
        "member"
    );
    assert_eq!(
        decides(boss, "2", &ann_row, "approve", json!({})).why(),
        "already"
    );
    assert_eq!(
        decides(boss, "2b", &ann_row, "reject", json!({ "reason": "x" })).why(),
        "nothing-there"
    );
    assert_eq!(
        decides(boss, "3", "nobody", "approve", json!({})).why(),
        "gone"
    );
    assert_eq!(
        decides(boss, "4", &bo_row, "crown", json!({})).why(),
        "not-offered"
    );
    for (key, more, field) in [
        ("4b", json!({}), "reason"),
        ("4c", json!({ "reason": " " }), "reason"),
        (
            "4d",
            json!({ "reason": "x", "again_from": "tomorrow" }),
            "again_from",
        ),
    ] {
        let wrong = decides(boss, key, &bo_row, "reject", more);
        assert_eq!(
            (wrong.status, &wrong.body["fields"][0]["field"]),
            (422, &json!(field))
        );
    }
    let no = json!({ "reason": "先认识一下", "again_from": "2099-01-01T08:00:00+08:00" });
    let told = decides(boss, "5", &bo_row, "reject", no);
    assert_eq!(
        (told.state(), &told.body["again_from"]),
        ("rejected", &json!("2099-01-01T00:00:00Z"))
    );
    let told = bo.does("2", "join", "knock", &json!({}));
    assert_eq!(
        (told.why(), &told.body["from"]),
        ("not-again", &json!("2099-01-01T00:00:00Z"))
    );
    assert_eq!(
        boss.does("6", "leave", "knock", &json!({})).why(),
        "owner-must-hand-over"
    );

    // An invitation opens the door; the last place is taken by it, and the next waits.
    owner.does("insert into linju.memberships (user_id, community_id, state) values ('review-4', 'knock', 'invited')");
    assert_eq!(
        ann.does("2", "accept-invitation", "knock", &json!({}))
            .why(),
        "already"
    );
    assert_eq!(
        cy.does("1", "accept-invitation", "knock", &json!({ "rules": 1 }))
            .state(),
        "member"
    );
    assert_eq!(owner.found("select joined from linju.communities"), "4");
    let waits = late.does("1", "join", "knock", &json!({}));
    assert_eq!(
        (waits.state(), &waits.body["position"]),
        ("waitlisted", &json!(1))
    );
    assert_eq!(ann.does("3", "leave", "knock", &json!({})).state(), "left");
    let state = "select state from linju.memberships where user_id = 'review-5'";
    assert_eq!(owner.found(state), "pending-approval", "looked at first");
    assert_eq!(
        late.does("2", "withdraw", "knock", &json!({})).state(),
        "none"
    );
    assert_eq!(
        late.does("3", "decline-invitation", "knock", &json!({}))
            .why(),
        "nothing-there"
    );

    // Seats that have to be asked for: hosts decide, too.
    event(
        &mut owner,
        "asked",
        "1",
        r#"community_id = 'knock', sign_up = '{"who": "approval"}'"#,
    );
    assert_eq!(bo.signs_up("3", "asked").state(), "pending-approval");
    assert_eq!(cy.signs_up("3", "asked").state(), "pending-approval");
    let mut verdict = |who: &mut Person, key: &str, user: &str, verdict: &str| {
        let id = owner.found(&format!(
            "select id from linju.sign_ups where user_id = '{user}'"
        ));
        who.does(
            key,
            "review-sign-up",
            "asked",
            &json!({ "id": id, "verdict": verdict, "reason": "下次" }),
        )
    };
    assert_eq!(verdict(cy, "v", "review-4", "approve").status, 403);
    assert_eq!(
        verdict(host, "7", "review-3", "approve").state(),
        "confirmed"
    );
    assert_eq!(
        verdict(host, "8", "review-4", "approve").state(),
        "waitlisted",
        "it is full by now"
    );
    assert_eq!(late.signs_up("4", "asked").state(), "waitlisted");
    owner.does("update linju.events set capacity = 2 where id = 'asked'");
    let seats = "select taken || ' ' || waiting from linju.events where id = 'asked'";
    assert_eq!(owner.found(seats), "2 1");
}

#[test]
fn who_waits_for_a_community_comes_in_as_there_is_room() {
    let base = Base::new("backend-postgresql-full");
    let mut owner = base.owner();
    let mut people = base.people("full", 5);
    owner.does(
        r#"insert into linju.communities (id, name, policy) values ('full', 'full', '{"door": "open", "capacity": 1,
           "dues": {"amount": 100, "currency": "CNY", "period": "year"}}')"#,
    );
    // One owes dues; they are no member yet, and no other is.
    assert_eq!(
        people[0].does("1", "join", "full", &json!({})).state(),
        "pending-payment"
    );
    owner.does("update linju.communities set elsewhere = 1");
    for (at, person) in people.iter_mut().enumerate().skip(1) {
        let told = person.does("1", "join", "full", &json!({}));
        assert_eq!(
            (told.state(), &told.body["position"]),
            ("waitlisted", &json!(at))
        );
    }
    let states = "select string_agg(state, ' ' order by user_id) from linju.memberships";
    owner.does("update linju.communities set policy = policy || '{\"capacity\": 4}'");
    assert_eq!(
        owner.found(states),
        "pending-payment pending-payment pending-payment waitlisted waitlisted",
        "who owes dues has a place kept"
    );
    assert_eq!(
        people[1].does("2", "withdraw", "full", &json!({})).state(),
        "none"
    );
    assert_eq!(
        owner.found(states),
        "pending-payment none pending-payment pending-payment waitlisted"
    );
    owner.does("delete from linju.users where id = 'full-2'");
    assert_eq!(
        owner.found(states),
        "pending-payment none pending-payment pending-payment"
    );
    // A member whose time is over is none, and counts as none.
    owner.does("update linju.memberships set state = 'member', role = 'member', until = '2020-01-01Z' where user_id = 'full-0'");
    assert_eq!(
        owner.found("select linju.members_of(c, now()) from linju.communities c"),
        "1"
    );
    assert_eq!(
        people[0].does("3", "leave", "full", &json!({})).why(),
        "nothing-there"
    );
}

#[test]
fn whoever_is_forgotten_leaves_a_seat_to_the_next() {
    let base = Base::new("backend-postgresql-forgotten");
    let mut owner = base.owner();
    let mut people = base.people("forgotten", 4);
    for at in 0..6 {
        let id = format!("forgotten-{at}");
        event(&mut owner, &id, "1", "");
        for person in &mut people {
            let _told = person.signs_up(&id, &id);
        }
    }
    let confirmed = "select count(*) || ' ' || count(distinct user_id) from linju.sign_ups where state = 'confirmed'";
    assert_eq!(owner.found(confirmed), "6 1");
    // Two at once, while the last gives up seats: nobody waits for one another for ever.
    let mut second = base.owner();
    let last = people.pop().unwrap();
    thread::scope(|scope| {
        let _first = scope.spawn(|| owner.does("delete from linju.users where id = 'forgotten-0'"));
        let _second =
            scope.spawn(|| second.does("delete from linju.users where id = 'forgotten-1'"));
        let mut last = last;
        for at in (0..6).rev() {
            let id = format!("forgotten-{at}");
            assert_eq!(last.cancels(&format!("c{at}"), &id).state(), "cancelled");
        }
    });
    let seats =
        "select string_agg(distinct user_id, ' ') from linju.sign_ups where state = 'confirmed'";
    assert_eq!(second.found(seats), "forgotten-2");
    assert_eq!(
        second.found(
            "select count(*) from linju.commands where user_id in ('forgotten-0', 'forgotten-1')"
        ),
        "0"
    );
    assert_eq!(
        second.found("select string_agg(taken || ' ' || waiting, ',') from linju.events"),
        "1 0,1 0,1 0,1 0,1 0,1 0"
    );
    // Guests of a paper list wait their turn, too.
    second.does("insert into linju.sign_ups (guest, event_id, state) values ('a', 'forgotten-0', 'waitlisted'), ('b', 'forgotten-0', 'waitlisted')");
    second.does("delete from linju.users where id = 'forgotten-2'");
    assert_eq!(second.found("select string_agg(guest, '' order by turn) from linju.sign_ups where state = 'confirmed'"), "a");
}
