//! Our fields, and which of them a row cannot do without.

/// A field, and whether it has to be there.
pub(super) type Known = (&'static str, bool);

/// Of what a query's rows are.
pub(super) fn entity(query: &str) -> (&'static str, &'static [Known]) {
    match query {
        "communities" | "community" => ("community", COMMUNITY),
        "events" | "event" => ("event", EVENT),
        "members" | "member" | "search_members" => ("member", MEMBER),
        "memberships" => ("membership", MEMBERSHIP),
        "applicants" | "roster" => ("applicant", APPLICANT),
        "attendees" => ("attendee", ATTENDEE),
        "invitations" | "invitation" => ("invitation", INVITATION),
        "following" => ("following", FOLLOWING),
        "my_entry" => ("my_entry", MY_ENTRY),
        "reports" => ("report", REPORT),
        _ => ("sign_up", SIGN_UP),
    }
}

/// Of a community.
pub(in crate::backend::mapped) const COMMUNITY: &[Known] = &[
    ("id", true),
    ("name", true),
    ("purpose", true),
    ("about", false),
    ("area", false),
    ("tags", false),
    ("cover", false),
    ("rules", false),
    ("culture", false),
    ("rhythm", false),
    ("people", false),
    ("policy", false),
    ("activity", false),
    ("members", false),
    ("goal", false),
    ("parent", false),
    ("links", false),
    ("chapters", false),
    ("chat", false),
];

/// Of an event.
pub(in crate::backend::mapped) const EVENT: &[Known] = &[
    ("id", true),
    ("community", false),
    ("community_name", false),
    ("title", true),
    ("description", false),
    ("start", true),
    ("end", false),
    ("zone", true),
    ("venue", false),
    ("capacity", false),
    ("taken", false),
    ("waiting", false),
    ("sign_up", false),
    ("price", false),
    ("hosts", false),
    ("status", false),
    ("status_note", false),
    ("series", false),
    ("tags", false),
    ("cover", false),
    ("faces", false),
    ("photos", false),
];

/// Of a member.
pub(in crate::backend::mapped) const MEMBER: &[Known] = &[
    ("id", true),
    ("community", true),
    ("name", true),
    ("sort_key", false),
    ("picture", false),
    ("headline", false),
    ("role", true),
    ("joined", false),
    ("hometown", false),
    ("district", false),
    ("skills", false),
    ("offers", false),
    ("seeks", false),
    ("contacts", false),
    ("birthday", false),
    ("household", false),
    ("visibility", false),
    ("on_request", false),
    ("unlisted", false),
    ("request", false),
];

/// Of what is the viewer's own in a directory.
pub(in crate::backend::mapped) const MY_ENTRY: &[Known] =
    &[("entry", false), ("requests", false), ("blocked", false)];

/// Of what a member has told of another.
pub(in crate::backend::mapped) const REPORT: &[Known] = &[
    ("id", true),
    ("member", true),
    ("name", true),
    ("by", false),
    ("reason", true),
    ("text", false),
    ("at", true),
    ("settled", false),
];

/// Of a membership: beside the community, what openapi.json has.
pub(in crate::backend::mapped) const MEMBERSHIP: &[Known] = &[
    ("community", true),
    ("state", true),
    ("since", false),
    ("until", false),
    ("at", false),
    ("again_from", false),
    ("position", false),
    ("role", false),
    ("reason", false),
    ("answers", false),
    ("rules", false),
    ("link", false),
    ("paying", false),
    ("sponsor", false),
    ("listed", false),
    ("code", false),
    ("came", false),
    ("talk", false),
];

/// Of who has knocked: a membership, with whose it is in place of the community.
pub(in crate::backend::mapped) const APPLICANT: &[Known] = &[
    ("id", true),
    ("name", false),
    ("state", true),
    ("since", false),
    ("until", false),
    ("at", false),
    ("again_from", false),
    ("position", false),
    ("role", false),
    ("reason", false),
    ("answers", false),
    ("rules", false),
    ("link", false),
    ("paying", false),
    ("sponsor", false),
    ("listed", false),
    ("code", false),
    ("came", false),
    ("talk", false),
    ("history", false),
];

/// Of an invitation.
pub(in crate::backend::mapped) const INVITATION: &[Known] = &[
    ("code", true),
    ("community", true),
    ("role", true),
    ("uses", false),
    ("used", false),
    ("until", false),
    ("approval", false),
    ("note", false),
    ("by", false),
    ("made", false),
    ("revoked", false),
];

/// Of what is followed: which community.
pub(in crate::backend::mapped) const FOLLOWING: &[Known] = &[("community", true)];

/// Of somebody who comes to an event: beside the event, the same.
pub(in crate::backend::mapped) const ATTENDEE: &[Known] = &[
    ("id", true),
    ("name", false),
    ("guest", false),
    ("member", false),
    ("state", true),
    ("since", false),
    ("at", false),
    ("position", false),
    ("offer_until", false),
    ("reason", false),
    ("party", false),
    ("answers", false),
    ("ticket", false),
    ("seen", false),
    ("feedback", false),
];

/// Of a sign-up: beside the event, the same.
pub(in crate::backend::mapped) const SIGN_UP: &[Known] = &[
    ("event", true),
    ("state", true),
    ("since", false),
    ("at", false),
    ("position", false),
    ("offer_until", false),
    ("reason", false),
    ("party", false),
    ("answers", false),
    ("ticket", false),
    ("seen", false),
    ("feedback", false),
];
