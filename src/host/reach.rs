//! Whether there is anybody at an address, when the browser does not say why a request failed.
//!
//! A page is not told whether nobody answered or other sites may not read the answer (CORS). A request in the mode
//! `no-cors` is sent in either case, and fails only in the first.

use js_sys::Promise;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, window};

use crate::{
    parts::part,
    port::{LocalFuture, Reached},
};

use super::{http::Deadline, late};

/// Somebody who is there answers the head of a page in this time, in milliseconds.
const PATIENCE_MS: u32 = 8_000;

part! {
    Pages "pages" "10":
    /// Asks, with nothing that says who is asking.
    pub(super) fn reach(address: String) -> LocalFuture<'static, Reached> {
        Box::pin(ask(address))
    }
}

async fn ask(address: String) -> Reached {
    let Ok(controller) = AbortController::new() else {
        return Reached::Unknown;
    };
    let _deadline = Deadline::set(&controller, PATIENCE_MS);
    let how = late::object(&[
        ("method", &"HEAD".into()),
        ("mode", &"no-cors".into()),
        ("credentials", &"omit".into()),
        ("signal", &controller.signal()),
    ]);
    let Some(window) = window().map(JsValue::from) else {
        return Reached::Unknown;
    };
    let asked = late::new(&window, "Request", &[&address.into(), &how])
        .and_then(|request| late::call(&window, "fetch", &request));
    match asked.and_then(|asked| asked.dyn_into::<Promise>().ok()) {
        Some(asked) => match JsFuture::from(asked).await {
            Ok(_) => Reached::Somebody,
            Err(_) => Reached::Nobody,
        },
        None => Reached::Unknown,
    }
}
