//! Codes when many come by them at once, and when the server ends meanwhile.

use std::{collections::BTreeSet, thread::sleep, time::Duration};

use serde_json::{Value, json};

use super::{
    Server,
    door::{founded, invites},
    found, seed,
};
use crate::services::backends::people::{Person, at_once};

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

    // How many have come is nobody's business; that no more can is.
    invites(
        &owner.0,
        "codes",
        "two-of-you",
        &json!({ "uses": 2, "note": "x" }),
    );
    let used = || {
        let path = "/communities/codes/invitations/two-of-you";
        let told = server.anybody().get(path).body;
        assert!(told["note"].is_null() && told["by"].is_null(), "{told}");
        told["used"].clone()
    };
    let outside: Vec<_> = guests.iter().filter(|guest| !is_in(guest)).collect();
    let two = json!({ "invitation": "two-of-you" });
    assert_eq!(outside[0].0.joins("two", "codes", &two).state(), "member");
    assert_eq!(used(), 0);
    assert_eq!(outside[1].0.joins("two", "codes", &two).state(), "member");
    assert_eq!(used(), 2);
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
