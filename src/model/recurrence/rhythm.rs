//! A rhythm on the wall clock: when it comes next, when it came last, how often it comes.

use chrono::NaiveDate;

use super::{Freq, Until};
use crate::model::time::{add_days, days_between};
use crate::model::{Community, Instant, Rhythm, Zones, local_date, to_instant};

/// Start and end of one meeting.
type Meeting = (Instant, Option<Instant>);

/// Days from which the mean interval is taken.
const SAMPLE: usize = 13;

impl Rhythm {
    /// The next meetings that begin after `now`, at most `n`.
    #[must_use]
    pub fn next_after(&self, zones: &dyn Zones, now: Instant, n: usize) -> Vec<Meeting> {
        let today = local_date(zones, &self.zone, now);
        self.meetings(zones, today)
            .filter(|(start, _)| *start > now)
            .take(n)
            .collect()
    }

    /// The last meeting that has begun by `now`.
    #[must_use]
    pub fn last_before(&self, zones: &dyn Zones, now: Instant) -> Option<Meeting> {
        let today = local_date(zones, &self.zone, now);
        // The period before today's may have been left out, or have no day: look further and
        // further back, at last from the first.
        let unit = match self.rule.freq {
            Freq::Daily => 1,
            Freq::Weekly => 7,
            Freq::Monthly => 31,
            Freq::Yearly => 366,
        };
        let step = unit * i64::from(self.rule.interval.max(1));
        let mut back = step;
        loop {
            let near = add_days(today, -back).max(self.from);
            let began = self
                .meetings(zones, near)
                .take_while(|(start, _)| *start <= now)
                .last();
            if began.is_some() || near == self.from {
                return began;
            }
            back = back.saturating_mul(4);
        }
    }

    /// Days from one meeting to the next, on average, ends and exceptions aside; `None` where it
    /// happens once.
    #[must_use]
    pub fn mean_days(&self) -> Option<f64> {
        if self.rule.count == Some(1) {
            return None;
        }
        let mut rule = self.rule.clone();
        (rule.count, rule.until) = (None, None);
        let days: Vec<NaiveDate> = rule.dates(self.from, &[]).take(SAMPLE).collect();
        let (first, last) = (days.first()?, days.last()?);
        let gaps = days.len().checked_sub(1).filter(|gaps| *gaps > 0)?;
        Some(days_between(*first, *last) as f64 / gaps as f64)
    }

    /// Whether it will come again after `now`; without a zone's help, so a day too long at most.
    pub(in crate::model) fn goes_on(&self, now: Instant) -> bool {
        let today = add_days(NaiveDate::default(), now.unix().div_euclid(86_400));
        match self.rule.until {
            _ if self.rule.count.is_some() => self
                .rule
                .dates(self.from, &[])
                .last()
                .is_some_and(|last| last >= today),
            Some(Until::Date(day)) => day >= today,
            Some(Until::Local(at)) => at.date() >= today,
            Some(Until::At(at)) => at >= now,
            None => true,
        }
    }

    /// Meetings in order from the period before that of `near` on.
    pub(in crate::model) fn meetings<'a>(
        &'a self,
        zones: &'a dyn Zones,
        near: NaiveDate,
    ) -> impl Iterator<Item = Meeting> + 'a {
        self.rule
            .days_from(self.from, near)
            .map(move |day| (day, to_instant(zones, &self.zone, self.start.on(day))))
            .take_while(move |(day, start)| match self.rule.until {
                None => true,
                Some(Until::Date(last)) => *day <= last,
                Some(Until::Local(last)) => self.start.on(*day) <= last,
                Some(Until::At(last)) => *start <= last,
            })
            .filter(|(day, _)| !self.except.contains(day))
            .map(move |(day, start)| (start, self.end_on(zones, day)))
    }

    fn end_on(&self, zones: &dyn Zones, day: NaiveDate) -> Option<Instant> {
        let end = self.end.filter(|end| *end != self.start)?;
        let day = if end < self.start {
            add_days(day, 1)
        } else {
            day
        };
        Some(to_instant(zones, &self.zone, end.on(day)))
    }
}

impl Community {
    /// The next meeting of all its rhythms, and which.
    #[must_use]
    pub fn next_meeting(
        &self,
        zones: &dyn Zones,
        now: Instant,
    ) -> Option<(Instant, Option<Instant>, &Rhythm)> {
        self.rhythm
            .iter()
            .filter_map(|rhythm| {
                let (start, end) = rhythm.next_after(zones, now, 1).first().copied()?;
                Some((start, end, rhythm))
            })
            .min_by_key(|(start, ..)| *start)
    }
}
