//! The rules that one agrees to, by their version; of newer ones what is new in them, as far as the older are still known.

use leptos::prelude::*;

use crate::{
    data::RulesAgreed,
    model::{Community, Membership},
    pages::Here,
    ui::{El, Section, el, several},
};

/// What is agreed to.
pub(super) fn section(community: &Community, title: &'static str) -> AnyView {
    let list = el("ol").class("lines").child(items(&community.rules.lines));
    view! { <Section title>{list.into_any()}</Section> }.into_any()
}

/// What is new, what is no longer said, and all of it.
pub(super) fn news(here: Here, community: &Community, membership: &Membership) -> AnyView {
    let t = here.t;
    let rules = &community.rules;
    let agreed_to = match membership {
        Membership::Member { rules, .. } => *rules,
        _ => None,
    };
    let before = here.data().kept(&RulesAgreed(community.id.clone()));
    let before = before
        .map(|kept| kept.data)
        .filter(|old| Some(old.version) == agreed_to);
    let mut parts = Vec::new();
    if let Some(version) = agreed_to {
        let (old, new) = (version.to_string(), rules.version.to_string());
        let words = t.rules_since(&old, &new);
        parts.push(el("p").class("muted").child(words).into_any());
    }
    let Some(before) = before else {
        parts.push(section(community, t.rules_now()));
        return several(parts);
    };
    let only = |of: &[String], other: &[String]| -> Vec<String> {
        let mut of = of.to_vec();
        of.retain(|line| !other.contains(line));
        of
    };
    let new = only(&rules.lines, &before.lines);
    let gone = only(&before.lines, &rules.lines);
    if !new.is_empty() {
        let list = el("ul").class("lines").child(items(&new)).into_any();
        parts.push(view! { <Section title=t.rules_new()>{list}</Section> }.into_any());
    }
    if !gone.is_empty() {
        let struck = |line: &String| el("li").child(el("del").child(line.clone()));
        let list: Vec<El> = gone.iter().map(struck).collect();
        let list = el("ul").class("lines muted").child(list).into_any();
        parts.push(view! { <Section title=t.rules_gone()>{list}</Section> }.into_any());
    }
    parts.push(section(community, t.rules_now()));
    several(parts)
}

fn items(lines: &[String]) -> Vec<El> {
    let item = |line: &String| el("li").child(line.clone());
    lines.iter().map(item).collect()
}
