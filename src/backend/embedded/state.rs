//! What the visitor did, kept in the page's storage under one key, so that it is written all or nothing.
//!
//! Where each part stands is kept apart; what a part has done to a community (who was let in, invitations, the
//! community itself) is there for all of them, so that a visitor can knock as one and answer as another.

use std::rc::Rc;

use serde_json::{Map, Value};

use crate::{
    backend::Persona,
    model::{
        Applicant, Attendee, Blocked, CommandId, Community, CommunityId, ContactRequest, Entry,
        EventId, FromJson, Instant, Invitation, MemberId, Report, ToJson, Viewer,
    },
    port::{KeyValue, KvError, json_text},
};

use super::planning::Planned;

const STATE: &str = "linju/embedded/state";
const PLAYS: &str = "linju/embedded/plays";
const ANCHOR: &str = "linju/embedded/anchor";
/// After so many seconds the data set's times are counted from a new day.
const ANCHOR_LIFE: i64 = 7 * 86_400;
/// So many commands are remembered, so that one that is sent again changes nothing.
const REMEMBERED: usize = 64;

/// Beside where the newcomer stands: what only those parts read that are loaded apart.
const WORLD: &str = "world";
const VIEWER: &str = "viewer";
const DONE: &str = "done";

pub(super) struct State {
    kv: Rc<dyn KeyValue>,
}

impl State {
    pub(super) fn new(kv: Rc<dyn KeyValue>) -> Self {
        Self { kv }
    }

    /// The moment from which the data set's times are counted.
    pub(super) fn anchor(&self, now: Instant) -> Instant {
        let kept = self.kv.get(ANCHOR).as_deref().and_then(Instant::parse);
        match kept {
            Some(anchor) if (0..ANCHOR_LIFE).contains(&now.since(anchor)) => anchor,
            _ => {
                // Not kept means that the next start counts anew: harmless.
                let _unkept = self.kv.set(ANCHOR, &now.to_string());
                now
            }
        }
    }

    /// The part that the visitor plays.
    pub(super) fn plays(&self) -> Persona {
        let kept = self.kv.get(PLAYS);
        Persona::of_word(kept.as_deref().unwrap_or_default())
    }

    pub(super) fn play(&self, persona: Persona) -> Result<(), KvError> {
        self.kv.set(PLAYS, persona.word())
    }

    /// Whether the visitor has done nothing yet, and plays nobody.
    pub(super) fn is_blank(&self) -> bool {
        [STATE, PLAYS]
            .into_iter()
            .all(|key| self.kv.get(key).is_none())
    }

    /// All that is kept now.
    pub(super) fn world(&self) -> World {
        let kept = self.kv.get(STATE);
        World {
            kept: serde_json::from_str(&kept.unwrap_or_default()).unwrap_or_default(),
            plays: self.plays(),
        }
    }

    /// Keeps what is now so and that it was done, in one write: all or nothing.
    pub(super) fn keep(&self, id: &CommandId, changes: Vec<Change>) -> Result<(), KvError> {
        let mut kept = self.world().kept;
        for change in changes {
            put(&mut kept, change);
        }
        let mut ids: Vec<Value> = done(&kept).map(Value::from).collect();
        ids.push(id.as_str().into());
        let late = ids.split_off(ids.len().saturating_sub(REMEMBERED));
        put(&mut kept, (vec![DONE.to_owned()], late.into()));
        self.kv.set(STATE, &json_text(&kept))
    }
}

/// Where something is kept, and what it is from now on.
pub(super) type Change = (Vec<String>, Value);

fn put(kept: &mut Value, (place, value): Change) {
    let mut at = kept;
    for key in place {
        if !at.is_object() {
            *at = Value::Object(Map::new());
        }
        let Some(object) = at.as_object_mut() else {
            return;
        };
        at = object.entry(key).or_insert(Value::Null);
    }
    *at = value;
}

fn done(kept: &Value) -> impl Iterator<Item = &str> {
    let all = kept.get(DONE).and_then(Value::as_array);
    all.into_iter().flatten().filter_map(Value::as_str)
}

/// Where somebody stands whom the visitor has decided about, and what the directory needs of them.
pub(super) struct Known {
    pub(super) who: Applicant,
    /// Whether they want to stand in the directory.
    pub(super) listed: bool,
    /// Whether the data set counts them as a member.
    pub(super) counted: bool,
}

/// Somebody who comes to an event, and what the data set counts of them.
pub(super) struct Seated {
    pub(super) who: Attendee,
    /// For how many people seats are counted there.
    pub(super) took: u32,
    /// How many are counted as waiting.
    pub(super) waited: u32,
}

/// Between whom a request is, by their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Between {
    pub(super) owner: String,
    pub(super) asker: String,
}

impl Between {
    /// Whether it is between these two, whoever of them asks.
    pub(super) fn is_of(&self, one: &str, other: &str) -> bool {
        let both = [self.owner.as_str(), self.asker.as_str()];
        both == [one, other] || both == [other, one]
    }
}

/// What is kept, as it was at one moment.
pub(super) struct World {
    kept: Value,
    /// The part that is played.
    pub(super) plays: Persona,
}

impl World {
    /// Whether there is more to it than where a newcomer stands.
    pub(super) fn is_wide(&self) -> bool {
        self.plays != Persona::Newcomer || self.kept.get(WORLD).is_some()
    }

    /// Whether this command was carried out before.
    pub(super) fn was_done(&self, id: &CommandId) -> bool {
        done(&self.kept).any(|kept| kept == id.as_str())
    }

    /// What the visitor did in this part; `None` before they have done anything.
    pub(super) fn viewer(&self, who: Persona) -> Option<Viewer> {
        Viewer::from_json(self.at(&place_of(who))?).ok()
    }

    /// Where it is kept where a part stands.
    pub(super) fn viewer_is(who: Persona, now: &Viewer) -> Change {
        let place = place_of(who).into_iter().map(str::to_owned).collect();
        (place, now.to_json())
    }

    fn at(&self, place: &[&str]) -> Option<&Value> {
        place.iter().try_fold(&self.kept, |at, key| at.get(key))
    }

    fn all(&self, place: &[&str]) -> impl Iterator<Item = &Value> {
        let all = self.at(place).and_then(Value::as_object);
        all.into_iter().flat_map(Map::values)
    }

    /// Whether a part wants to stand in a directory.
    pub(super) fn is_listed(&self, who: Persona, community: &CommunityId) -> bool {
        let kept = self.at(&["listed", who.word(), community.as_str()]);
        kept == Some(&Value::Bool(true))
    }

    /// Whether a part wants to stand in a directory, from now on.
    pub(super) fn listed_is(who: Persona, community: &CommunityId, listed: bool) -> Change {
        let place = ["listed", who.word(), community.as_str()];
        (place.map(str::to_owned).into(), listed.into())
    }

    /// What a part wrote at a door before it waited for a place there.
    pub(super) fn waits(&self, who: Persona, community: &CommunityId) -> Option<&Value> {
        self.at(&["waits", who.word(), community.as_str()])
    }

    pub(super) fn waits_is(who: Persona, community: &CommunityId, wrote: Value) -> Change {
        let place = ["waits", who.word(), community.as_str()];
        (place.map(str::to_owned).into(), wrote)
    }

    /// As it will be after these changes.
    pub(super) fn with(&self, changes: &[Change]) -> Self {
        let mut kept = self.kept.clone();
        for change in changes {
            put(&mut kept, change.clone());
        }
        Self {
            kept,
            plays: self.plays,
        }
    }

    /// Whom the visitor has decided about.
    pub(super) fn people(&self, community: &CommunityId) -> Vec<Known> {
        let place = [WORLD, "people", community.as_str()];
        self.all(&place).filter_map(known).collect()
    }

    pub(super) fn person_is(community: &CommunityId, known: &Known) -> Change {
        let mut row = known.who.to_json();
        if let Some(row) = row.as_object_mut() {
            row.insert("on_list".to_owned(), known.listed.into());
            row.insert("counted".to_owned(), known.counted.into());
        }
        let person = known.who.id.as_str();
        let place = [WORLD, "people", community.as_str(), person];
        (place.map(str::to_owned).into(), row)
    }

    /// Who comes to an event, of whom something was decided here.
    pub(super) fn seats(&self, event: &EventId) -> Vec<Seated> {
        let place = [WORLD, "seats", event.as_str()];
        self.all(&place).filter_map(seated).collect()
    }

    pub(super) fn seat_is(event: &EventId, seated: &Seated) -> Change {
        let mut row = seated.who.to_json();
        if let Some(row) = row.as_object_mut() {
            row.insert("took".to_owned(), seated.took.into());
            row.insert("waited".to_owned(), seated.waited.into());
        }
        let place = [WORLD, "seats", event.as_str(), seated.who.id.as_str()];
        (place.map(str::to_owned).into(), row)
    }

    /// Invitations that were made here, or changed.
    pub(super) fn invitations(&self, community: &CommunityId) -> Vec<Invitation> {
        let place = [WORLD, "invitations", community.as_str()];
        let read = |row| Invitation::from_json(row).ok();
        self.all(&place).filter_map(read).collect()
    }

    pub(super) fn invitation_is(now: &Invitation) -> Change {
        let place = [WORLD, "invitations", now.community.as_str(), &now.code];
        (place.map(str::to_owned).into(), now.to_json())
    }

    /// Communities that were founded here, or changed.
    pub(super) fn communities(&self) -> impl Iterator<Item = Community> {
        self.all(&[WORLD, "communities"])
            .filter_map(|row| Community::from_json(row).ok())
    }

    pub(super) fn community(&self, id: &CommunityId) -> Option<Community> {
        Community::from_json(self.at(&[WORLD, "communities", id.as_str()])?).ok()
    }

    /// Events that were planned here, or changed.
    pub(super) fn events(&self) -> impl Iterator<Item = Planned> {
        self.all(&[WORLD, "events"]).filter_map(Planned::read)
    }

    pub(super) fn event(&self, id: &EventId) -> Option<Planned> {
        Planned::read(self.at(&[WORLD, "events", id.as_str()])?)
    }

    pub(super) fn event_is(now: &Planned) -> Change {
        let place = [WORLD, "events", now.event.id.as_str()];
        (place.map(str::to_owned).into(), now.written())
    }

    /// What a part has written into a directory; `Some(None)` where they have taken it out.
    pub(super) fn entry(&self, community: &CommunityId, who: Persona) -> Option<Option<Entry>> {
        let kept = self.at(&[WORLD, "entries", community.as_str(), who.word()])?;
        Some(Entry::from_json(kept).ok())
    }

    pub(super) fn entry_is(community: &CommunityId, who: Persona, now: Option<&Entry>) -> Change {
        let place = [WORLD, "entries", community.as_str(), who.word()];
        (
            place.map(str::to_owned).into(),
            now.map(ToJson::to_json).unwrap_or_default(),
        )
    }

    /// What was asked for in a directory here, by whose it is and who asked; none where it is gone.
    pub(super) fn requests(
        &self,
        community: &CommunityId,
    ) -> Vec<(Between, Option<ContactRequest>)> {
        let place = [WORLD, "requests", community.as_str()];
        let all = self.at(&place).and_then(Value::as_object);
        let mut found = Vec::new();
        for (owner, asked) in all.into_iter().flatten() {
            for (asker, row) in asked.as_object().into_iter().flatten() {
                let between = Between {
                    owner: owner.clone(),
                    asker: asker.clone(),
                };
                found.push((between, ContactRequest::from_json(row).ok()));
            }
        }
        found
    }

    pub(super) fn request_is(
        community: &CommunityId,
        between: &Between,
        now: Option<&ContactRequest>,
    ) -> Change {
        let (owner, asker) = (between.owner.as_str(), between.asker.as_str());
        let place = [WORLD, "requests", community.as_str(), owner, asker];
        (
            place.map(str::to_owned).into(),
            now.map(ToJson::to_json).unwrap_or_default(),
        )
    }

    /// Whom somebody has blocked in a directory, as they were called then.
    pub(super) fn blocked(&self, community: &CommunityId, by: &str) -> Vec<Blocked> {
        let place = [WORLD, "blocks", community.as_str(), by];
        let all = self.at(&place).and_then(Value::as_object);
        let blocked = all.into_iter().flatten().filter_map(|(whom, name)| {
            Some(Blocked {
                id: MemberId(whom.clone()),
                name: name.as_str()?.to_owned(),
            })
        });
        blocked.collect()
    }

    /// Whether either has blocked the other in a directory.
    pub(super) fn are_apart(&self, community: &CommunityId, one: &str, other: &str) -> bool {
        let blocks = |by: &str, whom: &str| {
            self.blocked(community, by)
                .iter()
                .any(|it| it.id.as_str() == whom)
        };
        blocks(one, other) || blocks(other, one)
    }

    /// That somebody has blocked another of this name, or no more.
    pub(super) fn block_is(
        community: &CommunityId,
        by: &str,
        whom: &str,
        name: Option<&str>,
    ) -> Change {
        let place = [WORLD, "blocks", community.as_str(), by, whom];
        (place.map(str::to_owned).into(), name.into())
    }

    /// What was told the organisers here, or put away.
    pub(super) fn reports(&self, community: &CommunityId) -> Vec<Report> {
        let place = [WORLD, "reports", community.as_str()];
        let read = |row| Report::from_json(row).ok();
        self.all(&place).filter_map(read).collect()
    }

    pub(super) fn report_is(community: &CommunityId, now: &Report) -> Change {
        let place = [WORLD, "reports", community.as_str(), now.id.as_str()];
        (place.map(str::to_owned).into(), now.to_json())
    }

    pub(super) fn community_is(now: &Community) -> Change {
        let place = [WORLD, "communities", now.id.as_str()];
        (place.map(str::to_owned).into(), now.to_json())
    }
}

fn place_of(who: Persona) -> Vec<&'static str> {
    match who {
        Persona::Newcomer => vec![VIEWER],
        other => vec![WORLD, "viewers", other.word()],
    }
}

fn seated(row: &Value) -> Option<Seated> {
    let count = |key: &str| {
        let n = row.get(key).and_then(Value::as_u64).unwrap_or_default();
        u32::try_from(n).unwrap_or(u32::MAX)
    };
    Some(Seated {
        who: Attendee::from_json(row).ok()?,
        took: count("took"),
        waited: count("waited"),
    })
}

fn known(row: &Value) -> Option<Known> {
    let says = |key: &str| row.get(key) == Some(&Value::Bool(true));
    Some(Known {
        who: Applicant::from_json(row).ok()?,
        listed: says("on_list"),
        counted: says("counted"),
    })
}
