//! Asking for as long as the reader is there. What a page asked for when it is left is given up, request and all: on a
//! slow network it would stand in the way of the next page.

use std::{
    cell::RefCell,
    future::{Future, poll_fn},
    pin::Pin,
    rc::Rc,
    task::Poll,
};

use leptos::{
    prelude::{LocalStorage, Owner, StoredValue},
    task::spawn_local,
};

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// The page, or whatever is being drawn: what is asked for ends with it.
#[derive(Clone)]
pub struct Stay(Option<Owner>);

impl Stay {
    /// Of what is being drawn now. (An effect is an owner of its own, which ends each time it runs.)
    pub fn here() -> Self {
        Self(Owner::current())
    }

    /// Runs `task` until it ends or the reader leaves.
    pub fn ask(&self, task: impl Future<Output = ()> + 'static) {
        self.run(Box::pin(task));
    }

    fn run(&self, task: Task) {
        let Some(owner) = &self.0 else {
            return spawn_local(task);
        };
        // The owner holds the task, and lets it go when it ends itself.
        let slot = Rc::new(RefCell::new(Some(task)));
        let weak = Rc::downgrade(&slot);
        owner.with(|| StoredValue::<_, LocalStorage>::new_local(slot));
        spawn_local(poll_fn(move |context| {
            let Some(slot) = weak.upgrade() else {
                return Poll::Ready(());
            };
            let mut slot = slot.borrow_mut();
            let ended = slot
                .as_mut()
                .is_none_or(|task| task.as_mut().poll(context).is_ready());
            if !ended {
                return Poll::Pending;
            }
            *slot = None;
            Poll::Ready(())
        }));
    }
}
