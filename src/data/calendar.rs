//! Calendars that an operator names in `config.json`, and the addresses that lead into them.
//!
//! ```json
//! { "calendar": { "google": true, "feed": "https://api.example/communities/{community}/events.ics" } }
//! ```
//! Neither is there unless it is named: Google is out of reach in some countries, and a feed is the service's to give.

use serde_json::Value;

use crate::{
    model::{CommunityId, FromJson, Instant, Node},
    percent::encode,
};

/// Where the id of a community goes in the address of a feed.
const COMMUNITY: &str = "{community}";
/// Google answers to addresses of some 8,000 octets; a Chinese character is nine of them.
const DETAILS: usize = 400;

/// Ways into a calendar beside a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CalendarWays {
    /// A link to Google Calendar.
    pub google: bool,
    feed: String,
}

impl FromJson for CalendarWays {
    fn read(node: &Node<'_>) -> Self {
        node.only(&["google", "feed"]);
        let feed: String = node.usual("feed");
        if !feed.is_empty() && without_scheme(&feed).is_none() {
            node.at("feed").expected("an http(s) address");
        }
        Self {
            google: node.usual("google"),
            feed,
        }
    }
}

/// The part of `config.json` that speaks of calendars; the rest is read at the start.
struct Part(CalendarWays);

impl FromJson for Part {
    fn read(node: &Node<'_>) -> Self {
        Self(node.usual("calendar"))
    }
}

impl CalendarWays {
    /// What `config.json` says; nothing where there is none.
    ///
    /// # Errors
    /// What is wrong with it, for the operator, by its pointer.
    pub fn of_config(text: &str) -> Result<Self, String> {
        let Ok(whole) = serde_json::from_str::<Value>(text) else {
            return Ok(Self::default());
        };
        match Part::from_json(&whole) {
            Ok(Part(ways)) => Ok(ways),
            Err(misread) => Err(["config.json: ", &misread.to_string()].concat()),
        }
    }

    /// The address by which a calendar subscribes: to a community's events, or to all of the site.
    #[must_use]
    pub fn feed(&self, community: Option<&CommunityId>) -> Option<String> {
        let address = without_scheme(&self.feed)?;
        let is_of_one = address.contains(COMMUNITY);
        let address = match community {
            Some(id) if is_of_one => address.replace(COMMUNITY, &encode(id.as_str())),
            None if !is_of_one => address.to_owned(),
            _ => return None,
        };
        Some(["webcal://", &address].concat())
    }
}

fn without_scheme(url: &str) -> Option<&str> {
    let rest = url
        .strip_prefix("https://")
        .or_else(|| url.strip_prefix("http://"))?;
    (!rest.is_empty() && rest.bytes().all(|b| b.is_ascii_graphic())).then_some(rest)
}

/// What Google Calendar is told about an event.
pub struct ForGoogle<'a> {
    /// Its title.
    pub title: &'a str,
    /// Begins.
    pub start: Instant,
    /// Ends; Google wants to know.
    pub end: Instant,
    /// IANA zone in which it is shown.
    pub zone: &'a str,
    /// Where.
    pub place: &'a str,
    /// What is said about it.
    pub words: &'a str,
}

impl ForGoogle<'_> {
    /// The address of Google's form for a new event, filled in: `text`, `dates` (start and end in UTC), `ctz`, `location`, `details`.
    #[must_use]
    pub fn address(&self) -> String {
        let moment = |at: Instant| -> String {
            let text = at.to_string();
            text.chars().filter(|c| !"-:".contains(*c)).collect()
        };
        let dates = [moment(self.start), moment(self.end)].join("/");
        let words: String = self.words.chars().take(DETAILS).collect();
        let mut address = "https://calendar.google.com/calendar/render?action=TEMPLATE".to_owned();
        for (name, value) in [
            ("text", self.title),
            ("dates", &dates),
            ("ctz", self.zone),
            ("location", self.place),
            ("details", &words),
        ] {
            if !value.is_empty() {
                address.extend(["&", name, "=", &encode(value)]);
            }
        }
        address
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_offered_that_the_site_does_not_name() {
        for text in [
            "",
            "<!doctype html>",
            "[]",
            "{}",
            r#"{"backend":"embedded"}"#,
        ] {
            let ways = CalendarWays::of_config(text);
            let none = ways == Ok(CalendarWays::default());
            assert!(none || text == "[]", "{text}: {ways:?}");
        }
        let none = CalendarWays::default();
        assert!(!none.google);
        assert_eq!(none.feed(None), None);
        assert_eq!(none.feed(Some(&"c".into())), None);
    }

    #[test]
    fn a_feed_is_of_one_community_or_of_all() {
        let feed = |text: &str| {
            let whole = format!(r#"{{"calendar":{{"feed":"{text}"}}}}"#);
            let ways = CalendarWays::of_config(&whole).unwrap();
            (ways.feed(Some(&"夜 跑".into())), ways.feed(None))
        };
        assert_eq!(
            feed("https://api.example/c/{community}.ics"),
            (
                Some("webcal://api.example/c/%E5%A4%9C%20%E8%B7%91.ics".to_owned()),
                None
            )
        );
        assert_eq!(
            feed("http://api.example/all.ics"),
            (None, Some("webcal://api.example/all.ics".to_owned()))
        );
    }

    #[test]
    fn a_fault_is_told_by_its_place() {
        for (text, place) in [
            (r#"{"calendar":{"google":"yes"}}"#, "calendar/google"),
            (r#"{"calendar":{"feed":"javascript:x"}}"#, "calendar/feed"),
            (r#"{"calendar":{"feed":"https://a b"}}"#, "calendar/feed"),
            (r#"{"calendar":{"outlook":true}}"#, "calendar"),
            (r#"{"calendar":[]}"#, "calendar"),
        ] {
            let fault = CalendarWays::of_config(text).unwrap_err();
            assert!(fault.starts_with("config.json: "), "{fault}");
            assert!(fault.contains(place), "{fault}");
        }
    }

    #[test]
    fn google_is_told_the_moment_and_nothing_breaks_out_of_its_place() {
        let long = "长".repeat(5000);
        let event = ForGoogle {
            title: "诗会 & 茶#1",
            start: Instant::parse("2026-11-27T20:00:00+08:00").unwrap(),
            end: Instant::parse("2026-11-27T22:00:00+08:00").unwrap(),
            zone: "Asia/Shanghai",
            place: "",
            words: &long,
        };
        let address = event.address();
        assert!(address.starts_with(
            "https://calendar.google.com/calendar/render?action=TEMPLATE&text=%E8%AF%97%E4%BC%9A%20%26%20%E8%8C%B6%231&dates=20261127T120000Z%2F20261127T140000Z&ctz=Asia%2FShanghai&details="
        ));
        assert!(address.len() < 8000 && !address.contains("location"));
    }
}
