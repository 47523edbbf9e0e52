//! One at a time, over all tabs: Web Locks, or a lease in storage where there are none (no HTTPS, Safari before 15.4).

use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::port::{Lease, LocalFuture, Lock, Timer as _};

use super::{
    BrowserClock, BrowserRandomness, BrowserTimer, LocalStorage,
    late::{call, get},
};

/// Who gets the lock in so many milliseconds did not have to wait for another tab.
const AT_ONCE: f64 = 20.0;
/// After so many milliseconds what another tab wrote before it gave the lock back can be read here.
const SETTLES: u32 = 300;

/// The lock that all tabs of the site share.
struct TabsLock {
    locks: Option<JsValue>,
    lease: Lease,
}

thread_local! {
    static LOCK: Rc<TabsLock> = Rc::new(TabsLock {
        locks: web_sys::window().and_then(|window| get(&get(&window, "navigator")?, "locks")),
        lease: Lease::new(
            Rc::new(LocalStorage::open()),
            Rc::new(BrowserClock),
            Rc::new(BrowserTimer),
            &BrowserRandomness,
        ),
    });
}

/// The lock that all tabs of the site share.
#[must_use]
pub fn tabs_lock() -> Rc<dyn Lock> {
    LOCK.with(|lock| lock.clone())
}

/// The lock is ours as long as this lives. It is given back also when this is dropped before it was ours.
struct Turn {
    granted: Promise,
    give_back: Option<Function>,
}

impl Turn {
    /// Gets in line.
    fn ask(locks: &JsValue, name: &str) -> Option<Self> {
        // The browser calls what it was given, and keeps the lock until that promise is kept. Ours gives something with
        // a `then` in its place, which is called with what keeps the promise: a call back from there to here without
        // any closure of ours.
        let promised = Object::new();
        let mut fails = JsValue::UNDEFINED;
        let granted = Promise::new(&mut |grant, fail| {
            let _set = Reflect::set(&promised, &"then".into(), &grant);
            fails = fail.into();
        });
        let give = call(&get(&promised, "valueOf")?, "bind", &promised)?;
        let request = get(locks, "request")?.dyn_into::<Function>().ok()?;
        let asked = request.call2(locks, &name.into(), &give).ok()?;
        call(&asked, "catch", &fails)?;
        Some(Self {
            granted,
            give_back: None,
        })
    }

    /// Waits until it is ours; `None` where the browser refuses.
    async fn come(&mut self) -> Option<()> {
        let granted = JsFuture::from(self.granted.clone()).await.ok()?;
        self.give_back = Some(granted.dyn_into().ok()?);
        Some(())
    }
}

fn give_back(to: &Function) {
    let _given = to.call1(&JsValue::UNDEFINED, &JsValue::UNDEFINED);
}

impl Drop for Turn {
    fn drop(&mut self) {
        match self.give_back.take() {
            Some(to) => give_back(&to),
            None => {
                let granted = self.granted.clone();
                spawn_local(async move {
                    if let Ok(to) = JsFuture::from(granted).await {
                        give_back(to.unchecked_ref());
                    }
                });
            }
        }
    }
}

impl Lock for TabsLock {
    fn hold<'a>(&'a self, name: &'a str, work: LocalFuture<'a, ()>) -> LocalFuture<'a, ()> {
        Box::pin(async move {
            let asked = js_sys::Date::now();
            if let Some(locks) = &self.locks
                && let Some(mut turn) = Turn::ask(locks, name)
                && turn.come().await.is_some()
            {
                // Another tab had it. Chromium tells the tabs of what one of them writes later than it hands on its lock:
                // read at once, that tab's last words would be missing.
                if js_sys::Date::now() - asked > AT_ONCE {
                    BrowserTimer.wait(SETTLES).await;
                }
                return work.await;
            }
            self.lease.hold(name, work).await;
        })
    }

    fn is_shared(&self, name: &str) -> bool {
        // (Held by a Web Lock it is no lease within the page.)
        self.lease.is_shared(name)
    }
}
