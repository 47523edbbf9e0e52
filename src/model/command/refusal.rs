//! A refusal as JSON has it: the word `why`, and what belongs to it beside it.

use super::Refusal;
use crate::model::json::{FromJson, Node, Record, Sink, record, words};

#[derive(Clone, Copy)]
enum Why {
    Full,
    Closed,
    NotYet,
    Over,
    Off,
    MembersOnly,
    InvitationNeeded,
    RulesNotAgreed,
    Invalid,
    PartyTooLarge,
    Already,
    NothingThere,
    NotAgain,
    OfferExpired,
    CodeUnknown,
    CodeOver,
    CodeUsedUp,
    OwnerMustHandOver,
    Gone,
    NotOffered,
    Forbidden,
    Said,
}

words!(Why {
    Full = "full",
    Closed = "closed",
    NotYet = "not-yet",
    Over = "over",
    Off = "off",
    MembersOnly = "members-only",
    InvitationNeeded = "invitation-needed",
    RulesNotAgreed = "rules-not-agreed",
    Invalid = "invalid",
    PartyTooLarge = "party-too-large",
    Already = "already",
    NothingThere = "nothing-there",
    NotAgain = "not-again",
    OfferExpired = "offer-expired",
    CodeUnknown = "code-unknown",
    CodeOver = "code-over",
    CodeUsedUp = "code-used-up",
    OwnerMustHandOver = "owner-must-hand-over",
    Gone = "gone",
    NotOffered = "not-offered",
    Forbidden = "forbidden",
    Said = "said",
});

impl FromJson for Refusal {
    fn read(node: &Node<'_>) -> Self {
        node.is_object();
        match node.needed("why") {
            Why::Full => Self::Full,
            Why::Closed => Self::Closed,
            Why::NotYet => Self::NotYet {
                opens: node.needed("opens"),
            },
            Why::Over => Self::Over,
            Why::Off => Self::Off,
            Why::MembersOnly => Self::MembersOnly,
            Why::InvitationNeeded => Self::InvitationNeeded,
            Why::RulesNotAgreed => Self::RulesNotAgreed {
                version: node.needed("version"),
            },
            Why::Invalid => Self::Invalid {
                faults: node.needed("faults"),
            },
            Why::PartyTooLarge => Self::PartyTooLarge {
                limit: node.needed("limit"),
            },
            Why::Already => Self::Already,
            Why::NothingThere => Self::NothingThere,
            Why::NotAgain => Self::NotAgain {
                from: node.needed("from"),
            },
            Why::OfferExpired => Self::OfferExpired,
            Why::CodeUnknown => Self::CodeUnknown,
            Why::CodeOver => Self::CodeOver,
            Why::CodeUsedUp => Self::CodeUsedUp,
            Why::OwnerMustHandOver => Self::OwnerMustHandOver,
            Why::Gone => Self::Gone,
            Why::NotOffered => Self::NotOffered,
            Why::Forbidden => Self::Forbidden,
            Why::Said => Self::Said {
                words: node.needed("words"),
            },
        }
    }
}

impl Record for Refusal {
    fn fields<S: Sink>(&self, sink: &mut S) {
        let why = match self {
            Self::Full => Why::Full,
            Self::Closed => Why::Closed,
            Self::NotYet { .. } => Why::NotYet,
            Self::Over => Why::Over,
            Self::Off => Why::Off,
            Self::MembersOnly => Why::MembersOnly,
            Self::InvitationNeeded => Why::InvitationNeeded,
            Self::RulesNotAgreed { .. } => Why::RulesNotAgreed,
            Self::Invalid { .. } => Why::Invalid,
            Self::PartyTooLarge { .. } => Why::PartyTooLarge,
            Self::Already => Why::Already,
            Self::NothingThere => Why::NothingThere,
            Self::NotAgain { .. } => Why::NotAgain,
            Self::OfferExpired => Why::OfferExpired,
            Self::CodeUnknown => Why::CodeUnknown,
            Self::CodeOver => Why::CodeOver,
            Self::CodeUsedUp => Why::CodeUsedUp,
            Self::OwnerMustHandOver => Why::OwnerMustHandOver,
            Self::Gone => Why::Gone,
            Self::NotOffered => Why::NotOffered,
            Self::Forbidden => Why::Forbidden,
            Self::Said { .. } => Why::Said,
        };
        sink.put("why", &why);
        match self {
            Self::NotYet { opens } => sink.put("opens", opens),
            Self::RulesNotAgreed { version } => sink.put("version", version),
            Self::Invalid { faults } => sink.put("faults", faults),
            Self::PartyTooLarge { limit } => sink.put("limit", limit),
            Self::NotAgain { from } => sink.sparse("from", from),
            Self::Said { words } => sink.put("words", words),
            _ => {}
        }
    }
}

record!(@written Refusal);
