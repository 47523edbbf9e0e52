//! Those whose term is over.

use serde_json::{Value, json};

use super::keeping::{LONG_AGO, founds, is, posts};
use crate::services::backends::{
    people::Person,
    server::{Operator as _, Server},
};

pub fn dues_of_another_term_come_late<S: Server>() {
    let server = S::filled("dues-late");
    let operator = server.operator();
    let people = server.people("late-dues", 3);
    let [(owner, _), (pays, pays_id), (forgot, forgot_id)] = &people[..] else {
        panic!("three")
    };
    let dues = json!({ "amount": 100, "currency": "CNY", "period": "year" });
    let policy = json!({ "door": "open", "dues": dues, "capacity": 1 });
    assert_eq!(founds(owner, "late", policy, "").state(), "member");
    let over = json!({ "until": "2026-02-01 00:00:00.000Z" });
    let mut asked = over.clone();
    asked["paying"] = json!("2026-01-15 00:00:00.000Z");
    let late = is(&operator, "late", pays_id, "host", &asked);
    let never = is(&operator, "late", forgot_id, "member", &over);
    let paid = |row: &str| {
        let path = format!("/communities/late/applications/{row}/paid");
        posts(owner, &format!("paid {row}"), &path, json!({}))
    };
    let mine = |who: &Person| who.get("/me/memberships").body["items"][0].clone();
    assert_eq!(mine(pays)["state"], "expired");
    let told = paid(&late);
    assert_eq!(told.status, 200, "{told:?}");
    // The new term follows the old one, and they are what they were, though it is full.
    let stands = mine(pays);
    assert_eq!(
        [&stands["state"], &stands["role"], &stands["until"]],
        ["member", "host", "2027-02-01T00:00:00Z"]
    );
    assert!(stands["paying"].is_null());
    assert_eq!(paid(&never).why(), "nothing-there");
    assert_eq!(mine(forgot)["state"], "expired");
}

pub fn whoever_was_not_renewed_is_in_no_directory_and_can_be_put_out<S: Server>() {
    let server = S::filled("not-renewed");
    let operator = server.operator();
    let people = server.people("renewed", 4);
    let [
        (owner, _),
        (out, out_id),
        (hidden, hidden_id),
        (stays, stays_id),
    ] = &people[..]
    else {
        panic!("four")
    };
    let policy = json!({ "door": "open", "term": 1 });
    assert_eq!(founds(owner, "not-renewed", policy, "").state(), "member");
    let mut rows = Vec::new();
    for (who, user) in [(out, out_id), (hidden, hidden_id), (stays, stays_id)] {
        rows.push(is(&operator, "not-renewed", user, "member", &Value::Null));
        let entry = json!({ "name": user, "unlisted": user == hidden_id });
        let told = who.does("entry", "PATCH", "/me/entries/not-renewed", &entry);
        assert_eq!(told.status, 200, "{told:?}");
    }
    let sees = |who: &Person| {
        let told = who.get("/communities/not-renewed/members");
        let items = told.body["items"].as_array().cloned().unwrap_or_default();
        assert_eq!(told.body["total"], items.len(), "{told:?}");
        let mut names: Vec<String> = items
            .iter()
            .map(|row| row["name"].as_str().unwrap().to_owned())
            .collect();
        names.sort();
        (names, items)
    };
    assert_eq!((sees(stays).0.len(), sees(owner).0.len()), (2, 3));
    let (_, items) = sees(stays);
    let entry = items.iter().find(|row| row["name"] == out_id.as_str());
    let one = format!(
        "/communities/not-renewed/members/{}",
        entry.unwrap()["id"].as_str().unwrap()
    );
    assert_eq!(stays.get(&one).status, 200);
    for row in &rows[..2] {
        operator.changed("memberships", row, &json!({ "until": LONG_AGO }));
    }
    for who in [stays, owner] {
        assert_eq!(sees(who).0, [stays_id.as_str()]);
        assert_eq!(who.get(&one).status, 404);
    }
    // They are in no directory for a time only: whoever is back stands there as before.
    let later = json!({ "until": "2099-01-01 00:00:00.000Z" });
    operator.changed("memberships", &rows[1], &later);
    assert_eq!((sees(stays).0.len(), sees(owner).0.len()), (1, 2));
    let remove = format!("/communities/not-renewed/roster/{}/remove", rows[0]);
    let no = json!({ "reason": "很久没来" });
    assert_eq!(posts(stays, "1", &remove, no.clone()).why(), "forbidden");
    assert_eq!(posts(owner, "1", &remove, no).state(), "removed");
    assert_eq!(
        out.joins("1", "not-renewed", &json!({})).why(),
        "not-again",
        "not back without knocking"
    );
    operator.changed("memberships", &rows[1], &json!({ "until": LONG_AGO }));
    assert_eq!(
        hidden.get("/me/memberships").body["items"][0]["state"],
        "expired"
    );
}
