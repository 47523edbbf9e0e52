//! Changing an event: what was typed over what it says, this one alone or all later ones of its series, too; adopting what is proposed,
//! and calling it off.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::{BackendError, EventById, EventsPage, EventsWanted},
    host,
    model::{
        Command, Event, EventId, EventStatus, Plan, Role, Subject,
        paper::{Wall, planning, planning::GROUPS},
    },
    pages::{
        Here,
        doing::{self, Done},
        forms::{frame, mending},
        live::{self, live, once, shown},
        tending, waiting,
        writing::{Ask, Writing, draft_of_event},
    },
    route::{Hosting, Route},
    ui::{
        ButtonLink, Choice, FieldKind, Icon, Memo, PageHeader, RwSignal, Section, SkeletonKind,
        changing, el, nothing, several,
    },
};

use super::{calling, closed, fields};

/// Which of a series are meant; stands beside the paper.
const WHICH: &str = "+which";
pub(super) const LATER: &str = "later";
/// So many pages of a community's events are read for those of a series.
const PAGES: usize = 10;

/// The page.
pub(super) fn page(here: Here, id: EventId) -> AnyView {
    let t = here.t;
    here.title(t.act_edit_event());
    let _mine = live::mine(here);
    let it = live(here, EventById(id));
    // Who edits wants to know how it is now, however young what is kept.
    it.again.set(1);
    let first = once(it, |a, b| {
        (a.status, a.start, a.end, a.capacity) == (b.status, b.start, b.end, b.capacity)
    });
    let draw = move |event| draw(here, &event);
    shown(
        here,
        first,
        t.act_edit_event(),
        SkeletonKind::Page,
        draw,
        |_| None,
    )
}

fn draw(here: Here, event: &Arc<Event>) -> AnyView {
    let t = here.t;
    let back = Route::Event(event.id.clone());
    let header = view! {
        <PageHeader
            title=t.act_edit_event()
            kicker=event.title.clone()
            back=Some((here.link(&back), t.back().to_owned()))
            on_back=move || here.back()
        />
    };
    let of = Arc::clone(event);
    let role = Memo::new(move |_| {
        let community = of.community.as_ref()?;
        here.viewer
            .with(|v| v.membership(community).role(here.now()))
    });
    let of = Arc::clone(event);
    let body = changing(move || {
        let hosts = role.get().is_some_and(Role::reviews_sign_ups);
        let own = of.status == EventStatus::Proposed && role.get().is_some();
        if !hosts && !own {
            return closed(here, &back);
        }
        several(vec![
            calling::proposed(here, &of, hosts),
            form(here, &of),
            like(here, &of, hosts),
            calling::section(here, &of, hosts),
        ])
    });
    let subject = Subject::Event(event.id.clone());
    several(vec![
        header.into_any(),
        waiting::standing(here, subject, nothing),
        body,
    ])
}

/// One more like it.
fn like(here: Here, event: &Event, hosts: bool) -> AnyView {
    let Some(community) = event.community.clone() else {
        return nothing();
    };
    if !hosts || !here.data().carries("create-event") {
        return nothing();
    }
    let href = here.link(&Hosting::New(community, Some(event.id.clone())).route());
    let link = view! {
        <ButtonLink href icon=Some(Icon::Repeat) wide=true>{here.t.plan_another()}</ButtonLink>
    };
    el("div").class("btns").child(link.into_any()).into_any()
}

fn form(here: Here, event: &Arc<Event>) -> AnyView {
    let t = here.t;
    let said = here.say(|_, face| {
        let wall = Wall {
            zones: face.zones,
            zone: face.zone,
            now: face.now,
        };
        planning::of_event(event, wall)
    });
    let draft = draft_of_event(&event.id);
    let on = Writing::begin(here, draft.clone(), said);
    let (busy, wrong) = (RwSignal::new(false), RwSignal::new(None::<String>));
    mending(t, wrong, move || on.still_wrong());
    let mut parts = vec![on.word()];
    if here.now() >= event.start || !event.photos.is_empty() {
        parts.push(fields::pictures(on));
    }
    parts.extend(fields::first(on, false));
    if event.series.is_some() && event.status != EventStatus::Proposed {
        let which = vec![
            Choice::new("", t.plan_this_one()),
            Choice::new(LATER, t.plan_and_later()),
        ];
        let ask = Ask::line(WHICH, t.plan_which()).choice(FieldKind::Choice, which);
        let ask = el("div").class("writing").child(ask.draw(on)).into_any();
        parts.push(view! { <Section title=t.plan_series()>{ask}</Section> }.into_any());
    }
    parts.push(fields::preview(
        on,
        Some(Arc::clone(event)),
        RwSignal::new(None),
    ));
    let event = Arc::clone(event);
    let send = move || send(on, &event, draft.clone(), busy, wrong);
    frame(parts, wrong, busy, t.act_edit(), send)
}

fn send(
    on: Writing,
    event: &Arc<Event>,
    draft: String,
    busy: RwSignal<bool>,
    wrong: RwSignal<Option<String>>,
) {
    let (here, t) = (on.here, on.here.t);
    wrong.set(None);
    let groups = on.changed_untracked(&GROUPS);
    let typed = on.typed_untracked();
    let made = on.on_wall(|wall| planning::plan(&typed, &groups, Some(event), wall));
    let plan = match made {
        Ok((plan, _)) => {
            on.found_right();
            plan
        }
        Err(faults) => {
            let n = faults.len();
            on.found_wrong(faults);
            return wrong.set(Some(t.invalid(n)));
        }
    };
    if plan == Plan::default() {
        return wrong.set(Some(t.plan_no_change().to_owned()));
    }
    if typed.get(WHICH).is_none_or(|which| which != LATER) || busy.get_untracked() {
        return give(on, event, plan, draft, busy, wrong, &[]);
    }
    busy.set(true);
    let event = Arc::clone(event);
    spawn_local(async move {
        let found = later(here, &event).await;
        busy.try_set(false);
        match found {
            Ok(all) => give(on, &event, plan, draft, busy, wrong, &all),
            // What is not known cannot be changed.
            Err(error) => {
                wrong.try_set(Some(t.why(&error)));
            }
        }
    });
}

/// The later meetings of its series.
pub(super) async fn later(here: Here, event: &Event) -> Result<Vec<Event>, BackendError> {
    let (mut all, mut cursor) = (Vec::new(), None);
    for _ in 0..PAGES {
        let wanted = EventsWanted {
            community: event.community.clone(),
            from: Some(event.start),
            // A window of its own: what the community's page keeps stays as it is.
            to: Some(event.start.plus(400 * 86_400)),
            cursor: cursor.take(),
        };
        let page = here.data().fresh(&EventsPage(wanted)).await?;
        let is_meant = |one: &Event| {
            let shares = here.say(|_, face| one.shares_series(event, face.zones));
            one.start > event.start && shares
        };
        all.extend(page.items.into_iter().filter(is_meant));
        match page.next {
            Some(next) => cursor = Some(next),
            None => break,
        }
    }
    Ok(all)
}

fn give(
    on: Writing,
    event: &Arc<Event>,
    plan: Plan,
    draft: String,
    busy: RwSignal<bool>,
    wrong: RwSignal<Option<String>>,
    later: &[Event],
) {
    let here = on.here;
    let zones = here.data().zones();
    let carried: Vec<Command> = later
        .iter()
        .map(|one| (one, plan.carried_to(event, one, zones)))
        // What is said of this meeting alone changes nothing of them.
        .filter(|(_, plan)| *plan != Plan::default())
        .map(|(one, plan)| Command::EditEvent {
            event: one.id.clone(),
            plan,
        })
        .collect();
    let id = event.id.clone();
    let command = Command::EditEvent {
        event: id.clone(),
        plan,
    };
    doing::send_form(here, command, busy, move |done| match done {
        Done::Kept => {
            // Each of them stands in the outbox, and says what came of it.
            for command in carried {
                let _signed_in = tending::give(here, command, |_, _| {});
            }
            here.data().drop_draft(&draft);
            if on.is_there() {
                here.replace(Route::Event(id));
            }
        }
        Done::Refused(refusal) => {
            on.was_refused_with(&refusal, planning::place_of);
            wrong.try_set(Some(here.say(|t, face| t.plan_refused(&refusal, face))));
            host::focus_first_fault();
        }
        Done::SignIn => {}
    });
}
