//! When something about an event changes by itself, for whoever looks at it meanwhile.

use super::{Event, EventStatus};
use crate::model::Instant;

/// Turns further away than this are not waited for, in seconds: thirty days.
const FAR_S: i64 = 30 * 86_400;
/// Who has not signed up is told that it ends when it ends within this, in seconds: a day.
const SOON_S: i64 = 86_400;

impl Event {
    /// The next moment at which it is another matter: sign-up opens or closes, it begins or ends.
    #[must_use]
    pub fn next_turn(&self, now: Instant) -> Option<Instant> {
        let SignUps { opens, closes } = self.sign_ups();
        let turns = [opens, Some(closes), Some(self.start), Some(self.ends())];
        turns.into_iter().flatten().filter(|at| *at > now).min()
    }

    /// In how many seconds what is said of it has to be looked at again: each minute, each second in the last minute before
    /// its next turn (or `also`, if that comes first). `None` where nothing changes for long.
    #[must_use]
    pub fn next_look(&self, now: Instant, also: Option<Instant>) -> Option<u32> {
        let also = also.filter(|at| *at > now);
        let next = self.next_turn(now).into_iter().chain(also).min()?;
        let left = next.since(now);
        match left {
            ..=60 => Some(1),
            FAR_S.. => None,
            // When the number of minutes that are left becomes another.
            _ => u32::try_from((left - 1) % 60 + 1).ok(),
        }
    }

    /// When sign-up closes, if that is soon and before the start, and it is open.
    #[must_use]
    pub fn closes_soon(&self, now: Instant) -> Option<Instant> {
        let SignUps { opens, closes } = self.sign_ups();
        let is_open = self.status == EventStatus::Scheduled && opens.is_none_or(|at| at <= now);
        let left = closes.since(now);
        (is_open && closes < self.start && (1..=SOON_S).contains(&left)).then_some(closes)
    }

    fn sign_ups(&self) -> SignUps {
        let closes = self.sign_up.closes.unwrap_or(self.start);
        SignUps {
            opens: self.sign_up.opens,
            closes: closes.min(self.start),
        }
    }
}

/// When one can sign up.
struct SignUps {
    opens: Option<Instant>,
    closes: Instant,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::{at, event};

    fn told() -> Event {
        let start = at("2026-11-27T20:00:00+08:00");
        let mut event = event("e-1", start);
        event.end = Some(at("2026-11-27T21:30:00+08:00"));
        event.sign_up.opens = Some(at("2026-11-26T12:00:00+08:00"));
        event.sign_up.closes = Some(at("2026-11-27T18:00:00+08:00"));
        event
    }

    #[test]
    fn it_is_looked_at_each_minute_and_in_the_last_one_each_second() {
        let check = |now: &str, seconds: Option<u32>| {
            assert_eq!(told().next_look(at(now), None), seconds, "{now}");
        };
        check("2026-10-01T12:00:00+08:00", None);
        check("2026-11-26T11:00:00+08:00", Some(60));
        check("2026-11-26T11:00:20+08:00", Some(40));
        check("2026-11-26T11:58:59+08:00", Some(1));
        check("2026-11-26T11:59:00+08:00", Some(1));
        check("2026-11-26T11:59:59+08:00", Some(1));
        check("2026-11-26T12:00:00+08:00", Some(60));
        check("2026-11-27T21:29:59+08:00", Some(1));
        check("2026-11-27T21:30:00+08:00", None);
    }

    #[test]
    fn what_comes_first_is_waited_for() {
        let now = at("2026-11-27T18:30:10+08:00");
        let offer = at("2026-11-27T18:31:00+08:00");
        assert_eq!(told().next_look(now, None), Some(50));
        assert_eq!(told().next_look(now, Some(offer)), Some(1));
        let past = at("2026-11-27T18:30:00+08:00");
        assert_eq!(told().next_look(now, Some(past)), Some(50));
    }

    #[test]
    fn that_sign_up_closes_is_said_a_day_before_and_not_when_it_is_the_start() {
        let check = |event: &Event, now: &str, soon: bool| {
            assert_eq!(event.closes_soon(at(now)).is_some(), soon, "{now}");
        };
        check(&told(), "2026-11-26T11:59:00+08:00", false);
        check(&told(), "2026-11-26T17:59:59+08:00", false);
        check(&told(), "2026-11-26T18:00:00+08:00", true);
        check(&told(), "2026-11-27T17:59:59+08:00", true);
        check(&told(), "2026-11-27T18:00:00+08:00", false);
        let mut until_the_start = told();
        until_the_start.sign_up.closes = None;
        check(&until_the_start, "2026-11-27T17:59:59+08:00", false);
        let mut off = told();
        off.status = EventStatus::Cancelled;
        check(&off, "2026-11-27T17:59:59+08:00", false);
    }

    #[test]
    fn an_end_before_the_start_is_no_turn() {
        let mut event = told();
        event.end = Some(at("2026-11-27T19:00:00+08:00"));
        let begun = at("2026-11-27T20:10:00+08:00");
        assert_eq!(
            event.next_turn(begun),
            Some(at("2026-11-27T23:00:00+08:00"))
        );
    }
}
