//! Asking for what is shown on request: with a word, and until when; what came of it, and what can be done then.

use std::{sync::Arc, time::Duration};

use leptos::prelude::*;

use crate::{
    model::{
        Answers, Command, ContactRequest, Field, FieldKind, Form, Member, MemberField, RequestState,
    },
    pages::{
        doing::{self, Done},
        forms::{Filling, frame},
        waiting::{self, words::WORDS},
    },
    ui::{
        Button, ButtonKind, Buttons, Icon, Memo, RwSignal, Section, Sheet, changing, el, nothing,
        several,
    },
};

use super::Desk;

/// Under this key the draft has which parts are asked for, by their names, one a line.
const FIELDS: &str = "fields";

/// The name of the draft.
fn draft_of(desk: Desk) -> String {
    let community = desk.community.get_value();
    waiting::words::asked_for(&community.0, &desk.id.get_value().0)
}

/// The section: what waits, else how it stands; and its one button, on which it is seen that it waits. `member` is the entry as it
/// was told, `seen` the same at this moment.
pub(super) fn section(
    desk: Desk,
    member: &Arc<Member>,
    seen: &Arc<Member>,
    own: Memo<bool>,
) -> AnyView {
    let (here, t) = (desk.here, desk.here.t);
    end_in_time(desk, member);
    let (member, seen) = (Arc::clone(member), Arc::clone(seen));
    changing(move || {
        if own.get() {
            return nothing();
        }
        let request = member.request.clone();
        let has = request.is_some() || !seen.on_request.is_empty();
        let facts = {
            let (request, seen) = (request.clone(), Arc::clone(&seen));
            move || standing(desk, request.as_ref(), &seen.on_request)
        };
        let told = waiting::standing(here, desk.subject(), facts);
        let asks = !seen.on_request.is_empty();
        let usual = move || buttons(desk, request.as_ref(), asks);
        let acts = waiting::buttons(here, desk.subject(), usual);
        let inside = several(vec![told, acts]);
        match has {
            true => view! { <Section title=t.person_asking()>{inside}</Section> }.into_any(),
            // What waits about somebody of whom there is nothing to ask for: a report, a block.
            false => inside,
        }
    })
}

/// Draws anew when what was granted ends while the page is open.
fn end_in_time(desk: Desk, member: &Member) {
    let ends = match member.request.as_ref().map(|request| &request.state) {
        Some(RequestState::Granted { until: Some(until) }) => until.since(desk.here.now()),
        _ => return,
    };
    // Nobody has a page open for a day.
    if let Ok(seconds @ 1..86_400) = u64::try_from(ends) {
        let tick = move || {
            desk.clock.try_update(|n| *n = n.wrapping_add(1));
        };
        set_timeout(tick, Duration::from_secs(seconds + 1));
    }
}

/// What came of the request, else what can be asked for.
fn standing(desk: Desk, request: Option<&ContactRequest>, asks: &[MemberField]) -> AnyView {
    let (here, t) = (desk.here, desk.here.t);
    let Some(request) = request else {
        if asks.is_empty() {
            return nothing();
        }
        let text = t.on_request(&t.member_fields(asks));
        return el("p").class("muted").child(text).into_any();
    };
    let (what, when) = here.say(|t, face| t.person_request(request, face));
    let mut lines = vec![el("p").class("person-asked").child(what)];
    let mut line = |text: String| {
        if !text.is_empty() {
            let line = el("p").class("muted").attr("dir", "auto");
            lines.push(line.child(text));
        }
    };
    match &request.state {
        RequestState::Refused { reason, .. } | RequestState::Revoked { reason, .. }
            if !reason.is_empty() =>
        {
            line(t.person_said(reason));
        }
        RequestState::Pending if !request.word.is_empty() => line(t.person_word(&request.word)),
        _ => {}
    }
    line(when);
    el("div").class("person-standing").child(lines).into_any()
}

/// The one thing that can be done now.
fn buttons(desk: Desk, request: Option<&ContactRequest>, asks: bool) -> AnyView {
    let (here, t) = (desk.here, desk.here.t);
    let now = here.now();
    let carries = |name: &str| here.data().carries(name);
    let may_ask = asks
        && match request.map(|request| &request.state) {
            None => true,
            Some(RequestState::Pending) => false,
            Some(RequestState::Granted { until }) => until.is_some_and(|until| until <= now),
            Some(
                RequestState::Refused { again_from, .. } | RequestState::Revoked { again_from, .. },
            ) => again_from.is_some_and(|from| from <= now),
        };
    let back = request.and_then(|request| match request.state {
        RequestState::Pending => Some(t.person_take_back()),
        RequestState::Granted { .. } if !request.is_over(now) => Some(t.person_let_go()),
        _ => None,
    });
    let made = match back {
        _ if may_ask && carries("ask-contact") => {
            let open = move || desk.asking.set(true);
            let (kind, label) = (ButtonKind::Primary, t.person_ask());
            view! { <Button kind icon=Some(Icon::Lock) on_click=open>{label}</Button> }.into_any()
        }
        Some(label) if carries("take-back-request") => {
            let command = Command::TakeBackRequest {
                community: desk.community.get_value(),
                member: desk.id.get_value(),
            };
            doing::button(here, command, label, ButtonKind::Secondary, None)
        }
        _ => return nothing(),
    };
    view! { <Buttons>{made}</Buttons> }.into_any()
}

/// The sheet in which somebody asks. What is typed is a draft.
pub(super) fn sheet(desk: Desk) -> AnyView {
    let t = desk.here.t;
    let body = move || form(desk);
    view! {
        <Sheet open=desk.asking title=t.person_ask() close=t.close()>
            {body()}
        </Sheet>
    }
    .into_any()
}

fn asked(desk: Desk, fields: &[MemberField]) -> Form {
    let t = desk.here.t;
    let field = |key: &str, label: &str, kind| Field {
        key: key.to_owned(),
        label: label.to_owned(),
        kind,
        required: false,
        help: String::new(),
        min: None,
        max: None,
        options: Vec::new(),
        shown_if: None,
    };
    let mut all = Vec::new();
    if fields.len() > 1 {
        let options = fields.iter().map(|it| t.member_field(*it).to_owned());
        all.push(Field {
            required: true,
            options: options.collect(),
            ..field(FIELDS, t.person_ask_what(), FieldKind::Choices)
        });
    }
    all.push(Field {
        help: t.person_ask_word_help().to_owned(),
        max: u32::try_from(ContactRequest::WORD_MAX).ok(),
        ..field(WORDS, t.person_ask_word(), FieldKind::Paragraph)
    });
    Form { fields: all }
}

fn form(desk: Desk) -> AnyView {
    let (here, t) = (desk.here, desk.here.t);
    let Some(member) = desk.it.data.get_untracked() else {
        return nothing();
    };
    let can = Member::clone(&member).settled(here.now()).on_request;
    let form = asked(desk, &can);
    let named = |field: &MemberField| t.member_field(*field).to_owned();
    // All of it, unless they choose.
    let all = can.iter().map(named).collect::<Vec<_>>().join("\n");
    let before = Answers::from([(FIELDS.to_owned(), all)]);
    let draft = draft_of(desk);
    let filling = Filling::begin_with(here, &form, draft.clone(), &[], &before);
    let (busy, wrong) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let send = move || {
        wrong.set(None);
        let Some(answers) = filling.check() else {
            return;
        };
        let chosen = answers.get(FIELDS).cloned().unwrap_or_default();
        let mut fields = can.clone();
        if can.len() > 1 {
            fields.retain(|field| chosen.lines().any(|line| line == t.member_field(*field)));
        }
        let command = Command::AskContact {
            community: desk.community.get_value(),
            member: desk.id.get_value(),
            fields,
            word: answers.get(WORDS).cloned().unwrap_or_default(),
        };
        let (draft, name) = (draft.clone(), member.name.clone());
        doing::send_form_about(here, command, name, busy, move |done| match done {
            Done::Kept => {
                here.data().drop_draft(&draft);
                desk.asking.try_set(false);
            }
            Done::Refused(why) => {
                filling.was_refused(&why);
                wrong.try_set(Some(here.say(|t, face| t.refusal_inside(&why, face))));
            }
            Done::SignIn => {}
        });
    };
    let text = el("p").class("muted").child(t.person_ask_text());
    let parts = vec![text.into_any(), filling.word(), filling.fields()];
    frame(parts, wrong, busy, t.person_ask_send(), send)
}
