//! Calls by name, for what is seldom wanted.
//!
//! Each function of the browser that is imported is a line of the glue, and the glue is part of the first view, even
//! for what only a later page does. What is called by its name costs nothing there.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

/// What stands under a name; nothing where there is none.
pub(super) fn get(of: &JsValue, name: &str) -> Option<JsValue> {
    let found = Reflect::get(of, &name.into()).ok()?;
    (!found.is_undefined() && !found.is_null()).then_some(found)
}

/// What a method that may not be there gives.
pub(super) fn call(of: &JsValue, name: &str, argument: &JsValue) -> Option<JsValue> {
    let function = get(of, name)?.dyn_into::<Function>().ok()?;
    function.call1(of, argument).ok()
}

/// A list of one.
pub(super) fn list(window: &JsValue, of: &JsValue) -> Option<JsValue> {
    call(&get(window, "Array")?, "of", of)
}

/// `new name(…)`.
pub(super) fn new(window: &JsValue, name: &str, arguments: &[&JsValue]) -> Option<JsValue> {
    let class = get(window, name)?.dyn_into::<Function>().ok()?;
    // Anything with a length is a list of arguments.
    let given = Object::new();
    for (at, argument) in arguments.iter().enumerate() {
        Reflect::set(&given, &at.to_string().into(), argument).ok()?;
    }
    let length = u32::try_from(arguments.len()).ok()?;
    Reflect::set(&given, &"length".into(), &length.into()).ok()?;
    Reflect::construct(&class, given.unchecked_ref::<Array>()).ok()
}

/// An object of texts.
pub(super) fn object(fields: &[(&str, &JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        let _put = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}
