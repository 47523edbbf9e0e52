//! What the tables and functions promise by themselves, whoever connects to the database: no API stands between.

use std::{fs, path::PathBuf};

use serde_json::{Value, json};

use crate::services::{
    folder,
    postgres::{Postgres, Session},
    root,
};

mod entries;
mod hidden;
mod keeping;
mod killed;
mod lists;
mod operators;
mod policies;
mod races;
mod refused;
mod rules;
mod terms;

/// A server with the schema in it.
struct Base {
    server: Postgres,
    folder: PathBuf,
}

impl Base {
    fn new(name: &str) -> Self {
        let base = Self::bare(name);
        base.apply(|_| true);
        base.visited();
        base.owner()
            .does("update linju.settings set value = 1000000 where name <> 'founding'");
        base
    }

    /// A server with nothing in it.
    fn bare(name: &str) -> Self {
        let folder = folder(name);
        let base = Self {
            server: Postgres::start(&folder),
            folder,
        };
        // As on a managed server: whoever sets it up is no superuser.
        let mut root = base.server.session();
        root.does("create role linju_owner login createrole");
        root.does("grant create on database postgres to linju_owner");
        base
    }

    /// With a login that may become a visitor.
    fn visited(&self) {
        self.server
            .session()
            .does("create role linju_tester login in role linju_visitor");
    }

    /// Carries the backend's files out in their order, those whose number is among the wanted.
    fn apply(&self, wanted: impl Fn(u32) -> bool) {
        let files = fs::read_dir(root().join("docs/backends/postgresql/sql")).unwrap();
        let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
        files.sort();
        let number = |file: &PathBuf| {
            let name = file.file_name().unwrap().to_str().unwrap();
            name[..3].parse::<u32>().unwrap()
        };
        let texts = files
            .iter()
            .filter(|file| wanted(number(file)))
            .map(|file| fs::read_to_string(file).unwrap());
        let all = texts.collect::<Vec<_>>().join("\n");
        let quiet = "set client_min_messages = warning; set session authorization linju_owner;";
        self.server.run(&format!("begin;\n{quiet}\n{all}\ncommit;"));
    }

    /// Who owns the tables: an operator.
    fn owner(&self) -> Session {
        self.server.session_as("linju_owner")
    }

    /// Who may become a visitor, and nothing else.
    fn visitor(&self) -> Session {
        self.server.session_as("linju_tester")
    }

    /// People with accounts and sessions, each on a connection of their own.
    fn people(&self, name: &str, count: usize) -> Vec<Person> {
        let mut owner = self.owner();
        let one = |at| {
            let id = format!("{name}-{at}");
            owner.does(&format!("insert into linju.users (id) values ('{id}')"));
            owner.does(&format!(
                "insert into linju.sessions (hash, user_id, until)
                 values (linju.hashed('token of {id}'), '{id}', now() + interval '1 hour')"
            ));
            Person {
                session: self.visitor(),
                token: format!("token of {id}"),
                id,
            }
        };
        (0..count).map(one).collect()
    }
}

/// An event of tomorrow with so many seats.
fn event(owner: &mut Session, id: &str, capacity: &str, more: &str) {
    let sign_up = json!({ "who": "open", "waitlist": true, "party_max": 3 });
    owner.does(&format!(
        "insert into linju.events (id, title, starts, zone, capacity, sign_up)
         values ('{id}', '{id}', now() + interval '1 day', 'Asia/Shanghai', {capacity}, '{sign_up}')"
    ));
    if !more.is_empty() {
        owner.does(&format!("update linju.events set {more} where id = '{id}'"));
    }
}

/// Somebody who speaks to the database as a visitor.
struct Person {
    session: Session,
    token: String,
    id: String,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
struct Told {
    status: i64,
    body: Value,
}

impl Told {
    fn why(&self) -> &str {
        self.body["why"].as_str().unwrap_or_default()
    }

    fn state(&self) -> &str {
        self.body["state"].as_str().unwrap_or_default()
    }
}

impl Person {
    /// What a query finds; the code of what is wrong with it.
    fn asks(&mut self, sql: &str) -> Result<String, String> {
        let token = quoted(&self.token);
        self.session.asks("begin")?;
        self.session.asks("set local role linju_visitor")?;
        self.session
            .asks(&format!("set local linju.token = {token}"))?;
        let found = self.session.asks(sql);
        self.session
            .asks(if found.is_ok() { "commit" } else { "rollback" })?;
        found
    }

    /// A command; `None` when no answer came.
    fn tries(&mut self, key: &str, kind: &str, thing: &str, body: &str) -> Result<Told, String> {
        let [key, kind, thing, body] = [key, kind, thing, body].map(quoted);
        let sql = format!("select linju.command({kind}, {thing}, {body}::jsonb, {key})");
        let told: Value = serde_json::from_str(&self.asks(&sql)?).unwrap();
        Ok(Told {
            status: told["status"].as_i64().unwrap(),
            body: told["body"].clone(),
        })
    }

    fn does(&mut self, key: &str, kind: &str, thing: &str, body: &Value) -> Told {
        self.tries(key, kind, thing, &body.to_string())
            .unwrap_or_else(|code| panic!("{kind} {thing} {body}: {code}"))
    }

    fn signs_up(&mut self, key: &str, event: &str) -> Told {
        self.does(key, "sign-up", event, &json!({}))
    }

    fn cancels(&mut self, key: &str, event: &str) -> Told {
        self.does(key, "cancel-sign-up", event, &json!({}))
    }
}

/// A text as SQL has it.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
