//! Cards, line by line; `tests/vcard.rs` has them read by a reader that is not ours.

use proptest::prelude::*;

use super::name::{Split, split};
use super::{Card, CardVersion, number};
use crate::model::testing::at;
use crate::model::{Contact, ContactKind, Member};

fn member(fields: serde_json::Value) -> Member {
    let mut row =
        serde_json::json!({ "id": "m 1", "community": "夜跑", "name": "林", "role": "member" });
    for (name, value) in fields.as_object().unwrap() {
        row[name] = value.clone();
    }
    serde_json::from_value(row).unwrap()
}

fn card(member: &Member) -> Card<'_> {
    Card {
        member,
        community: "运河夜跑团",
        role: "",
        photo: "",
        url: "https://linju.example/c/night-run/members/m",
        say: &|contact: &Contact| ["微信：", &contact.value].concat(),
        site: "embedded.linju.example",
        told: at("2026-11-27T04:00:00Z"),
    }
}

/// The lines, unfolded; what all lines must be is looked at on the way.
fn lines(card: &str) -> Vec<String> {
    assert!(card.ends_with("END:VCARD\r\n"), "{card}");
    let mut lines: Vec<String> = Vec::new();
    for line in card.trim_end_matches("\r\n").split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
        assert!(!line.contains(['\r', '\n']), "{line:?}");
        match line.strip_prefix(' ') {
            Some(more) => lines.last_mut().unwrap().push_str(more),
            None => lines.push(line.to_owned()),
        }
    }
    lines
}

fn of(card: &str, name: &str) -> Vec<String> {
    let starts = |line: &String| {
        line.strip_prefix(name)
            .is_some_and(|rest| rest.starts_with([':', ';']))
    };
    lines(card).into_iter().filter(starts).collect()
}

#[test]
fn family_and_given_name_are_apart_only_where_it_is_certain() {
    let check = |name: &str, key: &str, expected: Option<(&str, &str, &str)>| {
        let expected = expected.map(|(family, given, sorted)| Split {
            family: family.to_owned(),
            given: given.to_owned(),
            sorted: sorted.to_owned(),
        });
        assert_eq!(split(name, key), expected, "{name} {key}");
    };
    check(
        "王小明",
        "wang xiaoming",
        Some(("王", "小明", "wang,xiaoming")),
    );
    check("周屿", "zhou yu", Some(("周", "屿", "zhou,yu")));
    check(
        "诸葛明蕙",
        "zhuge minghui",
        Some(("诸葛", "明蕙", "zhuge,minghui")),
    );
    check("欧阳修", "ouyang xiu", Some(("欧阳", "修", "ouyang,xiu")));
    check("吕布", "lü bu", Some(("吕", "布", "lü,bu")));
    check("山田 太郎", "", Some(("山田", "太郎", "")));
    check(
        "山田　太郎",
        "yamada tarou",
        Some(("山田", "太郎", "yamada,tarou")),
    );
    check(
        "Emma Larsson",
        "Larsson, Emma",
        Some(("Larsson", "Emma", "Larsson,Emma")),
    );
    // Nobody knows.
    check("王小明", "", None);
    check("王小明", "wangxiaoming", None);
    check("王师傅", "", None);
    check("林", "lin", None);
    check("盛夏光年", "sheng xia guang nian", None);
    // A syllable more or less than there are characters.
    check("王小明", "wang ming", None);
    check("李西安", "li xian", None);
    check("Emma Larsson", "emma larsson", None);
    check("Emma Larsson", "Svensson, Emma", None);
    check("Mary Ann Smith", "", None);
    check("👩‍👧", "mama nu", None);
    check("", "", None);
}

#[test]
fn a_name_stands_whole_where_nobody_knows_its_parts() {
    let check = |name: &str, key: &str, new: &[&str], old: &[&str]| {
        let member = member(serde_json::json!({ "name": name, "sort_key": key }));
        let card = card(&member);
        for (version, expected) in [(CardVersion::V4, new), (CardVersion::V3, old)] {
            let file = card.write(version);
            let mut found = of(&file, "FN");
            found.extend(of(&file, "N"));
            found.extend(of(&file, "SORT-STRING"));
            assert_eq!(found, expected, "{name}");
        }
    };
    check(
        "王小明",
        "wang xiaoming",
        &["FN:王小明", "N;SORT-AS=\"wang,xiaoming\":王;小明;;;"],
        &["FN:王小明", "N:王;小明;;;", "SORT-STRING:wang xiaoming"],
    );
    check(
        "王师傅; 楼下",
        "",
        &["FN:王师傅; 楼下", "N:王师傅\\; 楼下;;;;"],
        &["FN:王师傅\\; 楼下", "N:王师傅\\; 楼下;;;;"],
    );
    // What would end a parameter is not in it.
    check(
        "A:B",
        "a\":b\r\nX:y",
        &["FN:A:B", "N;SORT-AS=\"a:bX:y\":A:B;;;;"],
        &["FN:A:B", "N:A:B;;;;", "SORT-STRING:a:bX:y"],
    );
    // There is always a name (RFC 6350, section 6.2.1).
    check(
        "\u{200d} ",
        "",
        &["FN:\u{200d}", "N:\u{200d};;;;"],
        &["FN:\u{200d}", "N:\u{200d};;;;"],
    );
    check("  ", "", &["FN:m 1", "N:m 1;;;;"], &["FN:m 1", "N:m 1;;;;"]);
}

#[test]
fn each_way_to_reach_somebody_is_what_an_address_book_takes_it_for() {
    let check = |kind: ContactKind, value: &str, new: &[&str], old: &[&str]| {
        let mut member = member(serde_json::json!({}));
        member.contacts = vec![Contact {
            kind,
            value: value.to_owned(),
        }];
        for (version, expected) in [(CardVersion::V4, new), (CardVersion::V3, old)] {
            let file = card(&member).write(version);
            let found: Vec<String> = ["TEL", "EMAIL", "IMPP", "NOTE"]
                .iter()
                .flat_map(|name| of(&file, name))
                .collect();
            assert_eq!(found, expected, "{value}");
        }
    };
    let same = |kind, value, lines: &[&str]| check(kind, value, lines, lines);
    same(
        ContactKind::Phone,
        "138-0000-2831",
        &["TEL;TYPE=cell:138-0000-2831"],
    );
    check(
        ContactKind::Phone,
        "+86 138 0000 2831",
        &["TEL;VALUE=uri;TYPE=cell:tel:+8613800002831"],
        &["TEL;TYPE=cell:+86 138 0000 2831"],
    );
    check(
        ContactKind::Phone,
        "＋49 30 1234",
        &["TEL;VALUE=uri;TYPE=voice:tel:+49301234"],
        &["TEL;TYPE=voice:＋49 30 1234"],
    );
    // With an extension it is no URI.
    same(
        ContactKind::Phone,
        "+86 571 8888 转3",
        &["TEL;TYPE=voice:+86 571 8888 转3"],
    );
    same(
        ContactKind::Phone,
        "0571-8888,3",
        &["TEL;TYPE=voice:0571-8888\\,3"],
    );
    check(
        ContactKind::Email,
        "a@example.com",
        &["EMAIL:a@example.com"],
        &["EMAIL;TYPE=INTERNET:a@example.com"],
    );
    check(
        ContactKind::Wechat,
        "小;明 1",
        &[
            "IMPP;X-SERVICE-TYPE=WeChat:weixin:%E5%B0%8F%3B%E6%98%8E%201",
            "NOTE:微信：小;明 1",
        ],
        &[
            "IMPP;X-SERVICE-TYPE=WeChat:weixin:%E5%B0%8F%3B%E6%98%8E%201",
            "NOTE:微信：小\\;明 1",
        ],
    );
    same(ContactKind::Other, "QQ 1234", &["NOTE:微信：QQ 1234"]);
    same(ContactKind::Phone, "  ", &[]);
}

#[test]
fn what_is_said_stands_where_it_belongs_and_what_is_not_is_nowhere() {
    let member = member(serde_json::json!({
        "headline": "跑步；带上水,\n第二行 \\ 👩‍👧",
        "contacts": [{ "kind": "wechat", "value": "xm" }],
    }));
    let full = Card {
        role: "主理人",
        photo: "https://linju.example/m.jpg",
        ..card(&member)
    };
    let file = full.write(CardVersion::V4);
    assert_eq!(
        lines(&file),
        [
            "BEGIN:VCARD",
            "VERSION:4.0",
            "PRODID:-//Linju//Linju//ZH",
            "KIND:individual",
            "UID;VALUE=text:m%201@%E5%A4%9C%E8%B7%91.embedded.linju.example",
            "REV:20261127T040000Z",
            "FN:林",
            "N:林;;;;",
            "ORG:运河夜跑团",
            "ROLE:主理人",
            "IMPP;X-SERVICE-TYPE=WeChat:weixin:xm",
            "PHOTO:https://linju.example/m.jpg",
            "URL:https://linju.example/c/night-run/members/m",
            "NOTE:跑步；带上水\\,\\n第二行 \\\\ 👩‍👧\\n微信：xm",
            "END:VCARD",
        ]
    );
    let old = full.write(CardVersion::V3);
    let starts: Vec<String> = lines(&old).into_iter().take(5).collect();
    assert_eq!(
        starts,
        [
            "BEGIN:VCARD",
            "VERSION:3.0",
            "PRODID:-//Linju//Linju//ZH",
            "UID:m%201@%E5%A4%9C%E8%B7%91.embedded.linju.example",
            "REV:20261127T040000Z",
        ]
    );
    assert_eq!(
        of(&old, "PHOTO"),
        ["PHOTO;VALUE=uri:https://linju.example/m.jpg"]
    );
    for photo in [
        "/m.jpg",
        "javascript:alert(1)",
        "https://x/a b",
        "https://x/\r\nEVIL:1",
    ] {
        let file = Card { photo, ..full }.write(CardVersion::V4);
        assert_eq!(of(&file, "PHOTO"), [""; 0], "{photo}");
    }
    let bare = Card {
        community: "",
        url: "",
        ..card(&Member {
            headline: String::new(),
            contacts: Vec::new(),
            ..member.clone()
        })
    }
    .write(CardVersion::V4);
    for name in [
        "ORG", "ROLE", "TEL", "EMAIL", "IMPP", "PHOTO", "URL", "NOTE", "BDAY",
    ] {
        assert_eq!(of(&bare, name), [""; 0], "{name}");
    }
}

#[test]
fn a_birthday_has_no_year() {
    let check = |day: &str, new: &str, old: &str| {
        let member = member(serde_json::json!({ "birthday": day }));
        let card = card(&member);
        assert_eq!(of(&card.write(CardVersion::V4), "BDAY"), [new]);
        assert_eq!(of(&card.write(CardVersion::V3), "BDAY"), [old]);
    };
    check(
        "05-01",
        "BDAY:--0501",
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-05-01",
    );
    check(
        "02-29",
        "BDAY:--0229",
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29",
    );
}

#[test]
fn a_number_is_what_a_telephone_dials() {
    let check = |typed: &str, expected: &str| assert_eq!(number(typed), expected, "{typed}");
    check("138-0000-2831", "13800002831");
    check("+86 138 0000 2831", "+8613800002831");
    check("＋８６ １３８", "+86138");
    check("(0571) 8888 x3", "05718888");
    check("0571-8888转3", "05718888");
    check("手机 138 0000", "1380000");
    check("问我", "");
    check("+", "");
}

proptest! {
    /// Whatever is said, the card is one, and each line is by the RFC.
    #[test]
    fn no_text_breaks_a_card(
        name in ".{0,60}",
        key in ".{0,20}",
        headline in "[\\PC\r\n;,\\\\:\"]{0,200}",
        value in "\\PC{0,80}",
    ) {
        let kinds = [ContactKind::Phone, ContactKind::Email, ContactKind::Wechat, ContactKind::Other];
        let mut member = member(serde_json::json!({ "name": name, "sort_key": key, "headline": headline }));
        member.contacts = kinds.into_iter().map(|kind| Contact { kind, value: value.clone() }).collect();
        for version in [CardVersion::V3, CardVersion::V4] {
            let file = card(&member).write(version);
            let lines = lines(&file);
            prop_assert_eq!(lines.iter().filter(|line| line.starts_with("BEGIN:")).count(), 1);
            prop_assert_eq!(lines.iter().filter(|line| line.starts_with("FN:")).count(), 1);
            prop_assert!(lines.iter().all(|line| line.starts_with(|c: char| c.is_ascii_uppercase())));
        }
    }
}
