//! Things below each other that are added, taken out and put in another order by buttons, so that a keyboard and a finger do
//! the same.

use super::{
    Act, RwSignal, StoredValue,
    el::{El, Keyed, el},
    fresh_id,
    icon::{Icon, icon as draw},
    nothing,
};
use leptos::prelude::*;

/// What its buttons say.
#[derive(Clone)]
pub struct OrderedWords {
    /// The button below the last.
    pub add: String,
    /// Of which of them is spoken, before its number: *habit*.
    pub one: String,
    /// One further up.
    pub up: String,
    /// One further down.
    pub down: String,
    /// Out.
    pub remove: String,
}

/// The list. `names` has those that are there, one a line; none of them is drawn anew when another comes or goes.
pub fn ordered(
    names: RwSignal<String>,
    words: OrderedWords,
    most: usize,
    draw_one: impl Fn(String) -> AnyView + 'static,
    add: impl Fn() -> String + 'static,
    changed: impl Fn() + 'static,
) -> AnyView {
    let list = fresh_id();
    let label = words.add.clone();
    let (words, draw_one) = (StoredValue::new(words), Act::new(draw_one));
    let changed = Act::new(move |()| changed());
    let add = Act::new(move |()| add());
    let rows = {
        let list = list.clone();
        move || {
            let all = names.get();
            let row = |name: &str| {
                let (name, list) = (name.to_owned(), list.clone());
                Keyed::new(name.clone(), move || {
                    let inside = draw_one.try_run(name.clone()).unwrap_or_else(nothing);
                    words.with_value(|words| row(names, name, &list, words, changed, inside))
                })
            };
            all.lines()
                .filter(|name| !name.is_empty())
                .map(row)
                .collect()
        }
    };
    let button = el("button")
        .class("btn btn-small")
        .attr("type", "button")
        .when("disabled", "", move || {
            names.with(|all| all.lines().count()) >= most
        })
        .on("click", {
            let list = list.clone();
            move |_| {
                let Some(name) = add.try_run(()) else { return };
                names.update(|all| *all = with_line(all, &name));
                changed.try_run(());
                focus_soon(row_id(&list, &name), "input, select, textarea");
            }
        })
        .child(draw(Icon::Plus))
        .child(el("span").child(label));
    el("div")
        .class("ordered")
        .child(el("div").class("ordered-rows").attr("id", list).list(rows))
        .child(button)
        .into_any()
}

fn with_line(all: &str, name: &str) -> String {
    let lines = all.lines().filter(|line| !line.is_empty());
    lines.chain([name]).collect::<Vec<_>>().join("\n")
}

fn row_id(list: &str, name: &str) -> String {
    [list, "-", name].concat()
}

fn row(
    names: RwSignal<String>,
    name: String,
    list: &str,
    words: &OrderedWords,
    changed: Act,
    inside: AnyView,
) -> AnyView {
    let place = {
        let name = name.clone();
        move || {
            names.with(|all| {
                let at = all.lines().position(|line| line == name).unwrap_or(0);
                (at, all.lines().count())
            })
        }
    };
    let id = row_id(list, &name);
    let title = {
        let (one, place) = (words.one.clone(), place.clone());
        move || [one.as_str(), " ", &place().0.saturating_add(1).to_string()].concat()
    };
    let button = |label: &str, act: Move, off: Box<dyn Fn() -> bool + Send>| {
        let (label, name, list) = (label.to_owned(), name.clone(), list.to_owned());
        let (said, title) = (label.clone(), title.clone());
        el("button")
            .class("btn btn-quiet btn-small")
            .attr("type", "button")
            .live("aria-label", move || {
                Some([&said, " ", &title()].concat().into())
            })
            .when("disabled", "", off)
            .on("click", move |_| {
                names.update(|all| *all = moved(all, &name, act));
                changed.try_run(());
                match act {
                    Move::Out => focus_soon(list.clone(), ":scope + button"),
                    // Who has come to an end stays with the one that was moved.
                    _ => focus_soon(row_id(&list, &name), ".ordered-head button:not([disabled])"),
                }
            })
            .child(el("span").child(label))
    };
    let (first, last) = (place.clone(), place);
    let buttons: Vec<El> = vec![
        button(&words.up, Move::Up, Box::new(move || first().0 == 0)),
        button(
            &words.down,
            Move::Down,
            Box::new(move || {
                let (at, all) = last();
                at.saturating_add(1) >= all
            }),
        ),
        button(&words.remove, Move::Out, Box::new(|| false)),
    ];
    let heading = format!("{id}h");
    let head = el("div")
        .class("ordered-head")
        .child(
            el("p")
                .class("ordered-name")
                .attr("id", heading.clone())
                .fill(title),
        )
        .child(buttons);
    el("div")
        .class("ordered-row")
        .attr("id", id)
        .attr("role", "group")
        .attr("tabindex", "-1")
        .attr("aria-labelledby", heading)
        .child(head)
        .child(el("div").class("writing").child(inside))
        .into_any()
}

/// Where one of them goes.
#[derive(Clone, Copy, PartialEq)]
enum Move {
    Up,
    Down,
    Out,
}

fn moved(all: &str, name: &str, to: Move) -> String {
    let mut lines: Vec<&str> = all.lines().filter(|line| !line.is_empty()).collect();
    let Some(at) = lines.iter().position(|line| *line == name) else {
        return all.to_owned();
    };
    match to {
        Move::Out => {
            lines.remove(at);
        }
        Move::Up if at > 0 => lines.swap(at, at.saturating_sub(1)),
        Move::Down if at.saturating_add(1) < lines.len() => lines.swap(at, at.saturating_add(1)),
        _ => {}
    }
    lines.join("\n")
}

/// Moves the focus, once what was changed is drawn.
fn focus_soon(id: String, part: &'static str) {
    use wasm_bindgen::JsCast as _;
    queue_microtask(move || {
        let Some(whole) = document().get_element_by_id(&id) else {
            return;
        };
        // `:scope +` is no descendant: the button stands behind the rows.
        let found = match part.strip_prefix(":scope + ") {
            Some(_) => whole.next_element_sibling(),
            None => whole.query_selector(part).ok().flatten(),
        };
        if let Some(it) = found.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _focused = it.focus();
        }
    });
}
