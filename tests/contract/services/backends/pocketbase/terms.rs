//! Terms that end and are renewed, with dues and without.

use serde_json::{Value, json};

use super::{
    Server,
    door::{founded, named, posts, row_of, standing},
    seed,
};
use crate::services::backends::people::Person;

const DAY: i64 = 86_400;

impl Server {
    /// So many days later.
    fn later(&mut self, days: i64) {
        self.process = None;
        self.ahead += days * DAY;
        self.process = Some(self.running());
    }
}

#[test]
fn a_term_ends_is_renewed_and_lets_one_back_while_its_grace_lasts() {
    let mut server = Server::filled("backend-pocketbase-terms", seed::small());
    let people = named(&server, &["团长", "阿珍", "老王"]);
    let [owner, ann, wang] = &people[..] else {
        panic!("three")
    };
    let policy = json!({ "door": "approval", "term": 2, "grace": 10, "capacity": 3 });
    founded(owner, "terms", &policy);
    for (at, (who, name)) in [(ann, "阿珍"), (wang, "老王")].into_iter().enumerate() {
        assert_eq!(
            who.joins("1", "terms", &json!({})).state(),
            "pending-approval"
        );
        let row = row_of(owner, "terms", "applications", name)["id"].clone();
        let path = format!(
            "/communities/terms/applications/{}/approve",
            row.as_str().unwrap()
        );
        let told = posts(owner, &format!("yes {at}"), &path, &json!({}));
        assert!(told.body["until"].is_string(), "{told:?}");
    }
    let renew =
        |who: &Person, key: &str| posts(who, key, "/me/memberships/terms/renew", &json!({}));
    let early = renew(ann, "2");
    assert_eq!(early.why(), "not-yet");
    assert!(early.body["opens"].is_string());
    assert_eq!(
        renew(owner, "2").why(),
        "nothing-there",
        "whoever founded it has no term"
    );
    let before = standing(ann, "terms")["until"].clone();
    server.later(50);
    let told = renew(ann, "3");
    assert!(told.body["until"].as_str() > before.as_str(), "{told:?}");
    assert_eq!(renew(ann, "4").why(), "not-yet", "once a term");

    // Who does not renew is out, is shown so for a while, and leaves a place.
    server.later(15);
    assert_eq!(standing(wang, "terms")["state"], "expired");
    assert_eq!(wang.get("/communities/terms/members").status, 403);
    assert_eq!(row_of(owner, "terms", "roster", "老王")["state"], "expired");
    assert_eq!(
        server.anybody().get("/communities/terms").body["members"],
        2
    );
    let back = renew(wang, "5");
    assert_eq!(
        (back.state(), &back.body["role"]),
        ("member", &json!("member"))
    );
    let history = row_of(owner, "terms", "roster", "老王")["history"].clone();
    let words: Vec<&str> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|past| past["what"].as_str().unwrap())
        .collect();
    assert_eq!(words, ["applied", "joined", "expired"]);
    server.later(90);
    assert_eq!(renew(wang, "6").why(), "nothing-there", "the grace is over");
    assert_eq!(
        wang.joins("7", "terms", &json!({})).state(),
        "pending-approval"
    );
}

#[test]
fn dues_of_another_term_are_said_to_have_come_by_an_organiser() {
    let mut server = Server::filled("backend-pocketbase-dues", seed::small());
    let people = named(&server, &["团长", "阿珍"]);
    let [owner, ann] = &people[..] else {
        panic!("two")
    };
    let dues = json!({ "amount": 5000, "currency": "CNY", "period": "month", "link": "https://pay.example/", "how": "现金" });
    founded(owner, "dues", &json!({ "dues": dues }));
    assert_eq!(
        ann.joins("1", "dues", &json!({ "listed": true })).state(),
        "pending-payment"
    );
    let paid = |key: &str, list: &str| {
        let row = row_of(owner, "dues", list, "阿珍")["id"].clone();
        let path = format!(
            "/communities/dues/applications/{}/paid",
            row.as_str().unwrap()
        );
        posts(owner, key, &path, &json!({}))
    };
    let first = paid("1", "applications");
    assert!(first.body["until"].is_string(), "{first:?}");
    let listed = owner.get("/communities/dues/members").body["items"].clone();
    assert_eq!(
        (&listed[0]["name"], &listed[0]["role"]),
        (&json!("阿珍"), &json!("member"))
    );
    assert_eq!(paid("2", "roster").why(), "already");
    server.later(25);
    let renewed = posts(ann, "2", "/me/memberships/dues/renew", &json!({}));
    assert!(renewed.body["paying"].is_string(), "{renewed:?}");
    assert_eq!(
        renewed.body["until"], first.body["until"],
        "not before they have come"
    );
    assert_eq!(
        posts(ann, "3", "/me/memberships/dues/renew", &json!({})).why(),
        "already"
    );
    assert!(row_of(owner, "dues", "roster", "阿珍")["paying"].is_string());
    let second = paid("3", "roster");
    assert!(
        second.body["paying"].is_null()
            && second.body["until"].as_str() > first.body["until"].as_str()
    );
    // Without one's own wish nobody is listed; who leaves is not.
    assert_eq!(
        ann.does("4", "DELETE", "/me/memberships/dues", &Value::Null)
            .state(),
        "left"
    );
    assert_eq!(
        owner.get("/communities/dues/members").body["items"],
        json!([])
    );
    assert_eq!(
        ann.joins("5", "dues", &json!({})).state(),
        "pending-payment"
    );
    assert_eq!(paid("4", "applications").state(), "member");
    assert_eq!(
        owner.get("/communities/dues/members").body["items"],
        json!([])
    );
}
