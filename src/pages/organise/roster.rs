//! Who is in: whose dues or renewal are due first, then all, to be searched. What can be done about somebody stands in a sheet.

mod due;
mod person;

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    model::{Applicant, Command, Needle, PersonId, Power, Role, Verdict},
    ui::{
        Avatar, Badge, Button, ButtonKind, Buttons, Memo, Panel, RwSignal, SearchBox, Section,
        Tone, changing, effect, el, nothing, several, with_chosen,
    },
};

use super::{
    list::{List, Row},
    long::long,
    office::{Office, ROLES},
    wording::{For, Wording, Written},
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

    fn remove(self, written: &Written) -> bool {
        written.to.iter().all(|(person, _)| {
            let Some(one) = self.list.find(&person.0) else {
                return false;
            };
            let command = Command::Remove {
                community: self.office.id.get_value(),
                person: person.clone(),
                reason: written.text.clone(),
            };
            self.gives(&one, command)
        })
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
    let found = found(book);
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
            move || due.get(),
            move |one| row(book, one),
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
            move || found.get(),
            move |one| row(book, one),
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
    office.whenever(is_keeping, move || list.read());
    let is_there = move |person: &PersonId| {
        list.all
            .with(|all| all.iter().flatten().any(|row| row.it.id == *person))
    };
    let left = office.left_over(is_keeping, is_there);
    let search =
        view! { <SearchBox label=t.org_search_members() clear=t.clear() value=book.text /> };
    several(vec![left, search.into_any(), first, rest, count, bar(book)])
}

/// Those whom the reader looks for, by role and then by name as the backend has them.
fn found(book: Book) -> Memo<Vec<Row<Applicant>>> {
    // The characters that differ between Hans and Hant are told apart once the table is here.
    let folded = RwSignal::new(0_u32);
    let mut asked = false;
    effect(move || {
        let types = book.text.with(|text| !text.is_empty());
        if types && !asked {
            asked = true;
            let data = book.office.here.data();
            spawn_local(async move {
                data.load_fold().await;
                folded.try_update(|n| *n += 1);
            });
        }
    });
    Memo::new(move |_| {
        folded.track();
        let fold = book.office.here.data().fold();
        let needle = book.text.with(|text| Needle::new(&fold, text.trim()));
        let now = book.office.here.now();
        let rank = |row: &Row<Applicant>| {
            let role = row.it.is.role(now);
            let at = |role| ROLES.iter().rev().position(|it| *it == role);
            role.and_then(at).unwrap_or(ROLES.len())
        };
        let mut found: Vec<Row<Applicant>> = book.list.all.with(|all| {
            let all = all.iter().flatten();
            let is_meant = |row: &&Row<Applicant>| match needle.is_empty() {
                // What is due stands above.
                true => book.due(&row.it).is_none(),
                false => needle.found_in(&fold, &[row.it.name.as_str()]),
            };
            all.filter(is_meant).cloned().collect()
        });
        crate::model::sort_by(&mut found, |a, b| rank(a).cmp(&rank(b)));
        found
    })
}

/// One of them; who has to pay can be chosen.
fn row(book: Book, one: &Applicant) -> AnyView {
    let (office, here, t) = (book.office, book.office.here, book.office.here.t);
    let name = match one.name.as_str() {
        "" => t.org_nameless().to_owned(),
        name => name.to_owned(),
    };
    let line = here.say(|t, face| t.standing(&one.is, face));
    let due = book.due(one);
    let role = one.is.role(here.now()).filter(|role| *role != Role::Member);
    let role = role.map(|role| view! { <Badge text=t.role(role) /> }.into_any());
    let word = due.as_ref().map(|due| {
        let text = here.say(|t, face| due.words(t, face));
        view! { <Badge tone=Tone::Warn text /> }.into_any()
    });
    let who = el("div")
        .class("applicant-who")
        .child(el("h3").child(name.clone()))
        .child(el("p").class("muted").child(line))
        .child(el("p").class("badges").child(role).child(word));
    let pays = due.as_ref().is_some_and(Due::can_pay);
    let person = one.id.clone();
    let subject = office.subject(&one.id);
    let asked = subject.clone();
    let waits = Memo::new(move |_| office.about(&asked).is_some());
    let called = name.clone();
    let pick = changing(move || match pays && book.takes_dues() && !waits.get() {
        true => office.tick(book.chosen, &person, &called),
        false => nothing(),
    });
    let it = Arc::new(one.clone());
    let kept = Arc::clone(&it);
    let keep = changing(move || match waits.get() {
        true => nothing(),
        false => keep(book, &kept),
    });
    let head = el("header")
        .class("applicant-head")
        .child(view! { <Avatar name=name.clone() /> }.into_any())
        .child(who)
        .child(pick)
        .child(keep);
    let said = office.told(subject, move || match pays && book.takes_dues() {
        true => paying(book, &it),
        false => nothing(),
    });
    let about = one.id.clone();
    el("article")
        .class("applicant")
        .attr("id", id_of(&one.id))
        .attr("tabindex", "-1")
        .on("click", move |_| office.is_at(Some(id_of(&about))))
        .child(head)
        .child(said)
        .into_any()
}

/// Says that their dues have come.
fn paying(book: Book, one: &Arc<Applicant>) -> AnyView {
    let it = Arc::clone(one);
    let act = move || {
        book.paid(&it);
    };
    let (kind, label) = (ButtonKind::Primary, book.office.here.t.act_paid());
    let button = view! { <Button kind on_click=act>{label}</Button> }.into_any();
    view! { <Buttons>{button}</Buttons> }.into_any()
}

/// Opens what else can be done about somebody, where there is anything.
fn keep(book: Book, one: &Arc<Applicant>) -> AnyView {
    let role = one.is.role(book.office.here.now());
    let can = role.is_some_and(|role| {
        book.may_remove(role) || !book.roles_for(role).is_empty() || book.may_hand_over(role)
    });
    if !can && one.history.is_empty() {
        return nothing();
    }
    let it = Arc::clone(one);
    let open = move || {
        book.whom.set(Some(Arc::clone(&it)));
        book.open.set(true);
    };
    let label = book.office.here.t.org_keep();
    view! { <Button small=true on_click=open>{label}</Button> }.into_any()
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
