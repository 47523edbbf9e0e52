//! Calendar files, read by a reader that is not ours (ical.js in Node, tests/e2e/read-calendar.mjs): each moment that it
//! finds is the model's.
#![cfg(all(not(target_arch = "wasm32"), feature = "services"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "support/native.rs"]
#[allow(dead_code, reason = "other tests need the rest")]
mod native;

use std::io::Write as _;
use std::process::{Command, Stdio};

use linju::model::{Calendar, CalendarEntry, Community, Event, Instant, Rhythm, local_parts};
use native::Tz;
use serde_json::{Value, json};

/// So many meetings of a series are compared.
const MOST: usize = 120;
/// ical.js works a zone's rule out until 2035.
const FAR: &str = "2035-01-01T00:00:00Z";

/// What ical.js makes of these files.
fn read(files: &[String]) -> Vec<Value> {
    let asked: Vec<Value> = files
        .iter()
        .map(|ics| json!({ "ics": ics, "most": MOST }))
        .collect();
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e");
    let mut node = Command::new("node")
        .arg("read-calendar.mjs")
        .current_dir(dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node.js");
    let mut stdin = node.stdin.take().unwrap();
    let text = Value::from(asked).to_string();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let out = node.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(out.status.success(), "ical.js refused a file");
    serde_json::from_slice(&out.stdout).unwrap()
}

fn at(text: &str) -> Instant {
    Instant::parse(text).unwrap()
}

fn calendar() -> Calendar<'static> {
    Calendar {
        zones: &Tz,
        site: "embedded.linju.example",
        name: "我的日程",
    }
}

fn entry(event: &Event) -> CalendarEntry<'_> {
    CalendarEntry {
        event,
        words: "第一行；带上水，\n第二行, with; \\ and 👩‍👧",
        url: "https://linju.example/#/e/one",
        knows_address: false,
        certain: true,
        told: at("2026-11-27T04:00:00Z"),
    }
}

fn event(fields: Value) -> Event {
    let mut row = json!({ "id": "e", "title": "周三诗会：以「门」为题", "community": "c", "community_name": "诗会", "tags": ["诗", "a,b"] });
    row.as_object_mut()
        .unwrap()
        .extend(fields.as_object().unwrap().clone());
    serde_json::from_value(row).unwrap()
}

/// Start and end of what the reader found, of the first event of a file.
fn occurrences(read: &Value) -> Vec<(i64, i64)> {
    let all = read["events"][0]["occurrences"].as_array().unwrap();
    let number = |of: &Value, name: &str| of[name].as_i64().unwrap();
    all.iter()
        .map(|o| (number(o, "start"), number(o, "end")))
        .collect()
}

const ZONES: [&str; 7] = [
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Mars/Olympus",
];

const RULES: [&str; 24] = [
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=3;COUNT=40",
    "FREQ=DAILY;BYMONTH=3,10",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;BYDAY=TU,TH",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU",
    "FREQ=WEEKLY;BYDAY=FR;COUNT=60",
    "FREQ=WEEKLY;BYDAY=FR;UNTIL=20270401",
    "FREQ=WEEKLY;BYDAY=FR;UNTIL=20270402T200000",
    "FREQ=WEEKLY;BYDAY=FR;UNTIL=20270402T180000Z",
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;BYMONTHDAY=25",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYMONTHDAY=-1",
    "FREQ=MONTHLY;BYDAY=1SA",
    "FREQ=MONTHLY;BYDAY=2SA,4SA;UNTIL=20281231",
    "FREQ=MONTHLY;BYDAY=-1SU",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1,3;COUNT=30",
    "FREQ=YEARLY",
    "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU",
    "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25;COUNT=5",
    "FREQ=YEARLY;INTERVAL=2;BYMONTH=5;BYDAY=2SU",
];

/// The rhythm, and an event that is its nth meeting after now.
fn occurrence(rule: &str, zone: &str, hours: (&str, &str), nth: usize) -> (Community, Event) {
    let rhythm = json!({ "rule": rule, "from": "2024-01-31", "start": hours.0, "end": hours.1, "zone": zone });
    let community: Community = serde_json::from_value(
        json!({ "id": "c", "name": "诗会", "purpose": "读诗", "rhythm": [rhythm] }),
    )
    .unwrap();
    let after = meetings(&community.rhythm[0], at("2026-11-27T04:00:00Z"), nth + 1);
    // One that is over by then is looked at from its beginning.
    let (start, end) = after
        .get(nth)
        .copied()
        .unwrap_or_else(|| meetings(&community.rhythm[0], at("2024-01-01T00:00:00Z"), 1)[0]);
    let it = event(
        json!({ "start": start.to_string(), "end": end.to_string(), "zone": zone, "series": rule }),
    );
    (community, it)
}

fn meetings(rhythm: &Rhythm, after: Instant, n: usize) -> Vec<(Instant, Instant)> {
    let all = rhythm.next_after(&Tz, after, n);
    all.into_iter()
        .map(|(start, end)| (start, end.unwrap()))
        .collect()
}

#[test]
fn every_meeting_of_every_series_is_when_the_model_says() {
    let (mut files, mut expected) = (Vec::new(), Vec::new());
    for zone in ZONES {
        for rule in RULES {
            // Over midnight, too.
            for (n, hours) in [("20:00", "21:30"), ("21:30", "00:15"), ("06:15", "07:00")]
                .into_iter()
                .enumerate()
            {
                let (community, it) = occurrence(rule, zone, hours, n);
                let rhythm = &community.rhythm[0];
                let file = calendar().series(&entry(&it), Some(&community), &[]);
                files.push(file.unwrap_or_else(|| panic!("{rule} in {zone}")));
                let mut all = meetings(rhythm, it.start.plus(-1), MOST);
                all.retain(|(start, _)| *start < at(FAR));
                let all: Vec<_> = all.iter().map(|(s, e)| (s.unix(), e.unix())).collect();
                expected.push((format!("{rule} in {zone}, {}", hours.0), all));
            }
        }
    }
    let mut compared = 0;
    for ((file, read), (what, expected)) in files.iter().zip(read(&files)).zip(expected) {
        let mut found = occurrences(&read);
        found.retain(|(start, _)| *start < at(FAR).unix());
        assert!(!expected.is_empty());
        assert_eq!(found, expected, "{what}\n{file}");
        compared += found.len();
    }
    assert!(compared > 30_000, "{compared}");
}

#[test]
fn days_left_out_and_meetings_moved_are_read_so() {
    let (mut files, mut expected) = (Vec::new(), Vec::new());
    for zone in ZONES {
        let rule = "FREQ=WEEKLY;BYDAY=FR";
        let (mut community, first) = occurrence(rule, zone, ("20:00", "21:30"), 0);
        let rhythm = &mut community.rhythm[0];
        let next = meetings(rhythm, first.start, 20);
        let day = |at: Instant| local_parts(&Tz, zone, at).date();
        // The third does not take place; the second is on the day after, the fifth is cancelled.
        rhythm.except = vec![day(next[1].0)];
        let moved = next[0].0.plus(86_400 - 3 * 3600);
        let other = |id: &str, start: Instant, status: &str| {
            event(json!({
                "id": id, "title": id, "zone": zone, "series": rule, "status": status,
                "start": start.to_string(), "end": start.plus(3600).to_string(),
            }))
        };
        let known = [
            other("moved", moved, "scheduled"),
            other("cancelled", next[3].0, "cancelled"),
        ];
        let others: Vec<_> = known.iter().map(entry).collect();
        files.push(
            calendar()
                .series(&entry(&first), Some(&community), &others)
                .unwrap(),
        );
        let mut all = vec![(
            first.start.unix(),
            first.title.clone(),
            "CONFIRMED".to_owned(),
        )];
        all.push((moved.unix(), "moved".to_owned(), "CONFIRMED".to_owned()));
        for (n, (start, _)) in next.iter().enumerate().skip(2) {
            let (title, status) = if n == 3 {
                ("cancelled", "CANCELLED")
            } else {
                ("诗会", "CONFIRMED")
            };
            all.push((start.unix(), title.to_owned(), status.to_owned()));
        }
        expected.push(all);
    }
    for (read, expected) in read(&files).iter().zip(expected) {
        assert_eq!(read["components"], 4);
        let found = read["events"][0]["occurrences"].as_array().unwrap();
        let found: Vec<(i64, String, String)> = found
            .iter()
            .map(|o| {
                let text = |name: &str| o[name].as_str().unwrap().to_owned();
                (
                    o["start"].as_i64().unwrap(),
                    text("summary"),
                    text("status"),
                )
            })
            .take(expected.len())
            .collect();
        assert_eq!(found, expected);
    }
}

#[test]
fn single_events_are_read_to_the_second_and_the_letter() {
    let mut mine = Vec::new();
    for zone in ZONES {
        // Each half hour of the nights on which clocks change in Berlin and New York, and some days of all years.
        for night in [
            "2026-03-28T22:00:00Z",
            "2026-10-24T22:00:00Z",
            "2027-03-14T04:00:00Z",
            "2026-11-01T03:00:00Z",
            "2026-10-03T13:00:00Z",
        ] {
            for half in 0..14 {
                mine.push((at(night).plus(half * 1800), 5400, zone));
            }
        }
        for days in 0..40 {
            mine.push((
                at("2026-11-27T12:00:07Z").plus(days * 73 * 86_400),
                8 * 86_400,
                zone,
            ));
        }
    }
    let events: Vec<Event> = mine
        .iter()
        .enumerate()
        .map(|(n, (start, lasts, zone))| {
            event(json!({ "id": format!("e/{n}"), "zone": zone, "start": start.to_string(), "end": start.plus(*lasts).to_string() }))
        })
        .filter(|event| event.end.unwrap() < at(FAR))
        .collect();
    let alone: Vec<String> = events
        .iter()
        .map(|event| calendar().events(&[entry(event)]).unwrap())
        .collect();
    let check = |read: &Value, event: &Event| {
        let (start, end) = (event.start.unix(), event.end.unwrap().unix());
        let found = &read["occurrences"][0];
        assert_eq!(found["start"], start, "{} in {}", event.start, event.zone);
        assert_eq!(found["end"], end, "{} in {}", event.start, event.zone);
        assert_eq!(read["summary"], event.title.as_str());
        assert_eq!(read["description"], entry(event).words);
        assert_eq!(read["url"], entry(event).url);
        assert_eq!(read["categories"], json!(["诗", "a,b"]));
    };
    let answers = read(&alone);
    assert!(answers.len() > 700);
    for (read, event) in answers.iter().zip(&events) {
        check(&read["events"][0], event);
    }
    // And all in one file, which then has each zone once.
    let entries: Vec<_> = events.iter().map(entry).collect();
    let whole = read(&[calendar().events(&entries).unwrap()]).remove(0);
    assert_eq!(whole["zones"].as_array().unwrap().len(), ZONES.len() - 1);
    assert_eq!(whole["name"], "我的日程");
    let found = whole["events"].as_array().unwrap();
    assert_eq!(found.len(), events.len());
    for (read, event) in found.iter().zip(&events) {
        check(read, event);
    }
}
