//! Elements on the page: how an [`El`] gets there, is drawn again, and goes.

use super::{El, Piece, Step, list};
use leptos::{
    prelude::*,
    reactive::effect::RenderEffect,
    tachys::{
        renderer::{RemoveEventHandler, Rndr},
        view::{Mountable, any_view::AnyViewState},
    },
};
use std::{any::Any, cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, Node};

/// An element that is on the page, with all that must end with it.
pub struct Built {
    tag: &'static str,
    element: Element,
    /// One for each step, in their order.
    parts: Vec<Part>,
}

/// What a step has left behind.
enum Part {
    Attr(&'static str),
    Text(web_sys::Text),
    El(Built),
    View(AnyViewState),
    Many(Vec<Part>),
    Listener(#[expect(dead_code, reason = "dropping it ends the listening")] Listener),
    Effect(#[expect(dead_code, reason = "dropping it ends the effect")] RenderEffect<()>),
    /// With what stands in it, which goes at the same moment and not when the effect hears of it.
    Content(
        #[expect(dead_code, reason = "dropping it ends the effect")] RenderEffect<()>,
        #[expect(dead_code, reason = "dropping it ends what is in it")] Rc<dyn Any>,
    ),
}

type Listener = RemoveEventHandler<Element>;

impl Piece {
    fn append(self, to: &Element) -> Part {
        match self {
            Self::Nothing => Part::Many(Vec::new()),
            Self::Text(text) => {
                let node = Rndr::create_text_node(&text);
                Rndr::insert_node(to, &node, None);
                Part::Text(node)
            }
            Self::El(el) => {
                let mut built = el.build();
                built.mount(to, None);
                Part::El(built)
            }
            Self::View(view) => {
                let mut state = view.build();
                state.mount(to, None);
                Part::View(state)
            }
            Self::Many(pieces) => Part::Many(pieces.into_iter().map(|p| p.append(to)).collect()),
        }
    }

    /// Whether it can take the place of what made `part`.
    fn fits(&self, part: &Part) -> bool {
        match (self, part) {
            (Self::Text(_), Part::Text(_))
            | (Self::El(_), Part::El(_))
            | (Self::View(_), Part::View(_)) => true,
            (Self::Nothing, Part::Many(parts)) => parts.is_empty(),
            (Self::Many(pieces), Part::Many(parts)) => {
                pieces.len() == parts.len()
                    && pieces.iter().zip(parts).all(|(p, part)| p.fits(part))
            }
            _ => false,
        }
    }

    fn patch(self, part: &mut Part) {
        match (self, part) {
            (Self::Text(text), Part::Text(node)) => write(node, &text),
            (Self::El(el), Part::El(built)) => el.rebuild(built),
            (Self::View(view), Part::View(state)) => view.rebuild(state),
            (Self::Many(pieces), Part::Many(parts)) => {
                pieces
                    .into_iter()
                    .zip(parts)
                    .for_each(|(piece, part)| piece.patch(part));
            }
            _ => {}
        }
    }
}

impl Step {
    fn run(self, element: &Element, again: bool) -> Part {
        match self {
            Self::Attr(name, value) => {
                Rndr::set_attribute(element, name, &value);
                Part::Attr(name)
            }
            Self::Add(piece) => piece.append(element),
            Self::On(event, mut act) => {
                let act = Box::new(move |value: JsValue| act.call_mut_with(value.unchecked_into()));
                Part::Listener(Rndr::add_event_listener(element, event, act))
            }
            Self::Track(act) => {
                let element = element.clone();
                Part::Effect(RenderEffect::new(move |_| act.call_with(&element)))
            }
            Self::Fill(fill) => {
                let element = element.clone();
                let inside = Rc::new(RefCell::new(again.then(|| Part::Many(Vec::new()))));
                let seen = Rc::downgrade(&inside);
                let effect = RenderEffect::new(move |_| {
                    let Some(inside) = seen.upgrade() else { return };
                    let piece = fill.make();
                    if inside.take().is_some() {
                        Rndr::clear_children(&element);
                    }
                    inside.replace(Some(piece.append(&element)));
                });
                Part::Content(effect, inside)
            }
            Self::List(each) => {
                if again {
                    Rndr::clear_children(element);
                }
                {
                    let (effect, rows) = list::keep(element.clone(), each);
                    Part::Content(effect, rows)
                }
            }
        }
    }

    fn fits(&self, part: &Part) -> bool {
        match (self, part) {
            (Self::Attr(name, _), Part::Attr(old)) => name == old,
            (Self::Add(piece), part) => piece.fits(part),
            (Self::On(..), Part::Listener(_))
            | (Self::Track(_), Part::Effect(_))
            | (Self::Fill(_) | Self::List(_), Part::Content(..)) => true,
            _ => false,
        }
    }

    fn patch(self, element: &Element, part: &mut Part) {
        match self {
            Self::Add(piece) => piece.patch(part),
            Self::Attr(name, ref value)
                if element.get_attribute(name).as_deref() == Some(value) => {}
            step => *part = step.run(element, true),
        }
    }
}

/// Text that is right is let be: a selection in it stays.
fn write(node: &web_sys::Text, text: &str) {
    if node.text_content().as_deref() != Some(text) {
        Rndr::set_text(node, text);
    }
}

impl Mountable for Built {
    fn unmount(&mut self) {
        self.element.remove();
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        Rndr::insert_node(parent, &self.element, marker);
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        match self.element.parent_element() {
            Some(parent) => {
                child.mount(&parent, Some(&self.element));
                true
            }
            None => false,
        }
    }

    fn elements(&self) -> Vec<Element> {
        vec![self.element.clone()]
    }
}

impl Render for El {
    type State = Built;

    fn build(self) -> Built {
        let namespace = self.svg.then_some("http://www.w3.org/2000/svg");
        let element = Rndr::create_element(self.tag, namespace);
        let parts = self
            .steps
            .into_iter()
            .map(|step| step.run(&element, false))
            .collect();
        Built {
            tag: self.tag,
            element,
            parts,
        }
    }

    /// Keeps the elements there are, with focus and scroll, where the new is shaped as the old.
    fn rebuild(self, state: &mut Built) {
        let (steps, parts) = (&self.steps, &state.parts);
        if self.tag == state.tag
            && steps.len() == parts.len()
            && steps.iter().zip(parts).all(|(step, part)| step.fits(part))
        {
            for (step, part) in self.steps.into_iter().zip(&mut state.parts) {
                step.patch(&state.element, part);
            }
        } else {
            let mut new = self.build();
            state.insert_before_this(&mut new);
            state.unmount();
            *state = new;
        }
    }
}

/// Leptos asks every view whether it can be sent as HTML. This app has no server side.
macro_rules! client_side {
    ($view:ident, $state:ident) => {
        impl leptos::prelude::RenderHtml for $view {
            type AsyncOutput = Self;
            type Owned = Self;

            const MIN_LENGTH: usize = 0;

            fn dry_resolve(&mut self) {}

            async fn resolve(self) -> Self {
                self
            }

            fn to_html_with_buf(
                self,
                _: &mut String,
                _: &mut leptos::tachys::view::Position,
                _: bool,
                _: bool,
                _: Vec<leptos::tachys::html::attribute::any_attribute::AnyAttribute>,
            ) {
            }

            fn hydrate<const FROM_SERVER: bool>(
                self,
                _: &leptos::tachys::hydration::Cursor,
                _: &leptos::tachys::view::PositionState,
            ) -> $state {
                leptos::prelude::Render::build(self)
            }

            fn into_owned(self) -> Self {
                self
            }
        }

        impl leptos::prelude::AddAnyAttr for $view {
            type Output<NewAttr: leptos::tachys::html::attribute::Attribute> = Self;

            fn add_any_attr<NewAttr: leptos::tachys::html::attribute::Attribute>(
                self,
                _: NewAttr,
            ) -> Self {
                self
            }
        }
    };
}

pub(in crate::ui) use client_side;

client_side!(El, Built);
