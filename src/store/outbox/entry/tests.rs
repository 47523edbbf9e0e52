use super::*;
use crate::model::{Answers, Companion};

/// As the first version of the app wrote it. It has to be read for ever.
const OF_SCHEMA_1: &str = r#"{"schema":1,"number":7,"id":"5f0c7f8e-6a43-4a1e-9d2b-0d7c1b7f4f11","at":"2026-11-21T11:00:00Z","command":{"do":"sign-up","event":"e1","party":["小李"],"answers":{"why":"想来"}},"stage":"sending","tries":2,"not_before":"2026-11-21T11:05:00Z","hold":"busy","before":"0123456789abcdef","spare":"----"}"#;

fn entry() -> Entry {
    let command = Command::SignUp {
        event: "e1".into(),
        party: vec![Companion::named("小李")],
        answers: Answers::from([("why".to_owned(), "想来".to_owned())]),
        seen: false,
    };
    let at = Instant::parse("2026-11-21T11:00:00Z").unwrap();
    Entry::new(
        7,
        "5f0c7f8e-6a43-4a1e-9d2b-0d7c1b7f4f11".into(),
        at,
        command,
    )
}

fn read(text: &str) -> Entry {
    match Entry::read(text) {
        Written::Entry(entry) => *entry,
        Written::Later | Written::Junk => panic!("not read: {text}"),
    }
}

#[test]
fn an_entry_of_schema_1_is_read() {
    let mut expected = entry();
    expected.stage = Stage::Sending;
    expected.tries = 2;
    expected.hold = Some(Hold::Busy);
    expected.not_before = Instant::parse("2026-11-21T11:05:00Z");
    expected.before = Some("0123456789abcdef".to_owned());
    // What it did not say: it may have been sent as soon as it was given, and waits a day at most.
    expected.sent_at = Some(expected.at);
    expected.pause = Some(86_400);
    assert_eq!(read(OF_SCHEMA_1), expected);
    assert_eq!(read(&expected.to_text(None)), expected);
    let unsent = OF_SCHEMA_1.replace("sending", "queued");
    let unsent = read(&unsent.replace("busy", "network"));
    assert_eq!((unsent.sent_at, unsent.pause), (None, Some(600)));
}

#[test]
fn an_entry_of_schema_1_is_noted_in_the_room_that_it_has() {
    let bare = OF_SCHEMA_1.split(r#","tries""#).next().unwrap();
    let bare = format!(r#"{bare},"tries":0}}"#).replace("sending", "queued");
    let spare = "-".repeat(160 - r#","spare":"""#.len());
    let mut text = bare.replace("}}", &format!(r#"}},"tries":0,"spare":"{spare}"}}"#));
    text = text.replace(r#""tries":0,"tries":0"#, r#""tries":0"#);
    let mut one = read(&text);
    assert!(one.is_unsent());
    one.before = Some("0123456789abcdef".to_owned());
    let room = text.len();
    for _ in 0..9 {
        one.begin(one.at);
        one.wait(Hold::Network, one.at, Some(600));
        text = one.to_text(Some(&text));
        assert_eq!(text.len(), room, "{text}");
        one.wait(Hold::Busy, one.at, Some(86_400));
        text = one.to_text(Some(&text));
        assert_eq!(text.len(), room, "{text}");
    }
}

#[test]
fn what_is_written_is_read_again_in_every_stage() {
    let mut one = entry();
    one.title = Some("浇水".to_owned());
    one.starts = Some(one.at.plus(86_400));
    let mut all = vec![one.clone()];
    one.begin(one.at);
    all.push(one.clone());
    one.wait(Hold::Network, one.at, Some(9));
    all.push(one.clone());
    one.stick();
    all.push(one.clone());
    one.send_again();
    assert!(one.decided && one.stage == Stage::Sending);
    all.push(one.clone());
    one.refuse(Refusal::Full);
    all.push(one.clone());
    one.send_again();
    assert!(one.is_unsent() && one.refusal.is_none());
    all.push(one);
    for entry in all {
        assert_eq!(read(&entry.to_text(None)), entry);
    }
}

#[test]
fn what_is_cut_off_or_of_another_kind_is_junk_and_a_later_schema_is_left_to_a_later_version() {
    for end in 0..OF_SCHEMA_1.len() {
        let Some(text) = OF_SCHEMA_1.get(..end) else {
            continue;
        };
        assert!(matches!(Entry::read(text), Written::Junk), "{text}");
    }
    for junk in [
        "null",
        "[]",
        "7",
        "{}",
        r#"{"schema":0}"#,
        r#"{"schema":1}"#,
        r#"{"schema":"1"}"#,
    ] {
        assert!(matches!(Entry::read(junk), Written::Junk), "{junk}");
    }
    let later = OF_SCHEMA_1.replace(r#""schema":1"#, r#""schema":3"#);
    assert!(matches!(Entry::read(&later), Written::Later));
}

#[test]
fn what_is_noted_on_the_way_never_needs_more_room() {
    let units = |text: &str| text.encode_utf16().count();
    let mut one = entry();
    let mut text = one.to_text(None);
    let room = units(&text);
    let mut note = |one: &Entry| {
        text = one.to_text(Some(&text));
        assert_eq!(units(&text), room, "{text}");
    };
    for tries in 0..12 {
        one.tries = 10_u32.saturating_pow(tries);
        one.before = Some("0123456789abcdef".to_owned());
        one.begin(one.at);
        note(&one);
        one.wait(Hold::Network, one.at, Some(86_400));
        note(&one);
        one.decided = true;
        note(&one);
    }
    one.stick();
    note(&one);
    one.refuse(Refusal::OwnerMustHandOver);
    note(&one);
}

#[test]
fn a_clock_that_is_put_back_makes_no_pause_longer() {
    let mut one = entry();
    let at = one.at;
    for (pause, back, left) in [
        // The clock goes on.
        (600, -100, 500),
        (600, 0, 600),
        // It is put back, by little and by much.
        (600, 60, 600),
        (600, 5 * 3_600, 600),
        (3, 86_000, 3),
        // What a service asked for is waited for, and no longer.
        (86_400, 20_000, 86_400),
    ] {
        one.begin(at);
        one.wait(Hold::Busy, at, Some(pause));
        let now = at.plus(-back);
        assert_eq!(one.heed_clock(now), back > 0, "{pause} {back}");
        assert_eq!(one.not_before.unwrap().since(now), left, "{pause} {back}");
        assert!(!one.heed_clock(now));
    }
}

#[test]
fn nothing_was_given_or_sent_after_now() {
    let mut one = entry();
    let (ahead, now) = (one.at, one.at.plus(-365 * 86_400));
    assert!(one.heed_clock(now));
    assert_eq!(one.at, now);
    one.begin(ahead);
    assert_eq!(one.may_have_arrived_at(), Some(ahead));
    assert!(one.heed_clock(now));
    assert_eq!(one.may_have_arrived_at(), Some(now));
    // What was sent once is sent the same again: when it was given stays.
    let given = one.at;
    assert!(one.heed_clock(now.plus(-9)));
    assert_eq!(one.at, given);
    // In doubt without ever having been sent from here.
    let mut other = entry();
    other.doubt();
    assert_eq!(other.may_have_arrived_at(), Some(ahead));
    assert!(other.heed_clock(now));
    assert_eq!(other.may_have_arrived_at(), Some(now));
}
