//! Two who decide at once, and foundings while the server ends.

use std::{thread::sleep, time::Duration};

use serde_json::{Value, json};

use super::{
    Server,
    door::{founded, named, row_of, standing},
    found, seed,
};
use crate::services::backends::people::{Person, at_once};

#[test]
fn whoever_hands_over_twice_at_once_leaves_one_owner() {
    let server = Server::filled("backend-pocketbase-owners", seed::small());
    let admin = server.admin();
    let people = named(&server, &["团长", "阿珍", "老王"]);
    let [owner, ann, wang] = &people[..] else {
        panic!("three")
    };
    for round in 0..10 {
        let id = format!("owners-{round}");
        founded(owner, &id, &json!({ "door": "open" }));
        let mut paths = Vec::new();
        for (who, name) in [(ann, "阿珍"), (wang, "老王")] {
            assert_eq!(who.joins(&id, &id, &json!({})).state(), "member");
            let row = row_of(owner, &id, "roster", name)["id"].clone();
            paths.push(format!(
                "/communities/{id}/roster/{}/hand-over",
                row.as_str().unwrap()
            ));
        }
        let told = at_once(&paths, |at, path| {
            owner.does(&format!("{id}-{at}"), "POST", path, &json!({}))
        });
        let mut words: Vec<&str> = told
            .iter()
            .map(|t| t.body["role"].as_str().unwrap_or_else(|| t.why()))
            .collect();
        words.sort_unstable();
        assert_eq!(words, ["forbidden", "owner"], "{told:?}");
        let filter = format!("community='{id}' && role='owner'");
        assert_eq!(found(&admin, "memberships", &filter).len(), 1);
        assert_eq!(standing(owner, &id)["role"], "deputy");
    }
}

#[test]
fn whoever_withdraws_while_they_are_let_in_is_in_or_is_not() {
    let server = Server::filled("backend-pocketbase-withdrawn", seed::small());
    let people = named(&server, &["团长", "阿珍"]);
    let [owner, ann] = &people[..] else {
        panic!("two")
    };
    for round in 0..20 {
        let id = format!("withdrawn-{round}");
        founded(owner, &id, &json!({ "door": "approval" }));
        assert_eq!(ann.joins(&id, &id, &json!({})).state(), "pending-approval");
        let row = row_of(owner, &id, "applications", "阿珍")["id"].clone();
        let yes = format!(
            "/communities/{id}/applications/{}/approve",
            row.as_str().unwrap()
        );
        let told = at_once(&[true, false], |_, organiser| match organiser {
            true => owner.does(&format!("yes {round}"), "POST", &yes, &json!({})),
            false => ann.does(
                &format!("back {round}"),
                "DELETE",
                &format!("/me/memberships/{id}"),
                &Value::Null,
            ),
        });
        // Who is in by then leaves; who has withdrawn is not let in.
        let ends = (
            if told[0].status == 200 {
                told[0].state()
            } else {
                told[0].why()
            },
            told[1].state(),
        );
        assert!(
            [("member", "left"), ("nothing-there", "none")].contains(&ends),
            "{told:?}"
        );
        let members = owner.get(&format!("/communities/{id}")).body["members"].clone();
        assert_eq!(members, 1);
    }
}

#[test]
fn killed_while_people_found_there_is_no_community_without_its_owner() {
    let mut server = Server::filled("backend-pocketbase-founding-killed", seed::small());
    server.process = None;
    server.more = vec![("LINJU_FOUNDINGS_A_DAY", "1000".to_owned())];
    server.process = Some(server.running());
    let people = server.people("founder", 6);
    let process = server.process.take();
    let charter =
        json!({ "charter": { "name": "x", "purpose": "y", "area": { "city": "z" } } }).to_string();
    let storm = |all: &[(Person, String)]| {
        at_once(all, |who, (person, _)| {
            (0..20).all(|at| {
                let (path, key) = (
                    format!("/communities/born-{who}-{at}"),
                    format!("{who}-{at}"),
                );
                let headers = [("idempotency-key", key.as_str())];
                let told = person.try_to("PUT", &path, &headers, Some(&charter));
                told.is_some_and(|told| told.status == 200)
            })
        })
    };
    let done = std::thread::scope(|scope| {
        let storm = scope.spawn(|| storm(&people));
        sleep(Duration::from_millis(200));
        drop(process);
        storm.join().unwrap()
    });
    assert!(done.contains(&false), "killed too late");
    server.process = Some(server.running());
    let admin = server.admin();
    let ids = |table: &str, filter: &str, field: &str| {
        let rows = found(&admin, table, filter);
        let mut ids: Vec<String> = rows
            .iter()
            .map(|row| row[field].as_str().unwrap().to_owned())
            .collect();
        ids.sort();
        ids
    };
    let born = ids("communities", "id~'born-'", "id");
    assert!(!born.is_empty() && born.len() < 120, "{}", born.len());
    assert_eq!(
        born,
        ids(
            "memberships",
            "role='owner' && community~'born-'",
            "community"
        )
    );
    assert!(
        storm(&people).iter().all(|done| *done),
        "the same keys, the same answers"
    );
    assert_eq!(ids("communities", "id~'born-'", "id").len(), 120);
}
