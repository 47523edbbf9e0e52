//! Who owns what at Directus, for whoever speaks to it without Linju.

use linju::port::Method;
use serde_json::{Value, json};

use super::{
    super::{Running, http::Http, seed},
    OTHER, PASSWORD, PERSON, start,
};

#[test]
#[ignore = "beyond the services of every run, some minutes to install: --ignored"]
fn directus_shows_and_takes_only_what_its_extension_allows() {
    let running = start("directus-rules", seed::small(), "15m");
    let anybody = Http::new(&running.base, &[]);
    let (lin, mei) = (signed_in(&running, PERSON), signed_in(&running, OTHER));
    let id = |who: &Http| {
        let me = who.send(Method::Get, "/users/me", &json!({}));
        me["data"]["id"].as_str().unwrap().to_owned()
    };
    let (lin_id, mei_id) = (id(&lin), id(&mei));
    let of = |who: &Http, what: &str| {
        let rows = who.send(Method::Get, &format!("/items/{what}?limit=-1"), &json!({}));
        rows["data"].as_array().unwrap().len()
    };
    let create = |who: &Http, row: Value| who.try_to(Method::Post, "/items/memberships", &row);
    let one = |of: &[Value], at: &str, is: &str| {
        let found = of.iter().find(|one| one.pointer(at) == Some(&is.into()));
        found.unwrap()["id"].as_str().unwrap().to_owned()
    };
    let community = |door| one(&seed::small().communities, "/policy/door", door);
    let event = |who| one(&seed::small().events, "/sign_up/who", who);
    let open = community("open");

    let row = |state: &str, community: &str| json!({ "id": "x", "person": mei_id, "community": community, "state": state });
    assert_eq!(create(&anybody, row("member", &open)).0, 403, "signed out");
    let (status, made) = create(&lin, row("member", &open));
    let made: Value = serde_json::from_str(&made).unwrap();
    assert_eq!(status, 200, "{made}");
    assert_eq!(made["data"]["person"], lin_id, "nobody joins for another");
    assert_eq!(made["data"]["id"], format!("{lin_id}:{open}"));
    let past = create(&lin, row("member", &community("approval")));
    assert_eq!(past.0, 403, "past a door with somebody at it");
    for (who, state, status) in [
        ("members", "confirmed", 403),
        ("members", "pending-approval", 200),
        ("open", "confirmed", 200),
    ] {
        let row = json!({ "id": "x", "event": event(who), "state": state });
        let answer = mei.try_to(Method::Post, "/items/sign_ups", &row);
        assert_eq!(answer.0, status, "{who}, {state}: {}", answer.1);
    }

    assert_eq!((of(&lin, "memberships"), of(&mei, "memberships")), (1, 0));
    let theirs = seed::small().members.iter();
    let theirs = theirs.filter(|m| m["community"] == open.as_str()).count();
    assert_eq!((of(&lin, "members"), of(&mei, "members")), (theirs, 0));

    let own = format!("/items/memberships/{lin_id}:{open}");
    for (who, method) in [(&mei, Method::Delete), (&lin, Method::Patch)] {
        let body = json!({ "state": "left" });
        assert_eq!(who.try_to(method, &own, &body).0, 403, "{method:?}");
    }
    assert_eq!(lin.try_to(Method::Delete, &own, &json!({})).0, 204);
}

fn signed_in(running: &Running, email: &str) -> Http {
    let credentials = json!({ "email": email, "password": PASSWORD });
    let anybody = Http::new(&running.base, &[]);
    let answer = anybody.send(Method::Post, "/auth/login", &credentials);
    let token = answer["data"]["access_token"].as_str().unwrap();
    Http::new(
        &running.base,
        &[("authorization", &format!("Bearer {token}"))],
    )
}
