//! Codes when many come by them at once, and what nobody gets past: roles claimed in bodies, other people's ids, what is told
//! to members alone.

use std::{collections::BTreeSet, thread::sleep, time::Duration};

use serde_json::{Value, json};

use super::{Server, found, made, seed};
use crate::services::backends::people::{Person, Told, at_once};

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
fn fifty_come_by_an_invitation_for_ten() {
    let server = Server::filled("backend-pocketbase-codes", seed::small());
    let admin = server.admin();
    let people = server.people("code", 51);
    let (owner, guests) = people.split_first().unwrap();
    founded(&owner.0, "codes", &json!({ "door": "invitation" }));
    assert_eq!(
        invites(
            &owner.0,
            "codes",
            "ten-of-you",
            &json!({ "uses": 10, "role": "host" })
        )
        .status,
        200
    );
    // Each of them twice at the same moment, from two devices, of which one sends its command twice.
    let devices: Vec<(&Person, String)> = (0..3)
        .flat_map(|device: usize| {
            let guests = guests.iter().enumerate();
            guests.map(move |(at, (guest, _))| (guest, format!("{}-{at}", device.min(1))))
        })
        .collect();
    let come = json!({ "invitation": "ten-of-you" });
    let told = at_once(&devices, |_, (guest, key)| guest.joins(key, "codes", &come));
    let mut inside = 0;
    for at in 0..50 {
        let all = [&told[at], &told[at + 50], &told[at + 100]];
        assert_eq!(all[1], all[2], "the same key, the same answer");
        let mut words = all.map(|t| if t.status == 200 { t.state() } else { t.why() });
        words.sort_unstable();
        match words {
            ["already", _, "member"] => inside += 1,
            other => assert_eq!(other, ["code-used-up"; 3]),
        }
    }
    assert_eq!(inside, 10);
    let kept = found(&admin, "invitations", "code='ten-of-you'");
    assert_eq!(kept[0]["used"], 10);
    let hosts = found(&admin, "memberships", "community='codes' && role='host'");
    assert_eq!(hosts.len(), 10);
    let shown = server.anybody().get("/communities/codes").body;
    assert_eq!(shown["members"], 11);

    // Who leaves gives nothing back: so many have come.
    let users: BTreeSet<&str> = hosts
        .iter()
        .map(|row| row["user"].as_str().unwrap())
        .collect();
    let is_in = |(_, id): &&(Person, String)| users.contains(id.as_str());
    let (host, _) = guests.iter().find(is_in).unwrap();
    let gone = host.does("go", "DELETE", "/me/memberships/codes", &Value::Null);
    assert_eq!(gone.state(), "left");
    assert_eq!(host.joins("back", "codes", &come).why(), "code-used-up");
    assert_eq!(
        host.joins("none", "codes", &json!({})).why(),
        "invitation-needed"
    );
}

#[test]
fn killed_while_many_come_by_a_code_it_has_counted_whoever_is_in() {
    let mut server = Server::filled("backend-pocketbase-codes-killed", seed::small());
    let people = server.people("kill", 9);
    let (owner, guests) = people.split_first().unwrap();
    const DOORS: usize = 12;
    for at in 0..DOORS {
        founded(
            &owner.0,
            &format!("door-{at}"),
            &json!({ "door": "invitation" }),
        );
        invites(
            &owner.0,
            &format!("door-{at}"),
            "five-of-you",
            &json!({ "uses": 5 }),
        );
    }
    let come = json!({ "invitation": "five-of-you" });
    let process = server.process.take();
    let storm = |all: &[(Person, String)]| {
        at_once(all, |who, (guest, _)| {
            for at in 0..DOORS {
                let (path, key) = (format!("/me/memberships/door-{at}"), format!("{who}-{at}"));
                let headers = [("idempotency-key", key.as_str())];
                let told = guest.try_to("PUT", &path, &headers, Some(&come.to_string()));
                if told.is_none_or(|told| told.status >= 500) {
                    return false;
                }
            }
            true
        })
    };
    let done = std::thread::scope(|scope| {
        let storm = scope.spawn(|| storm(guests));
        sleep(Duration::from_millis(150));
        drop(process);
        storm.join().unwrap()
    });
    assert!(done.contains(&false), "killed too late");
    server.process = Some(server.running());
    let admin = server.admin();
    let as_counted = || {
        let mut all = 0;
        for row in found(&admin, "invitations", "code='five-of-you'") {
            let door = row["community"].as_str().unwrap();
            let filter = format!("community='{door}' && role='member'");
            let inside = found(&admin, "memberships", &filter).len();
            assert_eq!(row["used"], inside, "{door}");
            let filter = format!("community='{door}' && what='joined'");
            let noted = found(&admin, "past", &filter).len();
            assert_eq!(noted, inside + 1, "{door}, with who founded it");
            all += inside;
        }
        all
    };
    assert!(as_counted() < DOORS * 5);
    assert!(storm(guests).iter().all(|done| *done));
    assert_eq!(as_counted(), DOORS * 5);
}

#[test]
fn a_role_in_a_body_is_nobodys() {
    let server = Server::filled("backend-pocketbase-claims", seed::small());
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
