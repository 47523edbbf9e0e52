//! What is said of a form whose questions have changed since somebody began to answer it.

use leptos::prelude::*;

use crate::{
    i18n::T,
    model::Changed,
    ui::{El, Notice, NoticeKind, el},
};

/// Says what is asked otherwise, and shows what was answered to what is asked no more; nothing where nothing has changed.
pub(super) fn words(changed: &Changed, t: T) -> Vec<AnyView> {
    let list = |labels: &[String]| labels.join(t.enumeration());
    let gone: Vec<String> = changed
        .gone
        .iter()
        .map(|(label, _)| label.clone())
        .collect();
    let mut words = Vec::new();
    if !changed.new.is_empty() {
        words.push(t.form_new(&list(&changed.new)));
    }
    if !changed.other.is_empty() {
        words.push(t.form_other(&list(&changed.other)));
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
    let left: Vec<El> = changed
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
