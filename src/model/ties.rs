//! What two people have in common, as far as one of them can see it. Nothing is guessed: a name alone is no person.

use super::{Event, EventStatus, Member, SignUp, SignUpState};

/// Whether two entries that a viewer sees, in directories of different communities, are certainly of one person: the same name, and
/// the same picture or a way to reach them. (An entry has an id in its own community only.)
#[must_use]
pub fn is_same_person(one: &Member, other: &Member) -> bool {
    let name = |of: &Member| of.name.split_whitespace().collect::<String>();
    let picture = one.picture.as_deref().filter(|it| !it.is_empty());
    let reach = || {
        let mut all = one.contacts.iter().filter(|it| !it.value.trim().is_empty());
        all.any(|it| other.contacts.contains(it))
    };
    name(one) == name(other)
        && !name(one).is_empty()
        && (picture.is_some() && picture == other.picture.as_deref() || reach())
}

/// Whether a viewer whose sign-up this is and a member of the community that holds an event are both seen to go there, or to have
/// been there.
#[must_use]
pub fn are_both_at(event: &Event, own: &SignUp, member: &Member) -> bool {
    let goes = matches!(
        own.state,
        SignUpState::Confirmed { .. } | SignUpState::CheckedIn { .. }
    );
    let is_theirs = event.community.as_ref() == Some(&member.community);
    let is_on = event.status != EventStatus::Cancelled;
    let faces = event.faces.as_ref();
    goes && is_theirs
        && is_on
        && faces.is_some_and(|faces| {
            let mut going = faces.going.iter();
            going.any(|one| one.member.as_ref() == Some(&member.id))
        })
}

#[cfg(test)]
mod tests {
    use super::{are_both_at, is_same_person};
    use crate::model::{Event, Member, SignUp};

    fn member(fields: serde_json::Value) -> Member {
        let mut row =
            serde_json::json!({ "id": "m", "community": "c", "name": "王 伟", "role": "member" });
        for (name, value) in fields.as_object().unwrap() {
            row[name] = value.clone();
        }
        serde_json::from_value(row).unwrap()
    }

    #[test]
    fn a_name_alone_is_no_person() {
        let check = |one: serde_json::Value, other: serde_json::Value, expected: bool| {
            let (one, other) = (member(one), member(other));
            assert_eq!(is_same_person(&one, &other), expected, "{one:?} {other:?}");
            assert_eq!(is_same_person(&other, &one), expected, "{one:?} {other:?}");
        };
        let reach = |kind: &str, value: &str| serde_json::json!({ "contacts": [{ "kind": kind, "value": value }] });
        let picture = |at: &str| serde_json::json!({ "picture": at });
        check(serde_json::json!({}), serde_json::json!({}), false);
        check(picture("https://a/1.jpg"), picture("https://a/1.jpg"), true);
        check(
            picture("https://a/1.jpg"),
            picture("https://a/2.jpg"),
            false,
        );
        check(picture(""), picture(""), false);
        check(reach("phone", "138"), reach("phone", "138"), true);
        check(reach("phone", "138"), reach("wechat", "138"), false);
        check(reach("phone", " "), reach("phone", " "), false);
        let mut other = reach("phone", "138");
        other["name"] = "王伟".into();
        check(reach("phone", "138"), other.clone(), true);
        // A family's telephone.
        other["name"] = "王芳".into();
        check(reach("phone", "138"), other, false);
    }

    #[test]
    fn both_are_seen_at_an_event_or_neither_is_named() {
        let check = |event: serde_json::Value, own: &str, expected: bool| {
            let mut row = serde_json::json!({
                "id": "e", "title": "夜跑", "start": "2026-11-27T12:00:00Z", "zone": "Asia/Shanghai", "community": "c",
                "faces": { "going": [{ "name": "王伟", "role": "member", "member": "m" }] },
            });
            for (name, value) in event.as_object().unwrap() {
                row[name] = value.clone();
            }
            row.as_object_mut()
                .unwrap()
                .retain(|_, value| !value.is_null());
            let event: Event = serde_json::from_value(row).unwrap();
            let own: SignUp = serde_json::from_value(
                serde_json::json!({ "state": own, "at": "2026-11-20T12:00:00Z", "since": "2026-11-20T12:00:00Z" }),
            )
            .unwrap();
            let found = are_both_at(&event, &own, &member(serde_json::json!({})));
            assert_eq!(found, expected, "{event:?}");
        };
        let none = serde_json::json!({});
        check(none.clone(), "confirmed", true);
        check(none.clone(), "checked-in", true);
        check(none.clone(), "waitlisted", false);
        check(none, "none", false);
        check(serde_json::json!({ "community": "d" }), "confirmed", false);
        check(
            serde_json::json!({ "status": "cancelled" }),
            "confirmed",
            false,
        );
        check(serde_json::json!({ "faces": null }), "confirmed", false);
        // Of the same name, but nobody's entry.
        let named =
            serde_json::json!({ "faces": { "going": [{ "name": "王伟", "role": "member" }] } });
        check(named, "confirmed", false);
    }
}
