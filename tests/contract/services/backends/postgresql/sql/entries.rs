//! One's own entry in a directory: written, hidden in parts, taken away.

use serde_json::json;

use super::Base;

#[test]
fn one_writes_ones_own_entry_and_takes_it_away() {
    let base = Base::new("backend-postgresql-entries");
    let mut owner = base.owner();
    owner.does("insert into linju.communities (id, name) values ('c', 'c')");
    let mut people = base.people("entry", 2);
    let [a, b] = &mut people[..] else {
        panic!("two")
    };
    let entry = json!({ "name": "阿珍", "skills": ["修车"], "contacts": [{ "kind": "wechat", "value": "x" }],
        "visibility": { "contacts": "nobody" }, "role": "owner", "id": "mine", "user": "x" });
    assert_eq!(
        a.does("1", "write-entry", "c", &entry).why(),
        "members-only"
    );
    assert_eq!(a.does("2", "join", "c", &json!({})).state(), "member");
    for (at, (field, wrong)) in [
        ("name", json!(" \u{3000}")),
        ("name", json!("x".repeat(101))),
        ("name", json!(7)),
        ("picture", json!("javascript:alert(1)")),
        ("picture", json!("https://example.com/a b")),
        ("skills", json!("x")),
        ("skills", json!(vec!["x"; 31])),
        ("skills", json!([1])),
        ("contacts", json!([{ "kind": "fax", "value": "1" }])),
        ("contacts", json!([{ "kind": "phone" }])),
        (
            "contacts",
            json!([{ "kind": "phone", "value": "1", "more": 1 }]),
        ),
        ("contacts", json!(["x"])),
        ("visibility", json!({ "name": "nobody" })),
        ("visibility", json!({ "contacts": "friends" })),
        ("visibility", json!([])),
        ("unlisted", json!(1)),
    ]
    .into_iter()
    .enumerate()
    {
        let mut row = entry.clone();
        row[field] = wrong;
        let told = a.does(&format!("wrong {at}"), "write-entry", "c", &row);
        assert_eq!(
            (told.status, &told.body["fields"][0]["field"]),
            (422, &json!(field)),
            "{row}"
        );
    }
    assert_eq!(owner.found("select entries from linju.communities"), "0");
    let told = a.does("3", "write-entry", "c", &entry);
    assert_eq!(
        (told.status, &told.body["role"]),
        (200, &json!("member")),
        "{told:?}"
    );
    assert_ne!(told.body["id"], "mine");
    let mut more = entry.clone();
    more["unlisted"] = json!(true);
    assert_eq!(
        a.does("4", "write-entry", "c", &more).body["id"],
        told.body["id"],
        "one entry a person"
    );
    assert_eq!(
        owner.found("select entries || ' ' || unlisted from linju.communities"),
        "1 1"
    );
    assert_eq!(
        b.does("1", "delete-entry", "c", &json!({})).why(),
        "nothing-there"
    );
    assert_eq!(a.does("5", "delete-entry", "c", &json!({})).status, 200);
    assert_eq!(a.does("6", "write-entry", "c", &entry).status, 200);
    assert_eq!(a.does("7", "leave", "c", &json!({})).state(), "left");
    assert_eq!(
        owner.found("select entries || ' ' || unlisted from linju.communities"),
        "0 0",
        "who left is listed no more"
    );
}
