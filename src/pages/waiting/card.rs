//! One command that is not done: what it is, why, and what can be done about it.

use leptos::prelude::*;

use crate::{
    data::{Entry, Hold, KvError, Stage},
    host,
    pages::{Here, tending},
    ui::{ButtonKind, ButtonLink, Icon, RwSignal, Tone, el, icon},
};

use super::{acts, button, is_sending};

/// Its first line, why it is so, and how that looks.
fn told(here: Here, entry: &Entry) -> (String, String, Tone, Icon) {
    let t = here.t;
    let what = t.deed(&entry.command);
    match entry.stage {
        Stage::Refused => {
            let why = entry.refusal.as_ref();
            let why = why.map(|why| here.say(|t, face| t.refused(&entry.command, why, face)));
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
        _ if here.data().lacks_room() && !entry.unkept => t.wait_room().to_owned(),
        (Some(Hold::SignIn), _) => t.wait_sign_in().to_owned(),
        (Some(Hold::Undo), _) => t.wait_undo().to_owned(),
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
            .attr("href", here.link(&tending::place(&subject)))
            .child(tending::name(here, &subject, entry.title.clone()));
        lines.push(el("p").class("wait-name").child(link));
        if let Some(starts) = entry.starts {
            let starts = here.say(|t, face| t.moment(starts, face));
            lines.push(el("p").class("muted").child(starts));
        }
    }
    lines.push(el("p").class("wait-title").child(title));
    if !why.is_empty() {
        lines.push(el("p").child(why));
    }
    let goes_on = matches!(entry.stage, Stage::Queued | Stage::Sending);
    if goes_on && !is_sending(here, entry) && here.data().ends_with_tab() {
        lines.push(el("p").child(t.wait_ends_with_tab()));
    }
    if entry.unkept {
        let why = match (here.data().why_unkept(), host::has_storage()) {
            (KvError::Full, _) => t.wait_unkept(),
            (KvError::Blocked, true) => t.wait_unkept_blocked(),
            (KvError::Blocked, false) => t.wait_unkept_missing(),
        };
        lines.push(el("p").child(el("strong").child(why)));
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
