//! The data set that services are filled with: `cargo xtask seed`, counted from the clock.

use std::{
    fs,
    path::Path,
    process::Command,
    sync::OnceLock,
    time::{SystemTime, UNIX_EPOCH},
};

use linju::model::{Event, EventId, FromJson, Instant, SignUpWindow, Who};
use serde_json::Value;

use super::root;

/// Rows in Linju's own JSON, members as a fellow member sees them.
pub struct Seed {
    pub now: Instant,
    pub communities: Vec<Value>,
    pub events: Vec<Value>,
    pub members: Vec<Value>,
}

impl Seed {
    /// A coming event with a single seat left, which anybody may take.
    pub fn with_one_seat(&self) -> EventId {
        let last = |e: &Event| {
            e.seats_left() == Some(1)
                && e.sign_up.who == Who::Open
                && e.sign_up.form.is_empty()
                && matches!(e.window(self.now), SignUpWindow::Open(_))
        };
        let mut all = self.events.iter().filter_map(|e| Event::from_json(e).ok());
        all.find(last).expect("such an event").id
    }
}

/// How many of each there are.
pub struct Size {
    pub communities: u32,
    pub events: u32,
    pub members: u32,
}

/// More communities and events than a page of any mapping has; the directory of `night-run` too.
const SMALL: Size = Size {
    communities: 60,
    events: 160,
    members: 500,
};

/// A service that takes a file is filled with many.
pub const LARGE: Size = Size {
    communities: 150,
    events: 2_000,
    members: 10_000,
};

/// What services that are filled row by row are filled with; made once a run.
pub fn small() -> &'static Seed {
    static SEED: OnceLock<Seed> = OnceLock::new();
    SEED.get_or_init(|| made(&SMALL, "small", clock()))
}

/// The same with so many communities, and what is theirs.
pub fn few(communities: usize) -> &'static Seed {
    static SEED: OnceLock<Seed> = OnceLock::new();
    SEED.get_or_init(|| {
        let all = small();
        let some = all.communities.get(..communities).unwrap().to_vec();
        let theirs = |row: &&Value| some.iter().any(|c| c["id"] == row["community"]);
        Seed {
            now: all.now,
            events: all.events.iter().filter(theirs).cloned().collect(),
            members: all.members.iter().filter(theirs).cloned().collect(),
            communities: some,
        }
    })
}

/// What services that take a file are filled with.
pub fn large() -> &'static Seed {
    static SEED: OnceLock<Seed> = OnceLock::new();
    SEED.get_or_init(|| made(&LARGE, "large", clock()))
}

/// So many, counted from another moment.
pub fn of(size: &Size, now: Instant) -> Seed {
    let name = format!(
        "{}-{}-{}-{}",
        size.communities,
        size.events,
        size.members,
        now.unix()
    );
    made(size, &name, now)
}

/// The rows of [`large`] as `docs/json-server.md` has them.
pub fn large_for_json_server(seed: &Seed, to: &Path) {
    write(&LARGE, "json-server", seed.now, to);
}

/// The rows of [`small`] with all that members hide, for a server that hides it itself.
pub fn small_whole(seed: &Seed, to: &Path) {
    write(&SMALL, "whole", seed.now, to);
}

/// So many rows with all that members hide, counted from a moment.
pub fn whole(size: &Size, now: Instant, to: &Path) {
    write(size, "whole", now, to);
}

/// Adds a community, `crowd`, in whose directory so many are, to a file that [`whole`] wrote.
pub fn crowd(members: u32, to: &Path) {
    let mut db: Value = serde_json::from_str(&fs::read_to_string(to).unwrap()).unwrap();
    let mut community = db["communities"][0].clone();
    community["id"] = "crowd".into();
    community["members"] = 0.into();
    let model = db["members"][0].clone();
    let rows = (0..members).map(|at| {
        let mut row = model.clone();
        row["id"] = format!("m-crowd-{at}").into();
        row["community"] = "crowd".into();
        row["name"] = format!("邻居{at}").into();
        row["sort_key"] = format!("lin ju {at:06}").into();
        row
    });
    db["members"].as_array_mut().unwrap().extend(rows);
    db["communities"].as_array_mut().unwrap().push(community);
    fs::write(to, db.to_string()).unwrap();
}

pub fn clock() -> Instant {
    let clock = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
    Instant::from_unix(i64::try_from(clock.as_secs()).unwrap())
}

fn made(size: &Size, name: &str, now: Instant) -> Seed {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("seed-{name}.json"));
    write(size, "linju", now, &file);
    let mut db: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    let mut rows = |name: &str| match db[name].take() {
        Value::Array(rows) => rows,
        other => panic!("{name}: {other}"),
    };
    Seed {
        now,
        communities: rows("communities"),
        events: rows("events"),
        members: rows("members"),
    }
}

fn write(size: &Size, format: &str, now: Instant, to: &Path) {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let seeded = Command::new(cargo)
        .current_dir(root())
        .args("run --quiet --package xtask -- seed --format".split(' '))
        .args([format, "--communities", &size.communities.to_string()])
        .args(["--events", &size.events.to_string()])
        .args(["--members", &size.members.to_string()])
        .args(["--now", &now.to_string(), "--out"])
        .arg(to)
        .status()
        .unwrap();
    assert!(seeded.success(), "cargo xtask seed");
}
