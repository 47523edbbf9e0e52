//! Who comes to the events, as their hosts see them: members first, then people from around; as many as the event says.

use serde_json::{Map, Value, json};

use crate::random::Random;
use crate::words::Words;

/// Letters and digits of a ticket that nobody takes for one another.
const TICKET: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/// Everybody who comes to one of the events, with the event each.
pub(crate) fn attendees(events: &[Value], members: &[Value], words: &Words) -> Vec<Value> {
    let all = events.iter();
    all.flat_map(|event| of_event(event, members, words))
        .collect()
}

fn of_event(event: &Value, members: &[Value], words: &Words) -> Vec<Value> {
    let text = |key: &str| event.get(key).and_then(Value::as_str).unwrap_or_default();
    let count = |key: &str| event.get(key).and_then(Value::as_u64).unwrap_or_default();
    let policy = |key: &str| event.get("sign_up").and_then(|policy| policy.get(key));
    let id = text("id");
    let mut hall = Hall {
        id,
        random: Random::named(id),
        names: names(members),
        words,
        party_max: policy("party_max").and_then(Value::as_u64).unwrap_or(1),
        form: policy("form")
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default(),
        only_members: policy("who").and_then(Value::as_str) == Some("members"),
        rows: Vec::new(),
    };
    let start = text("start");
    let is_over = start.contains("#-") || start.starts_with("@-");
    let mut left = count("taken");
    while left > 0 {
        let people = hall.party(left);
        left -= people;
        let mut is = match is_over {
            true if hall.random.chance(8) => json!({ "state": "no-show" }),
            true => json!({ "state": "checked-in", "at": start }),
            false => json!({ "state": "confirmed", "since": hall.since(2) }),
        };
        let ticket = hall.ticket();
        if let Some(is) = is.as_object_mut() {
            is.insert("ticket".to_owned(), ticket.into());
        }
        hall.comes(is, people);
    }
    let mut left = count("waiting");
    while left > 0 && !is_over {
        let people = hall.party(left);
        left -= people;
        let is = json!({ "state": "waitlisted", "since": hall.since(0) });
        hall.comes(is, people);
    }
    if policy("who").and_then(Value::as_str) == Some("approval") && !is_over {
        for _ in 0..2 {
            let is = json!({ "state": "pending-approval", "since": hall.since(0) });
            hall.comes(is, 1);
        }
    }
    hall.rows
}

/// One event, and who comes to it so far.
struct Hall<'a> {
    id: &'a str,
    random: Random,
    /// Members who have not signed up yet: their ids and names.
    names: Vec<(String, String)>,
    words: &'a Words,
    party_max: u64,
    form: Vec<Value>,
    only_members: bool,
    rows: Vec<Value>,
}

fn names(members: &[Value]) -> Vec<(String, String)> {
    let text = |row: &Value, key: &str| row.get(key).and_then(Value::as_str).map(str::to_owned);
    members
        .iter()
        .filter_map(|row| Some((text(row, "id")?, text(row, "name")?)))
        .collect()
}

impl Hall<'_> {
    /// How many come together, of so many who still come.
    fn party(&mut self, left: u64) -> u64 {
        let people = match self.random.below(10) {
            0 => 3,
            1 | 2 => 2,
            _ => 1,
        };
        people.min(self.party_max).min(left).max(1)
    }

    /// A moment of the last days, the later the more have come before.
    fn since(&mut self, days: usize) -> String {
        let n = self.rows.len();
        let day = (days + 6).saturating_sub(n / 12).max(1);
        format!("@-{day}d {:02}:{:02}", 8 + n % 12, (n * 7) % 60)
    }

    fn ticket(&mut self) -> String {
        let letter = |random: &mut Random| random.pick(TICKET).copied().unwrap_or(b'A');
        (0..8)
            .map(|_| char::from(letter(&mut self.random)))
            .collect()
    }

    /// A name that nobody has who comes so far.
    fn name(&mut self) -> String {
        for _ in 0..50 {
            let surname = self.random.pick_front(&self.words.surnames);
            let given = self.random.pick(&self.words.given);
            let (Some(surname), Some(given)) = (surname, given) else {
                break;
            };
            let name = format!("{}{}", surname.written, given.written);
            if self.rows.iter().all(|row| row["name"] != *name) {
                return name;
            }
        }
        String::new()
    }

    fn comes(&mut self, is: Value, people: u64) {
        let n = self.rows.len() + 1;
        let is_member = !self.names.is_empty() && (self.only_members || self.random.chance(70));
        let mut row = Map::new();
        row.insert("event".to_owned(), self.id.into());
        row.insert("id".to_owned(), format!("s-{}-{n}", self.id).into());
        let name = if is_member {
            let at = self.random.below(self.names.len());
            row.insert("member".to_owned(), true.into());
            self.names.swap_remove(at).1
        } else {
            self.name()
        };
        row.insert("name".to_owned(), name.into());
        if let Value::Object(is) = is {
            row.extend(is);
        }
        let party: Vec<String> = (1..people).map(|_| self.name()).collect();
        if !party.is_empty() {
            row.insert("party".to_owned(), party.into());
        }
        let answers = self.answers();
        if !answers.is_empty() {
            row.insert("answers".to_owned(), Value::Object(answers));
        }
        self.rows.push(Value::Object(row));
    }

    /// To what is asked, where an answer can be made up that says nothing wrong.
    fn answers(&mut self) -> Map<String, Value> {
        let mut answers = Map::new();
        for field in self.form.clone() {
            let text = |key: &str| field.get(key).and_then(Value::as_str).unwrap_or_default();
            let number =
                |key: &str, usual: u64| field.get(key).and_then(Value::as_u64).unwrap_or(usual);
            let options: Vec<String> = field
                .get("options")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
                .filter_map(Value::as_str)
                .map(str::to_owned)
                .collect();
            if field.get("shown_if").is_some() {
                continue;
            }
            let said = match text("kind") {
                "choice" => self.random.pick_front(&options).cloned(),
                "choices" => {
                    let most = usize::try_from(number("max", 1)).unwrap_or(1);
                    let n = self.random.below(most.max(1)) + 1;
                    let some = self.random.some(&options, n);
                    let some: Vec<&str> = some.into_iter().map(String::as_str).collect();
                    Some(some.join("\n"))
                }
                "number" => {
                    let (least, most) = (number("min", 1), number("max", 3).min(9));
                    let more = usize::try_from(most.saturating_sub(least)).unwrap_or_default();
                    Some((least + self.random.below(more + 1) as u64).to_string())
                }
                _ => None,
            };
            if let Some(said) = said {
                answers.insert(text("key").to_owned(), said.into());
            }
        }
        answers
    }
}

/// More of the same until so many come in all, the others to the first event.
pub(crate) fn grow(rows: &mut Vec<Value>, events: &mut [Value], people: usize) {
    let Some(event) = events.first_mut().and_then(Value::as_object_mut) else {
        return;
    };
    let id = event.get("id").cloned().unwrap_or_default();
    let before = rows.len();
    let first: Vec<Value> = rows
        .iter()
        .filter(|row| row["event"] == id)
        .cloned()
        .collect();
    for (n, like) in (before..people).zip(first.iter().cycle()) {
        let mut row = like.clone();
        let name = like.get("name").and_then(Value::as_str).unwrap_or_default();
        if let Some(fields) = row.as_object_mut() {
            fields.remove("party");
            fields.insert("name".to_owned(), format!("{name} {n}").into());
            fields.insert("id".to_owned(), format!("s-many-{n}").into());
            fields.insert("ticket".to_owned(), format!("MANY{n:04}").into());
        }
        rows.push(row);
    }
    let more = rows.len().saturating_sub(before) as u64;
    let taken = event
        .get("taken")
        .and_then(Value::as_u64)
        .unwrap_or_default();
    event.insert("taken".to_owned(), (taken + more).into());
}
