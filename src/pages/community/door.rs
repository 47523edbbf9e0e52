//! The door in words: who decides, what is asked, what it costs, how full it is.

use leptos::prelude::*;

use crate::{
    model::{Action, Community, Door, Offered, WhyNot},
    pages::Here,
    ui::{ButtonKind, ButtonLink, Buttons, Icon, Meta, Metas, Section, nothing},
};

/// The way in through a closed door, for those who have a code: no invitation to the others. What is offered beside it stays.
pub(super) fn by_code(here: Here, offered: &mut Offered, form: &str) -> AnyView {
    let is_code = |action: &Action| *action == Action::UseInvitation;
    if offered.why_not != Some(WhyNot::DoorClosed) || !offered.actions.iter().any(is_code) {
        return nothing();
    }
    offered.actions.retain(|action| !is_code(action));
    let (href, kind) = (form.to_owned(), ButtonKind::Secondary);
    let link = view! { <ButtonLink href kind wide=true>{here.t.code_asks()}</ButtonLink> };
    let link = link.into_any();
    view! { <Buttons stuck=true>{link}</Buttons> }.into_any()
}

/// How one comes in.
pub(super) fn door(here: Here, community: &Community) -> AnyView {
    if community.activity.closed.is_some() {
        return nothing();
    }
    let t = here.t;
    let policy = &community.policy;
    let icon = match policy.door {
        Door::Open | Door::Approval => Icon::Door,
        Door::Invitation | Door::Closed => Icon::Lock,
    };
    let words = match policy.door {
        Door::Open | Door::Approval if community.is_full() => t.door_full(),
        door => t.door_words(door),
    };
    let mut rows = vec![Meta::strong(icon, words)];
    let asked = policy.form.fields.len();
    if asked > 0 {
        rows.push(Meta::new(Icon::Edit, t.door_questions(&asked.to_string())));
    }
    if policy.consent && community.rules.version > 0 {
        rows.push(Meta::new(Icon::Check, t.door_consent()));
    }
    if let Some(referral) = &policy.referral {
        let kind = match referral.kind.as_str() {
            "" => t.door_referral_kind(),
            kind => kind,
        };
        rows.push(Meta::new(
            Icon::People,
            t.door_referral(&referral.count.to_string(), kind),
        ));
    }
    if let Some(dues) = &policy.dues {
        rows.push(Meta::new(Icon::Price, t.dues_words(dues)));
    }
    if let Some(capacity) = policy.capacity {
        let words = t.door_capacity(&community.members.to_string(), &capacity.to_string());
        rows.push(Meta::new(Icon::Circle, words));
    }
    if let Some(founded) = community.activity.founded {
        let when = here.say(|t, face| t.month(founded, face));
        rows.push(Meta::new(Icon::Sprout, t.founded(&when)));
    }
    let metas = view! { <Metas rows /> }.into_any();
    view! { <Section title=t.door()>{metas}</Section> }.into_any()
}
