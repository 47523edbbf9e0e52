//! What somebody signed in with is refreshed in time, and gone when the service ends it. Whoever keeps it is told.

use futures_channel::oneshot::channel;
use serde_json::Value;

use super::carried::Carry;

use crate::{
    backend::{BackendError, Session, SignIn as _, Turn, mapped::Mapped},
    model::Instant,
};

impl Mapped {
    /// Whether what somebody signed in with ends soon.
    pub(super) fn is_due(&self) -> bool {
        let session = self.session.borrow();
        let at = |name: &str, early: i64| {
            let text = session.as_ref().and_then(|s| s.text(name));
            text.and_then(Instant::parse).map(|at| at.plus(-early))
        };
        // One that was kept before it was known when to renew it has at least an end.
        let renew = at("renew", 0).or_else(|| at("expires", 60));
        self.can_renew() && renew.is_some_and(|from| from <= self.clock.now())
    }

    /// Refreshes to the end, also where the page that asked for it is left meanwhile: a token that is good once is used up
    /// at the service as soon as it has got it, and what it was renewed to must be kept. For the same reason no two tabs
    /// do this at a time, where there is somebody to see to that.
    pub(in crate::backend::mapped) async fn renew_whole(&self) -> Result<(), BackendError> {
        let Some(spawn) = self.spawn else {
            return self.renew().await;
        };
        let (to, from) = channel();
        let other = self.beside(self.transport.clone());
        let was = self.session.borrow().clone();
        spawn(Box::pin(async move {
            // Its turn came, and meanwhile it was renewed.
            let is_done = *other.session.borrow() != was;
            let renewed = if is_done { Ok(()) } else { other.renew().await };
            // Who asked may have gone.
            let _heard = to.send(renewed);
        }));
        from.await.unwrap_or(Ok(()))
    }

    /// Refreshes, once however many ask. What the service ended is gone afterwards; without an
    /// answer all is as it was.
    pub(in crate::backend::mapped) async fn renew(&self) -> Result<(), BackendError> {
        let Some(refresh) = self.plan().auth.as_ref().and_then(|a| a.refresh.as_ref()) else {
            return Ok(());
        };
        let Some(_flight) = self.renewing.board("refresh").await else {
            return Ok(());
        };
        if self.is_overtaken() {
            return Ok(());
        }
        let was = self.session.borrow().clone();
        // Many services refuse whatever carries a token that has expired; a token that refreshes itself
        // has to go along.
        let signs = was.as_ref().is_some_and(|s| s.text("refresh").is_none());
        let carry = if signs {
            Carry::Exchange
        } else {
            Carry::Renewal
        };
        let answer = self.exchange(refresh, Value::Null, carry).await?;
        // Signed out, or in as somebody else, meanwhile.
        if *self.session.borrow() != was {
            return Ok(());
        }
        match answer {
            Ok(fresh) => {
                if let Some(session) = self.session.borrow_mut().as_mut() {
                    let fields = session.fields_mut();
                    // Of the next one it may not be known.
                    fields.retain(|name, _| !matches!(name.as_str(), "expires" | "renew"));
                    fields.extend(fresh);
                }
                let session = self.session.borrow().clone();
                session.and_then(|session| self.tell(Turn::New(&session)));
            }
            Err(_) => self.ended(),
        }
        Ok(())
    }

    pub(super) fn can_renew(&self) -> bool {
        self.plan()
            .auth
            .as_ref()
            .is_some_and(|a| a.refresh.is_some())
    }

    /// Whether another tab has renewed it, which is taken, or signed out, which is over here too.
    fn is_overtaken(&self) -> bool {
        let Some(was) = self.session.borrow().clone() else {
            return true;
        };
        if self.watch.borrow().is_none() {
            return false;
        }
        let now = self.tell(Turn::Due(&was));
        let is_other = now.as_ref() != Some(&was);
        if is_other {
            self.resume(now);
        }
        is_other
    }

    /// The service ended it.
    pub(super) fn ended(&self) {
        self.resume(None);
        // Another tab may have got another: what it used up is no use to this one.
        let other = self.tell(Turn::Ended);
        if other.is_some() {
            self.resume(other);
        }
    }

    /// Tells who keeps it what happens.
    fn tell(&self, turn: Turn<'_>) -> Option<Session> {
        let watch = self.watch.borrow().clone();
        watch.and_then(|watch| watch(turn))
    }
}
