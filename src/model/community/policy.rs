//! What a community's policy comes to: what it costs, for how long one is in, whether there is room, who looks.

use super::{Community, Door, DuesPeriod, JoinPolicy};
use crate::model::Instant;

impl JoinPolicy {
    /// Whether it costs anything.
    #[must_use]
    pub fn is_paid(&self) -> bool {
        self.dues.as_ref().is_some_and(|dues| dues.amount > 0)
    }

    /// For how many months one is in before one renews: the term, else the period of the dues.
    #[must_use]
    pub fn months(&self) -> Option<u32> {
        use DuesPeriod as P;

        let by_dues = || match self.dues.as_ref().filter(|_| self.is_paid())?.period {
            P::Once => None,
            P::Month => Some(1),
            P::Year => Some(12),
        };
        self.term.or_else(by_dues).filter(|months| *months > 0)
    }

    /// From how many days before its end a term can be renewed: a week for each of its months, a month at most.
    #[must_use]
    pub fn renew_days(&self) -> i64 {
        let most = 30;
        self.months().map_or(most, |n| (7 * i64::from(n)).min(most))
    }

    /// Whether who was not renewed at a moment still comes back without knocking.
    #[must_use]
    pub fn in_grace(&self, at: Instant, now: Instant) -> bool {
        let days = |days: u32| at.plus(i64::from(days) * 86_400);
        self.grace.is_none_or(|grace| now < days(grace))
    }
}

impl Community {
    /// Whether one has to agree to rules before one is in: asked to, and there are some.
    #[must_use]
    pub fn asks_consent(&self) -> bool {
        self.policy.consent && self.rules.version > 0
    }

    /// Whether there are as many members as there may be.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.policy.capacity.is_some_and(|all| self.members >= all)
    }

    /// Whether it has ended for good.
    #[must_use]
    pub fn has_ended(&self, now: Instant) -> bool {
        self.activity.closed.is_some_and(|closed| closed <= now)
    }

    /// Whether somebody looks at who knocks: the door says so, or a referral has to be checked.
    #[must_use]
    pub fn looks_at_applications(&self) -> bool {
        self.policy.door == Door::Approval
            || self
                .policy
                .referral
                .as_ref()
                .is_some_and(|referral| referral.count > 0)
    }
}
