//! Somebody who waits: who, since when, what they answered, and what can be said to them.

use leptos::prelude::*;

use crate::{
    model::{Applicant, FieldKind, Form, Membership, PersonId, Subject, Verdict},
    pages::waiting,
    ui::{
        Avatar, Button, ButtonKind, Buttons, El, Keyed, Memo, changing, el, is_chosen, nothing,
        set_checked, several, with_chosen,
    },
};

use super::Desk;

/// The id of somebody's card.
pub(super) fn id_of(person: &PersonId) -> String {
    format!("applicant/{person}")
}

/// One of them, under a key that says all that is seen of them.
pub(super) fn row(desk: Desk, one: &Applicant, questions: &Form) -> Keyed {
    let mut key = vec![one.id.0.clone(), one.name.clone()];
    key.push(desk.here.say(|t, face| t.applicant(&one.is, face)));
    if let Membership::PendingApproval { answers, .. } = &one.is {
        key.extend(answers.iter().flat_map(|(k, v)| [k.clone(), v.clone()]));
    }
    key.extend(questions.fields.iter().map(|field| field.label.clone()));
    let (one, questions) = (one.clone(), questions.clone());
    Keyed::new(key.join("\n"), move || card(desk, &one, &questions))
}

fn card(desk: Desk, one: &Applicant, questions: &Form) -> AnyView {
    let (here, t) = (desk.here, desk.here.t);
    let name = match one.name.as_str() {
        "" => t.org_nameless().to_owned(),
        name => name.to_owned(),
    };
    let line = here.say(|t, face| t.applicant(&one.is, face));
    let who = el("div")
        .class("applicant-who")
        .child(el("h2").child(name.clone()))
        .child(el("p").class("muted").child(line));
    let head = el("header")
        .class("applicant-head")
        .child(view! { <Avatar name=name.clone() /> }.into_any())
        .child(who)
        .child(pick(desk, one, &name));
    let subject = Subject::Person(desk.id.get_value(), one.id.clone());
    let (person, about) = (one.clone(), one.id.clone());
    let said = waiting::standing(here, subject, move || buttons(desk, &person));
    el("article")
        .class("applicant")
        .attr("id", id_of(&one.id))
        .attr("tabindex", "-1")
        .on("click", move |_| desk.at.set_value(Some(about.clone())))
        .child(head)
        .child(answers(desk, &one.is, questions))
        .child(said)
        .into_any()
}

/// Whether it can be decided about them together with others.
pub(super) const fn is_for_several(one: &Applicant) -> bool {
    matches!(one.is, Membership::PendingApproval { .. })
}

/// The tick by which several are decided about at once; only of those who wait for a word, and not while one is under way.
fn pick(desk: Desk, one: &Applicant, name: &str) -> AnyView {
    if !is_for_several(one) {
        return nothing();
    }
    let (person, name) = (one.id.clone(), name.to_owned());
    let asked = one.id.clone();
    let waits = Memo::new(move |_| desk.waits(&asked));
    changing(move || match waits.get() {
        true => nothing(),
        false => tick(desk, &person, &name),
    })
}

fn tick(desk: Desk, person: &PersonId, name: &str) -> AnyView {
    let (id, kept) = (person.0.clone(), person.0.clone());
    let input = el("input")
        .class("hide")
        .attr("type", "checkbox")
        .attr("aria-label", desk.here.t.org_pick(name))
        .track(move |input| {
            let on = desk.chosen.with(|all| is_chosen(all, &kept));
            set_checked(input, on);
        })
        .on("change", move |event| {
            let on = event_target_checked(&event);
            desk.chosen.update(|all| *all = with_chosen(all, &id, on));
        });
    el("label")
        .class("option applicant-pick")
        .child(input)
        .child(el("span"))
        .into_any()
}

/// What was asked and answered, in the order of the form; what the form asks no more comes last, by its key.
fn answers(desk: Desk, is: &Membership, questions: &Form) -> AnyView {
    let t = desk.here.t;
    let Membership::PendingApproval { answers, .. } = is else {
        return nothing();
    };
    if answers.is_empty() {
        return el("p").class("muted").child(t.org_no_answers()).into_any();
    }
    let row = |label: String, text: String| -> El {
        el("div")
            .child(el("dt").child(label))
            .child(el("dd").child(text))
    };
    let mut rows = Vec::new();
    for field in &questions.fields {
        if let Some(answer) = answers.get(&field.key) {
            let text = match field.kind {
                FieldKind::Consent => t.org_yes().to_owned(),
                FieldKind::Choices => answer.lines().collect::<Vec<_>>().join(t.comma()),
                _ => answer.clone(),
            };
            rows.push(row(field.label.clone(), text));
        }
    }
    for (key, answer) in answers.iter() {
        if !questions.fields.iter().any(|field| field.key == *key) {
            rows.push(row(key.clone(), answer.clone()));
        }
    }
    el("dl").class("answers").child(rows).into_any()
}

fn buttons(desk: Desk, one: &Applicant) -> AnyView {
    let t = desk.here.t;
    let button = |kind: ButtonKind, verdict: Verdict| {
        let (person, label) = (one.id.clone(), t.verdict(&verdict));
        let act = move || {
            desk.say(&person, verdict.clone());
        };
        view! { <Button kind on_click=act>{label}</Button> }.into_any()
    };
    let person = one.id.clone();
    let ask = move || desk.refusing.ask(vec![person.clone()]);
    let no = view! { <Button on_click=ask>{t.act_reject()}</Button> }.into_any();
    let made = match one.is {
        Membership::PendingApproval { .. } => {
            vec![button(ButtonKind::Primary, Verdict::Approve), no]
        }
        Membership::PendingPayment { .. } => vec![button(ButtonKind::Primary, Verdict::Paid), no],
        _ => vec![no],
    };
    several(vec![view! { <Buttons>{made}</Buttons> }.into_any()])
}
