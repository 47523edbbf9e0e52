//! Signing up for several meetings of a series: ticked, asked once, and a sign-up for each, with what came of it day by day.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::{Became, EventById},
    model::{Answers, Command, Event, EventId, SignUpState, Turn, asked_by_all, sign_ups_for},
    pages::{
        Here,
        forms::{Filling, small_frame},
        tending,
    },
    parts::part,
    ui::{
        Button, ButtonKind, Choice, Field, FieldKind, Notice, NoticeKind, Row, Rows, RwSignal,
        StoredValue, changing, el, nothing, several,
    },
};

use super::{day, mine, seats};

part! {
    Desk "desk" "e5":
    /// What stands in the sheet.
    pub(super) fn sheet(here: Here, coming: Vec<Event>) -> AnyView {
        whole(here, coming)
    }
}

/// How far one is.
#[derive(Clone)]
enum Step {
    /// Which.
    Which,
    /// What they ask.
    Asked(Vec<Event>),
    /// Given; of these, with why one was refused.
    Given,
}

/// What the sheet works with. Copy.
#[derive(Clone, Copy)]
struct Desk {
    here: Here,
    coming: StoredValue<Vec<Event>>,
    chosen: RwSignal<String>,
    step: RwSignal<Step>,
    busy: RwSignal<bool>,
    wrong: RwSignal<Option<String>>,
    /// Those given, and what was said of each by whoever refused it.
    given: RwSignal<Vec<(EventId, Option<String>)>>,
}

fn whole(here: Here, coming: Vec<Event>) -> AnyView {
    let now = here.now();
    // What is meant by all: those to which one can come. What is open while one looks at it stays as it was.
    let free = here.viewer.with_untracked(|viewer| {
        let ids = coming.iter().filter(|one| {
            let waits = here.mark(true, &one.id.0).is_some();
            !waits && Turn::for_viewer(one, viewer, now) == Turn::Free
        });
        ids.map(|one| one.id.to_string()).collect::<Vec<_>>()
    });
    let desk = Desk {
        here,
        coming: StoredValue::new(coming),
        chosen: RwSignal::new(free.join("\n")),
        step: RwSignal::new(Step::Which),
        busy: RwSignal::new(false),
        wrong: RwSignal::new(None),
        given: RwSignal::new(Vec::new()),
    };
    let inside = changing(move || {
        let step = desk.step.get();
        untrack(|| match step {
            Step::Which => desk.which(),
            Step::Asked(events) => desk.asked(events),
            Step::Given => desk.given(),
        })
    });
    el("div").class("stack").child(inside).into_any()
}

impl Desk {
    /// The meetings, those ticked to which one can come; and those of which there is nothing to tick.
    fn which(self) -> AnyView {
        let (here, t, now) = (self.here, self.here.t, self.here.now());
        let (mut options, mut others) = (Vec::new(), Vec::new());
        self.coming.with_value(|coming| {
            for one in coming {
                let turn = here
                    .viewer
                    .with_untracked(|viewer| Turn::for_viewer(one, viewer, now));
                let waits = here.mark(true, &one.id.0).map(|(_, word)| word);
                if turn.is_open() && waits.is_none() {
                    let mut label = day(here, one);
                    let seats = seats(here, one);
                    if !seats.is_empty() {
                        label = [&label, " · ", &seats].concat();
                    }
                    options.push(Choice::new(one.id.to_string(), label));
                    continue;
                }
                let word = waits.or_else(|| mine(here, &one.id).map(|(_, word)| word));
                let why = match &turn {
                    Turn::Shut(offered) => offered
                        .why_not
                        .as_ref()
                        .map(|why| here.say(|t, face| t.why_not(why, face))),
                    _ => None,
                };
                let note = word.or(why).unwrap_or_default();
                others.push(view! { <Row title=day(here, one) note /> }.into_any());
            }
        });
        let mut parts = Vec::new();
        if options.is_empty() {
            parts.push(el("p").class("muted").child(t.se_none()).into_any());
        } else {
            let field = view! {
                <Field
                    label=t.se_which()
                    value=self.chosen
                    kind=FieldKind::Choices
                    options
                    help=t.se_which_help()
                />
            };
            let label = move || {
                let n = self.chosen.with(|chosen| chosen.lines().count());
                t.se_send(&n.to_string())
            };
            let none = move || self.chosen.with(String::is_empty);
            let none = crate::ui::Signal::derive(none);
            let send = view! {
                <Button
                    kind=ButtonKind::Primary
                    wide=true
                    busy=self.busy
                    disabled=none
                    on_click=move || self.ask()
                >
                    {el("span").fill(label).into_any()}
                </Button>
            };
            parts.push(field.into_any());
            parts.push(send.into_any());
        }
        if !others.is_empty() {
            parts.push(view! { <Rows label=t.se_others()>{others}</Rows> }.into_any());
        }
        several(parts)
    }

    /// Those ticked, whole: a list may leave out what they ask. What cannot be had now is taken as the list has it.
    fn ask(self) {
        let here = self.here;
        if self.busy.get_untracked() {
            return;
        }
        if here.data().is_signed_out() {
            return here.go(here.sign_in());
        }
        self.busy.set(true);
        let chosen = self.chosen.get_untracked();
        let mut wanted = self.coming.get_value();
        wanted.retain(|one| chosen.lines().any(|id| id == one.id.as_str()));
        spawn_local(async move {
            for one in &mut wanted {
                let query = EventById(one.id.clone());
                if let Ok(kept) = here.data().soon(&query).await {
                    *one = kept.data;
                } else if let Some(kept) = here.data().kept(&query) {
                    *one = kept.data;
                }
            }
            // Whoever has closed the sheet meanwhile has signed up for nothing.
            if self.busy.try_set(false).is_some() {
                return;
            }
            if asked_by_all(&wanted).is_empty() {
                self.give(&wanted, &Answers::new());
            } else {
                self.step.set(Step::Asked(wanted));
            }
        });
    }

    /// What they ask, once for all.
    fn asked(self, events: Vec<Event>) -> AnyView {
        let (here, t) = (self.here, self.here.t);
        let form = asked_by_all(&events);
        let of = events.first().map(|one| one.id.to_string());
        let draft = format!("sign-up-all/{}", of.unwrap_or_default());
        let filling = Filling::begin(here, &form, draft.clone(), &[]);
        let text = el("p").class("muted").child(t.se_once()).into_any();
        let n = events.len().to_string();
        let parts = vec![
            filling.word(),
            el("p").child(t.se_for(&n)).into_any(),
            text,
            filling.fields(),
        ];
        let send = move || {
            self.wrong.set(None);
            let Some(answers) = filling.check() else {
                return self.wrong.set(Some(t.invalid(filling.wrong())));
            };
            here.data().drop_draft(&draft);
            self.give(&events, &answers);
        };
        small_frame(parts, self.wrong, self.busy, t.confirm_sign_up(), send)
    }

    /// A sign-up for each, each with a result of its own.
    fn give(self, events: &[Event], answers: &Answers) {
        let here = self.here;
        let all = sign_ups_for(events, answers);
        self.given
            .set(all.iter().map(|(id, _)| (id.clone(), None)).collect());
        for ((id, command), event) in all.into_iter().zip(events) {
            // What is seen of it now is what it is signed up for.
            here.data().note_told(event);
            let of = command.clone();
            let told = move |_, became| self.told(&id, &of, became);
            if tending::give_about(here, command, event.title.clone(), told).is_err() {
                return here.go(here.sign_in());
            }
        }
        self.step.set(Step::Given);
    }

    fn told(self, id: &EventId, command: &Command, became: Became) {
        let Became::Refused(why) = became else {
            return;
        };
        let why = self.here.say(|t, face| t.refused(command, &why, face));
        self.given.try_update(|given| {
            for one in given.iter_mut().filter(|one| one.0 == *id) {
                one.1 = Some(why.clone());
            }
        });
    }

    /// What came of it: how many have a seat, wait, are asked for, were refused, are still to be sent; and each day by itself.
    fn given(self) -> AnyView {
        let (here, t) = (self.here, self.here.t);
        let summary = move || {
            let [
                mut confirmed,
                mut waiting,
                mut pending,
                mut refused,
                mut unsent,
            ] = [0_usize; 5];
            self.given.with(|given| {
                for (id, why) in given {
                    let state = here.viewer.with(|viewer| viewer.sign_up(id).state);
                    let count = match state {
                        _ if why.is_some() => &mut refused,
                        SignUpState::Confirmed { .. } | SignUpState::CheckedIn { .. } => {
                            &mut confirmed
                        }
                        SignUpState::Waitlisted { .. } => &mut waiting,
                        SignUpState::PendingApproval { .. }
                        | SignUpState::PendingPayment { .. } => &mut pending,
                        _ => &mut unsent,
                    };
                    *count += 1;
                }
            });
            let told = [
                (confirmed, t.se_n_confirmed(&confirmed.to_string())),
                (waiting, t.se_n_waiting(&waiting.to_string())),
                (pending, t.se_n_pending(&pending.to_string())),
                (refused, t.se_n_refused(&refused.to_string())),
                (unsent, t.se_n_unsent(&unsent.to_string())),
            ];
            let told = told.into_iter().filter(|(n, _)| *n > 0);
            let told: Vec<String> = told.map(|(_, words)| words).collect();
            let kind = match refused + unsent {
                0 => NoticeKind::Good,
                _ => NoticeKind::Info,
            };
            (kind, told.join(t.comma()))
        };
        let notice = changing(move || {
            let (kind, text) = summary();
            view! { <Notice kind text live=true /> }.into_any()
        });
        let rows = changing(move || {
            let given = self.given.get();
            let row = |(id, why): &(EventId, Option<String>)| {
                let title = self.coming.with_value(|coming| {
                    let one = coming.iter().find(|one| one.id == *id);
                    one.map(|one| day(here, one)).unwrap_or_default()
                });
                let waits = || here.mark(true, &id.0).map(|(_, word)| word);
                let state = || mine(here, id).map(|(_, word)| word);
                let note = why.clone().or_else(waits).or_else(state);
                view! { <Row title note=note.unwrap_or_default() /> }.into_any()
            };
            let rows: Vec<AnyView> = given.iter().map(row).collect();
            match rows.is_empty() {
                true => nothing(),
                false => view! { <Rows>{rows}</Rows> }.into_any(),
            }
        });
        several(vec![notice, rows])
    }
}
