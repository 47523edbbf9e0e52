//! Who asks whom for what is shown on request, what the owner says to it, and who does not want to see whom.

use linju::model::{ContactRequest, FromJson, Member, MyEntry, Report};
use serde_json::{Value, json};

use crate::services::backends::{
    people::{Person, Told, at_once},
    server::{Operator as _, Server, event},
};

const IN: &str = "/communities/asking/members";
const MINE: &str = "/me/entries/asking";

/// A community with people of these roles, all with a session.
pub fn meeting<S: Server>(server: &S, roles: &[&str]) -> Vec<(Person, String)> {
    let operator = server.operator();
    operator.made("communities", &json!({ "id": "asking", "name": "asking" }));
    let people = server.people("asking", roles.len());
    for ((_, user), role) in people.iter().zip(roles) {
        operator.made(
            "memberships",
            &json!({ "user": user, "community": "asking", "state": "member", "role": role,
            "since": "2026-01-01 00:00:00.000Z" }),
        );
    }
    people
}

/// Writes an entry, and gives its id.
pub fn stands(who: &Person, key: &str, entry: &Value) -> String {
    let told = who.does(key, "PATCH", MINE, entry);
    assert_eq!(told.status, 200, "{told:?}");
    told.body["id"].as_str().unwrap().to_owned()
}

pub fn reachable(name: &str) -> Value {
    json!({ "name": name, "contacts": [{ "kind": "wechat", "value": format!("REACH-{name}") }],
        "offers": [format!("OFFER-{name}")], "visibility": { "offers": "on-request" } })
}

pub fn asks(who: &Person, key: &str, member: &str, fields: &[&str]) -> Told {
    let body = json!({ "fields": fields, "word": " 想认识你 " });
    who.does(key, "PUT", &format!("{IN}/{member}/request"), &body)
}

pub fn takes_back(who: &Person, key: &str, member: &str) -> Told {
    who.does(
        key,
        "DELETE",
        &format!("{IN}/{member}/request"),
        &Value::Null,
    )
}

fn answers(who: &Person, key: &str, person: &str, what: &str, body: &Value) -> Told {
    who.does(
        key,
        "POST",
        &format!("{MINE}/requests/{person}/{what}"),
        body,
    )
}

pub fn shows(who: &Person, key: &str, person: &str, fields: &[&str], until: Value) -> Told {
    let body = json!({ "fields": fields, "until": until });
    answers(who, key, person, "grant", &body)
}

/// What is one's own, as the app reads it.
pub fn mine(who: &Person) -> MyEntry {
    let told = who.get(MINE);
    assert_eq!(told.status, 200, "{told:?}");
    MyEntry::from_json(&told.body).unwrap_or_else(|fault| panic!("{told:?}: {fault:?}"))
}

/// The only one who asks.
fn asker(who: &Person) -> String {
    let all = mine(who).requests;
    assert_eq!(all.len(), 1, "{all:?}");
    all[0].person.as_ref().unwrap().as_str().to_owned()
}

/// An entry as somebody sees it, in the list as on its page.
fn seen(who: &Person, member: &str) -> Option<Member> {
    let page = who.get(&format!("{IN}/{member}"));
    let list = who.get(&format!("{IN}?limit=100"));
    let listed = list.body["items"].as_array().unwrap().iter();
    let listed = listed.filter(|row| row["id"] == member).collect::<Vec<_>>();
    assert_eq!(
        list.body["total"],
        list.body["items"].as_array().unwrap().len()
    );
    if page.status == 404 {
        assert!(listed.is_empty(), "{listed:?}");
        return None;
    }
    let read =
        |row: &Value| Member::from_json(row).unwrap_or_else(|fault| panic!("{row}: {fault:?}"));
    let is = read(&page.body);
    assert_eq!((listed.len(), &read(listed[0])), (1, &is));
    Some(is)
}

fn reached(who: &Person, member: &str) -> bool {
    seen(who, member).is_some_and(|it| !it.contacts.is_empty())
}

fn state(request: Option<&ContactRequest>) -> String {
    request.map_or("none".to_owned(), |it| {
        let row = linju::model::ToJson::to_json(it);
        row["state"].as_str().unwrap().to_owned()
    })
}

pub fn who_asks_is_shown_what_is_granted_until_it_is_over<S: Server>() {
    let server = S::filled("asking");
    let operator = server.operator();
    let people = meeting(&server, &["owner", "member", "member", "member"]);
    let [(organiser, _), (an, _), (bo, _), (cy, _)] = &people[..] else {
        panic!("four")
    };
    let id = stands(an, "1", &reachable("an"));
    let own = stands(bo, "1", &json!({ "name": "阿波" }));
    let request = |who: &Person| state(seen(who, &id).unwrap().request.as_ref());
    assert_eq!(seen(bo, &id).unwrap().on_request.len(), 2);
    for (key, fields, why) in [
        ("2", &[][..], "nothing-there"),
        ("3", &["headline"], "nothing-there"),
        ("4", &["contacts", "visibility"], "nothing-there"),
        ("5", &["birthday"], "nothing-there"),
    ] {
        assert_eq!(asks(bo, key, &id, fields).why(), why, "{fields:?}");
    }
    assert_eq!(asks(an, "2", &id, &["contacts"]).why(), "nothing-there");
    let told = bo.does(
        "6",
        "PUT",
        &format!("{IN}/{id}/request"),
        &json!({ "fields": ["contacts"], "word": "字".repeat(301) }),
    );
    assert_eq!(
        (told.status, &told.body["fields"][0]["field"]),
        (422, &json!("word"))
    );
    let told = asks(bo, "7", &id, &["contacts", "offers"]);
    assert_eq!(
        (told.state(), &told.body["word"]),
        ("pending", &json!("想认识你")),
        "{told:?}"
    );
    assert_eq!(
        told.body["fields"],
        json!(["offers", "contacts"]),
        "in the order of all"
    );
    assert!(told.body["person"].is_null() && told.body["name"].is_null());
    assert_eq!(asks(bo, "8", &id, &["contacts"]).why(), "already");
    assert_eq!(
        (request(bo), request(cy)),
        ("pending".into(), "none".into())
    );

    let waits = &mine(an).requests[0];
    assert_eq!(
        (waits.name.as_str(), waits.member.as_ref().unwrap().as_str()),
        ("阿波", own.as_str())
    );
    let bo_is = asker(an);
    for (key, fields, until, why) in [
        ("10", &[][..], Value::Null, "nothing-there"),
        ("11", &["headline"], Value::Null, "nothing-there"),
        (
            "12",
            &["contacts"],
            json!("2020-01-01T00:00:00Z"),
            "invalid",
        ),
        (
            "13",
            &["contacts"],
            json!("2999-01-01T00:00:00Z"),
            "invalid",
        ),
        ("14", &["contacts"], json!("soon"), "invalid"),
    ] {
        assert_eq!(
            shows(an, key, &bo_is, fields, until).why(),
            why,
            "{fields:?}"
        );
    }
    assert_eq!(
        answers(an, "15", &bo_is, "revoke", &json!({})).why(),
        "nothing-there"
    );
    // A part of it, and to the one alone.
    let told = shows(an, "16", &bo_is, &["contacts"], Value::Null);
    assert_eq!(
        (told.state(), &told.body["fields"]),
        ("granted", &json!(["contacts"])),
        "{told:?}"
    );
    assert!(reached(bo, &id) && !reached(cy, &id) && !reached(organiser, &id));
    assert_eq!(seen(bo, &id).unwrap().offers, Vec::<String>::new());
    assert_eq!(
        shows(an, "17", &bo_is, &["offers"], Value::Null).why(),
        "nothing-there",
        "smaller only"
    );

    // Two are shown it at once, each theirs.
    assert_eq!(asks(cy, "2", &id, &["offers"]).state(), "pending");
    let all = mine(an).requests;
    assert_eq!(
        (all.len(), all[0].waits()),
        (2, true),
        "who waits comes first"
    );
    let cy_is = all[0].person.as_ref().unwrap().as_str().to_owned();
    let year = linju::model::Instant::from_unix(crate::services::seed::clock().unix() + 86_400)
        .to_string();
    assert_eq!(
        shows(an, "18", &cy_is, &["offers"], json!(year)).state(),
        "granted"
    );
    assert!(reached(bo, &id) && !reached(cy, &id));
    assert_eq!(seen(cy, &id).unwrap().offers, ["OFFER-an"]);

    // What its member hides afterwards is hidden, whatever was granted.
    let mut hides = reachable("an");
    hides["visibility"]["contacts"] = json!("nobody");
    stands(an, "19", &hides);
    assert!(!reached(bo, &id) && !bo.get(&format!("{IN}/{id}")).text.contains("REACH"));
    hides["visibility"]["contacts"] = json!("on-request");
    stands(an, "20", &hides);
    assert!(reached(bo, &id));

    // It runs out by itself, when it is read.
    for row in operator.found("asks", "state='granted'") {
        if row["fields"] == json!(["offers"]) {
            let over = json!({ "until": "2026-01-02 00:00:00.000Z" });
            operator.changed("asks", row["id"].as_str().unwrap(), &over);
        }
    }
    assert_eq!(
        (request(cy), seen(cy, &id).unwrap().offers.len()),
        ("none".into(), 0)
    );
    assert_eq!(mine(an).requests.len(), 1);
    assert_eq!(takes_back(cy, "3", &id).why(), "nothing-there");
    assert_eq!(asks(cy, "4", &id, &["contacts"]).state(), "pending");

    // Taken back by either; who was refused waits.
    assert_eq!(
        answers(an, "21", &bo_is, "revoke", &json!({})).state(),
        "revoked"
    );
    assert!(!reached(bo, &id));
    let told = asks(bo, "21", &id, &["contacts"]);
    assert_eq!(
        (told.why(), told.body["from"].is_string()),
        ("not-again", true),
        "{told:?}"
    );
    let no = json!({ "reason": "不方便" });
    let told = answers(an, "22", &cy_is, "refuse", &no);
    assert_eq!(
        (told.state(), &told.body["reason"]),
        ("refused", &json!("不方便")),
        "{told:?}"
    );
    let told = cy.get(&format!("{IN}/{id}")).body;
    assert_eq!(told["request"]["reason"], "不方便");
    assert_eq!(takes_back(cy, "5", &id).why(), "nothing-there");
    assert_eq!(
        asks(organiser, "1", &id, &["contacts"]).state(),
        "pending",
        "organisers ask as well"
    );
    assert_eq!(takes_back(organiser, "2", &id).status, 200);
    assert_eq!(request(organiser), "none");
}

pub fn a_request_is_of_two_and_of_nobody_else<S: Server>() {
    let server = S::filled("asking-others");
    let people = meeting(&server, &["owner", "member", "member", "member"]);
    let [(organiser, _), (an, an_id), (bo, bo_id), (cy, cy_id)] = &people[..] else {
        panic!("four")
    };
    let (stranger, _) = &server.people("asks-nobody", 1)[0];
    let id = stands(an, "1", &reachable("an"));
    stands(bo, "1", &json!({ "name": "阿波" }));
    stands(cy, "1", &reachable("cy"));
    for who in [stranger, &server.anybody()] {
        let told = asks(who, "1", &id, &["contacts"]);
        assert!(
            told.status == 401 || told.why() == "members-only",
            "{told:?}"
        );
        assert!([401, 403].contains(&who.get(MINE).status));
        assert!([401, 403].contains(&who.get("/communities/asking/reports").status));
    }
    assert_eq!(asks(bo, "2", "nobody", &["contacts"]).why(), "gone");
    assert_eq!(asks(bo, "3", &id, &["contacts"]).state(), "pending");
    let bo_is = asker(an);
    for (at, who) in [cy, organiser, bo, stranger].into_iter().enumerate() {
        for what in ["grant", "refuse", "revoke"] {
            let body =
                json!({ "fields": ["contacts"], "reason": "x", "member": id, "user": an_id });
            let told = answers(who, &format!("{at}{what}"), &bo_is, what, &body);
            assert!(told.status >= 400, "{at} {what} {told:?}");
        }
        let told = takes_back(who, &format!("{at}"), "none");
        assert!(told.status >= 400, "{told:?}");
    }
    assert_eq!(takes_back(cy, "own", &id).why(), "nothing-there");
    assert_eq!(mine(an).requests.len(), 1);
    for who in [cy, organiser, stranger] {
        let text = who.get(MINE).text
            + &who.get(&format!("{IN}?limit=100")).text
            + &who.get(&format!("{IN}/{id}")).text;
        assert!(
            !text.contains("想认识你") && !text.contains(&bo_is),
            "{text}"
        );
    }
    for who in [an, bo, cy] {
        let text = who.get(MINE).text;
        assert!(
            [an_id, bo_id, cy_id]
                .iter()
                .all(|id| !text.contains(id.as_str())),
            "{text}"
        );
    }
    // What is sent again is done once; from many places at the same moment, too.
    let places = vec![an; 8];
    let told = at_once(&places, |_, who| {
        shows(who, "once", &bo_is, &["contacts"], Value::Null)
    });
    assert!(
        told.iter()
            .all(|one| *one == told[0] && one.state() == "granted"),
        "{told:?}"
    );
    let other = shows(an, "once", &bo_is, &["offers"], Value::Null);
    assert_eq!(other.status, 422, "{other:?}");
    let told = at_once(&vec![bo; 8], |at, who| {
        takes_back(who, &format!("back-{at}"), &id)
    });
    assert_eq!(
        told.iter().filter(|one| one.status == 200).count(),
        1,
        "{told:?}"
    );
    assert_eq!(mine(an).requests, []);
    // Malformed.
    for (at, body) in [
        json!({ "fields": "contacts" }),
        json!({ "fields": [1] }),
        json!({ "fields": ["contacts"], "word": 7 }),
    ]
    .iter()
    .enumerate()
    {
        let told = bo.does(
            &format!("bad {at}"),
            "PUT",
            &format!("{IN}/{id}/request"),
            body,
        );
        assert_eq!(told.status, 422, "{body}: {told:?}");
    }
}

pub fn requests_go_with_who_goes<S: Server>() {
    let server = S::filled("asking-goes");
    let people = meeting(&server, &["owner", "member", "member", "member"]);
    let [(organiser, _), (an, _), (bo, bo_id), (cy, _)] = &people[..] else {
        panic!("four")
    };
    let an_stands = stands(an, "1", &reachable("an"));
    let bo_stands = stands(bo, "1", &reachable("bo"));
    let all = |key: &str| {
        assert_eq!(
            asks(bo, &format!("{key} 1"), &an_stands, &["contacts"]).state(),
            "pending"
        );
        assert_eq!(
            asks(an, &format!("{key} 2"), &bo_stands, &["contacts"]).state(),
            "pending"
        );
        assert_eq!(
            asks(cy, &format!("{key} 3"), &an_stands, &["contacts"]).state(),
            "pending"
        );
        assert_eq!((mine(an).requests.len(), mine(bo).requests.len()), (2, 1));
    };
    all("a");
    // Taken out of the directory: those to the entry, and those by its member.
    assert_eq!(bo.does("2", "DELETE", MINE, &Value::Null).status, 200);
    assert_eq!((mine(an).requests.len(), mine(bo).entry), (1, None));
    assert_eq!(takes_back(an, "2", &bo_stands).why(), "nothing-there");
    // What was refused stays refused, however one comes back.
    assert_eq!(asks(bo, "3", &an_stands, &["contacts"]).state(), "pending");
    let waits = mine(an).requests;
    let bo_is = waits
        .iter()
        .find(|it| it.member.is_none() && it.name.contains('…'));
    let newest = waits[0].person.as_ref().unwrap().as_str();
    let bo_is = bo_is.map_or(newest, |it| it.person.as_ref().unwrap().as_str());
    for request in &waits {
        let person = request.person.as_ref().unwrap().as_str();
        assert_eq!(
            answers(an, &format!("no {person}"), person, "refuse", &json!({})).state(),
            "refused"
        );
    }
    assert!(!bo_is.is_empty());
    assert_eq!(
        bo.does("4", "DELETE", "/me/memberships/asking", &Value::Null)
            .state(),
        "left"
    );
    assert_eq!(mine(an).requests.len(), 1, "who is not in asks nobody");
    assert_eq!(bo.joins("5", "asking", &json!({})).state(), "member");
    assert_eq!(asks(bo, "6", &an_stands, &["contacts"]).why(), "not-again");
    let bo_stands = stands(bo, "7", &reachable("bo"));

    // Put out.
    assert_eq!(asks(an, "3", &bo_stands, &["contacts"]).state(), "pending");
    let cy_stands = stands(cy, "4", &reachable("cy"));
    assert_eq!(asks(bo, "8", &cy_stands, &["contacts"]).state(), "pending");
    assert_eq!(mine(cy).requests.len(), 1);
    let roster = server.operator().found("memberships", "community='asking'");
    let row = roster
        .iter()
        .find(|row| row["user"] == bo_id.as_str())
        .unwrap();
    let out = format!(
        "/communities/asking/roster/{}/remove",
        row["id"].as_str().unwrap()
    );
    assert_eq!(
        organiser
            .does("1", "POST", &out, &json!({ "reason": "x" }))
            .state(),
        "removed"
    );
    assert_eq!(mine(cy).requests, []);
    assert_eq!(server.operator().found("asks", "state='pending'").len(), 0);
    assert_eq!(asks(an, "5", &bo_stands, &["contacts"]).why(), "gone");

    // Whose account goes.
    assert_eq!(asks(an, "6", &cy_stands, &["contacts"]).state(), "pending");
    server.operator().forgets(&people[1].1);
    assert_eq!(mine(cy).requests, []);
}

fn blocks(who: &Person, key: &str, member: &str) -> Told {
    who.does(key, "PUT", &format!("{IN}/{member}/block"), &json!({}))
}

fn unblocks(who: &Person, key: &str, member: &str) -> Told {
    who.does(key, "DELETE", &format!("{IN}/{member}/block"), &Value::Null)
}

pub fn who_is_blocked_sees_and_is_seen_by_nobody_of_the_two<S: Server>() {
    let server = S::filled("blocking");
    let people = meeting(&server, &["owner", "member", "member", "member"]);
    let [(organiser, _), (an, _), (bo, _), (cy, _)] = &people[..] else {
        panic!("four")
    };
    let an_stands = stands(an, "1", &reachable("an"));
    let bo_stands = stands(bo, "1", &reachable("bo"));
    let cy_stands = stands(cy, "1", &json!({ "name": "阿西", "unlisted": true }));
    let sees = |who: &Person, member: &str| {
        let found = |q: &str| {
            who.get(&format!("{IN}?q={q}")).body["total"]
                .as_u64()
                .unwrap()
        };
        let is = seen(who, member).is_some();
        let name = if member == an_stands { "an" } else { "bo" };
        assert_eq!(found(name) == 1, is, "{name}");
        is
    };
    assert_eq!(asks(bo, "2", &an_stands, &["contacts"]).state(), "pending");
    let bo_is = asker(an);
    assert_eq!(
        shows(an, "2", &bo_is, &["contacts"], Value::Null).state(),
        "granted"
    );
    assert_eq!(asks(an, "3", &bo_stands, &["offers"]).state(), "pending");
    assert!(sees(an, &bo_stands) && sees(bo, &an_stands));

    assert_eq!(blocks(bo, "0", "nobody").why(), "gone");
    assert_eq!(blocks(bo, "1x", &bo_stands).why(), "nothing-there");
    assert_eq!(
        blocks(an, "0", &cy_stands).why(),
        "gone",
        "who is not listed is not there"
    );
    assert_eq!(unblocks(an, "u0", &bo_stands).why(), "nothing-there");
    assert_eq!(blocks(bo, "3", &an_stands).status, 200);
    assert!(!sees(an, &bo_stands) && !sees(bo, &an_stands));
    assert!(sees(organiser, &an_stands) && sees(organiser, &bo_stands) && sees(cy, &an_stands));
    assert_eq!((mine(an).requests.len(), mine(bo).requests.len()), (0, 0));
    assert_eq!(asks(an, "4", &bo_stands, &["contacts"]).why(), "gone");
    assert_eq!(takes_back(bo, "4", &an_stands).why(), "nothing-there");
    let blocked = |who: &Person| {
        mine(who)
            .blocked
            .iter()
            .map(|it| it.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (blocked(bo), blocked(an), blocked(organiser)),
        (vec!["an".to_owned()], vec![], vec![])
    );
    // Again, from eight places, it is one.
    let told = at_once(&vec![bo; 8], |at, who| {
        blocks(who, &format!("again {at}"), &an_stands)
    });
    assert!(told.iter().all(|one| one.status == 200), "{told:?}");
    assert_eq!(blocked(bo).len(), 1);
    assert_eq!(
        unblocks(an, "u1", &bo_stands).why(),
        "nothing-there",
        "by whom it was, alone"
    );
    assert_eq!(unblocks(cy, "u1", &an_stands).why(), "nothing-there");

    // Another entry of the same person is theirs.
    assert_eq!(an.does("5", "DELETE", MINE, &Value::Null).status, 200);
    let an_again = stands(an, "6", &reachable("an"));
    assert!(seen(bo, &an_again).is_none() && seen(an, &bo_stands).is_none());
    assert_eq!(unblocks(bo, "5", &an_stands).status, 200);
    assert!(seen(bo, &an_again).is_some() && seen(an, &bo_stands).is_some());
    assert_eq!(blocked(bo), Vec::<String>::new());

    // An organiser who blocks sees everybody still, and is not seen.
    let lead = stands(organiser, "1", &reachable("lead"));
    assert_eq!(blocks(organiser, "2", &bo_stands).status, 200);
    assert!(seen(organiser, &bo_stands).is_some() && seen(bo, &lead).is_none());
    // Entries without an account can be blocked, too.
    let made = json!({ "id": "paper", "community": "asking", "name": "paper", "role": "member" });
    server.operator().made("members", &made);
    assert_eq!(blocks(bo, "6", "paper").status, 200);
    assert!(seen(bo, "paper").is_none() && seen(an, "paper").is_some());
    // To be refused is not undone by blocking and taking it back.
    assert_eq!(asks(an, "7", &bo_stands, &["contacts"]).state(), "pending");
    assert_eq!(
        answers(bo, "7", &asker(bo), "refuse", &json!({})).state(),
        "refused"
    );
    assert_eq!(blocks(an, "8", &bo_stands).status, 200);
    assert_eq!(unblocks(an, "9", &bo_stands).status, 200);
    assert_eq!(asks(an, "10", &bo_stands, &["contacts"]).why(), "not-again");
}

pub fn faces_lead_to_nobody_blocked_and_name_nobody_unlisted<S: Server>() {
    let server = S::filled("asking-faces");
    let people = meeting(&server, &["owner", "member", "member", "member"]);
    let [(organiser, _), (an, _), (bo, _), (cy, cy_id)] = &people[..] else {
        panic!("four")
    };
    let operator = server.operator();
    for (_, user) in &people {
        operator.changed("users", user, &json!({ "name": " " }));
    }
    let an_stands = stands(an, "1", &reachable("an"));
    let bo_stands = stands(bo, "1", &reachable("bo"));
    stands(cy, "1", &json!({ "name": "阿西", "unlisted": true }));
    event(
        &operator,
        "met",
        json!(9),
        &json!({ "community": "asking" }),
    );
    for who in [an, bo, cy] {
        let told = who.does("met", "PUT", "/me/sign-ups/met", &json!({ "seen": true }));
        assert_eq!(told.body["seen"], true, "{told:?}");
    }
    let faces = |who: &Person| {
        let told = who.get("/events/met");
        let going = told.body["faces"]["going"].as_array().cloned();
        let going = going.unwrap_or_else(|| panic!("{told:?}")).into_iter();
        let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
        let read = |one: Value| (text(&one["name"]), text(&one["member"]));
        let mut all = going.map(read).collect::<Vec<_>>();
        all.sort();
        all
    };
    let row = |name: &str, member: &str| (name.to_owned(), member.to_owned());
    let all = vec![row("an", &an_stands), row("bo", &bo_stands)];
    for who in [organiser, an, bo, cy] {
        assert_eq!(faces(who), all, "an entry that is not listed names nobody");
    }
    assert_eq!(blocks(bo, "2", &an_stands).status, 200);
    assert_eq!(faces(an), [row("an", &an_stands), row("bo", "-")]);
    assert_eq!(faces(bo), [row("an", "-"), row("bo", &bo_stands)]);
    assert_eq!((faces(cy), faces(organiser)), (all.clone(), all.clone()));
    assert_eq!(unblocks(bo, "3", &an_stands).status, 200);
    assert_eq!((faces(an), faces(bo)), (all.clone(), all));
    // The name of an account is what one is called anywhere; the way to the entry stays closed.
    operator.changed("users", cy_id, &json!({ "name": "cy" }));
    assert_eq!(faces(an)[2], row("cy", "-"));
}

fn reports(who: &Person, key: &str, member: &str, body: &Value) -> Told {
    who.does(key, "POST", &format!("{IN}/{member}/report"), body)
}

pub fn reports_are_for_organisers_but_not_for_whom_they_are_about<S: Server>() {
    let server = S::filled("reports");
    let people = meeting(&server, &["owner", "admin", "member", "member"]);
    let [(organiser, _), (admin, _), (an, _), (bo, _)] = &people[..] else {
        panic!("four")
    };
    let admin_stands = stands(admin, "1", &reachable("admin"));
    let an_stands = stands(an, "1", &reachable("an"));
    stands(bo, "1", &json!({ "name": "阿波" }));
    let told = |who: &Person| {
        let told = who.get("/communities/asking/reports");
        assert_eq!(told.status, 200, "{told:?}");
        let rows = told.body["items"].as_array().unwrap().iter();
        rows.map(|row| Report::from_json(row).unwrap())
            .collect::<Vec<_>>()
    };
    for (at, body) in [
        json!({}),
        json!({ "reason": "dull" }),
        json!({ "reason": "spam", "text": "字".repeat(1001) }),
        json!({ "reason": 1 }),
    ]
    .iter()
    .enumerate()
    {
        assert_eq!(
            reports(bo, &format!("bad {at}"), &an_stands, body).status,
            422,
            "{body}"
        );
    }
    let spam = json!({ "reason": "spam", "text": " 总发广告' or ''=' " });
    assert_eq!(reports(an, "own", &an_stands, &spam).why(), "nothing-there");
    assert_eq!(reports(bo, "1x", "nobody", &spam).why(), "gone");
    assert_eq!(reports(bo, "2", &an_stands, &spam).status, 200);
    assert_eq!(reports(bo, "3", &an_stands, &spam).why(), "already");
    assert_eq!(
        reports(an, "2", &admin_stands, &json!({ "reason": "rude" })).status,
        200
    );
    for who in [an, bo] {
        assert_eq!(who.get("/communities/asking/reports").status, 403);
    }
    let all = told(organiser);
    assert_eq!(all.len(), 2);
    let about =
        |all: &[Report], member: &str| all.iter().find(|r| r.member.as_str() == member).cloned();
    let of_an = about(&all, &an_stands).unwrap();
    assert_eq!(
        (of_an.name.as_str(), of_an.by.as_str(), of_an.text.as_str()),
        ("an", "阿波", "总发广告' or ''='")
    );
    let of_admin = about(&all, &admin_stands).unwrap();
    assert_eq!(told(admin).len(), 1, "who is reported does not see theirs");
    let settles = |who: &Person, key: &str, id: &str| {
        who.does(
            key,
            "POST",
            &format!("/communities/asking/reports/{id}/settle"),
            &json!({}),
        )
    };
    assert_eq!(settles(admin, "s1", of_admin.id.as_str()).why(), "gone");
    assert_eq!(settles(an, "s1", of_an.id.as_str()).status, 403);
    assert_eq!(settles(admin, "s2", of_an.id.as_str()).status, 200);
    assert_eq!(settles(organiser, "s3", of_an.id.as_str()).why(), "already");
    let all = told(organiser);
    assert_eq!(
        (all[0].id.clone(), all[1].settled.is_some()),
        (of_admin.id, true),
        "what waits comes first"
    );
    assert_eq!(
        reports(bo, "4", &an_stands, &spam).status,
        200,
        "again, once that was settled"
    );
    // Page by page, each once.
    let mut seen = Vec::new();
    let mut cursor = String::new();
    for _ in 0..5 {
        let page = organiser
            .get(&format!("/communities/asking/reports?limit=1{cursor}"))
            .body;
        let rows = page["items"].as_array().unwrap().clone();
        seen.extend(
            rows.iter()
                .map(|row| row["id"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page["next"].as_str() else {
            break;
        };
        let next: String = next.bytes().map(|byte| format!("%{byte:02X}")).collect();
        cursor = format!("&cursor={next}");
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), 3);
    assert_eq!(
        organiser.get("/communities/asking/reports?cursor=x").status,
        400
    );
    // Whom one has blocked one can report, and who takes their entry away stays reported.
    assert_eq!(blocks(an, "b", &admin_stands).status, 200);
    assert_eq!(settles(organiser, "s4", all[0].id.as_str()).status, 200);
    assert_eq!(
        reports(an, "3", &admin_stands, &json!({ "reason": "other" })).status,
        200
    );
    assert_eq!(admin.does("2", "DELETE", MINE, &Value::Null).status, 200);
    assert_eq!(told(organiser).len(), 4);
    assert_eq!(told(admin).len(), 2);
}

pub fn twenty_requests_wait_at_most_and_each_is_made_once<S: Server>() {
    let server = S::filled("asking-many");
    let people = meeting(&server, &["owner", "member"]);
    let (bo, _) = &people[1];
    let operator = server.operator();
    for at in 0..22 {
        let entry = json!({ "id": format!("many-{at}"), "community": "asking", "name": format!("m{at}"), "role": "member",
            "contacts": [{ "kind": "phone", "value": "1" }] });
        operator.made("members", &entry);
    }
    let all: Vec<String> = (0..22).map(|at| format!("many-{at}")).collect();
    let told = at_once(&all, |at, id| {
        asks(bo, &format!("k{at}"), id, &["contacts"])
    });
    let (well, full): (Vec<_>, Vec<_>) = told.iter().partition(|one| one.status == 200);
    assert_eq!((well.len(), full.len()), (20, 2), "{told:?}");
    assert!(full.iter().all(|one| one.why() == "full"));
    let again = at_once(&all, |at, id| {
        asks(bo, &format!("k{at}"), id, &["contacts"])
    });
    assert_eq!(told, again);
    assert_eq!(operator.found("asks", "state='pending'").len(), 20);
}
