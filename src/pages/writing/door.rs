//! How one comes in: who decides, how many fit, what is wanted of who knocks, what it costs.

use leptos::prelude::*;

use crate::{
    model::{Door, DuesPeriod},
    ui::{Choice, FieldKind, Section, changing, el, nothing, several},
};

use super::{Ask, Writing, field::beside};

/// Who decides.
pub(super) fn who(on: Writing) -> AnyView {
    let t = on.here.t;
    let doors = [
        ("open", Door::Open),
        ("approval", Door::Approval),
        ("invitation", Door::Invitation),
        ("closed", Door::Closed),
    ];
    let doors = doors.map(|(value, door)| Choice::new(value, t.door_words(door)));
    Ask::line("door", t.found_door())
        .choice(FieldKind::Choice, doors.to_vec())
        .draw(on)
}

/// All of it.
pub(super) fn door(on: Writing) -> AnyView {
    let t = on.here.t;
    let number = |key: &str, label: &'static str| Ask::line(key, label).kind(FieldKind::Number);
    let tick =
        |key: &str, label: &'static str| Ask::line(key, label).kind(FieldKind::Consent).draw(on);
    let referral = on.value("referral/count");
    let whom = changing(move || {
        // Nobody is asked of what kind no one has to be.
        if referral.with(|n| n.trim().is_empty() || n.trim() == "0") {
            return nothing();
        }
        Ask::line("referral/kind", t.found_referral_kind())
            .help(t.found_referral_kind_help())
            .draw(on)
    });
    several(vec![
        who(on),
        number("capacity", t.found_capacity())
            .help(t.found_capacity_help())
            .draw(on),
        el("div")
            .class("ticks")
            .child(vec![
                tick("consent", t.found_consent()),
                tick("sponsor", t.found_sponsor()),
                tick("members_invite", t.found_members_invite()),
            ])
            .into_any(),
        number("referral/count", t.found_referral())
            .help(t.found_referral_help())
            .draw(on),
        el("div").class("writing").child(whom).into_any(),
        part(
            t.found_answers(),
            vec![
                number("answer_days", t.found_answer_days())
                    .help(t.found_answer_days_help())
                    .draw(on),
                Ask::line("phrases", t.found_phrases())
                    .lines()
                    .help(t.found_phrases_help())
                    .draw(on),
            ],
        ),
        part(
            t.found_term_title(),
            vec![
                beside(vec![
                    number("term", t.found_term()).draw(on),
                    number("grace", t.found_grace()).draw(on),
                ]),
                el("p")
                    .class("field-help")
                    .child(t.found_term_help())
                    .into_any(),
            ],
        ),
        part(t.found_dues(), dues(on)),
    ])
}

fn part(title: &'static str, fields: Vec<AnyView>) -> AnyView {
    let fields = el("div").class("writing").child(fields).into_any();
    view! { <Section title>{fields}</Section> }.into_any()
}

fn dues(on: Writing) -> Vec<AnyView> {
    let t = on.here.t;
    let amount = on.value("dues/amount");
    let currencies = ["CNY", "HKD", "TWD", "USD", "EUR", "SGD"];
    let mut currencies: Vec<Choice> = currencies.map(|code| Choice::new(code, code)).to_vec();
    let own = on.value("dues/currency");
    let now = own.get_untracked();
    if !now.is_empty() && !currencies.iter().any(|it| it.value == now) {
        currencies.push(Choice::new(now.clone(), now));
    }
    let periods = [
        ("once", DuesPeriod::Once),
        ("month", DuesPeriod::Month),
        ("year", DuesPeriod::Year),
    ];
    let periods = periods.map(|(value, period)| Choice::new(value, t.period_words(period)));
    let more = changing(move || {
        if amount.with(|amount| amount.trim().is_empty()) {
            return nothing();
        }
        for (key, usual) in [("dues/currency", "CNY"), ("dues/period", "year")] {
            let value = on.value(key);
            if value.with_untracked(String::is_empty) {
                value.set(usual.to_owned());
            }
        }
        several(vec![
            beside(vec![
                Ask::line("dues/currency", t.found_currency())
                    .of(currencies.clone())
                    .draw(on),
                Ask::line("dues/period", t.found_period())
                    .of(periods.to_vec())
                    .draw(on),
            ]),
            Ask::line("dues/how", t.found_dues_how())
                .help(t.found_dues_how_help())
                .draw(on),
            Ask::line("dues/link", t.found_dues_link())
                .kind(FieldKind::Address)
                .help(t.found_dues_link_help())
                .draw(on),
        ])
    });
    vec![
        Ask::line("dues/amount", t.found_amount())
            .kind(FieldKind::Number)
            .help(t.found_amount_help())
            .draw(on),
        el("div").class("writing").child(more).into_any(),
    ]
}
