//! The letters at the edge: dragged with the thumb, or moved by keys, the list goes to where a letter begins. They stand below the search
//! box, also before anybody has scrolled.

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, KeyboardEvent, MouseEvent};

use crate::{
    host,
    model::letter_name,
    ui::{Memo, RwSignal, StoredValue, changing, el, fresh_id, nothing},
};

/// More letters than that need a high window to be drawn one by one; `style/later/directory.css` has how high.
const MANY: usize = 18;

/// Letters, each with where it begins. `go` is told where to go.
pub(super) fn strip(
    label: &'static str,
    letters: Memo<Vec<(u8, usize)>>,
    go: impl Fn(usize) + Send + Clone + 'static,
) -> AnyView {
    changing(move || {
        // Fewer are seen at a glance.
        match letters.with(|letters| letters.len() > 3) {
            true => drawn(label, letters, go.clone()),
            false => nothing(),
        }
    })
}

fn drawn(
    label: &'static str,
    letters: Memo<Vec<(u8, usize)>>,
    go: impl Fn(usize) + Send + Clone + 'static,
) -> AnyView {
    let now = RwSignal::new(0_usize);
    let held = RwSignal::new(false);
    let id = fresh_id();
    let name =
        move |n: usize| letters.with(|all| all.get(n).map(|(letter, _)| letter_name(*letter)));
    let to = StoredValue::new(move |n: usize| {
        let last = letters.with_untracked(Vec::len).saturating_sub(1);
        let n = n.min(last);
        let begins = letters.with_untracked(|all| all.get(n).map(|(_, at)| *at));
        if let Some(at) = begins {
            if now.get_untracked() != n {
                now.set(n);
            }
            go(at);
        }
    });
    let at_pointer = move |event: &Event| {
        let strip = event
            .current_target()
            .and_then(|it| it.dyn_into::<Element>().ok());
        let pointer = event.dyn_ref::<MouseEvent>();
        if let (Some(strip), Some(pointer)) = (strip, pointer) {
            let (top, height, _) = host::place_in_window(&strip);
            let share = (f64::from(pointer.client_y()) - top) / height.max(1.0);
            let n = share * letters.with_untracked(Vec::len) as f64;
            to.with_value(|to| to(n.max(0.0) as usize));
        }
    };
    let keys = move |event: Event| {
        let last = letters.with_untracked(Vec::len).saturating_sub(1);
        let n = now.get_untracked();
        let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
        let wanted = match key.as_deref() {
            Some("ArrowDown" | "ArrowRight") => n + 1,
            Some("ArrowUp" | "ArrowLeft") => n.saturating_sub(1),
            Some("PageDown") => n + 5,
            Some("PageUp") => n.saturating_sub(5),
            Some("Home") => 0,
            Some("End") => last,
            _ => return,
        };
        event.prevent_default();
        to.with_value(|to| to(wanted));
    };
    let marks = move || {
        letters.with(|all| {
            let mark =
                |(letter, _): &(u8, usize)| el("span").child(letter_name(*letter).to_string());
            all.iter().map(mark).collect::<Vec<_>>()
        })
    };
    let from = RwSignal::new(0_u32);
    let measure = move || {
        from.try_set(host::page_top_of(".dir-tools").round().max(0.0) as u32);
    };
    host::after_frame(measure);
    let resized = window_event_listener_untyped("resize", move |_| measure());
    on_cleanup(move || resized.remove());
    let bubble = el("div")
        .class("dir-bubble")
        .attr("aria-hidden", "true")
        .when("hidden", "", move || !held.get())
        .fill(move || name(now.get()).map(String::from));
    el("div")
        .class("dir-strip-place")
        .track(move |place| {
            let px = from.get();
            if px > 0 {
                let px = [&px.to_string(), "px"].concat();
                host::put_style(&host::style_of(place), "top", &px);
            }
        })
        .when("data-many", "", move || letters.with(Vec::len) > MANY)
        .child(
            el("div")
                .class("dir-strip")
                .attr("id", id)
                .attr("role", "slider")
                .attr("tabindex", "0")
                .attr("aria-label", label)
                .attr("aria-orientation", "vertical")
                .attr("aria-valuemin", "1")
                .live("aria-valuemax", move || {
                    Some(letters.with(Vec::len).to_string().into())
                })
                .live("aria-valuenow", move || {
                    Some((now.get() + 1).to_string().into())
                })
                .live("aria-valuetext", move || {
                    name(now.get()).map(|name| name.to_string().into())
                })
                .on("keydown", keys)
                .on("pointerdown", move |event| {
                    event.prevent_default();
                    host::capture_pointer(&event);
                    held.set(true);
                    at_pointer(&event);
                })
                .on("pointermove", move |event| {
                    if held.get_untracked() {
                        at_pointer(&event);
                    }
                })
                .on("pointerup", move |_| held.set(false))
                .on("pointercancel", move |_| held.set(false))
                .fill(marks),
        )
        .child(bubble)
        .into_any()
}
