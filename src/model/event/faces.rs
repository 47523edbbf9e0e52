//! Who goes, as far as they want it known. By name stands only who has a seat and has agreed to be seen, and only before
//! those whom the tick names: who goes as well, and the members of the community that holds the event. How many of those who
//! go are in a community with the viewer is a number alone.

use crate::model::json::record;
use crate::model::{Instant, Membership, Person, SignUp, SignUpState};

/// Those who go.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Faces {
    /// Some of those who agreed to be seen, who are in a community with the viewer first; empty for whoever may not see them.
    /// Their entry is one of the directory of the community that holds the event, for who may see that.
    pub going: Vec<Person>,
    /// How many people with a seat are in a community of which the viewer is a member, the viewer not counted.
    pub known: u32,
}

impl Faces {
    /// So many are named at most.
    pub const MOST: usize = 12;

    /// Whether somebody may see who goes: with a seat, or as a member of the community that holds it.
    #[must_use]
    pub fn are_seen_by(own: &SignUp, membership: &Membership, now: Instant) -> bool {
        let has_seat = matches!(
            own.state,
            SignUpState::Confirmed { .. } | SignUpState::CheckedIn { .. }
        );
        has_seat || membership.role(now).is_some()
    }
}

record!(Faces {
    going: sparse,
    known: or(0),
});
