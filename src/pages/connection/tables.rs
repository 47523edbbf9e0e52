//! Our fields one by one, what is left out, and the headers that were seen.

use leptos::prelude::*;

use crate::{
    data::probe::{Exchange, FieldRow, Found, Ran},
    i18n::T,
    ui::{
        Chips, ChipsLook, Choice, El, Notice, NoticeKind, Rows, RwSignal, Section, changing, el,
        nothing, several,
    },
};

use super::bench::Bench;

/// Headers that other sites always see (the Fetch standard's safelist).
const ALWAYS: &[&str] = &[
    "cache-control",
    "content-language",
    "content-length",
    "content-type",
    "expires",
    "last-modified",
    "pragma",
];

/// A table for each kind of row; one at a time, for all of them are longer than anybody scrolls.
pub(super) fn fields(bench: Bench) -> AnyView {
    let t = bench.here.t;
    let chosen = RwSignal::new(String::new());
    changing(move || {
        let kinds: Vec<&str> = bench
            .ran
            .with(|all| latest(all).iter().map(|ran| ran.entity).collect());
        let Some(first) = kinds.first().copied() else {
            let text = el("p").class("muted").child(t.fields_after_run());
            return view! { <Section title=t.field()>{text}</Section> }.into_any();
        };
        if !chosen.with_untracked(|chosen| kinds.contains(&chosen.as_str())) {
            chosen.set(first.to_owned());
        }
        let options = kinds.iter().map(|kind| Choice::new(*kind, *kind));
        let options: Vec<Choice> = options.collect();
        let kinds = view! {
            <Chips label=t.field() options look=ChipsLook::Wrap value=chosen />
        };
        let table = changing(move || {
            let chosen = chosen.get();
            bench.ran.with_untracked(|all| {
                let last = latest(all).into_iter();
                let found = last
                    .filter(|ran| ran.entity == chosen)
                    .map(|ran| table(t, ran));
                several(found.collect())
            })
        });
        let inside = el("div")
            .class("stack")
            .child(kinds.into_any())
            .child(table);
        view! { <Section title=t.field()>{inside}</Section> }.into_any()
    })
}

/// Of each kind of row what tells most: a list rather than one, and what has rows.
pub(super) fn latest(all: &[Ran]) -> Vec<&Ran> {
    let mut out: Vec<&Ran> = Vec::new();
    for ran in all.iter().filter(|ran| ran.error.is_none()) {
        match out.iter_mut().find(|other| other.entity == ran.entity) {
            None => out.push(ran),
            Some(other) if other.raw.len() < ran.raw.len() => *other = ran,
            Some(_) => {}
        }
    }
    out
}

fn table(t: T, ran: &Ran) -> AnyView {
    let title = t.fields_of(ran.entity);
    let none = ran
        .raw
        .is_empty()
        .then(|| el("p").class("muted").child(t.no_rows()));
    let head = [t.field(), t.field_from(), t.field_found()];
    let head = head.map(|word| el("span").attr("role", "columnheader").child(word));
    let head = el("div")
        .class("hide")
        .attr("role", "row")
        .child(Vec::from(head));
    let mut rows = vec![head];
    // What nobody needs and nobody has mapped takes one line.
    let is_left = |row: &&FieldRow| row.from.is_none() && !row.needed;
    let mapped = ran.fields.iter().filter(|row| !is_left(row));
    rows.extend(mapped.map(|row| line(t, row)));
    let left: Vec<&str> = ran
        .fields
        .iter()
        .filter(is_left)
        .map(|row| row.field.as_str())
        .collect();
    let left = (!left.is_empty()).then(|| {
        let words = [t.field_unmapped(), t.colon(), &left.join(t.enumeration())].concat();
        el("p").class("muted").child(words)
    });
    let list = el("div")
        .class("rows")
        .attr("role", "table")
        .attr("aria-label", title)
        .child(rows);
    el("div").child(none).child(list).child(left).into_any()
}

/// Field, pointer and values below each other: three columns have no room on a phone.
fn line(t: T, row: &FieldRow) -> El {
    let mut name = row.field.clone();
    if row.needed {
        name.push_str(" · ");
        name.push_str(t.field_needed());
    }
    let from = row.from.clone();
    let from = from.unwrap_or_else(|| t.field_unmapped().to_owned());
    let mut words: Vec<String> = row
        .found
        .iter()
        .map(|found| found_words(t, found))
        .collect();
    // The same in row after row is said once.
    words.dedup();
    let value = |words: String| el("span").class("row-title").child(words);
    let values: Vec<El> = words.into_iter().map(value).collect();
    let text = el("div")
        .class("row-text")
        .child(
            el("span")
                .class("row-title")
                .attr("role", "rowheader")
                .child(el("strong").child(name)),
        )
        .child(
            el("span")
                .class("row-note")
                .attr("role", "cell")
                .child(from),
        )
        .child(el("div").attr("role", "cell").child(values));
    el("div")
        .attr("role", "row")
        .child(el("div").class("row").child(text))
}

/// A value, or why there is none.
pub(super) fn found_words(t: T, found: &Found) -> String {
    match found {
        Found::Value(value) => value.clone(),
        Found::Nothing => t.found_nothing().to_owned(),
        Found::Dropped(raw) => t.found_dropped(raw),
        Found::Lost(raw) => t.found_lost(raw),
        Found::Wrong(why) => t.found_wrong(&t.row_fault(why)),
    }
}

/// What is left out, how often and why.
pub(super) fn missed(bench: Bench) -> AnyView {
    let t = bench.here.t;
    changing(move || {
        let mut rows: Vec<AnyView> = Vec::new();
        let is_empty = bench.ran.with(|all| {
            for ran in all {
                for missed in &ran.missed {
                    let title = [&ran.query, t.colon(), &t.row_fault(&missed.why)].concat();
                    let note = t.missed_line(&missed.times.to_string(), &missed.first);
                    rows.push(view! { <crate::ui::Row title note /> }.into_any());
                }
            }
            all.is_empty()
        });
        if is_empty {
            return nothing();
        }
        let inside = if rows.is_empty() {
            view! { <Notice kind=NoticeKind::Good text=t.missed_none() /> }.into_any()
        } else {
            view! { <Rows>{rows}</Rows> }.into_any()
        };
        view! { <Section title=t.missed()>{inside}</Section> }.into_any()
    })
}

/// Headers of the answers, and those that the mapping reads and nobody saw.
pub(super) fn headers(bench: Bench) -> AnyView {
    let t = bench.here.t;
    changing(move || {
        let rows: Vec<AnyView> = bench.ran.with(|all| {
            let mut groups: Vec<(Vec<&str>, &Ran)> = Vec::new();
            for ran in all.iter().filter(|ran| answer(ran).is_some()) {
                // Those of most queries are the same, but for their values.
                let same = groups
                    .iter_mut()
                    .find(|(_, other)| names(other) == names(ran));
                match same {
                    Some((queries, _)) => queries.push(&ran.query),
                    None => groups.push((vec![&ran.query], ran)),
                }
            }
            let row = |(queries, ran): (Vec<&str>, &Ran)| {
                header_row(t, queries.join(t.enumeration()), ran)
            };
            groups.into_iter().map(row).collect()
        });
        if rows.is_empty() {
            return nothing();
        }
        view! { <Section title=t.headers()><Rows>{rows}</Rows></Section> }.into_any()
    })
}

fn answer(ran: &Ran) -> Option<&Exchange> {
    ran.exchanges
        .iter()
        .rfind(|exchange| exchange.answer.is_ok())
}

/// Names of the headers that were seen and of those that were not.
fn names(ran: &Ran) -> Vec<&str> {
    let seen = answer(ran)
        .into_iter()
        .flat_map(|exchange| &exchange.headers);
    let seen = seen.map(|(name, _)| name.as_str());
    seen.chain([""])
        .chain(ran.unseen.iter().map(String::as_str))
        .collect()
}

fn header_row(t: T, title: String, ran: &Ran) -> AnyView {
    let lines = header_words(t, ran);
    let lines: Vec<El> = lines
        .into_iter()
        .map(|line| el("span").class("row-note").child(line))
        .collect();
    let text = el("div")
        .class("row-text")
        .child(el("span").class("row-title").child(title))
        .child(lines);
    el("li")
        .child(el("div").class("row").child(text))
        .into_any()
}

/// What is to be said of the headers of a query's answer.
pub(super) fn header_words(t: T, ran: &Ran) -> Vec<String> {
    let Some(exchange) = answer(ran) else {
        return Vec::new();
    };
    let list = |exposed: bool| {
        let wanted = |(name, _): &&(String, String)| {
            !ran.is_elsewhere || ALWAYS.contains(&name.as_str()) != exposed
        };
        let seen = exchange.headers.iter().filter(wanted);
        let words: Vec<String> = seen
            .map(|(name, value)| [name, ": ", value].concat())
            .collect();
        if words.is_empty() {
            t.headers_none().to_owned()
        } else {
            words.join(" · ")
        }
    };
    let mut lines = Vec::new();
    if ran.is_elsewhere {
        lines.push([t.headers_exposed(), &list(true)].concat());
        lines.push([t.headers_always(), &list(false)].concat());
    } else {
        lines.push([t.headers_all(), &list(true)].concat());
    }
    if !ran.unseen.is_empty() {
        lines.push(t.headers_unseen(&ran.unseen.join(t.enumeration())));
    }
    lines
}
