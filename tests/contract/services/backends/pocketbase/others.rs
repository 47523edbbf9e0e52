//! Other people's ids, and what is told to members alone.

use serde_json::{Value, json};

use super::{
    Server,
    door::{founded, named, row_of},
    found, made, seed,
};
use crate::services::backends::people::Person;

#[test]
fn other_peoples_ids_and_what_members_are_told_lead_nowhere() {
    let server = Server::filled("backend-pocketbase-others", seed::small());
    let admin = server.admin();
    let people = named(&server, &["一", "二", "三", "四"]);
    let [one, two, three, stranger] = &people[..] else {
        panic!("four")
    };
    founded(one, "here", &json!({ "door": "approval" }));
    founded(two, "there", &json!({ "door": "open" }));
    assert_eq!(
        three.joins("1", "here", &json!({})).state(),
        "pending-approval"
    );
    assert_eq!(three.joins("2", "there", &json!({})).state(), "member");
    let knocks = row_of(one, "here", "applications", "三")["id"].clone();
    let is_in = row_of(two, "there", "roster", "三")["id"].clone();
    let (knocks, is_in) = (knocks.as_str().unwrap(), is_in.as_str().unwrap());
    let mut keys = 0;
    let mut does = |who: &Person, path: &str, body: &Value| {
        keys += 1;
        who.does(&format!("k{keys}"), "POST", path, body)
    };
    // An owner of one community decides nothing in another, nor about somebody of another in their own.
    for (path, body) in [
        (format!("applications/{knocks}/approve"), json!({})),
        (
            format!("roster/{knocks}/appoint"),
            json!({ "role": "admin" }),
        ),
        (format!("roster/{knocks}/remove"), json!({ "reason": "x" })),
        (format!("roster/{knocks}/hand-over"), json!({})),
        ("words".to_owned(), json!({ "text": "x", "person": knocks })),
        ("close".to_owned(), json!({ "farewell": "x" })),
    ] {
        for who in [two, three, stranger] {
            let told = does(who, &format!("/communities/here/{path}"), &body);
            assert_eq!(told.status, 403, "{path}: {told:?}");
        }
        if path.contains(knocks) || path == "words" {
            let told = does(two, &format!("/communities/there/{path}"), &body);
            assert_eq!(told.why(), "gone", "{path}: {told:?}");
        }
    }
    let told = does(
        one,
        &format!("/communities/here/roster/{is_in}/remove"),
        &json!({ "reason": "x" }),
    );
    assert_eq!(told.why(), "gone");
    for path in ["roster", "applications"] {
        for who in [two, three] {
            assert_eq!(who.get(&format!("/communities/here/{path}")).status, 403);
        }
    }
    // A role is for those who are in.
    let told = does(
        one,
        &format!("/communities/here/roster/{knocks}/appoint"),
        &json!({ "role": "admin" }),
    );
    assert_eq!(told.why(), "nothing-there");

    // Where members talk.
    let hears = |who: &Person| {
        let mut all = who.get("/communities/here").text;
        for path in [
            "/communities?limit=100",
            "/communities/here/members",
            "/me/memberships",
            "/collections/communities/records/here",
        ] {
            all.push_str(&who.get(path).text);
        }
        all.contains("SECRET")
    };
    assert!(hears(one));
    for who in [three, stranger, &server.anybody()] {
        assert!(!hears(who));
    }
    assert_eq!(
        does(
            one,
            &format!("/communities/here/applications/{knocks}/approve"),
            &json!({})
        )
        .state(),
        "member"
    );
    assert!(hears(three));
    let out = does(
        one,
        &format!("/communities/here/roster/{knocks}/remove"),
        &json!({ "reason": " 吵 " }),
    );
    assert_eq!(
        (out.state(), &out.body["reason"]),
        ("removed", &json!("吵"))
    );
    assert!(!hears(three));
    let kept = found(&admin, "past", "community='here' && what='removed'");
    assert_eq!(kept[0]["reason"], "吵");
    made(
        &admin,
        "memberships",
        &json!({ "user": kept[0]["user"], "community": "night-run", "state": "invited" }),
    );
}

#[test]
fn the_data_set_brings_its_codes_and_where_members_talk() {
    let server = Server::filled("backend-pocketbase-data-set", seed::small());
    // Filled once more, it is the same.
    let file = server.folder.join("seed.json");
    server.told(&["seed", file.to_str().unwrap()]);
    let people = named(&server, &["阿珍"]);
    let [ann] = &people[..] else { panic!("one") };
    let join = |key: &str, id: &str, code: &str| {
        ann.joins(
            key,
            id,
            &json!({ "rules": Value::Null, "invitation": code }),
        )
    };
    assert_eq!(join("1", "tasting", "spring-tasting").why(), "code-over");
    assert_eq!(join("2", "tasting", "taken-back-again").why(), "code-over");
    assert_eq!(
        join("3", "tasting", "three-seats-left").why(),
        "code-used-up"
    );
    let version = ann.get("/communities/tasting").body["rules"]["version"].clone();
    let good = json!({ "rules": version, "invitation": "one-more-seat" });
    assert_eq!(ann.joins("4", "tasting", &good).state(), "member");
    let kept = found(&server.admin(), "invitations", "code='one-more-seat'");
    assert_eq!((kept.len(), &kept[0]["used"]), (1, &json!(5)));

    assert!(ann.get("/communities/night-run").body["chat"].is_null());
    assert_eq!(
        ann.joins("5", "night-run", &json!({ "rules": 3 })).state(),
        "member"
    );
    assert!(ann.get("/communities/night-run").body["chat"]["url"].is_string());
}

#[test]
fn nobody_makes_a_chapter_of_what_is_not_theirs() {
    let server = Server::filled("backend-pocketbase-chapters", seed::small());
    let people = named(&server, &["一", "二"]);
    let [one, two] = &people[..] else {
        panic!("two")
    };
    founded(one, "whole", &json!({}));
    founded(two, "part", &json!({}));
    let edit = |who: &Person, key: &str, id: &str, parent: &str| {
        let body = json!({ "parent": parent });
        who.does(key, "PATCH", &format!("/communities/{id}"), &body)
    };
    assert_eq!(edit(two, "1", "part", "whole").why(), "forbidden");
    for (key, parent) in [("2", "nowhere"), ("3", "part")] {
        let told = edit(two, key, "part", parent);
        assert_eq!(told.body["fields"][0]["field"], "parent", "{told:?}");
    }
    let charter =
        json!({ "name": "x", "purpose": "y", "area": { "city": "z" }, "parent": "whole" });
    let found = |who: &Person, key: &str, id: &str| {
        who.does(
            key,
            "PUT",
            &format!("/communities/{id}"),
            &json!({ "charter": charter }),
        )
    };
    assert_eq!(found(two, "4", "part-2").why(), "forbidden");
    assert_eq!(two.get("/communities/part-2").status, 404);
    assert_eq!(found(one, "4", "part-2").state(), "member");
    assert_eq!(
        server.anybody().get("/communities/whole").body["chapters"],
        json!([{ "id": "part-2", "name": "x" }])
    );
    // One level deep, and what is one stays one, whoever changes something else.
    founded(one, "top", &json!({}));
    assert_eq!(
        edit(one, "5", "whole", "top").body["fields"][0]["field"],
        "parent"
    );
    assert_eq!(edit(one, "6", "part-2", "whole").body["parent"], "whole");
    assert!(edit(one, "7", "part-2", "").body["parent"].is_null());
}
