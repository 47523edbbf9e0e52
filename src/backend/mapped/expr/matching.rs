//! Matches: pointers into what is tested, against values of the document at hand.

use serde_json::Value;

use super::{Expr, Scope, look, number_text, plain, rare::ordered, weight};
use crate::port::json_text_by;

/// All of it has to hold.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::backend::mapped) struct Match(pub(super) Vec<(String, Test)>);

/// What is asked of one place.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::backend::mapped) enum Test {
    /// Nothing is there.
    Nothing,
    /// Something is there.
    Anything,
    /// It is the same as this.
    Is(Expr),
    /// One of these holds.
    Any(Vec<Test>),
    /// This text stands in it; in lower case.
    Has(String),
    /// It is a time or a number after this one, or before it.
    Order(bool, Expr),
}

impl Match {
    /// Whether `tested` matches.
    pub(in crate::backend::mapped) fn holds(&self, tested: &Value, scope: &Scope<'_>) -> bool {
        self.0.iter().all(|(pointer, test)| {
            let found = look(tested, pointer).filter(|v| !v.is_null());
            test.holds(found, scope)
        })
    }
}

impl Test {
    fn holds(&self, found: Option<&Value>, scope: &Scope<'_>) -> bool {
        // A text is only looked at.
        let much = match (self, found) {
            (Self::Is(_) | Self::Has(_), Some(Value::String(text))) => 1 + (text.len() >> 6) as u32,
            (Self::Is(_), Some(found)) => weight(found),
            _ => 1,
        };
        if scope.spend(much).is_none() {
            return false;
        }
        match (self, found) {
            (Self::Nothing, found) => found.is_none(),
            (Self::Any(tests), found) => tests.iter().any(|test| test.holds(found, scope)),
            (_, None) => false,
            (Self::Anything, Some(_)) => true,
            (Self::Is(value), Some(found)) => {
                let wanted = value.find(scope);
                wanted.is_some_and(|wanted| same(found, &wanted))
            }
            (Self::Has(text), Some(found)) => has(found, text),
            (Self::Order(..), Some(found)) => ordered(self, found, scope).unwrap_or(false),
        }
    }
}

/// Whether a text in lower case stands in a scalar, whatever its case.
fn has(found: &Value, text: &str) -> bool {
    plain(found).is_some_and(|found| found.to_ascii_lowercase().contains(text))
}

/// Scalars by their text, so that `7` and `"7"` are one; anything else as it is.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a == b,
        (Value::Bool(a), Value::Bool(b)) => a == b,
        (Value::Array(_) | Value::Object(_), _) | (_, Value::Array(_) | Value::Object(_)) => {
            json_text_by(a, number_text) == json_text_by(b, number_text)
        }
        _ => plain(a) == plain(b),
    }
}
