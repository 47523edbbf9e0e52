//! The frame around every page: bottom bar, toasts, going from page to page.

use leptos::prelude::*;

use super::config::Trouble;

use crate::{
    data::{Data, Language, Settings, TextSize, Theme},
    host::{self, Navigation, reader_zone},
    i18n::T,
    model::Viewer,
    pages::{self, Here, later},
    parts::part,
    route::Route,
    ui::{
        BarItem, BottomBar, Button, ButtonKind, Icon, Memo, Panel, PanelKind, RwSignal, Shell,
        Signal, ToastRegion, Tone, changing, effect, el, several,
    },
};

/// The language that was chosen, else the reader's.
fn language(settings: &Settings) -> Language {
    settings
        .lang
        .unwrap_or_else(|| Language::of_reader(&host::languages()))
}

fn dress(settings: &Settings) {
    let theme = match settings.theme {
        Theme::Auto => None,
        Theme::Light => Some("light"),
        Theme::Dark => Some("dark"),
    };
    let text = match settings.text {
        TextSize::M => None,
        TextSize::L => Some("l"),
        TextSize::Xl => Some("xl"),
    };
    host::dress(T(language(settings)).tag(), theme, text);
}

/// The whole app.
pub(super) fn shell(data: &'static Data, navigation: Navigation) -> AnyView {
    let route = RwSignal::new(Route::parse(&navigation.here()));
    let settings = RwSignal::new(data.settings());
    let viewer: RwSignal<Viewer> = RwSignal::new(data.viewer_kept());
    let online = RwSignal::new(host::online());
    let woken = RwSignal::new(0_u32);
    let here = Here::new(
        T(language(&settings.get_untracked())),
        data,
        navigation.clone(),
        reader_zone(),
    )
    .with(route, settings, viewer, online, woken);
    let toasts = here.toasts;

    navigation.on_link({
        let navigation = navigation.clone();
        move |address| {
            navigation.push(&address);
            route.set(Route::parse(&address));
        }
    });
    navigation.on_travel({
        let navigation = navigation.clone();
        move || route.set(Route::parse(&navigation.here()))
    });
    host::when_woken(move || {
        let now_online = host::online();
        let was_online = online.get_untracked();
        if was_online != now_online {
            online.set(now_online);
            let t = here.t_now();
            let (tone, now, over) = match now_online {
                true => (Tone::Live, t.back_online(), t.is_offline()),
                false => (Tone::Warn, t.is_offline(), t.back_online()),
            };
            toasts.take_back(over);
            toasts.say(tone, now);
        }
        woken.update(|n| *n = n.wrapping_add(1));
        if now_online {
            here.refresh_viewer();
        }
    });
    effect(move || settings.with(dress));
    effect(move || {
        // At the start, or when what asks has come.
        here.coming.track();
        here.refresh_viewer();
    });

    // A page is made anew for another screen and for another language; settings and what is looked
    // for change within it.
    let screen = Memo::new(move |before: Option<&Route>| {
        let now = route.get();
        match before {
            Some(before) if before.same_screen(&now) => before.clone(),
            _ => now,
        }
    });
    let language = Memo::new(move |_| settings.with(language));
    let mut first = true;
    effect(move || {
        screen.track();
        if !std::mem::take(&mut first) {
            host::focus_main();
        }
        // At the start too: a reload is no reason to lose one's place.
        navigation.restore_place();
    });
    changing(move || {
        if let Some(why) = here.fault.get() {
            return unusable(Trouble::Wrong(why));
        }
        let here = here.in_language(T(language.get()));
        let page = changing(move || pages::view(here, screen.get()));
        let shell = view! { <Shell skip=here.t.skip() bar=bar(here, screen)>{page}</Shell> };
        let toasts = later::quietly(here, move || toast_region(here));
        several(vec![shell.into_any(), toasts])
    })
}

part! {
    Pages "pages" "06":
    fn toast_region(here: Here) -> AnyView {
        // In another language what waits is said in other words.
        pages::tell_what_waits(here);
        view! { <ToastRegion toasts=here.toasts close=here.t.close() /> }.into_any()
    }
}

fn bar(here: Here, screen: Memo<Route>) -> AnyView {
    let t = here.t;
    let item = |route: &Route, label: &str, icon: Icon| BarItem {
        href: here.link(route),
        label: label.to_owned(),
        icon,
        waiting: Signal::stored(None),
    };
    let waiting = Signal::derive(move || here.waiting.with(|waiting| waiting.words.clone()));
    let items = vec![
        item(&Route::discover(), t.discover(), Icon::Discover),
        item(&Route::Agenda, t.agenda(), Icon::Agenda),
        item(&Route::Mine, t.mine(), Icon::Circle),
        BarItem {
            waiting,
            ..item(&Route::Me, t.me(), Icon::Me)
        },
    ];
    let current = Signal::derive(move || {
        screen.with(|route| match route {
            Route::Discover(_)
            | Route::Community(_)
            | Route::Join(_)
            | Route::Members(_)
            | Route::Member(..)
            | Route::Event(_)
            | Route::SignUp(_)
            | Route::NotFound => Some(0),
            Route::Agenda => Some(1),
            Route::Mine
            | Route::Organise(_)
            | Route::OrganiseMembers(_)
            | Route::OrganiseInvitations(_)
            | Route::About(_)
            | Route::Host(_)
            | Route::Found(_) => Some(2),
            Route::Me | Route::Entry(_) | Route::SignIn(_) | Route::Connection => Some(3),
            Route::Catalogue => None,
        })
    });
    view! { <BottomBar label=t.nav() items current brand=t.app_name() /> }.into_any()
}

/// The site's own files cannot be used.
pub(super) fn unusable(trouble: Trouble) -> AnyView {
    let t = T(Language::of_reader(&host::languages()));
    let (kind, title, text) = match trouble {
        Trouble::Network => (
            PanelKind::Offline,
            t.err_network(),
            t.err_network_text().to_owned(),
        ),
        Trouble::Wrong(why) => (PanelKind::Error, t.err_config(), why),
    };
    let panel = view! {
        <Panel kind title text>
            <Button kind=ButtonKind::Primary on_click=host::reload>{t.try_again()}</Button>
        </Panel>
    };
    el("main")
        .attr("id", "main")
        .child(el("h1").class("hide").child(t.app_name()))
        .child(panel.into_any())
        .into_any()
}
