//! A field over a text of a paper.

use leptos::prelude::*;

use crate::{
    i18n::T,
    model::{self, FaultKind},
    ui::{Choice, Field, FieldKind, Signal, el},
};

use super::Writing;

/// A field that is to be.
pub struct Ask {
    key: String,
    label: String,
    kind: FieldKind,
    help: Option<String>,
    options: Vec<Choice>,
    required: bool,
    unset: bool,
    rows: bool,
    told: Option<Told>,
}

/// Words of its own for a fault, where the usual ones say too little.
type Told = fn(T, &FaultKind) -> Option<String>;

impl Ask {
    /// A line under a key.
    pub fn line(key: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            label: label.into(),
            kind: FieldKind::Text,
            help: None,
            options: Vec::new(),
            required: false,
            unset: false,
            rows: false,
            told: None,
        }
    }

    /// Another kind of answer.
    pub fn kind(mut self, kind: FieldKind) -> Self {
        self.kind = kind;
        self
    }

    /// Several lines, each a thing of its own.
    pub fn lines(mut self) -> Self {
        (self.kind, self.rows) = (FieldKind::Paragraph, true);
        self
    }

    /// One of these, in a menu.
    pub fn of(self, options: Vec<Choice>) -> Self {
        self.choice(FieldKind::Select, options)
    }

    /// One of these, all seen.
    pub fn choice(mut self, kind: FieldKind, options: Vec<Choice>) -> Self {
        (self.kind, self.options) = (kind, options);
        self
    }

    /// A menu that may be left without an answer.
    pub fn or_none(mut self) -> Self {
        self.unset = true;
        self
    }

    /// A sentence of help.
    pub fn help(mut self, words: impl Into<String>) -> Self {
        self.help = Some(words.into());
        self
    }

    /// Has to be answered.
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Words of its own for what is wrong.
    pub fn told(mut self, words: Told) -> Self {
        self.told = Some(words);
        self
    }

    /// On the screen.
    pub fn draw(self, on: Writing) -> AnyView {
        let t = on.here.t;
        let help = self.help;
        let required = self.required.then(|| t.required().to_owned());
        let unset = self.unset.then(|| t.choose().to_owned());
        let as_what = match self.kind {
            FieldKind::Number => model::FieldKind::Number,
            FieldKind::Date => model::FieldKind::Date,
            FieldKind::Choices => model::FieldKind::Choices,
            _ if self.rows => model::FieldKind::Choices,
            _ => model::FieldKind::Text,
        };
        let (is_address, is_time) = (
            self.kind == FieldKind::Address,
            self.kind == FieldKind::Time,
        );
        let of = self.key.clone();
        let told = self.told;
        let error = Signal::derive(move || {
            on.faults.with(|faults| {
                let fault = faults.iter().find(|fault| fault.key == of)?;
                let own = told.and_then(|told| told(t, &fault.kind));
                Some(own.unwrap_or_else(|| match &fault.kind {
                    FaultKind::Malformed if is_address => t.fault_address().to_owned(),
                    FaultKind::Malformed if is_time => t.fault_time().to_owned(),
                    kind => t.fault(kind, as_what),
                }))
            })
        });
        let value = on.value(&self.key);
        let key = self.key;
        let change = move |_: String| on.typed_in(&key);
        view! {
            <Field
                label=self.label
                value
                kind=self.kind
                options=self.options
                nostrip:help=help
                error
                nostrip:required=required
                nostrip:unset=unset
                on_change=change
            />
        }
        .into_any()
    }
}

/// Short answers beside each other.
pub fn beside(fields: Vec<AnyView>) -> AnyView {
    el("div").class("beside").child(fields).into_any()
}

impl Writing {
    /// What is wrong with a whole list, said below it.
    pub(super) fn fault_of_list(self, key: &'static str) -> AnyView {
        let t = self.here.t;
        el("div")
            .attr("role", "status")
            .fill(move || {
                self.faults.with(|faults| {
                    let fault = faults.iter().find(|fault| fault.key == key)?;
                    let words = t.fault(&fault.kind, model::FieldKind::Choices);
                    Some(el("p").class("field-error").child(words))
                })
            })
            .into_any()
    }
}
