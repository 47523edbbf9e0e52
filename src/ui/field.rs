//! One question and its answer. Every kind of question the forms of a community ask.
//!
//! The value is always text: a date as `2026-11-21`, a consent as `true` or nothing, several
//! choices one a line. The label is always visible; help and error are tied to the control.

mod control;

use super::{
    Act, RwSignal, Signal,
    el::{Piece, el},
    fresh_id,
    icon::{Icon, icon as draw},
    options::Choice,
};
pub(super) use control::write_value;
use control::{Control, Limits};
use leptos::prelude::*;

/// What kind of answer is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FieldKind {
    /// One line.
    #[default]
    Text,
    /// Several lines.
    Paragraph,
    /// A number.
    Number,
    /// One of many, in a menu of the system.
    Select,
    /// One of a few, all seen.
    Choice,
    /// Some of a few.
    Choices,
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// An http(s) address.
    Address,
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Email,
    /// Yes to a sentence, which is the label.
    Consent,
    /// Who one is, for signing in.
    User,
    /// What nobody else may read, for signing in.
    Secret,
    /// A number that is good once, for signing in.
    OneTime,
}

impl FieldKind {
    /// `type`, `inputmode`, `autocomplete` of the input.
    const fn input(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Number => ("text", "decimal", "off"),
            Self::Date => ("date", "none", "off"),
            Self::Time => ("time", "none", "off"),
            Self::Address => ("url", "url", "off"),
            Self::Phone => ("tel", "tel", "tel"),
            Self::Email => ("email", "email", "email"),
            Self::User => ("text", "text", "username"),
            Self::Secret => ("password", "text", "current-password"),
            Self::OneTime => ("text", "numeric", "one-time-code"),
            _ => ("text", "text", "off"),
        }
    }
}

/// A labelled control.
#[component]
pub fn Field(
    /// The question.
    #[prop(into)]
    label: String,
    /// The answer, as text.
    value: RwSignal<String>,
    /// What kind of answer.
    #[prop(optional)]
    kind: FieldKind,
    /// What can be chosen, for `Select`, `Choice`, `Choices`.
    #[prop(optional)]
    options: Vec<Choice>,
    /// A sentence of help.
    #[prop(optional, into)]
    help: Option<String>,
    /// What is wrong with the answer, in words.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// Must be answered; the word that says so, such as *required*.
    #[prop(optional, into)]
    required: Option<String>,
    /// Least number or day.
    #[prop(optional, into)]
    min: Option<String>,
    /// Greatest number or day.
    #[prop(optional, into)]
    max: Option<String>,
    /// Most characters.
    #[prop(optional_no_strip)]
    max_length: Option<u32>,
    /// The word at the head of a `Select` nobody has answered.
    #[prop(optional, into)]
    unset: Option<String>,
    /// A `Secret` is to be read.
    #[prop(optional, into)]
    shown: Signal<bool>,
    /// Cannot be changed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Told the new value, after `value` has it.
    #[prop(optional, into)]
    on_change: Option<Act<String>>,
) -> impl IntoView + use<> {
    let id = fresh_id();
    let (help_id, error_id, label_id) = (format!("{id}h"), format!("{id}e"), format!("{id}l"));
    let invalid = Signal::derive(move || error.with(Option::is_some));
    let described = {
        let (help_id, error_id) = (help.as_ref().map(|_| help_id.clone()), error_id.clone());
        Signal::derive(move || {
            let error_id = invalid.get().then(|| error_id.clone());
            let ids: Vec<String> = help_id.iter().cloned().chain(error_id).collect();
            (!ids.is_empty()).then(|| ids.join(" "))
        })
    };
    let control = Control {
        id: id.clone(),
        value,
        required: required.is_some(),
        disabled,
        invalid,
        described,
        on_change,
    };
    let limits = Limits {
        min,
        max,
        max_length: max_length.map(|n| n.to_string()),
        shown,
    };
    let mark = required.map(|word| el("span").class("field-mark").child(word));
    let words = Piece::Many(vec![label.into(), " ".into(), mark.into()]);

    let (heading, control) = match kind {
        FieldKind::Consent => (None, control.consent(words)),
        FieldKind::Choice | FieldKind::Choices => {
            let heading = el("p")
                .class("field-label")
                .attr("id", label_id.clone())
                .child(words);
            let many = kind == FieldKind::Choices;
            (Some(heading), control.choices(options, many, label_id))
        }
        _ => {
            let heading = el("label")
                .class("field-label")
                .attr("for", id)
                .child(words);
            let control = match kind {
                FieldKind::Select => control.select(options, unset),
                FieldKind::Paragraph => control.paragraph(limits),
                _ => control.line(kind, limits),
            };
            (Some(heading), control)
        }
    };
    let wrong = move || {
        error.get().map(|error| {
            el("p")
                .class("field-error")
                .attr("id", error_id.clone())
                .child(draw(Icon::Warning))
                .child(el("span").child(error))
        })
    };
    el("div")
        .class("field")
        .child(heading)
        .child(help.map(|help| el("p").class("field-help").attr("id", help_id).child(help)))
        .child(control)
        .child(el("div").fill(wrong))
}
