//! The head of a page and the sections under it: one `h1`, then `h2`s.

use super::{
    Act, fresh_id,
    icon::{Icon, icon as draw},
};
use leptos::{callback::Callable, prelude::*};

/// The head of a page: the way back, its one heading, what can be done with it.
#[component]
pub fn PageHeader(
    /// The heading.
    #[prop(into)]
    title: String,
    /// A short line above it.
    #[prop(optional, into)]
    kicker: Option<String>,
    /// A sentence below it.
    #[prop(optional, into)]
    text: Option<String>,
    /// Where *back* leads when there is no way back: an address with the base path, and its name.
    #[prop(optional_no_strip)]
    back: Option<(String, String)>,
    /// Does the going back instead of following the address; gives `true` if it did.
    #[prop(optional, into)]
    on_back: Option<leptos::callback::UnsyncCallback<(), bool>>,
    /// Round buttons at the end of the line.
    #[prop(optional, into)]
    actions: Option<AnyView>,
) -> impl IntoView {
    view! {
        <header class="head">
            {(back.is_some() || actions.is_some())
                .then(|| {
                    view! {
                        <div class="head-line">
                            {back
                                .map(|(href, label)| {
                                    view! {
                                        <a
                                            class="head-back"
                                            href=href
                                            on:click=move |event| {
                                                if on_back.and_then(|act| act.try_run(())) == Some(true) {
                                                    event.prevent_default();
                                                }
                                            }
                                        >
                                            {draw(Icon::Back)}
                                            <span>{label}</span>
                                        </a>
                                    }
                                })}
                            {actions.map(|actions| view! { <div class="head-actions">{actions}</div> })}
                        </div>
                    }
                })}
            {kicker.map(|kicker| view! { <p class="head-kicker">{kicker}</p> })}
            <h1 tabindex="-1">{title}</h1>
            {text.map(|text| view! { <p class="head-text">{text}</p> })}
        </header>
    }
}

/// A part of a page under its own heading.
#[component]
pub fn Section(
    /// The heading.
    #[prop(into)]
    title: String,
    /// A link or button at the end of its line, such as *all 42*.
    #[prop(optional, into)]
    action: Option<AnyView>,
    /// What is in it.
    children: Children,
) -> impl IntoView {
    let id = fresh_id();
    view! {
        <section class="section" aria-labelledby=id>
            <div class="section-head">
                <h2 id=id.clone()>{title}</h2>
                {action}
            </div>
            {children()}
        </section>
    }
}

/// A link that reads *more* at the end of a heading's line.
#[component]
pub fn MoreLink(
    /// Where to, with the base path.
    #[prop(into)]
    href: String,
    /// The words.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    view! { <a class="more" href=href>{label} {draw(Icon::Chevron)}</a> }
}

/// Text that must stay on one line: a price, a date, a time.
#[component]
pub fn NoWrap(
    /// The text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    view! { <span class="nowrap">{text}</span> }
}

/// A quiet button in the shape of a [`MoreLink`].
#[component]
pub fn MoreButton(
    /// The words.
    #[prop(into)]
    label: String,
    /// What it does.
    #[prop(into)]
    on_click: Act,
) -> impl IntoView {
    view! {
        <button
            class="more"
            type="button"
            on:click=move |_| {
                on_click.try_run(());
            }
        >
            {label}
            {draw(Icon::Chevron)}
        </button>
    }
}
