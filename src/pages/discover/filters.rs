//! The filter: where, what, which interests, in which order. The address holds it all, so that it
//! can be shared and comes back with the page.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::{CommunitiesPage, Few},
    model::{FeedSort, Kind, sort_by},
    parts::part,
    route::{Looking, Route},
    ui::{
        Button, ButtonKind, Buttons, ChipButton, ChipRow, Chips, ChipsLook, Choice, Icon, Memo,
        RwSignal, Sheet, Signal, Tone, changing, el, nothing, several,
    },
};

use super::reading::Reading;
use crate::pages::{
    Here,
    asking::{self, Located},
    later,
};

/// So many interests are offered: those that most communities have.
const TAGS: usize = 24;

/// The line under the search box.
pub(super) fn bar(here: Here, looking: Memo<Looking>, reading: Reading) -> AnyView {
    let t = here.t;
    let open = RwSignal::new(false);
    let asked = RwSignal::new(false);
    let label = Signal::derive(move || match looking.with(set) {
        0 => t.filter().to_owned(),
        n => t.filter_n(&n.to_string()),
    });
    let locating = RwSignal::new(false);
    let near_label = Signal::derive(move || match (locating.get(), near_on(here, looking)) {
        (true, _) => t.locating().to_owned(),
        (_, true) => t.near_me_on().to_owned(),
        _ => t.near_me().to_owned(),
    });
    // A shared address says *near*, but not near what: then the chip is off, and a tap asks.
    let near = Signal::derive(move || near_on(here, looking));
    let filtered = Signal::derive(move || looking.with(set) > 0);
    let filter = view! {
        <ChipButton
            label
            icon=Some(Icon::Filter)
            pressed=filtered
            on_click=move || {
                open.set(true);
                asked.set(true);
                later::fetch(here);
            }
        />
    };
    let near = view! {
        <ChipButton
            label=near_label
            icon=Some(Icon::Near)
            pressed=near
            on_click=move || {
                asked.set(true);
                later::soon(here, move || toggle_near(here, looking, locating));
            }
        />
    };
    let chips = vec![filter.into_any(), near.into_any()];
    let row = view! { <ChipRow label=t.filter()>{chips}</ChipRow> };
    let sheet = later::quietly(here, move || sheet(here, looking, reading, open));
    // What a tap asked for is on its way, or did not come: said here, since nothing else moves.
    let coming = changing(move || match asked.get() {
        true => later::waiting(here),
        false => nothing(),
    });
    several(vec![row.into_any(), coming, sheet])
}

fn near_on(here: Here, looking: Memo<Looking>) -> bool {
    looking.with(|l| l.near) && here.settings.with(|s| s.here.is_some())
}

/// How many filters are set, those with a place of their own not counted.
fn set(looking: &Looking) -> usize {
    usize::from(!looking.city.is_empty())
        + looking.tags.len()
        + usize::from(looking.kind.is_some())
        + usize::from(looking.sort != FeedSort::Recommended)
}

part! {
    Pages "pages" "07":
    /// Asks for the reader's place, or forgets it.
    fn toggle_near(here: Here, looking: Memo<Looking>, locating: RwSignal<bool>) -> () {
    // Who tapped may have walked on before this part came.
    let Some(now) = looking.try_get_untracked() else {
        return;
    };
    if now.near && here.settings.with_untracked(|s| s.here.is_some()) {
        here.replace(Route::Discover(Looking { near: false, ..now }));
        return;
    }
    if locating.get_untracked() {
        return;
    }
    locating.set(true);
    spawn_local(async move {
        let back = Route::Discover(now);
        let found = asking::locate(here, Some(&back)).await;
        if locating.try_set(false).is_some() {
            return;
        }
        match found {
            Located::At(place) => {
                here.choose(|settings| settings.here = Some(place));
                let Some(now) = looking.try_get_untracked() else {
                    return;
                };
                let near = Looking {
                    near: true,
                    city: String::new(),
                    district: String::new(),
                    ..now
                };
                here.replace(Route::Discover(near));
            }
            Located::Away => {}
            Located::No => here.toasts.say(Tone::Warn, here.t.near_me_refused()),
        }
    });
}
}

/// Cities with their districts, and interests, as the communities that are kept have them.
fn offered(here: Here) -> (Few<String, Vec<String>>, Vec<String>) {
    let mut places: Few<String, Vec<String>> = Few::default();
    let mut tags: Vec<(String, usize)> = Vec::new();
    let kept = here.data().kept(&CommunitiesPage::default());
    for community in kept.into_iter().flat_map(|k| k.data.items) {
        let area = community.area;
        if places.get(&area.city).is_none() && !area.city.is_empty() {
            places.insert(area.city.clone(), Vec::new());
        }
        if let Some(districts) = places.get_mut(&area.city)
            && !area.district.is_empty()
            && !districts.contains(&area.district)
        {
            districts.push(area.district);
        }
        for tag in community.tags {
            match tags.iter_mut().find(|(known, _)| *known == tag) {
                Some((_, n)) => *n += 1,
                None => tags.push((tag, 1)),
            }
        }
    }
    sort_by(&mut tags, |a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    (
        places,
        tags.into_iter().take(TAGS).map(|(tag, _)| tag).collect(),
    )
}

part! {
    Pages "pages" "08":
    /// What is chosen less often.
    fn sheet(here: Here, looking: Memo<Looking>, reading: Reading, open: RwSignal<bool>) -> AnyView {
    let t = here.t;
    let change = move |change: &dyn Fn(&mut Looking)| {
        let mut now = looking.get_untracked();
        change(&mut now);
        here.replace(Route::Discover(now));
    };
    let found = Signal::derive(move || {
        reading
            .feed
            .with(|f| f.as_ref().map_or(0, |f| f.items.len()))
    });
    let reset = move || {
        let now = looking.get_untracked();
        here.replace(Route::Discover(Looking {
            when: now.when,
            text: now.text,
            ..Looking::default()
        }));
        open.set(false);
    };
    let show = move || format!("{} · {}", t.show_results(), found.get()).into_any();
    let foot = move || {
        let show = changing(show);
        let reset = view! { <Button kind=ButtonKind::Quiet on_click=reset>{t.reset()}</Button> };
        let show = view! {
            <Button kind=ButtonKind::Primary wide=true on_click=move || open.set(false)>{show}</Button>
        };
        let both = vec![reset.into_any(), show.into_any()];
        view! { <Buttons>{both}</Buttons> }.into_any()
    };
    let body = move || {
        let now = looking.get_untracked();
        let (places, tags) = offered(here);
        let tags = group(
            t.interests(),
            tags.iter()
                .map(|tag| Choice::new(tag.clone(), tag.clone()))
                .collect(),
            now.tags.join("\n"),
            true,
            move |chosen| {
                change(&|l| {
                    let tags = chosen.lines().filter(|tag| !tag.is_empty());
                    l.tags = tags.map(str::to_owned).collect();
                });
            },
        );
        let kinds = group(
            t.kind_label(),
            vec![
                Choice::new("", t.all()),
                Choice::new("communities", t.kind_communities()),
                Choice::new("events", t.kind_events()),
            ],
            match now.kind {
                None => "",
                Some(Kind::Communities) => "communities",
                Some(Kind::Events) => "events",
            }
            .to_owned(),
            false,
            move |chosen| {
                change(&|l| {
                    l.kind = match chosen.as_str() {
                        "communities" => Some(Kind::Communities),
                        "events" => Some(Kind::Events),
                        _ => None,
                    };
                });
            },
        );
        let sort = group(
            t.sort_label(),
            sorts(here),
            match now.sort {
                FeedSort::Recommended => "",
                FeedSort::Soon => "soon",
                FeedSort::Near => "near",
            }
            .to_owned(),
            false,
            move |chosen| {
                change(&|l| {
                    l.sort = match chosen.as_str() {
                        "soon" => FeedSort::Soon,
                        "near" => FeedSort::Near,
                        _ => FeedSort::Recommended,
                    };
                });
            },
        );
        let places = place_chips(here, &now, &places, looking);
        el("div")
            .class("stack-l")
            .child(vec![places, tags, kinds, sort])
            .into_any()
    };
    view! {
        <Sheet open title=t.filter() close=t.close() foot>
            {body()}
        </Sheet>
    }
    .into_any()
}
}

/// *Nearest* only where it is known from where.
fn sorts(here: Here) -> Vec<Choice> {
    let t = here.t;
    let mut all = vec![
        Choice::new("", t.sort_recommended()),
        Choice::new("soon", t.sort_soon()),
    ];
    if here.settings.with_untracked(|s| s.here.is_some()) {
        all.push(Choice::new("near", t.sort_near()));
    }
    all
}

fn place_chips(
    here: Here,
    now: &Looking,
    places: &Few<String, Vec<String>>,
    looking: Memo<Looking>,
) -> AnyView {
    let t = here.t;
    let mut options = vec![Choice::new("", t.everywhere())];
    for (city, districts) in places.iter() {
        options.push(Choice::new(format!("{city}/"), t.whole_city(city)));
        options.extend(
            districts
                .iter()
                .map(|d| Choice::new(format!("{city}/{d}"), d.clone())),
        );
    }
    let value = if now.city.is_empty() {
        String::new()
    } else {
        format!("{}/{}", now.city, now.district)
    };
    group(t.where_label(), options, value, false, move |chosen| {
        let (city, district) = chosen.split_once('/').unwrap_or_default();
        here.choose(|settings| {
            settings.city = city.to_owned();
            settings.district = district.to_owned();
        });
        here.replace(Route::Discover(Looking {
            city: city.to_owned(),
            district: district.to_owned(),
            near: false,
            ..looking.get_untracked()
        }));
    })
}

fn group(
    label: &'static str,
    options: Vec<Choice>,
    value: String,
    many: bool,
    choose: impl Fn(String) + Send + 'static,
) -> AnyView {
    let value = RwSignal::new(value);
    let chips = view! {
        <Chips label=label options value many look=ChipsLook::Wrap on_change=choose />
    };
    el("div")
        .class("stack-s")
        .child(el("h3").child(label))
        .child(chips.into_any())
        .into_any()
}
