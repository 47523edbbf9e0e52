//! Who is in: whose dues or renewal are due first, then all, to be searched. What can be done about somebody stands in a sheet.

mod due;
mod found;
mod person;
mod row;

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    model::{Applicant, Command, PersonId, Power, Role, Verdict},
    pages::{
        list::{List, Row},
        long::long,
    },
    ui::{
        Button, ButtonKind, Buttons, Memo, Panel, RwSignal, SearchBox, Section, changing, el,
        nothing, several, with_chosen,
    },
};

use super::{
    office::Office,
    wording::{For, Sent, Wording, Written},
};
use due::Due;

/// What the rows and the sheets share.
#[derive(Clone, Copy)]
pub(super) struct Book {
    pub office: Office,
    pub list: List<Applicant>,
    /// Ids of those who are chosen, one a line.
    chosen: RwSignal<String>,
    text: RwSignal<String>,
    /// Whose sheet is open.
    whom: RwSignal<Option<Arc<Applicant>>>,
    open: RwSignal<bool>,
    removing: Wording,
}

/// What is done about who is in.
fn is_keeping(command: &Command) -> bool {
    matches!(
        command,
        Command::Appoint { .. }
            | Command::Remove { .. }
            | Command::HandOver { .. }
            | Command::Review {
                verdict: Verdict::Paid,
                ..
            }
    )
}

/// The id of somebody's row.
fn id_of(person: &PersonId) -> String {
    format!("keeping/{person}")
}

impl Book {
    pub fn open(office: Office) -> Self {
        let list = office.id.with_value(|id| List::of_members(office.here, id));
        Self {
            office,
            list,
            chosen: RwSignal::new(String::new()),
            text: RwSignal::new(String::new()),
            whom: RwSignal::new(None),
            open: RwSignal::new(false),
            removing: Wording::new(For::PuttingOut, office),
        }
    }

    /// What is due with somebody.
    fn due(self, one: &Applicant) -> Option<Due> {
        let now = self.office.here.now();
        self.office.community.data.with(|community| {
            let policy = community.as_ref().map(|c| &c.policy);
            due::due(&one.is, policy, now)
        })
    }

    /// Whether the viewer says here that dues have come.
    fn takes_dues(self) -> bool {
        self.office.may(Power::Review) && self.office.here.data().carries("review")
    }

    /// The roles that the viewer may give somebody, theirs among them.
    fn roles_for(self, from: Role) -> Vec<Role> {
        if !self.office.here.data().carries("appoint") {
            return Vec::new();
        }
        let roles = self.office.roles(|to| Power::Appoint { from, to });
        if roles.iter().all(|role| *role == from) {
            return Vec::new();
        }
        roles
    }

    fn may_remove(self, role: Role) -> bool {
        self.office.may(Power::Remove(role)) && self.office.here.data().carries("remove")
    }

    fn may_hand_over(self, role: Role) -> bool {
        role != Role::Owner
            && self.office.may(Power::HandOver)
            && self.office.here.data().carries("hand-over")
    }

    fn gives(self, one: &Applicant, command: Command) -> bool {
        self.office.is_at(Some(id_of(&one.id)));
        let given = self.office.give(command, one.name.clone());
        if given {
            self.chosen
                .update(|all| *all = with_chosen(all, &one.id.0, false));
        }
        given
    }

    fn paid(self, one: &Applicant) -> bool {
        let command = Command::Review {
            community: self.office.id.get_value(),
            person: one.id.clone(),
            verdict: Verdict::Paid,
        };
        self.gives(one, command)
    }

    /// Somebody as they stand on the list now. Where they do not any more, that is said, and their sheet closes.
    fn still(self, person: &PersonId) -> Option<Arc<Applicant>> {
        self.office.still_there(self.list, vec![person.clone()]);
        let found = self.list.find(&person.0);
        if found.is_none() {
            self.open.set(false);
        }
        found
    }

    fn remove(self, written: &Written) -> Sent {
        let mut sent = Sent::Gone;
        for (person, _) in &written.to {
            let Some(one) = self.still(person) else {
                continue;
            };
            let command = Command::Remove {
                community: self.office.id.get_value(),
                person: person.clone(),
                reason: written.text.clone(),
            };
            if !self.gives(&one, command) {
                return Sent::Not;
            }
            sent = Sent::Given;
        }
        sent
    }

    pub fn sheets(self) -> Vec<AnyView> {
        vec![
            person::sheet(self),
            self.removing.sheet(move |written| self.remove(&written)),
        ]
    }
}

/// All of them.
pub(super) fn people(book: Book) -> AnyView {
    let (office, list, t) = (book.office, book.list, book.office.here.t);
    let found = found::found(book);
    let looks = Memo::new(move |_| book.text.with(|text| !text.trim().is_empty()));
    let due = Memo::new(move |_| match looks.get() {
        true => Vec::new(),
        false => list.all.with(|all| {
            let all = all.iter().flatten();
            let mut due: Vec<(Due, Row<Applicant>)> = all
                .filter_map(|row| Some((book.due(&row.it)?, row.clone())))
                .collect();
            crate::model::sort_by(&mut due, |a, b| a.0.rank().cmp(&b.0.rank()));
            due.into_iter().map(|(_, row)| row).collect::<Vec<_>>()
        }),
    });
    let has_due = Memo::new(move |_| due.with(|due| !due.is_empty()));
    let first = changing(move || {
        if !has_due.get() {
            return nothing();
        }
        let rows = long(
            "applicants",
            due,
            String::new,
            move |one| row::row(book, one),
            || {},
        );
        view! { <Section title=t.org_due()>{rows}</Section> }.into_any()
    });
    let none = Memo::new(move |_| found.with(Vec::is_empty) && !has_due.get());
    let others = Memo::new(move |_| found.with(|found| !found.is_empty()));
    let rest = changing(move || {
        if none.get() {
            let title = match looks.get() {
                true => t.no_member_found(),
                false => t.directory_empty(),
            };
            return view! { <Panel title /> }.into_any();
        }
        if !others.get() {
            return nothing();
        }
        let rows = long(
            "applicants",
            found,
            move || book.text.get(),
            move |one| row::row(book, one),
            || {},
        );
        view! { <Section title=t.members()>{rows}</Section> }.into_any()
    });
    let count = changing(move || {
        let n = list.all.with(|all| all.as_ref().map_or(0, Vec::len));
        let words = match list.loading.get() && list.more.get() {
            true => t.loading().to_owned(),
            false => t.org_members_n(&n.to_string()),
        };
        el("p")
            .class("muted num")
            .attr("role", "status")
            .child(words)
            .into_any()
    });
    office.keep_focus(list);
    office.whenever(is_keeping, move |about| list.look(about));
    let is_there = move |person: &PersonId| {
        list.all
            .with(|all| all.iter().flatten().any(|row| row.it.id == *person))
    };
    let left = office.left_over(is_keeping, is_there);
    let search =
        view! { <SearchBox label=t.org_search_members() clear=t.clear() value=book.text /> };
    several(vec![left, search.into_any(), first, rest, count, bar(book)])
}

/// What can be said of those who are chosen: that their dues have come.
fn bar(book: Book) -> AnyView {
    let (office, t) = (book.office, book.office.here.t);
    let ready = Memo::new(move |_| {
        let all = book.chosen.get();
        let mut ready: Vec<PersonId> = all.lines().map(PersonId::from).collect();
        ready.retain(|person| {
            let is_there = book.list.all.with(|there| {
                let mut there = there.iter().flatten();
                let pays = |one: &Applicant| book.due(one).as_ref().is_some_and(Due::can_pay);
                there.any(|row| row.it.id == *person && pays(&row.it))
            });
            is_there && office.about(&office.subject(person)).is_none()
        });
        ready
    });
    changing(move || {
        let chosen = ready.get();
        if chosen.is_empty() || !book.takes_dues() {
            return nothing();
        }
        let words = t.org_paid_n(&chosen.len().to_string());
        let act = move || {
            let all: Vec<Arc<Applicant>> = chosen
                .iter()
                .filter_map(|person| book.list.find(&person.0))
                .collect();
            if all.iter().all(|one| book.paid(one)) {
                office.is_at(all.first().map(|one| id_of(&one.id)));
                crate::host::after_frame(move || office.mind_focus(true));
            }
        };
        let button = view! {
            <Button kind=ButtonKind::Primary on_click=act>{words}</Button>
        };
        let button = button.into_any();
        view! { <Buttons stuck=true>{button}</Buttons> }.into_any()
    })
}
