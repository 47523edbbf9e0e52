//! A cover grown from an id: a paper-cut landscape, the same every time, in a few hundred bytes.
//!
//! A ground, a sun, two hills and some cut-outs of what the community does. Colours come from one
//! of six palettes in `style/cover.css`, so that both themes have their own: the one that its hosts chose, else by the id.
//! Decoration only.

use super::{
    el::{El, el, svg},
    seed::Dice,
};
use leptos::prelude::*;

/// What is cut out of the paper.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Motif {
    /// Hills and a sun, nothing more.
    #[default]
    Plain,
    /// Houses: an estate, a street, shops.
    Homes,
    /// Trees: walks, parks, outings.
    Trees,
    /// Waves: a river, swimming, a city on the water.
    Waves,
    /// Shoes: running, dancing, moving.
    Steps,
    /// Books: reading, poetry, study.
    Books,
    /// Paws: dogs and cats.
    Paws,
    /// Bowls: eating and tasting.
    Bowls,
    /// Flowers.
    Blooms,
    /// Lanterns: home towns, festivals.
    Lanterns,
    /// Kites: parents and children.
    Kites,
    /// Stacked blocks: trade, products, promotion.
    Blocks,
    /// Discs: photographs, film, music.
    Discs,
}

/// Where cut-outs go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// On the far hill, their feet behind the near one.
    Ground,
    /// In the sky.
    Sky,
    /// Along the near hill, small.
    Trail,
}

impl Motif {
    /// Where it goes, and the cut-out itself: in a box of 40 × 40, its foot at (20, 40).
    const fn stamp(self) -> (Place, &'static str) {
        match self {
            Self::Plain => (Place::Ground, ""),
            Self::Homes => (
                Place::Ground,
                "M4 44V18L20 5l16 13v26zM16 40V27h8v13zM27 11V5h5v10z",
            ),
            Self::Trees => (
                Place::Ground,
                "M20 2c9 0 14 6 14 13s-5 12-12 12.5V44h-4V27.5C11 27 6 22 6 15S11 2 20 2",
            ),
            Self::Waves => (
                Place::Ground,
                "M0 44v-4a20 20 0 0 1 40 0v4h-4v-4a16 16 0 0 0-32 0v4zM8 44v-4a12 12 0 0 1 24 0v4h-4v-4a8 8 0 0 0-16 0v4z",
            ),
            Self::Steps => (
                Place::Ground,
                "M2 20c3 2 8 1 10-4l5-2c3 7 7 11 13 12 6 1 8 3 8 8H2zM1 36h38c0 3-1 4-4 4H5c-3 0-4-1-4-4",
            ),
            Self::Books => (
                Place::Ground,
                "M4 8h9v36H4zM14.5 14H22v30h-7.5zM24 11l7-2 9 35h-7z",
            ),
            Self::Paws => (
                Place::Trail,
                "M20 40c-7 0-12-3-12-8s6-10 12-10 12 5 12 10-5 8-12 8M3 21a4 5 0 1 0 8 0 4 5 0 1 0-8 0m8-9a4 5 0 1 0 8 0 4 5 0 1 0-8 0m10 0a4 5 0 1 0 8 0 4 5 0 1 0-8 0m8 9a4 5 0 1 0 8 0 4 5 0 1 0-8 0",
            ),
            Self::Bowls => (
                Place::Ground,
                "M3 22h34c0 8-4 13-9 15v3H12v-3c-5-2-9-7-9-15M13 18c-3-5 3-6 0-12 5 5 0 7 3 12zm9 0c-3-5 3-6 0-12 5 5 0 7 3 12z",
            ),
            Self::Blooms => (
                Place::Ground,
                "M20 2c4 0 6 4 5 7 3-1 7 1 7 5s-4 6-7 5c0 2-2 4-4 4l1 21h-4l1-21c-2 0-4-2-4-4-3 1-7-1-7-5s4-6 7-5c-1-3 1-7 5-7M21 37c1-7 5-10 11-10 0 7-4 10-11 10",
            ),
            Self::Lanterns => (
                Place::Sky,
                "M19-60h2V5h6v3c6 2 8 6 8 10s-2 8-8 10v3h-6v9h-2v-9h-6v-3c-6-2-8-6-8-10s2-8 8-10V5h6z",
            ),
            Self::Kites => (
                Place::Sky,
                "M20 2 34 15 20 32 6 15zM19.5 30h1c0 5 5 5 3 11s3 7 1 12h-1c2-5-3-6-1-12s-3-6-3-11",
            ),
            Self::Blocks => (
                Place::Ground,
                "M3 23h16v21H3zM21 29h16v15H21zM11 8h15v13H11z",
            ),
            Self::Discs => (
                Place::Ground,
                "M4 24a16 16 0 1 0 32 0 16 16 0 1 0-32 0m10 0a6 6 0 1 1 12 0 6 6 0 1 1-12 0",
            ),
        }
    }
}

fn push(path: &mut String, before: &str, number: i32) {
    path.push_str(before);
    path.push_str(&number.to_string());
}

/// A hill line across 320 about `height`, filled to the lower edge at 128.
fn hill(dice: &mut Dice, height: i32) -> String {
    let middle = height + dice.roll(-7, 8);
    let mut path = String::new();
    push(&mut path, "M0 ", height + dice.roll(-9, 10));
    push(&mut path, "Q", dice.roll(40, 120));
    push(&mut path, " ", middle + dice.roll(-17, 18));
    push(&mut path, " 160 ", middle);
    push(&mut path, "T320 ", height + dice.roll(-9, 10));
    path.push_str("V128H0z");
    path
}

/// The cut-outs. The third stands in the very middle, which is all that a narrow cover shows.
fn stamps(dice: &mut Dice, motif: Motif) -> Vec<El> {
    let (place, shape) = motif.stamp();
    (0..5)
        .map(|index| {
            let size = dice.roll(0, 6);
            // The scale works from the corner: what grows is moved half of it to stay in place.
            let x = 4 + index * 68 - if place == Place::Trail { 0 } else { size * 2 }
                + if index == 2 { 0 } else { dice.roll(-12, 13) };
            let y = match place {
                Place::Ground => dice.roll(60, 70) - size * 4,
                Place::Sky => dice.roll(4, 34),
                Place::Trail => 64 + index % 2 * 12,
            };
            let mut at = String::new();
            push(&mut at, "translate(", x);
            push(&mut at, " ", y);
            at.push(')');
            if place == Place::Trail {
                at.push_str("translate(5 0)scale(.75)");
            } else {
                push(&mut at, "scale(1.", size);
                at.push(')');
            }
            let bright = place == Place::Trail || dice.roll(0, 3) == 0;
            let class = if bright { "art-5" } else { "art-4" };
            svg("path")
                .class(class)
                .attr("transform", at)
                .attr("d", shape)
        })
        .collect()
}

/// The cover that belongs to `seed`. Fills its place, cut off where it does not fit.
#[component]
pub fn Cover(
    /// An id: the same gives the same, always.
    #[prop(into)]
    seed: String,
    /// What it shows.
    #[prop(optional)]
    motif: Motif,
) -> impl IntoView + use<> {
    scene(&seed, motif, None)
}

/// `palette` is one that was chosen; without it, that of the seed. Hills and sun are the same in each.
pub(super) fn scene(seed: &str, motif: Motif, palette: Option<u32>) -> El {
    let mut dice = Dice::of(seed);
    let own = dice.roll(0, 6);
    let palette = palette.map_or(own, |chosen| (chosen % 6).cast_signed());
    let far = hill(&mut dice, 82);
    let near = hill(&mut dice, 104);
    let sun = svg("circle")
        .class("art-1")
        .attr("cx", dice.roll(90, 230).to_string())
        .attr("cy", dice.roll(26, 50).to_string())
        .attr("r", dice.roll(14, 27).to_string());
    let far = svg("path").class("art-2").attr("d", far);
    let near = svg("path").class("art-3").attr("d", near);
    let cut = if motif == Motif::Plain {
        Vec::new()
    } else {
        stamps(&mut dice, motif)
    };
    let picture = svg("svg")
        .class("cover")
        .attr("data-palette", palette.to_string())
        .attr("viewBox", "0 0 320 128")
        .attr("preserveAspectRatio", "xMidYMid slice")
        .attr("aria-hidden", "true")
        .child(sun)
        .child(far);
    // A trail lies on the near hill, all else behind it.
    if motif.stamp().0 == Place::Trail {
        picture.child(near).child(cut)
    } else {
        picture.child(cut).child(near)
    }
}

/// A wide cover at the head of a page.
#[component]
pub fn Hero(
    /// An id: the same as on the card, so that the cover is known again.
    #[prop(into)]
    seed: String,
    /// What it shows.
    #[prop(optional)]
    motif: Motif,
    /// Which of the six palettes, where one was chosen.
    #[prop(optional_no_strip)]
    palette: Option<u32>,
    /// What lies over its lower corner: a date.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView + use<> {
    el("div")
        .class("hero")
        .child(scene(&seed, motif, palette))
        .child(children.map(|children| el("div").class("hero-over").child(children())))
}
