//! JSON is the contract: whatever the model holds is written and read back the same, and what a
//! backend may leave out is read as nothing.

use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::testing::{community, event, now};
use super::{
    Claim, ClaimState, Command, Community, Companion, Door, Envelope, Event, EventStatus,
    FaultKind, FieldFault, Form, Instant, LatLng, LocalTime, Member, MemberField, Membership,
    Outcome, Refusal, Rhythm, Role, Roster, Rules, SignUp, SignUpState, Stage, Viewer, Visibility,
    Who,
};

mod directory;
mod states;
mod strategies;

use directory::{any_member, my_entry, report};
use states::{applicant, command, membership, outcome, refusal, sign_up, viewer};
use strategies::{answers, any_community, any_event, instant};

fn round_trip<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(it: &T) {
    let json = serde_json::to_string(it).unwrap();
    let read = serde_json::from_str::<T>(&json).unwrap_or_else(|error| panic!("{error}: {json}"));
    assert_eq!(&read, it, "{json}");
    // The same through a tree of values, as the mapped backend makes it.
    let read = serde_json::from_value::<T>(serde_json::to_value(it).unwrap());
    assert_eq!(&read.unwrap(), it, "{json}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn communities(it in any_community()) {
        round_trip(&it);
    }

    #[test]
    fn events(it in any_event()) {
        round_trip(&it);
    }

    #[test]
    fn members(it in any_member(), mine in my_entry(), report in report()) {
        round_trip(&it);
        round_trip(&mine);
        round_trip(&report);
    }

    #[test]
    fn states(membership in membership(), sign_up in sign_up(), viewer in viewer()) {
        round_trip(&membership);
        round_trip(&sign_up);
        round_trip(&viewer);
    }

    #[test]
    fn commands_and_what_comes_of_them(
        command in command(),
        outcome in outcome(),
        refusal in refusal(),
        at in instant(),
        answers in answers(),
        applicant in applicant(),
    ) {
        round_trip(&applicant);
        round_trip(&command);
        round_trip(&Envelope { id: "1".into(), at, command });
        round_trip(&outcome);
        round_trip(&refusal);
        round_trip(&answers);
    }
}

#[test]
fn every_word_is_written_and_read() {
    for stage in [
        Stage::Closed,
        Stage::Dormant,
        Stage::Fading,
        Stage::Sprouting,
        Stage::Growing,
        Stage::Lively,
    ] {
        round_trip(&stage);
    }
    for state in [
        ClaimState::Confirmed,
        ClaimState::Waiting,
        ClaimState::Offered { until: now() },
        ClaimState::Lapsed,
        ClaimState::Cancelled,
    ] {
        let claim = Claim {
            id: "a".to_owned(),
            people: 2,
            state,
        };
        let (capacity, waitlist, offer_seconds) = (Some(5), true, Some(60));
        round_trip(&Roster {
            capacity,
            waitlist,
            offer_seconds,
            claims: vec![claim],
        });
    }
    round_trip(&MemberField::ALL.to_vec());
    round_trip(&LocalTime::new(7, 5));
}

#[test]
fn json_is_as_the_contract_says() {
    fn check<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(it: &T, json: &str) {
        assert_eq!(serde_json::to_string(it).unwrap(), json);
        assert_eq!(&serde_json::from_str::<T>(json).unwrap(), it, "{json}");
    }
    let since = now();
    check(&since, r#""2026-11-27T04:00:00Z""#);
    check(&LocalTime::new(20, 0).unwrap(), r#""20:00""#);
    check(
        &LatLng::new(30.25, 120.15).unwrap(),
        r#"{"lat":30.25,"lng":120.15}"#,
    );
    check(&Membership::None, r#"{"state":"none"}"#);
    check(
        &Membership::Left { at: since },
        r#"{"state":"left","at":"2026-11-27T04:00:00Z"}"#,
    );
    check(
        &Membership::Member {
            role: Role::Member,
            since,
            until: None,
            rules: None,
            paying: None,
        },
        r#"{"state":"member","since":"2026-11-27T04:00:00Z","role":"member"}"#,
    );
    check(&SignUp::default(), r#"{"state":"none"}"#);
    check(
        &SignUp {
            state: SignUpState::Waitlisted {
                since,
                position: Some(2),
                offer_until: None,
            },
            party: vec![Companion::named("小明")],
            ..SignUp::default()
        },
        r#"{"state":"waitlisted","since":"2026-11-27T04:00:00Z","position":2,"party":["小明"]}"#,
    );
    let child = Companion {
        child: true,
        ..Companion::named("妞妞")
    };
    check(
        &SignUp {
            party: vec![Companion::named("小明"), child],
            seen: true,
            feedback: "好".to_owned(),
            ..SignUp::default()
        },
        r#"{"state":"none","party":["小明",{"child":true,"name":"妞妞"}],"seen":true,"feedback":"好"}"#,
    );
    check(
        &Command::Leave {
            community: "c".into(),
        },
        r#"{"do":"leave","community":"c"}"#,
    );
    check(
        &Outcome::SignUp("e".into(), SignUp::default()),
        r#"{"sign-up":["e",{"state":"none"}]}"#,
    );
    check(
        &Outcome::Refused(Refusal::Full),
        r#"{"refused":{"why":"full"}}"#,
    );
    check(
        &Refusal::Invalid {
            faults: vec![FieldFault {
                key: "age".to_owned(),
                kind: FaultKind::TooLittle(3),
            }],
        },
        r#"{"why":"invalid","faults":[{"key":"age","kind":{"too-little":3}}]}"#,
    );
}

#[test]
fn what_is_left_out_is_nothing() {
    let small = r#"{"id":"c","name":"c","purpose":""}"#;
    assert_eq!(
        serde_json::from_str::<Community>(small).unwrap(),
        community("c")
    );
    let small =
        r#"{"id":"e","title":"e","start":"2026-11-27T12:00:00+08:00","zone":"Asia/Shanghai"}"#;
    let read: Event = serde_json::from_str(small).unwrap();
    assert_eq!(
        read,
        Event {
            end: None,
            ..event("e", now())
        }
    );
    let small = r#"{"id":"m","community":"c","name":"m","role":"member"}"#;
    assert!(serde_json::from_str::<Member>(small).is_ok());
    let small = r#"{"rule":"FREQ=DAILY","from":"2026-01-31","start":"7:00","zone":"UTC"}"#;
    assert!(serde_json::from_str::<Rhythm>(small).is_ok());
    assert_eq!(serde_json::from_str::<Form>("[]").unwrap(), Form::default());
    assert_eq!(
        serde_json::from_str::<Rules>("{}").unwrap(),
        Rules::default()
    );
    assert_eq!(
        serde_json::from_str::<Viewer>("{}").unwrap(),
        Viewer::default()
    );
}

#[test]
fn what_is_not_understood_is_an_error_in_words() {
    fn check<T: DeserializeOwned + std::fmt::Debug>(json: &str, expected: &str) {
        let error = serde_json::from_str::<T>(json).expect_err(json).to_string();
        assert!(error.contains(expected), "{json}: {error}");
    }
    check::<Instant>(r#""tomorrow""#, "`tomorrow` is no RFC 3339 date and time");
    check::<Instant>("1764216000", "expected");
    check::<LocalTime>(r#""25:00""#, "`25:00` is no time of day");
    check::<LatLng>(
        r#"{"lat":120,"lng":30}"#,
        "a position needs `lat` from -90 to 90",
    );
    check::<Rhythm>(
        r#"{"rule":"FREQ=DAILY","from":"2026-02-30","start":"7:00","zone":"UTC"}"#,
        "`2026-02-30` is no date",
    );
    check::<Door>(r#""ajar""#, "unknown variant `ajar`");
    check::<EventStatus>(r#""maybe""#, "unknown variant `maybe`");
    check::<Who>(r#""friends""#, "unknown variant `friends`");
    check::<Visibility>(r#""some""#, "unknown variant `some`");
    check::<Membership>(r#"{"state":"banned"}"#, "unknown variant `banned`");
    check::<SignUp>("{}", "missing field `state`");
    check::<Membership>(r#"{"status":"member"}"#, "missing field `state`");
    check::<Membership>(r#"{"state":"left"}"#, "missing field `at`");
    check::<SignUp>(r#"{"state":"confirmed"}"#, "missing field `since`");
}
