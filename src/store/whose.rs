//! Whose things are kept: the account that is looking. It changes when somebody signs in or out.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

/// The account that is looking; all that keep something for it share this.
#[derive(Clone, Debug)]
pub struct Whose(Rc<Looking>);

#[derive(Debug)]
struct Looking {
    account: RefCell<String>,
    turn: Cell<u32>,
}

impl Whose {
    /// Of an account.
    #[must_use]
    pub fn new(account: &str) -> Self {
        Self(Rc::new(Looking {
            account: RefCell::new(account.to_owned()),
            turn: Cell::new(0),
        }))
    }

    /// The account.
    #[must_use]
    pub fn account(&self) -> String {
        self.0.account.borrow().clone()
    }

    /// Another number for each change: what was asked for in another turn was said to somebody else.
    #[must_use]
    pub fn turn(&self) -> u32 {
        self.0.turn.get()
    }

    /// From now on another account is looking, or the same after somebody has signed out.
    pub fn change(&self, account: &str) {
        account.clone_into(&mut self.0.account.borrow_mut());
        self.0.turn.set(self.0.turn.get().wrapping_add(1));
    }
}

/// Where things of an account at a backend lie.
pub(super) fn space(prefix: &str, backend: &str, account: &str) -> String {
    [prefix, backend, "/", account, "/"].concat()
}
