//! Who owns what at Strapi, for whoever speaks to it without Linju.

use linju::port::Method;
use serde_json::{Value, json};

use super::{
    super::{Running, http::Http, seed},
    PASSWORD, bearer, start,
};

#[test]
#[ignore = "beyond the services of every run, some minutes to install: --ignored"]
fn strapi_shows_and_takes_only_what_its_controllers_allow() {
    let running = start("strapi-rules", seed::small(), "600");
    let anybody = Http::new(&running.base, &[]);
    let (lin, lin_id) = signed_in(&running, "lin");
    let (mei, mei_id) = signed_in(&running, "mei");
    let seen = |who: &Http, what: &str| {
        let found = who.send(Method::Get, &format!("/api/{what}"), &json!({}));
        found["meta"]["pagination"]["total"].as_u64().unwrap()
    };
    let one = |what: &str, field: &str, is: &str| {
        let path = format!("/api/{what}?filters[{field}][$eq]={is}");
        anybody.send(Method::Get, &path, &json!({}))["data"][0].clone()
    };
    let open = one("communities", "door", "open");
    let create = |who: &Http, state: &str, community: &Value| {
        let row = json!({
            "key": "x", "person": mei_id, "community": community["documentId"], "state": state,
        });
        who.try_to(Method::Post, "/api/memberships", &json!({ "data": row }))
    };
    assert_eq!(create(&anybody, "member", &open).0, 403, "signed out");
    let (status, made) = create(&lin, "member", &open);
    let made: Value = serde_json::from_str(&made).unwrap();
    assert_eq!(status, 201, "{made}");
    assert_eq!(made["data"]["person"], lin_id, "nobody joins for another");
    assert_eq!(create(&lin, "member", &open).0, 400, "once");
    let past = create(&lin, "member", &one("communities", "door", "approval"));
    assert_eq!(past.0, 403, "past a door with somebody at it");
    for (who, state, status) in [
        ("members", "confirmed", 403),
        ("members", "pending-approval", 201),
        ("open", "confirmed", 201),
    ] {
        let event = one("events", "who", who);
        let row = json!({ "key": "x", "event": event["documentId"], "state": state });
        let answer = mei.try_to(Method::Post, "/api/sign-ups", &json!({ "data": row }));
        assert_eq!(answer.0, status, "{who}, {state}: {}", answer.1);
    }

    assert_eq!(
        (seen(&lin, "memberships"), seen(&mei, "memberships")),
        (1, 0)
    );
    let theirs = seed::small().members.iter();
    let theirs = theirs.filter(|m| m["community"] == open["slug"]).count();
    assert_eq!(seen(&lin, "members"), theirs as u64);
    assert_eq!(seen(&mei, "members"), 0, "who has not joined");

    let id = made["data"]["documentId"].as_str().unwrap();
    let own = format!("/api/memberships/{id}");
    assert_eq!(mei.try_to(Method::Delete, &own, &json!({})).0, 404);
    let change = json!({ "data": { "state": "left" } });
    assert_eq!(lin.try_to(Method::Put, &own, &change).0, 403);
    assert_eq!(lin.try_to(Method::Delete, &own, &json!({})).0, 204);
}

fn signed_in(running: &Running, name: &str) -> (Http, String) {
    let credentials = json!({ "identifier": name, "password": PASSWORD });
    let anybody = Http::new(&running.base, &[]);
    let answer = anybody.send(Method::Post, "/api/auth/local", &credentials);
    let id = answer["user"]["documentId"].as_str().unwrap();
    (bearer(&running.base, &answer["jwt"]), id.to_owned())
}
