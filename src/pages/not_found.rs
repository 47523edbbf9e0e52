//! No such screen: said honestly, with a way back.

use leptos::prelude::*;

use crate::{
    route::Route,
    ui::{ButtonLink, PageHeader, Panel, PanelKind, several},
};

use super::Here;

/// The page.
pub fn page(here: Here) -> AnyView {
    let t = here.t;
    here.title(t.page_not_found());
    let header = view! { <PageHeader title=t.page_not_found() /> };
    let panel = view! {
        <Panel kind=PanelKind::Gone title=t.err_not_found() text=t.page_not_found_text()>
            <ButtonLink href=here.link(&Route::discover())>{t.to_discover()}</ButtonLink>
        </Panel>
    };
    several(vec![header.into_any(), panel.into_any()])
}
