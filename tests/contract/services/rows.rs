//! Rows of the data set in the shape of somebody else's table.

use linju::model::Instant;
use serde_json::{Map, Value, json};

/// A column: its name (`seats.all` stands in an object), where its value stands in our row, and how it is written there.
pub type Column = (&'static str, &'static str, To);

/// How a service keeps a value.
#[derive(Clone, Copy, Debug)]
pub enum To {
    /// As it is.
    Same,
    /// Seconds since 1970.
    Seconds,
    /// Milliseconds since 1970.
    Millis,
    /// `2026-11-21 11:00:00`, in UTC, without a zone.
    Spaced,
    /// 0 or 1.
    Bit,
    /// JSON inside a text.
    Json,
    /// A list of texts as one text with commas.
    Commas,
    /// Another word for ours.
    Words(&'static [(&'static str, &'static str)]),
}

/// The row with these columns; what our row does not have is left out.
pub fn row(ours: &Value, columns: &[Column]) -> Map<String, Value> {
    let mut row = Map::new();
    for (name, at, to) in columns {
        let Some(value) = ours.pointer(at) else {
            continue;
        };
        let value = made(value, *to);
        match name.split_once('.') {
            None => {
                row.insert((*name).to_owned(), value);
            }
            Some((object, name)) => row.entry(object).or_insert_with(|| json!({}))[name] = value,
        }
    }
    row
}

fn made(value: &Value, to: To) -> Value {
    let time = || Instant::parse(value.as_str().unwrap()).unwrap().unix();
    match to {
        To::Same => value.clone(),
        To::Seconds => time().into(),
        To::Millis => (time() * 1000).into(),
        To::Spaced => {
            let time = Instant::from_unix(time()).to_string();
            time.replace('T', " ").trim_end_matches('Z').into()
        }
        To::Bit => u8::from(value == true).into(),
        To::Json => value.to_string().into(),
        To::Commas => {
            let list: Vec<&str> = value
                .as_array()
                .unwrap()
                .iter()
                .filter_map(Value::as_str)
                .collect();
            list.join(",").into()
        }
        To::Words(words) => {
            let ours = value.as_str().unwrap();
            let found = words.iter().find(|(our, _)| *our == ours);
            json!(found.unwrap_or_else(|| panic!("no word for {ours}")).1)
        }
    }
}
