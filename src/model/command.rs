//! What a person does, what comes of it, and why not.

use serde::{Deserialize, Serialize};

use super::json::record;
use super::{
    AccountId, Answers, CommandId, CommunityId, EventId, FieldFault, Instant, Membership, SignUp,
    Table,
};

mod refusal;
mod wire;

/// Something that a person does.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Knock, or walk in where the door is open.
    Join {
        /// Where.
        community: CommunityId,
        /// To what was asked.
        answers: Answers,
        /// Version of the rules that was agreed to.
        rules: Option<u32>,
    },
    /// Take an application back, or one's place on the waitlist.
    Withdraw {
        /// Which community.
        community: CommunityId,
    },
    /// Accept an invitation.
    AcceptInvitation {
        /// Which community.
        community: CommunityId,
        /// Version of the rules that was agreed to.
        rules: Option<u32>,
    },
    /// Decline an invitation.
    DeclineInvitation {
        /// Which community.
        community: CommunityId,
    },
    /// Leave.
    Leave {
        /// Which community.
        community: CommunityId,
    },
    /// Ask for seats.
    SignUp {
        /// At which event.
        event: EventId,
        /// Names of those who come along, the person signing up not counted.
        party: Vec<String>,
        /// To what was asked.
        answers: Answers,
    },
    /// Give one's seats back, or one's place on the waitlist.
    CancelSignUp {
        /// At which event.
        event: EventId,
    },
    /// Take the seats that the waitlist offers.
    AcceptOffer {
        /// At which event.
        event: EventId,
    },
}

/// What a command is about. Commands about the same keep their order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The viewer's membership of a community.
    Membership(CommunityId),
    /// The viewer's sign-up for an event.
    SignUp(EventId),
}

impl Command {
    /// What it is about.
    #[must_use]
    pub fn subject(&self) -> Subject {
        match self {
            Self::Join { community, .. }
            | Self::Withdraw { community }
            | Self::AcceptInvitation { community, .. }
            | Self::DeclineInvitation { community }
            | Self::Leave { community } => Subject::Membership(community.clone()),
            Self::SignUp { event, .. }
            | Self::CancelSignUp { event }
            | Self::AcceptOffer { event } => Subject::SignUp(event.clone()),
        }
    }
}

/// A command on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct Envelope {
    /// Its identity, made where it was given: the Idempotency-Key of its request.
    pub id: CommandId,
    /// When it was given.
    pub at: Instant,
    /// What.
    pub command: Command,
}

record!(Envelope {
    id: needed,
    at: needed,
    command: needed,
});

/// What came of a command.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The viewer's membership is now so.
    Membership(CommunityId, Membership),
    /// The viewer's sign-up is now so.
    SignUp(EventId, SignUp),
    /// It was refused, and nothing has changed.
    Refused(Refusal),
}

/// Why a command was refused.
#[derive(Clone, Debug, PartialEq)]
pub enum Refusal {
    /// No seat left and no waitlist.
    Full,
    /// The door or the sign-up is closed.
    Closed,
    /// Not open yet.
    NotYet {
        /// Opens at.
        opens: Instant,
    },
    /// It has begun or is over.
    Over,
    /// The event is cancelled or postponed.
    Off,
    /// For members of the community.
    MembersOnly,
    /// For those who were invited.
    InvitationNeeded,
    /// The rules were not agreed to, or an older version was.
    RulesNotAgreed {
        /// The version that holds.
        version: u32,
    },
    /// Answers are missing or wrong.
    Invalid {
        /// Which and why.
        faults: Vec<FieldFault>,
    },
    /// More people than one sign-up may have.
    PartyTooLarge {
        /// The most, oneself included.
        limit: u32,
    },
    /// Asked for already: one membership and one sign-up a person.
    Already,
    /// There is nothing to take back, leave or cancel.
    NothingThere,
    /// Knocked before and refused; may knock again from then, or never.
    NotAgain {
        /// From when.
        from: Option<Instant>,
    },
    /// The offer has expired.
    OfferExpired,
    /// The owner has to hand over first.
    OwnerMustHandOver,
    /// It is gone, or was never there.
    Gone,
    /// The service cannot do this.
    NotOffered,
    /// Not for this viewer.
    Forbidden,
    /// In the backend's own words.
    Said {
        /// The words.
        words: String,
    },
}

/// What the backend knows of who is looking.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Viewer {
    /// Who; `None` when not signed in.
    pub account: Option<AccountId>,
    /// Name to greet by.
    pub name: String,
    /// Memberships, by community; one that is not named is [`Membership::None`].
    pub memberships: Table<CommunityId, Membership>,
    /// Sign-ups, by event.
    pub sign_ups: Table<EventId, SignUp>,
}

record!(Viewer {
    account: sparse,
    name: sparse,
    memberships: usual,
    sign_ups: usual,
});

impl Viewer {
    /// The viewer's membership of a community.
    #[must_use]
    pub fn membership(&self, community: &CommunityId) -> Membership {
        self.memberships.get(community).cloned().unwrap_or_default()
    }

    /// The viewer's sign-up for an event.
    #[must_use]
    pub fn sign_up(&self, event: &EventId) -> SignUp {
        self.sign_ups.get(event).cloned().unwrap_or_default()
    }

    /// Where the viewer stands with a subject, as an outcome.
    #[must_use]
    pub fn standing(&self, subject: Subject) -> Outcome {
        match subject {
            Subject::Membership(id) => {
                let now = self.membership(&id);
                Outcome::Membership(id, now)
            }
            Subject::SignUp(id) => {
                let now = self.sign_up(&id);
                Outcome::SignUp(id, now)
            }
        }
    }

    /// Lays an outcome over what was known.
    pub fn take_in(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Membership(id, now) => {
                self.memberships.insert(id.clone(), now.clone());
            }
            Outcome::SignUp(id, now) => {
                self.sign_ups.insert(id.clone(), now.clone());
            }
            Outcome::Refused(_) => {}
        }
    }
}
