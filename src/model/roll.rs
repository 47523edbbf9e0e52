//! What organisers make of a directory: a table of it, the days that come round, who lives together.
//!
//! Entries come in as an organiser sees them ([`as_seen_by`](super::as_seen_by)), and nothing that is not in them comes out.

use chrono::{Datelike as _, NaiveDate};

use super::time::add_days;
use super::{
    Birthday, Contact, ContactKind, Instant, Member, MemberField, Role, Zones, local_date, sort_by,
};

/// The words of the table.
pub struct RollWords<'a> {
    /// Over the names.
    pub name: &'a str,
    /// Over the roles.
    pub role: &'a str,
    /// Over a part of the entries.
    pub field: &'a dyn Fn(MemberField) -> &'static str,
    /// Over a way to reach somebody.
    pub contact: &'a dyn Fn(ContactKind) -> &'static str,
    /// A role.
    pub role_of: &'a dyn Fn(Role) -> &'static str,
    /// A day.
    pub day: &'a dyn Fn(Instant) -> String,
    /// A birthday, as text that no spreadsheet reads as a day of this year.
    pub birthday: &'a dyn Fn(Birthday) -> String,
    /// Over who is not listed, and what stands there for them.
    pub unlisted: (&'a str, &'a str),
    /// What stands between the things of a list.
    pub comma: &'a str,
}

/// The parts of an entry that are a column each, in their order; contacts are a column a kind.
const COLUMNS: [MemberField; 9] = [
    MemberField::Joined,
    MemberField::Headline,
    MemberField::Hometown,
    MemberField::District,
    MemberField::Skills,
    MemberField::Offers,
    MemberField::Seeks,
    MemberField::Birthday,
    MemberField::Household,
];

const KINDS: [ContactKind; 4] = [
    ContactKind::Phone,
    ContactKind::Wechat,
    ContactKind::Email,
    ContactKind::Other,
];

/// The table, for [`csv`](super::csv): a row with the columns' names, and one an entry.
#[must_use]
pub fn roll(members: &[Member], words: &RollWords<'_>) -> Vec<Vec<String>> {
    let (listing, unlisted) = words.unlisted;
    let mut head = Vec::from([words.name, words.role, listing].map(str::to_owned));
    head.extend(COLUMNS.map(|field| (words.field)(field).to_owned()));
    head.extend(KINDS.map(|kind| (words.contact)(kind).to_owned()));
    let row = |member: &Member| {
        let listing = if member.unlisted { unlisted } else { "" };
        let mut row = vec![member.name.clone(), (words.role_of)(member.role).to_owned()];
        row.push(listing.to_owned());
        row.extend(COLUMNS.map(|field| said(member, field, words)));
        row.extend(KINDS.map(|kind| {
            let of = |one: &&Contact| one.kind == kind;
            let all = member.contacts.iter().filter(of);
            all.map(|one| one.value.as_str())
                .collect::<Vec<_>>()
                .join("\n")
        }));
        row
    };
    std::iter::once(head)
        .chain(members.iter().map(row))
        .collect()
}

fn said(member: &Member, field: MemberField, words: &RollWords<'_>) -> String {
    match field {
        MemberField::Joined => member.joined.map(words.day).unwrap_or_default(),
        MemberField::Headline => member.headline.clone(),
        MemberField::Hometown => member.hometown.clone(),
        MemberField::District => member.district.clone(),
        MemberField::Skills => member.skills.join(words.comma),
        MemberField::Offers => member.offers.join(words.comma),
        MemberField::Seeks => member.seeks.join(words.comma),
        MemberField::Birthday => member.birthday.map(words.birthday).unwrap_or_default(),
        MemberField::Household => member.household.clone(),
        // Each has columns of its own, or is no text.
        MemberField::Contacts | MemberField::Picture => String::new(),
    }
}

/// What comes round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Round {
    /// A birthday.
    Birthday,
    /// So many years in the community; at least one.
    Years(i32),
}

/// A day that comes round for a member.
#[derive(Clone, Debug, PartialEq)]
pub struct Coming<'a> {
    /// On which day.
    pub on: NaiveDate,
    /// What it is.
    pub what: Round,
    /// Whose.
    pub member: &'a Member,
}

/// The birthdays and the anniversaries of joining from `today` on for so many days, today among them, the next first. What falls on
/// 29 February is kept on the 28th where there is none.
#[must_use]
pub fn coming<'a>(
    members: &'a [Member],
    today: NaiveDate,
    days: u32,
    (zones, zone): (&dyn Zones, &str),
) -> Vec<Coming<'a>> {
    let last = add_days(today, i64::from(days));
    let next = |month: u32, day: u32| {
        let in_year = |year| {
            let day_before = || NaiveDate::from_ymd_opt(year, month, day.saturating_sub(1));
            NaiveDate::from_ymd_opt(year, month, day).or_else(day_before)
        };
        let this = in_year(today.year())?;
        let on = if this < today {
            in_year(today.year().checked_add(1)?)?
        } else {
            this
        };
        (on < last).then_some(on)
    };
    let mut all = Vec::new();
    for member in members {
        if let Some(born) = member.birthday
            && let Some(on) = next(born.month(), born.day())
        {
            let what = Round::Birthday;
            all.push(Coming { on, what, member });
        }
        let joined = member.joined.filter(|at| *at != Instant::UNKNOWN);
        if let Some(since) = joined.map(|at| local_date(zones, zone, at))
            && let Some(on) = next(since.month(), since.day())
            && on.year() > since.year()
        {
            let what = Round::Years(on.year() - since.year());
            all.push(Coming { on, what, member });
        }
    }
    sort_by(&mut all, |a, b| (a.on, a.what).cmp(&(b.on, b.what)));
    all
}

/// Who lives together: those under one label, whatever the space in it, the labels in their order.
#[must_use]
pub fn households(members: &[Member]) -> Vec<(String, Vec<&Member>)> {
    let mut all: Vec<(String, Vec<&Member>)> = Vec::new();
    for member in members {
        let label: Vec<&str> = member.household.split_whitespace().collect();
        let label = label.join(" ");
        if label.is_empty() {
            continue;
        }
        match all.iter_mut().find(|(known, _)| *known == label) {
            Some((_, people)) => people.push(member),
            None => all.push((label, vec![member])),
        }
    }
    sort_by(&mut all, |a, b| a.0.cmp(&b.0));
    all
}

#[cfg(test)]
mod tests;
