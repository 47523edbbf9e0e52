//! `seed`: the data set, made as large as wanted, with concrete times, for a real server.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use linju::backend::embedded::resolve_times;
use linju::model::{
    Community, Event, FromJson, Instant, Invitation, Member, ToJson, ViewerRank, Zones, as_seen_by,
};
use serde_json::{Value, json};

use crate::files::{self, Set};
use crate::members::Maker;
use crate::words::Words;
use crate::{Done, content, json_server, root, save};

mod made_up;

use made_up::Missing;

/// In whose habits rows are written.
#[derive(Clone, Copy, Debug)]
enum Format {
    /// Linju's own contract, whole rows; members as a fellow member sees them.
    Linju,
    /// The same with whole members, and what they hide, and with what opens the doors: for a server of ours, which hides it itself.
    Whole,
    /// Those of `docs/json-server.md`.
    JsonServer,
}

/// How large, in whose habits, counted from when, and where to.
#[derive(Debug)]
pub(crate) struct Wanted {
    format: Format,
    communities: usize,
    events: usize,
    members: usize,
    now: Instant,
    out: PathBuf,
}

impl Wanted {
    /// From `--events 2000 --members 10000 --communities 120 --out FILE --format json-server|linju|whole
    /// --now RFC3339`; each may be left out.
    pub(crate) fn read(mut words: impl Iterator<Item = String>) -> Done<Self> {
        let clock = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |d| d.as_secs());
        let mut wanted = Self {
            format: Format::JsonServer,
            communities: 120,
            events: 2000,
            members: 10_000,
            now: Instant::from_unix(i64::try_from(clock).unwrap_or(0)),
            out: root().join("target/seed/db.json"),
        };
        while let Some(word) = words.next() {
            let value = words
                .next()
                .ok_or_else(|| format!("{word} wants a value"))?;
            let number = || {
                value
                    .parse()
                    .map_err(|_| format!("{word} {value}: not a number"))
            };
            match word.as_str() {
                "--communities" => wanted.communities = number()?,
                "--events" => wanted.events = number()?,
                "--members" => wanted.members = number()?,
                "--out" => wanted.out = PathBuf::from(&value),
                "--now" => {
                    let now = Instant::parse(&value);
                    wanted.now = now.ok_or_else(|| format!("--now {value}: not RFC 3339"))?;
                }
                "--format" => {
                    wanted.format = match value.as_str() {
                        "json-server" => Format::JsonServer,
                        "linju" => Format::Linju,
                        "whole" => Format::Whole,
                        _ => return Err(format!("--format {value}: json-server, linju or whole")),
                    };
                }
                _ => return Err(format!("`{word}` is not understood here")),
            }
        }
        Ok(wanted)
    }

    /// Writes the file.
    pub(crate) fn write(&self) -> Done {
        let db = self.db()?;
        save(&self.out, &db.to_string())?;
        let count = |name| db.get(name).and_then(Value::as_array).map_or(0, Vec::len);
        println!(
            "{}: {} communities, {} events, {} members",
            self.out.display(),
            count("communities"),
            count("events"),
            count("members"),
        );
        Ok(())
    }

    /// The database: the data set first, never cut short, then made-up rows up to what is wanted.
    fn db(&self) -> Done<Value> {
        let sources = content::all()?;
        let words = Words::read()?;
        let mut maker = Maker::new(&words, &sources);
        let mut sets = files::sets(&sources, &mut maker)?;
        let listed = sets.iter().flat_map(|set| &set.members);
        let listed = listed.filter(|row| row.get("unlisted").is_none()).count();
        let events: usize = sets.iter().map(|set| set.events.len()).sum();
        let missing = Missing {
            communities: self.communities.saturating_sub(sets.len()),
            events: self.events.saturating_sub(events),
            members: self.members.saturating_sub(listed),
        };
        sets.extend(made_up::sets(&missing, &mut maker)?);
        for set in &mut sets {
            for row in [&mut set.community]
                .into_iter()
                .chain(&mut set.events)
                .chain(&mut set.members)
                .chain(&mut set.invitations)
            {
                resolve_times(row, self.now, &Shanghai);
            }
        }
        Ok(match self.format {
            Format::JsonServer => theirs(&sets),
            Format::Linju => ours(&sets, fellow),
            Format::Whole => {
                let mut db = ours(&sets, said::<Member>);
                let codes = sets.iter().flat_map(|set| &set.invitations);
                let codes: Vec<_> = codes.filter_map(said::<Invitation>).collect();
                if let Some(db) = db.as_object_mut() {
                    db.insert("invitations".to_owned(), codes.into());
                }
                db
            }
        })
    }
}

/// The database as Linju's own contract has it, each community and event whole, and said what is
/// usual; members as wanted.
fn ours(sets: &[Set], entry: fn(&Value) -> Option<Value>) -> Value {
    let members = sets.iter().flat_map(|set| &set.members);
    let events = sets.iter().flat_map(|set| &set.events);
    json!({
        "communities": sets.iter().filter_map(|set| said::<Community>(&set.community)).collect::<Vec<_>>(),
        "events": events.filter_map(said::<Event>).collect::<Vec<_>>(),
        "members": members.filter_map(entry).collect::<Vec<_>>(),
    })
}

fn said<T: FromJson + ToJson>(row: &Value) -> Option<Value> {
    Some(T::from_json(row).ok()?.to_json())
}

/// An entry as a fellow member sees it.
fn fellow(member: &Value) -> Option<Value> {
    let member = Member::from_json(member).ok()?;
    Some(as_seen_by(&member, ViewerRank::Member, &[])?.to_json())
}

/// The database in the habits of `docs/json-server.md`.
fn theirs(sets: &[Set]) -> Value {
    json!({
        "communities": sets.iter().map(|set| community(set, sets)).collect::<Vec<_>>(),
        "events": sets.iter().flat_map(|s| &s.events).map(json_server::event).collect::<Vec<_>>(),
        "members": sets.iter().flat_map(|s| &s.members).filter_map(json_server::member).collect::<Vec<_>>(),
        "memberships": [],
        "sign_ups": [],
    })
}

fn community(set: &Set, all: &[Set]) -> Value {
    let parent = set.community.get("parent");
    let parent = parent.and_then(|id| all.iter().find(|s| s.community.get("id") == Some(id)));
    let name = parent.and_then(|parent| parent.community.get("name")?.as_str());
    json_server::community(&set.community, name)
}

/// China has had one offset since 1991.
struct Shanghai;

impl Zones for Shanghai {
    fn offset_at(&self, zone: &str, _: Instant) -> Option<i32> {
        (zone == "Asia/Shanghai").then_some(8 * 3600)
    }
}

#[cfg(test)]
mod tests;
