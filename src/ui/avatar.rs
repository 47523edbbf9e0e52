//! A person without a photograph, or before it has come: one letter on a colour of their own.

use super::{
    el::{El, el},
    seed::{initial, stable_hash},
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;

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
) -> impl IntoView + use<> {
    face(&name, picture, size)
}

/// A few faces that overlap, and how many more. Decoration, but for `more`.
#[component]
pub fn AvatarStack(
    /// Name and picture of each, the first few.
    people: Vec<(String, Option<String>)>,
    /// What stands after them, such as *and 23 others*.
    #[prop(optional, into)]
    more: Option<String>,
) -> impl IntoView + use<> {
    let faces: Vec<El> = people
        .into_iter()
        .map(|(name, picture)| face(&name, picture, AvatarSize::Small))
        .collect();
    el("div")
        .class("avatar-stack")
        .child(faces)
        .child(more.map(|more| el("span").class("avatar-more").child(more)))
}

pub(super) fn face(name: &str, picture: Option<String>, size: AvatarSize) -> El {
    let class = match size {
        AvatarSize::Small => "avatar avatar-s",
        AvatarSize::Medium => "avatar",
        AvatarSize::Large => "avatar avatar-l",
    };
    let picture = picture.filter(|source| !source.is_empty()).map(|source| {
        el("img")
            .attr("alt", "")
            .attr("loading", "lazy")
            .attr("decoding", "async")
            .attr("referrerpolicy", "no-referrer")
            .on("error", |event| {
                let image = event
                    .target()
                    .and_then(|it| it.dyn_into::<web_sys::Element>().ok());
                image.inspect(|image| image.remove());
            })
            .attr("src", source)
    });
    el("span")
        .class(class)
        .attr("data-hue", (stable_hash(name) % 8).to_string())
        .attr("aria-hidden", "true")
        .child(initial(name))
        .child(picture)
}
