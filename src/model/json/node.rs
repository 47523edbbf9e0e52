//! A place in a document, and what is found there.

use std::{borrow::Cow, cell::Cell};

use serde_json::{Map, Value};

use super::FromJson;

/// Why something could not be read: where, what was expected, and what was found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Misread(pub String);

/// What stands at a place.
#[derive(Clone, Copy)]
pub enum Found<'a> {
    /// Nothing.
    Nothing,
    /// A value.
    There(&'a Value),
    /// A text that stands in a longer one.
    Text(&'a str),
    /// An object or a list whose parts are made one by one, as they are read.
    Parts(&'a dyn Parts),
}

/// An object or a list whose parts are made one by one: no document is made only to be read.
pub trait Parts {
    /// A field of the object.
    fn field(&self, name: &str) -> Found<'_>;

    /// Whether it is a list.
    fn is_list(&self) -> bool;

    /// Each element, where it is a list.
    fn each(&self, with: &mut dyn FnMut(Found<'_>));

    /// All of it as one value.
    fn whole(&self) -> &Value;
}

/// A place in a document.
pub struct Node<'a> {
    found: Found<'a>,
    step: Step<'a>,
    first: &'a Cell<Option<String>>,
}

/// How one came to a place.
enum Step<'a> {
    /// It is the document.
    Top,
    /// A field of an object.
    Field(&'a Node<'a>, &'a str),
    /// An element of a list, from 0.
    Element(&'a Node<'a>, usize),
}

/// So much of a text is repeated in a fault.
const SHOWN: usize = 40;

impl<'a> Node<'a> {
    /// Reads a whole document.
    ///
    /// # Errors
    /// The first fault: where, what was expected and what was found.
    pub(super) fn whole<T>(found: Found<'_>, read: &dyn Fn(&Node<'_>) -> T) -> Result<T, Misread> {
        let first = Cell::new(None);
        let it = read(&Node::top(found, &first));
        match first.take() {
            None => Ok(it),
            Some(fault) => Err(Misread(fault)),
        }
    }

    /// The place that a document is read from; the first fault is noted in `first`.
    #[must_use]
    pub fn top(found: Found<'a>, first: &'a Cell<Option<String>>) -> Self {
        Self {
            found,
            step: Step::Top,
            first,
        }
    }

    /// The field of that name, which may not be there.
    #[must_use]
    pub fn at<'b>(&'b self, name: &'b str) -> Node<'b> {
        Node {
            found: match self.found {
                Found::There(Value::Object(map)) => {
                    map.get(name).map_or(Found::Nothing, Found::There)
                }
                Found::Parts(parts) => parts.field(name),
                _ => Found::Nothing,
            },
            step: Step::Field(self, name),
            first: self.first,
        }
    }

    /// What is there.
    #[must_use]
    pub fn value(&self) -> Option<Cow<'a, Value>> {
        match self.found {
            Found::Text(text) => Some(Cow::Owned(Value::from(text))),
            _ => self.made().map(Cow::Borrowed),
        }
    }

    /// What is there, if it is no text that stands in another.
    pub(super) fn made(&self) -> Option<&'a Value> {
        match self.found {
            Found::Nothing | Found::Text(_) => None,
            Found::There(value) => Some(value),
            Found::Parts(parts) => Some(parts.whole()),
        }
    }

    /// The text that is there.
    #[must_use]
    pub fn as_text(&self) -> Option<&'a str> {
        match self.found {
            Found::Text(text) => Some(text),
            _ => self.made()?.as_str(),
        }
    }

    /// Whether there is nothing, or a null.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self.found, Found::Nothing | Found::There(Value::Null))
    }

    /// Whether there is nothing, not even a null.
    #[must_use]
    pub fn is_missing(&self) -> bool {
        matches!(self.found, Found::Nothing)
    }

    /// A field that has to be there.
    pub fn needed<T: FromJson>(&self, name: &str) -> T {
        T::read(&self.at(name))
    }

    /// A field that may be missing.
    pub fn usual<T: FromJson + Default>(&self, name: &str) -> T {
        let node = self.at(name);
        if node.is_missing() {
            T::default()
        } else {
            T::read(&node)
        }
    }

    /// A field that, when it is missing, means something else than nothing.
    pub fn or<T: FromJson + Copy>(&self, name: &str, missing: T) -> T {
        let node = self.at(name);
        if node.is_missing() {
            missing
        } else {
            T::read(&node)
        }
    }

    /// A text.
    pub fn text(&self) -> &'a str {
        self.as_text().unwrap_or_else(|| {
            self.expected("a string");
            ""
        })
    }

    /// A whole number from 0 to `most`.
    pub fn count(&self, most: u64) -> u64 {
        match self.made().and_then(Value::as_u64) {
            Some(n) if n <= most => n,
            _ => {
                let most = most.to_string();
                self.expected(&["a whole number from 0 to ", &most].concat());
                0
            }
        }
    }

    /// One of some words, by its place; the first stands in for any other.
    pub fn word(&self, words: &[&str]) -> usize {
        let Some(text) = self.as_text() else {
            self.expected("a word");
            return 0;
        };
        words
            .iter()
            .position(|word| *word == text)
            .unwrap_or_else(|| {
                self.unknown(text, words);
                0
            })
    }

    /// An object's fields.
    pub fn object(&self) -> Option<&'a Map<String, Value>> {
        match self.made() {
            Some(Value::Object(map)) => Some(map),
            _ => {
                self.expected("an object");
                None
            }
        }
    }

    /// Notes a fault unless an object is there.
    pub fn is_object(&self) {
        match self.found {
            Found::There(Value::Object(_)) => {}
            Found::Parts(parts) if !parts.is_list() => {}
            _ => self.expected("an object"),
        }
    }

    /// Each element of a list.
    pub fn each(&self, with: &mut dyn FnMut(&Node<'_>)) {
        let mut at = 0;
        let mut element = |found: Found<'_>| {
            with(&Node {
                found,
                step: Step::Element(self, at),
                first: self.first,
            });
            at += 1;
        };
        match self.found {
            Found::There(Value::Array(list)) => {
                list.iter().for_each(|value| element(Found::There(value)));
            }
            Found::Parts(parts) if parts.is_list() => parts.each(&mut element),
            _ => self.expected("a list"),
        }
    }

    /// Refuses fields of other names, for what a person writes.
    pub fn only(&self, names: &[&str]) {
        for name in self.object().into_iter().flat_map(Map::keys) {
            if !names.contains(&name.as_str()) {
                self.other("field", name, names);
            }
        }
    }

    /// Notes that a word is none of those known here.
    #[cold]
    pub fn unknown(&self, word: &str, words: &[&str]) {
        self.other("variant", word, words);
    }

    #[cold]
    fn other(&self, kind: &str, found: &str, known: &[&str]) {
        let mut fault = ["unknown ", kind, " "].concat();
        quote(&mut fault, found);
        for (at, word) in known.iter().enumerate() {
            fault.push_str(if at == 0 { ", expected one of " } else { ", " });
            quote(&mut fault, word);
        }
        self.say(&fault);
    }

    /// Notes that something else was expected here.
    #[cold]
    pub fn expected(&self, what: &str) {
        let Some(value) = self.value() else {
            self.missing();
            return;
        };
        let mut fault = ["expected ", what, ", found "].concat();
        match &*value {
            Value::Null => fault.push_str("null"),
            Value::Bool(true) => fault.push_str("true"),
            Value::Bool(false) => fault.push_str("false"),
            // Writing fractions takes more code than the word is worth.
            Value::Number(number) => match number.as_i64() {
                Some(whole) => fault.push_str(&whole.to_string()),
                None if number.is_f64() => fault.push_str("a fraction"),
                None => fault.push_str("too large a number"),
            },
            Value::String(text) => quote(&mut fault, text),
            Value::Array(_) => fault.push_str("a list"),
            Value::Object(_) => fault.push_str("an object"),
        }
        self.say(&fault);
    }

    #[cold]
    fn missing(&self) {
        match self.step {
            Step::Field(up, name) => up.say(&["missing field `", name, "`"].concat()),
            Step::Top | Step::Element(..) => self.say("nothing is there"),
        }
    }

    /// Notes that a text is not what it should be: `tomorrow` is no date.
    #[cold]
    pub fn is_no(&self, text: &str, what: &str) {
        let mut fault = String::new();
        quote(&mut fault, text);
        fault.push_str(" is no ");
        fault.push_str(what);
        self.say(&fault);
    }

    /// Notes a fault, unless there was one before.
    #[cold]
    pub fn say(&self, what: &str) {
        let fault = self.first.take().unwrap_or_else(|| {
            let mut fault = String::new();
            self.place(&mut fault);
            if !fault.is_empty() {
                fault.push_str(": ");
            }
            fault.push_str(what);
            fault
        });
        self.first.set(Some(fault));
    }

    /// `people/0/role`. As deep as the types are nested, not the data.
    fn place(&self, out: &mut String) {
        let up = match self.step {
            Step::Top => return,
            Step::Field(up, _) | Step::Element(up, _) => up,
        };
        up.place(out);
        if !out.is_empty() {
            out.push('/');
        }
        match self.step {
            Step::Top => {}
            Step::Field(_, name) => out.push_str(name),
            Step::Element(_, at) => out.push_str(&at.to_string()),
        }
    }
}

/// In quotes, the beginning if it is long.
fn quote(out: &mut String, text: &str) {
    out.push('`');
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => {
            out.push_str(text.get(..end).unwrap_or_default());
            out.push('…');
        }
        None => out.push_str(text),
    }
    out.push('`');
}
