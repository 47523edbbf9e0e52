//! Turning somebody down: a reason, which they are told, and when they may knock again. What is typed is a draft.

use leptos::prelude::*;

use crate::{
    model::{CommunityId, Field, FieldKind, Form, PersonId, REASON_MAX, Verdict},
    pages::forms::Filling,
    ui::{
        Button, ButtonKind, Buttons, ChipButton, ChipRow, RwSignal, Sheet, Signal, StoredValue, el,
        several,
    },
};

use super::Desk;

/// Days after which somebody may knock again, by the place of the choice.
const AGAIN_DAYS: [i64; 3] = [0, 30, 182];
const DAY_S: i64 = 86_400;

#[derive(Clone, Copy)]
pub(super) struct Refusing {
    open: RwSignal<bool>,
    whom: RwSignal<Vec<PersonId>>,
    /// The name of the draft.
    draft: StoredValue<String>,
}

impl Refusing {
    pub fn new(community: &CommunityId) -> Self {
        Self {
            open: RwSignal::new(false),
            whom: RwSignal::new(Vec::new()),
            draft: StoredValue::new(format!("turn-down/{community}")),
        }
    }

    /// Asks what is to be said to them.
    pub fn ask(self, whom: Vec<PersonId>) {
        self.whom.set(whom);
        self.open.set(true);
    }

    pub fn sheet(self, desk: Desk) -> AnyView {
        let t = desk.here.t;
        let body = move || self.form(desk);
        view! {
            <Sheet open=self.open title=t.act_reject() close=t.close()>
                {body()}
            </Sheet>
        }
        .into_any()
    }

    fn form(self, desk: Desk) -> AnyView {
        let (here, t) = (desk.here, desk.here.t);
        let field = |key: &str, label: &str, kind| Field {
            key: key.to_owned(),
            label: label.to_owned(),
            kind,
            required: true,
            help: String::new(),
            min: None,
            max: None,
            options: Vec::new(),
            shown_if: None,
        };
        let again = [t.org_again_now(), t.org_again_month(), t.org_again_half()];
        let form = Form {
            fields: vec![
                Field {
                    help: t.org_reason_help().to_owned(),
                    max: u32::try_from(REASON_MAX).ok(),
                    ..field("reason", t.org_reason(), FieldKind::Paragraph)
                },
                Field {
                    required: false,
                    options: again.iter().map(|&text| text.to_owned()).collect(),
                    ..field("again", t.org_again(), FieldKind::Choice)
                },
            ],
        };
        let filling = Filling::begin(here, &form, self.draft.get_value(), &[]);
        let phrases = [
            t.org_phrase_full(),
            t.org_phrase_first(),
            t.org_phrase_more(),
        ];
        let phrases: Vec<AnyView> = phrases
            .into_iter()
            .map(|phrase| {
                let put = move || {
                    filling.value("reason").set(phrase.to_owned());
                    filling.keep();
                };
                let label = Signal::stored(phrase.to_owned());
                view! { <ChipButton label on_click=put /> }.into_any()
            })
            .collect();
        let phrases = el("div")
            .class("phrases")
            .child(view! { <ChipRow label=t.org_phrases()>{phrases}</ChipRow> }.into_any());
        let names = desk.list.all.with_untracked(|all| {
            let all = all.as_deref().unwrap_or_default();
            let whom = self.whom.get_untracked();
            let named = all.iter().filter(|one| whom.contains(&one.id));
            let names: Vec<&str> = named.map(|one| one.name.as_str()).collect();
            t.org_reject_to(&names.join(t.comma()))
        });
        let send = move || {
            let Some(answers) = filling.check() else {
                return;
            };
            let reason = answers.get("reason").cloned().unwrap_or_default();
            let chosen = answers.get("again").cloned().unwrap_or_default();
            let at = again.iter().position(|text| *text == chosen);
            let days = at.and_then(|at| AGAIN_DAYS.get(at)).copied();
            let again_from = days
                .filter(|days| *days > 0)
                .map(|days| here.now().plus(days.saturating_mul(DAY_S)));
            let whom = self.whom.get_untracked();
            let what = t.org_reject_n(&whom.len().to_string());
            // Else what was typed stays, for when they have signed in.
            if desk.say_all(&whom, &Verdict::Reject { reason, again_from }, &what) {
                here.data().drop_draft(&self.draft.get_value());
                self.open.set(false);
            }
        };
        let button = view! {
            <Button kind=ButtonKind::Primary wide=true on_click=send>{t.act_reject()}</Button>
        };
        let button = button.into_any();
        several(vec![
            el("p").child(names).into_any(),
            phrases.into_any(),
            filling.word(),
            filling.fields(),
            view! { <Buttons>{button}</Buttons> }.into_any(),
        ])
    }
}
