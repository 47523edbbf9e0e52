//! A community: purpose, rhythm, next meetings and people first; then the door, rules and ways.

mod bring;
mod door;
mod inside;
mod keeping;
mod parts;
mod standing;
mod talk;

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::{CommunityById, Page},
    model::{
        Action, Command, Community, CommunityId, Event, Membership, Offered, Power, Role, Subject,
        Thing, community_actions, may, stage,
    },
    route::Route,
    ui::{
        Badge, ButtonKind, ButtonLink, Hero, Icon, Memo, Notice, PageHeader, RwSignal, Section,
        Skeleton, SkeletonKind, Tone, changing, effect, el, nothing, several,
    },
};

use super::{
    Here, ahead, cards,
    doing::{self, About},
    entries, joining,
    live::{Live, in_step, live, shown},
    waiting,
};

/// So many coming events are shown.
const EVENTS: usize = 4;

/// The page.
pub fn page(here: Here, id: CommunityId) -> AnyView {
    here.title(here.t.community());
    joining::take_invitation(here, &id);
    keeping::watch(here, &id);
    let subject = Subject::Membership(id.clone());
    let it = live(here, CommunityById(id.clone()));
    let (own, of) = (id.clone(), id.clone());
    in_step(it, move || here.viewer.with(|v| v.membership(&own)));
    let events = live(here, joining::events_of(here, &id));
    // Who tries again tries for all of the page.
    effect(move || {
        if it.again.get() > 0 {
            events.again.update(|n| *n = n.wrapping_add(1));
        }
    });
    ahead::directory(here, &id, it, events);
    // News of it do not take away what it is shared with.
    let sharing = RwSignal::new(false);
    shown(
        here,
        it,
        here.t.community(),
        SkeletonKind::Page,
        move |c| draw(here, &c, events, it, sharing),
        move |error| {
            let waits = waiting::beside_failure(here, &subject, error, it);
            waits.or_else(|| keeping::not_yet(here, &of, error))
        },
    )
}

fn draw(
    here: Here,
    community: &Arc<Community>,
    events: Live<Page<Event>>,
    it: Live<Community>,
    sharing: RwSignal<bool>,
) -> AnyView {
    let t = here.t;
    here.title(&community.name);
    let kicker: Vec<&str> = [
        community.area.city.as_str(),
        &community.area.district,
        &community.area.place,
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect();
    let alive = stage(community, here.now_for(community));
    let hero = view! {
        <Hero seed=community.id.0.clone() motif=cards::motif(&community.tags)>{nothing()}</Hero>
    };
    let share = super::sharing::button(here, Thing::Community(community.clone()), sharing);
    let header = view! {
        <PageHeader
            title=community.name.clone()
            kicker=kicker.join(" · ")
            text=community.purpose.clone()
            back=Some((here.link(&Route::discover()), t.back().to_owned()))
            on_back=move || here.back()
            actions=share
        />
    };
    let of = community.clone();
    let in_review = Memo::new(move |_| keeping::in_review(here, &of));
    let (above, below) = (community.clone(), community.clone());
    let top = changing(move || match in_review.get() {
        true => keeping::review(here, &above.id),
        false => standing::standing(here, &above, events),
    });
    let bottom = changing(move || match in_review.get() {
        // Nobody does anything in it yet.
        true => nothing(),
        false => several(vec![
            keeping::chapters(here, &below),
            follow(here, &below),
            actions(here, &below, it),
        ]),
    });
    several(vec![
        hero.into_any(),
        header.into_any(),
        alive.map_or_else(nothing, |stage| cards::life(here, stage, true)),
        keeping::ended(here, community),
        keeping::waits(here, community),
        top,
        parts::rhythm(here, community),
        coming(here, community, events),
        parts::goal(here, community),
        parts::people(here, community),
        parts::about(here, community),
        parts::lines(t.culture(), &community.culture),
        parts::rules(here, community),
        door::door(here, community),
        parts::links(here, community),
        bottom,
    ])
}

/// Coming events; an occurrence of a series only once.
fn coming(here: Here, community: &Arc<Community>, events: Live<Page<Event>>) -> AnyView {
    let t = here.t;
    let closed = community.activity.closed.is_some();
    let list = changing(move || {
        let Some(page) = events.data.get() else {
            return match events.error.get() {
                Some(error) => el("p").class("muted").child(t.why(&error)).into_any(),
                None => view! { <Skeleton kind=SkeletonKind::Card count=2 label=t.loading() /> }
                    .into_any(),
            };
        };
        let now = here.now();
        let cards: Vec<AnyView> = page
            .items
            .iter()
            .filter(|e| e.ends() > now)
            .take(EVENTS)
            .map(|e| cards::event_card(here, &Arc::new(e.clone()), None, None, 3))
            .collect();
        if cards.is_empty() {
            el("p").class("muted").child(t.no_events()).into_any()
        } else {
            el("div").class("stack").child(cards).into_any()
        }
    });
    if closed {
        return nothing();
    }
    let list = several(vec![list, keeping::events(here, community)]);
    view! { <Section title=t.next_events()>{list}</Section> }.into_any()
}

/// What the service can do of what is offered; whoever brings a code is not told that one is needed.
fn able(here: Here, community: &Community, is: &Membership, mut offered: Offered) -> Offered {
    let data = here.data();
    let codes = joining::takes_codes(here);
    let brings = codes && joining::brought(here, &community.id).is_some();
    let is_out = !matches!(is.settled(here.now()), Membership::Member { .. });
    offered.actions.retain(|action| match action {
        Action::UseInvitation => codes,
        Action::Agree => data.carries("agree"),
        Action::Renew => is_out || data.carries("renew"),
        _ => true,
    });
    if brings && offered.actions.first() == Some(&Action::UseInvitation) {
        offered.why_not = None;
    }
    offered
}

/// Hearing of it without belonging to it, where the service has that.
fn follow(here: Here, community: &Arc<Community>) -> AnyView {
    if !here.data().carries("follow") || community.activity.closed.is_some() {
        return nothing();
    }
    let t = here.t;
    let id = community.id.clone();
    waiting::standing(here, Subject::Following(id.clone()), move || {
        let (follows, inside) = here.viewer.with(|v| {
            let inside = v.membership(&id).role(here.now()).is_some();
            (v.follows.contains(&id), inside)
        });
        let community = id.clone();
        if follows {
            let command = Command::Unfollow { community };
            let button = doing::button(here, command, t.act_unfollow(), ButtonKind::Quiet, None);
            let word = view! { <Badge tone=Tone::Live text=t.following() icon=Some(Icon::Star) /> };
            el("div")
                .class("follow")
                .child(word.into_any())
                .child(button)
                .into_any()
        } else if inside {
            nothing()
        } else {
            let command = Command::Follow { community };
            let icon = Some(Icon::Star);
            let button = doing::button(here, command, t.act_follow(), ButtonKind::Secondary, icon);
            let help = el("span").class("muted").child(t.follow_help());
            el("div")
                .class("follow")
                .child(button)
                .child(help)
                .into_any()
        }
    })
}

/// The buttons that the viewer's state allows, and why there is none.
fn actions(here: Here, community: &Arc<Community>, it: Live<Community>) -> AnyView {
    let community = community.clone();
    let form = here.link(&Route::Join(community.id.clone()));
    let members = here.link(&Route::Members(community.id.clone()));
    let capabilities = here.data().capabilities().clone();
    let subject = Subject::Membership(community.id.clone());
    waiting::buttons(here, subject, move || {
        let membership = here.viewer.with(|v| v.membership(&community.id));
        let inside = membership.role(here.now()).is_some();
        let offered = community_actions(&membership, &community, here.now_for(&community));
        let mut made = Vec::new();
        if inside && capabilities.members {
            let href = members.clone();
            let link = view! {
                <ButtonLink href icon=Some(Icon::People) wide=true>{here.t.see_members()}</ButtonLink>
            };
            made.push(link.into_any());
            made.push(entries::link(here, &community.id, false));
        }
        let organises = membership
            .role(here.now())
            .is_some_and(Role::reviews_members);
        let data = here.data();
        let invites = may(
            &membership,
            Power::Invite(Role::Member),
            &community,
            here.now(),
        );
        let way = if organises && data.offers("applicants") {
            Some((Route::Organise(community.id.clone()), here.t.org_see()))
        } else if organises && data.offers("roster") {
            Some((
                Route::OrganiseMembers(community.id.clone()),
                here.t.org_see_members(),
            ))
        } else if invites && data.offers("invitations") {
            Some((
                Route::OrganiseInvitations(community.id.clone()),
                here.t.org_see_invitations(),
            ))
        } else {
            None
        };
        if let Some((route, label)) = way {
            let href = here.link(&route);
            let link = view! {
                <ButtonLink href icon=Some(Icon::Door) wide=true>{label}</ButtonLink>
            };
            made.push(link.into_any());
        }
        made.extend(keeping::link(here, &community));
        let mut offered = able(here, &community, &membership, offered);
        if let Some(why) = &offered.why_not {
            let text = here.say(|t, face| t.why_not(why, face));
            made.push(view! { <Notice text /> }.into_any());
        }
        if capabilities.memberships {
            let about = About::Community(community.id.clone());
            made.push(door::by_code(here, &mut offered, &form));
            let after = move || it.again.update(|n| *n = n.wrapping_add(1));
            made.push(doing::buttons(
                here,
                &offered.actions,
                &about,
                community.asks_consent(),
                &form,
                after,
            ));
        }
        several(made)
    })
}
