//! No such screen: said honestly, with a way back.

use leptos::prelude::*;

use super::{Here, live};

/// The page: that of a thing which is not there.
pub fn page(here: Here) -> AnyView {
    live::gone(here)
}
