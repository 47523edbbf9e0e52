//! Hylo, by its published GraphQL schema and what it says of its API.

use std::fs;

use linju::{
    backend::{Backend, BackendError, Door as _, EventsWanted, Rest as _, SignIn as _, SignedIn},
    model::{
        Answers, Command, CommandId, Door, Envelope, Instant, LatLng, Membership, Outcome, Refusal,
        Role, SignUpState,
    },
};
use serde_json::{Value, json};

use super::{super::native::block_on, graphql::Schema, mapped};

const NOW: &str = "2026-11-21T18:00:00Z";

#[test]
fn what_is_sent_to_hylo_is_in_its_schema() {
    let schema = Schema::of(include_str!("hylo.txt"));
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/public/mappings/hylo.json");
    let mapping: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    // Who one is, eight queries, five commands, and what three of them look for.
    assert_eq!(schema.holds(&mapping), 17);
}

fn group(slug: &str, accessibility: u8) -> Value {
    json!({
        "id": "12", "slug": slug, "name": "Gardeners", "purpose": "We grow food", "description": "On **Saturdays**",
        "accessibility": accessibility, "paywall": false, "type": null, "memberCount": 31, "avatarUrl": "https://a.example/a.png",
        "bannerUrl": null, "location": "Oakland, California", "websiteUrl": "https://gardeners.example",
        "createdAt": "2021-03-01T10:00:00.000Z",
        "locationObject": { "city": "Oakland", "locality": null, "neighborhood": "Temescal", "center": { "lat": "37.83", "lng": "-122.26" } },
        "joinQuestions": { "items": [{ "questionId": 4, "text": "What do you grow?" }] },
        "agreements": { "items": [{ "title": "Share", "description": "what is left", "order": 0 }] },
        "settings": { "askJoinQuestions": true, "agreementsLastUpdatedAt": "2024-01-01T00:00:00.000Z" },
    })
}

fn event() -> Value {
    json!({
        "id": "77", "type": "event", "title": "Seed swap", "details": "<p>Bring <b>seeds</b></p>", "startTime": "2026-11-28T18:00:00.000Z",
        "endTime": "2026-11-28T20:00:00.000Z", "timezone": "America/Los_Angeles", "location": "The shed", "meetingLink": null,
        "locationObject": null, "groups": [{ "slug": "gardeners", "name": "Gardeners" }], "topics": [{ "name": "seeds" }],
        "eventInvitations": { "items": [{ "response": "yes" }, { "response": "no" }, { "response": "interested" }, { "response": "yes" }] },
        "creator": { "id": "5", "name": "Lin" },
    })
}

/// Answers of the published shape to somebody who has signed in.
fn answers(joined: Value) -> Vec<(&'static str, Value)> {
    let space = json!({ "id": "13", "slug": "shed", "name": "Shed", "type": "space", "accessibility": 2, "memberCount": 3 });
    let membership = json!({ "createdAt": "2025-05-01T10:00:00.000Z", "expiresAt": null, "group": { "slug": "bakers" },
        "membershipGroupRoles": { "items": [{ "groupRole": { "name": "Moderator" } }] } });
    let waiting = json!({ "status": 0, "createdAt": "2026-11-20T10:00:00.000Z", "group": { "slug": "gardeners" } });
    let me = json!({ "memberships": [membership], "joinRequests": { "items": [waiting] } });
    let going = |id: &str, response: &str| json!({ "id": id, "createdAt": "2026-11-01T10:00:00.000Z", "myEventResponse": response });
    let attending = json!({ "items": [going("77", "yes"), going("78", "interested")] });
    let somebody = json!({ "id": "6", "name": "Ada", "avatarUrl": null, "tagline": "Potatoes", "location": "Oakland",
        "skills": { "items": [{ "name": "digging" }] }, "groupRoles": { "items": [{ "name": "Administrator" }] } });
    vec![
        (
            "grant_type=",
            json!({ "access_token": "t", "refresh_token": "r", "expires_in": 3600, "token_type": "Bearer" }),
        ),
        (
            "{ me { id name } }",
            json!({ "data": { "me": { "id": "5", "name": "Lin" } } }),
        ),
        (
            "{ joinRequests(status: 0) { items { id",
            json!({ "data": { "me": { "joinRequests": { "items": [
            { "id": 9, "group": { "slug": "others" } }, { "id": 8, "group": { "slug": "gardeners" } }] } } } }),
        ),
        ("me { memberships", json!({ "data": { "me": me } })),
        (
            "eventsAttending",
            json!({ "data": { "person": { "eventsAttending": attending } } }),
        ),
        ("\"questionId\":4", joined),
        (
            "cancelJoinRequest",
            json!({ "data": { "cancelJoinRequest": { "success": true, "error": null } } }),
        ),
        (
            "respondToEvent",
            json!({ "data": { "respondToEvent": null }, "errors": [{ "message": "Event not found" }] }),
        ),
        (
            "groups(first: $first",
            json!({ "data": { "groups": { "total": 2, "hasMore": false, "items": [group("gardeners", 1), space] } } }),
        ),
        (
            "members(first",
            json!({ "data": { "group": { "members": { "total": 1, "hasMore": false, "items": [somebody] } } } }),
        ),
        (
            "group(slug",
            json!({ "data": { "group": group("gardeners", 1) } }),
        ),
        (
            "posts(types",
            json!({ "data": { "posts": { "total": 1, "hasMore": false, "items": [event()] } } }),
        ),
        ("post(id", json!({ "data": { "post": event() } })),
    ]
}

#[test]
fn hylo_is_read_as_it_is_published() {
    let backend = mapped("hylo", answers(json!(null)));
    let groups = block_on(backend.communities(None)).expect("groups");
    assert_eq!(
        (groups.left_out.len(), groups.data.items.len()),
        (0, 1),
        "a space is part of a group"
    );
    let whole = block_on(backend.community(&"gardeners".into()))
        .expect("a group")
        .data;
    assert_eq!(
        (whole.id.as_str(), &*whole.purpose),
        ("gardeners", "We grow food")
    );
    assert_eq!((whole.policy.door, whole.members), (Door::Approval, 31));
    assert_eq!(whole.area.position, LatLng::new(37.83, -122.26));
    assert_eq!(
        (&*whole.area.city, &*whole.area.district),
        ("Oakland", "Temescal")
    );
    assert_eq!(whole.rules.lines, ["Share: what is left"]);
    assert_eq!(whole.rules.version, 1_704_067_200, "when they last changed");

    let all = block_on(backend.events(&EventsWanted::default())).expect("events");
    assert_eq!(all.left_out, []);
    let whole = block_on(backend.event(&"77".into()))
        .expect("an event")
        .data;
    assert_eq!(whole.start, Instant::parse("2026-11-28T18:00:00Z").unwrap());
    assert_eq!(
        (&*whole.zone, whole.taken, whole.capacity),
        ("America/Los_Angeles", 2, None)
    );
    assert_eq!(
        whole.community.as_ref().map(|c| c.as_str()),
        Some("gardeners")
    );
    assert!(
        whole.description.contains("**seeds**"),
        "{}",
        whole.description
    );
    // Nobody has signed in.
    let viewer = block_on(backend.viewer()).expect("a viewer").data;
    assert_eq!(viewer.account, None);
    let members = block_on(backend.members(&"bakers".into(), None)).err();
    assert_eq!(members, Some(BackendError::Unauthenticated));
}

fn send(backend: &dyn Backend, command: Command) -> Result<Outcome, BackendError> {
    block_on(backend.carry_out(&Envelope {
        id: CommandId("1".to_owned()),
        at: Instant::parse(NOW).unwrap(),
        command,
    }))
}

#[test]
fn hylo_takes_what_people_do_as_it_is_published() {
    let refused = json!({ "data": { "createJoinRequest": null }, "errors": [{ "message": "You do not have permission" }] });
    let backend = mapped("hylo", answers(refused));
    assert!(backend.goes_away());
    let chance = "0123456789012345678901234567890123456789abc";
    let away = backend
        .away("https://site.example/", chance)
        .expect("an address");
    assert!(
        away.address
            .starts_with("https://hylo.com/noo/oauth/auth?prompt=consent&response_type=code&")
    );
    let signed = block_on(backend.come_back("code", &away.verifier, "https://site.example/"));
    let Ok(SignedIn::Yes(session)) = signed else {
        panic!("expected to be in, found {signed:?}");
    };
    assert_eq!((session.user(), session.name()), (Some("5"), Some("Lin")));

    let viewer = block_on(backend.viewer()).expect("a viewer");
    assert_eq!(viewer.left_out, []);
    let viewer = viewer.data;
    let bakers = viewer.membership(&"bakers".into());
    assert!(
        matches!(
            bakers,
            Membership::Member {
                role: Role::Deputy,
                ..
            }
        ),
        "{bakers:?}"
    );
    let gardeners = viewer.membership(&"gardeners".into());
    assert!(
        matches!(gardeners, Membership::PendingApproval { .. }),
        "{gardeners:?}"
    );
    let coming = |id: &str| viewer.sign_up(&id.into()).state;
    assert!(matches!(coming("77"), SignUpState::Confirmed { .. }));
    assert_eq!(coming("78"), SignUpState::None, "interested is not coming");
    let members = block_on(backend.members(&"bakers".into(), None))
        .expect("a directory")
        .data;
    assert_eq!(
        (&*members.items[0].name, members.items[0].role),
        ("Ada", Role::Admin)
    );

    let gardeners = || "gardeners".into();
    let again = Command::Join {
        community: gardeners(),
        answers: Answers::new(),
        rules: None,
        invitation: None,
        sponsor: String::new(),
        listed: false,
    };
    assert_eq!(
        send(&*backend, again),
        Ok(Outcome::Refused(Refusal::Already))
    );
    // What is answered goes by the numbers of the questions.
    let ask = |answers: Answers| Command::Join {
        community: "others".into(),
        answers,
        rules: Some(1_704_067_200),
        invitation: None,
        sponsor: String::new(),
        listed: false,
    };
    let unanswered = send(&*backend, ask(Answers::new()));
    assert!(
        matches!(&unanswered, Ok(Outcome::Refused(Refusal::Invalid { faults })) if faults[0].key == "4"),
        "{unanswered:?}"
    );
    let answers = Answers::from([("4".to_owned(), "Beans".to_owned())]);
    let told = Refusal::Said {
        words: "You do not have permission".to_owned(),
    };
    assert_eq!(send(&*backend, ask(answers)), Ok(Outcome::Refused(told)));
    // It is sent, and what the service keeps is read again.
    let withdrawn = send(
        &*backend,
        Command::Withdraw {
            community: gardeners(),
        },
    );
    assert!(
        matches!(withdrawn, Ok(Outcome::Membership(..))),
        "{withdrawn:?}"
    );
    let cancelled = send(&*backend, Command::CancelSignUp { event: "77".into() });
    assert_eq!(
        cancelled,
        Ok(Outcome::Refused(Refusal::Gone)),
        "said with 200"
    );
}
