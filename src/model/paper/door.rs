//! How one comes in, on paper.

use super::{Reader, YES, half_width};
use crate::model::{Door, Dues, DuesPeriod, FaultKind, JoinPolicy, Referral};

/// Groups of the policy, but for its questions.
pub(super) const GROUPS: [&str; 11] = [
    "door",
    "capacity",
    "consent",
    "sponsor",
    "referral",
    "members_invite",
    "answer_days",
    "term",
    "grace",
    "dues",
    "phrases",
];

const DOORS: [(Door, &str); 4] = [
    (Door::Open, "open"),
    (Door::Approval, "approval"),
    (Door::Invitation, "invitation"),
    (Door::Closed, "closed"),
];

const PERIODS: [(DuesPeriod, &str); 3] = [
    (DuesPeriod::Once, "once"),
    (DuesPeriod::Month, "month"),
    (DuesPeriod::Year, "year"),
];

fn name_of<T: Copy + PartialEq>(all: &[(T, &str)], it: T) -> String {
    let found = all.iter().find(|(other, _)| *other == it);
    found.map_or_else(String::new, |(_, name)| (*name).to_owned())
}

fn named<T: Copy>(all: &[(T, &str)], name: &str) -> Option<T> {
    let found = all.iter().find(|(_, other)| *other == name);
    found.map(|(it, _)| *it)
}

/// Hundredths as people write them: `30`, `30.5`.
fn amount(hundredths: u64) -> String {
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match rest {
        0 => whole.to_string(),
        _ => [whole.to_string(), format!("{rest:02}")].join("."),
    }
}

fn hundredths(text: &str) -> Option<u64> {
    let text = half_width(text);
    let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
    let rest: u64 = match rest.len() {
        0 => 0,
        1 => rest.parse::<u64>().ok()?.checked_mul(10)?,
        2 => rest.parse().ok()?,
        _ => return None,
    };
    let whole: u64 = whole.parse().ok()?;
    whole.checked_mul(100)?.checked_add(rest)
}

pub(super) fn write(policy: &JoinPolicy, put: &mut impl FnMut(&str, String)) {
    let tick = |on: bool| if on { YES.to_owned() } else { String::new() };
    let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    put("door", name_of(&DOORS, policy.door));
    put("capacity", number(policy.capacity));
    put("consent", tick(policy.consent));
    put("sponsor", tick(policy.sponsor));
    put("members_invite", tick(policy.members_invite));
    put("answer_days", number(policy.answer_days));
    put("term", number(policy.term));
    put("grace", number(policy.grace));
    put("phrases", policy.phrases.join("\n"));
    if let Some(referral) = &policy.referral {
        put("referral/count", referral.count.to_string());
        put("referral/kind", referral.kind.clone());
    }
    if let Some(dues) = &policy.dues {
        put("dues/amount", amount(dues.amount));
        put("dues/currency", dues.currency.clone());
        put("dues/period", name_of(&PERIODS, dues.period));
        put("dues/link", dues.link.clone());
        put("dues/how", dues.how.clone());
    }
}

/// The policy with what these groups say.
pub(super) fn read(from: &mut Reader<'_>, groups: &[&str], old: &JoinPolicy) -> JoinPolicy {
    let has = |group: &str| groups.contains(&group);
    let mut it = old.clone();
    if has("door") {
        it.door = named(&DOORS, &from.text("door")).unwrap_or(old.door);
    }
    if has("capacity") {
        it.capacity = from.number("capacity", 1);
    }
    if has("consent") {
        it.consent = from.is_ticked("consent");
    }
    if has("sponsor") {
        it.sponsor = from.is_ticked("sponsor");
    }
    if has("members_invite") {
        it.members_invite = from.is_ticked("members_invite");
    }
    if has("answer_days") {
        it.answer_days = from.number("answer_days", 1);
    }
    if has("term") {
        it.term = from.number("term", 1);
    }
    if has("grace") {
        it.grace = from.number("grace", 0);
    }
    if has("phrases") {
        it.phrases = from.lines("phrases");
    }
    if has("referral") {
        let kind = from.text("referral/kind");
        it.referral = match from.number("referral/count", 0) {
            None | Some(0) => None,
            Some(count) => Some(Referral { count, kind }),
        };
    }
    if has("dues") {
        it.dues = dues(from);
    }
    it
}

fn dues(from: &mut Reader<'_>) -> Option<Dues> {
    let text = from.text("dues/amount");
    if text.is_empty() {
        return None;
    }
    let Some(amount) = hundredths(&text) else {
        from.fault("dues/amount", FaultKind::Malformed);
        return None;
    };
    let currency = from.text("dues/currency").to_ascii_uppercase();
    let it = Dues {
        amount,
        currency: if currency.is_empty() {
            "CNY".to_owned()
        } else {
            currency
        },
        period: named(&PERIODS, &from.text("dues/period")).unwrap_or(DuesPeriod::Year),
        link: from.text("dues/link"),
        how: from.text("dues/how"),
    };
    Some(it).filter(|it| it.amount > 0)
}
