use proptest::prelude::*;

use super::*;
use crate::model::testing::{SHANGHAI, Tz, at, community, now};
use crate::model::{
    Condition, Door, Dues, DuesPeriod, Field, FieldKind, Form, JoinPolicy, Referral, Rhythm,
    keeping,
};

fn wall() -> Wall<'static> {
    Wall {
        zones: &Tz,
        zone: SHANGHAI,
        now: now(),
    }
}

fn rhythm(rule: &str) -> Rhythm {
    Rhythm {
        rule: rule.parse().unwrap(),
        from: "2026-01-02".parse().unwrap(),
        start: LocalTime::new(20, 0).unwrap(),
        end: LocalTime::new(21, 0),
        zone: "Asia/Shanghai".into(),
        except: vec!["2026-10-02".parse().unwrap()],
        what: "分享".into(),
    }
}

fn question(key: &str, kind: FieldKind) -> Field {
    Field {
        key: key.into(),
        label: format!("{key}？"),
        kind,
        required: true,
        help: "写一句".into(),
        min: None,
        max: None,
        options: Vec::new(),
        shown_if: None,
    }
}

/// A community that says something of everything.
fn full() -> Community {
    let mut it = community("c");
    it.name = "顶楼观星社".into();
    it.purpose = "一起看星星".into();
    it.about = "两行\n\n**字**".into();
    it.area = Area {
        city: "杭州".into(),
        district: "西湖区".into(),
        place: "宝石山顶".into(),
        position: LatLng::new(30.2656, 120.1414),
    };
    it.tags = vec!["天文".into(), "夜 里".into()];
    it.culture = vec!["不开手电".into(), "先让孩子看".into()];
    it.rules.version = 3;
    it.rules.lines = vec!["不带酒".into(), "不扰民".into()];
    it.rhythm = [
        "FREQ=WEEKLY;BYDAY=FR",
        "FREQ=WEEKLY",
        "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1;COUNT=4",
        "FREQ=DAILY;INTERVAL=2;UNTIL=20261231T155959Z",
        "FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20261231",
        "FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=25",
    ]
    .map(rhythm)
    .to_vec();
    it.goal = Some(Goal {
        what: "看到一百个星座".into(),
        done: 12,
        of: 88,
        unit: "个".into(),
        by: "2027-06-30".parse().ok(),
    });
    it.links = vec![Link {
        label: "公众号".into(),
        url: "https://example.org/".into(),
    }];
    it.chat = Some(Chat {
        label: "微信群".into(),
        url: String::new(),
        picture: "https://example.org/qr.png".into(),
        until: Some(at("2026-12-04T09:30:00+08:00")),
    });
    let mut choice = question("dog", FieldKind::Choice);
    choice.options = vec!["有".into(), "没有".into()];
    let mut depends = question("name", FieldKind::Text);
    (depends.min, depends.max) = (Some(1), Some(20));
    depends.shown_if = Some(Condition {
        key: "dog".into(),
        equals: "有".into(),
    });
    it.policy = JoinPolicy {
        door: Door::Approval,
        form: Form {
            fields: vec![choice, depends],
        },
        consent: true,
        referral: Some(Referral {
            count: 2,
            kind: "老成员".into(),
        }),
        dues: Some(Dues {
            amount: 3050,
            currency: "CNY".into(),
            period: DuesPeriod::Month,
            link: "https://pay.example.org/".into(),
            how: "交给团长".into(),
        }),
        capacity: Some(60),
        sponsor: true,
        members_invite: true,
        answer_days: Some(3),
        term: Some(12),
        grace: Some(0),
        phrases: vec!["这一期满了".into()],
    };
    it
}

fn all_groups() -> Vec<&'static str> {
    let all = Section::ALL.iter().flat_map(|section| section.groups());
    all.copied().collect()
}

fn with(mut typed: Answers, texts: &[(&str, &str)]) -> Answers {
    for (key, text) in texts {
        typed.insert((*key).into(), (*text).into());
    }
    typed
}

#[test]
fn what_is_written_down_and_read_again_is_the_same() {
    let it = full();
    let typed = paper(&it, wall());
    let charter = read(&typed, &all_groups(), &it, wall(), false).unwrap();
    assert_eq!(charter.applied(&it), it);
    // Also by who has nothing to go by but the paper.
    let mut bare = community("c");
    bare.rules.version = 2;
    let again = charter.applied(&bare);
    assert_eq!(
        (again.rhythm, again.policy),
        (it.rhythm.clone(), it.policy.clone())
    );
    assert_eq!(
        (again.chat, again.links),
        (it.chat.clone(), it.links.clone())
    );
}

#[test]
fn only_what_differs_becomes_part_of_the_charter() {
    let it = full();
    let charter = read(
        &paper(&it, wall()),
        &["purpose", "rules"],
        &it,
        wall(),
        false,
    )
    .unwrap();
    assert_eq!(charter.purpose, Some(it.purpose.clone()));
    assert_eq!(charter.rules, Some(it.rules.lines.clone()));
    let rest = Charter {
        purpose: None,
        rules: None,
        ..charter
    };
    assert_eq!(rest, Charter::default());
    // One group of the policy leaves the others as they are by now, whoever changed them.
    let mut now = it.clone();
    now.policy.capacity = Some(80);
    now.policy.form = Form::default();
    let typed = with(paper(&it, wall()), &[("door", "closed")]);
    let policy = read(&typed, &["door"], &now, wall(), false).unwrap().policy;
    let expected = JoinPolicy {
        door: Door::Closed,
        ..now.policy.clone()
    };
    assert_eq!(policy, Some(expected));
}

#[test]
fn prints_tell_versions_of_a_group_apart() {
    let typed = paper(&full(), wall());
    let same = |other: &Answers, group: &str| print_of(&typed, group) == print_of(other, group);
    let changed = with(
        typed.clone(),
        &[("rhythm/1/start", "19:30"), ("name", "观星社 ")],
    );
    assert!(!same(&changed, "rhythm") && !same(&changed, "name"));
    assert!(same(&changed, "goal") && same(&changed, "form"));
    // Space at the end says nothing, nor does what is left of a row that was taken out.
    assert!(same(
        &with(typed.clone(), &[("name", "顶楼观星社 ")]),
        "name"
    ));
    let gone = with(typed.clone(), &[("rhythm/9/what", "x"), ("term/2", "")]);
    assert!(same(&gone, "rhythm") && same(&gone, "term"));
    // The order of rows does.
    assert!(!same(&with(typed.clone(), &[("form", "1\n0")]), "form"));
}

#[test]
fn a_habit_is_what_was_chosen() {
    let row = |texts: &[(&str, &str)]| {
        let keyed: Vec<(String, &str)> = texts
            .iter()
            .map(|(name, text)| (format!("rhythm/a/{name}"), *text))
            .collect();
        let texts: Vec<(&str, &str)> = keyed.iter().map(|(k, t)| (k.as_str(), *t)).collect();
        habit(&with(Answers::new(), &texts), "a", wall())
    };
    let check = |texts: &[(&str, &str)], rule: &str| {
        let it = row(texts).unwrap();
        assert_eq!(it.rule.to_string(), rule, "{texts:?}");
        assert_eq!((it.from, it.zone.as_str()), (wall().today(), SHANGHAI));
    };
    let start = ("start", "20:00");
    check(
        &[("often", "weekly"), ("days", "5"), start],
        "FREQ=WEEKLY;BYDAY=FR",
    );
    check(
        &[
            ("often", "weekly"),
            ("days", "4\n2"),
            ("interval", "２"),
            ("until", "2026-12-31"),
            start,
        ],
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH;UNTIL=20261231",
    );
    check(&[("often", "daily"), ("start", "６：30")], "FREQ=DAILY");
    check(
        &[("often", "month-day"), ("month-day", "-1"), start],
        "FREQ=MONTHLY;BYMONTHDAY=-1",
    );
    check(
        &[
            ("often", "month-weekday"),
            ("nth", "-1"),
            ("weekday", "7"),
            start,
        ],
        "FREQ=MONTHLY;BYDAY=-1SU",
    );
    check(&[("often", "yearly"), start], "FREQ=YEARLY");
    // A rule that nobody can choose stays, with another end.
    let workdays = ("rule", "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=9");
    check(
        &[("often", "other"), workdays, start],
        "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=9",
    );
    check(
        &[("often", "other"), workdays, start, ("until", "2027-01-01")],
        "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20270101",
    );
    let wrong = |texts: &[(&str, &str)], key: &str, kind: FaultKind| {
        let faults = row(texts).unwrap_err();
        let key = format!("rhythm/a/{key}");
        assert!(
            faults.contains(&FieldFault { key, kind }),
            "{texts:?}: {faults:?}"
        );
    };
    let weekly = ("often", "weekly");
    let friday = ("days", "5");
    wrong(&[weekly, start], "days", FaultKind::Missing);
    wrong(&[weekly, friday], "start", FaultKind::Missing);
    wrong(
        &[weekly, friday, ("start", "25:00")],
        "start",
        FaultKind::Malformed,
    );
    wrong(
        &[weekly, friday, start, ("interval", "0")],
        "interval",
        FaultKind::TooLittle(1),
    );
    wrong(
        &[weekly, friday, start, ("interval", "100")],
        "interval",
        FaultKind::TooMuch(99),
    );
    wrong(
        &[weekly, friday, start, ("interval", "二")],
        "interval",
        FaultKind::Malformed,
    );
    wrong(
        &[weekly, friday, start, ("until", "2026-11-01")],
        "until",
        FaultKind::Malformed,
    );
    wrong(
        &[("often", "month-day"), start],
        "month-day",
        FaultKind::Missing,
    );
    wrong(
        &[("often", "month-weekday"), ("nth", "1"), start],
        "weekday",
        FaultKind::Missing,
    );
}

#[test]
fn what_is_wrong_is_told_where_it_is_typed() {
    let it = full();
    let check = |texts: &[(&str, &str)], key: &str, kind: FaultKind| {
        let typed = with(paper(&it, wall()), texts);
        let group = group_of(key);
        let faults = read(&typed, &[group], &it, wall(), false).unwrap_err();
        let expected = FieldFault {
            key: key.to_owned(),
            kind,
        };
        assert_eq!(faults, [expected], "{texts:?}");
    };
    check(&[("name", " ")], "name", FaultKind::Missing);
    check(
        &[("purpose", &"长".repeat(201))],
        "purpose",
        FaultKind::TooMuch(200),
    );
    check(
        &[("area/city", ""), ("area/district", ""), ("area/place", "")],
        "area/city",
        FaultKind::Missing,
    );
    check(&[("goal/of", "0")], "goal/of", FaultKind::TooLittle(1));
    check(&[("goal/of", "")], "goal/of", FaultKind::TooLittle(1));
    check(&[("goal/by", "明年")], "goal/by", FaultKind::Malformed);
    check(&[("capacity", "很多")], "capacity", FaultKind::Malformed);
    check(&[("capacity", "0")], "capacity", FaultKind::TooLittle(1));
    check(
        &[("dues/amount", "3.999")],
        "dues/amount",
        FaultKind::Malformed,
    );
    check(
        &[("dues/link", "pay.example.org")],
        "dues/link",
        FaultKind::Malformed,
    );
    check(
        &[("links/0/url", "javascript:alert(1)")],
        "links/0/url",
        FaultKind::Malformed,
    );
    check(&[("links/0/url", "")], "links/0/url", FaultKind::Missing);
    check(&[("chat/url", "weixin")], "chat/url", FaultKind::Malformed);
    check(
        &[("form/0/options", "有\n有")],
        "form/0/options",
        FaultKind::TooLittle(2),
    );
    check(&[("form/1/label", "")], "form/1/label", FaultKind::Missing);
    check(
        &[("form/1/min", "30")],
        "form/1/max",
        FaultKind::TooLittle(30),
    );
    check(
        &[("form/1/equals", "")],
        "form/1/equals",
        FaultKind::Missing,
    );
    // It depends on a question that comes after it, or on itself.
    check(&[("form", "1\n0")], "form/1/if", FaultKind::NotAnOption);
    check(
        &[("form/0/if", "dog"), ("form/0/equals", "有")],
        "form/0/if",
        FaultKind::NotAnOption,
    );
}

#[test]
fn a_community_is_founded_from_a_paper() {
    let typed = with(
        Answers::new(),
        &[
            ("name", " 顶楼观星社 "),
            ("purpose", "一起看星星"),
            ("area/city", "杭州"),
            ("tags", "天文，#夜里、 天文"),
            ("rhythm", "a"),
            ("rhythm/a/often", "weekly"),
            ("rhythm/a/days", "5"),
            ("rhythm/a/start", "20:00"),
        ],
    );
    let empty = community("");
    let charter = read(&typed, &all_groups(), &empty, wall(), true).unwrap();
    let (it, _) = keeping::found(&charter, &"c".into(), now()).unwrap();
    assert_eq!(
        (it.name.as_str(), it.tags),
        ("顶楼观星社", vec!["天文".into(), "夜里".into()])
    );
    assert_eq!(it.rhythm.len(), 1);
    assert_eq!(it.policy, JoinPolicy::default());
    assert_eq!(it.goal, None);
    let faults = read(&Answers::new(), &all_groups(), &empty, wall(), true).unwrap_err();
    let keys: Vec<&str> = faults.iter().map(|fault| fault.key.as_str()).collect();
    assert_eq!(keys, ["name", "purpose", "area/city"]);
}

proptest! {
    #[test]
    fn nothing_that_is_typed_is_an_error(
        texts in prop::collection::vec((prop::sample::select(vec![
            "rhythm", "rhythm/0/often", "rhythm/0/days", "rhythm/0/start", "rhythm/0/until", "rhythm/0/rule",
            "form", "form/0/kind", "form/0/min", "form/0/if", "dues/amount", "area/position", "chat/until",
            "chat/at", "goal/of", "links", "links/0/url", "door", "tags",
        ]), ".{0,12}|0|[0-9]{1,12}|weekly|2026-11-27"), 0..12)
    ) {
        let it = full();
        let mut typed = paper(&it, wall());
        typed.extend(texts.into_iter().map(|(key, text)| (key.to_owned(), text)));
        if let Ok(charter) = read(&typed, &all_groups(), &it, wall(), false) {
            // What comes of it can be written down and read again.
            let after = charter.applied(&it);
            let again = read(&paper(&after, wall()), &all_groups(), &after, wall(), false);
            prop_assert_eq!(again.map(|charter| charter.applied(&after).rhythm), Ok(after.rhythm.clone()));
        }
    }
}
