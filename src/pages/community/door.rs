//! The door in words: who decides, what is asked, what it costs, how full it is.

use leptos::prelude::*;

use crate::{
    model::{Community, Door},
    pages::Here,
    ui::{Icon, Meta, Metas, Section},
};

/// How one comes in.
pub(super) fn door(here: Here, community: &Community) -> AnyView {
    if community.activity.closed.is_some() {
        return crate::ui::nothing();
    }
    let t = here.t;
    let policy = &community.policy;
    let icon = match policy.door {
        Door::Open | Door::Approval => Icon::Door,
        Door::Invitation | Door::Closed => Icon::Lock,
    };
    let mut rows = vec![Meta::strong(icon, t.door_words(policy.door))];
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
