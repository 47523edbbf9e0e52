//! What is asked before something is said: who walked in, why seats are taken back, whether nobody else comes; and all there is to
//! say about somebody.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    model::{
        Answers, Attendee, Command, Event, Field, FieldKind, Form, PersonId, REASON_MAX,
        SignUpState, Verdict,
    },
    pages::forms::Filling,
    ui::{Button, ButtonKind, Buttons, Memo, Notice, Sheet, changing, el, nothing},
};

use super::hall::Hall;

/// Under these keys a draft has what is asked about somebody who walked in.
const NAME: &str = "name";
const PEOPLE: &str = "people";
/// Most characters of a name, and most people at once: as the rule has them.
const NAME_MAX: u32 = 60;
const PEOPLE_MAX: u32 = 20;
/// Under this key a draft has a reason.
const REASON: &str = "reason";

fn field(key: &str, label: &str, kind: FieldKind) -> Field {
    Field {
        key: key.to_owned(),
        label: label.to_owned(),
        kind,
        required: true,
        help: String::new(),
        min: None,
        max: None,
        options: Vec::new(),
        shown_if: None,
    }
}

/// What stands in a sheet, part under part.
fn stacked(parts: Vec<AnyView>) -> AnyView {
    el("div").class("stack").child(parts).into_any()
}

/// Those of the list.
pub(super) fn of_list(hall: Hall) -> Vec<AnyView> {
    vec![about(hall), turning_away(hall)]
}

/// Those of the door.
pub(super) fn of_door(hall: Hall) -> Vec<AnyView> {
    vec![walking_in(hall), closing(hall)]
}

fn walking_in(hall: Hall) -> AnyView {
    let t = hall.here.t;
    let body = move || walk_in_form(hall);
    view! {
        <Sheet open=hall.walking_in title=t.host_walk_in() close=t.close()>
            {body()}
        </Sheet>
    }
    .into_any()
}

fn walk_in_form(hall: Hall) -> AnyView {
    let (here, t) = (hall.here, hall.here.t);
    let form = Form {
        fields: vec![
            Field {
                max: Some(NAME_MAX),
                ..field(NAME, t.host_walk_name(), FieldKind::Text)
            },
            Field {
                min: Some(1),
                max: Some(PEOPLE_MAX),
                required: false,
                ..field(PEOPLE, t.host_walk_people(), FieldKind::Number)
            },
        ],
    };
    let draft = ["walk-in/", hall.id.get_value().as_str()].concat();
    let filling = Filling::begin(here, &form, draft.clone(), &[]);
    let is_full = hall.event.data.with_untracked(|event| {
        let all = event.as_ref().and_then(|event| event.capacity);
        all.is_some_and(|all| hall.tally().seats >= all)
    });
    let done = move || {
        let Some(answers) = filling.check() else {
            return;
        };
        let name = answers.get(NAME).cloned().unwrap_or_default();
        let people = answers.get(PEOPLE).and_then(|n| n.trim().parse().ok());
        let command = Command::WalkIn {
            event: hall.id.get_value(),
            person: PersonId(["wlk", &here.data().new_code()].concat()),
            name: name.clone(),
            people: people.unwrap_or(1),
            at: here.now(),
        };
        if hall.give(command, name) {
            here.data().drop_draft(&draft);
            hall.walking_in.set(false);
        } else {
            filling.keep();
        }
    };
    let button = view! {
        <Button kind=ButtonKind::Primary wide=true on_click=done>{t.host_walk_in()}</Button>
    }
    .into_any();
    stacked(vec![
        el("p")
            .class("muted")
            .child(t.host_walk_in_text())
            .into_any(),
        match is_full {
            true => view! { <Notice text=t.host_walk_full() /> }.into_any(),
            false => nothing(),
        },
        filling.word(),
        filling.fields(),
        view! { <Buttons>{button}</Buttons> }.into_any(),
    ])
}

fn closing(hall: Hall) -> AnyView {
    let t = hall.here.t;
    let body = move || {
        let tally = hall.tally();
        let left = tally
            .seats
            .saturating_sub(tally.here)
            .saturating_sub(tally.missed);
        let yes = move || {
            let event = hall.id.get_value();
            if hall.give(Command::CloseAttendance { event }, hall.title()) {
                hall.closing.set(false);
            }
        };
        let no = move || hall.closing.set(false);
        let buttons = vec![
            view! { <Button kind=ButtonKind::Primary on_click=yes>{t.host_close()}</Button> }
                .into_any(),
            view! { <Button on_click=no>{t.close()}</Button> }.into_any(),
        ];
        stacked(vec![
            el("p")
                .child(t.host_close_text(&left.to_string()))
                .into_any(),
            view! { <Buttons>{buttons}</Buttons> }.into_any(),
        ])
    };
    view! {
        <Sheet open=hall.closing title=t.host_close() close=t.close()>
            {body()}
        </Sheet>
    }
    .into_any()
}

/// Why somebody gets no seat, or loses it.
fn turning_away(hall: Hall) -> AnyView {
    let t = hall.here.t;
    let body = move || match hall.whom.get() {
        Some(one) => reason_form(hall, &one),
        None => nothing(),
    };
    // What it is called depends on whom it is about.
    let asks = Memo::new(move |_| {
        hall.whom.with(|one| {
            let is = one.as_ref().map(|one| &one.is.state);
            matches!(is, Some(SignUpState::PendingApproval { .. }))
        })
    });
    changing(move || {
        let title = match asks.get() {
            true => t.act_reject(),
            false => t.act_turn_away(),
        };
        view! {
            <Sheet open=hall.turning_away title close=t.close()>
                {body()}
            </Sheet>
        }
        .into_any()
    })
}

fn reason_form(hall: Hall, one: &Arc<Attendee>) -> AnyView {
    let (here, t) = (hall.here, hall.here.t);
    let asks = matches!(one.is.state, SignUpState::PendingApproval { .. });
    let form = Form {
        fields: vec![Field {
            help: match asks {
                true => t.host_reject_text().to_owned(),
                false => t.host_away_text().to_owned(),
            },
            max: u32::try_from(REASON_MAX).ok(),
            ..field(REASON, t.org_reason(), FieldKind::Paragraph)
        }],
    };
    let draft = [
        "turn-away/",
        hall.id.get_value().as_str(),
        "/",
        one.id.as_str(),
    ]
    .concat();
    let filling = Filling::begin(here, &form, draft.clone(), &[]);
    let who = Arc::clone(one);
    let done = move || {
        let Some(answers) = filling.check() else {
            return;
        };
        let reason = answers.get(REASON).cloned().unwrap_or_default();
        let given = hall.says(&who, |event, person| match asks {
            true => Command::ReviewSignUp {
                event,
                person,
                verdict: Verdict::Reject {
                    reason,
                    again_from: None,
                },
            },
            false => Command::TurnAway {
                event,
                person,
                reason,
            },
        });
        if given {
            here.data().drop_draft(&draft);
            hall.turning_away.set(false);
        } else {
            filling.keep();
        }
    };
    let label = match asks {
        true => t.act_reject(),
        false => t.act_turn_away(),
    };
    let button = view! {
        <Button kind=ButtonKind::Danger wide=true on_click=done>{label}</Button>
    }
    .into_any();
    stacked(vec![
        el("p").child(t.host_who(one)).into_any(),
        filling.word(),
        filling.fields(),
        view! { <Buttons>{button}</Buttons> }.into_any(),
    ])
}

/// All there is to say about somebody.
fn about(hall: Hall) -> AnyView {
    let t = hall.here.t;
    let body = move || match hall.whom.get() {
        Some(one) => told(hall, &one),
        None => nothing(),
    };
    let name = Memo::new(move |_| {
        let name = hall
            .whom
            .with(|one| one.as_ref().map(|one| one.name.clone()));
        name.filter(|name| !name.is_empty())
            .unwrap_or_else(|| t.host_more().to_owned())
    });
    changing(move || {
        let title = name.get();
        view! {
            <Sheet open=hall.about title close=t.close()>
                {body()}
            </Sheet>
        }
        .into_any()
    })
}

fn told(hall: Hall, one: &Arc<Attendee>) -> AnyView {
    let t = hall.here.t;
    let mut facts: Vec<(String, String)> = Vec::new();
    let along = t.host_names(&one.is.party);
    if !along.is_empty() {
        facts.push((t.host_along().to_owned(), along));
    }
    if !one.is.ticket.is_empty() {
        facts.push((t.host_ticket().to_owned(), one.is.ticket.clone()));
    }
    hall.event.data.with_untracked(|event| {
        if let Some(event) = event {
            facts.extend(answers(hall, event, &one.is.answers));
            for who in &one.is.party {
                let own = answers(hall, event, &who.answers).into_iter();
                facts.extend(
                    own.map(|(label, text)| ([&who.name, t.colon(), &label].concat(), text)),
                );
            }
        }
    });
    if !one.is.feedback.is_empty() {
        facts.push((t.host_feedback().to_owned(), one.is.feedback.clone()));
    }
    let row = |(label, text): (String, String)| {
        el("div")
            .child(el("dt").child(label))
            .child(el("dd").attr("dir", "auto").child(text))
    };
    let facts: Vec<_> = facts.into_iter().map(row).collect();
    let mut made = Vec::new();
    let is_over = hall.event.data.with_untracked(|event| {
        let now = hall.here.now();
        event.as_ref().is_some_and(|event| now >= event.ends())
    });
    let can = matches!(
        one.is.state,
        SignUpState::Confirmed { .. }
            | SignUpState::PendingPayment { .. }
            | SignUpState::Waitlisted { .. }
    );
    if can && !is_over && hall.carries("turn-away") {
        let ask = move || {
            hall.about.set(false);
            hall.turning_away.set(true);
        };
        made.push(
            view! { <Button kind=ButtonKind::Danger wide=true on_click=ask>{t.act_turn_away()}</Button> }
                .into_any(),
        );
    }
    el("div")
        .class("stack")
        .child(
            el("p")
                .class("keep-name")
                .attr("dir", "auto")
                .child(t.host_who(one)),
        )
        .child(el("dl").class("answers").child(facts))
        .child(made)
        .into_any()
}

/// What was asked and answered, in the order of the form.
pub(super) fn answers(hall: Hall, event: &Event, said: &Answers) -> Vec<(String, String)> {
    let fields = event.sign_up.form.fields.iter();
    let told = fields.filter_map(|field| Some((field.label.clone(), answer(hall, field, said)?)));
    told.collect()
}

/// What was answered to one question.
pub(super) fn answer(hall: Hall, field: &Field, said: &Answers) -> Option<String> {
    let t = hall.here.t;
    let answer = said.get(&field.key)?;
    Some(match field.kind {
        FieldKind::Consent => t.org_yes().to_owned(),
        FieldKind::Choices => answer.lines().collect::<Vec<_>>().join(t.comma()),
        _ => answer.clone(),
    })
}
