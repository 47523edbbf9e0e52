//! A search in a directory: whatever is looked for, nobody finds what they may not see.

use serde_json::{Value, json};

use super::asking::{asks, meeting, mine, reachable, shows, stands};
use crate::services::backends::{
    people::Person,
    server::{Operator as _, Server},
};

const IN: &str = "/communities/asking/members";

/// What is found: the names, and how many are said to be there.
fn found(who: &Person, typed: &str) -> (Vec<String>, u64) {
    let typed: String = typed.bytes().map(|byte| format!("%{byte:02X}")).collect();
    let told = who.get(&format!("{IN}?limit=100&q={typed}"));
    assert_eq!(told.status, 200, "{told:?}");
    let rows = told.body["items"].as_array().unwrap();
    let names = rows
        .iter()
        .map(|row| row["name"].as_str().unwrap().to_owned());
    (names.collect(), told.body["total"].as_u64().unwrap())
}

fn names(who: &Person, typed: &str) -> Vec<String> {
    let (names, total) = found(who, typed);
    assert_eq!(names.len() as u64, total, "{typed}");
    names
}

pub fn a_search_finds_what_its_viewer_sees_and_nothing_else<S: Server>() {
    let server = S::filled("searched");
    let people = meeting(&server, &["owner", "member", "member", "member"]);
    let [(organiser, _), (an, _), (bo, _), (cy, _)] = &people[..] else {
        panic!("four")
    };
    let (stranger, _) = &server.people("searches", 1)[0];
    let everything = json!({ "name": "王小明", "sort_key": "wang xiaoming", "picture": "https://a.example/PICTURE.jpg", "headline": "周末 Ｗｏｏｄ work",
        "hometown": "绍兴", "district": "西湖区", "skills": ["Carpentry", "摄影"], "offers": ["OFFER"], "seeks": ["SEEK"],
        "contacts": [{ "kind": "phone", "value": "13800001111" }], "birthday": "02-29", "household": "王家",
        "visibility": { "offers": "on-request", "seeks": "organisers", "skills": "everyone", "district": "nobody", "contacts": "everyone",
            "birthday": "everyone", "household": "everyone" } });
    let id = stands(an, "1", &everything);
    stands(bo, "1", &json!({ "name": "王芳", "headline": "摄影" }));
    stands(
        cy,
        "1",
        &json!({ "name": "不在名单", "headline": "UNLISTED", "unlisted": true }),
    );
    let (ming, both) = (vec!["王小明".to_owned()], 2);
    for (typed, by_fellow, by_organiser, by_own) in [
        ("小明", true, true, true),
        ("WANG", true, true, true),
        ("wood WORK", true, true, true),
        ("ｃａｒｐ", true, true, true),
        ("小明 摄影 carp", true, true, true),
        ("绍兴", true, true, true),
        ("小明 绍兴 没有", false, false, false),
        ("seek", false, true, true),
        ("小明 seek", false, true, true),
        ("offer", false, false, true),
        ("西湖", false, false, true),
        ("1380", false, false, false),
        ("PICTURE", false, false, false),
        ("王家", false, false, false),
        ("02-29", false, false, false),
        ("member", false, false, false),
        ("everyone", false, false, false),
        ("明wang", false, false, false),
    ] {
        for (who, expected) in [(bo, by_fellow), (organiser, by_organiser), (an, by_own)] {
            let expected = if expected { ming.clone() } else { vec![] };
            assert_eq!(names(who, typed), expected, "{typed}");
        }
    }
    assert_eq!(
        (names(bo, "摄影").len(), names(bo, " \u{3000}\t").len()),
        (both, 2)
    );
    assert_eq!(
        (
            names(bo, "unlisted").len(),
            names(organiser, "unlisted").len(),
            names(cy, "unlisted").len()
        ),
        (0, 1, 1)
    );
    for who in [stranger, &server.anybody()] {
        let told = who.get(&format!("{IN}?q=a"));
        assert!(
            [401, 403].contains(&told.status) && !told.text.contains("王"),
            "{told:?}"
        );
    }

    // What was granted is found by whom it was granted to, while it holds.
    assert_eq!(asks(bo, "2", &id, &["offers"]).state(), "pending");
    assert_eq!(names(bo, "offer"), Vec::<String>::new());
    let person = mine(an).requests[0].person.clone().unwrap();
    assert_eq!(
        shows(an, "2", person.as_str(), &["offers"], Value::Null).state(),
        "granted"
    );
    assert_eq!(
        (names(bo, "offer"), names(bo, "小明 offer carp")),
        (ming.clone(), ming.clone())
    );
    assert_eq!(
        (names(cy, "offer").len(), names(organiser, "offer").len()),
        (0, 0)
    );
    let operator = server.operator();
    for row in operator.found("asks", "state='granted'") {
        operator.changed(
            "asks",
            row["id"].as_str().unwrap(),
            &json!({ "until": "2026-01-02 00:00:00.000Z" }),
        );
    }
    assert_eq!(names(bo, "offer"), Vec::<String>::new());

    // What is hidden later is found no more; nor who is not there.
    let mut hides = everything.clone();
    hides["visibility"]["skills"] = json!("nobody");
    stands(an, "3", &hides);
    assert_eq!((names(bo, "carp").len(), names(an, "carp").len()), (0, 1));
    assert_eq!(
        an.does("4", "DELETE", "/me/memberships/asking", &Value::Null)
            .state(),
        "left"
    );
    assert_eq!(
        (names(bo, "小明").len(), names(organiser, "小明").len()),
        (0, 0)
    );
}

pub fn what_is_searched_for_is_data<S: Server>() {
    let server = S::filled("searched-data");
    let people = meeting(&server, &["owner", "member"]);
    let [(organiser, _), (bo, _)] = &people[..] else {
        panic!("two")
    };
    let mut odd = reachable("O'Brien \"100%_\\ {:user} $1");
    odd["visibility"]["contacts"] = json!("nobody");
    stands(organiser, "1", &odd);
    let operator = server.operator();
    for at in 0..3 {
        let entry = json!({ "id": format!("odd-{at}"), "community": "asking", "name": format!("plain {at}"), "role": "member",
            "headline": "SECRET", "visibility": { "headline": "nobody" } });
        operator.made("members", &entry);
    }
    for typed in ["o'b", "\"100", "100%_", "\\", "{:user}", "$1", "%_\\"] {
        assert_eq!(names(bo, typed).len(), 1, "{typed}");
    }
    for typed in [
        "' or '1'='1",
        "') or (1=1",
        "%",
        "_lain",
        "plain%",
        "*",
        "plain*",
        "\"plain",
        "plain\" or \"x",
        "{:word0}x",
        "\0",
        "secret",
        "\u{fffd}",
        "-- ",
        "/*",
        "m.found",
        "SECRET' or headline like '%SECRET",
    ] {
        let expected = usize::from(typed == "%");
        let found = if typed == "\0" {
            0
        } else {
            names(bo, typed).len()
        };
        assert_eq!(found, expected, "{typed}");
    }
    // However much it is.
    assert_eq!(names(bo, &"长".repeat(3000)).len(), 0);
    assert_eq!(names(bo, &"plain ".repeat(500)).len(), 3);
    assert_eq!(
        names(bo, &(0..50).map(|_| "a ").collect::<String>()).len(),
        3
    );
    // Pages of any wish are pages.
    for (limit, most) in [
        ("-1", 3),
        ("0", 3),
        ("1e9", 3),
        ("99999999999999999999", 3),
        ("abc", 3),
        ("2", 2),
        ("NaN", 3),
    ] {
        let told = bo.get(&format!("{IN}?q=plain&limit={limit}"));
        assert_eq!(told.status, 200, "{limit}: {told:?}");
        assert!(
            told.body["items"].as_array().unwrap().len() <= most && told.body["total"] == 3,
            "{limit}: {told:?}"
        );
    }
    for cursor in ["x", "%5B1%5D", "%7B%7D", "%5B%22a%22%5D"] {
        let told = bo.get(&format!("{IN}?q=plain&cursor={cursor}"));
        assert_eq!(told.status, 400, "{cursor}: {told:?}");
    }
    // Page by page, each once.
    let mut seen = Vec::new();
    let mut cursor = String::new();
    for _ in 0..6 {
        let page = bo.get(&format!("{IN}?q=plain&limit=1{cursor}")).body;
        seen.extend(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["name"].as_str().unwrap().to_owned()),
        );
        let Some(next) = page["next"].as_str() else {
            break;
        };
        let next: String = next.bytes().map(|byte| format!("%{byte:02X}")).collect();
        cursor = format!("&cursor={next}");
    }
    assert_eq!(seen, ["plain 0", "plain 1", "plain 2"]);
}
