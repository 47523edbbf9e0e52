//! What organisers do to their community: chapters, and putting it away.

use serde_json::{Value, json};

use crate::services::backends::{
    people::{Person, Told, at_once},
    server::{Operator, Server, event},
};

pub(super) const LONG_AGO: &str = "2026-01-01 00:00:00.000Z";

pub(super) fn founds(who: &Person, id: &str, policy: Value, parent: &str) -> Told {
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

pub(super) fn posts(who: &Person, key: &str, path: &str, body: Value) -> Told {
    who.does(key, "POST", path, &body)
}

pub(super) fn is(
    operator: &impl Operator,
    community: &str,
    user: &str,
    role: &str,
    more: &Value,
) -> String {
    let mut row = json!({ "user": user, "community": community, "state": "member", "role": role,
        "since": LONG_AGO });
    for (name, value) in more.as_object().into_iter().flatten() {
        row[name] = value.clone();
    }
    operator.made("memberships", &row)
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

pub fn two_who_make_chapters_of_one_another_make_one_at_most<S: Server>() {
    let server = S::filled("chapters-race");
    let operator = server.operator();
    let people = server.people("pair", 2);
    let [(one, one_id), (two, two_id)] = &people[..] else {
        panic!("two")
    };
    for round in 0..10 {
        let ids = [format!("left-{round}"), format!("right-{round}")];
        for (who, id, other) in [(one, &ids[0], two_id), (two, &ids[1], one_id)] {
            assert_eq!(founds(who, id, json!({}), "").state(), "member");
            is(&operator, id, other, "admin", &Value::Null);
        }
        let told = at_once(&[(one, 0), (two, 1)], |_, (who, at)| {
            let path = format!("/communities/{}", ids[*at]);
            let body = json!({ "parent": ids[1 - *at] });
            who.does(&format!("chapter {round}"), "PATCH", &path, &body)
        });
        let mut statuses: Vec<u16> = told.iter().map(|told| told.status).collect();
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 422], "{told:?}");
    }
}
