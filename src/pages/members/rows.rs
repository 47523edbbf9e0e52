//! A list of any length, of which only the rows near the window are in the document.
//!
//! All rows have one height, in `rem`, so that the reader's font size rules; the page itself scrolls. Rows are used again: the one that
//! leaves above comes in below. The row with the focus stays, wherever the window goes. Where the list changes above what is read, the page
//! moves with it. To ask where something stands makes the browser lay out the page; so nothing is asked for between what is typed and the
//! frame that answers it. What is to be seen is drawn in that frame, and what lies beyond the window when nothing else has come for a while.
//!
//! [`window`] are the rows that are in the document, and their order there.

mod window;

use std::{cell::RefCell, rc::Rc, time::Duration};

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};

use crate::{
    host,
    model::Layout,
    ui::{StoredValue, el},
};

use super::face::Face;
use window::{Window, change, rows_within};

/// How high a row is, and a letter above one, in `rem`; `style/later/directory.css` has the same.
pub(super) const ROW: f64 = 4.5;
pub(super) const HEADING: f64 = 2.0;
/// Rows are put in order when a list has not begun anew or moved for so long.
const REST: Duration = Duration::from_millis(350);

/// What a list shows.
#[derive(Clone)]
pub(super) struct Shown {
    pub layout: Layout,
    /// Who stands at a place: the same number for the same person.
    pub who: Rc<dyn Fn(usize) -> usize>,
    /// What their row says.
    pub face: Rc<dyn Fn(usize) -> Face>,
    /// Another number where something else is looked for: then it begins anew.
    pub search: u32,
    /// Whether it is what was found, which stands higher on the page than all of it does.
    pub is_found: bool,
    /// Whether it is not to be seen now.
    pub is_hidden: bool,
}

/// A list on the page. Copy.
#[derive(Clone, Copy)]
pub(super) struct List {
    window: StoredValue<Rc<RefCell<Option<Window>>>>,
    timer: StoredValue<Option<TimeoutHandle>>,
}

impl List {
    pub fn new() -> Self {
        Self {
            window: StoredValue::new(Rc::default()),
            timer: StoredValue::new(None),
        }
    }

    /// Draws what `shown` gives, under a name for screen readers. `near_end` is told when the last rows are near.
    pub fn view(
        self,
        label: &'static str,
        shown: impl Fn() -> Shown + Send + 'static,
        near_end: impl Fn() + Clone + Send + 'static,
    ) -> AnyView {
        let moved = {
            let near_end = near_end.clone();
            move || {
                self.change(|window| window.is_new = false);
                if self.draw() {
                    near_end();
                }
            }
        };
        let scrolling = StoredValue::new(host::when_scrolled(moved));
        on_cleanup(move || {
            scrolling.try_update_value(Option::take);
            self.stop();
            if let Some(window) = self.window.try_get_value() {
                window.take();
            }
        });
        el("div")
            .class("dir-list people")
            .attr("role", "list")
            .attr("aria-label", label)
            .track(move |list| {
                let shown = shown();
                if let Some(window) = self.window.try_get_value()
                    && change(&mut window.borrow_mut(), list, shown)
                {
                    self.stop();
                    self.rest_in(REST);
                }
                // Where it stands is seen when the frame is laid out.
                let near_end = near_end.clone();
                host::after_frame(move || {
                    if self.draw() {
                        near_end();
                    }
                });
            })
            .into_any()
    }

    /// Draws what is near the window now; whether the end is.
    fn draw(self) -> bool {
        let drawn = self.change(|window| (window.draw(false), window.is_turned));
        let (is_near_end, is_turned) = drawn.unwrap_or_default();
        if is_turned && self.timer.try_with_value(Option::is_none) == Some(true) {
            self.rest_in(REST);
        }
        is_near_end
    }

    fn change<R>(self, act: impl FnOnce(&mut Window) -> R) -> Option<R> {
        let window = self.window.try_get_value()?;
        let mut window = window.try_borrow_mut().ok()?;
        window.as_mut().map(act)
    }

    /// Does after a while what nobody waits for.
    fn rest_in(self, wait: Duration) {
        let rest = move || {
            self.timer.try_update_value(Option::take);
            if let Some(Some(again)) = self.change(Window::rest) {
                self.rest_in(again);
            }
        };
        self.timer
            .set_value(set_timeout_with_handle(rest, wait).ok());
    }

    fn stop(self) {
        if let Some(Some(timer)) = self.timer.try_update_value(Option::take) {
            timer.clear();
        }
    }

    /// Brings a row to the top of the window, below so many pixels.
    pub fn go_to(self, at: usize, below: f64) {
        if let Some(window) = self.window.try_get_value()
            && let Some(window) = &*window.borrow()
        {
            let (top, height, _) = host::place_in_window(&window.list);
            let layout = &window.shown.layout;
            let heading = if layout.headed.contains(&at) {
                layout.heading
            } else {
                0.0
            };
            let px = height / layout.height().max(1.0);
            host::scroll_to(host::scroll_y() + top + (layout.top(at) - heading) * px - below);
        }
    }

    /// Brings the reader up to its first row, below so many pixels, where they have gone further.
    pub fn to_top(self, below: f64) {
        if let Some(window) = self.window.try_get_value()
            && let Some(window) = &mut *window.borrow_mut()
        {
            let (top, _, seen) = host::place_in_window(&window.list);
            if top < below {
                host::scroll_to(host::scroll_y() + top - below);
                if let Some(px) = window.pixel() {
                    *window.size() = rows_within((seen - below) / px);
                }
            }
            window.page_top = None;
        }
        let _far_from_its_end = self.draw();
    }
}
