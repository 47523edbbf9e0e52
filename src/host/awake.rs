//! The screen kept on while something is held out to be scanned, where the browser can (Screen Wake Lock API: Chrome 84, Safari 16.4);
//! and what the browser calls itself, by which the maps of a phone are known.

use std::{cell::RefCell, rc::Rc};

use js_sys::Promise;
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::window;

use super::late;

/// What the browser calls itself; empty where it does not tell.
#[must_use]
pub fn user_agent() -> String {
    window()
        .and_then(|w| w.navigator().user_agent().ok())
        .unwrap_or_default()
}

/// Keeps the screen on until it is dropped.
pub struct Awake {
    state: Rc<RefCell<State>>,
    again: Closure<dyn Fn()>,
}

/// What the browser has given.
enum State {
    /// Nothing yet, or not again since the reader was away.
    Asked,
    /// A lock.
    Held(JsValue),
    /// Nobody wants it any more.
    Over,
}

impl Awake {
    /// From now on. A browser that cannot does nothing, and one takes the lock back when the reader looks elsewhere: then it is asked
    /// for again when they come back.
    #[must_use]
    pub fn keep() -> Self {
        let state = Rc::new(RefCell::new(State::Asked));
        ask(&state);
        let shared = Rc::clone(&state);
        let again = Closure::<dyn Fn()>::new(move || ask(&shared));
        if let Some(document) = window().and_then(|w| w.document()) {
            let call = Closure::as_ref(&again).unchecked_ref();
            let _heard = document.add_event_listener_with_callback("visibilitychange", call);
        }
        Self { state, again }
    }
}

impl Drop for Awake {
    fn drop(&mut self) {
        if let Some(document) = window().and_then(|w| w.document()) {
            let call = Closure::as_ref(&self.again).unchecked_ref();
            let _left = document.remove_event_listener_with_callback("visibilitychange", call);
        }
        if let State::Held(lock) = self.state.replace(State::Over) {
            release(&lock);
        }
    }
}

fn release(lock: &JsValue) {
    let _released = late::call(lock, "release", &JsValue::UNDEFINED);
}

/// Asks for the lock. While the page is not seen the browser refuses, and it is asked again later.
fn ask(state: &Rc<RefCell<State>>) {
    let Some(asked) = request() else { return };
    let state = Rc::clone(state);
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

fn request() -> Option<Promise> {
    let navigator = window()?.navigator();
    let locks = late::get(&navigator, "wakeLock")?;
    late::call(&locks, "request", &"screen".into())?
        .dyn_into()
        .ok()
}
