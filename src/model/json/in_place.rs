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

/// A value in a text.
pub struct Standing<'t> {
    kind: Kind<'t>,
    whole: OnceCell<Box<Value>>,
}

enum Kind<'t> {
    /// A text without a backslash.
    Text(&'t str),
    /// What is made at once: numbers, words, texts with a backslash.
    Made(Value),
    List(Vec<Standing<'t>>),
    Object(Vec<(&'t str, Standing<'t>)>),
}

impl<'t> Standing<'t> {
    /// All of a text.
    #[must_use]
    pub fn of(text: &'t str) -> Option<Self> {
        let mut reader = Reader { text, at: 0 };
        let all = reader.value(0)?;
        reader.next_byte().is_none().then_some(all)
    }

    /// What was found.
    #[must_use]
    pub fn found(&self) -> Found<'_> {
        match &self.kind {
            Kind::Text(text) => Found::Text(text),
            Kind::Made(value) => Found::There(value),
            Kind::List(_) | Kind::Object(_) => Found::Parts(self),
        }
    }

    fn made(&self) -> Value {
        match &self.kind {
            Kind::Text(text) => Value::from(*text),
            Kind::Made(value) => value.clone(),
            Kind::List(list) => Value::Array(list.iter().map(Self::made).collect()),
            Kind::Object(fields) => {
                let mut map = Map::new();
                for (name, it) in fields {
                    insert(&mut map, name, it.made());
                }
                Value::Object(map)
            }
        }
    }
}

impl Parts for Standing<'_> {
    fn field(&self, name: &str) -> Found<'_> {
        let Kind::Object(fields) = &self.kind else {
            return Found::Nothing;
        };
        let field = fields.iter().find(|(key, _)| *key == name);
        field.map_or(Found::Nothing, |(_, it)| it.found())
    }

    fn is_list(&self) -> bool {
        matches!(self.kind, Kind::List(_))
    }

    fn each(&self, with: &mut dyn FnMut(Found<'_>)) {
        if let Kind::List(list) = &self.kind {
            list.iter().for_each(|it| with(it.found()));
        }
    }

    fn whole(&self) -> &Value {
        self.whole.get_or_init(|| Box::new(self.made()))
    }
}

/// A place in a text.
struct Reader<'t> {
    text: &'t str,
    at: usize,
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

    fn value(&mut self, depth: usize) -> Option<Standing<'t>> {
        let kind = match self.next_byte()? {
            b'"' => self.text()?,
            b'[' if depth < DEEPEST => {
                let mut list = Vec::new();
                self.several(b']', &mut |it| {
                    list.push(it.value(depth + 1)?);
                    Some(())
                })?;
                Kind::List(list)
            }
            b'{' if depth < DEEPEST => {
                let mut fields = Vec::new();
                self.several(b'}', &mut |it| {
                    let Kind::Text(name) = it.next_byte().and_then(|_| it.text())? else {
                        return None;
                    };
                    it.takes(b':').then_some(())?;
                    fields.push((name, it.value(depth + 1)?));
                    Some(())
                })?;
                Kind::Object(fields)
            }
            b'[' | b'{' => return None,
            _ => {
                let rest = self.text.get(self.at..)?;
                let length = rest.find([',', ']', '}', ' ', '\n', '\r', '\t']);
                let word = rest.get(..length.unwrap_or(rest.len()))?;
                self.at += word.len();
                Kind::Made(serde_json::from_str(word).ok()?)
            }
        };
        let whole = OnceCell::new();
        Some(Standing { kind, whole })
    }

    /// What stands between two brackets, with commas between.
    fn several(&mut self, end: u8, one: &mut dyn FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.at += 1;
        if self.takes(end) {
            return Some(());
        }
        loop {
            one(self)?;
            if !self.takes(b',') {
                return self.takes(end).then_some(());
            }
        }
    }

    /// A text in quotes.
    fn text(&mut self) -> Option<Kind<'t>> {
        let quoted = self.text.get(self.at..)?;
        let rest = quoted.strip_prefix('"')?;
        let text = rest.get(..rest.find('"')?)?;
        if !text.contains('\\') {
            self.at += text.len() + 2;
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
        Standing::of(text).map(|it| it.made())
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
                Event::from_found(standing.found()),
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
