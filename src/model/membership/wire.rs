//! A membership as JSON has it: the word `state`, and what belongs to it beside it.

use crate::model::json::{FromJson, Node, Record, Sink, record, words};
use crate::model::{Answers, Application, Instant, Membership, Role, Word};

#[derive(Clone, Copy)]
enum State {
    None,
    Invited,
    PendingApproval,
    PendingPayment,
    Waitlisted,
    Member,
    Rejected,
    Left,
    Removed,
    Expired,
}

words!(State {
    None = "none",
    Invited = "invited",
    PendingApproval = "pending-approval",
    PendingPayment = "pending-payment",
    Waitlisted = "waitlisted",
    Member = "member",
    Rejected = "rejected",
    Left = "left",
    Removed = "removed",
    Expired = "expired",
});

impl FromJson for Membership {
    fn read(node: &Node<'_>) -> Self {
        node.is_object();
        // Needed: what says nothing of where somebody stands is no standing.
        let state: State = node.needed("state");
        // All are read, so that what is wrong is wrong in any state.
        let since: Option<Instant> = node.needed("since");
        let until: Option<Instant> = node.needed("until");
        let at: Option<Instant> = node.needed("at");
        let again_from: Option<Instant> = node.needed("again_from");
        let position: Option<u32> = node.needed("position");
        let role: Option<Role> = node.needed("role");
        let reason: String = node.usual("reason");
        let answers: Answers = node.usual("answers");
        let rules: Option<u32> = node.needed("rules");
        let link: String = node.usual("link");
        let paying: Option<Instant> = node.needed("paying");
        let more = Application::read(node);
        let moment = |moment: Option<Instant>, name| moment.unwrap_or_else(|| node.needed(name));
        match state {
            State::None => Self::None,
            State::Invited => Self::Invited { until },
            State::PendingApproval => Self::PendingApproval {
                since: moment(since, "since"),
                answers,
                more,
            },
            State::PendingPayment => Self::PendingPayment {
                since: moment(since, "since"),
                role: role.unwrap_or(Role::Member),
                rules,
                link,
            },
            State::Waitlisted => Self::Waitlisted {
                since: moment(since, "since"),
                position,
                rules,
            },
            State::Member => Self::Member {
                role: role.unwrap_or_else(|| node.needed("role")),
                since: moment(since, "since"),
                until,
                rules,
                paying,
            },
            State::Rejected => Self::Rejected { reason, again_from },
            State::Left => Self::Left {
                at: moment(at, "at"),
            },
            State::Removed => Self::Removed { reason },
            State::Expired => Self::Expired {
                at: moment(at, "at"),
            },
        }
    }
}

impl Record for Membership {
    fn fields<S: Sink>(&self, sink: &mut S) {
        let state = match self {
            Self::None => State::None,
            Self::Invited { .. } => State::Invited,
            Self::PendingApproval { .. } => State::PendingApproval,
            Self::PendingPayment { .. } => State::PendingPayment,
            Self::Waitlisted { .. } => State::Waitlisted,
            Self::Member { .. } => State::Member,
            Self::Rejected { .. } => State::Rejected,
            Self::Left { .. } => State::Left,
            Self::Removed { .. } => State::Removed,
            Self::Expired { .. } => State::Expired,
        };
        sink.put("state", &state);
        match self {
            Self::None => {}
            Self::Invited { until } => sink.sparse("until", until),
            Self::PendingApproval {
                since,
                answers,
                more,
            } => {
                sink.put("since", since);
                sink.sparse("answers", answers);
                more.fields(sink);
            }
            Self::PendingPayment {
                since,
                role,
                rules,
                link,
            } => {
                sink.put("since", since);
                if *role != Role::Member {
                    sink.put("role", role);
                }
                sink.sparse("rules", rules);
                sink.sparse("link", link);
            }
            Self::Waitlisted {
                since,
                position,
                rules,
            } => {
                sink.sparse("rules", rules);
                sink.put("since", since);
                sink.sparse("position", position);
            }
            Self::Member {
                role,
                since,
                until,
                rules,
                paying,
            } => {
                sink.sparse("rules", rules);
                sink.sparse("paying", paying);
                sink.put("since", since);
                sink.sparse("until", until);
                sink.put("role", role);
            }
            Self::Rejected { reason, again_from } => {
                sink.sparse("again_from", again_from);
                sink.sparse("reason", reason);
            }
            Self::Left { at } | Self::Expired { at } => sink.put("at", at),
            Self::Removed { reason } => sink.sparse("reason", reason),
        }
    }
}

record!(@written Membership);

record!(Application {
    rules: sparse,
    sponsor: sparse,
    listed: sparse,
    code: sparse,
    came: sparse,
    talk: sparse,
});

record!(Word {
    at: needed,
    by: sparse,
    text: needed,
});
