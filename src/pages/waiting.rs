//! What waits, was refused or is in doubt, where it matters: on the page of the thing it concerns, in the place of
//! where the viewer stands and of the buttons; and on *Me*. Nothing is promised that the service has not said.

mod acts;

use leptos::prelude::*;

use crate::{
    data::{Entry, Hold, Stage},
    model::{Refusal, Subject},
    ui::{
        Button, ButtonKind, ButtonLink, Buttons, Icon, RwSignal, Sheet, Tone, changing, el, icon,
        nothing, several,
    },
};

use super::{Here, tending};

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

/// Its first line, why it is so, and how that looks.
fn told(here: Here, entry: &Entry) -> (String, String, Tone, Icon) {
    let t = here.t;
    let what = t.deed(&entry.command);
    match entry.stage {
        Stage::Refused => {
            let why = entry.refusal.as_ref();
            let why = why.map(|why| here.say(|t, face| t.refusal(why, face)));
            let why = why.unwrap_or_default();
            (t.wait_refused(what), why, Tone::Full, Icon::Warning)
        }
        Stage::Stuck => {
            let why = t.wait_stuck_text().to_owned();
            (t.wait_stuck(what), why, Tone::Warn, Icon::Info)
        }
        Stage::Queued | Stage::Sending if is_sending(here, entry) => (
            t.wait_sending(what),
            String::new(),
            Tone::Soon,
            Icon::Refresh,
        ),
        Stage::Queued | Stage::Sending => {
            let sign = match entry.hold {
                Some(Hold::SignIn) => Icon::Lock,
                _ if !tending::reachable(here) => Icon::Offline,
                _ => Icon::Clock,
            };
            (t.wait_title(what), why_waits(here, entry), Tone::Soon, sign)
        }
    }
}

fn why_waits(here: Here, entry: &Entry) -> String {
    let t = here.t;
    // Nobody counts the seconds; from a minute on the moment is named.
    let at = entry.not_before.filter(|at| at.since(here.now()) > 60);
    let at = at.map(|at| here.say(|t, face| t.moment(at, face)));
    match (entry.hold, at) {
        (Some(Hold::SignIn), _) => t.wait_sign_in().to_owned(),
        (Some(Hold::Room), _) => t.wait_room().to_owned(),
        _ if !tending::reachable(here) => t.wait_offline().to_owned(),
        (Some(Hold::Busy), Some(at)) => t.wait_busy_at(&at),
        (Some(Hold::Busy), None) => t.wait_busy().to_owned(),
        (Some(Hold::Network), Some(at)) => t.wait_network_at(&at),
        (Some(Hold::Network), None) => t.wait_network().to_owned(),
        (None, _) => t.wait_offline().to_owned(),
    }
}

/// One, with what can be done about it; with the thing's name where it does not stand on its page. `asking` is asked
/// before one is thrown away.
pub fn card(
    here: Here,
    entry: &Entry,
    named: bool,
    asking: Option<RwSignal<Option<Entry>>>,
) -> AnyView {
    let t = here.t;
    let (title, why, tone, sign) = told(here, entry);
    let mut lines = Vec::new();
    if named {
        let subject = entry.command.subject();
        let link = el("a")
            .attr("href", here.link(&acts::place(&subject)))
            .child(tending::name(here, &subject));
        lines.push(el("p").class("wait-name").child(link));
    }
    lines.push(el("p").class("wait-title").child(title));
    if !why.is_empty() {
        lines.push(el("p").child(why));
    }
    if entry.unkept {
        lines.push(el("p").child(el("strong").child(t.wait_unkept())));
    }
    if named {
        let at = entry.at;
        let given = here.say(|t, face| t.wait_given(&t.moment(at, face)));
        lines.push(el("p").class("muted").child(given));
    }
    let made = if is_sending(here, entry) {
        Vec::new()
    } else {
        doable(here, entry, named, asking)
    };
    let made = (!made.is_empty()).then(|| el("div").class("btns").child(made));
    el("div")
        .class("wait")
        .attr("data-tone", tone.name())
        .child(icon(sign))
        .child(el("div").class("wait-text").child(lines))
        .child(made)
        .into_any()
}

/// What can be done about it.
fn doable(
    here: Here,
    entry: &Entry,
    named: bool,
    asking: Option<RwSignal<Option<Entry>>>,
) -> Vec<AnyView> {
    let t = here.t;
    let busy = RwSignal::new(false);
    let quiet = ButtonKind::Secondary;
    let mut made = Vec::new();
    let of = || entry.clone();
    let throw = |label: &'static str| {
        let entry = of();
        button(quiet, label, busy, move || match asking {
            Some(asking) => asking.set(Some(entry.clone())),
            None => acts::discard(here, &entry),
        })
    };
    let edit = |label: &'static str| {
        let entry = of();
        button(quiet, label, busy, move || acts::edit(here, &entry))
    };
    let send = |label: &'static str| {
        let entry = of();
        button(quiet, label, busy, move || {
            acts::send_now(here, &entry, busy)
        })
    };
    match entry.stage {
        Stage::Queued | Stage::Sending => {
            if entry.hold == Some(Hold::SignIn) {
                let href = here.link(&here.sign_in());
                let link = view! { <ButtonLink href kind=quiet>{t.sign_in()}</ButtonLink> };
                made.push(link.into_any());
            } else {
                made.push(send(t.wait_send_now()));
            }
            if named && entry.is_unsent() && acts::has_form(&entry.command) {
                made.push(edit(t.wait_edit()));
            }
            if acts::can_take_back(entry) {
                let entry = of();
                let act = move || acts::take_back(here, &entry, busy);
                made.push(button(quiet, t.wait_take_back(), busy, act));
            }
        }
        Stage::Refused => {
            if acts::has_form(&entry.command) {
                made.push(edit(t.wait_edit_again()));
                made.push(throw(t.wait_discard()));
            } else {
                made.push(send(t.wait_send_again()));
                let entry = of();
                let act = move || acts::discard(here, &entry);
                made.push(button(quiet, t.wait_understood(), busy, act));
            }
        }
        Stage::Stuck => {
            made.push(button(quiet, t.wait_check(), busy, move || {
                acts::check(here, busy)
            }));
            made.push(send(t.wait_send_again()));
            let entry = of();
            made.push(button(quiet, t.wait_is_done(), busy, move || {
                acts::discard(here, &entry)
            }));
            made.push(throw(t.wait_discard()));
        }
    }
    made
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
        let name = tending::name(here, &entry.command.subject());
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
