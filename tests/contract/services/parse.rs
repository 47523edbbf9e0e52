//! Parse Server over PostgreSQL: typed dates, points and pointers, JSON inside the query, headers
//! of its own, an access list for each object.

use std::{path::Path, process::Command};

use linju::port::Method;
use serde_json::{Map, Value, json};

use super::{
    Running, folder,
    http::Http,
    install, keeps_the_contract,
    postgres::Postgres,
    process::{self, Process, free_port},
    root,
    seed::{self, Seed},
};

#[test]
#[ignore = "beyond the services of every run, wants PostgreSQL: --ignored"]
fn parse_keeps_the_contract() {
    keeps_the_contract("parse", seed::small(), start);
}

fn start(seed: &Seed) -> Running {
    let folder = folder("parse");
    let modules = install::npm("parse", "parse-server");
    let postgres = Postgres::start(&folder.join("postgres"));
    let port = free_port().to_string();
    let base = format!("http://127.0.0.1:{port}/parse");
    let mut command = Command::new("node");
    command
        .arg(root().join("tests/contract/services/parse/server.cjs"))
        .args([&modules, Path::new(&postgres.connection)])
        .arg(port)
        .current_dir(&folder);
    let process = Process::start(&mut command, &folder, &format!("{base}/health"));

    let application = ("x-parse-application-id", "linju");
    let master = ("x-parse-master-key", "of no use outside the suite");
    let admin = Http::new(&base, &[application, master]);
    let everybody = json!({ "*": true });
    let accounts = json!({ "requiresAuthentication": true });
    for (class, read, write) in [
        ("Community", &everybody, &json!({})),
        ("Event", &everybody, &json!({})),
        ("Member", &accounts, &json!({})),
        ("Membership", &accounts, &accounts),
        ("SignUp", &accounts, &accounts),
    ] {
        let may =
            json!({ "find": read, "get": read, "count": read, "create": write, "delete": write });
        let class_of =
            json!({ "className": class, "fields": fields(class), "classLevelPermissions": may });
        admin.send(Method::Post, &format!("/schemas/{class}"), &class_of);
    }
    fill(&admin, "Community", &seed.communities);
    fill(&admin, "Event", &seed.events);
    fill(&admin, "Member", &seed.members);
    for name in ["lin", "mei"] {
        let user = json!({ "username": name, "password": "secret" });
        admin.send(Method::Post, "/users", &user);
    }
    Running {
        processes: vec![process, postgres.process],
        base,
        typed: vec![("username", "lin"), ("password", "secret")],
        other: vec![("username", "mei"), ("password", "secret")],
        reads: process::by_method,
    }
}

/// What a class has before there is a row of it.
fn fields(class: &str) -> Value {
    let text = json!({ "type": "String" });
    let community = json!({ "type": "Pointer", "targetClass": "Community" });
    let event = json!({ "type": "Pointer", "targetClass": "Event" });
    let of = match class {
        "Membership" => ("community", community),
        "SignUp" => ("event", event),
        _ => return json!({}),
    };
    json!({
        of.0: of.1, "person": text, "state": text, "reason": text, "at": { "type": "Date" },
        "answers": { "type": "Object" }, "party": { "type": "Array" }, "rules": { "type": "Number" },
    })
}

/// Row by row: requests in a batch fail in this version.
fn fill(admin: &Http, class: &str, rows: &[Value]) {
    for row in rows {
        admin.send(Method::Post, &format!("/classes/{class}"), &typed(row));
    }
}

/// Our row with its id, times, position and community as Parse has them; what is nested stays.
fn typed(ours: &Value) -> Value {
    let mut row = Map::new();
    for (key, value) in ours.as_object().unwrap() {
        let date = || json!({ "__type": "Date", "iso": value });
        let (key, value) = match key.as_str() {
            "id" => ("objectId", value.clone()),
            "start" | "end" | "joined" => (key.as_str(), date()),
            "community" => {
                let pointer =
                    json!({ "__type": "Pointer", "className": "Community", "objectId": value });
                ("community", pointer)
            }
            "community_name" => continue,
            "area" | "venue" => {
                let mut place = value.clone();
                let position = place.as_object_mut().unwrap().remove("position");
                if let Some(at) = position {
                    let point = json!({ "__type": "GeoPoint", "latitude": at["lat"], "longitude": at["lng"] });
                    row.insert("position".to_owned(), point);
                }
                (key.as_str(), place)
            }
            _ => (key.as_str(), value.clone()),
        };
        row.insert(key.to_owned(), value);
    }
    Value::Object(row)
}
