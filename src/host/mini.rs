//! Whether the page is in the web-view of a mini-program, as far as it can be told without the host's script; `super::bridge`, which
//! comes later, makes sure of it.

use wasm_bindgen::JsValue;
use web_sys::window;

use super::{
    hosts::{HOSTS, Host},
    late,
};

/// The host, by what the web-view calls itself and what its window shows.
pub(super) fn here() -> Option<&'static Host> {
    let window: JsValue = window()?.into();
    let agent = late::get(&late::get(&window, "navigator")?, "userAgent")?.as_string()?;
    HOSTS.iter().find(|host| {
        // WeChat on a computer names itself alone, and tells by a value of the window what it shows.
        let [first, second] = host.marks;
        let [name, is] = host.shows;
        let shows = || late::get(&window, name).and_then(|it| it.as_string());
        agent.contains(first) && (agent.contains(second) || shows().as_deref() == Some(is))
    })
}

/// Whether the page is in WeChat: in a mini-program of it, or in its own browser.
#[must_use]
pub fn is_in_wechat() -> bool {
    let navigator = window().and_then(|window| late::get(&window, "navigator"));
    let agent = navigator.and_then(|it| late::get(&it, "userAgent")?.as_string());
    agent.is_some_and(|agent| agent.contains("MicroMessenger"))
}

/// Whether the page is in a mini-program, as it seems.
#[must_use]
pub fn is_in_mini_program() -> bool {
    here().is_some()
}
