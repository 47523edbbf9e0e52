//! Codes: who is told of them, and when they open nothing any more.

use serde_json::{Value, json};

use super::keeping::{founds, is, posts};
use crate::services::backends::{
    people::Person,
    server::{Operator, Server},
};

/// The row of somebody, by whom they are known to organisers.
fn row(operator: &impl Operator, community: &str, user: &str) -> String {
    let filter = format!("community='{community}' && user='{user}'");
    let rows = operator.found("memberships", &filter);
    rows[0]["id"].as_str().unwrap().to_owned()
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
