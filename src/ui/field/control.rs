//! The controls of a field, one function a kind. What they share is in [`Control`].

use super::FieldKind;
use crate::ui::{
    Act, RwSignal, Signal,
    el::{El, Piece, el},
    icon::{Icon, icon as draw},
    options::{Choice, Choices, set_checked},
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// What every kind of control has in common.
pub(super) struct Control {
    pub(super) id: String,
    pub(super) value: RwSignal<String>,
    pub(super) required: bool,
    pub(super) disabled: Signal<bool>,
    pub(super) invalid: Signal<bool>,
    /// The ids of help and error, those there are.
    pub(super) described: Signal<Option<String>>,
    pub(super) on_change: Option<Act<String>>,
}

/// What is left to say of a control that is typed into.
pub(super) struct Limits {
    pub(super) min: Option<String>,
    pub(super) max: Option<String>,
    pub(super) max_length: Option<String>,
    /// A secret is to be read.
    pub(super) shown: Signal<bool>,
}

impl Control {
    /// What every input says of itself.
    fn input(&self, tag: &'static str) -> El {
        let (disabled, invalid) = (self.disabled, self.invalid);
        self.described(el(tag))
            .attr("id", self.id.clone())
            .flag("required", self.required)
            .when("disabled", "", move || disabled.get())
            .when("aria-invalid", "true", move || invalid.get())
    }

    fn described(&self, input: El) -> El {
        let described = self.described;
        input.live("aria-describedby", move || described.get().map(Into::into))
    }

    fn change(&self, new: String) {
        self.value.set(new.clone());
        if let Some(act) = self.on_change {
            act.try_run(new);
        }
    }

    pub(super) fn choices(self, options: Vec<Choice>, many: bool, label_id: String) -> El {
        let invalid = self.invalid;
        let group = self
            .described(el("div"))
            .class("options")
            .attr("role", if many { "group" } else { "radiogroup" })
            .attr("aria-labelledby", label_id)
            .when("aria-invalid", "true", move || !many && invalid.get())
            .maybe("aria-required", (self.required && !many).then_some("true"));
        let choices = Choices {
            class: "option",
            options,
            value: self.value,
            many,
            on_change: self.on_change,
            disabled: self.disabled,
            invalid,
        };
        group.child(choices.inputs())
    }

    pub(super) fn consent(self, label: Piece) -> El {
        let value = self.value;
        let input = self
            .input("input")
            .class("hide")
            .attr("type", "checkbox")
            .track(move |input| set_checked(input, value.with(|v| v == "true")))
            .on("change", move |event| {
                let on = event_target_checked(&event);
                self.change(if on { "true" } else { "" }.to_owned());
            });
        el("label")
            .class("option")
            .child(input)
            .child(el("span").child(label))
    }

    pub(super) fn select(self, options: Vec<Choice>, unset: Option<String>) -> El {
        let value = self.value;
        let option = |option: Choice| el("option").attr("value", option.value).child(option.label);
        let unset = unset.map(|word| Choice::new("", word));
        let options: Vec<El> = unset.into_iter().chain(options).map(option).collect();
        let select = self
            .input("select")
            .class("input")
            .child(options)
            // After the options: a menu takes no value that it does not have.
            .track(move |select| write_value(select, &value.get()))
            .on("change", move |event| {
                self.change(event_target_value(&event))
            });
        el("span")
            .class("select")
            .child(select)
            .child(draw(Icon::Chevron))
    }

    pub(super) fn paragraph(self, limits: Limits) -> El {
        self.input("textarea")
            .attr("rows", "4")
            .maybe("maxlength", limits.max_length)
            .typed(self)
    }

    pub(super) fn line(self, kind: FieldKind, limits: Limits) -> El {
        let (type_, mode, complete) = kind.input();
        let (is_secret, shown) = (kind == FieldKind::Secret, limits.shown);
        // No help of a keyboard with what is no word.
        let is_name = is_secret || kind == FieldKind::User;
        self.input("input")
            .live("type", move || {
                let shown = is_secret && shown.get();
                Some(if shown { "text" } else { type_ }.into())
            })
            .maybe("autocapitalize", is_name.then_some("none"))
            .maybe("spellcheck", is_name.then_some("false"))
            .attr("inputmode", mode)
            .attr("autocomplete", complete)
            .maybe("min", limits.min)
            .maybe("max", limits.max)
            .maybe("maxlength", limits.max_length)
            .typed(self)
    }
}

impl El {
    /// Is typed into.
    fn typed(self, control: Control) -> Self {
        let value = control.value;
        self.class("input")
            .track(move |input| write_value(input, &value.get()))
            .on("input", move |event| {
                control.change(event_target_value(&event))
            })
    }
}

/// Writes a value that came from elsewhere. What is being typed is not written back: it would end
/// the composition of a Chinese input method.
pub(in crate::ui) fn write_value(input: &web_sys::Element, new: &str) {
    if let Some(input) = input.dyn_ref::<web_sys::HtmlInputElement>() {
        if input.value() != new {
            input.set_value(new);
        }
    } else if let Some(area) = input.dyn_ref::<web_sys::HtmlTextAreaElement>() {
        if area.value() != new {
            area.set_value(new);
        }
    } else if let Some(select) = input.dyn_ref::<web_sys::HtmlSelectElement>() {
        select.set_value(new);
    }
}
