//! An event: when, where, seats, who holds it, how one comes.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::EventById,
    model::{
        Action, CommunityId, Event, EventId, EventStatus, Membership, SignUpState, SignUpWindow,
        Subject, Who, event_actions,
    },
    route::Route,
    ui::{
        Fact, Facts, Hero, Icon, IconButton, NoWrap, Notice, NoticeKind, PageHeader, PersonRow,
        Row, Rows, Seats, Section, SkeletonKind, changing, el, nothing, several,
    },
};

use super::{
    Here, calendar, cards,
    doing::{self, About},
    live::{Live, in_step, live, shown},
    waiting,
};

/// The page.
pub fn page(here: Here, id: EventId) -> AnyView {
    here.title(here.t.event());
    let subject = Subject::SignUp(id.clone());
    let it = live(here, EventById(id.clone()));
    in_step(it, move || here.viewer.with(|v| v.sign_up(&id)));
    shown(
        here,
        it,
        here.t.event(),
        SkeletonKind::Page,
        move |event| draw(here, &event, it),
        move |error| waiting::beside_failure(here, &subject, error, it),
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
    let back = holder(here, event).map_or_else(Route::discover, Route::Community);
    let hero = view! {
        <Hero seed=event.id.0.clone() motif=cards::motif(&event.tags)>{nothing()}</Hero>
    };
    let share = view! { <IconButton icon=Icon::Share label=t.share() on_click=share /> };
    let header = view! {
        <PageHeader
            title=event.title.clone()
            kicker=event.community_name.clone()
            back=Some((here.link(&back), t.back().to_owned()))
            on_back=move || here.back()
            actions=share.into_any()
        />
    };
    several(vec![
        hero.into_any(),
        header.into_any(),
        loud(here, event),
        standing(here, event),
        facts(here, event),
        calendar::of_event(here, event),
        hosts(here, event),
        description(here, event),
        community_link(here, event),
        actions(here, event, it),
    ])
}

fn description(here: Here, event: &Event) -> AnyView {
    if event.description.is_empty() {
        return nothing();
    }
    let text = crate::ui::markdown(&event.description);
    view! { <Section title=here.t.event_about()>{text}</Section> }.into_any()
}

/// Cancelled and postponed, loudly, with the reason.
fn loud(here: Here, event: &Event) -> AnyView {
    let word = match event.status {
        EventStatus::Scheduled => return nothing(),
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
    waiting::standing(here, Subject::SignUp(id.clone()), move || {
        let own = here.viewer.with(|v| v.sign_up(&id));
        let Some(text) = here.say(|t, face| t.sign_up(&own, face)) else {
            return nothing();
        };
        let confirmed = matches!(own.state, SignUpState::Confirmed { .. });
        let kind = if confirmed {
            NoticeKind::Good
        } else {
            NoticeKind::Info
        };
        let notice = view! { <Notice kind text /> }.into_any();
        if !confirmed || own.ticket.is_empty() {
            return notice;
        }
        let ticket = el("p")
            .class("ticket")
            .child(el("span").class("muted").child(here.t.ticket_code()))
            .child(" ")
            .child(el("strong").class("num").child(own.ticket));
        several(vec![notice, ticket.into_any()])
    })
}

fn facts(here: Here, event: &Arc<Event>) -> AnyView {
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
    let when = view! { <NoWrap text=when /> }.into_any();
    let mut time = vec![el("strong").child(when).into_any()];
    time.extend(repeats.map(under));
    let seats = view! { <Seats confirmed=event.taken capacity=event.capacity text=seats /> };
    let seats = vec![seats.into_any(), under(how.join(" · "))];
    let place = {
        let event = event.clone();
        changing(move || whereabouts(here, &event))
    };
    let mut facts = vec![fact(t.event_when(), Icon::Clock, several(time)), place];
    if !event.price.is_empty() {
        facts.push(fact(
            t.event_price(),
            Icon::Price,
            event.price.clone().into_any(),
        ));
    }
    facts.push(fact(t.event_seats(), Icon::People, several(seats)));
    view! { <Facts>{facts}</Facts> }.into_any()
}

fn fact(label: &'static str, icon: Icon, inside: AnyView) -> AnyView {
    view! { <Fact label icon=Some(icon)>{inside}</Fact> }.into_any()
}

/// A quieter line under another.
fn under(words: String) -> AnyView {
    el("div").class("muted").child(words).into_any()
}

fn whereabouts(here: Here, event: &Event) -> AnyView {
    let t = here.t;
    let venue = &event.venue;
    let line = cards::place(here, event, None);
    // Some services leave it in the row: it is told all the same only to those who come.
    let comes = here.viewer.with(|v| {
        let state = v.sign_up(&event.id).state;
        matches!(
            state,
            SignUpState::Confirmed { .. } | SignUpState::CheckedIn { .. }
        )
    });
    let hidden = venue.address_hidden && !comes;
    let words = match (hidden, venue.online && venue.area.place.is_empty()) {
        (true, true) => t.online_hidden().to_owned(),
        (true, false) => t.address_hidden().to_owned(),
        _ => venue.address.clone(),
    };
    let mut lines = Vec::new();
    if !line.is_empty() {
        lines.push(el("div").child(line).into_any());
    }
    if !words.is_empty() {
        lines.push(under(words));
    }
    if let Some(url) = crate::ui::markdown::safe_url(&venue.online_url).filter(|_| !hidden) {
        let link = el("a")
            .attr("href", url.to_owned())
            .attr("rel", "noopener")
            .attr("target", "_blank")
            .child(t.open_online());
        lines.push(el("div").child(link).into_any());
    }
    if lines.is_empty() {
        return nothing();
    }
    fact(t.event_where(), Icon::Pin, several(lines))
}

fn hosts(here: Here, event: &Event) -> AnyView {
    if event.hosts.is_empty() {
        return nothing();
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
    let rows = view! { <Rows>{rows}</Rows> }.into_any();
    view! { <Section title=here.t.event_hosts()>{rows}</Section> }.into_any()
}

/// The community that holds it, where there is a page of that: a service may have events alone.
fn holder(here: Here, event: &Event) -> Option<CommunityId> {
    let id = event.community.clone();
    id.filter(|_| here.data().offers("community"))
}

fn community_link(here: Here, event: &Event) -> AnyView {
    let Some(id) = holder(here, event) else {
        return nothing();
    };
    let t = here.t;
    let event = event.clone();
    // Whoever may come without belonging to it is led on to where they can.
    let row = changing(move || {
        let stands = here.viewer.with(|v| v.membership(&id));
        let is_open = event.sign_up.who == Who::Open && event.status == EventStatus::Scheduled;
        let note = match stands {
            Membership::None | Membership::Left { .. } if is_open => t.come_once_join(),
            _ => t.see_community(),
        };
        let href = here.link(&Route::Community(id.clone()));
        let title = event.community_name.clone();
        view! { <Row title note icon=Some(Icon::Circle) href /> }.into_any()
    });
    view! { <Rows>{row}</Rows> }.into_any()
}

/// Whether there is anything about a sign-up that one could say otherwise.
fn sign_up_asks(event: &Event) -> bool {
    event.party_limit() > 1 || !event.sign_up.form.is_empty()
}

/// The buttons that the viewer's state allows, and why there is none.
fn actions(here: Here, event: &Arc<Event>, it: Live<Event>) -> AnyView {
    let event = event.clone();
    let form = here.link(&Route::SignUp(event.id.clone()));
    let community = event.community.clone();
    let able = here.data().capabilities().sign_ups;
    waiting::buttons(here, Subject::SignUp(event.id.clone()), move || {
        let (own, membership) = here.viewer.with(|v| {
            let membership = community
                .as_ref()
                .map(|c| v.membership(c))
                .unwrap_or_default();
            (v.sign_up(&event.id), membership)
        });
        let mut offered = event_actions(&own, &event, &membership, here.now());
        let may_change = here.data().carries("change-sign-up") && sign_up_asks(&event);
        offered
            .actions
            .retain(|action| may_change || *action != Action::ChangeSignUp);
        let mut made = Vec::new();
        if let Some(why) = &offered.why_not {
            let text = here.say(|t, face| t.why_not(why, face));
            made.push(view! { <Notice text /> }.into_any());
        }
        if able {
            let about = About::Event(event.id.clone());
            let after = move || it.again.update(|n| *n = n.wrapping_add(1));
            made.push(doing::buttons(
                here,
                &offered.actions,
                &about,
                false,
                &form,
                after,
            ));
        }
        several(made)
    })
}
