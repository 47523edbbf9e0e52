use serde_json::{Value, json};

use super::*;
use crate::model::FromJson as _;

fn command(what: &str) -> Command {
    let about = match what {
        "sign-up" | "cancel-sign-up" | "accept-offer" => {
            json!({ "event": "x", "party": [], "answers": {} })
        }
        _ => json!({ "community": "x", "answers": {} }),
    };
    let mut row = about;
    row["do"] = what.into();
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
fn a_later_command_takes_back_an_earlier_one() {
    use Annulled::{Both, Earlier, Neither};
    for (earlier, later, gone) in [
        ("join", "withdraw", Both),
        ("join", "leave", Both),
        ("accept-invitation", "leave", Both),
        ("accept-invitation", "decline-invitation", Earlier),
        ("sign-up", "cancel-sign-up", Both),
        ("accept-offer", "cancel-sign-up", Earlier),
        ("join", "join", Earlier),
        ("sign-up", "sign-up", Earlier),
        ("leave", "leave", Earlier),
        ("cancel-sign-up", "cancel-sign-up", Earlier),
        ("leave", "join", Neither),
        ("cancel-sign-up", "sign-up", Neither),
        ("withdraw", "join", Neither),
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
