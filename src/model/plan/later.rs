//! *This one and all later ones*: a change of one meeting of a series, carried to those that come after it.

use super::Plan;
use crate::model::{Event, EventId, Instant, Zones, local_parts, to_instant};

const WEEK_S: i64 = 7 * 86_400;

/// What the ids of meetings have in common that were planned together: `<id>`, `<id>-2` …
fn stem(id: &EventId) -> &str {
    let id = id.as_str();
    match id.rsplit_once('-') {
        Some((stem, n)) if !n.is_empty() && n.chars().all(|c| c.is_ascii_digit()) => stem,
        _ => id,
    }
}

/// What one says of the time of day: two rounds of one name, at seven in the morning and in the evening, are two series.
fn time_of_day(it: &Event, zones: &dyn Zones) -> chrono::NaiveTime {
    local_parts(zones, &it.zone, it.start).time()
}

impl Event {
    /// Whether another is a meeting of the same series: by the same rule, and planned together or called the same at the same time of
    /// day. A walk each Sunday is none of the readings on Mondays, whatever their ids have in common.
    #[must_use]
    pub fn shares_series(&self, other: &Self, zones: &dyn Zones) -> bool {
        let is_one = self.community == other.community && self.series.is_some();
        let is_told =
            other.title == self.title && time_of_day(self, zones) == time_of_day(other, zones);
        is_one && other.series == self.series && (stem(&self.id) == stem(&other.id) || is_told)
    }
}

impl Event {
    /// The same, weeks later: at least one, and as many that it is still to come; at the same hours on the wall clock of its place, as
    /// people mean it when summer time begins between.
    #[must_use]
    pub fn weeks_later(&self, now: Instant, zones: &dyn Zones) -> Self {
        let mut it = self.clone();
        let weeks = (now.since(self.start).max(0) / WEEK_S + 1).max(1);
        let by = chrono::TimeDelta::try_weeks(weeks).unwrap_or_default();
        let start = local_parts(zones, &self.zone, self.start) + by;
        it.start = to_instant(zones, &self.zone, start);
        let from_start = |at: Instant| it.start.plus(at.since(self.start));
        it.end = self.end.map(from_start);
        it.sign_up.opens = self.sign_up.opens.map(from_start);
        it.sign_up.closes = self.sign_up.closes.map(from_start);
        it
    }
}

impl Plan {
    /// What changes of a later meeting, when this changes of `this`: it is moved by as much on the wall clock of its place, and ends, opens
    /// and closes as far from its start.
    #[must_use]
    pub fn carried_to(&self, this: &Event, later: &Event, zones: &dyn Zones) -> Self {
        let after = self.applied(this);
        let mut plan = self.clone();
        let local = |zone: &str, at| local_parts(zones, zone, at);
        let by = local(&after.zone, after.start) - local(&this.zone, this.start);
        let start = to_instant(zones, &after.zone, local(&later.zone, later.start) + by);
        let from_start = |at: Instant| start.plus(at.since(after.start));
        // Pictures are of one meeting.
        plan.photos = None;
        plan.start = self.start.map(|_| start);
        plan.end = self.end.map(from_start);
        plan.opens = self.opens.map(from_start);
        plan.closes = self.closes.map(from_start);
        plan
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::{SHANGHAI, Tz, at, event};

    fn of_series(id: &str, start: &str, zone: &str) -> Event {
        let mut it = event(id, at(start));
        it.zone = zone.to_owned();
        it.title = "观星".to_owned();
        it.series = Some("FREQ=WEEKLY".parse().unwrap());
        it
    }

    #[test]
    fn later_ones_are_moved_by_as_much_on_the_wall_clock() {
        let berlin = "Europe/Berlin";
        let this = of_series("x", "2026-10-21T19:00:00+02:00", berlin);
        let later = of_series("x-2", "2026-10-28T19:00:00+01:00", berlin);
        let plan = Plan {
            title: Some("看月亮".to_owned()),
            photos: Some("https://example.org/photos".to_owned()),
            start: Some(at("2026-10-22T20:00:00+02:00")),
            end: Some(at("2026-10-22T21:30:00+02:00")),
            closes: Some(at("2026-10-22T12:00:00+02:00")),
            ..Plan::default()
        };
        let after = plan.carried_to(&this, &later, &Tz).applied(&later);
        assert_eq!(
            (after.title.as_str(), after.photos.as_str()),
            ("看月亮", "")
        );
        assert_eq!(after.start, at("2026-10-29T20:00:00+01:00"));
        assert_eq!(after.end, Some(at("2026-10-29T21:30:00+01:00")));
        assert_eq!(after.sign_up.closes, Some(at("2026-10-29T12:00:00+01:00")));
        let words = Plan {
            title: Some("月".to_owned()),
            ..Plan::default()
        };
        let after = words.carried_to(&this, &later, &Tz).applied(&later);
        assert_eq!((after.start, after.end), (later.start, later.end));
    }

    #[test]
    fn weeks_later_it_is_at_the_same_hour_and_still_to_come() {
        let mut one = of_series("x", "2027-03-08T19:00:00-05:00", "America/New_York");
        one.end = Some(at("2027-03-08T21:00:00-05:00"));
        one.sign_up.closes = Some(at("2027-03-07T19:00:00-05:00"));
        let check = |now: &str, start: &str| {
            let it = one.weeks_later(at(now), &Tz);
            assert_eq!(it.start, at(start), "{now}");
            let length = |of: &Event| of.end.unwrap().since(of.start);
            assert_eq!(length(&it), length(&one), "{now}");
            assert_eq!(it.start.since(it.sign_up.closes.unwrap()), 86_400, "{now}");
        };
        // Summer time begins on 14 March.
        check("2027-03-01T00:00:00-05:00", "2027-03-15T19:00:00-04:00");
        check("2027-03-08T20:00:00-05:00", "2027-03-15T19:00:00-04:00");
        check("2027-11-20T00:00:00-05:00", "2027-11-22T19:00:00-05:00");
    }

    #[test]
    fn a_series_is_known_by_how_it_was_planned_or_by_its_name_and_rule() {
        let check = |a: &str, b: &str, is: bool| {
            let one = of_series(a, "2026-11-27T20:00:00+08:00", SHANGHAI);
            let mut other = of_series(b, "2026-12-04T20:00:00+08:00", SHANGHAI);
            assert!(
                one.shares_series(&other, &Tz),
                "{a} {b}: the same name and rule"
            );
            other.title = "下棋".to_owned();
            assert_eq!(one.shares_series(&other, &Tz), is, "{a} {b}");
            other.series = Some("FREQ=MONTHLY;BYDAY=1SA".parse().unwrap());
            assert!(!one.shares_series(&other, &Tz), "{a} {b}: another rhythm");
            other.series = None;
            assert!(!one.shares_series(&other, &Tz), "{a} {b}: taken out of it");
        };
        check("x", "x-2", true);
        check("x-3", "x-2", true);
        check("x-3", "x", true);
        check("run-1", "walk-2", false);
        check("x", "y", false);
    }
}
