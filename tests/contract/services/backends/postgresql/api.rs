//! The server in front of it, started as its page says: a database of its own for each test, in one cluster.

use std::{
    path::PathBuf,
    process::Command,
    sync::{Arc, Mutex, Weak},
};

use linju::port::Request;
use serde_json::json;

use crate::services::{
    Running,
    backends::{people::Person, promises::all_promises, server},
    folder, install, keeps_the_contract,
    postgres::Postgres,
    process::{Process, free_port},
    root,
    seed::{self, Seed},
};

const PERSON: &str = "lin@example.com";
const OTHER: &str = "mei@example.com";
const PASSWORD: &str = "a long password";
/// What the operator's login backend shares with it.
const SECRET: &str = "a secret of more than thirty-two characters";

mod alone;
mod cost;
mod hidden;
mod letters;
mod limits;
mod operator;
mod production;
mod refused;
mod serves;
mod signing_in;

use operator::Sql;
pub use serves::serve;

/// The server and its database.
pub struct Server {
    folder: PathBuf,
    address: String,
    database: String,
    process: Option<Process>,
    /// Ended after what speaks to it; shared by tests that do not end it themselves.
    cluster: Option<Arc<Postgres>>,
    environment: Vec<(&'static str, String)>,
}

impl Server {
    fn new(name: &str, cluster: Arc<Postgres>, database: String) -> Self {
        Self {
            folder: folder(name),
            address: format!("127.0.0.1:{}", free_port()),
            database,
            process: None,
            cluster: Some(cluster),
            environment: vec![
                ("LINJU_SMS", "log".to_owned()),
                ("LINJU_HAND_OVER_SECRET", SECRET.to_owned()),
                ("LINJU_REQUESTS", "1000000".to_owned()),
                ("LINJU_TRIES", "1000000".to_owned()),
            ],
        }
    }

    /// Filled with the small data set, not yet running.
    fn stopped(name: &str) -> Self {
        let cluster = cluster();
        let database = name.replace('-', "_");
        cluster.run(&format!("create database {database} template filled"));
        let database = cluster.of(&database);
        Self::new(&format!("api-postgresql-{name}"), cluster, database)
    }

    /// Running on a cluster that no other test has.
    fn alone(name: &str) -> Self {
        let cluster = filled_cluster(&format!("api-postgresql-{name}"), seed::small());
        let database = cluster.of("filled");
        let named = format!("api-postgresql-{name}-server");
        Self::new(&named, Arc::new(cluster), database).started()
    }

    fn started(mut self) -> Self {
        self.process = Some(self.running());
        self
    }

    fn running(&self) -> Process {
        let mut command = self.command();
        command.env("LINJU_LISTEN", &self.address);
        Process::start(
            &mut command,
            &self.folder,
            &format!("{}/health", self.base()),
        )
    }

    fn command(&self) -> Command {
        let mut command = program();
        command.env("DATABASE_URL", &self.database);
        command.envs(self.environment.iter().map(|(n, v)| (n, v)));
        command
    }

    fn base(&self) -> String {
        format!("http://{}", self.address)
    }

    fn sql(&self) -> Sql {
        Sql(self.database.clone())
    }

    fn by(&self, token: &str) -> Person {
        Person::by_graphql(&self.base(), token)
    }
}

/// `start.sh`, with its packages in the cache.
fn program() -> Command {
    let own = root().join("docs/backends/postgresql");
    let modules = install::npm_by(&own, "linju-postgresql", "postgraphile");
    let mut command = Command::new(own.join("start.sh"));
    command.env("LINJU_MODULES", modules);
    command
}

/// What runs while a test needs it, with a database that is filled, for others to be made like it.
fn cluster() -> Arc<Postgres> {
    static RUNNING: Mutex<Weak<Postgres>> = Mutex::new(Weak::new());
    let mut running = RUNNING.lock().unwrap();
    if let Some(there) = running.upgrade() {
        return there;
    }
    let made = Arc::new(filled_cluster("api-postgresql", seed::small()));
    *running = Arc::downgrade(&made);
    made
}

/// A cluster with the database `filled`.
fn filled_cluster(name: &str, seed: &Seed) -> Postgres {
    let folder = folder(name);
    let file = folder.join("seed.json");
    seed::small_whole(seed, &file);
    filled_by(&folder, &file)
}

fn filled_by(folder: &std::path::Path, file: &std::path::Path) -> Postgres {
    let postgres = Postgres::start(&folder.join("postgres"));
    postgres.run("create database filled");
    let done = program()
        .env("DATABASE_URL", postgres.of("filled"))
        .arg("seed")
        .arg(file)
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
    Sql(postgres.of("filled"))
        .does("update linju.settings set value = 1000000 where name <> 'founding'");
    postgres
}

impl server::Server for Server {
    type Operator = Sql;

    fn filled(name: &str) -> Self {
        if name.starts_with("killed") {
            return Self::alone(name);
        }
        Self::stopped(name).started()
    }

    fn anybody(&self) -> Person {
        self.by("")
    }

    fn operator(&self) -> Sql {
        self.sql()
    }

    fn people(&self, name: &str, count: usize) -> Vec<(Person, String)> {
        self.sql().does(&format!(
            "insert into linju.users (id, email, name) select '{name}-' || n, '{name}-' || n || '@example.com', '{name}-' || n
               from generate_series(0, {count} - 1) n;
             insert into linju.sessions (hash, user_id, until)
               select linju.hashed('token-of-{name}-' || n), '{name}-' || n, now() + interval '1 hour'
               from generate_series(0, {count} - 1) n"
        ));
        let one = |at| {
            (
                self.by(&format!("token-of-{name}-{at}")),
                format!("{name}-{at}"),
            )
        };
        (0..count).map(one).collect()
    }

    fn time_passes(&self) {
        self.sql().does("select linju.settle_due()");
    }

    /// The server in front of the database, and the database, by turns.
    fn killer(&mut self, time: usize) -> Box<dyn FnOnce() + Send> {
        if time.is_multiple_of(2) {
            let process = self.process.take();
            // SIGKILL.
            return Box::new(move || drop(process));
        }
        let cluster = self.cluster.clone().unwrap();
        Box::new(move || cluster.end_at_once())
    }

    fn begin_again(&mut self) {
        if self.process.is_none() {
            self.process = Some(self.running());
            return;
        }
        // The server in front has lived on, and finds it again by itself.
        let ended = self.cluster.take().and_then(Arc::into_inner);
        let ended = ended.expect("a cluster of its own");
        self.cluster = Some(Arc::new(ended.again()));
    }
}

all_promises!(super::Server);

fn start(_: &Seed) -> Running {
    let mut server = Server::stopped("contract").started();
    for email in [PERSON, OTHER] {
        let told = server.by("").graphql(
            "mutation($email: String, $password: String) { done: createAccount(input: { email: $email, password: $password })
               { result { status body } } }",
            &json!({ "email": email, "password": PASSWORD }),
        );
        assert_eq!(told.status, 200, "{told:?}");
    }
    Running {
        base: server.base(),
        processes: server.process.take().into_iter().collect(),
        typed: vec![("user", PERSON), ("password", PASSWORD)],
        other: vec![("user", OTHER), ("password", PASSWORD)],
        reads: |request: &Request| {
            let body = request.body.as_deref().unwrap_or_default();
            !body.contains("mutation")
        },
    }
}

#[test]
fn our_postgresql_keeps_the_contract() {
    // Ended after the server.
    let _cluster = cluster();
    keeps_the_contract("linju-postgresql", seed::small(), start);
}
