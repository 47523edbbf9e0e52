//! Codes and entries when somebody's row or account is changed by an administrator, and what members are told of codes.

use serde_json::{Value, json};

use super::{
    Server, changed,
    door::{founded, invites, posts, row_of},
    found, seed,
};
use crate::services::backends::{people::Person, server::Operator as _};

/// Whether a code still opens the door.
fn opens(who: &Person, id: &str, code: &str) -> bool {
    let told = who.get(&format!("/communities/{id}/invitations/{code}"));
    assert_eq!(told.status, 200, "{told:?}");
    told.body["revoked"].is_null()
}

#[test]
fn codes_go_with_a_row_or_an_account_that_an_administrator_changes() {
    let server = Server::filled("backend-pocketbase-codes-by-hand", seed::small());
    let admin = server.admin();
    let people = server.people("by-hand", 5);
    let [
        (owner, _),
        (one, one_id),
        (two, two_id),
        (three, three_id),
        (guest, _),
    ] = &people[..]
    else {
        panic!("five")
    };
    founded(owner, "codes", &json!({ "door": "open" }));
    founded(three, "others", &json!({ "door": "open" }));
    let mut rows = Vec::new();
    for (at, (who, user)) in [(one, one_id), (two, two_id), (three, three_id)]
        .into_iter()
        .enumerate()
    {
        assert_eq!(who.joins("in", "codes", &json!({})).state(), "member");
        let of = found(
            &admin,
            "memberships",
            &format!("community='codes' && user='{user}'"),
        );
        let row = of[0]["id"].as_str().unwrap().to_owned();
        changed(&admin, "memberships", &row, &json!({ "role": "deputy" }));
        rows.push(row);
        for role in ["admin", "host"] {
            let code = format!("code-{at}-{role}");
            let told = invites(who, "codes", &code, &json!({ "role": role }));
            assert_eq!(told.status, 200, "{told:?}");
        }
    }
    let told = invites(three, "others", "elsewhere-1", &json!({ "role": "admin" }));
    assert_eq!(told.status, 200, "{told:?}");

    // A row that is written again with what it says takes nothing away, and what cannot be kept neither.
    changed(
        &admin,
        "memberships",
        &rows[0],
        &json!({ "role": "deputy" }),
    );
    let path = format!("/collections/memberships/records/{}", rows[0]);
    let wrong = json!({ "role": "member", "state": "king" });
    assert_eq!(admin.send("PATCH", &path, &wrong).status, 400);
    assert!(opens(guest, "codes", "code-0-admin"));
    changed(&admin, "memberships", &rows[0], &json!({ "role": "admin" }));
    assert!(!opens(guest, "codes", "code-0-admin"));
    assert!(opens(guest, "codes", "code-0-host"));

    let path = format!("/collections/memberships/records/{}", rows[1]);
    assert_eq!(admin.send("DELETE", &path, &Value::Null).status, 204);
    assert!(!opens(guest, "codes", "code-1-admin") && !opens(guest, "codes", "code-1-host"));

    assert!(opens(guest, "codes", "code-2-host") && opens(guest, "others", "elsewhere-1"));
    admin.forgets(three_id);
    assert!(!opens(guest, "codes", "code-2-host") && !opens(guest, "others", "elsewhere-1"));
    let told = guest.joins("1", "codes", &json!({ "invitation": "code-2-host" }));
    assert_eq!(told.why(), "code-over");
    let told = guest.joins("2", "codes", &json!({ "invitation": "code-0-host" }));
    assert_eq!(told.body["role"], "host", "{told:?}");
}

#[test]
fn members_who_may_invite_are_told_of_their_own_codes_alone() {
    let server = Server::filled("backend-pocketbase-own-codes", seed::small());
    let people = server.people("own-codes", 3);
    let [(owner, _), (one, _), (two, _)] = &people[..] else {
        panic!("three")
    };
    let policy = json!({ "door": "open", "members_invite": true });
    founded(owner, "own", &policy);
    for who in [one, two] {
        assert_eq!(who.joins("in", "own", &json!({})).state(), "member");
    }
    for (who, code) in [
        (owner, "by-owner-1"),
        (one, "by-one-12"),
        (two, "by-two-12"),
    ] {
        let told = invites(
            who,
            "own",
            code,
            &json!({ "role": "member", "note": "NOTE" }),
        );
        assert_eq!(told.status, 200, "{told:?}");
    }
    let path = "/communities/own/invitations";
    let all = one.get(path).body["items"].as_array().unwrap().clone();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0]["code"], "by-one-12");
    for (code, told) in [
        ("by-one-12", json!("NOTE")),
        ("by-two-12", Value::Null),
        ("by-owner-1", Value::Null),
    ] {
        let seen = one.get(&format!("{path}/{code}"));
        assert_eq!((seen.status, &seen.body["note"]), (200, &told), "{code}");
    }
    // Page by page the same.
    let first = owner.get(&format!("{path}?limit=2")).body;
    assert_eq!(first["items"].as_array().unwrap().len(), 2);
    let next: String = first["next"]
        .as_str()
        .unwrap()
        .bytes()
        .fold(String::new(), |text, byte| format!("{text}%{byte:02X}"));
    let rest = owner.get(&format!("{path}?limit=2&cursor={next}")).body;
    assert_eq!(rest["items"][0]["code"], "by-owner-1");
    assert!(rest["next"].is_null(), "{rest}");
}

#[test]
fn whoever_asks_again_is_in_no_directory_before_they_are_in() {
    let server = Server::filled("backend-pocketbase-asks-again", seed::small());
    let admin = server.admin();
    let people = server.people("asks-again", 2);
    let [(owner, _), (out, out_id)] = &people[..] else {
        panic!("two")
    };
    changed(&admin, "users", out_id, &json!({ "name": "阿珍" }));
    let policy = json!({ "door": "approval", "term": 1, "grace": 1 });
    founded(owner, "again", &policy);
    let asks = |key: &str| {
        out.joins(key, "again", &json!({ "listed": true }))
            .state()
            .to_owned()
    };
    let yes = |key: &str| {
        let id = row_of(owner, "again", "applications", "阿珍")["id"].clone();
        let path = format!(
            "/communities/again/applications/{}/approve",
            id.as_str().unwrap()
        );
        assert_eq!(posts(owner, key, &path, &json!({})).state(), "member");
    };
    let listed = || {
        let told = owner.get("/communities/again/members").body;
        assert_eq!(told["total"], told["items"].as_array().unwrap().len());
        told["total"].clone()
    };
    assert_eq!(asks("1"), "pending-approval");
    yes("1");
    assert_eq!(listed(), 1);
    let row = found(
        &admin,
        "memberships",
        &format!("community='again' && user='{out_id}'"),
    );
    let over = json!({ "until": "2026-01-01 00:00:00.000Z" });
    changed(&admin, "memberships", row[0]["id"].as_str().unwrap(), &over);
    assert_eq!(listed(), 0);
    assert_eq!(asks("2"), "pending-approval");
    assert_eq!(listed(), 0, "asking is not being in");
    yes("2");
    assert_eq!(listed(), 1, "with what they had written");
}
