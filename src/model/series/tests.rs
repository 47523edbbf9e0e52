use super::*;
use crate::model::{
    EventStatus, Field, FieldKind, SignUpPolicy, Who, WhyNot,
    testing::{Tz, days, event, now},
};

const FRIDAYS: &str = "FREQ=WEEKLY;BYDAY=FR";

/// The meeting in so many days.
fn meeting(id: &str, in_days: i64, rule: &str) -> Event {
    let mut it = event(id, days(now(), in_days));
    it.title = "观星".to_owned();
    it.series = (!rule.is_empty()).then(|| rule.parse().unwrap());
    it
}

fn ids(all: &[Event]) -> Vec<&str> {
    all.iter().map(|one| one.id.as_str()).collect()
}

#[test]
fn what_comes_are_the_meetings_by_its_rule_that_have_not_begun() {
    let this = meeting("x-3", 7, FRIDAYS);
    let mut renamed = meeting("x-4", 14, FRIDAYS);
    renamed.title = "看月亮".to_owned();
    let mut other_community = meeting("x-5", 21, FRIDAYS);
    other_community.community = Some("other".into());
    let known = [
        meeting("x-6", 28, FRIDAYS),
        renamed,
        this.clone(),
        meeting("x-2", -7, FRIDAYS),
        meeting("x-1", 9, "FREQ=WEEKLY;BYDAY=SU"),
        meeting("x-8", 11, ""),
        other_community,
    ];
    let coming = this.coming_with(&known, &Tz, now());
    assert_eq!(ids(&coming), ["x-3", "x-4", "x-6"]);
    // From one that is over, too, and with nothing known.
    let over = meeting("x", -14, FRIDAYS);
    assert_eq!(ids(&over.coming_with(&known, &Tz, now())), ids(&coming));
    assert_eq!(ids(&this.coming_with(&[], &Tz, now())), ["x-3"]);
    let alone = meeting("x-3", 7, "");
    assert!(alone.coming_with(&known, &Tz, now()).is_empty());
}

#[test]
fn no_more_are_looked_at_than_fit_together() {
    let known: Vec<Event> = (2..200)
        .map(|n| meeting(&format!("x-{n}"), n, FRIDAYS))
        .collect();
    let coming = meeting("x", 1, FRIDAYS).coming_with(&known, &Tz, now());
    assert_eq!(coming.len(), TOGETHER_MAX);
    assert_eq!(coming.first().unwrap().id.as_str(), "x");
}

#[test]
fn all_means_those_to_which_one_can_come() {
    let check = |make: fn(&mut Event, &mut SignUp), expected: fn(&Turn) -> bool, what: &str| {
        let (mut it, mut own) = (meeting("x", 7, FRIDAYS), SignUp::default());
        make(&mut it, &mut own);
        let turn = Turn::of(&it, &own, &Membership::None, now());
        assert!(expected(&turn), "{what}: {turn:?}");
    };
    let is_free: fn(&Turn) -> bool = |turn| *turn == Turn::Free && turn.is_open();
    let is_shut: fn(&Turn) -> bool = |turn| matches!(turn, Turn::Shut(_)) && !turn.is_open();
    check(|_, _| {}, is_free, "open");
    let asks: fn(&mut Event, &mut SignUp) = |it, _| it.sign_up.who = Who::Approval;
    check(asks, is_free, "a host looks");
    let full: fn(&mut Event, &mut SignUp) = |it, _| (it.capacity, it.taken) = (Some(5), 5);
    check(full, |turn| *turn == Turn::Queue && turn.is_open(), "full");
    let no_queue: fn(&mut Event, &mut SignUp) = |it, _| {
        (it.capacity, it.taken) = (Some(5), 5);
        it.sign_up.waitlist = false;
    };
    check(no_queue, is_shut, "full, and nobody waits");
    check(
        |it, _| it.status = EventStatus::Cancelled,
        is_shut,
        "called off",
    );
    check(
        |it, _| it.sign_up.closes = Some(now()),
        is_shut,
        "sign-up is closed",
    );
    check(|it, _| it.sign_up.who = Who::Members, is_shut, "members");
    let mine: fn(&mut Event, &mut SignUp) = |_, own| {
        own.state = SignUpState::Confirmed { since: now() };
    };
    check(mine, |turn| *turn == Turn::Mine { cancels: true }, "mine");
    let mine_but_off: fn(&mut Event, &mut SignUp) = |it, own| {
        it.status = EventStatus::Cancelled;
        own.state = SignUpState::Confirmed { since: now() };
    };
    let says_so: fn(&Turn) -> bool =
        |turn| matches!(turn, Turn::Shut(offered) if offered.why_not == Some(WhyNot::Cancelled));
    check(mine_but_off, says_so, "mine, and called off");
    let mine_put_off: fn(&mut Event, &mut SignUp) = |it, own| {
        it.status = EventStatus::Postponed;
        own.state = SignUpState::Confirmed { since: now() };
    };
    check(
        mine_put_off,
        |turn| *turn == Turn::Mine { cancels: true },
        "mine, and put off",
    );
    let waits: fn(&mut Event, &mut SignUp) = |it, own| {
        it.sign_up.closes = Some(now());
        own.state = SignUpState::Waitlisted {
            since: now(),
            position: Some(2),
            offer_until: None,
        };
    };
    check(waits, |turn| *turn == Turn::Mine { cancels: true }, "waits");
    let back: fn(&mut Event, &mut SignUp) =
        |_, own| own.state = SignUpState::Cancelled { at: now() };
    check(back, is_free, "given back");
}

fn field(key: &str, label: &str) -> Field {
    Field {
        key: key.to_owned(),
        label: label.to_owned(),
        kind: FieldKind::Text,
        required: true,
        help: String::new(),
        min: None,
        max: None,
        options: Vec::new(),
        shown_if: None,
    }
}

fn asking(id: &str, fields: Vec<Field>) -> Event {
    Event {
        sign_up: SignUpPolicy {
            form: Form { fields },
            ..SignUpPolicy::default()
        },
        ..meeting(id, 7, FRIDAYS)
    }
}

#[test]
fn what_is_answered_once_goes_to_each_that_asks_it() {
    let events = [
        asking("x", vec![field("shoes", "鞋码")]),
        asking(
            "x-2",
            vec![field("shoes", "多大的鞋"), field("food", "忌口")],
        ),
        asking("x-3", Vec::new()),
    ];
    let form = asked_by_all(&events);
    let labels: Vec<&str> = form.fields.iter().map(|f| f.label.as_str()).collect();
    assert_eq!(labels, ["鞋码", "忌口"]);
    let answers = |all: &[(&str, &str)]| -> Answers {
        let own = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
        all.iter().map(own).collect()
    };
    let said = answers(&[("shoes", " 42 "), ("food", "花生")]);
    let given: Vec<(String, Answers)> = sign_ups_for(&events, &said)
        .into_iter()
        .map(|(id, command)| match command {
            Command::SignUp {
                event,
                party,
                answers,
                seen: false,
            } if event == id && party.is_empty() => (id.to_string(), answers),
            other => panic!("{other:?}"),
        })
        .collect();
    let expected = [
        ("x", answers(&[("shoes", "42")])),
        ("x-2", answers(&[("shoes", "42"), ("food", "花生")])),
        ("x-3", Answers::new()),
    ];
    assert_eq!(given, expected.map(|(id, a)| (id.to_owned(), a)));
}
