//! When nobody waits for the page.

use js_sys::Promise;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::window;

use crate::port::Idle;

use super::late;

/// `requestIdleCallback`, or the next turn where the browser has none (Safari).
#[derive(Clone, Copy, Debug, Default)]
pub struct WhenIdle;

impl Idle for WhenIdle {
    fn when_idle(&self, work: Box<dyn FnOnce()>) {
        spawn_local(async move {
            if let Some(idle) = idle() {
                let _is_now = JsFuture::from(idle).await;
            }
            work();
        });
    }
}

/// Both functions take what to call first, and so they can be what makes a promise: it calls them with what fulfils it.
fn idle() -> Option<Promise> {
    let window = JsValue::from(window()?);
    let wait = late::get(&window, "requestIdleCallback");
    let wait = wait.or_else(|| late::get(&window, "setTimeout"))?;
    late::new(&window, "Promise", &[&wait])?.dyn_into().ok()
}
