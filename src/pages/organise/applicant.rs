//! Somebody who waits: who, since when, what they answered, and what can be said to them.

use leptos::prelude::*;

use crate::{
    model::{Applicant, FieldKind, Membership, PersonId, Power, Verdict},
    ui::{Avatar, Button, ButtonKind, Buttons, El, Memo, changing, el, nothing},
};

use super::{talk, waits::Desk};

/// The id of somebody's card.
pub(super) fn id_of(person: &PersonId) -> String {
    format!("applicant/{person}")
}

/// One of them.
pub(super) fn card(desk: Desk, one: &Applicant) -> AnyView {
    let (here, t) = (desk.office.here, desk.office.here.t);
    let name = match one.name.as_str() {
        "" => t.org_nameless().to_owned(),
        name => name.to_owned(),
    };
    let line = here.say(|t, face| t.applicant(&one.is, face));
    let line = (!line.is_empty()).then(|| el("p").class("muted").child(line));
    let who = el("div")
        .class("applicant-who")
        .child(el("h2").child(name.clone()))
        .child(line);
    let head = el("header")
        .class("applicant-head")
        .child(view! { <Avatar name=name.clone() /> }.into_any())
        .child(who)
        .child(pick(desk, one, &name));
    let (person, about) = (one.clone(), one.id.clone());
    let subject = desk.office.subject(&one.id);
    let said = desk.office.told(subject, move || buttons(desk, &person));
    let talk = match &one.is {
        Membership::PendingApproval { more, .. } => talk::talk(here, &more.talk, &name),
        _ => None,
    };
    el("article")
        .class("applicant")
        .attr("id", id_of(&one.id))
        .attr("tabindex", "-1")
        .on("click", move |_| desk.office.is_at(Some(id_of(&about))))
        .child(head)
        .child(answers(desk, &one.is))
        .child(talk::history(here, &one.history))
        .child(talk)
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
    let decides = Memo::new(move |_| desk.decides());
    changing(move || match waits.get() || !decides.get() {
        true => nothing(),
        false => desk.office.tick(desk.chosen, &person, &name),
    })
}

/// What was asked and answered, in the order of the form; what the form asks no more comes last, by its key. Then who brought
/// them, and whom they have brought.
fn answers(desk: Desk, is: &Membership) -> AnyView {
    let t = desk.office.here.t;
    let Membership::PendingApproval { answers, more, .. } = is else {
        return nothing();
    };
    let row = |label: String, text: String| -> El {
        el("div")
            .child(el("dt").child(label))
            .child(el("dd").attr("dir", "auto").child(text))
    };
    let (questions, referral) = desk.office.community.data.with_untracked(|c| {
        let policy = c.as_ref().map(|c| &c.policy);
        let asked = policy.map(|policy| (policy.form.clone(), policy.referral.clone()));
        asked.unwrap_or_default()
    });
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
    if !more.sponsor.is_empty() {
        rows.push(row(t.org_sponsor().to_owned(), more.sponsor.clone()));
    }
    let wanted = referral.filter(|it| it.count > 0);
    if wanted.is_some() || !more.came.is_empty() {
        let (label, most) = match wanted {
            Some(it) => (t.org_brings(&it.kind), it.count.to_string()),
            None => (t.org_brings(""), String::new()),
        };
        let come = more.came.len().to_string();
        let mut text = match most.as_str() {
            "" => t.org_came(&come),
            most => t.org_came_of(&come, most),
        };
        if !more.came.is_empty() {
            text.push_str(t.colon());
            text.push_str(&more.came.join(t.comma()));
        }
        rows.push(row(label, text));
    }
    if rows.is_empty() {
        return el("p").class("muted").child(t.org_no_answers()).into_any();
    }
    el("dl").class("answers").child(rows).into_any()
}

fn buttons(desk: Desk, one: &Applicant) -> AnyView {
    let t = desk.office.here.t;
    let (reviews, may) = (desk.decides(), desk.office.may(Power::Review));
    let mut made = Vec::new();
    let yes = match one.is {
        Membership::PendingApproval { .. } => Some(Verdict::Approve),
        Membership::PendingPayment { .. } => Some(Verdict::Paid),
        _ => None,
    };
    if let Some(verdict) = yes.filter(|_| reviews) {
        let (person, label) = (one.id.clone(), t.verdict(&verdict));
        let act = move || {
            desk.say(&person, verdict.clone());
        };
        let kind = ButtonKind::Primary;
        made.push(view! { <Button kind on_click=act>{label}</Button> }.into_any());
    }
    let who = (one.id.clone(), one.name.clone());
    if reviews {
        let who = who.clone();
        let ask = move || desk.refusing.ask(vec![who.clone()]);
        made.push(view! { <Button on_click=ask>{t.act_reject()}</Button> }.into_any());
    }
    if may && is_for_several(one) && desk.office.here.data().carries("say") {
        let ask = move || desk.asking.ask(vec![who.clone()]);
        made.push(view! { <Button on_click=ask>{t.org_ask_back()}</Button> }.into_any());
    }
    match made.is_empty() {
        true => nothing(),
        false => view! { <Buttons>{made}</Buttons> }.into_any(),
    }
}
