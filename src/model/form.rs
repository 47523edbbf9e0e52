//! Forms: what a community or an event asks. One schema for joining, signing up and profiles.

use serde::Serializer;
use serde_json::Value;

use super::Table;
use super::json::{FromJson, Node, ToJson, json_as_serde, record, words};

/// Answers by field key. A choice of several is its values joined by line feeds.
pub type Answers = Table<String, String>;

/// A list of questions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    /// In the order in which they are asked.
    pub fields: Vec<Field>,
}

/// A question.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// Key of its answer; unique in the form.
    pub key: String,
    /// The question.
    pub label: String,
    /// What kind of answer.
    pub kind: FieldKind,
    /// Whether an answer is needed.
    pub required: bool,
    /// A word of help.
    pub help: String,
    /// Least: characters of a text, value of a number, number of choices.
    pub min: Option<u32>,
    /// Most, in the same sense.
    pub max: Option<u32>,
    /// What there is to choose from.
    pub options: Vec<String>,
    /// Shown only if another answer is so.
    pub shown_if: Option<Condition>,
}

/// Shown if the answer to `key` is `equals` (of several choices: contains it).
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// The other field.
    pub key: String,
    /// Its answer.
    pub equals: String,
}

/// Kinds of answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// One line.
    #[default]
    Text,
    /// Several lines.
    Paragraph,
    /// A whole number.
    Number,
    /// One of the options.
    Choice,
    /// Some of the options.
    Choices,
    /// A day, `YYYY-MM-DD`.
    Date,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// A box to tick; the answer is `yes`.
    Consent,
}

/// What is wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldFault {
    /// Key of the field.
    pub key: String,
    /// What.
    pub kind: FaultKind,
}

/// Kinds of fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// No answer, and one is needed.
    Missing,
    /// Fewer than so many characters, or less than the number, or fewer choices.
    TooLittle(u32),
    /// More than that.
    TooMuch(u32),
    /// Not a number, date, telephone number or e-mail address.
    Malformed,
    /// None of the options.
    NotAnOption,
    /// In the backend's own words.
    Said(String),
}

/// Nothing but its fields.
impl FromJson for Form {
    fn read(node: &Node<'_>) -> Self {
        Self {
            fields: FromJson::read(node),
        }
    }
}

impl ToJson for Form {
    fn to_json(&self) -> Value {
        self.fields.to_json()
    }

    fn is_nothing(&self) -> bool {
        self.is_empty()
    }

    fn write<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.fields.write(to)
    }
}

json_as_serde!(Form);

record!(Field {
    key: needed,
    label: needed,
    kind: usual,
    required: usual,
    help: sparse,
    min: sparse,
    max: sparse,
    options: sparse,
    shown_if: sparse,
});

record!(Condition {
    key: needed,
    equals: needed,
});

words!(FieldKind {
    Text = "text",
    Paragraph = "paragraph",
    Number = "number",
    Choice = "choice",
    Choices = "choices",
    Date = "date",
    Phone = "phone",
    Email = "email",
    Consent = "consent",
});

mod changed;
mod check;
mod fault;
pub use changed::Changed;

#[cfg(test)]
mod tests;
