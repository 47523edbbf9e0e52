//! People looked for by name, in any way in which it may be typed: the tables for that come once somebody types.

use std::rc::Rc;

use leptos::task::spawn_local;

use crate::{
    model::{Fold, Sounds},
    ui::{RwSignal, effect},
};

use super::Here;

/// What names are compared by, as far as it is here. Copy; lives as long as the page.
#[derive(Clone, Copy)]
pub(super) struct Naming {
    here: Here,
    /// How many tables have come.
    came: RwSignal<u32>,
}

impl Naming {
    /// Fetches the tables once something is typed: the characters that differ between Hans and Hant, and how they sound.
    pub fn of(here: Here, text: RwSignal<String>) -> Self {
        let came = RwSignal::new(0_u32);
        let mut asked = false;
        effect(move || {
            let types = text.with(|text| !text.is_empty());
            if types && !asked {
                asked = true;
                let data = here.data();
                spawn_local(async move {
                    data.load_fold().await;
                    came.try_update(|n| *n += 1);
                    data.load_sounds().await;
                    came.try_update(|n| *n += 1);
                });
            }
        });
        Self { here, came }
    }

    /// The tables; tells when others have come.
    pub fn tables(self) -> (Rc<Fold>, Rc<Sounds>) {
        self.came.track();
        let data = self.here.data();
        (data.fold(), data.sounds())
    }
}
