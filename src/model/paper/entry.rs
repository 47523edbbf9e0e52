//! One's own entry in a directory as it is being written: texts in groups, as every paper has them.
//!
//! [`of_entry`] writes down what an entry says, [`read`] makes an [`Entry`] of what somebody has made of that. Who sees a field stands
//! in its group, so that the two are never told apart: what is taken over from another entry is seen by nobody who did not see it there.
//! Who has seen the page has seen who sees what: all of it is sent, the defaults too, and stays so whatever the defaults become.

use super::{Reader, draft, numbered, print_of, row_key, rows, text_at};
use crate::model::{
    Answers, Birthday, Contact, ContactKind, Entry, FaultKind, FieldFault, MemberField, Visibility,
};

/// The groups: a field each, and what is no field of its own.
pub const GROUPS: [&str; 14] = [
    "name",
    "sort_key",
    "unlisted",
    "picture",
    "headline",
    "joined",
    "hometown",
    "district",
    "skills",
    "offers",
    "seeks",
    "contacts",
    "birthday",
    "household",
];

/// The group of a field.
#[must_use]
pub fn group(field: MemberField) -> &'static str {
    field.name()
}

/// Under what it stands who sees a field.
#[must_use]
pub fn who_key(field: MemberField) -> String {
    [group(field), "/who"].concat()
}

/// Under what it stands what is typed and is no chip yet.
#[must_use]
pub fn next_key(field: MemberField) -> String {
    [group(field), "/next"].concat()
}

/// Who sees a field, as it is typed; the default where nothing that can be read is.
#[must_use]
pub fn who(typed: &Answers, field: MemberField) -> Visibility {
    let said = Visibility::named(text_at(typed, &who_key(field)));
    said.unwrap_or_else(|| field.default_visibility())
}

/// What an entry says.
#[must_use]
pub fn of_entry(it: &Entry) -> Answers {
    let mut out = Answers::new();
    let mut put = |key: &str, text: &str| {
        if !text.is_empty() {
            out.insert(key.to_owned(), text.to_owned());
        }
    };
    put("name", &it.name);
    put("sort_key", &it.sort_key);
    put("unlisted", if it.unlisted { super::YES } else { "" });
    put("picture", it.picture.as_deref().unwrap_or_default());
    put("headline", &it.headline);
    put("hometown", &it.hometown);
    put("district", &it.district);
    put("skills", &it.skills.join("\n"));
    put("offers", &it.offers.join("\n"));
    put("seeks", &it.seeks.join("\n"));
    put("household", &it.household);
    put("contacts", &numbered(it.contacts.len()));
    for (at, contact) in it.contacts.iter().enumerate() {
        put(&row_key("contacts", at, "kind"), contact.kind.name());
        put(&row_key("contacts", at, "value"), &contact.value);
    }
    if let Some(day) = it.birthday {
        put("birthday/month", &day.month().to_string());
        put("birthday/day", &day.day().to_string());
    }
    for field in MemberField::ALL {
        let who = it.visibility.get(&field).copied();
        let who = who.unwrap_or_else(|| field.default_visibility());
        put(&who_key(field), who.name());
    }
    out
}

/// What is typed, as an entry; and what is wrong with it, each fault under the key of its text. What is wrong is in the entry as far as
/// it can be read, so that it can be shown while it is written.
#[must_use]
pub fn read(typed: &Answers) -> (Entry, Vec<FieldFault>) {
    let mut from = Reader {
        typed,
        faults: Vec::new(),
    };
    let picture = from.text("picture");
    let it = Entry {
        name: from.text("name"),
        sort_key: from.text("sort_key"),
        picture: (!picture.is_empty()).then_some(picture),
        headline: from.text("headline"),
        hometown: from.text("hometown"),
        district: from.text("district"),
        skills: things(typed, MemberField::Skills),
        offers: things(typed, MemberField::Offers),
        seeks: things(typed, MemberField::Seeks),
        contacts: contacts(&mut from),
        birthday: birthday(&mut from),
        household: from.text("household"),
        visibility: MemberField::ALL
            .into_iter()
            .map(|field| (field, who(typed, field)))
            .collect(),
        unlisted: from.is_ticked("unlisted"),
    };
    let mut faults = from.faults;
    for fault in it.check() {
        if !faults.iter().any(|told| told.key == fault.key) {
            faults.push(fault);
        }
    }
    (it, faults)
}

/// The chips of a field, what is typed beside them too; none twice.
#[must_use]
pub fn things(typed: &Answers, field: MemberField) -> Vec<String> {
    let chips = text_at(typed, group(field)).lines().map(str::to_owned);
    let next = super::things(text_at(typed, &next_key(field)));
    let mut all: Vec<String> = Vec::new();
    for one in chips.chain(next) {
        let one = one.trim().to_owned();
        if !one.is_empty() && !all.contains(&one) {
            all.push(one);
        }
    }
    all
}

fn contacts(from: &mut Reader<'_>) -> Vec<Contact> {
    let names: Vec<&str> = rows(from.typed, "contacts").collect();
    let mut all = Vec::new();
    for row in names {
        let key = |name: &str| ["contacts/", row, "/", name].concat();
        let value = from.text(&key("value"));
        if value.is_empty() {
            continue;
        }
        let kind = ContactKind::named(&from.text(&key("kind")));
        let kind = kind.unwrap_or(ContactKind::Phone);
        all.push(Contact { kind, value });
    }
    all
}

fn birthday(from: &mut Reader<'_>) -> Option<Birthday> {
    let (month, day) = (from.text("birthday/month"), from.text("birthday/day"));
    match (month.is_empty(), day.is_empty()) {
        (true, true) => return None,
        (true, false) => from.fault("birthday/month", FaultKind::Missing),
        (false, true) => from.fault("birthday/day", FaultKind::Missing),
        (false, false) => {
            let read = |text: &str| text.parse::<u32>().ok();
            let day = read(&month).zip(read(&day));
            let day = day.and_then(|(month, day)| Birthday::new(month, day));
            if day.is_none() {
                from.fault("birthday/day", FaultKind::Malformed);
            }
            return day;
        }
    }
    None
}

/// What was sent, as a draft: typed again where it was refused or taken back.
#[must_use]
pub fn draft_of(it: &Entry) -> Answers {
    draft::whole(GROUPS.into_iter(), &of_entry(it))
}

/// Whether a group says something; who sees nothing is nothing.
fn says(typed: &Answers, group: &str) -> bool {
    let is_who = |key: &str| key.ends_with("/who");
    let mut texts = typed.iter();
    texts
        .any(|(key, text)| super::group_of(key) == group && !is_who(key) && !text.trim().is_empty())
}

/// What is taken over from another entry: the texts of each group that says something there and nothing here, or of each that says
/// something else (`all`). Whether one is listed is not taken over, nor is since when one is in.
#[must_use]
pub fn taken_from<'a>(
    typed: &'a Answers,
    other: &'a Answers,
    all: bool,
) -> Vec<(&'static str, Answers)> {
    let mut taken = Vec::new();
    for group in GROUPS {
        if matches!(group, "unlisted" | "joined") || !says(other, group) {
            continue;
        }
        let is_same = print_of(typed, group) == print_of(other, group);
        if is_same || (says(typed, group) && !all) {
            continue;
        }
        // The name here is sorted as it sounds here.
        if group == "sort_key" && print_of(typed, "name") != print_of(other, "name") && !all {
            continue;
        }
        taken.push((group, draft::texts(other, group).collect()));
    }
    taken
}

/// What a group says is nothing any more where its rows are gone.
#[must_use]
pub fn is_left_over(typed: &Answers, key: &str) -> bool {
    let mut parts = key.split('/');
    let (Some("contacts"), Some(row), Some(_)) = (parts.next(), parts.next(), parts.next()) else {
        return false;
    };
    !rows(typed, "contacts").any(|it| it == row)
}

#[cfg(test)]
mod tests;
