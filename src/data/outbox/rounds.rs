//! Sending what is due, one after another, each in a round of its own under the lock.

use std::cell::{Cell, RefCell};

use crate::{
    model::{Command, CommunityId, EventId, Subject},
    port::Lock,
    store::{Hold, Outbox},
};

use super::{
    super::{CommunityById, Data, EventById, Mine},
    Became, Told, queue,
};

impl Data {
    /// Sends what is due, and gives what came of each; see [`Data::tend_telling`].
    pub async fn tend(&self, lock: &dyn Lock, online: bool) -> Vec<Told> {
        let told = RefCell::new(Vec::new());
        let tell = |one| told.borrow_mut().push(one);
        self.tend_telling(lock, online, &tell).await;
        told.take()
    }

    /// Sends what is due, one after another, while no other tab does; tells what came of each as soon as that is known.
    /// Where there is no network, nothing is sent. What was told to somebody who has signed out meanwhile is told to nobody.
    pub async fn tend_telling(&self, lock: &dyn Lock, online: bool, tell: &dyn Fn(Told)) {
        let (turn, outbox) = (self.whose.turn(), self.outbox_now());
        let mut tried = Vec::new();
        let mut ended = Vec::new();
        while !outbox.all().is_empty() {
            let more = Cell::new(false);
            let told = RefCell::new(Vec::new());
            let round = async {
                if self.whose.turn() != turn {
                    return;
                }
                let shared = lock.is_shared(outbox.name());
                let _alone = (!shared).then(|| Alone::among(self, &outbox));
                let now = self.now();
                outbox.mend(&|| self.cache.make_room());
                queue::heed_clock(&outbox, now, shared);
                queue::annul(&outbox, &mut told.borrow_mut(), shared);
                if !online || self.is_signed_out() {
                    return;
                }
                self.lacks_room.set(!shared);
                let Some(entry) = queue::next(outbox.all(), now, &tried, shared) else {
                    return;
                };
                tried.push(entry.id.clone());
                let mut one = Told {
                    id: entry.id.clone(),
                    command: entry.command.clone(),
                    title: entry.title.clone(),
                    became: Became::SignIn,
                };
                one.became = self.send(&outbox, entry, turn).await;
                // Without a network, or without somebody who has signed in, the others fare no better.
                more.set(!matches!(
                    one.became,
                    Became::SignIn | Became::Waits(Hold::Network | Hold::SignIn)
                ));
                told.borrow_mut().push(one);
            };
            lock.hold(outbox.name(), Box::pin(round)).await;
            for one in told.take() {
                if self.whose.turn() != turn {
                    return;
                }
                if matches!(one.became, Became::Done(_) | Became::Refused(_)) {
                    ended.extend(stale_after(&one.command));
                }
                tell(one);
            }
            if !more.get() {
                break;
            }
        }
        outbox.leave_seat();
        let mut looked: Vec<Stale> = Vec::new();
        for stale in ended {
            if self.whose.turn() == turn && !looked.contains(&stale) {
                self.look_again(&stale).await;
                looked.push(stale);
            }
        }
    }

    /// Gives a command and sends what is due.
    pub async fn carry_out(&self, command: Command, lock: &dyn Lock, online: bool) -> Became {
        let Ok(id) = self.give(command.clone()) else {
            return Became::SignIn;
        };
        let told = self.tend(lock, online).await;
        let last = told.into_iter().rev().find(|told| told.id == id);
        last.map_or_else(|| self.became_of(&id, &command), |told| told.became)
    }

    async fn look_again(&self, stale: &Stale) {
        match stale {
            Stale::Community(id) => {
                let _later = self.fresh(&CommunityById(id.clone())).await;
            }
            Stale::Event(id) => {
                let _later = self.fresh(&EventById(id.clone())).await;
            }
            Stale::Mine => {
                let _later = self.fresh(&Mine).await;
            }
        }
    }
}

/// What is not as it was kept, after a command.
#[derive(PartialEq)]
enum Stale {
    Community(CommunityId),
    Event(EventId),
    Mine,
}

/// Seats, counts and those who carry it have changed with a command; a refusal often means that they had before. Of what
/// only organisers see the page that is open looks itself.
fn stale_after(command: &Command) -> Vec<Stale> {
    match (command, command.subject()) {
        (Command::HandOver { .. }, Subject::Person(id, _)) => {
            vec![Stale::Mine, Stale::Community(id)]
        }
        (_, Subject::SignUp(id) | Subject::Seat(id, _) | Subject::Event(id)) => {
            vec![Stale::Event(id)]
        }
        (Command::Appoint { .. } | Command::Remove { .. }, Subject::Person(id, _))
        | (_, Subject::Membership(id) | Subject::Community(id)) => vec![Stale::Community(id)],
        (
            _,
            Subject::Person(..)
            | Subject::Invitation(..)
            | Subject::Following(_)
            | Subject::Entry(_)
            | Subject::Contact(..)
            | Subject::Request(..)
            | Subject::Report(..),
        ) => Vec::new(),
    }
}

/// Storage has no room for others to be told what is sent: as long as this lives, what they do not know of stays so.
struct Alone<'a>(&'a Outbox);

impl<'a> Alone<'a> {
    fn among(data: &Data, outbox: &'a Outbox) -> Self {
        // For the next time.
        data.cache.make_room();
        outbox.keep_private(true);
        Self(outbox)
    }
}

impl Drop for Alone<'_> {
    fn drop(&mut self) {
        self.0.keep_private(false);
    }
}
