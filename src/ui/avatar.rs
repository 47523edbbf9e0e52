//! A person without a photograph, or before it has come: one letter on a colour of their own.

use super::seed::{initial, stable_hash};
use leptos::{ev, prelude::*};

/// How large an avatar is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AvatarSize {
    /// 28 px: in a line of text, in a stack.
    Small,
    /// 44 px: in a row.
    #[default]
    Medium,
    /// 80 px: at the head of a page.
    Large,
}

/// A face for `name`. Decoration: the name itself stands beside it in text. A picture is loaded
/// lazily and, where it does not come, leaves the letter.
#[component]
pub fn Avatar(
    /// Whose; gives letter and colour.
    #[prop(into)]
    name: String,
    /// Address of a picture.
    #[prop(optional_no_strip)]
    picture: Option<String>,
    /// How large.
    #[prop(optional)]
    size: AvatarSize,
) -> impl IntoView {
    let hue = stable_hash(&name) % 8;
    let class = match size {
        AvatarSize::Small => "avatar avatar-s",
        AvatarSize::Medium => "avatar",
        AvatarSize::Large => "avatar avatar-l",
    };
    let picture = picture.filter(|p| !p.is_empty()).map(|source| {
        let failed = RwSignal::new(false);
        view! {
            <img
                src=source
                alt=""
                loading="lazy"
                decoding="async"
                referrerpolicy="no-referrer"
                hidden=move || failed.get()
                on:error=move |_: ev::ErrorEvent| failed.set(true)
            />
        }
    });
    view! {
        <span class=class data-hue=hue.to_string() aria-hidden="true">
            {initial(&name)} {picture}
        </span>
    }
}

/// A few faces that overlap, and how many more. Decoration, but for `more`.
#[component]
pub fn AvatarStack(
    /// Name and picture of each, the first few.
    people: Vec<(String, Option<String>)>,
    /// What stands after them, such as *and 23 others*.
    #[prop(optional, into)]
    more: Option<String>,
) -> impl IntoView {
    view! {
        <div class="avatar-stack">
            {people
                .into_iter()
                .map(|(name, picture)| view! { <Avatar name picture size=AvatarSize::Small /> })
                .collect::<Vec<_>>()}
            {more.map(|more| view! { <span class="avatar-more">{more}</span> })}
        </div>
    }
}
