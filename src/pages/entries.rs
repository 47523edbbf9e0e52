//! Ways to one's own entry in a directory, with what is known of it: from *Me*, from a community, from its directory. Nothing where the
//! service has no entries of one's own.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::{CommunityById, MyEntryIn},
    model::{Command, CommunityId, Entry, MemberField, MyEntry, Subject},
    route::Route,
    ui::{ButtonLink, Icon, Row, Rows, RwSignal, Section, StoredValue, changing, el, nothing},
};

use super::Here;

/// Whether entries of one's own can be read and written.
pub fn are_offered(here: Here) -> bool {
    let data = here.data();
    data.offers("my_entry") && data.carries("write-entry")
}

/// What one's own entry says as it was written last: what the service has, with what waits to be sent laid over it but one.
pub fn said(here: Here, id: &CommunityId, mine: &MyEntry, but: Option<&Command>) -> Option<Entry> {
    let mut last = mine.entry.as_ref().map(Entry::of);
    for one in here.data().outbox() {
        if !one.is_on_its_way() || Some(&one.command) == but {
            continue;
        }
        match &one.command {
            Command::WriteEntry { community, entry } if community == id => {
                last = Some(entry.applied(last.as_ref()));
            }
            _ => {}
        }
    }
    last
}

/// What is to be said of it first: who waits for an answer, that there is none, or hardly anything in it. Nothing as long as it is not
/// known.
fn urgent(here: Here, id: &CommunityId) -> Option<String> {
    let t = here.t;
    let mine = here.data().kept(&MyEntryIn(id.clone()))?.data;
    let waits = mine.requests.iter().filter(|one| one.waits()).count();
    Some(match &mine {
        _ if waits > 0 => t.entry_waits(&waits.to_string()),
        MyEntry { entry: None, .. } => t.entry_note_none().to_owned(),
        MyEntry {
            entry: Some(entry), ..
        } if entry.unlisted => t.entry_note_unlisted().to_owned(),
        MyEntry {
            entry: Some(entry), ..
        } => {
            let mut fields = MemberField::ALL.into_iter();
            let is_bare = !fields.any(|field| field != MemberField::Joined && entry.has(field));
            return is_bare.then(|| t.entry_note_bare().to_owned());
        }
    })
}

/// What was asked for, for *Me*.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Nothing,
    Names,
    All,
}

/// Those of all communities that the viewer is in, for *Me*.
pub fn all(here: Here) -> AnyView {
    let t = here.t;
    if !are_offered(here) {
        return nothing();
    }
    let asked = RwSignal::new(Asked::Nothing);
    let begun = StoredValue::new(false);
    let named = move |id: &CommunityId| {
        let thing = here.data().thing(&Subject::Community(id.clone()));
        thing.map(|(name, _)| name)
    };
    changing(move || {
        let now = here.now();
        let so_far = asked.get();
        let ids: Vec<CommunityId> = here.viewer.with(|viewer| {
            let all = viewer.memberships.iter();
            let all = all.filter(|(_, is)| is.role(now).is_some());
            all.map(|(id, _)| id.clone()).collect()
        });
        if ids.is_empty() {
            return nothing();
        }
        let nameless: Vec<CommunityId> = ids
            .iter()
            .filter(|id| named(id).is_none())
            .cloned()
            .collect();
        let is_nameless = !nameless.is_empty();
        let unread = |id: &&CommunityId| here.data().kept(&MyEntryIn((*id).clone())).is_none();
        let unread: Vec<CommunityId> = ids.iter().filter(unread).cloned().collect();
        let is_first = !begun.get_value() && (is_nameless || !unread.is_empty());
        if is_first {
            begun.set_value(true);
            // Opened by its own address: what they are called is not known yet, or what stands there.
            spawn_local(async move {
                for id in nameless {
                    let _named = here.data().soon(&CommunityById(id)).await;
                }
                asked.try_set(Asked::Names);
                for id in unread {
                    let _read = here.data().soon(&MyEntryIn(id)).await;
                }
                asked.try_set(Asked::All);
            });
        }
        if is_nameless && so_far == Asked::Nothing {
            return nothing();
        }
        let row = |id: &CommunityId| {
            let title = named(id).unwrap_or_else(|| id.to_string());
            let note = urgent(here, id).unwrap_or_else(|| t.entry_note().to_owned());
            let href = here.link(&Route::Entry(id.clone()));
            view! { <Row title note href /> }.into_any()
        };
        let rows: Vec<AnyView> = ids.iter().map(row).collect();
        let rows = view! { <Rows>{rows}</Rows> }.into_any();
        let text = el("p").class("muted").child(t.entry_all_text());
        let inside = el("div").child(text).child(rows).into_any();
        view! { <Section title=t.entry_all()>{inside}</Section> }.into_any()
    })
}

/// A link to it, for those who are in: among the buttons of a community's page, or `small`, in its directory.
pub fn link(here: Here, id: &CommunityId, small: bool) -> AnyView {
    if !are_offered(here) {
        return nothing();
    }
    // In the directory in few words, always the same: the rows below stand where they stood.
    let words = match small {
        true => here.t.entry_mine().to_owned(),
        false => words(here, id),
    };
    let href = here.link(&Route::Entry(id.clone()));
    view! { <ButtonLink href icon=Some(Icon::Me) wide=!small small>{words}</ButtonLink> }.into_any()
}

fn words(here: Here, id: &CommunityId) -> String {
    let mine = here.t.entry_mine();
    match urgent(here, id) {
        Some(urgent) => [mine, " · ", &urgent].concat(),
        None => mine.to_owned(),
    }
}
