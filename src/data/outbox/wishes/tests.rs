use serde_json::{Value, json};

use super::*;
use crate::model::FromJson as _;

fn command(what: &str) -> Command {
    let about = match what {
        "sign-up" | "change-sign-up" | "cancel-sign-up" | "accept-offer" => {
            json!({ "event": "x", "party": [], "answers": {} })
        }
        "give-feedback" => json!({ "event": "x", "text": " 好 " }),
        "amend" => json!({ "community": "x", "answers": { "why": "b" } }),
        "agree" => json!({ "community": "x", "rules": 2 }),
        "say" => json!({ "community": "x", "text": " hello " }),
        "appoint" => json!({ "community": "x", "person": "p", "role": "host" }),
        "remove" => json!({ "community": "x", "person": "p", "reason": "r" }),
        "hand-over" => json!({ "community": "x", "person": "p" }),
        "invite" => {
            let opens = json!({ "community": "x", "code": "code-of-x", "role": "member" });
            json!({ "community": "x", "invitation": opens })
        }
        "revoke" => json!({ "community": "x", "code": "code-of-x" }),
        "edit" => json!({ "community": "x", "charter": { "purpose": "p" } }),
        "edit-more" => json!({ "community": "x", "charter": { "purpose": "q", "name": "n" } }),
        "found" => json!({ "community": "x", "charter": { "name": "n" } }),
        "close" => json!({ "community": "x", "farewell": "f" }),
        "create-event" => json!({ "event": "x", "community": "x", "plan": { "title": "t" } }),
        "edit-event" => json!({ "event": "x", "plan": { "title": "t" } }),
        "edit-event-more" => json!({ "event": "x-2", "plan": { "title": "t", "capacity": 3 } }),
        "call-off" => json!({ "event": "x", "status": "cancelled", "reason": "r" }),
        "adopt-event" => json!({ "event": "x" }),
        "write-entry" => json!({ "community": "x", "entry": { "name": "n" } }),
        "write-entry-more" => json!({ "community": "x", "entry": { "name": "m" } }),
        "hide-entry" => {
            json!({ "do": "write-entry", "community": "x", "entry": { "visibility": { "headline": "nobody" } } })
        }
        "show-entry" => {
            let seen = json!({ "headline": "everyone", "hometown": "everyone" });
            json!({ "do": "write-entry", "community": "x", "entry": { "visibility": seen } })
        }
        "ask-contact" => json!({ "community": "x", "member": "m", "fields": ["contacts"] }),
        "ask-contact-more" => json!({ "community": "x", "member": "m", "fields": ["district"] }),
        "take-back-request" | "block" | "unblock" => json!({ "community": "x", "member": "m" }),
        "block-more" => json!({ "community": "x", "member": "other" }),
        "report-member" => {
            json!({ "community": "x", "member": "m", "reason": "spam", "text": "a" })
        }
        "report-member-more" => {
            json!({ "community": "x", "member": "m", "reason": "spam", "text": "b" })
        }
        "grant-request" => json!({ "community": "x", "person": "p", "fields": ["contacts"] }),
        "refuse-request" => json!({ "community": "x", "person": "p", "reason": "r" }),
        "revoke-grant" => json!({ "community": "x", "person": "p" }),
        "settle-report" => json!({ "community": "x", "report": "r" }),
        _ => json!({ "community": "x", "answers": {} }),
    };
    let mut row = about;
    if row.get("do").is_none() {
        row["do"] = what.trim_end_matches("-more").into();
    }
    Command::from_json(&row).unwrap()
}

/// A viewer who stands so with it.
fn viewer(what: &str, mut row: Value) -> Viewer {
    for (name, value) in [
        ("since", "2026-11-20T10:00:00Z"),
        ("at", "2026-11-20T10:00:00Z"),
    ] {
        row[name] = value.into();
    }
    row["role"] = "member".into();
    if let Subject::Following(_) = command(what).subject() {
        let follows = if row["state"] == "yes" {
            json!(["x"])
        } else {
            json!([])
        };
        return Viewer::from_json(&json!({ "follows": follows })).unwrap();
    }
    let of = match command(what).subject() {
        Subject::Membership(_) => "memberships",
        Subject::SignUp(_) => "sign_ups",
        _ => panic!("{what}"),
    };
    Viewer::from_json(&json!({ of: { "x": row } })).unwrap()
}

#[test]
fn whether_a_command_arrived_is_told_from_where_the_viewer_stands() {
    use Proof::{Done, NotDone, Unknown};
    for (what, before, now, proof) in [
        ("join", "none", "none", NotDone),
        ("join", "none", "member", Done),
        ("join", "none", "pending-approval", Done),
        ("join", "none", "waitlisted", Done),
        ("join", "left", "left", NotDone),
        ("join", "none", "rejected", Unknown),
        ("join", "none", "removed", Unknown),
        ("accept-invitation", "invited", "member", Done),
        ("accept-invitation", "invited", "invited", NotDone),
        ("decline-invitation", "invited", "none", Done),
        ("decline-invitation", "invited", "member", Unknown),
        ("withdraw", "pending-approval", "none", Done),
        ("withdraw", "pending-approval", "pending-approval", NotDone),
        ("withdraw", "pending-approval", "member", Unknown),
        ("leave", "member", "left", Done),
        ("leave", "member", "none", Done),
        ("leave", "member", "member", NotDone),
        ("sign-up", "none", "confirmed", Done),
        ("sign-up", "none", "waitlisted", Done),
        ("sign-up", "cancelled", "cancelled", NotDone),
        ("sign-up", "none", "cancelled", Unknown),
        ("cancel-sign-up", "confirmed", "cancelled", Done),
        ("cancel-sign-up", "confirmed", "confirmed", NotDone),
        ("cancel-sign-up", "confirmed", "waitlisted", Unknown),
        ("accept-offer", "waitlisted", "confirmed", Done),
        ("accept-offer", "waitlisted", "waitlisted", NotDone),
        ("accept-offer", "waitlisted", "cancelled", Unknown),
        ("found", "none", "member", Done),
        ("found", "none", "pending-approval", Done),
        ("found", "none", "none", NotDone),
        ("follow", "no", "yes", Done),
        ("follow", "no", "no", NotDone),
        ("unfollow", "yes", "no", Done),
        ("unfollow", "yes", "yes", NotDone),
    ] {
        let stood = |state: &str| viewer(what, json!({ "state": state }));
        let command = command(what);
        let noted = standing(&stood(before), command.subject());
        let told = super::proof(&command, Some(&noted), &stood(now));
        assert_eq!(told, proof, "{what}: {before}, now {now}");
        // Without anything noted only what is as it was wanted proves anything.
        let told = super::proof(&command, None, &stood(now));
        assert_eq!(told == Done, proof == Done, "{what}: now {now}");
        assert_ne!(told, NotDone);
    }
}

#[test]
fn a_sign_up_with_other_people_is_another_one() {
    let other = viewer(
        "sign-up",
        json!({ "state": "confirmed", "party": ["小李"] }),
    );
    assert!(!is_so(&command("sign-up"), &other));
}

#[test]
fn feedback_and_being_seen_arrived_where_they_stand() {
    let said = |row: Value| viewer("sign-up", row);
    let feedback = command("give-feedback");
    assert!(is_so(
        &feedback,
        &said(json!({ "state": "checked-in", "feedback": "好" }))
    ));
    assert!(!is_so(&feedback, &said(json!({ "state": "checked-in" }))));
    let stays_hidden = command("change-sign-up");
    assert!(is_so(&stays_hidden, &said(json!({ "state": "confirmed" }))));
    assert!(!is_so(
        &stays_hidden,
        &said(json!({ "state": "confirmed", "seen": true }))
    ));
}

#[test]
fn what_changes_a_standing_arrived_where_the_change_stands() {
    let talk =
        |by: &str, text: &str| json!({ "at": "2026-11-20T10:00:00Z", "by": by, "text": text });
    for (what, row, is_there) in [
        (
            "amend",
            json!({ "state": "pending-approval", "answers": { "why": "b" } }),
            true,
        ),
        (
            "amend",
            json!({ "state": "pending-approval", "answers": { "why": "a" } }),
            false,
        ),
        ("amend", json!({ "state": "member" }), false),
        ("agree", json!({ "state": "member", "rules": 2 }), true),
        ("agree", json!({ "state": "member", "rules": 3 }), true),
        ("agree", json!({ "state": "member", "rules": 1 }), false),
        ("agree", json!({ "state": "member" }), false),
        (
            "renew",
            json!({ "state": "member", "paying": "2026-11-20T10:00:00Z" }),
            true,
        ),
        ("renew", json!({ "state": "member" }), false),
        ("renew", json!({ "state": "expired" }), false),
        (
            "say",
            json!({ "state": "pending-approval", "talk": [talk("", "hello")] }),
            true,
        ),
        // An organiser has answered meanwhile.
        (
            "say",
            json!({ "state": "pending-approval", "talk": [talk("", "hello"), talk("o", "hi")] }),
            true,
        ),
        // It was said before, and something else since.
        (
            "say",
            json!({ "state": "pending-approval", "talk": [talk("", "hello"), talk("", "and")] }),
            false,
        ),
        (
            "say",
            json!({ "state": "pending-approval", "talk": [talk("o", "hello")] }),
            false,
        ),
        ("say", json!({ "state": "member" }), false),
    ] {
        assert_eq!(
            is_so(&command(what), &viewer(what, row.clone())),
            is_there,
            "{what}: {row}"
        );
    }
}

#[test]
fn a_later_command_waits_for_what_decides_about_it() {
    for (earlier, later, waits) in [
        ("found", "edit", true),
        ("found", "invite", true),
        ("found", "appoint", true),
        ("hand-over", "leave", true),
        ("hand-over", "close", true),
        ("appoint", "remove", true),
        ("edit", "close", true),
        ("join", "edit", false),
        ("edit", "found", false),
        ("appoint", "edit", false),
        ("follow", "join", false),
        ("invite", "edit", false),
        ("found", "create-event", true),
        ("found", "edit-event", false),
        ("create-event", "edit-event", true),
        // A meeting of the series.
        ("create-event", "edit-event-more", true),
        ("create-event", "sign-up", true),
        ("edit-event", "call-off", true),
        ("edit-event", "edit-event-more", false),
        ("edit-event", "create-event", true),
        ("join", "write-entry", true),
        ("accept-invitation", "ask-contact", true),
        ("found", "write-entry", true),
        ("follow", "write-entry", false),
        ("write-entry", "remove-entry", true),
        ("write-entry", "ask-contact", false),
        ("ask-contact", "report-member", true),
        ("block", "block-more", false),
        ("grant-request", "revoke-grant", true),
    ] {
        let waits_for = super::waits_for(&command(later), &command(earlier));
        assert_eq!(waits_for, waits, "{earlier}, {later}");
    }
}

#[test]
fn a_later_command_takes_back_an_earlier_one() {
    use Annulled::{Both, Earlier, Neither};
    for (earlier, later, gone) in [
        ("write-entry", "write-entry-more", Earlier),
        ("write-entry-more", "hide-entry", Neither),
        ("hide-entry", "show-entry", Earlier),
        ("hide-entry", "write-entry", Neither),
        ("write-entry", "remove-entry", Earlier),
        ("remove-entry", "write-entry", Neither),
        ("ask-contact", "take-back-request", Both),
        ("ask-contact", "ask-contact-more", Earlier),
        ("ask-contact", "block", Earlier),
        ("take-back-request", "ask-contact", Neither),
        ("block", "unblock", Both),
        ("unblock", "block", Both),
        ("block", "block", Earlier),
        ("block", "block-more", Neither),
        ("block", "report-member", Neither),
        ("report-member", "report-member-more", Neither),
        ("grant-request", "refuse-request", Earlier),
        ("refuse-request", "grant-request", Earlier),
        ("grant-request", "revoke-grant", Neither),
        ("settle-report", "settle-report", Earlier),
        ("join", "withdraw", Both),
        ("join", "leave", Both),
        ("accept-invitation", "leave", Both),
        ("accept-invitation", "decline-invitation", Earlier),
        ("sign-up", "cancel-sign-up", Both),
        ("accept-offer", "cancel-sign-up", Earlier),
        ("change-sign-up", "change-sign-up", Earlier),
        ("change-sign-up", "cancel-sign-up", Earlier),
        ("give-feedback", "give-feedback", Earlier),
        ("sign-up", "give-feedback", Neither),
        ("sign-up", "change-sign-up", Neither),
        ("join", "join", Earlier),
        ("sign-up", "sign-up", Earlier),
        ("leave", "leave", Earlier),
        ("cancel-sign-up", "cancel-sign-up", Earlier),
        ("leave", "join", Neither),
        ("cancel-sign-up", "sign-up", Neither),
        ("withdraw", "join", Neither),
        ("invite", "revoke", Both),
        ("revoke", "invite", Neither),
        ("follow", "unfollow", Earlier),
        ("unfollow", "follow", Earlier),
        ("amend", "amend", Earlier),
        ("amend", "withdraw", Earlier),
        ("join", "amend", Neither),
        ("agree", "leave", Earlier),
        ("appoint", "appoint", Earlier),
        ("appoint", "remove", Earlier),
        ("remove", "appoint", Neither),
        ("edit", "edit", Earlier),
        ("edit", "edit-more", Earlier),
        ("edit-more", "edit", Neither),
        ("edit", "close", Neither),
        ("close", "reopen", Neither),
        ("hand-over", "hand-over", Earlier),
        ("create-event", "create-event", Earlier),
        ("create-event", "edit-event", Neither),
        ("edit-event", "edit-event", Earlier),
        ("edit-event", "edit-event-more", Neither),
        ("edit-event", "call-off", Neither),
        ("call-off", "call-off", Earlier),
        ("adopt-event", "call-off", Neither),
        // Of another thing.
        ("join", "cancel-sign-up", Neither),
    ] {
        assert_eq!(
            annulled(&command(earlier), &command(later)),
            gone,
            "{earlier}, {later}"
        );
    }
}
