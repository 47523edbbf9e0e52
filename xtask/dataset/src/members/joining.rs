//! Since when members are members: as the community's age and its count of newcomers say.

use chrono::NaiveDate;
use serde_json::Value;

use super::Home;
use crate::content::Source;
use crate::random::Random;

/// When the members of a community joined.
pub(crate) struct Since {
    /// Days since it was founded.
    pub(crate) age: i64,
    /// Days since it last met, when that is long ago: nobody joined after that.
    pub(crate) silent: i64,
    /// How many joined within 90 days.
    pub(crate) lately: usize,
}

/// The day from which the age of a community is counted that was founded on a date; later is right
/// too, only earlier would let members join before the founding.
const REFERENCE: (i32, u32, u32) = (2026, 11, 1);

const CLOCKS: [&str; 5] = ["08:15", "12:30", "18:50", "20:05", "21:40"];

/// The earlier in the directory the longer ago.
pub(super) fn joined(home: &Home<'_>, at: usize, random: &mut Random) -> String {
    let (since, many) = (&home.since, home.directory.size);
    let recent = many.saturating_sub(since.lately);
    // Of the `of` members between `from` and `to` days ago, this is the `nth`.
    let (from, to, nth, of) = if at < recent {
        let to = since.silent.max(91);
        ((since.age - 1).max(to), to, at, recent)
    } else {
        ((since.age - 1).clamp(1, 89), 1, at - recent, many - recent)
    };
    let (nth, of) = (nth as i64, of.max(1) as i64);
    let step = ((from - to) / of).max(1);
    let days = from - (from - to) * nth / of - random.below(step as usize) as i64;
    let clock = random.pick(&CLOCKS).copied().unwrap_or("20:05");
    format!("@-{}d {clock}", days.clamp(to, from))
}

pub(super) fn since(source: &Source) -> Since {
    let activity = |key| source.community.get("activity").and_then(|a| a.get(key));
    let text = |key| activity(key).and_then(Value::as_str).unwrap_or_default();
    let founded = text("founded");
    let age = days_ago(founded).unwrap_or_else(|| {
        let part = |range| {
            founded
                .get(range)
                .and_then(|s: &str| s.parse().ok())
                .unwrap_or(1)
        };
        let day = NaiveDate::from_ymd_opt(part(0..4) as i32, part(5..7), part(8..10));
        let (year, month, first) = REFERENCE;
        let reference = NaiveDate::from_ymd_opt(year, month, first);
        reference.zip(day).map_or(100, |(now, then)| {
            now.signed_duration_since(then).num_days()
        })
    });
    let lately = activity("joined_90d").and_then(Value::as_u64).unwrap_or(0) as usize;
    Since {
        age,
        silent: days_ago(text("last_met")).unwrap_or(0),
        lately,
    }
}

/// `@-41d 15:00` → 41.
fn days_ago(template: &str) -> Option<i64> {
    template.strip_prefix("@-")?.split_once('d')?.0.parse().ok()
}
