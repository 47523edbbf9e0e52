//! json-server, as a real process over the data set at scale, by its mapping.

use std::{
    fs,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    rc::Rc,
    thread::sleep,
    time::{Duration, SystemTime},
};

use linju::{
    backend::mapped::{Mapped, Plan},
    model::AccountId,
    port::Clock as _,
};

use super::{
    native::{Hand, Wire},
    suite,
};

/// The process; ended by its own handle.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ended = self.0.kill();
        let _waited = self.0.wait();
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

/// The data set at scale, counted from `now`.
fn seed(to: &Path, now: &str) {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let seeded = Command::new(cargo)
        .current_dir(root())
        .args([
            "run",
            "--quiet",
            "--package",
            "xtask",
            "--",
            "seed",
            "--format",
            "json-server",
        ])
        .args([
            "--events",
            "2000",
            "--members",
            "10000",
            "--communities",
            "150",
        ])
        .args(["--now", now, "--out"])
        .arg(to)
        .status()
        .unwrap();
    assert!(seeded.success());
}

fn start(db: &Path) -> (Server, u16) {
    let port = free_port();
    let bin = root().join("tests/e2e/node_modules/json-server/lib/cli/bin.js");
    assert!(
        bin.exists(),
        "json-server is missing: cargo xtask setup test"
    );
    let child = Command::new("node")
        .arg(bin)
        .args([
            "--host",
            "127.0.0.1",
            "--port",
            &port.to_string(),
            "--quiet",
        ])
        .arg(db)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let server = Server(child);
    for _ in 0..300 {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return (server, port);
        }
        sleep(Duration::from_millis(100));
    }
    panic!("json-server does not answer");
}

#[test]
fn json_server_keeps_the_contract() {
    let now = SystemTime::now()
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap()
        .as_secs();
    let clock = Rc::new(Hand(std::cell::Cell::new(i64::try_from(now).unwrap())));
    let folder = root().join("target/contract");
    fs::create_dir_all(&folder).unwrap();
    let db = folder.join("json-server.json");
    seed(&db, &clock.now().to_string());
    let (_server, port) = start(&db);

    let text = fs::read_to_string(root().join("public/mappings/json-server.json")).unwrap();
    let mut mapping: serde_json::Value = serde_json::from_str(&text).unwrap();
    mapping["base"] = format!("http://127.0.0.1:{port}").into();
    let plan = Plan::compile(&mapping).unwrap();
    let backend = Rc::new(Mapped::new(
        plan,
        Wire::new(),
        clock.clone(),
        AccountId::from("contract"),
    ));
    let mut under = suite::Under {
        backend,
        now: clock.now(),
        sent: 0,
        run: "json-server".to_owned(),
    };
    suite::run(&mut under, (150, 1500));
}
