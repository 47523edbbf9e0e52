//! The organiser's side of the backend in the page, and how the parts begin that a visitor can play. All of it lies in
//! [`Part::Organise`](crate::parts::Part::Organise).

use crate::{
    backend::{Answer, Asked, BackendError, Page, Persona, Stage},
    model::{
        Applicant, Command, CommunityId, Envelope, Membership, Outcome, PersonId, Refusal, Role,
        Viewer, ViewerRank, review_membership, sort_by,
    },
    parts::part,
    port::LocalFuture,
};

use super::{Embedded, paged};

/// Whoever plays a member has been one for so long, in seconds.
const IN_SINCE_S: i64 = 90 * 86_400;

/// Is told right before anything changes, and may call it off.
type Begin<'a> = &'a dyn Fn() -> bool;

part! {
    Organise "organise" "61":
    /// Who waits, the longest first.
    pub(super) fn waiting<'a>(
        it: &'a Embedded,
        community: &'a CommunityId,
    ) -> LocalFuture<'a, Asked<Page<Applicant>>> {
        Box::pin(it.waiting(community))
    }
}

part! {
    Organise "organise" "62":
    /// What comes of an organiser's word.
    pub(super) fn say<'a>(
        it: &'a Embedded,
        envelope: &'a Envelope,
        begin: Begin<'a>,
    ) -> LocalFuture<'a, Result<Outcome, BackendError>> {
        Box::pin(it.said(envelope, begin))
    }
}

part! {
    Organise "organise" "63":
    /// Where somebody stands who begins to play the part that they have chosen.
    pub(super) fn begins<'a>(it: &'a Embedded) -> LocalFuture<'a, Result<Viewer, BackendError>> {
        Box::pin(it.begins(it.state.plays()))
    }
}

part! {
    Organise "organise" "64":
    /// How many people of a community were let in.
    pub(super) fn let_in<'a>(it: &'a Embedded, community: &'a CommunityId) -> u32 {
        it.state.let_in(community)
    }
}

impl Embedded {
    /// Who waits, the longest first.
    async fn waiting(&self, community: &CommunityId) -> Asked<Page<Applicant>> {
        let viewer = self.viewer_now().await?;
        if self.rank(&viewer, community) != ViewerRank::Organiser {
            return Err(BackendError::Forbidden { status: 403 });
        }
        let mut answer: Answer<Vec<Applicant>> = self.files.applicants(community).await?;
        for one in &mut answer.data {
            if let Some(now) = self.state.decided(community, &one.id) {
                one.is = now;
            }
        }
        answer.data.retain(|one| one.is.waits());
        sort_by(&mut answer.data, |a, b| a.is.since().cmp(&b.is.since()));
        Ok(paged(answer))
    }

    /// Where somebody stands who begins to play a part.
    async fn begins(&self, persona: Persona) -> Result<Viewer, BackendError> {
        let mut viewer = Viewer::default();
        let (role, most) = match persona {
            Persona::Newcomer => return Ok(viewer),
            Persona::Member => (Role::Member, 3),
            Persona::Organiser => (Role::Deputy, usize::MAX),
        };
        let now = self.clock.now();
        let mut all = self.files.communities().await?.data;
        all.retain(|c| {
            !c.has_ended(now) && (persona == Persona::Member) != c.looks_at_applications()
        });
        for community in all.into_iter().take(most) {
            let since = now.plus(-IN_SINCE_S);
            let is = Membership::member(role, since);
            viewer.memberships.insert(community.id, is);
        }
        Ok(viewer)
    }

    /// Where somebody stands with a community, whom the visitor looks after.
    async fn applicant(
        &self,
        community: &CommunityId,
        person: &PersonId,
    ) -> Result<Option<Membership>, BackendError> {
        if let Some(now) = self.state.decided(community, person) {
            return Ok(Some(now));
        }
        let all = self.files.applicants(community).await?.data;
        Ok(all.into_iter().find(|it| it.id == *person).map(|it| it.is))
    }

    async fn said(&self, envelope: &Envelope, begin: Begin<'_>) -> Result<Outcome, BackendError> {
        let Command::Review {
            community: id,
            person,
            verdict,
        } = &envelope.command
        else {
            return Ok(Outcome::Refused(Refusal::NotOffered));
        };
        let viewer = self.viewer_now().await?;
        if self.rank(&viewer, id) != ViewerRank::Organiser {
            return Ok(Outcome::Refused(Refusal::Forbidden));
        }
        let community = self.files.community(id).await?.data;
        let Some(was) = self.applicant(id, person).await? else {
            return Ok(Outcome::Refused(Refusal::Gone));
        };
        let told = |now| Outcome::Person(id.clone(), person.clone(), now);
        if self.state.was_done(&envelope.id) {
            return Ok(told(was));
        }
        let now = self.clock.now();
        let community = self.with_viewer(community, &viewer, now);
        let next = match review_membership(&was, verdict, &community, now) {
            Ok(next) => next,
            Err(refusal) => return Ok(Outcome::Refused(refusal)),
        };
        if !begin() {
            return Err(BackendError::NoRoom);
        }
        let kept = self
            .state
            .keep_person(&viewer, (id, person), &next, &envelope.id);
        kept.map_err(|_| BackendError::NoRoom)?;
        Ok(told(next))
    }
}

impl Stage for Embedded {
    fn plays(&self) -> Persona {
        self.state.plays()
    }

    fn play(&self, persona: Persona) -> Result<(), BackendError> {
        self.state.play(persona).map_err(|_| BackendError::NoRoom)
    }
}
