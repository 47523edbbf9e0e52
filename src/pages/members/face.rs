//! A row of the directory as it stands in the document: made once, filled with whoever is to be seen in it.

use leptos::tachys::renderer::Rndr;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Document, Element, Node};

use crate::{
    host,
    ui::seed::{initial, stable_hash},
};

/// What a row says.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Face {
    pub href: String,
    pub name: String,
    pub name_marks: Vec<(usize, usize)>,
    pub picture: Option<String>,
    /// Before the second line, such as the field that was found.
    pub lead: String,
    pub note: String,
    pub note_marks: Vec<(usize, usize)>,
    pub badge: Option<&'static str>,
    /// The letter that begins here.
    pub letter: Option<char>,
}

/// Text that may be marked. Where it is not, one node says it as long as the row lives: other words in it are no other elements to the
/// browser.
struct Line {
    element: Element,
    plain: Node,
    is_marked: bool,
}

/// A row in the document.
pub(super) struct Row {
    pub root: Element,
    style: JsValue,
    link: Element,
    face: Element,
    letter: Node,
    title: Line,
    note: Line,
    badge: Element,
    heading: Element,
    /// Whose it is.
    pub who: usize,
    /// Where it stands, of how many.
    pub at: usize,
    pub top: String,
    of: usize,
    says: Face,
}

fn made(document: &Document, tag: &str, class: &str) -> Option<Element> {
    let element = document.create_element(tag).ok()?;
    let _classed = element.set_attribute("class", class);
    Some(element)
}

fn put(parent: &Node, child: &Node) {
    let _put = parent.append_child(child);
}

impl Row {
    /// An empty one.
    pub fn new() -> Option<Self> {
        let document = web_sys::window()?.document()?;
        let root = made(&document, "div", "dir-row")?;
        let _said = root.set_attribute("role", "listitem");
        let heading = made(&document, "span", "dir-letter")?;
        let _said = heading.set_attribute("aria-hidden", "true");
        let link = made(&document, "a", "row")?;
        let face = made(&document, "span", "avatar")?;
        let _said = face.set_attribute("aria-hidden", "true");
        let letter: Node = document.create_text_node("").unchecked_into();
        let text = made(&document, "span", "row-text")?;
        let title = made(&document, "span", "row-title")?;
        let note = made(&document, "span", "row-note")?;
        let badge = made(&document, "span", "badge")?;
        let _said = badge.set_attribute("data-tone", "neutral");
        put(&face, &letter);
        let (title, note) = (Line::of(&document, title), Line::of(&document, note));
        put(&text, &title.element);
        put(&text, &note.element);
        put(&link, &face);
        put(&link, &text);
        put(&link, &badge);
        put(&root, &heading);
        put(&root, &link);
        let it = Self {
            style: host::style_of(&root),
            root,
            link,
            face,
            letter,
            title,
            note,
            badge,
            heading,
            who: 0,
            at: usize::MAX,
            top: String::new(),
            of: 0,
            says: Face::default(),
        };
        it.hide(&it.badge, true);
        it.hide(&it.heading, true);
        Some(it)
    }

    #[allow(clippy::unused_self, reason = "reads as what is done to it")]
    fn hide(&self, element: &Element, is_hidden: bool) {
        match is_hidden {
            true => Rndr::set_attribute(element, "hidden", ""),
            false => Rndr::remove_attribute(element, "hidden"),
        }
    }

    /// Stands at a place.
    pub fn stand(&mut self, at: usize, of: usize, top: String) {
        if self.at != at {
            Rndr::set_attribute(&self.root, "aria-posinset", &(at + 1).to_string());
        }
        if self.of != of {
            Rndr::set_attribute(&self.root, "aria-setsize", &of.to_string());
        }
        if self.top != top {
            host::put_style(
                &self.style,
                "transform",
                &["translateY(", &top, "rem)"].concat(),
            );
        }
        (self.at, self.of, self.top) = (at, of, top);
    }

    /// Says this from now on.
    pub fn say(&mut self, now: Face) {
        let was = &self.says;
        if *was == now {
            return;
        }
        if was.href != now.href {
            Rndr::set_attribute(&self.link, "href", &now.href);
        }
        if was.name != now.name {
            self.letter.set_text_content(Some(&initial(&now.name)));
            Rndr::set_attribute(
                &self.face,
                "data-hue",
                &(stable_hash(&now.name) % 8).to_string(),
            );
            // What may be cut off is told whole where there is a pointer.
            match (is_long(&was.name), is_long(&now.name)) {
                (_, true) => Rndr::set_attribute(&self.title.element, "title", &now.name),
                (true, false) => Rndr::remove_attribute(&self.title.element, "title"),
                (false, false) => {}
            }
        }
        if was.picture != now.picture || was.name != now.name {
            self.picture(now.picture.as_deref());
        }
        if was.name != now.name || was.name_marks != now.name_marks {
            self.title.say("", &now.name, &now.name_marks);
        }
        if was.note != now.note || was.lead != now.lead || was.note_marks != now.note_marks {
            self.note.say(&now.lead, &now.note, &now.note_marks);
        }
        if was.badge != now.badge {
            self.badge.set_text_content(now.badge);
            self.hide(&self.badge, now.badge.is_none());
        }
        if was.letter != now.letter {
            let letter = now.letter.map(String::from);
            self.heading.set_text_content(letter.as_deref());
            self.hide(&self.heading, letter.is_none());
        }
        self.says = now;
    }

    /// Shows a picture over the letter, or none: it comes when it is near, has a size before that, and leaves the letter where
    /// it does not come.
    fn picture(&self, source: Option<&str>) {
        let face: &Node = &self.face;
        if let Some(old) = self.face.last_element_child() {
            old.remove();
        }
        let document = web_sys::window().and_then(|window| window.document());
        let Some((source, document)) = source.filter(|it| !it.is_empty()).zip(document) else {
            return;
        };
        if let Some(image) = made(&document, "img", "dir-face") {
            for (name, value) in [
                ("alt", ""),
                ("loading", "lazy"),
                ("decoding", "async"),
                ("referrerpolicy", "no-referrer"),
                ("width", "44"),
                ("height", "44"),
                ("src", source),
            ] {
                Rndr::set_attribute(&image, name, value);
            }
            put(face, &image);
        }
    }
}

/// Whether a name may have no room in a row.
fn is_long(name: &str) -> bool {
    name.chars().nth(8).is_some()
}

impl Line {
    fn of(document: &Document, element: Element) -> Self {
        let plain: Node = document.create_text_node("").unchecked_into();
        put(&element, &plain);
        Self {
            element,
            plain,
            is_marked: false,
        }
    }

    /// Says a text with marked parts, counted in characters.
    fn say(&mut self, lead: &str, text: &str, marks: &[(usize, usize)]) {
        if self.is_marked {
            self.element.set_text_content(None);
            put(&self.element, &self.plain);
        }
        self.is_marked = !marks.is_empty();
        let document = web_sys::window().and_then(|window| window.document());
        let Some(document) = document.filter(|_| self.is_marked) else {
            let all = [lead, text];
            return self.plain.set_node_value(Some(&all.concat()));
        };
        self.plain.set_node_value(Some(lead));
        let is_marked = |n: usize| marks.iter().any(|(begin, end)| (*begin..*end).contains(&n));
        let mut rest: &str = text;
        let mut n = 0;
        while !rest.is_empty() {
            let marked = is_marked(n);
            let length = rest
                .chars()
                .enumerate()
                .take_while(|(own, _)| is_marked(n + own) == marked)
                .map(|(_, c)| c.len_utf8())
                .sum();
            let (part, behind) = rest.split_at(length);
            n += part.chars().count();
            rest = behind;
            let node: Node = match marked {
                false => document.create_text_node(part).unchecked_into(),
                true => match document.create_element("mark") {
                    Ok(mark) => {
                        mark.set_text_content(Some(part));
                        mark.unchecked_into()
                    }
                    Err(_) => return,
                },
            };
            put(&self.element, &node);
        }
    }
}
