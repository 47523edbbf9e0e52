//! The backend in the page: a data set in static files, and every command carried out here under
//! the model's own rules and kept under a prefix of its own.
//!
//! Times in the files are relative (see [`resolve_times`]) to an anchor that is set at the first
//! start and renewed after a week, so that an event somebody signed up for stays where it is.

mod files;
mod organise;
mod relative;
mod state;

pub use relative::resolve as resolve_times;

use std::rc::Rc;

use crate::{
    model::{
        Applicant, Community, CommunityId, Envelope, Event, EventId, Instant, Member, MemberId,
        Outcome, Refusal, SignUpState, Subject, Viewer, ViewerRank, Zones, as_seen_by,
        membership_transition, sign_up_transition, sort_by,
    },
    parts::{self, Part, part},
    port::{Clock, KeyValue, LocalFuture, Randomness, Transport},
};

use super::{
    Answer, Asked, Backend, BackendError, Capabilities, EventsWanted, Page, Persona, Rest, Stage,
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

    /// Lays what the visitor did over a community from the files.
    fn with_viewer(&self, mut community: Community, viewer: &Viewer, now: Instant) -> Community {
        let own = u32::from(viewer.membership(&community.id).role(now).is_some());
        // Nobody but an organiser lets anybody in.
        let others = organise::let_in(self, &community.id).unwrap_or_default();
        community.members = community.members.saturating_add(own).saturating_add(others);
        community
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

    /// Where the viewer stands in a community.
    fn rank(&self, viewer: &Viewer, community: &CommunityId) -> ViewerRank {
        match viewer.membership(community).role(self.clock.now()) {
            None => ViewerRank::Stranger,
            Some(role) if role.organises() => ViewerRank::Organiser,
            Some(_) => ViewerRank::Member,
        }
    }

    async fn apply(
        &self,
        envelope: &Envelope,
        begin: &dyn Fn() -> bool,
    ) -> Result<Outcome, BackendError> {
        let subject = envelope.command.subject();
        if matches!(
            subject,
            Subject::Person(..) | Subject::Invitation(..) | Subject::Community(_)
        ) {
            parts::load(Part::Organise).await?;
            return organise::say(self, envelope, begin)?.await;
        }
        if self.state.was_done(&envelope.id) {
            let told = self.viewer_now().await?.standing(subject);
            return Ok(told.unwrap_or(Outcome::Refused(Refusal::NothingThere)));
        }
        let now = self.clock.now();
        // What the visitor did is read after all waiting, since another tab may do something meanwhile.
        let (mut viewer, outcome) = match subject {
            Subject::Membership(id) => match self.files.community(&id).await {
                Err(BackendError::NotFound) => return Ok(Outcome::Refused(Refusal::Gone)),
                Err(other) => return Err(other),
                Ok(community) => {
                    let viewer = self.viewer_now().await?;
                    let outcome = match envelope.command.membership().map(|(_, c)| {
                        membership_transition(&viewer.membership(&id), &c, &community.data, now)
                    }) {
                        None => Outcome::Refused(Refusal::NotOffered),
                        Some(Err(refusal)) => Outcome::Refused(refusal),
                        Some(Ok(membership)) => Outcome::Membership(id, membership),
                    };
                    (viewer, outcome)
                }
            },
            Subject::SignUp(id) => match self.files.event(&id).await {
                Err(BackendError::NotFound) => return Ok(Outcome::Refused(Refusal::Gone)),
                Err(other) => return Err(other),
                Ok(event) => {
                    let (viewer, event) = (self.viewer_now().await?, event.data);
                    let membership = event
                        .community
                        .as_ref()
                        .map(|c| viewer.membership(c))
                        .unwrap_or_default();
                    let outcome = match envelope.command.sign_up().map(|(_, c)| {
                        sign_up_transition(&viewer.sign_up(&id), &c, &event, &membership, now)
                    }) {
                        None => Outcome::Refused(Refusal::NotOffered),
                        Some(Err(refusal)) => Outcome::Refused(refusal),
                        Some(Ok(mut sign_up)) => {
                            if matches!(sign_up.state, SignUpState::Confirmed { .. })
                                && sign_up.ticket.is_empty()
                            {
                                sign_up.ticket = ticket(&self.random.id());
                            }
                            Outcome::SignUp(id, sign_up)
                        }
                    };
                    (viewer, outcome)
                }
            },
            Subject::Following(_)
            | Subject::Person(..)
            | Subject::Invitation(..)
            | Subject::Community(_) => return Ok(Outcome::Refused(Refusal::NotOffered)),
        };
        if matches!(outcome, Outcome::Refused(_)) {
            return Ok(outcome);
        }
        if !begin() {
            return Err(BackendError::NoRoom);
        }
        viewer.take_in(&outcome);
        let kept = self.state.keep(&viewer, &envelope.id);
        kept.map_err(|_| BackendError::NoRoom)?;
        Ok(outcome)
    }

    /// Where the visitor stands: as they left it, or as the part that they play begins.
    async fn viewer_now(&self) -> Result<Viewer, BackendError> {
        let plays = self.state.plays();
        if plays != Persona::Newcomer {
            parts::load(Part::Organise).await?;
        }
        match self.state.viewer() {
            Some(viewer) => Ok(viewer),
            None if plays == Persona::Newcomer => Ok(Viewer::default()),
            None => organise::begins(self)?.await,
        }
    }
}

/// Eight characters that are hard to mistake for one another, from a random id.
fn ticket(id: &str) -> String {
    let code: String = id
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .take(8)
        .collect();
    code.to_ascii_uppercase()
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
            let (viewer, now) = (self.viewer_now().await?, self.clock.now());
            let mut answer = self.files.communities().await?;
            answer.data = answer
                .data
                .into_iter()
                .map(|c| self.with_viewer(c, &viewer, now))
                .collect();
            Ok(paged(answer))
        })
    }

    fn events<'a>(&'a self, wanted: &'a EventsWanted) -> LocalFuture<'a, Asked<Page<Event>>> {
        Box::pin(async move {
            let viewer = self.viewer_now().await?;
            let mut answer = match &wanted.community {
                Some(community) => self.files.events_of(community).await?,
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

impl Rest for Embedded {
    fn stage(&self) -> Option<&dyn Stage> {
        Some(self)
    }

    fn applicants<'a>(
        &'a self,
        community: &'a CommunityId,
        _cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Applicant>>> {
        Box::pin(async move {
            parts::load(Part::Organise).await?;
            organise::waiting(self, community)?.await
        })
    }

    fn community<'a>(&'a self, id: &'a CommunityId) -> LocalFuture<'a, Asked<Community>> {
        Box::pin(async move {
            let mut answer = self.files.community(id).await?;
            let viewer = self.viewer_now().await?;
            answer.data = self.with_viewer(answer.data, &viewer, self.clock.now());
            Ok(answer)
        })
    }

    fn event<'a>(&'a self, id: &'a EventId) -> LocalFuture<'a, Asked<Event>> {
        Box::pin(async move {
            let mut answer = self.files.event(id).await?;
            answer.data = Self::seen(answer.data, &self.viewer_now().await?);
            Ok(answer)
        })
    }

    fn members<'a>(
        &'a self,
        community: &'a CommunityId,
        _cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Member>>> {
        Box::pin(async move {
            let rank = self.rank(&self.viewer_now().await?, community);
            if rank == ViewerRank::Stranger {
                return Err(BackendError::Forbidden { status: 403 });
            }
            let mut answer = self.files.members(community).await?;
            answer.data = answer
                .data
                .iter()
                .filter_map(|m| as_seen_by(m, rank))
                .collect();
            Ok(paged(answer))
        })
    }

    fn member<'a>(
        &'a self,
        community: &'a CommunityId,
        id: &'a MemberId,
    ) -> LocalFuture<'a, Asked<Member>> {
        Box::pin(async move {
            let page = self.members(community, None).await?;
            page.data
                .items
                .into_iter()
                .find(|m| m.id == *id)
                .map(Answer::whole)
                .ok_or(BackendError::NotFound)
        })
    }

    fn perform<'a>(
        &'a self,
        envelope: &'a Envelope,
        begin: &'a dyn Fn() -> bool,
    ) -> LocalFuture<'a, Result<Outcome, BackendError>> {
        Box::pin(self.apply(envelope, begin))
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
