//! The shared components: everything a page is built from, and nothing a page is about.
//!
//! Invariants: nothing here knows a page, the model or the data; text arrives already in the
//! reader's language; user text only ever becomes text nodes, never markup; every control has a
//! name for a screen reader and a target of at least 44 px; looks live in `style/`, one file a
//! component, so markup carries classes and no inline style.
//!
//! [`lines`], [`seed`] and [`markdown`]'s parser are pure and compile without a browser; the rest needs feature `app`.

pub mod lines;
pub mod markdown;
pub mod seed;

#[cfg(feature = "app")]
mod act;
#[cfg(feature = "app")]
mod avatar;
#[cfg(feature = "app")]
mod badge;
#[cfg(feature = "app")]
mod bar;
#[cfg(feature = "app")]
mod button;
#[cfg(feature = "app")]
mod call;
#[cfg(feature = "app")]
mod card;
#[cfg(feature = "app")]
mod chips;
#[cfg(feature = "app")]
mod cover;
#[cfg(feature = "app")]
pub mod el;
#[cfg(feature = "app")]
mod facts;
#[cfg(feature = "app")]
mod field;
#[cfg(feature = "app")]
mod fold;
#[cfg(feature = "app")]
mod icon;
#[cfg(feature = "app")]
mod life;
#[cfg(feature = "app")]
mod menu;
#[cfg(feature = "app")]
mod notice;
#[cfg(feature = "app")]
mod options;
#[cfg(feature = "app")]
mod ordered;
#[cfg(feature = "app")]
mod page;
#[cfg(feature = "app")]
mod panel;
#[cfg(feature = "app")]
mod prose;
#[cfg(feature = "app")]
mod qr;
#[cfg(feature = "app")]
mod row;
#[cfg(feature = "app")]
mod scanner;
#[cfg(feature = "app")]
mod search;
#[cfg(feature = "app")]
mod seats;
#[cfg(feature = "app")]
mod several;
#[cfg(feature = "app")]
mod sheet;
#[cfg(feature = "app")]
mod signal;
#[cfg(feature = "app")]
mod skeleton;
#[cfg(feature = "app")]
mod tabs;
#[cfg(feature = "app")]
mod toast;

#[cfg(feature = "app")]
pub use self::{
    act::*,
    avatar::*,
    badge::*,
    bar::*,
    button::*,
    card::*,
    chips::*,
    cover::*,
    el::{El, Keyed, Piece, el},
    facts::*,
    field::*,
    fold::*,
    icon::*,
    life::*,
    menu::*,
    notice::*,
    options::*,
    ordered::*,
    page::*,
    panel::*,
    prose::*,
    qr::*,
    row::*,
    scanner::*,
    search::*,
    seats::*,
    several::*,
    sheet::*,
    signal::*,
    skeleton::*,
    tabs::*,
    toast::*,
};

/// An id no other element of this document has, for `aria-*` and `for` references.
#[cfg(feature = "app")]
pub(crate) fn fresh_id() -> String {
    use std::sync::atomic::{AtomicU32, Ordering};
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let mut id = String::from("u");
    id.push_str(&NEXT.fetch_add(1, Ordering::Relaxed).to_string());
    id
}
