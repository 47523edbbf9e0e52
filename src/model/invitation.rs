//! An invitation: a code that opens a community's door to whoever brings it.
//!
//! A code is made where the invitation is made, so that it can be shown and sent again without a network; what holds is
//! what the backend keeps under it.

use super::json::record;
use super::{CommunityId, Instant, Refusal, Role};

/// Fewest characters of a code: short of that it can be guessed.
pub const CODE_MIN: usize = 8;
/// Most characters of a code.
pub const CODE_MAX: usize = 64;

/// What a code lets one do, and how often it was used.
#[derive(Clone, Debug, PartialEq)]
pub struct Invitation {
    /// The code: letters and digits, `-` and `_` ([`CODE_MIN`] to [`CODE_MAX`] of them), so that it stands in an address as it is.
    pub code: String,
    /// Whose door it opens.
    pub community: CommunityId,
    /// As what one comes in; where somebody still looks or dues are to be paid, organisers give the role.
    pub role: Role,
    /// How many may come by it; as many as want to where there is none.
    pub uses: Option<u32>,
    /// How many have.
    pub used: u32,
    /// Until when it holds.
    pub until: Option<Instant>,
    /// Whether an organiser still looks at who comes by it; if not, nothing is asked.
    pub approval: bool,
    /// A word about it: where it hangs, for whom it is. For those who invite.
    pub note: String,
    /// Name of who made it.
    pub by: String,
    /// When it was made; set by the backend.
    pub made: Option<Instant>,
    /// When it was taken back.
    pub revoked: Option<Instant>,
}

record!(Invitation {
    code: needed,
    community: needed,
    role: needed,
    uses: sparse,
    used: sparse,
    until: sparse,
    approval: sparse,
    note: sparse,
    by: sparse,
    made: sparse,
    revoked: sparse,
});

impl Invitation {
    /// Whether it still opens the door.
    ///
    /// # Errors
    /// [`Refusal::CodeOver`] when it was taken back or its time has passed, [`Refusal::CodeUsedUp`] when as many have come as may.
    pub fn holds(&self, now: Instant) -> Result<(), Refusal> {
        if self.revoked.is_some() || self.until.is_some_and(|until| until <= now) {
            return Err(Refusal::CodeOver);
        }
        if self.uses.is_some_and(|uses| self.used >= uses) {
            return Err(Refusal::CodeUsedUp);
        }
        Ok(())
    }
}
