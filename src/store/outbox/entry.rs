//! One command on its way, and how far it is.

mod written;

use crate::model::{
    Command, CommandId, Envelope, Instant, Refusal,
    json::{record, words},
};

pub(super) use written::Written;

/// The schema of an entry. A later version reads all earlier ones; see the tests for a text of each.
const SCHEMA: u32 = 2;

/// How far a command is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Nothing of it was sent, or the service certainly did nothing.
    Queued,
    /// It was sent, and nobody knows whether it arrived. Also when the page was closed meanwhile.
    Sending,
    /// The service refused it; the person has not been told yet, or wants to correct it.
    Refused,
    /// Nobody can tell whether it was carried out: the person decides.
    Stuck,
}

words!(Stage {
    Queued = "queued",
    Sending = "sending",
    Refused = "refused",
    Stuck = "stuck",
});

/// Why a command waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// No network, or no answer.
    Network,
    /// The service cannot now.
    Busy,
    /// Somebody has to sign in.
    SignIn,
    /// There is no room to note that it is sent.
    Room,
    /// For some seconds it can be taken back.
    Undo,
}

words!(Hold {
    Network = "network",
    Busy = "busy",
    SignIn = "sign-in",
    Room = "room",
    Undo = "undo",
});

/// A command that was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    schema: u32,
    /// Its place in the order in which commands were given.
    pub number: u64,
    /// Its identity: the Idempotency-Key of its request, the same each time it is sent.
    pub id: CommandId,
    /// When it was given.
    pub at: Instant,
    /// What.
    pub command: Command,
    /// What the thing is called that it is about, where that was known: what is kept for reading again may go before.
    pub title: Option<String>,
    /// When that begins.
    pub starts: Option<Instant>,
    /// How far it is.
    pub stage: Stage,
    /// How often it was tried.
    pub tries: u32,
    /// When it was first sent, since it was last known not to have been carried out.
    pub sent_at: Option<Instant>,
    /// Not to be sent again before.
    pub not_before: Option<Instant>,
    /// So many seconds before that it began to wait.
    pub pause: Option<u32>,
    /// Why it waits.
    pub hold: Option<Hold>,
    /// Why it was refused.
    pub refusal: Option<Refusal>,
    /// Where the viewer stood when it was first sent, as a digest: told from where they stand later, it shows whether
    /// it arrived.
    pub before: Option<String>,
    /// The person wants it sent, though it may have arrived before.
    pub decided: bool,
    /// Held by this page alone: storage has no room for it, or there is none.
    pub unkept: bool,
    /// Storage lost it, and has not taken it again: other pages may know it by heart too, and cannot be told what becomes of
    /// it.
    pub scattered: bool,
}

record!(Entry {
    schema: needed,
    number: needed,
    id: needed,
    at: needed,
    command: needed,
    title: sparse,
    starts: sparse,
    stage: needed,
    tries: usual,
    sent_at: sparse,
    not_before: sparse,
    pause: sparse,
    hold: sparse,
    refusal: sparse,
    before: sparse,
    decided: sparse,
    unkept: sparse,
    scattered: sparse,
});

impl Entry {
    /// A command that was just given.
    #[must_use]
    pub fn new(number: u64, id: CommandId, at: Instant, command: Command) -> Self {
        Self {
            schema: SCHEMA,
            number,
            id,
            at,
            command,
            title: None,
            starts: None,
            stage: Stage::Queued,
            tries: 0,
            sent_at: None,
            not_before: None,
            pause: None,
            hold: None,
            refusal: None,
            before: None,
            decided: false,
            unkept: false,
            scattered: false,
        }
    }

    /// What is sent: the same each time.
    #[must_use]
    pub fn envelope(&self) -> Envelope {
        Envelope {
            id: self.id.clone(),
            at: self.at,
            command: self.command.clone(),
        }
    }

    /// Whether nothing of it can have arrived.
    #[must_use]
    pub fn is_unsent(&self) -> bool {
        self.stage == Stage::Queued
    }

    /// Whether no other page knows of it.
    #[must_use]
    pub const fn is_private(&self) -> bool {
        self.unkept && !self.scattered
    }

    /// Whether it goes on by itself.
    #[must_use]
    pub const fn is_on_its_way(&self) -> bool {
        matches!(self.stage, Stage::Queued | Stage::Sending)
    }

    /// It is about to be sent: from now on it may have arrived.
    pub fn begin(&mut self, now: Instant) {
        self.stage = Stage::Sending;
        self.tries = self.tries.saturating_add(1);
        self.sent_at.get_or_insert(now);
        self.go_on();
        self.decided = false;
    }

    /// It waits, in the stage that it is in, for so many seconds from now; for nobody knows how long without.
    pub fn wait(&mut self, hold: Hold, now: Instant, pause: Option<u32>) {
        self.hold = Some(hold);
        self.not_before = pause.map(|pause| now.plus(i64::from(pause)));
        self.pause = pause;
    }

    /// It waits for nothing.
    fn go_on(&mut self) {
        (self.hold, self.not_before, self.pause) = (None, None, None);
    }

    /// It certainly was not carried out.
    pub fn was_not_done(&mut self) {
        self.stage = Stage::Queued;
        (self.before, self.sent_at) = (None, None);
    }

    /// Where it may have arrived: not before that moment.
    #[must_use]
    pub fn may_have_arrived_at(&self) -> Option<Instant> {
        (!self.is_unsent()).then(|| self.sent_at.unwrap_or(self.at))
    }

    /// A clock that was put back makes what it showed before lie ahead. Nothing was given or sent after now, and nothing waits
    /// for longer than it was to wait when that was noted. Says whether anything was noted anew.
    pub fn heed_clock(&mut self, now: Instant) -> bool {
        let was = (self.at, self.sent_at, self.not_before);
        if self.may_have_arrived_at().is_some_and(|at| at > now) {
            self.sent_at = Some(now);
        }
        // (What was sent once is sent the same again.)
        if self.is_unsent() && self.tries == 0 {
            self.at = self.at.min(now);
        }
        if let (Some(at), Some(pause)) = (self.not_before, self.pause) {
            self.not_before = Some(at.min(now.plus(i64::from(pause))));
        }
        was != (self.at, self.sent_at, self.not_before)
    }

    /// Storage lost it. A page that did not know of it may have brought it about that all stands as before, so that proves
    /// nothing any more.
    pub(super) fn scatter(&mut self) {
        self.doubt();
        self.before = None;
        self.scattered = true;
    }

    /// Nobody here can know what others did with it: it may have been sent.
    pub fn doubt(&mut self) {
        if self.stage == Stage::Queued {
            self.stage = Stage::Sending;
        }
    }

    /// The person wants it sent now. One that may have arrived stays one of which that is so.
    pub fn send_again(&mut self) {
        match self.stage {
            Stage::Refused => self.was_not_done(),
            Stage::Stuck => (self.stage, self.decided) = (Stage::Sending, true),
            Stage::Queued | Stage::Sending => {}
        }
        self.go_on();
        self.refusal = None;
    }

    /// It was refused.
    pub fn refuse(&mut self, refusal: Refusal) {
        self.stage = Stage::Refused;
        self.refusal = Some(refusal);
        self.go_on();
    }

    /// Nobody can tell whether it was carried out.
    pub fn stick(&mut self) {
        self.stage = Stage::Stuck;
        self.go_on();
    }
}

#[cfg(test)]
mod tests;
