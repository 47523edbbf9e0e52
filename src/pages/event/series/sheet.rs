//! Signing up for several meetings of a series: ticked, asked once, and a sign-up for each, with what came of it day by day.

mod given;
mod which;

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::{BackendError, Became, EventById, EventsPage, EventsWanted},
    model::{Answers, Command, Event, EventId, TOGETHER_MAX, Turn, asked_by_all, sign_ups_for},
    pages::{
        Here,
        forms::{Filling, small_frame},
        tending,
    },
    parts::part,
    ui::{RwSignal, Skeleton, SkeletonKind, StoredValue, changing, el, nothing},
};

use super::{Known, Opened, day};

/// So many pages of the community's events are read for those of a series.
const PAGES: usize = 10;
/// They are looked for in so many seconds: a window of its own, so that what the community's page keeps stays as it is.
const AHEAD: i64 = 400 * 86_400;

part! {
    Desk "desk" "e5":
    /// What stands in the sheet.
    pub(super) fn sheet(here: Here, opened: Opened) -> AnyView {
        match opened.known.get_untracked() {
            Some(known) => whole(here, opened, known),
            None => nothing(),
        }
    }
}

/// How far one is.
#[derive(Clone)]
enum Step {
    /// The rest of them is read.
    Reading,
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
    opened: Opened,
    /// The event on whose page one is.
    of: StoredValue<Arc<Event>>,
    coming: StoredValue<Vec<Event>>,
    /// Those meant by all.
    every: StoredValue<String>,
    /// Why there may be more than are shown.
    lacks: RwSignal<Option<String>>,
    chosen: RwSignal<String>,
    step: RwSignal<Step>,
    busy: RwSignal<bool>,
    wrong: RwSignal<Option<String>>,
    /// Those given, and what was said of each by whoever refused it.
    given: RwSignal<Vec<(EventId, Option<String>)>>,
}

fn whole(here: Here, opened: Opened, known: Known) -> AnyView {
    let Known { of, coming, is_cut } = known;
    let desk = Desk {
        here,
        opened,
        of: StoredValue::new(Arc::clone(&of)),
        coming: StoredValue::new(Vec::new()),
        every: StoredValue::new(String::new()),
        lacks: RwSignal::new(None),
        chosen: RwSignal::new(String::new()),
        step: RwSignal::new(Step::Reading),
        busy: RwSignal::new(false),
        wrong: RwSignal::new(None),
        given: RwSignal::new(Vec::new()),
    };
    if is_cut {
        spawn_local(async move {
            let mut known = coming;
            let read = read_on(here, &of, &mut known).await;
            // Whoever has closed the sheet meanwhile looks at nothing.
            let why = read.err().map(|error| here.t.why(&error));
            if desk.lacks.try_set(why).is_none() {
                desk.begin(known);
            }
        });
    } else {
        desk.begin(coming);
    }
    let inside = changing(move || match desk.step.get() {
        Step::Reading => {
            view! { <Skeleton kind=SkeletonKind::Row label=here.t.loading() /> }.into_any()
        }
        // In step with where one stands: one may be given back here.
        Step::Which => desk.which(),
        Step::Asked(events) => untrack(|| desk.asked(events)),
        Step::Given => untrack(|| desk.given()),
    });
    el("div").class("stack").child(inside).into_any()
}

/// Reads the community's events page by page, until so many meetings are `known` as fit together.
async fn read_on(here: Here, of: &Event, known: &mut Vec<Event>) -> Result<(), BackendError> {
    let (now, mut cursor) = (here.now(), None);
    for _ in 0..PAGES {
        let wanted = EventsWanted {
            community: of.community.clone(),
            from: Some(now),
            to: Some(now.plus(AHEAD)),
            cursor: cursor.take(),
        };
        let page = here.data().fresh(&EventsPage(wanted)).await?;
        let mut all = page.items;
        // What is told now is how it is.
        known.retain(|old| all.iter().all(|one| one.id != old.id));
        all.append(known);
        *known = of.coming_with(&all, here.data().zones(), now);
        cursor = page.next;
        if cursor.is_none() || known.len() >= TOGETHER_MAX {
            break;
        }
    }
    Ok(())
}

/// As one line each.
fn ids<'a>(events: impl Iterator<Item = &'a Event>) -> String {
    let ids: Vec<&str> = events.map(|one| one.id.as_str()).collect();
    ids.join("\n")
}

impl Desk {
    /// With all that are known. Ticked are those to which one can come and that cost nothing: money is spent by who says so.
    fn begin(self, coming: Vec<Event>) {
        let is_ticked =
            |one: &&Event| one.price.is_empty() && self.is_to_be_had(one) == Some(Turn::Free);
        self.chosen.set(ids(coming.iter().filter(is_ticked)));
        self.coming.set_value(coming);
        self.step.set(Step::Which);
    }

    /// What there is to be had at one, if anything is.
    fn is_to_be_had(self, event: &Event) -> Option<Turn> {
        let here = self.here;
        let turn = self.turn(event);
        let is_open = turn.is_open()
            && here.data().capabilities().sign_ups
            && here.mark(true, &event.id.0).is_none();
        is_open.then_some(turn)
    }

    fn turn(self, event: &Event) -> Turn {
        let now = self.here.now();
        let of_viewer = |viewer: &_| Turn::for_viewer(event, viewer, now);
        self.here.viewer.with(of_viewer)
    }

    /// When one is, and what it is called where that is not what the page says.
    fn name(self, event: &Event) -> String {
        let day = day(self.here, event);
        match self.of.with_value(|of| of.title == event.title) {
            true => day,
            false => [&day, " · ", &event.title].concat(),
        }
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
}
