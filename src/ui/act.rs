//! What a component calls back.

use super::{StoredValue, call::Call};
use std::fmt;

/// What a component calls back. Copy; does nothing once the owner of the page that made it has ended.
pub struct Act<In = (), Out = ()>(StoredValue<Box<dyn Call<In, Out>>>);

impl<In: 'static, Out: 'static> Act<In, Out> {
    /// Does `act`.
    pub fn new(act: impl Fn(In) -> Out + 'static) -> Self {
        Self(StoredValue::new(Box::new(act)))
    }

    /// Does it, if it is still there.
    pub fn try_run(self, given: In) -> Option<Out> {
        self.0.try_with_value(|act| act.call_with(given))
    }
}

impl<In, Out> Clone for Act<In, Out> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<In, Out> Copy for Act<In, Out> {}

impl<In, Out> fmt::Debug for Act<In, Out> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Act")
    }
}

impl<F: Fn() -> Out + 'static, Out: 'static> From<F> for Act<(), Out> {
    fn from(act: F) -> Self {
        Self::new(move |()| act())
    }
}

impl<F: Fn(String) + 'static> From<F> for Act<String> {
    fn from(act: F) -> Self {
        Self::new(act)
    }
}
