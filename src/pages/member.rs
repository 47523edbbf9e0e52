//! A directory entry: what this member lets this viewer see.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::{BackendError, MemberById},
    model::{CommunityId, ContactKind, Member, MemberField, MemberId},
    route::Route,
    ui::{
        Avatar, AvatarSize, ButtonKind, ButtonLink, Fact, Facts, Notice, PageHeader, Panel,
        PanelKind, SkeletonKind, el, several,
    },
};

use super::{
    Here,
    live::{live, shown},
};

/// The page.
pub fn page(here: Here, community: CommunityId, member: MemberId) -> AnyView {
    here.title(here.t.members());
    let door = here.link(&Route::Community(community.clone()));
    let list = here.link(&Route::Members(community.clone()));
    let it = live(here, MemberById { community, member });
    shown(
        here,
        it,
        here.t.members(),
        SkeletonKind::Page,
        move |member| draw(here, &member),
        move |error| {
            let t = here.t;
            matches!(error, BackendError::Forbidden { .. }).then(|| {
                let (door, list) = (door.clone(), list.clone());
                view! {
                    <Panel kind=PanelKind::Locked title=t.directory_closed() text=t.directory_closed_text()>
                        <ButtonLink href=door kind=ButtonKind::Primary>{t.door()}</ButtonLink>
                        <ButtonLink href=list>{t.members()}</ButtonLink>
                    </Panel>
                }
                .into_any()
            })
        },
    )
}

fn draw(here: Here, member: &Arc<Member>) -> AnyView {
    let t = here.t;
    here.title(&member.name);
    let back = here.link(&Route::Members(member.community.clone()));
    let headline = (!member.headline.is_empty()).then(|| member.headline.clone());
    let joined = member
        .joined
        .map(|at| here.say(|t, face| t.month(at, face)))
        .unwrap_or_default();
    let list = |items: &[String]| items.join(t.enumeration());
    let said: Vec<AnyView> = [
        (MemberField::Offers, list(&member.offers)),
        (MemberField::Seeks, list(&member.seeks)),
        (MemberField::Skills, list(&member.skills)),
        (MemberField::Hometown, member.hometown.clone()),
        (MemberField::District, member.district.clone()),
        (MemberField::Joined, joined),
    ]
    .into_iter()
    .filter(|(_, text)| !text.is_empty())
    // In words: no drawing tells what one offers from what one looks for.
    .map(|(field, text)| {
        view! { <Fact label=t.member_field(field) icon=None>{text}</Fact> }.into_any()
    })
    .collect();
    let contacts: Vec<AnyView> = member
        .contacts
        .iter()
        .map(|contact| {
            let scheme = match contact.kind {
                ContactKind::Phone => Some("tel:"),
                ContactKind::Email => Some("mailto:"),
                ContactKind::Wechat | ContactKind::Other => None,
            };
            let value = contact.value.clone();
            let shown = match scheme {
                Some(scheme) => {
                    let href = format!("{scheme}{}", value.replace(' ', ""));
                    el("a").attr("href", href).child(value).into_any()
                }
                None => value.into_any(),
            };
            view! { <Fact label=t.contact(contact.kind) icon=None>{shown}</Fact> }.into_any()
        })
        .collect();
    let asked: Vec<AnyView> = member
        .on_request
        .iter()
        .map(|field| view! { <Notice text=t.on_request(t.member_field(*field)) /> }.into_any())
        .collect();
    let face = view! {
        <Avatar name=member.name.clone() picture=member.picture.clone() size=AvatarSize::Large />
    };
    let header = view! {
        <PageHeader
            title=member.name.clone()
            kicker=t.role(member.role)
            nostrip:text=headline
            back=Some((back, t.back().to_owned()))
            on_back=move || here.back()
            actions=face.into_any()
        />
    };
    let facts = several(vec![several(said), several(contacts)]);
    let facts = view! { <Facts>{facts}</Facts> };
    several(vec![header.into_any(), facts.into_any(), several(asked)])
}
