//! Planning an event, or proposing one: perhaps like another, perhaps again and again.
//!
//! Its id is made here, with the draft, so that sending it twice plans it once. Day and hours are those of the community's next meeting, or
//! those of the event that it is to be like, a week or more later.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::{CommunityById, EventById},
    host,
    model::{
        Command, Community, CommunityId, Event, EventId, EventStatus, Plan,
        paper::{Wall, planning, planning::GROUPS},
    },
    pages::{
        Here,
        doing::{self, Done},
        forms::{frame, mending},
        live::{self, live, once, shown},
        writing::{ID, Writing, draft_of_planning},
    },
    route::{Hosting, Route},
    ui::{Notice, NoticeKind, PageHeader, RwSignal, SkeletonKind, changing, nothing, several},
};

use super::{closed, fields, roles};

/// The page.
pub(super) fn page(here: Here, id: CommunityId, like: Option<EventId>) -> AnyView {
    let t = here.t;
    here.title(t.act_create_event());
    let _mine = live::mine(here);
    let it = once(live(here, CommunityById(id)), |_, _| true);
    let Some(like) = like else {
        let draw = move |community| draw(here, &community, None);
        return shown(
            here,
            it,
            t.act_create_event(),
            SkeletonKind::Page,
            draw,
            |_| None,
        );
    };
    let other = once(live(here, EventById(like)), |_, _| true);
    let draw = move |community: Arc<Community>| {
        let draw = move |event: Arc<Event>| draw(here, &community, Some(event));
        shown(
            here,
            other,
            t.act_create_event(),
            SkeletonKind::Page,
            draw,
            |_| None,
        )
    };
    shown(
        here,
        it,
        t.act_create_event(),
        SkeletonKind::Page,
        draw,
        |_| None,
    )
}

fn draw(here: Here, community: &Arc<Community>, like: Option<Arc<Event>>) -> AnyView {
    let t = here.t;
    let of = Arc::clone(community);
    let back = Route::Community(community.id.clone());
    let can = crate::ui::Memo::new({
        let of = Arc::clone(&of);
        move |_| roles(here, &of)
    });
    let carries = here.data().carries("create-event");
    changing(move || {
        let (plans, proposes) = can.get();
        let (title, text) = match proposes {
            true => (t.plan_propose(), t.plan_propose_text()),
            false => (t.act_create_event(), ""),
        };
        let header = view! {
            <PageHeader
                title
                kicker=of.name.clone()
                text=text.to_owned()
                back=Some((here.link(&back), t.back().to_owned()))
                on_back=move || here.back()
            />
        };
        let body = if carries && (plans || proposes) {
            form(here, &of, like.clone(), plans)
        } else {
            closed(here, &back)
        };
        several(vec![header.into_any(), body])
    })
}

/// What stands there before anything is typed.
fn facts(here: Here, community: &Community, like: Option<&Event>) -> Event {
    let data = here.data();
    let now = here.now();
    let mut it = Plan::default().planned(&EventId::from(""), community, "", EventStatus::Scheduled);
    it.zone = here.say(|_, face| face.zone.to_owned());
    it.venue.area = community.area.clone();
    if let Some(like) = like {
        it = like.weeks_later(now, data.zones());
        it.hosts.clear();
        it.photos.clear();
        it.series = None;
        return it;
    }
    let next = community.rhythm.iter().filter_map(|rhythm| {
        let next = rhythm.next_after(data.zones(), now, 1).into_iter().next();
        next.map(|(start, end)| (start, end, rhythm.zone.clone()))
    });
    if let Some((start, end, zone)) = next.min_by_key(|next| next.0) {
        (it.start, it.end, it.zone) = (start, end, zone);
    }
    it
}

fn form(here: Here, community: &Arc<Community>, like: Option<Arc<Event>>, plans: bool) -> AnyView {
    let t = here.t;
    let draft = draft_of_planning(&community.id, like.as_ref().map(|like| &like.id));
    let said = facts(here, community, like.as_deref());
    let said = here.say(|_, face| {
        let wall = Wall {
            zones: face.zones,
            zone: face.zone,
            now: face.now,
        };
        planning::of_event(&said, wall)
    });
    let on = Writing::begin(here, draft.clone(), said);
    if on.value(ID).with_untracked(String::is_empty) {
        on.value(ID).set(here.data().fresh_id());
    }
    let (busy, wrong) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let of = RwSignal::new(Some(Arc::clone(community)));
    mending(t, wrong, move || on.still_wrong());
    let mut parts = vec![on.word()];
    if like.is_some() {
        let text = t.plan_like();
        parts.push(view! { <Notice kind=NoticeKind::Info text /> }.into_any());
    }
    parts.extend(fields::first(on, plans));
    parts.push(fields::preview(on, None, of));
    let id = community.id.clone();
    let send = move || send(on, id.clone(), draft.clone(), busy, wrong);
    let label = if plans {
        t.plan_send()
    } else {
        t.plan_propose_send()
    };
    several(vec![frame(parts, wrong, busy, label, send), nothing()])
}

fn send(
    on: Writing,
    community: CommunityId,
    draft: String,
    busy: RwSignal<bool>,
    wrong: RwSignal<Option<String>>,
) {
    let (here, t) = (on.here, on.here.t);
    wrong.set(None);
    let event = EventId(on.value(ID).get_untracked());
    let typed = on.typed_untracked();
    let made = on.on_wall(|wall| planning::plan(&typed, &GROUPS, None, wall));
    let (plan, more) = match made {
        Ok(made) => {
            on.found_right();
            made
        }
        Err(faults) => {
            let n = faults.len();
            on.found_wrong(faults);
            return wrong.set(Some(t.invalid(n)));
        }
    };
    let title = plan.title.clone().unwrap_or_default();
    let many = more.len();
    let command = Command::CreateEvent {
        event: event.clone(),
        community: community.clone(),
        plan,
        more,
    };
    doing::send_form_about(here, command, title, busy, move |done| match done {
        Done::Kept => {
            here.data().drop_draft(&draft);
            if on.is_there() {
                // Of a series all are to be seen.
                here.replace(if many > 0 {
                    Hosting::Events(community).route()
                } else {
                    Route::Event(event)
                });
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
