//! Which stage a community is in, case by case.

use proptest::prelude::*;

use super::{Stage, stage};
use crate::model::testing::{SHANGHAI, community, days, now};
use crate::model::time::parse_date;
use crate::model::{Community, LocalTime, Rhythm};

/// A community that meets by a rule. Days before now; `None` means that it is not told.
struct Life {
    rule: &'static str,
    founded: Option<i64>,
    met: Option<i64>,
    met_90d: u32,
    joined_90d: u32,
}

const WEEKLY: &str = "FREQ=WEEKLY;BYDAY=FR";
const MONTHLY: &str = "FREQ=MONTHLY;BYMONTHDAY=25";
const YEARLY: &str = "FREQ=YEARLY;BYMONTH=4;BYDAY=1SA";
const NO_RULE: &str = "";

fn rhythm(rule: &str) -> Rhythm {
    Rhythm {
        rule: rule.parse().unwrap(),
        from: parse_date("2020-01-03").unwrap(),
        start: LocalTime::new(20, 0).unwrap(),
        end: None,
        zone: SHANGHAI.to_owned(),
        except: Vec::new(),
        what: String::new(),
    }
}

fn community_of(life: &Life) -> Community {
    let mut it = community("c");
    it.members = 40;
    it.rhythm = life.rule.split_whitespace().map(rhythm).collect();
    it.activity.founded = life.founded.map(|ago| days(now(), -ago));
    it.activity.last_met = life.met.map(|ago| days(now(), -ago));
    it.activity.met_90d = life.met_90d;
    it.activity.joined_90d = life.joined_90d;
    it
}

#[test]
fn the_stage_follows_from_what_happened() {
    let check = |rule, founded, met, met_90d, joined_90d, expected: Option<Stage>| {
        let life = Life {
            rule,
            founded,
            met,
            met_90d,
            joined_90d,
        };
        let found = stage(&community_of(&life), now());
        assert_eq!(
            found, expected,
            "{rule} {founded:?} {met:?} {met_90d} {joined_90d}"
        );
    };
    let old = Some(900);
    let sprouting = Some(Stage::Sprouting);
    let growing = Some(Stage::Growing);
    let lively = Some(Stage::Lively);
    let fading = Some(Stage::Fading);
    let dormant = Some(Stage::Dormant);

    // Nothing is told: nothing is said.
    check(WEEKLY, None, None, 0, 0, None);
    check(NO_RULE, None, None, 0, 9, None);
    check(WEEKLY, None, None, 12, 0, lively);
    check(WEEKLY, None, Some(3), 0, 0, lively);

    // Weekly: fading after a month, dormant after a season.
    check(WEEKLY, old, Some(0), 12, 0, lively);
    check(WEEKLY, old, Some(7), 12, 2, lively);
    check(WEEKLY, old, Some(30), 8, 0, lively);
    check(WEEKLY, old, Some(31), 8, 0, fading);
    check(WEEKLY, old, Some(90), 0, 0, fading);
    check(WEEKLY, old, Some(91), 0, 0, dormant);
    check(WEEKLY, old, Some(700), 0, 30, dormant);
    // It meets, but hardly ever.
    check(WEEKLY, old, Some(7), 5, 0, lively);
    check(WEEKLY, old, Some(7), 4, 0, fading);
    // Not counted by the backend is no evidence.
    check(WEEKLY, old, Some(7), 0, 0, lively);

    // Monthly: two missed, five missed.
    check(MONTHLY, old, Some(33), 3, 0, lively);
    check(MONTHLY, old, Some(75), 1, 0, lively);
    check(MONTHLY, old, Some(77), 1, 0, fading);
    check(MONTHLY, old, Some(150), 0, 0, fading);
    check(MONTHLY, old, Some(153), 0, 0, dormant);

    // A yearly festival sleeps between two festivals and is not dormant.
    check(YEARLY, old, Some(120), 0, 0, lively);
    check(YEARLY, old, Some(364), 0, 0, lively);
    check(YEARLY, old, Some(430), 0, 0, fading);
    check(YEARLY, old, Some(550), 0, 0, dormant);

    // Without a rhythm, as if monthly.
    check(NO_RULE, old, Some(40), 2, 0, lively);
    check(NO_RULE, old, Some(76), 1, 0, fading);
    check(NO_RULE, old, Some(151), 0, 0, dormant);

    // Several rhythms count together: the yearly one does not excuse the weekly one.
    check("FREQ=WEEKLY FREQ=YEARLY", old, Some(95), 0, 0, dormant);
    // A rhythm that has ended does not count while another goes on; alone it does.
    check(
        "FREQ=WEEKLY;UNTIL=20260101 FREQ=YEARLY",
        old,
        Some(200),
        0,
        0,
        lively,
    );
    check(
        "FREQ=WEEKLY;COUNT=10 FREQ=YEARLY",
        old,
        Some(200),
        0,
        0,
        lively,
    );
    check("FREQ=WEEKLY;UNTIL=20260101", old, Some(95), 0, 0, dormant);

    // Growing: at least three, and 15 in a hundred, of 40.
    check(WEEKLY, old, Some(3), 12, 5, lively);
    check(WEEKLY, old, Some(3), 12, 6, growing);
    check(WEEKLY, old, Some(60), 4, 20, fading);

    // Young, and never met.
    check(WEEKLY, Some(10), Some(3), 1, 40, sprouting);
    check(WEEKLY, Some(59), Some(40), 2, 40, sprouting);
    check(WEEKLY, Some(61), Some(3), 8, 40, growing);
    check(WEEKLY, Some(0), None, 0, 0, sprouting);
    check(WEEKLY, Some(59), None, 0, 0, sprouting);
    check(WEEKLY, Some(61), None, 0, 0, fading);
    check(WEEKLY, Some(91), None, 0, 0, dormant);
    check(YEARLY, Some(300), None, 0, 0, sprouting);
    check(NO_RULE, Some(70), None, 0, 0, sprouting);
    check(NO_RULE, Some(80), None, 0, 0, fading);
    // By a clock that goes wrong.
    check(WEEKLY, Some(-1), None, 0, 0, sprouting);
    check(WEEKLY, old, Some(-5), 12, 0, lively);
}

#[test]
fn few_newcomers_do_not_make_a_small_group_grow() {
    let check = |members: u32, joined_90d: u32, expected: Stage| {
        let life = Life {
            rule: WEEKLY,
            founded: Some(900),
            met: Some(3),
            met_90d: 12,
            joined_90d,
        };
        let mut it = community_of(&life);
        it.members = members;
        assert_eq!(
            stage(&it, now()),
            Some(expected),
            "{joined_90d} of {members}"
        );
    };
    check(4, 2, Stage::Lively);
    check(4, 3, Stage::Growing);
    check(0, 3, Stage::Growing);
    check(21, 3, Stage::Lively);
    check(u32::MAX, u32::MAX, Stage::Growing);
}

#[test]
fn what_has_ended_is_closed_from_that_moment() {
    let life = Life {
        rule: WEEKLY,
        founded: Some(900),
        met: Some(3),
        met_90d: 12,
        joined_90d: 0,
    };
    let mut it = community_of(&life);
    it.activity.closed = Some(now().plus(1));
    assert_eq!(stage(&it, now()), Some(Stage::Lively));
    it.activity.closed = Some(now());
    assert_eq!(stage(&it, now()), Some(Stage::Closed));
}

#[test]
fn the_livelier_is_the_greater() {
    let order = [
        Stage::Closed,
        Stage::Dormant,
        Stage::Fading,
        Stage::Sprouting,
        Stage::Growing,
        Stage::Lively,
    ];
    assert!(order.is_sorted());
    let names: Vec<String> = order
        .iter()
        .map(|s| serde_json::to_string(s).unwrap())
        .collect();
    assert_eq!(
        names.join(" "),
        r#""closed" "dormant" "fading" "sprouting" "growing" "lively""#
    );
}

proptest! {
    /// Silence never makes a community livelier.
    #[test]
    fn silence_only_fades(
        rule in prop::sample::select(vec![WEEKLY, MONTHLY, YEARLY, NO_RULE]),
        met in 0_i64..1000,
        more in 0_i64..1000,
        joined_90d in 0_u32..20,
    ) {
        let at = |met| {
            let life = Life { rule, founded: Some(3000), met: Some(met), met_90d: 0, joined_90d };
            stage(&community_of(&life), now())
        };
        prop_assert!(at(met + more) <= at(met));
    }
}
