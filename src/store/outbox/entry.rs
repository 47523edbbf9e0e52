//! One command on its way, and how far it is.

use crate::{
    model::{
        Command, CommandId, Envelope, Instant, Refusal, ToJson as _,
        json::{record, words},
    },
    port::{json_text, read_text},
};

/// The schema of an entry. A later version reads all earlier ones; see the tests for a text of each.
const SCHEMA: u32 = 1;
/// A new entry takes up so many characters more than it needs, and never gives them back before it ends, so that what is
/// noted while it is sent always has room.
const SPARE: usize = 160;

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
}

words!(Hold {
    Network = "network",
    Busy = "busy",
    SignIn = "sign-in",
    Room = "room",
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
    /// How far it is.
    pub stage: Stage,
    /// How often it was tried.
    pub tries: u32,
    /// Not to be sent again before.
    pub not_before: Option<Instant>,
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
}

record!(Entry {
    schema: needed,
    number: needed,
    id: needed,
    at: needed,
    command: needed,
    stage: needed,
    tries: usual,
    not_before: sparse,
    hold: sparse,
    refusal: sparse,
    before: sparse,
    decided: sparse,
    unkept: sparse,
});

/// What a text is.
pub(super) enum Written {
    /// An entry.
    Entry(Box<Entry>),
    /// An entry of a later version of the app, which alone can read it.
    Later,
    /// Cut off, or nothing of ours.
    Junk,
}

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
            stage: Stage::Queued,
            tries: 0,
            not_before: None,
            hold: None,
            refusal: None,
            before: None,
            decided: false,
            unkept: false,
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

    /// Whether it goes on by itself.
    #[must_use]
    pub const fn is_on_its_way(&self) -> bool {
        matches!(self.stage, Stage::Queued | Stage::Sending)
    }

    /// It is about to be sent: from now on it may have arrived.
    pub fn begin(&mut self) {
        self.stage = Stage::Sending;
        self.tries = self.tries.saturating_add(1);
        (self.hold, self.not_before) = (None, None);
        self.decided = false;
    }

    /// It waits, in the stage that it is in.
    pub fn wait(&mut self, hold: Hold, not_before: Option<Instant>) {
        self.hold = Some(hold);
        self.not_before = not_before;
    }

    /// It certainly was not carried out.
    pub fn was_not_done(&mut self) {
        self.stage = Stage::Queued;
        self.before = None;
    }

    /// Who held it in memory alone cannot know what others did with it: it may have been sent.
    pub(super) fn doubt(&mut self) {
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
        (self.not_before, self.hold, self.refusal) = (None, None, None);
    }

    /// It was refused.
    pub fn refuse(&mut self, refusal: Refusal) {
        self.stage = Stage::Refused;
        self.refusal = Some(refusal);
        (self.hold, self.not_before) = (None, None);
    }

    /// Nobody can tell whether it was carried out.
    pub fn stick(&mut self) {
        self.stage = Stage::Stuck;
        (self.hold, self.not_before) = (None, None);
    }

    pub(super) fn read(text: &str) -> Written {
        #[derive(Debug)]
        struct Age {
            schema: u32,
        }
        record!(Age { schema: needed });

        match read_text::<Age>(text) {
            Some(age) if age.schema > SCHEMA => Written::Later,
            Some(age) if age.schema == SCHEMA => match read_text(text) {
                Some(entry) => Written::Entry(Box::new(entry)),
                None => Written::Junk,
            },
            _ => Written::Junk,
        }
    }

    /// As it is written, in the place of what is written already.
    pub(super) fn to_text(&self, instead: Option<&str>) -> String {
        let mut value = self.to_json();
        if let Some(fields) = value.as_object_mut() {
            fields.remove("unkept");
        }
        let bare = json_text(&value);
        let wanted = instead.map_or(bare.len().saturating_add(SPARE), str::len);
        // What it takes to say that there is a spare.
        let spare = wanted.saturating_sub(bare.len().saturating_add(r#","spare":"""#.len()));
        if spare > 0
            && let Some(fields) = value.as_object_mut()
        {
            fields.insert("spare".to_owned(), "-".repeat(spare).into());
            return json_text(&value);
        }
        bare
    }
}

#[cfg(test)]
mod tests;
