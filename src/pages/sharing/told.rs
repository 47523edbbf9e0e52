//! What is told of a thing that is shared: no more than a stranger may read, and in words that are true on any day.

use crate::{
    model::{Community, Event, EventStatus, Person, Thing},
    pages::{Here, cards},
    route::Route,
    ui::{Icon, Motif},
};

/// So many names are told.
const NAMES: usize = 4;
/// So many habits of a community.
const HABITS: usize = 2;

/// What is told.
pub(super) struct Told {
    /// Its name.
    pub title: String,
    /// Where it is read.
    pub url: String,
    /// When and where, for who asks the phone's own sheet.
    pub text: String,
    /// All of it, to be pasted into a chat.
    pub whole: String,
    /// What stands on the card; nothing for what only some may see.
    pub card: Option<Face>,
}

/// What stands on a card.
pub(super) struct Face {
    /// An id: the cover is the same as on its page.
    pub seed: String,
    /// What the cover shows.
    pub motif: Motif,
    /// Its colours, where they were chosen.
    pub palette: Option<u32>,
    /// Month, day, weekday.
    pub leaf: Option<(String, String, &'static str)>,
    /// Above the title: whose it is, or where.
    pub kicker: String,
    /// That it does not take place.
    pub off: &'static str,
    /// Below the title.
    pub purpose: String,
    /// When, where, who: the first is the loudest.
    pub facts: Vec<(Icon, String)>,
}

impl Told {
    pub(super) fn of(here: Here, thing: &Thing) -> Self {
        match thing {
            Thing::Event(event) => of_event(here, event),
            Thing::Community(community) => of_community(here, community),
        }
    }
}

fn of_event(here: Here, event: &Event) -> Told {
    let t = here.t;
    let when = here.say(|t, face| t.exactly(event.start, event.end, &event.zone, face));
    // Without the street and the address online: those who come are told them on its page.
    let place = place(here, event);
    let url = here.whole_link(&Route::Event(event.id.clone()));
    let off = match event.status {
        EventStatus::Cancelled => t.not_cancelled(),
        EventStatus::Postponed => t.not_postponed(),
        EventStatus::Scheduled | EventStatus::Proposed => "",
    };
    let said = |label: &str, value: &str| match value {
        "" => String::new(),
        value => [label, t.colon(), value].concat(),
    };
    let whole = lines(
        "\n",
        &[
            &event.title,
            &event.community_name,
            off,
            &said(t.share_when(), &when),
            &said(t.share_where(), &place),
            &url,
        ],
    );
    let facts = vec![
        (Icon::Clock, when.clone()),
        (Icon::Pin, place.clone()),
        (Icon::Price, event.price.clone()),
        (
            Icon::Me,
            people(here, &event.hosts, |t, names| t.share_hosts(names)),
        ),
    ];
    // What is only proposed stands in its community alone.
    let card = (event.status != EventStatus::Proposed).then(|| Face {
        seed: event.id.0.clone(),
        motif: cards::motif(&event.tags),
        palette: event.cover,
        leaf: Some(here.say(|t, face| t.share_leaf(event.start, &event.zone, face))),
        kicker: event.community_name.clone(),
        off,
        purpose: String::new(),
        facts: there(facts),
    });
    Told {
        title: event.title.clone(),
        text: lines(" · ", &[off, &when, &place]),
        whole,
        url,
        card,
    }
}

/// City, district, place; *online*. Who reads it in a chat is anywhere.
fn place(here: Here, event: &Event) -> String {
    let (t, area) = (here.t, &event.venue.area);
    let place = lines(" · ", &[&area.city, &area.district, &area.place]);
    let online = match (event.venue.online, place.is_empty()) {
        (false, _) => "",
        (true, true) => t.online(),
        (true, false) => t.online_too(),
    };
    lines(" · ", &[&place, online])
}

fn of_community(here: Here, community: &Community) -> Told {
    let t = here.t;
    let url = here.whole_link(&Route::Community(community.id.clone()));
    let area = &community.area;
    let place = lines(" · ", &[&area.city, &area.district, &area.place]);
    let mut facts: Vec<(Icon, String)> = Vec::new();
    if community.activity.closed.is_none() {
        let habits = community.rhythm.iter().take(HABITS);
        facts.extend(habits.map(|habit| {
            let words = here.say(|t, face| t.habit_words(habit, face));
            (Icon::Repeat, lines(" · ", &[&words, &habit.what]))
        }));
    }
    let rhythm: Vec<&str> = facts.iter().map(|(_, words)| words.as_str()).collect();
    let whole = [
        &[community.name.as_str(), &community.purpose][..],
        &rhythm,
        &[&place, &url],
    ];
    let whole = lines("\n", &whole.concat());
    facts.push((Icon::Pin, place));
    if community.members > 0 {
        let members = t.share_members(&community.members.to_string());
        facts.push((Icon::People, members));
    }
    facts.push((
        Icon::Me,
        people(here, &community.people, |t, names| t.share_people(names)),
    ));
    // What nobody has looked at yet is told to its founder alone.
    let in_review = community.members == 0
        && !community.people.iter().any(|one| one.role.organises())
        && here.data().carries("found");
    let card = (!in_review).then(|| Face {
        seed: community.id.0.clone(),
        motif: cards::motif(&community.tags),
        palette: None,
        leaf: None,
        kicker: String::new(),
        off: "",
        purpose: community.purpose.clone(),
        facts: there(facts),
    });
    Told {
        title: community.name.clone(),
        text: community.purpose.clone(),
        whole,
        url,
        card,
    }
}

/// Those that are not empty, put together.
fn lines(between: &str, lines: &[&str]) -> String {
    let there: Vec<&str> = lines
        .iter()
        .filter(|line| !line.is_empty())
        .copied()
        .collect();
    there.join(between)
}

fn there(facts: Vec<(Icon, String)>) -> Vec<(Icon, String)> {
    facts
        .into_iter()
        .filter(|(_, words)| !words.is_empty())
        .collect()
}

fn people(
    here: Here,
    people: &[Person],
    say: impl FnOnce(crate::i18n::T, &str) -> String,
) -> String {
    let names: Vec<&str> = people
        .iter()
        .take(NAMES)
        .map(|one| one.name.as_str())
        .collect();
    match names.is_empty() {
        true => String::new(),
        false => say(here.t, &names.join(here.t.enumeration())),
    }
}
