//! The shell: wires the ports to the browser, picks the backend that `config.json` names, and shows
//! the page of the route between the bottom bar and the toasts.

mod config;
mod shell;

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
// Not that of Leptos, which has no executor before something is mounted.
use wasm_bindgen_futures::spawn_local;

use crate::{
    backend::{Backend, embedded::Embedded, mapped::Mapped},
    data::{Data, Ports},
    host::{self, BrowserClock, BrowserRandomness, Http, IntlZones, LocalStorage, Navigation},
    port::KeyValue,
    store::device_account,
};
use config::{Chosen, Config};

/// Starts the page in `#app`.
pub fn start() {
    host::on_panic();
    spawn_local(async {
        let ports = Ports {
            kv: Rc::new(LocalStorage::open()),
            transport: Rc::new(Http),
            clock: Rc::new(BrowserClock),
            random: Rc::new(BrowserRandomness),
            zones: Rc::new(IntlZones::default()),
        };
        let config = config::read(&*ports.transport).await;
        let Some(app) = web_sys::window()
            .and_then(|w| w.document())
            .and_then(|d| d.get_element_by_id("app"))
            .and_then(|app| app.dyn_into::<web_sys::HtmlElement>().ok())
        else {
            return;
        };
        app.set_inner_html("");
        match config {
            Ok(config) => {
                let navigation = Navigation::start(config.urls == crate::data::Urls::Hash);
                let data = Rc::new(open(config, ports));
                mount_to(app, move || shell::shell(data, navigation)).forget();
            }
            Err(why) => mount_to(app, move || shell::unusable(why)).forget(),
        }
    });
}

/// The data of the service that was chosen.
fn open(config: Config, ports: Ports) -> Data {
    let account = device_account(&*ports.kv, &*ports.random);
    let backend: Rc<dyn Backend> = match config.chosen {
        Chosen::Embedded => Rc::new(Embedded::new(
            ports.transport.clone(),
            ports.kv.clone() as Rc<dyn KeyValue>,
            ports.clock.clone(),
            ports.random.clone(),
            ports.zones.clone(),
        )),
        Chosen::Mapped(plan) => Rc::new(
            Mapped::new(
                *plan,
                ports.transport.clone(),
                ports.clock.clone(),
                account.clone(),
            )
            .with_zones(ports.zones.clone()),
        ),
    };
    Data::new(backend, ports, account.as_str())
}
