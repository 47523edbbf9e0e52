//! The time on an event's page: it moves on by itself while somebody looks at it, each minute, and each second in the last minute
//! before something changes. What is said of it changes in its place; nothing on the page moves.

use std::{sync::Arc, time::Duration};

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};

use crate::{
    model::{Event, Instant, SignUpState},
    ui::{RwSignal, StoredValue, effect},
};

use crate::pages::Here;

/// A little late rather than a little early: then it would still be the second before.
const LATE_MS: u64 = 20;

/// Now, for as long as the page is there.
pub fn clock(here: Here, event: &Arc<Event>) -> RwSignal<Instant> {
    let now = RwSignal::new(here.now());
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(Some(old)) = timer.try_update_value(Option::take) {
            old.clear();
        }
    };
    // Timers sleep while the phone does.
    effect(move || {
        here.woken.track();
        now.set(here.now());
    });
    let event = Arc::clone(event);
    effect(move || {
        let at = now.get();
        stop();
        let own = here.viewer.with(|v| v.sign_up(&event.id));
        let offer = match own.state {
            SignUpState::Waitlisted { offer_until, .. } => offer_until,
            _ => None,
        };
        let Some(seconds) = event.next_look(at, offer) else {
            return;
        };
        let wait = Duration::from_millis(u64::from(seconds) * 1_000 + LATE_MS);
        let look = move || {
            now.try_set(here.now());
        };
        timer.set_value(set_timeout_with_handle(look, wait).ok());
    });
    on_cleanup(stop);
    now
}
