//! Codes that many bring at the same moment, and while the server ends.

use std::{thread::sleep, time::Duration};

use serde_json::{Value, json};

use super::claims::{founds, invites};
use crate::services::backends::{
    people::{Person, Told, at_once},
    server::{Operator as _, Server},
};

/// Ten come by a code of ten uses, whoever comes at the same moment.
pub fn fifty_come_at_once_by_a_code_of_ten_uses<S: Server>() {
    let server = S::filled("code");
    let people = server.people("code", 51);
    let (owner, others) = people.split_first().unwrap();
    let owner = &owner.0;
    assert_eq!(
        founds(owner, "1", "by-code", json!({ "door": "invitation" })).state(),
        "member"
    );
    let invited = invites(
        owner,
        "2",
        "by-code",
        "ten-uses-1",
        json!({ "role": "host", "uses": 10 }),
    );
    assert_eq!(invited.status, 200, "{invited:?}");

    let comes =
        |who: &Person, key: &str| who.joins(key, "by-code", &json!({ "invitation": "ten-uses-1" }));
    let told = at_once(others, |_, (person, _)| comes(person, "come"));
    let (came, late): (Vec<_>, Vec<_>) = told.iter().partition(|told| told.status == 200);
    assert_eq!((came.len(), late.len()), (10, 40));
    assert!(
        came.iter()
            .all(|t| t.state() == "member" && t.body["role"] == "host")
    );
    assert!(late.iter().all(|t| t.why() == "code-used-up"), "{late:?}");
    let all = owner.get("/communities/by-code/invitations").body;
    assert_eq!(all["items"][0]["used"], 10);
    assert_eq!(owner.get("/communities/by-code").body["members"], 11);
    // Sent again, nothing is used and all are told the same.
    let again = at_once(others, |_, (person, _)| comes(person, "come"));
    assert_eq!(again, told);

    // One who comes from eight places comes once.
    invites(
        owner,
        "3",
        "by-code",
        "many-uses",
        json!({ "role": "member" }),
    );
    let one = others
        .iter()
        .zip(&told)
        .find(|(_, told)| told.status != 200);
    let ((one, _), _) = one.unwrap();
    let places = vec![one; 8];
    let body = json!({ "invitation": "many-uses" });
    let told = at_once(&places, |at, who| {
        who.joins(&format!("p{at}"), "by-code", &body)
    });
    let came = told.iter().filter(|told| told.state() == "member").count();
    assert_eq!(came, 1, "{told:?}");
    let all = owner.get("/communities/by-code/invitations").body;
    assert_eq!(
        (&all["items"][0]["code"], &all["items"][0]["used"]),
        (&json!("many-uses"), &json!(1))
    );
}

/// The server is killed so often while they come.
const TIMES: usize = 3;
/// As many communities do they come to each time, by codes of three uses.
const DOORS: usize = 12;

/// Who is in, what was used of a code and which keys are kept is the same, whenever the server ends.
pub fn killed_while_many_come_by_codes_it_has_counted_all_or_none<S: Server>() {
    let mut server = S::filled("killed-door");
    let admin = server.operator();
    let others = &server.people("comes", 8)[..];
    let owners = server.people("founds", TIMES);
    let body = json!({ "invitation": "three-of-us" });
    let comes = |who: &Person, key: &str, id: &str| {
        let path = format!("/me/memberships/{id}");
        who.try_to(
            "PUT",
            &path,
            &[("idempotency-key", key)],
            Some(&body.to_string()),
        )
    };
    let used = |time: usize, id: &str| {
        let all = owners[time]
            .0
            .get(&format!("/communities/{id}/invitations"))
            .body;
        all["items"][0]["used"].as_u64().unwrap_or_default()
    };
    let mut answered: Vec<(usize, String, String, Told)> = Vec::new();
    for (time, (owner, _)) in owners.iter().enumerate() {
        let id_of = |at: usize| format!("door-{time}-{at}");
        for at in 0..DOORS {
            let (id, key) = (id_of(at), format!("f-{time}-{at}"));
            assert_eq!(founds(owner, &key, &id, json!({})).status, 200);
            let three = json!({ "role": "member", "uses": 3 });
            assert_eq!(
                invites(owner, &format!("i{key}"), &id, "three-of-us", three).status,
                200
            );
        }
        let kill = server.killer(time);
        let heard = std::thread::scope(|scope| {
            let storm = scope.spawn(|| {
                at_once(others, |who, (person, _)| {
                    let mut heard = Vec::new();
                    for at in 0..DOORS {
                        let (id, key) = (id_of(at), format!("{time}-{who}-{at}"));
                        match comes(person, &key, &id) {
                            Some(told) if told.status < 500 => heard.push((who, key, id, told)),
                            _ => break,
                        }
                    }
                    heard
                })
            });
            sleep(Duration::from_millis(
                60 + 45 * u64::try_from(time).unwrap(),
            ));
            kill();
            storm.join().unwrap()
        });
        let heard: Vec<_> = heard.into_iter().flatten().collect();
        assert!(heard.len() < others.len() * DOORS, "killed too late");
        answered.extend(heard);
        server.begin_again();
        // Of who came, by where; what founding and inviting answered names it, too.
        let kept = admin.found("commands", "status=200");
        let of_who_came = |row: &&Value| {
            let key = row["key"].as_str().unwrap_or_default();
            key.starts_with(|c: char| c.is_ascii_digit())
        };
        let came: Vec<Value> = kept
            .iter()
            .filter(of_who_came)
            .map(|row| match &row["body"] {
                Value::String(text) => serde_json::from_str(text).unwrap(),
                body => body.clone(),
            })
            .collect();
        for at in 0..DOORS {
            let id = id_of(at);
            let keys = came.iter().filter(|body| body["community"] == id);
            let keys = u64::try_from(keys.count()).unwrap();
            let members =
                server.anybody().get(&format!("/communities/{id}")).body["members"].as_u64();
            assert_eq!(
                (Some(used(time, &id) + 1), keys),
                (members, used(time, &id)),
                "{id}"
            );
        }
    }
    // Whoever heard is told the same; whoever sends again comes, or is too late.
    for (who, key, id, first) in &answered {
        assert_eq!(comes(&others[*who].0, key, id).as_ref(), Some(first));
    }
    for time in 0..TIMES {
        for at in 0..DOORS {
            let id = format!("door-{time}-{at}");
            for (who, (person, _)) in others.iter().enumerate() {
                let told = comes(person, &format!("{time}-{who}-{at}"), &id).unwrap();
                assert!(
                    told.status == 200 || told.why() == "code-used-up",
                    "{told:?}"
                );
            }
            assert_eq!(used(time, &id), 3, "{id}");
        }
    }
}
