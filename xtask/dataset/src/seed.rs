//! `seed`: the data set, made as large as wanted, with concrete times, for a real server.

use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use linju::backend::embedded::resolve_times;
use linju::model::{Instant, Zones};
use serde_json::{Value, json};

use crate::files::{self, Set};
use crate::members::Maker;
use crate::words::Words;
use crate::{Done, content, json_server, root, save};

mod made_up;

use made_up::Missing;

/// How large, counted from when, and where to.
#[derive(Debug)]
pub(crate) struct Wanted {
    communities: usize,
    events: usize,
    members: usize,
    now: Instant,
    out: PathBuf,
}

impl Wanted {
    /// From `--events 2000 --members 10000 --communities 120 --out FILE --format json-server
    /// --now RFC3339`; each may be left out.
    pub(crate) fn read(mut words: impl Iterator<Item = String>) -> Done<Self> {
        let clock = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |d| d.as_secs());
        let mut wanted = Self {
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
                "--format" if value == "json-server" => {}
                "--format" => return Err(format!("--format {value}: only json-server is known")),
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
            {
                resolve_times(row, self.now, &Shanghai);
            }
        }
        Ok(json!({
            "communities": sets.iter().map(|set| community(set, &sets)).collect::<Vec<_>>(),
            "events": sets.iter().flat_map(|s| &s.events).map(json_server::event).collect::<Vec<_>>(),
            "members": sets.iter().flat_map(|s| &s.members).filter_map(json_server::member).collect::<Vec<_>>(),
            "memberships": [],
            "sign_ups": [],
        }))
    }
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
mod tests {
    use super::*;
    use crate::content::Source;

    fn wanted(line: &str) -> Done<Wanted> {
        Wanted::read(line.split_whitespace().map(str::to_owned))
    }

    fn db(line: &str) -> Value {
        wanted(&format!("{line} --now 2026-11-27T12:00:00+08:00"))
            .unwrap()
            .db()
            .unwrap()
    }

    fn rows<'a>(db: &'a Value, name: &str) -> &'a [Value] {
        db.get(name).and_then(Value::as_array).unwrap()
    }

    #[test]
    fn the_database_is_as_large_as_wanted_and_the_same_each_time() {
        let line = "--communities 60 --events 700 --members 3000";
        let db = db(line);
        for (name, n) in [
            ("communities", 60),
            ("events", 700),
            ("members", 3000),
            ("memberships", 0),
            ("sign_ups", 0),
        ] {
            assert_eq!(rows(&db, name).len(), n, "{name}");
        }
        assert_eq!(db, self::db(line));
    }

    #[test]
    fn the_data_set_comes_first_under_its_own_ids() {
        let db = db("--communities 1 --events 1 --members 1");
        let sources = content::all().unwrap();
        assert_eq!(rows(&db, "communities").len(), sources.len());
        let ids: Vec<_> = rows(&db, "communities")
            .iter()
            .map(|row| row.get("id").unwrap())
            .collect();
        assert_eq!(ids, sources.iter().map(Source::id).collect::<Vec<_>>());
        assert!(
            rows(&db, "events")
                .iter()
                .any(|row| row.get("id").unwrap() == "e-night-run-1")
        );
    }

    #[test]
    fn every_id_is_there_once_and_what_is_referred_to_exists() {
        let db = db("--communities 60 --events 700 --members 3000");
        let ids = |name| -> std::collections::BTreeSet<String> {
            rows(&db, name)
                .iter()
                .map(|row| row.get("id").unwrap().to_string())
                .collect()
        };
        for name in ["communities", "events", "members"] {
            assert_eq!(ids(name).len(), rows(&db, name).len(), "{name}");
        }
        let communities = ids("communities");
        for event in rows(&db, "events") {
            assert!(communities.contains(&event.pointer("/group/id").unwrap().to_string()));
            assert!(event.get("start_at").unwrap().is_i64(), "{event}");
        }
        for member in rows(&db, "members") {
            assert!(communities.contains(&member.get("community").unwrap().to_string()));
        }
        assert!(!db.to_string().contains("\"@"), "a relative time was left");
    }

    #[test]
    fn words_that_are_not_understood_are_refused() {
        for line in [
            "--evnts 3",
            "--events",
            "--events many",
            "--now yesterday",
            "--format xml",
        ] {
            assert!(wanted(line).is_err(), "{line}");
        }
    }
}
