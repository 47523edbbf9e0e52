//! The shell: wires the ports to the browser, picks the backend that `config.json` names, and shows
//! the page of the route between the bottom bar and the toasts.

mod config;
mod service;
mod shell;

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
// Not that of Leptos, which has no executor before something is mounted.
use wasm_bindgen_futures::spawn_local;

use crate::{
    data::{Ports, Urls},
    host::{self, BrowserClock, BrowserRandomness, Http, IntlZones, LocalStorage, Navigation},
};
use config::Config;

/// Starts the page in `#app`.
pub fn start() {
    host::on_panic();
    spawn_local(async {
        let ports = Ports {
            kv: Rc::new(LocalStorage::open()),
            tab: Rc::new(LocalStorage::of_tab()),
            transport: Rc::new(Http),
            clock: Rc::new(BrowserClock),
            random: Rc::new(BrowserRandomness),
            zones: Rc::new(IntlZones::default()),
        };
        let opened = match config::read().await {
            Ok(Config { chosen, urls }) => {
                let navigation = Navigation::start(urls == Urls::Hash);
                let opened = service::open(chosen, ports, &navigation).await;
                opened.map(|data| (data, navigation))
            }
            Err(why) => Err(why),
        };
        let Some(app) = web_sys::window()
            .and_then(|w| w.document())
            .and_then(|d| d.get_element_by_id("app"))
            .and_then(|app| app.dyn_into::<web_sys::HtmlElement>().ok())
        else {
            return;
        };
        app.set_inner_html("");
        match opened {
            Ok((data, navigation)) => {
                mount_to(app, move || shell::shell(data, navigation)).forget();
            }
            Err(why) => mount_to(app, move || shell::unusable(why)).forget(),
        }
    });
}
