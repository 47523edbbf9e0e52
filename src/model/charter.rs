//! What organisers write about their community: all of it when they found it, what they change afterwards.

use super::json::record;
use super::{
    Activity, Area, Chat, Community, CommunityId, FaultKind, FieldFault, Goal, Instant, JoinPolicy,
    Link, Rhythm, Rules,
};

/// Most characters of a name.
const NAME_MAX: usize = 60;
/// Most characters of a purpose: one sentence.
const PURPOSE_MAX: usize = 200;
/// Most characters of what is said about a community.
const ABOUT_MAX: usize = 20_000;
/// Most interests, and most characters of one.
const TAGS_MAX: usize = 12;
const TAG_MAX: usize = 30;
/// Most rules, customs or ready words, and most characters of one.
const LINES_MAX: usize = 50;
const LINE_MAX: usize = 500;
/// Most habits.
const RHYTHMS_MAX: usize = 12;
/// Most questions of a form.
const QUESTIONS_MAX: usize = 30;
/// Most addresses elsewhere.
const LINKS_MAX: usize = 20;

/// A community's description, policy and rhythm. What is not there stays as it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Charter {
    /// Name.
    pub name: Option<String>,
    /// What it is for, in one sentence.
    pub purpose: Option<String>,
    /// More about it, in Markdown.
    pub about: Option<String>,
    /// Where it lives.
    pub area: Option<Area>,
    /// Interests.
    pub tags: Option<Vec<String>>,
    /// Rules, a line each; other lines are a new version of them.
    pub rules: Option<Vec<String>>,
    /// Customs, a line each.
    pub culture: Option<Vec<String>>,
    /// When it meets.
    pub rhythm: Option<Vec<Rhythm>>,
    /// How one comes in.
    pub policy: Option<JoinPolicy>,
    /// Its aim; one that says nothing (`what` empty) takes it away.
    pub goal: Option<Goal>,
    /// Id of the community that it is a chapter of; empty takes it away.
    pub parent: Option<String>,
    /// Addresses elsewhere.
    pub links: Option<Vec<Link>>,
    /// Where its members talk; one without address and picture takes it away.
    pub chat: Option<Chat>,
}

record!(Charter {
    name: sparse,
    purpose: sparse,
    about: sparse,
    area: sparse,
    tags: sparse,
    rules: sparse,
    culture: sparse,
    rhythm: sparse,
    policy: sparse,
    goal: sparse,
    parent: sparse,
    links: sparse,
    chat: sparse,
});

impl Charter {
    /// What is wrong with it, by field. `founding`: what a community cannot be without has to be there.
    #[must_use]
    pub fn check(&self, founding: bool) -> Vec<FieldFault> {
        let mut faults = Vec::new();
        let mut fault = |key: &str, kind| {
            faults.push(FieldFault {
                key: key.to_owned(),
                kind,
            });
        };
        let texts = [
            ("name", &self.name, NAME_MAX, true),
            ("purpose", &self.purpose, PURPOSE_MAX, true),
            ("about", &self.about, ABOUT_MAX, false),
        ];
        for (key, text, most, needed) in texts {
            match text.as_deref().map(str::trim) {
                None if founding && needed => fault(key, FaultKind::Missing),
                Some("") if needed => fault(key, FaultKind::Missing),
                Some(text) => too_long(text, most)
                    .into_iter()
                    .for_each(|kind| fault(key, kind)),
                None => {}
            }
        }
        let says_where = |area: &Area| {
            [&area.city, &area.district, &area.place]
                .iter()
                .any(|text| !text.trim().is_empty())
        };
        match &self.area {
            None if founding => fault("area", FaultKind::Missing),
            Some(area) if !says_where(area) => fault("area", FaultKind::Missing),
            _ => {}
        }
        let lists = [
            ("tags", &self.tags, TAGS_MAX, TAG_MAX),
            ("rules", &self.rules, LINES_MAX, LINE_MAX),
            ("culture", &self.culture, LINES_MAX, LINE_MAX),
        ];
        for (key, list, many, long) in lists {
            let list = list.as_deref().unwrap_or_default();
            if list.len() > many {
                fault(key, FaultKind::TooMuch(count(many)));
            } else if let Some(kind) = list.iter().find_map(|line| too_long(line, long)) {
                fault(key, kind);
            }
        }
        let rhythm = self.rhythm.as_deref().unwrap_or_default();
        if rhythm.len() > RHYTHMS_MAX {
            fault("rhythm", FaultKind::TooMuch(count(RHYTHMS_MAX)));
        }
        if let Some(policy) = &self.policy {
            if policy.form.fields.len() > QUESTIONS_MAX {
                fault("form", FaultKind::TooMuch(count(QUESTIONS_MAX)));
            }
            if policy.capacity == Some(0) {
                fault("capacity", FaultKind::TooLittle(1));
            }
            if policy.phrases.len() > LINES_MAX {
                fault("phrases", FaultKind::TooMuch(count(LINES_MAX)));
            }
            let dues = policy.dues.as_ref();
            if dues.is_some_and(|dues| !dues.link.is_empty() && !is_web(&dues.link)) {
                fault("dues", FaultKind::Malformed);
            }
        }
        if let Some(goal) = self.goal.as_ref().filter(|goal| !goal.what.is_empty())
            && goal.of == 0
        {
            fault("goal", FaultKind::TooLittle(1));
        }
        let links = self.links.as_deref().unwrap_or_default();
        if links.len() > LINKS_MAX {
            fault("links", FaultKind::TooMuch(count(LINKS_MAX)));
        } else if !links.iter().all(|link| is_link(&link.url)) {
            fault("links", FaultKind::Malformed);
        }
        if let Some(chat) = &self.chat {
            let is_fine = |url: &str| url.is_empty() || is_web(url);
            if !is_fine(&chat.url) || !is_fine(&chat.picture) {
                fault("chat", FaultKind::Malformed);
            }
        }
        faults
    }

    /// The community once it is changed so. Numbers that the community counts by itself stay as they are.
    #[must_use]
    pub fn applied(&self, to: &Community) -> Community {
        let mut it = to.clone();
        let set = |field: &mut String, text: &Option<String>| {
            if let Some(text) = text {
                text.trim().clone_into(field);
            }
        };
        set(&mut it.name, &self.name);
        set(&mut it.purpose, &self.purpose);
        set(&mut it.about, &self.about);
        replace(&mut it.area, self.area.as_ref());
        replace(&mut it.tags, self.tags.as_ref());
        replace(&mut it.culture, self.culture.as_ref());
        replace(&mut it.rhythm, self.rhythm.as_ref());
        replace(&mut it.policy, self.policy.as_ref());
        replace(&mut it.links, self.links.as_ref());
        if let Some(lines) = &self.rules
            && *lines != it.rules.lines
        {
            it.rules.lines.clone_from(lines);
            it.rules.version = it.rules.version.saturating_add(1);
        }
        if let Some(goal) = &self.goal {
            it.goal = Some(goal.clone()).filter(|goal| !goal.what.is_empty());
        }
        if let Some(parent) = &self.parent {
            it.parent = Some(CommunityId(parent.clone())).filter(|id| !id.0.is_empty());
        }
        if let Some(chat) = &self.chat {
            let leads = !(chat.url.is_empty() && chat.picture.is_empty());
            it.chat = Some(chat.clone()).filter(|_| leads);
        }
        it
    }

    /// The community that somebody founds by it.
    #[must_use]
    pub fn founded(&self, id: &CommunityId, now: Instant) -> Community {
        let empty = Community {
            id: id.clone(),
            name: String::new(),
            purpose: String::new(),
            about: String::new(),
            area: Area::default(),
            tags: Vec::new(),
            cover: None,
            rules: Rules::default(),
            culture: Vec::new(),
            rhythm: Vec::new(),
            people: Vec::new(),
            policy: JoinPolicy::default(),
            activity: Activity {
                founded: Some(now),
                ..Activity::default()
            },
            members: 1,
            goal: None,
            parent: None,
            links: Vec::new(),
            chapters: Vec::new(),
            chat: None,
        };
        self.applied(&empty)
    }
}

fn replace<T: Clone>(field: &mut T, by: Option<&T>) {
    if let Some(by) = by {
        field.clone_from(by);
    }
}

fn count(most: usize) -> u32 {
    u32::try_from(most).unwrap_or(u32::MAX)
}

fn too_long(text: &str, most: usize) -> Option<FaultKind> {
    (text.chars().count() > most).then(|| FaultKind::TooMuch(count(most)))
}

fn is_web(url: &str) -> bool {
    ["https://", "http://"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
}

fn is_link(url: &str) -> bool {
    is_web(url)
        || ["mailto:", "tel:"]
            .iter()
            .any(|scheme| url.starts_with(scheme))
}
