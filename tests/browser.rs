//! What touches the DOM, in a real Chromium: `cargo xtask test` brings the browser and its driver.
#![cfg(target_arch = "wasm32")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

#[path = "browser/answers.rs"]
mod answers;
#[path = "browser/host.rs"]
mod host;
#[path = "browser/kept.rs"]
mod kept;
#[path = "browser/lock.rs"]
mod lock;
#[path = "browser/ui.rs"]
mod ui;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
