//! One at a time, over all tabs of the site.

use super::LocalFuture;

/// Holds a lock while something is done.
pub trait Lock {
    /// Does the work while nobody else, in this tab or another, does any under the same name. Waits for its turn. Where
    /// whoever holds the lock dies, or what this gives is dropped, the next one gets it. The work may not ask for the
    /// same lock. A lock that is lost (see [`Lease`](super::Lease)) drops the work.
    fn hold<'a>(&'a self, name: &'a str, work: LocalFuture<'a, ()>) -> LocalFuture<'a, ()>;

    /// Asked by the work: whether other tabs keep to it too. No where storage has no room to tell them: then the work may
    /// touch nothing that they could know of.
    fn is_shared(&self, _name: &str) -> bool {
        true
    }
}

/// A lock within one page.
#[derive(Debug, Default)]
pub struct PageLock(super::Flights);

impl Lock for PageLock {
    fn hold<'a>(&'a self, name: &'a str, work: LocalFuture<'a, ()>) -> LocalFuture<'a, ()> {
        Box::pin(async move {
            let _turn = self.0.turn(name).await;
            work.await;
        })
    }
}
