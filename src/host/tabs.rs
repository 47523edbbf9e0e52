//! What other tabs and other versions do: storage that another tab has written, a newer build on the server; and
//! whether the reader is in the middle of something that a reload would take from them.

use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use web_sys::window;

use crate::port::{Request, Transport as _};

use super::{Http, late};

/// A reader does not wait for it: a server that is slow is asked another time.
const PATIENCE_MS: u32 = 15_000;

/// Calls back when another tab has written to or cleared the storage. Lives as long as the app.
pub fn when_stored(call: impl Fn() + 'static) {
    let Some(window) = window() else { return };
    let call = Closure::<dyn Fn()>::new(call);
    let function = Closure::as_ref(&call).unchecked_ref();
    let _heard = window.add_event_listener_with_callback("storage", function);
    call.forget();
}

/// Whether somebody is typing, or has a form or a dialog open: not the moment for a reload.
#[must_use]
pub fn is_busy() -> bool {
    let Some(document) = window().and_then(|w| w.document()) else {
        return false;
    };
    let open = document.query_selector("dialog[open], main form");
    if open.is_ok_and(|it| it.is_some()) {
        return true;
    }
    let focused: JsValue = document.active_element().into();
    // Only what text is typed into can have its text selected.
    late::get(&focused, "select").is_some()
}

/// What the name of the build that runs ends in: as index.html has it. Nothing in debug builds.
fn own() -> Option<String> {
    let document = window()?.document()?;
    document
        .get_element_by_id("linju-js")?
        .get_attribute("href")
}

/// Whether the server has another build than the one that runs; `None` where it does not say. `build.json` beside
/// the page names it; `cargo xtask finish` writes that. Each time under another address: nobody's cache answers.
pub async fn is_outdated() -> Option<bool> {
    let own = own()?;
    let address = ["build.json?", &js_sys::Date::now().to_string()].concat();
    let mut request = Request::get(address);
    request.timeout_ms = PATIENCE_MS;
    let answer = Http.send(request).await.ok()?;
    if answer.status != 200 {
        return None;
    }
    let told = answer
        .body
        .split("\"build\":\"")
        .nth(1)?
        .split('"')
        .next()?;
    Some(!told.is_empty() && !own.ends_with(told))
}
