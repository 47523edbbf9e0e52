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
mod named;
mod pace;
mod queue;
mod rounds;
mod sending;
mod unnamed;
mod wishes;

use crate::{
    model::{
        Command, CommandId, Outcome, Refusal, Viewer, found, membership_transition,
        sign_up_transition,
    },
    port::KvError,
    store::{Entry, Hold, Outbox, Stage},
};

pub(super) use pace::hash;

use super::{CommunityById, Data, EventById};

/// What came of a command.
#[derive(Clone, Debug, PartialEq)]
pub enum Became {
    /// The service has carried it out, and this is so now.
    Done(Outcome),
    /// A later command took it back before anything of it was sent.
    Annulled,
    /// It went out of the outbox in another tab, and things do not stand as it wanted: it was taken back or given up there.
    Dropped,
    /// It was refused. It stays in the outbox until the person was told; see [`Data::discard`].
    Refused(Refusal),
    /// Somebody has to sign in first, and then it goes on by itself.
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
    /// What the thing is called that it is about, where that was known when it was given.
    pub title: Option<String>,
    /// What came of it.
    pub became: Became,
}

/// Nobody has signed in, so nothing can be given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignInFirst;

impl Data {
    fn outbox_now(&self) -> Outbox {
        self.outbox_of(&self.whose.account())
    }

    fn outbox_of(&self, account: &str) -> Outbox {
        let (kv, held, random) = (
            self.ports.kv.clone(),
            self.held.clone(),
            self.ports.random.clone(),
        );
        Outbox::new(kv, held, random, self.backend.name(), account)
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
        self.give_later(command, None, String::new())
    }

    /// The same, about what is called so (empty: as is known of its thing).
    ///
    /// # Errors
    /// [`SignInFirst`]: nothing was written down.
    pub fn give_about(&self, command: Command, title: String) -> Result<CommandId, SignInFirst> {
        self.give_later(command, None, title)
    }

    /// The same, to be sent after so many seconds, in which it can be taken back as if it had not been given
    /// ([`Data::discard_unsent`]). Closing the page does not take it back. `title` is what it is about.
    ///
    /// # Errors
    /// [`SignInFirst`]: nothing was written down.
    pub fn give_after(
        &self,
        command: Command,
        seconds: u32,
        title: String,
    ) -> Result<CommandId, SignInFirst> {
        self.give_later(command, Some(seconds), title)
    }

    fn give_later(
        &self,
        command: Command,
        later: Option<u32>,
        title: String,
    ) -> Result<CommandId, SignInFirst> {
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
        let (now, id) = (self.now(), CommandId(self.ports.random.id()));
        let mut entry = Entry::new(outbox.next_number(now), id.clone(), now, command);
        if let Some((title, starts)) = self.named(&entry.command) {
            (entry.title, entry.starts) = (Some(title), starts);
        }
        if !title.is_empty() {
            entry.title = Some(title);
        }
        if let Some(seconds) = later {
            entry.wait(Hold::Undo, entry.at, Some(seconds));
        }
        // What storage has no room for is held by the page, and says so.
        let _unkept = outbox.put(&entry, &|| self.cache.make_room());
        // This one stands in the place of those that were refused.
        for refused in all.iter().filter(|entry| entry.stage == Stage::Refused) {
            outbox.remove(refused);
        }
        Ok(id)
    }

    /// Whether what waits is not sent because storage has no room to tell other tabs of it.
    #[must_use]
    pub fn lacks_room(&self) -> bool {
        self.lacks_room.get()
    }

    /// Why storage does not hold what only this page does: see [`Entry::unkept`].
    #[must_use]
    pub fn why_unkept(&self) -> KvError {
        match self.ports.kv.durable() {
            true => self.outbox_now().why_unkept(),
            false => KvError::Blocked,
        }
    }

    /// What came of a command that was given here, where nobody has told that ([`Data::tend_telling`]).
    #[must_use]
    pub fn became_of(&self, id: &CommandId, command: &Command) -> Became {
        let outbox = self.outbox_now();
        match outbox.get(id) {
            // Whoever gave it has signed out meanwhile: it waits for them.
            None if outbox.is_anothers(id) => Became::SignIn,
            // Another tab has sent it, or taken it out: where the viewer stands says which.
            None => match self.viewer_kept() {
                viewer if wishes::is_so(command, &viewer) => viewer
                    .standing(command.subject())
                    .map_or(Became::Dropped, Became::Done),
                _ => Became::Dropped,
            },
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
        let mut all = self.outbox();
        all.retain(Entry::is_on_its_way);
        let now = self.now();
        let due = all.into_iter().filter_map(|mut entry| {
            entry.heed_clock(now);
            entry.not_before
        });
        due.min()
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
        match command {
            Command::Follow { community } => {
                return Some(Outcome::Following(community.clone(), true));
            }
            Command::Unfollow { community } => {
                return Some(Outcome::Following(community.clone(), false));
            }
            Command::Found {
                community, charter, ..
            } => {
                let (_, owner) = found(charter, community, now).ok()?;
                return Some(Outcome::Membership(community.clone(), owner));
            }
            _ => {}
        }
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
}
