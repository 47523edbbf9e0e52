//! What a member hides is in no answer on the wire, whatever is asked and by whom.

use serde_json::{Value, json};

use super::{Server, event, made, seed};
use crate::services::backends::people::Person;

const ASKED: [&str; 15] = [
    "",
    "?limit=1",
    "?limit=100",
    "?filter=(contacts~'HIDDEN')",
    "?filter=unlisted=true",
    "?sort=-contacts",
    "?expand=user,community",
    "?fields=*,contacts,visibility,user",
    "?search=HIDDEN",
    "?q=HIDDEN&contacts=HIDDEN",
    "?q=hidden%20NAME",
    "?filter=(found~'HIDDEN'||found_more~'HIDDEN')",
    "?fields=*,found,found_more,request",
    "?cursor=%5B%22%22,%22%22%5D",
    "?page=1&perPage=500&skipTotal=0",
];

/// Everything that can be asked about the directory, in one text.
fn all_answers(who: &Person) -> String {
    let mut all = String::new();
    let mut hear = |path: &str| all.push_str(&who.get(path).text);
    for asked in ASKED {
        hear(&format!("/communities/hiding/members{asked}"));
        hear(&format!("/collections/members/records{asked}"));
        hear(&format!("/collections/linju_members0/records{asked}"));
    }
    for id in ["shy", "open", "gone"] {
        hear(&format!("/communities/hiding/members/{id}"));
        hear(&format!("/communities/night-run/members/{id}"));
        hear(&format!("/collections/members/records/{id}?expand=user"));
    }
    for collection in [
        "users",
        "memberships",
        "sign_ups",
        "commands",
        "letters",
        "codes",
        "events",
        "communities",
        "asks",
        "blocks",
        "reports",
    ] {
        hear(&format!(
            "/collections/{collection}/records?expand=user,event,community&perPage=500"
        ));
    }
    hear("/communities/hiding");
    hear("/communities/hiding/reports");
    hear("/me/entries/hiding");
    hear("/collections");
    hear("/collections/members");
    hear("/logs");
    hear("/settings");
    hear("/backups");
    // Page by page.
    let mut cursor = String::new();
    for _ in 0..20 {
        let page = who.get(&format!("/communities/hiding/members?limit=1{cursor}"));
        all.push_str(&page.text);
        let Some(next) = page.body["next"].as_str() else {
            break;
        };
        let next = next
            .replace('[', "%5B")
            .replace(']', "%5D")
            .replace('"', "%22")
            .replace(' ', "%20");
        cursor = format!("&cursor={next}");
    }
    all
}

#[test]
fn what_a_member_hides_is_in_no_answer() {
    let server = Server::filled("backend-pocketbase-hidden", seed::small());
    let admin = server.admin();
    let people = server.people("hidden", 4);
    let [
        (owner, owner_id),
        (fellow, fellow_id),
        (stranger, _),
        (shy, shy_id),
    ] = &people[..]
    else {
        panic!("four")
    };
    made(
        &admin,
        "communities",
        &json!({ "id": "hiding", "name": "hiding" }),
    );
    for (user, role) in [
        (owner_id, "owner"),
        (fellow_id, "member"),
        (shy_id, "member"),
    ] {
        made(
            &admin,
            "memberships",
            &json!({ "user": user, "community": "hiding", "state": "member", "role": role,
            "since": "2026-01-01 00:00:00.000Z" }),
        );
    }
    let entry = |id: &str, user: &str, unlisted: bool| {
        made(
            &admin,
            "members",
            &json!({ "id": id, "community": "hiding", "user": user, "name": format!("NAME-{id}"),
            "role": "member", "unlisted": unlisted, "picture": "https://example.com/HIDDEN-nobody.jpg",
            "headline": "HIDDEN-nobody", "hometown": "HIDDEN-organisers", "skills": ["HIDDEN-organisers"],
            "district": "SHOWN", "offers": ["HIDDEN-request"],
            "contacts": [{ "kind": "phone", "value": "HIDDEN-request" }],
            "visibility": { "picture": "nobody", "headline": "nobody", "hometown": "organisers", "skills": "organisers",
                "offers": "on-request" } }),
        );
    };
    entry("shy", shy_id, false);
    entry("open", "", false);
    entry("gone", "", true);

    let for_fellow = all_answers(fellow);
    assert!(for_fellow.contains("NAME-shy") && for_fellow.contains("SHOWN"));
    assert!(!for_fellow.contains("HIDDEN") && !for_fellow.contains("NAME-gone"));
    assert!(!for_fellow.contains("\"visibility\"") && !for_fellow.contains(shy_id.as_str()));
    assert!(
        !for_fellow.contains("hidden-3@"),
        "no address of an account"
    );
    for (who, found) in [(fellow, 0), (owner, 3), (shy, 1)] {
        let told = who.get("/communities/hiding/members?q=hidden");
        assert_eq!(told.body["total"], found, "{told:?}");
        assert_eq!(told.body["items"].as_array().unwrap().len(), found);
    }
    let list = fellow.get("/communities/hiding/members").body;
    assert_eq!(
        (list["items"].as_array().unwrap().len(), &list["total"]),
        (2, &json!(2)),
        "counted as it is shown"
    );
    assert_eq!(
        list["items"][0]["on_request"],
        json!(["offers", "contacts"])
    );

    let for_owner = all_answers(owner);
    assert!(for_owner.contains("HIDDEN-organisers") && for_owner.contains("NAME-gone"));
    assert!(!for_owner.contains("HIDDEN-nobody") && !for_owner.contains("HIDDEN-request"));

    for outside in [stranger, &server.anybody()] {
        let told = all_answers(outside);
        assert!(!told.contains("HIDDEN") && !told.contains("NAME-") && !told.contains("SHOWN"));
    }
    let own = shy.get("/communities/hiding/members/shy");
    assert!(
        own.text.contains("HIDDEN-nobody") && own.body["visibility"].is_object(),
        "one's own is whole"
    );

    // Who has left sees no more.
    let left = fellow.does("leave", "DELETE", "/me/memberships/hiding", &Value::Null);
    assert_eq!(left.state(), "left");
    assert!(!all_answers(fellow).contains("NAME-"));
}

#[test]
fn where_an_event_is_exactly_is_told_to_those_with_a_seat() {
    let server = Server::filled("backend-pocketbase-address", seed::small());
    let admin = server.admin();
    let people = server.people("address", 2);
    let [(seated, _), (waits, _)] = &people[..] else {
        panic!("two")
    };
    let venue = json!({ "venue": { "city": "杭州", "address": "HIDDEN", "online_url": "https://example.com/HIDDEN",
        "address_hidden": true } });
    event(&admin, "secret", json!(1), &venue);
    let told = |who: &Person| {
        let rows = [
            who.get("/events/secret"),
            who.get("/events?limit=100&from=2020-01-01T00:00:00Z"),
        ];
        let direct = who.get("/collections/events/records/secret");
        rows.iter()
            .chain([&direct])
            .any(|t| t.text.contains("HIDDEN"))
    };
    assert!(!told(seated) && !told(&server.anybody()));
    assert_eq!(seated.signs_up("1", "secret").state(), "confirmed");
    assert_eq!(waits.signs_up("1", "secret").state(), "waitlisted");
    assert!(told(seated) && !told(waits));
    assert_eq!(seated.cancels("2", "secret").state(), "cancelled");
    assert!(
        !told(seated) && told(waits),
        "who moved up knows, who left does not"
    );
}

#[test]
fn one_writes_ones_own_entry_and_takes_it_away() {
    let server = Server::filled("backend-pocketbase-entries", seed::small());
    let people = server.people("entry", 2);
    let [(a, _), (b, _)] = &people[..] else {
        panic!("two")
    };
    let path = "/me/entries/night-run";
    let entry = json!({ "name": "阿珍", "skills": ["修车"], "contacts": [{ "kind": "wechat", "value": "HIDDEN" }],
        "visibility": { "contacts": "nobody" }, "role": "owner", "id": "m-night-run-1", "user": "x" });
    assert_eq!(a.does("1", "PATCH", path, &entry).why(), "members-only");
    for (who, key) in [(a, "2"), (b, "2")] {
        assert_eq!(
            who.joins(key, "night-run", &json!({ "rules": 3 })).state(),
            "member"
        );
    }
    let before = b.get("/communities/night-run/members").body["total"].clone();
    let mut keys = 0;
    for (field, wrong) in [
        ("name", json!(" ")),
        ("name", json!("x".repeat(101))),
        ("picture", json!("javascript:alert(1)")),
        ("skills", json!("x")),
        ("skills", json!(vec!["x"; 31])),
        ("contacts", json!([{ "kind": "fax", "value": "1" }])),
        ("visibility", json!({ "name": "nobody" })),
        ("visibility", json!({ "contacts": "friends" })),
        ("unlisted", json!(1)),
    ] {
        let mut row = entry.clone();
        row[field] = wrong;
        keys += 1;
        let told = a.does(&format!("wrong {keys}"), "PATCH", path, &row);
        assert_eq!(
            (told.status, &told.body["fields"][0]["field"]),
            (422, &json!(field)),
            "{row}"
        );
    }
    let told = a.does("3", "PATCH", path, &entry);
    assert_eq!(
        (told.status, &told.body["role"]),
        (200, &json!("member")),
        "{told:?}"
    );
    assert_ne!(told.body["id"], "m-night-run-1");
    let one = format!(
        "/communities/night-run/members/{}",
        told.body["id"].as_str().unwrap()
    );
    assert!(a.get(&one).text.contains("HIDDEN"));
    let seen = b.get(&one);
    assert!(
        seen.text.contains("修车") && !seen.text.contains("HIDDEN"),
        "{seen:?}"
    );
    assert_eq!(a.does("4", "DELETE", path, &Value::Null).status, 200);
    assert_eq!(b.get(&one).status, 404);
    assert_eq!(a.does("5", "PATCH", path, &entry).status, 200);
    assert_eq!(
        a.does("6", "DELETE", "/me/memberships/night-run", &Value::Null)
            .state(),
        "left"
    );
    let after = b.get("/communities/night-run/members").body["total"].clone();
    assert_eq!(before, after, "who left is listed no more");
}
