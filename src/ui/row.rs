//! A line in a list that leads somewhere or does something: a setting, a person, a community.

use super::{
    Act,
    avatar::{AvatarSize, face},
    badge::{Tone, badge},
    el::{El, Piece, el},
    icon::{Icon, icon as draw},
};
use leptos::prelude::*;

/// Rows below each other.
#[component]
pub fn Rows(
    /// What the list is called, where no heading says so.
    #[prop(optional, into)]
    label: Option<String>,
    /// The rows.
    children: Children,
) -> impl IntoView + use<> {
    el("ul")
        .class("rows")
        .maybe("aria-label", label)
        .child(children())
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
) -> impl IntoView + use<> {
    let mark = icon.map(|icon| el("span").class("row-icon").child(draw(icon)));
    let end = trail.map(|trail| el("span").class("row-trail").child(trail));
    line(
        mark.into(),
        lead.into(),
        title,
        note,
        end.into(),
        href,
        on_click,
    )
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
) -> impl IntoView + use<> {
    let lead = face(&name, picture, AvatarSize::Medium);
    let end = role.map(|role| badge(Tone::Neutral, role, None));
    let end = end.map(|end| el("span").class("row-trail").child(end));
    line(
        Piece::Nothing,
        lead.into(),
        name,
        headline,
        end.into(),
        href,
        None,
    )
}

fn line(
    mark: Piece,
    lead: Piece,
    title: String,
    note: Option<String>,
    end: Piece,
    href: Option<String>,
    on_click: Option<Act>,
) -> El {
    let goes = href.is_some() || on_click.is_some();
    let row = match (href, on_click) {
        (Some(href), _) => el("a").attr("href", href),
        (None, Some(act)) => el("button").attr("type", "button").on("click", move |_| {
            act.try_run(());
        }),
        (None, None) => el("div"),
    };
    let text = el("span")
        .class("row-text")
        .child(el("span").class("row-title").child(title))
        .child(note.map(|note| el("span").class("row-note").child(note)));
    let row = row
        .class("row")
        .child(mark)
        .child(lead)
        .child(text)
        .child(end)
        .child(goes.then(|| draw(Icon::Chevron)));
    el("li").child(row)
}
