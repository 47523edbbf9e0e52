//! A line in a list that leads somewhere or does something: a setting, a person, a community.

use super::{
    Act,
    avatar::Avatar,
    badge::{Badge, Tone},
    icon::{Icon, icon as draw},
};
use leptos::{callback::Callable, prelude::*};

/// Rows below each other.
#[component]
pub fn Rows(
    /// What the list is called, where no heading says so.
    #[prop(optional, into)]
    label: Option<String>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    view! { <ul class="rows" aria-label=label>{children()}</ul> }
}

/// One row: leads to `href`, or does `on_click`, or only says.
#[component]
pub fn Row(
    /// The first line.
    #[prop(into)]
    title: String,
    /// The second line.
    #[prop(optional, into)]
    note: Option<String>,
    /// A drawing before it.
    #[prop(optional_no_strip)]
    icon: Option<Icon>,
    /// Anything else before it: an avatar, a date, a cover.
    #[prop(optional, into)]
    lead: Option<AnyView>,
    /// What stands at the end: a value, a badge.
    #[prop(optional, into)]
    trail: Option<AnyView>,
    /// Where it leads, with the base path.
    #[prop(optional, into)]
    href: Option<String>,
    /// What it does.
    #[prop(optional, into)]
    on_click: Option<Act>,
) -> impl IntoView {
    let goes = href.is_some() || on_click.is_some();
    let inner = view! {
        {icon.map(|icon| view! { <span class="row-icon">{draw(icon)}</span> })}
        {lead}
        <span class="row-text">
            <span class="row-title">{title}</span>
            {note.map(|note| view! { <span class="row-note">{note}</span> })}
        </span>
        {trail.map(|trail| view! { <span class="row-trail">{trail}</span> })}
        {goes.then(|| draw(Icon::Chevron))}
    };
    let line = match (href, on_click) {
        (Some(href), _) => view! { <a class="row" href=href>{inner}</a> }.into_any(),
        (None, Some(act)) => view! {
            <button
                class="row"
                type="button"
                on:click=move |_| {
                    act.try_run(());
                }
            >
                {inner}
            </button>
        }
        .into_any(),
        (None, None) => view! { <div class="row">{inner}</div> }.into_any(),
    };
    view! { <li>{line}</li> }
}

/// A person in a list.
#[component]
pub fn PersonRow(
    /// Who.
    #[prop(into)]
    name: String,
    /// A picture, where there is one.
    #[prop(optional_no_strip)]
    picture: Option<String>,
    /// What they say of themselves.
    #[prop(optional, into)]
    headline: Option<String>,
    /// What they are here: owner, host.
    #[prop(optional, into)]
    role: Option<String>,
    /// Where they are shown, with the base path.
    #[prop(optional, into)]
    href: Option<String>,
) -> impl IntoView {
    let lead = view! { <Avatar name=name.clone() picture /> }.into_any();
    let trail = role.map(|text| view! { <Badge text tone=Tone::Neutral /> }.into_any());
    view! { <Row title=name nostrip:note=headline lead nostrip:trail=trail nostrip:href=href /> }
}
