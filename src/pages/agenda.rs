//! What the viewer is signed up for, by day; what is past below it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::{Data, EventById, EventsPage},
    model::{Event, EventId, SignUpState, Subject, local_date, sort_by},
    route::Route,
    ui::{
        ButtonKind, ButtonLink, Memo, PageHeader, Panel, RwSignal, Section, Signal, Skeleton,
        SkeletonKind, changing, el, nothing, several,
    },
};

use super::{Here, calendar, cards, live, ticket::ticket, waiting};

/// The page.
pub fn page(here: Here) -> AnyView {
    let t = here.t;
    here.title(t.agenda());
    let mine = live::mine(here);
    // Ids first, then each event: from what is kept at once, then afresh. What waits stands there too, marked.
    let ids = Memo::new(move |_| {
        let mut ids = here.viewer.with(|v| {
            v.sign_ups
                .iter()
                .filter(|(_, s)| {
                    !matches!(s.state, SignUpState::None | SignUpState::Cancelled { .. })
                })
                .map(|(id, _)| id.clone())
                .collect::<Vec<_>>()
        });
        for entry in waiting::all(here) {
            if let Subject::SignUp(id) = entry.command.subject()
                && !ids.contains(&id)
            {
                ids.push(id);
            }
        }
        ids
    });
    let events = live::each(here, ids, row, EventById);
    let body = changing(move || {
        let wanted = ids.get();
        // A card says how one stands: who moved up meanwhile is drawn anew.
        here.viewer.track();
        if wanted.is_empty() {
            return match (mine.data.with(Option::is_some), mine.error.get()) {
                (false, Some(error)) => {
                    live::failure(here, &error, move || mine.again.update(|n| *n += 1))
                }
                (false, None) => {
                    view! { <Skeleton kind=SkeletonKind::Card label=t.loading() /> }.into_any()
                }
                (true, _) if here.data().is_signed_out() => live::sign_in_first(here),
                (true, _) => empty(here),
            };
        }
        let known: Vec<Arc<Event>> = events.known.with(|events| {
            wanted
                .iter()
                .filter_map(|id| events.get(id))
                .cloned()
                .collect()
        });
        if known.is_empty() {
            return events.instead(here);
        }
        days(here, known)
    });
    let header = view! { <PageHeader title=t.agenda() /> };
    let there = Signal::stored(true);
    several(vec![
        header.into_any(),
        live::age(here, there, mine.at, mine.error),
        // Said once.
        changing(move || match mine.error.with(Option::is_some) {
            true => nothing(),
            false => events.lacking(here),
        }),
        body,
    ])
}

/// An event as a list has it.
fn row(data: &Data, id: &EventId) -> Option<Event> {
    let page = data.kept(&EventsPage::default())?.data;
    page.items.into_iter().find(|e| e.id == *id)
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
    sort_by(&mut events, |a, b| (a.start, &a.id).cmp(&(b.start, &b.id)));
    let (coming, mut past): (Vec<_>, Vec<_>) = events.into_iter().partition(|e| e.ends() > now);
    past.reverse();
    let kept = calendar::of_agenda(here, &coming);
    let mut by_day: Vec<(String, Vec<AnyView>)> = Vec::new();
    for event in &coming {
        let day = here.say(|t, face| {
            let day = local_date(face.zones, &event.zone, event.start);
            t.date(day, local_date(face.zones, face.zone, face.now))
        });
        let card = cards::event_card(here, event, None, None, 3);
        let card = several(vec![card, ticket(here, event, RwSignal::new(false), false)]);
        match by_day.last_mut() {
            Some((last, cards)) if *last == day => cards.push(card),
            _ => by_day.push((day, vec![card])),
        }
    }
    let mut sections: Vec<AnyView> = by_day
        .into_iter()
        .map(|(day, cards)| section(day, cards))
        .collect();
    sections.push(kept);
    let past: Vec<AnyView> = past
        .iter()
        .map(|e| cards::event_card(here, e, None, None, 3))
        .collect();
    if !past.is_empty() {
        sections.push(section(t.agenda_past().to_owned(), past));
    }
    several(sections)
}

fn section(title: String, cards: Vec<AnyView>) -> AnyView {
    let cards = el("div").class("stack").child(cards).into_any();
    view! { <Section title>{cards}</Section> }.into_any()
}
