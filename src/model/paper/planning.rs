//! An event on paper: what hosts write of it, and how it comes again.
//!
//! As with a charter, only groups that were changed become a part of a [`Plan`]. How it comes again is chosen by the day on which it is first:
//! *each Friday*, *the 25th of each month*; its meetings are counted out here, on the wall clock of its place.

use chrono::{Datelike as _, NaiveDate};

use super::{Reader, Wall, YES, group_of, half_width, questions, text_at, things, write_date};
use crate::model::{
    Answers, Area, Charter, CommunityId, Event, EventId, EventStatus, FaultKind, FieldFault, Habit,
    HabitDays, Instant, LatLng, LocalTime, MEETINGS_MAX, Plan, Rhythm, Until, Venue, Who, Without,
    local_parts, to_instant,
};

/// The groups of texts of an event.
pub const GROUPS: [&str; 18] = [
    "title",
    "when",
    "venue",
    "description",
    "seats",
    "who",
    "opens",
    "closes",
    "party",
    "queue",
    "price",
    "cover",
    "hosts",
    "tags",
    "form",
    "children",
    "each",
    "photos",
];
/// How it comes again, where one plans it.
pub const REPEAT: &str = "repeat";

/// Each week, on the day of the first.
pub const WEEKLY: &str = "weekly";
/// Each other week.
pub const FORTNIGHT: &str = "fortnight";
/// Each month on the same weekday: its first, its last.
pub const MONTH_WEEKDAY: &str = "month-weekday";
/// Each month on the same day.
pub const MONTH_DAY: &str = "month-day";
/// Each day.
pub const DAILY: &str = "daily";

/// So many meetings are made where no end is chosen: half a year of weeks.
const USUAL: usize = 26;
/// And within so many seconds: a year.
const YEAR_S: i64 = 365 * 86_400;

const WHO: [(Who, &str); 4] = [
    (Who::Open, "open"),
    (Who::Members, "members"),
    (Who::Approval, "approval"),
    (Who::Invitation, "invitation"),
];

/// What an event says.
#[must_use]
pub fn of_event(it: &Event, wall: Wall<'_>) -> Answers {
    let mut out = Answers::new();
    let mut put = |key: &str, text: String| {
        if !text.is_empty() {
            out.insert(key.to_owned(), text);
        }
    };
    let tick = |on: bool| if on { YES.to_owned() } else { String::new() };
    put("title", it.title.clone());
    put("description", it.description.clone());
    put("price", it.price.clone());
    put("tags", it.tags.join("、"));
    put(
        "hosts",
        it.hosts
            .iter()
            .map(|one| one.name.clone())
            .collect::<Vec<_>>()
            .join("、"),
    );
    put("when/zone", it.zone.clone());
    if it.start != Instant::UNKNOWN {
        let local = local_parts(wall.zones, &it.zone, it.start);
        put("when/date", write_date(local.date()));
        put("when/start", LocalTime::of(local).to_string());
        if let Some(end) = it.end {
            let until = local_parts(wall.zones, &it.zone, end);
            put("when/end", LocalTime::of(until).to_string());
            let night = until.time() <= local.time();
            let usual = if night {
                local.date().succ_opt()
            } else {
                Some(local.date())
            };
            if usual != Some(until.date()) {
                put("when/last", write_date(until.date()));
            }
        }
        for (key, at) in [("opens", it.sign_up.opens), ("closes", it.sign_up.closes)] {
            if let Some(at) = at {
                let local = local_parts(wall.zones, &it.zone, at);
                put(&[key, "/date"].concat(), write_date(local.date()));
                put(&[key, "/time"].concat(), LocalTime::of(local).to_string());
            }
        }
    }
    let (venue, area) = (&it.venue, &it.venue.area);
    put("venue/city", area.city.clone());
    put("venue/district", area.district.clone());
    put("venue/place", area.place.clone());
    if let Some(at) = area.position {
        let (lat, lng) = (at.lat().to_string(), at.lng().to_string());
        put("venue/position", [&lat, ",", &lng].concat());
    }
    put("venue/address", venue.address.clone());
    put("venue/hidden", tick(venue.address_hidden));
    put("venue/online", tick(venue.online));
    put("venue/url", venue.online_url.clone());
    put(
        "seats",
        it.capacity.map(|n| n.to_string()).unwrap_or_default(),
    );
    put("cover", it.cover.map(|n| n.to_string()).unwrap_or_default());
    let found = WHO.iter().find(|(who, _)| *who == it.sign_up.who);
    put("who", found.map_or("open", |(_, name)| name).to_owned());
    put("party", it.sign_up.party_max.to_string());
    put("queue", tick(it.sign_up.waitlist));
    put("children", tick(it.sign_up.children));
    put("each", tick(it.sign_up.each));
    put("photos", it.photos.clone());
    questions::write(&it.sign_up.form, &mut put);
    out
}

/// Whether more than one may come on a sign-up, as far as it is written.
#[must_use]
pub fn brings_others(party: &str) -> bool {
    half_width(party).trim().parse().is_ok_and(|n: u32| n > 1)
}

/// The rule that is chosen, for what is first on a day.
fn rule(typed: &Answers, first: NaiveDate) -> Option<crate::model::Recurrence> {
    let nth = match (first.day() - 1) / 7 {
        4 => -1,
        weeks => i8::try_from(weeks + 1).ok()?,
    };
    let (interval, days) = match text_at(typed, "repeat/often") {
        DAILY => (1, HabitDays::Daily),
        WEEKLY => (1, HabitDays::Weekly(vec![first.weekday()])),
        FORTNIGHT => (2, HabitDays::Weekly(vec![first.weekday()])),
        MONTH_DAY => (1, HabitDays::MonthDay(i8::try_from(first.day()).ok()?)),
        MONTH_WEEKDAY => (1, HabitDays::MonthWeekday(nth, first.weekday())),
        _ => return None,
    };
    Some(Habit { interval, days }.rule())
}

/// A way to come again, for its words; without the end that is chosen.
#[must_use]
pub fn way(typed: &Answers, often: &str) -> Option<Rhythm> {
    let mut typed = typed.clone();
    typed.insert("repeat/often".to_owned(), often.to_owned());
    typed.remove("repeat/until");
    rhythm(&mut Reader {
        typed: &typed,
        faults: Vec::new(),
    })
}

fn rhythm(from: &mut Reader<'_>) -> Option<Rhythm> {
    let first = from.date("when/date")?;
    let start = from.time("when/start")?;
    let mut rule = rule(from.typed, first)?;
    rule.until = from.date("repeat/until").map(Until::Date);
    Some(Rhythm {
        rule,
        from: first,
        start,
        end: from.time("when/end"),
        zone: from.text("when/zone"),
        except: Vec::new(),
        what: String::new(),
    })
}

/// A plan that was sent, as it was written: with how it comes again.
#[must_use]
pub fn of_plan(plan: &Plan, wall: Wall<'_>) -> Answers {
    let nobodys = Charter::default().founded(&CommunityId::from(""), wall.now);
    let event = plan.planned(&EventId::from(""), &nobodys, "", EventStatus::Scheduled);
    let mut out = of_event(&event, wall);
    let local = local_parts(wall.zones, &event.zone, event.start).date();
    let habit = plan.series.as_ref().map(|rule| {
        let endless = crate::model::Recurrence {
            until: None,
            ..rule.clone()
        };
        (Habit::of(&endless, local), rule.until)
    });
    if let Some((Some(habit), until)) = habit {
        let often = match (habit.days, habit.interval) {
            (HabitDays::Daily, _) => DAILY,
            (HabitDays::Weekly(_), 2) => FORTNIGHT,
            (HabitDays::MonthDay(_), _) => MONTH_DAY,
            (HabitDays::MonthWeekday(..), _) => MONTH_WEEKDAY,
            _ => WEEKLY,
        };
        out.insert("repeat/often".to_owned(), often.to_owned());
        if let Some(Until::Date(day)) = until {
            out.insert("repeat/until".to_owned(), write_date(day));
        }
    }
    out
}

/// A series that is chosen: its rule, which ends with its last meeting, and all its starts; one more than may be where there would be too many.
#[must_use]
pub fn series(typed: &Answers, wall: Wall<'_>) -> Option<(Rhythm, Vec<Instant>)> {
    let mut it = rhythm(&mut Reader {
        typed,
        faults: Vec::new(),
    })?;
    let most = match it.rule.until {
        Some(_) => MEETINGS_MAX as usize + 1,
        None => USUAL,
    };
    let starts: Vec<Instant> = it
        .meetings(wall.zones, it.from)
        .map(|(start, _)| start)
        .take(most)
        .collect();
    let mut starts = starts;
    if it.rule.until.is_none() {
        // No more than a year has: once a month they are twelve or thirteen.
        let first = *starts.first()?;
        starts.retain(|start| start.since(first) <= YEAR_S);
        let last = local_parts(wall.zones, &it.zone, *starts.last()?);
        it.rule.until = Some(Until::Date(last.date()));
    }
    Some((it, starts))
}

/// What is written, as a plan: of the groups that were changed, or all of it where there is no event yet; and the starts of the later meetings.
///
/// # Errors
/// What is wrong with it, at its fields.
pub fn plan(
    typed: &Answers,
    groups: &[&str],
    before: Option<&Event>,
    wall: Wall<'_>,
) -> Result<(Plan, Vec<Instant>), Vec<FieldFault>> {
    let mut from = Reader {
        typed,
        faults: Vec::new(),
    };
    let mut plan = Plan::default();
    let mut more = Vec::new();
    for group in groups {
        group_into(&mut plan, group, &mut from, before, wall);
    }
    if before.is_none()
        && let Some((rhythm, starts)) = series(typed, wall)
    {
        if starts.len() > MEETINGS_MAX as usize {
            from.fault("repeat/until", FaultKind::TooMuch(MEETINGS_MAX));
        } else if starts.is_empty() {
            from.fault("repeat/until", FaultKind::Malformed);
        }
        plan.series = Some(rhythm.rule);
        more = starts.into_iter().skip(1).collect();
    }
    let mut faults = from.faults;
    let said = plan.check(before, wall.now).into_iter();
    let said: Vec<FieldFault> = said
        .chain(plan.check_more(&more))
        .map(|fault| FieldFault {
            key: place_of(&fault.key).to_owned(),
            kind: fault.kind,
        })
        // What could not be read was told already, and says nothing of the rest of its group.
        .filter(|fault| {
            let group = group_of(&fault.key);
            faults.iter().all(|read| group_of(&read.key) != group)
        })
        .collect();
    faults.extend(said);
    if faults.is_empty() {
        Ok((plan, more))
    } else {
        Err(faults)
    }
}

fn group_into(
    plan: &mut Plan,
    group: &str,
    from: &mut Reader<'_>,
    before: Option<&Event>,
    wall: Wall<'_>,
) {
    let text = |from: &Reader<'_>| Some(from.text(group));
    let zone = match from.text("when/zone") {
        zone if zone.is_empty() => wall.zone.to_owned(),
        zone => zone,
    };
    match group {
        "title" => plan.title = text(from),
        "description" => plan.description = text(from),
        "price" => plan.price = text(from),
        "tags" => plan.tags = Some(things(&from.text("tags"))),
        "hosts" => plan.hosts = Some(things(&from.text("hosts"))),
        "when" => when(plan, &zone, from, before, wall),
        "venue" => plan.venue = Some(venue(from)),
        "seats" => {
            plan.capacity = or_without(plan, from.number("seats", 1), Without::Capacity, before)
        }
        "cover" => plan.cover = or_without(plan, from.number("cover", 0), Without::Cover, before),
        "who" => {
            let name = from.text("who");
            let found = WHO.iter().find(|(_, it)| *it == name);
            plan.who = found.map(|(who, _)| *who);
        }
        "party" => plan.party_max = Some(from.number("party", 1).unwrap_or(1)),
        "queue" => plan.waitlist = Some(from.is_ticked("queue")),
        "children" => plan.children = Some(from.is_ticked("children")),
        "each" => plan.each = Some(from.is_ticked("each")),
        "photos" => plan.photos = Some(pasted_link(&from.text("photos")).to_owned()),
        "opens" => {
            let at = moment(from, "opens", &zone, wall);
            plan.opens = or_without(plan, at, Without::Opens, before);
        }
        "closes" => {
            let at = moment(from, "closes", &zone, wall);
            plan.closes = or_without(plan, at, Without::Closes, before);
        }
        "form" => plan.form = Some(questions::read(from)),
        _ => {}
    }
}

/// The address in what was pasted, as what keeps pictures words it: `链接: https://… 提取码: 8k2m`. Where there is none, all of it.
fn pasted_link(text: &str) -> &str {
    let from = text.find("https://").and_then(|at| text.get(at..));
    // What is written without a space after an address is Chinese, and its punctuation.
    let ends =
        |c: char| c.is_whitespace() || c.is_control() || ('\u{2e80}'..='\u{ffef}').contains(&c);
    from.and_then(|from| from.split(ends).next())
        .unwrap_or(text)
}

/// A value, or that there is none any more.
fn or_without<T>(
    plan: &mut Plan,
    value: Option<T>,
    what: Without,
    before: Option<&Event>,
) -> Option<T> {
    if value.is_none() && before.is_some() {
        plan.without.push(what);
    }
    value
}

/// A day with its hour; the last minute of it where no hour is said.
fn moment(from: &mut Reader<'_>, group: &str, zone: &str, wall: Wall<'_>) -> Option<Instant> {
    let date = from.date(&[group, "/date"].concat())?;
    let time = from.time(&[group, "/time"].concat());
    let usual = if group == "opens" {
        LocalTime::new(0, 0)
    } else {
        LocalTime::new(23, 59)
    };
    Some(to_instant(wall.zones, zone, time.or(usual)?.on(date)))
}

fn when(
    plan: &mut Plan,
    zone: &str,
    from: &mut Reader<'_>,
    before: Option<&Event>,
    wall: Wall<'_>,
) {
    let faults = from.faults.len();
    let (date, start) = (from.date("when/date"), from.time("when/start"));
    if from.faults.len() == faults {
        for (key, there) in [
            ("when/date", date.is_some()),
            ("when/start", start.is_some()),
        ] {
            if !there {
                from.fault(key, FaultKind::Missing);
            }
        }
    }
    if wall.zones.offset_at(zone, wall.now).is_none() {
        from.fault("when/zone", FaultKind::Malformed);
    }
    plan.zone = Some(zone.to_owned());
    let (end, last) = (from.time("when/end"), from.date("when/last"));
    let (Some(date), Some(start)) = (date, start) else {
        return;
    };
    let begins = to_instant(wall.zones, zone, start.on(date));
    plan.start = Some(begins);
    let ends = end.and_then(|end| {
        // What ends before it begins ends after midnight.
        let usual = if end <= start {
            date.succ_opt()
        } else {
            Some(date)
        };
        Some(to_instant(wall.zones, zone, end.on(last.or(usual)?)))
    });
    plan.end = or_without(plan, ends, Without::End, before);
    // The hours of sign-up keep their distance from the start.
    if let Some(before) = before {
        let later = |at: Option<Instant>| at.map(|at| at.plus(begins.since(before.start)));
        let policy = &before.sign_up;
        plan.closes = plan.closes.or_else(|| later(policy.closes));
        plan.opens = plan
            .opens
            .or_else(|| later(policy.opens.filter(|at| *at > wall.now)));
    }
}

fn venue(from: &mut Reader<'_>) -> Venue {
    let position = from.text("venue/position");
    let position = position
        .split_once(',')
        .and_then(|(lat, lng)| LatLng::new(lat.trim().parse().ok()?, lng.trim().parse().ok()?));
    Venue {
        area: Area {
            city: from.text("venue/city"),
            district: from.text("venue/district"),
            place: from.text("venue/place"),
            position,
        },
        address: from.text("venue/address"),
        address_hidden: from.is_ticked("venue/hidden"),
        online: from.is_ticked("venue/online"),
        online_url: from.text("venue/url"),
    }
}

/// Where the fault of a plan stands on paper.
#[must_use]
pub fn place_of(fault: &str) -> &str {
    match fault {
        "start" => "when/date",
        "end" => "when/end",
        "zone" => "when/zone",
        "city" => "venue/city",
        "district" => "venue/district",
        "place" => "venue/place",
        "address" => "venue/address",
        "online_url" => "venue/url",
        "capacity" => "seats",
        "party_max" => "party",
        "opens" => "opens/date",
        "closes" => "closes/date",
        "more" => "repeat/until",
        other => other,
    }
}

#[cfg(test)]
mod tests;
