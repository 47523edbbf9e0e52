//! An entry of a directory as a card for an address book: vCard 4.0 (RFC 6350), and 3.0 (RFC 2426) for older phones.
//!
//! A card has what stands in the entry *as its reader sees it* ([`as_seen_by`](super::as_seen_by)) and nothing else: what is hidden
//! was never there. What an address book has no property for (a name in WeChat, a headline) stands in the note as well, which every
//! reader keeps. Whatever an entry says, the card can be read: texts are escaped, lines folded, control characters left out.

use super::calendar::text::{Lines, escape, plain, utc};
use super::{Contact, ContactKind, Instant, Member};
use name::Split;

mod name;

#[cfg(test)]
mod privacy;
#[cfg(test)]
mod tests;

/// In which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardVersion {
    /// RFC 2426, which every phone reads.
    V3,
    /// RFC 6350.
    V4,
}

/// An entry as one reader sees it, and what the page knows beside it.
#[derive(Clone, Copy)]
pub struct Card<'a> {
    /// The entry, as they see it.
    pub member: &'a Member,
    /// What the community is called (ORG); empty: not known.
    pub community: &'a str,
    /// What they are there (ROLE), in words; empty: a member as all are.
    pub role: &'a str,
    /// Their picture (PHOTO), by its whole address; anything but http(s) is left out.
    pub photo: &'a str,
    /// Where the entry is shown (URL): an http(s) address.
    pub url: &'a str,
    /// A contact as a line of the note, with what it is.
    pub say: &'a dyn Fn(&Contact) -> String,
    /// Where the ids of entries are unique, such as `embedded.linju.example`: the same card saved twice is one person (UID).
    pub site: &'a str,
    /// When the service said so (REV).
    pub told: Instant,
}

impl Card<'_> {
    /// The whole file.
    #[must_use]
    pub fn write(&self, version: CardVersion) -> String {
        let is_new = version == CardVersion::V4;
        let member = self.member;
        let mut lines = Lines::default();
        lines.line("BEGIN", "VCARD");
        lines.line("VERSION", if is_new { "4.0" } else { "3.0" });
        lines.line("PRODID", "-//Linju//Linju//ZH");
        let uid = [
            &plain(&member.id.0),
            "@",
            &plain(&member.community.0),
            ".",
            &plain(self.site),
        ]
        .concat();
        if is_new {
            lines.line("KIND", "individual");
            // A name is no URI, which is what 4.0 expects unless it is told.
            lines.line("UID;VALUE=text", &uid);
        } else {
            lines.line("UID", &uid);
        }
        if let Some(at) = utc(self.told) {
            lines.line("REV", &at);
        }
        self.name(&mut lines, is_new);
        lines.text("ORG", self.community);
        text(&mut lines, "ROLE", self.role, is_new);
        for contact in &member.contacts {
            reach(&mut lines, contact, is_new);
        }
        self.birthday(&mut lines, is_new);
        if is_on_web(self.photo) {
            lines.line(if is_new { "PHOTO" } else { "PHOTO;VALUE=uri" }, self.photo);
        }
        if is_on_web(self.url) {
            lines.line("URL", self.url);
        }
        text(&mut lines, "NOTE", &self.note(), is_new);
        lines.line("END", "VCARD");
        lines.into_text()
    }

    /// FN is the name as they give it; N has family and given name apart only where that is certain, else all of it as one.
    fn name(&self, lines: &mut Lines, is_new: bool) {
        // What a line leaves out makes no name; its own line ends are escaped.
        let is_kept = |c: &char| !c.is_control() || matches!(c, '\n' | '\r');
        let shown: String = self.member.name.chars().filter(is_kept).collect();
        let called = match shown.trim() {
            "" => &self.member.id.0,
            called => called,
        };
        text(lines, "FN", called, is_new);
        let split = name::split(called, &self.member.sort_key);
        let (family, given) = match &split {
            Some(Split { family, given, .. }) => (family.as_str(), given.as_str()),
            None => (called, ""),
        };
        let value = [&escape(family), ";", &escape(given), ";;;"].concat();
        let sorted = split.map_or_else(|| self.member.sort_key.clone(), |it| it.sorted);
        // In a parameter there is no escaping: what would end it is left out (RFC 6350, section 3.3).
        let ends = |c: &char| !c.is_control() && !"\"^\\".contains(*c);
        let sorted: String = sorted.trim().chars().filter(ends).collect();
        match (sorted.is_empty(), is_new) {
            (false, true) => {
                lines.line(&["N;SORT-AS=\"", &sorted, "\""].concat(), &value);
            }
            (false, false) => {
                lines.line("N", &value);
                lines.text("SORT-STRING", &sorted.replace(',', " "));
            }
            (true, _) => lines.line("N", &value),
        }
    }

    /// Month and day: nobody is asked for the year. 3.0 has no such date, but a way that Apple and Google agree on: a leap year
    /// of long ago, marked as none.
    fn birthday(&self, lines: &mut Lines, is_new: bool) {
        let Some(born) = self.member.birthday else {
            return;
        };
        let day = born.to_string();
        if is_new {
            lines.line("BDAY", &["--", &day.replace('-', "")].concat());
        } else {
            lines.line("BDAY;X-APPLE-OMIT-YEAR=1604", &["1604-", &day].concat());
        }
    }

    /// The headline, and each contact that a reader may know no property of.
    fn note(&self) -> String {
        let mut note = vec![self.member.headline.clone()];
        for contact in &self.member.contacts {
            if matches!(contact.kind, ContactKind::Wechat | ContactKind::Other) {
                note.push((self.say)(contact));
            }
        }
        note.retain(|line| !line.trim().is_empty());
        note.join("\n")
    }
}

/// A line of TEXT without parts; none where it is empty. A semicolon in it has to be escaped in 3.0 (RFC 2426, section 5); in 4.0 it
/// may be (RFC 6350, section 3.4), and there are readers that then show the backslash.
fn text(lines: &mut Lines, name: &str, value: &str, is_new: bool) {
    let value = escape(value.trim());
    let value = if is_new {
        value.replace("\\;", ";")
    } else {
        value
    };
    if !value.is_empty() {
        lines.line(name, &value);
    }
}

/// The line of a contact; none where there is no property for it.
fn reach(lines: &mut Lines, contact: &Contact, is_new: bool) {
    let value = contact.value.trim();
    if value.is_empty() {
        return;
    }
    match contact.kind {
        ContactKind::Phone => phone(lines, value, is_new),
        ContactKind::Email if is_new => text(lines, "EMAIL", value, true),
        ContactKind::Email => lines.text("EMAIL;TYPE=INTERNET", value),
        // Of RFC 6350, and of RFC 4770 for 3.0.
        ContactKind::Wechat => lines.line(
            "IMPP;X-SERVICE-TYPE=WeChat",
            &["weixin:", &plain(value)].concat(),
        ),
        ContactKind::Other => {}
    }
}

fn phone(lines: &mut Lines, value: &str, is_new: bool) {
    let number = number(value);
    let (digits, is_whole) = match number.strip_prefix('+') {
        Some(digits) => (digits, true),
        None => (number.as_str(), false),
    };
    // Numbers of mobile telephones in the mainland: eleven digits from 13 on.
    let home = if is_whole {
        digits.strip_prefix("86").unwrap_or_default()
    } else {
        digits
    };
    let is_mobile = home.len() == 11 && home.starts_with('1') && !home.starts_with("10");
    let kind = if is_mobile { "TYPE=cell" } else { "TYPE=voice" };
    let is_all = value
        .chars()
        .all(|c| is_between(c) || c.is_numeric() || "+＋".contains(c));
    if is_new && is_whole && is_all {
        // Only a whole number is a URI by itself (RFC 3966, section 5.1.4).
        let name = ["TEL;VALUE=uri;", kind].concat();
        lines.line(&name, &["tel:", &number].concat());
    } else {
        text(lines, &["TEL;", kind].concat(), value, is_new);
    }
}

/// What a telephone dials: digits, with a plus before those that begin with a country; as far as they go, so without an
/// extension. Empty where there are none.
#[must_use]
pub fn number(typed: &str) -> String {
    let mut out = String::new();
    for c in typed.chars() {
        match c {
            '0'..='9' => out.push(c),
            // As a Chinese keyboard may type them.
            '０'..='９' => out.extend(char::from_digit(c as u32 - '０' as u32, 10)),
            '+' | '＋' if out.is_empty() => out.push('+'),
            _ if is_between(c) || out.is_empty() => {}
            _ => break,
        }
    }
    if out == "+" { String::new() } else { out }
}

/// Whether it only makes a number easier to read (RFC 3966, section 3), as people type it.
fn is_between(c: char) -> bool {
    c.is_whitespace() || "-.()/－（）".contains(c)
}

fn is_on_web(address: &str) -> bool {
    let is_plain = !address.chars().any(|c| c.is_whitespace() || c.is_control());
    is_plain && (address.starts_with("https://") || address.starts_with("http://"))
}
