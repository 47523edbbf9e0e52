//! A directory entry, and who may see which part of it.

use super::json::{Node, record, words};
use super::{CommunityId, Instant, Key, MemberId, Role, Table};

/// A member's entry in one community's directory.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Identity within the community.
    pub id: MemberId,
    /// Whose directory.
    pub community: CommunityId,
    /// Name as the member gives it.
    pub name: String,
    /// What to sort by, where the name alone does not tell (pinyin, kana).
    pub sort_key: String,
    /// Address of a picture.
    pub picture: Option<String>,
    /// A line about themselves.
    pub headline: String,
    /// Role.
    pub role: Role,
    /// Since when.
    pub joined: Option<Instant>,
    /// Where they are from.
    pub hometown: String,
    /// Where they live.
    pub district: String,
    /// What they know.
    pub skills: Vec<String>,
    /// What they offer to others.
    pub offers: Vec<String>,
    /// What they look for.
    pub seeks: Vec<String>,
    /// How to reach them.
    pub contacts: Vec<Contact>,
    /// On which day of the year they were born.
    pub birthday: Option<Birthday>,
    /// What those who live together call themselves, with the house: who writes the same stands together (3 号楼 502 王家).
    pub household: String,
    /// Who sees which field. A field that is not named here: [`MemberField::default_visibility`].
    pub visibility: Table<MemberField, Visibility>,
    /// Fields that this viewer may ask for: there is something, and it is shown on request.
    pub on_request: Vec<MemberField>,
    /// Not listed at all, except to organisers.
    pub unlisted: bool,
    /// What this viewer has asked them for, and what came of it. Never in an entry of one's own.
    pub request: Option<ContactRequest>,
}

/// A way to reach somebody.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    /// Which way.
    pub kind: ContactKind,
    /// Number, name or address.
    pub value: String,
}

/// Ways to reach somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactKind {
    /// Telephone.
    Phone,
    /// WeChat name.
    Wechat,
    /// E-mail.
    Email,
    /// Anything else.
    Other,
}

/// The parts of an entry that a member decides about. Name and role are seen by whoever sees the
/// directory; who wants neither is not listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MemberField {
    /// Picture.
    Picture,
    /// Headline.
    Headline,
    /// Joined.
    Joined,
    /// Hometown.
    Hometown,
    /// District.
    District,
    /// Skills.
    Skills,
    /// Offers.
    Offers,
    /// Seeks.
    Seeks,
    /// Contacts.
    Contacts,
    /// Birthday.
    Birthday,
    /// Household.
    Household,
}

/// Who sees a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Visibility {
    /// Everyone in the community.
    Everyone,
    /// Whom the member lets, one by one.
    OnRequest,
    /// Only organisers.
    Organisers,
    /// Nobody but the member.
    Nobody,
}

/// Who is looking, from least to most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ViewerRank {
    /// Not in the community.
    Stranger,
    /// In the community.
    Member,
    /// Owner, deputy or admin of it.
    Organiser,
    /// The member whose entry it is.
    Oneself,
}

record!(Member {
    id: needed,
    community: needed,
    name: needed,
    sort_key: sparse,
    picture: sparse,
    headline: sparse,
    role: needed,
    joined: sparse,
    hometown: sparse,
    district: sparse,
    skills: sparse,
    offers: sparse,
    seeks: sparse,
    contacts: sparse,
    birthday: sparse,
    household: sparse,
    visibility: sparse,
    on_request: sparse,
    unlisted: sparse,
    request: sparse,
});

record!(Contact {
    kind: needed,
    value: needed,
});

words!(ContactKind {
    Phone = "phone",
    Wechat = "wechat",
    Email = "email",
    Other = "other",
});

words!(MemberField {
    Picture = "picture",
    Headline = "headline",
    Joined = "joined",
    Hometown = "hometown",
    District = "district",
    Skills = "skills",
    Offers = "offers",
    Seeks = "seeks",
    Contacts = "contacts",
    Birthday = "birthday",
    Household = "household",
});

impl Key for MemberField {
    fn read_key(key: &str, object: &Node<'_>) -> Self {
        let at = Self::WORDS.iter().position(|word| *word == key);
        Self::nth_word(at.unwrap_or_else(|| {
            object.unknown(key, Self::WORDS);
            0
        }))
    }

    fn as_key(&self) -> &str {
        self.as_word()
    }
}

words!(Visibility {
    Everyone = "everyone",
    OnRequest = "on-request",
    Organisers = "organisers",
    Nobody = "nobody",
});

mod asking;
mod birthday;
mod change;
mod entry;
mod mine;
mod named;
mod search;
mod sight;

pub use asking::{
    Asking, ContactRequest, RequestState, ask, grant, refuse, revoke_grant, take_back,
};
pub use birthday::Birthday;
pub use change::{EntryChange, NewBirthday};
pub use entry::Entry;
pub use mine::{Blocked, MyEntry, Report, ReportReason};
pub use sight::{as_seen_by, visible};
