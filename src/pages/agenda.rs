//! What the viewer is signed up for, by day; what is past below it.

use std::{collections::BTreeMap, sync::Arc};

use leptos::prelude::*;

use crate::{
    data::{EventById, EventsPage, Mine},
    model::{Event, EventId, SignUpState, local_date},
    route::Route,
    ui::{ButtonKind, ButtonLink, PageHeader, Panel, Section, Skeleton, SkeletonKind},
};

use super::{Here, cards, live};

/// The page.
pub fn page(here: Here) -> AnyView {
    let t = here.t;
    here.title(t.agenda());
    let mine = live::live(here, Mine);
    let events: RwSignal<BTreeMap<EventId, Arc<Event>>> = RwSignal::new(BTreeMap::new());
    // Ids first, then each event: from what is kept at once, then afresh.
    let ids = Memo::new(move |_| {
        here.viewer.with(|v| {
            v.sign_ups
                .iter()
                .filter(|(_, s)| {
                    !matches!(s.state, SignUpState::None | SignUpState::Cancelled { .. })
                })
                .map(|(id, _)| id.clone())
                .collect::<Vec<_>>()
        })
    });
    Effect::new(move |_| {
        let wanted = ids.get();
        let data = here.data();
        let row = data
            .kept(&EventsPage::default())
            .map(|k| k.data.items)
            .unwrap_or_default();
        for id in &wanted {
            let kept = data
                .kept(&EventById(id.clone()))
                .map(|k| k.data)
                .or_else(|| row.iter().find(|e| e.id == *id).cloned());
            if let Some(event) = kept {
                events.update(|events| {
                    events.entry(id.clone()).or_insert_with(|| Arc::new(event));
                });
            }
        }
        leptos::task::spawn_local(async move {
            for id in wanted {
                if let Ok(event) = data.fresh(&EventById(id.clone())).await {
                    events.try_update(|events| {
                        if events.get(&id).is_none_or(|old| **old != event) {
                            events.insert(id, Arc::new(event));
                        }
                    });
                }
            }
        });
    });
    let body = move || {
        let wanted = ids.get();
        if wanted.is_empty() {
            return match (mine.data.with(Option::is_some), mine.error.get()) {
                (false, Some(error)) => {
                    live::failure(here, &error, move || mine.again.update(|n| *n += 1))
                }
                (false, None) => {
                    view! { <Skeleton kind=SkeletonKind::Card label=t.loading() /> }.into_any()
                }
                (true, _) => empty(here),
            };
        }
        events.with(|events| {
            days(
                here,
                wanted
                    .iter()
                    .filter_map(|id| events.get(id))
                    .cloned()
                    .collect(),
            )
        })
    };
    view! {
        <PageHeader title=t.agenda() />
        {live::age(here, mine.at, mine.error)}
        {body}
    }
    .into_any()
}

fn empty(here: Here) -> AnyView {
    let t = here.t;
    view! {
        <Panel title=t.agenda_empty() text=t.agenda_empty_text()>
            <ButtonLink href=here.link(&Route::discover()) kind=ButtonKind::Primary>
                {t.to_discover()}
            </ButtonLink>
        </Panel>
    }
    .into_any()
}

fn days(here: Here, mut events: Vec<Arc<Event>>) -> AnyView {
    let t = here.t;
    let now = here.now();
    events.sort_by(|a, b| (a.start, &a.id).cmp(&(b.start, &b.id)));
    let (coming, mut past): (Vec<_>, Vec<_>) = events.into_iter().partition(|e| e.ends() > now);
    past.reverse();
    let mut by_day: Vec<(String, Vec<AnyView>)> = Vec::new();
    for event in &coming {
        let day = here.say(|t, face| {
            let day = local_date(face.zones, &event.zone, event.start);
            t.date(day, local_date(face.zones, face.zone, face.now))
        });
        let card = cards::event_card(here, event, None, None, 3);
        match by_day.last_mut() {
            Some((last, cards)) if *last == day => cards.push(card),
            _ => by_day.push((day, vec![card])),
        }
    }
    let days: Vec<AnyView> = by_day
        .into_iter()
        .map(|(day, cards)| {
            view! { <Section title=day><div class="stack">{cards}</div></Section> }.into_any()
        })
        .collect();
    let past: Vec<AnyView> = past
        .iter()
        .map(|e| cards::event_card(here, e, None, None, 3))
        .collect();
    let past = (!past.is_empty()).then(|| {
        view! { <Section title=t.agenda_past()><div class="stack">{past}</div></Section> }
    });
    view! { {days} {past} }.into_any()
}
