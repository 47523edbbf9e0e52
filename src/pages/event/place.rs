//! Where an event is, and the way there: the maps of this phone, with a pin, and the address to copy. What is told only to those who
//! come is in no link either.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use crate::{
    host,
    model::{Event, SignUpState, hosts},
    pages::{Here, asking, cards, later},
    parts::{Part, part},
    route::{Map, Phone, Spot},
    ui::{
        Button, Icon, MoreButton, Rows, RwSignal, Sheet, StoredValue, el, icon, nothing, several,
    },
};

use super::{fact, under};

/// Where it is, as far as the viewer may know.
pub fn whereabouts(here: Here, event: &Arc<Event>) -> AnyView {
    let t = here.t;
    let venue = &event.venue;
    let line = cards::place(here, event, None);
    // Some services leave it in the row: it is told all the same only to those who come.
    let comes = here.viewer.with(|v| {
        let state = v.sign_up(&event.id).state;
        let is = event.community.as_ref().map(|of| v.membership(of));
        let prepares = is.is_some_and(|is| hosts(&is, here.now()));
        let has_seat = matches!(
            state,
            SignUpState::Confirmed { .. } | SignUpState::CheckedIn { .. }
        );
        has_seat || prepares
    });
    let hidden = venue.address_hidden && !comes;
    let is_online_alone = venue.online && venue.area.place.is_empty();
    let words = match (hidden, is_online_alone) {
        (true, true) => t.online_hidden().to_owned(),
        (true, false) => t.address_hidden().to_owned(),
        _ => venue.address.clone(),
    };
    let mut lines = Vec::new();
    if !line.is_empty() {
        lines.push(el("div").child(line).into_any());
    }
    if !words.is_empty() {
        lines.push(under(words));
    }
    if let Some(url) = crate::ui::markdown::safe_url(&venue.online_url).filter(|_| !hidden) {
        let link = el("a")
            .attr("href", url.to_owned())
            .attr("rel", "noopener")
            .attr("target", "_blank")
            .child(t.open_online());
        lines.push(el("div").child(link).into_any());
    }
    if lines.is_empty() {
        return nothing();
    }
    if !hidden && !is_online_alone {
        lines.push(way(here, event));
    }
    fact(t.event_where(), Icon::Pin, several(lines))
}

/// The button that opens the maps, and their sheet; nothing where no map could find it.
fn way(here: Here, event: &Arc<Event>) -> AnyView {
    if event.venue.address.is_empty() && event.venue.area.position.is_none() {
        return nothing();
    }
    let event = Arc::clone(event);
    let draw = move || maps(here, &event);
    let button = later::beside(here, Part::Ticket, draw, nothing);
    el("div").class("way").child(button).into_any()
}

part! {
    Ticket "ticket" "73":
    fn maps(here: Here, event: &Event) -> AnyView {
        let t = here.t;
        let spot = StoredValue::new(spot(event));
        let open = RwSignal::new(false);
        let button = view! { <MoreButton label=t.way_open() on_click=move || open.set(true) /> };
        let sheet = view! {
            <Sheet open title=t.way_title() close=t.close()>
                {spot.with_value(|spot| ways(here, spot))}
            </Sheet>
        };
        several(vec![button.into_any(), sheet.into_any()])
    }
}

/// Zones of mainland China in the IANA table, with those that it keeps for old names.
const ZONES: [&str; 7] = [
    "Asia/Shanghai",
    "Asia/Urumqi",
    "Asia/Chongqing",
    "Asia/Chungking",
    "Asia/Harbin",
    "Asia/Kashgar",
    "PRC",
];

/// Where a map has to look.
fn spot(event: &Event) -> Spot {
    let area = &event.venue.area;
    let street = match event.venue.address.as_str() {
        "" => &area.place,
        street => street,
    };
    let name = match area.place.as_str() {
        "" => &event.title,
        place => place,
    };
    Spot {
        name: name.to_owned(),
        address: [&area.city, &area.district, street].concat(),
        position: area.position,
        in_china: ZONES.contains(&event.zone.as_str()),
    }
}

/// What the sheet shows.
fn ways(here: Here, spot: &Spot) -> AnyView {
    let t = here.t;
    let phone = Phone::of(&host::user_agent());
    let outside = (phone != Phone::Inside).then_some("_blank");
    let rows = spot.ways(phone).into_iter().map(|(map, href)| {
        let name = match map {
            Map::Own => t.way_own(),
            Map::Apple => t.way_apple(),
            Map::Amap => t.way_amap(),
            Map::Tencent => t.way_tencent(),
            Map::Baidu => t.way_baidu(),
            Map::Google => t.way_google(),
        };
        let words = el("span")
            .class("row-text")
            .child(el("span").class("row-title").child(name));
        // The phone itself opens nothing beside us.
        let target = outside.filter(|_| map != Map::Own);
        let link = el("a")
            .class("row")
            .attr("href", href)
            .maybe("target", target)
            .attr("rel", "noopener noreferrer")
            .child(words)
            .child(icon(Icon::Chevron));
        el("li").child(link).into_any()
    });
    let rows: Vec<AnyView> = rows.collect();
    let address = spot.address.clone();
    let said = el("p").class("way-address").child(address.clone());
    // Said in the sheet: a toast would be below it.
    let came = RwSignal::new("");
    let copy = move || {
        let address = address.clone();
        spawn_local(async move {
            let copied = host::copy_text(&address).await;
            came.try_set(if copied {
                t.way_copied()
            } else {
                t.way_uncopied()
            });
        });
    };
    let copy = view! { <Button wide=true on_click=copy>{t.way_copy()}</Button> };
    let came = el("p")
        .class("muted")
        .attr("role", "status")
        .fill(move || came.get());
    let rows = view! { <Rows label=t.way_title()>{rows}</Rows> };
    let inside = el("div").class("stack").child(said).child(rows.into_any());
    let map = asking::map(here, spot);
    inside
        .child(map)
        .child(copy.into_any())
        .child(came)
        .into_any()
}
