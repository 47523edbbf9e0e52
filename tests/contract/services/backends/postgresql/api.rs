//! The server in front of it, started as its page says: a database of its own for each test, in one cluster.

use std::{
    env, fs,
    path::PathBuf,
    process::Command,
    sync::{Arc, Mutex, Weak},
};

use linju::{model::Instant, port::Request};
use serde_json::{Map, Value, json};

use crate::services::{
    Running,
    backends::{
        people::Person,
        promises::all_promises,
        server::{self, Operator},
    },
    folder, install, keeps_the_contract,
    postgres::Postgres,
    process::{Process, free_port},
    root,
    seed::{self, Seed, Size},
    served,
};

const PERSON: &str = "lin@example.com";
const OTHER: &str = "mei@example.com";
const PASSWORD: &str = "a long password";
/// What the operator's login backend shares with it.
const SECRET: &str = "a secret of more than thirty-two characters";

mod alone;
mod cost;
mod hidden;
mod limits;
mod production;
mod refused;
mod signing_in;

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
    Sql(postgres.of("filled")).does("update linju.settings set value = 1000000");
    postgres
}

/// The owner of the tables.
pub struct Sql(String);

impl Sql {
    /// What statements find, as they print it.
    pub fn asks(&self, sql: &str) -> String {
        let psql = Command::new("psql")
            .args(["--quiet", "--no-psqlrc", "--tuples-only", "--no-align"])
            .args(["--set", "ON_ERROR_STOP=1", "--command", sql, &self.0])
            .output()
            .unwrap();
        let error = String::from_utf8_lossy(&psql.stderr);
        assert!(psql.status.success(), "{sql:.2000}: {error}");
        String::from_utf8(psql.stdout)
            .unwrap()
            .trim_end()
            .to_owned()
    }

    pub fn does(&self, sql: &str) {
        let _rows = self.asks(sql);
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

/// Our words for columns.
const COLUMNS: [(&str, &str, &str); 5] = [
    ("", "user", "user_id"),
    ("sign_ups", "event", "event_id"),
    ("", "community", "community_id"),
    ("events", "start", "starts"),
    ("events", "end", "ends"),
];

fn columns(table: &str, row: &Value) -> Map<String, Value> {
    let theirs = |name: &str| {
        let mut all = COLUMNS.iter();
        let found = all.find(|(of, ours, _)| *ours == name && (of.is_empty() || *of == table));
        found.map_or(name, |(_, _, column)| column).to_owned()
    };
    // What was left empty says nothing.
    let rows = row.as_object().unwrap().iter();
    let rows = rows.filter(|(_, value)| **value != "" && !value.is_null());
    rows.map(|(name, value)| (theirs(name), value.clone()))
        .collect()
}

impl Operator for Sql {
    fn made(&self, table: &str, row: &Value) -> String {
        let row = columns(table, row);
        let names: Vec<&str> = row.keys().map(String::as_str).collect();
        let (names, row) = (names.join(", "), quoted(&Value::Object(row).to_string()));
        self.asks(&format!(
            "insert into linju.{table} ({names}) select {names} from jsonb_populate_record(null::linju.{table}, {row}) returning id"
        ))
    }

    fn changed(&self, table: &str, id: &str, row: &Value) {
        for (name, value) in columns(table, row) {
            let value = value.as_str().map_or(value.to_string(), ToOwned::to_owned);
            let (value, id) = (quoted(&value), quoted(id));
            self.does(&format!(
                "update linju.{table} set {name} = {value} where id = {id}"
            ));
        }
    }

    fn found(&self, table: &str, filter: &str) -> Vec<Value> {
        let mut filter = filter.replace("&&", "and");
        // `id~'part'`: it stands in it.
        while let Some((before, after)) = filter.split_once("~'") {
            let (part, rest) = after.split_once('\'').unwrap();
            filter = format!("{before} like '%{part}%'{rest}");
        }
        // A command is kept in the transaction that carries it out, while the event is locked.
        let more = match table {
            "sign_ups" => {
                ", event_id as event, user_id as \"user\", (select min(c.at) from linju.commands c
                where c.user_id = t.user_id and c.body ->> 'event' = t.event_id) as created"
            }
            "commands" => ", user_id as \"user\", body::text as \"text\"",
            "memberships" => ", user_id as \"user\", community_id as community",
            _ => "",
        };
        let key = if table == "commands" { "key" } else { "id" };
        let rows = self.asks(&format!(
            "select coalesce(jsonb_agg(to_jsonb(t) order by {key}), '[]')
             from (select *{more} from linju.{table} t) t where {}",
            filter.replace("user=", "\"user\"=")
        ));
        serde_json::from_str(&rows).unwrap()
    }

    fn forgets(&self, user: &str) {
        self.does(&format!(
            "delete from linju.users where id = {}",
            quoted(user)
        ));
    }
}

impl server::Server for Server {
    type Operator = Sql;

    fn filled(name: &str) -> Self {
        if name == "killed" {
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

/// Ones that a browser speaks to, at each address one with the same rows, whose clock begins at a moment. What their
/// databases are, for who plays the operator, is told in `LINJU_OPERATOR`, a file: a line of an address, a connection, and what the server says.
pub fn serve(at: &[&str], size: &Size, crowd: u32, now: Instant) -> Vec<Process> {
    let ahead = now.unix() - seed::clock().unix();
    let Some(first) = at.first() else {
        return Vec::new();
    };
    let folder = folder(&served::named("own-postgresql", first));
    let file = folder.join("seed.json");
    seed::whole(size, now, &file);
    if crowd > 0 {
        seed::crowd(crowd, &file);
    }
    let cluster = Arc::new(filled_by(&folder, &file));
    let server = |(n, address): (usize, &&str)| {
        let database = format!("served_{n}");
        cluster.run(&format!(
            "create database {database} template filled;\n\\connect {database}\n
             insert into linju.settings values ('seconds_ahead', {ahead})"
        ));
        let named = served::named("own-postgresql-server", address);
        let server = Server::new(&named, cluster.clone(), cluster.of(&database));
        Server {
            address: (*address).to_owned(),
            ..server
        }
        .started()
    };
    let mut servers: Vec<Server> = at.iter().enumerate().map(server).collect();
    let told = servers.iter().map(|s| {
        format!(
            "{} {} {}\n",
            s.address,
            s.database,
            s.folder.join("log.txt").display()
        )
    });
    if let Ok(file) = env::var("LINJU_OPERATOR") {
        fs::write(file, told.collect::<String>()).unwrap();
    }
    let processes: Vec<Process> = servers
        .iter_mut()
        .filter_map(|s| s.process.take())
        .collect();
    drop(servers);
    let cluster = Arc::into_inner(cluster).expect("nobody else has it");
    processes.into_iter().chain([cluster.process]).collect()
}

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
