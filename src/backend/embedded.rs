//! The backend in the page: a data set in static files, and every command carried out here under
//! the model's own rules and kept under a prefix of its own.
//!
//! Times in the files are relative (see [`resolve_times`]) to an anchor that is set at the first
//! start and renewed after a week, so that an event somebody signed up for stays where it is.

mod act;
mod desk;
mod files;
mod keep;
mod lay;
mod organise;
mod relative;
mod rest;
mod state;

pub use relative::resolve as resolve_times;

use std::rc::Rc;

use crate::{
    model::{Community, Event, SignUpState, Viewer, Zones, sort_by},
    parts::{self, Part, part},
    port::{Clock, KeyValue, LocalFuture, Randomness, Transport},
};

use super::{
    Answer, Asked, Backend, BackendError, Capabilities, EventsWanted, Page, Persona, Rest,
};
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

    /// Lays what the visitor did over rows from the files.
    async fn laid(
        &self,
        mut rows: Vec<Community>,
        viewer: &Viewer,
    ) -> Result<Vec<Community>, BackendError> {
        if self.state.world().is_wide() {
            parts::load(Part::Organise).await?;
            return Ok(desk::rows(self, rows, viewer)?);
        }
        let now = self.clock.now();
        for row in &mut rows {
            let own = u32::from(viewer.membership(&row.id).role(now).is_some());
            row.members = row.members.saturating_add(own);
        }
        Ok(rows)
    }

    /// Lays what the visitor did over an event from the files, and takes out what the visitor may
    /// not know yet.
    fn seen(mut event: Event, viewer: &Viewer) -> Event {
        let own = viewer.sign_up(&event.id);
        let confirmed = matches!(
            own.state,
            SignUpState::Confirmed { .. } | SignUpState::CheckedIn { .. }
        );
        match own.state {
            SignUpState::Confirmed { .. } | SignUpState::CheckedIn { .. } => {
                event.taken = event.taken.saturating_add(own.people());
            }
            SignUpState::Waitlisted { .. } => {
                event.waiting = event.waiting.saturating_add(own.people());
            }
            _ => {}
        }
        if event.venue.address_hidden && !confirmed {
            event.venue.address.clear();
            event.venue.online_url.clear();
        }
        event
    }

    /// Where the visitor stands: as they left it, or as the part that they play begins.
    async fn viewer_now(&self) -> Result<Viewer, BackendError> {
        let world = self.state.world();
        if let Some(viewer) = world.viewer(world.plays) {
            return Ok(viewer);
        }
        if world.plays == Persona::Newcomer {
            return Ok(Viewer::default());
        }
        parts::load(Part::Organise).await?;
        desk::begins(self, world.plays)?.await
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
            let mut answer = self.files.communities().await?;
            let viewer = self.viewer_now().await?;
            answer.data = self.laid(answer.data, &viewer).await?;
            Ok(paged(answer))
        })
    }

    fn events<'a>(&'a self, wanted: &'a EventsWanted) -> LocalFuture<'a, Asked<Page<Event>>> {
        Box::pin(async move {
            let viewer = self.viewer_now().await?;
            let mut answer = match &wanted.community {
                Some(community) => match self.files.events_of(community).await {
                    // One that was founded here has none.
                    Err(BackendError::NotFound) if self.state.world().is_wide() => {
                        Answer::whole(Vec::new())
                    }
                    other => other?,
                },
                None => self.files.events().await?,
            };
            answer.data.retain(|e| {
                wanted.from.is_none_or(|from| e.ends() > from)
                    && wanted.to.is_none_or(|to| e.start < to)
            });
            answer.data = answer
                .data
                .into_iter()
                .map(|e| Self::seen(e, &viewer))
                .collect();
            sort_by(&mut answer.data, |a, b| {
                (a.start, &a.id).cmp(&(b.start, &b.id))
            });
            Ok(paged(answer))
        })
    }

    fn viewer<'a>(&'a self) -> LocalFuture<'a, Asked<Viewer>> {
        Box::pin(async move { Ok(Answer::whole(self.viewer_now().await?)) })
    }

    fn rest<'a>(&'a self) -> LocalFuture<'a, Result<&'a dyn Rest, BackendError>> {
        Box::pin(async move {
            parts::load(Part::Pages).await?;
            Ok(rest(self)?)
        })
    }

    fn rest_now(&self) -> Option<&dyn Rest> {
        rest(self).ok()
    }
}

part! {
    Pages "pages" "01":
    fn rest(it: &Embedded) -> &dyn Rest {
        it
    }
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
