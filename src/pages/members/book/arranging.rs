//! Members are put in order when nobody waits, and shown as a whole.

use std::{rc::Rc, sync::Arc};

use super::Book;
use crate::{
    data::Idle as _,
    host::{IntlCollation, WhenIdle},
    model::{Arranging, Member, Order},
};

/// What is shorter is put in order at once.
const AT_ONCE: usize = 300;
/// So many comparisons are made when nobody waits, before the page is let go.
const COMPARISONS: usize = 1_000;

/// Members, and the order in which they stand.
#[derive(Default)]
pub(in crate::pages::members) struct Listed {
    pub members: Rc<Vec<Arc<Member>>>,
    pub order: Order,
}

impl Listed {
    /// Somebody by their place, with it.
    pub fn at(&self, place: Option<&u32>) -> Option<(usize, &Arc<Member>)> {
        let at = *place? as usize;
        Some((at, self.members.get(at)?))
    }
}

impl Book {
    /// Puts members in order, and shows them then; as they came where nothing is shown yet.
    pub(super) fn arrange(self, members: Rc<Vec<Arc<Member>>>) {
        let turn = self.turn.try_update_value(|turn| {
            *turn = turn.wrapping_add(1);
            *turn
        });
        let Some(Some(before)) = self
            .listed
            .try_get_untracked()
            .map(|it| Some(it.unwrap_or_default()))
        else {
            return;
        };
        let was_same = |(one, other): (&Arc<Member>, &Arc<Member>)| {
            one.name == other.name && one.role == other.role && one.sort_key == other.sort_key
        };
        let still = before.members.len() <= members.len()
            && before.members.iter().zip(members.iter()).all(was_same);
        let none = Order::default();
        let order = if still { &before.order } else { &none };
        let mut arranging = Arranging::new(&members, order, &IntlCollation);
        if members.len() <= AT_ONCE
            && let Some(order) = arranging.step(usize::MAX)
        {
            return self.show(members, order);
        }
        if before.members.is_empty() {
            self.show(Rc::clone(&members), Order::as_they_came(&members));
        }
        self.go_on(turn, members, arranging);
    }

    fn go_on(self, turn: Option<u32>, members: Rc<Vec<Arc<Member>>>, mut arranging: Arranging) {
        WhenIdle.when_idle(Box::new(move || {
            if self.turn.try_get_value() != turn {
                return;
            }
            match arranging.step(COMPARISONS) {
                Some(order) => self.show(members, order),
                None => self.go_on(turn, members, arranging),
            }
        }));
    }

    fn show(self, members: Rc<Vec<Arc<Member>>>, order: Order) {
        let is_same = self.listed.try_with_untracked(|listed| {
            listed
                .as_ref()
                .is_some_and(|it| Rc::ptr_eq(&it.members, &members) && it.order == order)
        });
        if is_same == Some(false) {
            self.listed
                .try_set(Some(Rc::new(Listed { members, order })));
            self.make_ready();
        }
        self.remember();
    }
}
