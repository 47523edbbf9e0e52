//! Sharing: the phone's own sheet where there is one, else the address is copied.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::window;

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

/// Shares the address of this screen. Call it in a tap.
pub async fn share(title: &str, url: &str) -> Shared {
    let Some(navigator) = window().map(|w| w.navigator()) else {
        return Shared::Failed;
    };
    let data = Object::new();
    for (key, value) in [("title", title), ("url", url)] {
        let _put = Reflect::set(&data, &key.into(), &value.into());
    }
    if let Some(sheet) = call(&navigator, "share", &data) {
        return match JsFuture::from(sheet).await {
            Ok(_) => Shared::Sheet,
            // Closed by the reader: they have seen it.
            Err(error) if name_of(&error).as_deref() == Some("AbortError") => Shared::Sheet,
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

fn name_of(error: &JsValue) -> Option<String> {
    Reflect::get(error, &"name".into()).ok()?.as_string()
}
