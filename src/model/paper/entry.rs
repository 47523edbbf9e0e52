//! One's own entry in a directory as it is being written: texts in groups, as every paper has them.
//!
//! [`of_entry`] writes down what an entry says, [`read`] makes an [`Entry`] of what somebody has made of that. Who sees a field stands
//! in its group, so that the two are never told apart: what is taken over from another entry is seen by nobody who did not see it there.
//! Who writes an entry for the first time has seen who sees what: all of it is sent, the defaults too, and stays so whatever the
//! defaults become. Later only what was [changed](changes) is.

use super::{Reader, draft, numbered, print_of, row_key, rows, text_at};
use crate::model::{
    Answers, Birthday, Contact, ContactKind, Entry, EntryChange, FaultKind, FieldFault,
    MemberField, Visibility,
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

/// What is typed, as what it changes: what says something else than when it was begun (by the print of each group). Who sees a field
/// and what it says are changed each for itself: what was hidden elsewhere meanwhile stays hidden.
#[must_use]
pub fn changes(typed: &Answers, base: &Answers) -> EntryChange {
    let whole = EntryChange::whole(read(typed).0);
    let parts = |group: &str| {
        let (now, was) = (print_of(typed, group), base.get(group));
        let was = was.map_or("", String::as_str);
        let ((value, who), (old, seen)) = (split(&now, group), split(was, group));
        (value != old, who != seen)
    };
    let says = |group: &str| parts(group).0;
    let mut visibility = whole.visibility;
    visibility.retain(|field, _| parts(group(*field)).1);
    EntryChange {
        name: whole.name.filter(|_| says("name")),
        sort_key: whole.sort_key.filter(|_| says("sort_key")),
        picture: whole.picture.filter(|_| says("picture")),
        headline: whole.headline.filter(|_| says("headline")),
        hometown: whole.hometown.filter(|_| says("hometown")),
        district: whole.district.filter(|_| says("district")),
        skills: whole.skills.filter(|_| says("skills")),
        offers: whole.offers.filter(|_| says("offers")),
        seeks: whole.seeks.filter(|_| says("seeks")),
        contacts: whole.contacts.filter(|_| says("contacts")),
        birthday: whole.birthday.filter(|_| says("birthday")),
        household: whole.household.filter(|_| says("household")),
        visibility,
        unlisted: whole.unlisted.filter(|_| says("unlisted")),
    }
}

/// What the print of a group says, and who sees it: that stands last.
fn split<'a>(print: &'a str, group: &str) -> (&'a str, &'a str) {
    let (value, last) = print.rsplit_once('\n').unwrap_or(("", print));
    let who = last.strip_prefix(group);
    match who.and_then(|rest| rest.strip_prefix("/who=")) {
        Some(who) => (value, who),
        None => (print, ""),
    }
}

/// What was sent, as a draft: typed again where it was refused or taken back. `said` is what the entry says without it, `newer` what has
/// been typed since.
#[must_use]
pub fn taken_up(change: &EntryChange, said: Option<&Entry>, newer: &Answers) -> Answers {
    let facts = said.map(of_entry).unwrap_or_default();
    let typed = of_entry(&change.applied(said));
    let base = GROUPS.map(|group| (group.to_owned(), print_of(&facts, group)));
    let groups = GROUPS.into_iter();
    let groups = groups.filter(|group| !draft::has(newer, group));
    let mut all = draft::changes_of(groups, &typed, &base.into_iter().collect());
    all.extend(newer.iter().map(|(key, text)| (key.clone(), text.clone())));
    all
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

/// What these groups say, to be said again.
#[must_use]
pub fn texts_of(
    typed: &Answers,
    groups: impl Iterator<Item = &'static str>,
) -> Vec<(&'static str, Answers)> {
    let texts = |group| (group, draft::texts(typed, group).collect());
    groups.map(texts).collect()
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
