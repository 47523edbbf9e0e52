//! The frame of every screen: a way past the bar for keyboards, the page, the bar.

use super::icon::{Icon, icon as draw};
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
) -> impl IntoView {
    view! {
        <nav class="bar" aria-label=label>
            {brand.map(|brand| view! { <Brand name=brand /> })}
            {items
                .into_iter()
                .enumerate()
                .map(|(index, item)| {
                    view! {
                        <a
                            class="bar-item"
                            href=item.href
                            aria-current=move || (current.get() == Some(index)).then_some("page")
                        >
                            <span class="bar-icon">
                                {draw(item.icon)}
                                {move || {
                                    item.waiting
                                        .get()
                                        .map(|words| {
                                            view! {
                                                <span class="bar-dot">
                                                    <span class="hide">{words}</span>
                                                </span>
                                            }
                                        })
                                }}
                            </span>
                            <span>{item.label}</span>
                        </a>
                    }
                })
                .collect::<Vec<_>>()}
        </nav>
    }
}

/// The name of the app behind its seal, which is the first letter of the name.
#[component]
pub fn Brand(
    /// The name.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    let first = name.chars().next().map(String::from);
    view! {
        <p class="brand">
            <span class="seal" aria-hidden="true">
                {first}
            </span>
            <span>{name}</span>
        </p>
    }
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
) -> impl IntoView {
    view! {
        <div class="shell">
            <a class="skip" href="#main">
                {skip}
            </a>
            <main class="page" id="main" tabindex="-1">
                {children()}
            </main>
            {bar}
        </div>
    }
}
