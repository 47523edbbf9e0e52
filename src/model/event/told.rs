//! When and where an event was when somebody signed up for it, so that they can be told that it is not so any more.

use crate::model::json::record;
use crate::model::{Event, Instant, SignUp, SignUpState};

/// When and where an event is, as it is told.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeAndPlace {
    /// When.
    pub start: Instant,
    /// On which clock.
    pub zone: String,
    /// What the place is called.
    pub place: String,
    /// Street and number; empty where they are told to those with a seat alone.
    pub address: String,
}

record!(TimeAndPlace {
    start: needed,
    zone: needed,
    place: sparse,
    address: sparse,
});

/// What is to be done about what somebody was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// Nothing.
    None,
    /// Keep how it is now.
    Keep,
    /// Say that it is not as it was.
    Say,
}

impl TimeAndPlace {
    /// Of an event.
    #[must_use]
    pub fn of(event: &Event) -> Self {
        let venue = &event.venue;
        Self {
            start: event.start,
            zone: event.zone.clone(),
            place: venue.area.place.clone(),
            address: match venue.address_hidden {
                true => String::new(),
                false => venue.address.clone(),
            },
        }
    }

    /// Whether it is at another time or place. An address that is told to some alone, or has come to be, is none.
    #[must_use]
    pub fn differs(&self, now: &Self) -> bool {
        let told = !self.address.is_empty() && !now.address.is_empty();
        self.start != now.start || self.place != now.place || told && self.address != now.address
    }

    /// What is to be done, when an event is so `now` and `before` was kept of it. Who gave the seat back is told nothing, and begins anew.
    #[must_use]
    pub fn notice(before: Option<&Self>, now: &Self, own: &SignUp) -> Notice {
        use SignUpState as S;
        let differs = before.is_some_and(|before| before.differs(now));
        match (&own.state, before) {
            (S::Cancelled { .. } | S::Rejected { .. }, Some(_)) if differs => Notice::Keep,
            (S::None | S::Cancelled { .. } | S::Rejected { .. }, _) => Notice::None,
            (S::CheckedIn { .. } | S::NoShow, _) => Notice::None,
            (_, None) => Notice::Keep,
            (_, Some(_)) if differs => Notice::Say,
            _ => Notice::None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::{event, now};

    fn at(hour: i64, place: &str, address: &str, hidden: bool) -> TimeAndPlace {
        let mut it = event("e", now().plus(hour * 3600));
        it.venue.area.place = place.to_owned();
        it.venue.address = address.to_owned();
        it.venue.address_hidden = hidden;
        TimeAndPlace::of(&it)
    }

    #[test]
    fn another_hour_another_place_and_another_address_differ_and_one_that_is_told_later_does_not() {
        let before = at(1, "桥头", "文一路 1 号", false);
        assert!(!before.differs(&before.clone()));
        assert!(before.differs(&at(2, "桥头", "文一路 1 号", false)));
        assert!(before.differs(&at(1, "桥尾", "文一路 1 号", false)));
        assert!(before.differs(&at(1, "桥头", "文一路 2 号", false)));
        assert!(!before.differs(&at(1, "桥头", "", false)));
        assert!(!before.differs(&at(1, "桥头", "文一路 2 号", true)));
        assert!(!at(1, "桥头", "", true).differs(&at(1, "桥头", "文一路 2 号", true)));
    }

    #[test]
    fn who_has_signed_up_is_told_until_they_have_read_it() {
        let (before, moved) = (at(1, "桥头", "", false), at(2, "桥头", "", false));
        let check = |state: SignUpState, kept: Option<&TimeAndPlace>, expected: Notice| {
            let own = SignUp {
                state,
                ..SignUp::default()
            };
            assert_eq!(TimeAndPlace::notice(kept, &moved, &own), expected);
        };
        let since = now();
        let waits = SignUpState::Waitlisted {
            since,
            position: None,
            offer_until: None,
        };
        check(SignUpState::None, Some(&before), Notice::None);
        check(SignUpState::Confirmed { since }, None, Notice::Keep);
        check(SignUpState::Confirmed { since }, Some(&before), Notice::Say);
        check(waits, Some(&before), Notice::Say);
        check(SignUpState::Confirmed { since }, Some(&moved), Notice::None);
        // Who signs up again has seen how it is now.
        let cancelled = SignUpState::Cancelled { at: since };
        check(cancelled, Some(&before), Notice::Keep);
        check(SignUpState::NoShow, Some(&before), Notice::None);
    }
}
