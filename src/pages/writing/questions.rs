//! What is asked of those who knock: a row for each question, and all of them as they will be seen.

use leptos::prelude::*;

use crate::{
    model::{
        FieldKind as Kind, Form,
        paper::{KINDS, question, rows},
    },
    pages::forms::Filling,
    ui::{
        Button, Choice, FieldKind, OrderedWords, RwSignal, Sheet, changing, el, nothing, ordered,
        several,
    },
};

use super::{Ask, Writing, field::beside};

/// Most questions.
const MOST: usize = 30;

/// All of them.
pub(super) fn questions(on: Writing) -> AnyView {
    let t = on.here.t;
    let words = OrderedWords {
        add: t.found_question_add().to_owned(),
        one: t.found_question().to_owned(),
        up: t.found_up().to_owned(),
        down: t.found_down().to_owned(),
        remove: t.found_remove().to_owned(),
    };
    let add = move || {
        let row = on.fresh_row("form");
        // Never that of a question that was there: its answers are kept under it.
        let name = on.here.data().fresh_id();
        on.value(&key(&row, "key")).set(name);
        on.value(&key(&row, "kind")).set("text".to_owned());
        row
    };
    let list = ordered(
        on.value("form"),
        words,
        MOST,
        move |row| one(on, row),
        add,
        move || on.typed_in("form"),
    );
    several(vec![list, on.fault_of_list("form"), preview(on)])
}

fn key(row: &str, name: &str) -> String {
    ["form/", row, "/", name].concat()
}

fn one(on: Writing, row: String) -> AnyView {
    let t = on.here.t;
    let kinds = KINDS
        .map(|(kind, name)| Choice::new(name, t.kind_words(kind)))
        .to_vec();
    let kind = on.value(&key(&row, "kind"));
    let of = row.clone();
    let more = changing(move || match kind.get().as_str() {
        "choice" => options(on, &of),
        "choices" => several(vec![
            options(on, &of),
            limits(on, &of, t.found_min_choices(), t.found_max_choices()),
        ]),
        "number" => limits(on, &of, t.found_min_number(), t.found_max_number()),
        "text" | "paragraph" => limits(on, &of, t.found_min_text(), t.found_max_text()),
        _ => nothing(),
    });
    several(vec![
        Ask::line(key(&row, "label"), t.found_question_label())
            .required()
            .draw(on),
        Ask::line(key(&row, "kind"), t.found_kind())
            .of(kinds)
            .draw(on),
        el("div").class("writing").child(more).into_any(),
        Ask::line(key(&row, "required"), t.found_must())
            .kind(FieldKind::Consent)
            .draw(on),
        Ask::line(key(&row, "help"), t.found_help())
            .help(t.found_help_help())
            .draw(on),
        condition(on, row),
    ])
}

fn options(on: Writing, row: &str) -> AnyView {
    Ask::line(key(row, "options"), on.here.t.found_options())
        .lines()
        .help(on.here.t.found_lines())
        .required()
        .draw(on)
}

fn limits(on: Writing, row: &str, least: &'static str, most: &'static str) -> AnyView {
    let number = |name: &str, label: &'static str| {
        Ask::line(key(row, name), label)
            .kind(FieldKind::Number)
            .draw(on)
    };
    beside(vec![number("min", least), number("max", most)])
}

/// Asked only where a question before it was answered so.
fn condition(on: Writing, row: String) -> AnyView {
    let t = on.here.t;
    let names = on.value("form");
    let of = row.clone();
    // Not while it is typed into: the questions before are read when one comes, goes or moves, and when this is opened.
    let asked = changing(move || {
        let typed = on.typed_untracked();
        let before: Vec<String> = names.with(|all| {
            let rows = all.lines().take_while(|other| *other != of);
            rows.map(str::to_owned).collect()
        });
        let other = on.value(&key(&of, "if"));
        // One that was moved to the top may still depend on another: that is to be seen, and taken away.
        if before.is_empty() && other.with_untracked(String::is_empty) {
            return nothing();
        }
        let choices = before.iter().map(|row| {
            let field = question(&typed, row);
            let label = if field.label.is_empty() {
                t.found_question().to_owned()
            } else {
                field.label
            };
            Choice::new(field.key, label)
        });
        let equals_key = key(&of, "equals");
        let equals = changing(move || {
            let other = other.get();
            if other.is_empty() {
                return nothing();
            }
            let typed = on.typed_untracked();
            let field = rows(&typed, "form")
                .map(|row| question(&typed, row))
                .find(|field| field.key == other);
            let ask = Ask::line(equals_key.clone(), t.found_equals()).required();
            match field {
                Some(field) if matches!(field.kind, Kind::Choice | Kind::Choices) => {
                    let options = field
                        .options
                        .iter()
                        .map(|it| Choice::new(it.clone(), it.clone()));
                    ask.of(options.collect()).or_none().draw(on)
                }
                Some(field) if field.kind == Kind::Consent => ask
                    .of(vec![Choice::new("yes", t.org_yes())])
                    .or_none()
                    .draw(on),
                _ => ask.draw(on),
            }
        });
        let ask = Ask::line(key(&of, "if"), t.found_condition())
            .of(choices.collect())
            .or_none()
            .help(t.found_condition_help())
            .draw(on);
        several(vec![ask, equals])
    });
    el("div").class("writing").child(asked).into_any()
}

/// All questions, as those who knock will see them.
fn preview(on: Writing) -> AnyView {
    const DRAFT: &str = "preview";
    let t = on.here.t;
    let open = RwSignal::new(false);
    let drop = move || on.here.data().drop_draft(DRAFT);
    let body = move || {
        drop();
        let typed = on.typed_untracked();
        let fields: Vec<_> = rows(&typed, "form")
            .map(|row| question(&typed, row))
            .collect();
        if fields.is_empty() {
            return el("p").class("muted").child(t.no_form_needed()).into_any();
        }
        let filling = Filling::begin(on.here, &Form { fields }, DRAFT.to_owned(), &[]);
        let try_it = move || {
            filling.check();
        };
        let button = view! { <Button wide=true on_click=try_it>{t.found_try_form()}</Button> };
        let note = el("p")
            .class("muted")
            .child(t.found_preview_text())
            .into_any();
        several(vec![
            note,
            filling.fields(),
            el("div").class("btns").child(button.into_any()).into_any(),
        ])
    };
    let sheet = view! {
        <Sheet open title=t.found_preview() close=t.close() on_close=drop>
            {body()}
        </Sheet>
    };
    let show = move || open.set(true);
    let button = view! { <Button small=true on_click=show>{t.found_preview()}</Button> };
    let button = el("div").class("btns").child(button.into_any()).into_any();
    several(vec![button, sheet.into_any()])
}
