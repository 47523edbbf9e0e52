//! The controls of a field, one function a kind. What they share is in [`Control`].

use super::FieldKind;
use crate::ui::{
    Act,
    icon::{Icon, icon as draw},
    options::{Choice, ChoiceList},
};
use leptos::{callback::Callable, ev, html, prelude::*};

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
}

impl Control {
    fn change(&self) -> impl Fn(String) + Copy + 'static {
        let (value, on_change) = (self.value, self.on_change);
        move |new: String| {
            value.set(new.clone());
            if let Some(act) = on_change {
                act.try_run(new);
            }
        }
    }

    fn flag(&self) -> impl Fn() -> Option<&'static str> + Copy + Send + 'static {
        let invalid = self.invalid;
        move || invalid.get().then_some("true")
    }

    pub(super) fn choices(self, options: Vec<Choice>, many: bool, label_id: String) -> AnyView {
        let (flag, on_change) = (self.flag(), self.on_change);
        view! {
            <div
                class="options"
                id=self.id
                role=if many { "group" } else { "radiogroup" }
                aria-labelledby=label_id
                aria-describedby=move || self.described.get()
                aria-invalid=move || if many { None } else { flag() }
                aria-required=(self.required && !many).then_some("true")
            >
                <ChoiceList
                    class="option"
                    options
                    value=self.value
                    many
                    disabled=self.disabled
                    invalid=self.invalid
                    on_change=move |new: String| {
                        if let Some(act) = on_change {
                            act.try_run(new);
                        }
                    }
                />
            </div>
        }
        .into_any()
    }

    pub(super) fn consent(self, label: AnyView) -> AnyView {
        let (flag, change) = (self.flag(), self.change());
        view! {
            <label class="option">
                <input
                    class="hide"
                    type="checkbox"
                    id=self.id
                    required=self.required
                    disabled=move || self.disabled.get()
                    aria-describedby=move || self.described.get()
                    aria-invalid=flag
                    prop:checked=move || self.value.with(|v| v == "true")
                    on:change=move |event: ev::Event| {
                        change(if event_target_checked(&event) { "true" } else { "" }.to_owned());
                    }
                />
                <span>{label}</span>
            </label>
        }
        .into_any()
    }

    pub(super) fn select(self, options: Vec<Choice>, unset: Option<String>) -> AnyView {
        let (flag, change) = (self.flag(), self.change());
        let option = move |option: Choice| {
            let kept = option.value.clone();
            view! {
                <option value=option.value selected=move || self.value.with(|v| *v == kept)>
                    {option.label}
                </option>
            }
        };
        view! {
            <span class="select">
                <select
                    class="input"
                    id=self.id
                    required=self.required
                    disabled=move || self.disabled.get()
                    aria-describedby=move || self.described.get()
                    aria-invalid=flag
                    prop:value=move || self.value.get()
                    on:change=move |event: ev::Event| change(event_target_value(&event))
                >
                    {unset.map(|word| view! { <option value="">{word}</option> })}
                    {options.into_iter().map(option).collect::<Vec<_>>()}
                </select>
                {draw(Icon::Chevron)}
            </span>
        }
        .into_any()
    }

    pub(super) fn paragraph(self, limits: Limits) -> AnyView {
        let (flag, change) = (self.flag(), self.change());
        let node = NodeRef::<html::Textarea>::new();
        // Only a value that came from elsewhere is written: writing back what is being typed would
        // end the composition of a Chinese input method.
        Effect::new(move || {
            let new = self.value.get();
            if let Some(area) = node.get()
                && area.value() != new
            {
                area.set_value(&new);
            }
        });
        view! {
            <textarea
                class="input"
                node_ref=node
                id=self.id
                rows="4"
                required=self.required
                maxlength=limits.max_length
                disabled=move || self.disabled.get()
                aria-describedby=move || self.described.get()
                aria-invalid=flag
                on:input=move |event: ev::Event| change(event_target_value(&event))
            ></textarea>
        }
        .into_any()
    }

    pub(super) fn line(self, kind: FieldKind, limits: Limits) -> AnyView {
        let (flag, change) = (self.flag(), self.change());
        let (type_, mode, complete) = kind.input();
        let node = NodeRef::<html::Input>::new();
        Effect::new(move || {
            let new = self.value.get();
            if let Some(input) = node.get()
                && input.value() != new
            {
                input.set_value(&new);
            }
        });
        view! {
            <input
                class="input"
                node_ref=node
                id=self.id
                type=type_
                inputmode=mode
                autocomplete=complete
                required=self.required
                min=limits.min
                max=limits.max
                maxlength=limits.max_length
                disabled=move || self.disabled.get()
                aria-describedby=move || self.described.get()
                aria-invalid=flag
                on:input=move |event: ev::Event| change(event_target_value(&event))
            />
        }
        .into_any()
    }
}
