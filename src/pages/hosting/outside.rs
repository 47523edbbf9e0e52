//! Scanning by the mini-program in whose web-view the door is open, in place of the camera: at once, or by a page of it, which comes
//! back to this address with what it has read.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    host::{self, Verb},
    pages::asking::{self, Answer},
    route::{Hosting, Route},
    ui::{Notice, NoticeKind, RwSignal, changing, effect, nothing},
};

use super::{door, hall::Hall};

/// What it does. Copy.
#[derive(Clone, Copy)]
pub(super) struct HostScanner {
    hall: Hall,
    /// What was read and is not looked up yet.
    read: RwSignal<Option<String>>,
    /// The host is being asked.
    pub busy: RwSignal<bool>,
    /// What there is to say: of what it has read, or what is wrong with what the operator wrote of it.
    said: RwSignal<(NoticeKind, String)>,
}

impl HostScanner {
    /// That of an event's door; what it has read is taken at once.
    pub fn of(hall: Hall) -> Self {
        let it = Self {
            hall,
            read: RwSignal::new(None),
            busy: RwSignal::new(false),
            said: RwSignal::new((NoticeKind::Info, String::new())),
        };
        let read = hall.here.take_reading(&it.door());
        if !host::is_in_mini_program() {
            return it;
        }
        it.read.set(read);
        it.looks_up();
        spawn_local(async move {
            if let Err(fault) = asking::offers(Verb::Scan).await {
                it.said.try_set((NoticeKind::Error, fault));
            }
        });
        it
    }

    fn door(self) -> Route {
        Hosting::CheckIn(self.hall.id.get_value()).route()
    }

    /// Says what of what was read, once it is known whether the door is open, and whoever it may be of has come.
    fn looks_up(self) {
        let hall = self.hall;
        effect(move || {
            let Some(text) = self.read.get() else { return };
            let is_known = hall.event.data.with(Option::is_some);
            if is_known && untrack(|| hall.is_open()) && !door::may_come(hall, &text) {
                self.read.set(None);
                self.said.set(untrack(|| door::read(hall, &text)));
            }
        });
    }

    /// Asks the host to scan, if the page is in one; where it does not, the camera is tried.
    pub fn opens(self, camera: RwSignal<bool>) -> bool {
        if camera.get_untracked() || !host::is_in_mini_program() {
            return false;
        }
        let here = self.hall.here;
        let back = here.data().way_back(&here.whole_link(&self.door()));
        spawn_local(async move {
            match asking::ask_while(Verb::Scan, vec![("back", back)], self.busy).await {
                Answer::Done => {}
                Answer::Told(text) => drop(self.read.try_set(Some(text))),
                Answer::No | Answer::Refused | Answer::Fault(_) => drop(camera.try_set(true)),
            }
        });
        true
    }

    /// What there is to say.
    pub fn said(self) -> AnyView {
        changing(move || match self.said.get() {
            (_, text) if text.is_empty() => nothing(),
            (kind, text) => view! { <Notice kind text /> }.into_any(),
        })
    }
}
