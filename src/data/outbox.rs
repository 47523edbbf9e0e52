//! Commands, sent surely: written down before the first byte is sent, then sent until the service has answered.
//!
//! - What was given is in the outbox until the service has answered or the person has decided; a crash at any point
//!   leaves it there.
//! - Nothing is carried out twice. What may have arrived is sent again only where the service knows it by its identity
//!   ([`Capabilities::idempotent`](crate::backend::Capabilities)), or where what it says of the viewer proves that it did
//!   not arrive. Where neither can be told, it is [`Stage::Stuck`] and the person decides.
//! - Commands about the same thing keep their order: a later one waits for an earlier one, unless that was refused. What
//!   takes back a command of which nothing was sent annuls it.
//! - One tab sends at a time. Nothing is sent for another account than the one that gave it.
//! - Facts first, then the entry: what a command brought is kept before its entry goes.

mod by_hand;
mod pace;
mod wishes;

use std::cell::{Cell, RefCell};

use crate::{
    backend::BackendError,
    model::{
        Command, CommandId, Outcome, Refusal, Subject, Viewer, membership_transition,
        sign_up_transition,
    },
    port::{Lock, TransportError},
    store::{Entry, Hold, Outbox, Stage},
};

use super::{CommunityById, Data, EventById, Mine, queries::Ask as _};
use wishes::{Annulled, Proof};

/// After so many tries with answers that make no sense the person decides.
const SENSELESS: u32 = 3;

/// What came of a command.
#[derive(Clone, Debug, PartialEq)]
pub enum Became {
    /// The service has carried it out, and this is so now.
    Done(Outcome),
    /// A later command took it back before anything of it was sent.
    Annulled,
    /// It was refused. It stays in the outbox until the person was told; see [`Data::discard`].
    Refused(Refusal),
    /// Somebody has to sign in first. It was certainly not carried out.
    SignIn,
    /// It waits, and goes on by itself.
    Waits(Hold),
    /// Nobody can tell whether it was carried out: the person decides.
    Stuck,
}

/// Of which command something is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Which.
    pub id: CommandId,
    /// What.
    pub command: Command,
    /// What came of it.
    pub became: Became,
}

/// Nobody has signed in, so nothing can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignInFirst;

impl Data {
    fn outbox_now(&self) -> Outbox {
        let account = self.whose.account();
        Outbox::new(
            self.ports.kv.clone(),
            self.page.clone(),
            self.backend.name(),
            &account,
        )
    }

    /// What waits, in the order in which it was given.
    #[must_use]
    pub fn outbox(&self) -> Vec<Entry> {
        self.outbox_now().all()
    }

    /// How many entries of the outbox cannot be read; they stay where they are.
    #[must_use]
    pub fn outbox_unreadable(&self) -> usize {
        self.outbox_now().unreadable()
    }

    /// Throws all that waits away: the person has said so.
    pub(super) fn forget_outbox(&self) {
        self.outbox_now().clear();
    }

    /// Accounts of this service whose commands wait on this device until they sign in again, and how many.
    #[must_use]
    pub fn others_wait(&self) -> Vec<(String, usize)> {
        let own = self.whose.account();
        let mut all = Outbox::accounts(&*self.ports.kv, self.backend.name());
        all.retain(|(account, _)| *account != own);
        all
    }

    /// Writes a command down, at once: from here on it is not lost. A double tap is one command.
    ///
    /// # Errors
    /// [`SignInFirst`]: nothing was written down.
    pub fn give(&self, command: Command) -> Result<CommandId, SignInFirst> {
        if self.is_signed_out() {
            return Err(SignInFirst);
        }
        let outbox = self.outbox_now();
        let mut all = outbox.all();
        let subject = command.subject();
        all.retain(|entry| entry.command.subject() == subject);
        if let Some(last) = all.last()
            && last.is_on_its_way()
            && last.command == command
        {
            return Ok(last.id.clone());
        }
        let id = CommandId(self.ports.random.id());
        let entry = Entry::new(outbox.next_number(), id.clone(), self.now(), command);
        // What storage has no room for is held by the page, and says so.
        let _unkept = outbox.put(&entry, &|| self.cache.make_room());
        // This one stands in the place of those that were refused.
        for refused in all.iter().filter(|entry| entry.stage == Stage::Refused) {
            outbox.remove(refused);
        }
        Ok(id)
    }

    /// Sends what is due, one after another, while no other tab does; gives what came of each. Where there is no
    /// network, nothing is sent.
    pub async fn tend(&self, lock: &dyn Lock, online: bool) -> Vec<Told> {
        let (turn, outbox) = (self.whose.turn(), self.outbox_now());
        let told = RefCell::new(Vec::new());
        if outbox.all().is_empty() {
            return told.take();
        }
        loop {
            let more = Cell::new(false);
            let name = outbox.name();
            let step = async {
                if self.whose.turn() == turn {
                    annul(&outbox, &mut told.borrow_mut());
                    let next = match online && !self.is_signed_out() {
                        true => next(outbox.all(), self.now().unix()),
                        false => None,
                    };
                    if let Some(entry) = next {
                        more.set(true);
                        let (id, command) = (entry.id.clone(), entry.command.clone());
                        let became = self.send(&outbox, entry, turn).await;
                        // Whoever has to sign in does that once.
                        if became == Became::SignIn {
                            more.set(false);
                        }
                        told.borrow_mut().push(Told {
                            id,
                            command,
                            became,
                        });
                    }
                }
            };
            lock.hold(name, Box::pin(step)).await;
            if !more.get() {
                break;
            }
        }
        let told = told.take();
        if self.whose.turn() == turn {
            for one in &told {
                self.look_again(one).await;
            }
        }
        told
    }

    /// Gives a command and sends what is due.
    pub async fn carry_out(&self, command: Command, lock: &dyn Lock, online: bool) -> Became {
        let subject = command.subject();
        let Ok(id) = self.give(command) else {
            return Became::SignIn;
        };
        let told = self.tend(lock, online).await;
        self.became_of(&id, subject, &told)
    }

    /// What came of a command that was given here, after [`Data::tend`] has told what it knows.
    #[must_use]
    pub fn became_of(&self, id: &CommandId, subject: Subject, told: &[Told]) -> Became {
        if let Some(last) = told.iter().rev().find(|told| told.id == *id) {
            return last.became.clone();
        }
        match self.outbox_now().get(id) {
            // Another tab, or another turn of this one, has sent it.
            None => Became::Done(self.viewer_kept().standing(subject)),
            Some(entry) => match (entry.stage, entry.refusal) {
                (Stage::Refused, Some(refusal)) => Became::Refused(refusal),
                (Stage::Stuck, _) => Became::Stuck,
                _ => Became::Waits(entry.hold.unwrap_or(Hold::Network)),
            },
        }
    }

    /// When the next command is to be tried again; `None` when none waits for a moment.
    #[must_use]
    pub fn next_due(&self) -> Option<crate::model::Instant> {
        let all = self.outbox();
        let due = all.iter().filter(|entry| entry.is_on_its_way());
        due.filter_map(|entry| entry.not_before).min()
    }

    /// The person wants it sent now: one that waits, was refused, or of which nobody can tell whether it arrived.
    pub async fn send_again(&self, lock: &dyn Lock, id: &CommandId) {
        let outbox = self.outbox_now();
        let step = async {
            if let Some(mut entry) = outbox.get(id) {
                if !entry.is_on_its_way() {
                    entry.was_not_done();
                }
                (entry.not_before, entry.hold, entry.refusal) = (None, None, None);
                let _unkept = outbox.put(&entry, &|| self.cache.make_room());
            }
        };
        lock.hold(outbox.name(), Box::pin(step)).await;
    }

    /// Takes one out of the outbox: the person was told that it was refused, or wants it no more. One that is being
    /// sent is waited for.
    pub async fn discard(&self, lock: &dyn Lock, id: &CommandId) {
        let outbox = self.outbox_now();
        let step = async {
            if let Some(entry) = outbox.get(id) {
                outbox.remove(&entry);
            }
        };
        lock.hold(outbox.name(), Box::pin(step)).await;
    }

    /// What is known of the viewer, with what waits laid over it as the model expects it to come. Never kept.
    #[must_use]
    pub fn expected(&self, mut viewer: Viewer) -> Viewer {
        for entry in self.outbox() {
            if entry.is_on_its_way()
                && let Some(outcome) = self.expected_of(&entry.command, &viewer)
            {
                viewer.take_in(&outcome);
            }
        }
        viewer
    }

    fn expected_of(&self, command: &Command, viewer: &Viewer) -> Option<Outcome> {
        let now = self.now();
        if let Some((id, change)) = command.membership() {
            let community = self.kept(&CommunityById(id.clone()))?.data;
            let before = viewer.membership(id);
            let next = membership_transition(&before, &change, &community, now).ok()?;
            return Some(Outcome::Membership(id.clone(), next));
        }
        let (id, change) = command.sign_up()?;
        let event = self.kept(&EventById(id.clone()))?.data;
        let community = event.community.as_ref();
        let membership = community.map(|c| viewer.membership(c)).unwrap_or_default();
        let next = sign_up_transition(&viewer.sign_up(id), &change, &event, &membership, now);
        Some(Outcome::SignUp(id.clone(), next.ok()?))
    }

    /// Sends one.
    async fn send(&self, outbox: &Outbox, mut entry: Entry, turn: u32) -> Became {
        let keeps = |entry: &Entry| outbox.put(entry, &|| self.cache.make_room());
        let knows = self.backend.capabilities().idempotent;
        if !knows && entry.stage == Stage::Sending {
            let proof = match self.fresh(&Mine).await {
                Ok(viewer) if self.backend.tells(&entry.command.subject()) => {
                    wishes::proof(&entry.command, entry.before.as_ref(), &viewer)
                }
                Ok(_) => Proof::Unknown,
                Err(error) => return self.unanswered(outbox, entry, &error),
            };
            match proof {
                Proof::Done => return self.done(outbox, &entry, None, turn),
                Proof::NotDone => {}
                Proof::Unknown => {
                    entry.stick();
                    let _unkept = keeps(&entry);
                    return Became::Stuck;
                }
            }
        }
        if !knows && entry.before.is_none() {
            let viewer = match self.kept(&Mine) {
                Some(kept) => Ok(kept.data),
                None => self.fresh(&Mine).await,
            };
            match viewer {
                Ok(viewer) => {
                    entry.before = Some(wishes::standing(&viewer, entry.command.subject()));
                }
                Err(error) => return self.unanswered(outbox, entry, &error),
            }
        }
        let before = entry.clone();
        entry.begin();
        if keeps(&entry).is_err() && !knows {
            // Nobody would know after a crash that it was sent.
            entry = before;
            let at = pace::again(self.now(), &entry.id, entry.tries.saturating_add(1), None);
            entry.wait(Hold::Room, Some(at));
            let _unkept = keeps(&entry);
            return Became::Waits(Hold::Room);
        }
        if self.whose.turn() != turn {
            let _unkept = keeps(&before);
            return Became::SignIn;
        }
        let envelope = entry.envelope();
        let mut answer = self.backend.carry_out(&envelope).await;
        if answer == Err(BackendError::NoRoom) {
            self.cache.make_room();
            answer = self.backend.carry_out(&envelope).await;
        }
        match answer {
            Ok(Outcome::Refused(refusal)) => {
                // Perhaps by this very command, or by the same on another device.
                if wishes::is_moot(&refusal) && self.whose.turn() == turn {
                    match self.fresh(&Mine).await {
                        Ok(viewer) if wishes::is_so(&entry.command, &viewer) => {
                            return self.done(outbox, &entry, None, turn);
                        }
                        Ok(_) => {}
                        Err(error) => return self.unanswered(outbox, entry, &error),
                    }
                }
                entry.refuse(refusal.clone());
                let _unkept = keeps(&entry);
                Became::Refused(refusal)
            }
            Ok(outcome) => self.done(outbox, &entry, Some(outcome), turn),
            Err(error) => self.unanswered(outbox, entry, &error),
        }
    }

    /// It was carried out: facts first, then the entry.
    fn done(&self, outbox: &Outbox, entry: &Entry, outcome: Option<Outcome>, turn: u32) -> Became {
        let mut viewer = self.viewer_kept();
        let outcome = outcome.unwrap_or_else(|| viewer.standing(entry.command.subject()));
        // Unless somebody else is looking by now.
        if self.whose.turn() == turn {
            viewer.take_in(&outcome);
            self.done.set(self.done.get().wrapping_add(1));
            self.note_change();
            let _unkept = self.cache.put(&Mine.key(), &viewer, self.now(), None);
            if let Subject::Membership(id) = entry.command.subject() {
                // Who has left sees no directory, nor any page or entry of it that was kept.
                self.forget_directory(&id);
            }
        }
        outbox.remove(entry);
        Became::Done(outcome)
    }

    /// There was no answer, or none that says what came of it.
    fn unanswered(&self, outbox: &Outbox, mut entry: Entry, error: &BackendError) -> Became {
        let again =
            |entry: &Entry, wanted| Some(pace::again(self.now(), &entry.id, entry.tries, wanted));
        let became = match error {
            BackendError::Unauthenticated => {
                entry.was_not_done();
                entry.wait(Hold::SignIn, None);
                Became::SignIn
            }
            BackendError::Forbidden { .. } => refused(&mut entry, Refusal::Forbidden),
            BackendError::NotFound => refused(&mut entry, Refusal::Gone),
            BackendError::NotOffered => refused(&mut entry, Refusal::NotOffered),
            BackendError::NoRoom => {
                entry.was_not_done();
                let at = again(&entry, None);
                entry.wait(Hold::Room, at);
                Became::Waits(Hold::Room)
            }
            BackendError::Unavailable { status, after } => {
                // Too many requests: it did not even look at this one.
                if *status == 429 {
                    entry.was_not_done();
                }
                let at = again(&entry, *after);
                entry.wait(Hold::Busy, at);
                Became::Waits(Hold::Busy)
            }
            BackendError::Transport(TransportError::Network | TransportError::Timeout) => {
                let at = again(&entry, None);
                entry.wait(Hold::Network, at);
                Became::Waits(Hold::Network)
            }
            BackendError::Transport(_) | BackendError::Unreadable { .. }
                if entry.tries >= SENSELESS =>
            {
                entry.stick();
                Became::Stuck
            }
            BackendError::Transport(_) | BackendError::Unreadable { .. } => {
                let at = again(&entry, None);
                entry.wait(Hold::Busy, at);
                Became::Waits(Hold::Busy)
            }
        };
        let _unkept = outbox.put(&entry, &|| self.cache.make_room());
        became
    }

    /// Seats and counts have changed with it; a refusal often means that they had before.
    async fn look_again(&self, told: &Told) {
        if matches!(told.became, Became::Done(_) | Became::Refused(_)) {
            match told.command.subject() {
                Subject::Membership(id) => {
                    let _later = self.fresh(&CommunityById(id)).await;
                }
                Subject::SignUp(id) => {
                    let _later = self.fresh(&EventById(id)).await;
                }
            }
        }
    }
}

fn refused(entry: &mut Entry, refusal: Refusal) -> Became {
    entry.refuse(refusal.clone());
    Became::Refused(refusal)
}

/// The next one to be sent: the first about its thing that is due. One that was refused holds up nothing; one that is
/// stuck does.
fn next(all: Vec<Entry>, now: i64) -> Option<Entry> {
    let mut held: Vec<Subject> = Vec::new();
    for entry in all {
        let subject = entry.command.subject();
        if held.contains(&subject) || entry.stage == Stage::Refused {
            continue;
        }
        if entry.is_on_its_way() && pace::is_due(entry.not_before, now) {
            return Some(entry);
        }
        held.push(subject);
    }
    None
}

/// Takes out what was taken back before anything of it was sent: the earlier one first, since a cancelling that finds
/// nothing to cancel does no harm, and a sign-up without its cancelling does.
fn annul(outbox: &Outbox, told: &mut Vec<Told>) {
    let mut all = outbox.all();
    all.retain(Entry::is_on_its_way);
    let mut at = 0;
    while let Some(entry) = all.get(at) {
        let subject = entry.command.subject();
        let later = all.iter().skip(at.saturating_add(1));
        let later = later.into_iter().find(|e| e.command.subject() == subject);
        let Some(later) = later.filter(|_| entry.is_unsent()) else {
            at = at.saturating_add(1);
            continue;
        };
        let gone = match wishes::annulled(&entry.command, &later.command) {
            Annulled::Neither => {
                at = at.saturating_add(1);
                continue;
            }
            Annulled::Earlier => vec![entry.clone()],
            Annulled::Both => vec![entry.clone(), later.clone()],
        };
        for entry in gone {
            outbox.remove(&entry);
            all.retain(|other| other.id != entry.id);
            told.push(Told {
                id: entry.id,
                command: entry.command,
                became: Became::Annulled,
            });
        }
        at = 0;
    }
}
