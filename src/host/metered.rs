//! Whether each byte counts: then nothing is fetched that nobody has asked for.

use wasm_bindgen::JsValue;
use web_sys::window;

use super::late;

/// Whether the reader saves data, or is on a mobile or slow network, as far as the browser tells (NetworkInformation; Safari and
/// Firefox tell nothing, and are taken to be on another).
#[must_use]
pub fn is_metered() -> bool {
    told().unwrap_or(false)
}

fn told() -> Option<bool> {
    let navigator = late::get(&JsValue::from(window()?), "navigator")?;
    let network = late::get(&navigator, "connection")?;
    let text = |name| late::get(&network, name).and_then(|it| it.as_string());
    let saves = late::get(&network, "saveData").and_then(|it| it.as_bool());
    let is_slow = text("effectiveType").is_some_and(|speed| speed != "4g");
    let is_mobile = text("type").is_some_and(|kind| kind == "cellular");
    Some(saves == Some(true) || is_slow || is_mobile)
}
