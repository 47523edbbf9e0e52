//! An event: when, where, seats, who holds it, how one comes; what the time makes of it meanwhile.

mod after;
mod clock;
mod faces;
mod moved;
mod offer;
mod place;
mod series;
mod times;

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::EventById,
    model::{
        self, Action, CommunityId, Event, EventId, EventStatus, Instant, Membership, Role,
        SignUpState, SignUpWindow, Subject, Thing, Who, WhyNot, event_actions,
    },
    route::{Hosting, Route},
    ui::{
        ButtonLink, Fact, Facts, Hero, Icon, Memo, Notice, NoticeKind, PageHeader, PersonRow, Row,
        Rows, RwSignal, Seats, Section, SkeletonKind, changing, el, nothing, several,
    },
};

use super::{
    Here, asking, calendar, cards,
    doing::{self, About},
    live::{Live, in_step, live, shown},
    ticket::ticket,
    waiting,
};
use series::Opened;

/// The page.
pub fn page(here: Here, id: EventId) -> AnyView {
    here.title(here.t.event());
    let subject = Subject::SignUp(id.clone());
    // News of the event take neither a ticket away that is held out, nor what it is shared with.
    let (held_out, sharing) = (RwSignal::new(false), RwSignal::new(false));
    let it = live(here, EventById(id.clone()));
    in_step(it, move || here.viewer.with(|v| v.sign_up(&id)));
    let opened = Opened::new();
    let page = shown(
        here,
        it,
        here.t.event(),
        SkeletonKind::Page,
        move |event| draw(here, &event, it, held_out, sharing, opened),
        move |error| waiting::beside_failure(here, &subject, error, it),
    );
    several(vec![page, series::sheets(here, opened)])
}

fn draw(
    here: Here,
    event: &Arc<Event>,
    it: Live<Event>,
    held_out: RwSignal<bool>,
    sharing: RwSignal<bool>,
    opened: Opened,
) -> AnyView {
    let t = here.t;
    here.title(&event.title);
    let back = holder(here, event).map_or_else(Route::discover, Route::Community);
    let hero = view! {
        <Hero seed=event.id.0.clone() motif=cards::motif(&event.tags) palette=event.cover>{nothing()}</Hero>
    };
    let share = super::sharing::button(here, Thing::Event(event.clone()), sharing);
    let header = view! {
        <PageHeader
            title=event.title.clone()
            kicker=event.community_name.clone()
            back=Some((here.link(&back), t.back().to_owned()))
            on_back=move || here.back()
            actions=share
        />
    };
    let now = clock::clock(here, event);
    let of = Arc::clone(event);
    let window = Memo::new(move |_| of.window(now.get()));
    several(vec![
        hero.into_any(),
        header.into_any(),
        loud(here, event),
        moved::moved(here, event),
        times::sign_up(here, event, now),
        standing(here, event, window, now),
        own_ticket(here, event, window, held_out),
        facts(here, event, now, window),
        calendar::of_event(here, event),
        asking::of_event(here, event),
        faces::faces(here, event, window),
        hosts(here, event),
        description(here, event),
        after::after(here, event, window),
        series::series(here, event, opened),
        hosting(here, event),
        community_link(here, event),
        actions(here, event, it, window, now),
        planning(here, event),
    ])
}

/// The way to changing it, for who hosts it, and for who is in while it is only proposed.
fn planning(here: Here, event: &Event) -> AnyView {
    let Some(community) = event.community.clone() else {
        return nothing();
    };
    let (id, proposed) = (event.id.clone(), event.status == EventStatus::Proposed);
    changing(move || {
        let role = here
            .viewer
            .with(|v| v.membership(&community).role(here.now()));
        let hosts = role.is_some_and(Role::reviews_sign_ups);
        let may = hosts || proposed && role.is_some();
        if !may || !here.data().carries("edit-event") {
            return nothing();
        }
        let href = here.link(&Hosting::Edit(id.clone()).route());
        let label = match hosts {
            true => here.t.plan_edit_see(),
            false => here.t.plan_edit_own(),
        };
        view! { <ButtonLink href icon=Some(Icon::Edit) wide=true>{label}</ButtonLink> }.into_any()
    })
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
        EventStatus::Proposed => here.t.not_adopted(),
    };
    let text = match event.status_note.as_str() {
        "" => word.to_owned(),
        note => format!("{word}{}{note}", here.t.colon()),
    };
    view! { <Notice kind=NoticeKind::Error text /> }.into_any()
}

/// Where the viewer stands; thanks, for who had nothing to do with what is over.
fn standing(
    here: Here,
    event: &Arc<Event>,
    window: Memo<SignUpWindow>,
    now: RwSignal<Instant>,
) -> AnyView {
    let event = Arc::clone(event);
    waiting::standing(here, Subject::SignUp(event.id.clone()), move || {
        let is_over = window.get() == SignUpWindow::Over;
        let takes_place = event.status == EventStatus::Scheduled;
        let own = here.viewer.with(|v| v.sign_up(&event.id));
        let thanks = || (is_over && takes_place).then(|| here.t.ev_thanks().to_owned());
        let is_open = !matches!(
            window.get(),
            SignUpWindow::Off | SignUpWindow::Begun | SignUpWindow::Over
        );
        if let Some(until) = offer::until(&own).filter(|_| is_open) {
            return offer::clock(here, until, now);
        }
        let text = here.say(|t, face| t.standing_at(&own, &event, face));
        let Some(text) = text.or_else(thanks) else {
            return nothing();
        };
        let is_good = matches!(
            own.state,
            SignUpState::Confirmed { .. } | SignUpState::CheckedIn { .. }
        );
        let kind = if is_good && takes_place {
            NoticeKind::Good
        } else {
            NoticeKind::Info
        };
        view! { <Notice kind text /> }.into_any()
    })
}

/// The ticket, as long as it is good for the door.
fn own_ticket(
    here: Here,
    event: &Arc<Event>,
    window: Memo<SignUpWindow>,
    held_out: RwSignal<bool>,
) -> AnyView {
    let event = Arc::clone(event);
    changing(move || {
        // (Of a memo that nobody reads nobody hears.)
        let _window = window.get();
        here.viewer.track();
        ticket(here, &event, held_out, true)
    })
}

fn facts(
    here: Here,
    event: &Arc<Event>,
    now: RwSignal<Instant>,
    window: Memo<SignUpWindow>,
) -> AnyView {
    let t = here.t;
    let at_first = event.window(here.now());
    let mut how: Vec<String> = vec![t.who(event.sign_up.who).to_owned()];
    if event.sign_up.party_max > 1 {
        how.push(t.party_limit(&event.sign_up.party_max.to_string()));
    }
    if let (Some(closes), SignUpWindow::Open(_)) = (event.sign_up.closes, at_first) {
        how.push(here.say(|t, face| t.closes_at(&t.moment(closes, face))));
    }
    let place = {
        let event = event.clone();
        changing(move || place::whereabouts(here, &event))
    };
    let when = times::when(here, event, now);
    let mut facts = vec![fact(t.event_when(), Icon::Clock, when), place];
    if !event.price.is_empty() {
        facts.push(fact(
            t.event_price(),
            Icon::Price,
            event.price.clone().into_any(),
        ));
    }
    // How many would have come is nothing to anybody, and how one would have signed up to what was is not either.
    if at_first != SignUpWindow::Off {
        let (event, how) = (event.clone(), how.join(" · "));
        let seats = changing(move || seats(here, &event, window.get(), &how));
        facts.push(fact(t.event_seats(), Icon::People, seats));
    }
    view! { <Facts>{facts}</Facts> }.into_any()
}

fn seats(here: Here, event: &Event, window: SignUpWindow, how: &str) -> AnyView {
    let words = here.t.event_seats_words(event, here.now());
    if window == SignUpWindow::Over {
        return words.into_any();
    }
    if words.is_empty() {
        return how.to_owned().into_any();
    }
    let bar = view! { <Seats confirmed=event.taken capacity=event.capacity text=words /> };
    several(vec![bar.into_any(), under(how.to_owned())])
}

fn fact(label: &'static str, icon: Icon, inside: AnyView) -> AnyView {
    view! { <Fact label icon=Some(icon)>{inside}</Fact> }.into_any()
}

/// A quieter line under another.
fn under(words: String) -> AnyView {
    el("div").class("muted").child(words).into_any()
}

/// The way to who comes and to the door, for those who look after it.
fn hosting(here: Here, event: &Arc<Event>) -> AnyView {
    let Some(community) = event.community.clone() else {
        return nothing();
    };
    let event = Arc::clone(event);
    changing(move || {
        let (t, now) = (here.t, here.now());
        let is = here.viewer.with(|v| v.membership(&community));
        if !model::hosts(&is, now) || !here.data().offers("attendees") {
            return nothing();
        }
        let (opens, shuts) = event.door();
        let route = match (opens..=shuts).contains(&now) {
            true => Hosting::CheckIn(event.id.clone()),
            false => Hosting::Attendees(event.id.clone()),
        };
        let (title, note, href) = (t.host_way(), t.host_way_note(), here.link(&route.route()));
        let row = view! { <Row title note icon=Some(Icon::Check) href /> }.into_any();
        view! { <Rows>{row}</Rows> }.into_any()
    })
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
fn sign_up_asks(here: Here, event: &Event) -> bool {
    let seen = here.data().carries("change-sign-up.seen");
    seen || event.party_limit() > 1 || !event.sign_up.form.is_empty()
}

/// The buttons that the viewer's state allows, and why there is none; drawn anew when the time makes other ones of them.
fn actions(
    here: Here,
    event: &Arc<Event>,
    it: Live<Event>,
    window: Memo<SignUpWindow>,
    now: RwSignal<Instant>,
) -> AnyView {
    let event = event.clone();
    let form = here.link(&Route::SignUp(event.id.clone()));
    let community = event.community.clone();
    let able = here.data().capabilities().sign_ups;
    let id = event.id.clone();
    // Whether a seat is offered still: what there is to do about it ends with that.
    let offered = Memo::new(move |_| {
        let until = here.viewer.with(|v| offer::until(&v.sign_up(&id)));
        until.is_some_and(|until| now.get() < until)
    });
    waiting::buttons(here, Subject::SignUp(event.id.clone()), move || {
        let _redrawn_with = (window.get(), offered.get());
        let (own, membership) = here.viewer.with(|v| {
            let membership = community
                .as_ref()
                .map(|c| v.membership(c))
                .unwrap_or_default();
            (v.sign_up(&event.id), membership)
        });
        let mut offered = event_actions(&own, &event, &membership, here.now());
        let may_change = here.data().carries("change-sign-up") && sign_up_asks(here, &event);
        offered
            .actions
            .retain(|action| may_change || *action != Action::ChangeSignUp);
        let mut made = Vec::new();
        // What stands at the head of the page is not said again at its foot.
        let told = |why: &&WhyNot| {
            !matches!(
                why,
                WhyNot::Cancelled
                    | WhyNot::Postponed
                    | WhyNot::Proposed
                    | WhyNot::Over
                    | WhyNot::NotYet { .. }
            )
        };
        if let Some(why) = offered.why_not.as_ref().filter(told) {
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
