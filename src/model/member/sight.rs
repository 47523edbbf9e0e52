//! Who may see which part of a directory entry. The member decides, field by field; what is
//! hidden cannot be told from what is not there.

use super::{Member, MemberField, ViewerRank, Visibility};

impl MemberField {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Picture,
        Self::Headline,
        Self::Joined,
        Self::Hometown,
        Self::District,
        Self::Skills,
        Self::Offers,
        Self::Seeks,
        Self::Contacts,
    ];

    /// Who sees a field about which the member has not decided: the community sees what makes
    /// neighbours of strangers, and asks for what reaches somebody at home.
    #[must_use]
    pub const fn default_visibility(self) -> Visibility {
        match self {
            Self::Contacts => Visibility::OnRequest,
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

/// Whether a field that its owner shows to `visibility` is seen by a viewer, to whom it may have
/// been granted one by one. *On request* means that organisers ask as well.
#[must_use]
pub const fn visible(visibility: Visibility, viewer: ViewerRank, granted: bool) -> bool {
    match (viewer, visibility) {
        (ViewerRank::Oneself, _) => true,
        (ViewerRank::Stranger, _) | (_, Visibility::Nobody) => false,
        (_, Visibility::Everyone) => true,
        (_, Visibility::OnRequest) => granted,
        (ViewerRank::Organiser, Visibility::Organisers) => true,
        (ViewerRank::Member, Visibility::Organisers) => false,
    }
}

/// An entry as a viewer sees it; `None` where they do not see it at all: a stranger, or for an
/// unlisted entry anybody but organisers and the member.
#[must_use]
pub fn as_seen_by(member: &Member, viewer: ViewerRank) -> Option<Member> {
    let listed = !member.unlisted || viewer >= ViewerRank::Organiser;
    if viewer == ViewerRank::Stranger || !listed {
        return None;
    }
    let mut seen = member.clone();
    seen.on_request.clear();
    if viewer == ViewerRank::Oneself {
        return Some(seen);
    }
    seen.visibility.clear();
    for field in MemberField::ALL {
        let visibility = member.visibility_of(field);
        if visible(visibility, viewer, false) {
            continue;
        }
        if visibility == Visibility::OnRequest && member.has(field) {
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

    fn has(&self, field: MemberField) -> bool {
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
        }
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
