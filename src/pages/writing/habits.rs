//! When it meets: a row for each habit, and below it what was chosen, as members will read it.

use leptos::prelude::*;

use crate::{
    model::paper,
    ui::{
        Choice, FieldKind, Icon, Memo, OrderedWords, changing, el, icon, nothing, ordered, several,
    },
};

use super::{Ask, Writing, field::beside};

/// Most habits.
const MOST: usize = 12;

/// All of them.
pub(super) fn habits(on: Writing) -> AnyView {
    let t = on.here.t;
    let words = OrderedWords {
        add: t.found_habit_add().to_owned(),
        one: t.found_habit().to_owned(),
        up: t.found_up().to_owned(),
        down: t.found_down().to_owned(),
        remove: t.found_remove().to_owned(),
    };
    let add = move || {
        let row = on.fresh_row("rhythm");
        on.value(&key(&row, "often")).set("weekly".to_owned());
        on.value(&key(&row, "interval")).set("1".to_owned());
        row
    };
    let list = ordered(
        on.value("rhythm"),
        words,
        MOST,
        move |row| habit(on, &row),
        add,
        move || on.typed_in("rhythm"),
    );
    several(vec![list, on.fault_of_list("rhythm")])
}

fn key(row: &str, name: &str) -> String {
    ["rhythm/", row, "/", name].concat()
}

/// One of them.
pub(super) fn habit(on: Writing, row: &str) -> AnyView {
    let t = on.here.t;
    let often = on.value(&key(row, "often"));
    let choice = |value: &str, label: &str| Choice::new(value, label);
    let mut ways = vec![
        choice("weekly", t.found_weekly()),
        choice("month-day", t.found_month_day()),
        choice("month-weekday", t.found_month_weekday()),
        choice("daily", t.found_daily()),
        choice("yearly", t.found_yearly()),
    ];
    if often.with_untracked(|often| often == "other") {
        ways.push(choice("other", t.found_as_it_is()));
    }
    let row = row.to_owned();
    let of = row.clone();
    let days = changing(move || match often.get().as_str() {
        "daily" => interval(on, &of, t.found_every_days()),
        "month-day" => beside(vec![
            month_day(on, &of),
            interval(on, &of, t.found_every_months()),
        ]),
        "month-weekday" => several(vec![
            month_weekday(on, &of),
            interval(on, &of, t.found_every_months()),
        ]),
        "yearly" | "other" => nothing(),
        _ => several(vec![
            el("div")
                .class("days")
                .child(
                    Ask::line(key(&of, "days"), t.found_days())
                        .choice(FieldKind::Choices, weekdays(on))
                        .required()
                        .draw(on),
                )
                .into_any(),
            interval(on, &of, t.found_every_weeks()),
        ]),
    });
    let times = beside(vec![
        Ask::line(key(&row, "start"), t.found_start())
            .kind(FieldKind::Time)
            .required()
            .draw(on),
        Ask::line(key(&row, "end"), t.found_end())
            .kind(FieldKind::Time)
            .draw(on),
    ]);
    let dates = several(vec![
        Ask::line(key(&row, "from"), t.found_from())
            .kind(FieldKind::Date)
            .help(t.found_from_help())
            .draw(on),
        Ask::line(key(&row, "until"), t.found_until())
            .kind(FieldKind::Date)
            .help(t.found_until_help())
            .draw(on),
    ]);
    several(vec![
        Ask::line(key(&row, "what"), t.found_what())
            .help(t.found_what_help())
            .draw(on),
        Ask::line(key(&row, "often"), t.found_often())
            .of(ways)
            .draw(on),
        el("div").class("writing").child(days).into_any(),
        times,
        dates,
        said(on, row),
    ])
}

/// What was chosen, in words; what is missing is said at its field when it is sent.
fn said(on: Writing, row: String) -> AnyView {
    let words = Memo::new(move |_| {
        let typed = on.typed();
        let habit = on.on_wall(|wall| paper::habit(&typed, &row, wall)).ok()?;
        let data = on.here.data();
        let mut next = habit.next_after(data.zones(), on.here.now(), 1).into_iter();
        let next = next.next();
        Some(on.here.say(|t, face| {
            let words = t.habit_words(&habit, face);
            let next = next.map(|(start, end)| t.span(start, end, &habit.zone, face));
            match next {
                Some(next) => [words, t.next_meeting(&next)].join(" · "),
                None => words,
            }
        }))
    });
    el("div")
        .attr("role", "status")
        .fill(move || {
            words.get().map(|words| {
                el("p")
                    .class("said")
                    .child(icon(Icon::Repeat))
                    .child(el("span").child(words))
            })
        })
        .into_any()
}

fn interval(on: Writing, row: &str, label: &'static str) -> AnyView {
    Ask::line(key(row, "interval"), label)
        .kind(FieldKind::Number)
        .draw(on)
}

fn weekdays(on: Writing) -> Vec<Choice> {
    let day = |n: u8| {
        let day = chrono::Weekday::try_from(n).unwrap_or(chrono::Weekday::Mon);
        Choice::new(day.number_from_monday().to_string(), on.here.t.weekday(day))
    };
    (0..7).map(day).collect()
}

fn month_day(on: Writing, row: &str) -> AnyView {
    let t = on.here.t;
    let day = |n: u32| {
        let n = n.to_string();
        Choice::new(n.clone(), t.found_nth_day(&n))
    };
    let mut days: Vec<Choice> = (1..=31).map(day).collect();
    days.push(Choice::new("-1", t.found_last_day()));
    Ask::line(key(row, "month-day"), t.found_which_day())
        .of(days)
        .or_none()
        .required()
        .draw(on)
}

fn month_weekday(on: Writing, row: &str) -> AnyView {
    let t = on.here.t;
    let nth = [
        ("1", t.found_first()),
        ("2", t.found_second()),
        ("3", t.found_third()),
        ("4", t.found_fourth()),
        ("-1", t.found_last()),
    ];
    let nth = nth.map(|(value, label)| Choice::new(value, label)).to_vec();
    beside(vec![
        Ask::line(key(row, "nth"), t.found_which())
            .of(nth)
            .or_none()
            .required()
            .draw(on),
        Ask::line(key(row, "weekday"), t.found_weekday())
            .of(weekdays(on))
            .or_none()
            .required()
            .draw(on),
    ])
}
