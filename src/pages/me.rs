//! What waits; who is signed in; the reader's own choices: language, theme, size of text, interests; what is kept; about.

mod account;
mod kept;
mod playing;
mod waiting;

use leptos::prelude::*;

use crate::{
    data::{CommunitiesPage, Language, TextSize, Theme},
    route::Route,
    ui::{
        Chips, ChipsLook, Choice, Icon, Notice, NoticeKind, PageHeader, Row, Rows, RwSignal,
        Section, changing, el, nothing, several,
    },
};

use super::Here;

/// So many interests are offered.
const TAGS: usize = 30;

/// The page.
pub fn page(here: Here) -> AnyView {
    let t = here.t;
    here.title(t.me());
    let demo = here.data().service() == "embedded";
    let header = view! { <PageHeader title=t.me() /> };
    let note = if demo {
        view! { <Notice kind=NoticeKind::Info text=t.demo_note() /> }.into_any()
    } else {
        nothing()
    };
    several(vec![
        header.into_any(),
        note,
        waiting::waiting(here),
        super::asking::home(here),
        account::account(here),
        playing::playing(here),
        super::entries::all(here),
        super::cards::found(here),
        language(here),
        theme(here),
        size(here),
        interests(here),
        kept::kept(here),
        about(here),
    ])
}

fn about(here: Here) -> AnyView {
    let t = here.t;
    let row = view! {
        <Row
            title=t.connection()
            note=t.connection_text()
            icon=Some(Icon::Globe)
            href=here.link(&Route::Connection)
        />
    };
    let row = row.into_any();
    let inside = vec![
        el("p").child(t.about_text()).into_any(),
        view! { <Rows>{row}</Rows> }.into_any(),
        el("p")
            .class("muted")
            .child(t.version(env!("CARGO_PKG_VERSION")))
            .into_any(),
    ];
    view! { <Section title=t.about_app()>{inside}</Section> }.into_any()
}

fn language(here: Here) -> AnyView {
    let t = here.t;
    let chosen = match here.settings.with_untracked(|s| s.lang) {
        None => "",
        Some(Language::Hans) => "zh-Hans",
        Some(Language::Hant) => "zh-Hant",
        Some(Language::En) => "en",
    };
    let options = vec![
        Choice::new("", t.follow_device()),
        Choice::new("zh-Hans", "简体中文"),
        Choice::new("zh-Hant", "繁體中文"),
        Choice::new("en", "English"),
    ];
    choice(t.language(), options, chosen, move |value| {
        here.choose(|s| {
            s.lang = match value.as_str() {
                "zh-Hans" => Some(Language::Hans),
                "zh-Hant" => Some(Language::Hant),
                "en" => Some(Language::En),
                _ => None,
            };
        });
    })
}

fn theme(here: Here) -> AnyView {
    let t = here.t;
    let chosen = match here.settings.with_untracked(|s| s.theme) {
        Theme::Auto => "",
        Theme::Light => "light",
        Theme::Dark => "dark",
    };
    let options = vec![
        Choice::new("", t.follow_device()),
        Choice::new("light", t.theme_light()),
        Choice::new("dark", t.theme_dark()),
    ];
    choice(t.theme(), options, chosen, move |value| {
        here.choose(|s| {
            s.theme = match value.as_str() {
                "light" => Theme::Light,
                "dark" => Theme::Dark,
                _ => Theme::Auto,
            };
        });
    })
}

fn size(here: Here) -> AnyView {
    let t = here.t;
    let chosen = match here.settings.with_untracked(|s| s.text) {
        TextSize::M => "",
        TextSize::L => "l",
        TextSize::Xl => "xl",
    };
    let options = vec![
        Choice::new("", t.text_m()),
        Choice::new("l", t.text_l()),
        Choice::new("xl", t.text_xl()),
    ];
    choice(t.text_size(), options, chosen, move |value| {
        here.choose(|s| {
            s.text = match value.as_str() {
                "l" => TextSize::L,
                "xl" => TextSize::Xl,
                _ => TextSize::M,
            };
        });
    })
}

fn choice(
    title: &'static str,
    options: Vec<Choice>,
    chosen: &str,
    choose: impl Fn(String) + Send + 'static,
) -> AnyView {
    let value = RwSignal::new(chosen.to_owned());
    let chips = view! {
        <Chips label=title options value look=ChipsLook::Wrap on_change=choose />
    };
    let chips = chips.into_any();
    view! { <Section title>{chips}</Section> }.into_any()
}

fn interests(here: Here) -> AnyView {
    let data = here.data();
    let read = RwSignal::new(false);
    if data.kept(&CommunitiesPage::default()).is_none() {
        // Opened by its own address: what there is to like is not known yet.
        leptos::task::spawn_local(async move {
            let _kept = data.fresh(&CommunitiesPage::default()).await;
            read.try_set(true);
        });
    }
    changing(move || {
        read.track();
        liked(here)
    })
}

fn liked(here: Here) -> AnyView {
    let t = here.t;
    let mut chosen = here.settings.with_untracked(|s| s.interests.clone());
    let mut tags = chosen.clone();
    if let Some(kept) = here.data().kept(&CommunitiesPage::default()) {
        for tag in kept.data.items.into_iter().flat_map(|c| c.tags) {
            if !tags.contains(&tag) && tags.len() < TAGS {
                tags.push(tag);
            }
        }
    }
    if tags.is_empty() {
        return nothing();
    }
    let options = tags
        .into_iter()
        .map(|tag| Choice::new(tag.clone(), tag))
        .collect();
    chosen.retain(|tag| !tag.is_empty());
    let value = RwSignal::new(chosen.join("\n"));
    let choose = move |value: String| {
        here.choose(|s| {
            s.interests = value
                .lines()
                .filter(|tag| !tag.is_empty())
                .map(str::to_owned)
                .collect();
        });
    };
    let chips = view! {
        <Chips
            label=t.my_interests()
            options
            value
            many=true
            look=ChipsLook::Wrap
            on_change=choose
        />
    };
    let help = el("p").class("muted").child(t.my_interests_help());
    let inside = vec![help.into_any(), chips.into_any()];
    view! { <Section title=t.my_interests()>{inside}</Section> }.into_any()
}
