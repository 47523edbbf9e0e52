//! What a person takes out of the outbox with care: only what was certainly not sent, or what another account gave.

use crate::{model::CommandId, port::Lock, store::Outbox};

use super::Data;

impl Data {
    /// Under what name things of whoever is looking are kept; see [`Data::discard_of`].
    #[must_use]
    pub fn account_name(&self) -> String {
        self.whose.account()
    }

    /// Takes one out of the outbox of an account, which may have been signed out meanwhile: the person was told, and has
    /// what they typed as a draft.
    pub async fn discard_of(&self, lock: &dyn Lock, account: &str, id: &CommandId) {
        let outbox = Outbox::new(
            self.ports.kv.clone(),
            self.held.clone(),
            self.backend.name(),
            account,
        );
        let step = async {
            if let Some(entry) = outbox.get(id) {
                outbox.remove(&entry);
            }
        };
        lock.hold(outbox.name(), Box::pin(step)).await;
    }

    /// Takes one out if nothing of it was sent; says whether it did.
    pub async fn discard_unsent(&self, lock: &dyn Lock, id: &CommandId) -> bool {
        let outbox = self.outbox_now();
        let gone = std::cell::Cell::new(false);
        let step = async {
            if let Some(entry) = outbox.get(id).filter(crate::store::Entry::is_unsent) {
                outbox.remove(&entry);
                gone.set(true);
            }
        };
        lock.hold(outbox.name(), Box::pin(step)).await;
        gone.get()
    }
}
