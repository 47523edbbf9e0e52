//! Linju 邻聚: find the living communities around you, join them, turn up, get to know people.
//!
//! The map, a line a module; `docs/architecture.md` has the invariants, and `tests/invariants.rs`
//! reads the `use` lines and fails on a breach.

pub mod backend; // who answers: embedded in the browser, or any JSON service by a mapping
pub mod data; // the one door for pages: queries, mutations, drafts, diagnostics
pub mod i18n; // zh-Hans, zh-Hant, en; dates and reasons in words
pub mod model; // what a local community is and its rules; pure
pub mod parts; // where the wasm is cut: what the first card does not need
pub mod percent; // percent-encoding of addresses
pub mod port; // traits only: key-value, transport, clock, randomness
pub mod route; // every screen as a typed Route
pub mod store; // what is kept: cache, drafts, session
pub mod ui; // shared components; knows no page and no data

#[cfg(feature = "app")]
pub mod app; // shell and providers; wires the ports to the browser
#[cfg(feature = "app")]
pub mod host; // where the page runs: the ports over the browser
#[cfg(feature = "app")]
pub mod pages; // a folder a screen
