//! What a member hides is in no answer: every field that introspection finds is asked, by everybody.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Server;
use crate::services::backends::{
    people::Person,
    server::{Operator as _, Server as _, event},
};

const SCHEMA: &str = "{ __schema { queryType { fields { name args { name } type { kind name ofType { kind name ofType { name } } } } }
    types { name kind fields { name args { name } type { kind name ofType { kind name ofType { name } } } } } } }";

/// What is tried for each argument, by its name.
const ARGUMENTS: [(&str, &[&str]); 9] = [
    ("community", &["\"hiding\"", "\"%\"", "null"]),
    (
        "id",
        &[
            "\"shy\"",
            "\"open\"",
            "\"gone\"",
            "\"secret\"",
            "\"hiding\"",
        ],
    ),
    ("event", &["\"secret\"", "\"%\""]),
    ("code", &["\"%\"", "\"\"", "\"' or ''='\"", "null"]),
    ("after", &["null", r#""[\"\", \"\"]""#, "\"x\""]),
    ("size", &["100"]),
    // What is searched for is told by nobody but who asks.
    (
        "q",
        &["null", "\"hidden\"", "\"%\"", "\"nobody name\"", "\"\""],
    ),
    ("since", &["\"2020-01-01T00:00:00Z\""]),
    ("until", &["\"2999-01-01T00:00:00Z\""]),
];

/// What other servers of this kind would take.
const PRYING: [&str; 14] = [
    "{ members { id contacts } }",
    "{ allMembers { nodes { id contacts } totalCount } }",
    "{ users { id email phone password } }",
    "{ membersConnection(condition: { contacts: \"HIDDEN\" }) { totalCount } }",
    "{ directory(community: \"hiding\", condition: { headline: \"HIDDEN-nobody\" }) { id } }",
    "{ directory(community: \"hiding\", filter: { headline: { startsWith: \"HIDDEN\" } }) { id } }",
    "{ directory(community: \"hiding\", orderBy: HEADLINE_ASC) { id } }",
    "{ directory(community: \"hiding\") { id user { id email } communityByCommunityId { id } } }",
    "{ directory(community: \"hiding\", first: 1, offset: 1) { id } }",
    "{ directory(community: \"hiding\") { nodes { id } totalCount } }",
    "{ directory(community: \"hiding\") { user_id user sorted } }",
    "{ community(id: \"hiding\") { id membersByCommunityId { nodes { contacts } } entries unlisted } }",
    "{ node(id: \"WyJtZW1iZXJzIiwic2h5Il0=\") { id ... on Member { contacts } } }",
    "{ query { directory(community: \"hiding\") { id contacts } } }",
];

fn named(of: &Value) -> &str {
    [of, &of["ofType"], &of["ofType"]["ofType"]]
        .iter()
        .filter_map(|t| t["name"].as_str())
        .next()
        .unwrap_or_default()
}

/// All fields of a type that hold no others.
fn fields(schema: &Value, name: &str) -> Option<String> {
    let types = schema["types"].as_array().unwrap();
    let found = types
        .iter()
        .find(|t| t["name"] == name && t["kind"] == "OBJECT")?;
    let all = found["fields"].as_array().unwrap();
    let names: Vec<&str> = all.iter().map(|f| f["name"].as_str().unwrap()).collect();
    Some(names.join(" "))
}

/// Every field with every argument, and all prying, in one text.
fn all_answers(who: &Person) -> String {
    let schema = who.graphql(SCHEMA, &Value::Null).body["data"]["__schema"].clone();
    let mut all = String::new();
    let mut asked = 0;
    for field in schema["queryType"]["fields"].as_array().unwrap() {
        let name = field["name"].as_str().unwrap();
        let mut calls = vec![String::new()];
        for argument in field["args"].as_array().unwrap() {
            let argument = argument["name"].as_str().unwrap();
            let (_, tried) = ARGUMENTS
                .iter()
                .find(|(name, _)| *name == argument)
                .unwrap_or_else(|| {
                    panic!("{name} has come to take {argument}: what may be asked by it?")
                });
            let with = |call: &String| {
                let with = |value: &&str| format!("{call} {argument}: {value}");
                tried.iter().map(with).collect::<Vec<_>>()
            };
            calls = calls.iter().flat_map(with).collect();
        }
        let of = named(&field["type"]);
        let selected = match of {
            "Query" => continue,
            of => fields(&schema, of).map_or(String::new(), |fields| format!("{{ {fields} }}")),
        };
        let calls = calls
            .iter()
            .enumerate()
            .map(|(n, call)| match call.as_str() {
                "" => format!("f{n}: {name} {selected}"),
                call => format!("f{n}: {name}({call}) {selected}"),
            });
        for some in calls.collect::<Vec<_>>().chunks(10) {
            let told = who.graphql(&format!("{{ {} }}", some.join(" ")), &Value::Null);
            assert_ne!(told.status, 500, "{some:?} {}", told.text);
            all.push_str(&told.text);
            asked += 1;
        }
    }
    assert!(asked >= 8);
    for query in PRYING {
        let told = who.graphql(query, &Value::Null);
        assert!(
            (400..500).contains(&told.status) || query.starts_with("{ query"),
            "{query}: {}",
            told.text
        );
        all.push_str(&told.text);
    }
    all
}

#[test]
fn what_a_member_hides_is_in_no_answer() {
    let server = Server::filled("hidden");
    let admin = server.operator();
    let people = server.people("person", 4);
    let [
        (owner, owner_id),
        (fellow, fellow_id),
        (stranger, _),
        (shy, shy_id),
    ] = &people[..]
    else {
        panic!("four")
    };
    admin.made(
        "communities",
        &json!({ "id": "hiding", "name": "hiding", "policy": { "door": "approval" },
            "chat": { "label": "CHAT", "url": "https://chat.example/CHAT" } }),
    );
    for (user, role) in [
        (owner_id, "owner"),
        (fellow_id, "member"),
        (shy_id, "member"),
    ] {
        let is = json!({ "user": user, "community": "hiding", "state": "member", "role": role,
            "since": "2026-01-01T00:00:00Z" });
        admin.made("memberships", &is);
    }
    for (id, user, unlisted) in [
        ("shy", shy_id.as_str(), false),
        ("open", "", false),
        ("gone", "", true),
    ] {
        let entry = json!({ "id": id, "community": "hiding", "user": user, "name": format!("NAME-{id}"),
            "role": "member", "unlisted": unlisted, "picture": "https://example.com/HIDDEN-nobody.jpg",
            "headline": "HIDDEN-nobody", "hometown": "HIDDEN-organisers", "skills": ["HIDDEN-organisers"],
            "district": "SHOWN", "offers": ["HIDDEN-request"],
            "contacts": [{ "kind": "phone", "value": "HIDDEN-request" }],
            "visibility": { "picture": "nobody", "headline": "nobody", "hometown": "organisers", "skills": "organisers",
                "offers": "on-request" } });
        admin.made("members", &entry);
    }
    event(
        &admin,
        "secret",
        json!(1),
        &json!({ "community": "hiding", "venue": { "city": "杭州",
        "address": "HIDDEN-seat", "online_url": "https://example.com/HIDDEN-seat", "address_hidden": true } }),
    );

    // What organisers hear at the door.
    let knocking = &server.people("knocking", 1)[0].0;
    let knocks = json!({ "sponsor": "DOOR", "answers": {} });
    assert_eq!(
        knocking.joins("1", "hiding", &knocks).state(),
        "pending-approval"
    );
    let says = json!({ "text": "DOOR-talk" });
    let told = knocking.does("2", "POST", "/communities/hiding/words", &says);
    assert_eq!(told.state(), "pending-approval", "{told:?}");
    let invitation = json!({ "role": "host", "note": "DOOR-note" });
    let told = owner.does(
        "invite",
        "PUT",
        "/communities/hiding/invitations/DOOR-code-1",
        &invitation,
    );
    assert_eq!(told.status, 200, "{told:?}");

    let told = all_answers(fellow);
    assert!(told.contains("NAME-shy") && told.contains("SHOWN") && told.contains("CHAT"));
    assert!(!told.contains("DOOR") && !told.contains("knocking"));
    assert!(!told.contains("HIDDEN") && !told.contains("NAME-gone"));
    assert!(
        !told.contains("\"nobody\"") && !told.contains(shy_id.as_str()),
        "nor who hides what"
    );
    assert!(!told.contains("person-3@"), "no address of an account");
    let list = fellow.get("/communities/hiding/members").body;
    let shown = list["items"].as_array().unwrap();
    assert_eq!(
        (shown.len(), &list["total"]),
        (2, &json!(2)),
        "counted as it is shown"
    );
    assert_eq!(shown[0]["on_request"], json!(["offers", "contacts"]));

    for (who, found) in [(fellow, 0), (owner, 3), (shy, 1)] {
        let told = who.get("/communities/hiding/members?q=hidden");
        assert_eq!(told.body["total"], found, "{told:?}");
        assert_eq!(told.body["items"].as_array().unwrap().len(), found);
    }

    let told = all_answers(owner);
    assert!(told.contains("HIDDEN-organisers") && told.contains("NAME-gone"));
    for heard in ["DOOR-talk", "DOOR-note", "DOOR-code-1", "knocking-0"] {
        assert!(told.contains(heard), "{heard}");
    }
    assert!(
        told.contains("HIDDEN-seat"),
        "who prepares it knows where it is"
    );
    assert!(!told.contains("HIDDEN-nobody") && !told.contains("HIDDEN-request"));

    for outside in [stranger, &server.anybody(), &server.by("not a token")] {
        let told = all_answers(outside);
        assert!(!told.contains("HIDDEN") && !told.contains("NAME-") && !told.contains("SHOWN"));
        assert!(!told.contains("CHAT") && !told.contains("DOOR") && !told.contains("knocking"));
    }
    let told = all_answers(knocking);
    assert!(told.contains("DOOR-talk") && !told.contains("CHAT") && !told.contains("DOOR-note"));
    let own = shy.get("/communities/hiding/members/shy");
    assert!(
        own.text.contains("HIDDEN-nobody") && own.body["visibility"]["picture"] == "nobody",
        "one's own is whole"
    );

    // Who has left sees no more; who has a seat knows where it is, until they give it back.
    assert_eq!(
        fellow
            .does("leave", "DELETE", "/me/memberships/hiding", &Value::Null)
            .state(),
        "left"
    );
    assert!(!all_answers(fellow).contains("NAME-"));
    assert_eq!(fellow.signs_up("1", "secret").state(), "confirmed");
    assert!(fellow.get("/events/secret").text.contains("HIDDEN-seat"));
    assert_eq!(fellow.cancels("2", "secret").state(), "cancelled");
    assert!(!all_answers(fellow).contains("HIDDEN"));
}

/// Whoever adds a function for visitors says here that it hides what is hidden.
#[test]
fn nothing_can_be_asked_beside_what_is_meant() {
    let server = Server::filled("surface");
    let schema = server.anybody().graphql(SCHEMA, &Value::Null).body["data"]["__schema"].clone();
    let queries = schema["queryType"]["fields"].as_array().unwrap();
    let queries: BTreeSet<&str> = queries
        .iter()
        .map(|f| f["name"].as_str().unwrap())
        .collect();
    let meant = BTreeSet::from([
        "query",
        "communities",
        "community",
        "events",
        "event",
        "directory",
        "listed",
        "entry",
        "me",
        "memberships",
        "signUps",
        "applications",
        "attendance",
        "roster",
        "invitations",
        "invitation",
        "following",
        "myEntry",
        "reports",
    ]);
    assert_eq!(queries, meant);
    // Rows lead to no others and take nothing.
    for of in schema["types"].as_array().unwrap() {
        let name = of["name"].as_str().unwrap();
        if ["Query", "Mutation"].contains(&name)
            || name.starts_with("__")
            || name.ends_with("Payload")
        {
            continue;
        }
        for field in of["fields"].as_array().into_iter().flatten() {
            assert_eq!(field["args"], json!([]), "{name} {field}");
            assert!(
                fields(&schema, named(&field["type"])).is_none(),
                "{name} {field}"
            );
        }
    }
    // And in the database a visitor reads no table of entries, accounts or codes past the policies.
    let visitor = |sql: &str| {
        let rows = server.sql().asks(&format!(
            "begin; set local role linju_visitor; {sql}; rollback"
        ));
        assert_eq!(rows, "0", "{sql}");
    };
    for table in ["users", "members", "memberships", "sign_ups"] {
        visitor(&format!("select count(id) from linju.{table}"));
    }
    visitor("select count(*) from linju.following");
}
