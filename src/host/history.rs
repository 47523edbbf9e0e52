//! Addresses and the way back: the History API under a base path, scroll kept for each entry.
//!
//! Each entry of the history has a number of its own in `history.state`. Where the reader was on it
//! is remembered when they leave it, and given back when they return, after the page is there. Over a
//! reload the places survive in sessionStorage, for what is written into the history while a page is
//! left is lost in Chromium.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{Element, History, HtmlAnchorElement, MouseEvent, ScrollRestoration, Url, window};

use crate::model::Table;

use super::page::{after_frame, scroll_height, scroll_to, scroll_y};

/// So many frames the page has for growing to where the reader was: about five seconds.
const FRAMES: u32 = 300;
/// Where the places wait while the page is loaded anew: `number:pixels`, with commas between.
const PLACES: &str = "linju/places";

struct Entries {
    current: u32,
    newest: u32,
    places: Table<u32, i32>,
}

/// The history of this page.
#[derive(Clone)]
pub struct Navigation {
    base: Rc<str>,
    hash: bool,
    entries: Rc<RefCell<Entries>>,
}

impl Navigation {
    /// Takes over the history. `hash` writes addresses behind `#`, for hosts that answer no other.
    #[must_use]
    pub fn start(hash: bool) -> Self {
        let base = window()
            .and_then(|w| w.document())
            .and_then(|d| d.base_uri().ok().flatten())
            .and_then(|uri| Url::new(&uri).ok())
            .map_or_else(|| "/".to_owned(), |url| url.pathname());
        let base = base
            .rsplit_once('/')
            .map_or("/".to_owned(), |(b, _)| format!("{b}/"));
        // An entry without a number is new, and nothing of before is its own.
        let known = number();
        let current = known.unwrap_or(0);
        let entries = Entries {
            current,
            newest: current,
            places: known.map(|_| kept_places()).unwrap_or_default(),
        };
        if let Some(history) = history() {
            let _taken = history.set_scroll_restoration(ScrollRestoration::Manual);
            let _named = history.replace_state_with_url(&current.into(), "", None);
        }
        let it = Self {
            base: base.into(),
            hash,
            entries: Rc::new(RefCell::new(entries)),
        };
        it.keep_place_on_leaving();
        it
    }

    /// The address of this screen, from the base path on.
    #[must_use]
    pub fn here(&self) -> String {
        let Some(location) = window().map(|w| w.location()) else {
            return "/".to_owned();
        };
        if self.hash {
            let hash = location.hash().unwrap_or_default();
            return match hash.strip_prefix('#') {
                Some(address) if address.starts_with('/') => address.to_owned(),
                _ => "/".to_owned(),
            };
        }
        let path = location.pathname().unwrap_or_default();
        let query = location.search().unwrap_or_default();
        let under = path.strip_prefix(&*self.base).unwrap_or_default();
        format!("/{under}{query}")
    }

    /// The query of the page's own address, as it stands there: not of what stands behind `#`.
    #[must_use]
    pub fn search(&self) -> String {
        let location = window().map(|w| w.location());
        location.and_then(|l| l.search().ok()).unwrap_or_default()
    }

    /// What a link to an address must say.
    #[must_use]
    pub fn href(&self, address: &str) -> String {
        let under = address.strip_prefix('/').unwrap_or(address);
        if self.hash {
            format!("{}#/{under}", self.base)
        } else {
            format!("{}{under}", self.base)
        }
    }

    /// The whole address, for sharing.
    #[must_use]
    pub fn whole(&self, address: &str) -> String {
        let origin = window()
            .and_then(|w| w.location().origin().ok())
            .unwrap_or_default();
        format!("{origin}{}", self.href(address))
    }

    /// The whole address at which the app begins: the base path, whichever way its screens are written.
    #[must_use]
    pub fn home(&self) -> String {
        let origin = window().and_then(|w| w.location().origin().ok());
        [&origin.unwrap_or_default(), &*self.base].concat()
    }

    /// Goes to an address; the one before is a step back.
    pub fn push(&self, address: &str) {
        self.remember();
        let number = {
            let mut entries = self.entries.borrow_mut();
            let number = entries.current + 1;
            entries.current = number;
            entries.newest = number;
            // What lay ahead is gone.
            entries.places.retain(|known, _| *known < number);
            number
        };
        if let Some(history) = history() {
            let href = self.href(address);
            let _gone = history.push_state_with_url(&number.into(), "", Some(&href));
        }
    }

    /// Puts another address in place of this one.
    pub fn replace(&self, address: &str) {
        if let Some(history) = history() {
            let number = self.entries.borrow().current;
            let href = self.href(address);
            let _put = history.replace_state_with_url(&number.into(), "", Some(&href));
        }
    }

    /// Goes a step back if there is one in the app; otherwise nothing happens and the answer is no.
    #[must_use]
    pub fn back(&self) -> bool {
        self.entries.borrow().current > 0 && history().is_some_and(|h| h.back().is_ok())
    }

    /// Calls back when the reader went back or forward. Lives as long as the app.
    pub fn on_travel(&self, call: impl Fn() + 'static) {
        let it = self.clone();
        let listen = Closure::<dyn Fn()>::new(move || {
            // The old page is still there, so this is where the reader was on it.
            it.remember();
            it.entries.borrow_mut().current = number().unwrap_or(0);
            call();
        });
        if let Some(window) = window() {
            let _heard = window.add_event_listener_with_callback(
                "popstate",
                Closure::as_ref(&listen).unchecked_ref(),
            );
        }
        listen.forget();
    }

    /// Calls back with the address when a link within the app is tapped; other links are left to
    /// the browser. Lives as long as the app.
    pub fn on_link(&self, call: impl Fn(String) + 'static) {
        let it = self.clone();
        let listen = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
            if let Some(address) = it.address_of(&event) {
                event.prevent_default();
                call(address);
            }
        });
        if let Some(document) = window().and_then(|w| w.document()) {
            let _heard = document.add_event_listener_with_callback(
                "click",
                Closure::as_ref(&listen).unchecked_ref(),
            );
        }
        listen.forget();
    }

    /// The address of a plain tap on a link within the app.
    fn address_of(&self, event: &MouseEvent) -> Option<String> {
        if event.default_prevented()
            || event.button() != 0
            || event.alt_key()
            || event.ctrl_key()
            || event.meta_key()
            || event.shift_key()
        {
            return None;
        }
        let link = event
            .target()?
            .dyn_into::<Element>()
            .ok()?
            .closest("a[href]")
            .ok()??
            .dyn_into::<HtmlAnchorElement>()
            .ok()?;
        if !matches!(link.target().as_str(), "" | "_self") || link.has_attribute("download") {
            return None;
        }
        let href = link.get_attribute("href")?;
        let under = href.strip_prefix(&*self.base)?;
        if self.hash {
            under.strip_prefix('#').map(str::to_owned)
        } else {
            (!under.starts_with('#') && !under.starts_with('/')).then(|| format!("/{under}"))
        }
    }

    /// Brings the reader to where they were on this screen, as soon as the page is tall enough; to
    /// the top of one that is new.
    pub fn restore_place(&self) {
        let (number, y) = {
            let entries = self.entries.borrow();
            (
                entries.current,
                f64::from(entries.places.get(&entries.current).copied().unwrap_or(0)),
            )
        };
        scroll_to(y);
        if y > 0.0 {
            self.clone().scroll_when_tall(number, y, FRAMES);
        }
    }

    /// Goes on until the page is tall enough, down to its end each time: a list that grows when its
    /// end is seen grows so. A reader who scrolls meanwhile is left in peace.
    fn scroll_when_tall(self, number: u32, y: f64, frames: u32) {
        let lowest = (scroll_height() - window_height()).max(0.0);
        scroll_to(y.min(lowest));
        if lowest >= y || frames == 0 {
            return;
        }
        let left_at = scroll_y();
        after_frame(move || {
            let end = (scroll_height() - window_height()).max(0.0);
            // What is drawn in the place of something else may leave nothing to scroll in between; that was no reader.
            let now = scroll_y();
            let untouched = (now - left_at.min(end)).abs() < 2.0 || now < 1.0;
            if untouched && self.entries.borrow().current == number {
                self.scroll_when_tall(number, y, frames - 1);
            }
        });
    }

    fn remember(&self) {
        let mut entries = self.entries.borrow_mut();
        let current = entries.current;
        entries.places.insert(current, scroll_y().round() as i32);
    }

    fn keep_place_on_leaving(&self) {
        let it = self.clone();
        let listen = Closure::<dyn Fn()>::new(move || {
            it.remember();
            let entries = it.entries.borrow();
            let mut places = String::new();
            for (number, y) in entries.places.iter() {
                places += &[&number.to_string(), ":", &y.to_string(), ","].concat();
            }
            if let Some(Ok(Some(kept))) = window().map(|w| w.session_storage()) {
                let _kept = kept.set_item(PLACES, &places);
            }
        });
        if let Some(window) = window() {
            let _heard = window.add_event_listener_with_callback(
                "pagehide",
                Closure::as_ref(&listen).unchecked_ref(),
            );
        }
        listen.forget();
    }
}

fn window_height() -> f64 {
    window()
        .and_then(|w| w.inner_height().ok())
        .and_then(|h| h.as_f64())
        .unwrap_or_default()
}

fn history() -> Option<History> {
    window()?.history().ok()
}

/// The number of the entry that is shown.
fn number() -> Option<u32> {
    history()?
        .state()
        .ok()?
        .as_f64()
        .map(|number| number as u32)
}

fn kept_places() -> Table<u32, i32> {
    let mut places = Table::new();
    let kept = window()
        .and_then(|w| w.session_storage().ok().flatten())
        .and_then(|kept| kept.get_item(PLACES).ok().flatten())
        .unwrap_or_default();
    for place in kept.split(',') {
        if let Some((number, y)) = place.split_once(':')
            && let (Ok(number), Ok(y)) = (number.parse(), y.parse())
        {
            places.insert(number, y);
        }
    }
    places
}
