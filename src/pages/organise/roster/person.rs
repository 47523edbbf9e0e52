//! What can be done about somebody who is in: another role, with what each may do; putting them out; and who they were before.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    model::{Applicant, Command, Role},
    route::Route,
    ui::{
        Button, ButtonKind, ButtonLink, Buttons, Choice, Field, FieldKind, RwSignal, Sheet, el,
        nothing, several,
    },
};

use super::{super::talk, Book};

pub(super) fn sheet(book: Book) -> AnyView {
    let t = book.office.here.t;
    let body = move || match book.whom.get() {
        Some(one) => inside(book, &one),
        None => nothing(),
    };
    view! {
        <Sheet open=book.open title=t.org_keep() close=t.close()>
            {body()}
        </Sheet>
    }
    .into_any()
}

fn inside(book: Book, one: &Arc<Applicant>) -> AnyView {
    let (office, here, t) = (book.office, book.office.here, book.office.here.t);
    let line = here.say(|t, face| t.standing(&one.is, face));
    let mut parts = vec![
        el("p")
            .class("keep-name")
            .child(one.name.clone())
            .into_any(),
        el("p").class("muted").child(line).into_any(),
    ];
    parts.extend(talk::history(here, &one.history).map(IntoAny::into_any));
    if let Some(role) = one.is.role(here.now()) {
        let roles = book.roles_for(role);
        if !roles.is_empty() {
            parts.push(appointing(book, one, role, roles));
        }
        if book.may_hand_over(role) {
            let href = office.link(Route::About);
            let link = view! { <ButtonLink href wide=true>{t.org_hand_over()}</ButtonLink> };
            parts.push(link.into_any());
        }
        if book.may_remove(role) {
            let who = (one.id.clone(), one.name.clone());
            let ask = move || {
                if book.still(&who.0).is_none() {
                    return;
                }
                book.open.set(false);
                // The page behind may be pressed again before another sheet stands over it.
                book.removing.ask(vec![who.clone()]);
            };
            let button = view! {
                <Button kind=ButtonKind::Danger wide=true on_click=ask>{t.org_remove()}</Button>
            };
            parts.push(button.into_any());
        }
    }
    el("div").class("stack").child(several(parts)).into_any()
}

/// The roles that there are for them, with what each may do; theirs is chosen.
fn appointing(book: Book, one: &Arc<Applicant>, now: Role, mut roles: Vec<Role>) -> AnyView {
    let t = book.office.here.t;
    if !roles.contains(&now) {
        roles.push(now);
    }
    let choice = |role: &Role| {
        let label = [t.role(*role), " · ", t.role_does(*role)].concat();
        Choice::new(t.role(*role), label)
    };
    let options: Vec<Choice> = roles.iter().map(choice).collect();
    let value = RwSignal::new(t.role(now).to_owned());
    let (it, community) = (Arc::clone(one), book.office.id.get_value());
    let act = move || {
        if book.still(&it.id).is_none() {
            return;
        }
        let chosen = value.get_untracked();
        let role = roles.iter().find(|role| t.role(**role) == chosen).copied();
        let command = role
            .filter(|role| *role != now)
            .map(|role| Command::Appoint {
                community: community.clone(),
                person: it.id.clone(),
                role,
            });
        let given = command.is_none_or(|command| book.gives(&it, command));
        if given {
            book.open.set(false);
        }
    };
    let field = view! {
        <Field label=t.org_role() value kind=FieldKind::Choice options />
    };
    let button = view! {
        <Button kind=ButtonKind::Primary wide=true on_click=act>{t.act_appoint()}</Button>
    };
    let button = button.into_any();
    several(vec![
        field.into_any(),
        view! { <Buttons>{button}</Buttons> }.into_any(),
    ])
}
