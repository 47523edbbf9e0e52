//! People looked for by name, in any way in which it may be typed. The tables for that come once somebody types; where one may have
//! to look for people without a network, behind the list. What did not come is asked for again.

use std::{cell::Cell, rc::Rc};

use leptos::task::spawn_local;

use crate::{
    data::Idle as _,
    host::WhenIdle,
    model::{Fold, Sounds},
    ui::{RwSignal, effect},
};

use super::Here;

/// So many tables there are.
const ALL: usize = 2;

/// None while nothing is asked for; else whether it is wanted (again) since it was asked for.
type Asking = Rc<Cell<Option<bool>>>;

/// What names are compared by, as far as it is here. Copy; lives as long as the page.
#[derive(Clone, Copy)]
pub(super) struct Naming {
    here: Here,
    /// How many of the tables are here.
    came: RwSignal<usize>,
}

impl Naming {
    /// Fetches the tables once something is typed: the characters that differ between Hans and Hant, and how they sound. Again, as
    /// long as they are not here, when the reader types on, or the reader or the network comes back.
    pub fn of(here: Here, text: RwSignal<String>) -> Self {
        Self::over(here, text, Box::new(|| false))
    }

    /// The same, and before anything is typed once the list has been read: one may go where there is no network. `is_read` tells
    /// when that changes.
    pub fn ahead(here: Here, text: RwSignal<String>, is_read: impl Fn() -> bool + 'static) -> Self {
        Self::over(here, text, Box::new(is_read))
    }

    fn over(here: Here, text: RwSignal<String>, is_read: Box<dyn Fn() -> bool>) -> Self {
        let it = Self {
            here,
            came: RwSignal::new(count(here)),
        };
        let asking = Asking::default();
        effect(move || {
            here.woken.track();
            let (types, is_read) = (text.with(|text| !text.is_empty()), is_read());
            if !(types || is_read) || count(here) == ALL {
                return;
            }
            if asking.replace(Some(true)).is_some() {
                return;
            }
            let asking = Rc::clone(&asking);
            let ask = move || spawn_local(it.fetch(asking));
            match types {
                true => ask(),
                false => WhenIdle.when_idle(Box::new(ask)),
            }
        });
        it
    }

    /// Fetches what is not here; once more where that was wanted again meanwhile.
    async fn fetch(self, asking: Asking) {
        let data = self.here.data();
        while count(self.here) < ALL && asking.replace(Some(false)) == Some(true) {
            data.load_fold().await;
            self.tell();
            data.load_sounds().await;
            self.tell();
        }
        asking.set(None);
    }

    /// Nothing is looked through anew for a table that did not come.
    fn tell(self) {
        let count = count(self.here);
        if self
            .came
            .try_get_untracked()
            .is_some_and(|was| was != count)
        {
            self.came.try_set(count);
        }
    }

    /// The tables; tells when others have come.
    pub fn tables(self) -> (Rc<Fold>, Rc<Sounds>) {
        self.came.track();
        let data = self.here.data();
        (data.fold(), data.sounds())
    }
}

/// How many of the tables are here.
fn count(here: Here) -> usize {
    let data = here.data();
    usize::from(data.fold().has_table()) + usize::from(data.sounds().has_table())
}
