//! The backend in the page: a data set in static files, and every command carried out here under
//! the model's own rules and kept under a prefix of its own.
//!
//! Times in the files are relative (see [`resolve_times`]) to an anchor that is set at the first
//! start and renewed after a week, so that an event somebody signed up for stays where it is.
//!
//! For who has done nothing yet, the first view needs only what stands in the files; the rest comes with
//! [`Part::Pages`](crate::parts::Part::Pages).

mod act;
mod after;
mod asking;
mod codes;
mod desk;
mod directory;
mod files;
mod keep;
mod lay;
mod organise;
mod planning;
mod relative;
mod rest;
mod seats;
mod state;
mod unread;

pub use relative::resolve as resolve_times;

use std::rc::Rc;

use crate::{
    model::{Community, Event, Viewer, Zones, sort_by},
    parts::{self, Part},
    port::{Clock, KeyValue, LocalFuture, Randomness, Transport},
};

use super::{Answer, Asked, Backend, BackendError, Capabilities, EventsWanted, Page, Rest};
use files::Files;
use state::State;

/// The backend in the page.
pub struct Embedded {
    files: Files,
    state: State,
    clock: Rc<dyn Clock>,
    random: Rc<dyn Randomness>,
    capabilities: Capabilities,
}

impl Embedded {
    /// Reads the data set through `transport` (addresses relative to the page) and keeps what the
    /// visitor does in `kv`.
    pub fn new(
        transport: Rc<dyn Transport>,
        kv: Rc<dyn KeyValue>,
        clock: Rc<dyn Clock>,
        random: Rc<dyn Randomness>,
        zones: Rc<dyn Zones>,
    ) -> Self {
        let state = State::new(kv);
        let anchor = state.anchor(clock.now());
        Self {
            files: Files::new(transport, zones, anchor),
            state,
            clock,
            random,
            capabilities: Capabilities::default(),
        }
    }
}

impl Backend for Embedded {
    fn name(&self) -> &str {
        "embedded"
    }

    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    fn communities<'a>(
        &'a self,
        _cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Community>>> {
        Box::pin(async move {
            if self.state.is_blank() {
                return Ok(paged(self.files.communities().await?));
            }
            parts::load(Part::Pages).await?;
            rest::communities(self)?.await
        })
    }

    fn events<'a>(&'a self, wanted: &'a EventsWanted) -> LocalFuture<'a, Asked<Page<Event>>> {
        Box::pin(async move {
            if self.state.is_blank() && wanted.community.is_none() {
                return Ok(paged(chosen(self.files.events().await?, wanted)));
            }
            parts::load(Part::Pages).await?;
            rest::events(self, wanted)?.await
        })
    }

    fn viewer<'a>(&'a self) -> LocalFuture<'a, Asked<Viewer>> {
        Box::pin(async move {
            if self.state.is_blank() {
                return Ok(Answer::whole(Viewer::default()));
            }
            parts::load(Part::Pages).await?;
            rest::viewer(self)?.await
        })
    }

    fn rest<'a>(&'a self) -> LocalFuture<'a, Result<&'a dyn Rest, BackendError>> {
        Box::pin(async move {
            parts::load(Part::Pages).await?;
            Ok(rest::rest(self)?)
        })
    }

    fn rest_now(&self) -> Option<&dyn Rest> {
        rest::rest(self).ok()
    }
}

/// Those that are wanted, by their start.
fn chosen(mut answer: Answer<Vec<Event>>, wanted: &EventsWanted) -> Answer<Vec<Event>> {
    answer.data.retain(|e| {
        wanted.from.is_none_or(|from| e.ends() > from) && wanted.to.is_none_or(|to| e.start < to)
    });
    sort_by(&mut answer.data, |a, b| {
        (a.start, &a.id).cmp(&(b.start, &b.id))
    });
    answer
}

/// A whole list as its only page.
fn paged<T>(answer: Answer<Vec<T>>) -> Answer<Page<T>> {
    let total = u32::try_from(answer.data.len()).ok();
    Answer {
        data: Page {
            items: answer.data,
            next: None,
            total,
        },
        left_out: answer.left_out,
        etag: answer.etag,
    }
}
