//! An event: when, where, seats, who holds it, how one comes.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::EventById,
    model::{Event, EventId, EventStatus, SignUpState, SignUpWindow, event_actions},
    route::Route,
    ui::{
        Fact, Facts, Hero, Icon, IconButton, NoWrap, Notice, NoticeKind, PageHeader, PersonRow,
        Rows, Seats, Section, SkeletonKind,
    },
};

use super::{
    Here, cards,
    doing::{self, About},
    live::{Live, live, shown},
};

/// The page.
pub fn page(here: Here, id: EventId) -> AnyView {
    here.title(here.t.event());
    let it = live(here, EventById(id));
    shown(
        here,
        it,
        here.t.event(),
        SkeletonKind::Page,
        move |event| draw(here, &event, it),
        |_| None,
    )
}

fn draw(here: Here, event: &Arc<Event>, it: Live<Event>) -> AnyView {
    let t = here.t;
    here.title(&event.title);
    let share = {
        let (title, url) = (
            event.title.clone(),
            here.whole_link(&Route::Event(event.id.clone())),
        );
        move || here.share(&title, &url)
    };
    let back = event
        .community
        .clone()
        .map_or_else(Route::discover, Route::Community);
    let description = event.description.clone();
    view! {
        <Hero seed=event.id.0.clone() motif=cards::motif(&event.tags)>""</Hero>
        <PageHeader
            title=event.title.clone()
            kicker=event.community_name.clone()
            back=Some((here.link(&back), t.back().to_owned()))
            on_back=move |()| here.back()
            actions=view! { <IconButton icon=Icon::Share label=t.share() on_click=share /> }.into_any()
        />
        {loud(here, event)}
        {standing(here, event)}
        {facts(here, event)}
        {hosts(here, event)}
        {(!description.is_empty()).then(|| view! {
            <Section title=t.event_about()>{crate::ui::markdown(&description)}</Section>
        })}
        {community_link(here, event)}
        {actions(here, event, it)}
    }
    .into_any()
}

/// Cancelled and postponed, loudly, with the reason.
fn loud(here: Here, event: &Event) -> AnyView {
    let word = match event.status {
        EventStatus::Scheduled => return ().into_any(),
        EventStatus::Cancelled => here.t.not_cancelled(),
        EventStatus::Postponed => here.t.not_postponed(),
    };
    let text = match event.status_note.as_str() {
        "" => word.to_owned(),
        note => format!("{word}{}{note}", here.t.colon()),
    };
    view! { <Notice kind=NoticeKind::Error text /> }.into_any()
}

/// Where the viewer stands, with the ticket.
fn standing(here: Here, event: &Event) -> AnyView {
    let id = event.id.clone();
    let said = move || {
        let own = here.viewer.with(|v| v.sign_up(&id));
        let text = here.say(|t, face| t.sign_up(&own, face))?;
        let confirmed = matches!(own.state, SignUpState::Confirmed { .. });
        let kind = if confirmed {
            NoticeKind::Good
        } else {
            NoticeKind::Info
        };
        let ticket = (confirmed && !own.ticket.is_empty()).then(|| {
            view! {
                <p class="ticket">
                    <span class="muted">{here.t.ticket_code()}</span>
                    " "
                    <strong class="num">{own.ticket.clone()}</strong>
                </p>
            }
        });
        Some(view! {
            <Notice kind text live=true />
            {ticket}
        })
    };
    said.into_any()
}

fn facts(here: Here, event: &Event) -> AnyView {
    let t = here.t;
    let when = here.say(|t, face| t.span(event.start, event.end, &event.zone, face));
    let repeats = event.series.as_ref().map(|rule| {
        let from =
            here.say(|_, face| crate::model::local_date(face.zones, &event.zone, event.start));
        format!("{}{}", t.event_repeats(), t.rule_words(rule, from))
    });
    let seats = t.seats(event.taken, event.capacity, event.waiting);
    let seats = if seats.is_empty() {
        t.who(event.sign_up.who).to_owned()
    } else {
        seats
    };
    let mut how: Vec<String> = vec![t.who(event.sign_up.who).to_owned()];
    if event.sign_up.party_max > 1 {
        how.push(t.party_limit(&event.sign_up.party_max.to_string()));
    }
    if let (Some(closes), SignUpWindow::Open(_)) = (event.sign_up.closes, event.window(here.now()))
    {
        how.push(here.say(|t, face| t.closes_at(&t.moment(closes, face))));
    }
    let price = event.price.clone();
    let place = whereabouts(here, event);
    let (taken, capacity) = (event.taken, event.capacity);
    view! {
        <Facts>
            <Fact label=t.event_when() icon=Some(Icon::Clock)>
                <strong><NoWrap text=when /></strong>
                {repeats.map(|words| view! { <div class="muted">{words}</div> })}
            </Fact>
            <Fact label=t.event_where() icon=Some(Icon::Pin)>{place}</Fact>
            {(!price.is_empty()).then(|| view! {
                <Fact label=t.event_price() icon=Some(Icon::Price)>{price}</Fact>
            })}
            <Fact label=t.event_seats() icon=Some(Icon::People)>
                <Seats confirmed=taken capacity text=seats />
                <div class="muted">{how.join(" · ")}</div>
            </Fact>
        </Facts>
    }
    .into_any()
}

fn whereabouts(here: Here, event: &Event) -> AnyView {
    let t = here.t;
    let venue = &event.venue;
    let line = cards::place(here, event, None);
    let hidden = venue.address_hidden && venue.address.is_empty() && venue.online_url.is_empty();
    let under = match (hidden, venue.online && venue.area.place.is_empty()) {
        (true, true) => t.online_hidden().to_owned(),
        (true, false) => t.address_hidden().to_owned(),
        _ => venue.address.clone(),
    };
    let online = crate::ui::markdown::safe_url(&venue.online_url).map(|url| {
        view! {
            <div>
                <a href=url.to_owned() rel="noopener" target="_blank">{t.open_online()}</a>
            </div>
        }
    });
    view! {
        <div>{line}</div>
        {(!under.is_empty()).then(|| view! { <div class="muted">{under}</div> })}
        {online}
    }
    .into_any()
}

fn hosts(here: Here, event: &Event) -> AnyView {
    if event.hosts.is_empty() {
        return ().into_any();
    }
    let rows: Vec<AnyView> = event
        .hosts
        .iter()
        .map(|host| {
            let headline = (!host.word.is_empty()).then(|| host.word.clone());
            view! {
                <PersonRow
                    name=host.name.clone()
                    picture=None
                    nostrip:headline=headline
                    role=here.t.role(host.role)
                />
            }
            .into_any()
        })
        .collect();
    view! { <Section title=here.t.event_hosts()><Rows>{rows}</Rows></Section> }.into_any()
}

fn community_link(here: Here, event: &Event) -> AnyView {
    let Some(id) = event.community.clone() else {
        return ().into_any();
    };
    let title = event.community_name.clone();
    view! {
        <Rows>
            <crate::ui::Row
                title
                note=here.t.see_community()
                icon=Some(Icon::Circle)
                href=here.link(&Route::Community(id))
            />
        </Rows>
    }
    .into_any()
}

/// The buttons that the viewer's state allows, and why there is none.
fn actions(here: Here, event: &Arc<Event>, it: Live<Event>) -> AnyView {
    let event = event.clone();
    let form = here.link(&Route::SignUp(event.id.clone()));
    let community = event.community.clone();
    let able = here.data().capabilities().sign_ups;
    let made = move || {
        let (own, membership) = here.viewer.with(|v| {
            let membership = community
                .as_ref()
                .map(|c| v.membership(c))
                .unwrap_or_default();
            (v.sign_up(&event.id), membership)
        });
        let offered = event_actions(&own, &event, &membership, here.now());
        let why = offered
            .why_not
            .as_ref()
            .map(|why| here.say(|t, face| t.why_not(why, face)));
        let after = move || it.again.update(|n| *n = n.wrapping_add(1));
        let buttons = if able {
            doing::buttons(
                here,
                &offered.actions,
                &About::Event(event.id.clone()),
                &form,
                after,
            )
        } else {
            ().into_any()
        };
        view! {
            {why.map(|text| view! { <Notice text /> })}
            {buttons}
        }
    };
    made.into_any()
}
