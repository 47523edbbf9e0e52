//! What an operator needs beside the page: a text as a file, a text to copy by hand, a stopwatch.

use js_sys::Array;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Blob, Element, HtmlAnchorElement, HtmlTextAreaElement, Url, window};

/// Milliseconds since the page was opened.
#[must_use]
pub fn elapsed() -> f64 {
    js_sys::Date::now()
}

/// Gives a text to the browser to save under a name; no where it cannot.
#[must_use]
pub fn save_file(name: &str, text: &str) -> bool {
    saved(name, text).is_some()
}

fn saved(name: &str, text: &str) -> Option<()> {
    let document = window()?.document()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    // Some web-views have links and no downloads.
    if !js_sys::Reflect::has(&link, &JsValue::from_str("download")).unwrap_or(false) {
        return None;
    }
    let parts = Array::of1(&JsValue::from_str(text));
    let blob = Blob::new_with_str_sequence(&parts).ok()?;
    let url = Url::create_object_url_with_blob(&blob).ok()?;
    link.set_attribute("href", &url).ok()?;
    link.set_attribute("download", name).ok()?;
    link.click();
    // The address is good till the page closes: a browser may read it only after it has asked where to.
    Some(())
}

/// Selects all of a text area, now that it is on the page, so that it can be copied by hand.
pub fn select_all(element: &Element) {
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>().cloned() {
        super::after_frame(move || {
            let _focused = area.focus();
            area.select();
        });
    }
}

/// Writes into a text area what came from elsewhere; what is being typed there is not touched.
pub fn write_area(element: &Element, text: &str) {
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>()
        && area.value() != text
    {
        area.set_value(text);
    }
}
