//! A series, as who comes to it sees it: which of its meetings are still to come, for which of them one can sign up, and the one form
//! that is filled in for several.
//!
//! Each meeting is an event of its own, with seats of its own; signing up for several is a sign-up for each.

use super::{
    Action, Answers, Command, Event, EventId, EventStatus, Form, Instant, Membership, Offered,
    SignUp, SignUpState, Viewer, Zones, event_actions,
};

/// Most meetings that are looked at together.
pub const TOGETHER_MAX: usize = 60;

/// What there is to be had at a meeting.
#[derive(Clone, Debug, PartialEq)]
pub enum Turn {
    /// One can come, or ask to: meant when one says *all*.
    Free,
    /// One can wait for a seat: for who says so.
    Queue,
    /// One has signed up, and may give that back or not.
    Mine {
        /// Whether one may.
        cancels: bool,
    },
    /// Neither, or it is called off, whoever has signed up; why is said by [`Offered::why_not`].
    Shut(Offered),
}

impl Turn {
    /// What there is for somebody who stands so.
    #[must_use]
    pub fn of(event: &Event, own: &SignUp, membership: &Membership, now: Instant) -> Self {
        let is_mine = !matches!(
            own.state,
            SignUpState::None | SignUpState::Cancelled { .. } | SignUpState::Rejected { .. }
        );
        // There is nothing to give back of what does not take place.
        if is_mine && event.status != EventStatus::Cancelled {
            let cancels = own.may_cancel(event, now);
            return Self::Mine { cancels };
        }
        let offered = event_actions(own, event, membership, now);
        match offered.actions.first() {
            Some(Action::SignUp | Action::AskForSeat) => Self::Free,
            Some(Action::JoinEventWaitlist) => Self::Queue,
            _ => Self::Shut(offered),
        }
    }

    /// The same for a viewer.
    #[must_use]
    pub fn for_viewer(event: &Event, viewer: &Viewer, now: Instant) -> Self {
        let of = event.community.as_ref();
        let membership = of.map(|c| viewer.membership(c)).unwrap_or_default();
        Self::of(event, &viewer.sign_up(&event.id), &membership, now)
    }

    /// Whether one can sign up, to come or to wait.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Free | Self::Queue)
    }
}

impl Event {
    /// The meetings of its series that have not begun, itself among them, by their start; at most [`TOGETHER_MAX`]. `known` are events of its
    /// community.
    #[must_use]
    pub fn coming_with(&self, known: &[Self], zones: &dyn Zones, now: Instant) -> Vec<Self> {
        let is_meant = |one: &&Self| one.id != self.id && self.shares_series(one, zones);
        let mut all: Vec<Self> = known.iter().filter(is_meant).cloned().collect();
        if self.series.is_some() {
            all.push(self.clone());
        }
        all.retain(|one| now < one.start);
        super::sort_by(&mut all, |a, b| a.start.cmp(&b.start).then(a.id.cmp(&b.id)));
        all.dedup_by(|a, b| a.id == b.id);
        all.truncate(TOGETHER_MAX);
        all
    }
}

/// What is asked of who signs up for all of these, each question once: as the first that asks it has it.
#[must_use]
pub fn asked_by_all(events: &[Event]) -> Form {
    let mut form = Form::default();
    for field in events.iter().flat_map(|event| &event.sign_up.form.fields) {
        if !form.fields.iter().any(|known| known.key == field.key) {
            form.fields.push(field.clone());
        }
    }
    form
}

/// The sign-ups for these, of one person alone, with what was answered once: of each what it asks.
#[must_use]
pub fn sign_ups_for(events: &[Event], answers: &Answers) -> Vec<(EventId, Command)> {
    let one = |event: &Event| {
        let command = Command::SignUp {
            event: event.id.clone(),
            party: Vec::new(),
            answers: event.sign_up.form.clean(answers),
            seen: false,
        };
        (event.id.clone(), command)
    };
    events.iter().map(one).collect()
}

#[cfg(test)]
mod tests;
