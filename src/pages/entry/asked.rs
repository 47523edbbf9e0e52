//! Who asks for what one shows on request, whom one lets see it, and whom one does not want to meet. Each answer goes through the outbox
//! and stands on its card until the service has said what came of it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::{Became, Stage},
    model::{
        Blocked, Command, CommunityId, ContactRequest, MemberField, MyEntry, PersonId,
        RequestState, Subject,
    },
    pages::{Here, live::Live, tending, waiting},
    route::Route,
    ui::{
        Avatar, Button, ButtonKind, El, Memo, Section, StoredValue, changing, effect, el, nothing,
        several,
    },
};

use super::answering::{Answering, What};

/// What the cards share. Copy; lives as long as the page.
#[derive(Clone, Copy)]
pub(super) struct Asked {
    pub here: Here,
    pub community: StoredValue<CommunityId>,
    pub it: Live<MyEntry>,
    pub answering: Answering,
}

impl Asked {
    pub fn open(here: Here, community: CommunityId, it: Live<MyEntry>) -> Self {
        keep_up(here, community.clone(), it);
        Self {
            here,
            answering: Answering::new(here, community.clone(), it),
            community: StoredValue::new(community),
            it,
        }
    }

    fn subject(self, person: &PersonId) -> Subject {
        Subject::Request(self.community.get_value(), person.clone())
    }
}

/// Whether a subject is what this page shows.
fn is_ours(subject: &Subject, community: &CommunityId) -> bool {
    matches!(subject, Subject::Entry(of) | Subject::Request(of, _) | Subject::Contact(of, _) if of == community)
}

/// Asks again once something that was given here is done, now or when the network is back.
fn keep_up(here: Here, community: CommunityId, it: Live<MyEntry>) {
    let waits = Memo::new(move |_| {
        let all = waiting::all(here);
        let ours = all.iter().filter(|entry| {
            is_ours(&entry.command.subject(), &community) && entry.stage != Stage::Refused
        });
        ours.count()
    });
    let mut before = 0;
    effect(move || {
        let now = waits.get();
        if std::mem::replace(&mut before, now) > now {
            it.again.update(|n| *n = n.wrapping_add(1));
        }
    });
}

/// Fields, one after another.
pub(super) fn named(here: Here, fields: &[MemberField]) -> String {
    let names = fields.iter().map(|field| here.t.member_field(*field));
    names.collect::<Vec<_>>().join(here.t.enumeration())
}

/// What somebody is called, here and in the outbox.
pub(super) fn name_of(here: Here, request: &ContactRequest) -> String {
    match request.name.as_str() {
        "" => here.t.entry_somebody().to_owned(),
        name => name.to_owned(),
    }
}

/// Those who wait for an answer. Nothing where nobody does.
pub(super) fn waiting_for_me(on: Asked) -> AnyView {
    let t = on.here.t;
    let all = of(on, true);
    let list = changing(move || {
        let all = all.get();
        if all.is_empty() {
            return nothing();
        }
        let note = el("p").class("muted").child(t.entry_asked_note());
        let inside = el("div").class("stack").child(note).child(cards(on, &all));
        let inside = inside.into_any();
        view! { <Section title=t.entry_asked()>{inside}</Section> }.into_any()
    });
    several(vec![list, on.answering.sheet()])
}

/// Those who were answered.
pub(super) fn answered(on: Asked) -> AnyView {
    let t = on.here.t;
    let all = of(on, false);
    changing(move || {
        let all = all.get();
        if all.is_empty() {
            return nothing();
        }
        let inside = cards(on, &all).into_any();
        view! { <Section title=t.entry_allowed()>{inside}</Section> }.into_any()
    })
}

fn of(on: Asked, waits: bool) -> Memo<Vec<ContactRequest>> {
    Memo::new(move |_| {
        let mine = on.it.data.get();
        let all = mine.iter().flat_map(|mine| &mine.requests);
        all.filter(|request| request.waits() == waits)
            .cloned()
            .collect()
    })
}

fn cards(on: Asked, all: &[ContactRequest]) -> El {
    let cards: Vec<El> = all
        .iter()
        .map(|request| el("li").child(card(on, request)))
        .collect();
    el("ul").class("applicants").child(cards)
}

fn card(on: Asked, request: &ContactRequest) -> AnyView {
    let (here, t) = (on.here, on.here.t);
    let name = name_of(here, request);
    let heading = match &request.member {
        Some(member) => {
            let to = Route::Member(on.community.get_value(), member.clone());
            el("a").attr("href", here.link(&to)).child(name.clone())
        }
        None => el("span").child(name.clone()),
    };
    let fields = named(here, &request.fields);
    let line = match &request.state {
        RequestState::Pending => t.entry_asks_for(&fields),
        RequestState::Granted { .. } => t.entry_granted(&fields),
        RequestState::Refused { .. } => t.entry_was_refused().to_owned(),
        RequestState::Revoked { .. } => t.entry_was_revoked().to_owned(),
    };
    let when = match &request.state {
        RequestState::Granted { until: Some(until) } => {
            here.say(|t, face| t.entry_granted_until(&t.moment(*until, face)))
        }
        RequestState::Granted { until: None } => t.entry_granted_open().to_owned(),
        _ => here.say(|t, face| t.moment(request.at, face)),
    };
    let who = el("div")
        .class("applicant-who")
        .child(el("h3").child(heading))
        .child(el("p").child(line))
        .child(el("p").class("muted").child(when));
    let head = el("header")
        .class("applicant-head")
        .child(view! { <Avatar name=name.clone() /> }.into_any())
        .child(who);
    let word = (request.waits() && !request.word.is_empty()).then(|| {
        el("p")
            .class("entry-word")
            .attr("dir", "auto")
            .child(request.word.clone())
    });
    let told = match request.person.clone() {
        Some(person) => {
            let request = request.clone();
            waiting::standing(here, on.subject(&person), move || {
                buttons(on, &request, &person)
            })
        }
        None => nothing(),
    };
    el("article")
        .class("applicant")
        .child(head)
        .child(word)
        .child(told)
        .into_any()
}

fn buttons(on: Asked, request: &ContactRequest, person: &PersonId) -> AnyView {
    let (here, t) = (on.here, on.here.t);
    let name = name_of(here, request);
    let button = |what: What, kind: ButtonKind, label: &'static str| {
        let (person, request) = (person.clone(), request.clone());
        let act = move || on.answering.ask(what, &person, &request);
        view! { <Button kind on_click=act>{label}</Button> }.into_any()
    };
    let carries = |command: &str| here.data().carries(command);
    let mut made = Vec::new();
    match &request.state {
        RequestState::Pending => {
            if carries("grant-request") {
                made.push(button(What::Grant, ButtonKind::Primary, t.entry_grant()));
            }
            if carries("refuse-request") {
                made.push(button(
                    What::Refuse,
                    ButtonKind::Secondary,
                    t.entry_refuse(),
                ));
            }
        }
        RequestState::Granted { .. } if carries("revoke-grant") => {
            made.push(button(
                What::Revoke,
                ButtonKind::Secondary,
                t.entry_revoke(),
            ));
        }
        _ => {}
    }
    if made.is_empty() {
        return nothing();
    }
    el("div")
        .class("btns")
        .attr("role", "group")
        .attr("aria-label", name)
        .child(made)
        .into_any()
}

/// Whom one has blocked. Nothing where that is nobody.
pub(super) fn blocked(on: Asked) -> AnyView {
    let t = on.here.t;
    let all = Memo::new(move |_| {
        let mine: Option<Arc<MyEntry>> = on.it.data.get();
        mine.map(|mine| mine.blocked.clone()).unwrap_or_default()
    });
    changing(move || {
        let all = all.get();
        if all.is_empty() {
            return nothing();
        }
        let rows: Vec<El> = all.iter().map(|one| blocked_row(on, one)).collect();
        let inside = el("div")
            .class("stack")
            .child(el("p").class("muted").child(t.entry_blocked_text()))
            .child(el("ul").class("rows").child(rows))
            .into_any();
        view! { <Section title=t.entry_blocked()>{inside}</Section> }.into_any()
    })
}

fn blocked_row(on: Asked, one: &Blocked) -> El {
    let (here, t) = (on.here, on.here.t);
    let (community, member, name) = (on.community.get_value(), one.id.clone(), one.name.clone());
    let subject = Subject::Contact(community.clone(), member.clone());
    let button = move || {
        if !here.data().carries("unblock") {
            return nothing();
        }
        let command = Command::Unblock {
            community: community.clone(),
            member: member.clone(),
        };
        let called = name.clone();
        let act = move || give(here, command.clone(), called.clone(), None);
        el("button")
            .class("btn btn-small")
            .attr("type", "button")
            .attr("aria-label", t.entry_unblock_who(&name))
            .on("click", move |_| act())
            .child(el("span").child(t.entry_unblock()))
            .into_any()
    };
    let face = view! { <Avatar name=one.name.clone() /> };
    el("li").child(
        el("div")
            .class("row entry-blocked")
            .child(face.into_any())
            .child(
                el("span")
                    .class("row-text")
                    .child(el("span").class("row-title").child(one.name.clone())),
            )
            .child(waiting::standing(here, subject, button)),
    )
}

/// Gives a command about somebody; what waits stands on their card. A draft of its words goes unless it is refused.
pub(super) fn give(here: Here, command: Command, name: String, draft: Option<String>) {
    let tell = move |_, became: Became| {
        if let Some(draft) =
            draft.filter(|_| !matches!(became, Became::Refused(_) | Became::SignIn))
        {
            here.data().drop_draft(&draft);
        }
    };
    // Refused or in doubt, it stands on its card, too.
    if tending::give_about(here, command, name, tell).is_err() {
        here.go(here.sign_in());
    }
}
