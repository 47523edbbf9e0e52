//! What `config.json` says of the operator's own mini-program: the pages of it that do what its web-view may not, and who signs what
//! asks for a signature.
//!
//! ```json
//! { "mini_program": { "scan": "/pages/scan/scan", "calendar": "/pages/calendar/calendar", "sign": "https://api.example/sign" } }
//! ```
//! What each page is given stands in docs/embedding.md. One that brings something back opens the address `back` with it: `scan=…`,
//! `at=…`, `paid=…`. It is known by a code in that address, `asked`: anybody can write a link with `scan=…`, and what is read at a door
//! is done.

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
/// The pages, by their names.
pub const HOST_PAGES: [&str; 7] = ["scan", "calendar", "pay", "remind", "locate", "map", "home"];

/// What is said of the mini-program; empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostPages {
    /// The paths of its pages, by their names.
    paths: Vec<(&'static str, String)>,
    /// Where a signature is asked for.
    sign: String,
    /// Where WeChat's script lies, if the site has it itself.
    pub script: String,
    /// Whether the mini-program is told of each screen, to share it by its name.
    pub shares: bool,
}

impl FromJson for HostPages {
    fn read(node: &Node<'_>) -> Self {
        let mut known = vec!["sign", "script", "share"];
        known.extend(HOST_PAGES);
        node.only(&known);
        let page = |name: &'static str| {
            let path: String = node.usual(name);
            let is_path = path.starts_with('/')
                && path
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b"/-_.".contains(&b));
            if !path.is_empty() && !is_path {
                node.at(name)
                    .expected("the path of a page of the mini-program, as /pages/scan/scan");
            }
            (name, path)
        };
        let address = |name: &str| {
            let address: String = node.usual(name);
            // Of the site itself, or somewhere else over HTTPS.
            let is_own = !address.contains(':') && !address.starts_with("//");
            if !address.starts_with("https://") && !is_own {
                node.at(name)
                    .expected("an address over https, or one of this site");
            }
            address
        };
        let mut paths = HOST_PAGES.map(page).to_vec();
        paths.retain(|(_, path)| !path.is_empty());
        Self {
            paths,
            sign: address("sign"),
            script: address("script"),
            shares: node.usual("share"),
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

impl ForPhone<'_> {
    /// What the page is given, by name.
    #[must_use]
    pub fn given(&self) -> Vec<(&'static str, String)> {
        vec![
            ("title", self.title.to_owned()),
            ("start", self.start.unix().to_string()),
            ("end", self.end.unix().to_string()),
            ("place", self.place.to_owned()),
            ("words", self.words.chars().take(WORDS).collect()),
        ]
    }
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

    /// Whether there is a page of this name.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.paths.iter().any(|(is, _)| *is == name)
    }

    /// The page of this name with what it is given, for the mini-program to open; nothing where there is none.
    #[must_use]
    pub fn page(&self, name: &str, given: &[(&str, String)]) -> Option<String> {
        let (_, path) = self.paths.iter().find(|(is, _)| *is == name)?;
        let mut url = path.clone();
        for (at, (name, value)) in given.iter().enumerate() {
            let mark = if at == 0 { "?" } else { "&" };
            url.extend([mark, name, "=", &encode(value)]);
        }
        Some(url)
    }

    /// Where a signature of an address is asked for; nothing where nobody signs.
    #[must_use]
    pub fn sign(&self, address: &str) -> Option<String> {
        let mark = if self.sign.contains('?') { "&" } else { "?" };
        let url = || [&self.sign, mark, "url=", &encode(address)].concat();
        (!self.sign.is_empty()).then(url)
    }
}

impl Data {
    /// A whole address, for a page of the mini-program to come back to with what this tab has asked for. Until that has
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
        let mark = if address.contains('?') { "&" } else { "?" };
        [address, mark, "asked=", &asked].concat()
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

    fn pages(text: &str) -> HostPages {
        HostPages::of_config(text).unwrap()
    }

    #[test]
    fn pages_that_are_not_named_are_not_there() {
        for text in [
            "",
            "{}",
            "<!doctype html>",
            r#"{"backend":"embedded"}"#,
            r#"{"mini_program":{}}"#,
        ] {
            let pages = pages(text);
            for name in HOST_PAGES {
                assert!(!pages.has(name), "{text}");
                assert_eq!(pages.page(name, &[]), None, "{text}");
            }
            assert_eq!(pages.sign("https://a.example/"), None);
        }
    }

    #[test]
    fn a_page_is_told_where_to_come_back_to() {
        let pages = pages(r#"{"mini_program":{"scan":"/pages/scan/scan","home":"/index"}}"#);
        let back = "https://a.example/organise/e/夜跑&x/check-in".to_owned();
        assert_eq!(
            pages.page("scan", &[("back", back)]).unwrap(),
            "/pages/scan/scan?back=https%3A%2F%2Fa.example%2Forganise%2Fe%2F%E5%A4%9C%E8%B7%91%26x%2Fcheck-in"
        );
        assert_eq!(pages.page("home", &[]).unwrap(), "/index");
    }

    #[test]
    fn an_event_for_the_calendar_is_a_short_address() {
        let event = ForPhone {
            title: "诗会 & 茶#1",
            start: Instant::from_unix(1_795_000_000),
            end: Instant::from_unix(1_795_003_600),
            place: "",
            words: &"长".repeat(5000),
        };
        let pages = pages(r#"{"mini_program":{"calendar":"/pages/cal"}}"#);
        let url = pages.page("calendar", &event.given()).unwrap();
        assert!(
            url.starts_with(
                "/pages/cal?title=%E8%AF%97%E4%BC%9A%20%26%20%E8%8C%B6%231&start=1795000000&end=1795003600&place=&words=%E9%95%BF"
            ),
            "{url}"
        );
        assert!(url.is_ascii() && url.len() < 1_200, "{}", url.len());
    }

    #[test]
    fn who_signs_is_told_which_address() {
        let check = |sign: &str, expected: &str| {
            let text = format!(r#"{{"mini_program":{{"sign":"{sign}"}}}}"#);
            let url = pages(&text).sign("https://a.example/e/x?y=1").unwrap();
            assert_eq!(url, expected);
        };
        let address = "https%3A%2F%2Fa.example%2Fe%2Fx%3Fy%3D1";
        check(
            "https://b.example/sign",
            &format!("https://b.example/sign?url={address}"),
        );
        check("/sign?of=linju", &format!("/sign?of=linju&url={address}"));
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
            (r#"{"mini_program":{"fly":"/pages/fly"}}"#, "mini_program"),
            (r#"{"mini_program":"/pages/scan"}"#, "mini_program"),
            (
                r#"{"mini_program":{"sign":"http://a.example/"}}"#,
                "mini_program/sign",
            ),
            (
                r#"{"mini_program":{"script":"data:text/javascript,1"}}"#,
                "mini_program/script",
            ),
            (
                r#"{"mini_program":{"script":"//a.example/x.js"}}"#,
                "mini_program/script",
            ),
        ] {
            let fault = HostPages::of_config(text).unwrap_err();
            assert!(fault.starts_with("config.json: "), "{fault}");
            assert!(fault.contains(place), "{fault}");
        }
    }
}
