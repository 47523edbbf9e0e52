//! A sign-up as JSON has it: the word `state`, and everything else beside it.

use crate::model::json::{FromJson, Node, Record, Sink, record, words};
use crate::model::{Instant, SignUp, SignUpState};

#[derive(Clone, Copy)]
enum State {
    None,
    PendingApproval,
    PendingPayment,
    Confirmed,
    Waitlisted,
    Rejected,
    Cancelled,
    CheckedIn,
    NoShow,
}

words!(State {
    None = "none",
    PendingApproval = "pending-approval",
    PendingPayment = "pending-payment",
    Confirmed = "confirmed",
    Waitlisted = "waitlisted",
    Rejected = "rejected",
    Cancelled = "cancelled",
    CheckedIn = "checked-in",
    NoShow = "no-show",
});

impl FromJson for SignUp {
    fn read(node: &Node<'_>) -> Self {
        node.is_object();
        // Needed: what says nothing of where somebody stands is no standing.
        let state: State = node.needed("state");
        // All are read, so that what is wrong is wrong in any state.
        let since: Option<Instant> = node.needed("since");
        let at: Option<Instant> = node.needed("at");
        let position: Option<u32> = node.needed("position");
        let offer_until: Option<Instant> = node.needed("offer_until");
        let reason: String = node.usual("reason");
        let moment = |moment: Option<Instant>, name| moment.unwrap_or_else(|| node.needed(name));
        let state = match state {
            State::None => SignUpState::None,
            State::PendingApproval => SignUpState::PendingApproval {
                since: moment(since, "since"),
            },
            State::PendingPayment => SignUpState::PendingPayment {
                since: moment(since, "since"),
            },
            State::Confirmed => SignUpState::Confirmed {
                since: moment(since, "since"),
            },
            State::Waitlisted => SignUpState::Waitlisted {
                since: moment(since, "since"),
                position,
                offer_until,
            },
            State::Rejected => SignUpState::Rejected { reason },
            State::Cancelled => SignUpState::Cancelled {
                at: moment(at, "at"),
            },
            State::CheckedIn => SignUpState::CheckedIn {
                at: moment(at, "at"),
            },
            State::NoShow => SignUpState::NoShow,
        };
        Self {
            state,
            party: node.usual("party"),
            answers: node.usual("answers"),
            ticket: node.usual("ticket"),
            seen: node.usual("seen"),
            feedback: node.usual("feedback"),
        }
    }
}

impl Record for SignUp {
    fn fields<S: Sink>(&self, sink: &mut S) {
        use SignUpState as Is;
        let state = match &self.state {
            Is::None => State::None,
            Is::PendingApproval { .. } => State::PendingApproval,
            Is::PendingPayment { .. } => State::PendingPayment,
            Is::Confirmed { .. } => State::Confirmed,
            Is::Waitlisted { .. } => State::Waitlisted,
            Is::Rejected { .. } => State::Rejected,
            Is::Cancelled { .. } => State::Cancelled,
            Is::CheckedIn { .. } => State::CheckedIn,
            Is::NoShow => State::NoShow,
        };
        sink.put("state", &state);
        match &self.state {
            Is::None | Is::NoShow => {}
            Is::PendingApproval { since }
            | Is::PendingPayment { since }
            | Is::Confirmed { since } => sink.put("since", since),
            Is::Waitlisted {
                since,
                position,
                offer_until,
            } => {
                sink.put("since", since);
                sink.sparse("position", position);
                sink.sparse("offer_until", offer_until);
            }
            Is::Rejected { reason } => sink.sparse("reason", reason),
            Is::Cancelled { at } | Is::CheckedIn { at } => sink.put("at", at),
        }
        sink.sparse("party", &self.party);
        sink.sparse("answers", &self.answers);
        sink.sparse("ticket", &self.ticket);
        sink.sparse("seen", &self.seen);
        sink.sparse("feedback", &self.feedback);
    }
}

record!(@written SignUp);
