//! What every page is given: the words, the data, the way to other pages, and the few signals that
//! outlive a page.

use leptos::task::spawn_local;

use crate::{
    data::{Data, Feed, Language, Mine, Settings},
    host::{self, Navigation},
    i18n::{Clockface, T},
    model::{Community, Instant, Viewer},
    parts::part,
    route::{Looking, Route},
    ui::{RwSignal, StoredValue, Toasts, Tone},
};

use super::{later::Coming, tending};

/// Clocks of phones are seldom wrong by more seconds.
const CLOCKS_DIFFER_S: i64 = 3600;

/// Where the reader was in the feed, for when they come back to it.
#[derive(Clone)]
pub struct Remembered {
    /// What was looked for.
    pub looking: Looking,
    /// As far as it was read.
    pub feed: Feed,
    /// How much of it was drawn.
    pub shown: usize,
}

/// What is told at a glance of commands that were given and are not done; [`tending`](super::tending) keeps it.
#[derive(Clone, Default)]
pub struct Waiting {
    /// Of each thing that one concerns: whether it is an event, which, and a badge.
    pub marks: Vec<(bool, String, Tone, String)>,
    /// How many there are, in words.
    pub words: Option<String>,
}

/// What every page is given. Copy; lives as long as the app.
#[derive(Clone, Copy)]
pub struct Here {
    /// The words.
    pub t: T,
    /// Which screen, and what is looked for on it.
    pub route: RwSignal<Route>,
    /// What the reader has chosen.
    pub settings: RwSignal<Settings>,
    /// Where the viewer stands.
    pub viewer: RwSignal<Viewer>,
    /// Whether there seems to be a network.
    pub online: RwSignal<bool>,
    /// Changes when the reader or the network comes back.
    pub woken: RwSignal<u32>,
    /// What was given and is not done. Whoever shows more of it than this tracks it, and asks the data.
    pub waiting: RwSignal<Waiting>,
    /// How far the code of the other pages is; see [`later`](super::later).
    pub coming: RwSignal<Coming>,
    /// What is wrong with the site's mapping, once that is known: then nothing else is shown.
    pub fault: RwSignal<Option<String>>,
    /// Says a word. Carried here because in a tap and after an `await` no context is found.
    pub toasts: Toasts,
    /// Where the reader was in the feed.
    pub(super) feed: StoredValue<Option<Remembered>>,
    data: StoredValue<&'static Data>,
    navigation: StoredValue<Navigation>,
    zone: StoredValue<String>,
}

impl Here {
    /// Over the data, in the reader's zone. Call it once, in the app.
    #[must_use]
    pub fn new(t: T, data: &'static Data, navigation: Navigation, zone: String) -> Self {
        Self {
            t,
            route: RwSignal::new(Route::discover()),
            settings: RwSignal::new(Settings::default()),
            viewer: RwSignal::new(Viewer::default()),
            online: RwSignal::new(true),
            woken: RwSignal::new(0),
            waiting: RwSignal::new(Waiting::default()),
            coming: RwSignal::new(Coming::default()),
            fault: RwSignal::new(None),
            toasts: Toasts::new(),
            feed: StoredValue::new(None),
            data: StoredValue::new(data),
            navigation: StoredValue::new(navigation),
            zone: StoredValue::new(zone),
        }
    }

    /// With the app's own signals.
    #[must_use]
    pub fn with(
        mut self,
        route: RwSignal<Route>,
        settings: RwSignal<Settings>,
        viewer: RwSignal<Viewer>,
        online: RwSignal<bool>,
        woken: RwSignal<u32>,
    ) -> Self {
        (self.route, self.settings, self.viewer) = (route, settings, viewer);
        (self.online, self.woken) = (online, woken);
        self
    }

    /// In another language.
    #[must_use]
    pub const fn in_language(mut self, t: T) -> Self {
        self.t = t;
        self
    }

    /// The words of the language that is chosen now, for what outlives a page.
    #[must_use]
    pub fn t_now(&self) -> T {
        let chosen = self.settings.with_untracked(|s| s.lang);
        T(chosen.unwrap_or_else(|| Language::of_reader(&host::languages())))
    }

    /// The one door to what is known.
    #[must_use]
    pub fn data(&self) -> &'static Data {
        self.data.get_value()
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.data.with_value(|data| data.now())
    }

    /// Now, as a community that has just ended wants it: the service's clock may be ahead of this phone's.
    #[must_use]
    pub fn now_for(&self, community: &Community) -> Instant {
        let now = self.now();
        let ended = community.activity.closed;
        let just_ended = ended.filter(|at| (0..CLOCKS_DIFFER_S).contains(&at.since(now)));
        just_ended.unwrap_or(now)
    }

    /// Words that need the reader's clock.
    pub fn say<R>(&self, words: impl FnOnce(T, Clockface<'_>) -> R) -> R {
        let data = self.data();
        self.zone.with_value(|zone| {
            words(
                self.t,
                Clockface {
                    now: data.now(),
                    zone,
                    zones: data.zones(),
                },
            )
        })
    }

    /// What a link to a screen must say.
    #[must_use]
    pub fn link(&self, route: &Route) -> String {
        self.navigation.with_value(|n| n.href(&route.address()))
    }

    /// What a link to an address of ours must say, with all that it brings.
    #[must_use]
    pub fn link_to(&self, address: &str) -> String {
        self.navigation.with_value(|n| n.href(address))
    }

    /// The whole address of a screen.
    #[must_use]
    pub fn whole_link(&self, route: &Route) -> String {
        self.navigation.with_value(|n| n.whole(&route.address()))
    }

    /// The whole of an address of ours, for sharing.
    #[must_use]
    pub fn whole_address(&self, address: &str) -> String {
        self.navigation.with_value(|n| n.whole(address))
    }

    /// Takes the code of an invitation out of the address: it is for this reader, and not to be sent on by mistake or found in
    /// the history.
    #[must_use]
    pub fn take_invitation(&self) -> Option<String> {
        let code = Route::invitation(&self.navigation.with_value(Navigation::here))?;
        let screen = self.route.with_untracked(Route::address);
        self.navigation.with_value(|n| n.replace(&screen));
        Some(code)
    }

    /// Takes out of the address what a page of the mini-program has read and brought back to this screen: a reload is no second
    /// reading. What this tab has not asked for is gone with it: anybody can write such a link.
    #[must_use]
    pub fn take_reading(&self, screen: &Route) -> Option<String> {
        let address = self.navigation.with_value(Navigation::here);
        let read = Route::brought(&address, "scan");
        let asked = Route::brought(&address, "asked");
        if read.is_some() || asked.is_some() {
            self.navigation.with_value(|n| n.replace(&screen.address()));
        }
        let (read, asked) = (read?, asked?);
        self.data().has_asked(&asked).then_some(read)
    }

    /// What stands in the address of this screen, with its query.
    #[must_use]
    pub fn address(&self) -> String {
        self.navigation.with_value(Navigation::here)
    }

    /// Puts a query behind the address of this screen, which stays as it is.
    pub fn put_query(&self, screen: &Route, query: &str) {
        let address = [&screen.address(), query].concat();
        self.navigation.with_value(|n| n.replace(&address));
    }

    /// Takes what was brought under these names out of the address of this screen, which stays as it is.
    pub fn take_out(&self, names: &[&str]) {
        let before = self.address();
        let without = |address: String, name: &&str| Route::without(&address, name);
        let address = names.iter().fold(before.clone(), without);
        if address != before {
            self.navigation.with_value(|n| n.replace(&address));
        }
    }

    /// Goes to a screen.
    pub fn go(&self, route: Route) {
        self.navigation.with_value(|n| n.push(&route.address()));
        self.route.set(route);
    }

    /// Puts a screen in place of this one.
    pub fn replace(&self, route: Route) {
        self.navigation.with_value(|n| n.replace(&route.address()));
        self.route.set(route);
    }

    /// The same with an address of ours, and all that it brings.
    pub fn replace_by(&self, address: &str) {
        self.navigation.with_value(|n| n.replace(address));
        self.route.set(Route::parse(address));
    }

    /// Brings the reader back to where they were on this screen.
    pub fn restore_place(&self) {
        self.navigation.with_value(Navigation::restore_place);
    }

    /// Goes a step back; no when there is none within the app.
    #[must_use]
    pub fn back(&self) -> bool {
        self.navigation.with_value(Navigation::back)
    }

    /// Names the page.
    pub fn title(&self, title: &str) {
        host::set_title(&format!("{title} · {}", self.t.app_name()));
    }

    /// Shares an address; call it in a tap.
    pub fn share(&self, title: &str, url: &str) {
        let (title, url, t, toasts) = (title.to_owned(), url.to_owned(), self.t, self.toasts);
        let is_mini = host::is_in_mini_program();
        if is_mini {
            let screen = self.whole_address(&self.address());
            super::asking::tell_shared(&title, &url, screen);
        }
        spawn_local(async move {
            match host::share(&title, "", &url).await {
                host::Shared::Sheet => {}
                host::Shared::Copied if is_mini => toasts.say(Tone::Live, t.mini_share_copied()),
                host::Shared::Failed if is_mini => toasts.say(Tone::Neutral, t.mini_share()),
                host::Shared::Copied => toasts.say(Tone::Live, t.link_copied()),
                host::Shared::Failed => toasts.say(Tone::Warn, t.copy_failed()),
            }
        });
    }

    /// Where one signs in and comes back here from.
    #[must_use]
    pub fn sign_in(&self) -> Route {
        Route::SignIn(self.route.with_untracked(Route::address))
    }

    /// The whole address at which the app begins.
    #[must_use]
    pub fn home(&self) -> String {
        self.navigation.with_value(Navigation::home)
    }

    /// Somebody has signed in or out: nothing of who was there before stays on the screen.
    pub fn account_changed(&self) {
        self.feed.set_value(None);
        self.viewer.set(self.data().viewer_kept());
    }

    /// Keeps a choice of the reader.
    pub fn choose(&self, change: impl FnOnce(&mut Settings)) {
        self.settings.update(change);
        let kept = self
            .settings
            .with_untracked(|s| self.data().save_settings(s));
        if kept.is_err() {
            self.toasts.say(Tone::Warn, self.t_now().settings_unkept());
        }
    }

    /// The badge of what waits about an event or a community.
    #[must_use]
    pub fn mark(&self, is_event: bool, id: &str) -> Option<(Tone, String)> {
        self.waiting.with(|waiting| {
            let mut marks = waiting.marks.iter();
            let (.., tone, word) = marks.find(|mark| mark.0 == is_event && mark.1 == id)?;
            Some((*tone, word.clone()))
        })
    }

    /// Asks where the viewer stands, and sends what waits, once there is what it takes: nobody waits for it.
    pub fn refresh_viewer(&self) {
        let _later = ask_viewer(*self);
    }
}

part! {
    Pages "pages" "05":
    fn ask_viewer(here: Here) -> () {
        here.data().settle();
        tending::wake(here);
        spawn_local(fresh_viewer(here));
    }
}

/// Asks where the viewer stands.
pub(super) async fn fresh_viewer(here: Here) {
    if let Ok(fresh) = here.data().fresh(&Mine).await
        && here.viewer.try_with_untracked(|old| *old != fresh) == Some(true)
    {
        here.viewer.try_set(fresh);
    }
}
