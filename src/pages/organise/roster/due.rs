//! What is due with somebody who is in: dues that have not come, a term that ends, a term that has ended.

use crate::{
    i18n::{Clockface, T},
    model::{Instant, JoinPolicy, Membership},
};

const DAY_S: i64 = 86_400;

/// What is due.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Due {
    /// The dues of another term are to come.
    Pays {
        /// Since when.
        since: Instant,
    },
    /// The term ended, and they can still renew.
    Over {
        /// When.
        at: Instant,
        /// Until when they can; for ever where there is none.
        grace: Option<Instant>,
    },
    /// The term ends soon.
    Ends {
        /// When.
        at: Instant,
    },
}

/// From how many days before its end a term can be renewed; a month where the policy is not known.
fn renew_days(policy: Option<&JoinPolicy>) -> i64 {
    policy.map_or(30, JoinPolicy::renew_days)
}

/// What is due with somebody at a moment.
pub(super) fn due(is: &Membership, policy: Option<&JoinPolicy>, now: Instant) -> Option<Due> {
    match is.settled(now) {
        Membership::Member {
            paying: Some(since),
            ..
        } => Some(Due::Pays { since }),
        Membership::Member {
            until: Some(until), ..
        } if until <= now.plus(renew_days(policy).saturating_mul(DAY_S)) => {
            Some(Due::Ends { at: until })
        }
        Membership::Expired { at } => {
            let policy = policy.filter(|policy| policy.in_grace(at, now))?;
            let days = policy.grace.map(i64::from);
            let grace = days.map(|days| at.plus(days.saturating_mul(DAY_S)));
            Some(Due::Over { at, grace })
        }
        _ => None,
    }
}

impl Due {
    /// Where it stands among all that is due: what one can do something about comes first, then what is soonest.
    pub fn rank(&self) -> (u8, Instant) {
        match self {
            Self::Pays { since } => (0, *since),
            Self::Over { at, .. } => (1, *at),
            Self::Ends { at } => (2, *at),
        }
    }

    /// Whether it can be said that their dues have come.
    pub const fn can_pay(&self) -> bool {
        matches!(self, Self::Pays { .. })
    }

    /// In words.
    pub fn words(&self, t: T, face: Clockface<'_>) -> String {
        match self {
            Self::Pays { since } => t.org_due_pays(&t.day(*since, face)),
            Self::Over {
                grace: Some(until), ..
            } => t.org_due_grace(&t.day(*until, face)),
            Self::Over { at, grace: None } => t.org_due_over(&t.day(*at, face)),
            Self::Ends { at } => t.org_due_ends(&t.day(*at, face)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Role;

    #[test]
    fn what_is_due_by_state_and_day() {
        let now = Instant::from_unix(1_800_000_000);
        let day = |n: i64| now.plus(n * DAY_S);
        let is = |until: Option<i64>, paying: Option<i64>| Membership::Member {
            role: Role::Member,
            since: day(-400),
            until: until.map(day),
            rules: None,
            paying: paying.map(day),
        };
        let grace = |days| JoinPolicy {
            grace: days,
            ..JoinPolicy::default()
        };
        let check = |is: &Membership, days: Option<u32>, expected: Option<Due>| {
            assert_eq!(
                due(is, Some(&grace(days)), now),
                expected,
                "{is:?} {days:?}"
            );
        };
        check(&is(None, None), None, None);
        check(&is(Some(31), None), None, None);
        check(&is(Some(30), None), None, Some(Due::Ends { at: day(30) }));
        check(
            &is(Some(90), Some(-2)),
            None,
            Some(Due::Pays { since: day(-2) }),
        );
        let over = |days: Option<i64>| Due::Over {
            at: day(-5),
            grace: days.map(day),
        };
        check(&is(Some(-5), None), Some(14), Some(over(Some(9))));
        check(&is(Some(-5), None), None, Some(over(None)));
        check(&is(Some(-5), None), Some(5), None);
        check(
            &Membership::Expired { at: day(-5) },
            Some(14),
            Some(over(Some(9))),
        );
        check(&Membership::Left { at: day(-5) }, None, None);
    }
}
