//! The form: what the service asks for, and what is wrong with it.
//!
//! The one form without a draft. A phone is lent and shared: whose name was typed is for nobody who opens the app next, and a
//! secret is kept nowhere. Whoever wants to be remembered has the browser's password manager, which knows the fields.

use leptos::prelude::*;

use crate::{
    data::AskedFor,
    host,
    model::ContactKind,
    ui::{Button, ButtonKind, Field, FieldKind, RwSignal, Signal, StoredValue, el},
};

use super::SigningIn;

impl SigningIn {
    pub(super) fn form(self, asked: Vec<AskedFor>) -> AnyView {
        let t = self.here.t;
        let shown = RwSignal::new(String::new());
        let is_shown = Signal::derive(move || shown.with(|shown| !shown.is_empty()));
        let lacking = RwSignal::new(false);
        let refused = RwSignal::new(None::<String>);
        let last = asked.len().saturating_sub(1);
        let mut typed = Vec::new();
        let mut parts = Vec::new();
        for (n, it) in asked.into_iter().enumerate() {
            let AskedFor {
                name,
                label,
                secret,
            } = it;
            let value = RwSignal::new(String::new());
            let kind = kind_of(&name, secret);
            let label = match (name.as_str(), label.is_empty()) {
                (_, false) => label,
                ("user", true) => t.sign_in_user().to_owned(),
                ("password", true) => t.sign_in_password().to_owned(),
                ("email", true) => t.contact(ContactKind::Email).to_owned(),
                _ => name.clone(),
            };
            let error = Signal::derive(move || {
                let lacks = lacking.get() && value.with(String::is_empty);
                let lacks = lacks.then(|| t.fault_missing().to_owned());
                lacks.or_else(|| refused.get().filter(|_| n == last))
            });
            let change = move |_: String| refused.set(None);
            let field = view! { <Field label value kind error shown=is_shown on_change=change /> };
            parts.push(field.into_any());
            typed.push((name, value, secret));
        }
        if typed.iter().any(|(.., secret)| *secret) {
            parts.push(tick(t.sign_in_show(), None, shown));
        }
        parts.push(self.remembered());
        let typed = StoredValue::new(typed);
        let send = move || {
            self.wrong.set(None);
            refused.set(None);
            let all = typed.with_value(|typed| {
                let all = typed.iter();
                all.map(|(name, value, _)| (name.clone(), value.get_untracked()))
                    .collect::<Vec<_>>()
            });
            let lacks = all.iter().any(|(_, value)| value.is_empty());
            lacking.set(lacks);
            if lacks {
                host::focus_first_fault();
                return;
            }
            let wrong = move |said: String| {
                // What is secret is typed anew; the rest is mostly right.
                typed.try_with_value(|typed| {
                    for (.., value, _) in typed.iter().filter(|(.., secret)| *secret) {
                        value.set(String::new());
                    }
                });
                shown.try_set(String::new());
                lacking.try_set(false);
                refused.try_set(Some(said));
                host::focus_first_fault();
            };
            self.log_in(all, wrong);
        };
        let button = view! {
            <Button kind=ButtonKind::Primary wide=true submit=true busy=self.busy>
                {t.sign_in()}
            </Button>
        };
        parts.extend([self.told(), button.into_any()]);
        // The button stands where it is: on a small screen the keyboard leaves no room for one that stays in reach.
        el("form")
            .class("stack")
            .flag("novalidate", true)
            .on("submit", move |event| {
                event.prevent_default();
                send();
            })
            .child(parts)
            .into_any()
    }
}

/// A tick and what it means.
pub(super) fn tick(
    label: &'static str,
    help: Option<&'static str>,
    value: RwSignal<String>,
) -> AnyView {
    let help = help.map(str::to_owned);
    view! { <Field label value kind=FieldKind::Consent nostrip:help=help /> }.into_any()
}

/// What a password manager takes it for.
fn kind_of(name: &str, secret: bool) -> FieldKind {
    let name = name.to_ascii_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    match secret {
        _ if has(&["otp", "one_time", "onetime"]) => FieldKind::OneTime,
        true => FieldKind::Secret,
        false
            if has(&[
                "user", "name", "login", "mail", "phone", "identi", "account",
            ]) =>
        {
            FieldKind::User
        }
        false => FieldKind::Text,
    }
}
