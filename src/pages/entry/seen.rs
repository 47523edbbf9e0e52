//! The entry as others would see it, drawn by the rule by which they do: [`as_seen_by`].

use leptos::prelude::*;

use crate::{
    model::{Entry, Member, MemberField, ViewerRank, as_seen_by, paper::entry},
    pages::Here,
    ui::{
        Avatar, AvatarSize, Chips, ChipsLook, Choice, El, Icon, RwSignal, Section, changing, el,
        icon, several,
    },
};

use super::typing::Typing;

const RANKS: [(&str, ViewerRank); 3] = [
    ("stranger", ViewerRank::Stranger),
    ("member", ViewerRank::Member),
    ("organiser", ViewerRank::Organiser),
];

/// The switch, and below it what they see. `of` is the member whose entry it is.
pub(super) fn section(on: Typing, of: Member) -> AnyView {
    let t = on.here.t;
    let eyes = RwSignal::new("member".to_owned());
    let options = vec![
        Choice::new("stranger", t.entry_seen_stranger()),
        Choice::new("member", t.entry_seen_member()),
        Choice::new("organiser", t.entry_seen_organiser()),
    ];
    let switch = view! {
        <Chips label=t.entry_seen_as() options value=eyes look=ChipsLook::Segments />
    };
    let picture = finished_picture(on);
    let seen = changing(move || {
        let rank = RANKS
            .iter()
            .find(|(name, _)| eyes.with(|eyes| eyes == name));
        let rank = rank.map_or(ViewerRank::Member, |(_, rank)| *rank);
        let (mut written, _) = entry::read(&on.typed());
        written.picture = picture.get();
        seen(on.here, written, &of, rank)
    });
    let card = el("div")
        .class("entry-card")
        .attr("role", "status")
        .child(seen);
    let inside = el("div")
        .class("stack")
        .child(vec![switch.into_any(), card.into_any()])
        .into_any();
    view! { <Section title=t.entry_seen()>{inside}</Section> }.into_any()
}

/// The address of the picture once it is typed to its end: half of one is somebody else's, who would hear of it at each letter.
fn finished_picture(on: Typing) -> RwSignal<Option<String>> {
    let now = move || {
        let (written, faults) = entry::read(&on.typed_untracked());
        let own = entry::group(MemberField::Picture);
        let is_fine = faults.iter().all(|fault| fault.key != own);
        written.picture.filter(|_| is_fine)
    };
    let picture = RwSignal::new(now());
    for event in ["change", "click"] {
        let told = window_event_listener_untyped(event, move |_| {
            let now = now();
            if picture.try_with_untracked(|old| *old != now) == Some(true) {
                picture.try_set(now);
            }
        });
        on_cleanup(move || told.remove());
    }
    picture
}

fn seen(here: Here, written: Entry, of: &Member, rank: ViewerRank) -> AnyView {
    let t = here.t;
    let none = |words: &'static str| {
        el("p")
            .class("entry-unseen")
            .child(icon(Icon::EyeOff))
            .child(el("span").child(words))
            .into_any()
    };
    if rank == ViewerRank::Stranger {
        return none(t.entry_seen_nothing());
    }
    if written.name.is_empty() {
        return none(t.entry_seen_name_first());
    }
    match as_seen_by(&written.laid_over(of), rank, &[]) {
        Some(member) => card(here, &member),
        None => none(t.entry_seen_unlisted()),
    }
}

fn card(here: Here, member: &Member) -> AnyView {
    let t = here.t;
    let face = view! {
        <Avatar name=member.name.clone() picture=member.picture.clone() size=AvatarSize::Large />
    };
    let line = |text: &str| (!text.is_empty()).then(|| el("p").child(text.to_owned()));
    let who = el("div")
        .class("entry-card-who")
        .child(el("p").class("entry-card-name").child(member.name.clone()))
        .child(el("p").class("muted").child(t.role(member.role)))
        .child(line(&member.headline));
    let list = |all: &[String]| all.join(t.enumeration());
    let joined = member
        .joined
        .map(|at| here.say(|t, face| t.month(at, face)));
    let contacts = member.contacts.iter();
    let contacts = contacts.map(|one| [t.contact(one.kind), t.colon(), &one.value].concat());
    let birthday = member.birthday.map(|day| t.entry_day_of(day));
    let facts = [
        (MemberField::Offers, list(&member.offers)),
        (MemberField::Seeks, list(&member.seeks)),
        (MemberField::Skills, list(&member.skills)),
        (MemberField::Hometown, member.hometown.clone()),
        (MemberField::District, member.district.clone()),
        (MemberField::Joined, joined.unwrap_or_default()),
        (
            MemberField::Contacts,
            contacts.collect::<Vec<_>>().join("\n"),
        ),
        (MemberField::Birthday, birthday.unwrap_or_default()),
        (MemberField::Household, member.household.clone()),
    ];
    let facts: Vec<El> = facts
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .map(|(field, text)| {
            el("div")
                .child(el("dt").child(t.member_field(field)))
                .child(el("dd").attr("dir", "auto").child(text))
        })
        .collect();
    let facts = (!facts.is_empty()).then(|| el("dl").class("answers").child(facts));
    let asked = member.on_request.iter();
    let asked: Vec<El> = asked
        .map(|field| {
            el("p")
                .class("entry-ask")
                .child(icon(Icon::Door))
                .child(el("span").child(t.entry_seen_asks(t.member_field(*field))))
        })
        .collect();
    several(vec![
        el("div")
            .class("entry-card-head")
            .child(face.into_any())
            .child(who)
            .into_any(),
        facts.into_any(),
        several(asked.into_iter().map(IntoAny::into_any).collect()),
    ])
}
