//! The steps of the door, and what is sent.

mod send;

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    model::{Action, Answers, Community, FieldKind as K, Form, Membership, Subject},
    pages::{
        Here,
        forms::{Filling, INVITE, LISTED, SPONSOR, agreed, frame, mending},
        joining, waiting,
    },
    ui::{
        Field, FieldKind, Icon, Memo, Meta, Metas, Notice, RwSignal, Section, changing, el,
        nothing, several,
    },
};

use super::{Doing, Door, code::Code, is_out, rules};

/// What is asked beside the form, by the keys of its faults.
const BESIDE: [&str; 2] = ["sponsor", "invitation"];

/// What it is about, in a few lines: when they meet, what comes of knocking.
fn brief(here: Here, community: &Community, doing: Doing, lets_in: bool) -> AnyView {
    let t = here.t;
    let mut rows: Vec<Meta> = Vec::new();
    if let Doing::Knock(action) = doing {
        let habits = community.rhythm.iter().take(2);
        rows.extend(habits.map(|rhythm| Meta::new(Icon::Repeat, t.rhythm_words(rhythm))));
        let policy = &community.policy;
        let has_code = joining::brought(here, &community.id).is_some();
        let days = policy.answer_days.map(|days| days.to_string());
        let next = match (action, days) {
            _ if lets_in => String::new(),
            (Action::Apply, Some(days)) => t.then_answer_in(&days),
            (Action::Apply, None) => t.then_answer().to_owned(),
            (Action::JoinWaitlist, _) => t.then_queue().to_owned(),
            // The code says what it opens.
            (Action::UseInvitation, _) if has_code => String::new(),
            (Action::UseInvitation, _) => t.door_words(policy.door).to_owned(),
            _ if policy.is_paid() => t.then_pay().to_owned(),
            _ => t.then_in().to_owned(),
        };
        if !next.is_empty() {
            rows.push(Meta::strong(Icon::Door, next));
        }
    }
    if rows.is_empty() {
        return nothing();
    }
    view! { <Metas rows /> }.into_any()
}

/// The form of one visit.
#[derive(Clone, Copy)]
struct Visit {
    door: Door,
    doing: Doing,
    filling: Filling,
    code: Option<Code>,
    /// A code opens the door, so that nothing is asked.
    lets_in: Memo<bool>,
    consent: bool,
    sponsor: bool,
    agreed: RwSignal<String>,
    unagreed: RwSignal<Option<String>>,
    wrong: RwSignal<Option<String>>,
}

/// The name of the draft: each thing that one comes for has its own.
fn draft_name(doing: Doing, community: &Community) -> String {
    let id = &community.id;
    match doing {
        Doing::Knock(_) | Doing::Accept => joining::draft_of(id),
        Doing::Renew => format!("renew/{id}"),
        Doing::Agree => format!("agree/{id}"),
        Doing::Amend => format!("amend/{id}"),
    }
}

pub(super) fn draw(
    door: Door,
    community: &Arc<Community>,
    membership: &Membership,
    doing: Doing,
) -> AnyView {
    let (here, t) = (door.here, door.here.t);
    let subject = Subject::Membership(community.id.clone());
    // A tick is for the rules that it stood under, and no others.
    let agreed_key = agreed(community.rules.version);
    let before = waiting::refused(here, &subject);
    let why = door.refused.get_untracked().or(before);
    // Those who are invited, renew or agree are asked nothing but that.
    let nothing_asked = Form::default();
    let asked = match doing {
        Doing::Knock(_) | Doing::Amend => &community.policy.form,
        _ => &nothing_asked,
    };
    let mut answered = Answers::new();
    if let Membership::PendingApproval { answers, more, .. } = membership {
        answered.clone_from(answers);
        answered.insert(SPONSOR.to_owned(), more.sponsor.clone());
    }
    let name = draft_name(doing, community);
    let extra = [agreed_key.as_str(), SPONSOR, LISTED, INVITE];
    let knocks = matches!(doing, Doing::Knock(_));
    if doing == Doing::Amend {
        take_up(door, &name, &answered);
    }
    let filling = Filling::begin_with(here, asked, name, &extra, &answered);
    if knocks {
        on_cleanup(move || {
            if door.sent.try_get_untracked() == Some(false) {
                door.left.try_update_value(|left| *left = filling.left());
            }
        });
    }
    let code =
        (knocks && joining::takes_codes(here)).then(|| Code::new(here, &community.id, filling));
    let lets_in = code.map_or_else(|| Memo::new(|_| false), Code::lets_in);
    let told = why
        .as_ref()
        .map(|why| here.say(|t, face| t.refusal_at(why, true, face)));
    let visit = Visit {
        door,
        doing,
        filling,
        code,
        lets_in,
        consent: community.asks_consent() && asks_consent(here, doing, membership, community),
        sponsor: community.policy.sponsor && told_sponsor(here, doing) && names_sponsor(membership),
        agreed: filling.value(&agreed_key),
        unagreed: RwSignal::new(None),
        wrong: RwSignal::new(told),
    };
    if let Some(why) = &why {
        filling.was_refused(why);
        code.into_iter().for_each(|code| code.was_refused(why));
    }
    let brief = {
        let community = community.clone();
        changing(move || brief(here, &community, doing, lets_in.get()))
    };
    mending(t, visit.wrong, move || visit.faults());
    let mut parts = vec![brief, filling.word()];
    parts.extend(code.map(|code| code.field(matches!(doing, Doing::Knock(Action::UseInvitation)))));
    parts.push(visit.rules(community, membership));
    parts.push(visit.questions(community));
    parts.push(visit.after(community, membership));
    let label = move || match doing {
        Doing::Knock(Action::Apply) if lets_in.get() => t.act_use_invitation(),
        Doing::Knock(Action::Apply) => t.send_application(),
        Doing::Knock(action) => t.action(action),
        Doing::Accept => t.act_accept_invitation(),
        Doing::Renew => t.act_renew(),
        Doing::Agree => t.act_agree(),
        Doing::Amend => t.save_application(),
    };
    let of = community.clone();
    let label = changing(move || label().into_any());
    frame(parts, visit.wrong, door.busy, label, move || {
        visit.send(&of)
    })
}

/// Who knocked in another tab, while they typed in this one, goes on with what they typed here.
fn take_up(door: Door, draft: &str, answered: &Answers) {
    let left = door
        .left
        .try_update_value(std::mem::take)
        .unwrap_or_default();
    let mut typed = left
        .iter()
        .filter(|(key, text)| !key.starts_with('#') && !text.is_empty());
    if typed.any(|(key, text)| answered.get(key) != Some(text))
        && door.here.data().draft(draft).is_empty()
    {
        // What cannot be kept was told of at the form.
        let _kept = door.here.data().keep_draft(draft, &left);
    }
}

/// Whether who has knocked named somebody; those who came by a code did not, and need not later.
fn names_sponsor(membership: &Membership) -> bool {
    match membership {
        Membership::PendingApproval { more, .. } => !more.sponsor.is_empty(),
        _ => true,
    }
}

/// Whether the service hears who brought somebody.
fn told_sponsor(here: Here, doing: Doing) -> bool {
    match doing {
        Doing::Knock(_) => here.data().carries("join.sponsor"),
        Doing::Amend => here.data().carries("amend.sponsor"),
        Doing::Accept | Doing::Renew | Doing::Agree => false,
    }
}

/// Whether this visit asks for a tick: not of those who change their answers, nor of members who agreed to these rules already.
fn asks_consent(here: Here, doing: Doing, membership: &Membership, community: &Community) -> bool {
    match (doing, membership) {
        (Doing::Amend, _) => false,
        (Doing::Renew, Membership::Member { rules, .. }) if !is_out(here, membership) => {
            *rules != Some(community.rules.version)
        }
        _ => true,
    }
}

impl Visit {
    fn rules(self, community: &Community, membership: &Membership) -> AnyView {
        let (here, t) = (self.door.here, self.door.here.t);
        let mut parts = Vec::new();
        if self.doing == Doing::Agree {
            parts.push(rules::news(here, community, membership));
        } else if !community.rules.lines.is_empty() && self.doing != Doing::Amend {
            parts.push(rules::section(community, t.rules_first()));
        }
        if self.consent {
            let change = move |_: String| {
                self.unagreed.set(None);
                self.filling.keep();
            };
            let field = view! {
                <Field
                    label=t.agree(&community.rules.version.to_string())
                    value=self.agreed
                    kind=FieldKind::Consent
                    error=self.unagreed
                    required=t.required()
                    on_change=change
                />
            };
            parts.push(field.into_any());
        }
        several(parts)
    }

    /// The questions, and who brought them; nothing while a code opens the door without.
    fn questions(self, community: &Arc<Community>) -> AnyView {
        let t = self.door.here.t;
        let has_form = !community.policy.form.is_empty();
        match self.doing {
            Doing::Knock(_) | Doing::Amend if has_form || self.sponsor => {}
            Doing::Knock(_) if !self.consent => {
                return el("p").class("muted").child(t.no_form_needed()).into_any();
            }
            _ => return nothing(),
        }
        changing(move || {
            if self.lets_in.get() {
                return nothing();
            }
            let mut fields = Vec::new();
            if has_form {
                fields.push(self.filling.fields());
            }
            if self.sponsor {
                fields.push(changing(move || match self.code {
                    // A code says who brought them.
                    Some(code) if code.is_there() => nothing(),
                    _ => self.sponsor_field(),
                }));
            }
            let fields = several(fields);
            view! { <Section title=t.some_questions()>{fields}</Section> }.into_any()
        })
    }

    fn sponsor_field(self) -> AnyView {
        let t = self.door.here.t;
        let change = move |_: String| {
            self.filling.forgive("sponsor");
            self.filling.keep();
        };
        view! {
            <Field
                label=t.sponsor()
                value=self.filling.value(SPONSOR)
                help=t.sponsor_help()
                error=self.filling.fault_of("sponsor", K::Text)
                required=t.required()
                on_change=change
            />
        }
        .into_any()
    }

    /// What comes afterwards: whom to bring, what it costs, what the directory shows.
    fn after(self, community: &Arc<Community>, membership: &Membership) -> AnyView {
        let (here, t) = (self.door.here, self.door.here.t);
        let mut parts = Vec::new();
        let knocks = matches!(self.doing, Doing::Knock(_));
        if let Some(referral) = community.policy.referral.as_ref().filter(|_| knocks)
            && referral.count > 0
        {
            let kind = match referral.kind.as_str() {
                "" => t.door_referral_kind(),
                kind => kind,
            };
            let words = t.bring(&referral.count.to_string(), kind);
            parts.push(changing(move || {
                if self.lets_in.get() {
                    return nothing();
                }
                let text = el("p").child(words.clone()).into_any();
                view! { <Section title=t.bring_title()>{text}</Section> }.into_any()
            }));
        }
        if community.policy.is_paid() && !matches!(self.doing, Doing::Amend | Doing::Agree) {
            let when = move || match self.doing {
                Doing::Renew => t.dues_renew(),
                Doing::Knock(Action::JoinWaitlist) => t.dues_after_yes(),
                Doing::Knock(Action::Apply) if !self.lets_in.get() => t.dues_after_yes(),
                _ => t.dues_after(),
            };
            let when = changing(move || when().into_any());
            let when = el("p").class("muted").child(when).into_any();
            let inside = several(vec![joining::dues(here, community, "", false), when]);
            parts.push(view! { <Section title=t.dues_title()>{inside}</Section> }.into_any());
        }
        if let (
            Doing::Renew,
            Membership::Member {
                until: Some(end), ..
            },
        ) = (self.doing, membership)
            && let Some(months) = community.policy.months()
        {
            let next = end.plus_months(months);
            let words = here.say(|t, face| t.renew_until(&t.moment(next, face)));
            parts.push(view! { <Notice text=words /> }.into_any());
        }
        // Where nobody is told, nothing is promised.
        let lists = here.data().capabilities().members && here.data().carries("join.listed");
        if knocks && lists {
            let field = view! {
                <Field
                    label=t.listed()
                    value=self.filling.value(LISTED)
                    kind=FieldKind::Consent
                    on_change=move |_: String| self.filling.keep()
                />
            };
            let help = el("p").class("muted").child(t.listed_help()).into_any();
            let inside = several(vec![field.into_any(), help]);
            parts.push(view! { <Section title=t.listed_title()>{inside}</Section> }.into_any());
        }
        several(parts)
    }
}
