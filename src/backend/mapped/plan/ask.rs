//! Queries and commands: what is sent, and how the answer is read.

use serde_json::Value;

use super::{
    super::{
        expr::{Compile, Expr, Match},
        fault::Fault,
        keys::{self, Keys},
    },
    Known, Meaning, Pages, Sent, find, value,
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
    pub row: Option<Expr>,
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
    pub(in crate::backend::mapped) items: Expr,
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
    pub(super) fn compile(it: &Keys<'_>, known: &Known) -> Result<Self, Fault> {
        let row = match it.get("row") {
            Some(Value::String(name)) if !name.starts_with('/') => {
                let found = find(&known.entities, name);
                let expected = "the name of an entity";
                Some(
                    found
                        .cloned()
                        .ok_or_else(|| Fault::new(&it.at("row"), expected, name))?,
                )
            }
            _ => value(it, "row")?,
        };
        Ok(Self {
            items: items(it)?,
            only: match it.get("where") {
                Some(only) => Some(Compile::at(&it.at("where")).matching(only)?),
                None => None,
            },
            item: value(it, "item")?,
            row,
        })
    }
}

fn items(it: &Keys<'_>) -> Result<Expr, Fault> {
    Ok(match it.get("items") {
        Some(Value::String(text)) if text.is_empty() => Expr::pointer(""),
        Some(Value::String(text)) if !text.starts_with('/') => {
            let expected = "a JSON Pointer, which begins with /, or an object";
            return Err(Fault::new(&it.at("items"), expected, text));
        }
        _ => value(it, "items")?.unwrap_or_else(|| Expr::pointer("")),
    })
}

impl Ask {
    pub(super) fn compile(value_: &Value, at: &str, known: &Known) -> Result<Self, Fault> {
        let it = Keys::of(value_, at, &[keys::SENT, keys::QUERY])?;
        let mut also = Vec::new();
        if let Some(others) = it.get("also") {
            let at = it.at("also");
            let others = Keys::any(others, &at)?;
            if others.map.len() > 4 {
                let found = others.map.len().to_string();
                return Err(Fault::new(&at, "at most four requests", &found));
            }
            for (name, other) in others.map {
                also.push((name.clone(), Also::compile(other, &others.at(name), known)?));
            }
        }
        Ok(Self {
            sent: Sent::compile(&it, &known.origins)?,
            reading: Reading::compile(&it, known)?,
            pages: Pages::compile(it.get("pages"), &it.at("pages"))?,
            total: value(&it, "total")?,
            also,
            meaning: Meaning::compile(&it)?,
        })
    }
}

impl Also {
    pub(super) fn compile(given: &Value, at: &str, known: &Known) -> Result<Self, Fault> {
        let it = Keys::of(given, at, &[keys::SENT, keys::READ])?;
        Ok(Self {
            sent: Sent::compile(&it, &known.origins)?,
            read: value(&it, "read")?,
            meaning: Meaning::compile(&it)?,
        })
    }
}

impl Act {
    pub(super) fn compile(given: &Value, at: &str, known: &Known) -> Result<Self, Fault> {
        let it = Keys::of(given, at, &[keys::SENT, keys::COMMAND])?;
        let look = match it.get("look") {
            None => None,
            Some(look) => {
                let at = it.at("look");
                let look = Keys::of(look, &at, &[keys::SENT, keys::LOOK])?;
                Some(Look {
                    sent: Sent::compile(&look, &known.origins)?,
                    items: items(&look)?,
                    expect: match look.word("expect", EXPECT)? {
                        Some(1) => Expect::One,
                        Some(2) => Expect::Any,
                        _ => Expect::None,
                    },
                    meaning: Meaning::compile(&look)?,
                })
            }
        };
        let mut steps = Vec::new();
        for (at, step) in it.list("steps", 3)? {
            let step = Keys::of(step, &at, &[keys::SENT, keys::STEP])?;
            let sent = Sent::compile(&step, &known.origins)?;
            steps.push((sent, Meaning::compile(&step)?));
        }
        Ok(Self {
            sent: Sent::compile(&it, &known.origins)?,
            reading: Reading::compile(&it, known)?,
            look,
            steps,
            after: match it.word("after", AFTER)? {
                Some(1) => After::Answer,
                Some(2) => After::Merge,
                _ => After::Read,
            },
            meaning: Meaning::compile(&it)?,
        })
    }
}
