//! What was done here, laid over what stands in the files: communities, and who is in.

use crate::{
    backend::{Answer, Asked, BackendError, Persona},
    model::{
        Activity, Applicant, Community, CommunityId, Member, MemberId, Membership, Person,
        PersonId, Role, Viewer,
    },
};

use super::{
    Embedded,
    state::{Known, World},
};

impl Embedded {
    /// Rows of a list: with what was founded here, without what was put away.
    pub(super) fn laid_rows(&self, rows: Vec<Community>, viewer: &Viewer) -> Vec<Community> {
        let world = self.state.world();
        let founded = world.communities();
        let founded: Vec<_> = founded
            .filter(|it| rows.iter().all(|row| row.id != it.id))
            .collect();
        rows.into_iter()
            .chain(founded)
            .map(|row| self.laid_over(row, &world, viewer))
            .filter(|it| it.activity.archived.is_none())
            .collect()
    }

    /// A community as it was changed here, with the number of its members.
    pub(super) fn laid_over(&self, base: Community, world: &World, viewer: &Viewer) -> Community {
        let mut it = match world.community(&base.id) {
            Some(kept) => changed(kept, base),
            None => base,
        };
        let now = self.clock.now();
        let is_in = |is: &Membership| is.role(now).is_some();
        for known in world.people(&it.id) {
            match (is_in(&known.who.is), known.counted) {
                (true, false) => it.members = it.members.saturating_add(1),
                (false, true) => it.members = it.members.saturating_sub(1),
                _ => {}
            }
        }
        let parts = self.parts(world, viewer);
        let own = parts.iter().filter(|(_, of)| is_in(&of.membership(&it.id)));
        let own = u32::try_from(own.count()).unwrap_or_default();
        it.members = it.members.saturating_add(own);
        it
    }

    /// Where each part stands: the one that is played, and others that have done something.
    pub(super) fn parts(&self, world: &World, viewer: &Viewer) -> Vec<(Persona, Viewer)> {
        let stands = |who: Persona| match who {
            who if who == world.plays => Some((who, viewer.clone())),
            who => Some((who, world.viewer(who)?)),
        };
        Persona::ALL.into_iter().filter_map(stands).collect()
    }

    /// A whole community, with those who carry it.
    pub(super) async fn laid_whole(
        &self,
        base: Community,
        viewer: &Viewer,
    ) -> Result<Community, BackendError> {
        let names = self.names().await?;
        let world = self.state.world();
        let mut it = self.laid_over(base, &world, viewer);
        let decided = self.decided(&it.id, &world, viewer, &names);
        if has_owner(&decided) {
            for person in it.people.iter_mut().filter(|p| p.role == Role::Owner) {
                person.role = Role::Deputy;
            }
        }
        for known in decided {
            let role = known.who.is.role(self.clock.now());
            let id = known.who.id.as_str();
            let is = |person: &Person| match &person.member {
                Some(member) => member.as_str() == id,
                None => person.name == known.who.name,
            };
            match (role, it.people.iter_mut().find(|person| is(person))) {
                (None | Some(Role::Member), _) => it.people.retain(|person| !is(person)),
                (Some(role), Some(person)) => person.role = role,
                (Some(role), None) => it.people.push(Person {
                    member: Some(MemberId(id.to_owned())),
                    name: known.who.name,
                    role,
                    word: String::new(),
                }),
            }
        }
        Ok(it)
    }

    /// Whom something was decided about, and the parts that a visitor plays, as they stand with a community.
    pub(super) fn decided(
        &self,
        community: &CommunityId,
        world: &World,
        viewer: &Viewer,
        names: &Names,
    ) -> Vec<Known> {
        let mut all = world.people(community);
        for (who, stands) in self.parts(world, viewer) {
            let is = stands.membership(community).settled(self.clock.now());
            if is == Membership::None {
                continue;
            }
            all.push(Known {
                who: Applicant {
                    id: PersonId(who.word().to_owned()),
                    name: names.of(who),
                    is,
                    history: Vec::new(),
                },
                listed: world.is_listed(who, community),
                counted: false,
            });
        }
        all
    }

    /// Who is in by the files and by what was done here, as organisers see them; settled now.
    pub(super) fn in_by(&self, roster: Vec<Applicant>, decided: Vec<Known>) -> Vec<Applicant> {
        let now = self.clock.now();
        let mut all = roster;
        if has_owner(&decided) {
            for one in &mut all {
                if let Membership::Member { role, .. } = &mut one.is
                    && *role == Role::Owner
                {
                    *role = Role::Deputy;
                }
            }
        }
        for known in decided {
            match all.iter_mut().find(|one| one.id == known.who.id) {
                Some(one) => *one = known.who,
                None => all.push(known.who),
            }
        }
        for one in &mut all {
            one.is = one.is.settled(now);
        }
        all
    }

    /// What the parts are called.
    pub(super) async fn names(&self) -> Result<Names, BackendError> {
        let stage = self.files.stage().await?;
        Ok(Names(
            stage.into_iter().map(|(who, it)| (who, it.name)).collect(),
        ))
    }
}

/// What the parts are called that a visitor plays.
pub(super) struct Names(Vec<(Persona, String)>);

impl Names {
    pub(super) fn of(&self, who: Persona) -> String {
        let found = self.0.iter().find(|(it, _)| *it == who);
        found.map_or_else(|| who.word().to_owned(), |(_, name)| name.clone())
    }
}

/// Whether somebody of these is the owner now: then who was it in the files is their deputy.
pub(super) fn has_owner(decided: &[Known]) -> bool {
    let owns = |is: &Membership| {
        matches!(
            is,
            Membership::Member {
                role: Role::Owner,
                ..
            }
        )
    };
    decided.iter().any(|known| owns(&known.who.is))
}

/// What organisers have changed, over what goes on by itself.
fn changed(kept: Community, base: Community) -> Community {
    Community {
        activity: Activity {
            closed: kept.activity.closed,
            farewell: kept.activity.farewell,
            archived: kept.activity.archived,
            ..base.activity
        },
        members: base.members,
        people: base.people,
        cover: base.cover,
        ..kept
    }
}

pub(super) fn entry(community: &CommunityId, known: &Known, role: Role) -> Member {
    Member {
        id: MemberId(known.who.id.as_str().to_owned()),
        community: community.clone(),
        name: known.who.name.clone(),
        sort_key: String::new(),
        picture: None,
        headline: String::new(),
        role,
        joined: known.who.is.since(),
        hometown: String::new(),
        district: String::new(),
        skills: Vec::new(),
        offers: Vec::new(),
        seeks: Vec::new(),
        contacts: Vec::new(),
        birthday: None,
        household: String::new(),
        visibility: Default::default(),
        on_request: Vec::new(),
        unlisted: !known.listed,
        request: None,
    }
}

/// What was founded here has no files.
pub(super) fn or_none<T>(asked: Asked<Vec<T>>) -> Asked<Vec<T>> {
    match asked {
        Err(BackendError::NotFound) => Ok(Answer::whole(Vec::new())),
        other => other,
    }
}
