use chrono::NaiveDate;

use super::{RollWords, Round, coming, households, roll};
use crate::model::testing::Tz;
use crate::model::{ContactKind, Member, MemberField, Role, csv};

fn member(fields: serde_json::Value) -> Member {
    let mut row =
        serde_json::json!({ "id": "m", "community": "c", "name": "林", "role": "member" });
    for (name, value) in fields.as_object().unwrap() {
        row[name] = value.clone();
    }
    serde_json::from_value(row).unwrap()
}

fn words() -> RollWords<'static> {
    RollWords {
        name: "name",
        role: "role",
        field: &|field| match field {
            MemberField::Joined => "joined",
            MemberField::Headline => "headline",
            MemberField::Hometown => "hometown",
            MemberField::District => "district",
            MemberField::Skills => "skills",
            MemberField::Offers => "offers",
            MemberField::Seeks => "seeks",
            MemberField::Birthday => "birthday",
            MemberField::Household => "household",
            MemberField::Contacts | MemberField::Picture => "?",
        },
        contact: &|kind| match kind {
            ContactKind::Phone => "phone",
            ContactKind::Wechat => "wechat",
            ContactKind::Email => "email",
            ContactKind::Other => "other",
        },
        role_of: &|role| match role {
            Role::Owner => "owner",
            _ => "one",
        },
        day: &|at| at.to_string().chars().take(10).collect(),
        birthday: &|born| ["born ", &born.to_string()].concat(),
        unlisted: ("listing", "not listed"),
        comma: "、",
    }
}

#[test]
fn the_table_has_a_column_a_part_and_no_formula() {
    let all = [
        member(serde_json::json!({
            "name": "=HYPERLINK(\"http://evil\")", "role": "owner", "headline": "跑步,\n遛狗",
            "joined": "2024-03-01T04:00:00Z", "hometown": "绍兴", "district": "西湖区",
            "skills": ["木工", "看图"], "offers": ["修车"], "seeks": ["跑友"],
            "birthday": "02-29", "household": "王家", "unlisted": true,
            "contacts": [
                { "kind": "phone", "value": "+86138" }, { "kind": "phone", "value": "139" },
                { "kind": "other", "value": "QQ 1" },
            ],
        })),
        member(serde_json::json!({})),
    ];
    let rows = roll(&all, &words());
    let head = "name,role,listing,joined,headline,hometown,district,skills,offers,seeks,birthday,household,phone,wechat,email,other";
    assert_eq!(rows[0].join(","), head);
    assert_eq!(rows[1][2..4], ["not listed", "2024-03-01"]);
    assert_eq!(rows[1][7], "木工、看图");
    assert_eq!(
        rows[1][10..],
        ["born 02-29", "王家", "+86138\n139", "", "", "QQ 1"]
    );
    assert_eq!(rows[2][..2], ["林", "one"]);
    assert!(rows[2][2..].iter().all(String::is_empty));
    let text = csv(&rows);
    assert!(text.starts_with('\u{feff}'), "Excel knows UTF-8 by it");
    assert!(
        text.contains("\"'=HYPERLINK(\"\"http://evil\"\")\""),
        "{text}"
    );
    assert!(text.contains("\"'+86138\n139\""), "{text}");
}

#[test]
fn days_come_round_each_year() {
    let check = |today: (i32, u32, u32), fields: serde_json::Value, expected: &[(&str, Round)]| {
        let all = [member(fields)];
        let today = NaiveDate::from_ymd_opt(today.0, today.1, today.2).unwrap();
        let found: Vec<(String, Round)> = coming(&all, today, 30, (&Tz, "Asia/Shanghai"))
            .into_iter()
            .map(|it| (it.on.to_string(), it.what))
            .collect();
        let expected: Vec<(String, Round)> = expected
            .iter()
            .map(|(on, what)| ((*on).to_owned(), *what))
            .collect();
        assert_eq!(found, expected);
    };
    let born = |day: &str| serde_json::json!({ "birthday": day });
    let joined = |at: &str| serde_json::json!({ "joined": at });
    check(
        (2026, 11, 27),
        born("11-27"),
        &[("2026-11-27", Round::Birthday)],
    );
    check(
        (2026, 11, 27),
        born("12-26"),
        &[("2026-12-26", Round::Birthday)],
    );
    check((2026, 11, 27), born("12-27"), &[]);
    check((2026, 11, 27), born("11-26"), &[]);
    // Over the end of the year.
    check(
        (2026, 12, 20),
        born("01-18"),
        &[("2027-01-18", Round::Birthday)],
    );
    // Where there is no such day, the one before.
    check(
        (2027, 2, 10),
        born("02-29"),
        &[("2027-02-28", Round::Birthday)],
    );
    check(
        (2028, 2, 10),
        born("02-29"),
        &[("2028-02-29", Round::Birthday)],
    );
    check(
        (2027, 2, 28),
        born("02-29"),
        &[("2027-02-28", Round::Birthday)],
    );
    check((2027, 3, 1), born("02-29"), &[]);
    // By the clock on the wall: in Shanghai it is the next day already.
    check(
        (2026, 11, 27),
        joined("2024-11-30T16:30:00Z"),
        &[("2026-12-01", Round::Years(2))],
    );
    check((2026, 11, 27), joined("2026-11-27T04:00:00Z"), &[]);
    check((2026, 11, 27), joined("2026-12-01T04:00:00Z"), &[]);
    check(
        (2026, 12, 20),
        joined("2026-01-02T04:00:00Z"),
        &[("2027-01-02", Round::Years(1))],
    );
    check((2026, 11, 27), serde_json::json!({}), &[]);
    check(
        (2026, 11, 27),
        serde_json::json!({ "birthday": "12-01", "joined": "2020-12-01T04:00:00Z" }),
        &[
            ("2026-12-01", Round::Birthday),
            ("2026-12-01", Round::Years(6)),
        ],
    );
}

#[test]
fn the_next_day_stands_first() {
    let all = ["12-05", "11-28", "12-01"].map(|day| member(serde_json::json!({ "birthday": day })));
    let today = NaiveDate::from_ymd_opt(2026, 11, 27).unwrap();
    let found = coming(&all, today, 30, (&Tz, "Asia/Shanghai"));
    let days: Vec<String> = found.iter().map(|it| it.on.to_string()).collect();
    assert_eq!(days, ["2026-11-28", "2026-12-01", "2026-12-05"]);
}

#[test]
fn who_says_the_same_label_lives_together() {
    let all = [
        ("周", "3 幢 王家"),
        ("李", ""),
        ("王", "李家"),
        ("吴", " 3 幢  王家 "),
        ("郑", " "),
    ]
    .map(|(name, label)| member(serde_json::json!({ "name": name, "household": label })));
    let found: Vec<(String, Vec<&str>)> = households(&all)
        .into_iter()
        .map(|(label, people)| (label, people.iter().map(|one| one.name.as_str()).collect()))
        .collect();
    assert_eq!(
        found,
        [
            ("3 幢 王家".to_owned(), vec!["周", "吴"]),
            ("李家".to_owned(), vec!["王"]),
        ]
    );
}
