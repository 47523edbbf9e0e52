//! An entry of a directory: what this member lets this viewer see, ways to reach them, asking for what they show on request, what
//! both have in common; and reporting or blocking them.
//!
//! Invariants: all that is drawn, copied or saved stands in the entry as the service gave it to this viewer; whoever is not listed,
//! has left, or has blocked the viewer is told apart by nothing.

mod asking;
mod care;
mod common;
mod reach;
mod saving;

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::{BackendError, CommunityById, MemberById, MyEntryIn},
    model::{Community, CommunityId, Member, MemberField, MemberId, MyEntry, Role, Subject},
    route::Route,
    ui::{
        Avatar, AvatarSize, Badge, ButtonKind, ButtonLink, Fact, Facts, Memo, Notice, PageHeader,
        Panel, PanelKind, RwSignal, Section, SkeletonKind, StoredValue, changing, el, nothing,
        several,
    },
};

use super::{
    Here,
    live::{self, Live, live, shown},
    waiting,
};

/// The page, for its parts. Copy; lives as long as it.
#[derive(Clone, Copy)]
struct Desk {
    here: Here,
    community: StoredValue<CommunityId>,
    id: StoredValue<MemberId>,
    it: Live<Member>,
    /// Where the service tells what is the viewer's own there.
    mine: Option<Live<MyEntry>>,
    of: Live<Community>,
    /// Which sheets are open.
    asking: RwSignal<bool>,
    reporting: RwSignal<bool>,
    blocking: RwSignal<bool>,
    /// Changes when what was granted ends.
    clock: RwSignal<u32>,
}

impl Desk {
    fn subject(self) -> Subject {
        Subject::Contact(self.community.get_value(), self.id.get_value())
    }

    /// Whether it is the viewer's own entry; tells when that changes. The service shows to nobody else who sees which part.
    fn is_own(self, member: &Member) -> bool {
        let own = self.mine.is_some_and(|mine| {
            mine.data.with(|mine| {
                let mine = mine.as_ref().and_then(|mine| mine.entry.as_ref());
                mine.is_some_and(|mine| mine.id == member.id)
            })
        });
        own || !member.visibility.is_empty()
    }

    /// Whether the viewer has blocked them; tells when that changes.
    fn has_blocked(self) -> bool {
        self.blocked_name().is_some()
    }

    /// What they were called when the viewer blocked them; tells when that changes.
    fn blocked_name(self) -> Option<String> {
        let id = self.id.get_value();
        self.mine?.data.with(|mine| {
            let mut all = mine.iter().flat_map(|mine| &mine.blocked);
            all.find(|one| one.id == id).map(|one| one.name.clone())
        })
    }

    fn link(self, to: fn(CommunityId) -> Route) -> String {
        self.here.link(&to(self.community.get_value()))
    }
}

/// The page.
pub fn page(here: Here, community: CommunityId, member: MemberId) -> AnyView {
    let t = here.t;
    here.title(t.members());
    let data = here.data();
    let by = MemberById {
        community: community.clone(),
        member: member.clone(),
    };
    let mine = || live(here, MyEntryIn(community.clone()));
    let desk = Desk {
        here,
        it: live(here, by),
        mine: data.offers("my_entry").then(mine),
        of: live(here, CommunityById(community.clone())),
        community: StoredValue::new(community),
        id: StoredValue::new(member),
        asking: RwSignal::new(false),
        reporting: RwSignal::new(false),
        blocking: RwSignal::new(false),
        clock: RwSignal::new(0),
    };
    // What was given is done, or was refused: both are told anew.
    let waits = move || waiting::about(here, &desk.subject()).map(|it| (it.id, it.stage));
    live::in_step(desk.it, waits);
    if let Some(mine) = desk.mine {
        live::in_step(mine, waits);
    }
    let page = shown(
        here,
        desk.it,
        t.members(),
        SkeletonKind::Page,
        move |member| draw(desk, &member),
        move |error| failed(desk, error),
    );
    several(vec![page, asking::sheet(desk), care::sheets(desk)])
}

/// That the directory is closed, or nobody is there.
fn failed(desk: Desk, error: &BackendError) -> Option<AnyView> {
    let t = desk.here.t;
    let list = desk.link(Route::Members);
    match error {
        BackendError::Forbidden { .. } => {
            let door = desk.link(Route::Community);
            let panel = view! {
                <Panel kind=PanelKind::Locked title=t.directory_closed() text=t.directory_closed_text()>
                    <ButtonLink href=door kind=ButtonKind::Primary>{t.door()}</ButtonLink>
                    <ButtonLink href=list>{t.members()}</ButtonLink>
                </Panel>
            };
            Some(panel.into_any())
        }
        BackendError::NotFound => {
            let gone = move || {
                let list = list.clone();
                view! {
                    <Panel kind=PanelKind::Gone title=t.person_gone() text=t.person_gone_text()>
                        <ButtonLink href=list kind=ButtonKind::Primary>{t.members()}</ButtonLink>
                    </Panel>
                }
                .into_any()
            };
            Some(care::gone(desk, gone))
        }
        _ => None,
    }
}

fn draw(desk: Desk, member: &Arc<Member>) -> AnyView {
    let here = desk.here;
    here.title(&member.name);
    let own = {
        let member = Arc::clone(member);
        Memo::new(move |_| desk.is_own(&member))
    };
    let now = {
        let member = Arc::clone(member);
        // Drawn anew when what was granted ends.
        changing(move || {
            desk.clock.track();
            let seen = Arc::new(Member::clone(&member).settled(here.now()));
            several(vec![
                reach::contacts(desk, &seen),
                asking::section(desk, &member, &seen, own),
                said(here, &seen),
            ])
        })
    };
    let about_own = changing(move || {
        if !own.get() {
            return nothing();
        }
        let href = desk.link(Route::Entry);
        let t = here.t;
        let link = view! {
            <ButtonLink href kind=ButtonKind::Secondary small=true>{t.person_own_edit()}</ButtonLink>
        };
        view! { <Notice text=t.person_own()>{link.into_any()}</Notice> }.into_any()
    });
    several(vec![
        header(desk, member),
        about_own,
        now,
        common::section(desk, member, own),
        care::section(desk, own),
    ])
}

/// Who it is: the portrait beside the name, what they are there, a line about themselves.
fn header(desk: Desk, member: &Member) -> AnyView {
    let (here, t) = (desk.here, desk.here.t);
    let back = (desk.link(Route::Members), t.back().to_owned());
    let role = (member.role != Role::Member).then(|| {
        let text = t.role(member.role);
        view! { <Badge text /> }.into_any()
    });
    let since = member.joined.map(|at| {
        let month = here.say(|t, face| t.month(at, face));
        el("span").class("muted").child(t.org_since(&month))
    });
    let face = view! {
        <Avatar name=member.name.clone() picture=member.picture.clone() size=AvatarSize::Large />
    };
    let header = view! {
        <PageHeader
            title=member.name.clone()
            back=Some(back)
            on_back=move || here.back()
        />
    };
    let under = (role.is_some() || since.is_some())
        .then(|| el("p").class("person-under").child(role).child(since));
    let headline = (!member.headline.is_empty()).then(|| {
        let line = el("p").class("person-headline").attr("dir", "auto");
        line.child(member.headline.clone())
    });
    let words = el("div")
        .class("person-words")
        .child(header.into_any())
        .child(under)
        .child(headline);
    el("div")
        .class("person-head")
        .child(face.into_any())
        .child(words)
        .into_any()
}

/// What they say of themselves: what they offer, look for and know as chips, the rest as facts.
fn said(here: Here, member: &Member) -> AnyView {
    let t = here.t;
    let chips = |field: MemberField, all: &[String]| {
        if all.is_empty() {
            return nothing();
        }
        let tone = match field {
            MemberField::Offers => "live",
            MemberField::Seeks => "soon",
            _ => "neutral",
        };
        let chip = |one: &String| {
            let chip = el("span").attr("dir", "auto").child(one.clone());
            el("li").child(chip)
        };
        let chips: Vec<_> = all.iter().map(chip).collect();
        let list = el("ul")
            .class("person-chips")
            .attr("data-tone", tone)
            .child(chips)
            .into_any();
        view! { <Section title=t.member_field(field)>{list}</Section> }.into_any()
    };
    let born = member.birthday.map(|born| t.birthday(born));
    let facts: Vec<AnyView> = [
        (MemberField::Hometown, member.hometown.clone()),
        (MemberField::District, member.district.clone()),
        (MemberField::Birthday, born.unwrap_or_default()),
        (MemberField::Household, member.household.clone()),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    // In words: no drawing tells one from another.
    .map(|(field, text)| {
        view! { <Fact label=t.member_field(field) icon=None>{text}</Fact> }.into_any()
    })
    .collect();
    let facts = match facts.is_empty() {
        true => nothing(),
        false => {
            let facts = view! { <Facts>{facts}</Facts> };
            el("div")
                .class("section")
                .child(facts.into_any())
                .into_any()
        }
    };
    several(vec![
        chips(MemberField::Offers, &member.offers),
        chips(MemberField::Seeks, &member.seeks),
        chips(MemberField::Skills, &member.skills),
        facts,
    ])
}
