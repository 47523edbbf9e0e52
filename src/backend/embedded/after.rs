//! What follows from a command by itself: codes of who lost the power to invite open nothing any more, and who waits for a place
//! moves up where one is free. It is kept in the same write as what it follows from.

use serde_json::Value;

use crate::{
    backend::Persona,
    model::{
        Answers, Application, Command, Community, FromJson, Instant, Invitation, Membership,
        Outcome, Power, Role, ToJson, Viewer, may, moved_up, sort_by,
    },
};

use super::{
    keep::Scene,
    state::{Change, World},
};

impl Scene<'_> {
    /// With what follows from these changes, which the visitor's command brought about.
    pub(super) fn with_what_follows(
        &self,
        command: &Command,
        outcome: &Outcome,
        mut changes: Vec<Change>,
    ) -> Vec<Change> {
        for (name, is) in self.who_changed(command, outcome) {
            changes.extend(self.codes_closed(&name, &is));
        }
        self.places_filled(&mut changes);
        changes
    }

    /// Who may have lost what they were able to do, and where they stand now.
    fn who_changed(&self, command: &Command, outcome: &Outcome) -> Vec<(String, Membership)> {
        let mut all = Vec::new();
        match (command, outcome) {
            (
                Command::Appoint { .. } | Command::Remove { .. } | Command::HandOver { .. },
                Outcome::Person(_, person, is),
            ) => {
                all.extend(
                    self.person(person)
                        .map(|known| (known.who.name, is.clone())),
                );
            }
            (Command::Leave { .. }, Outcome::Membership(_, is)) => {
                all.push((self.name(), is.clone()));
            }
            _ => {}
        }
        if matches!(command, Command::HandOver { .. })
            && let Membership::Member {
                since,
                until,
                rules,
                paying,
                ..
            } = self.is
        {
            // Who was the owner is a deputy now.
            let is = Membership::Member {
                role: Role::Deputy,
                since,
                until,
                rules,
                paying,
            };
            all.push((self.name(), is));
        }
        all
    }

    /// Codes that somebody made and may not make any more, taken back.
    fn codes_closed(&self, by: &str, is: &Membership) -> Vec<Change> {
        let open = self.invitations.iter().filter(|it| {
            it.revoked.is_none()
                && it.by == by
                && !may(is, Power::Invite(it.role), &self.community, self.now)
        });
        open.map(|it| {
            World::invitation_is(&Invitation {
                revoked: Some(self.now),
                ..it.clone()
            })
        })
        .collect()
    }

    /// Gives the places that are free after these changes to those who wait, the longest first.
    fn places_filled(&self, changes: &mut Vec<Change>) {
        let mut world = self.world.with(changes);
        let viewer = world
            .viewer(world.plays)
            .unwrap_or_else(|| self.viewer.clone());
        let community = self.it.laid_over(self.base.clone(), &world, &viewer);
        let Some(all) = community.policy.capacity else {
            return;
        };
        let decided = self.it.decided(&self.id, &world, &viewer, &self.names);
        let mut known = self.it.in_by(self.applicants.clone(), decided);
        let paying = |is: &Membership| matches!(is, Membership::PendingPayment { .. });
        let paying = known.iter().filter(|one| paying(&one.is)).count();
        let free = usize::try_from(all.saturating_sub(community.members)).unwrap_or_default();
        let free = free.saturating_sub(paying);
        known.retain(|one| matches!(one.is, Membership::Waitlisted { .. }));
        sort_by(&mut known, |a, b| a.is.since().cmp(&b.is.since()));
        for one in known.into_iter().take(free) {
            let part = Persona::ALL
                .into_iter()
                .find(|who| who.word() == one.id.as_str());
            let wrote = part.and_then(|who| self.wrote(&world, who, &community));
            let Some(next) = moved_up(&one.is, wrote, &community, self.now) else {
                continue;
            };
            let next = self.it.with_code(next, &community);
            let change = match part {
                Some(who) => {
                    let own = (who == world.plays).then(|| viewer.clone());
                    let kept = world.viewer(who).or(own);
                    let mut stands: Viewer = kept.unwrap_or_default();
                    stands.memberships.insert(self.id.clone(), next);
                    World::viewer_is(who, &stands)
                }
                None => match self.person(&one.id) {
                    Some(known) => self.stands_now(known, next),
                    None => continue,
                },
            };
            world = world.with(std::slice::from_ref(&change));
            changes.push(change);
            // Whoever looks at them now has looked at what they wrote.
            changes.extend(part.map(|who| World::waits_is(who, &self.id, Value::Null)));
        }
    }

    /// What somebody wrote at the door, where nobody has looked at it yet and somebody has to.
    fn wrote(
        &self,
        world: &World,
        who: Persona,
        community: &Community,
    ) -> Option<(Answers, Application)> {
        let kept = world.waits(who, &self.id)?;
        let to_look = kept.get("to_look") == Some(&Value::Bool(true));
        if !to_look && !community.looks_at_applications() {
            return None;
        }
        match Membership::from_json(kept).ok()? {
            Membership::PendingApproval { answers, more, .. } => Some((answers, more)),
            _ => None,
        }
    }

    /// Whether somebody who stands as the viewer does comes from outside at this moment: only for them is a code looked at.
    pub(super) fn comes(&self) -> bool {
        from_outside(&self.is.settled(self.now), &self.community, self.now)
    }
}

fn from_outside(is: &Membership, community: &Community, now: Instant) -> bool {
    match is {
        Membership::None | Membership::Left { .. } | Membership::Rejected { .. } => true,
        Membership::Expired { at } => !community.policy.in_grace(*at, now),
        _ => false,
    }
}

/// What is kept of somebody who has joined and waits for a place, so that they are asked nothing again: what they wrote, and whether
/// the code that they brought wants somebody to look at it. Nothing where a code has spared them that.
pub(super) fn waits_with(
    who: Persona,
    command: &Command,
    next: &Membership,
    here: &Community,
    by_code: Option<bool>,
) -> Option<Change> {
    let (
        Command::Join {
            answers,
            sponsor,
            listed,
            ..
        },
        Membership::Waitlisted { since, .. },
    ) = (command, next)
    else {
        return None;
    };
    let mut wrote = Value::Null;
    if by_code != Some(false) {
        let asked = by_code.is_none() && here.policy.sponsor;
        let application = Membership::PendingApproval {
            since: *since,
            answers: here.policy.form.clean(answers),
            more: Application {
                sponsor: if asked { sponsor.trim() } else { "" }.to_owned(),
                listed: *listed,
                ..Application::default()
            },
        };
        wrote = application.to_json();
    }
    if let Some(row) = wrote.as_object_mut() {
        row.insert("to_look".to_owned(), (by_code == Some(true)).into());
    }
    Some(World::waits_is(who, &here.id, wrote))
}
