//! What the pages of a community's organisers share: whose they are, what the viewer may do there, what waits about people and
//! invitations, and how a word is given that can be taken back for a while.

use leptos::prelude::*;

use crate::{
    data::{BackendError, CommunityById, Entry, Stage},
    host,
    model::{
        Applicant, Command, CommandId, Community, CommunityId, PersonId, Power, Role, Subject, may,
    },
    pages::{Here, list::List, live, tending, waiting},
    route::Route,
    ui::{
        Memo, RwSignal, StoredValue, Tone, changing, effect, el, is_chosen, set_checked, several,
        with_chosen,
    },
};

/// For so many seconds a word can be taken back.
pub(super) const UNDO_S: u32 = 10;

/// All roles, from the one that decides least.
pub(super) const ROLES: [Role; 6] = [
    Role::Member,
    Role::Lecturer,
    Role::Host,
    Role::Admin,
    Role::Deputy,
    Role::Owner,
];

/// What waits, and whether anything of it is under way.
#[derive(Clone, PartialEq)]
struct Waits {
    all: Vec<Entry>,
    running: bool,
    reachable: bool,
}

/// A community as its organisers look after it. Copy; lives as long as the page.
#[derive(Clone, Copy)]
pub(super) struct Office {
    pub here: Here,
    pub id: StoredValue<CommunityId>,
    pub community: live::Live<Community>,
    waits: Memo<Waits>,
    asking: RwSignal<Option<Entry>>,
    /// The id of the card on which something was last done: the focus stays there.
    at: StoredValue<Option<String>>,
}

impl Office {
    pub fn open(here: Here, id: CommunityId) -> Self {
        Self {
            here,
            community: live::live(here, CommunityById(id.clone())),
            id: StoredValue::new(id),
            // Read once, whoever of a thousand wants to know.
            waits: Memo::new(move |_| Waits {
                all: waiting::all(here),
                running: tending::is_running(),
                reachable: tending::reachable(here),
            }),
            asking: RwSignal::new(None),
            at: StoredValue::new(None),
        }
    }

    /// Whether there is no such community; tells when that changes.
    pub fn is_nowhere(self) -> bool {
        let is_gone = |error: &Option<BackendError>| *error == Some(BackendError::NotFound);
        self.community.error.with(is_gone) && self.community.data.with(Option::is_none)
    }

    /// Whether the viewer may do something here; tells when that changes.
    pub fn may(self, power: Power) -> bool {
        let is = self
            .here
            .viewer
            .with(|viewer| self.id.with_value(|id| viewer.membership(id)));
        let now = self.here.now();
        let here = |community: &Community| may(&is, power, community, now);
        self.community
            .data
            .with(|community| community.as_deref().is_some_and(here))
    }

    /// The roles for which `power` is the viewer's.
    pub fn roles(self, power: impl Fn(Role) -> Power) -> Vec<Role> {
        let mut roles = ROLES.to_vec();
        roles.retain(|role| self.may(power(*role)));
        roles
    }

    /// As what somebody is named to the outbox.
    pub fn subject(self, person: &PersonId) -> Subject {
        Subject::Person(self.id.get_value(), person.clone())
    }

    /// Gives a command that can be taken back for a while. No where the reader has to sign in first, and is on the way there.
    pub fn give(self, command: Command, name: String) -> bool {
        let given = tending::give_after(self.here, command, UNDO_S, name).is_ok();
        if !given {
            self.here.go(self.here.sign_in());
        }
        given
    }

    /// What is to be told about a thing: what the viewer has to decide, else what was given last.
    pub fn about(self, subject: &Subject) -> Option<Entry> {
        self.waits.with(|waits| {
            let of = || {
                let all = waits.all.iter().rev();
                all.filter(|entry| entry.command.subject() == *subject)
            };
            of().find(|entry| !entry.is_on_its_way())
                .or_else(|| of().next())
                .cloned()
        })
    }

    /// All that waits here of which `is_meant` says so, in the order in which it was given.
    pub fn all(self, is_meant: impl Fn(&Command) -> bool) -> Vec<Entry> {
        let own = self.id.get_value();
        self.waits.with(|waits| {
            let mut all = waits.all.clone();
            all.retain(|entry| {
                let is_own = match entry.command.subject() {
                    Subject::Person(at, _)
                    | Subject::Invitation(at, _)
                    | Subject::Report(at, _) => at == own,
                    _ => false,
                };
                is_own && is_meant(&entry.command)
            });
            all
        })
    }

    /// What waits about a thing, in the place of what else stands there; where it is in doubt, both.
    pub fn told(self, subject: Subject, facts: impl Fn() -> AnyView + Send + 'static) -> AnyView {
        let entry = Memo::new(move |_| {
            let entry = self.about(&subject)?;
            Some((entry, self.waits.with(|it| (it.running, it.reachable))))
        });
        let now = changing(move || match entry.get() {
            Some((entry, _)) if entry.stage == Stage::Stuck => {
                several(vec![self.card(&entry, false), facts()])
            }
            Some((entry, _)) => self.card(&entry, false),
            None => facts(),
        });
        // There from the start, so that what comes is read out.
        el("div")
            .class("told")
            .attr("role", "status")
            .child(now)
            .into_any()
    }

    fn card(self, entry: &Entry, named: bool) -> AnyView {
        waiting::card(self.here, entry, named, Some(self.asking))
    }

    /// What was refused or is in doubt about somebody who is not on the page any more.
    pub fn left_over(
        self,
        is_meant: fn(&Command) -> bool,
        is_there: impl Fn(&PersonId) -> bool + 'static,
    ) -> AnyView {
        let left = Memo::new(move |_| {
            let mut all = self.all(is_meant);
            all.retain(|entry| match entry.command.subject() {
                Subject::Person(_, person) => !entry.is_on_its_way() && !is_there(&person),
                _ => false,
            });
            all
        });
        let cards = changing(move || {
            let cards = left.with(|all| all.iter().map(|one| self.card(one, true)).collect());
            several(cards)
        });
        el("div")
            .class("told")
            .attr("role", "status")
            .child(cards)
            .into_any()
    }

    /// Does `act` whenever some of those commands have become something: they were carried out or taken back, here or in
    /// another tab, or refused. It is given the ids of whom they are about.
    pub fn whenever(self, is_meant: fn(&Command) -> bool, act: impl Fn(&[String]) + 'static) {
        let mut before: Vec<(CommandId, bool, String)> = Vec::new();
        effect(move || {
            let told = |entry: Entry| {
                let about = match entry.command.subject() {
                    Subject::Person(_, person) => person.0,
                    Subject::Invitation(_, code) => code,
                    Subject::Report(_, report) => report.0,
                    _ => String::new(),
                };
                (entry.id, entry.stage == Stage::Refused, about)
            };
            let now: Vec<_> = self.all(is_meant).into_iter().map(told).collect();
            let became = before.iter().filter(|one| {
                let is = now.iter().find(|it| it.0 == one.0);
                is.is_none_or(|is| is.1 != one.1)
            });
            let became: Vec<String> = became.map(|one| one.2.clone()).collect();
            before = now;
            if !became.is_empty() {
                act(&became);
            }
        });
    }

    /// Those of them who are still on the list. Where some are not, that is said, and the list is looked at again.
    pub fn still_there(self, list: List<Applicant>, mut whom: Vec<PersonId>) -> Vec<PersonId> {
        let asked = whom.len();
        whom.retain(|person| list.find(&person.0).is_some());
        if whom.len() < asked {
            self.here.toasts.say(Tone::Warn, self.here.t.org_gone());
            list.read();
        }
        whom
    }

    /// Something is done on the card of this id.
    pub fn is_at(self, card: Option<String>) {
        self.at.set_value(card);
    }

    /// Keeps the focus on the card on which something was last done, where it is lost with the button that was pressed.
    pub fn keep_focus<T: 'static>(self, list: List<T>) {
        effect(move || {
            self.here.waiting.track();
            list.all.track();
            // Buttons are drawn anew with what the viewer may do.
            self.here.viewer.track();
            self.community.data.track();
            host::after_frame(move || self.mind_focus(false));
        });
    }

    /// The same, now; `anyway` also where the focus is elsewhere, and the page comes along.
    pub fn mind_focus(self, anyway: bool) {
        let at = self.at.try_with_value(Clone::clone).flatten();
        let Some(card) = at.filter(|_| anyway || !host::has_focus()) else {
            return;
        };
        // To take it back is the last thing that can be done; what can be said begins with the first.
        let parts = [
            ".told > .wait[data-tone=soon] > .btns > :last-child",
            ".told .btns > .btn",
        ];
        if !host::focus_in(&card, &parts, anyway) {
            self.at.set_value(None);
            host::focus_main();
        }
    }

    /// The tick by which somebody is chosen, one id a line.
    pub fn tick(self, chosen: RwSignal<String>, person: &PersonId, name: &str) -> AnyView {
        let (id, kept) = (person.0.clone(), person.0.clone());
        let input = el("input")
            .class("hide")
            .attr("type", "checkbox")
            .attr("aria-label", self.here.t.org_pick(name))
            .track(move |input| {
                let on = chosen.with(|all| is_chosen(all, &kept));
                set_checked(input, on);
            })
            .on("change", move |event| {
                let on = event_target_checked(&event);
                chosen.update(|all| *all = with_chosen(all, &id, on));
            });
        el("label")
            .class("option applicant-pick")
            .child(input)
            .child(el("span"))
            .into_any()
    }

    /// Asks before a command is thrown away. Once a page.
    pub fn sure(self) -> AnyView {
        waiting::sure(self.here, self.asking)
    }

    /// The address of another page of these.
    pub fn link(self, to: fn(CommunityId) -> Route) -> String {
        self.here.link(&to(self.id.get_value()))
    }
}
