//! Sorting, compiled once.
//!
//! The standard library's sort is compiled anew for each type and each comparison, at some four
//! kilobytes, and five more for the first; this one merges places and then moves the things.

use core::cmp::Ordering;

/// Sorts in place; equals keep their order.
pub fn sort_by<T>(items: &mut Vec<T>, mut compare: impl FnMut(&T, &T) -> Ordering) {
    let order = order(
        items.len(),
        &mut |a, b| match (items.get(a), items.get(b)) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        },
    );
    let mut slots: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(
        order
            .into_iter()
            .filter_map(|at| slots.get_mut(at).and_then(Option::take)),
    );
}

/// The places `0..n` in their order, merged from runs that double; equals by place.
fn order(n: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..n).collect();
    let mut merged = Vec::with_capacity(n);
    let mut run = 1;
    while run < n {
        let mut rest = places.as_slice();
        while !rest.is_empty() {
            let (mut left, more) = rest.split_at(run.min(rest.len()));
            let (mut right, more) = more.split_at(run.min(more.len()));
            rest = more;
            while let Some(a) = left.first() {
                let first = match right.first() {
                    Some(b) if compare(*b, *a).is_lt() => &mut right,
                    _ => &mut left,
                };
                let (head, tail) = first.split_at(1);
                merged.extend_from_slice(head);
                *first = tail;
            }
            merged.extend_from_slice(right);
        }
        core::mem::swap(&mut places, &mut merged);
        merged.clear();
        run *= 2;
    }
    places
}

#[cfg(test)]
mod tests {
    use super::sort_by;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_a_stable_sort(mut items in prop::collection::vec((0..9_u8, any::<u16>()), 0..300)) {
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort_by(&mut items, |a, b| a.0.cmp(&b.0));
            prop_assert_eq!(items, expected);
        }
    }
}
