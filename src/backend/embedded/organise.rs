//! What organisers see, and how the parts begin that a visitor can play.

use crate::{
    backend::{Answer, Asked, BackendError, Page, Persona},
    model::{
        Applicant, CommunityId, Invitation, Membership, Power, Role, Viewer, ViewerRank, may,
        sort_by,
    },
};

use super::{Embedded, lay::or_none, paged};

/// For so long who was not renewed still stands in the roster, in seconds.
const SHOWN_S: i64 = 90 * 86_400;

impl Embedded {
    /// Who waits, the longest first.
    pub(super) async fn waiting(&self, community: &CommunityId) -> Asked<Page<Applicant>> {
        let viewer = self.viewer_now().await?;
        if self.rank(&viewer, community) != ViewerRank::Organiser {
            return Err(BackendError::Forbidden { status: 403 });
        }
        let mut answer = or_none(self.files.applicants(community).await)?;
        let names = self.names().await?;
        let world = self.state.world();
        for known in self.decided(community, &world, &viewer, &names) {
            match answer.data.iter_mut().find(|one| one.id == known.who.id) {
                Some(one) => one.is = known.who.is,
                None => answer.data.push(known.who),
            }
        }
        answer.data.retain(|one| one.is.waits());
        sort_by(&mut answer.data, |a, b| a.is.since().cmp(&b.is.since()));
        Ok(paged(answer))
    }

    /// Who is in, or was a short while ago, by name.
    pub(super) async fn roster_of(&self, community: &CommunityId) -> Asked<Page<Applicant>> {
        let viewer = self.viewer_now().await?;
        if self.rank(&viewer, community) != ViewerRank::Organiser {
            return Err(BackendError::Forbidden { status: 403 });
        }
        let mut answer = or_none(self.files.roster(community).await)?;
        let names = self.names().await?;
        let decided = self.decided(community, &self.state.world(), &viewer, &names);
        answer.data = self.in_by(answer.data, decided);
        let now = self.clock.now();
        answer.data.retain(|one| match one.is {
            Membership::Member { .. } => true,
            Membership::Expired { at } => now.since(at) <= SHOWN_S,
            _ => false,
        });
        sort_by(&mut answer.data, |a, b| {
            (&a.name, &a.id).cmp(&(&b.name, &b.id))
        });
        Ok(paged(answer))
    }

    /// All invitations of a community: those of the files as they are now, and those made here.
    pub(super) async fn invitations_all(&self, community: &CommunityId) -> Asked<Vec<Invitation>> {
        let mut answer = or_none(self.files.invitations(community).await)?;
        for made in self.state.world().invitations(community) {
            match answer.data.iter_mut().find(|it| it.code == made.code) {
                Some(it) => *it = made,
                None => answer.data.push(made),
            }
        }
        Ok(answer)
    }

    /// Invitations, the newest first, as far as the viewer may see them.
    pub(super) async fn invitations_of(&self, community: &CommunityId) -> Asked<Page<Invitation>> {
        let viewer = self.viewer_now().await?;
        let it = self.community_now(community, &viewer).await?.data;
        let is = viewer.membership(community);
        let organises = self.rank(&viewer, community) == ViewerRank::Organiser;
        if !organises && !may(&is, Power::Invite(Role::Member), &it, self.clock.now()) {
            return Err(BackendError::Forbidden { status: 403 });
        }
        let name = self.names().await?.of(self.state.plays());
        let mut answer = self.invitations_all(community).await?;
        let now = self.clock.now();
        // A code is worth what it opens: nobody sees one that they could not make.
        answer.data.retain(|one| {
            one.by == name || organises && may(&is, Power::Invite(one.role), &it, now)
        });
        sort_by(&mut answer.data, |a, b| {
            (b.made, &b.code).cmp(&(a.made, &a.code))
        });
        Ok(paged(answer))
    }

    /// What a code opens, without what is between those who invite.
    pub(super) async fn invitation_by(
        &self,
        community: &CommunityId,
        code: &str,
    ) -> Asked<Invitation> {
        let viewer = self.viewer_now().await?;
        let name = self.names().await?.of(self.state.plays());
        let applicants = or_none(self.files.applicants(community).await)?.data;
        let all = self.invitations_all(community).await?.data;
        if let Some(found) = all.into_iter().find(|it| it.code == code) {
            let it = self.community_now(community, &viewer).await?.data;
            let is = viewer.membership(community);
            let organises = self.rank(&viewer, community) == ViewerRank::Organiser;
            let could = may(&is, Power::Invite(found.role), &it, self.clock.now());
            if found.by == name || organises && could {
                return Ok(Answer::whole(found));
            }
            // That it is used up is told to whoever comes too late.
            let is_used_up = found.uses.is_some_and(|uses| found.used >= uses);
            return Ok(Answer::whole(Invitation {
                used: if is_used_up { found.used } else { 0 },
                by: String::new(),
                note: String::new(),
                ..found
            }));
        }
        let names = self.names().await?;
        let decided = self.decided(community, &self.state.world(), &viewer, &names);
        let mut waiting = self.in_by(applicants, decided).into_iter();
        if !waiting.any(|one| has_code(&one, code)) {
            return Err(BackendError::NotFound);
        }
        let it = self.community_now(community, &viewer).await?.data;
        Ok(Answer::whole(Invitation {
            code: code.to_owned(),
            community: community.clone(),
            role: Role::Member,
            uses: None,
            used: 0,
            until: None,
            approval: it.looks_at_applications(),
            note: String::new(),
            by: String::new(),
            made: None,
            revoked: None,
        }))
    }

    /// Where somebody stands who begins to play a part.
    pub(super) async fn begins(&self, who: Persona) -> Result<Viewer, BackendError> {
        let stage = self.files.stage().await?;
        let found = stage.into_iter().find(|(it, _)| *it == who);
        let (_, viewer) = found.unwrap_or_default();
        // What they are called is for others.
        Ok(Viewer {
            name: String::new(),
            ..viewer
        })
    }
}

/// Whether somebody who has knocked wants others along by this code.
pub(super) fn has_code(one: &Applicant, code: &str) -> bool {
    matches!(&one.is, Membership::PendingApproval { more, .. } if !code.is_empty() && more.code == code)
}
