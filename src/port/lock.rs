//! One at a time, over all tabs of the site.

use super::LocalFuture;

/// Holds a lock while something is done.
pub trait Lock {
    /// Does the work while nobody else, in this tab or another, does any under the same name. Waits for its turn. Where
    /// whoever holds the lock dies, the next one gets it.
    fn hold<'a>(&'a self, name: &'a str, work: LocalFuture<'a, ()>) -> LocalFuture<'a, ()>;
}

/// A lock within one page: for tests.
#[derive(Debug, Default)]
pub struct PageLock(super::Flights);

impl Lock for PageLock {
    fn hold<'a>(&'a self, name: &'a str, work: LocalFuture<'a, ()>) -> LocalFuture<'a, ()> {
        Box::pin(async move {
            let _turn = loop {
                if let Some(turn) = self.0.board(name).await {
                    break turn;
                }
            };
            work.await;
        })
    }
}
