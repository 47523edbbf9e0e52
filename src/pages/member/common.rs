//! What this member and the viewer have in common, from what this device knows: nothing is asked for, and nothing is told that the
//! viewer has not been shown before.

use std::{sync::Arc, time::Duration};

use leptos::prelude::*;

use crate::{
    data::{CommunitiesPage, CommunityById, EventById, MembersPage},
    model::{CommunityId, Event, Instant, Member, MemberId, are_both_at, is_same_person, sort_by},
    pages::Here,
    route::Route,
    ui::{Icon, Memo, Row, Rows, RwSignal, Section, changing, nothing},
};

use super::Desk;

/// When the page stands, kept directories are read.
const SOON: Duration = Duration::from_millis(200);
/// So many pages of each are looked through.
const PAGES: usize = 10;

/// What there is.
#[derive(Clone, Default, PartialEq)]
struct Common {
    /// Other communities, what they are called, and the entry there.
    communities: Vec<(CommunityId, String, MemberId)>,
    /// Events that both go to, or went to; the latest first.
    events: Vec<Event>,
}

/// The section; nothing where there is nothing.
pub(super) fn section(desk: Desk, member: &Arc<Member>, own: Memo<bool>) -> AnyView {
    let (here, t) = (desk.here, desk.here.t);
    let found = RwSignal::new(Common::default());
    let member = Arc::clone(member);
    set_timeout(
        move || {
            found.try_set(look(here, &member));
        },
        SOON,
    );
    changing(move || {
        let common = found.get();
        if own.get() || common == Common::default() {
            return nothing();
        }
        let mut rows: Vec<AnyView> = Vec::new();
        for (community, name, member) in common.communities {
            let href = here.link(&Route::Member(community, member));
            let (title, icon) = (t.person_common_there(&name), Some(Icon::Circle));
            rows.push(view! { <Row title icon href /> }.into_any());
        }
        for event in common.events {
            let href = here.link(&Route::Event(event.id.clone()));
            let word = match event.ends() <= here.now() {
                true => t.person_common_came(),
                false => t.person_common_event(),
            };
            let when = here.say(|t, face| t.moment(event.start, face));
            let note = [word, " · ", &when].concat();
            let (title, icon) = (event.title, Some(Icon::Agenda));
            rows.push(view! { <Row title note icon href /> }.into_any());
        }
        let rows = view! { <Rows>{rows}</Rows> }.into_any();
        view! { <Section title=t.person_common()>{rows}</Section> }.into_any()
    })
}

fn look(here: Here, member: &Member) -> Common {
    let now = here.now();
    let Some(viewer) = here.viewer.try_get_untracked() else {
        return Common::default();
    };
    let others = viewer.memberships.iter();
    let others = others.filter(|(id, is)| **id != member.community && is.role(now).is_some());
    let communities = others.filter_map(|(id, _)| {
        let there = entry_in(here, id, member, now)?;
        Some((id.clone(), name_of(here, id)?, there))
    });
    let communities = communities.collect();
    let events = viewer.sign_ups.iter().filter_map(|(id, own)| {
        let kept = here.data().kept(&EventById(id.clone()))?;
        are_both_at(&kept.data, own, member).then_some(kept.data)
    });
    let mut events: Vec<Event> = events.collect();
    sort_by(&mut events, |a, b| (b.start, &b.id).cmp(&(a.start, &a.id)));
    Common {
        communities,
        events,
    }
}

/// Their entry in a directory, as far as it is kept.
fn entry_in(here: Here, id: &CommunityId, member: &Member, now: Instant) -> Option<MemberId> {
    let mut page = MembersPage {
        community: id.clone(),
        cursor: None,
    };
    for _ in 0..PAGES {
        let kept = here.data().kept(&page)?.data;
        let mut all = kept.items.into_iter().map(|one| one.settled(now));
        if let Some(there) = all.find(|one| is_same_person(one, member)) {
            return Some(there.id);
        }
        page.cursor = Some(kept.next?);
    }
    None
}

fn name_of(here: Here, id: &CommunityId) -> Option<String> {
    let data = here.data();
    if let Some(kept) = data.kept(&CommunityById(id.clone())) {
        return Some(kept.data.name);
    }
    let kept = data.kept(&CommunitiesPage::default())?;
    let mut all = kept.data.items.into_iter();
    all.find(|one| one.id == *id).map(|one| one.name)
}
