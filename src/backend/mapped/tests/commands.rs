use serde_json::{Value, json};

use super::script::{Bench, NOW, now};
use crate::{
    backend::{BackendError, Rest as _},
    model::{
        Command, CommandId, Companion, Envelope, EventId, Instant, Outcome, Refusal, SignUpState,
    },
};

/// A mapping with one event and a sign-up for it.
fn mapping(sign_up: Value) -> Value {
    json!({
        "queries": {
            "event": { "path": "/e/{input.event}" },
            "sign_ups": { "path": "/s", "query": [{ "name": "who", "value": "/session/account" }] },
        },
        "commands": { "sign-up": sign_up },
    })
}

fn event() -> Value {
    json!({ "id": "e1", "title": "跑", "start": "2026-12-01T12:00:00Z", "zone": "Asia/Shanghai", "venue": {},
        "taken": 0, "waiting": 0, "status": "scheduled", "sign_up": {} })
}

fn confirmed() -> Value {
    json!([{ "event": "e1", "state": "confirmed", "since": "2026-11-21T12:00:00Z" }])
}

/// Signs up; the service knows of none before.
fn sign_up(bench: &Bench) -> Result<Outcome, BackendError> {
    let envelope = Envelope {
        id: CommandId::from("k1"),
        at: Instant::from_unix(NOW),
        command: Command::SignUp {
            event: EventId::from("e1"),
            party: vec![Companion::named("乙")],
            answers: Default::default(),
            seen: false,
        },
    };
    now(bench.backend.carry_out(&envelope))
}

/// What the model asks for before anything is sent.
const BEFORE: [&str; 2] = ["GET /s?who=me", "GET /e/e1"];

fn asked(bench: &Bench) -> Vec<String> {
    let asked = bench.asked();
    assert_eq!(asked[..2], BEFORE);
    asked[2..].to_vec()
}

fn ready(of: Value) -> Bench {
    ready_with(&mapping(of))
}

fn ready_with(mapping: &Value) -> Bench {
    let bench = Bench::of(mapping);
    let mut event = event();
    event["sign_up"] = json!({ "party_max": 3 });
    bench.answer(200, &json!([])).answer(200, &event);
    bench
}

fn is_confirmed(outcome: Result<Outcome, BackendError>) -> bool {
    matches!(outcome, Ok(Outcome::SignUp(_, now)) if matches!(now.state, SignUpState::Confirmed { .. }))
}

#[test]
fn after_a_command_the_viewer_is_read_again() {
    let bench = ready(
        json!({ "method": "PUT", "path": "/s/{session.account}:{input.event}",
        "headers": [{ "name": "Idempotency-Key", "value": "/input/command_id" }],
        "body": { "object": { "title": "/item/title", "state": "/input/expected/state" } } }),
    );
    bench.answer(201, &json!({})).answer(200, &confirmed());
    assert!(is_confirmed(sign_up(&bench)));
    assert_eq!(
        asked(&bench),
        [
            r#"PUT /s/me:e1 {"state":"confirmed","title":"跑"}"#,
            "GET /s?who=me"
        ]
    );
}

#[test]
fn the_answer_can_be_the_new_standing() {
    let row = json!({ "object": { "state": { "at": "/status", "words": { "queue": "waitlisted" } }, "since": "/at",
        "party": "/party" } });
    let bench = ready(
        json!({ "method": "POST", "path": "/s", "after": "answer", "items": "/data", "row": row }),
    );
    bench.answer(
        200,
        &json!({ "data": { "status": "queue", "at": "2026-11-21T12:00:00Z" } }),
    );
    assert!(matches!(
        sign_up(&bench),
        Ok(Outcome::SignUp(_, now)) if matches!(now.state, SignUpState::Waitlisted { .. })
    ));
    assert_eq!(asked(&bench), ["POST /s"]);

    let bench = ready(
        json!({ "method": "POST", "path": "/s", "after": "merge", "row": row,
        "body": { "object": { "status": "confirmed", "party": "/input/party" } } }),
    );
    bench.answer(200, &json!({ "at": "2026-11-21T12:00:00Z" }));
    let Ok(Outcome::SignUp(_, standing)) = sign_up(&bench) else {
        panic!("not confirmed");
    };
    assert_eq!(standing.party, [Companion::named("乙")]);
    assert_eq!(
        asked(&bench),
        [r#"POST /s {"party":["乙"],"status":"confirmed"}"#]
    );
}

#[test]
fn where_nothing_is_unique_one_looks_first() {
    let look = |expect: &str| {
        json!({ "method": "PATCH", "path": "/s/{found.id}", "look": { "path": "/look", "items": "/rows", "expect": expect },
            "headers": [{ "name": "if-match", "value": "/found_headers/etag" }], "after": "read" })
    };
    let found = json!({ "rows": [{ "id": 7 }] }).to_string();
    let bench = ready(look("none"));
    bench.full(200, &[], &found);
    assert_eq!(sign_up(&bench), Ok(Outcome::Refused(Refusal::Already)));
    assert_eq!(asked(&bench), ["GET /look"]);

    let bench = ready(look("one"));
    bench.answer(200, &json!({ "rows": [] }));
    assert_eq!(sign_up(&bench), Ok(Outcome::Refused(Refusal::NothingThere)));

    let bench = ready(look("one"));
    bench
        .full(200, &[("ETag", "\"3\"")], &found)
        .answer(200, &json!({}))
        .answer(200, &confirmed());
    assert!(is_confirmed(sign_up(&bench)));
    let requests = bench.requests();
    assert_eq!(requests[3].url, "/s/7");
    assert_eq!(
        requests[3].headers,
        [("if-match".to_owned(), "\"3\"".to_owned())]
    );
}

#[test]
fn one_looks_on_through_pages_until_a_row_is_found() {
    let look = |pages: Value| {
        json!({ "method": "DELETE", "path": "/s/{found.id}", "look": { "path": "/look",
            "query": [{ "name": "start", "value": "/page/cursor" }, { "name": "page", "value": "/page/number" }],
            "items": "/rows", "where": { "/text": { "has": "+1" }, "/by": { "at": "/session/account", "in": "request" } },
            "pages": pages, "expect": "one" } })
    };
    let other = json!({ "id": 1, "text": "+1", "by": "you" });
    let mine = json!({ "id": 7, "text": "+1 也来", "by": "me" });
    let by_cursor = json!({ "by": "cursor", "next": "/next" });

    let bench = ready(look(by_cursor.clone()));
    bench
        .answer(200, &json!({ "rows": [other], "next": 5 }))
        .answer(200, &json!({ "rows": [other, mine], "next": 9 }))
        .answer(200, &json!({}))
        .answer(200, &confirmed());
    assert!(is_confirmed(sign_up(&bench)));
    let looked = ["GET /look", "GET /look?start=5"];
    assert_eq!(asked(&bench)[..2], looked, "and no further");

    let bench = ready(look(by_cursor));
    bench
        .answer(200, &json!({ "rows": [other], "next": 5 }))
        .answer(200, &json!({ "rows": [other], "next": null }));
    let nothing = Ok(Outcome::Refused(Refusal::NothingThere));
    assert_eq!(sign_up(&bench), nothing);
    assert_eq!(asked(&bench), looked);

    // A page with a row less than it may have is the last.
    let bench = ready(look(json!({ "by": "number", "first": 1, "size": 2 })));
    bench
        .answer(200, &json!({ "rows": [other, other] }))
        .answer(200, &json!({ "rows": [other] }));
    assert_eq!(sign_up(&bench), nothing);
    assert_eq!(asked(&bench), ["GET /look?page=1", "GET /look?page=2"]);

    // Nowhere else than where the mapping may go.
    let bench = ready(look(json!({ "by": "url", "next": "/next" })));
    bench.answer(
        200,
        &json!({ "rows": [other], "next": "https://evil.example/look" }),
    );
    assert!(matches!(
        sign_up(&bench),
        Err(BackendError::Unreadable { .. })
    ));

    // As many as are said, and no more.
    let mut mapping = mapping(look(json!({ "by": "cursor", "next": "/next" })));
    mapping["limits"] = json!({ "pages": 3 });
    let bench = ready_with(&mapping);
    for next in 1..=3 {
        bench.answer(200, &json!({ "rows": [other], "next": next }));
    }
    assert_eq!(sign_up(&bench), nothing);
    assert_eq!(asked(&bench).len(), 3);
}

#[test]
fn steps_follow_each_other_until_one_is_refused() {
    let steps = json!({ "method": "POST", "path": "/order", "steps": [
        { "method": "PUT", "path": "/order/{created.id}", "outcomes": [{ "text": "sold out", "means": "full" }] },
        { "method": "POST", "path": "/done/{created.n}" },
    ] });
    let bench = ready(steps.clone());
    bench
        .answer(201, &json!({ "id": 5 }))
        .answer(200, &json!({ "n": 6 }))
        .answer(200, &json!({}));
    bench.answer(200, &confirmed());
    assert!(is_confirmed(sign_up(&bench)));
    assert_eq!(
        asked(&bench),
        [
            "POST /order",
            "PUT /order/5",
            "POST /done/6",
            "GET /s?who=me"
        ]
    );

    let bench = ready(steps);
    bench
        .answer(201, &json!({ "id": 5 }))
        .full(200, &[], "Sold Out");
    assert_eq!(sign_up(&bench), Ok(Outcome::Refused(Refusal::Full)));
}

#[test]
fn no_answer_is_not_known_and_not_failed() {
    let bench = ready(json!({ "method": "POST", "path": "/s" }));
    assert!(matches!(sign_up(&bench), Err(BackendError::Transport(_))));
    let bench = ready(json!({ "method": "POST", "path": "/s" }));
    bench.full(502, &[], "<html>");
    assert_eq!(
        sign_up(&bench),
        Err(BackendError::Unavailable {
            status: 502,
            after: None
        })
    );
}

#[test]
fn a_service_that_knows_a_command_by_its_key_may_get_it_twice() {
    let again = |idempotent: bool| {
        let mut mapping = mapping(json!({ "method": "POST", "path": "/s" }));
        mapping["capabilities"] = json!({ "idempotent": idempotent });
        let bench = Bench::of(&mapping);
        let mut event = event();
        event["sign_up"] = json!({ "party_max": 3 });
        bench.answer(200, &confirmed()).answer(200, &event);
        bench
    };
    let bench = again(false);
    let already = Outcome::Refused(Refusal::Already);
    assert_eq!(sign_up(&bench), Ok(already.clone()));
    assert!(asked(&bench).is_empty());
    let bench = again(true);
    bench.answer(200, &json!({})).answer(200, &confirmed());
    assert!(is_confirmed(sign_up(&bench)));
    assert_eq!(asked(&bench), ["POST /s", "GET /s?who=me"]);
    let bench = again(true);
    bench.answer(410, &json!({}));
    assert_eq!(sign_up(&bench), Ok(already), "what is known better is said");
}

#[test]
fn a_command_that_is_not_there_is_refused_before_anybody_is_asked() {
    let bench = Bench::of(&json!({ "queries": {} }));
    let refused = Outcome::Refused(Refusal::NotOffered);
    assert_eq!(sign_up(&bench), Ok(refused));
    assert!(bench.asked().is_empty());
}

#[test]
fn a_service_that_cannot_be_read_again_is_taken_at_its_word() {
    for (body, waits) in [("{}", false), (r#"{"queued":true}"#, true)] {
        let mut mapping = mapping(json!({ "method": "POST", "path": "/s",
            "outcomes": [{ "when": { "/queued": true }, "means": "waitlisted" }] }));
        mapping["queries"]
            .as_object_mut()
            .unwrap()
            .remove("sign_ups");
        let bench = Bench::of(&mapping);
        let mut event = event();
        event["sign_up"] = json!({ "party_max": 3 });
        bench.answer(200, &event).full(200, &[], body);
        let Ok(Outcome::SignUp(_, now)) = sign_up(&bench) else {
            panic!("not signed up");
        };
        assert_eq!(
            matches!(now.state, SignUpState::Waitlisted { .. }),
            waits,
            "{now:?}"
        );
        assert_eq!(bench.asked(), ["GET /e/e1", "POST /s"]);
    }
}

#[test]
fn what_a_command_does_not_tell_the_service_is_not_asked_for() {
    let carries = |join: Value, what: &str| {
        let mapping = json!({ "queries": {}, "commands": { "join": join } });
        let bench = Bench::of(&mapping);
        bench.backend.carries(what)
    };
    let path = "/c/{input.community}/join/{input.invitation}";
    let join = |body: Value| json!({ "method": "POST", "path": path, "body": body });
    let some =
        join(json!({ "object": { "who": { "first": ["/input/sponsor", { "const": "" }] } } }));
    for (what, is_told) in [
        ("join", true),
        ("leave", false),
        ("join.community", true),
        ("join.invitation", true),
        ("join.sponsor", true),
        ("join.listed", false),
        ("join.list", false),
        ("leave.listed", false),
    ] {
        assert_eq!(carries(some.clone(), what), is_told, "{what}");
    }
    // All that there is to tell, in one.
    assert!(carries(join(json!("/input")), "join.listed"));
}
