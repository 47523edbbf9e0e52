//! Knocking: the rules, the questions, one button. What is typed is kept as a draft.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::CommunityById,
    host,
    model::{Action, Command, Community, CommunityId, Form, Subject, community_actions},
    route::Route,
    ui::{
        ButtonLink, El, Field, FieldKind, Notice, PageHeader, RwSignal, Section, SkeletonKind, el,
        nothing, several,
    },
};

use super::{
    Here, doing,
    forms::{Filling, agreed, frame},
    live::{live, once, shown},
    waiting,
};

/// The page.
pub fn page(here: Here, id: CommunityId) -> AnyView {
    here.title(here.t.act_join());
    let it = live(here, CommunityById(id));
    shown(
        here,
        once(it, |a, b| a.rules == b.rules && a.policy == b.policy),
        here.t.act_join(),
        SkeletonKind::Page,
        move |community| draw(here, &community),
        |_| None,
    )
}

fn draw(here: Here, community: &Arc<Community>) -> AnyView {
    let t = here.t;
    let id = community.id.clone();
    let membership = here.viewer.with_untracked(|v| v.membership(&id));
    let offered = community_actions(&membership, community, here.now());
    let action = offered
        .actions
        .iter()
        .find(|a| {
            matches!(
                a,
                Action::Join
                    | Action::Apply
                    | Action::JoinWaitlist
                    | Action::Renew
                    | Action::AcceptInvitation
            )
        })
        .copied();
    let title = match action {
        Some(Action::Apply) => t.apply_title(&community.name),
        _ => t.join_title(&community.name),
    };
    here.title(&title);
    let back = Route::Community(id.clone());
    let header = view! {
        <PageHeader
            title
            text=community.purpose.clone()
            back=Some((here.link(&back), t.back().to_owned()))
            on_back=move || here.back()
        />
    };
    let header = header.into_any();
    let subject = Subject::Membership(community.id.clone());
    if let Some(waits) = waiting::instead_of_form(here, &subject) {
        let link = view! { <ButtonLink href=here.link(&back)>{t.see_community()}</ButtonLink> };
        return several(vec![header, waits, link.into_any()]);
    }
    let Some(action) = action else {
        // Already in, or not now: the community's page says where one stands.
        let why = offered
            .why_not
            .as_ref()
            .map(|why| here.say(|t, face| t.why_not(why, face)))
            .or_else(|| here.say(|t, face| t.membership(&membership, face)));
        let why = why.map_or_else(nothing, |text| view! { <Notice text /> }.into_any());
        let link = view! { <ButtonLink href=here.link(&back)>{t.see_community()}</ButtonLink> };
        return several(vec![header, why, link.into_any()]);
    };
    several(vec![header, form(here, community, action)])
}

fn form(here: Here, community: &Arc<Community>, action: Action) -> AnyView {
    let t = here.t;
    let id = community.id.clone();
    let version = community.rules.version;
    // Those who are invited, or renew, are asked nothing but to agree.
    let nothing_asked = Form::default();
    let asked = match action {
        Action::AcceptInvitation | Action::Renew => &nothing_asked,
        _ => &community.policy.form,
    };
    // A tick is for the rules that it stood under, and no others.
    let agreed_key = agreed(version);
    let why = waiting::refused(here, &Subject::Membership(id.clone()));
    let filling = Filling::begin(here, asked, format!("join/{id}"), &[&agreed_key]);
    let consent = community.policy.consent && version > 0;
    let busy = RwSignal::new(false);
    let told = why
        .as_ref()
        .map(|why| here.say(|t, face| t.refusal(why, face)));
    let refused = RwSignal::new(told);
    why.iter().for_each(|why| filling.was_refused(why));
    let unagreed = RwSignal::new(None::<String>);
    let agreed = filling.value(&agreed_key);
    let send = move || {
        refused.set(None);
        let answers = filling.check();
        let lacking = consent && agreed.with_untracked(String::is_empty);
        unagreed.set(lacking.then(|| t.not_rules().to_owned()));
        let (Some(answers), false) = (answers, lacking) else {
            refused.set(Some(t.not_invalid().to_owned()));
            host::focus_first_fault();
            return;
        };
        let rules = consent.then_some(version);
        let community = id.clone();
        let command = match action {
            Action::AcceptInvitation => Command::AcceptInvitation { community, rules },
            _ => Command::Join {
                community,
                answers,
                rules,
                invitation: None,
                sponsor: String::new(),
                listed: false,
            },
        };
        let (sent, shown_at) = (filling.sent(), Route::Community(id.clone()));
        doing::send_form(here, command, busy, move |done| {
            sent.take(done, refused, shown_at)
        });
    };
    let mut parts = vec![filling.word()];
    if !community.rules.lines.is_empty() {
        let lines: Vec<El> = community
            .rules
            .lines
            .iter()
            .map(|line| el("li").child(line.clone()))
            .collect();
        let list = el("ol").class("lines").child(lines).into_any();
        parts.push(view! { <Section title=t.rules_first()>{list}</Section> }.into_any());
    }
    if consent {
        let change = move |_: String| {
            unagreed.set(None);
            filling.keep();
        };
        let field = view! {
            <Field
                label=t.agree(&version.to_string())
                value=agreed
                kind=FieldKind::Consent
                error=unagreed
                required=t.required()
                on_change=change
            />
        };
        parts.push(field.into_any());
    }
    parts.push(if asked.is_empty() {
        el("p").class("muted").child(t.no_form_needed()).into_any()
    } else {
        let fields = filling.fields();
        view! { <Section title=t.some_questions()>{fields}</Section> }.into_any()
    });
    let label = match action {
        Action::Apply => t.send_application(),
        other => t.action(other),
    };
    frame(parts, refused, busy, label, send)
}
