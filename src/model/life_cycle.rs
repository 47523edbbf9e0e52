//! Where a community stands in its life, derived from what happened, never from what it says.
//!
//! Silence is measured against the community's own rhythm: a run that meets twice a week and has
//! not met for two months is fading, a yearly festival that was held in spring is not.

use super::json::words;
use super::{Community, Instant};

/// A stage of life, the livelier the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    /// Ended for good.
    Closed,
    /// Silent for long; nobody should expect a meeting.
    Dormant,
    /// Meets much less than its rhythm says, or has missed some meetings.
    Fading,
    /// New, or about to meet for the first time.
    Sprouting,
    /// Meets, and many have come in lately.
    Growing,
    /// Meets as it says.
    Lively,
}

words!(Stage {
    Closed = "closed",
    Dormant = "dormant",
    Fading = "fading",
    Sprouting = "sprouting",
    Growing = "growing",
    Lively = "lively",
});

const DAY: i64 = 86_400;

/// Days for which a community counts as new.
const YOUNG: f64 = 60.0;

/// Days between meetings that a community without a rhythm is measured by: once a month.
const PACE_WITHOUT_RHYTHM: f64 = 30.0;

/// Fading after two and a half intervals, so that one missed meeting is nothing, but not within 30
/// days (holidays), and not later than 60 days after the meeting that did not come.
const FADING: Bounds = Bounds {
    intervals: 2.5,
    least: 30.0,
    late: 60.0,
};

/// Dormant after five intervals, but not within 90 days (a season), and not later than 180 days
/// after the meeting that did not come: the festival that was not held last year.
const DORMANT: Bounds = Bounds {
    intervals: 5.0,
    least: 90.0,
    late: 180.0,
};

/// Growing when at least three came in within 90 days and were at least this share of all.
const GROWING_NEWCOMERS: u32 = 3;
const GROWING_PERCENT: u64 = 15;

/// Fading when it met in the last 90 days, but less than a third of what its rhythm says.
const KEPT_SHARE: f64 = 1.0 / 3.0;

struct Bounds {
    intervals: f64,
    least: f64,
    late: f64,
}

impl Bounds {
    /// Days of silence that are too many at a pace of so many days.
    fn days(&self, pace: f64) -> f64 {
        (self.intervals * pace)
            .min(pace + self.late)
            .max(self.least)
    }
}

/// The stage at a moment; `None` where the backend tells nothing of what happens there, since any
/// word would be a guess.
#[must_use]
pub fn stage(community: &Community, now: Instant) -> Option<Stage> {
    let life = &community.activity;
    if life.closed.is_some_and(|closed| closed <= now) {
        return Some(Stage::Closed);
    }
    // Negative by a clock that goes wrong, which is as if it were now: no silence, no age.
    let days_since = |then: Instant| now.since(then) as f64 / DAY as f64;
    let age = life.founded.map(days_since);
    let Some(silence) = life.last_met.or(life.founded).map(days_since) else {
        return (life.met_90d > 0).then(|| by_counts(community, None, now));
    };
    let pace = pace(community, now);
    Some(if silence > DORMANT.days(pace) {
        Stage::Dormant
    } else if age.is_some_and(|age| age < YOUNG) {
        Stage::Sprouting
    } else if silence > FADING.days(pace) {
        Stage::Fading
    } else if life.last_met.is_none() {
        Stage::Sprouting
    } else {
        by_counts(community, age, now)
    })
}

/// For a community that is not silent: how well it meets, and how many come in.
fn by_counts(community: &Community, age: Option<f64>, now: Instant) -> Stage {
    let life = &community.activity;
    let expected = age.unwrap_or(90.0).min(90.0) / pace(community, now);
    // A backend that tells of the last meeting but does not count says 0: no evidence.
    let met = f64::from(life.met_90d);
    if met > 0.0 && met < expected * KEPT_SHARE {
        return Stage::Fading;
    }
    let joined = u64::from(life.joined_90d);
    let share = joined * 100 >= GROWING_PERCENT * u64::from(community.members.max(1));
    if life.joined_90d >= GROWING_NEWCOMERS && share {
        Stage::Growing
    } else {
        Stage::Lively
    }
}

/// Mean days between meetings over all rhythms together. Those that have ended count only when
/// none goes on.
fn pace(community: &Community, now: Instant) -> f64 {
    let per_day = |going: bool| -> f64 {
        let rhythms = community
            .rhythm
            .iter()
            .filter(|rhythm| !going || rhythm.goes_on(now));
        rhythms
            .filter_map(|rhythm| rhythm.mean_days())
            .map(|days| 1.0 / days.max(1.0))
            .sum()
    };
    let rate = Some(per_day(true))
        .filter(|rate| *rate > 0.0)
        .unwrap_or_else(|| per_day(false));
    if rate > 0.0 {
        1.0 / rate
    } else {
        PACE_WITHOUT_RHYTHM
    }
}

#[cfg(test)]
mod tests;
