//! A form of the model on the screen: typed fields, conditions, faults at the field, and a draft of
//! every keystroke.

use leptos::prelude::*;

use crate::{
    host,
    model::{Answers, Field, FieldFault, FieldKind, Form, Refusal},
    route::Route,
    ui::{
        self, Button, ButtonKind, Buttons, Choice, Memo, Notice, NoticeKind, RwSignal, Signal,
        StoredValue, changing, nothing, several,
    },
};

use super::{Here, doing::Done};

/// Under this key the draft of a sign-up has the names of those who come along, one a line.
pub const PARTY: &str = "#party";

/// Under this key a draft has the tick for the rules of a version, and no others.
pub fn agreed(version: u32) -> String {
    format!("#agreed/{version}")
}

/// A choice of so few is shown at once; more go into a menu.
const FEW: usize = 5;

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
}

impl Filling {
    /// Begins, or goes on where the reader stopped. `extra` are keys beside the form's own that are
    /// drafted with it, such as the names of a party.
    pub fn begin(here: Here, form: &Form, name: String, extra: &[&str]) -> Self {
        let draft = here.data().draft(&name);
        let restored = draft.values().any(|v| !v.is_empty());
        let keys = form
            .fields
            .iter()
            .map(|f| f.key.as_str())
            .chain(extra.iter().copied());
        let values = keys
            .map(|key| {
                let typed = draft.get(key).cloned().unwrap_or_default();
                (key.to_owned(), RwSignal::new(typed))
            })
            .collect();
        Self {
            here,
            form: StoredValue::new(form.clone()),
            name: StoredValue::new(name),
            values: StoredValue::new(values),
            faults: RwSignal::new(Vec::new()),
            unkept: RwSignal::new(false),
            restored: RwSignal::new(restored),
        }
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
        self.values.with_value(|v| {
            typed.extend(v.iter().map(|(k, s)| (k.clone(), s.get_untracked())));
        });
        typed
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

    /// Keeps what is typed.
    pub fn keep(self) {
        let kept = self
            .name
            .with_value(|name| self.here.data().keep_draft(name, &self.typed()));
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

    /// Waits for what comes of sending; see [`Sent::take`].
    pub fn sent(self) -> Sent {
        Sent {
            filling: self,
            name: self.name.get_value(),
        }
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
        changing(move || {
            let mut words = Vec::new();
            if self.restored.get() {
                let back = view! { <Notice kind=NoticeKind::Info text=t.draft_back() /> };
                words.push(back.into_any());
            }
            if self.unkept.get() {
                let unkept =
                    view! { <Notice kind=NoticeKind::Warn text=t.draft_unkept() live=true /> };
                words.push(unkept.into_any());
            }
            several(words)
        })
    }

    /// The fields that are to be answered, as the answers so far have it.
    pub fn fields(self) -> AnyView {
        let fields = self.form.with_value(|form| form.fields.clone());
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
            self.faults.update(|faults| faults.retain(|f| f.key != key));
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

/// A form that was sent. It may come back when the page has gone: somebody who has walked on is
/// neither called back nor left with a draft of what was done.
pub struct Sent {
    filling: Filling,
    name: String,
}

impl Sent {
    /// What came of it: the draft goes, and the reader to the page that shows it; or `wrong` says why
    /// not, and the fields say what is wrong with them.
    pub fn take(self, done: Done, wrong: RwSignal<Option<String>>, shown_at: Route) {
        let (it, here) = (self.filling, self.filling.here);
        match done {
            // What was typed is in the outbox, and stands on the page that they come to.
            Done::Kept => {
                here.data().drop_draft(&self.name);
                // Mostly the reader came from there, and is not to find it twice on the way back.
                if it.restored.try_set(false).is_none() && !here.back() {
                    here.replace(shown_at);
                }
            }
            Done::Refused(refusal) => {
                if let Refusal::Invalid { faults } = &refusal {
                    it.faults.try_set(faults.clone());
                }
                wrong.try_set(Some(here.say(|t, face| t.refusal(&refusal, face))));
                host::focus_first_fault();
            }
            Done::SignIn => {}
        }
    }
}

/// A form on the page: its parts, what is wrong with it, and the button that sends it.
pub fn frame(
    parts: Vec<AnyView>,
    wrong: RwSignal<Option<String>>,
    busy: RwSignal<bool>,
    label: &'static str,
    send: impl Fn() + Send + 'static,
) -> AnyView {
    let wrong = changing(move || match wrong.get() {
        Some(text) => view! { <Notice kind=NoticeKind::Error text live=true /> }.into_any(),
        None => nothing(),
    });
    let button = view! {
        <Button kind=ButtonKind::Primary wide=true submit=true busy>{label}</Button>
    };
    let button = button.into_any();
    let foot = view! { <Buttons stuck=true>{button}</Buttons> };
    ui::el("form")
        .class("stack-l")
        .flag("novalidate", true)
        .on("submit", move |event| {
            event.prevent_default();
            send();
        })
        .child(parts)
        .child(wrong)
        .child(foot.into_any())
        .into_any()
}
