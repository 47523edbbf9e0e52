//! The requests that the mapping declares, each with *run* and what came of it.

use leptos::prelude::*;

use crate::{
    data::{
        TransportError,
        probe::{Declared, Exchange, Ran, Silence},
    },
    i18n::T,
    route::Route,
    ui::{
        Badge, Button, ButtonKind, Icon, Notice, NoticeKind, Rows, RwSignal, Section, Tone,
        changing, el, nothing, several,
    },
};

use super::{Here, bench::Bench};

/// The section.
pub(super) fn section(bench: Bench) -> AnyView {
    let t = bench.here.t;
    let busy = bench.busy;
    let all = view! {
        <Button kind=ButtonKind::Primary icon=Some(Icon::Refresh) busy=busy on_click=move || bench.run_all()>
            {t.run_all()}
        </Button>
    };
    let all = all.into_any();
    let list = changing(move || {
        // What was seen fills slots of the others.
        bench.ran.track();
        let declared = bench.probe.with(|probe| probe.declared());
        if declared.is_empty() {
            return el("p").class("muted").child(t.declared_none()).into_any();
        }
        let rows: Vec<AnyView> = declared.into_iter().map(|one| row(bench, one)).collect();
        view! { <Rows label=t.declared()>{rows}</Rows> }.into_any()
    });
    let inside = vec![all, list];
    view! { <Section title=t.declared()>{inside}</Section> }.into_any()
}

fn row(bench: Bench, declared: Declared) -> AnyView {
    let t = bench.here.t;
    let name = declared.name.clone();
    let ran = bench.of_query(&name).filter(|_| !declared.is_command);
    let badge = match &ran {
        _ if declared.is_command => Some((Tone::Muted, t.writes().to_owned())),
        None => None,
        Some(ran) => Some(badge(t, ran)),
    };
    let badge = badge.map(|(tone, text)| view! { <Badge text tone icon=None /> }.into_any());
    let address = [declared.method, " ", &declared.address].concat();
    let text = el("span")
        .class("row-text")
        .child(el("span").class("row-title").child(name.clone()))
        .child(el("span").class("row-note").child(address));
    let trail = badge.map(|badge| el("span").class("row-trail").child(badge));
    let row = el("div").class("row").child(text).child(trail);
    if declared.is_command {
        return el("li").child(row).into_any();
    }
    let label = t.run_it(&name);
    let run = el("button")
        .class("btn btn-small")
        .attr("type", "button")
        .attr("aria-label", label)
        .on("click", move |_| bench.run(name.clone()))
        .child(el("span").child(t.run()));
    let row = row.child(run);
    let told = ran.map(|ran| told(bench.here, &ran));
    el("li").child(row).child(told).into_any()
}

fn badge(t: T, ran: &Ran) -> (Tone, String) {
    match (&ran.error, ran.left) {
        (Some(_), _) => (Tone::Full, "×".to_owned()),
        (None, 0) => (Tone::Live, t.request_ok().to_owned()),
        (None, n) => (Tone::Warn, t.missed_n(&n.to_string())),
    }
}

/// What came of it.
fn told(here: Here, ran: &Ran) -> AnyView {
    let t = here.t;
    let line = |text: String| el("p").class("row-note").child(text).into_any();
    let mut parts: Vec<AnyView> = Vec::new();
    for exchange in &ran.exchanges {
        parts.push(line(took(t, exchange)));
        // One more than the query itself.
        if ran.exchanges.len() > 1 {
            parts.push(line([exchange.method, " ", &exchange.address].concat()));
        }
    }
    if ran.error.is_none() {
        parts.push(line(rows_words(t, ran)));
    }
    if let Some(error) = &ran.error {
        let text = [&t.why(error), " ", &error.to_string()].concat();
        parts.push(view! { <Notice kind=NoticeKind::Error text /> }.into_any());
    }
    if let Some(said) = &ran.garbled {
        parts.push(view! { <Notice kind=NoticeKind::Warn text=garbled(t, said) /> }.into_any());
    }
    parts.push(silence(here, ran));
    parts.push(rows(t, ran));
    el("div").class("stack-s").child(several(parts)).into_any()
}

/// `200 · 35 ms · 1200 bytes`.
pub(super) fn took(t: T, exchange: &Exchange) -> String {
    let ms = exchange.ms.to_string();
    match &exchange.answer {
        Ok((status, bytes)) => t.took(&status.to_string(), &ms, &bytes.to_string()),
        Err(TransportError::Redirected) => t.took_elsewhere(&ms),
        Err(_) => t.took_none(&ms),
    }
}

/// That not all of an answer is UTF-8.
pub(super) fn garbled(t: T, said: &str) -> String {
    t.garbled(if said.is_empty() { "?" } else { said })
}

/// How many rows there are.
pub(super) fn rows_words(t: T, ran: &Ran) -> String {
    let n = ran.rows.to_string();
    let mut words = match ran.total {
        Some(total) => t.rows_of(&n, &total.to_string()),
        None => t.rows_n(&n),
    };
    if ran.more {
        words.push_str(t.comma());
        words.push_str(t.more_pages());
    }
    words
}

/// Why nothing came back, and what to do about it.
fn silence(here: Here, ran: &Ran) -> AnyView {
    let t = here.t;
    let text = match ran.silence {
        None => return nothing(),
        Some(Silence::Nobody) => t.silence_nobody(),
        Some(Silence::Cut) => t.silence_cut(),
        Some(Silence::Refused) => {
            let headers: Vec<_> = wanted(here, ran)
                .into_iter()
                .map(|header| el("li").child(header))
                .collect();
            return el("div")
                .class("stack-s")
                .child(el("p").child(el("strong").child(t.silence_refused_title())))
                .child(el("p").child(t.silence_refused()))
                .child(el("ul").class("lines").child(headers))
                .into_any();
        }
    };
    view! { <Notice kind=NoticeKind::Warn text /> }.into_any()
}

/// The headers that a service has to answer with, for this site and this request.
pub(super) fn wanted(here: Here, ran: &Ran) -> Vec<String> {
    let address = here.whole_link(&Route::Connection);
    let site: Vec<&str> = address.split('/').take(3).collect();
    let mut lines = vec![["Access-Control-Allow-Origin: ", &site.join("/")].concat()];
    let silent = ran
        .exchanges
        .iter()
        .find(|exchange| exchange.answer.is_err());
    if let Some(exchange) = silent {
        if !matches!(exchange.method, "GET" | "HEAD" | "POST") {
            lines.push(["Access-Control-Allow-Methods: ", exchange.method].concat());
        }
        let names: Vec<&str> = exchange
            .sent
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        if !names.is_empty() {
            lines.push(["Access-Control-Allow-Headers: ", &names.join(", ")].concat());
        }
    }
    if !ran.unseen.is_empty() {
        lines.push(["Access-Control-Expose-Headers: ", &ran.unseen.join(", ")].concat());
    }
    lines
}

/// The first rows, as they came and as they are read, when somebody wants to see them.
fn rows(t: T, ran: &Ran) -> AnyView {
    if ran.raw.is_empty() {
        return nothing();
    }
    let open = RwSignal::new(false);
    let (raw, read) = (ran.raw.clone(), ran.read.clone());
    let button = el("button")
        .class("btn btn-quiet btn-small")
        .attr("type", "button")
        .truth("aria-expanded", move || open.get())
        .on("click", move |_| {
            let is_open = open.get_untracked();
            open.set(!is_open);
        })
        .child(el("span").child(t.show_rows()));
    let inside = changing(move || {
        if !open.get() {
            return nothing();
        }
        let pairs = raw.iter().zip(&read).enumerate();
        let texts = pairs.flat_map(|(n, (raw, read))| {
            let n = (n + 1).to_string();
            [text(t.row_raw(&n), raw), text(t.row_read(&n), read)]
        });
        several(texts.collect())
    });
    several(vec![button.into_any(), inside])
}

/// A text to look at and to copy from.
fn text(label: String, text: &str) -> AnyView {
    let lines = text.lines().count().clamp(2, 12).to_string();
    let area = el("textarea")
        .class("input")
        .attr("rows", lines)
        .attr("readonly", "")
        .attr("spellcheck", "false")
        .attr("aria-label", label.clone())
        .child(text.to_owned());
    let label = el("p").class("row-note").child(label);
    el("div").child(label).child(area).into_any()
}
