//! Scanning by a page of the mini-program in whose web-view the door is open: where the operator has named one, it is opened in
//! place of the camera, and comes back to this address with what it has read.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::HostPages,
    host,
    route::{Hosting, Route},
    ui::{Notice, NoticeKind, RwSignal, StoredValue, changing, effect, nothing},
};

use super::{door, hall::Hall};

/// Such a page. Copy.
#[derive(Clone, Copy)]
pub(super) struct HostScanner {
    hall: Hall,
    /// What pages there are.
    pages: StoredValue<HostPages>,
    /// What there is to say: of what it has read, or what is wrong with what the operator wrote of it.
    said: RwSignal<(NoticeKind, String)>,
}

impl HostScanner {
    /// That of an event's door; what it has read is taken at once.
    pub fn of(hall: Hall) -> Self {
        let it = Self {
            hall,
            pages: StoredValue::new(HostPages::default()),
            said: RwSignal::new((NoticeKind::Info, String::new())),
        };
        let read = hall.here.take_reading(&it.door());
        if !host::is_in_mini_program() {
            return it;
        }
        if let Some(text) = read {
            it.reads(text);
        }
        spawn_local(async move {
            let text = host::config_text().await.text;
            match HostPages::of_config(&text) {
                Ok(pages) => drop(it.pages.try_update_value(|it| *it = pages)),
                Err(fault) => drop(it.said.try_set((NoticeKind::Error, fault))),
            }
        });
        it
    }

    fn door(self) -> Route {
        Hosting::CheckIn(self.hall.id.get_value()).route()
    }

    /// Says what of what was read, once it is known whether the door is open, and whoever it may be of has come.
    fn reads(self, text: String) {
        let hall = self.hall;
        let mut text = Some(text);
        effect(move || {
            if hall.event.data.with(Option::is_none) || !untrack(|| hall.is_open()) {
                return;
            }
            let read = text.take_if(|text| !door::may_come(hall, text));
            if let Some(text) = read {
                self.said.set(untrack(|| door::read(hall, &text)));
            }
        });
    }

    /// Opens it, if there is one; where it cannot be opened, the camera is tried.
    pub fn opens(self, camera: RwSignal<bool>) -> bool {
        let here = self.hall.here;
        let back = || here.data().way_back(&here.whole_link(&self.door()));
        let Some(url) = self
            .pages
            .with_value(|pages| pages.scan(back))
            .filter(|_| !camera.get_untracked())
        else {
            return false;
        };
        spawn_local(async move {
            if !host::open_host_page(&url).await {
                camera.try_set(true);
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
