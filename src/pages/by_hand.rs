//! A text to be copied by hand, where the browser copies none.

use leptos::prelude::*;

use crate::{
    host,
    ui::{el, fresh_id},
};

/// The text, marked, under a sentence that says what to do; so many rows high.
pub fn to_copy(why: &'static str, text: String, rows: &'static str) -> AnyView {
    let id = fresh_id();
    let label = el("label")
        .class("field-label")
        .attr("for", id.clone())
        .child(why);
    let area = el("textarea")
        .class("input")
        .attr("id", id)
        .attr("rows", rows)
        .attr("readonly", "")
        .child(text)
        .track(host::select_all);
    el("div").class("field").child(label).child(area).into_any()
}
