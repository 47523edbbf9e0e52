//! One invitation: as what one comes in by it, how often it was used, until when it holds, and the address that carries it.

use leptos::prelude::*;

use crate::{
    model::{Invitation, Refusal},
    ui::{Badge, Button, Buttons, Keyed, Tone, el, nothing},
};

use super::{Letters, copy};

/// The id of its card.
pub(super) fn id_of(one: &Invitation) -> String {
    format!("invitation/{}", one.code)
}

/// One of them, under a key that says all that is seen of it.
pub(super) fn row(letters: Letters, key: &str, one: &Invitation) -> Keyed {
    let one = one.clone();
    Keyed::new(key, move || card(letters, &one))
}

fn card(letters: Letters, one: &Invitation) -> AnyView {
    let (office, here, t) = (letters.office, letters.office.here, letters.office.here.t);
    let over = one.holds(here.now()).err();
    let state = over.as_ref().map(|why| {
        let text = match why {
            Refusal::CodeUsedUp => t.org_used_up(),
            _ if one.revoked.is_some() => t.org_revoked(),
            _ => t.org_ran_out(),
        };
        view! { <Badge tone=Tone::Neutral text /> }.into_any()
    });
    let lines = here.say(|t, face| t.invitation(one, face));
    let title = t.org_invites_as(t.role(one.role));
    let note = (!one.note.is_empty()).then(|| el("p").attr("dir", "auto").child(one.note.clone()));
    let who = el("div")
        .class("applicant-who")
        .child(el("h2").child(title))
        .child(el("p").class("badges").child(state));
    let facts: Vec<_> = lines
        .into_iter()
        .map(|line| el("p").class("muted").child(line))
        .collect();
    let ways = over.is_none().then(|| ways(letters, one));
    let it = one.clone();
    let holds = over.is_none();
    let told = office.told(letters.subject(one), move || match holds {
        true => revoke(letters, &it),
        false => nothing(),
    });
    let id = id_of(one);
    el("article")
        .class("applicant")
        .attr("id", id.clone())
        .attr("tabindex", "-1")
        .on("click", move |_| office.is_at(Some(id.clone())))
        .child(el("header").class("applicant-head").child(who))
        .child(note)
        .child(el("div").child(facts))
        .child(ways)
        .child(told)
        .into_any()
}

/// What is done with its address.
fn ways(letters: Letters, one: &Invitation) -> AnyView {
    let (office, here, t) = (letters.office, letters.office.here, letters.office.here.t);
    let link = letters.link(one);
    let name = move || {
        let data = office.community.data;
        data.with_untracked(|c| c.as_ref().map(|c| c.name.clone()).unwrap_or_default())
    };
    let (shared, copied, shown) = (link.clone(), link.clone(), one.clone());
    let share = move || here.share(&t.org_invited_to(&name()), &shared);
    let copies = move || copy(office, copied.clone());
    let show = move || {
        letters.shown.set_value(Some(shown.clone()));
        letters.showing.set(true);
    };
    let made = vec![
        view! { <Button on_click=share>{t.share()}</Button> }.into_any(),
        view! { <Button on_click=copies>{t.org_copy()}</Button> }.into_any(),
        view! { <Button on_click=show>{t.org_qr()}</Button> }.into_any(),
    ];
    let link = el("p").class("invitation-link").child(link);
    el("div")
        .class("stack")
        .child(link)
        .child(view! { <Buttons>{made}</Buttons> }.into_any())
        .into_any()
}

fn revoke(letters: Letters, one: &Invitation) -> AnyView {
    if !letters.may_revoke(one) {
        return nothing();
    }
    let it = one.clone();
    let ask = move || {
        letters.revoked.set_value(Some(it.clone()));
        letters.revoking.set(true);
    };
    let t = letters.office.here.t;
    let button = view! { <Button on_click=ask>{t.act_revoke()}</Button> }.into_any();
    view! { <Buttons>{button}</Buttons> }.into_any()
}
