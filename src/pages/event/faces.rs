//! Who goes, as far as they want it known: names of those who agreed to be seen, how many others there are, and how many of them
//! are in a community with the reader. Whoever may not see names is shown none, and no hint of how many there would be.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    model::{Event, EventStatus, Faces, Person, SignUpWindow},
    pages::{Here, later},
    parts::{Part, part},
    route::Route,
    ui::{Avatar, AvatarSize, Memo, Section, changing, el, nothing, several},
};

/// The section.
pub fn faces(here: Here, event: &Arc<Event>, window: Memo<SignUpWindow>) -> AnyView {
    if event.faces.is_none() || event.status != EventStatus::Scheduled {
        return nothing();
    }
    let event = Arc::clone(event);
    let draw = move || section(here, Arc::clone(&event), window);
    later::beside(here, Part::Ticket, draw, nothing)
}

part! {
    Ticket "ticket" "86":
    fn section(here: Here, event: Arc<Event>, window: Memo<SignUpWindow>) -> AnyView {
        changing(move || {
            let is_over = window.get() == SignUpWindow::Over;
            let faces = event.faces.as_ref();
            faces.map_or_else(nothing, |faces| draw(here, &event, faces, is_over))
        })
    }
}

fn draw(here: Here, event: &Event, faces: &Faces, is_over: bool) -> AnyView {
    let t = here.t;
    let sees = here.viewer.with(|v| {
        let of = event.community.as_ref();
        let membership = of.map(|c| v.membership(c)).unwrap_or_default();
        Faces::are_seen_by(&v.sign_up(&event.id), &membership, here.now())
    });
    let shown = faces.going.len();
    let others = event
        .taken
        .saturating_sub(u32::try_from(shown).unwrap_or(u32::MAX));
    let words = t.go_words(shown > 0, sees, others, faces.known, is_over);
    if shown == 0 && words.is_empty() {
        return nothing();
    }
    let each = faces.going.iter().map(|one| face(here, event, one));
    let list = (shown > 0).then(|| {
        let list = el("ul").class("faces").child(each.collect::<Vec<_>>());
        list.into_any()
    });
    let words = (!words.is_empty()).then(|| el("p").class("muted").child(words).into_any());
    let inside = several(list.into_iter().chain(words).collect());
    let title = if is_over { t.go_came() } else { t.go_who() };
    view! { <Section title>{inside}</Section> }.into_any()
}

fn face(here: Here, event: &Event, one: &Person) -> AnyView {
    let avatar = view! { <Avatar name=one.name.clone() size=AvatarSize::Small /> }.into_any();
    let name = el("span").child(one.name.clone());
    let entry = event.community.clone().zip(one.member.clone());
    let inside = match entry.filter(|_| here.data().offers("member")) {
        Some((community, member)) => {
            let href = here.link(&Route::Member(community, member));
            el("a").class("face").attr("href", href)
        }
        None => el("span").class("face"),
    };
    el("li").child(inside.child(avatar).child(name)).into_any()
}
