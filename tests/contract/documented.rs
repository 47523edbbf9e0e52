//! Mappings made from published descriptions, not yet run against a live service: answers of the
//! published shape, written by hand, are read as they should be.

mod graphql;
mod hylo;

use std::{fs, rc::Rc};

use linju::{
    backend::{
        Backend, Door as _, EventsWanted, Rest as _, SignedIn,
        mapped::{Mapped, Plan},
    },
    model::{
        AccountId, Answers, Command, CommandId, Door, Envelope, Instant, LatLng, Membership,
        Outcome, Refusal, Who,
    },
    port::{LocalFuture, Request, Response, Transport, TransportError},
};
use serde_json::{Value, json};

use super::native::{Hand, block_on};

/// Answers by words that stand in what is sent, the first that do.
struct Written(Vec<(&'static str, Value)>);

impl Transport for Written {
    fn send<'a>(&'a self, request: Request) -> LocalFuture<'a, Result<Response, TransportError>> {
        let sent = request.body.unwrap_or_default();
        let found = self.0.iter().find(|(words, _)| sent.contains(words));
        let (_, body) = found.unwrap_or_else(|| panic!("nothing is written for {sent}"));
        let answer = Response {
            status: 200,
            headers: Vec::new(),
            body: body.to_string(),
        };
        Box::pin(async move { Ok(answer) })
    }
}

fn mapped(name: &str, answers: Vec<(&'static str, Value)>) -> Rc<Mapped> {
    let file = format!("{}/public/mappings/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let mapping: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    assert!(
        mapping["note"].as_str().unwrap().contains("NOT YET RUN"),
        "it says so"
    );
    let plan = Plan::compile(&mapping).unwrap_or_else(|fault| panic!("{name}.json: {fault}"));
    let clock = Hand::at("2026-11-21T18:00:00Z");
    Rc::new(Mapped::new(
        plan,
        Rc::new(Written(answers)),
        clock,
        AccountId::from("x"),
    ))
}

fn event() -> Value {
    json!({
        "id": "41", "uuid": "0b1c", "title": "Atelier vélo", "beginsOn": "2026-11-28T14:00:00Z",
        "endsOn": "2026-11-28T17:00:00Z", "status": "CONFIRMED", "picture": null,
        "physicalAddress": { "description": "La Halle", "street": "3 rue du Port", "locality": "Lyon",
            "region": "Rhône", "geom": "4.85;45.75", "timezone": null },
        "attributedTo": { "preferredUsername": "velo", "name": "Le Vélo", "domain": null },
        "tags": [{ "title": "vélo" }], "options": { "maximumAttendeeCapacity": 0, "timezone": "Europe/Paris", "isOnline": false },
        "participantStats": { "participant": 7 }, "description": "<p>Venez <b>tous</b></p>", "joinOptions": "FREE",
        "onlineAddress": null,
    })
}

fn group() -> Value {
    json!({
        "id": "9", "preferredUsername": "velo", "name": "Le Vélo", "domain": null, "summary": "<p>On répare.</p>",
        "url": "https://mobilizon.example/@velo", "openness": "MODERATED", "membersCount": 12, "avatar": null,
        "physicalAddress": null,
    })
}

#[test]
fn mobilizon_is_read_as_it_is_published() {
    let person = json!({ "id": "5", "preferredUsername": "lin", "name": "Lin" });
    let waiting = json!({ "role": "NOT_APPROVED", "insertedAt": "2026-11-21T18:00:00", "parent": { "preferredUsername": "velo" } });
    let full = json!({ "data": { "joinEvent": null }, "errors": [{ "message": "Event id provided has reached its maximum capacity" }] });
    let backend = mapped(
        "mobilizon",
        vec![
            (
                "login(email",
                json!({ "data": { "login": { "accessToken": "t", "refreshToken": "r" } } }),
            ),
            (
                "{ memberships(",
                json!({ "data": { "loggedPerson": { "memberships": { "total": 1, "elements": [waiting] } } } }),
            ),
            (
                "participations(",
                json!({ "data": { "loggedPerson": { "participations": { "total": 0, "elements": [] } } } }),
            ),
            (
                "loggedPerson",
                json!({ "data": { "loggedPerson": person } }),
            ),
            (
                "searchGroups",
                json!({ "data": { "searchGroups": { "total": 1, "elements": [group()] } } }),
            ),
            (
                "\"of\":true",
                json!({ "data": { "group": { "organizedEvents": { "total": 1, "elements": [event()] } } } }),
            ),
            (
                "searchEvents",
                json!({ "data": { "searchEvents": { "total": 2, "elements": [event(), event()] } } }),
            ),
            ("joinEvent", full),
            ("event(uuid", json!({ "data": { "event": event() } })),
            (
                "group(preferredUsername",
                json!({ "data": { "group": group() } }),
            ),
        ],
    );
    let groups = block_on(backend.communities(None)).expect("groups");
    assert_eq!(groups.left_out, []);
    let group = &groups.data.items[0];
    assert_eq!(
        (group.id.as_str(), group.purpose.as_str()),
        ("velo", "On répare.")
    );
    assert_eq!((group.policy.door, group.members), (Door::Approval, 12));

    let whole = block_on(backend.event(&"0b1c".into()))
        .expect("an event")
        .data;
    assert_eq!(whole.start, Instant::parse("2026-11-28T14:00:00Z").unwrap());
    assert_eq!(whole.zone, "Europe/Paris");
    assert_eq!(whole.venue.area.position, LatLng::new(45.75, 4.85));
    assert_eq!(
        (whole.capacity, whole.taken, whole.sign_up.who),
        (None, 7, Who::Open)
    );
    assert!(
        whole.description.contains("**tous**"),
        "{}",
        whole.description
    );
    // The same event twice is one; a group's are asked for by the group.
    let all = block_on(backend.events(&EventsWanted::default()))
        .expect("events")
        .data;
    assert_eq!(all.items.len(), 1);
    let community = Some("velo".into());
    let own = block_on(backend.events(&EventsWanted {
        community,
        ..EventsWanted::default()
    }));
    assert_eq!(own.expect("events").data.total, Some(1));

    let typed = [("email", "lin@example.org"), ("password", "x")]
        .map(|(n, v)| (n.to_owned(), v.to_owned()));
    let SignedIn::Yes(session) = block_on(backend.log_in(&typed)).expect("an answer") else {
        panic!("not signed in");
    };
    assert_eq!(session.user(), Some("lin"));
    let viewer = block_on(backend.viewer()).expect("a viewer").data;
    assert!(matches!(
        viewer.membership(&"velo".into()),
        Membership::PendingApproval { .. }
    ));
    let refused = block_on(backend.carry_out(&Envelope {
        id: CommandId("1".to_owned()),
        at: Instant::parse("2026-11-21T18:00:00Z").unwrap(),
        command: Command::SignUp {
            event: "0b1c".into(),
            party: Vec::new(),
            seen: false,
            answers: Answers::new(),
        },
    }));
    assert_eq!(refused, Ok(Outcome::Refused(Refusal::Full)));
}
