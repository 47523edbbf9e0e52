//! Communities, events and members beyond the hand-written ones, put together from kinds and
//! places. Their ids are numbers, as many services have them.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::Done;
use crate::files::Set;
use crate::members::{Directory, Home, Maker, Since};
use crate::random::Random;

/// Where each kind of id begins to count.
const FIRST_COMMUNITY: usize = 1001;
const FIRST_EVENT: usize = 50_001;
const FIRST_MEMBER: usize = 200_001;

/// The first made-up community has one in so many of all made-up members: a large directory.
const LARGE: usize = 4;

/// Events begin up to so many days ago, and up to so many days ahead.
const PAST_DAYS: usize = 20;
const AHEAD_DAYS: usize = 100;

/// How many of each are missing.
pub(super) struct Missing {
    pub(super) communities: usize,
    pub(super) events: usize,
    pub(super) members: usize,
}

#[derive(Deserialize)]
struct Parts {
    kind: Vec<Kind>,
    /// District, name, latitude and longitude, by city.
    places: BTreeMap<String, Vec<Place>>,
}

type Place = (String, String, f64, f64);

/// A kind of community; `{place}` stands for its place.
#[derive(Deserialize)]
struct Kind {
    name: String,
    purpose: String,
    tags: Vec<String>,
    rule: String,
    start: String,
    minutes: usize,
    events: Vec<String>,
    skills: Vec<String>,
}

/// A made-up community: what it was made of, its id and its name.
struct Made<'a> {
    id: String,
    name: String,
    kind: &'a Kind,
    city: &'a str,
    place: &'a Place,
    /// Days since it was founded.
    age: usize,
}

/// What is missing, as communities with all that belongs to them. Where events or members are
/// missing there is at least one community to have them.
pub(super) fn sets(missing: &Missing, maker: &mut Maker<'_>) -> Done<Vec<Set>> {
    let parts: Parts = toml::from_str(include_str!("../../made_up.toml"))
        .map_err(|e| format!("made_up.toml: {e}"))?;
    let one = usize::from(missing.events + missing.members > 0);
    let all = made(&parts, missing.communities.max(one));
    let mut random = Random::named("made-up");
    let mut done = 0;
    let sets = all.iter().enumerate().map(|(at, made)| {
        let many = share(missing.members, at, all.len());
        let members = members(made, many, done, maker, &mut random);
        done += many;
        let events = (at..missing.events).step_by(all.len());
        let events = events
            .map(|n| event(n, made, members.first(), &mut random))
            .collect();
        let community = community(at, made, &members, &mut random);
        Set {
            community,
            events,
            members,
            applicants: Vec::new(),
            roster: Vec::new(),
            attendees: Vec::new(),
            invitations: Vec::new(),
        }
    });
    Ok(sets.collect())
}

/// How many of `members` the community `at` of `all` has.
fn share(members: usize, at: usize, all: usize) -> usize {
    let others = all.saturating_sub(1);
    let large = if others == 0 {
        members
    } else {
        members / LARGE
    };
    let rest = members - large;
    match at {
        0 => large,
        _ => rest / others + usize::from(at <= rest % others),
    }
}

/// Every kind at every place before a name comes again.
fn made(parts: &Parts, n: usize) -> Vec<Made<'_>> {
    let places: Vec<(&str, &Place)> = parts
        .places
        .iter()
        .flat_map(|(city, places)| places.iter().map(move |place| (city.as_str(), place)))
        .collect();
    let (kinds, places_len) = (parts.kind.len().max(1), places.len().max(1));
    (0..n)
        .filter_map(|at| {
            let kind = parts.kind.get(at % kinds)?;
            // A step of 7 goes through all places, since their number is no multiple of it.
            let (city, place) = *places.get((at / kinds + at % kinds * 7) % places_len)?;
            let round = at / (kinds * places_len);
            let again = if round == 0 {
                String::new()
            } else {
                format!(" {}", round + 1)
            };
            let name = kind.name.replace("{place}", &place.1) + &again;
            let id = (FIRST_COMMUNITY + at).to_string();
            Some(Made {
                id,
                name,
                kind,
                city,
                place,
                age: 100 + at * 37 % 1900,
            })
        })
        .collect()
}

fn members(
    made: &Made<'_>,
    many: usize,
    before: usize,
    maker: &mut Maker<'_>,
    random: &mut Random,
) -> Vec<Value> {
    let skills = made.kind.skills.clone();
    let directory = Directory {
        size: many,
        skills,
        ..Directory::default()
    };
    let home = Home {
        id: &made.id,
        city: made.city,
        district: &made.place.0,
        directory: &directory,
        since: Since {
            age: made.age as i64,
            silent: 0,
            lately: many / 12,
        },
    };
    let member = |n| {
        let mut row = maker.member(&home, n, None, random);
        if let Some(row) = row.as_object_mut() {
            row.insert(
                "id".to_owned(),
                (FIRST_MEMBER + before + n).to_string().into(),
            );
            row.insert("role".to_owned(), role(n).into());
            row.remove("unlisted");
        }
        row
    };
    (0..many).map(member).collect()
}

fn role(n: usize) -> &'static str {
    match n {
        0 => "owner",
        1 => "deputy",
        2 => "host",
        _ => "member",
    }
}

fn community(at: usize, made: &Made<'_>, members: &[Value], random: &mut Random) -> Value {
    let people: Vec<Value> = members.iter().take(3).map(person).collect();
    let door = ["open", "open", "open", "approval", "approval", "invitation"];
    // One in nine has fallen silent.
    let silent = if at % 9 == 8 {
        45 + random.below(200)
    } else {
        1 + random.below(6)
    };
    json!({
        "id": made.id,
        "name": made.name,
        "purpose": made.kind.purpose.replace("{place}", &made.place.1),
        "area": area(made),
        "tags": made.kind.tags,
        "rhythm": [{
            "rule": made.kind.rule,
            "from": format!("@-{}d", made.age),
            "start": made.kind.start,
            "zone": "Asia/Shanghai",
        }],
        "people": people,
        "policy": { "door": random.pick(&door), "consent": random.chance(30) },
        "activity": {
            "founded": format!("@-{}d 10:00", made.age),
            "last_met": format!("@-{silent}d 20:00"),
            "met_90d": if silent > 30 { 1 } else { 9 + random.below(20) },
            "joined_90d": members.len() / 12,
        },
        "members": members.len(),
    })
}

fn area(made: &Made<'_>) -> Value {
    let (district, place, lat, lng) = made.place;
    json!({ "city": made.city, "district": district, "place": place, "position": { "lat": lat, "lng": lng } })
}

fn person(member: &Value) -> Value {
    json!({ "member": member.get("id"), "name": member.get("name"), "role": member.get("role") })
}

fn event(n: usize, made: &Made<'_>, host: Option<&Value>, random: &mut Random) -> Value {
    let day = random.below(PAST_DAYS + AHEAD_DAYS) as i64 - PAST_DAYS as i64;
    let title = random
        .pick(&made.kind.events)
        .map_or("见面", String::as_str);
    let start = &made.kind.start;
    let capacity = [8, 12, 16, 20, 30, 60].get(random.below(7)).copied();
    let taken = match capacity {
        Some(all) if random.chance(12) => all,
        Some(all) => random.below(all),
        None => random.below(40),
    };
    let full = capacity == Some(taken);
    let who = [
        "open",
        "open",
        "open",
        "open",
        "open",
        "members",
        "members",
        "approval",
        "invitation",
    ];
    let mut row = json!({
        "id": (FIRST_EVENT + n).to_string(),
        "community": made.id,
        "community_name": made.name,
        "title": format!("{}，第 {} 次", title.replace("{place}", &made.place.1), 1 + random.below(90)),
        "description": format!("{}\n\n- 准时开始；\n- 第一次来的人，先找{}。", made.kind.purpose.replace("{place}", &made.place.1),
            host.and_then(|h| h.get("name")?.as_str()).unwrap_or("召集人")),
        "start": format!("@{day:+}d {start}"),
        "end": format!("@{day:+}d {}", later(start, made.kind.minutes)),
        "zone": "Asia/Shanghai",
        "venue": area(made),
        "taken": taken,
        "waiting": if full { random.below(6) } else { 0 },
        "tags": made.kind.tags,
        "hosts": host.map(person).into_iter().collect::<Vec<_>>(),
        "sign_up": { "who": random.pick(&who), "party_max": 1 + random.below(4) },
    });
    let mut extra = Map::new();
    if let Some(capacity) = capacity {
        extra.insert("capacity".to_owned(), capacity.into());
    }
    if random.chance(35) {
        extra.insert(
            "price".to_owned(),
            format!("{} 元", 10 * (1 + random.below(9))).into(),
        );
    }
    if random.chance(3) {
        extra.insert("status".to_owned(), "cancelled".into());
        extra.insert("status_note".to_owned(), "人没凑齐，这次先不办了。".into());
    } else if random.chance(2) {
        extra.insert("status".to_owned(), "postponed".into());
        extra.insert("status_note".to_owned(), "场地临时有事，改期再约。".into());
    }
    if let Some(row) = row.as_object_mut() {
        row.append(&mut extra);
    }
    row
}

/// A time of day moved by minutes, at the latest to 23:59.
fn later(start: &str, minutes: usize) -> String {
    let (hour, minute) = start.split_once(':').unwrap_or(("0", "0"));
    let number = |text: &str| text.parse::<usize>().unwrap_or(0);
    let at = (number(hour) * 60 + number(minute) + minutes).min(24 * 60 - 1);
    format!("{:02}:{:02}", at / 60, at % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_and_the_first_is_large() {
        for (members, all) in [(9600, 102), (7, 3), (5, 1), (0, 4), (1, 9)] {
            let shares: Vec<usize> = (0..all).map(|at| share(members, at, all)).collect();
            assert_eq!(shares.iter().sum::<usize>(), members, "{members} in {all}");
        }
        assert!(share(9600, 0, 102) > 2000);
    }

    #[test]
    fn no_name_stands_twice() {
        let parts: Parts = toml::from_str(include_str!("../../made_up.toml")).unwrap();
        let mut names: Vec<String> = made(&parts, 1000).into_iter().map(|m| m.name).collect();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), 1000);
    }
}
