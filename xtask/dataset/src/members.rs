//! Directories: those with a role as they are written, everybody else made from lists of words.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::content::{Person, Source};
use crate::random::Random;
use crate::whole::member_id;
use crate::words::{Name, Special, Words};

mod joining;
mod lives;
mod parts;

pub(crate) use joining::Since;
use joining::{joined, since};
use parts::{contacts, drawn, visibility};

/// What is written about a directory: its size, and words that fit this community.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Directory {
    /// Members in all, those with a role and those not listed included.
    pub(crate) size: usize,
    /// Where its members come from, if not from everywhere.
    #[serde(default)]
    pub(crate) hometowns: Vec<String>,
    /// Each stands for one member.
    pub(crate) headlines: Vec<String>,
    pub(crate) skills: Vec<String>,
    pub(crate) offers: Vec<String>,
    pub(crate) seeks: Vec<String>,
    /// What is said of somebody who was made, by their id: fields as their row has them, instead of what was drawn.
    #[serde(default)]
    pub(crate) also: BTreeMap<String, Map<String, Value>>,
}

/// Makes members, no name twice.
pub(crate) struct Maker<'a> {
    pub(crate) words: &'a Words,
    taken: BTreeSet<String>,
    special: std::slice::Iter<'a, Special>,
    headlines: std::slice::Iter<'a, String>,
}

/// Where members are from and since when: what a community says to its directory.
pub(crate) struct Home<'a> {
    pub(crate) id: &'a str,
    pub(crate) city: &'a str,
    pub(crate) district: &'a str,
    pub(crate) directory: &'a Directory,
    pub(crate) since: Since,
}

impl<'a> Maker<'a> {
    /// `sources`: whose people's names are taken.
    pub(crate) fn new(words: &'a Words, sources: &[Source]) -> Self {
        let people = sources.iter().flat_map(|source| &source.people);
        Self {
            words,
            taken: people.map(|person| person.name.clone()).collect(),
            special: words.special.iter(),
            headlines: words.headlines.iter(),
        }
    }

    /// The directory of a community whose people are written.
    pub(crate) fn directory(&mut self, source: &Source) -> Vec<Value> {
        let area = |key| {
            source
                .community
                .get("area")
                .and_then(|a| a.get(key)?.as_str())
                .unwrap_or("")
        };
        let home = Home {
            id: source.id(),
            city: area("city"),
            district: area("district"),
            directory: &source.directory,
            since: since(source),
        };
        let founded = source
            .community
            .get("activity")
            .and_then(|a| a.get("founded"));
        let mut random = Random::named(home.id);
        let mut rows: Vec<Value> = Vec::new();
        for (at, person) in source.people.iter().enumerate() {
            rows.push(with_role(&home, at, person, founded, &mut random));
        }
        let lines = &source.directory.headlines;
        let lines = random.some(lines, lines.len());
        let many = home.directory.size.saturating_sub(rows.len());
        for n in 0..many {
            // Headlines that fit the community first, spread over the directory by the name order.
            let line = lines.get(n).map(|line| (*line).clone());
            let at = rows.len();
            let row = self.member(&home, at, line, &mut random);
            rows.push(row);
        }
        lives::told(home.id, &mut rows);
        lives::also(&source.directory.also, &mut rows);
        rows
    }

    /// Somebody without a role, at a place in the directory, which has the order of joining.
    pub(crate) fn member(
        &mut self,
        home: &Home<'_>,
        at: usize,
        headline: Option<String>,
        random: &mut Random,
    ) -> Value {
        let Special { name, from } = self.name(home, random);
        let headline =
            headline.or_else(|| self.headlines.next().filter(|_| random.chance(60)).cloned());
        let own = home.directory;
        let towns = if own.hometowns.is_empty() {
            &self.words.hometowns
        } else {
            &own.hometowns
        };
        let town = if random.chance(78) {
            random.pick_front(towns).cloned()
        } else {
            None
        };
        let hometown = from.or(town);
        let district = self
            .words
            .districts
            .get(home.city)
            .filter(|_| random.chance(70));
        let district = match district {
            Some(_) if random.chance(60) => home.district.to_owned(),
            Some(all) => random.pick(all).cloned().unwrap_or_default(),
            None => String::new(),
        };
        let skills = drawn(random, &own.skills, &self.words.skills, [15, 35, 35, 15]);
        let offers = drawn(random, &own.offers, &self.words.offers, [45, 40, 15, 0]);
        let seeks = drawn(random, &own.seeks, &self.words.seeks, [55, 40, 5, 0]);
        let contacts = contacts(random, &name.sounds);
        let mut row = json!({
            "id": member_id(home.id, at),
            "community": home.id,
            "name": name.written,
            "sort_key": name.sounds,
            "role": "member",
            "joined": joined(home, at, random),
            "headline": headline.unwrap_or_default(),
            "hometown": hometown.unwrap_or_default(),
            "district": district,
            "skills": skills,
            "offers": offers,
            "seeks": seeks,
            "contacts": contacts,
        });
        if random.chance(5)
            && let Some(row) = row.as_object_mut()
        {
            row.insert("unlisted".to_owned(), true.into());
        }
        visibility(&mut row, random);
        tidy(row)
    }

    /// A name that nobody has yet. When all are used up, names come again, as they do.
    fn name(&mut self, home: &Home<'_>, random: &mut Random) -> Special {
        // Where all are from one province, only a name that says nothing of another.
        let fits = |s: &&Special| s.from.is_none() || home.directory.hometowns.is_empty();
        if random.chance(6)
            && let Some(special) = self.special.as_slice().first().filter(fits)
        {
            self.special.next();
            return special.clone();
        }
        let mut name = Name {
            written: String::new(),
            sounds: String::new(),
        };
        for _ in 0..50 {
            let surname = random.pick_front(&self.words.surnames);
            let given = random.pick(&self.words.given);
            if let (Some(surname), Some(given)) = (surname, given) {
                name.written = format!("{}{}", surname.written, given.written);
                name.sounds = format!("{} {}", surname.sounds, given.sounds);
            }
            if self.taken.insert(name.written.clone()) {
                break;
            }
        }
        Special { name, from: None }
    }
}

/// Somebody with a role: what is written about them, and a way to reach them.
fn with_role(
    home: &Home<'_>,
    at: usize,
    person: &Person,
    founded: Option<&Value>,
    random: &mut Random,
) -> Value {
    let lower = person.name.to_lowercase();
    let sounds = if person.pinyin.is_empty() {
        &lower
    } else {
        &person.pinyin
    };
    // Who founded it has been there from the first day; the others came soon after.
    let joined = match founded.filter(|_| at == 0) {
        Some(founded) => founded.clone(),
        None => joined(home, at, random).into(),
    };
    let organises = matches!(person.role.as_str(), "owner" | "deputy" | "admin");
    let mut row = json!({
        "id": member_id(home.id, at),
        "community": home.id,
        "name": person.name,
        "sort_key": sounds,
        "role": person.role,
        "joined": joined,
        "headline": person.headline,
        "hometown": person.hometown,
        "district": home.district,
        "skills": person.skills,
        "offers": person.offers,
        "seeks": person.seeks,
        "contacts": contacts(random, sounds),
    });
    if organises && let Some(row) = row.as_object_mut() {
        row.insert("visibility".to_owned(), json!({ "contacts": "everyone" }));
    }
    tidy(row)
}

fn is_empty(value: Option<&Value>) -> bool {
    match value {
        None | Some(Value::Null) => true,
        Some(Value::String(text)) => text.is_empty(),
        Some(Value::Array(items)) => items.is_empty(),
        Some(Value::Object(fields)) => fields.is_empty(),
        Some(Value::Bool(_) | Value::Number(_)) => false,
    }
}

/// Without what is empty.
fn tidy(mut row: Value) -> Value {
    if let Some(row) = row.as_object_mut() {
        row.retain(|_, value| !is_empty(Some(value)));
    }
    row
}
