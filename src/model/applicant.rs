//! Who has knocked at a community, and who is in, as its organisers see them.

use super::json::{FromJson, Node, Record, Sink, record, words};
use super::{Instant, Membership, PersonId};

/// Somebody whom organisers look after: who waits for their word, for a place, has still to pay, or is in.
#[derive(Clone, Debug, PartialEq)]
pub struct Applicant {
    /// By what organisers name them to the backend.
    pub id: PersonId,
    /// Name; empty where the backend does not tell.
    pub name: String,
    /// Where they stand, with what they answered. In JSON beside the name.
    pub is: Membership,
    /// What was between them and the community before, oldest first.
    pub history: Vec<Past>,
}

/// Something that was.
#[derive(Clone, Debug, PartialEq)]
pub struct Past {
    /// When.
    pub at: Instant,
    /// What.
    pub what: PastKind,
    /// Why, where a reason was given.
    pub reason: String,
}

/// What can have been between somebody and a community.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PastKind {
    /// They knocked.
    Applied,
    /// They came in.
    Joined,
    /// They took their application back.
    Withdrew,
    /// They left.
    Left,
    /// They were turned away.
    Rejected,
    /// They were put out.
    Removed,
    /// They did not renew.
    Expired,
}

words!(PastKind {
    Applied = "applied",
    Joined = "joined",
    Withdrew = "withdrew",
    Left = "left",
    Rejected = "rejected",
    Removed = "removed",
    Expired = "expired",
});

record!(Past {
    at: needed,
    what: needed,
    reason: sparse,
});

impl FromJson for Applicant {
    fn read(node: &Node<'_>) -> Self {
        node.is_object();
        Self {
            id: node.needed("id"),
            name: node.usual("name"),
            is: Membership::read(node),
            history: node.usual("history"),
        }
    }
}

impl Record for Applicant {
    fn fields<S: Sink>(&self, sink: &mut S) {
        sink.put("id", &self.id);
        sink.sparse("name", &self.name);
        self.is.fields(sink);
        sink.sparse("history", &self.history);
    }
}

record!(@written Applicant);
