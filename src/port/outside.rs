//! Time and chance.

use crate::model::Instant;

use super::LocalFuture;

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

/// Waits.
pub trait Timer {
    /// Comes back after so many milliseconds.
    fn wait(&self, ms: u32) -> LocalFuture<'_, ()>;
}

/// Knows when nobody waits for anything.
pub trait Idle {
    /// Does it when the page has nothing better to do: never within the call itself where that would hold up a frame.
    fn when_idle(&self, work: Box<dyn FnOnce()>);
}
