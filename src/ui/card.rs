//! One thing in the feed: an event, a community. A single article with one link, which the whole
//! card answers to.

use super::{
    badge::{Tone, badge},
    cover::{Motif, scene},
    el::{El, Keyed, el},
    icon::{Icon, icon as draw},
};
use leptos::prelude::*;

/// How a card shows its art.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CardLook {
    /// Art as a column at the side: for events, many on a screen.
    #[default]
    Side,
    /// Art as a strip above: for communities.
    Strip,
    /// No art: for lists inside a page.
    Plain,
}

/// When an event is, torn off a calendar: `周五 / 21 / 11 月`.
#[derive(Clone, Debug, Default)]
pub struct DateTile {
    /// The small line above, such as the weekday or *tonight*.
    pub top: String,
    /// The large one: the day of the month.
    pub main: String,
    /// The small line below: the month or the hour.
    pub foot: String,
}

/// A fact on a card: a drawing and a line.
#[derive(Clone, Debug)]
pub struct Meta {
    /// The drawing.
    pub icon: Icon,
    /// The line.
    pub text: String,
    /// Stands out: the one people look for.
    pub strong: bool,
}

impl Meta {
    /// A plain fact.
    pub fn new(icon: Icon, text: impl Into<String>) -> Self {
        Self {
            icon,
            text: text.into(),
            strong: false,
        }
    }

    /// A fact that stands out.
    pub fn strong(icon: Icon, text: impl Into<String>) -> Self {
        Self {
            icon,
            text: text.into(),
            strong: true,
        }
    }
}

/// A feed card.
#[component]
pub fn Card(
    /// Where it leads, with the base path.
    #[prop(into)]
    href: String,
    /// What it is called.
    #[prop(into)]
    title: String,
    /// Level of its heading, 2 to 4.
    #[prop(default = 3)]
    level: u8,
    /// Where the art stands.
    #[prop(optional)]
    look: CardLook,
    /// What the art grows from: an id.
    #[prop(optional, into)]
    seed: String,
    /// What the art shows.
    #[prop(optional)]
    motif: Motif,
    /// Which of the palettes of covers, where one was chosen.
    #[prop(optional_no_strip)]
    palette: Option<u32>,
    /// The date, over the art.
    #[prop(optional_no_strip)]
    date: Option<DateTile>,
    /// A short line above the title: the community of an event, the area of a community.
    #[prop(optional, into)]
    kicker: Option<String>,
    /// States, each a meaning and words.
    #[prop(optional)]
    badges: Vec<(Tone, String)>,
    /// A sentence under the title: the purpose.
    #[prop(optional, into)]
    text: Option<String>,
    /// Time, place, rhythm.
    #[prop(optional)]
    rows: Vec<Meta>,
    /// Why the card is shown.
    #[prop(optional, into)]
    reason: Option<String>,
    /// Over, cancelled, dormant: drawn back.
    #[prop(optional)]
    muted: bool,
    /// What stands at the foot: seats, faces, the stage of life.
    #[prop(optional, into)]
    foot: Option<AnyView>,
) -> impl IntoView + use<> {
    let class = match look {
        CardLook::Side => "card card-side",
        CardLook::Strip => "card card-strip",
        CardLook::Plain => "card",
    };
    let art = (look != CardLook::Plain).then(|| {
        el("div")
            .class("card-art")
            .child(scene(&seed, motif, palette))
            .child(date.map(leaf))
    });
    let heading = match level {
        2 => "h2",
        4 => "h4",
        _ => "h3",
    };
    let badges: Vec<El> = badges
        .into_iter()
        .map(|(tone, text)| badge(tone, text, None))
        .collect();
    let body = el("div")
        .class("card-body")
        .child(kicker.map(|kicker| el("p").class("card-kicker").child(kicker)))
        .child(
            el(heading)
                .class("card-title")
                .child(el("a").attr("href", href).child(title)),
        )
        .child((!badges.is_empty()).then(|| el("p").class("badges").child(badges)))
        .child(text.map(|text| el("p").class("card-text").child(text)))
        .child((!rows.is_empty()).then(|| metas(rows)))
        .child(reason.map(|reason| {
            el("p")
                .class("card-reason")
                .child(draw(Icon::Star))
                .child(el("span").child(reason))
        }))
        .child(foot.map(|foot| el("div").class("card-foot").child(foot)));
    el("article")
        .class(class)
        .maybe("data-muted", muted.then_some("true"))
        .child(art)
        .child(body)
}

/// A calendar leaf.
#[component]
pub fn Date(
    /// What stands on it.
    date: DateTile,
) -> impl IntoView + use<> {
    leaf(date)
}

/// Facts below each other, a drawing before each.
#[component]
pub fn Metas(
    /// The facts.
    rows: Vec<Meta>,
) -> impl IntoView + use<> {
    metas(rows)
}

/// Cards below each other on a phone, in two columns on a wide screen.
#[component]
pub fn Feed(
    /// The cards.
    children: Children,
) -> impl IntoView + use<> {
    el("div").class("feed").child(children())
}

/// A [`Feed`] of cards that come and go: those that stay are let be.
pub fn feed_of(cards: impl Fn() -> Vec<Keyed> + Send + 'static) -> El {
    el("div").class("feed").list(cards)
}

fn leaf(date: DateTile) -> El {
    el("p")
        .class("date")
        .child(el("span").child(date.top))
        .child(el("b").child(date.main))
        .child(el("span").child(date.foot))
}

fn metas(rows: Vec<Meta>) -> El {
    let row = |row: Meta| {
        let text = el("span");
        el("li")
            .maybe("data-strong", row.strong.then_some("true"))
            .child(draw(row.icon))
            .child(if row.strong {
                unbroken(text, &row.text)
            } else {
                text.child(row.text)
            })
    };
    el("ul")
        .class("metas")
        .child(rows.into_iter().map(row).collect::<Vec<_>>())
}

/// A time breaks between its parts and never inside one.
pub(super) fn unbroken(to: El, text: &str) -> El {
    text.split(' ').fold(to, |to, part| {
        // What stands in brackets after it, such as a time zone, may go to the next line.
        let (part, aside) = part.split_at(part.find('（').unwrap_or(part.len()));
        [part, aside]
            .into_iter()
            .filter(|piece| !piece.is_empty())
            .fold(to, |to, piece| {
                to.child(el("span").class("nowrap").child(piece.to_owned()))
            })
            .child(" ")
    })
}
