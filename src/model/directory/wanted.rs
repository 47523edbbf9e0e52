//! Whom somebody looks for in a directory.

use super::super::{Instant, Member, MemberField, Role};

/// What is looked for. Nothing chosen means everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// As it was typed.
    pub text: String,
    /// Only those with this role.
    pub role: Option<Role>,
    /// Only those who say these things, each in its field.
    pub said: Vec<(MemberField, String)>,
    /// Only those who joined lately.
    pub joined: Option<Within>,
}

/// How long ago at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// 31 days.
    Month,
    /// 366 days.
    Year,
}

impl Within {
    /// In seconds.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        match self {
            Self::Month => 31 * 86_400,
            Self::Year => 366 * 86_400,
        }
    }
}

impl Wanted {
    /// Fields of which a filter is made.
    pub const FIELDS: [MemberField; 5] = [
        MemberField::Skills,
        MemberField::Offers,
        MemberField::Seeks,
        MemberField::Hometown,
        MemberField::District,
    ];

    /// How many filters are set; what was typed is none.
    #[must_use]
    pub fn filters(&self) -> usize {
        usize::from(self.role.is_some()) + self.said.len() + usize::from(self.joined.is_some())
    }

    /// What is chosen of a field; nothing where nothing is.
    #[must_use]
    pub fn of(&self, field: MemberField) -> &str {
        let own = self.said.iter().find(|(of, _)| *of == field);
        own.map_or("", |(_, value)| value)
    }

    /// Chooses something of a field, or, with nothing, no longer.
    pub fn choose(&mut self, field: MemberField, value: &str) {
        self.said.retain(|(of, _)| *of != field);
        if !value.is_empty() {
            self.said.push((field, value.to_owned()));
        }
    }

    /// Whether a member is meant by the filters, whatever was typed.
    #[must_use]
    pub fn means(&self, member: &Member, now: Instant) -> bool {
        let is_role = self.role.is_none_or(|role| member.role == role);
        let is_new = self.joined.is_none_or(|within| {
            let since = member.joined.map(|at| now.since(at));
            since.is_some_and(|since| since <= within.seconds())
        });
        let says =
            |(field, value): &(MemberField, String)| said(member, *field).any(|own| own == value);
        is_role && is_new && self.said.iter().all(says)
    }
}

/// What a member says in a field that is searched.
pub(super) fn said(member: &Member, field: MemberField) -> impl Iterator<Item = &str> {
    let (one, list): (&str, &[String]) = match field {
        MemberField::Headline => (&member.headline, &[]),
        MemberField::Hometown => (&member.hometown, &[]),
        MemberField::District => (&member.district, &[]),
        MemberField::Skills => ("", &member.skills),
        MemberField::Offers => ("", &member.offers),
        MemberField::Seeks => ("", &member.seeks),
        _ => ("", &[]),
    };
    let all = core::iter::once(one).chain(list.iter().map(String::as_str));
    all.filter(|text| !text.trim().is_empty())
}
