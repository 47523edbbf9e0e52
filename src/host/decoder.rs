//! Who reads the codes of a canvas: the browser (`BarcodeDetector`), else our worker, which is fetched then.
//!
//! W3C: Shape Detection. A browser may have the name and not the thing; what fails once is not asked again.

use std::{cell::Cell, rc::Rc};

use js_sys::{Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::late;

/// The worker, beside the page. A release build says here how it is called: see `xtask/src/scanner.rs`.
const WORKER: &str = match option_env!("LINJU_SCANNER") {
    Some(name) => name,
    None => "scan.js",
};

/// How long a new worker may take to be there, with what it loads, in milliseconds.
const LOADING_MS: i32 = 30_000;

/// How long it may look at one frame; then it is taken for stuck, and another takes its place.
const READING_MS: i32 = 5_000;

/// The worker, or what it loads, did not come.
pub(super) struct Lost;

/// Who reads.
#[derive(Clone)]
pub(super) enum Decoder {
    /// Nobody was asked yet.
    Unknown,
    /// The browser.
    Browser(JsValue),
    /// Ours.
    Worker(Worker),
}

/// Ours.
#[derive(Clone)]
pub(super) struct Worker {
    worker: JsValue,
    /// Promises the error that keeps it from beginning, which may come before it is asked anything.
    broken: JsValue,
    answered: Rc<Cell<bool>>,
}

impl Decoder {
    pub(super) fn of(window: &JsValue) -> Self {
        match late::get(window, "BarcodeDetector") {
            Some(_) => Self::Unknown,
            None => Worker::new(window).map_or(Self::Unknown, Self::Worker),
        }
    }

    /// What stands in the code on a square canvas; nothing where there is none.
    pub(super) async fn read(
        &mut self,
        window: &JsValue,
        canvas: &JsValue,
        pen: &JsValue,
        side: f64,
    ) -> Result<Option<String>, Lost> {
        if let Self::Unknown = self {
            *self = match detector(window).await {
                Some(detector) => Self::Browser(detector),
                None => Self::Worker(Worker::new(window).ok_or(Lost)?),
            };
        }
        if let Self::Browser(detector) = self {
            if let Some(Ok(found)) = late::promised(detector, "detect", canvas).await {
                return Ok(first_text(&found));
            }
            *self = Self::Worker(Worker::new(window).ok_or(Lost)?);
        }
        let Self::Worker(worker) = self else {
            return Err(Lost);
        };
        worker.read(window, pen, side).await
    }

    /// Ends what was started.
    pub(super) fn stop(&self) {
        if let Self::Worker(worker) = self {
            worker.stop();
        }
    }
}

/// The browser's own, if it reads codes like ours.
async fn detector(window: &JsValue) -> Option<JsValue> {
    let class = late::get(window, "BarcodeDetector")?;
    let formats = late::promised(&class, "getSupportedFormats", &JsValue::UNDEFINED).await?;
    let mut formats = late::items(&formats.ok()?).into_iter();
    let ours = formats.find(|format| format.as_string().as_deref() == Some("qr_code"))?;
    let only = late::object(&[("formats", &late::list(window, &ours)?)]);
    late::new(window, "BarcodeDetector", &[&only])
}

fn first_text(found: &JsValue) -> Option<String> {
    let first = late::items(found).into_iter().next()?;
    late::get(&first, "rawValue")?.as_string()
}

impl Worker {
    fn new(window: &JsValue) -> Option<Self> {
        // Its address is read as that of a link is: from the page's base.
        let worker = late::new(window, "Worker", &[&WORKER.into()])?;
        let broken = Promise::new(&mut |ring, _| {
            let _set = Reflect::set(&worker, &"onerror".into(), &ring);
        });
        Some(Self {
            worker,
            broken: broken.into(),
            answered: Rc::new(Cell::new(false)),
        })
    }

    async fn read(
        &mut self,
        window: &JsValue,
        pen: &JsValue,
        side: f64,
    ) -> Result<Option<String>, Lost> {
        let Some((frame, pixels)) = frame(pen, side) else {
            return Ok(None);
        };
        let patience = if self.answered.get() {
            READING_MS
        } else {
            LOADING_MS
        };
        let timer = Cell::new(None);
        let told = Promise::new(&mut |ring, _| {
            let _set = Reflect::set(&self.worker, &"onmessage".into(), &ring);
            let given = late::apply(window, "setTimeout", &[&ring, &patience.into()]);
            timer.set(given);
        });
        // The pixels go to the worker, and are copied nowhere.
        let goes = late::list(window, &pixels).ok_or(Lost)?;
        late::apply(&self.worker, "postMessage", &[&frame, &goes]).ok_or(Lost)?;
        // Who has answered once has begun, and says by itself what goes wrong.
        let event = if self.answered.get() {
            JsFuture::from(told).await.map_err(|_| Lost)?
        } else {
            first(window, &told, &self.broken).await.ok_or(Lost)?
        };
        if let Some(timer) = timer.take() {
            let _off = late::call(window, "clearTimeout", &timer);
        }
        if event.is_undefined() && self.answered.get() {
            self.stop();
            *self = Self::new(window).ok_or(Lost)?;
            return Ok(None);
        }
        // An error has no data, and neither has the end of patience.
        let data = late::get(&event, "data").ok_or(Lost)?;
        if late::get(&data, "lost").is_some() {
            return Err(Lost);
        }
        self.answered.set(true);
        Ok(late::get(&data, "text").and_then(|text| text.as_string()))
    }

    fn stop(&self) {
        let _ended = late::call(&self.worker, "terminate", &JsValue::UNDEFINED);
    }
}

/// What is there first of what two promise.
async fn first(window: &JsValue, one: &JsValue, other: &JsValue) -> Option<JsValue> {
    let both = late::apply(&late::get(window, "Array")?, "of", &[one, other])?;
    late::promised(&late::get(window, "Promise")?, "race", &both)
        .await?
        .ok()
}

/// What the worker is sent, and what of it is given away: the pixels.
fn frame(pen: &JsValue, side: f64) -> Option<(JsValue, JsValue)> {
    let (zero, side) = (JsValue::from(0), JsValue::from(side));
    let picture = late::apply(pen, "getImageData", &[&zero, &zero, &side, &side])?;
    let pixels = late::get(&late::get(&picture, "data")?, "buffer")?;
    let frame = late::object(&[("width", &side), ("height", &side), ("pixels", &pixels)]);
    Some((frame, pixels))
}
