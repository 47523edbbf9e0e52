//! Commands about others: what the rules refuse at once, and what only the service can know.

use serde_json::{Value, json};

use super::script::{Bench, NOW, now};
use crate::{
    backend::Rest as _,
    model::{
        Command, CommandId, CommunityId, Envelope, Instant, Outcome, PersonId, Refusal, Verdict,
    },
};

fn ready(is: &str, idempotent: bool) -> Bench {
    let sent = |path: &str| json!({ "method": "POST", "path": path });
    let bench = Bench::of(&json!({
        "capabilities": { "idempotent": idempotent },
        "queries": {
            "community": { "path": "/c/{input.community}" },
            "memberships": { "path": "/m", "query": [{ "name": "who", "value": "/session/account" }] },
        },
        "commands": {
            "review": sent("/review"), "hand-over": sent("/hand"), "withdraw": sent("/withdraw"),
        },
    }));
    bench.answer(
        200,
        &json!([{ "community": "c", "state": "member", "role": is, "since": "2026-01-01T00:00:00Z" }]),
    );
    bench
}

fn given(bench: &Bench, command: Command) -> Outcome {
    let envelope = Envelope {
        id: CommandId::from("k1"),
        at: Instant::from_unix(NOW),
        command,
    };
    now(bench.backend.carry_out(&envelope)).unwrap()
}

fn full() -> Value {
    json!({ "id": "c", "name": "c", "purpose": "p", "members": 10,
        "policy": { "capacity": 10, "dues": { "amount": 100, "currency": "CNY", "period": "year" } } })
}

fn says(verdict: Verdict) -> Command {
    Command::Review {
        community: CommunityId::from("c"),
        person: PersonId("p".to_owned()),
        verdict,
    }
}

#[test]
fn dues_of_who_is_in_come_where_there_is_no_room_for_others() {
    let bench = ready("owner", true);
    bench.answer(200, &full()).answer(200, &json!({}));
    let told = given(&bench, says(Verdict::Paid));
    assert!(matches!(told, Outcome::Person(..)), "{told:?}");
    assert_eq!(
        bench.asked().last().map(String::as_str),
        Some("POST /review")
    );
}

#[test]
fn a_no_without_a_reason_is_refused_before_it_is_sent() {
    let bench = ready("owner", true);
    bench.answer(200, &full());
    let no = Verdict::Reject {
        reason: " ".to_owned(),
        again_from: None,
    };
    let told = given(&bench, says(no));
    assert!(
        matches!(told, Outcome::Refused(Refusal::Invalid { .. })),
        "{told:?}"
    );
    assert!(!bench.asked().iter().any(|asked| asked.starts_with("POST")));
}

#[test]
fn who_has_handed_over_may_send_it_again_and_nothing_else() {
    let hand = || Command::HandOver {
        community: CommunityId::from("c"),
        person: PersonId("p".to_owned()),
    };
    let bench = ready("deputy", true);
    bench.answer(200, &full()).answer(200, &json!({}));
    given(&bench, hand());
    assert!(bench.asked().contains(&"POST /hand".to_owned()));
    let bench = ready("deputy", false);
    bench.answer(200, &full());
    assert_eq!(given(&bench, hand()), Outcome::Refused(Refusal::Forbidden));
    assert!(!bench.asked().contains(&"POST /hand".to_owned()));
}

#[test]
fn a_founding_that_nobody_has_looked_at_is_taken_back() {
    let bench = ready("owner", true);
    bench
        .answer(404, &json!({}))
        .answer(200, &json!({}))
        .answer(200, &json!([]));
    let community = CommunityId::from("c");
    let told = given(&bench, Command::Withdraw { community });
    assert!(!matches!(told, Outcome::Refused(_)), "{told:?}");
    assert_eq!(
        bench.asked().last().map(String::as_str),
        Some("GET /m?who=me")
    );
}
