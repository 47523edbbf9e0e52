//! Keeping and reading what is kept, in Chromium: `cargo xtask bench storage --browser`. Compiled as the app is (profile `release`) and run by
//! the runner of the browser tests, which it is one of.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a tool for us"
)]

#[path = "../../tests/support/many.rs"]
mod many;
#[path = "measure.rs"]
mod measure;

use std::rc::Rc;

use linju::host::LocalStorage;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_test::{console_log, wasm_bindgen_test};

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

fn get(of: &JsValue, name: &str) -> JsValue {
    js_sys::Reflect::get(of, &name.into()).unwrap()
}

/// `performance.now()`.
fn ms() -> f64 {
    let performance = get(&js_sys::global(), "performance");
    let now: js_sys::Function = get(&performance, "now").unchecked_into();
    now.call0(&performance).unwrap().as_f64().unwrap()
}

#[wasm_bindgen_test]
fn keeping_and_reading_what_is_kept() {
    let json = get(&js_sys::global(), "JSON");
    let parse: js_sys::Function = get(&json, "parse").unchecked_into();
    let parse = |text: &str| {
        // The browser has it as a text of its own already.
        let text = JsValue::from(text);
        let begun = ms();
        parse.call1(&json, &text).unwrap();
        ms() - begun
    };
    let kv = Rc::new(LocalStorage::open());
    // `cargo xtask bench storage --browser` writes it.
    let data_set = include_str!("../../target/bench/storage.json");
    console_log!("{}", measure::measure(data_set, kv, &ms, &parse));
}
