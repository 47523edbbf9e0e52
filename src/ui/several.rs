//! Views put together without a type of their own.
//!
//! A tuple of views and a closure in `view!` are new types, and the compiler writes their building,
//! rebuilding and mounting anew for each: some two kilobytes apiece. Pages are put together by these
//! three instead, which are compiled once.

use leptos::prelude::*;

/// Several views, one after the other.
pub fn several(views: Vec<AnyView>) -> AnyView {
    views.into_any()
}

/// A view that is drawn again when a signal it read changes.
pub fn changing(draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let draw: Box<dyn Fn() -> AnyView + Send> = Box::new(draw);
    (move || draw()).into_any()
}

/// Nothing to see.
pub fn nothing() -> AnyView {
    several(Vec::new())
}

/// Runs now and whenever a signal it read changes, as long as the page is there.
pub fn effect(run: impl FnMut() + 'static) {
    let mut run: Box<dyn FnMut()> = Box::new(run);
    Effect::new(move |_| run());
}
