//! Somebody who is in, on the page: as what, since when, what is due, and the ways to what can be done.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    model::{Applicant, Membership, Role},
    ui::{Avatar, Badge, Button, ButtonKind, Buttons, Memo, Tone, changing, el, nothing},
};

use super::{Book, Due, id_of};

/// One of them; who has to pay can be chosen.
pub(super) fn row(book: Book, one: &Applicant) -> AnyView {
    let (office, here, t) = (book.office, book.office.here, book.office.here.t);
    let name = match one.name.as_str() {
        "" => t.org_nameless().to_owned(),
        name => name.to_owned(),
    };
    let due = book.due(one);
    let line = line(book, one, due.as_ref());
    let role = one.is.role(here.now()).filter(|role| *role != Role::Member);
    let role = role.map(|role| view! { <Badge text=t.role(role) /> }.into_any());
    let word = due.as_ref().map(|due| {
        let text = here.say(|t, face| due.words(t, face));
        view! { <Badge tone=Tone::Warn text /> }.into_any()
    });
    let has_badges = role.is_some() || word.is_some();
    let badges = has_badges.then(|| el("p").class("badges").child(role).child(word));
    let who = el("div")
        .class("applicant-who")
        .child(el("h3").child(name.clone()))
        .child(line)
        .child(badges);
    let pays = due.as_ref().is_some_and(Due::can_pay);
    let person = one.id.clone();
    let subject = office.subject(&one.id);
    let asked = subject.clone();
    let waits = Memo::new(move |_| office.about(&asked).is_some());
    let called = name.clone();
    let pick = changing(move || match pays && book.takes_dues() && !waits.get() {
        true => office.tick(book.chosen, &person, &called),
        false => nothing(),
    });
    let it = Arc::new(one.clone());
    let kept = Arc::clone(&it);
    let keep = changing(move || match waits.get() {
        true => nothing(),
        false => keep(book, &kept),
    });
    let head = el("header")
        .class("applicant-head")
        .child(view! { <Avatar name=name.clone() /> }.into_any())
        .child(who)
        .child(pick)
        .child(keep);
    let said = office.told(subject, move || match pays && book.takes_dues() {
        true => paying(book, &it),
        false => nothing(),
    });
    let about = one.id.clone();
    el("article")
        .class("applicant")
        .attr("id", id_of(&one.id))
        .attr("tabindex", "-1")
        .on("click", move |_| office.is_at(Some(id_of(&about))))
        .child(head)
        .child(said)
        .into_any()
}

/// Since when and until when they are in; not what the badge says.
fn line(book: Book, one: &Applicant, due: Option<&Due>) -> AnyView {
    let mut is = one.is.clone();
    match (due, &mut is) {
        (Some(Due::Ends { .. }), Membership::Member { until, .. }) => *until = None,
        (Some(Due::Over { grace: None, .. }), _) => return nothing(),
        _ => {}
    }
    let words = book.office.here.say(|t, face| t.standing(&is, face));
    match words.is_empty() {
        true => nothing(),
        false => el("p").class("muted").child(words).into_any(),
    }
}

/// Says that their dues have come.
fn paying(book: Book, one: &Arc<Applicant>) -> AnyView {
    let it = Arc::clone(one);
    let act = move || {
        book.paid(&it);
    };
    let (kind, label) = (ButtonKind::Primary, book.office.here.t.act_paid());
    let button = view! { <Button kind on_click=act>{label}</Button> }.into_any();
    view! { <Buttons>{button}</Buttons> }.into_any()
}

/// Opens what else can be done about somebody, where there is anything.
fn keep(book: Book, one: &Arc<Applicant>) -> AnyView {
    let role = one.is.role(book.office.here.now());
    let can = role.is_some_and(|role| {
        book.may_remove(role) || !book.roles_for(role).is_empty() || book.may_hand_over(role)
    });
    if !can && one.history.is_empty() {
        return nothing();
    }
    let it = Arc::clone(one);
    let open = move || {
        book.whom.set(Some(Arc::clone(&it)));
        book.open.set(true);
    };
    let label = book.office.here.t.org_keep();
    view! { <Button small=true on_click=open>{label}</Button> }.into_any()
}
