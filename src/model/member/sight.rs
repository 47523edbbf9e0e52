//! Who may see which part of a directory entry. The member decides, field by field; what is
//! hidden cannot be told from what is not there.

use super::{Member, MemberField, ViewerRank, Visibility};
use crate::model::Instant;

impl MemberField {
    /// All of them.
    pub const ALL: [Self; 11] = [
        Self::Picture,
        Self::Headline,
        Self::Joined,
        Self::Hometown,
        Self::District,
        Self::Skills,
        Self::Offers,
        Self::Seeks,
        Self::Contacts,
        Self::Birthday,
        Self::Household,
    ];

    /// Who sees a field about which the member has not decided: the community sees what makes
    /// neighbours of strangers, and asks for what reaches somebody at home; wishes and who lives with whom are for organisers.
    #[must_use]
    pub const fn default_visibility(self) -> Visibility {
        match self {
            Self::Contacts => Visibility::OnRequest,
            Self::Birthday | Self::Household => Visibility::Organisers,
            Self::Picture
            | Self::Headline
            | Self::Joined
            | Self::Hometown
            | Self::District
            | Self::Skills
            | Self::Offers
            | Self::Seeks => Visibility::Everyone,
        }
    }
}

/// Whether a field of an entry, as its owner keeps it, is seen by a viewer to whom they have granted some one by one. *On
/// request* means that organisers ask as well. This is the only function that decides it: lists, pages, search, cards and
/// files have what it lets through. (An entry that somebody was shown has no visibilities any more: what is in it was let
/// through.)
#[must_use]
pub fn visible(
    field: MemberField,
    owner: &Member,
    viewer: ViewerRank,
    grants: &[MemberField],
) -> bool {
    match (viewer, owner.visibility_of(field)) {
        (ViewerRank::Oneself, _) => true,
        (ViewerRank::Stranger, _) | (_, Visibility::Nobody) => false,
        (_, Visibility::Everyone) => true,
        (_, Visibility::OnRequest) => grants.contains(&field),
        (ViewerRank::Organiser, Visibility::Organisers) => true,
        (ViewerRank::Member, Visibility::Organisers) => false,
    }
}

/// An entry as a viewer sees it, to whom some fields were granted; `None` where they do not see it at all: a stranger, or for
/// an unlisted entry anybody but organisers and the member. What the viewer has asked for stays beside it.
#[must_use]
pub fn as_seen_by(member: &Member, viewer: ViewerRank, grants: &[MemberField]) -> Option<Member> {
    let listed = !member.unlisted || viewer >= ViewerRank::Organiser;
    if viewer == ViewerRank::Stranger || !listed {
        return None;
    }
    let mut seen = member.clone();
    seen.on_request.clear();
    if viewer == ViewerRank::Oneself {
        seen.request = None;
        return Some(seen);
    }
    seen.visibility.clear();
    for field in MemberField::ALL {
        if visible(field, member, viewer, grants) {
            continue;
        }
        if member.visibility_of(field) == Visibility::OnRequest && member.has(field) {
            seen.on_request.push(field);
        }
        seen.empty(field);
    }
    Some(seen)
}

impl Member {
    /// Who sees a field: the member's word, or the default.
    #[must_use]
    pub fn visibility_of(&self, field: MemberField) -> Visibility {
        self.visibility
            .get(&field)
            .copied()
            .unwrap_or_else(|| field.default_visibility())
    }

    /// The fields that its member shows to nobody, or to organisers alone: no grant opens them.
    #[must_use]
    pub fn closed(&self) -> Vec<MemberField> {
        let mut all = MemberField::ALL.to_vec();
        all.retain(|field| {
            let who = self.visibility_of(*field);
            matches!(who, Visibility::Nobody | Visibility::Organisers)
        });
        all
    }

    /// As it is at a moment, for who was shown it before: what a grant showed goes with the grant.
    #[must_use]
    pub fn settled(mut self, now: Instant) -> Self {
        let Some(over) = self.request.take_if(|request| request.is_over(now)) else {
            return self;
        };
        for field in MemberField::ALL {
            if over.fields.contains(&field) && self.has(field) {
                self.empty(field);
                self.on_request.push(field);
            }
        }
        self
    }

    /// Whether it says anything in a field.
    #[must_use]
    pub fn has(&self, field: MemberField) -> bool {
        match field {
            MemberField::Picture => self.picture.is_some(),
            MemberField::Headline => !self.headline.is_empty(),
            MemberField::Joined => self.joined.is_some(),
            MemberField::Hometown => !self.hometown.is_empty(),
            MemberField::District => !self.district.is_empty(),
            MemberField::Skills => !self.skills.is_empty(),
            MemberField::Offers => !self.offers.is_empty(),
            MemberField::Seeks => !self.seeks.is_empty(),
            MemberField::Contacts => !self.contacts.is_empty(),
            MemberField::Birthday => self.birthday.is_some(),
            MemberField::Household => !self.household.is_empty(),
        }
    }

    fn empty(&mut self, field: MemberField) {
        match field {
            MemberField::Picture => self.picture = None,
            MemberField::Headline => self.headline.clear(),
            MemberField::Joined => self.joined = None,
            MemberField::Hometown => self.hometown.clear(),
            MemberField::District => self.district.clear(),
            MemberField::Skills => self.skills.clear(),
            MemberField::Offers => self.offers.clear(),
            MemberField::Seeks => self.seeks.clear(),
            MemberField::Contacts => self.contacts.clear(),
            MemberField::Birthday => self.birthday = None,
            MemberField::Household => self.household.clear(),
        }
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
