//! What the visitor did, kept in the page's storage; for each part that they play, apart.

use std::rc::Rc;

use serde_json::Value;

use crate::{
    backend::Persona,
    model::{
        CommandId, CommunityId, FromJson, Instant, Membership, PersonId, ToJson, Viewer,
        json::json_object,
    },
    port::{KeyValue, KvError, json_text},
};

const STATE: &str = "linju/embedded/state";
const PLAYS: &str = "linju/embedded/plays";
const ANCHOR: &str = "linju/embedded/anchor";
/// After so many seconds the data set's times are counted from a new day.
const ANCHOR_LIFE: i64 = 7 * 86_400;
/// So many commands are remembered, so that one that is sent again changes nothing.
const REMEMBERED: usize = 64;

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

    fn key(&self) -> String {
        match self.plays() {
            Persona::Newcomer => STATE.to_owned(),
            other => [STATE, "/", other.word()].concat(),
        }
    }

    fn load(&self) -> Option<Value> {
        serde_json::from_str(&self.kv.get(&self.key())?).ok()
    }

    /// What the visitor did in this part; `None` before they have done anything.
    pub(super) fn viewer(&self) -> Option<Viewer> {
        Viewer::from_json(self.load()?.get("viewer")?).ok()
    }

    /// Whether this command was carried out before.
    pub(super) fn was_done(&self, id: &CommandId) -> bool {
        done(&self.load().unwrap_or_default()).any(|kept| kept == id.as_str())
    }

    /// Where somebody stands about whom the visitor has decided.
    pub(super) fn decided(&self, community: &CommunityId, person: &PersonId) -> Option<Membership> {
        let kept = self.load()?;
        let of = kept.get("people")?.get(community.as_str())?;
        Membership::from_json(of.get(person.as_str())?).ok()
    }

    /// How many people of a community the visitor has let in.
    pub(super) fn let_in(&self, community: &CommunityId) -> u32 {
        let kept = self.load().unwrap_or_default();
        let of = kept
            .get("people")
            .and_then(|all| all.get(community.as_str()));
        let all = of.and_then(Value::as_object).into_iter().flatten();
        let is_in =
            |now: &Value| matches!(Membership::from_json(now), Ok(Membership::Member { .. }));
        u32::try_from(all.filter(|(_, now)| is_in(now)).count()).unwrap_or(u32::MAX)
    }

    /// Keeps what is now so and that it was done, in one write: all or nothing.
    pub(super) fn keep(&self, viewer: &Viewer, id: &CommandId) -> Result<(), KvError> {
        self.write(viewer, id, |_| {})
    }

    /// Keeps where somebody else stands now, in the same way.
    pub(super) fn keep_person(
        &self,
        viewer: &Viewer,
        (community, person): (&CommunityId, &PersonId),
        now: &Membership,
        id: &CommandId,
    ) -> Result<(), KvError> {
        self.write(viewer, id, |people| {
            if let Some(all) = object(people) {
                let of = all.entry(community.as_str()).or_insert(Value::Null);
                if let Some(of) = object(of) {
                    of.insert(person.as_str().to_owned(), now.to_json());
                }
            }
        })
    }

    fn write(
        &self,
        viewer: &Viewer,
        id: &CommandId,
        change: impl FnOnce(&mut Value),
    ) -> Result<(), KvError> {
        let mut kept = self.load().unwrap_or_default();
        let mut people = kept.get_mut("people").map(Value::take).unwrap_or_default();
        change(&mut people);
        let mut ids: Vec<&str> = done(&kept).collect();
        ids.push(id.as_str());
        let late = ids
            .get(ids.len().saturating_sub(REMEMBERED)..)
            .unwrap_or_default();
        let whole = json_object! { "viewer": viewer.to_json(), "done": late, "people": people };
        self.kv.set(&self.key(), &json_text(&whole))
    }
}

/// An object, made anew where there is none.
fn object(value: &mut Value) -> Option<&mut serde_json::Map<String, Value>> {
    if !value.is_object() {
        *value = Value::Object(serde_json::Map::new());
    }
    value.as_object_mut()
}

fn done(kept: &Value) -> impl Iterator<Item = &str> {
    kept.get("done")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}
