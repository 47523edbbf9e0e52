//! Roles and rows that bodies claim are nobody's.

use serde_json::{Value, json};

use super::{Server, found, seed};
use crate::services::backends::people::{Person, Told};

/// A community founded by somebody, with such a policy.
pub fn founded(owner: &Person, id: &str, policy: &Value) {
    let charter = json!({ "name": id, "purpose": "一起", "area": { "city": "杭州" }, "policy": policy,
        "chat": { "label": "群", "url": "https://chat.example/SECRET" } });
    let body = json!({ "charter": charter, "word": "我" });
    let told = owner.does(
        &format!("found {id}"),
        "PUT",
        &format!("/communities/{id}"),
        &body,
    );
    assert_eq!(
        (told.state(), &told.body["role"]),
        ("member", &json!("owner"))
    );
}

pub fn invites(who: &Person, id: &str, code: &str, body: &Value) -> Told {
    let path = format!("/communities/{id}/invitations/{code}");
    who.does(&format!("invite {id} {code}"), "PUT", &path, body)
}

/// Where somebody stands.
pub fn standing(who: &Person, id: &str) -> Value {
    let mine = who.get("/me/memberships").body["items"]
        .as_array()
        .unwrap()
        .clone();
    let own = mine.into_iter().find(|row| row["community"] == id);
    own.unwrap_or(Value::Null)
}

pub fn posts(who: &Person, key: &str, path: &str, body: &Value) -> Told {
    who.does(key, "POST", path, body)
}

/// The row of somebody in a list of organisers.
pub fn row_of(owner: &Person, id: &str, list: &str, name: &str) -> Value {
    let all = owner.get(&format!("/communities/{id}/{list}?limit=100"));
    let items = all.body["items"]
        .as_array()
        .unwrap_or_else(|| panic!("{all:?}"));
    let found = items.iter().find(|row| row["name"] == name);
    found.unwrap_or_else(|| panic!("{name} in {all:?}")).clone()
}

/// People with names to be told apart by.
pub fn named(server: &Server, names: &[&'static str]) -> Vec<Person> {
    let admin = server.admin();
    let people = server.people(&names.join("-"), names.len());
    let named = people.into_iter().zip(names);
    named
        .map(|((person, id), name)| {
            super::changed(&admin, "users", &id, &json!({ "name": name }));
            person
        })
        .collect()
}

#[test]
fn a_role_in_a_body_is_nobodys() {
    let server = Server::filled("backend-pocketbase-door-claims", seed::small());
    let admin = server.admin();
    let people = named(&server, &["陈姐", "阿珍", "老王"]);
    let [owner, ann, wang] = &people[..] else {
        panic!("three")
    };
    founded(
        owner,
        "claims",
        &json!({ "door": "open", "members_invite": true }),
    );
    let claims = json!({ "role": "owner", "state": "member", "looked_at": true, "until": null, "by": "陈姐", "used": -5,
        "made": "2020-01-01T00:00:00Z", "revoked": null, "community": "night-run", "maker": "x", "code": "other-code" });
    assert_eq!(ann.joins("1", "claims", &claims).body["role"], "member");
    assert_eq!(
        invites(ann, "claims", "ann-code-1", &claims).status,
        403,
        "an invitation for owners"
    );
    let mut for_member = claims.clone();
    for_member["role"] = json!("member");
    let told = invites(ann, "claims", "ann-code-2", &for_member);
    assert_eq!(
        (
            &told.body["by"],
            &told.body["used"],
            &told.body["community"],
            &told.body["code"]
        ),
        (
            &json!("阿珍"),
            &json!(0),
            &json!("claims"),
            &json!("ann-code-2")
        )
    );
    assert_eq!(
        invites(owner, "claims", "own-code-1", &json!({ "role": "admin" })).status,
        200
    );

    // A member who may invite sees and takes back their own alone.
    let path = "/communities/claims/invitations";
    let codes = |who: &Person| {
        let all = who.get(path).body["items"].as_array().unwrap().clone();
        all.iter()
            .map(|row| row["code"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(codes(ann), ["ann-code-2"]);
    assert_eq!(
        codes(owner),
        ["own-code-1", "ann-code-2"],
        "the newest first"
    );
    assert_eq!(wang.get(path).status, 403);
    assert_eq!(server.anybody().get(path).status, 401);
    let revoke = |who: &Person, key: &str, code: &str| {
        who.does(key, "DELETE", &format!("{path}/{code}"), &Value::Null)
    };
    assert_eq!(revoke(ann, "2", "own-code-1").status, 403);
    assert_eq!(revoke(ann, "3", "nobodys-1").why(), "code-unknown");
    assert_eq!(revoke(wang, "3", "ann-code-2").status, 403);
    assert!(revoke(ann, "4", "ann-code-2").body["revoked"].is_string());

    // What stands under a code, for whoever has it.
    let seen = wang.get(&format!("{path}/own-code-1"));
    assert_eq!((&seen.body["role"], seen.status), (&json!("admin"), 200));
    for hidden in ["by", "note"] {
        assert!(seen.body[hidden].is_null(), "{seen:?}");
    }
    assert_eq!(wang.get(&format!("{path}/nobodys-1")).status, 404);
    assert_eq!(
        wang.get("/communities/night-run/invitations/own-code-1")
            .status,
        404
    );
    assert_eq!(
        wang.joins(
            "5",
            "night-run",
            &json!({ "rules": 3, "invitation": "own-code-1" })
        )
        .why(),
        "code-unknown"
    );

    // Founding and changing write nothing but a charter.
    let charter = json!({ "name": "x", "purpose": "y", "area": { "city": "z" }, "members": 900, "elsewhere": 900, "id": "night-run",
        "activity": { "met_90d": 9 }, "people": [{ "name": "市长", "role": "owner" }], "proposed": false, "founder": "x",
        "chapters": [{ "id": "night-run", "name": "x" }], "cover": "https://example.com/x.png" });
    let body = json!({ "charter": charter, "word": "", "role": "owner", "founder": "x" });
    assert_eq!(
        wang.does("6", "PUT", "/communities/mine", &body).body["role"],
        "owner"
    );
    let told = wang.does("7", "PATCH", "/communities/mine", &charter);
    assert_eq!(
        (
            &told.body["members"],
            &told.body["activity"]["met_90d"],
            &told.body["people"]
        ),
        (
            &json!(1),
            &json!(0),
            &json!([{ "name": "老王", "role": "owner" }])
        )
    );
    assert!(
        told.body["chapters"].is_null() && told.body["cover"].is_null(),
        "{told:?}"
    );
    assert_eq!(
        ann.does("8", "PATCH", "/communities/mine", &charter).why(),
        "forbidden"
    );
    assert_eq!(
        ann.does("9", "PUT", "/communities/night-run", &body).why(),
        "already"
    );
    assert_eq!(
        ann.does("10", "PUT", "/communities/a%20b", &body).body["fields"][0]["field"],
        "community"
    );

    // Past the requests there is nothing.
    for collection in [
        "invitations",
        "follows",
        "past",
        "memberships",
        "communities",
    ] {
        let path = format!("/collections/{collection}/records");
        for who in [ann, owner, &server.anybody()] {
            let list = who.get(&path);
            assert!(
                list.status == 403 || list.body["totalItems"] == 0,
                "{collection}: {list:?}"
            );
            assert_eq!(
                who.send(
                    "POST",
                    &path,
                    &json!({ "community": "claims", "code": "past-them" })
                )
                .status,
                403
            );
        }
    }
    assert!(found(&admin, "invitations", "code='past-them'").is_empty());
}
