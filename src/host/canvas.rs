//! A picture that is drawn here, to be given out of the page (HTML, *The canvas element*; PNG as each browser writes it).
//!
//! All by name: nothing of it is in the first view. What a browser does not have is not drawn, and nothing here fails.

use js_sys::{Promise, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, window};

use super::late;

/// Its kind.
const PNG: &str = "image/png";

/// What is drawn on. Lengths are in units of one's own, angles there are none.
pub struct Canvas {
    element: JsValue,
    pen: JsValue,
}

/// Where a drawing goes: its corner, and how large a unit of it is.
#[derive(Clone, Copy, Debug)]
pub struct At(pub f64, pub f64, pub f64);

impl Canvas {
    /// An empty one; nothing where the browser has none.
    #[must_use]
    pub fn new() -> Option<Self> {
        let element: JsValue = window()?.document()?.create_element("canvas").ok()?.into();
        let pen = late::call(&element, "getContext", &"2d".into())?;
        pen.is_object().then_some(Self { element, pen })
    }

    /// Begins anew: so wide and high, with so many pixels a unit.
    pub fn begin(&self, width: f64, height: f64, scale: f64) {
        for (name, length) in [("width", width), ("height", height)] {
            let pixels = (length * scale).round();
            let _set = Reflect::set(&self.element, &name.into(), &pixels.into());
        }
        self.pen("scale", &[scale, scale]);
    }

    /// The colour of what is filled and written from now on.
    pub fn ink(&self, colour: &str) {
        self.set("fillStyle", colour);
    }

    /// The letters of what is written from now on, as CSS says it.
    pub fn font(&self, font: &str) {
        self.set("font", font);
    }

    /// How wide a text is.
    #[must_use]
    pub fn width_of(&self, text: &str) -> f64 {
        let told = late::call(&self.pen, "measureText", &text.into());
        let width = told.and_then(|told| late::get(&told, "width")?.as_f64());
        width.unwrap_or_default()
    }

    /// Writes a line; `y` is that of its foot.
    pub fn write(&self, text: &str, x: f64, y: f64) {
        let _written = late::apply(&self.pen, "fillText", &[&text.into(), &x.into(), &y.into()]);
    }

    /// Fills a path of SVG.
    pub fn fill(&self, path: &str, at: At) {
        self.with_path("fill", path, at);
    }

    /// Draws its line, with round ends.
    pub fn line(&self, path: &str, colour: &str, width: f64, at: At) {
        self.set("strokeStyle", colour);
        self.set("lineCap", "round");
        self.set("lineJoin", "round");
        let _set = Reflect::set(&self.pen, &"lineWidth".into(), &width.into());
        self.with_path("stroke", path, at);
    }

    /// Draws what an SVG element on the page has in it, circles and paths, each in the colour that `colour` names for its class.
    pub fn copy(&self, drawing: &Element, at: At, colour: &dyn Fn(&str) -> &'static str) {
        let parts = late::call(drawing, "querySelectorAll", &"circle,path".into());
        for part in parts.map(|parts| late::items(&parts)).unwrap_or_default() {
            let told = |name: &str| {
                let told = late::call(&part, "getAttribute", &name.into());
                told.and_then(|told| told.as_string()).unwrap_or_default()
            };
            let path = match told("d").as_str() {
                "" => disc(&told("cx"), &told("cy"), &told("r")),
                path => path.to_owned(),
            };
            self.ink(colour(&told("class")));
            self.pen("save", &[]);
            self.place(at);
            if let Some(moved) = moved(&part) {
                self.pen("transform", &moved);
            }
            self.with_path("fill", &path, At(0.0, 0.0, 1.0));
            self.pen("restore", &[]);
        }
    }

    /// What was drawn, as an address that an `<img>` takes: long-pressed it is saved in web-views, too, which `blob:` is not.
    #[must_use]
    pub fn picture(&self) -> Option<Picture> {
        let url = late::call(&self.element, "toDataURL", &PNG.into())?.as_string()?;
        // (Nothing drawn is `data:,`.)
        url.starts_with("data:image/png").then_some(())?;
        let made = Promise::new(&mut |done, refused| {
            if late::apply(&self.element, "toBlob", &[&done, &PNG.into()]).is_none() {
                let _refused = refused.call0(&JsValue::UNDEFINED);
            }
        });
        Some(Picture {
            url,
            made,
            file: None,
        })
    }

    fn set(&self, name: &str, value: &str) {
        let _set = Reflect::set(&self.pen, &name.into(), &value.into());
    }

    fn pen(&self, name: &str, numbers: &[f64]) {
        let numbers: Vec<JsValue> = numbers.iter().map(|number| (*number).into()).collect();
        let _done = late::apply(&self.pen, name, &numbers.iter().collect::<Vec<_>>());
    }

    fn place(&self, at: At) {
        self.pen("translate", &[at.0, at.1]);
        self.pen("scale", &[at.2, at.2]);
    }

    fn with_path(&self, how: &str, path: &str, at: At) {
        let Some(window) = window() else { return };
        let Some(path) = late::new(&window, "Path2D", &[&path.into()]) else {
            return;
        };
        self.pen("save", &[]);
        self.place(at);
        let _drawn = late::call(&self.pen, how, &path);
        self.pen("restore", &[]);
    }
}

/// A circle as a path.
fn disc(x: &str, y: &str, r: &str) -> String {
    format!("M{x} {y}m-{r} 0a{r} {r} 0 1 0 {r} -{r}a{r} {r} 0 0 0 -{r} {r}")
}

/// How an element of a drawing is moved, as six numbers.
fn moved(part: &JsValue) -> Option<[f64; 6]> {
    let list = late::get(&late::get(part, "transform")?, "baseVal")?;
    let one = late::call(&list, "consolidate", &JsValue::UNDEFINED)?;
    let matrix = late::get(&one, "matrix")?;
    let mut numbers = [0.0; 6];
    for (number, name) in numbers.iter_mut().zip(["a", "b", "c", "d", "e", "f"]) {
        *number = late::get(&matrix, name)?.as_f64()?;
    }
    Some(numbers)
}

/// A picture that was drawn.
#[derive(Clone)]
pub struct Picture {
    /// All of it, as an address.
    pub url: String,
    /// The same as a file, which the browser makes beside it.
    made: Promise,
    /// That, once it is made.
    file: Option<JsValue>,
}

impl Picture {
    /// The same once its file is made, or cannot be: a browser shares in a tap alone, so it is there before anybody taps.
    pub async fn filed(mut self) -> Self {
        let made = JsFuture::from(self.made.clone()).await.ok();
        self.file = made.filter(JsValue::is_object);
        self
    }

    /// Whether there is a file to give away.
    #[must_use]
    pub fn has_file(&self) -> bool {
        self.file.is_some()
    }

    /// Gives it to the browser to save under a name; no where it cannot.
    #[must_use]
    pub fn save(&self, name: &str) -> bool {
        let file = self.file.as_ref();
        file.is_some_and(|file| super::file::saved(name, PNG, file).is_some())
    }

    /// Gives it to the phone's own sheet; no where that does not take it. Call it in a tap.
    pub async fn share(&self, name: &str) -> bool {
        match &self.file {
            Some(file) => super::file::shared(name, PNG, file).await,
            None => false,
        }
    }
}
