//! Seats and the queue for them.
//!
//! Invariants, for a fixed capacity: never more people are confirmed or offered a seat than there
//! are seats; who came first is served first; a party is neither split nor overtaken, so the head
//! of the queue that does not fit holds back those behind it; a newcomer never jumps the queue.
//! So a family of three is neither split nor starved: at the head of the queue it waits until three seats are free at once, and every
//! seat that comes free meanwhile is kept for it, however many smaller parties stand behind it or come new. What that costs
//! is that up to two seats stay empty until the third comes free; a host who does not want that promotes somebody by hand.
//! Lowering the capacity takes no seat away from anybody: it only lets nobody in until there is
//! room again. A party larger than the whole capacity can never be seated, and holds back nobody.

use serde::{Deserialize, Serialize};

use super::{Instant, Refusal};

/// Who holds and who waits for seats, in the order in which they came.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roster {
    /// Seats; `None` means as many as come.
    pub capacity: Option<u32>,
    /// Whether one can wait for a seat.
    pub waitlist: bool,
    /// Seconds for which a free seat is offered to the next; `None` gives it to them at once.
    pub offer_seconds: Option<i64>,
    /// In order of arrival.
    pub claims: Vec<Claim>,
}

/// One party.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Whose; at most one live claim each.
    pub id: String,
    /// How many people, at least 1.
    pub people: u32,
    /// Where it stands.
    pub state: ClaimState,
}

/// Where a claim stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum ClaimState {
    /// Has its seats.
    Confirmed,
    /// In the queue.
    Waiting,
    /// Seats are held for it until then.
    Offered {
        /// When the offer ends.
        until: Instant,
    },
    /// Let an offer pass.
    Lapsed,
    /// Given back.
    Cancelled,
}

impl ClaimState {
    const fn holds(self) -> bool {
        matches!(self, Self::Confirmed | Self::Offered { .. })
    }

    const fn lives(self) -> bool {
        matches!(self, Self::Confirmed | Self::Offered { .. } | Self::Waiting)
    }
}

impl Roster {
    /// People who are confirmed or offered a seat.
    #[must_use]
    pub fn held(&self) -> u32 {
        self.people(ClaimState::holds)
    }

    /// People in the queue.
    #[must_use]
    pub fn waiting(&self) -> u32 {
        self.people(|state| state == ClaimState::Waiting)
    }

    /// Place in the queue, from 1, counted in parties.
    #[must_use]
    pub fn position(&self, id: &str) -> Option<u32> {
        let mut queue = self
            .claims
            .iter()
            .filter(|c| c.state == ClaimState::Waiting);
        queue
            .position(|c| c.id == id)
            .and_then(|at| u32::try_from(at + 1).ok())
    }

    /// Somebody asks for seats.
    ///
    /// # Errors
    /// [`Refusal::Already`] with a live claim, [`Refusal::PartyTooLarge`] for more people than
    /// there are seats in all, [`Refusal::Full`] without a waitlist.
    pub fn admit(&mut self, id: &str, people: u32, now: Instant) -> Result<ClaimState, Refusal> {
        self.expire(now);
        if self.live(id).is_some() {
            return Err(Refusal::Already);
        }
        let people = people.max(1);
        if let Some(limit) = self.capacity.filter(|all| people > *all) {
            return Err(if limit == 0 {
                Refusal::Full
            } else {
                Refusal::PartyTooLarge { limit }
            });
        }
        let state = if self.next_waiting().is_none() && self.fits(people) {
            ClaimState::Confirmed
        } else if self.waitlist {
            ClaimState::Waiting
        } else {
            return Err(Refusal::Full);
        };
        self.claims.retain(|c| c.id != id);
        self.claims.push(Claim {
            id: id.to_owned(),
            people,
            state,
        });
        Ok(state)
    }

    /// Somebody gives their seats or their place back. Answers with those who move up.
    ///
    /// # Errors
    /// [`Refusal::NothingThere`] without a live claim.
    pub fn cancel(&mut self, id: &str, now: Instant) -> Result<Vec<String>, Refusal> {
        let claim = self.live(id).ok_or(Refusal::NothingThere)?;
        claim.state = ClaimState::Cancelled;
        Ok(self.expire(now))
    }

    /// A party grows or shrinks, and keeps its place. One that has seats grows only into free
    /// seats for which nobody waits. Answers with those who move up.
    ///
    /// # Errors
    /// [`Refusal::NothingThere`] without a live claim, [`Refusal::PartyTooLarge`] for more people
    /// than there are seats in all, [`Refusal::Full`] when it cannot grow: it stays as it is.
    pub fn resize(&mut self, id: &str, people: u32, now: Instant) -> Result<Vec<String>, Refusal> {
        let mut moved = self.expire(now);
        let people = people.max(1);
        let (capacity, queued, held) = (self.capacity, self.next_waiting().is_some(), self.held());
        let claim = self.live(id).ok_or(Refusal::NothingThere)?;
        if people > claim.people {
            if let Some(limit) = capacity.filter(|all| people > *all) {
                return Err(Refusal::PartyTooLarge { limit });
            }
            let more = people - claim.people;
            let room = capacity.is_none_or(|all| held.saturating_add(more) <= all);
            if claim.state.holds() && (queued || !room) {
                return Err(Refusal::Full);
            }
        }
        claim.people = people;
        moved.extend(self.promote(now));
        Ok(moved)
    }

    /// There are more seats, or fewer. Answers with those who move up.
    pub fn set_capacity(&mut self, capacity: Option<u32>, now: Instant) -> Vec<String> {
        self.capacity = capacity;
        self.expire(now)
    }

    /// Somebody takes the seats that were offered.
    ///
    /// # Errors
    /// [`Refusal::OfferExpired`] when it is too late, [`Refusal::Already`] when they have them,
    /// [`Refusal::NothingThere`] when nothing was offered.
    pub fn accept(&mut self, id: &str, now: Instant) -> Result<(), Refusal> {
        self.expire(now);
        let claim = self
            .claims
            .iter_mut()
            .find(|c| c.id == id)
            .ok_or(Refusal::NothingThere)?;
        match claim.state {
            ClaimState::Offered { .. } => {
                claim.state = ClaimState::Confirmed;
                Ok(())
            }
            ClaimState::Confirmed => Err(Refusal::Already),
            ClaimState::Lapsed => Err(Refusal::OfferExpired),
            ClaimState::Waiting | ClaimState::Cancelled => Err(Refusal::NothingThere),
        }
    }

    /// Offers that are over fall to the next. Answers with those who move up.
    pub fn expire(&mut self, now: Instant) -> Vec<String> {
        for claim in &mut self.claims {
            if matches!(claim.state, ClaimState::Offered { until } if until <= now) {
                claim.state = ClaimState::Lapsed;
            }
        }
        self.promote(now)
    }

    /// Seats that are free go to the head of the queue, as long as it fits.
    fn promote(&mut self, now: Instant) -> Vec<String> {
        let state = match self.offer_seconds {
            Some(seconds) => ClaimState::Offered {
                until: now.plus(seconds.max(1)),
            },
            None => ClaimState::Confirmed,
        };
        let mut moved = Vec::new();
        while let Some(head) = self.next_waiting().filter(|head| self.fits(head.people)) {
            let id = head.id.clone();
            let Some(claim) = self.live(&id) else { break };
            claim.state = state;
            moved.push(id);
        }
        moved
    }

    /// The head of the queue, those aside who could never be seated.
    fn next_waiting(&self) -> Option<&Claim> {
        let seatable = |c: &&Claim| self.capacity.is_none_or(|all| c.people <= all);
        self.claims
            .iter()
            .filter(|c| c.state == ClaimState::Waiting)
            .find(seatable)
    }

    fn fits(&self, people: u32) -> bool {
        self.capacity
            .is_none_or(|all| self.held().saturating_add(people) <= all)
    }

    fn live(&mut self, id: &str) -> Option<&mut Claim> {
        self.claims
            .iter_mut()
            .find(|c| c.id == id && c.state.lives())
    }

    fn people(&self, which: impl Fn(ClaimState) -> bool) -> u32 {
        let counted = self.claims.iter().filter(|c| which(c.state));
        counted.fold(0, |sum, c| sum.saturating_add(c.people))
    }
}

#[cfg(test)]
mod tests;
