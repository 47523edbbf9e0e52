//! Filling an entry from that in another community: what is empty here, or all of it. Who sees what comes along, so that nothing is
//! shown here that is not shown there.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::MyEntryIn,
    model::{Answers, CommunityId, Entry, Subject, paper::entry},
    pages::Here,
    ui::{
        Act, Button, ButtonKind, Buttons, Choice, Field, FieldKind, Icon, RwSignal, Sheet,
        StoredValue, Tone, el, nothing, several,
    },
};

use super::typing::Typing;

/// The button, and its sheet. Nothing for who is in no other community.
pub(super) fn other(on: Typing, community: &CommunityId) -> AnyView {
    let (here, t) = (on.here, on.here.t);
    let others = elsewhere(here, community);
    let Some((first, _)) = others.first() else {
        return nothing();
    };
    let filling = Filling::new(on);
    let Filling { open, busy, .. } = filling;
    let which = RwSignal::new(first.0.clone());
    let choices: Vec<Choice> = others
        .into_iter()
        .map(|(id, name)| Choice::new(id.0, name))
        .collect();
    let body = move || {
        let field = view! {
            <Field
                label=t.entry_fill_which()
                value=which
                kind=FieldKind::Choice
                options=choices.clone()
                help=t.entry_fill_text()
            />
        };
        let fill = move |all: bool| fill(filling, CommunityId(which.get_untracked()), all);
        let empty = view! {
            <Button kind=ButtonKind::Primary wide=true busy on_click=move || fill(false)>
                {t.entry_fill_empty()}
            </Button>
        };
        let whole = view! {
            <Button wide=true busy on_click=move || fill(true)>{t.entry_fill_whole()}</Button>
        };
        let buttons = several(vec![empty.into_any(), whole.into_any()]);
        el("div")
            .class("stack")
            .child(field.into_any())
            .child(view! { <Buttons>{buttons}</Buttons> }.into_any())
            .into_any()
    };
    let sheet = view! {
        <Sheet open title=t.entry_fill() close=t.close()>
            {body()}
        </Sheet>
    };
    let show = move || open.set(true);
    let button = view! {
        <Button small=true icon=Some(Icon::Copy) on_click=show>{t.entry_fill()}</Button>
    };
    let button = el("div").class("btns").child(button.into_any());
    several(vec![button.into_any(), sheet.into_any()])
}

/// Where else one is in, and what that is called.
fn elsewhere(here: Here, but: &CommunityId) -> Vec<(CommunityId, String)> {
    let now = here.now();
    let all = here.viewer.with_untracked(|viewer| {
        let all = viewer.memberships.iter();
        let all = all.filter(|(id, is)| *id != but && is.role(now).is_some());
        all.map(|(id, _)| id.clone()).collect::<Vec<_>>()
    });
    let named = |id: CommunityId| {
        let thing = here.data().thing(&Subject::Community(id.clone()));
        let name = thing.map_or_else(|| id.to_string(), |(name, _)| name);
        (id, name)
    };
    all.into_iter().map(named).collect()
}

/// Filling it, and taking that back. Copy; lives as long as the form.
#[derive(Clone, Copy)]
struct Filling {
    on: Typing,
    open: RwSignal<bool>,
    busy: RwSignal<bool>,
    /// What was written over said this.
    before: StoredValue<Vec<(&'static str, Answers)>>,
    undo: Act,
}

impl Filling {
    fn new(on: Typing) -> Self {
        let before = StoredValue::new(Vec::new());
        let undo = move |()| {
            if on.is_there() {
                on.take(&before.get_value());
            }
        };
        Self {
            on,
            open: RwSignal::new(false),
            busy: RwSignal::new(false),
            before,
            undo: Act::new(undo),
        }
    }
}

fn fill(filling: Filling, from: CommunityId, all: bool) {
    let Filling { on, open, busy, .. } = filling;
    busy.set(true);
    let here = on.here;
    spawn_local(async move {
        let told = here.data().soon(&MyEntryIn(from)).await;
        busy.try_set(false);
        if !on.is_there() {
            return;
        }
        let t = here.t;
        let found = match told {
            Ok(mine) => mine.data.entry,
            Err(error) => return here.toasts.say(Tone::Warn, t.why(&error)),
        };
        let Some(found) = found else {
            return here.toasts.say(Tone::Warn, t.entry_fill_missing());
        };
        let texts = entry::of_entry(&Entry::of(&found));
        let typed = on.typed_untracked();
        let taken = entry::taken_from(&typed, &texts, all);
        let before = entry::texts_of(&typed, taken.iter().map(|(group, _)| *group));
        on.take(&taken);
        open.try_set(false);
        if taken.is_empty() {
            return here.toasts.say(Tone::Neutral, t.entry_filled_none());
        }
        filling.before.set_value(before);
        let text = t.entry_filled(&taken.len().to_string());
        here.toasts
            .offer(Tone::Live, text, t.entry_fill_undo(), filling.undo);
    });
}
