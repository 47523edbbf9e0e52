//! Commands of people whom a service does not name, who signed in here before: nobody can tell whether whoever signs in
//! next is the same, so that is asked before anything of theirs is sent.

use crate::{port::Lock, store::Outbox};

use super::{super::account::is_unknown, Data};

impl Data {
    /// Accounts of which nobody knows whose they are; none while nobody has signed in.
    fn unknown_accounts(&self) -> Vec<(String, usize)> {
        if self.is_signed_out() {
            return Vec::new();
        }
        let mut all = self.others_wait();
        all.retain(|(account, _)| is_unknown(account));
        all
    }

    /// So many commands wait for the word of who has signed in whether they are theirs.
    #[must_use]
    pub fn unclaimed(&self) -> usize {
        let all = self.unknown_accounts();
        all.iter().map(|(_, count)| count).sum()
    }

    /// They are theirs: from now on they wait for, and go under, who is looking.
    pub async fn claim(&self, lock: &dyn Lock) {
        let turn = self.whose.turn();
        for (account, _) in self.unknown_accounts() {
            let from = self.outbox_of(&account);
            let step = async {
                if self.whose.turn() == turn && lock.is_shared(from.name()) {
                    self.take_from(&from);
                }
            };
            lock.hold(from.name(), Box::pin(step)).await;
        }
    }

    fn take_from(&self, from: &Outbox) {
        let own = self.outbox_now();
        let room = || self.cache.make_room();
        for entry in from.all() {
            if own.get(&entry.id).is_none() {
                // Should the page be closed between the two, the first counts as one that may have been sent.
                let mut left = entry.clone();
                left.doubt();
                let mut taken = entry.clone();
                taken.number = own.next_number();
                if taken.is_on_its_way() {
                    taken.send_again();
                }
                if from.update(&left, &room).is_err() || own.put(&taken, &room).is_err() {
                    own.remove(&taken);
                    let _as_before = from.update(&entry, &room);
                    return;
                }
            }
            from.remove(&entry);
        }
    }

    /// They are not, and are to go.
    pub async fn disclaim(&self, lock: &dyn Lock) {
        for (account, _) in self.unknown_accounts() {
            let from = self.outbox_of(&account);
            let step = async { from.clear() };
            lock.hold(from.name(), Box::pin(step)).await;
        }
    }
}
