//! What comes next in the series of an event.

use crate::model::{Event, Instant, LocalTime, Rhythm, Zones, local_parts};

impl Event {
    /// The next starts of its series after it and after `now`, at most `n`, on the wall clock of its zone. None without a series, or
    /// where the rule has a COUNT: which of so many this one is, no event says.
    #[must_use]
    pub fn next_in_series(&self, zones: &dyn Zones, now: Instant, n: usize) -> Vec<Instant> {
        let rule = self.series.as_ref().filter(|rule| rule.count.is_none());
        let Some(rule) = rule else {
            return Vec::new();
        };
        let local = local_parts(zones, &self.zone, self.start);
        let rhythm = Rhythm {
            rule: rule.clone(),
            from: local.date(),
            start: LocalTime::of(local),
            end: None,
            zone: self.zone.clone(),
            except: Vec::new(),
            what: String::new(),
        };
        let after = self.start.max(now);
        let next = rhythm.next_after(zones, after, n);
        next.into_iter().map(|(start, _)| start).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::model::{
        Recurrence,
        testing::{Tz, at, event},
    };

    fn next(rule: &str, zone: &str, start: &str, now: &str) -> Vec<String> {
        let mut event = event("e-1", at(start));
        event.zone = zone.to_owned();
        event.series = Some(rule.parse::<Recurrence>().unwrap());
        let next = event.next_in_series(&Tz, at(now), 3);
        next.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_next_three_are_those_after_it_and_after_now() {
        let check = |now: &str, days: [&str; 3]| {
            let found = next(
                "FREQ=WEEKLY;BYDAY=TU,TH",
                "Asia/Shanghai",
                "2026-11-26T20:00:00+08:00",
                now,
            );
            assert_eq!(found, days.map(|day| format!("2026-{day}T12:00:00Z")));
        };
        check("2026-11-25T18:00:00+08:00", ["12-01", "12-03", "12-08"]);
        check("2026-12-03T19:59:59+08:00", ["12-03", "12-08", "12-10"]);
        check("2026-12-03T20:00:00+08:00", ["12-08", "12-10", "12-15"]);
    }

    #[test]
    fn they_are_on_the_wall_clock_of_the_place_when_summer_time_ends() {
        let found = next(
            "FREQ=WEEKLY",
            "Europe/Berlin",
            "2026-10-21T19:00:00+02:00",
            "2026-10-21T19:00:00+02:00",
        );
        let expected = [
            "2026-10-28T18:00:00Z",
            "2026-11-04T18:00:00Z",
            "2026-11-11T18:00:00Z",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn there_is_none_after_the_last_nor_where_it_is_not_known_which_is_the_last() {
        let now = "2026-11-26T20:00:00+08:00";
        let check = |rule: &str, n: usize| {
            assert_eq!(next(rule, "Asia/Shanghai", now, now).len(), n, "{rule}");
        };
        check("FREQ=WEEKLY;UNTIL=20261203", 1);
        check("FREQ=WEEKLY;UNTIL=20261126", 0);
        check("FREQ=WEEKLY;COUNT=10", 0);
        check("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", 0);
        // A zone that nobody knows is no error.
        assert_eq!(next("FREQ=WEEKLY", "Moon/Base", now, now).len(), 3);
    }
}
