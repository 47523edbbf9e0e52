//! What happens elsewhere: other tabs, and a newer version of the app on the server.

use std::time::Duration;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::Mine,
    host,
    model::Instant,
    pages::Here,
    ui::{Act, Tone},
};

use super::{set_timer, show, state, tend};

/// A newer version is asked for no more often, in seconds.
const NEWER_S: i64 = 1_800;
/// Where somebody is busy, a newer version is offered after so long, if they are not then.
const BUSY: Duration = Duration::from_secs(5);

/// Another tab has kept something.
pub(super) fn other_tab(here: Here) {
    state(|state| state.heard = false);
    let data = here.data();
    if data.seen_elsewhere() {
        // Somebody signed in or out there: nothing of who was here before stays.
        here.account_changed();
        here.woken.update(|n| *n = n.wrapping_add(1));
        tend(here);
    }
    let settings = data.settings();
    if here.settings.with_untracked(|known| *known != settings) {
        here.settings.set(settings);
    }
    if let Some(kept) = data.kept(&Mine)
        && here.viewer.with_untracked(|known| *known != kept.data)
    {
        here.viewer.set(kept.data);
    }
    show(here);
    set_timer(here);
}

/// Asks whether there is a newer version, and offers it.
pub(super) fn look_for_newer(here: Here) {
    let now = here.now();
    let is_young = |at: Instant| (0..NEWER_S).contains(&now.since(at));
    let lately = state(|state| {
        let lately = state.asked.is_some_and(is_young);
        if !lately {
            state.asked = Some(now);
        }
        lately
    });
    if lately || !host::online() {
        return;
    }
    spawn_local(async move {
        match host::is_outdated().await {
            Some(true) => offer_newer(here),
            Some(false) => {}
            // It may be asked sooner.
            None => state(|state| state.asked = None),
        }
    });
}

fn offer_newer(here: Here) {
    if host::is_busy() {
        set_timeout(move || offer_newer(here), BUSY);
        return;
    }
    let t = here.t_now();
    let reload = Act::new(move |()| {
        // They may have begun to type since.
        if host::is_busy() {
            set_timeout(move || offer_newer(here), BUSY);
        } else {
            host::reload();
        }
    });
    here.toasts
        .leave(Tone::Neutral, t.new_version(), t.reload(), reload);
}
