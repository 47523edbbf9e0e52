//! A list whose rows keep their elements, with focus and scroll, as long as their keys stay.

use super::{Element, Keyed, Make};
use leptos::{
    prelude::*,
    reactive::{effect::RenderEffect, owner::WeakOwner, spawn_local},
    tachys::view::{Mountable, any_view::AnyViewState},
};
use std::{any::Any, cell::RefCell, rc::Rc};

/// A row that is on the page. The view ends before its owner.
struct Row {
    key: String,
    view: AnyViewState,
    owner: Owner,
    /// Where it stood among the rows before.
    was: Option<usize>,
    /// The row before it in the longest run that it is the end of; see [`mark_those_that_stay`].
    before: Option<usize>,
    stays: bool,
}

/// Keeps the rows of `list` at what `each` gives.
pub(super) fn keep(
    list: Element,
    each: Box<dyn Make<Vec<Keyed>> + Send>,
) -> (RenderEffect<()>, Rc<dyn Any>) {
    // Rows belong to who made the list: the effect ends all that is its own whenever it runs.
    let parent = Owner::current().map(|owner| owner.downgrade());
    let rows: Rc<RefCell<Vec<Row>>> = Rc::default();
    let seen = Rc::downgrade(&rows);
    let effect = RenderEffect::new(move |_| {
        let Some(rows) = seen.upgrade() else { return };
        let wanted = each.make();
        // What a row reads is the matter of that row.
        untrack(|| {
            let now = again(&list, parent.as_ref(), rows.take(), wanted);
            rows.replace(now);
        });
    });
    (effect, rows)
}

fn again(
    list: &Element,
    parent: Option<&WeakOwner>,
    old: Vec<Row>,
    wanted: Vec<Keyed>,
) -> Vec<Row> {
    let mut old: Vec<Option<Row>> = old.into_iter().map(Some).collect();
    let mut rows = Vec::with_capacity(wanted.len());
    let mut next = 0;
    for Keyed { key, draw } in wanted {
        // Mostly it stands behind the one before.
        let is_it = |at: &usize| matches!(old.get(*at), Some(Some(row)) if row.key == key);
        let was = (next..old.len()).chain(0..next).find(is_it);
        let kept = was.and_then(|at| old.get_mut(at)?.take());
        let mut row = kept.unwrap_or_else(|| begin(parent, key, draw));
        next = was.map_or(next, |at| at + 1);
        (row.was, row.before, row.stays) = (was, None, false);
        rows.push(row);
    }
    old.into_iter().flatten().for_each(end);
    free_the_way(list, &mut rows);
    mark_those_that_stay(&mut rows);
    // From the last to the first, so that what stands behind a row is already in its place.
    let mut behind: Option<Element> = None;
    for row in rows.iter_mut().rev() {
        if !row.stays {
            row.view.mount(list, behind.as_deref());
        }
        behind = row.view.elements().into_iter().next().or(behind);
    }
    rows
}

fn begin(parent: Option<&WeakOwner>, key: String, draw: Box<dyn FnOnce() -> AnyView>) -> Row {
    let owner = match parent.and_then(WeakOwner::upgrade) {
        Some(parent) => parent.child(),
        None => Owner::new(),
    };
    let view = owner.with(|| draw().build());
    Row {
        key,
        view,
        owner,
        was: None,
        before: None,
        stays: false,
    }
}

fn end(mut row: Row) {
    row.view.unmount();
    drop(row.view);
    // What the row has started and is already under way may still read what the row owns.
    let owner = row.owner;
    spawn_local(async move { drop(owner) });
}

/// Moving a row takes the focus out of it. So the row with the focus stays, and those are moved
/// that do not stand to it as they did: `was` is taken from them.
fn free_the_way(list: &Element, rows: &mut [Row]) {
    let Some(mut child) = document().active_element() else {
        return;
    };
    loop {
        match child.parent_element() {
            Some(parent) if parent == *list => break,
            Some(parent) => child = parent,
            None => return,
        }
    }
    let focused = rows
        .iter()
        .position(|row| row.view.elements().contains(&child));
    let Some(focused) = focused else { return };
    let Some(stood) = rows.get(focused).and_then(|row| row.was) else {
        return;
    };
    for (at, row) in rows.iter_mut().enumerate() {
        row.was = row.was.filter(|was| at.cmp(&focused) == was.cmp(&stood));
    }
}

/// As many as can be, of those that were there: the longest run of rows that stood in this order.
fn mark_those_that_stay(rows: &mut [Row]) {
    // For each length, of all runs so long, the one that ends lowest: where its last row was, and is.
    let mut ends: Vec<(usize, usize)> = Vec::new();
    for (at, row) in rows.iter_mut().enumerate() {
        let Some(was) = row.was else { continue };
        let length = ends.partition_point(|(end, _)| *end < was);
        let shorter = length.checked_sub(1).and_then(|n| ends.get(n));
        row.before = shorter.map(|(_, at)| *at);
        match ends.get_mut(length) {
            Some(end) => *end = (was, at),
            None => ends.push((was, at)),
        }
    }
    let mut last = ends.last().map(|(_, at)| *at);
    while let Some(row) = last.and_then(|at| rows.get_mut(at)) {
        row.stays = true;
        last = row.before;
    }
}
