use super::*;
use crate::model::testing::{SHANGHAI, Tz, at, event, now};

fn wall() -> Wall<'static> {
    Wall {
        zones: &Tz,
        zone: SHANGHAI,
        now: now(),
    }
}

fn paper(of: &[(&str, &str)]) -> Answers {
    let pairs = of
        .iter()
        .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()));
    pairs.collect()
}

fn friday(more: &[(&str, &str)]) -> Answers {
    let mut typed = paper(&[
        ("title", "观星"),
        ("when/date", "2026-12-04"),
        ("when/start", "20:00"),
        ("when/end", "21:00"),
        ("when/zone", SHANGHAI),
    ]);
    typed.extend(
        more.iter()
            .map(|(key, text)| ((*key).to_owned(), (*text).to_owned())),
    );
    typed
}

fn faults(typed: &Answers, before: Option<&Event>) -> Vec<String> {
    match plan(typed, &GROUPS, before, wall()) {
        Ok(_) => Vec::new(),
        Err(faults) => faults.into_iter().map(|fault| fault.key).collect(),
    }
}

#[test]
fn every_friday_until_the_end_of_the_year_is_five_meetings_with_one_rule() {
    let typed = friday(&[("repeat/often", WEEKLY), ("repeat/until", "2027-01-01")]);
    let (plan, more) = plan(&typed, &GROUPS, None, wall()).unwrap();
    assert_eq!(plan.start, Some(at("2026-12-04T20:00:00+08:00")));
    assert_eq!(plan.end, Some(at("2026-12-04T21:00:00+08:00")));
    assert_eq!(more.len(), 4);
    assert_eq!(more.last(), Some(&at("2027-01-01T20:00:00+08:00")));
    let rule = plan.series.unwrap().to_string();
    assert_eq!(rule, "FREQ=WEEKLY;BYDAY=FR;UNTIL=20270101");
}

#[test]
fn without_an_end_it_is_half_a_year_and_the_rule_says_so() {
    let (rhythm, starts) = series(&friday(&[("repeat/often", WEEKLY)]), wall()).unwrap();
    assert_eq!(starts.len(), 26);
    assert_eq!(
        rhythm.rule.to_string(),
        "FREQ=WEEKLY;BYDAY=FR;UNTIL=20270528"
    );
}

#[test]
fn the_ways_to_come_again_go_by_the_first_day() {
    let check = |often: &str, date: &str, rule: &str, second: &str| {
        let typed = friday(&[("repeat/often", often), ("when/date", date)]);
        let (rhythm, starts) = series(&typed, wall()).unwrap();
        let told = rhythm.rule.to_string();
        assert!(told.starts_with(rule), "{told}");
        assert_eq!(
            starts.get(1),
            Some(&at(&[second, "T20:00:00+08:00"].concat())),
            "{often}"
        );
    };
    check(
        FORTNIGHT,
        "2026-12-04",
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
        "2026-12-18",
    );
    check(
        MONTH_DAY,
        "2026-12-25",
        "FREQ=MONTHLY;BYMONTHDAY=25",
        "2027-01-25",
    );
    check(
        MONTH_WEEKDAY,
        "2026-12-04",
        "FREQ=MONTHLY;BYDAY=1FR",
        "2027-01-01",
    );
    check(
        MONTH_WEEKDAY,
        "2027-01-29",
        "FREQ=MONTHLY;BYDAY=-1FR",
        "2027-02-26",
    );
    check(DAILY, "2026-12-04", "FREQ=DAILY", "2026-12-05");
    assert_eq!(series(&friday(&[]), wall()), None);
}

#[test]
fn a_series_of_new_york_keeps_its_hour_when_summer_time_begins() {
    let typed = friday(&[
        ("repeat/often", WEEKLY),
        ("when/date", "2027-03-12"),
        ("when/zone", "America/New_York"),
    ]);
    let (_, starts) = series(&typed, wall()).unwrap();
    assert_eq!(starts.first(), Some(&at("2027-03-12T20:00:00-05:00")));
    assert_eq!(starts.get(1), Some(&at("2027-03-19T20:00:00-04:00")));
}

#[test]
fn what_is_wrong_stands_at_its_field() {
    let check = |more: &[(&str, &str)], expected: &[&str]| {
        assert_eq!(faults(&friday(more), None), expected, "{more:?}");
    };
    check(&[], &[]);
    check(&[("title", " ")], &["title"]);
    check(&[("title", ""), ("when/date", "")], &["when/date", "title"]);
    check(&[("when/date", "")], &["when/date"]);
    check(&[("when/start", "")], &["when/start"]);
    check(&[("when/date", "2020-01-01")], &["when/date"]);
    check(&[("when/zone", "Moon/Base")], &["when/zone"]);
    check(&[("when/last", "2026-12-01")], &["when/end"]);
    check(&[("when/last", "2126-12-04")], &["when/end"]);
    check(&[("seats", "0")], &["seats"]);
    check(&[("seats", "-3")], &["seats"]);
    check(&[("seats", "两个")], &["seats"]);
    check(&[("seats", "２０")], &[]);
    check(&[("party", "99")], &["party"]);
    check(&[("closes/date", "2026-12-05")], &["closes/date"]);
    check(&[("opens/date", "2026-12-05")], &["opens/date"]);
    check(&[("venue/url", "javascript:1")], &["venue/url"]);
    check(&[("photos", "http://example.org")], &["photos"]);
    check(
        &[("repeat/often", DAILY), ("repeat/until", "2027-12-01")],
        &["repeat/until"],
    );
    check(
        &[("repeat/often", WEEKLY), ("repeat/until", "2026-12-01")],
        &["repeat/until"],
    );
}

#[test]
fn a_link_is_taken_out_of_what_was_pasted_with_it() {
    for (pasted, link) in [
        ("https://example.org/p", "https://example.org/p"),
        (
            "https://pan.example.org/s/1abcDEF 提取码: 8k2m",
            "https://pan.example.org/s/1abcDEF",
        ),
        (
            "通过网盘分享的文件：照片\n链接: https://pan.example.org/s/1a_b-c?pwd=8k2m 提取码: 8k2m\n--来自网盘",
            "https://pan.example.org/s/1a_b-c?pwd=8k2m",
        ),
        (
            "链接：https://pan.example.org/s/1abc，密码：8k2m",
            "https://pan.example.org/s/1abc",
        ),
        (
            "https://pan.example.org/s/1提取码8k2m",
            "https://pan.example.org/s/1",
        ),
        ("", ""),
    ] {
        let typed = Answers::from([("photos".to_owned(), pasted.to_owned())]);
        let before = event("e", at("2026-12-04T22:00:00+08:00"));
        let (plan, _) = plan(&typed, &["photos"], Some(&before), wall()).unwrap();
        assert_eq!(plan.photos.as_deref(), Some(link), "{pasted}");
    }
    for none in ["提取码: 8k2m", "https:// 8k2m", "http://example.org"] {
        let typed = Answers::from([("photos".to_owned(), none.to_owned())]);
        let before = event("e", at("2026-12-04T22:00:00+08:00"));
        let faults = plan(&typed, &["photos"], Some(&before), wall()).unwrap_err();
        assert_eq!(faults[0].key, "photos", "{none}");
    }
}

#[test]
fn what_is_written_down_and_read_again_is_the_same() {
    let mut it = event("e", at("2026-12-04T22:00:00+08:00"));
    it.end = Some(at("2026-12-05T01:30:00+08:00"));
    it.sign_up.closes = Some(at("2026-12-04T12:00:00+08:00"));
    it.sign_up.party_max = 4;
    it.sign_up.children = true;
    it.sign_up.each = true;
    it.photos = "https://example.org/photos".to_owned();
    it.capacity = Some(20);
    it.cover = Some(2);
    it.venue.area.place = "顶楼".to_owned();
    it.venue.address_hidden = true;
    it.tags = vec!["天文".to_owned(), "周五".to_owned()];
    for end in [it.end, None, Some(at("2026-12-06T09:00:00+08:00"))] {
        it.end = end;
        let typed = of_event(&it, wall());
        let (plan, _) = plan(&typed, &GROUPS, Some(&it), wall()).unwrap();
        assert_eq!(plan.applied(&it), it);
    }
}

#[test]
fn only_who_may_bring_others_is_asked_about_them() {
    for (party, brings) in [
        ("", false),
        ("1", false),
        ("2", true),
        ("１２", true),
        ("两", false),
    ] {
        assert_eq!(brings_others(party), brings, "{party}");
    }
}

#[test]
fn what_is_emptied_is_taken_away_and_sign_up_keeps_its_distance() {
    let mut it = event("e", at("2026-12-04T20:00:00+08:00"));
    it.capacity = Some(20);
    it.sign_up.closes = Some(at("2026-12-04T18:00:00+08:00"));
    let mut typed = of_event(&it, wall());
    typed.remove("seats");
    typed.insert("when/date".to_owned(), "2026-12-05".to_owned());
    let (plan, _) = plan(&typed, &["when", "seats"], Some(&it), wall()).unwrap();
    let after = plan.applied(&it);
    assert_eq!(after.capacity, None);
    assert_eq!(after.start, at("2026-12-05T20:00:00+08:00"));
    assert_eq!(after.end, Some(at("2026-12-05T22:00:00+08:00")));
    assert_eq!(after.sign_up.closes, Some(at("2026-12-05T18:00:00+08:00")));
}

#[test]
fn what_was_sent_is_written_again_as_it_was() {
    for (often, until) in [
        (WEEKLY, "2027-01-01"),
        (FORTNIGHT, "2026-12-18"),
        (MONTH_DAY, "2027-02-04"),
    ] {
        let typed = friday(&[("repeat/often", often), ("repeat/until", until)]);
        let (plan, more) = plan(&typed, &GROUPS, None, wall()).unwrap();
        let again = of_plan(&plan, wall());
        assert_eq!(
            super::plan(&again, &GROUPS, None, wall()).unwrap().1,
            more,
            "{often}"
        );
        assert_eq!(again.get("repeat/until").map(String::as_str), Some(until));
    }
}
