//! What of a directory concerns one person alone: their own entry, who asks them, whom they do not want to meet, and what they
//! tell the organisers.

use super::{ContactRequest, Member};
use crate::model::json::{record, words};
use crate::model::{Instant, MemberId, ReportId};

/// What is the viewer's own in one community's directory.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MyEntry {
    /// Their entry; `None` where they stand in no directory there.
    pub entry: Option<Member>,
    /// Who asks them for what they show on request, and whom they show it: those that wait first, the newest first.
    pub requests: Vec<ContactRequest>,
    /// Whom they have blocked.
    pub blocked: Vec<Blocked>,
}

/// Somebody whom the viewer has blocked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocked {
    /// Their entry.
    pub id: MemberId,
    /// What they are called.
    pub name: String,
}

/// What a member tells the organisers of another. Who is reported does not see theirs.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Which.
    pub id: ReportId,
    /// Who is reported.
    pub member: MemberId,
    /// What they are called.
    pub name: String,
    /// What the one who reports is called; empty where the service does not tell.
    pub by: String,
    /// What for.
    pub reason: ReportReason,
    /// In words.
    pub text: String,
    /// When.
    pub at: Instant,
    /// When an organiser put it away.
    pub settled: Option<Instant>,
}

/// What somebody is reported for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportReason {
    /// They advertise.
    Spam,
    /// They are rude or threaten.
    Rude,
    /// They are not who they say they are.
    False,
    /// They pass on what is private.
    Privacy,
    /// Something else.
    Other,
}

impl ReportReason {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Spam,
        Self::Rude,
        Self::False,
        Self::Privacy,
        Self::Other,
    ];
}

record!(MyEntry {
    entry: sparse,
    requests: usual,
    blocked: usual,
});

record!(Blocked {
    id: needed,
    name: needed,
});

record!(Report {
    id: needed,
    member: needed,
    name: needed,
    by: sparse,
    reason: needed,
    text: sparse,
    at: needed,
    settled: sparse,
});

words!(ReportReason {
    Spam = "spam",
    Rude = "rude",
    False = "false",
    Privacy = "privacy",
    Other = "other",
});

impl Report {
    /// The longest text, in characters.
    pub const TEXT_MAX: usize = 1000;
}

impl MyEntry {
    /// As it is at a moment: grants that are over are gone.
    #[must_use]
    pub fn settled(mut self, now: Instant) -> Self {
        self.requests.retain(|request| !request.is_over(now));
        self
    }
}
