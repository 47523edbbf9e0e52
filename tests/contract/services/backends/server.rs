//! What the promises of `promises/` ask of a server of ours, whichever it is.

use std::time::{SystemTime, UNIX_EPOCH};

use linju::model::Instant;
use serde_json::{Value, json};

use super::people::Person;

/// A server, running and filled, its data of its own.
pub trait Server: Sized {
    type Operator: Operator;

    /// With the small data set in it.
    fn filled(name: &str) -> Self;

    fn anybody(&self) -> Person;

    fn operator(&self) -> Self::Operator;

    /// People with accounts and sessions, and their ids.
    fn people(&self, name: &str, count: usize) -> Vec<(Person, String)>;

    /// What time does by itself has been done.
    fn time_passes(&self);

    /// Ends it as a machine ends, when it is called; each time perhaps another part of it.
    fn killer(&mut self, time: usize) -> Box<dyn FnOnce() + Send>;

    /// Starts what was ended.
    fn begin_again(&mut self);
}

/// Who runs a server, in the words of docs/api.md.
pub trait Operator {
    /// Creates a row, and gives its id.
    fn made(&self, table: &str, row: &Value) -> String;

    fn changed(&self, table: &str, id: &str, row: &Value);

    /// All rows that a filter finds: `event='x' && state='confirmed'`, `id~'part'`.
    fn found(&self, table: &str, filter: &str) -> Vec<Value>;

    /// Somebody's account goes.
    fn forgets(&self, user: &str);
}

/// An event of tomorrow with so many seats.
pub fn event(operator: &impl Operator, id: &str, capacity: Value, more: &Value) {
    let clock = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    let tomorrow = Instant::from_unix(i64::try_from(clock.as_secs()).unwrap() + 86_400);
    let mut row = json!({ "id": id, "title": id, "start": tomorrow.to_string(), "zone": "Asia/Shanghai",
        "capacity": capacity, "sign_up": { "who": "open", "waitlist": true, "party_max": 3 } });
    for (name, value) in more.as_object().into_iter().flatten() {
        row[name] = value.clone();
    }
    operator.made("events", &row);
}
