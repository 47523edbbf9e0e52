//! Who is signed in, and signing out: what it does, and what becomes of drafts.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::Person,
    pages::Here,
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
    let leave = move |with_drafts: bool| {
        if busy.get_untracked() {
            return;
        }
        asking.set(false);
        busy.set(true);
        let data = here.data();
        spawn_local(async move {
            data.log_out(with_drafts).await;
            here.account_changed();
            here.refresh_viewer();
            here.toasts.say(Tone::Live, t.logged_out());
            busy.try_set(false);
            person.try_set(data.person());
        });
    };
    let ask = move || {
        let (_, _, drafts) = here.data().extent();
        if drafts == 0 {
            leave(false);
        } else {
            asking.set(true);
        }
    };
    let sheet = view! {
        <Sheet open=asking title=t.log_out() close=t.close()>
            {drafts(here, known, asking, leave)}
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

/// What becomes of drafts. They can wait only for somebody who can be told from others.
fn drafts(
    here: Here,
    known: bool,
    asking: RwSignal<bool>,
    leave: impl Fn(bool) + Copy + Send + Sync + 'static,
) -> AnyView {
    let t = here.t;
    let (_, _, count) = here.data().extent();
    let mut inside = vec![
        el("p")
            .child(t.log_out_drafts(&count.to_string()))
            .into_any(),
    ];
    let mut buttons = Vec::new();
    if known {
        let words = el("p").class("muted").child(t.log_out_drafts_wait());
        inside.push(words.into_any());
        let keep = view! {
            <Button kind=ButtonKind::Primary wide=true on_click=move || leave(false)>
                {t.log_out_keep()}
            </Button>
        };
        buttons.push(keep.into_any());
    }
    let drop = view! {
        <Button kind=ButtonKind::Danger wide=true on_click=move || leave(true)>
            {t.log_out_drop()}
        </Button>
    };
    let not = view! {
        <Button wide=true on_click=move || asking.set(false)>{t.log_out_not()}</Button>
    };
    buttons.extend([drop.into_any(), not.into_any()]);
    inside.push(view! { <Buttons>{buttons}</Buttons> }.into_any());
    el("div").class("stack").child(inside).into_any()
}
