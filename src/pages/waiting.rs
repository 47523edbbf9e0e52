//! What waits, was refused or is in doubt, where it matters: on the page of the thing it concerns, in the place of
//! where the viewer stands and of the buttons; and on *Me*. Nothing is promised that the service has not said.

mod acts;
mod card;
pub mod words;

use leptos::prelude::*;

use crate::{
    data::{BackendError, Entry, Stage},
    model::{Refusal, Subject},
    ui::{Button, ButtonKind, Buttons, Icon, RwSignal, Sheet, changing, el, nothing, several},
};

use super::{
    Here,
    live::{Live, failure},
    tending,
};
pub(in crate::pages) use acts::{draft_of_entry, found_again, refused_again};
pub use card::card;

/// All that waits, was refused or is in doubt, in its order; tells when that changes.
pub fn all(here: Here) -> Vec<Entry> {
    here.waiting.track();
    here.online.track();
    here.data().outbox()
}

/// What is to be told about a thing: what the person has to decide, else what was given last.
pub fn about(here: Here, subject: &Subject) -> Option<Entry> {
    chosen(all(here), subject)
}

fn chosen(mut all: Vec<Entry>, subject: &Subject) -> Option<Entry> {
    all.retain(|entry| entry.command.subject() == *subject);
    let open = all.iter().rposition(|entry| !entry.is_on_its_way());
    match open {
        Some(at) => all.into_iter().nth(at),
        None => all.pop(),
    }
}

/// Why the last command about a thing was refused, for the form in which it is corrected; what was typed is a draft again,
/// unless there is another.
pub fn refused(here: Here, subject: &Subject) -> Option<Refusal> {
    let last = chosen(here.data().outbox(), subject)?;
    let why = last.refusal.clone()?;
    acts::back_to_new_draft(here, &last.command);
    Some(why)
}

/// What stands in the place of a form while what was filled in waits. A form that is being sent stays.
pub fn instead_of_form(here: Here, subject: &Subject) -> Option<AnyView> {
    let waits = |entry: &Entry| entry.stage != Stage::Refused;
    chosen(here.data().outbox(), subject).filter(waits)?;
    let subject = subject.clone();
    Some(standing(here, subject, nothing))
}

/// What waits about a thing of which nothing is known here, above why that is so.
pub fn beside_failure<T: 'static>(
    here: Here,
    subject: &Subject,
    error: &BackendError,
    it: Live<T>,
) -> Option<AnyView> {
    let waits = instead_of_form(here, subject)?;
    let again = move || {
        it.error.set(None);
        it.again.update(|n| *n = n.wrapping_add(1));
    };
    Some(several(vec![waits, failure(here, error, again)]))
}

/// Where the viewer stands, or what waits in its place; where that is in doubt, both.
pub fn standing(
    here: Here,
    subject: Subject,
    facts: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    let asking = RwSignal::new(None);
    let now = changing(move || match about(here, &subject) {
        Some(entry) if entry.stage == Stage::Stuck => {
            several(vec![card(here, &entry, false, Some(asking)), facts()])
        }
        Some(entry) => card(here, &entry, false, Some(asking)),
        None => facts(),
    });
    // There from the start, so that what comes is read out.
    let told = el("div").class("told").attr("role", "status").child(now);
    several(vec![told.into_any(), sure(here, asking)])
}

/// The buttons of a thing's page, or, in their place, what waits.
pub fn buttons(
    here: Here,
    subject: Subject,
    usual: impl Fn() -> AnyView + Send + 'static,
) -> AnyView {
    changing(move || match about(here, &subject) {
        Some(entry) => in_place(here, &entry),
        None => usual(),
    })
}

fn button(
    kind: ButtonKind,
    label: &'static str,
    busy: RwSignal<bool>,
    act: impl Fn() + Send + 'static,
) -> AnyView {
    view! { <Button kind busy on_click=act>{label}</Button> }.into_any()
}

/// Where the finger was: what has become of it, and the first thing to do about it.
fn in_place(here: Here, entry: &Entry) -> AnyView {
    let t = here.t;
    let busy = RwSignal::new(false);
    let (what, again) = (t.deed(&entry.command), entry.clone());
    let state = |text: String, sending: bool| {
        let sending = RwSignal::new(sending);
        let show = move || crate::host::scroll_to(0.0);
        view! {
            <Button icon=Some(Icon::Clock) busy=sending on_click=show>{text}</Button>
        }
        .into_any()
    };
    let made = match entry.stage {
        Stage::Queued | Stage::Sending => {
            let sending = is_sending(here, entry);
            let word = if sending {
                t.wait_sending(what)
            } else {
                t.wait_title(what)
            };
            let mut made = vec![state(word, sending)];
            if !sending && acts::can_take_back(entry) {
                let act = move || acts::take_back(here, &again, busy);
                made.push(button(ButtonKind::Quiet, t.wait_take_back(), busy, act));
            }
            made
        }
        Stage::Refused if acts::has_form(&entry.command) => {
            let act = move || acts::edit(here, &again);
            vec![button(ButtonKind::Primary, t.wait_edit_again(), busy, act)]
        }
        Stage::Refused => {
            let act = move || acts::discard(here, &again);
            vec![button(ButtonKind::Primary, t.wait_understood(), busy, act)]
        }
        Stage::Stuck => {
            let act = move || acts::check(here, busy);
            vec![button(ButtonKind::Primary, t.wait_check(), busy, act)]
        }
    };
    view! { <Buttons stuck=true>{made}</Buttons> }.into_any()
}

/// On its way at this moment, as far as this page knows.
fn is_sending(here: Here, entry: &Entry) -> bool {
    entry.is_on_its_way()
        && entry.hold.is_none()
        && tending::is_running()
        && tending::reachable(here)
}

/// Asks before one is thrown away. Stands beside what changes, so that nothing closes it but the person.
pub fn sure(here: Here, asking: RwSignal<Option<Entry>>) -> AnyView {
    let t = here.t;
    let open = RwSignal::new(false);
    crate::ui::effect(move || {
        if asking.with(Option::is_some) {
            open.set(true);
        }
    });
    let close = move || {
        open.set(false);
        asking.set(None);
    };
    let inside = move || {
        let Some(entry) = asking.get_untracked() else {
            return nothing();
        };
        let name = tending::name(here, &entry.command.subject(), entry.title.clone());
        let what = [t.deed(&entry.command), " · ", &name].concat();
        let yes = move || {
            acts::discard(here, &entry);
            close();
        };
        let yes = view! {
            <Button kind=ButtonKind::Danger wide=true on_click=yes>{t.wait_discard()}</Button>
        };
        let no = view! { <Button wide=true on_click=close>{t.keep_it()}</Button> };
        let buttons = vec![yes.into_any(), no.into_any()];
        let buttons = view! { <Buttons>{buttons}</Buttons> }.into_any();
        let text = el("p").child(t.wait_discard_sure(&what));
        el("div")
            .class("stack")
            .child(text)
            .child(buttons)
            .into_any()
    };
    view! {
        <Sheet
            open
            title=t.wait_discard_title()
            close=t.close()
            on_close=move || asking.set(None)
        >
            {inside()}
        </Sheet>
    }
    .into_any()
}
