//! Who has knocked at a community, as its organisers see them.

use super::json::{FromJson, Node, Record, Sink, record};
use super::{Membership, PersonId};

/// Somebody who waits for an organiser's word, for a place, or has still to pay.
#[derive(Clone, Debug, PartialEq)]
pub struct Applicant {
    /// By what organisers name them to the backend.
    pub id: PersonId,
    /// Name; empty where the backend does not tell.
    pub name: String,
    /// Where they stand, with what they answered. In JSON beside the name.
    pub is: Membership,
}

impl FromJson for Applicant {
    fn read(node: &Node<'_>) -> Self {
        node.is_object();
        Self {
            id: node.needed("id"),
            name: node.usual("name"),
            is: Membership::read(node),
        }
    }
}

impl Record for Applicant {
    fn fields<S: Sink>(&self, sink: &mut S) {
        sink.put("id", &self.id);
        sink.sparse("name", &self.name);
        self.is.fields(sink);
    }
}

record!(@written Applicant);
