//! Calls by name, for what is seldom wanted.
//!
//! Each function of the browser that is imported is a line of the glue, and the glue is part of the first view, even
//! for what only a later page does. What is called by its name costs nothing there.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;

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
    Reflect::construct(&class, listed(arguments)?.unchecked_ref::<Array>()).ok()
}

/// What a method gives that takes several.
pub(super) fn apply(of: &JsValue, name: &str, arguments: &[&JsValue]) -> Option<JsValue> {
    let function = get(of, name)?;
    let apply = get(&function, "apply")?.dyn_into::<Function>().ok()?;
    apply.call2(&function, of, &listed(arguments)?).ok()
}

/// What stands in a list.
pub(super) fn items(list: &JsValue) -> Vec<JsValue> {
    let length = get(list, "length").and_then(|it| it.as_f64());
    let length = length.unwrap_or_default() as u32;
    (0..length)
        .filter_map(|at| get(list, &at.to_string()))
        .collect()
}

/// Anything with a length is a list of arguments.
fn listed(arguments: &[&JsValue]) -> Option<JsValue> {
    let given = Object::new();
    for (at, argument) in arguments.iter().enumerate() {
        Reflect::set(&given, &at.to_string().into(), argument).ok()?;
    }
    let length = u32::try_from(arguments.len()).ok()?;
    Reflect::set(&given, &"length".into(), &length.into()).ok()?;
    Some(given.into())
}

/// What a method promises, once it is so; the error where it has failed; nothing where there is no such method.
pub(super) async fn promised(
    of: &JsValue,
    name: &str,
    argument: &JsValue,
) -> Option<Result<JsValue, JsValue>> {
    let promise = call(of, name, argument)?.dyn_into::<Promise>().ok()?;
    Some(JsFuture::from(promise).await)
}

/// An object of texts.
pub(super) fn object(fields: &[(&str, &JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        let _put = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}
