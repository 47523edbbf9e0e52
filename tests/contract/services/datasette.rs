//! Datasette over a database of SQLite: rows as lists of cells, JSON in texts, canned queries that
//! write by forms and fail with 200.

use std::{fs, path::Path, process::Command};

use serde_json::{Value, json};

use super::{
    Running, folder, install, keeps_the_contract,
    process::{self, Process, free_port},
    root,
    rows::{Column, To, row},
    seed::{self, Seed},
};

const COMMUNITY: &[Column] = &[
    ("id", "/id", To::Same),
    ("name", "/name", To::Same),
    ("slogan", "/purpose", To::Same),
    ("about", "/about", To::Same),
    ("city", "/area/city", To::Same),
    ("district", "/area/district", To::Same),
    ("place", "/area/place", To::Same),
    ("lat", "/area/position/lat", To::Same),
    ("lng", "/area/position/lng", To::Same),
    ("tags", "/tags", To::Commas),
    ("image", "/cover", To::Same),
    ("rules_version", "/rules/version", To::Same),
    ("rules", "/rules/lines", To::Json),
    ("customs", "/culture", To::Json),
    ("rhythm", "/rhythm", To::Json),
    ("people", "/people", To::Json),
    ("door", "/policy/door", To::Same),
    ("questions", "/policy/form", To::Json),
    ("consent", "/policy/consent", To::Bit),
    ("referral_count", "/policy/referral/count", To::Same),
    ("referral_kind", "/policy/referral/kind", To::Same),
    ("dues_amount", "/policy/dues/amount", To::Same),
    ("dues_currency", "/policy/dues/currency", To::Same),
    ("dues_period", "/policy/dues/period", To::Same),
    ("max_members", "/policy/capacity", To::Same),
    ("founded", "/activity/founded", To::Spaced),
    ("last_met", "/activity/last_met", To::Spaced),
    ("met_90d", "/activity/met_90d", To::Same),
    ("joined_90d", "/activity/joined_90d", To::Same),
    ("closed", "/activity/closed", To::Spaced),
    ("farewell", "/activity/farewell", To::Same),
    ("member_count", "/members", To::Same),
    ("goal", "/goal", To::Json),
    ("parent", "/parent", To::Same),
    ("links", "/links", To::Json),
];

const EVENT: &[Column] = &[
    ("id", "/id", To::Same),
    ("community", "/community", To::Same),
    ("title", "/title", To::Same),
    ("body", "/description", To::Same),
    ("starts", "/start", To::Spaced),
    ("ends", "/end", To::Spaced),
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
    ("opens", "/sign_up/opens", To::Spaced),
    ("closes", "/sign_up/closes", To::Spaced),
    ("party_max", "/sign_up/party_max", To::Same),
    ("queue", "/sign_up/waitlist", To::Bit),
    ("questions", "/sign_up/form", To::Json),
    ("price", "/price", To::Same),
    ("hosts", "/hosts", To::Json),
    ("status", "/status", To::Same),
    ("status_note", "/status_note", To::Same),
    ("series", "/series", To::Same),
    ("tags", "/tags", To::Commas),
];

const MEMBER: &[Column] = &[
    ("id", "/id", To::Same),
    ("community", "/community", To::Same),
    ("name", "/name", To::Same),
    ("sort_key", "/sort_key", To::Same),
    ("picture", "/picture", To::Same),
    ("headline", "/headline", To::Same),
    ("role", "/role", To::Same),
    ("joined", "/joined", To::Spaced),
    ("hometown", "/hometown", To::Same),
    ("district", "/district", To::Same),
    ("skills", "/skills", To::Commas),
    ("offers", "/offers", To::Json),
    ("seeks", "/seeks", To::Json),
    ("contacts", "/contacts", To::Json),
    ("on_request", "/on_request", To::Json),
];

#[test]
fn datasette_keeps_the_contract() {
    keeps_the_contract("datasette", seed::small(), start);
}

fn start(seed: &Seed) -> Running {
    let folder = folder("datasette");
    let programs = install::pip("datasette", "datasette");
    let own = root().join("tests/contract/services/datasette");
    let database = folder.join("linju.db");
    fill(
        &programs.join("python"),
        &own,
        &folder.join("rows.json"),
        &database,
        seed,
    );
    let port = free_port().to_string();
    let base = format!("http://127.0.0.1:{port}/linju");
    let mut command = Command::new(programs.join("datasette"));
    command
        .arg("serve")
        .arg(database)
        .args(["--host", "127.0.0.1", "--cors", "--port", &port])
        .args(["--setting", "suggest_facets", "off", "--metadata"])
        .arg(own.join("metadata.json"));
    Running {
        processes: vec![Process::start(
            &mut command,
            &folder,
            &format!("{base}/memberships.json"),
        )],
        base,
        typed: Vec::new(),
        other: Vec::new(),
        reads: process::by_method,
    }
}

/// Makes the file that it serves; by Python, which the service brought.
fn fill(python: &Path, own: &Path, rows: &Path, to: &Path, seed: &Seed) {
    let table = |all: &[Value], columns: &[Column]| -> Vec<Value> {
        all.iter().map(|one| row(one, columns).into()).collect()
    };
    let tables = json!({
        "communities": table(&seed.communities, COMMUNITY),
        "events": table(&seed.events, EVENT),
        "members": table(&seed.members, MEMBER),
    });
    fs::write(rows, tables.to_string()).unwrap();
    let filled = Command::new(python)
        .arg(own.join("fill.py"))
        .arg(own.join("schema.sql"))
        .args([rows, to])
        .status()
        .unwrap();
    assert!(filled.success());
}
