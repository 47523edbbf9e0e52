//! A charter as it is being written: a flat table of texts, as fields, drafts and other tabs have it.
//!
//! [`paper`] writes down what a community says of itself, [`read`] makes a [`Charter`] of what somebody has made of that. Texts
//! stand in groups (all that begins alike up to the first `/`), and only groups that differ from the community become a part
//! of the charter, so that two who write about different things at once do not undo each other. What is written down and read
//! again is the same; what cannot be shown in a field (a rule of RFC 5545 that nobody can choose, days that were left out) is
//! carried along unseen.
//!
//! In a list (`rhythm`, `form`, `links`) the key of the list itself has the names of its rows, one a line, in their order; a row's
//! texts stand under `list/row/…`.

use chrono::NaiveDate;

use super::time::{parse_date, write_date};
use super::{
    Answers, Area, Charter, Chat, Community, CommunityId, FaultKind, FieldFault, Goal, Instant,
    LatLng, Link, LocalTime, Zones, local_date, to_instant,
};

mod door;
pub mod draft;
pub mod entry;
mod habits;
pub mod planning;
mod questions;

pub use habits::habit;
pub use questions::{KINDS, kind_name, question};

/// A kind of thing that is written about, with a form of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// What it is for: name, purpose, more, interests, customs.
    Purpose,
    /// Where it lives.
    Area,
    /// When it meets.
    Rhythm,
    /// What it aims at.
    Goal,
    /// What one agrees to.
    Rules,
    /// How one comes in, and what that costs.
    Door,
    /// What is asked.
    Form,
    /// Where else it is, and where its members talk.
    Ways,
}

impl Section {
    /// All, in the order in which they are read.
    pub const ALL: [Self; 8] = [
        Self::Purpose,
        Self::Area,
        Self::Rhythm,
        Self::Goal,
        Self::Rules,
        Self::Door,
        Self::Form,
        Self::Ways,
    ];

    /// The groups of texts in it.
    #[must_use]
    pub const fn groups(self) -> &'static [&'static str] {
        match self {
            Self::Purpose => &["name", "purpose", "about", "tags", "culture"],
            Self::Area => &["area"],
            Self::Rhythm => &["rhythm"],
            Self::Goal => &["goal"],
            Self::Rules => &["rules"],
            Self::Door => &door::GROUPS,
            Self::Form => &["form"],
            Self::Ways => &["links", "chat"],
        }
    }

    /// Its name in drafts and addresses.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Purpose => "purpose",
            Self::Area => "area",
            Self::Rhythm => "rhythm",
            Self::Goal => "goal",
            Self::Rules => "rules",
            Self::Door => "door",
            Self::Form => "form",
            Self::Ways => "ways",
        }
    }
}

/// The clock on the wall of who writes.
#[derive(Clone, Copy)]
pub struct Wall<'a> {
    /// Knows zones.
    pub zones: &'a dyn Zones,
    /// Their IANA zone.
    pub zone: &'a str,
    /// Now.
    pub now: Instant,
}

impl Wall<'_> {
    fn today(self) -> NaiveDate {
        local_date(self.zones, self.zone, self.now)
    }
}

/// A tick.
pub const YES: &str = "true";

/// What is read from, with what is wrong with it.
struct Reader<'a> {
    typed: &'a Answers,
    faults: Vec<FieldFault>,
}

impl Reader<'_> {
    fn fault(&mut self, key: &str, kind: FaultKind) {
        self.faults.push(FieldFault {
            key: key.to_owned(),
            kind,
        });
    }

    /// What is typed, without the space around it; nothing where nothing is.
    fn text(&self, key: &str) -> String {
        text_at(self.typed, key).trim().to_owned()
    }

    fn is_ticked(&self, key: &str) -> bool {
        !text_at(self.typed, key).is_empty()
    }

    fn lines(&self, key: &str) -> Vec<String> {
        let lines = text_at(self.typed, key).lines().map(str::trim);
        let lines = lines.filter(|line| !line.is_empty());
        lines.map(str::to_owned).collect()
    }

    /// A whole number from `least`; nothing where nothing is typed, or something that is none, which is a fault.
    fn number(&mut self, key: &str, least: u32) -> Option<u32> {
        let text = half_width(&self.text(key));
        if text.is_empty() {
            return None;
        }
        match text.parse::<u32>() {
            Ok(number) if number >= least => return Some(number),
            Ok(_) => self.fault(key, FaultKind::TooLittle(least)),
            Err(_) => self.fault(key, FaultKind::Malformed),
        }
        None
    }

    fn date(&mut self, key: &str) -> Option<NaiveDate> {
        let text = half_width(&self.text(key));
        let date = parse_date(&text);
        if date.is_none() && !text.is_empty() {
            self.fault(key, FaultKind::Malformed);
        }
        date
    }

    fn time(&mut self, key: &str) -> Option<LocalTime> {
        let text = half_width(&self.text(key));
        // What some browsers have seconds in.
        let minutes = text.get(..5).filter(|_| text.len() == 8);
        let time = LocalTime::parse(minutes.unwrap_or(&text));
        if time.is_none() && !text.is_empty() {
            self.fault(key, FaultKind::Malformed);
        }
        time
    }
}

/// What is typed under a key.
fn text_at<'a>(typed: &'a Answers, key: &str) -> &'a str {
    typed.get(key).map_or("", String::as_str)
}

/// The things of a line that are set apart by commas of any kind.
fn things(text: &str) -> Vec<String> {
    let things = text.split(['、', ',', '，', '\n']).map(str::trim);
    let things = things.filter(|one| !one.is_empty());
    things.map(str::to_owned).collect()
}

/// Digits and signs as ASCII has them: phones with a Chinese keyboard type them wide.
fn half_width(text: &str) -> String {
    let narrow = |c: char| match c {
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32).unwrap_or(c),
        '：' => ':',
        '．' | '。' => '.',
        '－' => '-',
        other => other,
    };
    text.trim().chars().map(narrow).collect()
}

/// Names of a list's rows, in their order.
pub fn rows<'a>(typed: &'a Answers, list: &str) -> impl Iterator<Item = &'a str> + use<'a> {
    text_at(typed, list).lines().filter(|row| !row.is_empty())
}

/// The group of a key.
#[must_use]
pub fn group_of(key: &str) -> &str {
    key.split_once('/').map_or(key, |(group, _)| group)
}

/// All of a group as one text, by which two versions of it are told apart.
#[must_use]
pub fn print_of(typed: &Answers, group: &str) -> String {
    let mut of_group: Vec<(&str, &str)> = typed
        .iter()
        .map(|(key, text)| (key.as_str(), text.trim_end()))
        .filter(|(key, text)| group_of(key) == group && !text.is_empty())
        .collect();
    let named = |key: &str| {
        let row = key.split('/').nth(1).unwrap_or_default();
        key == group || !LISTS.contains(&group) || rows(typed, group).any(|it| it == row)
    };
    // What is left of a row that was taken out says nothing.
    of_group.retain(|(key, _)| named(key));
    of_group.sort_unstable();
    let lines = of_group.iter().map(|(key, text)| [key, "=", text].concat());
    lines.collect::<Vec<_>>().join("\n")
}

const LISTS: [&str; 3] = ["rhythm", "form", "links"];

/// Where the fault of a whole charter stands on paper.
#[must_use]
pub fn place_of(fault: &str) -> &str {
    match fault {
        "area" => "area/city",
        "goal" => "goal/of",
        "dues" => "dues/link",
        "chat" => "chat/url",
        other => other,
    }
}

/// What a community says of itself.
#[must_use]
pub fn paper(it: &Community, wall: Wall<'_>) -> Answers {
    let mut out = Answers::new();
    let mut put = |key: &str, text: String| {
        if !text.is_empty() {
            out.insert(key.to_owned(), text);
        }
    };
    put("name", it.name.clone());
    put("purpose", it.purpose.clone());
    put("about", it.about.clone());
    put("tags", it.tags.join("、"));
    put("culture", it.culture.join("\n"));
    put("rules", it.rules.lines.join("\n"));
    put("area/city", it.area.city.clone());
    put("area/district", it.area.district.clone());
    put("area/place", it.area.place.clone());
    if let Some(at) = it.area.position {
        let (lat, lng) = (at.lat().to_string(), at.lng().to_string());
        put("area/position", [&lat, ",", &lng].concat());
    }
    if let Some(goal) = &it.goal {
        put("goal/what", goal.what.clone());
        put("goal/done", goal.done.to_string());
        put("goal/of", goal.of.to_string());
        put("goal/unit", goal.unit.clone());
        put("goal/by", goal.by.map(write_date).unwrap_or_default());
    }
    put("links", numbered(it.links.len()));
    for (at, link) in it.links.iter().enumerate() {
        put(&row_key("links", at, "label"), link.label.clone());
        put(&row_key("links", at, "url"), link.url.clone());
    }
    if let Some(chat) = &it.chat {
        put("chat/label", chat.label.clone());
        put("chat/url", chat.url.clone());
        put("chat/picture", chat.picture.clone());
        if let Some(until) = chat.until {
            put(
                "chat/until",
                write_date(local_date(wall.zones, wall.zone, until)),
            );
            put("chat/at", until.to_string());
        }
    }
    habits::write(&it.rhythm, wall, &mut put);
    door::write(&it.policy, &mut put);
    questions::write(&it.policy.form, &mut put);
    out
}

/// The key of a text of a row.
fn row_key(list: &str, row: usize, name: &str) -> String {
    [list, "/", &row.to_string(), "/", name].concat()
}

/// Names of that many rows.
fn numbered(rows: usize) -> String {
    let rows: Vec<String> = (0..rows).map(|row| row.to_string()).collect();
    rows.join("\n")
}

/// What these groups of a paper make of a community; in what they do not say, it stays as it is. `founding`: it is not there yet.
///
/// # Errors
/// What is wrong, each fault under the key of its text.
pub fn read(
    typed: &Answers,
    groups: &[&str],
    of: &Community,
    wall: Wall<'_>,
    founding: bool,
) -> Result<Charter, Vec<FieldFault>> {
    let mut from = Reader {
        typed,
        faults: Vec::new(),
    };
    let has = |group: &str| groups.contains(&group);
    let mut it = Charter::default();
    if has("name") {
        it.name = Some(from.text("name"));
    }
    if has("purpose") {
        it.purpose = Some(from.text("purpose"));
    }
    if has("about") {
        it.about = Some(from.text("about"));
    }
    if has("tags") {
        it.tags = Some(tags(&from.text("tags")));
    }
    if has("culture") {
        it.culture = Some(from.lines("culture"));
    }
    if has("rules") {
        it.rules = Some(from.lines("rules"));
    }
    if has("area") {
        it.area = Some(area(&from));
    }
    if has("goal") {
        it.goal = Some(goal(&mut from));
    }
    if has("links") {
        it.links = Some(links(&mut from));
    }
    if has("chat") {
        it.chat = Some(chat(&mut from, wall));
    }
    if has("rhythm") {
        it.rhythm = Some(habits::read(&mut from, wall));
    }
    if has("form") || door::GROUPS.iter().any(|group| has(group)) {
        let mut policy = door::read(&mut from, groups, &of.policy);
        if has("form") {
            policy.form = questions::read(&mut from);
        }
        it.policy = Some(policy);
    }
    let mut faults = from.faults;
    for fault in it.check(founding) {
        let key = place_of(&fault.key);
        // What is told of a row already needs no word about its list.
        if !faults
            .iter()
            .any(|told| group_of(&told.key) == group_of(key))
        {
            faults.push(FieldFault {
                key: key.to_owned(),
                kind: fault.kind,
            });
        }
    }
    if faults.is_empty() {
        Ok(it)
    } else {
        Err(faults)
    }
}

/// Interests, between the marks that people put there.
fn tags(text: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for tag in text.split(['、', '，', ',', ';', '；', '\n', '#', '＃']) {
        let tag = tag.trim();
        if !tag.is_empty() && !all.iter().any(|other| other == tag) {
            all.push(tag.to_owned());
        }
    }
    all
}

fn area(from: &Reader<'_>) -> Area {
    let position = from.text("area/position");
    let position = position
        .split_once(',')
        .and_then(|(lat, lng)| LatLng::new(lat.trim().parse().ok()?, lng.trim().parse().ok()?));
    Area {
        city: from.text("area/city"),
        district: from.text("area/district"),
        place: from.text("area/place"),
        position,
    }
}

fn goal(from: &mut Reader<'_>) -> Goal {
    let what = from.text("goal/what");
    if what.is_empty() {
        // It is taken away.
        return Goal {
            what,
            done: 0,
            of: 0,
            unit: String::new(),
            by: None,
        };
    }
    Goal {
        what,
        done: from.number("goal/done", 0).unwrap_or(0),
        of: from.number("goal/of", 1).unwrap_or(0),
        unit: from.text("goal/unit"),
        by: from.date("goal/by"),
    }
}

fn links(from: &mut Reader<'_>) -> Vec<Link> {
    let names: Vec<&str> = rows(from.typed, "links").collect();
    let mut all = Vec::new();
    for row in names {
        let key = |name: &str| ["links/", row, "/", name].concat();
        let (label, url) = (from.text(&key("label")), from.text(&key("url")));
        if label.is_empty() && url.is_empty() {
            continue;
        }
        let known = ["https://", "http://", "mailto:", "tel:"];
        let leads = known.iter().any(|scheme| url.starts_with(scheme));
        match url.as_str() {
            "" => from.fault(&key("url"), FaultKind::Missing),
            _ if !leads => from.fault(&key("url"), FaultKind::Malformed),
            _ => {}
        }
        let label = if label.is_empty() { url.clone() } else { label };
        all.push(Link { label, url });
    }
    all
}

fn chat(from: &mut Reader<'_>, wall: Wall<'_>) -> Chat {
    let was = Instant::parse(&from.text("chat/at"));
    let day = from.date("chat/until");
    let until = day.map(|day| match was {
        // Nobody has changed the day: the moment stays.
        Some(was) if local_date(wall.zones, wall.zone, was) == day => was,
        _ => {
            let last = LocalTime::new(23, 59).map(|last| last.on(day));
            to_instant(wall.zones, wall.zone, last.unwrap_or_default())
        }
    });
    Chat {
        label: from.text("chat/label"),
        url: from.text("chat/url"),
        picture: from.text("chat/picture"),
        until,
    }
}

#[cfg(test)]
mod tests;
