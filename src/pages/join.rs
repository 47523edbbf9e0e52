//! Knocking: the rules, the questions, one button. What is typed is kept as a draft.

use std::sync::Arc;

use leptos::{ev::SubmitEvent, prelude::*};

use crate::{
    data::CommunityById,
    model::{Action, Command, Community, CommunityId, Refusal, community_actions},
    route::Route,
    ui::{
        Button, ButtonKind, Buttons, Field, FieldKind, Notice, NoticeKind, PageHeader, Section,
        SkeletonKind,
    },
};

use super::{
    Here,
    doing::{self, Done},
    forms::Filling,
    live::{live, shown},
};

/// Key of the draft's tick under the rules.
const AGREED: &str = "#agreed";

/// The page.
pub fn page(here: Here, id: CommunityId) -> AnyView {
    here.title(here.t.act_join());
    let it = live(here, CommunityById(id));
    // Drawn once: a fresh copy that comes while somebody types must not take the form away.
    let first = Memo::new(move |before: Option<&Option<Arc<Community>>>| {
        before
            .cloned()
            .flatten()
            .or_else(|| it.data.get().filter(|c| is_whole(c)))
    });
    let once = super::live::Live {
        data: RwSignal::new(first.get_untracked()),
        ..it
    };
    Effect::new(move |_| {
        let now = first.get();
        if once.data.with_untracked(Option::is_none) && now.is_some() {
            once.data.set(now);
        }
    });
    shown(
        here,
        once,
        here.t.act_join(),
        SkeletonKind::Page,
        move |community| draw(here, &community),
        |_| None,
    )
}

/// A kept community is always the whole of it: rows of lists are kept as lists.
const fn is_whole(_community: &Arc<Community>) -> bool {
    true
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
                Action::Join | Action::Apply | Action::JoinWaitlist | Action::Renew
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
            on_back=move |()| here.back()
        />
    };
    let Some(action) = action else {
        // Already in, or not now: the community's page says where one stands.
        let why = offered
            .why_not
            .as_ref()
            .map(|why| here.say(|t, face| t.why_not(why, face)))
            .or_else(|| here.say(|t, face| t.membership(&membership, face)));
        return view! {
            {header}
            {why.map(|text| view! { <Notice text /> })}
            <crate::ui::ButtonLink href=here.link(&back)>{t.see_community()}</crate::ui::ButtonLink>
        }
        .into_any();
    };
    view! { {header} {form(here, community, action)} }.into_any()
}

fn form(here: Here, community: &Arc<Community>, action: Action) -> AnyView {
    let t = here.t;
    let id = community.id.clone();
    let filling = Filling::begin(
        here,
        &community.policy.form,
        format!("join/{id}"),
        &[AGREED],
    );
    let version = community.rules.version;
    let consent = community.policy.consent && version > 0;
    let busy = RwSignal::new(false);
    let refused = RwSignal::new(None::<String>);
    let unagreed = RwSignal::new(None::<String>);
    let agreed = filling.value(AGREED);
    let submit = {
        let id = id.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            refused.set(None);
            let answers = filling.check();
            let lacking = consent && agreed.with_untracked(String::is_empty);
            unagreed.set(lacking.then(|| t.not_rules().to_owned()));
            let (Some(answers), false) = (answers, lacking) else {
                refused.set(Some(t.not_invalid().to_owned()));
                return;
            };
            let command = Command::Join {
                community: id.clone(),
                answers,
                rules: consent.then_some(version),
            };
            let id = id.clone();
            doing::carry_out(here, command, busy, move |done| match done {
                Done::Yes => {
                    filling.sent();
                    here.replace(Route::Community(id));
                }
                Done::Refused(refusal) => {
                    if let Refusal::Invalid { faults } = &refusal {
                        filling.fault(faults.clone());
                    }
                    refused.try_set(Some(here.say(|t, face| t.refusal(&refusal, face))));
                }
                Done::Unknown(error) => {
                    let words = format!("{}{}", t.error(&error), t.err_unknown_done());
                    refused.try_set(Some(words));
                }
            });
        }
    };
    let lines: Vec<AnyView> = community
        .rules
        .lines
        .iter()
        .map(|line| view! { <li>{line.clone()}</li> }.into_any())
        .collect();
    let asks = !community.policy.form.is_empty();
    let label = match action {
        Action::Apply => t.send_application(),
        other => t.action(other),
    };
    view! {
        <form class="stack-l" novalidate on:submit=submit>
            {filling.word()}
            {(!lines.is_empty()).then(|| view! {
                <Section title=t.rules_first()><ol class="lines">{lines}</ol></Section>
            })}
            {consent.then(|| view! {
                <Field
                    label=t.agree(&version.to_string())
                    value=agreed
                    kind=FieldKind::Consent
                    error=unagreed
                    required=t.required()
                    on_change=move |_: String| {
                        unagreed.set(None);
                        filling.keep();
                    }
                />
            })}
            {if asks {
                view! { <Section title=t.some_questions()>{filling.fields()}</Section> }.into_any()
            } else {
                view! { <p class="muted">{t.no_form_needed()}</p> }.into_any()
            }}
            {move || refused.get().map(|text| view! {
                <Notice kind=NoticeKind::Error text live=true />
            })}
            <Buttons stuck=true>
                <Button kind=ButtonKind::Primary wide=true submit=true busy>{label}</Button>
            </Buttons>
        </form>
    }
    .into_any()
}
