//! What stands in the share sheet: the card, and the ways to give it away.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    host,
    model::Thing,
    pages::{Here, asking, by_hand::to_copy},
    parts::part,
    ui::{Button, ButtonKind, Hero, Icon, RwSignal, StoredValue, changing, el, nothing},
};

use super::{card::Pen, told::Told};

part! {
    Ticket "ticket" "e7":
    /// What stands in the sheet.
    pub(super) fn sheet(here: Here, thing: Thing) -> AnyView {
        whole(here, &thing)
    }
}

/// What the card is.
#[derive(Clone)]
enum Card {
    /// Being drawn.
    Soon,
    /// There, with its file.
    There(host::Picture),
    /// There is none: the browser draws nothing, or it is not for everybody.
    No,
}

/// What the sheet works with. Copy.
#[derive(Clone, Copy)]
struct Desk {
    here: Here,
    told: StoredValue<Arc<Told>>,
    card: RwSignal<Card>,
    /// What came of the last tap: said here, since a toast would be below the sheet.
    said: RwSignal<&'static str>,
    /// The phone's own sheet is open.
    busy: RwSignal<bool>,
    /// What could not be copied, to be copied by hand.
    by_hand: RwSignal<Option<String>>,
}

fn whole(here: Here, thing: &Thing) -> AnyView {
    let told = Arc::new(Told::of(here, thing));
    let begin = if told.card.is_some() {
        Card::Soon
    } else {
        Card::No
    };
    let desk = Desk {
        here,
        card: RwSignal::new(begin),
        said: RwSignal::new(""),
        busy: RwSignal::new(false),
        by_hand: RwSignal::new(None),
        told: StoredValue::new(Arc::clone(&told)),
    };
    if host::is_in_mini_program() {
        // Its own menu sends it on; it is told what this is called.
        let screen = here.whole_address(&here.address());
        asking::tell_shared(&told.title, &told.url, screen);
    }
    if has_menu() {
        desk.said.set(here.t.mini_share());
    }
    let said = el("p")
        .class("muted share-said")
        .attr("role", "status")
        .fill(move || desk.said.get());
    el("div")
        .class("share")
        .child(desk.drawn_from(&told))
        .child(changing(move || desk.picture()))
        .child(said)
        .child(changing(move || desk.ways()))
        .child(changing(move || desk.area()))
        .into_any()
}

/// Whether a menu at the top right sends the screen on: that of a mini-program, or of WeChat's own browser.
fn has_menu() -> bool {
    host::is_in_mini_program() || host::is_in_wechat()
}

impl Desk {
    /// The cover as it stands on the page, which nobody sees here: the card is drawn with it.
    fn drawn_from(self, told: &Told) -> AnyView {
        let Some(face) = &told.card else {
            return nothing();
        };
        let cover = view! {
            <Hero seed=face.seed.clone() motif=face.motif palette=face.palette>{nothing()}</Hero>
        };
        el("div")
            .flag("hidden", true)
            .child(cover.into_any())
            .track(move |place| {
                let place = place.clone();
                // The sheet is seen first.
                host::after_frame(move || self.draw(&place));
            })
            .into_any()
    }

    fn draw(self, place: &web_sys::Element) {
        let Some(told) = self.told.try_get_value() else {
            return;
        };
        let drawn = || {
            let cover = place.query_selector("svg").ok()??;
            let pen = Pen {
                canvas: host::Canvas::new()?,
                t: self.here.t,
                song: &host::token("--song"),
                sans: &host::token("--sans"),
            };
            pen.card(&told, told.card.as_ref()?, &cover)
        };
        let Some(picture) = drawn() else {
            self.card.try_set(Card::No);
            return;
        };
        spawn_local(async move {
            self.card.try_set(Card::There(picture.filed().await));
        });
    }

    /// The card, as long as there is one; its place until then.
    fn picture(self) -> AnyView {
        let t = self.here.t;
        let frame = el("div").class("share-card");
        match self.card.get() {
            Card::No => nothing(),
            Card::Soon => frame.attr("aria-busy", "true").into_any(),
            Card::There(picture) => {
                let name = t.share_card(&self.told.with_value(|told| told.title.clone()));
                let image = el("img").attr("src", picture.url).attr("alt", name);
                let hint = (!host::saves_files())
                    .then(|| el("p").class("muted share-hint").child(t.share_press()));
                let frame = frame.child(image);
                el("div").child(frame).child(hint).into_any()
            }
        }
    }

    fn ways(self) -> AnyView {
        let t = self.here.t;
        let mut ways = Vec::new();
        let mut way = |kind, icon, words: &'static str, act: fn(Self)| {
            let on_click = move || act(self);
            let busy = self.busy;
            let button = view! { <Button kind icon=Some(icon) busy on_click>{words}</Button> };
            ways.push(button.into_any());
        };
        // The first is what most want here.
        let (first, link) = (ButtonKind::Primary, t.share_copy_link());
        let has_sheet = host::has_share_sheet();
        match has_sheet {
            true => way(first, Icon::Share, t.share_to(), Self::share),
            false => way(first, Icon::Copy, link, Self::copy_link),
        }
        if matches!(self.card.get(), Card::There(picture) if picture.has_file()) {
            if host::shares_files() {
                way(
                    ButtonKind::Secondary,
                    Icon::Outside,
                    t.share_picture(),
                    Self::send,
                );
            }
            if host::saves_files() {
                way(
                    ButtonKind::Secondary,
                    Icon::Save,
                    t.share_save(),
                    Self::save,
                );
            }
        }
        let other = ButtonKind::Secondary;
        if has_sheet {
            way(other, Icon::Copy, link, Self::copy_link);
        }
        way(other, Icon::Chat, t.share_copy_text(), Self::copy_text);
        el("div").class("share-ways").child(ways).into_any()
    }

    fn share(self) {
        let told = self.told.get_value();
        self.busy.set(true);
        spawn_local(async move {
            let shared = host::share(&told.title, &told.text, &told.url).await;
            self.busy.try_set(false);
            match shared {
                host::Shared::Sheet => self.say(""),
                host::Shared::Copied => self.say(self.here.t.link_copied()),
                host::Shared::Failed => self.hand(told.url.clone()),
            }
        });
    }

    fn send(self) {
        self.with_card(|card, name, t| async move {
            match card.share(&name).await {
                true => "",
                false => t.share_unsent(),
            }
        });
    }

    fn save(self) {
        self.with_card(|card, name, t| async move {
            match card.save(&name) {
                true => t.share_saved(),
                false => t.share_unsaved(),
            }
        });
    }

    fn with_card<F: Future<Output = &'static str> + 'static>(
        self,
        act: impl FnOnce(host::Picture, String, crate::i18n::T) -> F,
    ) {
        let Card::There(card) = self.card.get_untracked() else {
            return;
        };
        let name = host::file_name(&self.told.with_value(|told| told.title.clone()), ".png");
        let done = act(card, name, self.here.t);
        self.busy.set(true);
        spawn_local(async move {
            let word = done.await;
            self.busy.try_set(false);
            self.say(word);
        });
    }

    fn copy_link(self) {
        let url = self.told.with_value(|told| told.url.clone());
        let t = self.here.t;
        let done = match has_menu() {
            true => t.mini_share_copied(),
            false => t.link_copied(),
        };
        self.copy(url, done);
    }

    fn copy_text(self) {
        let whole = self.told.with_value(|told| told.whole.clone());
        self.copy(whole, self.here.t.share_copied());
    }

    fn copy(self, text: String, done: &'static str) {
        spawn_local(async move {
            match host::copy_text(&text).await {
                true => self.say(done),
                false => self.hand(text),
            }
        });
    }

    fn say(self, word: &'static str) {
        self.by_hand.try_set(None);
        self.said.try_set(word);
    }

    fn hand(self, text: String) {
        self.said.try_set("");
        self.by_hand.try_set(Some(text));
    }

    fn area(self) -> AnyView {
        let Some(text) = self.by_hand.get() else {
            return nothing();
        };
        to_copy(self.here.t.share_by_hand(), text, "4")
    }
}
