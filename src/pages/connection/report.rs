//! All that the page shows as one text, for whoever helps with a mapping. Nothing secret is in it, and of what
//! people wrote about themselves only that it is there.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    data::probe::{Found, Ran},
    host,
    i18n::T,
    pages::by_hand::to_copy,
    ui::{Button, Icon, RwSignal, Tone, changing, el, nothing, several},
};

use super::{
    able,
    bench::Bench,
    brought,
    requests::{garbled, rows_words, took},
    tables::{found_words, header_words, latest},
};

/// Rows that are about single people.
const PERSONAL: &[&str] = &["member", "membership", "sign_up"];

/// The button, and the text where it could not be copied.
pub(super) fn button(bench: Bench) -> AnyView {
    let (here, t) = (bench.here, bench.here.t);
    let by_hand = RwSignal::new(None::<String>);
    let copy = move || {
        let text = written(bench);
        spawn_local(async move {
            if host::copy_text(&text).await {
                by_hand.try_set(None);
                here.toasts.say(Tone::Live, t.report_copied());
            } else {
                by_hand.try_set(Some(text));
            }
        });
    };
    let button = view! {
        <Button icon=Some(Icon::Share) on_click=copy>{t.copy_report()}</Button>
    };
    let area = changing(move || match by_hand.get() {
        None => nothing(),
        Some(text) => to_copy(t.report_by_hand(), text, "12"),
    });
    several(vec![
        el("div").class("btns").child(button.into_any()).into_any(),
        area,
    ])
}

/// The report, as Markdown.
fn written(bench: Bench) -> String {
    let (here, t) = (bench.here, bench.here.t);
    let probe = bench.probe.get_untracked();
    let about = probe.about();
    let (can, cannot) = able(here, probe.capabilities());
    let mut out = vec![
        ["# Linju · ", t.connection()].concat(),
        String::new(),
        said(t, t.service(), &about.service),
        said(t, t.mapping(), &about.file),
        said(t, t.address(), &about.base),
        said(t, t.other_sites(), about.cors),
        said(t, t.can_do(), &can),
        said(t, t.can_not(), &cannot),
        said(t, "Linju", env!("CARGO_PKG_VERSION")),
        said(t, "UTC", &here.now().to_string()),
    ];
    if about.signed_in {
        out.push(said(t, t.brought(), &brought(t, &about)));
    }
    if about.is_trial {
        out.push(["- ", t.trial_on()].concat());
    }
    out.push(["\n## ", t.declared(), "\n"].concat());
    let all = bench.ran.get_untracked();
    for one in probe.declared() {
        out.push(
            [
                "- **",
                &one.name,
                "** `",
                one.method,
                " ",
                &one.address,
                "`",
            ]
            .concat(),
        );
        match all.iter().find(|ran| ran.query == one.name) {
            Some(ran) => out.extend(lines_of(t, ran)),
            None if one.is_command => out.push(["  - ", t.writes()].concat()),
            None => out.push(["  - ", t.not_run()].concat()),
        }
    }
    for ran in latest(&all) {
        out.push(["\n## ", &t.fields_of(ran.entity), "\n"].concat());
        out.extend(table(t, ran));
    }
    out.push(String::new());
    out.join("\n")
}

fn said(t: T, name: &str, value: &str) -> String {
    ["- ", name, t.colon(), value].concat()
}

fn lines_of(t: T, ran: &Ran) -> Vec<String> {
    let mut out = Vec::new();
    let mut line = |text: String| out.push(["  - ", &text].concat());
    for exchange in &ran.exchanges {
        line(took(t, exchange));
        for (name, value) in &exchange.sent {
            line(["→ ", name, ": ", value].concat());
        }
    }
    match &ran.error {
        Some(error) => line([&t.why(error), " ", &error.to_string()].concat()),
        None => line(rows_words(t, ran)),
    }
    if let Some(said) = &ran.garbled {
        line(garbled(t, said));
    }
    if let Some(silence) = ran.silence {
        line(format!("{silence:?}"));
    }
    header_words(t, ran).into_iter().for_each(&mut line);
    for missed in &ran.missed {
        let times = t.missed_line(&missed.times.to_string(), &missed.first);
        let what = if PERSONAL.contains(&ran.entity) {
            missed.times.to_string()
        } else {
            times
        };
        line([&missed.why, " (", &what, ")"].concat());
    }
    out
}

fn table(t: T, ran: &Ran) -> Vec<String> {
    let head = [t.field(), t.field_from(), t.field_found()];
    let mut out = vec![cells(&head), "|---|---|---|".to_owned()];
    let personal = PERSONAL.contains(&ran.entity);
    for row in &ran.fields {
        let found: Vec<String> = row
            .found
            .iter()
            .map(|found| match found {
                Found::Value(_) if personal => t.personal().to_owned(),
                Found::Dropped(_) | Found::Lost(_) | Found::Wrong(_) if personal => {
                    t.found_wrong("…")
                }
                found => found_words(t, found),
            })
            .collect();
        let from = row.from.as_deref().unwrap_or_else(|| t.field_unmapped());
        let mut name = row.field.clone();
        if row.needed {
            name.push_str(" *");
        }
        out.push(cells(&[&name, from, &found.join(" · ")]));
    }
    out
}

/// A line of a table; a bar in a value would begin a cell.
fn cells(texts: &[&str]) -> String {
    let escaped = |text: &&str| text.replace('|', "\\|").replace('\n', " ");
    let texts: Vec<String> = texts.iter().map(escaped).collect();
    ["| ", &texts.join(" | "), " |"].concat()
}
