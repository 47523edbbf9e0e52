//! The same rows in the habits of somebody else's service, so that a mapping has real work to do.
//!
//! Input is the JSON contract with concrete times. `docs/json-server.md` describes the outcome.

use linju::model::{Instant, Member, ViewerRank, as_seen_by};
use serde_json::{Value, json};

/// Ours on the left, theirs on the right.
type Words = [(&'static str, &'static str)];

const DOORS: &Words = &[
    ("open", "anyone"),
    ("approval", "on_request"),
    ("invitation", "by_invitation"),
    ("closed", "shut"),
];
const PERIODS: &Words = &[("once", "once"), ("month", "monthly"), ("year", "yearly")];
const WHO: &Words = &[
    ("open", "public"),
    ("approval", "reviewed"),
    ("members", "members_only"),
    ("invitation", "invite_only"),
];
const STATUS: &Words = &[
    ("scheduled", "active"),
    ("postponed", "delayed"),
    ("cancelled", "called_off"),
];
const ROLES: &Words = &[
    ("owner", "chair"),
    ("deputy", "vice"),
    ("admin", "steward"),
    ("host", "host"),
    ("lecturer", "teacher"),
    ("member", "plain"),
];

/// A community; `parent` is the name of the one that it is a chapter of.
pub(crate) fn community(ours: &Value, parent: Option<&str>) -> Value {
    let at = |pointer: &str| ours.pointer(pointer).cloned();
    json!({
        "id": number_or_text(at("/id")),
        "title": at("/name"),
        "slogan": at("/purpose"),
        "intro": at("/about").unwrap_or_else(|| "".into()),
        "city": at("/area/city"),
        "district": at("/area/district"),
        "place_name": at("/area/place"),
        "lat": as_text(at("/area/position/lat")),
        "lon": as_text(at("/area/position/lng")),
        "tags": joined(at("/tags")),
        "image": at("/cover"),
        "house_rules": at("/rules").map(|r| json!({
            "edition": r.get("version"),
            "text": r.get("lines").cloned().unwrap_or_else(|| json!([])),
        })),
        "customs": list(at("/culture")),
        "rhythms": list(at("/rhythm")),
        "team": list(at("/people")),
        "entry": word(DOORS, at("/policy/door"), "open"),
        "must_agree": at("/policy/consent").unwrap_or_else(|| false.into()),
        "questions": list(at("/policy/form")),
        "sponsors": at("/policy/referral"),
        "fee_cents": at("/policy/dues/amount"),
        "fee_currency": at("/policy/dues/currency"),
        "fee_per": at("/policy/dues/period").map(|p| word(PERIODS, Some(p), "year")),
        "max_members": at("/policy/capacity"),
        "member_count": at("/members"),
        "created_at": unix(at("/activity/founded")),
        "last_met_at": unix(at("/activity/last_met")),
        "meetings_90d": at("/activity/met_90d").unwrap_or_else(|| 0.into()),
        "new_members_90d": at("/activity/joined_90d").unwrap_or_else(|| 0.into()),
        "closed_at": unix(at("/activity/closed")),
        "closing_words": at("/activity/farewell").unwrap_or_else(|| "".into()),
        "goal": at("/goal"),
        "parent": at("/parent").map(|id| json!({ "id": number_or_text(Some(id)), "title": parent })),
        "links": list(at("/links")),
    })
}

/// An event.
pub(crate) fn event(ours: &Value) -> Value {
    let at = |pointer: &str| ours.pointer(pointer).cloned();
    let flag = |pointer: &str| at(pointer).is_some_and(|v| v == true);
    let tags: Vec<Value> = list(at("/tags"))
        .as_array()
        .into_iter()
        .flatten()
        .map(|tag| json!({ "name": tag }))
        .collect();
    json!({
        "id": number_or_text(at("/id")),
        "name": at("/title"),
        "group": at("/community").map(|id| json!({
            "id": number_or_text(Some(id)),
            "title": at("/community_name"),
        })),
        "body": at("/description").unwrap_or_else(|| "".into()),
        "start_at": unix(at("/start")),
        "end_at": unix(at("/end")),
        "timezone": at("/zone"),
        "city": at("/venue/city"),
        "district": at("/venue/district"),
        "place_name": at("/venue/place"),
        "street": at("/venue/address").unwrap_or_else(|| "".into()),
        "street_secret": flag("/venue/address_hidden"),
        "lat": as_text(at("/venue/position/lat")),
        "lon": as_text(at("/venue/position/lng")),
        "is_online": u8::from(flag("/venue/online")),
        "meeting_url": at("/venue/online_url"),
        "seats": at("/capacity"),
        "seats_taken": at("/taken").unwrap_or_else(|| 0.into()),
        "queue": at("/waiting").unwrap_or_else(|| 0.into()),
        "audience": word(WHO, at("/sign_up/who"), "open"),
        "signup_from": unix(at("/sign_up/opens")),
        "signup_until": unix(at("/sign_up/closes")),
        "max_party": as_text(Some(at("/sign_up/party_max").unwrap_or_else(|| 1.into()))),
        "has_queue": at("/sign_up/waitlist").unwrap_or_else(|| true.into()),
        "questions": list(at("/sign_up/form")),
        "price": at("/price"),
        "hosts": list(at("/hosts")),
        "status": word(STATUS, at("/status"), "scheduled"),
        "status_text": at("/status_note").unwrap_or_else(|| "".into()),
        "repeat": at("/series"),
        "tags": tags,
    })
}

/// An entry of a directory as a fellow member sees it; `None` where they do not. json-server hides
/// nothing by itself.
pub(crate) fn member(ours: &Value) -> Option<Value> {
    let member: Member = serde_json::from_value(ours.clone()).ok()?;
    let seen = serde_json::to_value(as_seen_by(&member, ViewerRank::Member, &[])?).ok()?;
    let at = |key: &str| seen.get(key).cloned();
    let text = |key: &str| at(key).unwrap_or_else(|| "".into());
    Some(json!({
        "id": number_or_text(at("id")),
        "community": number_or_text(at("community")),
        "full_name": at("name"),
        "pinyin": text("sort_key"),
        "avatar": at("picture"),
        "bio": text("headline"),
        "position": word(ROLES, at("role"), "member"),
        "since": at("joined").as_ref().and_then(Value::as_str).and_then(Instant::parse).map(spaced),
        "from_place": text("hometown"),
        "lives_in": text("district"),
        "skills": joined(at("skills")),
        "offers": list(at("offers")),
        "wants": list(at("seeks")),
        "contacts": list(at("contacts")),
        "ask_for": list(at("on_request")),
    }))
}

/// Seconds since 1970, or nothing.
fn unix(time: Option<Value>) -> Option<i64> {
    Instant::parse(time?.as_str()?).map(Instant::unix)
}

/// RFC 3339 with a space, on the wall clock of Shanghai.
fn spaced(at: Instant) -> String {
    let local = at.plus(8 * 3600).to_string();
    local.replace('T', " ").replace('Z', "+08:00")
}

/// An id of digits as a number, any other as it is.
fn number_or_text(id: Option<Value>) -> Option<Value> {
    let id = id?;
    match id.as_str().and_then(|text| text.parse::<u64>().ok()) {
        Some(number) => Some(number.into()),
        None => Some(id),
    }
}

fn as_text(value: Option<Value>) -> Option<String> {
    value.map(|value| value.to_string())
}

fn list(value: Option<Value>) -> Value {
    value.filter(Value::is_array).unwrap_or_else(|| json!([]))
}

fn joined(value: Option<Value>) -> String {
    let list = list(value);
    let words: Vec<&str> = list
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    words.join(",")
}

fn word(words: &Words, ours: Option<Value>, default: &str) -> &'static str {
    let ours = ours.as_ref().and_then(Value::as_str).unwrap_or(default);
    words
        .iter()
        .find(|(our, _)| *our == ours)
        .map_or("", |(_, theirs)| theirs)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_digits_become_numbers_and_others_stay() {
        assert_eq!(number_or_text(Some("1001".into())), Some(1001.into()));
        assert_eq!(
            number_or_text(Some("night-run".into())),
            Some("night-run".into())
        );
        assert_eq!(number_or_text(None), None);
    }

    #[test]
    fn what_a_member_hides_is_not_written() {
        let row = json!({
            "id": "m-1", "community": "c", "name": "王若溪", "role": "member",
            "joined": "2026-11-25T12:05:00Z", "hometown": "浙江宁波", "skills": ["做饭", "唱歌"],
            "contacts": [{ "kind": "phone", "value": "138-0000-0001" }],
            "visibility": { "hometown": "organisers" },
        });
        let theirs = member(&row).unwrap();
        assert_eq!(theirs.get("from_place"), Some(&"".into()));
        assert_eq!(theirs.get("contacts"), Some(&json!([])));
        assert_eq!(theirs.get("ask_for"), Some(&json!(["contacts"])));
        assert_eq!(
            theirs.get("since"),
            Some(&"2026-11-25 20:05:00+08:00".into())
        );
        assert_eq!(theirs.get("skills"), Some(&"做饭,唱歌".into()));
        let mut hidden = row;
        hidden
            .as_object_mut()
            .unwrap()
            .insert("unlisted".to_owned(), true.into());
        assert_eq!(member(&hidden), None);
    }
}
