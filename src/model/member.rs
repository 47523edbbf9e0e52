//! A directory entry, and who may see which part of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{CommunityId, Instant, MemberId, Role};

/// A member's entry in one community's directory.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// Identity within the community.
    pub id: MemberId,
    /// Whose directory.
    pub community: CommunityId,
    /// Name as the member gives it.
    pub name: String,
    /// What to sort by, where the name alone does not tell (pinyin, kana).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sort_key: String,
    /// Address of a picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    /// A line about themselves.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub headline: String,
    /// Role.
    pub role: Role,
    /// Since when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined: Option<Instant>,
    /// Where they are from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hometown: String,
    /// Where they live.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub district: String,
    /// What they know.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skills: Vec<String>,
    /// What they offer to others.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offers: Vec<String>,
    /// What they look for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seeks: Vec<String>,
    /// How to reach them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
    /// Who sees which field. A field that is not named here: [`MemberField::default_visibility`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub visibility: BTreeMap<MemberField, Visibility>,
    /// Fields that this viewer may ask for: there is something, and it is shown on request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on_request: Vec<MemberField>,
    /// Not listed at all, except to organisers.
    #[serde(default, skip_serializing_if = "core::ops::Not::not")]
    pub unlisted: bool,
}

/// A way to reach somebody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contact {
    /// Which way.
    pub kind: ContactKind,
    /// Number, name or address.
    pub value: String,
}

/// Ways to reach somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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
}

/// Who sees a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
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

mod sight;

pub use sight::{as_seen_by, visible};
