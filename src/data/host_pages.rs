//! Pages of the operator's own mini-program that `config.json` names: they do what its web-view may not.
//!
//! ```json
//! { "mini_program": { "scan": "/pages/scan/scan", "calendar": "/pages/calendar/calendar" } }
//! ```
//! A page for scanning is given the address to come back to, `back`; it opens that with `scan=…`, what it has read. What comes back is
//! known by a code in that address, `asked`: anybody can write a link with `scan=…`, and what is read at a door is done. One for the
//! calendar is given `title`, `start` and `end` (seconds since 1970, UTC), `place` and `words`.

use serde_json::Value;

use crate::{
    data::Data,
    model::{FromJson, Instant, Node},
    percent::encode,
};

/// Under this lies, in the tab, the code by which what comes back is known.
const ASKED: &str = "linju/asked";
/// Links that mini-programs take are some kilobytes long at most; a Chinese character is nine octets of one.
const WORDS: usize = 100;

/// Pages of the mini-program, by their paths; empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostPages {
    scan: String,
    calendar: String,
}

impl FromJson for HostPages {
    fn read(node: &Node<'_>) -> Self {
        node.only(&["scan", "calendar"]);
        let page = |name: &str| {
            let path: String = node.usual(name);
            let is_path = path.starts_with('/')
                && path
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"/-_.".contains(&b));
            if !path.is_empty() && !is_path {
                node.at(name)
                    .expected("the path of a page of the mini-program, as /pages/scan/scan");
            }
            path
        };
        Self {
            scan: page("scan"),
            calendar: page("calendar"),
        }
    }
}

/// The part of `config.json` that speaks of the mini-program; the rest is read at the start.
struct Part(HostPages);

impl FromJson for Part {
    fn read(node: &Node<'_>) -> Self {
        Self(node.usual("mini_program"))
    }
}

/// What a page that writes into the phone's calendar is told of an event.
pub struct ForPhone<'a> {
    /// Its title.
    pub title: &'a str,
    /// Begins.
    pub start: Instant,
    /// Ends.
    pub end: Instant,
    /// Where.
    pub place: &'a str,
    /// What is said about it.
    pub words: &'a str,
}

impl HostPages {
    /// What `config.json` says; nothing where there is none.
    ///
    /// # Errors
    /// What is wrong with it, for the operator, by its pointer.
    pub fn of_config(text: &str) -> Result<Self, String> {
        let Ok(whole) = serde_json::from_str::<Value>(text) else {
            return Ok(Self::default());
        };
        match Part::from_json(&whole) {
            Ok(Part(pages)) => Ok(pages),
            Err(misread) => Err(["config.json: ", &misread.to_string()].concat()),
        }
    }

    /// Where the mini-program scans, and comes back to a whole address from ([`Data::way_back`]); nothing where it does not.
    #[must_use]
    pub fn scan(&self, back: impl FnOnce() -> String) -> Option<String> {
        let given = || [self.scan.as_str(), "?back=", &encode(&back())].concat();
        (!self.scan.is_empty()).then(given)
    }

    /// Where it writes an event into the phone's calendar; nothing where it does not.
    #[must_use]
    pub fn calendar(&self, event: &ForPhone<'_>) -> Option<String> {
        if self.calendar.is_empty() {
            return None;
        }
        let moment = |at: Instant| at.unix().to_string();
        let words: String = event.words.chars().take(WORDS).collect();
        let mut url = self.calendar.clone();
        for (mark, name, value) in [
            ("?", "title", event.title),
            ("&", "start", &moment(event.start)),
            ("&", "end", &moment(event.end)),
            ("&", "place", event.place),
            ("&", "words", &words),
        ] {
            url.extend([mark, name, "=", &encode(value)]);
        }
        Some(url)
    }
}

impl Data {
    /// A whole address without a query, for a page of the mini-program to come back to with what this tab has asked for. Until that has
    /// come it is one code, however often it is asked for.
    #[must_use]
    pub fn way_back(&self, address: &str) -> String {
        let tab = &self.ports.tab;
        let asked = tab.get(ASKED).unwrap_or_else(|| {
            let code = self.fresh_id();
            // Where it is not kept, what comes back is not taken, and people are found by name.
            let _unkept = tab.set(ASKED, &code);
            code
        });
        [address, "?asked=", &asked].concat()
    }

    /// Whether what comes with this code is what this tab has asked for: once.
    #[must_use]
    pub fn has_asked(&self, code: &str) -> bool {
        let tab = &self.ports.tab;
        let is_ours = tab.get(ASKED).is_some_and(|asked| asked == code);
        if is_ours {
            tab.remove(ASKED);
        }
        is_ours
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_are_not_named_are_not_there() {
        for text in [
            "",
            "{}",
            "<!doctype html>",
            r#"{"backend":"embedded"}"#,
            r#"{"mini_program":{}}"#,
        ] {
            let pages = HostPages::of_config(text).unwrap();
            assert_eq!(
                pages.scan(|| "https://a.example/".to_owned()),
                None,
                "{text}"
            );
        }
    }

    #[test]
    fn a_page_is_told_where_to_come_back_to() {
        let pages =
            HostPages::of_config(r#"{"mini_program":{"scan":"/pages/scan/scan"}}"#).unwrap();
        let url = pages
            .scan(|| "https://a.example/organise/e/夜跑&x/check-in".to_owned())
            .unwrap();
        assert_eq!(
            url,
            "/pages/scan/scan?back=https%3A%2F%2Fa.example%2Forganise%2Fe%2F%E5%A4%9C%E8%B7%91%26x%2Fcheck-in"
        );
        let event = ForPhone {
            title: "诗会 & 茶#1",
            start: Instant::from_unix(1_795_000_000),
            end: Instant::from_unix(1_795_003_600),
            place: "",
            words: &"长".repeat(5000),
        };
        assert_eq!(pages.calendar(&event), None);
        let pages = HostPages::of_config(r#"{"mini_program":{"calendar":"/pages/cal"}}"#).unwrap();
        let url = pages.calendar(&event).unwrap();
        assert!(
            url.starts_with(
                "/pages/cal?title=%E8%AF%97%E4%BC%9A%20%26%20%E8%8C%B6%231&start=1795000000&end=1795003600&place=&words=%E9%95%BF"
            ),
            "{url}"
        );
        assert!(url.is_ascii() && url.len() < 1_200, "{}", url.len());
    }

    #[test]
    fn a_fault_is_told_by_its_place() {
        for (text, place) in [
            (
                r#"{"mini_program":{"scan":"pages/scan"}}"#,
                "mini_program/scan",
            ),
            (
                r#"{"mini_program":{"calendar":"/pages/x?y"}}"#,
                "mini_program/calendar",
            ),
            (
                r#"{"mini_program":{"scan":"https://a.example/"}}"#,
                "mini_program/scan",
            ),
            (r#"{"mini_program":{"pay":"/pages/pay"}}"#, "mini_program"),
            (r#"{"mini_program":"/pages/scan"}"#, "mini_program"),
        ] {
            let fault = HostPages::of_config(text).unwrap_err();
            assert!(fault.starts_with("config.json: "), "{fault}");
            assert!(fault.contains(place), "{fault}");
        }
    }
}
