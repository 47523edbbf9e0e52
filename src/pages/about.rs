//! What a community says of itself, from its organisers' side: each section opens under its line and is saved by itself; who
//! carries it, and its end.
//!
//! What is not being changed follows what the community says now; what is stays as typed, kept as a draft until it is saved.

mod ending;
mod handing;
mod section;
mod summary;

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::{CommunityById, Data, Stage},
    model::{
        Command, CommandId, Community, CommunityId, Membership, Power, Role, Subject, may,
        paper::{self, Section},
    },
    route::Route,
    ui::{
        ButtonKind, ButtonLink, Icon, Memo, Notice, NoticeKind, PageHeader, Panel, PanelKind, Row,
        Rows, Signal, Skeleton, SkeletonKind, StoredValue, changing, effect, el, nothing, several,
    },
};

use super::{
    Here,
    live::{self, Live, in_step, live, once, shown},
    waiting,
    ways::ways,
    writing::{Writing, draft_of_keeping},
};

/// What the parts of the page share.
#[derive(Clone, Copy)]
struct Desk {
    here: Here,
    it: Live<Community>,
    writing: Writing,
}

impl Desk {
    /// The community as it will be once what waits is sent; tells when that changes.
    fn community(self) -> Option<Community> {
        self.here.waiting.track();
        let now = self.it.data.get()?;
        Some(expected(self.here.data(), &now))
    }

    fn id(self) -> Option<CommunityId> {
        self.it
            .data
            .with_untracked(|it| it.as_ref().map(|it| it.id.clone()))
    }

    /// Whether a command was given that nobody has carried out yet, and the page says so.
    fn waits(self, given: &Command) -> bool {
        let all = self.here.data().outbox();
        all.iter().any(|entry| entry.command == *given)
    }

    fn may(self, power: Power) -> bool {
        self.it.data.with(|it| {
            it.as_ref().is_some_and(|it| {
                let now = self.here.now_for(it);
                self.here
                    .viewer
                    .with(|v| may(&v.membership(&it.id), power, it, now))
            })
        })
    }
}

/// A community with the changes that wait laid over it.
fn expected(data: &Data, community: &Community) -> Community {
    let mut it = community.clone();
    for entry in data.outbox() {
        if let Command::Edit { community, charter } = &entry.command
            && *community == it.id
            && entry.is_on_its_way()
        {
            it = charter.applied(&it);
        }
    }
    it
}

/// The page.
pub fn page(here: Here, id: CommunityId) -> AnyView {
    let t = here.t;
    here.title(t.keep());
    let mine = live::mine(here);
    let it = live(here, CommunityById(id.clone()));
    // Who edits wants to know how many are in now, however young what is kept.
    it.again.set(1);
    let own = id.clone();
    in_step(it, move || here.viewer.with(|v| v.membership(&own)));
    // What waited was sent, or was refused.
    let own = Subject::Community(id);
    in_step(it, move || {
        let all = waiting::all(here);
        all.iter()
            .filter(|entry| entry.command.subject() == own)
            .count()
    });
    let first = once(it, |a, b| {
        a.activity.closed == b.activity.closed && a.activity.archived == b.activity.archived
    });
    let known =
        Memo::new(move |_| mine.data.with(Option::is_some) || mine.error.with(Option::is_some));
    shown(
        here,
        first,
        t.keep(),
        SkeletonKind::Page,
        move |community| draw(here, &community, it, known),
        |_| None,
    )
}

fn draw(here: Here, community: &Arc<Community>, it: Live<Community>, known: Memo<bool>) -> AnyView {
    let t = here.t;
    let back = here.link(&Route::Community(community.id.clone()));
    let header = view! {
        <PageHeader
            title=t.keep()
            kicker=community.name.clone()
            text=t.keep_text()
            back=Some((back.clone(), t.back().to_owned()))
            on_back=move || here.back()
        />
    };
    let facts = expected(here.data(), community);
    let facts = here.say(|_, face| {
        let wall = paper::Wall {
            zones: face.zones,
            zone: face.zone,
            now: face.now,
        };
        paper::paper(&facts, wall)
    });
    let writing = Writing::begin(here, draft_of_keeping(&community.id), facts);
    let desk = Desk { here, it, writing };
    let seen = StoredValue::new(Vec::<CommandId>::new());
    effect(move || {
        take_up_refused(desk, seen);
        if let Some(now) = desk.community() {
            let facts = desk.writing.on_wall(|wall| paper::paper(&now, wall));
            desk.writing.hear(facts);
        }
    });
    let has_ended = community.has_ended(here.now_for(community));
    // The membership may be told after the page.
    let power = if has_ended {
        Power::Reopen
    } else {
        Power::Edit
    };
    let can = Memo::new(move |_| (known.get(), desk.may(power)));
    let subject = Subject::Community(community.id.clone());
    let body = changing(move || match can.get() {
        (_, true) if has_ended => ending::ended(desk),
        (_, true) => keep(desk),
        (false, false) => {
            view! { <Skeleton kind=SkeletonKind::Card count=3 label=t.loading() /> }.into_any()
        }
        (true, false) if here.data().is_signed_out() => live::sign_in_first(here),
        (true, false) => {
            let href = back.clone();
            view! {
                <Panel kind=PanelKind::Locked title=t.keep_closed() text=t.keep_closed_text()>
                    <ButtonLink href kind=ButtonKind::Primary>{t.see_community()}</ButtonLink>
                </Panel>
            }
            .into_any()
        }
    });
    several(vec![
        header.into_any(),
        ways(here, community.id.clone(), move |power| desk.may(power)),
        waiting::standing(here, subject, nothing),
        body,
    ])
}

/// What was refused is typed again, once: nobody saved it, and the next that is given takes its place in the outbox.
fn take_up_refused(desk: Desk, seen: StoredValue<Vec<CommandId>>) {
    let Some(id) = desk.id() else { return };
    for entry in waiting::all(desk.here) {
        let is_it = matches!(&entry.command, Command::Edit { community, .. } if *community == id);
        let is_new = seen.with_value(|seen| !seen.contains(&entry.id));
        if is_it && is_new && entry.stage == Stage::Refused {
            seen.update_value(|seen| seen.push(entry.id.clone()));
            waiting::refused_again(desk.here, &entry);
        }
    }
}

fn keep(desk: Desk) -> AnyView {
    let (here, t) = (desk.here, desk.here.t);
    let sections = match here.data().carries("edit") {
        true => {
            let all = Section::ALL.map(|which| section::section(desk, which));
            vec![desk.writing.word(), folds(all.into_iter().collect())]
        }
        false => {
            vec![view! { <Notice kind=NoticeKind::Info text=t.keep_not_offered() /> }.into_any()]
        }
    };
    let own = Memo::new(move |_| (desk.may(Power::HandOver), desk.may(Power::Close)));
    let ends = changing(move || {
        let carries = |command: &str| here.data().carries(command);
        let (hands, closes) = own.get();
        let mut ends = Vec::new();
        if hands && carries("hand-over") && here.data().offers("roster") {
            ends.push(handing::hand_over(desk));
        }
        if closes && carries("close") {
            ends.push(ending::close(desk));
        }
        match ends.is_empty() {
            true => nothing(),
            false => folds(ends),
        }
    });
    several(vec![
        handing::waits(desk),
        alone(desk),
        several(sections),
        people(desk),
        ends,
    ])
}

fn folds(all: Vec<AnyView>) -> AnyView {
    el("div").class("folds").child(all).into_any()
}

/// Nobody else organises it: told gently to who does.
fn alone(desk: Desk) -> AnyView {
    let (here, t) = (desk.here, desk.here.t);
    let lone = Memo::new(move |_| {
        let community = desk.it.data.get();
        community
            .filter(|it| {
                let is = here.viewer.with(|v| v.membership(&it.id));
                is_alone(it, &is, here)
            })
            .map(|it| it.id.clone())
    });
    changing(move || {
        let Some(id) = lone.get() else {
            return nothing();
        };
        let href = here.link(&Route::OrganiseMembers(id));
        let text = [t.keep_alone(), t.colon(), t.keep_alone_text()].concat();
        let link = here.data().offers("roster").then(|| {
            view! { <ButtonLink href small=true>{t.keep_find_second()}</ButtonLink> }.into_any()
        });
        view! { <Notice kind=NoticeKind::Info text>{link}</Notice> }.into_any()
    })
}

fn is_alone(it: &Community, is: &Membership, here: Here) -> bool {
    let others = it.people.iter().filter(|person| person.role.organises());
    is.role(here.now()) == Some(Role::Owner) && others.count() <= 1
}

/// Where those with a role are appointed.
fn people(desk: Desk) -> AnyView {
    let (here, t) = (desk.here, desk.here.t);
    let Some(id) = desk.id().filter(|_| here.data().offers("roster")) else {
        return nothing();
    };
    let roles = Signal::derive(move || summary::people(desk));
    let row = changing(move || {
        view! {
            <Row
                title=t.keep_people_link()
                note=roles.get()
                icon=Some(Icon::People)
                href=here.link(&Route::OrganiseMembers(id.clone()))
            />
        }
        .into_any()
    });
    let text = el("p")
        .class("muted")
        .child(t.keep_people_text())
        .into_any();
    let rows = view! { <Rows>{row}</Rows> }.into_any();
    let inside = several(vec![text, rows]);
    view! { <crate::ui::Section title=t.keep_people()>{inside}</crate::ui::Section> }.into_any()
}
