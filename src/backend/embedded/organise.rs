//! The organiser's side of the backend in the page, and the parts that a visitor can play.

use crate::{
    backend::{Answer, Asked, BackendError, Page, Persona, Stage},
    model::{
        Applicant, Command, CommunityId, Instant, Membership, Outcome, PersonId, Refusal, Role,
        Subject, Viewer, ViewerRank, review_membership, sort_by,
    },
};

use super::{Embedded, paged};

/// Whoever plays a member has been one for so long, in seconds.
const IN_SINCE_S: i64 = 90 * 86_400;

impl Embedded {
    /// Who waits, the longest first.
    pub(super) async fn waiting(&self, community: &CommunityId) -> Asked<Page<Applicant>> {
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
    pub(super) async fn begins(&self, persona: Persona) -> Result<Viewer, BackendError> {
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
            let is = Membership::Member {
                role,
                since,
                until: None,
            };
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

    pub(super) async fn stands(&self, subject: Subject) -> Result<Outcome, BackendError> {
        let viewer = self.viewer_now().await?;
        Ok(match (viewer.standing(subject.clone()), subject) {
            (Some(outcome), _) => outcome,
            (None, Subject::Person(community, person)) => {
                match self.applicant(&community, &person).await? {
                    Some(now) => Outcome::Person(community, person, now),
                    None => Outcome::Refused(Refusal::Gone),
                }
            }
            (None, _) => Outcome::Refused(Refusal::NothingThere),
        })
    }

    /// What comes of an organiser's word.
    pub(super) async fn reviewed(
        &self,
        id: &CommunityId,
        person: PersonId,
        command: &Command,
        now: Instant,
    ) -> Result<Outcome, BackendError> {
        let Command::Review { verdict, .. } = command else {
            return Ok(Outcome::Refused(Refusal::NotOffered));
        };
        let viewer = self.viewer_now().await?;
        if self.rank(&viewer, id) != ViewerRank::Organiser {
            return Ok(Outcome::Refused(Refusal::Forbidden));
        }
        let Some(was) = self.applicant(id, &person).await? else {
            return Ok(Outcome::Refused(Refusal::Gone));
        };
        let community = self.files.community(id).await?.data;
        let community = self.with_viewer(community, &viewer, now);
        Ok(match review_membership(&was, verdict, &community, now) {
            Ok(next) => Outcome::Person(id.clone(), person, next),
            Err(refusal) => Outcome::Refused(refusal),
        })
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
