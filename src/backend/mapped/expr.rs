//! Values: where they are found in a document, and what is made of them.
//!
//! A value is data, not a program: it cannot loop, call or run. The only path syntax is JSON Pointer
//! (RFC 6901). Compiled once with a limit on depth; evaluating is total, what is absent is left
//! out, and what is found is borrowed until it has to be kept. All that one answer may cost is
//! bounded by [`Scope::fuel`], the work and some 32 MB of what is made, so that no mapping can make a page hang.

mod compile;
mod found;
mod jwt;
mod matching;
mod number;
mod rare;
mod scope;
mod slots;
mod steps;
mod time;

use std::borrow::Cow;

use serde_json::{Map, Value};

pub(super) use compile::{Level, condition, fields, option, value, values};
pub(super) use found::{Bench, kept};
pub(super) use matching::{Match, Test};
pub(super) use number::number_text;
use scope::length;
pub(super) use scope::{Fuel, Scope, copy, copy_of, fuel, weight};
pub(super) use slots::parts;
pub use steps::As;

/// A compiled value.
#[derive(Clone, Debug, PartialEq)]
pub struct Expr {
    pub(super) when: Option<Match>,
    pub(super) from: Source,
    pub(super) steps: Vec<Step>,
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Source {
    /// Found at a pointer.
    At(In, String),
    /// The same each time.
    Const(Value),
    /// The first that is there.
    First(Vec<Expr>),
    /// An object of values; absent when none of them is there.
    Object(Vec<(Vec<Part>, Expr)>),
    /// A list of values.
    List(Vec<Expr>),
    /// A text with slots, and what some of them are.
    Text(Vec<Part>, Vec<(String, Expr)>),
}

impl Expr {
    /// Whether a value is read at a pointer that `at` knows.
    pub(super) fn reads(&self, at: &dyn Fn(&str) -> bool) -> bool {
        let any = |all: &[Self]| all.iter().any(|one| one.reads(at));
        let slot = |parts: &[Part]| {
            let mut parts = parts.iter();
            parts.any(|part| matches!(part, Part::Slot(slot) if at(slot)))
        };
        match &self.from {
            Source::At(_, pointer) => at(pointer),
            Source::Const(_) => false,
            Source::First(all) | Source::List(all) => any(all),
            Source::Object(all) => all.iter().any(|(_, one)| one.reads(at)),
            Source::Text(parts, all) => slot(parts) || all.iter().any(|(_, one)| one.reads(at)),
        }
    }
}

/// In which document a pointer is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum In {
    /// The one at hand.
    #[default]
    Here,
    /// The whole answer.
    Document,
    /// The row before its base.
    Item,
    /// The answer's headers.
    Headers,
    /// Other answers.
    Also,
    /// What the request could refer to.
    Request,
}

/// Words of [`In`], in order.
pub(super) const IN: &[&str] = &["here", "document", "item", "headers", "also", "request"];

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// As it stands.
    Plain(String),
    /// What is found at the pointer.
    Slot(String),
}

/// What two numbers are made into one by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Times,
    Plus,
    Minus,
}

/// What is made of a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Step {
    /// A time without a zone gets this one.
    Offset(String),
    /// A time without a zone is read on the wall clock of this IANA zone.
    Zone(Expr),
    /// Another type.
    As(As),
    /// A text split at a separator, pieces trimmed, empty ones left out.
    Split(String),
    /// Lists of cells made objects.
    Columns(Expr),
    /// Those elements that match.
    Where(Match),
    /// Each element, read as a document of its own; what is absent is left out.
    Each(Expr),
    /// Read as a document of its own.
    Get(Expr),
    /// Times, plus or minus another number.
    Count(Sign, Expr),
    /// One word for another; else the last, where there is one; else the word itself.
    Words(Map<String, Value>, Option<Value>),
    /// A time written by a template.
    Time(Vec<Part>),
    /// One text of a list.
    Join(String),
    /// Pieces of a text for others, all at once.
    Replace(Vec<(String, String)>),
}

impl Expr {
    /// A pointer into the document at hand.
    pub(super) fn pointer(pointer: &str) -> Self {
        Source::At(In::Here, pointer.to_owned()).into()
    }

    /// The value in a document, or `None` where it is absent or null.
    #[must_use]
    pub fn eval(&self, doc: &Value) -> Option<Value> {
        let fuel = fuel();
        let scope = Scope::of(doc, &fuel);
        scope.keep(self.find(&scope)?)
    }

    /// The value, to keep.
    pub(super) fn made(&self, scope: &Scope<'_>) -> Option<Value> {
        scope.keep(self.find(scope)?)
    }

    /// The value, borrowed as long as nothing is made of it.
    pub(super) fn find<'a>(&'a self, scope: &Scope<'a>) -> Option<Cow<'a, Value>> {
        self.after(&self.steps, scope)
    }

    /// Whether the value is there under this condition.
    fn is_meant(&self, scope: &Scope<'_>) -> bool {
        let when = self.when.as_ref();
        when.is_none_or(|when| when.holds(scope.here, scope))
    }

    /// What the first of its steps make of it.
    fn after<'a>(&'a self, steps: &'a [Step], scope: &Scope<'a>) -> Option<Cow<'a, Value>> {
        scope.spend(1)?;
        if !self.is_meant(scope) {
            return None;
        }
        let mut found = self.from.find(scope).filter(|v| !v.is_null());
        for step in steps {
            found = step.make(found, scope).filter(|v| !v.is_null());
        }
        found
    }

    /// The value as plain text.
    pub(super) fn text(&self, scope: &Scope<'_>) -> Option<String> {
        plain(self.find(scope)?.as_ref())
    }
}

impl From<Source> for Expr {
    fn from(from: Source) -> Self {
        Self {
            when: None,
            from,
            steps: Vec::new(),
        }
    }
}

impl Source {
    fn find<'a>(&'a self, scope: &Scope<'a>) -> Option<Cow<'a, Value>> {
        Some(Cow::Owned(match self {
            Self::At(which, pointer) => {
                let found = look(scope.document(*which), pointer);
                return found.map(Cow::Borrowed);
            }
            Self::Const(value) => return Some(Cow::Borrowed(value)),
            Self::First(several) => return several.iter().find_map(|e| e.find(scope)),
            Self::Object(fields) => {
                let mut made = Map::new();
                scope.spend(32)?;
                for (key, value) in fields {
                    if let Some(value) = value.made(scope)
                        && let Some(key) = fill(key, &[scope.here], scope, &str::to_owned)
                    {
                        made.insert(key, value);
                    }
                }
                if made.is_empty() {
                    return None;
                }
                Value::Object(made)
            }
            Self::List(items) => Value::Array(items.iter().filter_map(|e| e.made(scope)).collect()),
            Self::Text(parts, with) => {
                let mut given = Map::new();
                for (name, value) in with {
                    if let Some(value) = value.made(scope) {
                        given.insert(name.clone(), value);
                    }
                }
                let given = Value::Object(given);
                Value::String(fill(parts, &[&given, scope.here], scope, &str::to_owned)?)
            }
        }))
    }
}

/// What a JSON Pointer (RFC 6901) points at. (serde_json makes two texts of each step, which takes a third of the time
/// in which a row is read.)
pub(super) fn look<'a>(document: &'a Value, pointer: &str) -> Option<&'a Value> {
    let mut steps = pointer.split('/');
    if steps.next() != Some("") {
        return None;
    }
    let mut at = document;
    for step in steps {
        at = match at {
            Value::Object(map) if step.contains('~') => map.get(&unescaped(step))?,
            Value::Object(map) => map.get(step)?,
            Value::Array(list) => list.get(place(step)?)?,
            _ => return None,
        };
    }
    Some(at)
}

/// `~1` is `/`, `~0` is `~`.
fn unescaped(step: &str) -> String {
    let mut out = String::new();
    for (n, piece) in step.split('~').enumerate() {
        match piece.strip_prefix(['0', '1']) {
            Some(rest) if n > 0 => {
                out.push(if piece.starts_with('1') { '/' } else { '~' });
                out.push_str(rest);
            }
            _ => {
                out.push_str(if n > 0 { "~" } else { "" });
                out.push_str(piece);
            }
        }
    }
    out
}

/// A place in a list: digits alone, without a zero in front.
fn place(step: &str) -> Option<usize> {
    let is_plain =
        step.bytes().all(|b| b.is_ascii_digit()) && (step == "0" || !step.starts_with('0'));
    step.parse().ok().filter(|_| is_plain)
}

/// The text with its slots filled through `encode`, from the first document that has them; `None`
/// when one is absent, and when it takes too much.
pub(super) fn fill(
    parts: &[Part],
    from: &[&Value],
    scope: &Scope<'_>,
    encode: &dyn Fn(&str) -> String,
) -> Option<String> {
    let mut out = String::new();
    for part in parts {
        let filled;
        let piece = match part {
            Part::Plain(text) => text,
            Part::Slot(pointer) => {
                let found = from.iter().find_map(|doc| look(doc, pointer))?;
                filled = encode(&plain(found)?);
                &filled
            }
        };
        scope.spend(length(piece))?;
        out.push_str(piece);
    }
    Some(out)
}

/// A value as text: what has no plain text (lists, objects, null) is absent.
pub(super) fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(n) => Some(number_text(n)),
        Value::Bool(b) => Some(b.to_string()),
        _ => None,
    }
}
