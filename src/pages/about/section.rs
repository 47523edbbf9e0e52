//! One section: its line with what stands there now, and its form.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::CommunityById,
    model::{
        Command,
        paper::{self, Section},
    },
    pages::{
        doing::{self, Done},
        forms::mending,
        tending,
    },
    ui::{
        Button, ButtonKind, Buttons, Fold, Icon, Memo, Notice, NoticeKind, RwSignal, Signal, Tone,
        changing, effect, el, nothing,
    },
};

use super::{Desk, expected, summary};

/// A section under its line.
pub(super) fn section(desk: Desk, which: Section) -> AnyView {
    let t = desk.here.t;
    let groups = which.groups();
    let is_changed = Memo::new(move |_| !desk.writing.changed(groups).is_empty());
    // What was begun stands open.
    let open = RwSignal::new(is_changed.get_untracked());
    effect(move || {
        // (What stands open is not drawn anew while somebody types in it.)
        if is_changed.get() && !open.get_untracked() {
            open.set(true);
        }
    });
    let icon = match which {
        Section::Purpose => Icon::Circle,
        Section::Area => Icon::Pin,
        Section::Rhythm => Icon::Repeat,
        Section::Goal => Icon::Flag,
        Section::Rules => Icon::Check,
        Section::Door => Icon::Door,
        Section::Form => Icon::Edit,
        Section::Ways => Icon::Chat,
    };
    let note = Signal::derive(move || summary::of(desk, which));
    let mark = Signal::derive(move || is_changed.get().then(|| t.keep_unsaved().to_owned()));
    view! {
        <Fold open icon title=t.section(which) note mark>
            {form(desk, which, open)}
        </Fold>
    }
    .into_any()
}

/// What a form knows of its sending.
#[derive(Clone, Copy)]
struct Sending {
    desk: Desk,
    which: Section,
    open: RwSignal<bool>,
    wrong: RwSignal<Option<String>>,
    /// What the community says now is looked at first.
    looking: RwSignal<bool>,
    busy: RwSignal<bool>,
}

fn form(desk: Desk, which: Section, open: RwSignal<bool>) -> AnyView {
    let (t, writing) = (desk.here.t, desk.writing);
    let groups = which.groups();
    let it = Sending {
        desk,
        which,
        open,
        wrong: RwSignal::new(None),
        looking: RwSignal::new(false),
        busy: RwSignal::new(false),
    };
    mending(t, it.wrong, move || writing.still_wrong());
    let wrong = changing(move || match it.wrong.get() {
        Some(text) => view! { <Notice kind=NoticeKind::Error text live=true /> }.into_any(),
        None => nothing(),
    });
    let is_busy = Signal::derive(move || it.looking.get() || it.busy.get());
    let undo = move || {
        writing.take_facts(groups);
        it.wrong.set(None);
        open.set(false);
    };
    let save = view! {
        <Button kind=ButtonKind::Primary submit=true busy=is_busy>{t.keep_save()}</Button>
    };
    let undo = view! { <Button on_click=undo>{t.keep_undo()}</Button> };
    let buttons = vec![save.into_any(), undo.into_any()];
    let buttons = view! { <Buttons>{buttons}</Buttons> }.into_any();
    el("form")
        .class("fold-form")
        .flag("novalidate", true)
        .on("submit", move |event| {
            event.prevent_default();
            send(it);
        })
        .child(writing.section(which))
        .child(asks_again(desk, which))
        .child(conflict(desk, which))
        .child(wrong)
        .child(buttons)
        .into_any()
}

/// Others have changed it meanwhile: what it says now, and whose words stand.
fn conflict(desk: Desk, which: Section) -> AnyView {
    let (t, writing) = (desk.here.t, desk.writing);
    let conflicts = Memo::new(move |_| writing.conflicts(which.groups()));
    let told = changing(move || {
        let groups = conflicts.get();
        if groups.is_empty() {
            return nothing();
        }
        let text = t.keep_conflict(&summary::of(desk, which));
        let (theirs, mine) = (groups.clone(), groups);
        let take = move || writing.take_facts(&theirs);
        let stand = move || writing.stand_by(&mine);
        let buttons = vec![
            view! { <Button small=true on_click=take>{t.keep_take_theirs()}</Button> }.into_any(),
            view! { <Button small=true on_click=stand>{t.keep_take_mine()}</Button> }.into_any(),
        ];
        let buttons = el("div").class("btns").child(buttons).into_any();
        view! { <Notice kind=NoticeKind::Warn text>{buttons}</Notice> }.into_any()
    });
    el("div").attr("role", "status").child(told).into_any()
}

/// Other rules are a new version: whom that asks again.
fn asks_again(desk: Desk, which: Section) -> AnyView {
    let (t, writing) = (desk.here.t, desk.writing);
    if which != Section::Rules {
        return nothing();
    }
    let told = changing(move || {
        if writing.changed(&["rules"]).is_empty() {
            return nothing();
        }
        let Some(now) = desk.community() else {
            return nothing();
        };
        let version = now.rules.version.saturating_add(1).to_string();
        let whom = match now.policy.consent {
            true => t.keep_asks_members(&now.members.to_string()),
            false => t.keep_asks_nobody().to_owned(),
        };
        let text = [&t.keep_asks_again(&version), " ", &whom].concat();
        view! { <Notice kind=NoticeKind::Info text /> }.into_any()
    });
    el("div").attr("role", "status").child(told).into_any()
}

/// Looks at what the community says now, so that nobody's words are lost, and sends what was changed.
fn send(it: Sending) {
    let (desk, here) = (it.desk, it.desk.here);
    if it.looking.get_untracked() || it.busy.get_untracked() {
        return;
    }
    it.wrong.set(None);
    let Some(id) = desk.id() else { return };
    if !tending::reachable(here) {
        return give(it);
    }
    it.looking.set(true);
    spawn_local(async move {
        let fresh = here.data().fresh(&CommunityById(id)).await;
        if it.looking.try_set(false).is_some() {
            return;
        }
        if let Ok(fresh) = fresh {
            let is_new = |old: &Option<Arc<_>>| old.as_deref() != Some(&fresh);
            if desk.it.data.try_with_untracked(is_new) == Some(true) {
                let laid = expected(here.data(), &fresh);
                desk.it.data.try_set(Some(Arc::new(fresh)));
                desk.writing
                    .hear(desk.writing.on_wall(|wall| paper::paper(&laid, wall)));
            }
        }
        give(it);
    });
}

fn give(it: Sending) {
    let (desk, here, t) = (it.desk, it.desk.here, it.desk.here.t);
    let writing = desk.writing;
    let groups = it.which.groups();
    let changed = writing.changed_untracked(groups);
    if changed.is_empty() {
        it.open.set(false);
        return here.toasts.say(Tone::Neutral, t.keep_same());
    }
    if !writing.conflicts_untracked(groups).is_empty() {
        return it.wrong.set(Some(t.keep_conflict_first().to_owned()));
    }
    let Some(now) = desk.it.data.get_untracked() else {
        return;
    };
    let of = expected(here.data(), &now);
    let Some(charter) = writing.read(&changed, &of, false) else {
        return it.wrong.set(Some(t.invalid(writing.wrong())));
    };
    let after = charter.applied(&of);
    let sent = writing.prints(&changed);
    let command = Command::Edit {
        community: of.id,
        charter,
    };
    let given = command.clone();
    doing::send_form(here, command, it.busy, move |done| match done {
        Done::Kept => {
            let waits = desk.waits(&given);
            let facts = writing.on_wall(|wall| paper::paper(&after, wall));
            // What waits is laid over what the service says.
            if !waits {
                desk.it.data.try_set(Some(Arc::new(after)));
            }
            writing.hear(facts);
            // It stands as it was understood: a number as a number, without the space around a name.
            if writing.prints(&changed) == sent {
                writing.take_facts(&changed);
            }
            if it.open.try_set(false).is_none() {
                let saved = t.keep_saved(t.section(it.which));
                match waits {
                    true => here.toasts.say(Tone::Soon, t.wait_title(t.deed(&given))),
                    false => here.toasts.say(Tone::Live, saved),
                }
                desk.it.again.update(|n| *n = n.wrapping_add(1));
            }
        }
        Done::Refused(refusal) => {
            writing.was_refused(&refusal);
            it.wrong
                .try_set(Some(here.say(|t, face| t.refusal(&refusal, face))));
            crate::host::focus_first_fault();
        }
        Done::SignIn => {}
    });
}
