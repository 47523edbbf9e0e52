//! When and where an event was, as somebody saw it who signed up for it on this device. No service is asked.

use crate::{
    backend::{Answer, Asked, Backend, BackendError},
    model::{Event, EventId, TimeAndPlace},
    port::LocalFuture,
};

use super::{Ask, Data};

/// How an event was told to who signed up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventTold(pub EventId);

impl Ask for EventTold {
    type Data = TimeAndPlace;

    fn key(&self) -> String {
        format!("told/{}", self.0)
    }

    fn ask<'a>(&'a self, _backend: &'a dyn Backend) -> LocalFuture<'a, Asked<Self::Data>> {
        Box::pin(async { Err(BackendError::NotOffered) })
    }

    fn fresh_for(&self) -> i64 {
        i64::MAX
    }
}

impl Data {
    /// Keeps how an event is told now.
    pub fn note_told(&self, event: &Event) {
        let key = EventTold(event.id.clone()).key();
        self.keep(&key, &Answer::whole(TimeAndPlace::of(event)));
    }
}
