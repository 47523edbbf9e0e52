//! A form whose questions have changed since somebody began to answer it: what was typed stays, and a sentence says what is
//! asked otherwise. A draft names the questions that it answered, so that this is known after a reload too.

use leptos::prelude::*;

use crate::{
    i18n::T,
    model::{Answers, Field, Form},
    ui::{El, Notice, NoticeKind, el},
};

/// Under this key a draft has what was asked, a question a line: its key, what it is, its words.
const ASKED: &str = "#asked";

/// What is asked otherwise.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Changed {
    /// Asked now, and was not.
    new: Vec<String>,
    /// Asked in another way: other words, another kind, other choices.
    other: Vec<String>,
    /// Asked no more, and what was answered.
    gone: Vec<(String, String)>,
}

impl Changed {
    /// Since a draft was typed. Takes what the draft says of it out of the draft.
    pub fn since(draft: &mut Answers, form: &Form) -> Self {
        let Some(asked) = draft.remove(ASKED) else {
            return Self::default();
        };
        let mut it = Self::default();
        let before: Vec<(&str, &str, &str)> = asked.lines().filter_map(read).collect();
        for field in &form.fields {
            match before.iter().find(|(key, ..)| *key == field.key) {
                None => it.new.push(field.label.clone()),
                Some((_, sum, _)) if *sum != sum_of(field) => it.other.push(field.label.clone()),
                Some(_) => {}
            }
        }
        for (key, _, label) in before {
            if !form.fields.iter().any(|field| field.key == key) {
                let answer = draft.get(key).cloned().unwrap_or_default();
                it.gone.push((label.to_owned(), answer));
            }
        }
        it
    }

    /// Notes in a draft what is asked.
    pub fn note(draft: &mut Answers, form: &Form) {
        let line = |field: &Field| {
            let words = field.label.replace(['\n', '\t'], " ");
            [field.key.as_str(), &sum_of(field), &words].join("\t")
        };
        let lines: Vec<String> = form.fields.iter().map(line).collect();
        draft.insert(ASKED.to_owned(), lines.join("\n"));
    }

    /// Says so; nothing where nothing has changed.
    pub fn words(&self, t: T) -> Vec<AnyView> {
        let list = |labels: &[String]| labels.join(t.enumeration());
        let gone: Vec<String> = self.gone.iter().map(|(label, _)| label.clone()).collect();
        let mut words = Vec::new();
        if !self.new.is_empty() {
            words.push(t.form_new(&list(&self.new)));
        }
        if !self.other.is_empty() {
            words.push(t.form_other(&list(&self.other)));
        }
        if !gone.is_empty() {
            words.push(t.form_gone(&list(&gone)));
        }
        if words.is_empty() {
            return Vec::new();
        }
        let text = t.form_changed(&words.join(t.semicolon()));
        let said = view! { <Notice kind=NoticeKind::Warn text live=true /> }.into_any();
        // What somebody wrote is theirs: it can be copied to where it is asked now.
        let left: Vec<El> = self
            .gone
            .iter()
            .filter(|(_, answer)| !answer.is_empty())
            .map(|(label, answer)| {
                el("div")
                    .child(el("dt").child(label.clone()))
                    .child(el("dd").attr("dir", "auto").child(answer.clone()))
            })
            .collect();
        if left.is_empty() {
            return vec![said];
        }
        let left = el("dl").class("answers").child(left).into_any();
        vec![said, left]
    }
}

fn read(line: &str) -> Option<(&str, &str, &str)> {
    let (key, rest) = line.split_once('\t')?;
    let (sum, label) = rest.split_once('\t')?;
    Some((key, sum, label))
}

/// A sum of what a question is (FNV-1a): another, and it is asked otherwise.
fn sum_of(field: &Field) -> String {
    let mut sum: u32 = 0x811c_9dc5;
    let mut take = |bytes: &[u8]| {
        for byte in bytes.iter().chain(&[0]) {
            sum = (sum ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        }
    };
    take(field.label.as_bytes());
    take(&[field.kind as u8, u8::from(field.required)]);
    for limit in [field.min, field.max] {
        take(&limit.map_or([0xff; 4], u32::to_le_bytes));
    }
    for option in &field.options {
        take(option.as_bytes());
    }
    if let Some(condition) = &field.shown_if {
        take(condition.key.as_bytes());
        take(condition.equals.as_bytes());
    }
    sum.to_string()
}
