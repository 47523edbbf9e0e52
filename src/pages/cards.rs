//! Cards of communities and events, the same on every page.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    model::{
        Community, Event, EventStatus, FeedItem, Membership, SignUpState, SignUpWindow, Stage,
        Thing,
    },
    route::Route,
    ui::{Card, CardLook, DateTile, Icon, LifeStage, Meta, Motif, Row, Rows, Seats, Tone, nothing},
};

use super::Here;

/// How many reasons a card gives.
const REASONS: usize = 2;

/// A card of the feed.
pub fn feed_card(here: Here, item: &FeedItem) -> AnyView {
    let reasons: Vec<String> = here.say(|t, face| {
        item.reasons
            .iter()
            .take(REASONS)
            .map(|r| t.reason(r, face))
            .collect()
    });
    let reason = (!reasons.is_empty()).then(|| reasons.join(" · "));
    match &item.thing {
        Thing::Event(event) => event_card(here, event, item.metres, reason, 3),
        Thing::Community(community) => community_card(here, community, item.metres, reason, 3),
    }
}

/// An event.
pub fn event_card(
    here: Here,
    event: &Arc<Event>,
    metres: Option<u32>,
    reason: Option<String>,
    level: u8,
) -> AnyView {
    let t = here.t;
    let now = here.now();
    let (span, leaf) = here.say(|t, face| {
        (
            t.span(event.start, event.end, &event.zone, face),
            t.leaf(event.start, &event.zone, face),
        )
    });
    let mut rows = vec![Meta::strong(Icon::Clock, span)];
    let place = place(here, event, metres);
    if !place.is_empty() {
        rows.push(Meta::new(Icon::Pin, place));
    }
    if !event.price.is_empty() {
        rows.push(Meta::new(Icon::Price, event.price.clone()));
    }
    let badges = event_badges(here, event);
    let off = event.status == EventStatus::Cancelled || event.window(now) == SignUpWindow::Over;
    let seats = t.seats(event.taken, event.capacity, event.waiting);
    let foot = (!off && !seats.is_empty()).then(|| {
        view! { <Seats confirmed=event.taken capacity=event.capacity text=seats /> }.into_any()
    });
    let (top, main, foot_of_tile) = leaf;
    view! {
        <Card
            href=here.link(&Route::Event(event.id.clone()))
            title=event.title.clone()
            level
            look=CardLook::Side
            seed=event.id.0.clone()
            motif=motif(&event.tags)
            palette=event.cover
            date=Some(DateTile { top, main, foot: foot_of_tile })
            kicker=event.community_name.clone()
            badges
            rows
            nostrip:reason=reason
            muted=off
            nostrip:foot=foot
        />
    }
    .into_any()
}

/// Where, in a line: place, district, distance; *online*.
pub fn place(here: Here, event: &Event, metres: Option<u32>) -> String {
    let area = &event.venue.area;
    let mut parts: Vec<String> = Vec::new();
    if !area.place.is_empty() {
        parts.push(area.place.clone());
    }
    if !area.district.is_empty() {
        parts.push(area.district.clone());
    } else if !area.city.is_empty() {
        parts.push(area.city.clone());
    }
    if let Some(metres) = metres {
        parts.push(here.t.distance(metres));
    }
    if event.venue.online {
        parts.push(
            if parts.is_empty() {
                here.t.online()
            } else {
                here.t.online_too()
            }
            .to_owned(),
        );
    }
    parts.join(" · ")
}

/// The states of an event that matter before one opens it: the viewer's own first.
pub fn event_badges(here: Here, event: &Event) -> Vec<(Tone, String)> {
    let t = here.t;
    let mut badges: Vec<(Tone, String)> = Vec::new();
    match event.status {
        EventStatus::Cancelled => badges.push((Tone::Warn, t.event_cancelled().to_owned())),
        EventStatus::Postponed => badges.push((Tone::Warn, t.event_postponed().to_owned())),
        EventStatus::Scheduled | EventStatus::Proposed => {}
    }
    let own = here.viewer.with_untracked(|v| v.sign_up(&event.id));
    let mine = match own.state {
        SignUpState::Confirmed { .. } => Some((Tone::Live, t.act_sign_up_done())),
        SignUpState::Waitlisted { .. } => Some((Tone::Soon, t.badge_waitlisted())),
        SignUpState::PendingApproval { .. } | SignUpState::PendingPayment { .. } => {
            Some((Tone::Soon, t.badge_pending()))
        }
        _ => None,
    };
    let mine = mine.map(|(tone, word)| (tone, word.to_owned()));
    // What was done and is not yet so goes before what was so.
    badges.extend(here.mark(true, event.id.as_str()).or(mine));
    let window = event.window(here.now());
    match window {
        SignUpWindow::Begun => badges.push((Tone::Live, t.now_on().to_owned())),
        SignUpWindow::Over => badges.push((Tone::Muted, t.not_over().to_owned())),
        SignUpWindow::Closed => badges.push((Tone::Muted, t.not_closed().to_owned())),
        SignUpWindow::NotYet(opens) => {
            let words = here.say(|t, face| t.not_yet(&t.moment(opens, face)));
            badges.push((Tone::Neutral, words));
        }
        SignUpWindow::Open(_) | SignUpWindow::Off => {}
    }
    if window != SignUpWindow::Over && event.sign_up.who == crate::model::Who::Members {
        badges.push((Tone::Neutral, t.who_members().to_owned()));
    }
    badges
}

/// A community.
pub fn community_card(
    here: Here,
    community: &Arc<Community>,
    metres: Option<u32>,
    reason: Option<String>,
    level: u8,
) -> AnyView {
    let t = here.t;
    let data = here.data();
    let stage = crate::model::stage(community, here.now());
    let quiet = matches!(stage, Some(Stage::Dormant | Stage::Closed));
    let mut rows = Vec::new();
    match community.next_meeting(data.zones(), here.now()) {
        Some((start, end, rhythm)) if !quiet => {
            let words = here.say(|t, face| t.span(start, end, &rhythm.zone, face));
            rows.push(Meta::strong(Icon::Repeat, t.next_meeting(&words)));
        }
        _ => {
            if let Some(last) = community.activity.last_met {
                let words = here.say(|t, face| t.moment(last, face));
                rows.push(Meta::new(Icon::Clock, t.last_met(&words)));
            }
        }
    }
    let area = &community.area;
    let mut parts: Vec<String> = [&area.place, &area.district]
        .into_iter()
        .filter(|p| !p.is_empty())
        .cloned()
        .collect();
    parts.extend(metres.map(|m| t.distance(m)));
    parts.push(t.members_n(&community.members.to_string()));
    rows.push(Meta::new(Icon::People, parts.join(" · ")));
    let membership = here.viewer.with_untracked(|v| v.membership(&community.id));
    let mine = match membership {
        Membership::Member { role, .. } => Some((Tone::Live, t.role(role).to_owned())),
        Membership::PendingApproval { .. } => Some((Tone::Soon, t.badge_pending().to_owned())),
        Membership::Waitlisted { .. } => Some((Tone::Soon, t.badge_waitlisted().to_owned())),
        Membership::Invited { .. } => Some((Tone::Soon, t.is_invited().to_owned())),
        _ => None,
    };
    let mark = here.mark(false, community.id.as_str());
    let badges = mark.or(mine).into_iter().collect();
    let foot = stage.map(|stage| life(here, stage, false));
    view! {
        <Card
            href=here.link(&Route::Community(community.id.clone()))
            title=community.name.clone()
            level
            look=CardLook::Strip
            seed=community.id.0.clone()
            motif=motif(&community.tags)
            badges
            text=community.purpose.clone()
            rows
            nostrip:reason=reason
            muted=quiet
            nostrip:foot=foot
        />
    }
    .into_any()
}

/// The stage of life, with what it means for who comes if `noted`.
pub fn life(here: Here, stage: Stage, noted: bool) -> AnyView {
    let (word, note) = here.t.stage(stage);
    let drawn = match stage {
        Stage::Sprouting => crate::ui::Stage::Sprouting,
        Stage::Growing => crate::ui::Stage::Growing,
        Stage::Lively => crate::ui::Stage::Lively,
        Stage::Fading => crate::ui::Stage::Fading,
        Stage::Dormant | Stage::Closed => crate::ui::Stage::Dormant,
    };
    let note = noted.then(|| note.to_owned());
    view! { <LifeStage stage=drawn word nostrip:note=note /> }.into_any()
}

/// What the cover shows, by what the tags speak of: the first word that is known.
pub fn motif(tags: &[String]) -> Motif {
    const WORDS: [(&str, Motif); 22] = [
        ("跑", Motif::Kites),
        ("骑", Motif::Kites),
        ("狗", Motif::Paws),
        ("宠", Motif::Paws),
        ("猫", Motif::Paws),
        ("读", Motif::Books),
        ("书", Motif::Books),
        ("诗", Motif::Books),
        ("学", Motif::Books),
        ("花", Motif::Blooms),
        ("植", Motif::Trees),
        ("徒步", Motif::Trees),
        ("自然", Motif::Trees),
        ("餐", Motif::Bowls),
        ("吃", Motif::Bowls),
        ("美食", Motif::Bowls),
        ("茶", Motif::Bowls),
        ("同乡", Motif::Lanterns),
        ("街", Motif::Lanterns),
        ("邻", Motif::Homes),
        ("亲子", Motif::Blocks),
        ("摄影", Motif::Discs),
    ];
    tags.iter()
        .find_map(|tag| {
            WORDS
                .iter()
                .find(|(word, _)| tag.contains(word))
                .map(|(_, m)| *m)
        })
        .unwrap_or_default()
}

/// The way to founding a community, where the service has that.
pub fn found(here: Here) -> AnyView {
    if !here.data().carries("found") {
        return nothing();
    }
    let t = here.t;
    let href = here.link(&Route::Found(None));
    let row =
        view! { <Row title=t.found() note=t.found_mine_text() icon=Some(Icon::Sprout) href /> };
    let row = row.into_any();
    view! { <Rows>{row}</Rows> }.into_any()
}
