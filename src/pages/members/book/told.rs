//! What was told of a directory, by whatever page, and who is gone since.

use std::sync::Arc;

use crate::model::{Instant, Member, Seen};

/// What was told, and in which round of reading.
#[derive(Default)]
pub(super) struct Told {
    pub members: Vec<Arc<Member>>,
    rounds: Vec<u32>,
    seen: Seen,
    round: u32,
}

impl Told {
    /// As they were shown last, told of in no round yet.
    pub fn of(members: &[Arc<Member>]) -> Self {
        Self {
            seen: Seen::of(members),
            rounds: vec![0; members.len()],
            members: members.to_vec(),
            round: 0,
        }
    }

    /// The list is told of from its beginning again.
    pub fn begin(&mut self) {
        self.round += 1;
    }

    /// Whether anything is otherwise now.
    pub fn lay(&mut self, items: Vec<Member>) -> bool {
        let mut changed = false;
        for member in items {
            let place = self.seen.place(&self.members, &member.id);
            match place.and_then(|at| Some((self.members.get_mut(at)?, self.rounds.get_mut(at)?))) {
                Some((own, round)) => {
                    *round = self.round;
                    if **own != member {
                        *own = Arc::new(member);
                        changed = true;
                    }
                }
                None => {
                    self.members.push(Arc::new(member));
                    self.rounds.push(self.round);
                    self.seen.note(&self.members);
                    changed = true;
                }
            }
        }
        changed
    }

    /// Who was told of in earlier rounds was told of in this one, too.
    pub fn renew(&mut self) {
        let round = self.round;
        self.rounds.fill(round);
    }

    /// All pages have come: who was not told of is gone.
    pub fn end(&mut self) -> bool {
        let round = self.round;
        if self.rounds.iter().all(|own| *own == round) {
            return false;
        }
        let mut rounds = self.rounds.iter();
        self.members.retain(|_| rounds.next() == Some(&round));
        self.rounds = vec![round; self.members.len()];
        self.seen = Seen::of(&self.members);
        true
    }
}

/// Members without what a grant showed that is over; nothing where they are as they were.
pub(super) fn settled(members: &[Arc<Member>], now: Instant) -> Option<Vec<Arc<Member>>> {
    let is_over = |it: &Arc<Member>| it.request.as_ref().is_some_and(|it| it.is_over(now));
    if !members.iter().any(is_over) {
        return None;
    }
    let each = |it: &Arc<Member>| match is_over(it) {
        true => Arc::new(Member::clone(it).settled(now)),
        false => Arc::clone(it),
    };
    Some(members.iter().map(each).collect())
}
