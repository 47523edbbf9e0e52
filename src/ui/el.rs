//! Elements as plain data, and one view type for all of them.
//!
//! `view!` gives every piece of markup a type of its own, and the compiler writes its building,
//! rebuilding, mounting and owning anew for each. Measured on a page with each component of this
//! folder once: 118 kB compressed with `view!`, 73 kB with [`El`], of which 23 kB are Leptos. So
//! components are made of `El` and pages of components; both fit into each other: an `El` is a
//! Leptos view, and takes any view as a child.
//!
//! Invariants: text only ever becomes text nodes and attribute values; what an element started
//! (effects, listeners, views) ends when it leaves the page; elements are kept, with focus and
//! scroll, when they are drawn again in the same shape; nothing here can fail.

mod built;
mod list;

pub use built::Built;
pub(super) use built::client_side;

use super::call::{Call, CallMut, Make};
use leptos::prelude::*;
use leptos::tachys::renderer::Rndr;
use std::borrow::Cow;
use web_sys::{Element, Event};

/// Text that is known when the app is built, or not before.
pub type Text = Cow<'static, str>;

/// An element that is to be.
pub struct El {
    tag: &'static str,
    svg: bool,
    steps: Vec<Step>,
}

/// What is done with an element once there is one.
enum Step {
    Attr(&'static str, Text),
    Add(Piece),
    On(&'static str, Box<dyn CallMut<Event> + Send>),
    Track(Box<dyn for<'a> Call<&'a Element> + Send>),
    Fill(Box<dyn Make<Piece> + Send>),
    List(Box<dyn Make<Vec<Keyed>> + Send>),
}

/// What may stand in an element.
pub enum Piece {
    /// Nothing.
    Nothing,
    /// Text.
    Text(Text),
    /// An element.
    El(El),
    /// Any view.
    View(AnyView),
    /// Several, in order.
    Many(Vec<Piece>),
}

/// A row of a list that is to be, under a key that tells it from the others.
pub struct Keyed {
    key: String,
    draw: Box<dyn FnOnce() -> AnyView>,
}

impl Keyed {
    /// Is drawn when there is no row under its key; what stands under a key never changes. A row is
    /// made of elements.
    pub fn new(key: impl Into<String>, draw: impl FnOnce() -> AnyView + 'static) -> Self {
        Self {
            key: key.into(),
            draw: Box::new(draw),
        }
    }
}

/// An HTML element.
pub fn el(tag: &'static str) -> El {
    El {
        tag,
        svg: false,
        steps: Vec::new(),
    }
}

/// An element of a drawing.
pub fn svg(tag: &'static str) -> El {
    El {
        tag,
        svg: true,
        steps: Vec::new(),
    }
}

impl El {
    fn step(mut self, step: Step) -> Self {
        self.steps.push(step);
        self
    }

    /// Gives it a class, or several.
    pub fn class(self, names: &'static str) -> Self {
        self.attr("class", names)
    }

    /// Sets an attribute.
    pub fn attr(self, name: &'static str, value: impl Into<Text>) -> Self {
        self.step(Step::Attr(name, value.into()))
    }

    /// Sets an attribute where there is a value for it.
    pub fn maybe(self, name: &'static str, value: Option<impl Into<Text>>) -> Self {
        match value {
            Some(value) => self.attr(name, value),
            None => self,
        }
    }

    /// Sets an attribute that needs no value, if `on`.
    pub fn flag(self, name: &'static str, on: bool) -> Self {
        self.maybe(name, on.then_some(""))
    }

    /// Keeps an attribute at what `value` says; without it where that is nothing.
    pub fn live(
        self,
        name: &'static str,
        value: impl Fn() -> Option<Text> + Send + 'static,
    ) -> Self {
        self.track(move |element| match value() {
            Some(value) => Rndr::set_attribute(element, name, &value),
            None => Rndr::remove_attribute(element, name),
        })
    }

    /// Has the attribute, with `value`, as long as `when` is so.
    pub fn when(
        self,
        name: &'static str,
        value: &'static str,
        when: impl Fn() -> bool + Send + 'static,
    ) -> Self {
        self.live(name, move || when().then_some(Text::Borrowed(value)))
    }

    /// Has the attribute, as `true` or `false`.
    pub fn truth(self, name: &'static str, when: impl Fn() -> bool + Send + 'static) -> Self {
        self.live(name, move || {
            Some(Text::Borrowed(if when() { "true" } else { "false" }))
        })
    }

    /// Runs `act` with the element, now and whenever a signal it read has changed.
    pub fn track(self, act: impl Fn(&Element) + Send + 'static) -> Self {
        self.step(Step::Track(Box::new(act)))
    }

    /// Listens.
    pub fn on(self, event: &'static str, act: impl FnMut(Event) + Send + 'static) -> Self {
        self.step(Step::On(event, Box::new(act)))
    }

    /// Adds what stands in it.
    pub fn child(self, piece: impl Into<Piece>) -> Self {
        match piece.into() {
            Piece::Nothing => self,
            piece => self.step(Step::Add(piece)),
        }
    }

    /// Keeps what stands in it at what `fill` gives. Nothing else may stand in it.
    pub fn fill<P: Into<Piece>>(self, fill: impl Fn() -> P + Send + 'static) -> Self {
        self.step(Step::Fill(Box::new(move || fill().into())))
    }

    /// Keeps the rows in it at what `each` gives: a row whose key stays keeps its elements, as few as
    /// can be are moved, and what a row started ends with it. Nothing else may stand in it.
    pub fn list(self, each: impl Fn() -> Vec<Keyed> + Send + 'static) -> Self {
        self.step(Step::List(Box::new(each)))
    }
}

impl From<&'static str> for Piece {
    fn from(text: &'static str) -> Self {
        Self::Text(Text::Borrowed(text))
    }
}

impl From<String> for Piece {
    fn from(text: String) -> Self {
        Self::Text(Text::Owned(text))
    }
}

impl From<El> for Piece {
    fn from(el: El) -> Self {
        Self::El(el)
    }
}

impl From<AnyView> for Piece {
    fn from(view: AnyView) -> Self {
        Self::View(view)
    }
}

impl<P: Into<Piece>> From<Option<P>> for Piece {
    fn from(piece: Option<P>) -> Self {
        piece.map_or(Self::Nothing, Into::into)
    }
}

impl<P: Into<Piece>> From<Vec<P>> for Piece {
    fn from(pieces: Vec<P>) -> Self {
        Self::Many(pieces.into_iter().map(Into::into).collect())
    }
}
