//! Reading by a mapping, in Chromium: `cargo xtask bench mapping --browser`. Compiled as the app is (profile `release`) and run by the runner
//! of the browser tests, which it is one of.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a tool for us"
)]

#[path = "measure.rs"]
mod measure;

use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

/// `performance.now()`.
fn ms() -> f64 {
    let get = |of: &JsValue, name: &str| js_sys::Reflect::get(of, &name.into()).unwrap();
    let performance = get(&js_sys::global(), "performance");
    let now: js_sys::Function = get(&performance, "now").unchecked_into();
    now.call0(&performance).unwrap().as_f64().unwrap()
}

#[wasm_bindgen_test]
fn reading_by_a_mapping() {
    // `cargo xtask bench mapping --browser` writes them.
    let theirs = include_str!("../../target/bench/json-server.json");
    let ours = include_str!("../../target/bench/linju.json");
    let mapping = include_str!("../../public/mappings/json-server.json");
    console_log!("{}", measure::measure(theirs, ours, mapping, &ms));
}
