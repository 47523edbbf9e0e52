//! The frame of every screen: a way past the bar for keyboards, the page, the bar.

use super::{
    Signal,
    el::{El, el},
    icon::{Icon, icon as draw},
};
use leptos::prelude::*;

/// One place the bottom bar leads to.
#[derive(Clone, Debug)]
pub struct BarItem {
    /// Where to, with the base path.
    pub href: String,
    /// What it is called.
    pub label: String,
    /// Its drawing.
    pub icon: Icon,
    /// How many things wait there, in words for a screen reader; a dot is shown for it.
    pub waiting: Signal<Option<String>>,
}

/// The bar of four: at the foot of a phone, at the side of a wide screen.
#[component]
pub fn BottomBar(
    /// What the bar is called by a screen reader.
    #[prop(into)]
    label: String,
    /// The name of the app, shown where the bar stands at the side.
    #[prop(optional, into)]
    brand: Option<String>,
    /// The places, in order.
    items: Vec<BarItem>,
    /// Which of them the page belongs to.
    #[prop(into)]
    current: Signal<Option<usize>>,
) -> impl IntoView + use<> {
    let item = |(index, item): (usize, BarItem)| {
        let dot = move || {
            item.waiting.get().map(|words| {
                el("span")
                    .class("bar-dot")
                    .child(el("span").class("hide").child(words))
            })
        };
        el("a")
            .class("bar-item")
            .attr("href", item.href)
            .when("aria-current", "page", move || current.get() == Some(index))
            .child(
                el("span")
                    .class("bar-icon")
                    .child(draw(item.icon))
                    .child(el("span").fill(dot)),
            )
            .child(el("span").child(item.label))
    };
    el("nav")
        .class("bar")
        .attr("aria-label", label)
        .child(brand.map(sealed))
        .child(items.into_iter().enumerate().map(item).collect::<Vec<_>>())
}

/// The name of the app behind its seal, which is the first letter of the name.
#[component]
pub fn Brand(
    /// The name.
    #[prop(into)]
    name: String,
) -> impl IntoView + use<> {
    sealed(name)
}

/// The frame: skip link, the page in `<main id="main">`, the bar. Toasts lie over it.
#[component]
pub fn Shell(
    /// Words of the link that skips to the page.
    #[prop(into)]
    skip: String,
    /// The [`BottomBar`], or anything in its place.
    bar: AnyView,
    /// The page.
    children: Children,
) -> impl IntoView + use<> {
    el("div")
        .class("shell")
        .child(el("a").class("skip").attr("href", "#main").child(skip))
        .child(
            el("main")
                .class("page")
                .attr("id", "main")
                .attr("tabindex", "-1")
                .child(children()),
        )
        .child(bar)
}

fn sealed(name: String) -> El {
    let first = name.chars().next().map(String::from);
    el("p")
        .class("brand")
        .child(
            el("span")
                .class("seal")
                .attr("aria-hidden", "true")
                .child(first),
        )
        .child(el("span").child(name))
}
