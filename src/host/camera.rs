//! The camera, and the codes that it sees.
//!
//! Invariants: one frame is under way at a time; what is looked at is the square in the middle of the picture, which is what the
//! page shows; the camera is off as soon as nobody looks: when it is dropped or stopped, and a moment after the page is
//! hidden. Everything is called by its name (`late`), so that nothing of this is in the first view.
//!
//! W3C: Media Capture and Streams; HTMLVideoElement.requestVideoFrameCallback; MediaStream Image Capture (`torch`).

use std::cell::{Cell, RefCell};

use js_sys::{Object, Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, window};

use super::{decoder::Decoder, late};

/// The side of the square that is looked at, in pixels: a code that fills a third of it has some four a module.
const SIDE: f64 = 512.0;

/// A camera that sends no frame may be covered, or the page hidden: looked after at least this often, in milliseconds.
const FRAME_MS: i32 = 500;

/// Why nothing can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CameraFault {
    /// The browser gives pages no camera: a web-view, or a page without HTTPS.
    NotOffered,
    /// The person, or whoever set the device up, does not allow it.
    Refused,
    /// There is none.
    NotThere,
    /// Another app has it, or it was taken away.
    Taken,
    /// What reads the frames did not come.
    NoDecoder,
}

/// What was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// What stands in the code.
    pub text: String,
    /// Milliseconds from taking the frame to having the text.
    pub ms: f64,
}

/// What came of looking at one frame.
#[derive(Clone, Debug, PartialEq)]
pub enum Glance {
    /// There is no code in it.
    Nothing,
    /// There is.
    Read(Reading),
    /// The camera was stopped, or the page is hidden: open it anew.
    Over,
}

/// A camera that is on. Dropping it turns it off.
pub struct Camera {
    window: JsValue,
    video: JsValue,
    stream: JsValue,
    track: JsValue,
    canvas: JsValue,
    pen: JsValue,
    decoder: RefCell<Decoder>,
    over: Cell<bool>,
}

impl Camera {
    /// Turns on the camera that looks away from the person, or the one there is, and shows it in `video`. Asks the person where
    /// the browser wants that.
    ///
    /// # Errors
    /// [`CameraFault`].
    pub async fn open(video: &Element) -> Result<Self, CameraFault> {
        let window = JsValue::from(window().ok_or(CameraFault::NotOffered)?);
        let offered = late::get(&window, "navigator").and_then(|it| late::get(&it, "mediaDevices"));
        let devices = offered.ok_or(CameraFault::NotOffered)?;
        let stream = late::promised(&devices, "getUserMedia", &wanted())
            .await
            .ok_or(CameraFault::NotOffered)?
            .map_err(|error| fault(&error))?;
        let camera = Self::over(window, video.into(), stream).ok_or(CameraFault::NotOffered)?;
        let _set = Reflect::set(&camera.video, &"muted".into(), &true.into());
        let _set = Reflect::set(&camera.video, &"srcObject".into(), &camera.stream);
        // Where it may not play by itself it shows its first frame, and goes on when it is touched.
        let _playing = late::promised(&camera.video, "play", &JsValue::UNDEFINED).await;
        Ok(camera)
    }

    fn over(window: JsValue, video: JsValue, stream: JsValue) -> Option<Self> {
        let track = tracks(&stream).first().cloned()?;
        let document = late::get(&window, "document")?;
        let canvas = late::call(&document, "createElement", &"canvas".into())?;
        let often = late::object(&[("willReadFrequently", &true.into())]);
        let pen = late::apply(&canvas, "getContext", &[&"2d".into(), &often])?;
        let decoder = RefCell::new(Decoder::of(&window));
        let over = Cell::new(false);
        Some(Self {
            window,
            video,
            stream,
            track,
            canvas,
            pen,
            decoder,
            over,
        })
    }

    /// Waits for a frame and looks at it. Ask again when it has answered.
    ///
    /// # Errors
    /// [`CameraFault`], after which the camera is off.
    pub async fn look(&self) -> Result<Glance, CameraFault> {
        self.frame().await;
        if self.over.get() || is_hidden() {
            self.stop();
            return Ok(Glance::Over);
        }
        let state = late::get(&self.track, "readyState").and_then(|it| it.as_string());
        if state.as_deref() == Some("ended") {
            self.stop();
            return Err(CameraFault::Taken);
        }
        let since = self.clock();
        let Some(side) = self.draw() else {
            return Ok(Glance::Nothing);
        };
        // A copy, since it may be changed by another while this one waits.
        let mut decoder = self.decoder.borrow().clone();
        let read = decoder
            .read(&self.window, &self.canvas, &self.pen, side)
            .await;
        if self.over.get() {
            decoder.stop();
            return Ok(Glance::Over);
        }
        *self.decoder.borrow_mut() = decoder;
        match read {
            Ok(Some(text)) => {
                let ms = self.clock() - since;
                Ok(Glance::Read(Reading { text, ms }))
            }
            Ok(None) => Ok(Glance::Nothing),
            Err(_) => {
                self.stop();
                Err(CameraFault::NoDecoder)
            }
        }
    }

    /// Whether it has a light.
    #[must_use]
    pub fn has_torch(&self) -> bool {
        let can = late::call(&self.track, "getCapabilities", &JsValue::UNDEFINED);
        let torch = can.and_then(|can| late::get(&can, "torch"));
        // Some say in a list what it may be.
        torch.is_some_and(|it| it.as_bool().unwrap_or_else(|| late::items(&it).len() > 1))
    }

    /// Turns the light on or off; whether that was done.
    pub async fn light(&self, on: bool) -> bool {
        let torch = late::object(&[("torch", &on.into())]);
        let Some(list) = late::list(&self.window, &torch) else {
            return false;
        };
        let all = late::object(&[("advanced", &list)]);
        let done = late::promised(&self.track, "applyConstraints", &all).await;
        matches!(done, Some(Ok(_)))
    }

    /// Turns it off. What waits for a frame is told so.
    pub fn stop(&self) {
        if self.over.replace(true) {
            return;
        }
        for track in tracks(&self.stream) {
            let _off = late::call(&track, "stop", &JsValue::UNDEFINED);
        }
        // Another may be shown there by now.
        let shown = late::get(&self.video, "srcObject");
        if shown.is_some_and(|it| Object::is(&it, &self.stream)) {
            let _empty = Reflect::set(&self.video, &"srcObject".into(), &JsValue::NULL);
        }
        if let Ok(decoder) = self.decoder.try_borrow() {
            decoder.stop();
        }
    }

    /// The next frame, or a while without one.
    async fn frame(&self) {
        let next = Promise::new(&mut |ring, _| {
            let by_frame = late::call(&self.video, "requestVideoFrameCallback", &ring);
            if by_frame.is_none() {
                let _asked = late::call(&self.window, "requestAnimationFrame", &ring);
            }
            let _timer = late::apply(&self.window, "setTimeout", &[&ring, &FRAME_MS.into()]);
        });
        let _came = JsFuture::from(next).await;
    }

    /// Puts the middle of the picture on the canvas; gives its side in pixels. Nothing before there is a picture.
    fn draw(&self) -> Option<f64> {
        let of = |name| late::get(&self.video, name).and_then(|it| it.as_f64());
        let (width, height) = (of("videoWidth")?, of("videoHeight")?);
        let middle = width.min(height);
        if middle < 1.0 {
            return None;
        }
        let side = middle.min(SIDE);
        for name in ["width", "height"] {
            let now = late::get(&self.canvas, name).and_then(|it| it.as_f64());
            // Setting it would clear the canvas each time.
            if now != Some(side) {
                let _set = Reflect::set(&self.canvas, &name.into(), &side.into());
            }
        }
        let (left, top) = ((width - middle) / 2.0, (height - middle) / 2.0);
        let places = [left, top, middle, middle, 0.0, 0.0, side, side].map(JsValue::from);
        let arguments: Vec<&JsValue> = [&self.video].into_iter().chain(&places).collect();
        late::apply(&self.pen, "drawImage", &arguments)?;
        Some(side)
    }

    /// Milliseconds since some moment.
    fn clock(&self) -> f64 {
        let now = late::get(&self.window, "performance")
            .and_then(|it| late::call(&it, "now", &JsValue::UNDEFINED));
        now.and_then(|it| it.as_f64()).unwrap_or_default()
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Whether nobody sees the page.
#[must_use]
pub fn is_hidden() -> bool {
    let document = window().and_then(|it| it.document());
    document.is_some_and(|it| late::get(&it, "hidden").is_some_and(|it| it.is_truthy()))
}

/// A picture that is large enough, of the camera at the back where there are several.
fn wanted() -> JsValue {
    let ideal = |value: JsValue| late::object(&[("ideal", &value)]);
    let video = late::object(&[
        ("facingMode", &ideal("environment".into())),
        ("width", &ideal(1280.into())),
        ("height", &ideal(720.into())),
    ]);
    late::object(&[("audio", &false.into()), ("video", &video)])
}

fn tracks(stream: &JsValue) -> Vec<JsValue> {
    let all = late::call(stream, "getTracks", &JsValue::UNDEFINED);
    all.map(|all| late::items(&all)).unwrap_or_default()
}

/// Why `getUserMedia` failed, by the name of its error.
fn fault(error: &JsValue) -> CameraFault {
    let name = late::get(error, "name").and_then(|it| it.as_string());
    match name.as_deref() {
        Some("NotAllowedError" | "SecurityError") => CameraFault::Refused,
        Some("NotFoundError" | "OverconstrainedError") => CameraFault::NotThere,
        Some("NotReadableError" | "AbortError") => CameraFault::Taken,
        _ => CameraFault::NotOffered,
    }
}
