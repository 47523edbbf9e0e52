//! A community: what it is for, how often it meets, who carries it, how one comes in.

use chrono::NaiveDate;

use super::{CommunityId, Form, Instant, LatLng, LocalTime, MemberId, Recurrence};

mod policy;
mod wire;

/// A living group of people with a purpose, a rhythm, roles and a door.
///
/// A list may bring a row without the long parts (`about`, `rules`, `people` …): what is missing
/// is empty, and the community asked for by its id brings the whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Community {
    /// Identity.
    pub id: CommunityId,
    /// Name as its members say it.
    pub name: String,
    /// What it is for, in one sentence.
    pub purpose: String,
    /// More about it, in Markdown.
    pub about: String,
    /// Where it lives.
    pub area: Area,
    /// Interests, in words of its own.
    pub tags: Vec<String>,
    /// Address of a picture; without one the cover is drawn from the id.
    pub cover: Option<String>,
    /// What one agrees to.
    pub rules: Rules,
    /// Customs and values, a line each.
    pub culture: Vec<String>,
    /// When it meets, again and again.
    pub rhythm: Vec<Rhythm>,
    /// Who carries it: those with a role.
    pub people: Vec<Person>,
    /// How one comes in.
    pub policy: JoinPolicy,
    /// What happened lately; the life-cycle stage is derived from it.
    pub activity: Activity,
    /// Number of members.
    pub members: u32,
    /// An aim with a measure and an end.
    pub goal: Option<Goal>,
    /// The community that this one is a chapter of.
    pub parent: Option<CommunityId>,
    /// Addresses elsewhere.
    pub links: Vec<Link>,
    /// Its chapters: the communities whose parent it is.
    pub chapters: Vec<Chapter>,
    /// Where its members talk; told to members only.
    pub chat: Option<Chat>,
}

/// A community that is a part of another.
#[derive(Clone, Debug, PartialEq)]
pub struct Chapter {
    /// Which.
    pub id: CommunityId,
    /// Its name.
    pub name: String,
}

/// Where members talk, outside of this app.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chat {
    /// What it is: "微信群".
    pub label: String,
    /// Address that leads there, if there is one.
    pub url: String,
    /// Address of a picture of its QR code, if there is one.
    pub picture: String,
    /// Until when they hold.
    pub until: Option<Instant>,
}

/// Where a community or an event is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Area {
    /// City, e.g. `杭州`.
    pub city: String,
    /// District of the city, e.g. `西湖区`.
    pub district: String,
    /// The estate, street or park that people say.
    pub place: String,
    /// WGS-84 position, if there is one to speak of.
    pub position: Option<LatLng>,
}

/// Rules, by version: a new version asks members again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Rules {
    /// Counts up from 1; 0 means that there are none.
    pub version: u32,
    /// A rule a line.
    pub lines: Vec<String>,
}

/// A habit: when the community meets again and again.
#[derive(Clone, Debug, PartialEq)]
pub struct Rhythm {
    /// RFC 5545 recurrence rule.
    pub rule: Recurrence,
    /// First day (the date of DTSTART).
    pub from: NaiveDate,
    /// Starts at, on the wall clock of `zone`.
    pub start: LocalTime,
    /// Ends at; earlier than the start means the day after.
    pub end: Option<LocalTime>,
    /// IANA zone.
    pub zone: String,
    /// Days on which it does not happen (EXDATE).
    pub except: Vec<NaiveDate>,
    /// What happens then, in a few words.
    pub what: String,
}

/// What somebody does for the community.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Answers for the community.
    Owner,
    /// Stands in for the owner.
    Deputy,
    /// Looks after members and rules.
    Admin,
    /// Holds events.
    Host,
    /// Gives talks and lessons.
    Lecturer,
    /// Belongs.
    Member,
}

impl Role {
    /// Whether the role sees what only organisers see: owner, deputies, admins.
    #[must_use]
    pub const fn organises(self) -> bool {
        matches!(self, Self::Owner | Self::Deputy | Self::Admin)
    }
}

/// Somebody with a role, as the community presents them.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// Their directory entry, where they have one.
    pub member: Option<MemberId>,
    /// Name.
    pub name: String,
    /// Role.
    pub role: Role,
    /// A word about them.
    pub word: String,
}

/// Who decides who comes in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Door {
    /// Whoever wants to.
    #[default]
    Open,
    /// An organiser looks at each application.
    Approval,
    /// Only those who were invited.
    Invitation,
    /// Nobody for now.
    Closed,
}

/// How one comes in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct JoinPolicy {
    /// Who decides.
    pub door: Door,
    /// What is asked.
    pub form: Form,
    /// Whether one has to agree to the rules.
    pub consent: bool,
    /// Who has to speak for one.
    pub referral: Option<Referral>,
    /// What it costs.
    pub dues: Option<Dues>,
    /// The most members there may be.
    pub capacity: Option<u32>,
    /// Whether one is asked who brought one.
    pub sponsor: bool,
    /// Whether every member may invite; else organisers alone do.
    pub members_invite: bool,
    /// Within how many days organisers answer who knocks.
    pub answer_days: Option<u32>,
    /// For how many months one is in before one renews; without it the dues say so ([`JoinPolicy::months`]).
    pub term: Option<u32>,
    /// For how many days after that one renews without knocking anew; for ever where there is none.
    pub grace: Option<u32>,
    /// Ready words for those who are turned away.
    pub phrases: Vec<String>,
}

/// How many members must speak for an applicant, or whom one has to bring.
#[derive(Clone, Debug, PartialEq)]
pub struct Referral {
    /// How many.
    pub count: u32,
    /// Of what kind, in words: "现任会员", "neighbours of the estate".
    pub kind: String,
}

/// Dues.
#[derive(Clone, Debug, PartialEq)]
pub struct Dues {
    /// In the smallest unit of the currency (fen, cents).
    pub amount: u64,
    /// ISO 4217.
    pub currency: String,
    /// How often.
    pub period: DuesPeriod,
    /// Address at which they are paid; http(s).
    pub link: String,
    /// How else, in words: "现金交给团长".
    pub how: String,
}

/// How often dues are paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DuesPeriod {
    /// Once, on joining.
    Once,
    /// Each month.
    Month,
    /// Each year.
    Year,
}

/// What happened lately.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Activity {
    /// When it was founded.
    pub founded: Option<Instant>,
    /// When members last met, in a place or online.
    pub last_met: Option<Instant>,
    /// Meetings held in the last 90 days.
    pub met_90d: u32,
    /// Members who joined in the last 90 days.
    pub joined_90d: u32,
    /// When it ended for good.
    pub closed: Option<Instant>,
    /// What was said at the end.
    pub farewell: String,
    /// When it was put away: no list has it any more.
    pub archived: Option<Instant>,
}

/// An aim that the community has set itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Goal {
    /// What, in a sentence.
    pub what: String,
    /// How much of it is done, in `unit`.
    pub done: u32,
    /// How much it is in all, in `unit`.
    pub of: u32,
    /// What is counted.
    pub unit: String,
    /// By when.
    pub by: Option<NaiveDate>,
}

/// An address elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// What it is.
    pub label: String,
    /// An http(s), mailto or tel address.
    pub url: String,
}
