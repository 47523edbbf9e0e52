//! Who is signed in, and signing out: what it does, and what becomes of drafts and of commands that were not sent.

use std::rc::Rc;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::Person,
    pages::{Here, later, tending},
    parts::{Part, part},
    ui::{
        Button, ButtonKind, Buttons, Icon, Row, Rows, RwSignal, Section, Sheet, Tone, changing, el,
        nothing, several,
    },
};

/// Nothing where nobody signs in.
pub(super) fn account(here: Here) -> AnyView {
    if here.data().ways().is_none() {
        return nothing();
    }
    let person = RwSignal::new(here.data().person());
    // Signed out in another tab, or by the service.
    crate::ui::effect(move || {
        here.woken.track();
        here.viewer.track();
        let now = here.data().person();
        if person.with_untracked(|known| *known != now) {
            person.set(now);
        }
    });
    let inside = changing(move || match person.get() {
        Some(who) => signed_in(here, &who, person),
        None => signed_out(here),
    });
    view! { <Section title=here.t.account()>{inside}</Section> }.into_any()
}

fn signed_out(here: Here) -> AnyView {
    let t = here.t;
    let row = view! {
        <Row
            title=t.sign_in()
            note=t.signed_out_text()
            icon=Some(Icon::Me)
            href=here.link(&here.sign_in())
        />
    };
    let row = row.into_any();
    view! { <Rows>{row}</Rows> }.into_any()
}

fn signed_in(here: Here, who: &Person, person: RwSignal<Option<Person>>) -> AnyView {
    let t = here.t;
    let title = if who.name.is_empty() {
        t.signed_in().to_owned()
    } else {
        who.name.clone()
    };
    let note = if who.remembered {
        t.signed_in_remembered()
    } else {
        t.signed_in_tab()
    };
    let known = who.known;
    let busy = RwSignal::new(false);
    let asking = RwSignal::new(false);
    let leave = move |with_all: bool| {
        if busy.get_untracked() {
            return;
        }
        asking.set(false);
        busy.set(true);
        let data = here.data();
        spawn_local(async move {
            data.log_out(with_all).await;
            here.account_changed();
            here.refresh_viewer();
            here.toasts.say(Tone::Live, t.logged_out());
            busy.try_set(false);
            person.try_set(data.person());
        });
    };
    // Sends what waits first; who could not send all of it stays, and is told.
    let send = move || {
        if busy.get_untracked() {
            return;
        }
        asking.set(false);
        busy.set(true);
        spawn_local(async move {
            let left = tending::send_all(here).await;
            busy.try_set(false);
            if left == 0 {
                leave(false);
            } else {
                let text = t.log_out_unsent_still(&left.to_string());
                here.toasts.say(Tone::Warn, text);
            }
        });
    };
    let ask = move || {
        let left = Left::of(here);
        if left.unsent == 0 && left.drafts == 0 {
            leave(false);
        } else {
            asking.set(true);
        }
    };
    let sheet = view! {
        <Sheet open=asking title=t.log_out() close=t.close()>
            {later::after(
                here,
                Part::Desk,
                move || left(here, known, asking, Rc::new(leave), Rc::new(send)),
            )}
        </Sheet>
    };
    let row = view! { <Row title note icon=Some(Icon::Me) /> }.into_any();
    let out = view! {
        <Button kind=ButtonKind::Secondary busy on_click=ask>{t.log_out()}</Button>
    };
    let inside = vec![
        view! { <Rows>{row}</Rows> }.into_any(),
        el("p").class("muted").child(t.log_out_text()).into_any(),
        out.into_any(),
    ];
    let inside = el("div").class("stack").child(inside).into_any();
    several(vec![inside, sheet.into_any()])
}

/// What somebody would leave behind.
struct Left {
    unsent: usize,
    drafts: usize,
}

impl Left {
    fn of(here: Here) -> Self {
        let (_, _, drafts) = here.data().extent();
        let unsent = here.data().outbox().len();
        Self { unsent, drafts }
    }
}

part! {
    Desk "desk" "47":
    fn left(here: Here, known: bool, asking: RwSignal<bool>, leave: Rc<dyn Fn(bool)>, send: Rc<dyn Fn()>) -> AnyView {
        choices(here, known, asking, &leave, &send)
    }
}

/// What becomes of commands that were not sent, and of drafts. They can wait only for somebody who can be told from
/// others.
fn choices(
    here: Here,
    known: bool,
    asking: RwSignal<bool>,
    leave: &Rc<dyn Fn(bool)>,
    send: &Rc<dyn Fn()>,
) -> AnyView {
    let t = here.t;
    let Left { unsent, drafts } = Left::of(here);
    let words = match (unsent, drafts) {
        (0, drafts) => t.log_out_drafts(&drafts.to_string()),
        (unsent, 0) => [
            t.log_out_unsent(&unsent.to_string()),
            space(here),
            t.log_out_left().into(),
        ]
        .concat(),
        (unsent, drafts) => [
            t.log_out_unsent(&unsent.to_string()),
            space(here),
            t.log_out_drafts(&drafts.to_string()),
        ]
        .concat(),
    };
    let mut inside = vec![el("p").child(words).into_any()];
    let mut buttons = Vec::new();
    let mut button = |kind: ButtonKind, label: &'static str, act: Box<dyn Fn()>| {
        let button = view! { <Button kind wide=true on_click=act>{label}</Button> };
        buttons.push(button.into_any());
    };
    if unsent > 0 && tending::reachable(here) {
        button(ButtonKind::Primary, t.log_out_send(), {
            let send = Rc::clone(send);
            Box::new(move || send())
        });
    }
    let (wait, keep, drop) = match unsent {
        0 => (t.log_out_drafts_wait(), t.log_out_keep(), t.log_out_drop()),
        _ => (
            t.log_out_left_wait(),
            t.log_out_keep_all(),
            t.log_out_drop_all(),
        ),
    };
    if known {
        inside.push(el("p").class("muted").child(wait).into_any());
        let kind = match unsent {
            0 => ButtonKind::Primary,
            _ => ButtonKind::Secondary,
        };
        let leave = Rc::clone(leave);
        button(kind, keep, Box::new(move || leave(false)));
    }
    let leave = Rc::clone(leave);
    button(ButtonKind::Danger, drop, Box::new(move || leave(true)));
    let stay = Box::new(move || asking.set(false));
    button(ButtonKind::Secondary, t.log_out_not(), stay);
    inside.push(view! { <Buttons>{buttons}</Buttons> }.into_any());
    el("div").class("stack").child(inside).into_any()
}

/// Between two sentences.
fn space(here: Here) -> String {
    let space = if here.t.tag() == "en" { " " } else { "" };
    space.to_owned()
}
