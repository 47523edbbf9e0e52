//! The viewer's communities: those they are in, those that have not answered, those of before.

use leptos::prelude::*;

use crate::{
    data::{CommunitiesPage, CommunityById, Data, Few},
    model::{Community, CommunityId, Membership, Subject},
    route::Route,
    ui::{
        ButtonKind, ButtonLink, Memo, PageHeader, Panel, Section, Signal, Skeleton, SkeletonKind,
        changing, el, nothing, several,
    },
};

use super::{Here, cards, live, waiting};

/// The page.
pub fn page(here: Here) -> AnyView {
    let t = here.t;
    here.title(t.mine());
    let mine = live::mine(here);
    // What waits stands there too, marked.
    let standing = Memo::new(move |_| {
        let mut all = here.viewer.with(|v| {
            v.memberships
                .iter()
                .filter(|(_, m)| **m != Membership::None)
                .map(|(id, m)| (id.clone(), m.clone()))
                .collect::<Vec<_>>()
        });
        for id in here.viewer.with(|v| v.follows.clone()) {
            if !all.iter().any(|(other, _)| *other == id) {
                all.push((id, Membership::None));
            }
        }
        for entry in waiting::all(here) {
            if let Subject::Membership(id) = entry.command.subject()
                && !all.iter().any(|(other, _)| *other == id)
            {
                all.push((id, Membership::None));
            }
        }
        all
    });
    let ids = Memo::new(move |_| {
        standing.with(|all| all.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>())
    });
    let known = live::each(here, ids, row, CommunityById);
    let body = changing(move || {
        let standing = standing.get();
        if standing.is_empty() {
            return match (mine.data.with(Option::is_some), mine.error.get()) {
                (false, Some(error)) => {
                    live::failure(here, &error, move || mine.again.update(|n| *n += 1))
                }
                (false, None) => {
                    view! { <Skeleton kind=SkeletonKind::Card label=t.loading() /> }.into_any()
                }
                (true, _) if here.data().is_signed_out() => live::sign_in_first(here),
                (true, _) => empty(here),
            };
        }
        if known.known.with(Few::is_empty) {
            return known.instead(here);
        }
        let now = here.now();
        let follows = here.viewer.with(|v| v.follows.clone());
        let waits = waiting::all(here);
        let knocked = |id: &CommunityId| {
            let about = Subject::Membership(id.clone());
            waits.iter().any(|entry| entry.command.subject() == about)
        };
        let only_followed = |id: &CommunityId, m: &Membership| {
            *m == Membership::None && follows.contains(id) && !knocked(id)
        };
        let group = |title: &'static str, fits: &dyn Fn(&CommunityId, &Membership) -> bool| {
            let cards: Vec<AnyView> = known.known.with(|known| {
                standing
                    .iter()
                    .filter(|(id, m)| fits(id, m))
                    .filter_map(|(id, m)| Some((known.get(id)?, m)))
                    .map(|(c, m)| cards::community_card(here, c, None, due(here, c, m), 3))
                    .collect()
            });
            if cards.is_empty() {
                return nothing();
            }
            let cards = el("div").class("stack").child(cards).into_any();
            view! { <Section title>{cards}</Section> }.into_any()
        };
        let inside = |m: &Membership| m.role(now).is_some();
        let waiting = |m: &Membership| {
            matches!(
                m,
                Membership::None
                    | Membership::Invited { .. }
                    | Membership::PendingApproval { .. }
                    | Membership::PendingPayment { .. }
                    | Membership::Waitlisted { .. }
            )
        };
        several(vec![
            group(t.mine_in(), &|_, m| inside(m)),
            group(t.mine_waiting(), &|id, m| {
                waiting(m) && !only_followed(id, m)
            }),
            group(t.mine_followed(), &only_followed),
            group(t.mine_past(), &|_, m| !inside(m) && !waiting(m)),
        ])
    });
    let header = view! { <PageHeader title=t.mine() /> };
    let there = Signal::stored(true);
    several(vec![
        header.into_any(),
        live::age(here, there, mine.at, mine.error),
        // Said once.
        changing(move || match mine.error.with(Option::is_some) {
            true => nothing(),
            false => known.lacking(here),
        }),
        body,
        cards::found(here),
    ])
}

/// What a member has to do about a community, where there is something.
fn due(here: Here, community: &Community, is: &Membership) -> Option<String> {
    let t = here.t;
    let data = here.data();
    match is {
        Membership::PendingPayment { .. } => Some(t.mark_pay().to_owned()),
        Membership::Member { until, paying, .. } => {
            if is.asks_again(community) && data.carries("agree") {
                return Some(t.mark_agree().to_owned());
            }
            if paying.is_some() {
                return Some(t.mark_pay().to_owned());
            }
            let renews = is.may_renew(community, here.now()) && data.carries("renew");
            let end = until.filter(|_| renews)?;
            Some(here.say(|t, face| t.mark_renew(&t.moment(end, face))))
        }
        _ => None,
    }
}

/// A community as a list has it.
fn row(data: &Data, id: &CommunityId) -> Option<Community> {
    let page = data.kept(&CommunitiesPage::default())?.data;
    page.items.into_iter().find(|c| c.id == *id)
}

fn empty(here: Here) -> AnyView {
    let t = here.t;
    view! {
        <Panel title=t.mine_empty() text=t.mine_empty_text()>
            <ButtonLink href=here.link(&Route::discover()) kind=ButtonKind::Primary>
                {t.to_discover()}
            </ButtonLink>
        </Panel>
    }
    .into_any()
}
