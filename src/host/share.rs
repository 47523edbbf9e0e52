//! Sharing: the phone's own sheet where there is one (Web Share), else the address is copied. The one way out for a link, in every
//! web-view.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::window;

use super::late;

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shared {
    /// The sheet was shown; what the reader chose is theirs.
    Sheet,
    /// The address was copied.
    Copied,
    /// Neither worked.
    Failed,
}

/// Whether the phone has a sheet of its own.
#[must_use]
pub fn has_share_sheet() -> bool {
    let navigator = window().map(|w| w.navigator());
    navigator.is_some_and(|it| late::get(&it, "share").is_some())
}

/// Shares an address, with what is said of it beside its title; `text` may be empty. Call it in a tap.
pub async fn share(title: &str, text: &str, url: &str) -> Shared {
    let Some(navigator) = window().map(|w| w.navigator()) else {
        return Shared::Failed;
    };
    let data = Object::new();
    let said = [("title", title), ("text", text), ("url", url)];
    for (key, value) in said.into_iter().filter(|(_, value)| !value.is_empty()) {
        let _put = Reflect::set(&data, &key.into(), &value.into());
    }
    if let Some(sheet) = call(&navigator, "share", &data) {
        return match JsFuture::from(sheet).await {
            Ok(_) => Shared::Sheet,
            Err(error) if is_shown(&error) => Shared::Sheet,
            Err(_) => copy(&navigator, url).await,
        };
    }
    copy(&navigator, url).await
}

/// Copies a text; no where the browser does not let it. Call it in a tap.
pub async fn copy_text(text: &str) -> bool {
    match window().map(|w| w.navigator()) {
        Some(navigator) => copy(&navigator, text).await == Shared::Copied,
        None => false,
    }
}

async fn copy(navigator: &JsValue, text: &str) -> Shared {
    let clipboard = Reflect::get(navigator, &"clipboard".into()).unwrap_or_default();
    match call(&clipboard, "writeText", &text.into()) {
        Some(copied) => match JsFuture::from(copied).await {
            Ok(_) => Shared::Copied,
            Err(_) => Shared::Failed,
        },
        None => Shared::Failed,
    }
}

/// Calls a method that may not be there.
fn call(of: &JsValue, name: &str, argument: &JsValue) -> Option<Promise> {
    if of.is_undefined() || of.is_null() {
        return None;
    }
    let function = Reflect::get(of, &name.into())
        .ok()?
        .dyn_into::<Function>()
        .ok()?;
    function.call1(of, argument).ok()?.dyn_into().ok()
}

/// Whether the sheet was shown all the same: its reader has closed it, or it is open already (Web Share, *share() method*).
pub(super) fn is_shown(error: &JsValue) -> bool {
    let name = late::get(error, "name").and_then(|name| name.as_string());
    matches!(name.as_deref(), Some("AbortError" | "InvalidStateError"))
}
