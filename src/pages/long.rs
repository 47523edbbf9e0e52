//! A long list, drawn little by little as the reader comes near its end: a frame on a slow phone has room for one card.
//!
//! What is drawn stays, with focus and scroll; the browser lays out what is near (`content-visibility`). It is drawn in
//! blocks, so that one more at the end costs the same however many stand before it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    host,
    ui::{Act, Keyed, Memo, RwSignal, StoredValue, effect, el, several},
};

use super::list::Row;

type Draw<T> = Arc<dyn Fn(&T) -> AnyView>;

/// So many stand in a block.
const BLOCK: usize = 20;
/// So many are drawn at once at the beginning.
const FIRST: usize = 4;
/// By so many it grows when the reader comes near its end, one a frame.
const STRETCH: usize = 10;

/// How many, of which words: of other words it is the first number again, in the same frame.
#[derive(Clone, Copy)]
struct Count {
    words: Memo<String>,
    of: RwSignal<(String, usize)>,
    now: Memo<usize>,
}

impl Count {
    fn new(words: Memo<String>, first: usize) -> Self {
        let of = RwSignal::new((String::new(), first));
        let now = Memo::new(move |_| {
            words.with(|words| of.with(|(of, n)| if of == words { *n } else { first }))
        });
        Self { words, of, now }
    }

    /// More by so many, if the list is still there.
    fn grow(self, by: usize) {
        let now = (self.words.try_get_untracked(), self.now.try_get_untracked());
        if let (Some(words), Some(now)) = now {
            self.of.try_set((words, now.saturating_add(by)));
        }
    }
}

/// Draws `rows`, each by `draw`, under keys. When the reader comes near the end and all is drawn, `at_end` is told. `words` are what is
/// looked for: at others it begins anew, since a frame has room for no more than the first.
pub(super) fn long<T: 'static>(
    class: &'static str,
    rows: Memo<Vec<Row<T>>>,
    words: impl Fn() -> String + 'static,
    draw: impl Fn(&T) -> AnyView + 'static,
    at_end: impl Fn() + 'static,
) -> AnyView {
    let words = Memo::new(move |_| words());
    let draw: StoredValue<Draw<T>> = StoredValue::new(Arc::new(draw));
    let len = Memo::new(move |_| rows.with(Vec::len));
    let (to_draw, are_drawn) = (Count::new(words, STRETCH), Count::new(words, FIRST));
    let (wanted, drawn) = (to_draw.now, are_drawn.now);
    let asked = StoredValue::new(false);
    effect(move || {
        // One a frame, also where what is looked for has changed since.
        if drawn.get() < wanted.get().min(len.get()) && !asked.get_value() {
            asked.set_value(true);
            host::after_frame(move || {
                asked.try_update_value(|asked| *asked = false);
                are_drawn.grow(1);
            });
        }
    });
    let blocks = Memo::new(move |_| drawn.get().min(len.get()).div_ceil(BLOCK));
    let block = move |at: usize| {
        let begin = at.saturating_mul(BLOCK);
        let most = Memo::new(move |_| drawn.get().saturating_sub(begin).min(BLOCK));
        let own = Memo::new(move |_| {
            let most = most.get();
            rows.with(|rows| {
                let own = rows.iter().skip(begin).take(most);
                own.cloned().collect::<Vec<_>>()
            })
        });
        el("div")
            .class(class)
            .list(move || {
                own.with(|own| {
                    let row = |row: &Row<T>| {
                        let (it, draw) = (Arc::clone(&row.it), draw.get_value());
                        Keyed::new(row.key.clone(), move || draw(&it))
                    };
                    own.iter().map(row).collect()
                })
            })
            .into_any()
    };
    let list = el("div").class("long").list(move || {
        let blocks = 0..blocks.get();
        blocks
            .map(|at| Keyed::new(at.to_string(), move || block(at)))
            .collect()
    });
    let near = Act::new(move |()| {
        let (all, most) = (len.get_untracked(), wanted.get_untracked());
        if drawn.get_untracked() < most.min(all) {
            // Looked at again once it is drawn.
        } else if most < all {
            to_draw.grow(STRETCH);
        } else {
            at_end();
        }
    });
    let watch = StoredValue::new(None::<host::Watch>);
    let mark = el("div").track(move |mark| {
        if watch.with_value(Option::is_none) {
            watch.set_value(host::when_seen(mark, move || {
                near.try_run(());
            }));
        }
    });
    on_cleanup(move || {
        watch.try_update_value(Option::take);
    });
    // A list that grew by less than a screen leaves the mark in sight, of which nobody is told.
    effect(move || {
        if drawn.get() >= wanted.get_untracked().min(len.get()) {
            watch.with_value(|watch| watch.iter().for_each(host::Watch::look_again));
        }
    });
    several(vec![list.into_any(), mark.into_any()])
}
