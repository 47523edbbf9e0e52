//! What is asked, on paper: a row each.

use super::{Reader, YES, numbered, row_key, rows};
use crate::model::{Answers, Condition, FaultKind, Field, FieldFault, FieldKind, Form};

/// Kinds of answer by the words of the paper, in the order in which they are offered.
pub const KINDS: [(FieldKind, &str); 9] = [
    (FieldKind::Text, "text"),
    (FieldKind::Paragraph, "paragraph"),
    (FieldKind::Choice, "choice"),
    (FieldKind::Choices, "choices"),
    (FieldKind::Number, "number"),
    (FieldKind::Date, "date"),
    (FieldKind::Phone, "phone"),
    (FieldKind::Email, "email"),
    (FieldKind::Consent, "consent"),
];

/// The word of a kind of answer.
#[must_use]
pub fn kind_name(kind: FieldKind) -> &'static str {
    let found = KINDS.iter().find(|(it, _)| *it == kind);
    found.map_or("text", |(_, name)| name)
}

pub(super) fn write(form: &Form, put: &mut impl FnMut(&str, String)) {
    put("form", numbered(form.fields.len()));
    for (at, it) in form.fields.iter().enumerate() {
        let mut put = |name: &str, text: String| put(&row_key("form", at, name), text);
        let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
        put("key", it.key.clone());
        put("label", it.label.clone());
        put("kind", kind_name(it.kind).to_owned());
        put(
            "required",
            if it.required {
                YES.to_owned()
            } else {
                String::new()
            },
        );
        put("help", it.help.clone());
        put("min", number(it.min));
        put("max", number(it.max));
        put("options", it.options.join("\n"));
        if let Some(condition) = &it.shown_if {
            put("if", condition.key.clone());
            put("equals", condition.equals.clone());
        }
    }
}

pub(super) fn read(from: &mut Reader<'_>) -> Form {
    let names: Vec<&str> = rows(from.typed, "form").collect();
    let mut fields: Vec<Field> = Vec::new();
    for row in names {
        let field = one(from, row, Some(&fields));
        fields.push(field);
    }
    Form { fields }
}

/// The question of one row as far as it is written, for its preview and for those that depend on it.
#[must_use]
pub fn question(typed: &Answers, row: &str) -> Field {
    let faults: Vec<FieldFault> = Vec::new();
    one(&mut Reader { typed, faults }, row, None)
}

/// Some kinds have limits: of characters, of a number, of how many are chosen.
const fn has_limits(kind: FieldKind) -> bool {
    matches!(
        kind,
        FieldKind::Text | FieldKind::Paragraph | FieldKind::Number | FieldKind::Choices
    )
}

fn one(from: &mut Reader<'_>, row: &str, before: Option<&[Field]>) -> Field {
    let key = |name: &str| ["form/", row, "/", name].concat();
    let label = from.text(&key("label"));
    if label.is_empty() {
        from.fault(&key("label"), FaultKind::Missing);
    }
    let word = from.text(&key("kind"));
    let found = KINDS.iter().find(|(_, name)| *name == word);
    let kind = found.map(|(kind, _)| *kind).unwrap_or_default();
    let mut options = Vec::new();
    if matches!(kind, FieldKind::Choice | FieldKind::Choices) {
        options = from.lines(&key("options"));
        let mut seen: Vec<String> = Vec::new();
        options.retain(|it| {
            let is_new = !seen.contains(it);
            seen.push(it.clone());
            is_new
        });
        if options.len() < 2 {
            from.fault(&key("options"), FaultKind::TooLittle(2));
        }
    }
    let (mut min, mut max) = (None, None);
    if has_limits(kind) {
        min = from.number(&key("min"), 0);
        max = from.number(&key("max"), 1);
        if let (Some(least), Some(most)) = (min, max)
            && least > most
        {
            from.fault(&key("max"), FaultKind::TooLittle(least));
        }
    }
    let other = from.text(&key("if"));
    let mut shown_if = None;
    if !other.is_empty() {
        let equals = from.text(&key("equals"));
        // Only a question that stands before can be asked about.
        if before.is_some_and(|before| !before.iter().any(|it| it.key == other)) {
            from.fault(&key("if"), FaultKind::NotAnOption);
        }
        if equals.is_empty() {
            from.fault(&key("equals"), FaultKind::Missing);
        }
        shown_if = Some(Condition { key: other, equals });
    }
    let name = from.text(&key("key"));
    Field {
        key: if name.is_empty() {
            row.to_owned()
        } else {
            name
        },
        label,
        kind,
        required: from.is_ticked(&key("required")),
        help: from.text(&key("help")),
        min,
        max,
        options,
        shown_if,
    }
}
