//! All events of a community, as its hosts look after them: what is proposed first, then what comes, then what was.
//!
//! What comes is read page by page. What was is read window by window, each whole and twice as long as the one after it, back to
//! when the community was founded; each says how far back it goes.

use std::sync::Arc;

use chrono::Datelike as _;
use leptos::prelude::*;

use crate::{
    data::CommunityById,
    model::{Community, CommunityId, Event, EventStatus, Instant, SERIES_DAYS_MAX, local_date},
    pages::{
        Here, cards,
        list::List,
        live::{live, shown},
        waiting,
    },
    route::{Hosting, Route},
    ui::{
        Button, ButtonKind, ButtonLink, Icon, Memo, PageHeader, RwSignal, Section, Skeleton,
        SkeletonKind, changing, effect, el, nothing, several,
    },
};

use super::{closed, roles};

/// So far back the latest window of what is over goes, in seconds.
const PAST_S: i64 = 90 * 86_400;
/// So far ahead what comes is asked for: as far as a series goes. No window of what was is as wide, under whose key it would be kept.
const AHEAD_S: i64 = SERIES_DAYS_MAX as i64 * 86_400;
/// So many windows there are at most: eleven years and more.
const WINDOWS: u32 = 6;

/// What comes, and the latest of what was.
#[derive(Clone, Copy)]
struct Events {
    coming: List<Event>,
    past: List<Event>,
    /// Between the two.
    now: Instant,
}

/// The page.
pub(super) fn page(here: Here, id: CommunityId) -> AnyView {
    let t = here.t;
    here.title(t.plan_events());
    let it = live(here, CommunityById(id.clone()));
    let now = here.now();
    let coming = List::of_events(here, &id, (now, now.plus(AHEAD_S)), false);
    let events = Events {
        coming: in_step(here, coming),
        past: in_step(here, window(here, &id, 0, now)),
        now,
    };
    shown(
        here,
        it,
        t.plan_events(),
        SkeletonKind::Page,
        move |community| draw(here, &community, events),
        |_| None,
    )
}

/// Where a window of what was begins, counted from the latest, which ends `now`.
fn begins(window: u32, now: Instant) -> Instant {
    now.plus(-PAST_S * ((1 << (window + 1)) - 1))
}

fn window(here: Here, id: &CommunityId, at: u32, now: Instant) -> List<Event> {
    let to = at.checked_sub(1).map_or(now, |later| begins(later, now));
    List::of_events(here, id, (begins(at, now), to), true)
}

/// Reads it again when what waited was sent, or was refused.
fn in_step(here: Here, list: List<Event>) -> List<Event> {
    let mut before = None;
    effect(move || {
        let now = Some(waiting::all(here).len());
        if before.is_some() && before != now {
            list.read();
        }
        before = now;
    });
    list
}

fn draw(here: Here, community: &Arc<Community>, events: Events) -> AnyView {
    let t = here.t;
    let back = Route::Community(community.id.clone());
    let header = view! {
        <PageHeader
            title=t.plan_events()
            kicker=community.name.clone()
            back=Some((here.link(&back), t.back().to_owned()))
            on_back=move || here.back()
        />
    };
    let of = Arc::clone(community);
    let body = changing(move || match roles(here, &of) {
        (true, _) => several(vec![ways(here, &of, events), lists(here, &of, events)]),
        _ => closed(here, &back),
    });
    several(vec![header.into_any(), body])
}

/// A new one, or one like the last.
fn ways(here: Here, community: &Community, events: Events) -> AnyView {
    let t = here.t;
    if !here.data().carries("create-event") {
        return nothing();
    }
    let id = community.id.clone();
    let new = here.link(&Hosting::New(id.clone(), None).route());
    let like = changing(move || {
        let begun = |list: List<Event>| {
            list.all.with(|all| {
                let all = all.iter().flatten().map(|row| &row.it);
                let real = all.filter(|one| one.status != EventStatus::Proposed);
                real.filter(|one| one.start <= here.now())
                    .max_by_key(|one| one.start)
                    .map(|one| one.id.clone())
            })
        };
        let last = begun(events.coming).or_else(|| begun(events.past));
        let Some(last) = last else {
            return nothing();
        };
        let href = here.link(&Hosting::New(id.clone(), Some(last)).route());
        view! { <ButtonLink href icon=Some(Icon::Repeat)>{t.plan_like_last()}</ButtonLink> }
            .into_any()
    });
    let new = view! {
        <ButtonLink href=new kind=ButtonKind::Primary icon=Some(Icon::Plus)>
            {t.act_create_event()}
        </ButtonLink>
    };
    el("div")
        .class("btns")
        .child(vec![new.into_any(), like])
        .into_any()
}

fn lists(here: Here, community: &Arc<Community>, events: Events) -> AnyView {
    let (t, coming) = (here.t, events.coming);
    let is_proposed =
        move |one: &Event| one.status == EventStatus::Proposed && one.ends() > events.now;
    let is_coming =
        move |one: &Event| one.status != EventStatus::Proposed && one.ends() > events.now;
    let proposed = changing(move || {
        let cards = drawn(here, coming, is_proposed);
        match cards.is_empty() {
            true => nothing(),
            false => section(t.plan_proposed(), several(cards)),
        }
    });
    let cards = of_list(here, coming, is_coming, t.no_events());
    let more = Memo::new(move |_| coming.more.get());
    let more = changing(move || {
        if !more.get() {
            return nothing();
        }
        let on = move || coming.read_on();
        view! { <Button wide=true busy=coming.loading on_click=on>{t.load_more()}</Button> }
            .into_any()
    });
    // How many there are, and whether these are all.
    let shown = el("p")
        .class("muted num")
        .attr("role", "status")
        .fill(move || {
            let many = count(coming, is_coming);
            match (many, coming.more.get()) {
                (0, _) => String::new(),
                (many, true) => t.plan_shown(&many.to_string()),
                (many, false) => t.plan_all(&many.to_string()),
            }
        });
    let inside = several(vec![cards, shown.into_any(), more]);
    // A young community has no past to speak of.
    let is_young = is_first(community, 0, events.now);
    let over = move |one: &Event| one.ends() <= events.now;
    let has_past = Memo::new(move |_| !is_young || count(events.past, over) > 0);
    let of = Arc::clone(community);
    let was = changing(move || match has_past.get() {
        true => section(t.plan_past(), past(here, &of, events, 0)),
        false => nothing(),
    });
    several(vec![proposed, section(t.next_events(), inside), was])
}

/// Whether there can be nothing before a window.
fn is_first(community: &Community, at: u32, now: Instant) -> bool {
    let founded = community.activity.founded;
    founded.is_some_and(|founded| begins(at, now) <= founded) || at + 1 >= WINDOWS
}

/// A window of what was, the latest first, and the way to the one before it.
fn past(here: Here, community: &Arc<Community>, events: Events, at: u32) -> AnyView {
    let t = here.t;
    let list = match at {
        0 => events.past,
        at => window(here, &community.id, at, events.now),
    };
    let from = begins(at, events.now);
    let to = at
        .checked_sub(1)
        .map_or(events.now, |later| begins(later, events.now));
    // What reaches over the edge of a window is in the one in which it began.
    let is_of_it =
        move |one: &Event| one.ends() <= events.now && one.start >= from && one.start < to;
    let day = here.say(|t, face| {
        let this_year = local_date(face.zones, face.zone, face.now).year();
        t.calendar_date(local_date(face.zones, face.zone, from), this_year)
    });
    let cards = of_list(here, list, is_of_it, "");
    let since = el("p")
        .class("muted num")
        .attr("role", "status")
        .fill(
            move || match (list.all.with(Option::is_some), count(list, is_of_it)) {
                (false, _) => String::new(),
                (true, 0) => t.plan_none_since(&day),
                (true, many) => t.plan_since(&day, &many.to_string()),
            },
        );
    let is_first = is_first(community, at, events.now);
    let open = RwSignal::new(false);
    let of = Arc::clone(community);
    let earlier = changing(move || {
        if is_first {
            return nothing();
        }
        if open.get() {
            return past(here, &of, events, at + 1);
        }
        let on = move || open.set(true);
        view! { <Button wide=true on_click=on>{t.plan_earlier()}</Button> }.into_any()
    });
    several(vec![cards, since.into_any(), earlier])
}

/// Cards of those of a list that are meant; while it is on its way what will be there, or why it is not.
fn of_list(
    here: Here,
    list: List<Event>,
    is_meant: impl Fn(&Event) -> bool + Copy + Send + 'static,
    none: &'static str,
) -> AnyView {
    let t = here.t;
    changing(move || {
        if list.all.with(Option::is_none) {
            return match list.error.get() {
                Some(error) => el("p").class("muted").child(t.why(&error)).into_any(),
                None => view! { <Skeleton kind=SkeletonKind::Card count=2 label=t.loading() /> }
                    .into_any(),
            };
        }
        let cards = drawn(here, list, is_meant);
        match cards.is_empty() && !none.is_empty() {
            true => el("p").class("muted").child(none).into_any(),
            false => several(cards),
        }
    })
}

/// What is to come, soonest first; of what is over, the latest first.
fn drawn(here: Here, list: List<Event>, is_meant: impl Fn(&Event) -> bool) -> Vec<AnyView> {
    let mut events: Vec<Arc<Event>> = list.all.with(|all| {
        let all = all.iter().flatten().map(|row| &row.it);
        all.filter(|one| is_meant(one)).cloned().collect()
    });
    let now = here.now();
    events.sort_by_key(|one| {
        let at = one.start.since(now);
        (one.ends() <= now, if one.ends() <= now { -at } else { at })
    });
    let card = |one: &Arc<Event>| cards::event_card(here, one, None, None, 3);
    events.iter().map(card).collect()
}

fn count(list: List<Event>, is_meant: impl Fn(&Event) -> bool) -> usize {
    list.all.with(|all| {
        let all = all.iter().flatten();
        all.filter(|row| is_meant(&row.it)).count()
    })
}

fn section(title: &'static str, inside: AnyView) -> AnyView {
    let list = el("div").class("stack").child(inside).into_any();
    view! { <Section title>{list}</Section> }.into_any()
}
