//! What a camera sees, with a frame to aim with, and a word about what was read.
//!
//! The picture is a square: what lies outside of it is not looked at either. Nobody needs to see it to use it: what goes on
//! is said in a live region, and the only control is a button.

use super::{
    Act, RwSignal, Signal,
    button::{Button, ButtonKind},
    el::{Piece, Text, el},
    panel::{Panel, PanelKind},
};
use leptos::prelude::*;
use web_sys::Element;

/// The scanner's words that do not change.
#[derive(Clone, Copy, Debug)]
pub struct ScannerWords {
    /// What the picture is.
    pub label: &'static str,
    /// What the light's button is called.
    pub torch: &'static str,
    /// What tries once more is called.
    pub again: &'static str,
}

/// Why nothing is seen, and what to do instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unseen {
    /// In a word.
    pub title: &'static str,
    /// What to do.
    pub text: &'static str,
}

/// The scanner. It knows no camera: who uses it puts one into the video that it shows.
#[component]
pub fn Scanner(
    /// What it is called.
    words: ScannerWords,
    /// What goes on, and what was read; said to who does not see it.
    #[prop(into)]
    said: Signal<String>,
    /// How often something was read: each time the frame lights up.
    #[prop(into)]
    count: Signal<u32>,
    /// Why there is no picture.
    #[prop(into)]
    unseen: Signal<Option<Unseen>>,
    /// Whether the light is on; nothing where there is none.
    torch: RwSignal<Option<bool>>,
    /// Told of the video once it is on the page, and again when there is another.
    on_video: Act<Element>,
    /// Told that the light is to be turned on or off.
    on_torch: Act<bool>,
    /// Told that it is to be tried once more.
    #[prop(into)]
    on_again: Act,
) -> impl IntoView + use<> {
    let view = move || match unseen.get() {
        Some(why) => Piece::from(
            view! {
                <Panel kind=PanelKind::Error title=why.title text=why.text>
                    <Button kind=ButtonKind::Primary on_click=on_again>{words.again}</Button>
                </Panel>
            }
            .into_any(),
        ),
        None => {
            let video = el("video")
                .class("scan-video")
                .flag("playsinline", true)
                .flag("muted", true)
                .attr("role", "img")
                .attr("aria-label", words.label)
                .track(move |video| {
                    on_video.try_run(video.clone());
                });
            // Two names of one animation: changing from one to the other begins it anew.
            let aim = el("i")
                .class("scan-aim")
                .live("data-read", move || match count.get() {
                    0 => None,
                    odd if odd % 2 == 1 => Some(Text::Borrowed("odd")),
                    _ => Some(Text::Borrowed("even")),
                });
            let light = el("div").class("scan-light").fill(move || {
                let on = torch.get()?;
                let button = el("button")
                    .class("btn btn-small")
                    .attr("type", "button")
                    .attr("aria-pressed", if on { "true" } else { "false" })
                    .on("click", move |_| {
                        on_torch.try_run(!on);
                    });
                Some(button.child(words.torch))
            });
            Piece::from(
                el("div")
                    .class("scan-view")
                    .child(video)
                    .child(aim)
                    .child(light),
            )
        }
    };
    let word = el("p")
        .class("scan-said")
        .attr("role", "status")
        .fill(move || said.get());
    el("div")
        .class("scan")
        .child(el("div").fill(view))
        .child(word)
}
