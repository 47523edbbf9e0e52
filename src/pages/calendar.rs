//! *Add to calendar*, on the page of an event and on the agenda: a quiet button, and what it opens. All behind the button comes
//! with [`Part::Desk`], when it is tapped.

mod sheet;
mod told;

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    model::{Event, EventStatus, SignUpState},
    parts::Part,
    ui::{Button, ButtonKind, Icon, RwSignal, Sheet, nothing, several},
};

use super::{Here, later};

/// What is added.
enum What {
    /// An event, or the series that it is of.
    One(Arc<Event>),
    /// What the viewer is signed up for.
    Mine(Vec<Arc<Event>>),
}

/// For an event that is still to come.
pub fn of_event(here: Here, event: &Arc<Event>) -> AnyView {
    if event.status != EventStatus::Scheduled || event.ends() <= here.now() {
        return nothing();
    }
    offer(here, here.t.calendar_add(), What::One(event.clone()))
}

/// For those of these that the viewer is signed up for, by what the service has said. One that was cancelled is among them: so the
/// calendar hears of it.
pub fn of_agenda(here: Here, events: &[Arc<Event>]) -> AnyView {
    let is_mine = |event: &&Arc<Event>| {
        let state = here.viewer.with_untracked(|v| v.sign_up(&event.id).state);
        matches!(
            state,
            SignUpState::Confirmed { .. }
                | SignUpState::CheckedIn { .. }
                | SignUpState::Waitlisted { .. }
                | SignUpState::PendingApproval { .. }
                | SignUpState::PendingPayment { .. }
        )
    };
    let mine: Vec<Arc<Event>> = events.iter().filter(is_mine).cloned().collect();
    if mine.is_empty() {
        return nothing();
    }
    offer(here, here.t.calendar_all(), What::Mine(mine))
}

fn offer(here: Here, label: &'static str, what: What) -> AnyView {
    let open = RwSignal::new(false);
    let what = Arc::new(what);
    let button = view! {
        <Button
            kind=ButtonKind::Quiet
            icon=Some(Icon::Agenda)
            on_click=move || open.set(true)
        >
            {label}
        </Button>
    };
    let sheet = view! {
        <Sheet open title=label close=here.t.close()>
            {
                let what = what.clone();
                later::after(here, Part::Desk, move || sheet::sheet(here, what.clone(), open))
            }
        </Sheet>
    };
    several(vec![button.into_any(), sheet.into_any()])
}
