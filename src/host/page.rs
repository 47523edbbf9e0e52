//! The document: title, language and theme, scrolling and focus, being seen and being online.

use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{Document, Element, HtmlElement, IntersectionObserver, window};

use super::late;

fn document() -> Option<Document> {
    window()?.document()
}

/// The bar's title, which hosts show too.
pub fn set_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// Puts language, theme and text size on the page.
pub fn dress(lang: &str, theme: Option<&str>, text: Option<&str>) {
    let Some(root) = document().and_then(|d| d.document_element()) else {
        return;
    };
    let put = |name: &str, value: Option<&str>| {
        let _put = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    };
    put("lang", Some(lang));
    put("data-theme", theme);
    put("data-text", text);
}

/// Takes no taps for now, or takes them again: what has just come under a finger was not meant by it.
pub fn hold_still(on: bool) {
    let root = document().and_then(|d| d.document_element());
    let _put = root.map(|root| match on {
        true => root.set_attribute("data-still", ""),
        false => root.remove_attribute("data-still"),
    });
}

/// Whether a key that was pressed is Enter, and does not end a word that is still being composed.
#[must_use]
pub fn is_enter(event: &web_sys::Event) -> bool {
    let says = |name: &str| late::get(event, name);
    let is_composing = says("isComposing").and_then(|it| it.as_bool());
    let key = says("key").and_then(|it| it.as_string());
    key.as_deref() == Some("Enter") && is_composing != Some(true)
}

/// The reader's languages, the first first.
#[must_use]
pub fn languages() -> Vec<String> {
    window()
        .map(|w| {
            w.navigator()
                .languages()
                .iter()
                .filter_map(|l| l.as_string())
                .collect()
        })
        .unwrap_or_default()
}

/// Whether the browser believes to have a network. It may be wrongly sure.
#[must_use]
pub fn online() -> bool {
    window().is_none_or(|w| w.navigator().on_line())
}

/// How far down the reader is, in CSS pixels.
#[must_use]
pub fn scroll_y() -> f64 {
    window().and_then(|w| w.scroll_y().ok()).unwrap_or_default()
}

/// Scrolls there at once.
pub fn scroll_to(y: f64) {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, y);
    }
}

/// Height of the whole page, in CSS pixels.
#[must_use]
pub fn scroll_height() -> f64 {
    document()
        .and_then(|d| d.document_element())
        .map_or(0.0, |root| f64::from(root.scroll_height()))
}

/// Moves the focus to the page that has come, so that a screen reader begins there. The page does
/// not scroll.
pub fn focus_main() {
    let Some(main) = document()
        .and_then(|d| d.get_element_by_id("main"))
        .and_then(|m| m.dyn_into::<HtmlElement>().ok())
    else {
        return;
    };
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    let _tab_stop = main.set_attribute("tabindex", "-1");
    let _focused = main.focus_with_options(&options);
}

/// Whether anything has the focus. Nothing has it once what had it is gone.
pub fn has_focus() -> bool {
    let active = document().and_then(|d| d.active_element());
    active.is_some_and(|it| it.tag_name() != "BODY")
}

/// Moves the focus, and where `scrolls` the page with it, to the first of these `parts` in the element of this id, else to
/// the element itself, which must be able to have it. No where there is no such element.
pub fn focus_in(id: &str, parts: &[&str], scrolls: bool) -> bool {
    let Some(whole) = document().and_then(|d| d.get_element_by_id(id)) else {
        return false;
    };
    let mut found = parts
        .iter()
        .filter_map(|part| whole.query_selector(part).ok().flatten());
    let found = found.next().unwrap_or(whole).dyn_into::<HtmlElement>();
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(!scrolls);
    found.is_ok_and(|it| it.focus_with_options(&options).is_ok())
}

/// Whether a press on a link is meant for another tab or window.
pub fn opens_elsewhere(event: &web_sys::Event) -> bool {
    let press = event.dyn_ref::<web_sys::MouseEvent>();
    press.is_some_and(|it| {
        it.button() != 0 || it.ctrl_key() || it.meta_key() || it.shift_key() || it.alt_key()
    })
}

/// Moves the focus, and with it the page, to the first field that something is wrong with.
pub fn focus_first_fault() {
    after_frame(|| {
        let first = document()
            .and_then(|d| {
                d.query_selector("#main form [aria-invalid=true]")
                    .ok()
                    .flatten()
            })
            .and_then(|it| it.dyn_into::<HtmlElement>().ok());
        if let Some(first) = first {
            let _focused = first.focus();
        }
    });
}

/// Whether a part of the app was asked for and something else came: the site has been updated meanwhile. The loader
/// of the parts says so (ARRIVE in `xtask/src/cut.rs`).
#[must_use]
pub fn moved() -> bool {
    let flag = wasm_bindgen::JsValue::from_str("linjuMoved");
    window().is_some_and(|w| js_sys::Reflect::get(&w, &flag).is_ok_and(|v| v.is_truthy()))
}

/// Loads the page anew.
pub fn reload() {
    if let Some(window) = window() {
        let _gone = window.location().reload();
    }
}

/// Leaves the app for another page.
pub fn leave(address: &str) {
    if let Some(window) = window() {
        let _gone = window.location().assign(address);
    }
}

/// Calls back before the next frame is painted.
pub fn after_frame(call: impl FnOnce() + 'static) {
    if let Some(window) = window() {
        let call = Closure::once_into_js(call);
        let _asked = window.request_animation_frame(call.unchecked_ref());
    }
}

/// Calls back when the reader returns to the page or the network returns, and when it goes. Lives
/// as long as the app.
pub fn when_woken(call: impl Fn() + 'static) {
    let Some(window) = window() else { return };
    let call = Closure::<dyn Fn()>::new(call);
    let function = Closure::as_ref(&call).unchecked_ref();
    for name in ["online", "offline", "pageshow"] {
        let _heard = window.add_event_listener_with_callback(name, function);
    }
    if let Some(document) = window.document() {
        let _heard = document.add_event_listener_with_callback("visibilitychange", function);
    }
    call.forget();
}

/// Watching an element; ends when it is dropped.
pub struct Watch {
    observer: IntersectionObserver,
    element: Element,
    _call: Closure<dyn Fn(js_sys::Array)>,
}

impl Watch {
    /// Looks once more: an element that has stayed near all the time is told again.
    pub fn look_again(&self) {
        self.observer.unobserve(&self.element);
        self.observer.observe(&self.element);
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls back whenever the element comes near the window. Ends when the handle is dropped.
pub fn when_seen(element: &Element, call: impl Fn() + 'static) -> Option<Watch> {
    let call = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
        let seen = entries.iter().any(|entry| {
            entry
                .dyn_into::<web_sys::IntersectionObserverEntry>()
                .is_ok_and(|entry| entry.is_intersecting())
        });
        if seen {
            call();
        }
    });
    let options = web_sys::IntersectionObserverInit::new();
    options.set_root_margin("600px");
    let observer =
        IntersectionObserver::new_with_options(Closure::as_ref(&call).unchecked_ref(), &options)
            .ok()?;
    observer.observe(element);
    Some(Watch {
        observer,
        element: element.clone(),
        _call: call,
    })
}
