//! What holds for whatever people write.

use proptest::prelude::*;

use super::super::text::{Lines, escape, fold, plain};
use super::{calendar, entry, events, far, lines, one};
use crate::model::testing::event;
use crate::model::{Event, EventStatus, Venue};

/// Reads TEXT as the RFC says.
fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some('n' | 'N') => out.push('\n'),
                Some(c) => out.push(c),
                None => panic!("a lone backslash in {text:?}"),
            },
            ';' | ',' => panic!("{c} is not escaped in {text:?}"),
            c => out.push(c),
        }
    }
    out
}

/// Words, and what breaks files.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        3 => "[a-z ,;:\\\\\"]{0,12}",
        3 => "[一-龥，；]{0,30}",
        1 => "[👩‍👧🏳️‍🌈🇨🇳é]{0,8}",
        1 => Just("\r\n".to_owned()),
        1 => Just("\r\nEND:VCALENDAR\r\n".to_owned()),
        1 => "[\u{0}-\u{1f}\u{7f}-\u{9f}\u{2028}\u{2029}\u{feff}]{0,4}",
        1 => any::<String>(),
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn what_is_folded_unfolds_to_the_same(text in nasty()) {
        let mut folded = String::new();
        fold(&mut folded, &text);
        let same: String = text.chars().filter(|c| !c.is_control() || *c == '\t').collect();
        for line in folded.trim_end_matches("\r\n").split("\r\n") {
            prop_assert!(line.len() <= 75);
        }
        // (RFC 5545, section 3.1: a line break and the one blank after it.)
        let line = folded.strip_suffix("\r\n").unwrap().replace("\r\n ", "");
        prop_assert_eq!(line, same);
    }

    #[test]
    fn what_is_escaped_is_read_as_it_was(text in nasty()) {
        let said: String = text.replace("\r\n", "\n").chars().filter_map(|c| match c {
            '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
            '\n' | '\t' => Some(c),
            c if c.is_control() => None,
            c => Some(c),
        }).collect();
        prop_assert_eq!(unescape(&escape(&text)), said);
    }

    #[test]
    fn two_ids_never_become_one(a in nasty(), b in nasty()) {
        prop_assert_eq!(a == b, plain(&a) == plain(&b));
    }

    #[test]
    fn no_event_breaks_its_file(
        texts in [nasty(), nasty(), nasty(), nasty(), nasty(), nasty()],
        start in prop_oneof![Just(0_i64), -70_000_000_000_i64..300_000_000_000, any::<i64>()],
        lasts in prop_oneof![Just(0_i64), -100_000_i64..100_000, any::<i64>()],
        zone in prop_oneof![
            Just("Asia/Kolkata".to_owned()), Just("America/New_York".to_owned()), nasty()
        ],
        hidden: bool,
        cancelled: bool,
    ) {
        let [title, words, address, place, tag, id] = texts;
        let it = Event {
            title: title.clone(),
            end: Some(far(start.saturating_add(lasts))),
            zone,
            venue: Venue { address: address.clone(), address_hidden: hidden, ..Venue::default() },
            tags: vec![tag, place],
            status: if cancelled { EventStatus::Cancelled } else { EventStatus::Scheduled },
            ..event(&id, far(start))
        };
        let mut with = entry(&it);
        with.words = &words;
        let Some(file) = calendar().events(&[with]) else {
            // Only for years of more than four digits, with a day for the zone.
            prop_assert!(!(-62_135_500_000..253_402_200_000).contains(&start));
            return Ok(());
        };
        let all = lines(&file);
        let named = |line: &String| {
            let end = line.find([':', ';']).unwrap_or(0);
            end > 0 && line.bytes().take(end).all(|b| b.is_ascii_uppercase() || b == b'-')
        };
        prop_assert!(all.iter().all(named), "{all:#?}");
        for (begin, end) in [("BEGIN:VCALENDAR", "END:VCALENDAR"), ("BEGIN:VEVENT", "END:VEVENT")] {
            prop_assert_eq!(all.iter().filter(|l| *l == begin).count(), 1);
            prop_assert_eq!(all.iter().filter(|l| *l == end).count(), 1);
        }
        let event = events(&file).remove(0);
        prop_assert_eq!(unescape(one(&event, "SUMMARY")), unescape(&escape(title.trim())));
        if hidden {
            prop_assert_eq!(one(&event, "LOCATION"), "");
        }
    }
}

#[test]
fn a_long_line_is_cut_between_characters() {
    let mut lines = Lines::default();
    lines.text("SUMMARY", &"一".repeat(60));
    let text = lines.into_text();
    let pieces: Vec<&str> = text.split("\r\n").collect();
    // 8 octets of the name and 22 characters of three; then a blank and 24.
    assert_eq!(pieces[0].chars().count(), 8 + 22);
    assert_eq!(pieces[1].chars().count(), 1 + 24);
}
