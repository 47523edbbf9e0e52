//! Trying all sides: what a visitor plays where nobody else is concerned.

use super::BackendError;

/// What a visitor of a data set in the page plays: three people in one place. Where each stands is their own; what one of
/// them does to a community is there for the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Persona {
    /// Knows nobody yet.
    #[default]
    Newcomer,
    /// In some communities.
    Member,
    /// Looks after communities: owner of one, deputy or admin of others, wherever somebody has knocked.
    Organiser,
}

impl Persona {
    /// All, from outside to inside.
    pub const ALL: [Self; 3] = [Self::Newcomer, Self::Member, Self::Organiser];

    /// The word for it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Newcomer => "newcomer",
            Self::Member => "member",
            Self::Organiser => "organiser",
        }
    }

    /// By its word; what is no word is a newcomer.
    #[must_use]
    pub fn of_word(word: &str) -> Self {
        match word {
            "member" => Self::Member,
            "organiser" => Self::Organiser,
            _ => Self::Newcomer,
        }
    }
}

/// Trying all sides, where nobody else is concerned.
pub trait Stage {
    /// Which part is played.
    fn plays(&self) -> Persona;
    /// Plays another.
    ///
    /// # Errors
    /// [`BackendError::NoRoom`]: it is as before.
    fn play(&self, persona: Persona) -> Result<(), BackendError>;
}
