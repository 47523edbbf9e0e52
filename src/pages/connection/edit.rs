//! Editing the mapping in the page: faults as one types, trying it, saving it as a file.

use std::time::Duration;

use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};

use crate::{
    data::probe::Wrong,
    host,
    model::Answers,
    ui::{
        Button, ButtonKind, Buttons, Icon, Notice, NoticeKind, RwSignal, Section, Sheet, Signal,
        StoredValue, Tone, changing, el, fresh_id, nothing, several,
    },
};

use super::bench::Bench;

/// Under what the draft is kept.
const DRAFT: &str = "connection/mapping";
const KEY: &str = "mapping";
/// Typing rests when nothing was typed for so long.
const REST: Duration = Duration::from_millis(450);

/// What is being edited. Copy; lives as long as the page.
#[derive(Clone, Copy)]
struct Editing {
    bench: Bench,
    text: RwSignal<String>,
    wrong: RwSignal<Option<Wrong>>,
    /// Something differs from the site's file.
    changed: RwSignal<bool>,
    unkept: RwSignal<bool>,
    typing: StoredValue<Option<TimeoutHandle>>,
}

/// The section.
pub(super) fn section(bench: Bench) -> AnyView {
    let t = bench.here.t;
    let draft = bench.here.data().draft(DRAFT);
    let draft = draft.get(KEY).filter(|text| !text.is_empty()).cloned();
    let restored = draft.is_some();
    let text = draft.unwrap_or_else(|| bench.text());
    let it = Editing {
        bench,
        wrong: RwSignal::new(bench.site().check(&text)),
        changed: RwSignal::new(restored),
        text: RwSignal::new(text),
        unkept: RwSignal::new(false),
        typing: StoredValue::new(None),
    };
    let mut inside = vec![
        el("p")
            .class("muted")
            .child(t.edit_mapping_text())
            .into_any(),
    ];
    if restored {
        inside.push(view! { <Notice kind=NoticeKind::Old text=t.draft_back() /> }.into_any());
    }
    inside.push(it.area());
    inside.push(changing(move || it.verdict()));
    inside.push(it.buttons());
    let inside = el("div").class("stack").child(several(inside));
    view! { <Section title=t.edit_mapping()>{inside}</Section> }.into_any()
}

impl Editing {
    fn area(self) -> AnyView {
        let t = self.bench.here.t;
        let (id, text) = (fresh_id(), self.text);
        let label = el("label")
            .class("field-label")
            .attr("for", id.clone())
            .child(t.mapping_json());
        let area = el("textarea")
            .class("input")
            .attr("id", id)
            .attr("rows", "14")
            .attr("spellcheck", "false")
            .attr("autocapitalize", "off")
            .attr("autocomplete", "off")
            .when("aria-invalid", "true", move || {
                self.wrong.with(Option::is_some)
            })
            .track(move |area| host::write_area(area, &text.get()))
            .on("input", move |event| self.typed(event_target_value(&event)));
        el("div").class("field").child(label).child(area).into_any()
    }

    /// Keeps what is typed, and looks at it once typing rests.
    fn typed(self, text: String) {
        self.changed.set(text != self.bench.text());
        self.text.set(text);
        self.keep();
        if let Some(Some(timer)) = self.typing.try_update_value(Option::take) {
            timer.clear();
        }
        let rested = set_timeout_with_handle(
            move || {
                if let Some(text) = self.text.try_get_untracked() {
                    self.wrong.try_set(self.bench.site().check(&text));
                }
            },
            REST,
        );
        self.typing.set_value(rested.ok());
    }

    fn keep(self) {
        let data = self.bench.here.data();
        if !self.changed.get_untracked() {
            data.drop_draft(DRAFT);
            return;
        }
        let mut answers = Answers::new();
        answers.insert(KEY.to_owned(), self.text.get_untracked());
        self.unkept.set(data.keep_draft(DRAFT, &answers).is_err());
    }

    /// What is wrong with it, or that nothing is.
    fn verdict(self) -> AnyView {
        let t = self.bench.here.t;
        let unkept = if self.unkept.get() {
            view! { <Notice kind=NoticeKind::Warn text=t.draft_unkept() /> }.into_any()
        } else {
            nothing()
        };
        let verdict = match self.wrong.get() {
            Some(wrong) => {
                let at = t.mapping_fault(&wrong.file, &wrong.pointer);
                let (expected, found) = (t.thing(&wrong.expected), t.thing(&wrong.found));
                let what = t.mapping_expected(&expected, &found);
                let text = [&at, t.colon(), &what].concat();
                view! { <Notice kind=NoticeKind::Error text live=true /> }.into_any()
            }
            None if self.changed.get() => {
                view! { <Notice kind=NoticeKind::Good text=t.mapping_right() live=true /> }
                    .into_any()
            }
            None => nothing(),
        };
        several(vec![verdict, unkept])
    }

    fn buttons(self) -> AnyView {
        let (here, t) = (self.bench.here, self.bench.here.t);
        let open = RwSignal::new(false);
        let is_wrong = Signal::derive(move || self.wrong.with(Option::is_some));
        let unchanged = Signal::derive(move || !self.changed.get());
        let save = move || {
            let file = self.bench.site().about().file;
            let name = file.rsplit('/').next().unwrap_or_default().to_owned();
            if self
                .text
                .with_untracked(|text| host::save_file(&name, text))
            {
                here.toasts.say(Tone::Live, t.saved());
            } else {
                self.copy();
            }
        };
        let buttons = vec![
            view! {
                <Button kind=ButtonKind::Primary disabled=is_wrong on_click=move || self.attempt()>
                    {t.try_mapping()}
                </Button>
            }
            .into_any(),
            view! { <Button on_click=save>{t.save_as_file()}</Button> }.into_any(),
            view! {
                <Button icon=Some(Icon::Share) on_click=move || self.copy()>{t.copy_it()}</Button>
            }
            .into_any(),
            view! {
                <Button kind=ButtonKind::Quiet disabled=unchanged on_click=move || open.set(true)>
                    {t.throw_away()}
                </Button>
            }
            .into_any(),
        ];
        let sheet = view! {
            <Sheet open title=t.throw_away() close=t.close()>
                {self.sure(open)}
            </Sheet>
        };
        let buttons = view! { <Buttons>{buttons}</Buttons> }.into_any();
        several(vec![buttons, sheet.into_any()])
    }

    fn sure(self, open: RwSignal<bool>) -> AnyView {
        let t = self.bench.here.t;
        let yes = move || {
            open.set(false);
            self.throw_away();
        };
        let yes = view! {
            <Button kind=ButtonKind::Danger wide=true on_click=yes>{t.throw_away()}</Button>
        };
        let no = move || open.set(false);
        let no = view! { <Button wide=true on_click=no>{t.cancel()}</Button> };
        let buttons = vec![yes.into_any(), no.into_any()];
        let buttons = view! { <Buttons>{buttons}</Buttons> }.into_any();
        several(vec![el("p").child(t.throw_sure()).into_any(), buttons])
    }

    fn throw_away(self) {
        let text = self.bench.text();
        self.bench.here.data().drop_draft(DRAFT);
        self.wrong.set(self.bench.site().check(&text));
        self.text.set(text);
        self.changed.set(false);
        self.unkept.set(false);
        self.bench.back();
    }

    /// The page works with it from here on, and runs all of it.
    fn attempt(self) {
        let tried = self
            .text
            .with_untracked(|text| self.bench.site().trial(text));
        match tried {
            Ok(probe) => {
                self.wrong.set(None);
                self.bench.take(probe);
                self.bench.run_all();
                host::scroll_to(0.0);
            }
            Err(wrong) => self.wrong.set(Some(wrong)),
        }
    }

    fn copy(self) {
        let (here, text) = (self.bench.here, self.text.get_untracked());
        spawn_local(async move {
            let t = here.t_now();
            if host::copy_text(&text).await {
                here.toasts.say(Tone::Live, t.copied());
            } else {
                here.toasts.say(Tone::Warn, t.copy_failed());
            }
        });
    }
}
