//! What answers are accepted, what is said of the others, and what is sent.

use super::{Answers, FaultKind, Field, FieldKind};

mod shown;

fn field(key: &str, kind: FieldKind) -> Field {
    Field {
        key: key.to_owned(),
        label: key.to_owned(),
        kind,
        required: false,
        help: String::new(),
        min: None,
        max: None,
        options: Vec::new(),
        shown_if: None,
    }
}

fn with_options(kind: FieldKind) -> Field {
    let options = ["跑步", "Book club", "摄影"].map(str::to_owned).to_vec();
    Field {
        options,
        ..field("q", kind)
    }
}

fn answers(pairs: &[(&str, &str)]) -> Answers {
    pairs
        .iter()
        .map(|(key, value)| ((*key).to_owned(), (*value).to_owned()))
        .collect()
}

/// What is sent, or what is wrong.
fn outcome(field: &Field, answer: &str) -> Result<String, FaultKind> {
    match field.check(answer) {
        None => Ok(field.clean(answer)),
        Some(fault) => Err(fault),
    }
}

#[test]
fn an_answer_is_needed_only_where_it_is_required() {
    for kind in [
        FieldKind::Text,
        FieldKind::Paragraph,
        FieldKind::Number,
        FieldKind::Choice,
        FieldKind::Choices,
        FieldKind::Date,
        FieldKind::Phone,
        FieldKind::Email,
        FieldKind::Consent,
    ] {
        let optional = Field {
            min: Some(1),
            ..field("q", kind)
        };
        let required = Field {
            required: true,
            ..optional.clone()
        };
        for empty in ["", "  ", "\u{3000}\n"] {
            assert_eq!(optional.check(empty), None, "{kind:?}");
            assert_eq!(required.check(empty), Some(FaultKind::Missing), "{kind:?}");
        }
    }
}

#[test]
fn text_is_counted_in_characters() {
    let check = |answer: &str, expected: Result<&str, FaultKind>| {
        let field = Field {
            min: Some(2),
            max: Some(4),
            ..field("q", FieldKind::Text)
        };
        assert_eq!(
            outcome(&field, answer),
            expected.map(str::to_owned),
            "{answer}"
        );
    };
    check("邻聚", Ok("邻聚"));
    check("邻里相聚", Ok("邻里相聚"));
    check("  邻聚  ", Ok("邻聚"));
    check("a\nb", Ok("a b"));
    check("邻", Err(FaultKind::TooLittle(2)));
    check("邻里相聚了", Err(FaultKind::TooMuch(4)));
    let paragraph = field("q", FieldKind::Paragraph);
    assert_eq!(outcome(&paragraph, " a\n\nb \n"), Ok("a\n\nb".to_owned()));
}

#[test]
fn numbers_are_whole_and_may_be_full_width() {
    let check = |answer: &str, expected: Result<&str, FaultKind>| {
        let field = Field {
            min: Some(3),
            max: Some(99),
            ..field("q", FieldKind::Number)
        };
        assert_eq!(
            outcome(&field, answer),
            expected.map(str::to_owned),
            "{answer}"
        );
    };
    check("18", Ok("18"));
    check("１８", Ok("18"));
    check(" 1 8 ", Ok("18"));
    check("018", Ok("18"));
    check("+18", Ok("18"));
    check("3", Ok("3"));
    check("99", Ok("99"));
    check("2", Err(FaultKind::TooLittle(3)));
    check("-5", Err(FaultKind::TooLittle(3)));
    check("−５", Err(FaultKind::TooLittle(3)));
    check("100", Err(FaultKind::TooMuch(99)));
    check("4.5", Err(FaultKind::Malformed));
    check("4。5", Err(FaultKind::Malformed));
    check("十八", Err(FaultKind::Malformed));
    check("1e3", Err(FaultKind::Malformed));
    check("99999999999999999999", Err(FaultKind::Malformed));
}

#[test]
fn choices_are_among_the_options() {
    let one = with_options(FieldKind::Choice);
    let some = Field {
        min: Some(1),
        max: Some(2),
        ..with_options(FieldKind::Choices)
    };
    let check = |field: &Field, answer: &str, expected: Result<&str, FaultKind>| {
        assert_eq!(
            outcome(field, answer),
            expected.map(str::to_owned),
            "{answer}"
        );
    };
    check(&one, "跑步", Ok("跑步"));
    check(&one, " Book club ", Ok("Book club"));
    check(&one, "book club", Err(FaultKind::NotAnOption));
    check(&one, "跑步\n摄影", Err(FaultKind::NotAnOption));
    check(&field("q", FieldKind::Choice), "anything", Ok("anything"));
    check(&some, "摄影\n跑步", Ok("摄影\n跑步"));
    check(&some, "跑步\n\n 跑步 \n", Ok("跑步"));
    check(&some, "跑步\n游泳", Err(FaultKind::NotAnOption));
    check(&some, "跑步\n摄影\nBook club", Err(FaultKind::TooMuch(2)));
    let two = Field {
        min: Some(2),
        ..with_options(FieldKind::Choices)
    };
    check(&two, "跑步\n跑步", Err(FaultKind::TooLittle(2)));
}

#[test]
fn dates_are_those_of_the_calendar() {
    let check = |answer: &str, expected: Option<&str>| {
        let expected = expected.map(str::to_owned).ok_or(FaultKind::Malformed);
        assert_eq!(
            outcome(&field("q", FieldKind::Date), answer),
            expected,
            "{answer}"
        );
    };
    check("2026-01-05", Some("2026-01-05"));
    check("2026-1-5", Some("2026-01-05"));
    check("2026/1/5", Some("2026-01-05"));
    check("2026.01.05", Some("2026-01-05"));
    check("２０２６－０１－０５", Some("2026-01-05"));
    check("2026年1月5日", Some("2026-01-05"));
    check("2026 年 1 月 5 號", Some("2026-01-05"));
    check("2024-02-29", Some("2024-02-29"));
    check("1958-10-01", Some("1958-10-01"));
    check("2026-02-29", None);
    check("2026-13-01", None);
    check("2026-00-01", None);
    check("5.1.2026", None);
    check("2026-01", None);
    check("2026-01-05-06", None);
    check("2026-+1-05", None);
    check("tomorrow", None);
}

#[test]
fn telephone_numbers_may_be_written_as_people_do() {
    let check = |answer: &str, expected: Option<&str>| {
        let expected = expected.map(str::to_owned).ok_or(FaultKind::Malformed);
        assert_eq!(
            outcome(&field("q", FieldKind::Phone), answer),
            expected,
            "{answer}"
        );
    };
    check("13800001111", Some("13800001111"));
    check("138 0000 1111", Some("13800001111"));
    check("138-0000-1111", Some("13800001111"));
    check("１３８００００１１１１", Some("13800001111"));
    check("+86 138 0000 1111", Some("+8613800001111"));
    check("＋８６ 138 0000 1111", Some("+8613800001111"));
    check("0086 138 0000 1111", Some("+8613800001111"));
    check("(0571) 8888-6666", Some("057188886666"));
    check("（０５７１）8888－6666", Some("057188886666"));
    check("+49 30 / 12 34 56", Some("+4930123456"));
    check("+1 (415) 555-2671", Some("+14155552671"));
    check("1380", None);
    check("1380000111122223", None);
    check("138 0000 111x", None);
    check("138+0000", None);
    check("++8613800001111", None);
    check("微信同号", None);
}

#[test]
fn mail_addresses_have_a_name_and_a_host() {
    let check = |answer: &str, expected: Option<&str>| {
        let expected = expected.map(str::to_owned).ok_or(FaultKind::Malformed);
        assert_eq!(
            outcome(&field("q", FieldKind::Email), answer),
            expected,
            "{answer}"
        );
    };
    check("li@example.com", Some("li@example.com"));
    check(
        " Li.Ming+run@mail.example.cn ",
        Some("Li.Ming+run@mail.example.cn"),
    );
    check("ｌｉ＠example。com", Some("li@example.com"));
    check("李明@例子.中国", Some("李明@例子.中国"));
    check("li@example", None);
    check("li@@example.com", None);
    check("li@a@example.com", None);
    check("@example.com", None);
    check("li@", None);
    check("li@.com", None);
    check("li@example..com", None);
    check("li ming@example.com", None);
    check("li@example.com, wang@example.com", None);
    check("<li@example.com>", None);
    check("example.com", None);
    check(
        &format!("{}@example.com", "l".repeat(64)),
        Some(&format!("{}@example.com", "l".repeat(64))),
    );
    check(&format!("{}@example.com", "l".repeat(65)), None);
    check(&format!("l@{}.com", "x".repeat(250)), None);
}

#[test]
fn a_box_is_ticked_or_not() {
    let consent = Field {
        required: true,
        ..field("q", FieldKind::Consent)
    };
    assert_eq!(outcome(&consent, "yes"), Ok("yes".to_owned()));
    assert_eq!(outcome(&consent, "no"), Err(FaultKind::Missing));
    assert_eq!(
        outcome(&field("q", FieldKind::Consent), "no"),
        Ok(String::new())
    );
}
