//! One's own entry in a directory: what it says, who sees which part of it and how it looks to them; who asks for more, and whom one
//! does not want to meet.
//!
//! What is typed is a draft of every keystroke, and is sent through the outbox. While it waits the page shows it as it was written; what
//! was refused is typed again, with what is wrong at its field.

mod answering;
mod asked;
mod fields;
mod naming;
mod other;
mod seen;
mod things;
mod typing;

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::{BackendError, MyEntryIn},
    host,
    model::{
        Command, CommunityId, Entry, EntryChange, Instant, Member, MemberId, Membership, MyEntry,
        Role, Subject, Table, paper::entry,
    },
    route::Route,
    ui::{
        Button, ButtonKind, ButtonLink, Buttons, Memo, PageHeader, Panel, PanelKind, RwSignal,
        Sheet, SkeletonKind, StoredValue, Tone, changing, effect, el, nothing, several,
    },
};

use super::{
    Here,
    doing::{self, Done},
    entries,
    forms::{frame, mending},
    live::{self, Live, live, shown},
    waiting,
};
use asked::Asked;
use typing::Typing;

/// The page.
pub fn page(here: Here, id: CommunityId) -> AnyView {
    let t = here.t;
    here.title(t.entry_mine());
    if !entries::are_offered(here) {
        let panel = view! {
            <Panel kind=PanelKind::Locked title=t.entry_lacking() text=t.entry_lacking_text() />
        };
        return several(vec![header(here, &id), panel.into_any()]);
    }
    let _mine = live::mine(here);
    let it = live(here, MyEntryIn(id.clone()));
    let on = Asked::open(here, id.clone(), it);
    let is_going = StoredValue::new(false);
    let (of, draft) = (id.clone(), waiting::draft_of_entry(&id));
    let draw = move |mine: Arc<MyEntry>| {
        let parts = vec![
            asked::waiting_for_me(on),
            asked::answered(on),
            written(here, &of, &mine, it),
            asked::blocked(on),
            removing(here, of.clone(), it, is_going),
        ];
        let parts = el("div").class("entry-page").child(parts).into_any();
        several(vec![header(here, &of), parts])
    };
    let failed = move |error: &BackendError| {
        let is_out = matches!(error, BackendError::Forbidden { .. });
        is_out.then(|| closed(here, &id))
    };
    let skeleton = SkeletonKind::Page;
    let gone = move || {
        // It was taken away on purpose: what was typed of it goes, too.
        if is_going.get_value() {
            here.data().drop_draft(&draft);
        }
    };
    shown(
        here,
        until_gone(it, gone),
        t.entry_mine(),
        skeleton,
        draw,
        failed,
    )
}

fn header(here: Here, id: &CommunityId) -> AnyView {
    let t = here.t;
    let name = here.data().thing(&Subject::Community(id.clone()));
    let name = name.map(|(name, _)| name).unwrap_or_default();
    view! {
        <PageHeader
            title=t.entry_mine()
            kicker=name
            text=t.entry_text().to_owned()
            back=Some((here.link(&Route::Members(id.clone())), t.back().to_owned()))
            on_back=move || here.back()
        />
    }
    .into_any()
}

fn closed(here: Here, id: &CommunityId) -> AnyView {
    let t = here.t;
    let door = here.link(&Route::Community(id.clone()));
    view! {
        <Panel kind=PanelKind::Locked title=t.entry_closed() text=t.entry_closed_text()>
            <ButtonLink href=door kind=ButtonKind::Primary>{t.door()}</ButtonLink>
        </Panel>
    }
    .into_any()
}

/// The first telling, and none after it: what is typed is not taken away. But once the entry is `gone`, it begins anew.
fn until_gone(it: Live<MyEntry>, gone: impl Fn() + Send + 'static) -> Live<MyEntry> {
    let first = Live {
        data: RwSignal::new(it.data.get_untracked()),
        ..it
    };
    let mut had = false;
    effect(move || {
        let Some(now) = it.data.get() else { return };
        let has = now.entry.is_some();
        let is_gone = std::mem::replace(&mut had, has) && !has;
        if is_gone {
            gone();
        }
        if is_gone || first.data.with_untracked(Option::is_none) {
            first.data.set(Some(now));
        }
    });
    first
}

/// The entry as it was written last: what the service has, with what waits to be sent.
fn said(here: Here, id: &CommunityId, mine: &MyEntry) -> Option<Entry> {
    entries::said(here, id, mine, None)
}

/// Whose entry it is, before they have one.
fn nobody_yet(here: Here, id: &CommunityId) -> Member {
    let is = here.viewer.with_untracked(|viewer| viewer.membership(id));
    let joined = match &is {
        Membership::Member { since, .. } if *since != Instant::UNKNOWN => Some(*since),
        _ => None,
    };
    Member {
        id: MemberId::from("me"),
        community: id.clone(),
        name: String::new(),
        sort_key: String::new(),
        picture: None,
        headline: String::new(),
        role: is.role(here.now()).unwrap_or(Role::Member),
        joined,
        hometown: String::new(),
        district: String::new(),
        skills: Vec::new(),
        offers: Vec::new(),
        seeks: Vec::new(),
        contacts: Vec::new(),
        birthday: None,
        household: String::new(),
        visibility: Table::new(),
        on_request: Vec::new(),
        unlisted: false,
        request: None,
    }
}

/// The form, and above it what waits.
fn written(here: Here, id: &CommunityId, mine: &MyEntry, it: Live<MyEntry>) -> AnyView {
    let t = here.t;
    let subject = Subject::Entry(id.clone());
    // What was refused before is a draft again.
    let before = waiting::refused(here, &subject);
    let said = said(here, id, mine);
    let mut facts = said.as_ref().map(entry::of_entry).unwrap_or_default();
    if said.is_none() {
        let person = here.data().person();
        let name = person.map(|person| person.name).unwrap_or_default();
        facts.insert("name".to_owned(), name);
    }
    let spelt_for = said.as_ref().map(|said| said.name.clone());
    let draft = waiting::draft_of_entry(id);
    let on = Typing::begin(here, draft.clone(), &facts);
    let (busy, wrong) = (RwSignal::new(false), RwSignal::new(None::<String>));
    if let Some(why) = &before {
        on.was_refused(why);
    }
    let own = id.clone();
    effect(move || {
        let now = it.data.get();
        let now = now.and_then(|mine| untrack(|| self::said(here, &own, &mine)));
        if let Some(now) = now {
            untrack(|| on.follow(&entry::of_entry(&now)));
        }
    });
    mending(t, wrong, move || on.still_wrong());
    let of = mine.entry.clone().unwrap_or_else(|| nobody_yet(here, id));
    let mut parts = vec![on.word(), other::other(on, id)];
    parts.extend(fields::fields(on, spelt_for.unwrap_or_default()));
    parts.push(seen::section(on, of));
    let id = id.clone();
    let send = move || send(on, &id, &draft, it, busy, wrong);
    let told = waiting::standing(here, subject, nothing);
    several(vec![told, frame(parts, wrong, busy, t.entry_save(), send)])
}

fn send(
    on: Typing,
    id: &CommunityId,
    draft: &str,
    it: Live<MyEntry>,
    busy: RwSignal<bool>,
    wrong: RwSignal<Option<String>>,
) {
    let (here, t) = (on.here, on.here.t);
    wrong.set(None);
    let Some(entry) = on.read() else {
        return wrong.set(Some(t.invalid(on.wrong())));
    };
    let subject = Subject::Entry(id.clone());
    let now = it.data.get_untracked();
    let now = now.and_then(|mine| mine.entry.as_ref().map(Entry::of));
    let is_going = here.data().outbox().into_iter().any(|one| {
        one.is_on_its_way()
            && one.command
                == Command::RemoveEntry {
                    community: id.clone(),
                }
    });
    // Where there soon will be none, it is written anew; where there is none, the name that stood there is said, too.
    let change = match (is_going, &now) {
        (true, _) => EntryChange::whole(entry),
        (false, Some(_)) => on.changes(),
        (false, None) => EntryChange {
            name: Some(entry.name),
            ..on.changes()
        },
    };
    let is_said = now
        .as_ref()
        .is_some_and(|now| entry::of_entry(now) == entry::of_entry(&change.applied(Some(now))));
    if is_said && waiting::about(here, &subject).is_none() {
        return wrong.set(Some(t.entry_no_change().to_owned()));
    }
    let command = Command::WriteEntry {
        community: id.clone(),
        entry: change,
    };
    let draft = draft.to_owned();
    doing::send_form(here, command, busy, move |done| match done {
        Done::Kept => {
            here.data().drop_draft(&draft);
            if on.is_there() {
                on.is_said();
                if waiting::about(here, &subject).is_none() {
                    here.toasts.say(Tone::Live, t.entry_saved());
                } else {
                    host::scroll_to(0.0);
                }
            }
        }
        Done::Refused(refusal) => {
            on.was_refused(&refusal);
            wrong.try_set(Some(here.say(|t, face| t.refusal_inside(&refusal, face))));
            host::focus_first_fault();
        }
        Done::SignIn => {}
    });
}

/// Taking the entry out, asked first.
fn removing(
    here: Here,
    id: CommunityId,
    it: Live<MyEntry>,
    is_going: StoredValue<bool>,
) -> AnyView {
    let t = here.t;
    let has = Memo::new(move |_| {
        it.data
            .with(|mine| mine.as_ref().is_some_and(|mine| mine.entry.is_some()))
    });
    let (open, busy) = (RwSignal::new(false), RwSignal::new(false));
    let body = move || {
        let id = id.clone();
        let yes = move || {
            open.set(false);
            is_going.set_value(true);
            let community = id.clone();
            doing::carry_out(here, Command::RemoveEntry { community }, busy, || {
                host::scroll_to(0.0);
            });
        };
        let yes = view! {
            <Button kind=ButtonKind::Danger wide=true on_click=yes>{t.entry_remove_yes()}</Button>
        };
        let no = view! {
            <Button wide=true on_click=move || open.set(false)>{t.keep_it()}</Button>
        };
        let buttons = several(vec![yes.into_any(), no.into_any()]);
        el("div")
            .class("stack")
            .child(el("p").child(t.entry_remove_sure()))
            .child(view! { <Buttons>{buttons}</Buttons> }.into_any())
            .into_any()
    };
    let sheet = view! {
        <Sheet open title=t.entry_remove() close=t.close()>
            {body()}
        </Sheet>
    };
    let button = changing(move || {
        if !has.get() || !here.data().carries("remove-entry") {
            return nothing();
        }
        let ask = move || open.set(true);
        view! { <Button kind=ButtonKind::Quiet busy on_click=ask>{t.entry_remove()}</Button> }
            .into_any()
    });
    let button = el("div").class("btns entry-remove").child(button);
    several(vec![button.into_any(), sheet.into_any()])
}
