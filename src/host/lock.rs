//! One at a time, over all tabs.

use std::rc::Rc;

use crate::port::{Lock, PageLock};

thread_local! {
    static LOCK: Rc<PageLock> = Rc::default();
}

/// The lock that all tabs of the site share.
#[must_use]
pub fn tabs_lock() -> Rc<dyn Lock> {
    LOCK.with(Rc::clone)
}
