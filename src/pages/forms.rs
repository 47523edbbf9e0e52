//! A form of the model on the screen: typed fields, conditions, faults at the field, and a draft of
//! every keystroke.

mod changed;
mod frame;

use leptos::prelude::*;

use crate::{
    host,
    model::{Answers, Changed, Companion, Field, FieldFault, FieldKind, Form, Refusal},
    ui::{
        self, Choice, Memo, Notice, NoticeKind, RwSignal, Signal, StoredValue, changing, nothing,
        several,
    },
};

use super::Here;
pub use frame::{Sent, frame, mending, small_frame};

/// Under this key the draft of a sign-up has the names of those who come along, one a line.
pub const PARTY: &str = "#party";

/// Under this key it has which of them are children, `yes` or nothing on the line of the name.
pub const CHILDREN: &str = "#children";

/// Under this key it has whether one wants to be seen.
pub const SEEN: &str = "#seen";

/// What was said of a sign-up, as its form drafts it.
pub fn party_typed(answers: &Answers, party: &[Companion], seen: bool) -> Answers {
    let mut typed = Companion::answers_of(answers, party);
    let line =
        |of: &dyn Fn(&Companion) -> String| party.iter().map(of).collect::<Vec<_>>().join("\n");
    if !party.is_empty() {
        typed.insert(PARTY.to_owned(), line(&|one| one.name.clone()));
        let child = line(&|one| if one.child { "yes" } else { "" }.to_owned());
        typed.insert(CHILDREN.to_owned(), child);
    }
    if seen {
        typed.insert(SEEN.to_owned(), "yes".to_owned());
    }
    typed
}

/// Under this key a draft has the tick for the rules of a version, and no others.
pub fn agreed(version: u32) -> String {
    format!("#agreed/{version}")
}

/// Under this key the draft of an application has the code of an invitation.
pub const INVITE: &str = "#invite";

/// Under these keys it has who brought one, and whether one wants to stand in the directory.
pub const SPONSOR: &str = "#sponsor";
pub const LISTED: &str = "#listed";

/// A choice of so few is shown at once; more go into a menu.
const FEW: usize = 5;

/// A word about a draft: that it is there again, what else there is to say of it, and that it could not be kept.
pub fn draft_word(
    here: Here,
    restored: RwSignal<bool>,
    unkept: RwSignal<bool>,
    more: impl Fn() -> Vec<AnyView> + Send + 'static,
) -> AnyView {
    let t = here.t;
    changing(move || {
        let mut words = Vec::new();
        if restored.get() {
            let back = view! { <Notice kind=NoticeKind::Info text=t.draft_back() /> };
            words.push(back.into_any());
        }
        words.extend(more());
        if unkept.get() {
            let unkept = view! { <Notice kind=NoticeKind::Warn text=t.draft_unkept() live=true /> };
            words.push(unkept.into_any());
        }
        several(words)
    })
}

/// A form that is being filled in. Copy; lives as long as the page.
#[derive(Clone, Copy)]
pub struct Filling {
    here: Here,
    form: StoredValue<Form>,
    /// Under what the draft is kept.
    name: StoredValue<String>,
    values: StoredValue<Vec<(String, RwSignal<String>)>>,
    faults: RwSignal<Vec<FieldFault>>,
    /// The draft could not be kept.
    unkept: RwSignal<bool>,
    /// There was a draft.
    restored: RwSignal<bool>,
    /// What was typed before and is asked no more.
    rest: StoredValue<Answers>,
    /// What is asked otherwise than when the draft was typed.
    changed: StoredValue<Changed>,
}

impl Filling {
    /// Begins, or goes on where the reader stopped. `extra` are keys beside the form's own that are
    /// drafted with it, such as the names of a party.
    pub fn begin(here: Here, form: &Form, name: String, extra: &[&str]) -> Self {
        Self::begin_with(here, form, name, extra, &Answers::new())
    }

    /// The same, with what was answered before where there is no draft.
    pub fn begin_with(
        here: Here,
        form: &Form,
        name: String,
        extra: &[&str],
        before: &Answers,
    ) -> Self {
        let mut draft = here.data().draft(&name);
        let changed = Changed::since(&mut draft, form);
        let restored = is_typed(&draft);
        let source = if restored { &draft } else { before };
        // Of a code alone nothing was typed.
        let typed = |key: &str| source.get(key).or_else(|| draft.get(key)).cloned();
        let mut values = Vec::new();
        for field in &form.fields {
            let mut answer = typed(&field.key).unwrap_or_default();
            if field.kind == FieldKind::Consent {
                answer = ticked(&answer);
            }
            values.push((field.key.clone(), RwSignal::new(answer)));
        }
        for key in extra {
            let mut answer = typed(key).unwrap_or_default();
            if answer == "yes" {
                answer = ticked(&answer);
            }
            values.push(((*key).to_owned(), RwSignal::new(answer)));
        }
        let mut rest = draft;
        rest.retain(|key, _| !values.iter().any(|(known, _)| known == key));
        Self {
            here,
            form: StoredValue::new(form.clone()),
            name: StoredValue::new(name),
            values: StoredValue::new(values),
            faults: RwSignal::new(Vec::new()),
            unkept: RwSignal::new(false),
            restored: RwSignal::new(restored),
            rest: StoredValue::new(rest),
            changed: StoredValue::new(changed),
        }
    }

    /// Asks something else from now on: of others, or of fewer. What is new has the answer that was typed for it before.
    pub fn ask(self, form: Form) {
        self.values.update_value(|values| {
            for field in &form.fields {
                if values.iter().any(|(key, _)| *key == field.key) {
                    continue;
                }
                let mut kept = None;
                self.rest
                    .update_value(|rest| kept = rest.remove(&field.key));
                let mut answer = kept.unwrap_or_default();
                if field.kind == FieldKind::Consent {
                    answer = ticked(&answer);
                }
                values.push((field.key.clone(), RwSignal::new(answer)));
            }
        });
        self.faults.update(|faults| {
            faults.retain(|fault| form.fields.iter().any(|field| field.key == fault.key));
        });
        self.form.set_value(form);
    }

    /// The value of a field.
    pub fn value(self, key: &str) -> RwSignal<String> {
        self.values
            .with_value(|values| values.iter().find(|(k, _)| k == key).map(|(_, v)| *v))
            .unwrap_or_else(|| RwSignal::new(String::new()))
    }

    /// All that is typed, hidden fields too, as the reader left it.
    fn typed(self) -> Answers {
        let mut typed = Answers::new();
        self.type_into(&mut typed);
        typed
    }

    /// The same of a form that may be going.
    pub fn left(self) -> Answers {
        let left = self.values.try_with_value(|values| {
            let texts = values
                .iter()
                .map(|(key, text)| Some((key.clone(), text.try_get_untracked()?)));
            texts.flatten().collect()
        });
        left.unwrap_or_default()
    }

    fn type_into(self, typed: &mut Answers) {
        self.values.with_value(|v| {
            typed.extend(v.iter().map(|(k, s)| (k.clone(), s.get_untracked())));
        });
    }

    /// What is typed, as the model reads it: a tick is `yes`.
    fn read(self) -> Answers {
        let mut answers = self.typed();
        self.form.with_value(|form| {
            for field in form.fields.iter().filter(|f| f.kind == FieldKind::Consent) {
                if let Some(value) = answers.get_mut(&field.key)
                    && !value.is_empty()
                {
                    "yes".clone_into(value);
                }
            }
        });
        answers
    }

    /// Keeps what is typed, with what was asked.
    pub fn keep(self) {
        let mut typed = self.rest.get_value();
        self.type_into(&mut typed);
        if typed.values().any(|answer| !answer.is_empty()) {
            self.form.with_value(|form| Changed::note(&mut typed, form));
        }
        let kept = self
            .name
            .with_value(|name| self.here.data().keep_draft(name, &typed));
        self.unkept.set(kept.is_err());
    }

    /// The answers, or the faults at their fields and the focus at the first.
    pub fn check(self) -> Option<Answers> {
        let answers = self.read();
        let (faults, clean) = self
            .form
            .with_value(|form| (form.check(&answers), form.clean(&answers)));
        let good = faults.is_empty();
        self.faults.set(faults);
        if !good {
            host::focus_first_fault();
        }
        good.then_some(clean)
    }

    /// How many answers are wrong, as far as is known.
    pub fn wrong(self) -> usize {
        self.faults.with_untracked(Vec::len)
    }

    /// The same; tells when that changes.
    pub fn still_wrong(self) -> usize {
        self.faults.with(Vec::len)
    }

    /// Waits for what comes of sending; see [`Sent::take`].
    pub fn sent(self) -> Sent {
        Sent {
            filling: self,
            name: self.name.get_value(),
        }
    }

    /// Whether all of what is wrong lies in what this form asks, as long as it is on the page. `others` are keys that are
    /// asked beside it.
    pub fn asks(self, faults: &[FieldFault], others: &[&str]) -> bool {
        let asked = self.form.try_with_value(|form| {
            let known = |key: &str| form.fields.iter().any(|field| field.key == key);
            faults
                .iter()
                .all(|fault| known(&fault.key) || others.contains(&fault.key.as_str()))
        });
        asked.unwrap_or_default()
    }

    /// What is wrong with something that is asked beside the form, by the key of its fault.
    pub fn fault_of(self, key: &'static str, kind: FieldKind) -> Signal<Option<String>> {
        let t = self.here.t;
        Signal::derive(move || {
            self.faults.with(|faults| {
                let fault = faults.iter().find(|fault| fault.key == key)?;
                Some(t.fault(&fault.kind, kind))
            })
        })
    }

    /// It is answered otherwise now.
    pub fn forgive(self, key: &str) {
        self.faults
            .update(|faults| faults.retain(|fault| fault.key != key));
    }

    /// Shows what is wrong beside what the form itself found.
    pub fn blame(self, fault: FieldFault) {
        self.faults.update(|faults| faults.push(fault));
    }

    /// Shows what was wrong with these answers when they were refused.
    pub fn was_refused(self, why: &Refusal) {
        if let Refusal::Invalid { faults } = why {
            self.faults.set(faults.clone());
        }
    }

    /// A word about the draft.
    pub fn word(self) -> AnyView {
        let t = self.here.t;
        let changed = move || self.changed.with_value(|it| changed::words(it, t));
        draft_word(self.here, self.restored, self.unkept, changed)
    }

    /// The fields that are to be answered, as the answers so far have it.
    pub fn fields(self) -> AnyView {
        self.these(self.form.with_value(|form| form.fields.clone()))
    }

    /// The same of some of them.
    pub fn these(self, fields: Vec<Field>) -> AnyView {
        let drawn: Vec<AnyView> = fields
            .into_iter()
            .map(|field| {
                let condition = field.shown_if.clone();
                let is_shown = Memo::new(move |_| {
                    let Some(condition) = &condition else {
                        return true;
                    };
                    self.value(&condition.key).track();
                    let answers = self.read();
                    self.form.with_value(|form| {
                        form.shown(&answers)
                            .any(|f| f.shown_if.as_ref() == Some(condition))
                    })
                });
                let field = StoredValue::new(field);
                changing(move || {
                    if is_shown.get() {
                        field.with_value(|f| self.field(f))
                    } else {
                        nothing()
                    }
                })
            })
            .collect();
        several(drawn)
    }

    fn field(self, field: &Field) -> AnyView {
        let t = self.here.t;
        let (key, kind) = (field.key.clone(), field.kind);
        let error = Signal::derive(move || {
            self.faults.with(|faults| {
                faults
                    .iter()
                    .find(|f| f.key == key)
                    .map(|f| t.fault(&f.kind, kind))
            })
        });
        let ui_kind = match kind {
            FieldKind::Text => ui::FieldKind::Text,
            FieldKind::Paragraph => ui::FieldKind::Paragraph,
            FieldKind::Number => ui::FieldKind::Number,
            FieldKind::Choice if field.options.len() > FEW => ui::FieldKind::Select,
            FieldKind::Choice => ui::FieldKind::Choice,
            FieldKind::Choices => ui::FieldKind::Choices,
            FieldKind::Date => ui::FieldKind::Date,
            FieldKind::Phone => ui::FieldKind::Phone,
            FieldKind::Email => ui::FieldKind::Email,
            FieldKind::Consent => ui::FieldKind::Consent,
        };
        let options = field
            .options
            .iter()
            .map(|o| Choice::new(o.clone(), o.clone()))
            .collect::<Vec<_>>();
        let help = (!field.help.is_empty()).then(|| field.help.clone());
        let required = field.required.then(|| t.required().to_owned());
        let key = field.key.clone();
        let change = move |_: String| {
            // A fault is forgiven as soon as the answer changes.
            self.forgive(&key);
            self.keep();
        };
        view! {
            <ui::Field
                label=field.label.clone()
                value=self.value(&field.key)
                kind=ui_kind
                options
                nostrip:help=help
                error
                nostrip:required=required
                unset=t.choose()
                on_change=change
            />
        }
        .into_any()
    }
}

/// Whether there is more in a draft than a code.
pub fn is_typed(draft: &Answers) -> bool {
    let mut typed = draft.iter();
    typed.any(|(key, value)| !value.is_empty() && key != INVITE)
}

/// A tick as the box has it, whichever way it was written.
fn ticked(answer: &str) -> String {
    let on = !answer.is_empty();
    if on { "true" } else { "" }.to_owned()
}
