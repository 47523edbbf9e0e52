//! Where the viewer stands with a community, what comes next and by when, and what they can do meanwhile.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    data::Page,
    model::{Application, Community, Door, Event, Instant, Membership, Subject},
    pages::{Here, joining, live::Live, waiting},
    route::Route,
    ui::{ButtonKind, ButtonLink, El, Icon, Memo, Notice, NoticeKind, el, nothing, several},
};

use super::{bring, inside, talk};

const DAY_S: i64 = 86_400;

/// The section; what waits to be sent stands in its place.
pub(super) fn standing(
    here: Here,
    community: &Arc<Community>,
    events: Live<Page<Event>>,
) -> AnyView {
    let id = community.id.clone();
    let community = community.clone();
    let own = id.clone();
    let membership = Memo::new(move |_| here.viewer.with(|v| v.membership(&own)));
    waiting::standing(here, Subject::Membership(id), move || {
        let drawn = draw(here, &community, &membership.get(), events);
        el("div").class("stack").child(drawn).into_any()
    })
}

fn draw(
    here: Here,
    community: &Arc<Community>,
    is: &Membership,
    events: Live<Page<Event>>,
) -> AnyView {
    let t = here.t;
    let now = here.now();
    let words = here.say(|t, face| t.membership(is, face));
    let said = |kind: NoticeKind, more: Option<String>| {
        let words = [words.clone(), more].into_iter().flatten();
        let text = words.collect::<Vec<_>>().join(t.space());
        if text.is_empty() {
            nothing()
        } else {
            view! { <Notice kind text /> }.into_any()
        }
    };
    let info = NoticeKind::Info;
    match &is.settled(now) {
        Membership::None => said(
            info,
            brought(here, community).or_else(|| shut(here, community)),
        ),
        Membership::Invited { until } => {
            let until = until.map(|at| here.say(|t, face| t.invited_until(&t.moment(at, face))));
            said(info, until)
        }
        Membership::PendingApproval {
            since,
            answers,
            more,
        } => several(vec![
            said(info, Some(next(here, community, *since, more))),
            bring::section(here, community, more),
            sent(here, community, answers, more),
            talk::section(here, community, more),
        ]),
        Membership::Waitlisted { .. } => said(info, Some(t.wait_queue().to_owned())),
        Membership::PendingPayment { link, .. } => several(vec![
            said(NoticeKind::Warn, None),
            joining::dues(here, community, link, true),
            el("p").class("muted").child(t.pay_wait()).into_any(),
        ]),
        member @ Membership::Member { .. } => several(vec![
            said(NoticeKind::Good, None),
            due(here, community, member),
            inside::next_three(here, community, member, events),
            inside::chat(here, community),
        ]),
        Membership::Rejected { reason, again_from } => {
            let again = match again_from {
                Some(from) if now < *from => {
                    here.say(|t, face| t.again_from(&t.moment(*from, face)))
                }
                _ => t.again_now().to_owned(),
            };
            let why = (!reason.is_empty()).then(|| {
                let words = el("blockquote").class("quoted").attr("dir", "auto");
                words.child(reason.clone()).into_any()
            });
            let no = view! { <Notice kind=NoticeKind::Warn text=t.is_rejected_plain() /> };
            let mut parts = vec![no.into_any()];
            parts.extend(why);
            parts.push(el("p").child(again).into_any());
            several(parts)
        }
        Membership::Expired { at } => {
            let grace = &community.policy;
            let until = grace.grace.map(|days| at.plus(i64::from(days) * DAY_S));
            let words = match until {
                None => Some(t.renew_any().to_owned()),
                Some(until) if now < until => {
                    Some(here.say(|t, face| t.renew_grace(&t.moment(until, face))))
                }
                Some(_) => None,
            };
            let expired = here.say(|t, face| t.membership(&Membership::Expired { at: *at }, face));
            let words: Vec<String> = [expired, words].into_iter().flatten().collect();
            view! { <Notice kind=NoticeKind::Warn text=words.join(t.space()) /> }.into_any()
        }
        Membership::Removed { .. } => said(NoticeKind::Warn, None),
        Membership::Left { .. } => said(info, shut(here, community)),
    }
}

/// A code that they bring along, where the service knows codes.
fn brought(here: Here, community: &Community) -> Option<String> {
    let has_code = joining::brought(here, &community.id).is_some();
    (has_code && joining::takes_codes(here)).then(|| here.t.code_brought().to_owned())
}

/// That the door is closed, to who does not bring what opens it.
fn shut(here: Here, community: &Community) -> Option<String> {
    let is_shut = community.policy.door == Door::Closed && community.activity.closed.is_none();
    is_shut.then(|| here.t.door_closed().to_owned())
}

/// What comes next, and by when.
fn next(here: Here, community: &Community, since: Instant, more: &Application) -> String {
    let t = here.t;
    let lacks = community
        .policy
        .referral
        .as_ref()
        .is_some_and(|referral| (more.came.len() as u64) < u64::from(referral.count));
    let days = community.policy.answer_days;
    let by = days.map(|days| since.plus(i64::from(days) * DAY_S));
    let until = by
        .filter(|by| *by > here.now())
        .map(|by| here.say(|t, face| t.wait_until(&t.moment(by, face))));
    if lacks {
        // Nobody is late before they have come.
        let words: Vec<String> = [t.wait_lacks().to_owned()]
            .into_iter()
            .chain(until)
            .collect();
        return words.join(t.space());
    }
    let Some(days) = days else {
        return t.wait_someone().to_owned();
    };
    if let Some(until) = until {
        until
    } else {
        t.wait_late(&days.to_string())
    }
}

/// What was sent, to be looked at again.
fn sent(
    here: Here,
    community: &Community,
    answers: &crate::model::Answers,
    more: &Application,
) -> AnyView {
    let t = here.t;
    let line = |label: String, text: String| -> El {
        el("div")
            .child(el("dt").child(label))
            .child(el("dd").attr("dir", "auto").child(text))
    };
    let mut rows = Vec::new();
    for field in &community.policy.form.fields {
        if let Some(answer) = answers.get(&field.key) {
            let text = match field.kind {
                crate::model::FieldKind::Consent => t.org_yes().to_owned(),
                crate::model::FieldKind::Choices => {
                    answer.lines().collect::<Vec<_>>().join(t.enumeration())
                }
                _ => answer.clone(),
            };
            rows.push(line(field.label.clone(), text));
        }
    }
    if !more.sponsor.is_empty() {
        rows.push(line(t.sent_sponsor().to_owned(), more.sponsor.clone()));
    }
    if rows.is_empty() {
        return nothing();
    }
    let list = el("dl").class("answers").child(rows);
    let amend = here.data().carries("amend").then(|| {
        let href = here.link(&Route::Join(community.id.clone()));
        let link = view! {
            <ButtonLink href kind=ButtonKind::Secondary icon=Some(Icon::Edit)>
                {t.act_amend()}
            </ButtonLink>
        };
        el("p").child(link.into_any())
    });
    let inside = el("div").class("stack").child(list).child(amend);
    el("details")
        .class("more-of-it")
        .child(el("summary").child(t.sent_answers()))
        .child(inside)
        .into_any()
}

/// What a member has to do to stay one: agree to newer rules, renew, pay.
fn due(here: Here, community: &Community, member: &Membership) -> AnyView {
    let t = here.t;
    let Membership::Member { until, paying, .. } = member else {
        return nothing();
    };
    let mut parts = Vec::new();
    if member.asks_again(community) && here.data().carries("agree") {
        let words = view! { <Notice kind=NoticeKind::Warn text=t.agree_due() /> };
        parts.push(words.into_any());
    }
    if paying.is_some() {
        let words = view! { <Notice kind=NoticeKind::Warn text=t.pay_renewing() /> };
        parts.push(words.into_any());
        parts.push(joining::dues(here, community, "", true));
    } else if let Some(end) = until {
        let ends = here.say(|t, face| t.moment(*end, face));
        let is_near = end.since(here.now()) <= community.policy.renew_days() * DAY_S;
        if is_near && member.may_renew(community, here.now()) && here.data().carries("renew") {
            let text = t.renew_due(&ends);
            let notice = view! { <Notice kind=NoticeKind::Warn text /> };
            parts.push(notice.into_any());
        } else {
            parts.push(el("p").class("muted").child(t.term_until(&ends)).into_any());
        }
    }
    several(parts)
}
