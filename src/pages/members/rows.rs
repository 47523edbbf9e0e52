//! A list of any length, of which only the rows near the window are in the document.
//!
//! All rows have one height, in `rem`, so that the reader's font size rules; the page itself scrolls. Rows are used again: the one that
//! leaves above comes in below. The row with the focus stays, wherever the window goes. Where the list changes above what is read, the page
//! moves with it. To ask where something stands makes the browser lay out the page; so nothing is asked for between what is typed and the
//! frame that answers it. What is to be seen is drawn in that frame, and what lies beyond the window when nothing else has come for a while.

use std::{cell::RefCell, rc::Rc, time::Duration};

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*};
use web_sys::{Element, Node};

use crate::{
    host,
    model::Layout,
    ui::{StoredValue, el},
};

use super::face::{Face, Row};

/// How high a row is, and a letter above one, in `rem`; `style/later/directory.css` has the same.
pub(super) const ROW: f64 = 4.5;
pub(super) const HEADING: f64 = 2.0;
/// A `rem` in pixels, until it is known.
const USUAL_REM: f64 = 16.0;
/// So many rows beyond the window are there.
const BEYOND: usize = 5;
/// They are drawn when a list moves, or has not begun anew for so long: between two letters nothing is drawn that the second takes away.
const SETTLED: Duration = Duration::from_millis(650);
/// Rows are put in order when a list has not begun anew or moved for so long.
const REST: Duration = Duration::from_millis(350);
/// So many rows are moved in the document at a time, which the browser lays out anew, and so long it has for that.
const MOVED: usize = 2;
const FRAME: Duration = Duration::from_millis(30);

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

struct Window {
    list: Element,
    shown: Shown,
    rows: Vec<Row>,
    /// The place of the first of them.
    first: usize,
    /// The row with the focus, where it is not among them.
    held: Option<Row>,
    /// Where the list began on the page, when it was looked at last.
    page_top: Option<f64>,
    /// It has changed while it was not to be seen.
    stale: bool,
    /// It has just begun: nothing stands beyond the window yet.
    is_new: bool,
    /// And rows have been put in order since.
    has_rested: bool,
    /// The rows do not stand in their order in the document.
    is_turned: bool,
    /// The first row when it was looked at whether it moves.
    rested_at: usize,
    /// So many rows are to be seen where it begins, by what was seen last: of all, and of what is found.
    sizes: (usize, usize),
    /// Rows that are not in the document now.
    spare: Vec<Row>,
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
}

impl List {
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

/// Shows something else: as it stands, or from its first rows on where it begins anew; whether it does.
fn change(window: &mut Option<Window>, list: &Element, shown: Shown) -> bool {
    let height = rem(shown.layout.height());
    host::put_style(&host::style_of(list), "height", &[&height, "rem"].concat());
    let Some(window) = window else {
        let usual = rows_within(host::window_height() / USUAL_REM);
        let window = window.insert(Window {
            list: list.clone(),
            shown,
            rows: Vec::new(),
            first: 0,
            held: None,
            page_top: None,
            stale: false,
            is_new: true,
            has_rested: false,
            is_turned: false,
            rested_at: 0,
            sizes: (usual, usual),
            spare: Vec::new(),
        });
        window.begin();
        return true;
    };
    if shown.is_hidden {
        // As it is when it is seen again.
        window.shown = shown;
        window.stale = true;
        return false;
    }
    let is_same_search = window.shown.search == shown.search;
    let begins = !is_same_search || window.shown.layout.rows == 0;
    let anchor = match begins {
        true => None,
        false => window.anchor(),
    };
    let focused = window.take_focused();
    let old = std::mem::replace(&mut window.shown, shown);
    if let Some(mut row) = focused {
        let who = (old.who)(row.at);
        match window.place_of(who, row.at) {
            Some(at) => {
                window.stand(&mut row, at);
                window.held = Some(row);
            }
            None => row.root.remove(),
        }
    }
    if let Some((at, from)) = anchor.filter(|_| is_same_search) {
        let now = window.place_of((old.who)(at), at);
        if let Some(now) = now {
            let moved = window.shown.layout.top(now) - from;
            if moved.abs() > 0.01 {
                host::scroll_to(host::scroll_y() + moved * window.pixel().unwrap_or_default());
            }
        }
    }
    match begins {
        true => window.begin(),
        false => {
            window.draw(true);
        }
    }
    begins
}

/// So many rows are to be seen at most in a window that is so high, in `rem`, from where one begins on.
fn rows_within(height: f64) -> usize {
    (height / ROW).ceil().max(1.0) as usize
}

/// A number of `rem` as CSS has it.
fn rem(of: f64) -> String {
    format_tenths((of * 10.0).round() as i64)
}

fn format_tenths(tenths: i64) -> String {
    let (whole, part) = (tenths / 10, (tenths % 10).unsigned_abs());
    [&whole.to_string(), ".", &part.to_string()].concat()
}

impl Window {
    /// The first row that is seen, and where it begins, if the reader is within the list.
    fn anchor(&self) -> Option<(usize, f64)> {
        let (top, _, _) = host::place_in_window(&self.list);
        if top >= 0.0 {
            return None;
        }
        let y = -top / self.pixel()?;
        let layout = &self.shown.layout;
        let at = layout.at(y);
        Some((at, layout.top(at)))
    }

    /// How many pixels a `rem` is, by a row.
    fn pixel(&self) -> Option<f64> {
        let row = self.rows.first().or(self.held.as_ref())?;
        let (_, height, _) = host::place_in_window(&row.root);
        (height > 0.0).then_some(height / ROW)
    }

    /// Where somebody stands now; looked for near where they stood first.
    fn place_of(&self, who: usize, near: usize) -> Option<usize> {
        let rows = self.shown.layout.rows;
        let is_it = |at: &usize| (self.shown.who)(*at) == who;
        let near = near.min(rows);
        (near..rows)
            .find(is_it)
            .or_else(|| (0..near).rev().find(is_it))
    }

    fn stand(&self, row: &mut Row, at: usize) {
        let layout = &self.shown.layout;
        row.who = (self.shown.who)(at);
        row.stand(at, layout.rows, rem(layout.top(at)));
        row.say((self.shown.face)(at));
    }

    /// The row with the focus, taken out of the others but not out of the document.
    fn take_focused(&mut self) -> Option<Row> {
        let active = web_sys::window()?.document()?.active_element()?;
        if !self.list.contains(Some(&active)) {
            if let Some(held) = self.held.take() {
                held.root.remove();
            }
            return None;
        }
        if let Some(held) = self.held.take() {
            if held.root.contains(Some(&active)) {
                return Some(held);
            }
            held.root.remove();
        }
        let at = self
            .rows
            .iter()
            .position(|row| row.root.contains(Some(&active)))?;
        Some(self.rows.remove(at))
    }

    /// Draws what is near the window; whether the end is.
    fn draw(&mut self, anew: bool) -> bool {
        if self.shown.is_hidden {
            self.stale |= anew;
            return false;
        }
        let layout = self.shown.layout.clone();
        let all = layout.height();
        if all <= 0.0 {
            self.resize(0);
            return false;
        }
        let (top, height, seen) = host::place_in_window(&self.list);
        if height <= 0.0 {
            // It is hidden.
            self.stale |= anew;
            return false;
        }
        let anew = std::mem::take(&mut self.stale) || anew;
        let px = height / all;
        let top = self.follow(top);
        let (above, below) = (-top / px, (seen - top) / px);
        let first = layout.at(above);
        if top >= 0.0 {
            *self.size() = rows_within((seen - top) / px);
        }
        let (first, size) = match self.is_new {
            // What is to be seen; nothing goes that stands there.
            true => (first, self.rows.len().max(layout.at(below) + 1 - first)),
            false => (
                first.saturating_sub(BEYOND),
                rows_within(seen / px) + 1 + 2 * BEYOND,
            ),
        };
        let size = size.min(layout.rows);
        self.put(first.min(layout.rows - size), size, anew);
        layout.rows.saturating_sub(layout.at(below)) < 2 * BEYOND
    }

    /// Puts the rows in order, a few at a time, where the list has not moved since it was asked last, and then draws what lies beyond the window
    /// where it has just begun; when to go on.
    fn rest(&mut self) -> Option<Duration> {
        let is_still = self.first == std::mem::replace(&mut self.rested_at, self.first);
        if self.is_turned {
            if !is_still {
                return Some(REST);
            }
            self.order(self.fixed(), MOVED);
            if self.is_turned {
                return Some(FRAME);
            }
        }
        if self.is_new {
            if !std::mem::replace(&mut self.has_rested, true) {
                return Some(SETTLED);
            }
            self.is_new = false;
            self.draw(false);
        }
        None
    }

    /// Puts the first rows into the document, as many as are to be seen.
    fn begin(&mut self) {
        self.is_new = true;
        self.has_rested = false;
        let size = *self.size();
        self.put(0, size.min(self.shown.layout.rows), true);
        self.page_top = None;
    }

    fn size(&mut self) -> &mut usize {
        let (all, found) = &mut self.sizes;
        if self.shown.is_found { found } else { all }
    }

    /// Puts so many rows into the document, from one on.
    fn put(&mut self, first: usize, size: usize, anew: bool) {
        let focused = match anew || first != self.first || self.rows.len() != size {
            true => self.take_focused(),
            false => None,
        };
        self.resize(size);
        match anew {
            true => self.keep(first),
            false => self.turn(first),
        }
        self.first = first;
        let mut rows = std::mem::take(&mut self.rows);
        for (at, row) in (first..).zip(&mut rows) {
            if anew || row.at != at {
                self.stand(row, at);
            }
        }
        self.rows = rows;
        if let Some(mut row) = focused {
            if anew {
                let at = row.at;
                self.stand(&mut row, at);
            }
            self.put_back(row);
        }
    }

    /// Moves the page with the list where that begins elsewhere now, above what is read; where it begins in the window then.
    fn follow(&mut self, top: f64) -> f64 {
        let y = host::scroll_y();
        let begins = top + y;
        let before = self.page_top.replace(begins);
        match before {
            Some(before) if (begins - before).abs() > 0.5 && y > before.max(begins) => {
                host::scroll_to(y + begins - before);
                top + y - host::scroll_y()
            }
            _ => top,
        }
    }

    /// Makes as many rows as that.
    fn resize(&mut self, size: usize) {
        while self.rows.len() > size {
            if let Some(row) = self.rows.pop() {
                self.spare(row);
            }
        }
        while self.rows.len() < size {
            let Some(row) = self.spare.pop().or_else(Row::new) else {
                return;
            };
            let _put = self.list.append_child(&row.root);
            self.rows.push(row);
        }
    }

    /// Takes a row out of the document, to be used again: whatever it said is nobody's.
    fn spare(&mut self, mut row: Row) {
        row.root.remove();
        row.at = usize::MAX;
        self.spare.push(row);
    }

    /// Gives the rows that have left to where they come in. In the document they stay where they are until the list rests: there each would be
    /// made anew by the browser, in every frame of a scroll.
    fn turn(&mut self, first: usize) {
        let size = self.rows.len();
        let moved = first.abs_diff(self.first);
        if moved == 0 || moved >= size {
            return;
        }
        match first > self.first {
            true => self.rows.rotate_left(moved),
            false => self.rows.rotate_right(moved),
        }
        self.is_turned = true;
    }

    /// Gives each who still stands in the list the row that they had: where a row only moves, the browser lays out nothing anew.
    fn keep(&mut self, first: usize) {
        let mut rows: Vec<_> = self.rows.drain(..).enumerate().map(Some).collect();
        let places = first..first + rows.len();
        let mut take = |who: usize| {
            let own = |row: &&mut Option<(usize, Row)>| {
                row.as_ref().is_some_and(|(_, row)| row.who == who)
            };
            rows.iter_mut().find(own).and_then(Option::take)
        };
        let kept: Vec<_> = places.map(|at| take((self.shown.who)(at))).collect();
        let mut others = rows.into_iter().flatten();
        for (n, row) in kept.into_iter().enumerate() {
            if let Some((was, row)) = row.or_else(|| others.next()) {
                self.is_turned |= was != n;
                self.rows.push(row);
            }
        }
    }

    /// The row that the others are put around: the one with the focus, which it would lose if it was moved, or one in the middle, so that those
    /// are moved that came in at an end, and none under a finger.
    fn fixed(&self) -> Option<(usize, Element)> {
        let document = web_sys::window().and_then(|window| window.document());
        let active = document.and_then(|document| document.active_element());
        let has_focus = |row: &&Row| active.is_some() && row.root.contains(active.as_deref());
        let focused = self.held.iter().chain(&self.rows).find(has_focus);
        let row = focused.or_else(|| self.rows.get(self.rows.len() / 2))?;
        Some((row.at, row.root.clone()))
    }

    /// Brings the rows in the document into their order around one, so that what is read after another stands after it: so many of them at
    /// most.
    fn order(&mut self, around: Option<(usize, Element)>, most: usize) {
        let (pivot, before) = match &around {
            Some((at, root)) => (Some(root), self.rows.partition_point(|row| row.at < *at)),
            None => (None, 0),
        };
        let mut left = most;
        let mut put = |node: &Node, before: Option<&Node>| {
            if left > 0 {
                let _put = self.list.insert_before(node, before);
            }
            let is_put = left > 0;
            left = left.saturating_sub(1);
            is_put
        };
        let mut next = pivot.map(|it| Node::clone(it));
        for row in self.rows.iter().take(before).rev() {
            if row.root.next_sibling() != next && !put(&row.root, next.as_ref()) {
                return;
            }
            next = Some(row.root.clone().into());
        }
        let mut last = pivot.map(|it| Node::clone(it));
        for row in self.rows.iter().skip(before) {
            let node: &Node = &row.root;
            if pivot.is_some_and(|pivot| **pivot == *node) {
                continue;
            }
            let here = match &last {
                Some(last) => last.next_sibling(),
                None => self.list.first_child(),
            };
            if here.as_ref() != Some(node) && !put(node, here.as_ref()) {
                return;
            }
            last = Some(node.clone());
        }
        self.is_turned = false;
    }

    /// Gives the row with the focus its place again; the others stand around it.
    fn put_back(&mut self, row: Row) {
        let place = self.rows.iter().position(|other| other.at == row.at);
        self.order(Some((row.at, row.root.clone())), usize::MAX);
        match place {
            Some(place) => {
                if let Some(other) = self.rows.get_mut(place) {
                    let other = std::mem::replace(other, row);
                    self.spare(other);
                }
            }
            None => self.held = Some(row),
        }
    }
}
