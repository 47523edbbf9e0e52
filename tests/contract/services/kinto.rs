//! Kinto, in memory: documents with times in milliseconds, ids that can be put once, Basic.

use std::{fs, process::Command};

use linju::port::Method;
use serde_json::{Value, json};

use super::{
    Running, changed, folder,
    http::Http,
    install, keeps_the_contract,
    process::{self, Process, free_port},
    rows::{Column, To, row},
    seed::{self, Seed},
};

/// `admin:secret`, as Basic has it (RFC 7617).
const ADMIN: &str = "Basic YWRtaW46c2VjcmV0";

/// Read by everybody, and by who has an account.
const PUBLIC: &str = "/buckets/linju";
const INSIDE: &str = "/buckets/people";

const COMMUNITY: &[Column] = &[
    ("id", "/id", To::Same),
    ("name", "/name", To::Same),
    ("tagline", "/purpose", To::Same),
    ("text", "/about", To::Same),
    ("where.city", "/area/city", To::Same),
    ("where.district", "/area/district", To::Same),
    ("where.name", "/area/place", To::Same),
    ("where.lat", "/area/position/lat", To::Same),
    ("where.lng", "/area/position/lng", To::Same),
    ("tags", "/tags", To::Same),
    ("cover", "/cover", To::Same),
    ("rules", "/rules", To::Same),
    ("culture", "/culture", To::Same),
    ("rhythm", "/rhythm", To::Same),
    ("people", "/people", To::Same),
    ("entry", "/policy", To::Same),
    ("history.founded", "/activity/founded", To::Millis),
    ("history.last_met", "/activity/last_met", To::Millis),
    ("history.met", "/activity/met_90d", To::Same),
    ("history.joined", "/activity/joined_90d", To::Same),
    ("history.closed", "/activity/closed", To::Millis),
    ("history.farewell", "/activity/farewell", To::Same),
    ("size", "/members", To::Same),
    ("goal", "/goal", To::Same),
    ("chapter_of", "/parent", To::Same),
    ("links", "/links", To::Same),
];

const EVENT: &[Column] = &[
    ("id", "/id", To::Same),
    ("group.id", "/community", To::Same),
    ("group.name", "/community_name", To::Same),
    ("title", "/title", To::Same),
    ("text", "/description", To::Same),
    ("starts", "/start", To::Millis),
    ("ends", "/end", To::Millis),
    ("tz", "/zone", To::Same),
    ("where.city", "/venue/city", To::Same),
    ("where.district", "/venue/district", To::Same),
    ("where.name", "/venue/place", To::Same),
    ("where.lat", "/venue/position/lat", To::Same),
    ("where.lng", "/venue/position/lng", To::Same),
    ("where.address", "/venue/address", To::Same),
    ("where.secret", "/venue/address_hidden", To::Same),
    ("where.online", "/venue/online", To::Same),
    ("where.url", "/venue/online_url", To::Same),
    ("seats.all", "/capacity", To::Same),
    ("seats.taken", "/taken", To::Same),
    ("seats.waiting", "/waiting", To::Same),
    ("entry.who", "/sign_up/who", To::Same),
    ("entry.opens", "/sign_up/opens", To::Millis),
    ("entry.closes", "/sign_up/closes", To::Millis),
    ("entry.party", "/sign_up/party_max", To::Same),
    ("entry.queue", "/sign_up/waitlist", To::Same),
    ("entry.questions", "/sign_up/form", To::Same),
    ("price", "/price", To::Same),
    ("hosts", "/hosts", To::Same),
    ("state", "/status", To::Same),
    ("note", "/status_note", To::Same),
    ("series", "/series", To::Same),
    ("tags", "/tags", To::Same),
];

#[test]
fn kinto_keeps_the_contract() {
    keeps_the_contract("kinto", seed::small(), start);
}

/// What has not changed does not come again, and what has does.
#[test]
fn kinto_sends_only_what_has_changed() {
    let running = start(seed::small());
    let base = running.base.clone();
    let admin = Http::new(&base, &[("authorization", ADMIN)]);
    let change = |id: &str, name: &str| {
        let path = format!("{PUBLIC}/collections/communities/records/{id}");
        admin.send(Method::Patch, &path, &json!({ "data": { "name": name } }));
    };
    changed::only_what_has_changed_comes("kinto", &running, &change);
}

fn start(seed: &Seed) -> Running {
    let folder = folder("kinto");
    let ini = folder.join("kinto.ini");
    fs::write(&ini, include_str!("kinto/kinto.ini")).unwrap();
    let port = free_port().to_string();
    let base = format!("http://127.0.0.1:{port}/v1");
    let mut command = Command::new(install::pip("kinto", "kinto").join("kinto"));
    command
        .arg("start")
        .args(["--port", &port, "--ini"])
        .arg(ini);
    let process = Process::start(&mut command, &folder, &format!("{base}/"));

    let anybody = Http::new(&base, &[]);
    for name in ["admin", "lin", "mei"] {
        let account = json!({ "data": { "password": "secret" } });
        anybody.send(Method::Put, &format!("/accounts/{name}"), &account);
    }
    let admin = Http::new(&base, &[("authorization", ADMIN)]);
    let made = |path: &str, permissions: Value| {
        admin.send(Method::Put, path, &json!({ "permissions": permissions }));
    };
    made(PUBLIC, json!({ "read": ["system.Everyone"] }));
    made(&format!("{PUBLIC}/collections/communities"), json!({}));
    made(&format!("{PUBLIC}/collections/events"), json!({}));
    made(INSIDE, json!({}));
    let signed_in = ["system.Authenticated"];
    made(
        &format!("{INSIDE}/collections/members"),
        json!({ "read": signed_in }),
    );
    for own in ["memberships", "sign_ups"] {
        let permissions = json!({ "record:create": signed_in });
        made(&format!("{INSIDE}/collections/{own}"), permissions);
    }
    let communities = seed.communities.iter().map(|c| row(c, COMMUNITY).into());
    fill(
        &admin,
        &format!("{PUBLIC}/collections/communities"),
        communities,
    );
    let events = seed.events.iter().map(|e| row(e, EVENT).into());
    fill(&admin, &format!("{PUBLIC}/collections/events"), events);
    // The directory is in our own words.
    let members = seed.members.iter().cloned();
    fill(&admin, &format!("{INSIDE}/collections/members"), members);
    Running {
        processes: vec![process],
        base,
        typed: vec![("user", "lin"), ("password", "secret")],
        other: vec![("user", "mei"), ("password", "secret")],
        reads: process::by_method,
    }
}

fn fill(admin: &Http, collection: &str, rows: impl Iterator<Item = Value>) {
    let put = |row: Value| {
        let id = row["id"].as_str().unwrap();
        json!({ "path": format!("{collection}/records/{id}"), "body": { "data": row } })
    };
    let requests: Vec<Value> = rows.map(put).collect();
    let batch = json!({ "defaults": { "method": "PUT" }, "requests": requests });
    let answer = admin.send(Method::Post, "/batch", &batch);
    for one in answer["responses"].as_array().unwrap() {
        assert_eq!(one["status"], 201, "{one}");
    }
}
