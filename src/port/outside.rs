//! Time and chance.

use crate::model::Instant;

/// Tells the time.
pub trait Clock {
    /// Now.
    fn now(&self) -> Instant;
}

/// Makes what nobody can guess.
pub trait Randomness {
    /// A new identity: a version 4 UUID (RFC 9562).
    fn id(&self) -> String;
}
