//! Names in the order of the reader's language, by `Intl.Collator`: Chinese by pinyin, numbers as numbers.

use core::cmp::Ordering;
use std::cell::RefCell;

use js_sys::{Array, Function};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::window;

use crate::model::{Collation, Compare};

use super::late;

/// In all languages of the app: letters of Latin and other scripts stand in it as CLDR has them for everybody.
const ORDER: &str = "zh-u-co-pinyin-kn";

/// The browser's order.
#[derive(Clone, Copy, Debug, Default)]
pub struct IntlCollation;

impl Collation for IntlCollation {
    fn of(&self, names: Vec<String>) -> Option<Compare> {
        let intl = late::get(&JsValue::from(window()?), "Intl")?;
        let collator = late::new(&intl, "Collator", &[&Array::of1(&ORDER.into())])?;
        let compare: Function = late::get(&collator, "compare")?.dyn_into().ok()?;
        // Each is handed over when it is first compared, so that no step takes longer for it.
        let names: RefCell<Vec<(String, Option<JsValue>)>> =
            RefCell::new(names.into_iter().map(|name| (name, None)).collect());
        let name = move |at: usize| {
            let mut names = names.borrow_mut();
            let (text, there) = names.get_mut(at)?;
            Some(there.get_or_insert_with(|| JsValue::from_str(text)).clone())
        };
        Some(Box::new(move |one, other| {
            let pair = (name(one), name(other));
            let (Some(one), Some(other)) = pair else {
                return Ordering::Equal;
            };
            let said = compare.call2(&JsValue::UNDEFINED, &one, &other);
            let said = said.ok().and_then(|it| it.as_f64());
            said.unwrap_or_default()
                .partial_cmp(&0.0)
                .unwrap_or(Ordering::Equal)
        }))
    }
}
