//! Queries and commands: what is sent, and how the answer is read.

use std::rc::Rc;

use serde_json::Value;

use super::{
    super::{
        expr::{self, Expr, Level, Match},
        given::{Care, Given},
        keys::{self, Key},
    },
    Known, Meaning, Pages, Sent,
};

/// How rows are found in an answer and what is made of each.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The rows, or the one row.
    pub(in crate::backend::mapped) items: Expr,
    /// Which of the rows are meant.
    pub(in crate::backend::mapped) only: Option<Match>,
    /// What of a row is read.
    pub(in crate::backend::mapped) item: Option<Expr>,
    /// What a row is made of; without it the row is ours already.
    pub row: Option<Rc<Expr>>,
}

/// A query.
#[derive(Clone, Debug)]
pub struct Ask {
    pub(in crate::backend::mapped) sent: Sent,
    /// How its answer is read.
    pub reading: Reading,
    pub(in crate::backend::mapped) pages: Pages,
    pub(in crate::backend::mapped) total: Option<Expr>,
    pub(in crate::backend::mapped) also: Vec<(String, Also)>,
    pub(in crate::backend::mapped) meaning: Meaning,
}

/// A request whose answer something is taken from.
#[derive(Clone, Debug)]
pub(in crate::backend::mapped) struct Also {
    pub(in crate::backend::mapped) sent: Sent,
    /// What is taken; all of it unless said.
    pub(in crate::backend::mapped) read: Option<Expr>,
    pub(in crate::backend::mapped) meaning: Meaning,
}

/// A command.
#[derive(Clone, Debug)]
pub(in crate::backend::mapped) struct Act {
    pub(in crate::backend::mapped) sent: Sent,
    pub(in crate::backend::mapped) reading: Reading,
    pub(in crate::backend::mapped) look: Option<Look>,
    pub(in crate::backend::mapped) steps: Vec<(Sent, Meaning)>,
    pub(in crate::backend::mapped) after: After,
    pub(in crate::backend::mapped) meaning: Meaning,
}

/// What is looked for before a command is sent.
#[derive(Clone, Debug)]
pub(in crate::backend::mapped) struct Look {
    pub(in crate::backend::mapped) sent: Sent,
    pub(in crate::backend::mapped) reading: Reading,
    pub(in crate::backend::mapped) pages: Pages,
    pub(in crate::backend::mapped) expect: Expect,
    pub(in crate::backend::mapped) meaning: Meaning,
}

/// What should be found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::backend::mapped) enum Expect {
    /// No row.
    #[default]
    None,
    /// A row.
    One,
    /// A row or none.
    Any,
}

/// Words of [`Expect`], in order.
pub(in crate::backend::mapped) const EXPECT: &[&str] = &["none", "one", "any"];

/// Where the new standing is read after a command.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::backend::mapped) enum After {
    /// From the service, anew.
    #[default]
    Read,
    /// From the answer.
    Answer,
    /// From what was sent, with the answer laid over it.
    Merge,
}

/// Words of [`After`], in order.
pub(in crate::backend::mapped) const AFTER: &[&str] = &["read", "answer", "merge"];

impl Reading {
    pub(super) fn of<C: Care>(it: &Given<'_, C>, known: &Known<'_, C>) -> Self {
        let row = it.at(Key::Row);
        Self {
            items: items(it),
            only: expr::condition(it, Key::Where, Level::ANSWER),
            item: expr::option(it, Key::Item),
            row: match row.value {
                Some(Value::String(name)) if !name.starts_with('/') => {
                    let entity = known.entity(name);
                    if entity.is_none() {
                        row.expected("the name of an entity");
                    }
                    entity
                }
                _ => expr::option(it, Key::Row).map(Rc::new),
            },
        }
    }
}

fn items(it: &Given<'_, impl Care>) -> Expr {
    let items = it.at(Key::Items);
    match items.value {
        None => Expr::pointer(""),
        Some(Value::String(text)) if text.is_empty() => Expr::pointer(""),
        Some(Value::String(text)) if !text.starts_with('/') => {
            items.expected("a JSON Pointer, which begins with /, or an object");
            Expr::pointer("")
        }
        Some(_) => expr::value(&items, Level::ANSWER),
    }
}

impl Ask {
    pub(super) fn of<C: Care>(it: &Given<'_, C>, known: &Known<'_, C>) -> Self {
        it.only(&[keys::SENT, keys::QUERY]);
        let others = it.at(Key::Also);
        let mut also = Vec::new();
        let mut entries = others.entries();
        while let Some(other) = entries.next() {
            other.only(&[keys::SENT, keys::READ]);
            also.push((other.key().to_owned(), Also::of(other, &known.origins)));
        }
        if also.len() > 4 {
            others.but("at most four requests", "more");
        }
        Self {
            sent: Sent::several(it, &known.origins),
            reading: Reading::of(it, known),
            pages: Pages::of(&it.at(Key::Pages)),
            total: expr::option(it, Key::Total),
            also,
            meaning: Meaning::of(it),
        }
    }
}

impl Also {
    pub(super) fn of(it: &Given<'_, impl Care>, origins: &[String]) -> Self {
        Self {
            sent: Sent::of(it, origins),
            read: expr::option(it, Key::Read),
            meaning: Meaning::of(it),
        }
    }
}

impl Act {
    pub(super) fn of<C: Care>(it: &Given<'_, C>, known: &Known<'_, C>) -> Self {
        it.only(&[keys::SENT, keys::COMMAND]);
        let look = it.at(Key::Look);
        let mut steps = Vec::new();
        let list = it.at(Key::Steps);
        let mut list = list.elements(3);
        while let Some(step) = list.next() {
            step.only(&[keys::SENT, keys::STEP]);
            steps.push((Sent::of(step, &known.origins), Meaning::of(step)));
        }
        Self {
            sent: Sent::of(it, &known.origins),
            reading: Reading::of(it, known),
            look: look.is_there().then(|| Look::of(&look, known)),
            steps,
            after: match it.word(Key::After, AFTER) {
                1 => After::Answer,
                2 => After::Merge,
                _ => After::Read,
            },
            meaning: Meaning::of(it),
        }
    }
}

impl Look {
    fn of<C: Care>(it: &Given<'_, C>, known: &Known<'_, C>) -> Self {
        it.only(&[keys::SENT, keys::LOOK]);
        Self {
            sent: Sent::of(it, &known.origins),
            reading: Reading::of(it, known),
            pages: Pages::of(&it.at(Key::Pages)),
            expect: match it.word(Key::Expect, EXPECT) {
                1 => Expect::One,
                2 => Expect::Any,
                _ => Expect::None,
            },
            meaning: Meaning::of(it),
        }
    }
}
