//! The lists of people on both pages: a section for each, as long as anybody stands in it, and a word where nobody does.

use leptos::prelude::*;

use crate::{
    model::Listed,
    pages::{list::Row, long::long},
    ui::{Memo, Panel, Section, changing, nothing},
};

use super::hall::Hall;

/// Those of one list.
pub(super) type People = Memo<Vec<Row<Listed>>>;

/// A list under its heading.
pub(super) fn section(
    hall: Hall,
    people: People,
    title: &'static str,
    class: &'static str,
    draw: impl Fn(&Listed) -> AnyView + Copy + Send + 'static,
) -> AnyView {
    let has = Memo::new(move |_| people.with(|people| !people.is_empty()));
    changing(move || match has.get() {
        false => nothing(),
        true => {
            let rows = long(class, people, move || hall.text.get(), draw, || {});
            view! { <Section title>{rows}</Section> }.into_any()
        }
    })
}

/// That nobody has signed up, or that nobody was found.
pub(super) fn nobody(hall: Hall, lists: Vec<People>) -> AnyView {
    let t = hall.here.t;
    let none = Memo::new(move |_| lists.iter().all(|people| people.with(Vec::is_empty)));
    changing(move || match none.get() {
        false => nothing(),
        true => {
            let title = match hall.text.with(|text| text.trim().is_empty()) {
                true => t.host_nobody(),
                false => t.host_nobody_found(),
            };
            view! { <Panel title /> }.into_any()
        }
    })
}
