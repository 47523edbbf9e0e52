//! `config.json`, which `boot.js` began to fetch beside the wasm.

use js_sys::{Promise, Reflect};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;

/// What came of fetching `config.json`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigText {
    /// HTTP status; 0 when nothing came.
    pub status: u16,
    /// The text.
    pub text: String,
}

/// The text of `config.json`; status 0 where the page has no `boot.js`.
pub async fn config_text() -> ConfigText {
    read().await.unwrap_or(ConfigText {
        status: 0,
        text: String::new(),
    })
}

async fn read() -> Option<ConfigText> {
    let promise = Reflect::get(&js_sys::global(), &"__linjuConfig".into()).ok()?;
    let answer = JsFuture::from(promise.dyn_into::<Promise>().ok()?)
        .await
        .ok()?;
    Some(ConfigText {
        status: Reflect::get(&answer, &"status".into()).ok()?.as_f64()? as u16,
        text: Reflect::get(&answer, &"text".into()).ok()?.as_string()?,
    })
}
