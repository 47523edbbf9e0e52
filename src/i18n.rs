//! The app's words: Chinese in simplified and traditional characters, English.
//!
//! One table ([`texts`]) with every text in all three languages: one that is missing does not
//! compile, nor does one whose number of `{}` differs. [`when`] says dates as people do, [`words`]
//! has a sentence for every state, reason, refusal and error. Pure, but for the words themselves.

mod attending;
mod calendar;
mod connection;
mod entry;
mod faults;
mod founding;
mod going;
mod hosting;
mod joining;
mod mini;
mod organising;
mod people;
mod person;
mod planning;
mod scanning;
mod sharing;
mod signing;
mod texts;
mod waiting;
mod when;
mod words;

pub use hosting::Ready;
pub use when::Clockface;

use crate::data::Language;

/// The app's words in one language.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct T(pub Language);

impl T {
    const fn pick(self, hans: &'static str, hant: &'static str, en: &'static str) -> &'static str {
        match self.0 {
            Language::Hans => hans,
            Language::Hant => hant,
            Language::En => en,
        }
    }

    /// BCP 47 tag, for the page and for `Intl`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        self.pick("zh-Hans", "zh-Hant", "en")
    }
}

impl Language {
    /// The first of the reader's languages that the app speaks. Speaking none of them: English;
    /// knowing none: simplified Chinese. `boot.js` decides the same way.
    #[must_use]
    pub fn of_reader(tags: &[String]) -> Self {
        let otherwise = if tags.is_empty() {
            Self::Hans
        } else {
            Self::En
        };
        tags.iter()
            .find_map(|tag| Self::of_tag(tag))
            .unwrap_or(otherwise)
    }

    /// The language of a BCP 47 tag: by script, else by region (Taiwan, Hong Kong and Macau write
    /// traditional characters).
    fn of_tag(tag: &str) -> Option<Self> {
        let parts: Vec<String> = tag.split(['-', '_']).map(str::to_ascii_lowercase).collect();
        let has = |some: &[&str]| parts.iter().any(|part| some.contains(&part.as_str()));
        match parts.first()?.as_str() {
            "en" => Some(Self::En),
            "zh" | "yue" if has(&["hans"]) => Some(Self::Hans),
            "zh" | "yue" if has(&["hant", "tw", "hk", "mo"]) => Some(Self::Hant),
            "zh" | "yue" => Some(Self::Hans),
            _ => None,
        }
    }
}

/// Puts the arguments in the places of `{}`, in their order.
fn fill(template: &str, arguments: &[&str]) -> String {
    let mut out = String::with_capacity(template.len() + 16);
    let mut arguments = arguments.iter();
    let mut pieces = template.split("{}");
    if let Some(first) = pieces.next() {
        out.push_str(first);
    }
    for piece in pieces {
        if let Some(argument) = arguments.next() {
            out.push_str(argument);
        }
        out.push_str(piece);
    }
    out
}

/// How many `{}` there are.
const fn holes(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut n, mut at) = (0, 0);
    while at + 1 < bytes.len() {
        #[allow(
            clippy::indexing_slicing,
            reason = "bounded by the line above; const has no get"
        )]
        if bytes[at] == b'{' && bytes[at + 1] == b'}' {
            n += 1;
        }
        at += 1;
    }
    n
}

/// Makes a method for each text. `name: hans, hant, en;` or `name(a, b): …` with as many `{}`.
macro_rules! sentences {
    (@one $name:ident [] $hans:literal, $hant:literal, $en:literal) => {
        #[doc = $en]
        #[must_use]
        pub const fn $name(self) -> &'static str {
            self.pick($hans, $hant, $en)
        }
    };
    (@one $name:ident [$($arg:ident)+] $hans:literal, $hant:literal, $en:literal) => {
        #[doc = $en]
        #[must_use]
        pub fn $name(self, $($arg: &str),+) -> String {
            const N: usize = [$(stringify!($arg)),+].len();
            const { assert!(crate::i18n::holes($hans) == N && crate::i18n::holes($hant) == N && crate::i18n::holes($en) == N) };
            crate::i18n::fill(self.pick($hans, $hant, $en), &[$($arg),+])
        }
    };
    ($($name:ident $(($($arg:ident),+))? : $hans:literal, $hant:literal, $en:literal;)*) => {
        impl crate::i18n::T {$(
            sentences!(@one $name [$($($arg)+)?] $hans, $hant, $en);
        )*}
    };
}
use sentences;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readers_first_language_that_the_app_speaks_is_taken() {
        let check = |tags: &[&str], expected: Language| {
            let tags: Vec<String> = tags.iter().map(|t| (*t).to_owned()).collect();
            assert_eq!(Language::of_reader(&tags), expected, "{tags:?}");
        };
        check(&[], Language::Hans);
        check(&["zh-CN", "en"], Language::Hans);
        check(&["zh"], Language::Hans);
        check(&["zh-TW"], Language::Hant);
        check(&["zh-Hant-CN"], Language::Hant);
        check(&["zh-Hans-HK"], Language::Hans);
        check(&["yue-HK"], Language::Hant);
        check(&["fr-FR", "en-GB", "zh"], Language::En);
        check(&["fr", "de"], Language::En);
        check(&["EN_us"], Language::En);
    }

    #[test]
    fn seats_are_counted_right_down_to_one() {
        let t = T(Language::En);
        assert_eq!(t.seats_left("1"), "1 left");
        assert_eq!(t.why_few("1"), "Only 1 left");
    }

    #[test]
    fn arguments_fill_the_holes_in_order() {
        assert_eq!(fill("{} / {}，还剩 {}", &["3", "8", "5"]), "3 / 8，还剩 5");
        assert_eq!(fill("none", &["x"]), "none");
        assert_eq!(fill("{}{}", &["x"]), "x");
    }
}
