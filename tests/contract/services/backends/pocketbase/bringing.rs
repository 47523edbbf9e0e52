//! Who brings others along, and who waits for a place.

use serde_json::{Value, json};

use super::{
    Server,
    door::{founded, invites, named, row_of, standing},
    seed,
};
use crate::services::backends::people::Person;

#[test]
fn who_is_asked_to_bring_others_has_a_code_and_sees_who_has_come() {
    let server = Server::filled("backend-pocketbase-referral", seed::small());
    let people = named(&server, &["团长", "阿珍", "老王", "小李"]);
    let [owner, ann, wang, li] = &people[..] else {
        panic!("four")
    };
    let referral = json!({ "count": 2, "kind": "邻居" });
    founded(
        owner,
        "bring",
        &json!({ "door": "open", "referral": referral, "sponsor": true }),
    );
    let knock = |who: &Person, code: &Value| {
        who.joins(
            "1",
            "bring",
            &json!({ "invitation": code, "sponsor": "团长" }),
        )
    };
    let told = knock(ann, &Value::Null);
    assert_eq!(told.state(), "pending-approval");
    let code = told.body["code"].clone();
    let path = format!("/communities/bring/invitations/{}", code.as_str().unwrap());
    let opens = wang.get(&path).body;
    assert_eq!(
        (&opens["role"], &opens["approval"], &opens["by"]),
        (&json!("member"), &json!(true), &Value::Null)
    );
    assert_eq!(
        knock(wang, &code).state(),
        "pending-approval",
        "like anybody"
    );
    assert_eq!(knock(li, &code).state(), "pending-approval");
    assert_eq!(standing(ann, "bring")["came"], json!(["老王", "小李"]));
    assert!(standing(wang, "bring")["came"].is_null());
    let row = row_of(owner, "bring", "applications", "阿珍");
    assert_eq!(row["came"], json!(["老王", "小李"]));
    assert!(row["code"].is_null(), "it is their own");
    // Nobody takes their code, and who goes has not come.
    let taken = invites(
        owner,
        "bring",
        code.as_str().unwrap(),
        &json!({ "role": "admin" }),
    );
    assert_eq!(taken.why(), "already");
    assert_eq!(
        li.does("2", "DELETE", "/me/memberships/bring", &Value::Null)
            .state(),
        "none"
    );
    assert_eq!(standing(ann, "bring")["came"], json!(["老王"]));
    // By one's own one brings nobody.
    assert_eq!(
        ann.does("3", "DELETE", "/me/memberships/bring", &Value::Null)
            .state(),
        "none"
    );
    let again = ann.joins(
        "4",
        "bring",
        &json!({ "invitation": code, "sponsor": "团长" }),
    );
    assert_eq!(
        (again.state(), &again.body["code"]),
        ("pending-approval", &code)
    );
    assert_eq!(
        again.body["came"],
        json!(["老王"]),
        "the link that was sent stays good"
    );
    // Where the door has shut meanwhile, it opens nothing.
    let shut = json!({ "policy": { "door": "closed", "referral": { "count": 2 } } });
    assert_eq!(
        owner.does("5", "PATCH", "/communities/bring", &shut).status,
        200
    );
    assert_eq!(
        li.joins("6", "bring", &json!({ "invitation": code })).why(),
        "closed"
    );
    assert_eq!(li.get(&path).status, 404);
}

#[test]
fn who_waits_for_a_place_comes_in_when_there_is_one_and_is_looked_at_where_that_was_said() {
    let server = Server::filled("backend-pocketbase-places", seed::small());
    let people = named(&server, &["团长", "阿珍", "老王"]);
    let [owner, ann, wang] = &people[..] else {
        panic!("three")
    };
    let form = json!([{ "key": "why", "label": "why", "kind": "text" }]);
    founded(
        owner,
        "places",
        &json!({ "door": "open", "capacity": 1, "form": form }),
    );
    assert_eq!(
        invites(owner, "places", "looked-at", &json!({ "approval": true })).status,
        200
    );
    let body = json!({ "invitation": "looked-at", "answers": { "why": "看星" } });
    assert_eq!(ann.joins("1", "places", &body).state(), "waitlisted");
    assert_eq!(
        wang.joins("1", "places", &json!({ "listed": true })).body["position"],
        2
    );
    let more = json!({ "policy": { "door": "open", "capacity": 3, "form": form } });
    assert_eq!(
        owner.does("2", "PATCH", "/communities/places", &more).body["members"],
        2
    );
    let is = standing(ann, "places");
    assert_eq!(
        (&is["state"], &is["answers"]["why"]),
        (&json!("pending-approval"), &json!("看星"))
    );
    assert_eq!(standing(wang, "places")["state"], "member");
    assert_eq!(
        owner.get("/communities/places/members").body["items"][0]["name"],
        "老王"
    );
}

#[test]
fn whoever_has_a_long_name_or_none_can_be_listed() {
    let server = Server::filled("backend-pocketbase-names", seed::small());
    let admin = server.admin();
    let people = server.people("names", 3);
    for ((who, id), name) in people.iter().zip(["", "  ", "😀".repeat(250).as_str()]) {
        super::changed(&admin, "users", id, &json!({ "name": name }));
        let told = who.joins("1", "night-run", &json!({ "rules": 3, "listed": true }));
        assert_eq!(told.state(), "member", "{told:?}");
    }
    let (first, _) = &people[0];
    let mut names: Vec<String> = Vec::new();
    for row in super::found(&admin, "members", "user!=''") {
        names.push(row["name"].as_str().unwrap().to_owned());
    }
    names.sort();
    assert_eq!(names, ["na…", "na…", "😀".repeat(100).as_str()]);
    assert!(
        !first
            .get("/communities/night-run/members?limit=100")
            .text
            .contains("names-")
    );
}

#[test]
fn how_many_have_come_by_a_code_is_nobodys_business_and_that_no_more_can_is() {
    let server = Server::filled("backend-pocketbase-used", seed::small());
    let people = named(&server, &["团长", "阿珍", "老王", "小李"]);
    let [owner, ann, wang, li] = &people[..] else {
        panic!("four")
    };
    founded(owner, "used", &json!({ "door": "invitation" }));
    let two = json!({ "uses": 2, "note": "x" });
    assert_eq!(invites(owner, "used", "two-of-you", &two).status, 200);
    let used = |who: &Person| {
        let told = who.get("/communities/used/invitations/two-of-you").body;
        assert_eq!(told["note"].is_null(), told["by"].is_null(), "{told}");
        (told["used"].clone(), told["note"].is_null())
    };
    let come =
        |who: &Person, key: &str| who.joins(key, "used", &json!({ "invitation": "two-of-you" }));
    assert_eq!(come(ann, "1").state(), "member");
    assert_eq!(
        (used(li), used(owner)),
        ((json!(0), true), (json!(1), false))
    );
    // Who leaves gives nothing back: so many have come.
    let gone = ann.does("2", "DELETE", "/me/memberships/used", &Value::Null);
    assert_eq!(gone.state(), "left");
    assert_eq!(come(wang, "1").state(), "member");
    assert_eq!(
        (used(li), used(&server.anybody())),
        ((json!(2), true), (json!(2), true))
    );
    assert_eq!(come(ann, "3").why(), "code-used-up");
    assert_eq!(come(li, "1").why(), "code-used-up");
    assert_eq!(li.joins("2", "used", &json!({})).why(), "invitation-needed");
}
