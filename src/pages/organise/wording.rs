//! Words for somebody: why they are turned down or put out, or what they are asked. Ready phrases of the community's own stand
//! first; what is typed is a draft.

use leptos::prelude::*;

use crate::{
    model::{Field, FieldKind, Form, Instant, PersonId, REASON_MAX},
    pages::{
        forms::Filling,
        waiting::words::{self, WORDS},
    },
    ui::{
        Button, ButtonKind, Buttons, ChipButton, ChipRow, RwSignal, Sheet, Signal, StoredValue, el,
        nothing, several,
    },
};

use super::office::Office;

/// Days after which somebody may knock again, by the place of the choice.
const AGAIN_DAYS: [i64; 3] = [0, 30, 182];
const DAY_S: i64 = 86_400;

/// What the words are for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum For {
    /// Turning down who has knocked.
    TurningDown,
    /// Putting out who is in.
    PuttingOut,
    /// Asking who has knocked.
    Asking,
}

/// To whom, and what they are called.
pub(super) type Whom = Vec<(PersonId, String)>;

/// What was written.
pub(super) struct Written {
    pub to: Whom,
    pub text: String,
    /// From when somebody who is turned down may knock again.
    pub again_from: Option<Instant>,
}

/// What came of sending it.
pub(super) enum Sent {
    /// It was given.
    Given,
    /// It was not: the reader has to sign in first.
    Not,
    /// Nobody of them is on the list any more, and that was said.
    Gone,
}

/// A sheet for it. Copy; lives as long as the page.
#[derive(Clone, Copy)]
pub(super) struct Wording {
    what: For,
    open: RwSignal<bool>,
    whom: RwSignal<Whom>,
    office: StoredValue<Office>,
}

impl Wording {
    pub fn new(what: For, office: Office) -> Self {
        Self {
            what,
            open: RwSignal::new(false),
            whom: RwSignal::new(Vec::new()),
            office: StoredValue::new(office),
        }
    }

    /// Asks what is to be said to them.
    pub fn ask(self, whom: Whom) {
        self.whom.set(whom);
        self.open.set(true);
    }

    /// The name of the draft: what is said to one is not for another, but a reason may be for several.
    fn draft(self) -> String {
        let community = self.office.with_value(|office| office.id.get_value().0);
        let first = self.whom.with_untracked(|all| {
            let first = all.first();
            first.map(|(id, _)| id.to_string()).unwrap_or_default()
        });
        match self.what {
            For::TurningDown => words::turned_down(&community),
            For::PuttingOut => words::put_out(&community, &first),
            For::Asking => words::asked_of(&community, &first),
        }
    }

    fn title(self) -> &'static str {
        let t = self.office.with_value(|office| office.here.t);
        match self.what {
            For::TurningDown => t.act_reject(),
            For::PuttingOut => t.act_remove(),
            For::Asking => t.org_ask_back(),
        }
    }

    /// The sheet. `send` says what was written; where it could not be given, it stays.
    pub fn sheet(self, send: impl Fn(Written) -> Sent + 'static) -> AnyView {
        let t = self.office.with_value(|office| office.here.t);
        let send: StoredValue<Box<dyn Fn(Written) -> Sent>> = StoredValue::new(Box::new(send));
        let body = move || self.form(send);
        view! {
            <Sheet open=self.open title=self.title() close=t.close()>
                {body()}
            </Sheet>
        }
        .into_any()
    }

    fn asked(self) -> Form {
        let t = self.office.with_value(|office| office.here.t);
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
        let (label, help) = match self.what {
            For::TurningDown | For::PuttingOut => (t.org_reason(), t.org_reason_help()),
            For::Asking => (t.org_question(), t.org_question_help()),
        };
        let mut fields = vec![Field {
            help: help.to_owned(),
            max: u32::try_from(REASON_MAX).ok(),
            ..field(WORDS, label, FieldKind::Paragraph)
        }];
        if self.what == For::TurningDown {
            fields.push(Field {
                required: false,
                help: t.org_again_help().to_owned(),
                options: self.again().into_iter().map(str::to_owned).collect(),
                ..field("again", t.org_again(), FieldKind::Choice)
            });
        }
        Form { fields }
    }

    fn again(self) -> [&'static str; 3] {
        let t = self.office.with_value(|office| office.here.t);
        [t.org_again_now(), t.org_again_month(), t.org_again_half()]
    }

    /// Ready phrases: the community's own first.
    fn phrases(self, filling: Filling) -> AnyView {
        let office = self.office.get_value();
        let t = office.here.t;
        let own = office.community.data.with_untracked(|community| {
            let own = community.as_ref().map(|c| c.policy.phrases.clone());
            own.unwrap_or_default()
        });
        let usual: &[&str] = match self.what {
            For::TurningDown => &[
                t.org_phrase_full(),
                t.org_phrase_first(),
                t.org_phrase_more(),
            ],
            For::PuttingOut => &[t.org_phrase_rules(), t.org_phrase_absent()],
            For::Asking => &[t.org_phrase_who(), t.org_phrase_why()],
        };
        let mut all = match self.what {
            For::TurningDown => own,
            For::PuttingOut | For::Asking => Vec::new(),
        };
        for phrase in usual {
            if !all.iter().any(|one| one == phrase) {
                all.push((*phrase).to_owned());
            }
        }
        let chip = |phrase: String| {
            let label = Signal::stored(phrase.clone());
            let put = move || {
                filling.value(WORDS).set(phrase.clone());
                filling.keep();
            };
            view! { <ChipButton label on_click=put /> }.into_any()
        };
        let all: Vec<AnyView> = all.into_iter().map(chip).collect();
        el("div")
            .class("phrases")
            .child(view! { <ChipRow label=t.org_phrases()>{all}</ChipRow> }.into_any())
            .into_any()
    }

    fn form(self, send: StoredValue<Box<dyn Fn(Written) -> Sent>>) -> AnyView {
        let Some(office) = self.office.try_get_value() else {
            return nothing();
        };
        let (here, t, draft) = (office.here, office.here.t, self.draft());
        let filling = Filling::begin(here, &self.asked(), draft.clone(), &[]);
        let names = self.whom.with_untracked(|whom| {
            let names: Vec<&str> = whom.iter().map(|(_, name)| name.as_str()).collect();
            t.org_reject_to(&names.join(t.comma()))
        });
        let done = move || {
            let Some(answers) = filling.check() else {
                return;
            };
            let text = answers.get(WORDS).cloned().unwrap_or_default();
            let chosen = answers.get("again").cloned().unwrap_or_default();
            let at = self.again().iter().position(|text| *text == chosen);
            let days = at.and_then(|at| AGAIN_DAYS.get(at)).copied();
            let again_from = days
                .filter(|days| *days > 0)
                .map(|days| here.now().plus(days.saturating_mul(DAY_S)));
            let to = self.whom.get_untracked();
            let written = Written {
                to,
                text,
                again_from,
            };
            match send.with_value(|send| send(written)) {
                Sent::Given => {
                    here.data().drop_draft(&draft);
                    self.open.set(false);
                }
                // What was typed stays a draft.
                Sent::Gone => {
                    filling.keep();
                    self.open.set(false);
                }
                Sent::Not => filling.keep(),
            }
        };
        let kind = match self.what {
            For::PuttingOut => ButtonKind::Danger,
            For::TurningDown | For::Asking => ButtonKind::Primary,
        };
        let label = match self.what {
            For::Asking => t.act_say(),
            For::TurningDown | For::PuttingOut => self.title(),
        };
        let button = view! { <Button kind wide=true on_click=done>{label}</Button> };
        let button = button.into_any();
        several(vec![
            el("p").child(names).into_any(),
            self.phrases(filling),
            filling.word(),
            filling.fields(),
            view! { <Buttons>{button}</Buttons> }.into_any(),
        ])
    }
}
