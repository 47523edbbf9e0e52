//! A part of a page that opens under its own line, and closes again: what stands in it, in a word, and then all of it.

use super::{
    Memo, RwSignal, Signal,
    el::{Text, el},
    fresh_id,
    icon::{Icon, icon as draw},
};
use leptos::prelude::*;

/// The line and what opens under it, which exists only while it is open.
#[component]
pub fn Fold(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// A drawing before the heading.
    icon: Icon,
    /// Its heading.
    #[prop(into)]
    title: String,
    /// What stands in it, in a word.
    #[prop(into)]
    note: Signal<String>,
    /// What is to be minded about it, such as *not saved*.
    #[prop(optional, into)]
    mark: Signal<Option<String>>,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView + use<> {
    let id = fresh_id();
    // Opened once more, it stays as it is.
    let is_open = Memo::new(move |_| open.get());
    let inside = format!("{id}i");
    let text = el("span")
        .class("row-text")
        .child(
            el("span")
                .class("row-title")
                .attr("id", id.clone())
                .child(title),
        )
        .child(el("span").class("row-note").fill(move || note.get()));
    let trail = el("span").class("fold-mark").fill(move || {
        mark.get().map(|mark| {
            el("span")
                .class("badge")
                .attr("data-tone", "warn")
                .child(mark)
        })
    });
    let line = el("button")
        .class("row fold-line")
        .attr("type", "button")
        .truth("aria-expanded", move || open.get())
        .attr("aria-controls", inside.clone())
        .on("click", move |_| open.update(|open| *open = !*open))
        .child(el("span").class("row-icon").child(draw(icon)))
        .child(text)
        .child(trail)
        .child(draw(Icon::Chevron));
    el("section")
        .class("fold")
        .attr("aria-labelledby", id)
        .live("data-open", move || {
            open.get().then_some(Text::Borrowed("true"))
        })
        .child(el("h2").child(line))
        .child(
            el("div")
                .class("fold-inside")
                .attr("id", inside)
                .fill(move || is_open.get().then(|| children())),
        )
}
