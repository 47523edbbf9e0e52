//! What a stranger is told: all communities, and all events that are not over.

use std::rc::Rc;

use linju::backend::embedded::Embedded;
use linju::backend::mapped::{Mapped, Plan};
use linju::backend::{Backend, BackendError, EventsWanted};
use linju::model::{AccountId, Community, Event, EventStatus};
use linju::port::{Clock as _, MemoryKv};
use serde_json::Value;

use crate::wire::{NoIds, Now, Tz, Wire, block_on};
use crate::{Done, Wanted, read};

/// A service that names the same next page for ever is stopped here.
const PAGES: usize = 500;

/// What was told.
pub(crate) struct Told {
    /// Who told it, in the words of a person at the terminal.
    pub(crate) from: String,
    /// Each whole.
    pub(crate) communities: Vec<Community>,
    /// Each whole, by their start.
    pub(crate) events: Vec<Event>,
    /// Rows that could not be read.
    pub(crate) left_out: usize,
}

/// Asks the service of a build for everything.
pub(crate) fn everything(wanted: &Wanted) -> Done<Told> {
    let (backend, from) = backend(wanted)?;
    let told = block_on(all(&*backend)).map_err(|error| format!("{from}: {error}"))?;
    Ok(Told { from, ..told })
}

/// Whom to ask, and how they are called here.
fn backend(wanted: &Wanted) -> Done<(Rc<dyn Backend>, String)> {
    let dist = &wanted.dist;
    let (file, text) = match &wanted.config {
        Some(file) => {
            let text = std::fs::read_to_string(file);
            let text = text.map_err(|e| format!("{}: {e}", file.display()))?;
            (file.display().to_string(), text)
        }
        None => {
            let text = std::fs::read_to_string(dist.join("config.json"));
            // Without it the app shows the data set.
            let text = text.unwrap_or_else(|_| "{}".to_owned());
            ("config.json of the build".to_owned(), text)
        }
    };
    let config: Value = serde_json::from_str(&text).map_err(|e| format!("{file}: {e}"))?;
    let word = |key: &str| config.get(key).and_then(Value::as_str).unwrap_or_default();
    if word("urls") == "hash" {
        return Err(format!(
            "{file} says \"urls\": \"hash\": no address of the app is one of a file"
        ));
    }
    let (wire, clock) = (Rc::new(Wire::over(dist.to_owned())), Rc::new(Now));
    if word("backend") != "mapped" {
        if !wanted.demo {
            return Err(format!(
                "{file} names no service (\"backend\" is \"embedded\"), and the communities of the data set are invented: search engines would \
                 list them under {}. Name your service there or in a file of its own (--config FILE), or say --demo where the site is a demonstration.",
                wanted.site
            ));
        }
        let kv = Rc::new(MemoryKv::default());
        let invented = Embedded::new(wire, kv, clock, Rc::new(NoIds), Rc::new(Tz));
        return Ok((
            Rc::new(invented),
            "the invented data set (--demo)".to_owned(),
        ));
    }
    let name = word("mapping");
    let text = read(&dist.join(name))?;
    let mut mapping: Value = serde_json::from_str(&text).map_err(|e| format!("{name}: {e}"))?;
    for key in ["base", "name"] {
        if let (false, Some(map)) = (word(key).is_empty(), mapping.as_object_mut()) {
            map.insert(key.to_owned(), Value::from(word(key)));
        }
    }
    let base = mapping
        .get("base")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    if !base.starts_with("http") {
        return Err(format!(
            "the service is at `{base}`, below the site: write its whole address as \"base\" into a file for this, and give it by --config"
        ));
    }
    let plan = Plan::compile(&mapping).map_err(|fault| format!("{name}: {fault}"))?;
    let mapped = Mapped::new(plan, wire, clock, AccountId::from("prerender"));
    let from = format!("{} at {base}", mapped.name());
    Ok((Rc::new(mapped.with_zones(Rc::new(Tz))), from))
}

async fn all(backend: &dyn Backend) -> Result<Told, BackendError> {
    let now = Now.now();
    let mut told = Told {
        from: String::new(),
        communities: Vec::new(),
        events: Vec::new(),
        left_out: 0,
    };
    let mut cursor = None;
    for _ in 0..PAGES {
        let page = backend.communities(cursor).await?.data;
        for row in page.items {
            match backend.community(&row.id).await {
                Ok(whole) => told.communities.push(whole.data),
                // Put away meanwhile, or not for strangers.
                Err(BackendError::NotOffered) => told.communities.push(row),
                Err(error) if error.takes_away() => told.left_out += 1,
                Err(error) => return Err(error),
            }
        }
        cursor = page.next;
        if cursor.is_none() {
            break;
        }
    }
    let mut wanted = EventsWanted {
        from: Some(now),
        ..EventsWanted::default()
    };
    for _ in 0..PAGES {
        let page = backend.events(&wanted).await?.data;
        for row in page.items {
            if row.status == EventStatus::Proposed || row.ends() < now {
                continue;
            }
            match backend.event(&row.id).await {
                Ok(whole) => told.events.push(whole.data),
                Err(BackendError::NotOffered) => told.events.push(row),
                Err(error) if error.takes_away() => told.left_out += 1,
                Err(error) => return Err(error),
            }
        }
        wanted.cursor = page.next;
        if wanted.cursor.is_none() {
            break;
        }
    }
    told.communities.dedup_by(|a, b| a.id == b.id);
    told.events.dedup_by(|a, b| a.id == b.id);
    Ok(told)
}
