//! An entry as it is written down, and what is found there: of this version, of an earlier, of a later, or junk.

use crate::{
    model::{ToJson as _, json::record},
    port::{json_text, read_text},
};

use super::{Entry, Hold, SCHEMA};

/// A new entry takes up so many characters more than it needs, and never gives them back before it ends, so that what is
/// noted while it is sent always has room.
const SPARE: usize = 210;
/// What schema 1 did not say: it waits no longer than this from when the clock was put back, in seconds. A busy service may have
/// named a moment of its own.
const PAUSE_1_S: u32 = 600;
const PAUSE_1_BUSY_S: u32 = 86_400;

/// What a text is.
pub(in crate::store::outbox) enum Written {
    /// An entry.
    Entry(Box<Entry>),
    /// An entry of a later version of the app, which alone can read it.
    Later,
    /// Cut off, or nothing of ours.
    Junk,
}

impl Entry {
    pub(in crate::store::outbox) fn read(text: &str) -> Written {
        #[derive(Debug)]
        struct Age {
            schema: u32,
        }
        record!(Age { schema: needed });

        match read_text::<Age>(text) {
            Some(age) if age.schema > SCHEMA => Written::Later,
            Some(age) if age.schema > 0 => match read_text::<Self>(text) {
                Some(entry) => Written::Entry(Box::new(entry.migrated())),
                None => Written::Junk,
            },
            _ => Written::Junk,
        }
    }

    /// As this version has it.
    fn migrated(mut self) -> Self {
        if self.schema == 1 {
            // It did not say when it was first sent, nor for how long it was to wait.
            self.sent_at = self.may_have_arrived_at();
            let most = match self.hold {
                Some(Hold::Busy) => PAUSE_1_BUSY_S,
                _ => PAUSE_1_S,
            };
            self.pause = self.not_before.map(|_| most);
        }
        self.schema = SCHEMA;
        self
    }

    /// As it is written, in the place of what is written already.
    pub(in crate::store::outbox) fn to_text(&self, instead: Option<&str>) -> String {
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
