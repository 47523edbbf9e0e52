//! What any page asks of the mini-program in whose web-view it may be. How it is done in which of them is one table, `host::hosts`; all
//! that does it comes with [`Part::Mini`], which nobody else ever fetches.

mod mini;

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    host::{self, Verb},
    model::{Community, Event, LatLng},
    parts::{self, Part},
    route::{Route, Spot},
    ui::{RwSignal, nothing},
};

use super::{Here, later};

/// The names under which a page of a mini-program brings something back, and the seal of it.
const BROUGHT: [&str; 4] = ["at", "paid", "scan", "asked"];

/// What a host is given, by name.
pub type Given = Vec<(&'static str, String)>;

/// What came of asking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It is done, or a page of the mini-program is open that does it, or its reader has given it up.
    Done,
    /// It was done at once, and this was read.
    Told(String),
    /// Not here: what stands in for it is to be offered.
    No,
    /// The same: the host has answered, and does not do it.
    Refused,
    /// What the operator wrote of it is wrong.
    Fault(String),
}

/// Where the reader is.
pub enum Located {
    /// There, to about a hundred metres.
    At(LatLng),
    /// A page of the mini-program is open, which comes back with it.
    Away,
    /// Nobody says.
    No,
}

/// Asks for it. While the same is being asked for it is [`Answer::Done`]: who asked first is told what came of it.
pub fn ask(verb: Verb, given: Given) -> impl Future<Output = Answer> {
    asked(verb, given, None)
}

/// The same for a button, which is busy until the host has answered, or has opened what it was asked for.
pub fn ask_while(verb: Verb, given: Given, busy: RwSignal<bool>) -> impl Future<Output = Answer> {
    asked(verb, given, Some(busy))
}

async fn asked(verb: Verb, given: Given, busy: Option<RwSignal<bool>>) -> Answer {
    if !host::is_in_mini_program() || parts::load(Part::Mini).await.is_err() {
        return Answer::No;
    }
    match mini::asked(verb, given, busy) {
        Ok(asked) => asked.await,
        Err(_) => Answer::No,
    }
}

/// Whether the host does it, as far as the operator has seen to it.
///
/// # Errors
/// What is wrong with what the operator wrote of it.
pub async fn offers(verb: Verb) -> Result<bool, String> {
    if !host::is_in_mini_program() || parts::load(Part::Mini).await.is_err() {
        return Ok(false);
    }
    match mini::offering(verb) {
        Ok(offers) => offers.await,
        Err(_) => Ok(false),
    }
}

/// Where the reader is: by the host, which comes back to `back` if it has to leave, else by the browser.
pub async fn locate(here: Here, back: Option<&Route>) -> Located {
    if host::is_in_mini_program() {
        let back = back.map(|route| here.data().way_back(&here.whole_link(route)));
        let given = back.into_iter().map(|url| ("back", url)).collect();
        match ask(Verb::Locate, given).await {
            Answer::Told(text) => {
                if let Some(at) = place_of(&text) {
                    return Located::At(at);
                }
            }
            Answer::Done => return Located::Away,
            Answer::No | Answer::Refused | Answer::Fault(_) => {}
        }
    }
    host::locate().await.map_or(Located::No, Located::At)
}

/// A place as hosts write it, `lat,lng`, to about a hundred metres, as the browser's is (`host::locate`).
fn place_of(text: &str) -> Option<LatLng> {
    let (lat, lng) = text.split_once(',')?;
    LatLng::new(coarse(lat)?, coarse(lng)?)
}

/// Degrees to the thousandth. (To read any fraction at all would be the largest piece of this part.)
fn coarse(text: &str) -> Option<f64> {
    let text = text.trim();
    let (sign, size) = match text.strip_prefix('-') {
        Some(size) => (-1.0, size),
        None => (1.0, text),
    };
    let (whole, rest) = size.split_once('.').unwrap_or((size, ""));
    let three: String = rest.chars().chain("000".chars()).take(3).collect();
    let (whole, three): (u16, u16) = (whole.parse().ok()?, three.parse().ok()?);
    Some(sign * (f64::from(whole) + f64::from(three) / 1000.0))
}

/// Tells the host what is shared from this screen: its own menu sends it on.
pub fn tell_shared(title: &str, url: &str, screen: String) {
    let given = vec![
        ("title", title.to_owned()),
        ("url", url.to_owned()),
        ("screen", screen),
    ];
    spawn_local(async move {
        // Without it the menu sends on the address of the screen.
        let _told = ask(Verb::Share, given).await;
    });
}

/// Takes what a page of the mini-program has brought back, and tells it of each screen if it wants that.
pub fn begin(here: Here) {
    if !host::is_in_mini_program() {
        // Nobody here has asked for it.
        here.take_out(&BROUGHT);
        return;
    }
    spawn_local(async move {
        if parts::load(Part::Mini).await.is_ok() {
            let _there = mini::begin(here);
        }
    });
}

/// What a host does about an event for who has signed up: it takes the payment that is open, it reminds.
pub fn of_event(here: Here, event: &Arc<Event>) -> AnyView {
    let event = Arc::clone(event);
    in_mini(here, move || mini::of_event(here, event.clone()))
}

/// Pays dues; `link` is where they are paid otherwise, to be copied.
pub fn dues(here: Here, community: &Community, link: Option<&str>) -> AnyView {
    let given = mini::Dues {
        community: community.id.clone(),
        name: community.name.clone(),
        dues: community.policy.dues.clone(),
        link: link.map(str::to_owned),
    };
    let given = Arc::new(given);
    in_mini(here, move || mini::of_dues(here, given.clone()))
}

/// Shows a place on the host's map.
pub fn map(here: Here, spot: &Spot) -> AnyView {
    let Some((lat, lng)) = spot.pin() else {
        return nothing();
    };
    let given = Arc::new(vec![
        ("lat", lat),
        ("lng", lng),
        ("name", spot.name.clone()),
        ("address", spot.address.clone()),
    ]);
    in_mini(here, move || mini::of_map(here, given.clone()))
}

/// Leads out of the web-view.
pub fn home(here: Here) -> AnyView {
    in_mini(here, move || mini::of_home(here))
}

/// A view for who is in a mini-program.
fn in_mini(
    here: Here,
    draw: impl Fn() -> Result<AnyView, parts::NotLoaded> + Send + 'static,
) -> AnyView {
    match host::is_in_mini_program() {
        true => later::beside(here, Part::Mini, draw, nothing),
        false => nothing(),
    }
}
