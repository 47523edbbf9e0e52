//! The feed: communities and events together, why each is shown, and a place that is kept on back.

mod filters;
mod reading;

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    host,
    model::{FeedItem, Thing, When},
    route::{Looking, Route},
    ui::{
        Button, ButtonKind, Chips, ChipsLook, Choice, Keyed, Memo, PageHeader, Panel, RwSignal,
        SearchBox, Signal, Skeleton, SkeletonKind, StoredValue, changing, effect, el, feed_of,
        nothing, several,
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
    effect(move || {
        let wanted = looking.with(|l| l.text.clone());
        if text.with_untracked(|typed| typed.trim() != wanted) {
            text.set(wanted);
        }
    });
    effect(move || {
        let typed = text.get();
        if typed.trim() != looking.with_untracked(|l| l.text.clone()) {
            reading.type_text(here, typed.trim().to_owned());
        }
    });
    let header = changing(move || {
        let title = looking.with(|l| match (l.near, l.district.as_str(), l.city.as_str()) {
            (true, ..) | (false, "", "") => t.discover_title().to_owned(),
            (_, "", city) => t.in_place(city),
            (_, district, _) => t.in_place(district),
        });
        view! { <PageHeader title /> }.into_any()
    });
    let search = view! { <SearchBox label=t.search() clear=t.clear() value=text /> }.into_any();
    let controls = el("div")
        .class("stack-s")
        .child(search)
        .child(when_chips(here, looking))
        .child(filters::bar(here, looking, reading));
    several(vec![header, controls.into_any(), list(here, reading)])
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
    effect(move || {
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

/// A card under what tells it from the others: the thing, this telling of it, and what waits.
fn row(here: Here, item: FeedItem) -> Keyed {
    let (kind, id, telling) = match &item.thing {
        Thing::Community(c) => ("c", &c.id.0, Arc::as_ptr(c) as usize),
        Thing::Event(e) => ("e", &e.id.0, Arc::as_ptr(e) as usize),
    };
    let mark = here.mark(kind == "e", id);
    let mark = mark.map(|(_, word)| word).unwrap_or_default();
    let key = format!("{kind}/{id}/{telling}{mark}");
    Keyed::new(key, move || cards::feed_card(here, &item))
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
            let items = feed.iter().flat_map(|f| &f.items);
            let items = items.take(reading.drawn.get().min(reading.shown.get()));
            items.map(|item| row(here, item.clone())).collect()
        })
    };
    changing(move || match state.get() {
        0 => view! { <Skeleton kind=SkeletonKind::Card label=t.loading() count=4 /> }.into_any(),
        1 => empty(here, reading),
        2 => reading
            .error
            .get_untracked()
            .map(|error| live::failure(here, &error, move || reading.again(here)))
            .unwrap_or_else(nothing),
        _ => {
            let there = Signal::stored(true);
            // A heading for those who do not see the cards, which are a level below it.
            let feed = el("section")
                .attr("aria-label", t.feed_label())
                .child(el("h2").class("hide").child(t.feed_label()))
                .child(feed_of(cards));
            several(vec![
                live::age(here, there, reading.at, reading.error),
                feed.into_any(),
                end(here, reading),
            ])
        }
    })
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
    let mut buttons = Vec::new();
    if more {
        let on = move || reading.read_on(here);
        let look_on = view! { <Button busy=reading.loading on_click=on>{t.look_on()}</Button> };
        buttons.push(look_on.into_any());
    }
    let all = move || here.replace(Route::discover());
    let reset = view! { <Button kind=ButtonKind::Secondary on_click=all>{t.reset()}</Button> };
    buttons.push(reset.into_any());
    view! { <Panel title=t.empty_title() text>{buttons}</Panel> }.into_any()
}

/// The end of the list: seen, it grows; and a button does the same.
fn end(here: Here, reading: Reading) -> AnyView {
    let t = here.t;
    let more = move || {
        let grow = move || reading.grow(here);
        view! {
            <Button kind=ButtonKind::Quiet wide=true busy=reading.loading on_click=grow>
                {t.more()}
            </Button>
        }
        .into_any()
    };
    let again = move || {
        let retry = move || reading.go_on(here);
        view! {
            <Button wide=true busy=reading.loading on_click=retry>
                {t.try_again()}
            </Button>
        }
        .into_any()
    };
    // 0: the last stretch failed; 1: there is more; 2: that is all.
    let state = Memo::new(move |_| {
        if reading.error.with(Option::is_some) {
            return 0_u32;
        }
        let (all, further) = reading
            .feed
            .with(|f| f.as_ref().map_or((0, false), |f| (f.items.len(), f.more())));
        if reading.shown.get() < all || further {
            1
        } else {
            2
        }
    });
    let foot = changing(move || match state.get() {
        0 => again(),
        1 => more(),
        _ => el("p")
            .class("feed-end muted")
            .child(t.feed_end())
            .into_any(),
    });
    let watched = StoredValue::new(None::<host::Watch>);
    let mark = el("div").track(move |mark| {
        if watched.with_value(Option::is_none) {
            watched.set_value(host::when_seen(mark, move || reading.grow(here)));
        }
    });
    on_cleanup(move || {
        watched.try_update_value(Option::take);
    });
    // A list that grew by less than a screen leaves the mark in sight, of which nobody is told.
    effect(move || {
        reading.drawn.track();
        reading.loading.track();
        watched.with_value(|watch| watch.iter().for_each(host::Watch::look_again));
    });
    mark.child(foot).into_any()
}
