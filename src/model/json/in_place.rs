//! JSON that is read where it stands: no document is made of a text, only a list of where its parts are.
//!
//! For what this app has written itself and reads again, which is long. It is a third of the work of a [`Value`]: keys and
//! texts are not copied, nothing is sorted, and little is to be thrown away afterwards. What it does not understand (a key
//! with a backslash; anything that is no JSON) is nothing, and is left to serde_json. Of a key that stands twice it takes
//! the first.

use std::cell::OnceCell;

use serde_json::{Map, Value};

use super::{Found, Parts, insert};

/// As deep as serde_json goes.
const DEEPEST: usize = 127;
/// A place for so many bytes of a text, so that the list of places seldom grows.
const BYTES: usize = 12;

/// A text, and where its values stand in it: in the order of the text, each before what it contains.
pub struct Standing<'t> {
    places: Vec<Place<'t>>,
}

struct Place<'t> {
    /// As what it stands in an object.
    name: &'t str,
    kind: Kind<'t>,
    /// The first place behind it and all that it contains.
    end: usize,
    whole: OnceCell<Box<Value>>,
}

enum Kind<'t> {
    /// A text without a backslash.
    Text(&'t str),
    /// What is made at once: numbers, words, texts with a backslash.
    Made(Value),
    List,
    Object,
}

impl<'t> Standing<'t> {
    /// All of a text.
    #[must_use]
    pub fn of(text: &'t str) -> Option<Self> {
        let mut reader = Reader {
            text,
            at: 0,
            places: Vec::with_capacity(text.len() / BYTES),
        };
        reader.value("", 0)?;
        reader.next_byte().is_none().then_some(Self {
            places: reader.places,
        })
    }

    fn found_at(&self, at: usize) -> Found<'_> {
        match self.places.get(at).map(|place| &place.kind) {
            Some(Kind::Text(text)) => Found::Text(text),
            Some(Kind::Made(value)) => Found::There(value),
            Some(Kind::List | Kind::Object) => Found::Parts(self, at),
            None => Found::Nothing,
        }
    }

    /// What stands directly in a place.
    fn inside(&self, at: usize, with: &mut dyn FnMut(usize, &Place<'t>)) {
        let end = self.places.get(at).map_or(0, |place| place.end);
        let mut next = at + 1;
        while next < end
            && let Some(place) = self.places.get(next)
        {
            with(next, place);
            next = place.end;
        }
    }

    fn made(&self, at: usize) -> Value {
        match self.places.get(at).map(|place| &place.kind) {
            None => Value::Null,
            Some(Kind::Text(text)) => Value::from(*text),
            Some(Kind::Made(value)) => value.clone(),
            Some(Kind::List) => {
                let mut list = Vec::new();
                self.inside(at, &mut |at, _| list.push(self.made(at)));
                Value::Array(list)
            }
            Some(Kind::Object) => {
                let mut map = Map::new();
                self.inside(at, &mut |at, place| {
                    insert(&mut map, place.name, self.made(at))
                });
                Value::Object(map)
            }
        }
    }
}

impl Parts for Standing<'_> {
    fn field(&self, at: usize, name: &str) -> Found<'_> {
        let end = match self.places.get(at) {
            Some(place) if matches!(place.kind, Kind::Object) => place.end,
            _ => 0,
        };
        let mut next = at + 1;
        while next < end
            && let Some(place) = self.places.get(next)
        {
            if place.name == name {
                return self.found_at(next);
            }
            next = place.end;
        }
        Found::Nothing
    }

    fn is_list(&self, at: usize) -> bool {
        let place = self.places.get(at);
        place.is_some_and(|place| matches!(place.kind, Kind::List))
    }

    fn each(&self, at: usize, with: &mut dyn FnMut(Found<'_>)) {
        self.inside(at, &mut |at, _| with(self.found_at(at)));
    }

    fn whole(&self, at: usize) -> &Value {
        const NOTHING: &Value = &Value::Null;
        let place = self.places.get(at);
        place.map_or(NOTHING, |place| {
            place.whole.get_or_init(|| Box::new(self.made(at)))
        })
    }
}

/// A place in a text, and what was before it.
struct Reader<'t> {
    text: &'t str,
    at: usize,
    places: Vec<Place<'t>>,
}

impl<'t> Reader<'t> {
    /// The next that is no space, which stays.
    fn next_byte(&mut self) -> Option<u8> {
        loop {
            let byte = *self.text.as_bytes().get(self.at)?;
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    /// Whether this is next; then it is behind.
    fn takes(&mut self, byte: u8) -> bool {
        let is_next = self.next_byte() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn value(&mut self, name: &'t str, depth: usize) -> Option<()> {
        let (kind, end) = match self.next_byte()? {
            b'"' => (self.text()?, None),
            b'[' => (Kind::List, Some(b']')),
            b'{' => (Kind::Object, Some(b'}')),
            _ => (Kind::Made(self.word()?), None),
        };
        let place = self.places.len();
        self.places.push(Place {
            name,
            kind,
            end: place + 1,
            whole: OnceCell::new(),
        });
        let Some(end) = end else { return Some(()) };
        if depth == DEEPEST {
            return None;
        }
        self.at += 1;
        if !self.takes(end) {
            loop {
                let mut name = "";
                if end == b'}' {
                    self.next_byte()?;
                    let Kind::Text(text) = self.text()? else {
                        return None;
                    };
                    name = text;
                    self.takes(b':').then_some(())?;
                }
                self.value(name, depth + 1)?;
                if !self.takes(b',') {
                    self.takes(end).then_some(())?;
                    break;
                }
            }
        }
        let behind = self.places.len();
        self.places.get_mut(place)?.end = behind;
        Some(())
    }

    /// A number, or one of the three words.
    fn word(&mut self) -> Option<Value> {
        let rest = self.text.get(self.at..)?;
        let is_of_it =
            |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.');
        let length = rest.bytes().take_while(|byte| is_of_it(byte)).count();
        let word = rest.get(..length)?;
        self.at += length;
        // What is common without a reader.
        Some(match word {
            "null" => Value::Null,
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "0" => Value::from(0),
            _ => serde_json::from_str(word).ok()?,
        })
    }

    /// A text in quotes.
    fn text(&mut self) -> Option<Kind<'t>> {
        let quoted = self.text.get(self.at..)?;
        let rest = quoted.strip_prefix('"')?;
        let end = rest
            .bytes()
            .position(|byte| byte == b'"' || byte == b'\\')?;
        let text = rest.get(..end)?;
        if rest.as_bytes().get(end) == Some(&b'"') {
            self.at += end + 2;
            return Some(Kind::Text(text));
        }
        // Up to the first quote before which there is no backslash that is not one itself.
        let mut escaped = false;
        let end = rest.bytes().position(|byte| {
            let is_end = byte == b'"' && !escaped;
            escaped = byte == b'\\' && !escaped;
            is_end
        })?;
        self.at += end + 2;
        let made = serde_json::from_str(quoted.get(..end + 2)?).ok()?;
        Some(Kind::Made(made))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Event, FromJson as _, json::tests_support::any_value};

    fn made(text: &str) -> Option<Value> {
        Standing::of(text).map(|it| it.made(0))
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_as_by_serde(value in any_value(), pretty: bool) {
            let text = if pretty { format!(" {value:#}\n") } else { value.to_string() };
            let by_serde: Value = serde_json::from_str(&text).unwrap();
            if let Some(read) = made(&text) {
                prop_assert_eq!(read, by_serde);
            } else {
                // A key with a backslash.
                prop_assert!(text.contains('\\'));
            }
        }

        #[test]
        fn what_is_no_json_is_nothing_or_read_as_by_serde(
            text in r#"[\[\]{}":,\\ 0-9eE.a-f\x00-\x7f邻-]{0,24}"#,
            (value, at, put) in (any_value(), any::<prop::sample::Index>(), ".{0,2}"),
        ) {
            let mut spoilt = value.to_string();
            let places: Vec<usize> = spoilt.char_indices().map(|(at, _)| at).collect();
            let place = places[at.index(places.len())];
            spoilt.replace_range(place..place + spoilt[place..].chars().next().unwrap().len_utf8(), &put);
            for text in [text, spoilt] {
                if let (Some(read), Ok(by_serde)) = (made(&text), serde_json::from_str::<Value>(&text)) {
                    let twice = by_serde.to_string().len() < read.to_string().len();
                    prop_assert!(read == by_serde || twice, "{text}");
                }
            }
        }
    }

    #[test]
    fn what_is_no_json_is_nothing() {
        for text in [
            "",
            " ",
            "[",
            "]",
            "{",
            "[1,]",
            "[,1]",
            "{\"a\"}",
            "{\"a\":}",
            "{\"a\":1,}",
            "{a:1}",
            "[1 2]",
            "1 2",
            "\"a",
            "\"\\\"",
            "nul",
            "01",
            "{\"a\":1}}",
            "[1]x",
            "\"\\x\"",
        ] {
            assert_eq!(made(text), None, "{text}");
        }
        let deep = |n: usize| ["[".repeat(n), "]".repeat(n)].concat();
        assert!(made(&deep(127)).is_some());
        assert_eq!(made(&deep(128)), None);
        assert_eq!(made(&"[".repeat(1_000_000)), None);
    }

    #[test]
    fn a_type_is_read_of_it_as_of_a_value_and_its_faults_are_the_same() {
        let whole = r#"{"id":"e","title":"\"邻\" 聚","start":"2026-11-27T12:00:00Z","zone":"Asia/Shanghai",
            "capacity":30,"tags":["a","b"],"sign_up":{"form":[{"key":"k","label":"l"}]},"end":null}"#;
        let both = |text: &str| {
            let standing = Standing::of(text).unwrap();
            let value: Value = serde_json::from_str(text).unwrap();
            let read = (
                Event::from_found(standing.found_at(0)),
                Event::from_json(&value),
            );
            assert_eq!(read.0, read.1, "{text}");
            read.0
        };
        assert_eq!(both(whole).unwrap().title, "\"邻\" 聚");
        for (was, is) in [
            ("30", "\"30\""),
            ("30", "-1"),
            ("[\"a\",\"b\"]", "\"a\""),
            ("\"a\"", "7"),
            ("\"2026-11-27T12:00:00Z\"", "\"soon\""),
            ("\"2026-11-27T12:00:00Z\"", "{}"),
            ("\"e\"", "null"),
            ("{\"form\"", "{\"who\":\"nobody\",\"form\""),
        ] {
            let _fault = both(&whole.replace(was, is)).unwrap_err();
        }
    }
}
