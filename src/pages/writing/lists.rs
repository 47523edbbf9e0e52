//! Lists of rows on a paper, and those that are short: links.

use leptos::prelude::*;

use crate::{
    model::paper::rows,
    ui::{FieldKind, OrderedWords, ordered, several},
};

use super::{Ask, Writing};

/// Most addresses elsewhere.
const LINKS: usize = 20;

impl Writing {
    /// A name that no row of a list has or had.
    pub(super) fn fresh_row(self, list: &str) -> String {
        let prefix = [list, "/"].concat();
        let used = |name: &str| {
            let start = [&prefix, name, "/"].concat();
            let held = self
                .values
                .with_value(|values| values.iter().any(|(key, _)| key.starts_with(&start)));
            held || rows(&self.typed_untracked(), list).any(|row| row == name)
        };
        let free = (0..u32::MAX)
            .map(|n| n.to_string())
            .find(|name| !used(name));
        free.unwrap_or_default()
    }
}

/// Addresses elsewhere.
pub(super) fn links(on: Writing) -> AnyView {
    let t = on.here.t;
    let words = OrderedWords {
        add: t.found_link_add().to_owned(),
        one: t.found_link().to_owned(),
        up: t.found_up().to_owned(),
        down: t.found_down().to_owned(),
        remove: t.found_remove().to_owned(),
    };
    let row = move |row: String| {
        let key = |name: &str| ["links/", &row, "/", name].concat();
        several(vec![
            Ask::line(key("label"), t.found_link_label()).draw(on),
            Ask::line(key("url"), t.found_address())
                .kind(FieldKind::Address)
                .help(t.found_link_help())
                .required()
                .draw(on),
        ])
    };
    let add = move || on.fresh_row("links");
    let changed = move || on.typed_in("links");
    let list = ordered(on.value("links"), words, LINKS, row, add, changed);
    several(vec![list, on.fault_of_list("links")])
}
