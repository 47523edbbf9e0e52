//! What is shown is made ready to be searched, in steps, when nobody waits for anything else.

use std::{rc::Rc, sync::Arc};

use super::Book;
use crate::{
    data::Idle as _,
    host::{self, WhenIdle},
    model::{Fold, Index, Member, Sounds},
};

/// Entries are made ready to be searched for so long before the page is let go, in milliseconds.
const SLICE: f64 = 4.0;
/// And when somebody waits for it, a frame each.
const SLICE_WANTED: f64 = 7.0;
/// So many between two looks at the clock.
const ENTRIES: usize = 16;

/// What is searched, and of whom it is.
pub(super) type Indexed = (Index, Rc<Vec<Arc<Member>>>);

impl Book {
    /// What is searched, and of whom.
    pub fn with_index<R>(self, read: impl FnOnce(&Index) -> R) -> R {
        self.index.with_value(|index| read(&index.borrow().0))
    }

    /// Somebody waits for what is searched, or no longer.
    pub fn want(self, wanted: bool) {
        if self.wanted.get_value() != wanted {
            self.wanted.set_value(wanted);
            if wanted {
                self.make_ready();
            }
        }
    }

    /// By these tables from now on.
    pub fn look_by(self, (fold, sounds): (Rc<Fold>, Rc<Sounds>)) {
        self.index.with_value(|index| {
            *index.borrow_mut() = (Index::new(fold, sounds), Rc::default());
        });
        self.make_ready();
    }

    /// Makes ready what is shown, in steps.
    pub(super) fn make_ready(self) {
        let making = self.making.try_update_value(|making| {
            *making = making.wrapping_add(1);
            *making
        });
        self.make_more(making);
    }

    fn make_more(self, making: Option<u32>) {
        let step = move || {
            if making.is_none() || self.making.try_get_value() != making {
                return;
            }
            let Some(Some(listed)) = self.listed.try_get_untracked() else {
                return;
            };
            let most = if self.wanted.get_value() {
                SLICE_WANTED
            } else {
                SLICE
            };
            let (made, is_new) = self.index.with_value(|index| {
                let (index, of) = &mut *index.borrow_mut();
                let mut is_new = index.len() < listed.members.len();
                if !Rc::ptr_eq(of, &listed.members) {
                    is_new = true;
                    let known = index.len();
                    let same = known <= listed.members.len()
                        && of
                            .iter()
                            .take(known)
                            .zip(listed.members.iter())
                            .all(|(one, other)| Arc::ptr_eq(one, other));
                    if !same {
                        *index = index.anew();
                    }
                    *of = Rc::clone(&listed.members);
                }
                let began = host::elapsed();
                let rest = listed.members.get(index.len()..).unwrap_or_default();
                for members in rest.chunks(ENTRIES) {
                    members.iter().for_each(|member| index.add(member));
                    // (A clock may be put back.)
                    if !(0.0..most).contains(&(host::elapsed() - began)) {
                        break;
                    }
                }
                (index.len(), is_new)
            });
            if made < listed.members.len() {
                self.make_more(making);
            } else if is_new || self.ready.get_untracked().0 != made {
                self.ready
                    .update(|(len, times)| (*len, *times) = (made, times.wrapping_add(1)));
            }
        };
        match self.wanted.try_get_value() {
            Some(true) => host::after_frame(step),
            Some(false) => WhenIdle.when_idle(Box::new(step)),
            None => {}
        }
    }
}
