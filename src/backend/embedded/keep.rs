//! Commands about more than the viewer: who is let in and who carries what, invitations and what comes by a code, and the
//! community itself. The model decides; here stands what it is asked about, and what is kept of its answer.

use crate::{
    backend::{BackendError, Persona},
    model::{
        Applicant, Charter, Command, Community, CommunityId, Envelope, Instant, Invitation,
        Membership, MembershipCommand, Outcome, PersonId, Power, Refusal, Role, Subject, Viewer,
        appoint, archive, ask_back, chapter_of, close, edit, found, hand_over, invite, may,
        membership_transition, remove, reopen, review_membership, revoke,
    },
    parts::{self, Part},
};

use super::{
    Embedded,
    desk::{self, Begin},
    lay::{Names, or_none},
    state::{Change, Known, World},
};

/// What comes of a command, and what is to be kept of it.
pub(super) type Came = Result<(Outcome, Vec<Change>), Refusal>;

/// A community, if there is one, and where the viewer stands there.
type Parent = (Option<Community>, Membership);

/// A community with all that a command about it may need, as it is at one moment.
pub(super) struct Scene<'a> {
    pub(super) it: &'a Embedded,
    pub(super) id: CommunityId,
    pub(super) community: Community,
    /// As the files have it, or as it was founded: nothing is laid over it.
    pub(super) base: Community,
    pub(super) viewer: Viewer,
    /// Where the viewer stands with it.
    pub(super) is: Membership,
    pub(super) names: Names,
    pub(super) world: World,
    pub(super) roster: Vec<Applicant>,
    pub(super) applicants: Vec<Applicant>,
    pub(super) invitations: Vec<Invitation>,
    pub(super) now: Instant,
}

impl Embedded {
    /// Carries a command out.
    pub(super) async fn said(
        &self,
        envelope: &Envelope,
        begin: Begin<'_>,
    ) -> Result<Outcome, BackendError> {
        let subject = envelope.command.subject();
        match (&subject, &envelope.command) {
            (Subject::Seat(id, _), _) | (Subject::Event(id), Command::CloseAttendance { .. }) => {
                parts::load(Part::Host).await?;
                return desk::hosted(self, envelope, id, begin)?.await;
            }
            (Subject::Event(id), _) => {
                parts::load(Part::Host).await?;
                return desk::planned(self, envelope, id, begin)?.await;
            }
            (
                Subject::Entry(id)
                | Subject::Contact(id, _)
                | Subject::Request(id, _)
                | Subject::Report(id, _),
                _,
            ) => return self.in_directory(envelope, id, begin).await,
            _ => {}
        }
        let (Subject::Membership(id)
        | Subject::Following(id)
        | Subject::Person(id, _)
        | Subject::Invitation(id, _)
        | Subject::Community(id)) = subject.clone()
        else {
            return Ok(Outcome::Refused(Refusal::NotOffered));
        };
        let command = &envelope.command;
        let _waited_for = self.parent(command).await?;
        let scene = self.scene(id.clone()).await;
        let parent = self.parent(command).await?;
        let came = match (command, &scene) {
            (_, Err(error)) if *error != BackendError::NotFound => return Err(error.clone()),
            (_, Ok(scene)) if scene.world.was_done(&envelope.id) => {
                return Ok(scene.stands(subject));
            }
            (Command::Found { .. }, Ok(_)) => Err(Refusal::Already),
            (Command::Found { charter, .. }, Err(_)) => {
                let now = self.clock.now();
                found(charter, &id, now).and_then(|(community, owner)| {
                    if let Some((parent, is)) = &parent {
                        chapter_of(parent.as_ref(), is, &community, now)?;
                    }
                    let listed = World::listed_is(self.state.plays(), &id, true);
                    let outcome = Outcome::Membership(id.clone(), owner);
                    Ok((outcome, vec![bare(community), listed]))
                })
            }
            (_, Err(_)) => Err(Refusal::Gone),
            (Command::Edit { charter, .. }, Ok(scene)) => scene.edited(charter, parent),
            (command, Ok(scene)) => scene.carried_out(command),
        };
        let (outcome, mut changes) = match came {
            Ok(came) => came,
            Err(refusal) => return Ok(Outcome::Refused(refusal)),
        };
        if let Outcome::Membership(..) = &outcome {
            let mut viewer = self.viewer_now().await?;
            viewer.take_in(&outcome);
            changes.push(World::viewer_is(self.state.plays(), &viewer));
        }
        let gone = match (command, &outcome) {
            (Command::Leave { .. }, Outcome::Membership(..)) => Some(self.state.plays().word()),
            (Command::Remove { person, .. }, Outcome::Person(..)) => Some(person.as_str()),
            _ => None,
        };
        if let Some(person) = gone {
            changes.extend(self.gone_with(&id, person).await?);
        }
        if let Ok(scene) = &scene {
            changes = scene.with_what_follows(command, &outcome, changes);
        }
        if !begin() {
            return Err(BackendError::NoRoom);
        }
        let kept = self.state.keep(&envelope.id, changes);
        kept.map_err(|_| BackendError::NoRoom)?;
        Ok(outcome)
    }

    /// The community whose chapter this one is to be, and where the viewer stands there; `None` where there is to be none.
    async fn parent(&self, command: &Command) -> Result<Option<Parent>, BackendError> {
        let (Command::Found { charter, .. } | Command::Edit { charter, .. }) = command else {
            return Ok(None);
        };
        let Some(id) = charter.parent.clone().filter(|id| !id.is_empty()) else {
            return Ok(None);
        };
        let (id, viewer) = (CommunityId(id), self.viewer_now().await?);
        let parent = match self.community_now(&id, &viewer).await {
            Err(BackendError::NotFound) => None,
            other => Some(other?.data),
        };
        Ok(Some((parent, viewer.membership(&id))))
    }

    /// Waits for all that has to be waited for, and then looks at what was done here.
    async fn scene(&self, id: CommunityId) -> Result<Scene<'_>, BackendError> {
        let _there = self.community_with_chapters(&id).await?;
        let roster = or_none(self.files.roster(&id).await)?.data;
        let applicants = or_none(self.files.applicants(&id).await)?.data;
        let names = self.names().await?;
        let _there = self.invitations_all(&id).await?;
        let viewer = self.viewer_now().await?;
        let community = self.community_with_chapters(&id).await?.data;
        let base = match self.files.community(&id).await {
            Err(BackendError::NotFound) => self.state.world().community(&id),
            other => Some(other?.data),
        };
        let invitations = self.invitations_all(&id).await?.data;
        Ok(Scene {
            it: self,
            is: viewer.membership(&id),
            id,
            base: base.unwrap_or_else(|| community.clone()),
            community,
            viewer,
            names,
            world: self.state.world(),
            roster,
            applicants,
            invitations,
            now: self.clock.now(),
        })
    }
}

/// A community as it is kept: without what is told anew each time.
fn bare(community: Community) -> Change {
    World::community_is(&Community {
        members: 0,
        people: Vec::new(),
        chapters: Vec::new(),
        ..community
    })
}

impl Scene<'_> {
    /// What is so now, for a command that was carried out before.
    fn stands(&self, subject: Subject) -> Outcome {
        let nothing = Outcome::Refused(Refusal::NothingThere);
        match subject {
            Subject::Person(id, person) => match self.person(&person) {
                Some(known) => Outcome::Person(id, person, known.who.is),
                None => nothing,
            },
            Subject::Invitation(id, code) => {
                match self.invitations.iter().find(|it| it.code == code) {
                    Some(it) => Outcome::Invitation(id, it.clone()),
                    None => nothing,
                }
            }
            Subject::Community(id) => Outcome::Community(id),
            other => self.viewer.standing(other).unwrap_or(nothing),
        }
    }

    fn carried_out(&self, command: &Command) -> Came {
        let (is, here, now) = (&self.is, &self.community, self.now);
        let changed = |activity| {
            let next = Community {
                activity,
                ..here.clone()
            };
            (Outcome::Community(self.id.clone()), vec![bare(next)])
        };
        match command {
            Command::Join {
                invitation: Some(code),
                ..
            } => self.join(command, code.trim()),
            Command::Review {
                person, verdict, ..
            } => {
                if !may(is, Power::Review, here, now) {
                    return Err(Refusal::Forbidden);
                }
                self.about(person, |whom| review_membership(whom, verdict, here, now))
            }
            Command::Say {
                person: Some(person),
                text,
                ..
            } => {
                let by = self.name();
                self.about(person, |whom| ask_back(is, whom, &by, text, here, now))
            }
            Command::Appoint { person, role, .. } => {
                self.about(person, |whom| appoint(is, whom, *role, here, now))
            }
            Command::Remove { person, reason, .. } => {
                self.about(person, |whom| remove(is, whom, reason, here, now))
            }
            Command::HandOver { person, .. } => self.hand_over(person),
            Command::Invite { invitation, .. } => {
                if self.invitations.iter().any(|it| it.code == invitation.code) {
                    return Err(Refusal::Already);
                }
                self.invitation(invite(is, invitation, &self.name(), here, now)?)
            }
            Command::Revoke { code, .. } => {
                let found = self.invitations.iter().find(|it| it.code == *code);
                let organises = is.role(now).is_some_and(Role::organises);
                match found {
                    None => Err(Refusal::Gone),
                    Some(it) if !organises && it.by != self.name() => Err(Refusal::Forbidden),
                    Some(it) => self.invitation(revoke(is, it, here, now)?),
                }
            }
            Command::Close { farewell, .. } => close(is, farewell, here, now).map(changed),
            Command::Archive { .. } => archive(is, here, now).map(changed),
            Command::Reopen { .. } => reopen(is, here, now).map(changed),
            // A place is given back.
            _ => match command.membership() {
                Some((_, change @ (MembershipCommand::Leave | MembershipCommand::Withdraw))) => {
                    let next = membership_transition(is, &change, here, now)?;
                    Ok((Outcome::Membership(self.id.clone(), next), Vec::new()))
                }
                _ => Err(Refusal::NotOffered),
            },
        }
    }

    /// Changes what the community says of itself; `parent` as [`Embedded::parent`] gives it.
    fn edited(&self, charter: &Charter, parent: Option<Parent>) -> Came {
        let next = edit(&self.is, charter, &self.community, self.now)?;
        if let Some((parent, is)) = parent
            && next.parent != self.community.parent
        {
            chapter_of(parent.as_ref(), &is, &next, self.now)?;
        }
        Ok((Outcome::Community(self.id.clone()), vec![bare(next)]))
    }

    /// What the one who acts is called.
    pub(super) fn name(&self) -> String {
        self.names.of(self.world.plays)
    }

    fn invitation(&self, now: Invitation) -> Came {
        let change = World::invitation_is(&now);
        Ok((Outcome::Invitation(self.id.clone(), now), vec![change]))
    }

    /// Somebody who has knocked or is in: another part, or somebody of the files as they are by now.
    pub(super) fn person(&self, id: &PersonId) -> Option<Known> {
        let decided = self
            .it
            .decided(&self.id, &self.world, &self.viewer, &self.names);
        if let Some(known) = decided.into_iter().find(|known| known.who.id == *id) {
            return Some(known);
        }
        let is_in = |one: &Applicant| one.is.role(self.now).is_some();
        let all = self.applicants.iter().chain(&self.roster);
        let mut found = all.filter(|one| one.id == *id);
        found.next().map(|one| Known {
            who: one.clone(),
            listed: false,
            counted: is_in(one),
        })
    }

    /// Decides about somebody.
    fn about(
        &self,
        person: &PersonId,
        decide: impl FnOnce(&Membership) -> Result<Membership, Refusal>,
    ) -> Came {
        let known = self.person(person).ok_or(Refusal::Gone)?;
        let next = decide(&known.who.is)?;
        let change = self.stands_now(known, next.clone());
        let outcome = Outcome::Person(self.id.clone(), person.clone(), next);
        Ok((outcome, vec![change]))
    }

    /// What is kept of where somebody stands now.
    pub(super) fn stands_now(&self, mut known: Known, next: Membership) -> Change {
        let id = known.who.id.as_str();
        if let Some(who) = Persona::ALL.into_iter().find(|who| who.word() == id) {
            let mut viewer = match who == self.world.plays {
                true => self.viewer.clone(),
                false => self.world.viewer(who).unwrap_or_default(),
            };
            viewer.memberships.insert(self.id.clone(), next);
            return World::viewer_is(who, &viewer);
        }
        if let Membership::PendingApproval { more, .. } = &known.who.is {
            known.listed = more.listed;
        }
        known.who.is = next;
        World::person_is(&self.id, &known)
    }

    fn hand_over(&self, person: &PersonId) -> Came {
        let known = self.person(person).ok_or(Refusal::Gone)?;
        let (own, theirs) = hand_over(&self.is, &known.who.is, &self.community, self.now)?;
        let mut viewer = self.viewer.clone();
        viewer.memberships.insert(self.id.clone(), own);
        let changes = vec![
            self.stands_now(known, theirs.clone()),
            World::viewer_is(self.world.plays, &viewer),
        ];
        let outcome = Outcome::Person(self.id.clone(), person.clone(), theirs);
        Ok((outcome, changes))
    }
}
