//! The rows of a list that are near the window: which they are, and where they stand.

mod order;

use std::time::Duration;

use web_sys::Element;

use super::{super::face::Row, REST, ROW, Shown};
use crate::host;

/// A `rem` in pixels, until it is known.
const USUAL_REM: f64 = 16.0;
/// So many rows beyond the window are there.
const BEYOND: usize = 5;
/// They are drawn when a list moves, or has not begun anew for so long: between two letters nothing is drawn that the second takes away.
const SETTLED: Duration = Duration::from_millis(650);
/// So many rows are moved in the document at a time, which the browser lays out anew, and so long it has for that.
const MOVED: usize = 2;
const FRAME: Duration = Duration::from_millis(30);

/// The rows that are in the document.
pub(super) struct Window {
    pub list: Element,
    pub shown: Shown,
    rows: Vec<Row>,
    /// The place of the first of them.
    first: usize,
    /// The row with the focus, where it is not among them.
    held: Option<Row>,
    /// Where the list began on the page, when it was looked at last.
    pub page_top: Option<f64>,
    /// It has changed while it was not to be seen.
    stale: bool,
    /// It has just begun: nothing stands beyond the window yet.
    pub is_new: bool,
    /// And rows have been put in order since.
    has_rested: bool,
    /// The rows do not stand in their order in the document.
    pub is_turned: bool,
    /// The first row when it was looked at whether it moves.
    rested_at: usize,
    /// So many rows are to be seen where it begins, by what was seen last: of all, and of what is found.
    sizes: (usize, usize),
    /// Rows that are not in the document now.
    spare: Vec<Row>,
}

/// Shows something else: as it stands, or from its first rows on where it begins anew; whether it does.
pub(super) fn change(window: &mut Option<Window>, list: &Element, shown: Shown) -> bool {
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
pub(super) fn rows_within(height: f64) -> usize {
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
    pub fn pixel(&self) -> Option<f64> {
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
    pub fn draw(&mut self, anew: bool) -> bool {
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
    pub fn rest(&mut self) -> Option<Duration> {
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

    pub fn size(&mut self) -> &mut usize {
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
}
