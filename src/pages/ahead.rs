//! What is read before somebody opens it, when nobody waits, unless each byte counts.

use std::cell::RefCell;

use leptos::task::spawn_local;

use crate::{
    data::{Idle as _, MembersPage, Page},
    host,
    model::{Community, CommunityId, Event},
    parts::{self, Part, part},
    ui::effect,
};

use super::{Here, live::Live};

/// The first page of a directory for who is in it, once the page of the community shows what it shows: it stands there then as soon as it is
/// opened, with a network or without one.
pub fn directory(
    here: Here,
    id: &CommunityId,
    community: Live<Community>,
    events: Live<Page<Event>>,
) {
    if host::is_metered() || !here.data().capabilities().members {
        return;
    }
    let id = id.clone();
    let mut is_read = false;
    effect(move || {
        let is_shown = community.data.with(Option::is_some)
            && (events.data.with(Option::is_some) || events.error.with(Option::is_some));
        let is_in = here.viewer.with(|viewer| viewer.membership(&id));
        let is_in = is_in.role(here.now()).is_some();
        if !(is_shown && is_in) || std::mem::replace(&mut is_read, true) {
            return;
        }
        let id = id.clone();
        host::WhenIdle.when_idle(Box::new(move || {
            spawn_local(async move {
                if parts::load(Part::People).await.is_ok() {
                    let _there = first_page(here, id);
                }
            });
        }));
    });
}

thread_local! {
    /// Where it was refused: it is not asked for again before somebody opens it.
    static CLOSED: RefCell<Vec<CommunityId>> = const { RefCell::new(Vec::new()) };
}

part! {
    People "people" "d2":
    /// Whoever opens it meanwhile waits for the same answer, and is told what went wrong.
    fn first_page(here: Here, community: CommunityId) -> () {
        let is_in = here.viewer.try_with_untracked(|viewer| viewer.membership(&community).role(here.now()).is_some());
        if is_in != Some(true) || CLOSED.with_borrow(|closed| closed.contains(&community)) {
            return;
        }
        let page = MembersPage { community, cursor: None };
        spawn_local(async move {
            let read = here.data().soon(&page).await;
            if read.is_err_and(|error| error.takes_away()) {
                CLOSED.with_borrow_mut(|closed| closed.push(page.community));
            }
        });
    }
}
