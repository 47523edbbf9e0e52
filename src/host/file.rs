//! What is given out of the page: a text as a file, a text to copy by hand; and a stopwatch.

use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, HtmlTextAreaElement, window};

use super::late;

/// Milliseconds since the page was opened.
#[must_use]
pub fn elapsed() -> f64 {
    js_sys::Date::now()
}

/// What the web-views call themselves that show links to files and save none: those of apps with mini-programs, and their own
/// browsers.
const NO_FILES: [&str; 7] = [
    "MicroMessenger",
    "miniProgram",
    "AlipayClient",
    "toutiaomicroapp",
    "aweme",
    "swan/",
    " QQ/",
];

/// Whether the browser saves files, as far as it can be told before one is given to it.
#[must_use]
pub fn saves_files() -> bool {
    let navigator = window().and_then(|window| late::get(&window, "navigator"));
    let agent = navigator.and_then(|navigator| late::get(&navigator, "userAgent")?.as_string());
    let agent = agent.unwrap_or_default();
    !NO_FILES.iter().any(|name| agent.contains(name)) && file_link().is_some()
}

/// The longest name of a file, in characters; systems allow 255 octets.
const NAME_MAX: usize = 40;

/// A name for a file that people know again and every system takes; `end` begins with a dot.
#[must_use]
pub fn file_name(title: &str, end: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c } else { ' ' };
    let words: String = title.chars().map(plain).take(NAME_MAX).collect();
    let words: Vec<&str> = words.split_whitespace().collect();
    let name = if words.is_empty() {
        "linju".to_owned()
    } else {
        words.join("-")
    };
    name + end
}

/// Gives a text to the browser to save under a name; no where it cannot.
#[must_use]
pub fn save_file(name: &str, text: &str) -> bool {
    saved(name, "", &text.into()).is_some()
}

/// The same, with what it is (a media type), by which a phone knows the app that opens it.
#[must_use]
pub fn save_file_of(name: &str, kind: &str, text: &str) -> bool {
    saved(name, kind, &text.into()).is_some()
}

/// A link that leads to a file; some web-views have links and no downloads.
fn file_link() -> Option<Element> {
    let link = window()?.document()?.create_element("a").ok()?;
    late::get(&link, "download")?;
    Some(link)
}

/// `what` is a text, or a file of the browser's.
pub(super) fn saved(name: &str, kind: &str, what: &JsValue) -> Option<()> {
    let link = file_link()?;
    let window: JsValue = window()?.into();
    let parts = late::list(&window, what)?;
    let kind = late::object(&[("type", &kind.into())]);
    let blob = late::new(&window, "Blob", &[&parts, &kind])?;
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

/// Whether the phone's own sheet takes files, as far as it can be told before one is given to it.
#[must_use]
pub fn shares_files() -> bool {
    let navigator = window().and_then(|window| late::get(&window, "navigator"));
    navigator.is_some_and(|navigator| late::get(&navigator, "canShare").is_some())
        && !super::is_in_mini_program()
}

/// Gives a text as a file to the phone's own sheet; no where it does not take it. Call it in a tap.
pub async fn share_file(name: &str, kind: &str, text: &str) -> bool {
    shared(name, kind, &text.into()).await
}

/// `what` is a text, or a file of the browser's.
pub(super) async fn shared(name: &str, kind: &str, what: &JsValue) -> bool {
    let Some((navigator, data)) = file_to_share(name, kind, what) else {
        return false;
    };
    match late::promised(&navigator, "share", &data).await {
        Some(Ok(_)) => true,
        Some(Err(error)) => super::share::is_shown(&error),
        None => false,
    }
}

fn file_to_share(name: &str, kind: &str, what: &JsValue) -> Option<(JsValue, JsValue)> {
    let window: JsValue = window()?.into();
    let navigator = late::get(&window, "navigator")?;
    let parts = late::list(&window, what)?;
    let kind = late::object(&[("type", &kind.into())]);
    let file = late::new(&window, "File", &[&parts, &name.into(), &kind])?;
    let data = late::object(&[("files", &late::list(&window, &file)?)]);
    let takes = late::call(&navigator, "canShare", &data)?;
    takes.is_truthy().then_some((navigator, data))
}
