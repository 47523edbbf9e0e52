//! json-server, over the data set at scale. It is filled by its file.

use std::process::Command;

use super::{
    Running, folder, keeps_the_contract,
    process::{self, Process, free_port},
    root,
    seed::{self, Seed},
};

#[test]
fn json_server_keeps_the_contract() {
    keeps_the_contract("json-server", seed::large(), start);
}

fn start(seed: &Seed) -> Running {
    let folder = folder("json-server");
    let db = folder.join("db.json");
    seed::large_for_json_server(seed, &db);
    let bin = root().join("tests/e2e/node_modules/json-server/lib/cli/bin.js");
    assert!(
        bin.exists(),
        "json-server is missing: cargo xtask setup test"
    );
    let port = free_port().to_string();
    let base = format!("http://127.0.0.1:{port}");
    let mut command = Command::new("node");
    command
        .arg(bin)
        .args(["--host", "127.0.0.1", "--quiet", "--port", &port])
        .arg(db);
    Running {
        processes: vec![Process::start(
            &mut command,
            &folder,
            &format!("{base}/memberships"),
        )],
        base,
        typed: Vec::new(),
        other: Vec::new(),
        reads: process::by_method,
    }
}
