//! The window as it moves over a long page.

use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use web_sys::{Element, Event, Window, window};

use super::late;

/// Listening; ends when it is dropped.
pub struct Scrolling {
    window: Window,
    call: Closure<dyn Fn(Event)>,
}

const TOLD: [&str; 2] = ["scroll", "resize"];

impl Drop for Scrolling {
    fn drop(&mut self) {
        let function = Closure::as_ref(&self.call).unchecked_ref();
        for name in TOLD {
            let _gone = self
                .window
                .remove_event_listener_with_callback(name, function);
        }
    }
}

/// Calls back when the window has moved or has another size. Ends when the handle is dropped.
pub fn when_scrolled(call: impl Fn() + 'static) -> Option<Scrolling> {
    let window = window()?;
    let call = Closure::<dyn Fn(Event)>::new(move |_| call());
    let function = Closure::as_ref(&call).unchecked_ref();
    for name in TOLD {
        let _heard = window.add_event_listener_with_callback(name, function);
    }
    Some(Scrolling { window, call })
}

/// Where an element begins below the window's upper edge, and how high it is and the window, in CSS pixels.
#[must_use]
pub fn place_in_window(element: &Element) -> (f64, f64, f64) {
    let of = |of: &JsValue, name| {
        late::get(of, name)
            .and_then(|it| it.as_f64())
            .unwrap_or_default()
    };
    let frame = late::call(element, "getBoundingClientRect", &JsValue::UNDEFINED);
    let frame = frame.unwrap_or(JsValue::UNDEFINED);
    let all = window().map(JsValue::from).unwrap_or(JsValue::UNDEFINED);
    (
        of(&frame, "top"),
        of(&frame, "height"),
        of(&all, "innerHeight"),
    )
}

/// How high the window is, in CSS pixels.
#[must_use]
pub fn window_height() -> f64 {
    let height = window().and_then(|window| late::get(&window, "innerHeight"));
    height.and_then(|it| it.as_f64()).unwrap_or_default()
}

/// How high the first element is that a selector finds, in CSS pixels; nothing where there is none.
#[must_use]
pub fn height_of(selector: &str) -> f64 {
    first_of(selector).map_or(0.0, |it| place_in_window(&it).1)
}

/// Where the first element that a selector finds begins on the page, in CSS pixels from its top; nothing where there is none.
#[must_use]
pub fn page_top_of(selector: &str) -> f64 {
    first_of(selector).map_or(0.0, |it| place_in_window(&it).0 + super::scroll_y())
}

fn first_of(selector: &str) -> Option<Element> {
    let document = window()?.document()?;
    document.query_selector(selector).ok().flatten()
}

/// The style of an element, to be given to [`put_style`].
#[must_use]
pub fn style_of(element: &Element) -> JsValue {
    late::get(element, "style").unwrap_or(JsValue::UNDEFINED)
}

/// What a token of the style sheet is now (`--sans`), for what is drawn without it.
#[must_use]
pub fn token(name: &str) -> String {
    let root = window().and_then(|window| window.document()?.document_element());
    let told = root.and_then(|root| {
        let style = late::call(&window()?.into(), "getComputedStyle", &root)?;
        late::call(&style, "getPropertyValue", &name.into())?.as_string()
    });
    told.unwrap_or_default().trim().to_owned()
}

/// Sets a property of a style; a page with a strict policy of its own for styles lets scripts do that.
pub fn put_style(style: &JsValue, name: &str, value: &str) {
    let _put = js_sys::Reflect::set(style, &name.into(), &value.into());
}

/// What moves over an element from now on is told to it alone, until the pointer is let go.
pub fn capture_pointer(event: &Event) {
    let element = event.current_target().map(JsValue::from);
    let pointer = late::get(event, "pointerId");
    if let (Some(element), Some(pointer)) = (element, pointer) {
        let _captured = late::call(&element, "setPointerCapture", &pointer);
    }
}
