//! Who waits for the organisers' word, the longest first, and the word itself: to one or to several.

use leptos::prelude::*;

use crate::{
    host,
    model::{Applicant, Command, PersonId, Power, Verdict},
    pages::{
        list::{List, Row},
        long::long,
    },
    ui::{
        Button, ButtonKind, Buttons, Memo, Panel, RwSignal, StoredValue, Tone, changing, el,
        nothing, several, with_chosen,
    },
};

use super::{
    applicant,
    office::Office,
    wording::{For, Sent, Whom, Wording, Written},
};

/// What the cards and the bar below them share.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub office: Office,
    pub list: List<Applicant>,
    /// Ids of those who are chosen, one a line.
    pub chosen: RwSignal<String>,
    /// What was last said of several.
    word: StoredValue<String>,
    pub refusing: Wording,
    pub asking: Wording,
}

/// What is said to who waits.
fn is_word(command: &Command) -> bool {
    matches!(
        command,
        Command::Review { .. }
            | Command::Say {
                person: Some(_),
                ..
            }
    )
}

impl Desk {
    pub fn open(office: Office) -> Self {
        let list = office.id.with_value(|id| List::of_waiting(office.here, id));
        Self {
            office,
            list,
            chosen: RwSignal::new(String::new()),
            word: StoredValue::new(String::new()),
            refusing: Wording::new(For::TurningDown, office),
            asking: Wording::new(For::Asking, office),
        }
    }

    /// Whether the viewer decides here.
    pub fn decides(self) -> bool {
        self.office.may(Power::Review) && self.office.here.data().carries("review")
    }

    /// What somebody is called.
    pub fn name_of(self, person: &PersonId) -> String {
        let found = self.list.find(&person.0);
        found.map(|one| one.name.clone()).unwrap_or_default()
    }

    /// Those people, with what they are called.
    pub fn named(self, whom: Vec<PersonId>) -> Whom {
        let named = |person: PersonId| {
            let name = self.name_of(&person);
            (person, name)
        };
        whom.into_iter().map(named).collect()
    }

    /// Says it to somebody, in a moment. No where the reader has to sign in first, and is on the way there.
    pub fn say(self, person: &PersonId, verdict: Verdict) -> bool {
        let command = Command::Review {
            community: self.office.id.get_value(),
            person: person.clone(),
            verdict,
        };
        if !self.office.give(command, self.name_of(person)) {
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
        self.office.is_at(whom.first().map(applicant::id_of));
        if whom.len() > 1 {
            // The first of them is seen, wherever the reader was.
            host::after_frame(move || self.office.mind_focus(true));
            let here = self.office.here;
            let (toasts, word) = (here.toasts, here.t.org_soon(what));
            self.word.with_value(|old| toasts.take_back(old));
            self.word.set_value(word.clone());
            toasts.say(Tone::Live, word);
        }
        true
    }

    /// Those of them to whom something can still be said.
    fn still_there(self, to: Whom) -> Vec<PersonId> {
        let whom = to.into_iter().map(|(person, _)| person).collect();
        self.office.still_there(self.list, whom)
    }

    fn turn_down(self, written: Written) -> Sent {
        let whom = self.still_there(written.to);
        if whom.is_empty() {
            return Sent::Gone;
        }
        let what = self.office.here.t.org_reject_n(&whom.len().to_string());
        let verdict = Verdict::Reject {
            reason: written.text,
            again_from: written.again_from,
        };
        match self.say_all(&whom, &verdict, &what) {
            true => Sent::Given,
            false => Sent::Not,
        }
    }

    fn ask_back(self, written: Written) -> Sent {
        let whom = self.still_there(written.to);
        if whom.is_empty() {
            return Sent::Gone;
        }
        let given = whom.iter().all(|person| {
            self.office.is_at(Some(applicant::id_of(person)));
            let command = Command::Say {
                community: self.office.id.get_value(),
                person: Some(person.clone()),
                text: written.text.clone(),
            };
            self.office.give(command, self.name_of(person))
        });
        match given {
            true => Sent::Given,
            false => Sent::Not,
        }
    }

    pub fn sheets(self) -> Vec<AnyView> {
        vec![
            self.refusing.sheet(move |written| self.turn_down(written)),
            self.asking.sheet(move |written| self.ask_back(written)),
        ]
    }

    /// What waits about somebody; tells when that changes.
    pub fn waits(self, person: &PersonId) -> bool {
        self.office.about(&self.office.subject(person)).is_some()
    }

    /// Those of the chosen who still wait for a word.
    fn ready(self) -> Vec<PersonId> {
        let all = self.chosen.get();
        if all.is_empty() || !self.decides() {
            return Vec::new();
        }
        let asks = |id: &str| {
            let is_there = self.list.all.with(|there| {
                let mut there = there.iter().flatten();
                there.any(|row| row.it.id.0 == id && applicant::is_for_several(&row.it))
            });
            is_there && !self.waits(&PersonId::from(id))
        };
        let ready = all.lines().filter(|id| asks(id));
        ready.map(PersonId::from).collect()
    }
}

/// The cards, and what can be said to several.
pub(super) fn people(desk: Desk) -> AnyView {
    let (list, t) = (desk.list, desk.office.here.t);
    let is_empty = Memo::new(move |_| list.all.with(|all| all.as_ref().is_none_or(Vec::is_empty)));
    // Cards are drawn anew when what is asked is another.
    let asked = Memo::new(move |_| {
        let data = desk.office.community.data;
        data.with(|c| {
            c.as_ref()
                .map(|c| (c.policy.form.clone(), c.policy.referral.clone()))
        })
    });
    let cards = changing(move || {
        if is_empty.get() {
            return view! { <Panel title=t.organise_empty() text=t.organise_empty_text() /> }
                .into_any();
        }
        asked.track();
        let rows: Memo<Vec<Row<Applicant>>> =
            Memo::new(move |_| list.all.get().unwrap_or_default());
        long(
            "applicants",
            rows,
            String::new,
            move |one| applicant::card(desk, one),
            move || list.read_on(),
        )
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
    // The button that was pressed is gone, or the whole card.
    desk.office.keep_focus(list);
    // Who was decided about, here or in another tab, is looked for again; so is who has withdrawn meanwhile.
    desk.office.whenever(is_word, move |about| list.look(about));
    let is_there = move |person: &PersonId| {
        list.all
            .with(|all| all.iter().flatten().any(|row| row.it.id == *person))
    };
    let left = desk.office.left_over(is_word, is_there);
    several(vec![left, cards, more, bar(desk)])
}

/// What can be said to those who are chosen.
fn bar(desk: Desk) -> AnyView {
    let t = desk.office.here.t;
    let ready = Memo::new(move |_| desk.ready());
    changing(move || {
        let chosen = ready.get();
        if chosen.is_empty() {
            return nothing();
        }
        let n = chosen.len().to_string();
        let (approve_n, reject_n) = (t.org_approve_n(&n), t.org_reject_n(&n));
        let (yes, no, approved) = (chosen.clone(), chosen, approve_n.clone());
        let approve = move || {
            desk.say_all(&yes, &Verdict::Approve, &approved);
        };
        let reject = move || desk.refusing.ask(desk.named(no.clone()));
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
    })
}
