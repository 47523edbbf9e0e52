//! Reads `public/data/` the way the embedded backend does.

use std::fs;
use std::path::{Path, PathBuf};

use linju::backend::embedded::resolve_times;
use linju::backend::read_rows;
use linju::model::{Applicant, Community, Event, FromJson, Instant, Member, Zones};
use serde_json::Value;

/// China has had one offset since 1991.
pub struct Shanghai;

impl Zones for Shanghai {
    fn offset_at(&self, zone: &str, _: Instant) -> Option<i32> {
        (zone == "Asia/Shanghai").then_some(8 * 3600)
    }
}

/// The whole data set, counted from a moment.
pub struct All {
    pub communities: Vec<Community>,
    pub events: Vec<Event>,
    pub members: Vec<Member>,
    /// By community.
    pub applicants: Vec<(String, Vec<Applicant>)>,
}

/// Moments at which the app is opened: each day of five weeks, at one of the hours of the day.
pub fn anchors() -> Vec<Instant> {
    let monday = Instant::parse("2026-11-23T00:07:00+08:00").unwrap();
    (0..35)
        .map(|day| monday.plus(day * 86_400 + (day * 7 % 24) * 3600))
        .collect()
}

pub fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("public/data")
}

/// A file as it is.
pub fn raw(name: &str) -> Value {
    let path = data().join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// A file with its times counted from a moment.
pub fn file(name: &str, anchor: Instant) -> Value {
    let mut value = raw(name);
    resolve_times(&mut value, anchor, &Shanghai);
    value
}

/// Ids of the communities in the feed.
pub fn ids() -> Vec<String> {
    let feed = raw("feed.json");
    let rows = feed["communities"].as_array().unwrap();
    rows.iter()
        .map(|row| row["id"].as_str().unwrap().to_owned())
        .collect()
}

/// The rows of a list; none may be left out.
pub fn read<T: FromJson>(rows: &Value) -> Vec<T> {
    let (read, left_out) = read_rows(rows.as_array().expect("a list"));
    assert!(left_out.is_empty(), "{left_out:?}");
    read
}

/// Everything.
pub fn load(anchor: Instant) -> All {
    let mut all = All {
        communities: Vec::new(),
        events: Vec::new(),
        members: Vec::new(),
        applicants: Vec::new(),
    };
    for id in ids() {
        let whole = file(&format!("c/{id}.json"), anchor);
        let community: Community = serde_json::from_value(whole["community"].clone()).unwrap();
        assert_eq!(community.id.as_str(), id);
        all.communities.push(community);
        all.events.extend(read::<Event>(&whole["events"]));
        all.members
            .extend(read::<Member>(&file(&format!("m/{id}.json"), anchor)));
        let knocked = read::<Applicant>(&file(&format!("a/{id}.json"), anchor));
        all.applicants.push((id, knocked));
    }
    all
}
