//! Who runs the database: its owner, by SQL.

use std::process::Command;

use serde_json::{Map, Value};

use crate::services::backends::server::Operator;

/// The owner of the tables.
pub struct Sql(pub String);

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
