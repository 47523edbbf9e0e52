//! The CouchDB protocol, by pouchdb-server in memory: documents with revisions, selectors sent by
//! POST, pages that go on behind the last key.

use std::process::Command;

use linju::port::Method;
use serde_json::{Value, json};

use super::{
    Running, folder,
    http::Http,
    install, keeps_the_contract,
    process::{self, Process, free_port},
    rows::{Column, To, row},
    seed::{self, Seed},
};

const COMMUNITY: &[Column] = &[
    ("_id", "/id", To::Same),
    ("name", "/name", To::Same),
    ("purpose", "/purpose", To::Same),
    ("text", "/about", To::Same),
    ("area", "/area", To::Same),
    ("labels", "/tags", To::Same),
    ("cover", "/cover", To::Same),
    ("rules", "/rules", To::Same),
    ("culture", "/culture", To::Same),
    ("rhythm", "/rhythm", To::Same),
    ("people", "/people", To::Same),
    ("policy", "/policy", To::Same),
    ("activity", "/activity", To::Same),
    ("size", "/members", To::Same),
    ("goal", "/goal", To::Same),
    ("parent", "/parent", To::Same),
    ("links", "/links", To::Same),
];

const EVENT: &[Column] = &[
    ("_id", "/id", To::Same),
    ("group", "/community", To::Same),
    ("group_name", "/community_name", To::Same),
    ("title", "/title", To::Same),
    ("text", "/description", To::Same),
    ("start", "/start", To::Seconds),
    ("end", "/end", To::Seconds),
    ("zone", "/zone", To::Same),
    ("venue", "/venue", To::Same),
    ("seats.all", "/capacity", To::Same),
    ("seats.taken", "/taken", To::Same),
    ("seats.queue", "/waiting", To::Same),
    ("sign_up", "/sign_up", To::Same),
    ("price", "/price", To::Same),
    ("hosts", "/hosts", To::Same),
    ("status", "/status", To::Same),
    ("note", "/status_note", To::Same),
    ("series", "/series", To::Same),
    ("labels", "/tags", To::Same),
];

#[test]
#[ignore = "beyond the services of every run: --ignored"]
fn couchdb_keeps_the_contract() {
    keeps_the_contract("couchdb", seed::small(), start);
}

fn start(seed: &Seed) -> Running {
    let folder = folder("couchdb");
    let server = install::npm("couchdb", "pouchdb-server");
    let port = free_port().to_string();
    let base = format!("http://127.0.0.1:{port}");
    let mut command = Command::new("node");
    command
        .arg(server.join("node_modules/pouchdb-server/bin/pouchdb-server"))
        .args(["--in-memory", "--host", "127.0.0.1", "--port", &port])
        .current_dir(&folder);
    let process = Process::start(&mut command, &folder, &base);

    let admin = Http::new(&base, &[]);
    let communities = seed.communities.iter().map(|c| row(c, COMMUNITY).into());
    fill(&admin, "communities", communities.collect());
    let events = seed.events.iter().map(|e| row(e, EVENT).into());
    fill(&admin, "events", events.collect());
    fill(&admin, "members", seed.members.iter().map(entry).collect());
    fill(&admin, "standings", Vec::new());
    for (database, field) in [
        ("communities", "name"),
        ("events", "start"),
        ("members", "entry"),
    ] {
        let index = json!({ "index": { "fields": [field] } });
        admin.send(Method::Post, &format!("/{database}/_index"), &index);
    }
    Running {
        processes: vec![process],
        base,
        typed: Vec::new(),
        other: Vec::new(),
        reads: process::by_method,
    }
}

/// In our words, under a key that sorts a directory.
fn entry(member: &Value) -> Value {
    let mut row = member.clone();
    let text = |key: &str| member[key].as_str().unwrap_or_default();
    let key = [text("community"), text("sort_key"), text("id")].join("/");
    row["_id"] = key.into();
    row["entry"] = row["id"].take();
    row.as_object_mut().unwrap().remove("id");
    row
}

fn fill(admin: &Http, database: &str, docs: Vec<Value>) {
    admin.send(Method::Put, &format!("/{database}"), &json!({}));
    let path = format!("/{database}/_bulk_docs");
    let answers = admin.send(Method::Post, &path, &json!({ "docs": docs }));
    for one in answers.as_array().unwrap() {
        assert_eq!(one["ok"], true, "{one}");
    }
}
