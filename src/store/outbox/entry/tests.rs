use super::*;
use crate::model::Answers;

/// As the first version of the app wrote it. It has to be read for ever.
const OF_SCHEMA_1: &str = r#"{"schema":1,"number":7,"id":"5f0c7f8e-6a43-4a1e-9d2b-0d7c1b7f4f11","at":"2026-11-21T11:00:00Z","command":{"do":"sign-up","event":"e1","party":["小李"],"answers":{"why":"想来"}},"stage":"sending","tries":2,"not_before":"2026-11-21T11:05:00Z","hold":"busy","before":"0123456789abcdef","spare":"----"}"#;

fn entry() -> Entry {
    let command = Command::SignUp {
        event: "e1".into(),
        party: vec!["小李".to_owned()],
        answers: Answers::from([("why".to_owned(), "想来".to_owned())]),
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
    expected.wait(Hold::Busy, Instant::parse("2026-11-21T11:05:00Z"));
    expected.before = Some("0123456789abcdef".to_owned());
    assert_eq!(read(OF_SCHEMA_1), expected);
}

#[test]
fn what_is_written_is_read_again_in_every_stage() {
    let mut one = entry();
    let mut all = vec![one.clone()];
    one.begin();
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
    let later = OF_SCHEMA_1.replace(r#""schema":1"#, r#""schema":2"#);
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
        one.begin();
        note(&one);
        one.wait(Hold::Network, Some(one.at.plus(600)));
        note(&one);
        one.decided = true;
        note(&one);
    }
    one.stick();
    note(&one);
    one.refuse(Refusal::OwnerMustHandOver);
    note(&one);
}
