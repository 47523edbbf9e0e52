//! What a person decides: to send one now, to take one out. Always with care for what another tab does with it.

use std::cell::Cell;

use crate::{
    model::CommandId,
    port::Lock,
    store::{Entry, Outbox, Stage},
};

use super::Data;

impl Data {
    /// Under what name things of whoever is looking are kept; see [`Data::discard_told`].
    #[must_use]
    pub fn account_name(&self) -> String {
        self.whose.account()
    }

    /// The person wants it sent now: one that waits, was refused, or of which nobody can tell whether it arrived.
    pub async fn send_again(&self, lock: &dyn Lock, id: &CommandId) {
        let outbox = self.outbox_now();
        let again = |mut entry: Entry| {
            entry.send_again();
            let _unkept = outbox.update(&entry, &|| self.cache.make_room());
        };
        with(&outbox, lock, id, &again).await;
    }

    /// Takes one out of the outbox: the person was told that it was refused, or wants it no more. One that is being
    /// sent is waited for.
    pub async fn discard(&self, lock: &dyn Lock, id: &CommandId) {
        let outbox = self.outbox_now();
        with(&outbox, lock, id, &|entry| outbox.remove(&entry)).await;
    }

    /// Takes one out of the outbox of an account, which may have been signed out meanwhile: the person was told, and has
    /// what they typed before them. One that may have arrived stays.
    pub async fn discard_told(&self, lock: &dyn Lock, account: &str, id: &CommandId) {
        let outbox = self.outbox_of(account);
        let drop = |entry: Entry| {
            if matches!(entry.stage, Stage::Queued | Stage::Refused) {
                outbox.remove(&entry);
            }
        };
        with(&outbox, lock, id, &drop).await;
    }

    /// Takes one out if nothing of it was sent; says whether it did.
    pub async fn discard_unsent(&self, lock: &dyn Lock, id: &CommandId) -> bool {
        let outbox = self.outbox_now();
        let gone = Cell::new(false);
        let drop = |entry: Entry| {
            if entry.is_unsent() {
                outbox.remove(&entry);
                gone.set(true);
            }
        };
        with(&outbox, lock, id, &drop).await;
        gone.get()
    }
}

/// Does something with one while no other tab sends it; nothing where that cannot be known.
async fn with(outbox: &Outbox, lock: &dyn Lock, id: &CommandId, act: &dyn Fn(Entry)) {
    let step = async {
        let shared = lock.is_shared(outbox.name());
        // What is not on its way nobody sends.
        let may = |entry: &Entry| shared || entry.unkept || !entry.is_on_its_way();
        if let Some(entry) = outbox.get(id).filter(may) {
            act(entry);
        }
    };
    lock.hold(outbox.name(), Box::pin(step)).await;
}
