//! A lock over all tabs, where the browser has none: a lease in storage, which runs out when its holder is gone.
//!
//! Whoever wants it writes their name and until when, waits a moment for others who have done the same, and has it if
//! their name stands there still. While the work lasts it is renewed; whoever finds that somebody else has taken it
//! (the tab slept for longer than the lease) stops in the middle of the work, as if the page had been closed. A time
//! farther away than a lease lasts was written by a clock that was wrong, and counts as over.
//!
//! A lease is as long as the *seat* that stands in its place while nobody has it: what has a seat has room for a lease in a
//! storage that others have filled. Where there is neither a seat nor room for one, the lock is one within the page, and
//! says so ([`Lock::is_shared`]).

use std::{
    cell::RefCell,
    future::{Future as _, poll_fn},
    pin::pin,
    rc::Rc,
    task::Poll,
};

use super::{Clock, Flights, KeyValue, LocalFuture, Lock, Randomness, Timer};

const PREFIX: &str = "linju/lease/";
/// So long a lease lasts, in seconds: longer than a browser lets a hidden tab sleep (a timer rings once a minute).
const LIFE_S: i64 = 150;
/// Renewed so often, in milliseconds.
const BEAT_MS: u32 = 30_000;
/// After so many milliseconds what another tab has written is seen.
const SETTLE_MS: u32 = 80;
/// Looked at so often while somebody else has it, in milliseconds.
const LOOK_MS: u32 = 1_000;
/// As long as a moment and the name of a tab.
const SEAT: &str = "0000000000 ------------------------------------";

/// The key and the text of a seat.
#[must_use]
pub fn seat(name: &str) -> (String, &'static str) {
    ([PREFIX, name].concat(), SEAT)
}

/// The lock of one page; see the module.
pub struct Lease {
    kv: Rc<dyn KeyValue>,
    clock: Rc<dyn Clock>,
    timer: Rc<dyn Timer>,
    me: String,
    page: Flights,
    /// What is held within the page alone.
    alone: RefCell<Vec<String>>,
}

impl Lease {
    /// Over storage that all tabs share.
    pub fn new(
        kv: Rc<dyn KeyValue>,
        clock: Rc<dyn Clock>,
        timer: Rc<dyn Timer>,
        random: &dyn Randomness,
    ) -> Self {
        Self {
            kv,
            clock,
            timer,
            me: random.id(),
            page: Flights::default(),
            alone: RefCell::default(),
        }
    }

    /// Who has it, if anybody does.
    fn holder(&self, key: &str) -> Option<String> {
        let text = self.kv.get(key)?;
        let (until, who) = text.split_once(' ')?;
        let left = until
            .parse::<i64>()
            .ok()?
            .saturating_sub(self.clock.now().unix());
        (0 < left && left <= LIFE_S).then(|| who.to_owned())
    }

    fn is_anothers(&self, key: &str) -> bool {
        self.holder(key).is_some_and(|who| who != self.me)
    }

    /// Writes it; `false` where there is no room.
    fn write(&self, key: &str) -> bool {
        let until = self.clock.now().unix().saturating_add(LIFE_S);
        let text = format!("{until:010} {}", self.me);
        self.kv.set(key, &text).is_ok()
    }

    async fn take<'a>(&'a self, key: &'a str) -> Taken<'a> {
        loop {
            if self.is_anothers(key) {
                self.timer.wait(LOOK_MS).await;
                continue;
            }
            let taken = Taken { lease: self, key };
            if !self.write(key) {
                self.alone.borrow_mut().push(key.to_owned());
                return taken;
            }
            self.timer.wait(SETTLE_MS).await;
            if !self.is_anothers(key) {
                return taken;
            }
        }
    }

    /// Renews it for as long as it is ours.
    async fn renew(&self, key: &str) {
        loop {
            self.timer.wait(BEAT_MS).await;
            if self.is_anothers(key) {
                return;
            }
            // What began within the page goes on so: its work has left out what others know of.
            if !self.alone.borrow().iter().any(|alone| alone == key) {
                self.write(key);
            }
        }
    }
}

/// Gives it back when it is dropped, however the work ended.
struct Taken<'a> {
    lease: &'a Lease,
    key: &'a str,
}

impl Drop for Taken<'_> {
    fn drop(&mut self) {
        self.lease.alone.borrow_mut().retain(|key| key != self.key);
        if !self.lease.is_anothers(self.key) {
            let _no_room = self.lease.kv.set(self.key, SEAT);
        }
    }
}

impl Lock for Lease {
    fn hold<'a>(&'a self, name: &'a str, work: LocalFuture<'a, ()>) -> LocalFuture<'a, ()> {
        Box::pin(async move {
            let _turn = self.page.turn(name).await;
            let key = [PREFIX, name].concat();
            let _taken = self.take(&key).await;
            let (mut work, mut lost) = (work, pin!(self.renew(&key)));
            poll_fn(|context| match work.as_mut().poll(context) {
                Poll::Pending => lost.as_mut().poll(context),
                done => done,
            })
            .await;
        })
    }

    fn is_shared(&self, name: &str) -> bool {
        let key = [PREFIX, name].concat();
        !self.alone.borrow().contains(&key)
    }
}

#[cfg(test)]
mod tests;
