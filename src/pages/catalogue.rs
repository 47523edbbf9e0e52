//! The living catalogue: every component in every state, for whoever designs or checks them.
//!
//! In debug builds only, at `/catalogue`. It has no data and speaks one language, because nobody
//! but its makers reads it; pages are built from what is shown here and not beside it.

mod cards;
mod controls;
mod things;

use crate::ui::{RwSignal, *};
use leptos::prelude::*;

/// The page.
#[component]
pub fn Catalogue() -> impl IntoView {
    let theme = RwSignal::new(String::from("auto"));
    let size = RwSignal::new(String::from("m"));
    let set = |name: &'static str, value: RwSignal<String>| {
        effect(move || {
            if let Some(root) = document().document_element() {
                let _ = root.set_attribute(name, &value.get());
            }
        });
    };
    set("data-theme", theme);
    set("data-text", size);
    let choices = |pairs: &[(&str, &str)]| -> Vec<Choice> {
        pairs
            .iter()
            .map(|(value, label)| Choice::new(*value, *label))
            .collect()
    };
    let themes = choices(&[("auto", "跟随系统"), ("light", "浅色"), ("dark", "深色")]);
    let sizes = choices(&[("m", "标准"), ("l", "大"), ("xl", "特大")]);
    view! {
        <PageHeader
            title="组件目录"
            text="每个组件的每种状态。页面只用这里有的东西搭。"
        />
        <div class="stack">
            <Chips label="主题" options=themes value=theme look=ChipsLook::Segments />
            <Chips label="字号" options=sizes value=size look=ChipsLook::Segments />
        </div>
        {cards::cards().into_any()}
        {controls::buttons().into_any()}
        {controls::choices().into_any()}
        {controls::fields().into_any()}
        {things::lists().into_any()}
        {things::states().into_any()}
        {things::drawings().into_any()}
        {things::prose().into_any()}
    }
}
