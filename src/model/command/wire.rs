//! A command as JSON has it: the word `do`, and what belongs to it beside it.

use super::Command;
use crate::model::json::{FromJson, Node, Record, Sink, record, words};

#[derive(Clone, Copy)]
enum Do {
    Join,
    Withdraw,
    AcceptInvitation,
    DeclineInvitation,
    Leave,
    SignUp,
    CancelSignUp,
    AcceptOffer,
    Review,
}

words!(Do {
    Join = "join",
    Withdraw = "withdraw",
    AcceptInvitation = "accept-invitation",
    DeclineInvitation = "decline-invitation",
    Leave = "leave",
    SignUp = "sign-up",
    CancelSignUp = "cancel-sign-up",
    AcceptOffer = "accept-offer",
    Review = "review",
});

impl FromJson for Command {
    fn read(node: &Node<'_>) -> Self {
        node.is_object();
        match node.needed("do") {
            Do::Join => Self::Join {
                community: node.needed("community"),
                answers: node.usual("answers"),
                rules: node.needed("rules"),
            },
            Do::Withdraw => Self::Withdraw {
                community: node.needed("community"),
            },
            Do::AcceptInvitation => Self::AcceptInvitation {
                community: node.needed("community"),
                rules: node.needed("rules"),
            },
            Do::DeclineInvitation => Self::DeclineInvitation {
                community: node.needed("community"),
            },
            Do::Leave => Self::Leave {
                community: node.needed("community"),
            },
            Do::SignUp => Self::SignUp {
                event: node.needed("event"),
                party: node.usual("party"),
                answers: node.usual("answers"),
            },
            Do::CancelSignUp => Self::CancelSignUp {
                event: node.needed("event"),
            },
            Do::AcceptOffer => Self::AcceptOffer {
                event: node.needed("event"),
            },
            Do::Review => Self::Review {
                community: node.needed("community"),
                person: node.needed("person"),
                verdict: FromJson::read(node),
            },
        }
    }
}

impl Record for Command {
    fn fields<S: Sink>(&self, sink: &mut S) {
        let what = match self {
            Self::Join { .. } => Do::Join,
            Self::Withdraw { .. } => Do::Withdraw,
            Self::AcceptInvitation { .. } => Do::AcceptInvitation,
            Self::DeclineInvitation { .. } => Do::DeclineInvitation,
            Self::Leave { .. } => Do::Leave,
            Self::SignUp { .. } => Do::SignUp,
            Self::CancelSignUp { .. } => Do::CancelSignUp,
            Self::AcceptOffer { .. } => Do::AcceptOffer,
            Self::Review { .. } => Do::Review,
        };
        sink.put("do", &what);
        match self {
            Self::Join {
                community,
                answers,
                rules,
            } => {
                sink.put("community", community);
                sink.put("answers", answers);
                sink.sparse("rules", rules);
            }
            Self::AcceptInvitation { community, rules } => {
                sink.put("community", community);
                sink.sparse("rules", rules);
            }
            Self::Withdraw { community }
            | Self::DeclineInvitation { community }
            | Self::Leave { community } => sink.put("community", community),
            Self::SignUp {
                event,
                party,
                answers,
            } => {
                sink.put("event", event);
                sink.put("party", party);
                sink.put("answers", answers);
            }
            Self::CancelSignUp { event } | Self::AcceptOffer { event } => sink.put("event", event),
            Self::Review {
                community,
                person,
                verdict,
            } => {
                sink.put("community", community);
                sink.put("person", person);
                verdict.fields(sink);
            }
        }
    }
}

record!(@written Command);
