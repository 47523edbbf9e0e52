//! What somebody writes of themselves into one community's directory, and what is wrong with it.

use super::{Birthday, Contact, Member, MemberField, Visibility};
use crate::model::json::record;
use crate::model::{FaultKind, FieldFault, Table};

/// An entry as its member writes it. Role and since when are those of the membership, and not written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Name.
    pub name: String,
    /// What to sort by.
    pub sort_key: String,
    /// Address of a picture.
    pub picture: Option<String>,
    /// A line about themselves.
    pub headline: String,
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
    /// Their birthday.
    pub birthday: Option<Birthday>,
    /// What those who live together call themselves.
    pub household: String,
    /// Who sees which field.
    pub visibility: Table<MemberField, Visibility>,
    /// Not listed at all, except to organisers.
    pub unlisted: bool,
}

record!(Entry {
    name: needed,
    sort_key: sparse,
    picture: sparse,
    headline: sparse,
    hometown: sparse,
    district: sparse,
    skills: sparse,
    offers: sparse,
    seeks: sparse,
    contacts: sparse,
    birthday: sparse,
    household: sparse,
    visibility: sparse,
    unlisted: sparse,
});

/// The longest texts, in characters, and the longest lists.
impl Entry {
    /// The name; it has at least one.
    pub const NAME_MAX: usize = 100;
    /// What to sort by.
    pub const SORT_KEY_MAX: usize = 200;
    /// The headline.
    pub const HEADLINE_MAX: usize = 300;
    /// Hometown, district, household, and each of what is known, offered or looked for.
    pub const WORD_MAX: usize = 100;
    /// What is known, offered or looked for.
    pub const LIST_MAX: usize = 30;
    /// Contacts.
    pub const CONTACTS_MAX: usize = 10;
    /// A contact.
    pub const CONTACT_MAX: usize = 200;
    /// The address of a picture, `http` or `https`.
    pub const PICTURE_MAX: usize = 2000;

    /// What a member has written.
    #[must_use]
    pub fn of(member: &Member) -> Self {
        let it = member.clone();
        Self {
            name: it.name,
            sort_key: it.sort_key,
            picture: it.picture,
            headline: it.headline,
            hometown: it.hometown,
            district: it.district,
            skills: it.skills,
            offers: it.offers,
            seeks: it.seeks,
            contacts: it.contacts,
            birthday: it.birthday,
            household: it.household,
            visibility: it.visibility,
            unlisted: it.unlisted,
        }
    }

    /// The entry of a member, from now on so.
    #[must_use]
    pub fn laid_over(self, member: &Member) -> Member {
        Member {
            id: member.id.clone(),
            community: member.community.clone(),
            role: member.role,
            joined: member.joined,
            name: self.name,
            sort_key: self.sort_key,
            picture: self.picture,
            headline: self.headline,
            hometown: self.hometown,
            district: self.district,
            skills: self.skills,
            offers: self.offers,
            seeks: self.seeks,
            contacts: self.contacts,
            birthday: self.birthday,
            household: self.household,
            visibility: self.visibility,
            on_request: Vec::new(),
            unlisted: self.unlisted,
            request: None,
        }
    }

    /// What is wrong with it, by the names of its fields, in their order; empty where nothing is.
    #[must_use]
    pub fn check(&self) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        let mut wrong = |key: &str, kind| {
            let key = key.to_owned();
            faults.push(FieldFault { key, kind });
        };
        if self.name.trim().is_empty() {
            wrong("name", FaultKind::Missing);
        }
        let texts = [
            ("name", &self.name, Self::NAME_MAX),
            ("sort_key", &self.sort_key, Self::SORT_KEY_MAX),
            ("headline", &self.headline, Self::HEADLINE_MAX),
            ("hometown", &self.hometown, Self::WORD_MAX),
            ("district", &self.district, Self::WORD_MAX),
            ("household", &self.household, Self::WORD_MAX),
        ];
        for (key, text, most) in texts {
            if is_long(text, most) {
                wrong(key, too_much(most));
            }
        }
        if let Some(picture) = self.picture.as_deref().filter(|it| !it.is_empty()) {
            if is_long(picture, Self::PICTURE_MAX) {
                wrong("picture", too_much(Self::PICTURE_MAX));
            } else if !is_address(picture) {
                wrong("picture", FaultKind::Malformed);
            }
        }
        let lists = [
            ("skills", &self.skills),
            ("offers", &self.offers),
            ("seeks", &self.seeks),
        ];
        for (key, list) in lists {
            if list.len() > Self::LIST_MAX {
                wrong(key, too_much(Self::LIST_MAX));
            } else if list.iter().any(|one| is_long(one, Self::WORD_MAX)) {
                wrong(key, FaultKind::Malformed);
            }
        }
        if self.contacts.len() > Self::CONTACTS_MAX {
            wrong("contacts", too_much(Self::CONTACTS_MAX));
        } else if self
            .contacts
            .iter()
            .any(|one| is_long(&one.value, Self::CONTACT_MAX))
        {
            wrong("contacts", FaultKind::Malformed);
        }
        faults
    }
}

fn is_long(text: &str, most: usize) -> bool {
    text.chars().nth(most).is_some()
}

fn too_much(most: usize) -> FaultKind {
    FaultKind::TooMuch(u32::try_from(most).unwrap_or(u32::MAX))
}

fn is_address(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::Entry;
    use crate::model::{Contact, ContactKind, FaultKind};

    fn check(change: impl FnOnce(&mut Entry), expected: &[(&str, FaultKind)]) {
        let mut entry = Entry {
            name: "王小明".to_owned(),
            ..Entry::default()
        };
        change(&mut entry);
        let found = entry.check();
        let found: Vec<_> = found.into_iter().map(|it| (it.key, it.kind)).collect();
        let expected: Vec<_> = expected
            .iter()
            .map(|(key, kind)| ((*key).to_owned(), kind.clone()))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn an_entry_has_a_name_and_is_not_endless() {
        let long = |n| "字".repeat(n);
        let many = |n, text: &str| vec![text.to_owned(); n];
        let contacts = |n, value: &str| {
            let one = Contact {
                kind: ContactKind::Phone,
                value: value.to_owned(),
            };
            vec![one; n]
        };
        check(|_| {}, &[]);
        check(
            |e| e.name = " \u{3000}".to_owned(),
            &[("name", FaultKind::Missing)],
        );
        check(|e| e.name = long(100), &[]);
        check(|e| e.name = long(101), &[("name", FaultKind::TooMuch(100))]);
        check(|e| e.headline = long(300), &[]);
        check(
            |e| {
                e.headline = long(301);
                e.household = long(101);
            },
            &[
                ("headline", FaultKind::TooMuch(300)),
                ("household", FaultKind::TooMuch(100)),
            ],
        );
        check(|e| e.picture = Some(String::new()), &[]);
        check(
            |e| e.picture = Some("https://a.example/b.jpg".to_owned()),
            &[],
        );
        for picture in ["javascript:alert(1)", "http://", "https://a b", "/b.jpg"] {
            check(
                |e| e.picture = Some(picture.to_owned()),
                &[("picture", FaultKind::Malformed)],
            );
        }
        check(
            |e| e.picture = Some(["https://", &long(2000)].concat()),
            &[("picture", FaultKind::TooMuch(2000))],
        );
        check(|e| e.skills = many(30, &long(100)), &[]);
        check(
            |e| e.offers = many(31, "修车"),
            &[("offers", FaultKind::TooMuch(30))],
        );
        check(
            |e| e.seeks = many(1, &long(101)),
            &[("seeks", FaultKind::Malformed)],
        );
        check(|e| e.contacts = contacts(10, &long(200)), &[]);
        check(
            |e| e.contacts = contacts(11, "1"),
            &[("contacts", FaultKind::TooMuch(10))],
        );
        check(
            |e| e.contacts = contacts(1, &long(201)),
            &[("contacts", FaultKind::Malformed)],
        );
    }
}
