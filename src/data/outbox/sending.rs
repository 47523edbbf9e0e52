//! Sending one command, under the lock: what was known of it before decides what its answer means.
//!
//! An entry is *open* when an earlier sending of it may have arrived. Then nothing but the service's word for this very
//! command, or a look at where the viewer stands, says what came of it: "sign in", "too many" and "no" to the later
//! sending say nothing of the earlier one.

use std::cell::Cell;

use crate::{
    backend::BackendError,
    model::{Outcome, Refusal, Subject, Viewer},
    port::TransportError,
    store::{Entry, Hold, Outbox, Stage},
};

use super::{
    super::{Data, Mine, queries::Ask as _},
    Became, pace,
    wishes::{self, Proof},
};

/// After so many tries without any sense in the answers the person decides.
const SENSELESS: u32 = 8;
/// What is known of the viewer is old after so many seconds, where a later look is to be compared with it.
const OLD_S: i64 = 300;
/// A service that knows commands by their identity has to know them for so long, in seconds (docs/api.md).
const KNOWN_FOR_S: i64 = 86_400;

/// One sending.
struct Sending<'a> {
    data: &'a Data,
    outbox: &'a Outbox,
    turn: u32,
    /// Whether the service knows it by its identity.
    knows: bool,
    /// Whether the service says where the viewer stands with what it is about.
    tells: bool,
    /// Whether an earlier sending may have arrived.
    open: bool,
    entry: Entry,
}

impl Data {
    /// Sends one.
    pub(super) async fn send(&self, outbox: &Outbox, entry: Entry, turn: u32) -> Became {
        let idempotent = self.backend.capabilities().idempotent;
        // What says whether the service tells, and sends, comes with this.
        let code = self.backend.rest().await.map(|_| ());
        let mut one = Sending {
            data: self,
            outbox,
            turn,
            knows: idempotent
                && entry
                    .may_have_arrived_at()
                    .is_none_or(|at| self.now().since(at) < KNOWN_FOR_S),
            tells: wishes::is_of_viewer(&entry.command)
                && self.backend.tells(&entry.command.subject()),
            open: entry.stage == Stage::Sending,
            entry,
        };
        match code {
            Ok(()) => one.go().await,
            Err(error) => one.put_off(&error),
        }
    }
}

/// Where the viewer stands, or what becomes of the command that waited for it.
type Seen = Result<Viewer, Became>;

impl Sending<'_> {
    async fn go(mut self) -> Became {
        if self.open && !self.knows && !self.entry.decided {
            if !self.tells {
                return self.stick();
            }
            let viewer = match self.look().await {
                Ok(viewer) => viewer,
                Err(became) => return became,
            };
            match self.proof(&viewer) {
                Proof::Done => return self.done(None),
                Proof::Unknown => return self.stick(),
                Proof::NotDone => {
                    self.entry.was_not_done();
                    self.open = false;
                }
            }
        }
        if self.tells
            && (!self.open || self.entry.decided)
            && let Err(became) = self.note_standing().await
        {
            return became;
        }
        let (began, no_room) = (Cell::new(None), Cell::new(false));
        let begin = || {
            let (mut sent, now) = (self.entry.clone(), self.data.now());
            sent.begin(now);
            let is_ours = self.data.whose.turn() == self.turn;
            no_room.set(is_ours && self.write(&sent).is_err());
            began.set((is_ours && !no_room.get()).then_some(now));
            began.get().is_some()
        };
        let (data, envelope) = (self.data, self.entry.envelope());
        let mut answer = data.backend.perform(&envelope, &begin).await;
        if answer == Err(BackendError::NoRoom) && began.get().is_some() {
            data.cache.make_room();
            answer = data.backend.perform(&envelope, &begin).await;
        }
        let began = match (began.get(), no_room.get()) {
            (None, true) => {
                // Nobody would know after a crash that it was sent.
                self.entry.tries = self.entry.tries.saturating_add(1);
                return self.wait(Hold::Room, None);
            }
            (began, _) => began,
        };
        if began.is_none() && self.is_over() {
            return Became::SignIn;
        }
        let prior = self.entry.clone();
        match began {
            Some(at) => self.entry.begin(at),
            None => self.entry.tries = self.entry.tries.saturating_add(1),
        }
        let began = began.is_some();
        match answer {
            Ok(Outcome::Refused(refusal)) => {
                let is_certain = began && self.knows;
                self.refused(refusal, is_certain).await
            }
            Ok(outcome) => self.done(Some(outcome)),
            Err(error) => self.unanswered(&error, began, prior).await,
        }
    }

    /// Whether somebody else is looking by now.
    fn is_over(&self) -> bool {
        self.data.whose.turn() != self.turn
    }

    fn write(&self, entry: &Entry) -> Result<(), crate::port::KvError> {
        self.outbox.update(entry, &|| self.data.cache.make_room())
    }

    /// Looks where the viewer stands.
    async fn look(&mut self) -> Seen {
        let looked = self.data.ask(&Mine, &Mine.key()).await;
        if self.is_over() {
            return Err(Became::SignIn);
        }
        looked.map_err(|error| {
            self.entry.tries = self.entry.tries.saturating_add(1);
            self.put_off(&error)
        })
    }

    fn proof(&self, viewer: &Viewer) -> Proof {
        wishes::proof(&self.entry.command, self.entry.before.as_deref(), viewer)
    }

    /// Notes where the viewer stands, so that it can be told later whether the command arrived. Where the service
    /// knows it by its identity that is seldom needed, and nothing is asked for it.
    async fn note_standing(&mut self) -> Result<(), Became> {
        let kept = self.data.kept(&Mine);
        let is_new = |at| (0..OLD_S).contains(&self.data.now().since(at));
        let viewer = match kept.filter(|kept| self.knows || is_new(kept.at)) {
            Some(kept) => kept.data,
            None if self.knows => return Ok(()),
            None => self.look().await?,
        };
        let subject = self.entry.command.subject();
        self.entry.before = Some(wishes::standing(&viewer, subject));
        Ok(())
    }

    /// It was carried out: facts first, then the entry.
    fn done(&self, outcome: Option<Outcome>) -> Became {
        let (data, subject) = (self.data, self.entry.command.subject());
        let mut viewer = data.viewer_kept();
        let Some(outcome) = outcome.or_else(|| viewer.standing(subject.clone())) else {
            self.outbox.remove(&self.entry);
            return Became::Dropped;
        };
        // Unless somebody else is looking by now.
        if !self.is_over() {
            viewer.take_in(&outcome);
            data.done.set(data.done.get().wrapping_add(1));
            data.note_change();
            let _unkept = data.cache.put(&Mine.key(), &viewer, data.now(), None);
            data.lay_over_kept(&outcome);
            data.lay_in_directory(&self.entry.command);
            if let Subject::Membership(id) = subject {
                // Who has left sees no directory, nor any page or entry of it that was kept.
                data.forget_directory(&id);
            }
        }
        self.outbox.remove(&self.entry);
        Became::Done(outcome)
    }

    /// It was refused. That is not the end where an earlier sending may have arrived and the service need not mean this
    /// very command, or where it says no more than that it is so already.
    async fn refused(mut self, refusal: Refusal, is_certain: bool) -> Became {
        if let Some(outcome) = wishes::is_so_anyway(&self.entry.command, &refusal) {
            return self.done(Some(outcome));
        }
        // (What another page knows by heart too that one may send later, and have done.)
        let now = self.outbox.get(&self.entry.id);
        let is_scattered = self.entry.scattered || now.is_some_and(|now| now.scattered);
        let in_doubt = is_scattered || self.open && !is_certain;
        if in_doubt || wishes::is_moot(&refusal) {
            if !self.tells {
                if in_doubt {
                    return self.stick();
                }
            } else {
                match self.look().await {
                    Ok(viewer) if wishes::is_so(&self.entry.command, &viewer) => {
                        return self.done(None);
                    }
                    Ok(viewer)
                        if is_scattered || in_doubt && self.proof(&viewer) == Proof::Unknown =>
                    {
                        return self.stick();
                    }
                    Err(became) if in_doubt => return became,
                    Ok(_) | Err(_) => {}
                }
            }
        }
        self.entry.refuse(refusal.clone());
        if self.write(&self.entry).is_err() {
            // Fewer of the service's words have room at any rate.
            let words = "…".to_owned();
            self.entry.refuse(Refusal::Said { words });
            if self.write(&self.entry).is_err() {
                return Became::Waits(Hold::Room);
            }
        }
        Became::Refused(refusal)
    }

    /// There was no answer, or none that says what came of it.
    async fn unanswered(mut self, error: &BackendError, began: bool, prior: Entry) -> Became {
        let refusal = match error {
            BackendError::Forbidden { .. } => Some(Refusal::Forbidden),
            BackendError::NotFound => Some(Refusal::Gone),
            BackendError::NotOffered => Some(Refusal::NotOffered),
            _ => None,
        };
        // A service that knows it may say more of it the next time.
        let is_known = self.open && self.knows;
        if let Some(refusal) = refusal.filter(|_| !is_known) {
            return self.refused(refusal, false).await;
        }
        // These say that nothing was done, this time.
        let not_now = matches!(
            error,
            BackendError::Unauthenticated
                | BackendError::NoRoom
                | BackendError::Unavailable { status: 429, .. }
        );
        if began && not_now {
            let tries = self.entry.tries;
            self.entry = prior;
            self.entry.tries = tries;
        }
        self.put_off(error)
    }

    /// It waits, as long as the error says.
    fn put_off(&mut self, error: &BackendError) -> Became {
        match error {
            BackendError::Unauthenticated => {
                self.entry.wait(Hold::SignIn, self.data.now(), None);
                let _unkept = self.write(&self.entry);
                Became::SignIn
            }
            BackendError::NoRoom => self.wait(Hold::Room, None),
            BackendError::Unavailable { after, .. } => self.wait(Hold::Busy, *after),
            BackendError::Transport(TransportError::Network | TransportError::Timeout) => {
                self.wait(Hold::Network, None)
            }
            _ if self.entry.stage == Stage::Sending && self.entry.tries >= SENSELESS => {
                self.stick()
            }
            _ => self.wait(Hold::Busy, None),
        }
    }

    fn wait(&mut self, hold: Hold, wanted_s: Option<u32>) -> Became {
        let entry = &mut self.entry;
        let pause = pace::pause(&entry.id, entry.tries, wanted_s);
        entry.wait(hold, self.data.now(), Some(pause));
        let _unkept = self.write(&self.entry);
        Became::Waits(hold)
    }

    fn stick(&mut self) -> Became {
        self.entry.stick();
        let _unkept = self.write(&self.entry);
        Became::Stuck
    }
}
