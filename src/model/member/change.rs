//! What a member changes of their entry in a directory.
//!
//! [`EntryChange`] is to an entry what [`Charter`](crate::model::Charter) is to a community: what is not there stays as it is, so that a
//! form that was open meanwhile does not undo what was hidden on another device. As JSON it is a merge patch (RFC 7396) without nulls.

use super::{Birthday, Contact, Entry, MemberField, Visibility};
use crate::model::json::{FromJson, Node, ToJson, json_as_serde, record};
use crate::model::{FieldFault, Table};

/// It. What is not there stays as it is; where there is no entry yet, it is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EntryChange {
    /// Name.
    pub name: Option<String>,
    /// What to sort by.
    pub sort_key: Option<String>,
    /// Address of a picture; empty takes it away.
    pub picture: Option<String>,
    /// A line about themselves.
    pub headline: Option<String>,
    /// Where they are from.
    pub hometown: Option<String>,
    /// Where they live.
    pub district: Option<String>,
    /// What they know.
    pub skills: Option<Vec<String>>,
    /// What they offer to others.
    pub offers: Option<Vec<String>>,
    /// What they look for.
    pub seeks: Option<Vec<String>>,
    /// How to reach them.
    pub contacts: Option<Vec<Contact>>,
    /// Their birthday, or none any more.
    pub birthday: Option<NewBirthday>,
    /// What those who live together call themselves.
    pub household: Option<String>,
    /// Who sees these fields from now on; who sees the others stays.
    pub visibility: Table<MemberField, Visibility>,
    /// Not listed at all, except to organisers.
    pub unlisted: Option<bool>,
}

/// A birthday as it is written anew. JSON: `"MM-DD"`, or an empty text for none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewBirthday(pub Option<Birthday>);

record!(EntryChange {
    name: sparse,
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

impl FromJson for NewBirthday {
    fn read(node: &Node<'_>) -> Self {
        let is_none = node.text().is_empty();
        Self((!is_none).then(|| Birthday::read(node)))
    }
}

impl ToJson for NewBirthday {
    fn to_json(&self) -> serde_json::Value {
        self.0.map_or_else(|| "".into(), |day| day.to_json())
    }
}

json_as_serde!(NewBirthday);

impl EntryChange {
    /// The entry once it is changed so; `before` is none where there is none yet.
    #[must_use]
    pub fn applied(&self, before: Option<&Entry>) -> Entry {
        let mut it = before.cloned().unwrap_or_default();
        replace(&mut it.name, self.name.as_ref());
        replace(&mut it.sort_key, self.sort_key.as_ref());
        replace(&mut it.headline, self.headline.as_ref());
        replace(&mut it.hometown, self.hometown.as_ref());
        replace(&mut it.district, self.district.as_ref());
        replace(&mut it.skills, self.skills.as_ref());
        replace(&mut it.offers, self.offers.as_ref());
        replace(&mut it.seeks, self.seeks.as_ref());
        replace(&mut it.contacts, self.contacts.as_ref());
        replace(&mut it.household, self.household.as_ref());
        replace(&mut it.unlisted, self.unlisted.as_ref());
        if let Some(picture) = &self.picture {
            it.picture = Some(picture.clone()).filter(|picture| !picture.is_empty());
        }
        if let Some(NewBirthday(day)) = self.birthday {
            it.birthday = day;
        }
        for (field, who) in self.visibility.iter() {
            it.visibility.insert(*field, *who);
        }
        it
    }

    /// All that an entry says, as the change by which it says so.
    #[must_use]
    pub fn whole(it: Entry) -> Self {
        Self {
            name: Some(it.name),
            sort_key: Some(it.sort_key),
            picture: Some(it.picture.unwrap_or_default()),
            headline: Some(it.headline),
            hometown: Some(it.hometown),
            district: Some(it.district),
            skills: Some(it.skills),
            offers: Some(it.offers),
            seeks: Some(it.seeks),
            contacts: Some(it.contacts),
            birthday: Some(NewBirthday(it.birthday)),
            household: Some(it.household),
            visibility: it.visibility,
            unlisted: Some(it.unlisted),
        }
    }

    /// What is wrong with it, by the names of its fields, as far as that is seen without the entry.
    #[must_use]
    pub fn check(&self) -> Vec<FieldFault> {
        let mut faults = self.applied(None).check();
        faults.retain(|fault| fault.key != "name" || self.name.is_some());
        faults
    }

    /// Whether it leaves nothing of an earlier one.
    #[must_use]
    pub fn says_all_of(&self, earlier: &Self) -> bool {
        let (mine, theirs) = (self.to_json(), earlier.to_json());
        let has = |own: &serde_json::Value, other: &serde_json::Value| {
            let mut fields = other.as_object().into_iter().flatten();
            fields.all(|(field, _)| own.get(field).is_some())
        };
        has(&mine, &theirs) && has(&self.visibility.to_json(), &earlier.visibility.to_json())
    }
}

fn replace<T: Clone>(own: &mut T, new: Option<&T>) {
    if let Some(new) = new {
        own.clone_from(new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry {
            name: "单晓明".to_owned(),
            picture: Some("https://a.example/b.jpg".to_owned()),
            headline: "住三号楼".to_owned(),
            skills: vec!["修车".to_owned()],
            birthday: Birthday::new(2, 29),
            visibility: [(MemberField::Headline, Visibility::Nobody)]
                .into_iter()
                .collect(),
            unlisted: true,
            ..Entry::default()
        }
    }

    fn read(text: &str) -> EntryChange {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn what_is_not_changed_stays_and_what_is_emptied_goes() {
        let check = |text: &str, change: &dyn Fn(&mut Entry)| {
            let mut expected = entry();
            change(&mut expected);
            assert_eq!(read(text).applied(Some(&entry())), expected, "{text}");
        };
        check("{}", &|_| {});
        check(r#"{"hometown":"绍兴"}"#, &|it| {
            it.hometown = "绍兴".to_owned();
        });
        check(r#"{"visibility":{"hometown":"nobody"}}"#, &|it| {
            it.visibility
                .insert(MemberField::Hometown, Visibility::Nobody);
        });
        check(
            r#"{"headline":"","picture":"","birthday":"","skills":[],"unlisted":false}"#,
            &|it| {
                it.headline.clear();
                it.picture = None;
                it.birthday = None;
                it.skills.clear();
                it.unlisted = false;
            },
        );
    }

    #[test]
    fn the_whole_of_an_entry_makes_it_anew() {
        let whole = EntryChange::whole(entry());
        assert_eq!(whole.applied(None), entry());
        let text = whole.to_json().to_string();
        assert_eq!(read(&text), whole);
        assert!(whole.says_all_of(&read(
            r#"{"headline":"","visibility":{"headline":"everyone"}}"#
        )));
        let hides = read(r#"{"headline":"别的","visibility":{"hometown":"nobody"}}"#);
        assert!(!whole.says_all_of(&hides), "who sees the hometown stays");
    }

    #[test]
    fn a_name_is_missing_only_where_it_is_emptied() {
        let faults = |text: &str| {
            let faults = read(text).check().into_iter();
            faults.map(|fault| fault.key).collect::<Vec<_>>()
        };
        assert!(faults(r#"{"headline":"改了"}"#).is_empty());
        assert_eq!(
            faults(r#"{"name":" ","picture":"a.jpg"}"#),
            ["name", "picture"]
        );
    }
}
