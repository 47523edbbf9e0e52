//! A word to who asks: for how long and what they may see, that they may not and why, or that they no longer may.

use leptos::prelude::*;

use crate::{
    model::{
        Command, CommunityId, ContactRequest, Field as Asked, FieldKind as Kind, Form, MemberField,
        MyEntry, PersonId,
    },
    pages::{
        Here, entries,
        forms::Filling,
        live::Live,
        waiting::words::{WORDS, kept_from},
    },
    ui::{
        Button, ButtonKind, Buttons, Choice, Field, FieldKind, RwSignal, Sheet, StoredValue, el,
        is_chosen, nothing, several,
    },
};

use super::asked::{give, name_of, named};

const DAY_S: i64 = 86_400;
/// Days for which something can be shown; the last: until it is taken back.
const DAYS: [i64; 4] = [7, 30, 365, 0];
/// What is said.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// They may see it.
    Grant,
    /// They may not.
    Refuse,
    /// They no longer may.
    Revoke,
}

/// To whom what is being said.
type To = (What, PersonId, ContactRequest);

/// The sheet for it. Copy; lives as long as the page.
#[derive(Clone, Copy)]
pub(super) struct Answering {
    here: Here,
    community: StoredValue<CommunityId>,
    it: Live<MyEntry>,
    open: RwSignal<bool>,
    to: RwSignal<Option<To>>,
}

impl Answering {
    pub fn new(here: Here, community: CommunityId, it: Live<MyEntry>) -> Self {
        Self {
            here,
            it,
            community: StoredValue::new(community),
            open: RwSignal::new(false),
            to: RwSignal::new(None),
        }
    }

    /// Asks what is to be said.
    pub fn ask(self, what: What, person: &PersonId, request: &ContactRequest) {
        self.to.set(Some((what, person.clone(), request.clone())));
        self.open.set(true);
    }

    /// The sheet.
    pub fn sheet(self) -> AnyView {
        let t = self.here.t;
        let title = move || {
            self.to.with(|to| {
                let Some((what, _, request)) = to else {
                    return String::new();
                };
                let name = name_of(self.here, request);
                match what {
                    What::Grant => t.entry_grant_to(&name),
                    What::Refuse => t.entry_refuse_to(&name),
                    What::Revoke => t.entry_revoke().to_owned(),
                }
            })
        };
        let body = move || match self.to.get_untracked() {
            Some((What::Grant, person, request)) => self.granting(person, &request),
            Some((What::Refuse, person, request)) => self.refusing(person, &request),
            Some((What::Revoke, person, request)) => self.revoking(person, &request),
            None => nothing(),
        };
        // Whom it is about is known only once it opens: its title is drawn with it.
        crate::ui::changing(move || {
            let title = title();
            view! {
                <Sheet open=self.open title close=t.close()>
                    {body()}
                </Sheet>
            }
            .into_any()
        })
    }

    fn say(self, command: Command, name: String) {
        self.say_and(command, name, None);
    }

    /// The same; a draft goes once it is said, or waits. What is refused can be said again.
    fn say_and(self, command: Command, name: String, draft: Option<String>) {
        self.open.set(false);
        give(self.here, command, name, draft);
    }

    /// What one shows to nobody now, or to organisers alone, with what waits to be sent.
    fn closed(self) -> Vec<MemberField> {
        let mine = self.it.data.get_untracked();
        let closed = mine.and_then(|mine| {
            let said = self
                .community
                .with_value(|id| entries::said(self.here, id, &mine, None))?;
            Some(said.laid_over(mine.entry.as_ref()?).closed())
        });
        closed.unwrap_or_default()
    }

    fn granting(self, person: PersonId, request: &ContactRequest) -> AnyView {
        let (here, t) = (self.here, self.here.t);
        let name = name_of(here, request);
        // What was hidden since it was asked for is not granted.
        let closed = self.closed();
        let (closed, asked): (Vec<MemberField>, Vec<MemberField>) = request
            .fields
            .iter()
            .partition(|field| closed.contains(field));
        let words: Vec<&str> = asked.iter().map(|field| field.name()).collect();
        let shown = RwSignal::new(words.join("\n"));
        let days = RwSignal::new("30".to_owned());
        let missing = RwSignal::new(None::<String>);
        let choice = |field: &MemberField| Choice::new(field.name(), t.member_field(*field));
        let fields: Vec<Choice> = asked.iter().map(choice).collect();
        let mut parts = Vec::new();
        if !closed.is_empty() {
            let text = t.entry_grant_closed(&named(here, &closed));
            parts.push(el("p").child(text).into_any());
        }
        if asked.is_empty() {
            let close = move || self.open.set(false);
            let no = view! { <Button wide=true on_click=close>{t.keep_it()}</Button> };
            parts.push(view! { <Buttons>{no.into_any()}</Buttons> }.into_any());
            return el("div").class("stack").child(parts).into_any();
        }
        // Of one thing there is nothing to choose.
        if fields.len() > 1 {
            let field = view! {
                <Field
                    label=t.entry_grant_what()
                    value=shown
                    kind=FieldKind::Choices
                    options=fields
                    error=missing
                    on_change=move |_: String| missing.set(None)
                />
            };
            parts.push(field.into_any());
        }
        let long = DAYS.map(|days| {
            let words = match days {
                7 => t.entry_week(),
                30 => t.entry_month_long(),
                365 => t.entry_year(),
                _ => t.entry_open_end(),
            };
            Choice::new(days.to_string(), words)
        });
        let long = view! {
            <Field
                label=t.entry_grant_long()
                value=days
                kind=FieldKind::Choice
                options=long.to_vec()
            />
        };
        parts.push(long.into_any());
        let yes = move || {
            let chosen = shown.with_untracked(|shown| {
                let chosen = asked.iter().filter(|field| is_chosen(shown, field.name()));
                chosen.copied().collect::<Vec<_>>()
            });
            if chosen.is_empty() {
                return missing.set(Some(t.entry_grant_what_none().to_owned()));
            }
            let days = days.with_untracked(|days| days.parse::<i64>().unwrap_or_default());
            let until = (days > 0).then(|| here.now().plus(days * DAY_S));
            let command = Command::GrantRequest {
                community: self.community.get_value(),
                person: person.clone(),
                fields: chosen,
                until,
            };
            self.say(command, name.clone());
        };
        parts.push(self.buttons(t.entry_grant(), ButtonKind::Primary, yes));
        el("div").class("stack").child(parts).into_any()
    }

    fn refusing(self, person: PersonId, request: &ContactRequest) -> AnyView {
        let (here, t) = (self.here, self.here.t);
        let name = name_of(here, request);
        let form = Form {
            fields: vec![Asked {
                key: WORDS.to_owned(),
                label: t.entry_reason().to_owned(),
                kind: Kind::Paragraph,
                required: false,
                help: t.entry_reason_help().to_owned(),
                min: None,
                max: u32::try_from(ContactRequest::WORD_MAX).ok(),
                options: Vec::new(),
                shown_if: None,
            }],
        };
        let community = self.community.get_value();
        let draft = kept_from(&community.0, &person.0);
        let filling = Filling::begin(here, &form, draft.clone(), &[]);
        let no = move || {
            let Some(said) = filling.check() else { return };
            let command = Command::RefuseRequest {
                community: community.clone(),
                person: person.clone(),
                reason: said.get(WORDS).cloned().unwrap_or_default(),
            };
            self.say_and(command, name.clone(), Some(draft.clone()));
        };
        let text = el("p").class("muted").child(t.entry_refuse_text());
        el("div")
            .class("stack")
            .child(filling.word())
            .child(filling.fields())
            .child(text)
            .child(self.buttons(t.entry_refuse(), ButtonKind::Primary, no))
            .into_any()
    }

    fn revoking(self, person: PersonId, request: &ContactRequest) -> AnyView {
        let t = self.here.t;
        let name = name_of(self.here, request);
        let text = el("p").child(t.entry_revoke_sure(&name));
        let yes = move || {
            let command = Command::RevokeGrant {
                community: self.community.get_value(),
                person: person.clone(),
            };
            self.say(command, name.clone());
        };
        el("div")
            .class("stack")
            .child(text)
            .child(self.buttons(t.entry_revoke(), ButtonKind::Danger, yes))
            .into_any()
    }

    fn buttons(
        self,
        label: &'static str,
        kind: ButtonKind,
        yes: impl Fn() + Send + Sync + 'static,
    ) -> AnyView {
        let close = move || self.open.set(false);
        let keep = self.here.t.keep_it();
        let yes = view! { <Button kind wide=true on_click=yes>{label}</Button> };
        let no = view! { <Button wide=true on_click=close>{keep}</Button> };
        let buttons = several(vec![yes.into_any(), no.into_any()]);
        view! { <Buttons>{buttons}</Buttons> }.into_any()
    }
}
