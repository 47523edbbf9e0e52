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
    /// As what one comes in; where somebody still looks, or one waits for a place, organisers give the role.
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

/// Letters and digits that are not taken for one another.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

/// A code of twelve letters and digits, from a random UUID of version 4 (RFC 9562): 60 bits that nobody can guess.
#[must_use]
pub fn code_of(random: &str) -> String {
    let digits: Vec<u8> = random
        .chars()
        .filter_map(|digit| u8::try_from(digit.to_digit(16)?).ok())
        .collect();
    // The 13th digit says which version it is, and the 17th which variant: they are the same in all of them.
    let chance = digits
        .iter()
        .enumerate()
        .filter(|(at, _)| !matches!(at, 12 | 16))
        .map(|(_, digit)| *digit);
    let chance: Vec<u8> = chance.collect();
    let letter = |pair: &[u8]| {
        let number = pair
            .iter()
            .fold(0_usize, |all, digit| all << 4 | usize::from(*digit));
        LETTERS
            .get(number % LETTERS.len())
            .map(|it| char::from(*it))
    };
    chance.chunks(2).take(12).filter_map(letter).collect()
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_twelve_letters_that_a_backend_takes_and_another_of_another_chance() {
        let one = code_of("9f8b2c1e-77aa-4d3c-8e1f-00ff12ab34cd");
        assert_eq!(one.chars().count(), 12);
        assert!((CODE_MIN..=CODE_MAX).contains(&one.len()));
        assert!(one.bytes().all(|letter| LETTERS.contains(&letter)), "{one}");
        assert_ne!(one, code_of("9f8b2c1e-77aa-4d3c-8e1f-01ff12ab34cd"));
        assert_ne!(
            one,
            code_of("9e8b2c1e-77aa-4d3c-8e1f-00ff12ab34cd").as_str()
        );
    }
}
