//! What an operator needs beside the page: a text as a file, a text to copy by hand, a stopwatch.

use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, HtmlTextAreaElement, window};

use super::late;

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
    let link = window()?.document()?.create_element("a").ok()?;
    // Some web-views have links and no downloads.
    late::get(&link, "download")?;
    let window: JsValue = window()?.into();
    let parts = late::list(&window, &text.into())?;
    let blob = late::new(&window, "Blob", &[&parts])?;
    let url = late::call(&late::get(&window, "URL")?, "createObjectURL", &blob)?;
    link.set_attribute("href", &url.as_string()?).ok()?;
    link.set_attribute("download", name).ok()?;
    // The address is good till the page closes: a browser may read it only after it has asked where to.
    late::call(&link, "click", &JsValue::UNDEFINED).map(|_| ())
}

/// Selects all of a text area, now that it is on the page, so that it can be copied by hand.
pub fn select_all(element: &Element) {
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>().cloned() {
        super::after_frame(move || {
            let _focused = area.focus();
            let _selected = late::call(&area, "select", &JsValue::UNDEFINED);
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
