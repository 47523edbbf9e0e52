//! What is taken out of the page: all answers as a table, the same as a file for a spreadsheet, and messages to copy.

use std::iter;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    host,
    i18n::Ready,
    model::{Event, SignUpState, csv, local_parts},
    route::Route,
    ui::{Fold, Icon, Memo, Row, Rows, RwSignal, Section, Signal, Tone, changing, el, several},
};

use super::{hall::Hall, sheets};

/// All of it.
pub(super) fn all(hall: Hall) -> AnyView {
    let t = hall.here.t;
    let many = Memo::new(move |_| hall.all.with(Vec::len));
    let (table, messages) = (RwSignal::new(false), RwSignal::new(false));
    let export = changing(move || {
        let note = t.host_export_n(&many.get().to_string());
        let save = move || export(hall);
        let title = match host::saves_files() {
            true => t.host_export(),
            false => t.host_copy_table(),
        };
        let row = view! { <Row title note icon=Some(Icon::Share) on_click=save /> }.into_any();
        view! { <Rows>{row}</Rows> }.into_any()
    });
    let note = Signal::derive(move || many.get().to_string());
    let told = Signal::stored(t.host_messages_text().to_owned());
    let fold = view! {
        <Fold open=table icon=Icon::People title=t.host_table() note>
            {table_of(hall)}
        </Fold>
    };
    let ready = view! {
        <Fold open=messages icon=Icon::Chat title=t.host_messages() note=told>
            {ready(hall)}
        </Fold>
    };
    let inside = several(vec![fold.into_any(), export, ready.into_any()]);
    view! { <Section title=t.more()>{inside}</Section> }.into_any()
}

/// The rows, the first of which has the columns' names.
fn rows(hall: Hall, event: &Event) -> Vec<Vec<String>> {
    let (here, t) = (hall.here, hall.here.t);
    let fields = &event.sign_up.form.fields;
    let columns = [
        t.host_col_name(),
        t.host_col_state(),
        t.host_col_people(),
        t.host_col_along(),
        t.host_col_since(),
        t.host_col_member(),
        t.host_col_ticket(),
    ];
    let mut head: Vec<String> = columns.into_iter().map(str::to_owned).collect();
    head.extend(fields.iter().map(|field| field.label.clone()));
    head.push(t.host_feedback().to_owned());
    let mut rows = vec![head];
    hall.all.with(|all| {
        for one in all {
            let is = &one.who.is;
            let state = match &is.state {
                SignUpState::Confirmed { .. } => t.host_state_has().to_owned(),
                SignUpState::CheckedIn { .. } => t.host_state_here().to_owned(),
                SignUpState::PendingApproval { .. } => t.host_state_asks().to_owned(),
                _ => here.say(|t, face| t.host_stands(one, face)),
            };
            let since = is.came();
            let since = since.map(|at| {
                here.say(|t, face| {
                    let day = local_parts(face.zones, face.zone, at).date();
                    [&day.to_string(), " ", &t.minute(at, face)].concat()
                })
            });
            let member = if one.who.member { t.host_yes() } else { "" };
            let mut row = vec![
                one.who.name.clone(),
                state,
                is.people().to_string(),
                t.host_names(&is.party),
                since.unwrap_or_default(),
                member.to_owned(),
                is.ticket.clone(),
            ];
            // Where each person was asked, the others of a party stand behind who signed up, with their names.
            let others = is.party.iter();
            let others = others.map(|who| ([&who.name, t.colon()].concat(), &who.answers));
            let said: Vec<_> = iter::once((String::new(), &is.answers))
                .chain(others)
                .collect();
            row.extend(fields.iter().map(|field| {
                let of = said.iter().filter_map(|(name, said)| {
                    Some([name, sheets::answer(hall, field, said)?.as_str()].concat())
                });
                of.collect::<Vec<_>>().join("\n")
            }));
            row.push(is.feedback.clone());
            rows.push(row);
        }
    });
    rows
}

fn table_of(hall: Hall) -> AnyView {
    let table = changing(move || {
        let rows = hall.event.data.with(|event| {
            let event = event.as_ref();
            event.map_or_else(Vec::new, |event| rows(hall, event))
        });
        let mut rows = rows.into_iter();
        let head: Vec<_> = rows
            .next()
            .unwrap_or_default()
            .into_iter()
            .map(|name| el("th").attr("scope", "col").child(name))
            .collect();
        let line = |row: Vec<String>| {
            let cells: Vec<_> = row
                .into_iter()
                .map(|text| el("td").attr("dir", "auto").child(text))
                .collect();
            el("tr").child(cells)
        };
        let lines: Vec<_> = rows.map(line).collect();
        el("table")
            .child(el("thead").child(el("tr").child(head)))
            .child(el("tbody").child(lines))
            .into_any()
    });
    el("div")
        .class("wide-table")
        .attr("role", "region")
        .attr("tabindex", "0")
        .attr("aria-label", hall.here.t.host_table())
        .child(table)
        .into_any()
}

/// Saves the table, or copies it where nothing can be saved.
fn export(hall: Hall) {
    let t = hall.here.t;
    let rows = hall.event.data.with_untracked(|event| {
        let event = event.as_ref();
        event.map_or_else(Vec::new, |event| rows(hall, event))
    });
    let text = csv(&rows);
    let today = hall
        .here
        .say(|_, face| local_parts(face.zones, face.zone, face.now).date());
    let name = [&hall.title(), "-", &today.to_string(), ".csv"].concat();
    let is_plain = |c: char| !matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
    let name: String = name.chars().filter(|c| is_plain(*c)).collect();
    if host::saves_files() && host::save_file_of(&name, "text/csv;charset=utf-8", &text) {
        return;
    }
    // The same text: tabs and line breaks of answers would tear rows apart.
    copy(hall, text, t.host_copied());
}

fn copy(hall: Hall, text: String, done: &'static str) {
    let (toasts, t) = (hall.here.toasts, hall.here.t);
    spawn_local(async move {
        match host::copy_text(&text).await {
            true => toasts.say(Tone::Live, done),
            false => toasts.say(Tone::Full, t.host_not_copied()),
        }
    });
}

/// Messages, each with what it is for; a tap copies one.
fn ready(hall: Hall) -> AnyView {
    let (here, t) = (hall.here, hall.here.t);
    let one = |ready: Ready| {
        let text = hall.event.data.with_untracked(|event| {
            let event = event.as_ref()?;
            let when = here.say(|t, face| t.event_when_words(event, face).0);
            let link = here.whole_link(&Route::Event(event.id.clone()));
            let place = &event.venue.area.place;
            Some(t.host_message(ready, &event.title, &when, place, &link))
        });
        let text = text.unwrap_or_default();
        let note = text.clone();
        let act = move || copy(hall, text.clone(), t.host_copied());
        let title = t.host_ready(ready);
        view! { <Row title note icon=Some(Icon::Copy) on_click=act /> }.into_any()
    };
    let rows: Vec<AnyView> = Ready::ALL.into_iter().map(one).collect();
    view! { <Rows>{rows}</Rows> }.into_any()
}
