//! Rows that are used again, and put into their order in the document when the list rests.

use web_sys::{Element, Node};

use super::{Row, Window};

impl Window {
    /// Gives the rows that have left to where they come in. In the document they stay where they are until the list rests: there each would be
    /// made anew by the browser, in every frame of a scroll.
    pub(super) fn turn(&mut self, first: usize) {
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
    pub(super) fn keep(&mut self, first: usize) {
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
    pub(super) fn fixed(&self) -> Option<(usize, Element)> {
        let document = web_sys::window().and_then(|window| window.document());
        let active = document.and_then(|document| document.active_element());
        let has_focus = |row: &&Row| active.is_some() && row.root.contains(active.as_deref());
        let focused = self.held.iter().chain(&self.rows).find(has_focus);
        let row = focused.or_else(|| self.rows.get(self.rows.len() / 2))?;
        Some((row.at, row.root.clone()))
    }

    /// Brings the rows in the document into their order around one, so that what is read after another stands after it: so many of them at
    /// most.
    pub(super) fn order(&mut self, around: Option<(usize, Element)>, most: usize) {
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
    pub(super) fn put_back(&mut self, row: Row) {
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
