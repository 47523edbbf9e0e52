//! Communities that are not there yet, those that were put away, and codes of who is not there any more.

use serde_json::{Value, json};

use super::{Base, Person, Session, Told};

fn charter(parent: &str) -> Value {
    json!({ "charter": { "name": "n", "purpose": "p", "area": { "city": "x" }, "parent": parent } })
}

fn how(owner: &mut Session, value: u32) {
    owner.does(&format!(
        "update linju.settings set value = {value} where name = 'founding'"
    ));
}

fn mine(who: &mut Person) -> Result<String, String> {
    who.asks(
        "select coalesce(string_agg(standing ->> 'state', ','), '') from linju_api.memberships()",
    )
}

#[test]
fn whoever_waits_to_found_takes_it_back_before_and_after_a_no() {
    let base = Base::new("backend-postgresql-founders");
    let mut owner = base.owner();
    let mut people = base.people("founder", 1);
    let [a] = &mut people[..] else { panic!("one") };
    how(&mut owner, 2);
    for (key, refused) in [("1", false), ("2", true)] {
        let told = a.does(key, "found", "mine", &charter(""));
        assert_eq!(told.state(), "pending-approval");
        if refused {
            owner.does("select linju.refuse_founding('mine', '先见个面')");
            assert_eq!(mine(a), Ok("rejected".to_owned()));
        }
        // Nobody is shown a community, who wants to found it neither.
        let shown =
            a.asks("select count(*) from linju_api.community('mine') c where c.id is not null");
        assert_eq!(shown, Ok("0".to_owned()));
        let back = a.does(&format!("back {key}"), "withdraw", "mine", &json!({}));
        assert_eq!(back.state(), "none", "{back:?}");
        assert_eq!(mine(a), Ok(String::new()));
    }
    // What is none of the three lets nobody found.
    for (value, why) in [(4, "not-offered"), (1_000_000, "not-offered"), (1, "")] {
        how(&mut owner, value);
        let told = a.does(&format!("{value}"), "found", "mine", &charter(""));
        assert_eq!(told.why(), why, "{value}");
    }
}

#[test]
fn a_parent_is_asked_for_again_when_a_community_begins() {
    let base = Base::new("backend-postgresql-parents");
    let mut owner = base.owner();
    let mut people = base.people("parent", 1);
    let [a] = &mut people[..] else { panic!("one") };
    let whole: Told = a.does("1", "found", "whole", &charter(""));
    assert_eq!(whole.state(), "member");
    how(&mut owner, 2);
    for id in ["early", "late"] {
        let told = a.does(id, "found", id, &charter("whole"));
        assert_eq!(told.state(), "pending-approval", "{told:?}");
    }
    let parent = |owner: &mut Session, id: &str| {
        owner.does(&format!("select linju.let_found('{id}')"));
        owner.found(&format!(
            "select coalesce(parent, '') from linju.communities where id = '{id}'"
        ))
    };
    assert_eq!(parent(&mut owner, "early"), "whole");
    let told = a.does("2", "close", "whole", &json!({ "farewell": "再见" }));
    assert_eq!(told.status, 200, "{told:?}");
    assert_eq!(parent(&mut owner, "late"), "");
}

#[test]
fn who_is_forgotten_lets_nobody_in_and_what_was_put_away_has_no_events_in_its_list() {
    let base = Base::new("backend-postgresql-put-away");
    let mut owner = base.owner();
    let mut people = base.people("away", 2);
    let [a, b] = &mut people[..] else {
        panic!("two")
    };
    assert_eq!(a.does("1", "found", "away", &charter("")).state(), "member");
    assert_eq!(b.does("1", "join", "away", &json!({})).state(), "member");
    owner.does("update linju.memberships set role = 'admin' where user_id = 'away-1'");
    let made = b.does(
        "2",
        "invite",
        "away",
        &json!({ "code": "by-an-admin", "role": "host" }),
    );
    assert_eq!(made.status, 200, "{made:?}");
    let revoked = "select (revoked is not null)::text from linju.invitations";
    assert_eq!(owner.found(revoked), "false");
    owner.does("delete from linju.users where id = 'away-1'");
    assert_eq!(owner.found(revoked), "true");

    super::event(&mut owner, "away", "5", "");
    owner.does("update linju.events set community_id = 'away'");
    let listed = "select count(*) from linju_api.events('away')";
    for (key, kind, count) in [
        ("3", "close", "1"),
        ("4", "archive", "0"),
        ("5", "reopen", "1"),
    ] {
        let told = a.does(key, kind, "away", &json!({ "farewell": "再见" }));
        assert_eq!(told.status, 200, "{told:?}");
        assert_eq!(a.asks(listed), Ok(count.to_owned()), "{kind}");
    }
}
