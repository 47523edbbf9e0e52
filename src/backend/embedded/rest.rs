//! What other pages ask for than Discover. What only organisers, directories and codes need lies in
//! [`Part::Organise`](crate::parts::Part::Organise), by [`desk`](super::desk).

use crate::{
    backend::{Answer, Asked, BackendError, Page, Rest, Stage},
    model::{
        Applicant, Chapter, Community, CommunityId, Envelope, Event, EventId, Invitation, Member,
        MemberId, Outcome, Viewer, ViewerRank,
    },
    parts::{self, Part},
    port::LocalFuture,
};

use super::{Embedded, desk};

impl Embedded {
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
                parts::load(Part::Organise).await?;
                let founded = desk::founded(self, id)?;
                Answer::whole(founded.ok_or(BackendError::NotFound)?)
            }
            other => other?,
        };
        let mut laid = if self.state.world().is_wide() {
            parts::load(Part::Organise).await?;
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

    async fn community_with_chapters(&self, id: &CommunityId) -> Asked<Community> {
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
            parts::load(Part::Organise).await?;
            desk::waiting(self, community)?.await
        })
    }

    fn roster<'a>(
        &'a self,
        community: &'a CommunityId,
        _cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Applicant>>> {
        Box::pin(async move {
            parts::load(Part::Organise).await?;
            desk::roster(self, community)?.await
        })
    }

    fn invitations<'a>(
        &'a self,
        community: &'a CommunityId,
        _cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Invitation>>> {
        Box::pin(async move {
            parts::load(Part::Organise).await?;
            desk::invitations(self, community)?.await
        })
    }

    fn invitation<'a>(
        &'a self,
        community: &'a CommunityId,
        code: &'a str,
    ) -> LocalFuture<'a, Asked<Invitation>> {
        Box::pin(async move {
            parts::load(Part::Organise).await?;
            desk::invitation(self, community, code)?.await
        })
    }

    fn community<'a>(&'a self, id: &'a CommunityId) -> LocalFuture<'a, Asked<Community>> {
        Box::pin(self.community_with_chapters(id))
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
            parts::load(Part::Organise).await?;
            desk::members(self, community)?.await
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
