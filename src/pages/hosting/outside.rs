//! Scanning by a page of the mini-program in whose web-view the door is open: where the operator has named one, it is opened in
//! place of the camera, and comes back to this address with what it has read.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::HostPages,
    host,
    route::Hosting,
    ui::{Notice, NoticeKind, RwSignal, StoredValue, changing, effect, nothing},
};

use super::{door, hall::Hall};

/// Such a page. Copy.
#[derive(Clone, Copy)]
pub(super) struct HostScanner {
    hall: Hall,
    /// Its path with the way back; nothing where there is none.
    page: RwSignal<Option<String>>,
    /// What there is to say: of what it has read, or what is wrong with what the operator wrote of it.
    said: RwSignal<String>,
}

impl HostScanner {
    /// That of an event's door; what it has read is taken at once.
    pub fn of(hall: Hall) -> Self {
        let it = Self {
            hall,
            page: RwSignal::new(None),
            said: RwSignal::new(String::new()),
        };
        let door = Hosting::CheckIn(hall.id.get_value()).route();
        if let Some(text) = hall.here.take_reading(&door) {
            it.reads(text);
        }
        if host::is_in_mini_program() {
            let back = hall.here.whole_link(&door);
            spawn_local(async move {
                let text = host::config_text().await.text;
                match HostPages::of_config(&text) {
                    Ok(pages) => drop(it.page.try_set(pages.scan(&back))),
                    Err(fault) => drop(it.said.try_set(fault)),
                }
            });
        }
        it
    }

    /// Says what of what was read, once it is known whether the door is open.
    fn reads(self, text: String) {
        let (hall, text) = (self.hall, StoredValue::new(Some(text)));
        effect(move || {
            if hall.event.data.with(Option::is_none) || !untrack(|| hall.is_open()) {
                return;
            }
            if let Some(text) = text.try_update_value(Option::take).flatten() {
                self.said.set(untrack(|| door::read(hall, &text)));
            }
        });
    }

    /// Opens it, if there is one; where it cannot be opened, the camera is tried.
    pub fn opens(self, camera: RwSignal<bool>) -> bool {
        let Some(url) = self
            .page
            .get_untracked()
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
            text if text.is_empty() => nothing(),
            text => view! { <Notice kind=NoticeKind::Good text /> }.into_any(),
        })
    }
}
