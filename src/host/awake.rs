//! The screen kept on while something is held out to be scanned, where the browser can (Screen Wake Lock API: Chrome 84, Safari 16.4);
//! and what the browser calls itself, by which the maps of a phone are known.

use std::{cell::RefCell, rc::Rc};

use js_sys::Promise;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::window;

use super::late;

/// What the browser calls itself; empty where it does not tell.
#[must_use]
pub fn user_agent() -> String {
    let navigator = window().map(|w| w.navigator());
    navigator
        .and_then(|it| late::get(&it, "userAgent")?.as_string())
        .unwrap_or_default()
}

/// Keeps the screen on until it is dropped.
#[derive(Default)]
pub struct Awake(Rc<RefCell<State>>);

/// What the browser has given.
#[derive(Default)]
enum State {
    /// Nothing yet.
    #[default]
    Asked,
    /// A lock.
    Held(JsValue),
    /// Nobody wants it any more.
    Over,
}

impl Awake {
    /// From now on. A browser takes it back when the reader looks elsewhere: call it again when they are back. One that cannot
    /// does nothing, and one whose page is not seen refuses.
    pub fn keep(&self) {
        let Some(asked) = request() else { return };
        let state = Rc::clone(&self.0);
        spawn_local(async move {
            let Ok(lock) = JsFuture::from(asked).await else {
                return;
            };
            if matches!(*state.borrow(), State::Over) {
                return release(&lock);
            }
            if let State::Held(old) = state.replace(State::Held(lock)) {
                release(&old);
            }
        });
    }
}

impl Drop for Awake {
    fn drop(&mut self) {
        if let State::Held(lock) = self.0.replace(State::Over) {
            release(&lock);
        }
    }
}

fn release(lock: &JsValue) {
    let _released = late::call(lock, "release", &JsValue::UNDEFINED);
}

fn request() -> Option<Promise> {
    let navigator = window()?.navigator();
    let locks = late::get(&navigator, "wakeLock")?;
    late::call(&locks, "request", &"screen".into())?
        .dyn_into()
        .ok()
}
