//! The database is as wanted, and the mapping reads it back.

use std::fs;

use linju::backend::mapped::Plan;
use linju::backend::read_rows;
use linju::model::{Dues, JoinPolicy};
use serde::Serialize;
use serde::de::DeserializeOwned;

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
fn what_opens_the_doors_is_for_servers_that_do_not_tell_everybody() {
    let db = |format| {
        db(&format!(
            "--communities 1 --events 1 --members 1 --format {format}"
        ))
    };
    let whole = db("whole");
    let codes = rows(&whole, "invitations");
    let named = |code| codes.iter().find(|row| row["code"] == code).unwrap();
    assert_eq!(named("three-seats-left")["used"], 3);
    assert!(
        named("one-more-seat")["until"]
            .as_str()
            .is_some_and(|at| at > "2026-12")
    );
    assert!(db("linju").get("invitations").is_none());
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

/// Reads a collection through the mapping that the app is configured with.
fn through_the_mapping<T: FromJson>(db: &Value, collection: &str) -> Vec<T> {
    let mapping = fs::read_to_string(root().join("public/mappings/json-server.json")).unwrap();
    let plan = Plan::compile(&serde_json::from_str(&mapping).unwrap()).unwrap();
    let row = plan
        .query(collection)
        .unwrap()
        .reading
        .row
        .as_ref()
        .unwrap();
    let ours: Vec<Value> = rows(db, collection)
        .iter()
        .filter_map(|theirs| row.eval(theirs))
        .collect();
    let (read, left_out) = read_rows(&ours);
    assert!(left_out.is_empty(), "{left_out:?}");
    assert_eq!(read.len(), rows(db, collection).len());
    read
}

/// What the embedded backend reads for the same moment.
fn embedded<T: DeserializeOwned>(rows: impl Iterator<Item = Value>, now: Instant) -> Vec<T> {
    let read = |mut row: Value| {
        resolve_times(&mut row, now, &Shanghai);
        serde_json::from_value(row).unwrap()
    };
    rows.map(read).collect()
}

#[track_caller]
fn assert_starts_with<T: Serialize>(all: &[T], first: &[T]) {
    for (theirs, ours) in all.iter().zip(first) {
        let json = |row: &T| serde_json::to_value(row).unwrap();
        assert_eq!(json(theirs), json(ours));
    }
}

#[test]
fn through_the_mapping_both_backends_show_the_same() {
    let db = db("--communities 40 --events 300 --members 1500");
    let now = Instant::parse("2026-11-27T12:00:00+08:00").unwrap();
    let sources = content::all().unwrap();
    let words = Words::read().unwrap();
    let sets = files::sets(&sources, &mut Maker::new(&words, &sources)).unwrap();

    let mut ours = embedded::<Community>(sets.iter().map(|set| set.community.clone()), now);
    // Such a service knows nothing of what is asked on the way in, nor of chats.
    for one in &mut ours {
        let policy = std::mem::take(&mut one.policy);
        one.policy = JoinPolicy {
            door: policy.door,
            form: policy.form,
            consent: policy.consent,
            referral: policy.referral,
            dues: policy.dues.map(|dues| Dues {
                link: String::new(),
                how: String::new(),
                ..dues
            }),
            capacity: policy.capacity,
            ..JoinPolicy::default()
        };
        one.chat = None;
    }
    assert_starts_with(&through_the_mapping(&db, "communities"), &ours);
    let mut ours = embedded::<Event>(sets.iter().flat_map(|set| set.events.clone()), now);
    // Nor of who goes, of pictures, of children, and of what is asked of each.
    for one in &mut ours {
        (one.sign_up.children, one.sign_up.each) = (false, false);
        one.faces = None;
        one.photos.clear();
    }
    assert_starts_with(&through_the_mapping(&db, "events"), &ours);
    let ours = embedded::<Member>(sets.iter().flat_map(|set| set.members.clone()), now);
    let seen: Vec<Member> = ours
        .iter()
        .filter_map(|m| linju::model::as_seen_by(m, linju::model::ViewerRank::Member, &[]))
        .collect();
    assert_starts_with(&through_the_mapping(&db, "members"), &seen);
}

#[test]
fn in_our_own_habits_every_row_is_read_as_it_stands() {
    let db = db("--communities 30 --events 200 --members 600 --format linju");
    fn read<T: FromJson>(db: &Value, name: &str) -> Vec<T> {
        let (read, left_out) = read_rows(rows(db, name));
        assert!(left_out.is_empty(), "{left_out:?}");
        read
    }
    assert_eq!(read::<Community>(&db, "communities").len(), 30);
    assert_eq!(read::<Event>(&db, "events").len(), 200);
    let members = read::<Member>(&db, "members");
    assert_eq!(members.len(), 600);
    assert!(
        members
            .iter()
            .all(|m| m.visibility.is_empty() && !m.unlisted),
        "what is hidden is not written"
    );
}
