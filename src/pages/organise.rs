//! A community from its organisers' side: who waits for their word, the longest first, and the word itself.
//!
//! What was said stands on the card in place of its buttons, and can be taken back until it is sent; closing the page
//! does not take it back.

mod applicant;
mod list;
mod refusing;

use leptos::prelude::*;

use crate::{
    data::{BackendError, CommunityById},
    host,
    model::{CommunityId, PersonId, Subject, Verdict},
    route::Route,
    ui::{
        Button, ButtonKind, ButtonLink, Buttons, Memo, Notice, NoticeKind, PageHeader, Panel,
        PanelKind, RwSignal, Signal, Skeleton, SkeletonKind, StoredValue, Tone, changing, el,
        nothing, several, with_chosen,
    },
};

use super::{Here, live, tending, waiting};
use list::Applicants;
use refusing::Refusing;

/// For so many seconds a word can be taken back.
const UNDO_S: u32 = 10;

/// What the cards and the bar below them share.
#[derive(Clone, Copy)]
struct Desk {
    here: Here,
    id: StoredValue<CommunityId>,
    list: Applicants,
    /// Ids of those who are chosen, one a line.
    chosen: RwSignal<String>,
    /// Whom something was last done about: the focus stays with them.
    at: StoredValue<Option<PersonId>>,
    /// What was last said of several.
    word: StoredValue<String>,
    refusing: Refusing,
}

impl Desk {
    /// Says it to somebody, in a moment. No where the reader has to sign in first, and is on the way there.
    fn say(self, person: &PersonId, verdict: Verdict) -> bool {
        let command = crate::model::Command::Review {
            community: self.id.get_value(),
            person: person.clone(),
            verdict,
        };
        let name = self.list.name_of(person);
        if tending::give_after(self.here, command, UNDO_S, name).is_err() {
            self.here.go(self.here.sign_in());
            return false;
        }
        self.chosen
            .update(|all| *all = with_chosen(all, &person.0, false));
        true
    }

    /// Says it to all of them; where they are several, what was said is seen at once. No where it was not said.
    fn say_all(self, whom: &[PersonId], verdict: &Verdict, what: &str) -> bool {
        // Who is not told keeps the tick.
        if !whom.iter().all(|one| self.say(one, verdict.clone())) {
            return false;
        }
        self.at.set_value(whom.first().cloned());
        if whom.len() > 1 {
            // The first of them is seen, wherever the reader was.
            host::after_frame(move || self.mind_focus(true));
            let (toasts, word) = (self.here.toasts, self.here.t.org_soon(what));
            self.word.with_value(|old| toasts.take_back(old));
            self.word.set_value(word.clone());
            toasts.say(Tone::Live, word);
        }
        true
    }

    /// Keeps the focus with whom something was last done about, where it is lost with the button that was pressed; `anyway`
    /// also where it is elsewhere, and the page comes along.
    fn mind_focus(self, anyway: bool) {
        let at = self.at.try_with_value(Clone::clone).flatten();
        let Some(person) = at.filter(|_| anyway || !host::has_focus()) else {
            return;
        };
        // To take it back is the last thing that can be done; what can be said begins with the first.
        let parts = [
            ".told > .wait[data-tone=soon] > .btns > :last-child",
            ".told .btns > .btn",
        ];
        if !host::focus_in(&applicant::id_of(&person), &parts, anyway) {
            self.at.set_value(None);
            host::focus_main();
        }
    }

    /// What waits about somebody; tells when that changes.
    fn waits(self, person: &PersonId) -> bool {
        let subject = Subject::Person(self.id.get_value(), person.clone());
        waiting::about(self.here, &subject).is_some()
    }

    /// Those of the chosen who still wait for a word, one a line.
    fn ready(self) -> String {
        let all = self.chosen.get();
        let asks = |id: &str| {
            let is_there = self.list.all.with(|there| {
                let mut there = there.iter().flatten();
                there.any(|one| one.id.0 == id && applicant::is_for_several(one))
            });
            is_there && !self.waits(&PersonId::from(id))
        };
        let ready = all.lines().filter(|id| asks(id));
        ready.collect::<Vec<_>>().join("\n")
    }
}

/// The page.
pub fn page(here: Here, id: CommunityId) -> AnyView {
    let t = here.t;
    here.title(t.organise());
    let community = live::live(here, CommunityById(id.clone()));
    let name = Signal::derive(move || {
        let name = community.data.with(|c| c.as_ref().map(|c| c.name.clone()));
        name.unwrap_or_default()
    });
    let back = here.link(&Route::Community(id.clone()));
    let header = changing(move || {
        view! {
            <PageHeader
                title=t.organise()
                kicker=name.get()
                text=t.organise_text()
                back=Some((back.clone(), t.back().to_owned()))
                on_back=move || here.back()
            />
        }
        .into_any()
    });
    let desk = Desk {
        here,
        list: Applicants::open(here, id.clone()),
        id: StoredValue::new(id.clone()),
        chosen: RwSignal::new(String::new()),
        at: StoredValue::new(None),
        word: StoredValue::new(String::new()),
        refusing: Refusing::new(&id),
    };
    let list = desk.list;
    let state = Memo::new(move |_| match list.all.with(Option::is_some) {
        true => (true, None),
        false => (false, list.error.get()),
    });
    let link = here.link(&Route::Community(id));
    let body = changing(move || match state.get() {
        (true, _) => people(desk, community),
        (false, Some(BackendError::Forbidden { .. })) => {
            let href = link.clone();
            view! {
                <Panel kind=PanelKind::Locked title=t.organise_closed() text=t.organise_closed_text()>
                    <ButtonLink href kind=ButtonKind::Primary>{t.see_community()}</ButtonLink>
                </Panel>
            }
            .into_any()
        }
        (false, Some(BackendError::NotOffered)) => {
            view! { <Panel title=t.organise_not_offered() /> }.into_any()
        }
        (false, Some(error)) => live::failure(here, &error, move || list.read(None)),
        (false, None) => {
            view! { <Skeleton kind=SkeletonKind::Card count=3 label=t.loading() /> }.into_any()
        }
    });
    several(vec![header, body, desk.refusing.sheet(desk)])
}

fn people(desk: Desk, community: live::Live<crate::model::Community>) -> AnyView {
    let (here, list, t) = (desk.here, desk.list, desk.here.t);
    let failed = changing(move || match list.error.get() {
        Some(error) => {
            let text = t.why(&error);
            view! { <Notice kind=NoticeKind::Old text live=true /> }.into_any()
        }
        None => nothing(),
    });
    let is_empty = Memo::new(move |_| list.all.with(|all| all.as_ref().is_none_or(Vec::is_empty)));
    let cards = changing(move || {
        if is_empty.get() {
            return view! { <Panel title=t.organise_empty() text=t.organise_empty_text() /> }
                .into_any();
        }
        // Each under a key, so that who comes next does not get the focus of who is gone.
        let rows = move || {
            let questions = community
                .data
                .with(|c| c.as_ref().map(|c| c.policy.form.clone()))
                .unwrap_or_default();
            list.all.with(|all| {
                let all = all.iter().flatten();
                all.map(|one| applicant::row(desk, one, &questions))
                    .collect()
            })
        };
        el("div").class("applicants").list(rows).into_any()
    });
    let more = changing(move || {
        let words = list.all.with(|all| all.as_ref().map_or(0, Vec::len));
        if !list.more.get() {
            let words = t.org_waiting_n(&words.to_string());
            let line = el("p").class("muted num").attr("role", "status");
            return match is_empty.get() {
                true => nothing(),
                false => line.child(words).into_any(),
            };
        }
        let on = move || list.read_on();
        view! { <Button wide=true busy=list.loading on_click=on>{t.load_more()}</Button> }
            .into_any()
    });
    let ready = Memo::new(move |_| desk.ready());
    let bar = changing(move || {
        let chosen: Vec<PersonId> = ready.with(|all| all.lines().map(PersonId::from).collect());
        if chosen.is_empty() {
            return nothing();
        }
        let n = chosen.len().to_string();
        let (approve_n, reject_n) = (t.org_approve_n(&n), t.org_reject_n(&n));
        let (yes, no, approved) = (chosen.clone(), chosen, approve_n.clone());
        let approve = move || {
            desk.say_all(&yes, &Verdict::Approve, &approved);
        };
        let reject = move || desk.refusing.ask(no.clone());
        let buttons = vec![
            view! {
                <Button kind=ButtonKind::Primary on_click=approve>
                    {approve_n}
                </Button>
            }
            .into_any(),
            view! { <Button on_click=reject>{reject_n}</Button> }.into_any(),
        ];
        view! { <Buttons stuck=true>{buttons}</Buttons> }.into_any()
    });
    // The button that was pressed is gone, or the whole card.
    crate::ui::effect(move || {
        here.waiting.track();
        list.all.track();
        host::after_frame(move || desk.mind_focus(false));
    });
    // Who was decided about, here or in another tab, is looked for again.
    let mut before = 0;
    crate::ui::effect(move || {
        here.waiting.track();
        let own = desk.id.get_value();
        let about = |subject| matches!(subject, Subject::Person(c, _) if c == own);
        let now = waiting::all(here)
            .iter()
            .filter(|entry| about(entry.command.subject()))
            .count();
        if std::mem::replace(&mut before, now) > now {
            list.read(None);
        }
    });
    several(vec![failed, cards, more, bar])
}
