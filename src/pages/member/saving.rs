//! *Save contact*: a card for the phone's address book where files can be saved or shared, else the facts to copy.

use leptos::{prelude::*, task::spawn_local};

use crate::{
    host,
    model::{Card, CardVersion, Contact, Member, Role},
    route::Route,
    ui::{Button, ButtonKind, Icon, RwSignal, Tone, el},
};

use super::{Desk, reach};

/// What a card is (RFC 6350, section 10.1).
const KIND: &str = "text/vcard";
/// One button for what works here; a second, small one for the older version.
pub(super) fn buttons(desk: Desk, by_hand: RwSignal<Option<String>>) -> AnyView {
    let t = desk.here.t;
    if !host::saves_files() && !host::shares_files() {
        let act = move || {
            let facts = with_member(desk, |member| facts(desk, member));
            reach::copy(desk, facts, t.person_copied(), by_hand);
        };
        let (icon, label) = (Some(Icon::Copy), t.person_copy_all());
        let all = view! { <Button wide=true icon on_click=act>{label}</Button> };
        return el("div")
            .class("person-save")
            .child(all.into_any())
            .into_any();
    }
    let main = view! {
        <Button
            wide=true
            icon=Some(Icon::Me)
            on_click=move || save(desk, CardVersion::V4, by_hand)
        >
            {t.person_save()}
        </Button>
    };
    let older = view! {
        <Button
            kind=ButtonKind::Quiet
            small=true
            on_click=move || save(desk, CardVersion::V3, by_hand)
        >
            {t.person_save_old()}
        </Button>
    };
    el("div")
        .class("person-save")
        .child(main.into_any())
        .child(older.into_any())
        .into_any()
}

/// With the entry as it is seen at this moment.
fn with_member<R: Default>(desk: Desk, act: impl FnOnce(&Member) -> R) -> R {
    let now = desk.here.now();
    let member = desk.it.data.get_untracked();
    member
        .map(|member| act(&Member::clone(&member).settled(now)))
        .unwrap_or_default()
}

fn save(desk: Desk, version: CardVersion, by_hand: RwSignal<Option<String>>) {
    let t = desk.here.t;
    let (name, text, facts) = with_member(desk, |member| {
        let text = card(desk, member, version);
        (
            host::file_name(&member.name, ".vcf"),
            text,
            facts(desk, member),
        )
    });
    if host::saves_files() && host::save_file_of(&name, KIND, &text) {
        desk.here.toasts.say(Tone::Live, t.person_saved());
        return;
    }
    spawn_local(async move {
        if !host::share_file(&name, KIND, &text).await {
            reach::copy(desk, facts, t.person_copied(), by_hand);
        }
    });
}

fn card(desk: Desk, member: &Member, version: CardVersion) -> String {
    let (here, t) = (desk.here, desk.here.t);
    let home = here.home();
    let host = home.split("://").nth(1).unwrap_or_default();
    let host = host.split('/').next().unwrap_or_default();
    let site = [here.data().service(), ".", host].concat();
    let role = match member.role {
        Role::Member => "",
        role => t.role(role),
    };
    let at = Route::Member(member.community.clone(), member.id.clone());
    let community = community(desk);
    let card = Card {
        member,
        community: &community,
        role,
        photo: member.picture.as_deref().unwrap_or_default(),
        url: &here.whole_link(&at),
        say: &|contact| line(desk, contact),
        site: &site,
        told: desk.it.at.get_untracked().unwrap_or_else(|| here.now()),
    };
    card.write(version)
}

fn community(desk: Desk) -> String {
    let of = desk.of.data;
    of.with_untracked(|of| of.as_ref().map(|of| of.name.clone()))
        .unwrap_or_default()
}

fn line(desk: Desk, contact: &Contact) -> String {
    let t = desk.here.t;
    [t.contact(contact.kind), t.colon(), contact.value.trim()].concat()
}

/// Name, community and contacts, a line each, to be pasted anywhere.
fn facts(desk: Desk, member: &Member) -> String {
    let mut lines = vec![member.name.clone(), community(desk)];
    lines.extend(member.contacts.iter().map(|one| line(desk, one)));
    lines.retain(|line| !line.trim().is_empty());
    lines.join("\n")
}
