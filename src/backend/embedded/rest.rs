//! What other pages ask for than Discover. What only organisers, directories and codes need lies in
//! [`Part::Desk`](crate::parts::Part::Desk), by [`desk`](super::desk).

use crate::{
    backend::{Answer, Asked, BackendError, EventsWanted, Page, Persona, Rest, Stage},
    model::{
        Applicant, Attendee, Chapter, Community, CommunityId, Envelope, Event, EventId, Faces,
        Instant, Invitation, Member, MemberId, MyEntry, Outcome, Person, Report, Role, SignUpState,
        Viewer, ViewerRank,
    },
    parts::{self, Part, part},
    port::LocalFuture,
};

use super::{Embedded, chosen, desk, paged};

part! {
    Pages "pages" "01":
    pub(super) fn rest(it: &Embedded) -> &dyn Rest {
        it
    }
}

part! {
    Pages "pages" "97":
    /// Communities, as they are for who has done something.
    pub(super) fn communities<'a>(it: &'a Embedded) -> LocalFuture<'a, Asked<Page<Community>>> {
        Box::pin(async move {
            let mut answer = it.files.communities().await?;
            let viewer = it.viewer_now().await?;
            answer.data = it.laid(answer.data, &viewer).await?;
            Ok(paged(answer))
        })
    }
}

part! {
    Pages "pages" "98":
    /// Events, as they are for who has done something, or of one community.
    pub(super) fn events<'a>(
        it: &'a Embedded,
        wanted: &'a EventsWanted,
    ) -> LocalFuture<'a, Asked<Page<Event>>> {
        Box::pin(async move {
            let viewer = it.viewer_now().await?;
            let mut answer = match &wanted.community {
                Some(community) => match it.files.events_of(community).await {
                    // One that was founded here has none.
                    Err(BackendError::NotFound) if it.state.world().is_wide() => {
                        Answer::whole(Vec::new())
                    }
                    other => other?,
                },
                None => it.files.events().await?,
            };
            if it.state.world().is_wide() {
                parts::load(Part::Desk).await?;
                let of = wanted.community.as_ref();
                answer.data = desk::events(it, answer.data, of, &viewer)?.await?;
            }
            let now = it.clock.now();
            let seen = |e| it.seen(e, &viewer, now);
            answer.data = answer.data.into_iter().map(seen).collect();
            Ok(paged(chosen(answer, wanted)))
        })
    }
}

part! {
    Pages "pages" "99":
    /// Where the visitor stands, who has done something.
    pub(super) fn viewer<'a>(it: &'a Embedded) -> LocalFuture<'a, Asked<Viewer>> {
        Box::pin(async move { Ok(Answer::whole(it.viewer_now().await?)) })
    }
}

impl Embedded {
    /// Lays what the visitor did over rows from the files.
    pub(super) async fn laid(
        &self,
        mut rows: Vec<Community>,
        viewer: &Viewer,
    ) -> Result<Vec<Community>, BackendError> {
        if self.state.world().is_wide() {
            parts::load(Part::Desk).await?;
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
    pub(super) fn seen(&self, event: Event, viewer: &Viewer, now: Instant) -> Event {
        let mut event = Self::counted(event, viewer);
        let own = viewer.sign_up(&event.id);
        let confirmed = matches!(
            own.state,
            SignUpState::Confirmed { .. } | SignUpState::CheckedIn { .. }
        );
        let is = event.community.as_ref().map(|of| viewer.membership(of));
        let hosts = is
            .and_then(|is| is.role(now))
            .is_some_and(Role::reviews_sign_ups);
        if event.venue.address_hidden && !confirmed && !hosts && !self.is_proposer(&event.id) {
            event.venue.address.clear();
            event.venue.online_url.clear();
        }
        event
    }

    /// Whether the part that the visitor plays has proposed it, and no host has made it one of theirs: what they entered is no secret to them.
    fn is_proposer(&self, id: &EventId) -> bool {
        let world = self.state.world();
        let kept = world.event(id);
        kept.is_some_and(|it| it.by == Some(world.plays))
    }

    /// With the seats that somebody has, or waits for.
    pub(super) fn counted(mut event: Event, viewer: &Viewer) -> Event {
        let own = viewer.sign_up(&event.id);
        match own.state {
            SignUpState::Confirmed { .. } | SignUpState::CheckedIn { .. } => {
                event.taken = event.taken.saturating_add(own.people());
            }
            SignUpState::Waitlisted { .. } => {
                event.waiting = event.waiting.saturating_add(own.people());
            }
            _ => {}
        }
        event
    }

    /// An event as the visitor may know it, once what was planned here is laid over it.
    pub(super) async fn event_now(&self, id: &EventId) -> Result<Event, BackendError> {
        let viewer = self.viewer_now().await?;
        let event = if self.state.world().is_wide() {
            parts::load(Part::Desk).await?;
            desk::event(self, id, &viewer)?.await?
        } else {
            self.files.event(id).await?.data
        };
        let viewer = self.viewer_now().await?;
        let mut event = self.seen(event, &viewer, self.clock.now());
        self.shows_faces(&mut event, &viewer);
        Ok(event)
    }

    /// Of who goes, what the visitor may see; with the visitor among them who wants to be seen.
    fn shows_faces(&self, event: &mut Event, viewer: &Viewer) {
        let Some(faces) = &mut event.faces else {
            return;
        };
        let own = viewer.sign_up(&event.id);
        let of = event.community.as_ref();
        let membership = of.map(|c| viewer.membership(c)).unwrap_or_default();
        let now = self.clock.now();
        if membership.role(now).is_none() {
            // Of those in the files all are of the community that holds it.
            faces.known = 0;
            faces.going.iter_mut().for_each(|one| one.member = None);
        }
        if let Some(id) = of
            && self.rank(viewer, id) != ViewerRank::Organiser
        {
            let world = self.state.world();
            let apart = |it: &MemberId| world.are_apart(id, it.as_str(), world.plays.word());
            for one in &mut faces.going {
                one.member.take_if(|it| apart(it));
            }
        }
        if !Faces::are_seen_by(&own, &membership, now) {
            faces.going.clear();
        } else if own.seen && !viewer.name.is_empty() {
            faces.going.push(Person {
                member: None,
                name: viewer.name.clone(),
                role: Role::Member,
                word: String::new(),
            });
        }
    }

    /// Where the visitor stands: as they left it, or as the part that they play begins.
    pub(super) async fn viewer_now(&self) -> Result<Viewer, BackendError> {
        let world = self.state.world();
        if let Some(viewer) = world.viewer(world.plays) {
            return Ok(viewer);
        }
        if world.plays == Persona::Newcomer {
            return Ok(Viewer::default());
        }
        parts::load(Part::Desk).await?;
        desk::begins(self, world.plays)?.await
    }

    /// Where the viewer stands in a community.
    pub(super) fn rank(&self, viewer: &Viewer, community: &CommunityId) -> ViewerRank {
        match viewer.membership(community).role(self.clock.now()) {
            None => ViewerRank::Stranger,
            Some(role) if role.organises() => ViewerRank::Organiser,
            Some(_) => ViewerRank::Member,
        }
    }

    /// A community, with what the visitor did laid over it.
    pub(super) async fn community_now(
        &self,
        id: &CommunityId,
        viewer: &Viewer,
    ) -> Asked<Community> {
        let mut answer = match self.files.community(id).await {
            Err(BackendError::NotFound) if self.state.world().is_wide() => {
                parts::load(Part::Desk).await?;
                let founded = desk::founded(self, id)?;
                Answer::whole(founded.ok_or(BackendError::NotFound)?)
            }
            other => other?,
        };
        let mut laid = if self.state.world().is_wide() {
            parts::load(Part::Desk).await?;
            vec![desk::whole(self, answer.data, viewer)?.await?]
        } else {
            self.laid(vec![answer.data], viewer).await?
        };
        answer.data = laid.pop().ok_or(BackendError::NotFound)?;
        if self.rank(viewer, id) == ViewerRank::Stranger {
            answer.data.chat = None;
        }
        Ok(answer)
    }

    /// A community, with its chapters.
    pub(super) async fn community_with_chapters(&self, id: &CommunityId) -> Asked<Community> {
        let rows = self.files.communities().await?.data;
        let viewer = self.viewer_now().await?;
        let mut answer = self.community_now(id, &viewer).await?;
        let rows = self.laid(rows, &viewer).await?;
        let chapters = rows.into_iter().filter(|it| it.parent.as_ref() == Some(id));
        answer.data.chapters = chapters
            .map(|it| Chapter {
                id: it.id,
                name: it.name,
            })
            .collect();
        Ok(answer)
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
            parts::load(Part::Desk).await?;
            desk::waiting(self, community)?.await
        })
    }

    fn roster<'a>(
        &'a self,
        community: &'a CommunityId,
        _cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Applicant>>> {
        Box::pin(async move {
            parts::load(Part::Desk).await?;
            desk::roster(self, community)?.await
        })
    }

    fn attendees<'a>(
        &'a self,
        event: &'a EventId,
        _cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Attendee>>> {
        Box::pin(async move {
            parts::load(Part::Host).await?;
            desk::attendees(self, event)?.await
        })
    }

    fn invitations<'a>(
        &'a self,
        community: &'a CommunityId,
        _cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Invitation>>> {
        Box::pin(async move {
            parts::load(Part::Desk).await?;
            desk::invitations(self, community)?.await
        })
    }

    fn invitation<'a>(
        &'a self,
        community: &'a CommunityId,
        code: &'a str,
    ) -> LocalFuture<'a, Asked<Invitation>> {
        Box::pin(async move {
            parts::load(Part::Desk).await?;
            desk::invitation(self, community, code)?.await
        })
    }

    fn community<'a>(&'a self, id: &'a CommunityId) -> LocalFuture<'a, Asked<Community>> {
        Box::pin(self.community_with_chapters(id))
    }

    fn event<'a>(&'a self, id: &'a EventId) -> LocalFuture<'a, Asked<Event>> {
        Box::pin(async move { Ok(Answer::whole(self.event_now(id).await?)) })
    }

    fn members<'a>(
        &'a self,
        community: &'a CommunityId,
        cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Member>>> {
        Box::pin(async move {
            parts::load(Part::Desk).await?;
            desk::members(self, community, cursor)?.await
        })
    }

    fn member<'a>(
        &'a self,
        community: &'a CommunityId,
        id: &'a MemberId,
    ) -> LocalFuture<'a, Asked<Member>> {
        Box::pin(async move {
            parts::load(Part::Desk).await?;
            desk::member(self, community, id)?.await
        })
    }

    fn search_members<'a>(
        &'a self,
        community: &'a CommunityId,
        text: &'a str,
        _cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Member>>> {
        Box::pin(async move {
            parts::load(Part::Desk).await?;
            desk::search(self, community, text)?.await
        })
    }

    fn my_entry<'a>(&'a self, community: &'a CommunityId) -> LocalFuture<'a, Asked<MyEntry>> {
        Box::pin(async move {
            parts::load(Part::Desk).await?;
            desk::my_entry(self, community)?.await
        })
    }

    fn reports<'a>(
        &'a self,
        community: &'a CommunityId,
        _cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Report>>> {
        Box::pin(async move {
            parts::load(Part::Desk).await?;
            desk::reports(self, community)?.await
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
