//! The living catalogue: every component in every state, for whoever designs or checks them.
//!
//! At `/catalogue` in debug builds, and in release builds with the feature `catalogue`. It has no data and speaks one
//! language, because nobody but its makers reads it; pages are built from what is shown here and not beside it.

mod cards;
mod controls;
mod things;

use super::{Here, scanning};
use crate::{
    host::Reading,
    ui::{RwSignal, *},
};
use leptos::prelude::*;

/// The page.
pub fn page(here: Here) -> AnyView {
    several(vec![catalogue().into_any(), camera(here)])
}

/// The camera is turned on when it is asked for, and says how long each reading took.
fn camera(here: Here) -> AnyView {
    let on = RwSignal::new(false);
    let scanner = changing(move || {
        if !on.get() {
            return view! { <Button on_click=move || on.set(true)>"打开相机"</Button> }.into_any();
        }
        let on_read = Act::new(move |reading: Reading| {
            let ms = reading.ms.round().to_string();
            [&here.t.scan_read(&reading.text), " · ", &ms, " ms"].concat()
        });
        let scanner = scanning::apart(here, on_read);
        let close = view! { <Button on_click=move || on.set(false)>"关闭相机"</Button> };
        several(vec![scanner, close.into_any()])
    });
    view! { <Section title="扫码">{scanner}</Section> }.into_any()
}

fn catalogue() -> impl IntoView {
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
