//! Calling an event off or putting it off, with the reason that everybody who has signed up is told; letting it take place after all;
//! and what becomes of a proposal.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    host,
    model::{Answers, Command, Event, EventId, EventStatus, FaultKind, SignUpWindow},
    pages::{
        Here,
        doing::{self, Done},
        forms::small_frame,
        tending,
    },
    route::Route,
    ui::{
        Button, ButtonKind, Choice, Field, FieldKind, Notice, NoticeKind, RwSignal, Section,
        Signal, effect, el, nothing, several,
    },
};

use super::edit::{LATER, later};

/// Under this key its draft has the reason.
const REASON: &str = "reason";

/// What a member has proposed: a host makes it one of theirs.
pub(super) fn proposed(here: Here, event: &Arc<Event>, hosts: bool) -> AnyView {
    let t = here.t;
    if event.status != EventStatus::Proposed {
        return nothing();
    }
    let text = if hosts {
        t.plan_adopt_text()
    } else {
        t.plan_own_text()
    };
    let told = view! { <Notice kind=NoticeKind::Info text /> }.into_any();
    if !hosts || !here.data().carries("adopt-event") {
        return told;
    }
    let (busy, wrong) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let id = event.id.clone();
    let adopt = move || {
        let command = Command::AdoptEvent { event: id.clone() };
        give(here, command, Vec::new(), busy, wrong);
    };
    let button = view! {
        <Button kind=ButtonKind::Primary wide=true busy on_click=adopt>{t.act_adopt_event()}</Button>
    };
    let button = el("div").class("btns").child(button.into_any()).into_any();
    several(vec![told, button, said(wrong)])
}

fn said(wrong: RwSignal<Option<String>>) -> AnyView {
    crate::ui::changing(move || match wrong.get() {
        Some(text) => view! { <Notice kind=NoticeKind::Error text live=true /> }.into_any(),
        None => nothing(),
    })
}

/// Gives a command, and once that is kept those that carry it to later meetings: each stands in the outbox, and says what came of it.
fn give(
    here: Here,
    command: Command,
    carried: Vec<Command>,
    busy: RwSignal<bool>,
    wrong: RwSignal<Option<String>>,
) {
    let crate::model::Subject::Event(id) = command.subject() else {
        return;
    };
    wrong.set(None);
    doing::send_form(here, command, busy, move |done| match done {
        Done::Kept => {
            for command in carried {
                let _signed_in = tending::give(here, command, |_, _| {});
            }
            here.data().drop_draft(&draft_of(&id));
            if busy.try_get_untracked().is_some() {
                here.replace(Route::Event(id));
            }
        }
        Done::Refused(refusal) => {
            wrong.try_set(Some(here.say(|t, face| t.plan_refused(&refusal, face))));
        }
        Done::SignIn => {}
    });
}

/// Under this name the reason is a draft.
fn draft_of(event: &EventId) -> String {
    ["call-off/", event.as_str()].concat()
}

/// What was begun to be said of why, and keeps what is typed.
fn reason_of(here: Here, event: &EventId) -> RwSignal<String> {
    let draft = draft_of(event);
    let begun = here.data().draft(&draft).get(REASON).cloned();
    let reason = RwSignal::new(begun.unwrap_or_default());
    let mut kept = reason.get_untracked();
    effect(move || {
        let text = reason.get();
        if text == kept {
            return;
        }
        if text.is_empty() {
            here.data().drop_draft(&draft);
        } else {
            let said = Answers::from_iter([(REASON.to_owned(), text.clone())]);
            // Where nothing can be kept, the page says so by itself.
            let _kept = here.data().keep_draft(&draft, &said);
        }
        kept = text;
    });
    reason
}

/// Off, later, or after all.
pub(super) fn section(here: Here, event: &Arc<Event>, hosts: bool) -> AnyView {
    let t = here.t;
    let is_over =
        event.window(here.now()) == SignUpWindow::Over && event.status != EventStatus::Postponed;
    if is_over || !here.data().carries("call-off") {
        return nothing();
    }
    let status = event.status;
    let mut ways = Vec::new();
    if status == EventStatus::Proposed {
        let label = if hosts {
            t.plan_decline()
        } else {
            t.plan_take_back()
        };
        ways.push(Choice::new("cancelled", label));
    } else {
        let all = [
            (EventStatus::Cancelled, "cancelled", t.plan_cancel()),
            (EventStatus::Postponed, "postponed", t.plan_postpone()),
            (EventStatus::Scheduled, "scheduled", t.plan_go_on()),
        ];
        let others = all.into_iter().filter(|(is, ..)| *is != status);
        ways.extend(others.map(|(_, value, label)| Choice::new(value, label)));
    }
    let chosen = RwSignal::new(
        ways.first()
            .map(|way| way.value.clone())
            .unwrap_or_default(),
    );
    let reason = reason_of(here, &event.id);
    let fault = RwSignal::new(None::<FaultKind>);
    let (busy, wrong) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let error = Signal::derive(move || {
        let words = |kind: &FaultKind| t.fault(kind, crate::model::FieldKind::Text);
        fault.with(|fault| fault.as_ref().map(words))
    });
    let which = RwSignal::new(String::new());
    let of = Arc::clone(event);
    let needs = hosts;
    let send = move || {
        let status = match chosen.get_untracked().as_str() {
            "postponed" => EventStatus::Postponed,
            "scheduled" => EventStatus::Scheduled,
            _ => EventStatus::Cancelled,
        };
        let said = reason.get_untracked().trim().to_owned();
        if needs && said.is_empty() && status != EventStatus::Scheduled {
            fault.set(Some(FaultKind::Missing));
            return host::focus_first_fault();
        }
        fault.set(None);
        let all = status == EventStatus::Cancelled && which.with_untracked(|it| it == LATER);
        match all {
            true => off_with_later(here, Arc::clone(&of), said, busy, wrong),
            false => give(here, off(&of, status, said), Vec::new(), busy, wrong),
        }
    };
    let pick = (ways.len() > 1).then(|| {
        view! {
            <Field label=t.plan_what_happens() value=chosen kind=FieldKind::Choice options=ways.clone() />
        }
        .into_any()
    });
    let told = crate::ui::changing(move || {
        if chosen.with(|it| it == "scheduled") {
            return nothing();
        }
        view! {
            <Field
                label=t.plan_reason()
                value=reason
                kind=FieldKind::Paragraph
                help=t.plan_reason_help().to_owned()
                error
            />
        }
        .into_any()
    });
    let reached_of = Arc::clone(event);
    let in_series = event.series.is_some() && status != EventStatus::Proposed;
    let reach = crate::ui::changing(move || {
        if !in_series || chosen.with(|it| it != "cancelled") {
            return nothing();
        }
        let options = vec![
            Choice::new("", t.plan_off_this()),
            Choice::new(LATER, t.plan_off_later()),
        ];
        let field = view! {
            <Field label=t.plan_off_which() value=which kind=FieldKind::Choice options />
        };
        several(vec![
            field.into_any(),
            reached(here, Arc::clone(&reached_of), which),
        ])
    });
    let parts: Vec<AnyView> = pick.into_iter().chain([reach, told]).collect();
    let (title, label) = match (status, hosts) {
        (EventStatus::Proposed, true) => (t.plan_decline(), t.plan_decline()),
        (EventStatus::Proposed, false) => (t.plan_take_back(), t.plan_take_back()),
        _ => (t.plan_off_title(), t.plan_off_send()),
    };
    let form = small_frame(parts, wrong, busy, label, send);
    view! { <Section title>{form}</Section> }.into_any()
}

/// How many later ones go with it, and until which day: said before it is done.
fn reached(here: Here, event: Arc<Event>, which: RwSignal<String>) -> AnyView {
    let said = RwSignal::new(String::new());
    let mut asked = false;
    effect(move || {
        if which.with(|it| it != LATER) || std::mem::replace(&mut asked, true) {
            return;
        }
        let event = Arc::clone(&event);
        spawn_local(async move {
            let found = later(here, &event).await.unwrap_or_default();
            let on: Vec<&Event> = found.iter().filter(is_on).collect();
            let last = on.iter().max_by_key(|one| one.start);
            let words = here.say(|t, face| match last {
                Some(last) => t.plan_off_count(&on.len().to_string(), &t.moment(last.start, face)),
                None => t.plan_off_none().to_owned(),
            });
            said.try_set(words);
        });
    });
    crate::ui::changing(move || {
        let text = said.get();
        if text.is_empty() || which.with(|it| it != LATER) {
            return nothing();
        }
        view! { <Notice kind=NoticeKind::Warn text live=true /> }.into_any()
    })
}

/// Whether there is something to call off.
fn is_on(one: &&Event) -> bool {
    matches!(one.status, EventStatus::Scheduled | EventStatus::Postponed)
}

fn off(event: &Event, status: EventStatus, reason: String) -> Command {
    Command::CallOff {
        event: event.id.clone(),
        status,
        reason,
    }
}

/// Calls this one and all later ones of its series off, a command each; those that are off already stay as they are.
fn off_with_later(
    here: Here,
    event: Arc<Event>,
    reason: String,
    busy: RwSignal<bool>,
    wrong: RwSignal<Option<String>>,
) {
    if busy.get_untracked() {
        return;
    }
    busy.set(true);
    wrong.set(None);
    spawn_local(async move {
        let found = later(here, &event).await;
        busy.try_set(false);
        let off = |one: &Event| off(one, EventStatus::Cancelled, reason.clone());
        match found {
            Ok(all) => {
                let carried = all.iter().filter(is_on).map(off).collect();
                give(here, off(&event), carried, busy, wrong);
            }
            // What is not known cannot be called off.
            Err(error) => {
                wrong.try_set(Some(here.t.why(&error)));
            }
        }
    });
}
