//! One thing in the feed: an event, a community. A single article with one link, which the whole
//! card answers to.

use super::{
    badge::{Badge, Tone},
    cover::{Cover, Motif},
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
) -> impl IntoView {
    let class = match look {
        CardLook::Side => "card card-side",
        CardLook::Strip => "card card-strip",
        CardLook::Plain => "card",
    };
    let art = (look != CardLook::Plain).then(|| {
        view! {
            <div class="card-art">
                <Cover seed motif /> {date.map(|date| view! { <Date date /> })}
            </div>
        }
    });
    let link = view! { <a href=href>{title}</a> };
    let title = match level {
        2 => view! { <h2 class="card-title">{link}</h2> }.into_any(),
        4 => view! { <h4 class="card-title">{link}</h4> }.into_any(),
        _ => view! { <h3 class="card-title">{link}</h3> }.into_any(),
    };
    view! {
        <article class=class data-muted=muted.then_some("true")>
            {art}
            <div class="card-body">
                {kicker.map(|kicker| view! { <p class="card-kicker">{kicker}</p> })} {title}
                {(!badges.is_empty())
                    .then(|| {
                        view! {
                            <p class="badges">
                                {badges
                                    .into_iter()
                                    .map(|(tone, text)| view! { <Badge tone text /> })
                                    .collect::<Vec<_>>()}
                            </p>
                        }
                    })} {text.map(|text| view! { <p class="card-text">{text}</p> })}
                {(!rows.is_empty()).then(|| view! { <Metas rows /> })}
                {reason
                    .map(|reason| view! { <p class="card-reason">{draw(Icon::Star)} {reason}</p> })} {foot.map(|foot| view! { <div class="card-foot">{foot}</div> })}
            </div>
        </article>
    }
}

/// A calendar leaf.
#[component]
pub fn Date(
    /// What stands on it.
    date: DateTile,
) -> impl IntoView {
    view! {
        <p class="date">
            <span>{date.top}</span>
            <b>{date.main}</b>
            <span>{date.foot}</span>
        </p>
    }
}

/// Facts below each other, a drawing before each.
#[component]
pub fn Metas(
    /// The facts.
    rows: Vec<Meta>,
) -> impl IntoView {
    view! {
        <ul class="metas">
            {rows
                .into_iter()
                .map(|row| {
                    view! {
                        <li data-strong=row.strong.then_some("true")>
                            {draw(row.icon)} <span>{meta_text(row.text, row.strong)}</span>
                        </li>
                    }
                })
                .collect::<Vec<_>>()}
        </ul>
    }
}

/// A time breaks between its parts and never inside one.
fn meta_text(text: String, strong: bool) -> AnyView {
    if !strong {
        return text.into_any();
    }
    text.split(' ')
        .map(|part| view! { <span class="nowrap">{part.to_owned()}</span> " " })
        .collect::<Vec<_>>()
        .into_any()
}

/// Cards below each other on a phone, in two columns on a wide screen.
#[component]
pub fn Feed(
    /// The cards.
    children: Children,
) -> impl IntoView {
    view! { <div class="feed">{children()}</div> }
}
