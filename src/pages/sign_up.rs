//! Signing up: who comes along, the questions, one button. What is typed is kept as a draft.

mod party;

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::EventById,
    host,
    model::{Action, Answers, Command, Event, EventId, SignUp, Subject, event_actions},
    route::Route,
    ui::{
        ButtonLink, Field, FieldKind, Notice, PageHeader, RwSignal, Section, SkeletonKind, el,
        nothing, several,
    },
};

use super::{
    Here, doing,
    forms::{Filling, SEEN, frame, mending, party_typed},
    live::{live, once, shown},
    waiting,
};
use party::Party;

/// The page.
pub fn page(here: Here, id: EventId) -> AnyView {
    here.title(here.t.act_sign_up());
    let it = live(here, EventById(id));
    shown(
        here,
        once(it, |a, b| a.sign_up == b.sign_up && a.start == b.start),
        here.t.act_sign_up(),
        SkeletonKind::Page,
        move |event| draw(here, &event),
        |_| None,
    )
}

fn draw(here: Here, event: &Arc<Event>) -> AnyView {
    let t = here.t;
    let id = event.id.clone();
    let (own, membership) = here.viewer.with_untracked(|v| {
        let membership = event
            .community
            .as_ref()
            .map(|c| v.membership(c))
            .unwrap_or_default();
        (v.sign_up(&id), membership)
    });
    let offered = event_actions(&own, event, &membership, here.now());
    let action = offered
        .actions
        .iter()
        .find(|a| {
            matches!(
                a,
                Action::SignUp
                    | Action::AskForSeat
                    | Action::JoinEventWaitlist
                    | Action::ChangeSignUp
            )
        })
        .copied()
        .filter(|a| *a != Action::ChangeSignUp || here.data().carries("change-sign-up"));
    here.title(&t.sign_up_title(&event.title));
    let back = Route::Event(id);
    let when = here.say(|t, face| t.span(event.start, event.end, &event.zone, face));
    let header = view! {
        <PageHeader
            title=event.title.clone()
            kicker=match action {
                Some(Action::ChangeSignUp) => t.act_change_sign_up(),
                _ => t.act_sign_up(),
            }
            text=when
            back=Some((here.link(&back), t.back().to_owned()))
            on_back=move || here.back()
        />
    };
    let header = header.into_any();
    let subject = Subject::SignUp(event.id.clone());
    if let Some(waits) = waiting::instead_of_form(here, &subject) {
        let link = view! { <ButtonLink href=here.link(&back)>{t.event()}</ButtonLink> };
        return several(vec![header, waits, link.into_any()]);
    }
    let Some(action) = action else {
        let why = offered
            .why_not
            .as_ref()
            .map(|why| here.say(|t, face| t.why_not(why, face)))
            .or_else(|| here.say(|t, face| t.sign_up(&own, face)));
        let why = why.map_or_else(nothing, |text| view! { <Notice text /> }.into_any());
        let link = view! { <ButtonLink href=here.link(&back)>{t.event()}</ButtonLink> };
        return several(vec![header, why, link.into_any()]);
    };
    several(vec![header, form(here, event, action, &own)])
}

fn form(here: Here, event: &Arc<Event>, action: Action, own: &SignUp) -> AnyView {
    let t = here.t;
    let id = event.id.clone();
    let why = waiting::refused(here, &Subject::SignUp(id.clone()));
    let changes = action == Action::ChangeSignUp;
    let (draft, before) = match changes {
        true => (
            format!("change-sign-up/{id}"),
            party_typed(&own.answers, &own.party, own.seen),
        ),
        false => (format!("sign-up/{id}"), Answers::new()),
    };
    // Who has signed up with more than may come now keeps them.
    let most = match changes {
        true => event.party_limit().max(own.people()),
        false => event.party_limit(),
    };
    let names = Party::begin(here, event, draft, &before, most);
    let filling = names.filling;
    let busy = RwSignal::new(false);
    let told = why
        .as_ref()
        .map(|why| here.say(|t, face| t.refusal(why, face)));
    let refused = RwSignal::new(told);
    why.iter().for_each(|why| filling.was_refused(why));
    mending(t, refused, move || {
        filling.still_wrong() + names.still_wrong()
    });
    let send = move || {
        refused.set(None);
        let answers = filling.check();
        let named = names.check();
        let (Some(mut answers), true) = (answers, named) else {
            refused.set(Some(t.invalid(filling.wrong() + names.wrong())));
            host::focus_first_fault();
            return;
        };
        let (event, party) = (id.clone(), names.party(&mut answers));
        let seen = !filling.value(SEEN).get_untracked().is_empty();
        let command = match changes {
            true => Command::ChangeSignUp {
                event,
                party,
                answers,
                seen,
            },
            false => Command::SignUp {
                event,
                party,
                answers,
                seen,
            },
        };
        let (sent, shown_at) = (filling.sent(), Route::Event(id.clone()));
        doing::send_form(here, command, busy, move |done| {
            sent.take(done, refused, shown_at)
        });
    };
    let mut parts = vec![filling.word()];
    let (with_party, policy) = (most > 1, &event.sign_up);
    let own = (!policy.form.is_empty()).then(|| {
        let fields = filling.these(policy.form.fields.clone());
        let title = match policy.each && with_party {
            true => t.go_yourself(),
            false => t.some_questions(),
        };
        view! { <Section title>{fields}</Section> }.into_any()
    });
    // Where each is asked, one begins with oneself.
    match (own, policy.each) {
        (Some(own), true) => parts.push(own),
        (own, _) => {
            if with_party {
                parts.push(names.draw(here));
            }
            parts.extend(own);
        }
    }
    if policy.each && with_party {
        parts.push(names.draw(here));
    }
    if here.data().carries("sign-up.seen") {
        parts.push(seen(here, filling));
    } else if policy.form.is_empty() && !with_party {
        parts.push(el("p").class("muted").child(t.no_form_needed()).into_any());
    }
    let label = match action {
        Action::SignUp => t.confirm_sign_up(),
        Action::ChangeSignUp => t.act_edit(),
        other => t.action(other),
    };
    frame(parts, refused, busy, label, send)
}

/// Whether one wants to be seen, which nobody ticks for anybody.
fn seen(here: Here, filling: Filling) -> AnyView {
    let t = here.t;
    view! {
        <Field
            label=t.go_seen()
            value=filling.value(SEEN)
            kind=FieldKind::Consent
            help=t.go_seen_help()
            on_change=move |_: String| filling.keep()
        />
    }
    .into_any()
}
