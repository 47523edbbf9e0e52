//! What is asked of the mini-program in whose web-view the page is, by the platform's own script: it is fetched when something is
//! asked for the first time, never before. All of this lies in [`Part::Mini`](crate::parts::Part::Mini).
//!
//! Nothing alone says that there is a host: the name that the web-view gives itself may be anybody's, and so may `window.wx`. So what
//! the script's own `getEnv` says has to be the same, and one that says nothing is no host.

use std::cell::RefCell;

use js_sys::{Function, Promise};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::window;

use super::{
    hosts::{Host, Kind, Verb, Way, ways},
    late, mini,
};

/// So long a script, and a signature, may take, in milliseconds.
const SCRIPT_MS: i32 = 8_000;
/// So long the bridge may take to say where it is, in milliseconds.
const ENV_MS: i32 = 2_000;
/// A bridge that says nothing for so long, in milliseconds, has opened the page if ours is out of sight: not all of them call back. It
/// takes no longer than that for a page that was opened to cover ours, either.
const ANSWER_MS: i32 = 1_500;
/// So long somebody may look for a code, in milliseconds.
const SCAN_MS: i32 = 600_000;

/// The calls that want a signature, of all that we ask for.
const SIGNED: [&str; 3] = ["scanQRCode", "getLocation", "openLocation"];

/// What a call is given, by name.
pub type Given<'a> = &'a [(&'a str, &'a str)];

/// The ways in which it is done where the page is.
#[must_use]
pub fn host_ways(verb: Verb) -> &'static [Way] {
    ways(mini::here().map_or(Kind::Browser, |host| host.kind), verb)
}

/// What a host said to what it was asked for, from the best to what is known least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reply {
    /// It is done, or a page that does it covers ours.
    Done,
    /// It is not.
    Refused,
    /// Nothing, in time: it may be done yet.
    Silent,
}

/// A host that has said that it is one.
pub struct Bridge {
    host: &'static Host,
    calls: JsValue,
}

impl Bridge {
    /// That of the host in which the page is; `own` is where WeChat's script lies on the operator's site, if it does. None where the
    /// script does not come, is somebody else's, or does not say that this is a mini-program.
    pub async fn open(own: &str) -> Option<Self> {
        let host = mini::here()?;
        let calls = match calls(host) {
            Some(calls) => calls,
            None => {
                let is_own = host.kind == Kind::WeChat && !own.is_empty();
                fetched(if is_own { own } else { host.script }).await?;
                calls(host)?
            }
        };
        let it = Self { host, calls };
        it.is_confirmed().await.then_some(it)
    }

    async fn is_confirmed(&self) -> bool {
        let env = heard(ENV_MS, |yes, _| late::call(&self.calls, "getEnv", yes)).await;
        let env = env.and_then(|env| late::get(&env, self.host.confirms));
        env.is_some_and(|is| is.is_truthy())
    }

    /// Opens a page of the mini-program, by path and query (`/pages/scan/scan?back=…`). `call` is the one that opens it: `navigateTo`,
    /// or what opens those that this one does not.
    pub async fn go_to(&self, call: &str, url: &str) -> Reply {
        self.asked(call, &[("url", &url.into())]).await
    }

    /// Leaves the web-view for the page of the mini-program from which it was opened; refused where there is none.
    pub async fn go_back(&self) -> Reply {
        self.asked("navigateBack", &[("delta", &1.into())]).await
    }

    /// Tells the mini-program something. It hears of it when the screen is shared, or left.
    pub fn tell(&self, given: Given<'_>) -> bool {
        let told = texts(given);
        let message = match self.host.wraps {
            true => late::object(&[("data", &told)]),
            false => told,
        };
        late::call(&self.calls, "postMessage", &message).is_some()
    }

    async fn asked(&self, call: &str, fields: &[(&str, &JsValue)]) -> Reply {
        let left = Promise::new(&mut |left, _| when_hidden(&left));
        let answer = heard_of(promised(ANSWER_MS, |yes, no| {
            when_hidden(yes.unchecked_ref());
            let mut all = fields.to_vec();
            all.extend([("success", yes), ("fail", no)]);
            late::call(&self.calls, call, &late::object(&all))
        }));
        match answer.await {
            Heard::Yes(_) if !is_hidden() => {
                // Until it covers ours nothing else is opened by a second tap.
                let covered = promised(ANSWER_MS, |yes, _| late::call(&left, "then", yes));
                let _covered = heard_of(covered).await;
                Reply::Done
            }
            Heard::Yes(_) => Reply::Done,
            // Whatever it says: who sees another page is asked for no second one.
            Heard::No | Heard::Nothing if is_hidden() => Reply::Done,
            Heard::No => Reply::Refused,
            Heard::Nothing => Reply::Silent,
        }
    }

    /// Asks for what wants a signature; `sign` is asked for one of [`signed_address`], and answers with `appId`, `timestamp`, `nonceStr`
    /// and `signature`. What was read, or where one is (`lat,lng`); an empty text for what says nothing, or was given up by the reader.
    pub async fn signed(&self, call: &str, sign: &str, given: Given<'_>) -> Option<String> {
        let wx = late::get(&window()?.into(), self.host.calls[0])?;
        late::get(&wx, call)?;
        configured(&wx, sign).await?;
        let ms = if call == "scanQRCode" {
            SCAN_MS
        } else {
            SCRIPT_MS
        };
        let nothing = JsValue::NULL;
        let answer = heard(ms, |yes, no| {
            let gives_up = gives_up(yes);
            let wanted = wanted(call, given)?;
            for (name, then) in [("success", yes), ("cancel", &gives_up), ("fail", no)] {
                js_sys::Reflect::set(&wanted, &name.into(), then).ok()?;
            }
            late::call(&wx, call, &wanted).or(Some(nothing.clone()))
        });
        let answer = answer.await?;
        let degrees = |name| written(&late::get(&answer, name)?);
        Some(match (degrees("latitude"), degrees("longitude")) {
            (Some(lat), Some(lng)) if call == "getLocation" => [&lat, ",", &lng].concat(),
            _ => late::get(&answer, "resultStr")
                .and_then(|text| text.as_string())
                .unwrap_or_default(),
        })
    }
}

/// A number as a text: WeChat gives either. (Here the browser writes and reads fractions.)
fn written(number: &JsValue) -> Option<String> {
    late::call(&window()?.into(), "String", number)?.as_string()
}

/// A function that calls another with nothing.
fn gives_up(yes: &JsValue) -> JsValue {
    let yes = yes.clone();
    Closure::once_into_js(move |_: JsValue| {
        let _heard = yes
            .dyn_ref::<Function>()
            .map(|yes| yes.call0(&JsValue::UNDEFINED));
    })
}

/// What a signed call wants to be told.
fn wanted(call: &str, given: Given<'_>) -> Option<JsValue> {
    let find = |name| given.iter().find(|(is, _)| *is == name).map(|(_, of)| *of);
    let text = |name| JsValue::from_str(find(name).unwrap_or_default());
    Some(match call {
        "scanQRCode" => {
            let kinds = late::list(&window()?.into(), &"qrCode".into())?;
            late::object(&[("needResult", &1.into()), ("scanType", &kinds)])
        }
        "getLocation" => late::object(&[("type", &"wgs84".into())]),
        _ => {
            let window: JsValue = window()?.into();
            let degrees = |name| late::call(&window, "Number", &text(name));
            late::object(&[
                ("latitude", &degrees("lat")?),
                ("longitude", &degrees("lng")?),
                ("name", &text("name")),
                ("address", &text("address")),
            ])
        }
    })
}

/// The address that a signature is of: WeChat looks at that with which the page was opened on Apple's phones, and at that which it has now
/// on others. Without what stands behind `#`.
#[must_use]
pub fn signed_address() -> String {
    address().unwrap_or_default()
}

fn address() -> Option<String> {
    let window: JsValue = window()?.into();
    let agent = late::get(&late::get(&window, "navigator")?, "userAgent")?.as_string()?;
    let now = late::get(&late::get(&window, "location")?, "href")?.as_string();
    let opened = || {
        let performance = late::get(&window, "performance")?;
        let entries = late::call(&performance, "getEntriesByType", &"navigation".into())?;
        late::get(late::items(&entries).first()?, "name")?.as_string()
    };
    let is_apple = ["iPhone", "iPad"].iter().any(|name| agent.contains(name));
    let address = if is_apple { opened().or(now) } else { now }?;
    address.split('#').next().map(str::to_owned)
}

/// Has WeChat's script checked that the page may ask.
async fn configured(wx: &JsValue, sign: &str) -> Option<()> {
    let window: JsValue = window()?.into();
    let then =
        |promise: JsValue, yes: &JsValue, no: &JsValue| late::apply(&promise, "then", &[yes, no]);
    let came = heard(SCRIPT_MS, |yes, no| {
        then(late::call(&window, "fetch", &sign.into())?, yes, no)
    });
    let came = came.await?;
    late::get(&came, "ok").filter(|ok| ok.is_truthy())?;
    let said = heard(SCRIPT_MS, |yes, no| {
        then(late::call(&came, "json", &JsValue::UNDEFINED)?, yes, no)
    });
    let said = said.await?;
    let of = |name| late::get(&said, name);
    let names = js_sys::Array::new();
    for name in SIGNED {
        names.push(&name.into());
    }
    let config = late::object(&[
        ("appId", &of("appId")?),
        ("timestamp", &of("timestamp")?),
        ("nonceStr", &of("nonceStr")?),
        ("signature", &of("signature")?),
        ("jsApiList", &names),
    ]);
    let ready = heard(SCRIPT_MS, |yes, no| {
        late::get(wx, "config")?;
        late::call(wx, "config", &config);
        late::call(wx, "error", no);
        late::call(wx, "ready", yes);
        Some(JsValue::NULL)
    });
    ready.await.map(|_| ())
}

/// Calls back with the name and the address of each screen from now on. Lives as long as the app.
pub fn when_titled(call: impl Fn(String, String) + 'static) {
    let _watched = titled(call);
}

fn titled(call: impl Fn(String, String) + 'static) -> Option<()> {
    let window: JsValue = window()?.into();
    let document = late::get(&window, "document")?;
    let says = |of: &JsValue, name: &str| late::get(of, name).and_then(|it| it.as_string());
    let tell = {
        let (window, document) = (window.clone(), document.clone());
        move || {
            let location = late::get(&window, "location")?;
            call(says(&document, "title")?, says(&location, "href")?);
            Some(())
        }
    };
    tell();
    let tell = Closure::<dyn Fn()>::new(move || {
        let _told = tell();
    });
    let watch = late::new(&window, "MutationObserver", &[tell.as_ref()])?;
    tell.forget();
    let title = late::call(&document, "querySelector", &"title".into())?;
    let all = late::object(&[("childList", &true.into()), ("characterData", &true.into())]);
    late::apply(&watch, "observe", &[&title, &all]);
    Some(())
}

/// What its calls are methods of; of a name that somebody else has taken there are none.
fn calls(host: &Host) -> Option<JsValue> {
    let mut at: JsValue = window()?.into();
    for name in host.calls.iter().filter(|name| !name.is_empty()) {
        at = late::get(&at, name)?;
    }
    let has = |name| late::get(&at, name).is_some();
    (has("navigateTo") && has("getEnv")).then_some(at)
}

thread_local! {
    /// The script that is on its way: all who ask meanwhile wait for this one.
    static COMING: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

async fn fetched(script: &str) -> Option<()> {
    let coming = COMING.with_borrow(Clone::clone);
    let coming = match coming {
        Some(coming) => coming,
        None => {
            let document = window()?.document()?;
            let element = document.create_element("script").ok()?;
            let coming = promised(SCRIPT_MS, |yes, no| {
                let events: JsValue = element.clone().into();
                late::apply(&events, "addEventListener", &[&"load".into(), yes])?;
                late::apply(&events, "addEventListener", &[&"error".into(), no])?;
                element.set_attribute("src", script).ok()?;
                late::call(&document.body()?.into(), "appendChild", &events)
            });
            COMING.set(Some(coming.clone()));
            coming
        }
    };
    let came = heard_of(coming).await;
    // One that did not come is asked for again by the next tap.
    COMING.set(None);
    matches!(came, Heard::Yes(_)).then_some(())
}

fn texts(given: Given<'_>) -> JsValue {
    let values: Vec<JsValue> = given.iter().map(|(_, text)| (*text).into()).collect();
    let fields: Vec<(&str, &JsValue)> = given
        .iter()
        .zip(&values)
        .map(|((name, _), value)| (*name, value))
        .collect();
    late::object(&fields)
}

/// Whether something of the host covers the page.
fn is_hidden() -> bool {
    let document = window().and_then(|window| window.document());
    let state = document.and_then(|document| late::get(&document, "visibilityState"));
    state.and_then(|state| state.as_string()).as_deref() == Some("hidden")
}

/// Calls back when that changes, once.
fn when_hidden(call: &Function) {
    let once = late::object(&[("once", &true.into())]);
    let event: JsValue = "visibilitychange".into();
    if let Some(document) = window().and_then(|window| window.document()) {
        late::apply(&document, "addEventListener", &[&event, call, &once]);
    }
}

/// What came of asking.
enum Heard {
    /// The first of two functions was called, with this.
    Yes(JsValue),
    /// The second was called.
    No,
    /// Neither was in time.
    Nothing,
}

/// What the first of two functions is called with; nothing when the second is called first, or neither in time.
async fn heard(
    ms: i32,
    begin: impl FnMut(&JsValue, &JsValue) -> Option<JsValue>,
) -> Option<JsValue> {
    match heard_of(promised(ms, begin)).await {
        Heard::Yes(answer) => Some(answer),
        Heard::No | Heard::Nothing => None,
    }
}

/// What stands for silence: no bridge answers with it.
const SILENCE: &str = "linju/silence";

async fn heard_of(promise: Promise) -> Heard {
    match JsFuture::from(promise).await {
        Ok(answer) if answer == SILENCE => Heard::Nothing,
        Ok(answer) => Heard::Yes(answer),
        Err(_) => Heard::No,
    }
}

/// What is kept when the first of two functions is called, or neither in time, and broken by the second.
fn promised(ms: i32, mut begin: impl FnMut(&JsValue, &JsValue) -> Option<JsValue>) -> Promise {
    Promise::new(&mut |yes: Function, no: Function| {
        let timed = window().and_then(|window| {
            let given: [&JsValue; 3] = [&yes, &ms.into(), &SILENCE.into()];
            late::apply(&window.into(), "setTimeout", &given)
        });
        if begin(&yes, &no).is_none() || timed.is_none() {
            let _refused = no.call0(&JsValue::UNDEFINED);
        }
    })
}
