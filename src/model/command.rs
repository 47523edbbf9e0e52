//! What a person does, what comes of it, and why not.

use serde::{Deserialize, Serialize};

use super::json::record;
use super::{
    AccountId, Answers, Charter, CommandId, CommunityId, Companion, EntryChange, EventId,
    EventStatus, FieldFault, Instant, Invitation, MemberField, MemberId, Membership, PersonId,
    Plan, ReportId, ReportReason, Role, SignUp, Table, Verdict,
};

mod refusal;
mod subject;
mod wire;

pub use subject::Subject;

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
        /// Code of an invitation, or of an applicant who wants one along.
        invitation: Option<String>,
        /// Name of who brought one, where that is asked.
        sponsor: String,
        /// Whether one wants to stand in the directory.
        listed: bool,
    },
    /// Change an application that nobody has answered.
    Amend {
        /// Which community.
        community: CommunityId,
        /// To what was asked.
        answers: Answers,
        /// Name of who brought one.
        sponsor: String,
    },
    /// Agree to the rules that hold now.
    Agree {
        /// Which community.
        community: CommunityId,
        /// Their version.
        rules: u32,
    },
    /// Stay for another term.
    Renew {
        /// Which community.
        community: CommunityId,
        /// Version of the rules that was agreed to.
        rules: Option<u32>,
    },
    /// Say something about an application: to the organisers, or as one of them to who has knocked.
    Say {
        /// Which community.
        community: CommunityId,
        /// To whom; to the organisers where there is nobody.
        person: Option<PersonId>,
        /// What.
        text: String,
    },
    /// Hear of a community without belonging to it.
    Follow {
        /// Which community.
        community: CommunityId,
    },
    /// Not any more.
    Unfollow {
        /// Which community.
        community: CommunityId,
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
        /// Those who come along, the person signing up not counted.
        party: Vec<Companion>,
        /// To what was asked.
        answers: Answers,
        /// Whether one wants to be seen by those who come.
        seen: bool,
    },
    /// Change who comes along, or what was answered.
    ChangeSignUp {
        /// At which event.
        event: EventId,
        /// Those who come along, the person signing up not counted.
        party: Vec<Companion>,
        /// To what was asked.
        answers: Answers,
        /// Whether one wants to be seen by those who come.
        seen: bool,
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
    /// As an organiser: say yes or no to who knocked.
    Review {
        /// At whose door.
        community: CommunityId,
        /// Who knocked.
        person: PersonId,
        /// What is said.
        verdict: Verdict,
    },
    /// As an organiser: give somebody who is in a role.
    Appoint {
        /// Where.
        community: CommunityId,
        /// Whom.
        person: PersonId,
        /// Which.
        role: Role,
    },
    /// As an organiser: put somebody out who is in.
    Remove {
        /// Where.
        community: CommunityId,
        /// Whom.
        person: PersonId,
        /// Why: they are told.
        reason: String,
    },
    /// As the owner: make a member the owner, and stay as a deputy.
    HandOver {
        /// Where.
        community: CommunityId,
        /// To whom.
        person: PersonId,
    },
    /// Make an invitation.
    Invite {
        /// Where.
        community: CommunityId,
        /// What it lets one do.
        invitation: Invitation,
    },
    /// Take an invitation back.
    Revoke {
        /// Where.
        community: CommunityId,
        /// Its code.
        code: String,
    },
    /// Found a community, or ask to where the backend reviews that.
    Found {
        /// Its id, made where it is founded.
        community: CommunityId,
        /// What it is.
        charter: Charter,
        /// A word for those who review it: who one is, who helps.
        word: String,
    },
    /// As an organiser: change what the community says of itself.
    Edit {
        /// Which.
        community: CommunityId,
        /// What changes.
        charter: Charter,
    },
    /// As the owner: end it.
    Close {
        /// Which.
        community: CommunityId,
        /// What is said at the end.
        farewell: String,
    },
    /// As the owner: put what has ended away, out of all lists.
    Archive {
        /// Which.
        community: CommunityId,
    },
    /// As the owner: go on with what has ended.
    Reopen {
        /// Which.
        community: CommunityId,
    },
    /// As a host: say yes or no to who asked for seats.
    ReviewSignUp {
        /// At which event.
        event: EventId,
        /// Who asked.
        person: PersonId,
        /// What is said.
        verdict: Verdict,
    },
    /// As a host: give who waits the seats that are free, before those in front of them.
    Promote {
        /// At which event.
        event: EventId,
        /// Whom.
        person: PersonId,
    },
    /// As a host: take somebody's seats or place back.
    TurnAway {
        /// From which event.
        event: EventId,
        /// Whom.
        person: PersonId,
        /// Why: they are told.
        reason: String,
    },
    /// As a host: they are there.
    CheckIn {
        /// At which event.
        event: EventId,
        /// Who.
        person: PersonId,
        /// Since when, by the clock of whoever saw them come.
        at: Instant,
    },
    /// As a host: they are not there after all.
    UndoCheckIn {
        /// At which event.
        event: EventId,
        /// Who.
        person: PersonId,
    },
    /// As a host: somebody is there who had not signed up.
    WalkIn {
        /// At which event.
        event: EventId,
        /// Who: an id made at the door.
        person: PersonId,
        /// Name.
        name: String,
        /// How many they are.
        people: u32,
        /// Since when, by the clock of whoever saw them come.
        at: Instant,
    },
    /// As a host: nobody else comes; who had a seat and is not there did not come.
    CloseAttendance {
        /// At which event.
        event: EventId,
    },
    /// Say afterwards how it was, to the hosts.
    GiveFeedback {
        /// Of which event.
        event: EventId,
        /// What; empty takes it back.
        text: String,
    },
    /// As a host: plan an event; as a member: propose one.
    CreateEvent {
        /// Its id, made where it is planned.
        event: EventId,
        /// Whose it is.
        community: CommunityId,
        /// What it is.
        plan: Plan,
        /// The starts of the later meetings of a series, each an event of its own.
        more: Vec<Instant>,
    },
    /// As a host: change an event.
    EditEvent {
        /// Which.
        event: EventId,
        /// What changes.
        plan: Plan,
    },
    /// As a host: call an event off, put it off, or say that it takes place after all.
    CallOff {
        /// Which.
        event: EventId,
        /// What it is from now on.
        status: EventStatus,
        /// Why: who has signed up is told.
        reason: String,
    },
    /// As a host: make an event that a member has proposed one's own.
    AdoptEvent {
        /// Which.
        event: EventId,
    },
    /// Write one's own entry in a directory.
    WriteEntry {
        /// In whose.
        community: CommunityId,
        /// What changes.
        entry: EntryChange,
    },
    /// Take one's own entry out of a directory.
    RemoveEntry {
        /// Out of whose.
        community: CommunityId,
    },
    /// Ask a member for what they show on request.
    AskContact {
        /// In whose directory.
        community: CommunityId,
        /// Whom.
        member: MemberId,
        /// For which fields.
        fields: Vec<MemberField>,
        /// A word with it.
        word: String,
    },
    /// Take back what one asked a member for, or what they have granted.
    TakeBackRequest {
        /// In whose directory.
        community: CommunityId,
        /// Whom one asked.
        member: MemberId,
    },
    /// Show somebody what they asked for.
    GrantRequest {
        /// In whose directory.
        community: CommunityId,
        /// Whom.
        person: PersonId,
        /// Which fields, of those they asked for.
        fields: Vec<MemberField>,
        /// Until then; until it is taken back where there is nothing.
        until: Option<Instant>,
    },
    /// Do not show somebody what they asked for.
    RefuseRequest {
        /// In whose directory.
        community: CommunityId,
        /// Whom.
        person: PersonId,
        /// Why, if that is to be said.
        reason: String,
    },
    /// Show somebody no longer what was granted.
    RevokeGrant {
        /// In whose directory.
        community: CommunityId,
        /// Whom.
        person: PersonId,
    },
    /// Neither see a member in a directory, nor be seen by them.
    Block {
        /// In whose.
        community: CommunityId,
        /// Whom.
        member: MemberId,
    },
    /// See them again, and be seen.
    Unblock {
        /// In whose directory.
        community: CommunityId,
        /// Whom.
        member: MemberId,
    },
    /// Tell the organisers about a member.
    ReportMember {
        /// In whose directory.
        community: CommunityId,
        /// About whom.
        member: MemberId,
        /// What it is about.
        reason: ReportReason,
        /// In words.
        text: String,
    },
    /// As an organiser: put away what a member has told.
    SettleReport {
        /// Whose organiser.
        community: CommunityId,
        /// What.
        report: ReportId,
    },
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
    /// Somebody else's membership is now so.
    Person(CommunityId, PersonId, Membership),
    /// Somebody else's sign-up is now so.
    Seat(EventId, PersonId, SignUp),
    /// Whether the viewer now follows a community.
    Following(CommunityId, bool),
    /// An invitation is now so.
    Invitation(CommunityId, Invitation),
    /// The community itself has changed: to be asked for anew.
    Community(CommunityId),
    /// The event itself has changed: to be asked for anew.
    Event(EventId),
    /// What is the viewer's own in a directory has changed: to be asked for anew.
    Entry(CommunityId),
    /// What is between the viewer and a member has changed: their entry is to be asked for anew.
    Contact(CommunityId, MemberId),
    /// What somebody asked the viewer for was answered: to be asked for anew.
    Request(CommunityId, PersonId),
    /// What a member has told was put away.
    Report(CommunityId, ReportId),
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
    /// No invitation has this code.
    CodeUnknown,
    /// The invitation was taken back, or its time has passed.
    CodeOver,
    /// As many have come by the invitation as may.
    CodeUsedUp,
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
    /// Communities that are followed.
    pub follows: Vec<CommunityId>,
}

record!(Viewer {
    account: sparse,
    name: sparse,
    memberships: usual,
    sign_ups: usual,
    follows: sparse,
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

    /// Where the viewer stands with a subject, as an outcome; `None` of what is not about the viewer.
    #[must_use]
    pub fn standing(&self, subject: Subject) -> Option<Outcome> {
        Some(match subject {
            Subject::Membership(id) => {
                let now = self.membership(&id);
                Outcome::Membership(id, now)
            }
            Subject::SignUp(id) => {
                let now = self.sign_up(&id);
                Outcome::SignUp(id, now)
            }
            Subject::Following(id) => {
                let now = self.follows.contains(&id);
                Outcome::Following(id, now)
            }
            Subject::Person(..)
            | Subject::Invitation(..)
            | Subject::Community(_)
            | Subject::Seat(..)
            | Subject::Event(_)
            | Subject::Entry(_)
            | Subject::Contact(..)
            | Subject::Request(..)
            | Subject::Report(..) => return None,
        })
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
            Outcome::Following(id, now) => {
                self.follows.retain(|it| it != id);
                if *now {
                    self.follows.push(id.clone());
                }
            }
            Outcome::Person(..)
            | Outcome::Invitation(..)
            | Outcome::Community(_)
            | Outcome::Seat(..)
            | Outcome::Event(_)
            | Outcome::Entry(_)
            | Outcome::Contact(..)
            | Outcome::Request(..)
            | Outcome::Report(..)
            | Outcome::Refused(_) => {}
        }
    }
}
