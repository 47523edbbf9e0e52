//! Cards for address books, read by a reader that is not ours (ical.js in Node, tests/e2e/read-vcard.mjs): what it finds is what
//! the entry says, to the letter, and nothing else.
#![cfg(all(not(target_arch = "wasm32"), feature = "services"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

use std::io::Write as _;
use std::process::{Command, Stdio};

use linju::model::{Card, CardVersion, Contact, ContactKind, Instant, Member};
use serde_json::{Value, json};

/// What ical.js makes of these cards: of each its properties, `[name, parameters, type, value]`.
fn read(cards: &[String]) -> Vec<Value> {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e");
    let mut node = Command::new("node")
        .arg("read-vcard.mjs")
        .current_dir(dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("Node.js");
    let mut stdin = node.stdin.take().unwrap();
    let text = Value::from(cards.to_vec()).to_string();
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let out = node.wait_with_output().unwrap();
    writer.join().unwrap().unwrap();
    assert!(out.status.success(), "ical.js refused a card");
    serde_json::from_slice(&out.stdout).unwrap()
}

fn member(fields: Value) -> Member {
    let mut row = json!({ "id": "m/1", "community": "night-run", "role": "member" });
    row.as_object_mut()
        .unwrap()
        .extend(fields.as_object().unwrap().clone());
    serde_json::from_value(row).unwrap()
}

fn written(member: &Member, version: CardVersion) -> String {
    let card = Card {
        member,
        community: "运河夜跑团；东, \\ 西",
        role: "主理人",
        photo: "https://linju.example/m.jpg",
        url: "https://linju.example/c/night-run/members/m%2F1",
        say: &|contact: &Contact| ["微信：", &contact.value].concat(),
        site: "embedded.linju.example",
        told: Instant::parse("2026-11-27T04:00:00Z").unwrap(),
    };
    card.write(version)
}

/// The one value of a property; `null` where there is none.
fn value(card: &Value, name: &str) -> Value {
    let all: Vec<&Value> = card
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it[0] == name)
        .collect();
    assert!(all.len() < 2, "{name}: {all:?}");
    all.first().map_or(Value::Null, |it| it[3].clone())
}

const SAID: [&str; 9] = [
    "王",
    "Emma Larsson",
    "a,b;c\\d:e\"f",
    "第一行；带上水，\n第二行, with; \\n and 👩‍👧",
    "上海市普陀区石泉路一百二十弄十六号的邻居们每周三晚上七点半在河边一起慢跑，风雨无阻，欢迎带上孩子和狗",
    "BEGIN:VCARD",
    "x\r\nEMAIL:evil@example.com",
    "ﷺ\u{200d}\u{301}",
    "^n ^' ^^",
];

#[test]
fn whatever_is_said_is_read_to_the_letter_in_both_versions() {
    let mut cards = Vec::new();
    let mut expected = Vec::new();
    for said in SAID {
        for version in [CardVersion::V3, CardVersion::V4] {
            let one = member(json!({
                "name": said, "headline": said, "sort_key": said,
                "contacts": [
                    { "kind": "phone", "value": "138-0000-2831" },
                    { "kind": "email", "value": "a@example.com" },
                    { "kind": "wechat", "value": said },
                ],
            }));
            cards.push(written(&one, version));
            expected.push((said, version));
        }
    }
    for (card, (said, version)) in read(&cards).iter().zip(expected) {
        let is_new = version == CardVersion::V4;
        // Line ends are all one.
        let said = said.replace("\r\n", "\n");
        let parts = json!([said, "", "", "", ""]);
        // RFC 2426 wants `\;` everywhere (section 4, text-value); ical.js takes it back in N alone.
        let said = if is_new {
            said
        } else {
            said.replace(';', "\\;")
        };
        assert_eq!(value(card, "version"), if is_new { "4.0" } else { "3.0" });
        assert_eq!(value(card, "fn"), said.as_str());
        assert_eq!(value(card, "n"), parts, "{said}");
        assert_eq!(value(card, "note"), format!("{said}\n微信：{said}"));
        assert_eq!(value(card, "org"), "运河夜跑团；东, \\ 西");
        assert_eq!(value(card, "role"), "主理人");
        assert_eq!(value(card, "tel"), "138-0000-2831");
        assert_eq!(value(card, "email"), "a@example.com");
        assert_eq!(value(card, "photo"), "https://linju.example/m.jpg");
        assert_eq!(
            value(card, "url"),
            "https://linju.example/c/night-run/members/m%2F1"
        );
        assert_eq!(value(card, "uid"), "m%2F1@night-run.embedded.linju.example");
        let rev = value(card, "rev").as_str().unwrap().replace(['-', ':'], "");
        assert_eq!(rev, "20261127T040000Z");
        let names: Vec<&str> = card
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it[0].as_str().unwrap())
            .collect();
        let known = [
            "version",
            "prodid",
            "kind",
            "uid",
            "rev",
            "fn",
            "n",
            "sort-string",
            "org",
            "role",
            "tel",
            "email",
            "impp",
            "bday",
            "photo",
            "url",
            "note",
        ];
        assert!(names.iter().all(|name| known.contains(name)), "{names:?}");
    }
}

#[test]
fn names_and_ways_of_both_versions_are_what_an_address_book_takes_them_for() {
    let one = member(json!({
        "name": "诸葛明蕙", "sort_key": "zhuge minghui", "birthday": "02-29",
        "contacts": [
            { "kind": "phone", "value": "+86 138 0000 2831" },
            { "kind": "wechat", "value": "mh-demo" },
        ],
    }));
    assert_eq!(one.contacts[1].kind, ContactKind::Wechat);
    let cards = [CardVersion::V3, CardVersion::V4].map(|version| written(&one, version));
    let all = read(&cards);
    for card in &all {
        assert_eq!(value(card, "n"), json!(["诸葛", "明蕙", "", "", ""]));
        assert_eq!(value(card, "impp"), "weixin:mh-demo");
    }
    assert_eq!(value(&all[0], "bday"), "1604-02-29");
    assert_eq!(value(&all[1], "bday"), "--02-29");
    assert_eq!(value(&all[0], "tel"), "+86 138 0000 2831");
    assert_eq!(value(&all[1], "tel"), "tel:+8613800002831");
    let of = |name: &str| {
        let of = all[1].as_array().unwrap().iter().find(|it| it[0] == name);
        of.unwrap().clone()
    };
    assert_eq!(of("tel")[1]["type"], "cell");
    assert_eq!(of("tel")[2], "uri");
    assert_eq!(of("n")[1]["sort-as"], "zhuge,minghui");
    assert_eq!(value(&all[0], "sort-string"), "zhuge minghui");
}
