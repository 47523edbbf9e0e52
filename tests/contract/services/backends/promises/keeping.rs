//! What those with a role keep in order: codes, chapters, terms, and communities that were put away.

use serde_json::{Value, json};

use crate::services::backends::{
    people::{Person, Told},
    server::{Operator, Server, event},
};

const LONG_AGO: &str = "2026-01-01 00:00:00.000Z";

fn founds(who: &Person, id: &str, policy: Value, parent: &str) -> Told {
    let charter = json!({ "name": id, "purpose": "p", "area": { "city": "杭州" }, "policy": policy,
        "parent": parent });
    let path = format!("/communities/{id}");
    who.does(
        &format!("found {id}"),
        "PUT",
        &path,
        &json!({ "charter": charter }),
    )
}

fn posts(who: &Person, key: &str, path: &str, body: Value) -> Told {
    who.does(key, "POST", path, &body)
}

/// The row of somebody, by whom they are known to organisers.
fn row(operator: &impl Operator, community: &str, user: &str) -> String {
    let filter = format!("community='{community}' && user='{user}'");
    let rows = operator.found("memberships", &filter);
    rows[0]["id"].as_str().unwrap().to_owned()
}

fn is(operator: &impl Operator, community: &str, user: &str, role: &str, more: &Value) -> String {
    let mut row = json!({ "user": user, "community": community, "state": "member", "role": role,
        "since": LONG_AGO });
    for (name, value) in more.as_object().into_iter().flatten() {
        row[name] = value.clone();
    }
    operator.made("memberships", &row)
}

fn invites(who: &Person, community: &str, code: &str, role: &str) {
    let path = format!("/communities/{community}/invitations/{code}");
    let body = json!({ "role": role, "note": "between us" });
    let told = who.does(code, "PUT", &path, &body);
    assert_eq!(told.status, 200, "{told:?}");
}

/// Codes that somebody is told of.
fn codes(who: &Person, community: &str) -> Vec<String> {
    let told = who.get(&format!("/communities/{community}/invitations"));
    assert_eq!(told.status, 200, "{told:?}");
    let rows = told.body["items"].as_array().unwrap();
    let mut codes: Vec<String> = rows
        .iter()
        .map(|row| row["code"].as_str().unwrap().to_owned())
        .collect();
    codes.sort();
    codes
}

pub fn a_code_is_told_to_who_could_have_made_it<S: Server>() {
    let server = S::filled("codes-told");
    let operator = server.operator();
    let people = server.people("told", 4);
    let [
        (owner, _),
        (deputy, deputy_id),
        (admin, admin_id),
        (member, member_id),
    ] = &people[..]
    else {
        panic!("four")
    };
    let policy = json!({ "door": "invitation", "members_invite": true });
    assert_eq!(founds(owner, "told", policy, "").state(), "member");
    for (user, role) in [
        (deputy_id, "deputy"),
        (admin_id, "admin"),
        (member_id, "member"),
    ] {
        is(&operator, "told", user, role, &Value::Null);
    }
    invites(owner, "told", "deputy-by-owner", "deputy");
    invites(owner, "told", "member-by-owner", "member");
    invites(deputy, "told", "admin-by-deputy", "admin");
    invites(admin, "told", "host-by-admin", "host");
    invites(member, "told", "member-by-member", "member");
    let all = [
        "admin-by-deputy",
        "deputy-by-owner",
        "host-by-admin",
        "member-by-member",
        "member-by-owner",
    ];
    assert_eq!(codes(owner, "told"), all);
    assert_eq!(
        codes(deputy, "told"),
        [all[0], all[2], all[3], all[4]],
        "a deputy is not told how one becomes a deputy"
    );
    assert_eq!(codes(admin, "told"), [all[2], all[3], all[4]]);
    // A member who may invite members is told of their own alone.
    assert_eq!(codes(member, "told"), [all[3]]);
    // Whoever has a code looks it up; what is between those who invite is told to them.
    let note = |who: &Person, code: &str| {
        let told = who.get(&format!("/communities/told/invitations/{code}"));
        assert_eq!(told.status, 200, "{told:?}");
        told.body["note"].as_str().unwrap_or_default().to_owned()
    };
    for (code, told_to) in [
        ("deputy-by-owner", [true, false, false, false]),
        ("admin-by-deputy", [true, true, false, false]),
        ("member-by-owner", [true, true, true, false]),
        ("member-by-member", [true, true, true, true]),
        ("host-by-admin", [true, true, true, false]),
    ] {
        for (who, told) in [owner, deputy, admin, member].into_iter().zip(told_to) {
            assert_eq!(note(who, code) == "between us", told, "{code}");
        }
        assert_eq!(note(&server.anybody(), code), "");
    }
}

pub fn codes_go_with_what_their_maker_may<S: Server>() {
    let server = S::filled("codes-gone");
    let operator = server.operator();
    let people = server.people("gone", 6);
    let [
        (owner, _),
        (deputy, deputy_id),
        (admin, admin_id),
        (host, host_id),
        (leaves, leaves_id),
        (guest, _),
    ] = &people[..]
    else {
        panic!("six")
    };
    let policy = json!({ "door": "invitation", "members_invite": true });
    assert_eq!(founds(owner, "gone", policy, "").state(), "member");
    for (user, role) in [
        (deputy_id, "deputy"),
        (admin_id, "admin"),
        (host_id, "host"),
        (leaves_id, "member"),
    ] {
        is(&operator, "gone", user, role, &Value::Null);
    }
    invites(owner, "gone", "owner-for-deputy", "deputy");
    invites(owner, "gone", "owner-for-admin", "admin");
    invites(deputy, "gone", "deputy-for-admin", "admin");
    invites(deputy, "gone", "deputy-for-host", "host");
    invites(admin, "gone", "admin-for-host", "host");
    invites(admin, "gone", "admin-for-member", "member");
    invites(leaves, "gone", "leaves-for-member", "member");
    let opens = |code: &str| {
        let told = guest.get(&format!("/communities/gone/invitations/{code}"));
        assert_eq!(told.status, 200, "{told:?}");
        told.body["revoked"].is_null()
    };
    let at = |user: &str, what: &str| {
        format!(
            "/communities/gone/roster/{}/{what}",
            row(&operator, "gone", user)
        )
    };
    // A deputy who is an admin from now on still invites hosts, and no admin.
    let told = posts(
        owner,
        "1",
        &at(deputy_id, "appoint"),
        json!({ "role": "admin" }),
    );
    assert_eq!(told.body["role"], "admin", "{told:?}");
    assert_eq!(
        (opens("deputy-for-admin"), opens("deputy-for-host")),
        (false, true)
    );
    // An admin who is a host from now on invites members, as all do here, and no host.
    let told = posts(
        owner,
        "2",
        &at(admin_id, "appoint"),
        json!({ "role": "host" }),
    );
    assert_eq!(told.body["role"], "host", "{told:?}");
    assert_eq!(
        (opens("admin-for-host"), opens("admin-for-member")),
        (false, true)
    );
    let told = posts(
        owner,
        "3",
        &at(admin_id, "remove"),
        json!({ "reason": "x" }),
    );
    assert_eq!(told.state(), "removed", "{told:?}");
    assert!(!opens("admin-for-member"));
    // Who is made more keeps what they made.
    let told = posts(
        owner,
        "4",
        &at(host_id, "appoint"),
        json!({ "role": "deputy" }),
    );
    assert_eq!(told.body["role"], "deputy", "{told:?}");
    invites(host, "gone", "host-for-admin", "admin");
    let told = posts(owner, "5", &at(host_id, "hand-over"), json!({}));
    assert_eq!(told.body["role"], "owner", "{told:?}");
    assert_eq!(
        ["owner-for-deputy", "owner-for-admin", "host-for-admin"].map(opens),
        [false, true, true]
    );
    assert!(opens("leaves-for-member"));
    let told = leaves.does("6", "DELETE", "/me/memberships/gone", &Value::Null);
    assert_eq!(told.state(), "left");
    assert!(!opens("leaves-for-member"));
    // What was taken back lets nobody in; what was not, does.
    let come = |code: &str| guest.joins(code, "gone", &json!({ "invitation": code }));
    assert_eq!(come("owner-for-deputy").why(), "code-over");
    assert_eq!(come("leaves-for-member").why(), "code-over");
    assert_eq!(come("deputy-for-host").body["role"], "host");
}

pub fn a_chapter_has_a_parent_that_agrees<S: Server>() {
    let server = S::filled("chapters");
    let people = server.people("chapter", 2);
    let [(one, _), (two, _)] = &people[..] else {
        panic!("two")
    };
    let open = || json!({ "door": "open" });
    for (who, id) in [(one, "whole"), (one, "top"), (two, "part")] {
        assert_eq!(founds(who, id, open(), "").state(), "member");
    }
    let edit = |who: &Person, key: &str, id: &str, parent: &str| {
        let body = json!({ "parent": parent, "about": key });
        who.does(key, "PATCH", &format!("/communities/{id}"), &body)
    };
    let at_parent = |told: &Told| {
        assert_eq!(told.status, 422, "{told:?}");
        assert_eq!(told.body["fields"][0]["field"], "parent", "{told:?}");
    };
    assert_eq!(edit(two, "1", "part", "whole").why(), "forbidden");
    at_parent(&edit(two, "2", "part", "nowhere"));
    at_parent(&edit(two, "3", "part", "part"));
    assert_eq!(
        server.anybody().get("/communities/part").body["about"],
        "",
        "nothing of it is kept"
    );
    // So is it for what is founded.
    assert_eq!(founds(two, "part-2", open(), "whole").why(), "forbidden");
    at_parent(&founds(two, "part-3", open(), "nowhere"));
    at_parent(&founds(two, "part-4", open(), "part-4"));
    for id in ["part-2", "part-3", "part-4"] {
        let path = format!("/communities/{id}");
        assert_eq!(server.anybody().get(&path).status, 404, "{id}");
    }
    assert_eq!(founds(one, "part-5", open(), "whole").state(), "member");
    assert_eq!(
        server.anybody().get("/communities/whole").body["chapters"],
        json!([{ "id": "part-5", "name": "part-5" }])
    );
    // One level deep, from both sides.
    at_parent(&edit(one, "4", "whole", "top"));
    at_parent(&edit(one, "5", "top", "part-5"));
    // What is one stays one, whatever else is changed, and can become none.
    assert_eq!(edit(one, "6", "part-5", "whole").body["parent"], "whole");
    assert!(edit(one, "7", "part-5", "").body["parent"].is_null());
    assert_eq!(edit(one, "8", "whole", "top").body["parent"], "top");
}

pub fn dues_of_another_term_come_late<S: Server>() {
    let server = S::filled("dues-late");
    let operator = server.operator();
    let people = server.people("late-dues", 3);
    let [(owner, _), (pays, pays_id), (forgot, forgot_id)] = &people[..] else {
        panic!("three")
    };
    let dues = json!({ "amount": 100, "currency": "CNY", "period": "year" });
    let policy = json!({ "door": "open", "dues": dues, "capacity": 1 });
    assert_eq!(founds(owner, "late", policy, "").state(), "member");
    let over = json!({ "until": "2026-02-01 00:00:00.000Z" });
    let mut asked = over.clone();
    asked["paying"] = json!("2026-01-15 00:00:00.000Z");
    let late = is(&operator, "late", pays_id, "host", &asked);
    let never = is(&operator, "late", forgot_id, "member", &over);
    let paid = |row: &str| {
        let path = format!("/communities/late/applications/{row}/paid");
        posts(owner, &format!("paid {row}"), &path, json!({}))
    };
    let mine = |who: &Person| who.get("/me/memberships").body["items"][0].clone();
    assert_eq!(mine(pays)["state"], "expired");
    let told = paid(&late);
    assert_eq!(told.status, 200, "{told:?}");
    // The new term follows the old one, and they are what they were, though it is full.
    let stands = mine(pays);
    assert_eq!(
        [&stands["state"], &stands["role"], &stands["until"]],
        ["member", "host", "2027-02-01T00:00:00Z"]
    );
    assert!(stands["paying"].is_null());
    assert_eq!(paid(&never).why(), "nothing-there");
    assert_eq!(mine(forgot)["state"], "expired");
}

pub fn whoever_was_not_renewed_is_in_no_directory_and_can_be_put_out<S: Server>() {
    let server = S::filled("not-renewed");
    let operator = server.operator();
    let people = server.people("renewed", 4);
    let [
        (owner, _),
        (out, out_id),
        (hidden, hidden_id),
        (stays, stays_id),
    ] = &people[..]
    else {
        panic!("four")
    };
    let policy = json!({ "door": "open", "term": 1 });
    assert_eq!(founds(owner, "not-renewed", policy, "").state(), "member");
    let mut rows = Vec::new();
    for (who, user) in [(out, out_id), (hidden, hidden_id), (stays, stays_id)] {
        rows.push(is(&operator, "not-renewed", user, "member", &Value::Null));
        let entry = json!({ "name": user, "unlisted": user == hidden_id });
        let told = who.does("entry", "PUT", "/me/entries/not-renewed", &entry);
        assert_eq!(told.status, 200, "{told:?}");
    }
    let sees = |who: &Person| {
        let told = who.get("/communities/not-renewed/members");
        let items = told.body["items"].as_array().cloned().unwrap_or_default();
        assert_eq!(told.body["total"], items.len(), "{told:?}");
        let mut names: Vec<String> = items
            .iter()
            .map(|row| row["name"].as_str().unwrap().to_owned())
            .collect();
        names.sort();
        (names, items)
    };
    assert_eq!((sees(stays).0.len(), sees(owner).0.len()), (2, 3));
    let (_, items) = sees(stays);
    let entry = items.iter().find(|row| row["name"] == out_id.as_str());
    let one = format!(
        "/communities/not-renewed/members/{}",
        entry.unwrap()["id"].as_str().unwrap()
    );
    assert_eq!(stays.get(&one).status, 200);
    for row in &rows[..2] {
        operator.changed("memberships", row, &json!({ "until": LONG_AGO }));
    }
    for who in [stays, owner] {
        assert_eq!(sees(who).0, [stays_id.as_str()]);
        assert_eq!(who.get(&one).status, 404);
    }
    // They are in no directory for a time only: whoever is back stands there as before.
    let later = json!({ "until": "2099-01-01 00:00:00.000Z" });
    operator.changed("memberships", &rows[1], &later);
    assert_eq!((sees(stays).0.len(), sees(owner).0.len()), (1, 2));
    let remove = format!("/communities/not-renewed/roster/{}/remove", rows[0]);
    let no = json!({ "reason": "很久没来" });
    assert_eq!(posts(stays, "1", &remove, no.clone()).why(), "forbidden");
    assert_eq!(posts(owner, "1", &remove, no).state(), "removed");
    assert_eq!(
        out.joins("1", "not-renewed", &json!({})).why(),
        "not-again",
        "not back without knocking"
    );
    operator.changed("memberships", &rows[1], &json!({ "until": LONG_AGO }));
    assert_eq!(
        hidden.get("/me/memberships").body["items"][0]["state"],
        "expired"
    );
}

pub fn events_of_what_was_put_away_are_in_no_list<S: Server>() {
    let server = S::filled("put-away");
    let operator = server.operator();
    let (owner, _) = &server.people("put-away", 1)[0];
    let open = json!({ "door": "open" });
    assert_eq!(founds(owner, "put-away", open, "").state(), "member");
    let of_it = json!({ "community": "put-away" });
    event(&operator, "of-what-was", json!(5), &of_it);
    event(&operator, "of-nobody", json!(5), &json!({}));
    let listed = |id: &str| {
        let mut path = "/events?from=2020-01-01T00:00:00Z&limit=100".to_owned();
        loop {
            let told = server.anybody().get(&path);
            let items = told.body["items"].as_array().unwrap().clone();
            if items.iter().any(|row| row["id"] == id) {
                return true;
            }
            let Some(next) = told.body["next"].as_str().filter(|_| !items.is_empty()) else {
                return false;
            };
            let next: String = next.bytes().map(|byte| format!("%{byte:02X}")).collect();
            path = format!("/events?from=2020-01-01T00:00:00Z&limit=100&cursor={next}");
        }
    };
    let ends = |key: &str, what: &str| {
        let path = format!("/communities/put-away/{what}");
        let told = posts(owner, key, &path, json!({ "farewell": "再见" }));
        assert_eq!(told.status, 200, "{told:?}");
    };
    assert!(listed("of-what-was"));
    ends("1", "close");
    assert!(listed("of-what-was"), "what has ended is not put away");
    ends("2", "archive");
    assert!(!listed("of-what-was") && listed("of-nobody"));
    ends("3", "reopen");
    assert!(listed("of-what-was"));
}
