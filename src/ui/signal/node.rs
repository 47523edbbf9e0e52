//! What the handles lead to, for values of any type.

use crate::ui::call::{Call, CallMut, Make};
use leptos::{
    prelude::{ArcMemo, ArcTrigger, Notify, Track, untrack},
    reactive::{
        graph::ReactiveNode,
        owner::{ArenaItem, LocalStorage},
    },
};
use std::{
    any::Any,
    cell::{OnceCell, RefCell},
    mem,
    rc::Rc,
};

/// Makes the value of a memo from the one before; `None` if it is the same.
pub(super) type Remake = Box<dyn for<'a> Call<Option<&'a Rc<dyn Any>>, Option<Rc<dyn Any>>>>;

/// The way to something that the owner of now owns.
#[derive(Clone, Copy)]
pub(super) struct Node(ArenaItem<Rc<Held>, LocalStorage>);

/// Values are read outside of their cells, so that whoever reads one may set it.
enum Held {
    /// Is set; who tracks `turn` is told.
    Value {
        value: RefCell<Rc<dyn Any>>,
        turn: Option<ArcTrigger>,
    },
    /// Is made anew when `turn`, the graph's own memo, says so.
    Memo {
        make: Remake,
        value: RefCell<Option<Rc<dyn Any>>>,
        turn: OnceCell<ArcMemo<()>>,
    },
    /// Is made whenever it is read.
    Derived(Box<dyn Make<Rc<dyn Any>>>),
}

impl Node {
    fn new(held: Held) -> Self {
        Self(ArenaItem::new_local(Rc::new(held)))
    }

    pub(super) fn stored(value: Rc<dyn Any>) -> Self {
        Self::new(Held::Value {
            value: RefCell::new(value),
            turn: None,
        })
    }

    pub(super) fn signal(value: Rc<dyn Any>) -> Self {
        Self::new(Held::Value {
            value: RefCell::new(value),
            turn: Some(ArcTrigger::new()),
        })
    }

    pub(super) fn derived(make: Box<dyn Make<Rc<dyn Any>>>) -> Self {
        Self::new(Held::Derived(make))
    }

    pub(super) fn memo(make: Remake) -> Self {
        let node = Self::new(Held::Memo {
            make,
            value: RefCell::new(None),
            turn: OnceCell::new(),
        });
        if let Some(held) = node.held()
            && let Held::Memo { turn, .. } = &*held
        {
            // The memo of the graph knows whether there was a change; the value is kept here.
            turn.get_or_init(|| ArcMemo::new_owning(move |_| ((), node.make_anew())));
        }
        node
    }

    /// Whether there is another value than before.
    fn make_anew(self) -> bool {
        let Some(held) = self.held() else {
            return false;
        };
        let Held::Memo { make, value, .. } = &*held else {
            return false;
        };
        let before = value.borrow().clone();
        let now = make.call_with(before.as_ref());
        let other = now.is_some();
        if other {
            value.replace(now);
        }
        other
    }

    /// A holding of its own, so that the arena is free while the value is used.
    fn held(self) -> Option<Rc<Held>> {
        self.0.try_get_value()
    }

    pub(super) fn is_there(self) -> bool {
        self.held().is_some()
    }

    /// The value of now; `None` after its end.
    #[cfg_attr(debug_assertions, track_caller)]
    pub(super) fn look(self, track: bool) -> Option<Rc<dyn Any>> {
        let held = self.held()?;
        match &*held {
            Held::Value { value, turn } => {
                if let (true, Some(turn)) = (track, turn) {
                    turn.track();
                }
                let value = value.try_borrow().ok()?;
                Some(Rc::clone(&value))
            }
            Held::Memo { value, turn, .. } => {
                let turn = turn.get()?;
                if track {
                    turn.track();
                }
                turn.update_if_necessary();
                value.borrow().clone()
            }
            Held::Derived(make) if track => Some(make.make()),
            Held::Derived(make) => Some(untrack(|| make.make())),
        }
    }

    pub(super) fn track(self) {
        match self.held().as_deref() {
            Some(Held::Value { turn, .. }) => turn.iter().for_each(Track::track),
            Some(Held::Memo { turn, .. }) => turn.get().into_iter().for_each(Track::track),
            Some(Held::Derived(make)) => drop(make.make()),
            None => {}
        }
    }

    /// Sets the value, if it is still there.
    pub(super) fn put(self, new: Rc<dyn Any>) {
        if let Some(held) = self.held()
            && let Held::Value { value, turn } = &*held
        {
            // What was there ends after it was taken out: its end may look here.
            let old = value
                .try_borrow_mut()
                .map(|mut old| mem::replace(&mut *old, new));
            debug_assert!(old.is_ok(), "set while it is changed");
            if let Some(turn) = turn {
                turn.notify();
            }
            drop(old);
        }
    }

    /// Lets `act` have the value, if it is still there. To do so while somebody reads it, or changes
    /// it, is a mistake: then nothing is done.
    pub(super) fn change(self, act: &mut dyn for<'a> CallMut<&'a mut dyn Any>) {
        let Some(held) = self.held() else { return };
        let Held::Value { value, turn } = &*held else {
            return;
        };
        {
            let mut value = value.try_borrow_mut().ok();
            let value = value.as_deref_mut().and_then(Rc::get_mut);
            debug_assert!(value.is_some(), "changed while it is used");
            let Some(value) = value else { return };
            act.call_mut_with(value);
        }
        if let Some(turn) = turn {
            turn.notify();
        }
    }
}
