//! Sharing a community or an event: a sheet with the phone's own sheet, the address and a text to copy, and a card with a QR code.
//!
//! What goes out of here is what a stranger may see, whoever shares it. All behind the button comes with [`Part::Ticket`], when it is
//! tapped.

mod card;
mod sheet;
mod told;

use leptos::prelude::*;

use crate::{
    model::Thing,
    parts::Part,
    ui::{Icon, IconButton, RwSignal, Sheet, several},
};

use super::{Here, later};

/// The button, and what it opens. `open` is whether it is open: whoever draws this anew meanwhile keeps it.
pub fn button(here: Here, thing: Thing, open: RwSignal<bool>) -> AnyView {
    let t = here.t;
    let button = view! {
        <IconButton icon=Icon::Share label=t.share() on_click=move || open.set(true) />
    };
    let sheet = view! {
        <Sheet open title=t.share() close=t.close()>
            {
                let thing = thing.clone();
                later::after(here, Part::Ticket, move || sheet::sheet(here, thing.clone()))
            }
        </Sheet>
    };
    several(vec![button.into_any(), sheet.into_any()])
}
