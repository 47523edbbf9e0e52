//! What Discover does not need of a mapped service: the rest of [`Backend`](crate::backend::Backend), commands, signing in
//! and out, refreshing, what a service says to what it refused, and *Connection*. It lies in [`Part::Service`].

use std::rc::Rc;

use crate::{
    backend::{
        Answer, Asked, Backend, BackendError, Door, Page,
        probe::{Probe, Stopwatch},
    },
    model::{
        Community, CommunityId, Envelope, Event, EventId, Member, MemberId, Outcome, ViewerRank,
        as_seen_by, json::json_object,
    },
    parts::{self, Part, part},
    port::LocalFuture,
};

use super::{
    Mapped,
    answer::{Judged, Verdict},
    plan::Csrf,
};

part! {
    Service "service" "12":
    /// The rest of a backend.
    pub(super) fn rest(it: &Mapped) -> &dyn Rest {
        it
    }
}

/// All but what a feed is made of.
pub(super) trait Rest: Door {
    /// See [`Backend`](crate::backend::Backend).
    fn community<'a>(&'a self, id: &'a CommunityId) -> LocalFuture<'a, Asked<Community>>;
    /// See [`Backend`](crate::backend::Backend).
    fn event<'a>(&'a self, id: &'a EventId) -> LocalFuture<'a, Asked<Event>>;
    /// See [`Backend`](crate::backend::Backend).
    fn members<'a>(
        &'a self,
        community: &'a CommunityId,
        cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Member>>>;
    /// See [`Backend`](crate::backend::Backend).
    fn member<'a>(
        &'a self,
        community: &'a CommunityId,
        id: &'a MemberId,
    ) -> LocalFuture<'a, Asked<Member>>;
    /// See [`Backend`](crate::backend::Backend).
    fn carry_out<'a>(
        &'a self,
        envelope: &'a Envelope,
    ) -> LocalFuture<'a, Result<Outcome, BackendError>>;
    /// Something that looks at the service.
    fn probe(&self, watch: Stopwatch) -> Rc<dyn Probe>;
    /// Refreshes what somebody signed in with.
    fn renewed<'a>(&'a self) -> LocalFuture<'a, Result<(), BackendError>>;
    /// The token that goes with all that writes.
    fn token<'a>(&'a self, csrf: &'a Csrf)
    -> LocalFuture<'a, Result<Option<String>, BackendError>>;
    /// What the service says to what it refused.
    fn words(&self, judged: &Judged<'_>, verdict: &mut Verdict);
}

impl Mapped {
    /// The rest, as soon as it is there.
    pub(super) async fn rest(&self) -> Result<&dyn Rest, BackendError> {
        parts::load(Part::Service).await?;
        Ok(rest(self)?)
    }

    /// Where the viewer stands in a community; a stranger sees no directory. Asked for with the
    /// first page, remembered for those behind it.
    async fn rank(&self, id: &CommunityId, ask: bool) -> Result<ViewerRank, BackendError> {
        let known = self.ranks.borrow().get(id).copied();
        let rank = match known.filter(|_| !ask) {
            Some(rank) => rank,
            None => {
                let viewer = Backend::viewer(self).await?.data;
                // Who signs in may turn out to be a member.
                if viewer.account.is_none() {
                    return Err(BackendError::Unauthenticated);
                }
                let rank = match viewer.membership(id).role(self.clock.now()) {
                    None => ViewerRank::Stranger,
                    Some(role) if role.organises() => ViewerRank::Organiser,
                    Some(_) => ViewerRank::Member,
                };
                self.ranks.borrow_mut().insert(id.clone(), rank);
                rank
            }
        };
        match rank {
            ViewerRank::Stranger => Err(BackendError::Forbidden { status: 403 }),
            rank => Ok(rank),
        }
    }
}

/// An entry as this viewer may see it. A service that says who sees what sends everything and leaves
/// the hiding to us; one that does not has hidden already.
fn seen(member: Member, rank: ViewerRank) -> Option<Member> {
    if member.visibility.is_empty() && !member.unlisted {
        return Some(member);
    }
    as_seen_by(&member, rank)
}

impl Rest for Mapped {
    fn community<'a>(&'a self, id: &'a CommunityId) -> LocalFuture<'a, Asked<Community>> {
        Box::pin(async move {
            self.row(
                self.query("community")?,
                json_object! { "community": id.as_str() },
            )
            .await
        })
    }

    fn event<'a>(&'a self, id: &'a EventId) -> LocalFuture<'a, Asked<Event>> {
        Box::pin(async move {
            let input = json_object! { "event": id.as_str() };
            let mut answer: Answer<Event> = self.row(self.query("event")?, input).await?;
            self.without_promises(&mut answer.data);
            Ok(answer)
        })
    }

    fn members<'a>(
        &'a self,
        community: &'a CommunityId,
        cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Member>>> {
        Box::pin(async move {
            let ask = self.query("members")?;
            let rank = self.rank(community, cursor.is_none()).await?;
            let input = json_object! { "community": community.as_str() };
            let mut answer = self.rows(ask, input, cursor).await?;
            answer.data.items = answer
                .data
                .items
                .into_iter()
                .filter_map(|m| seen(m, rank))
                .collect();
            Ok(answer)
        })
    }

    fn member<'a>(
        &'a self,
        community: &'a CommunityId,
        id: &'a MemberId,
    ) -> LocalFuture<'a, Asked<Member>> {
        Box::pin(async move {
            let ask = self.query("member")?;
            let rank = self.rank(community, true).await?;
            let input = json_object! { "community": community.as_str(), "member": id.as_str() };
            let answer = self.row(ask, input).await?;
            let data = seen(answer.data, rank).ok_or(BackendError::NotFound)?;
            Ok(Answer {
                data,
                left_out: answer.left_out,
                etag: answer.etag,
            })
        })
    }

    fn carry_out<'a>(
        &'a self,
        envelope: &'a Envelope,
    ) -> LocalFuture<'a, Result<Outcome, BackendError>> {
        Box::pin(self.apply(envelope))
    }

    fn probe(&self, watch: Stopwatch) -> Rc<dyn Probe> {
        self.prober(watch)
    }

    fn renewed<'a>(&'a self) -> LocalFuture<'a, Result<(), BackendError>> {
        Box::pin(self.renew())
    }

    fn token<'a>(
        &'a self,
        csrf: &'a Csrf,
    ) -> LocalFuture<'a, Result<Option<String>, BackendError>> {
        Box::pin(self.csrf_token(csrf))
    }

    fn words(&self, judged: &Judged<'_>, verdict: &mut Verdict) {
        judged.words(verdict);
    }
}
