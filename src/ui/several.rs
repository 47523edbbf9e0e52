//! Views put together without a type of their own.
//!
//! A tuple of views and a closure in `view!` are new types, and the compiler writes their building,
//! rebuilding and mounting anew for each: some two kilobytes apiece. Pages are put together by these
//! instead, which are compiled once.

use super::{
    call::{Make, Run},
    el::client_side,
};
use leptos::{
    prelude::*,
    reactive::effect::RenderEffect,
    tachys::view::{Mountable, any_view::AnyViewState},
};
use std::{cell::RefCell, rc::Rc};
use web_sys::{Element, Node};

/// Several views, one after the other.
pub fn several(views: Vec<AnyView>) -> AnyView {
    views.into_any()
}

/// A view that is drawn again when a signal it read changes.
pub fn changing(draw: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    Changing(Box::new(draw)).into_any()
}

/// Nothing to see.
pub fn nothing() -> AnyView {
    several(Vec::new())
}

/// Runs now and whenever a signal it read changes, as long as the page is there.
pub fn effect(run: impl FnMut() + 'static) {
    let mut run: Box<dyn Run> = Box::new(run);
    Effect::new(move |_| run.run());
}

/// What [`changing`] gives. A closure is a view to Leptos too, but brings an effect of another type
/// than [`super::El`] has.
struct Changing(Box<dyn Make<AnyView> + Send>);

/// What is drawn of it, and what draws it again.
struct Drawn {
    now: Now,
    _effect: RenderEffect<()>,
}

type Now = Rc<RefCell<Option<AnyViewState>>>;

impl Render for Changing {
    type State = Drawn;

    fn build(self) -> Drawn {
        let now = Now::default();
        // What is drawn goes with the view, not when the effect has heard of it: what is in it may not look again at what
        // has ended meanwhile.
        let seen = Rc::downgrade(&now);
        let effect = RenderEffect::new(move |_| {
            let Some(seen) = seen.upgrade() else { return };
            let view = self.0.make();
            let state = match seen.take() {
                Some(mut state) => {
                    view.rebuild(&mut state);
                    state
                }
                None => view.build(),
            };
            seen.replace(Some(state));
        });
        Drawn {
            now,
            _effect: effect,
        }
    }

    /// Drawn anew: what is in it belongs to the effect that drew it.
    fn rebuild(self, state: &mut Drawn) {
        let mut new = self.build();
        state.insert_before_this(&mut new);
        state.unmount();
        *state = new;
    }
}

impl Mountable for Drawn {
    fn unmount(&mut self) {
        if let Some(state) = &mut *self.now.borrow_mut() {
            state.unmount();
        }
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        if let Some(state) = &mut *self.now.borrow_mut() {
            state.mount(parent, marker);
        }
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let now = self.now.borrow();
        now.as_ref()
            .is_some_and(|state| state.insert_before_this(child))
    }

    fn elements(&self) -> Vec<Element> {
        let now = self.now.borrow();
        now.as_ref()
            .map(|state| state.elements())
            .unwrap_or_default()
    }
}

client_side!(Changing, Drawn);
