//! Whom somebody who has knocked has to bring along: how many have come, and the link by which they do.

use leptos::prelude::*;

use crate::{
    model::{Application, Community, Referral},
    pages::{Here, joining, qr},
    ui::{
        Button, ButtonKind, Buttons, El, Icon, RwSignal, Section, Tone, changing, el, nothing,
        several,
    },
};

/// The section; nothing where nobody has to be brought.
pub(super) fn section(here: Here, community: &Community, more: &Application) -> AnyView {
    let t = here.t;
    let Some(referral) = community.policy.referral.as_ref().filter(|it| it.count > 0) else {
        return nothing();
    };
    let mut parts = vec![progress(here, referral, more)];
    if !more.came.is_empty() {
        let names: Vec<El> = more
            .came
            .iter()
            .map(|name| el("li").child(name.clone()))
            .collect();
        parts.push(el("ul").class("lines").child(names).into_any());
    }
    let enough = more.came.len() as u64 >= u64::from(referral.count);
    if !more.code.is_empty() && !enough {
        parts.push(card(here, community, more));
    }
    let inside = el("div").class("stack").child(several(parts)).into_any();
    view! { <Section title=t.came_title()>{inside}</Section> }.into_any()
}

fn progress(here: Here, referral: &Referral, more: &Application) -> AnyView {
    let t = here.t;
    let (came, of) = (more.came.len().to_string(), referral.count.to_string());
    let enough = more.came.len() as u64 >= u64::from(referral.count);
    let count = t.came_n(&came, &of);
    let meter = el("progress")
        .class("goal")
        .attr("aria-label", t.came_title())
        .attr("value", came)
        .attr("max", of)
        .child(count.clone());
    let mut lines = vec![el("p").child(el("strong").child(count)), meter];
    let next = match (enough, more.came.is_empty(), more.code.is_empty()) {
        (true, ..) => t.came_enough(),
        (_, true, false) => t.came_none(),
        _ => "",
    };
    if !referral.kind.is_empty() && !enough {
        lines.push(el("p").class("muted").child(t.came_kind(&referral.kind)));
    }
    if !next.is_empty() {
        lines.push(el("p").child(next));
    }
    el("div").class("stack").child(lines).into_any()
}

/// A card to be sent on: what it is about, and the link.
fn card(here: Here, community: &Community, more: &Application) -> AnyView {
    let t = here.t;
    let link = joining::link_with(here, &community.id, &more.code);
    let words = t.came_card(&community.name);
    let share = {
        let (words, link) = (words.clone(), link.clone());
        move || here.share(&words, &link)
    };
    let copy = {
        let text = [words.as_str(), "\n", &link].concat();
        move || {
            let text = text.clone();
            leptos::task::spawn_local(async move {
                let t = here.t_now();
                match crate::host::copy_text(&text).await {
                    true => here.toasts.say(Tone::Live, t.link_copied()),
                    false => here.toasts.say(Tone::Warn, t.copy_failed()),
                }
            });
        }
    };
    // Whoever stands beside one reads it off the screen.
    let scanned = RwSignal::new(false);
    let buttons = vec![
        view! {
            <Button kind=ButtonKind::Primary icon=Some(Icon::Share) on_click=share>
                {t.came_share()}
            </Button>
        }
        .into_any(),
        view! { <Button icon=Some(Icon::Copy) on_click=copy>{t.came_copy()}</Button> }.into_any(),
        view! { <Button on_click=move || scanned.update(|on| *on = !*on)>{t.came_scan()}</Button> }
            .into_any(),
    ];
    let buttons = view! { <Buttons>{buttons}</Buttons> }.into_any();
    // The whole link can be marked and copied by hand, where nothing else works.
    let shown = el("p")
        .class("invite-link")
        .attr("aria-label", t.came_link())
        .child(link.clone());
    let address = link.clone();
    let code = changing(move || match scanned.get() {
        true => qr::qr(here, address.clone(), t.came_link().to_owned()),
        false => nothing(),
    });
    let card = el("div")
        .class("invite-card")
        .child(el("p").class("invite-words").child(words))
        .child(el("p").class("muted").child(community.purpose.clone()))
        .child(shown)
        .child(code);
    several(vec![card.into_any(), buttons])
}
