//! What stands in a section, in a word.

use crate::{
    model::{Community, JoinPolicy, Role, paper::Section},
    pages::Here,
};

use super::Desk;

/// Of a section, as the community says it now.
pub(super) fn of(desk: Desk, which: Section) -> String {
    let Some(it) = desk.community() else {
        return String::new();
    };
    let words = words(desk.here, &it, which);
    if words.is_empty() {
        return desk.here.t.keep_none().to_owned();
    }
    words
}

fn words(here: Here, it: &Community, which: Section) -> String {
    let t = here.t;
    match which {
        Section::Purpose => it.purpose.clone(),
        Section::Area => {
            let area = [&it.area.city, &it.area.district, &it.area.place];
            let said: Vec<&str> = area
                .into_iter()
                .map(String::as_str)
                .filter(|it| !it.is_empty())
                .collect();
            said.join(" · ")
        }
        Section::Rhythm => {
            let habits = it.rhythm.iter().map(|habit| {
                let when = here.say(|t, face| t.habit_words(habit, face));
                match habit.what.as_str() {
                    "" => when,
                    what => [&when, " ", what].concat(),
                }
            });
            habits.collect::<Vec<_>>().join(" · ")
        }
        Section::Goal => it.goal.as_ref().map_or_else(String::new, |goal| {
            let done = t.goal_done(&goal.done.to_string(), &goal.of.to_string(), &goal.unit);
            [&goal.what, " · ", &done].concat()
        }),
        Section::Rules => match it.rules.lines.len() {
            0 => String::new(),
            n => {
                let version = t.rules_version(&it.rules.version.to_string());
                [&t.keep_rules_n(&n.to_string()), " · ", &version].concat()
            }
        },
        Section::Door => door(here, &it.policy),
        Section::Form => match it.policy.form.fields.len() {
            0 => String::new(),
            n => t.keep_questions_n(&n.to_string()),
        },
        Section::Ways => {
            let mut said = Vec::new();
            if !it.links.is_empty() {
                said.push(t.keep_links_n(&it.links.len().to_string()));
            }
            if let Some(chat) = &it.chat {
                let label = match chat.label.as_str() {
                    "" => t.found_chat(),
                    label => label,
                };
                said.push(match chat.until {
                    Some(until) if until < here.now() => t.keep_chat_over().to_owned(),
                    _ => label.to_owned(),
                });
            }
            said.join(" · ")
        }
    }
}

fn door(here: Here, policy: &JoinPolicy) -> String {
    let t = here.t;
    let dues = policy.dues.as_ref().map(|dues| t.dues_words(dues));
    match dues {
        Some(dues) => [t.door_words(policy.door), " ", &dues].concat(),
        None => t.door_words(policy.door).to_owned(),
    }
}

/// Those with a role, by name.
pub(super) fn people(desk: Desk) -> String {
    let t = desk.here.t;
    let Some(it) = desk.it.data.get() else {
        return String::new();
    };
    let people = it
        .people
        .iter()
        .filter(|person| person.role != Role::Member);
    let named = people.map(|person| [t.role(person.role), " ", &person.name].concat());
    named.collect::<Vec<_>>().join(t.enumeration())
}
