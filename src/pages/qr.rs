//! A QR code on any page: what draws it comes with [`Part::Ticket`], when it is wanted.

use leptos::prelude::*;

use crate::{
    parts::{Part, part},
    ui::Qr,
};

use super::{Here, later};

/// The code of an address; `label` says what it is.
pub fn qr(here: Here, text: String, label: String) -> AnyView {
    later::after(here, Part::Ticket, move || {
        drawn(text.clone(), label.clone())
    })
}

part! {
    Ticket "ticket" "71":
    fn drawn(text: String, label: String) -> AnyView {
        view! { <Qr text label /> }.into_any()
    }
}
