//! The feed: communities and events together, why each is shown, and a place that is kept on back.

mod filters;
mod reading;

pub use reading::Remembered;

use leptos::prelude::*;

use crate::{
    host,
    model::{FeedItem, Thing, When},
    route::{Looking, Route},
    ui::{
        Button, ButtonKind, Chips, ChipsLook, Choice, Feed, PageHeader, Panel, SearchBox, Skeleton,
        SkeletonKind,
    },
};

use super::{Here, cards, live};
use reading::Reading;

/// The page.
pub fn page(here: Here) -> AnyView {
    let t = here.t;
    here.title(t.discover());
    let looking = Memo::new(move |before: Option<&Looking>| match here.route.get() {
        Route::Discover(looking) => looking,
        // The reader is leaving: the page stays as it was.
        _ => before.cloned().unwrap_or_default(),
    });
    let reading = Reading::start(here, looking);
    let text = RwSignal::new(looking.with_untracked(|l| l.text.clone()));
    // A tap on the tab leads to the bare feed: the box follows.
    Effect::new(move |_| {
        let wanted = looking.with(|l| l.text.clone());
        if text.with_untracked(|typed| typed.trim() != wanted) {
            text.set(wanted);
        }
    });
    Effect::new(move |before: Option<()>| {
        let typed = text.get();
        if before.is_some() {
            reading.type_text(here, typed.trim().to_owned());
        }
    });
    let header = move || {
        let title = looking.with(|l| match (l.near, l.district.as_str(), l.city.as_str()) {
            (true, ..) | (false, "", "") => t.discover_title().to_owned(),
            (_, "", city) => t.in_place(city),
            (_, district, _) => t.in_place(district),
        });
        view! { <PageHeader title /> }
    };
    view! {
        {header}
        <div class="stack-s">
            <SearchBox label=t.search() clear=t.clear() value=text />
            {when_chips(here, looking)}
            {filters::bar(here, looking, reading)}
        </div>
        {list(here, reading)}
    }
    .into_any()
}

fn when_word(when: When) -> &'static str {
    match when {
        When::Any => "",
        When::Tonight => "tonight",
        When::ThisWeek => "week",
        When::Weekend => "weekend",
    }
}

fn when_chips(here: Here, looking: Memo<Looking>) -> AnyView {
    let t = here.t;
    let value = RwSignal::new(looking.with_untracked(|l| when_word(l.when).to_owned()));
    Effect::new(move |_| {
        let now = looking.with(|l| when_word(l.when));
        if value.with_untracked(|v| v != now) {
            value.set(now.to_owned());
        }
    });
    let options = vec![
        Choice::new("", t.when_any()),
        Choice::new("tonight", t.when_tonight()),
        Choice::new("week", t.when_week()),
        Choice::new("weekend", t.when_weekend()),
    ];
    let choose = move |chosen: String| {
        let when = match chosen.as_str() {
            "tonight" => When::Tonight,
            "week" => When::ThisWeek,
            "weekend" => When::Weekend,
            _ => When::Any,
        };
        here.replace(Route::Discover(Looking {
            when,
            ..looking.get_untracked()
        }));
    };
    view! {
        <Chips label=t.when_label() options value look=ChipsLook::Segments on_change=choose />
    }
    .into_any()
}

/// What tells two rows apart: the thing, and this telling of it.
fn row_key(item: &FeedItem) -> (String, usize) {
    match &item.thing {
        Thing::Community(c) => (format!("c/{}", c.id), std::sync::Arc::as_ptr(c) as usize),
        Thing::Event(e) => (format!("e/{}", e.id), std::sync::Arc::as_ptr(e) as usize),
    }
}

fn list(here: Here, reading: Reading) -> AnyView {
    let t = here.t;
    let state = Memo::new(move |_| {
        match (
            reading.feed.with(|f| f.as_ref().map(|f| f.items.len())),
            reading.error.with(Option::is_some),
        ) {
            (Some(0), _) if reading.loading.get() => 0_u8,
            (Some(0), true) => 2,
            (Some(0), false) => 1,
            (Some(_), _) => 3,
            (None, true) => 2,
            (None, false) => 0,
        }
    });
    let cards = move || {
        reading.feed.with(|feed| {
            let shown = reading.shown.get();
            feed.iter()
                .flat_map(|f| f.items.iter().take(shown).cloned())
                .collect::<Vec<_>>()
        })
    };
    let drawn = move || match state.get() {
        0 => view! { <Skeleton kind=SkeletonKind::Card label=t.loading() count=4 /> }.into_any(),
        1 => empty(here, reading),
        2 => reading
            .error
            .get_untracked()
            .map(|error| live::failure(here, &error, move || reading.again(here)))
            .unwrap_or_else(|| ().into_any()),
        _ => view! {
            {live::age(here, reading.at, reading.error)}
            <section aria-label=t.feed_label()>
                <Feed>
                    <For each=cards key=row_key let:item>
                        {cards::feed_card(here, &item)}
                    </For>
                </Feed>
            </section>
            {end(here, reading)}
        }
        .into_any(),
    };
    drawn.into_any()
}

fn empty(here: Here, reading: Reading) -> AnyView {
    let t = here.t;
    let looked = reading
        .feed
        .with_untracked(|f| f.as_ref().map_or(0, |f| f.looked));
    let more = reading
        .feed
        .with_untracked(|f| f.as_ref().is_some_and(crate::data::Feed::more));
    let text = format!(
        "{}{}",
        t.empty_text(),
        t.looked_through(&looked.to_string())
    );
    view! {
        <Panel title=t.empty_title() text>
            {more.then(|| view! {
                <Button busy=reading.loading on_click=move || reading.read_on(here)>{t.look_on()}</Button>
            })}
            <Button
                kind=ButtonKind::Secondary
                on_click=move || here.replace(Route::discover())
            >
                {t.reset()}
            </Button>
        </Panel>
    }
    .into_any()
}

/// The end of the list: seen, it grows; and a button does the same.
fn end(here: Here, reading: Reading) -> AnyView {
    let t = here.t;
    let mark = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if let Some(mark) = mark.get() {
            let watch = host::when_seen(&mark, move || reading.grow(here));
            let watch = StoredValue::new_local(watch);
            on_cleanup(move || {
                watch.try_update_value(Option::take);
            });
        }
    });
    let foot = move || {
        let (all, more) = reading
            .feed
            .with(|f| f.as_ref().map_or((0, false), |f| (f.items.len(), f.more())));
        if reading.shown.get() < all || more {
            view! {
                <Button
                    kind=ButtonKind::Quiet
                    wide=true
                    busy=reading.loading
                    on_click=move || reading.grow(here)
                >
                    {t.more()}
                </Button>
            }
            .into_any()
        } else {
            view! { <p class="feed-end muted">{t.feed_end()}</p> }.into_any()
        }
    };
    view! { <div node_ref=mark>{foot}</div> }.into_any()
}
