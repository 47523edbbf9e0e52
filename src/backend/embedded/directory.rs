//! A directory as it is by now, and what each part that a visitor plays may see of it: entries, requests, blocks, reports. Ids of
//! people and of their entries are the same here.

use crate::{
    backend::{Answer, Asked, BackendError, LeftOut, Page, Persona},
    model::{
        CommunityId, ContactRequest, Entry, Fold, Instant, Member, MyEntry, Needle, PersonId,
        Report, Role, Viewer, ViewerRank, as_seen_by, sort_by,
    },
};

use super::{
    Embedded,
    files::Staged,
    lay::{entry, has_owner, or_none},
    paged,
    state::{Between, World},
};

/// A directory at one moment, and who looks at it.
pub(super) struct Directory {
    pub(super) id: CommunityId,
    pub(super) viewer: Viewer,
    /// Who looks: the word of the part that is played.
    pub(super) me: Persona,
    pub(super) rank: ViewerRank,
    /// What they are called.
    pub(super) name: String,
    pub(super) world: World,
    staged: Vec<Staged>,
    /// All entries, whole.
    rows: Vec<Member>,
    left_out: Vec<LeftOut>,
    pub(super) now: Instant,
}

impl Embedded {
    /// Waits for all that has to be waited for, and then looks at what was done here.
    ///
    /// # Errors
    /// [`BackendError::Forbidden`] for who is not in.
    pub(super) async fn directory(&self, id: &CommunityId) -> Result<Directory, BackendError> {
        let answer = or_none(self.files.members(id).await)?;
        let names = self.names().await?;
        let staged = self.files.staged().await?;
        let viewer = self.viewer_now().await?;
        let rank = self.rank(&viewer, id);
        if rank == ViewerRank::Stranger {
            return Err(BackendError::Forbidden { status: 403 });
        }
        let (world, now) = (self.state.world(), self.clock.now());
        let decided = self.decided(id, &world, &viewer, &names);
        let mut it = Directory {
            id: id.clone(),
            viewer,
            me: world.plays,
            rank,
            name: names.of(world.plays),
            world,
            staged,
            rows: answer.data,
            left_out: answer.left_out,
            now,
        };
        if has_owner(&decided) {
            for one in it.rows.iter_mut().filter(|m| m.role == Role::Owner) {
                one.role = Role::Deputy;
            }
        }
        for known in decided {
            let person = known.who.id.as_str();
            let is = |one: &Member| one.id.as_str() == person;
            let role = known.who.is.role(now);
            match (role, it.rows.iter_mut().find(|one| is(one))) {
                (None, _) => it.rows.retain(|one| !is(one)),
                (Some(role), Some(one)) => one.role = role,
                (Some(role), None) => {
                    let bare = entry(id, &known, role);
                    let wrote = persona(person).and_then(|who| it.wrote(who));
                    it.rows.push(match wrote {
                        Some(wrote) => wrote.laid_over(&bare),
                        None => bare,
                    });
                }
            }
        }
        Ok(it)
    }

    /// The directory, as the viewer may see it.
    pub(super) async fn members_of(&self, community: &CommunityId) -> Asked<Page<Member>> {
        Ok(paged(self.directory(community).await?.seen_by_viewer()))
    }

    /// Those of them in whose entries, as the viewer sees them, each word stands.
    pub(super) async fn members_found(
        &self,
        community: &CommunityId,
        text: &str,
    ) -> Asked<Page<Member>> {
        let mut answer = self.directory(community).await?.seen_by_viewer();
        let fold = Fold::plain();
        let needle = Needle::new(&fold, text);
        answer.data.retain(|one| one.is_found_by(&fold, &needle));
        Ok(paged(answer))
    }

    /// What is the viewer's own there.
    pub(super) async fn own_entry(&self, community: &CommunityId) -> Asked<MyEntry> {
        let it = self.directory(community).await?;
        let me = it.me.word();
        let mut requests: Vec<ContactRequest> = Vec::new();
        for (between, request) in it.requests() {
            // What was refused to whoever left is shown to nobody until they are back.
            if between.owner == me && it.row(&between.asker).is_some() && it.meet(&between.asker) {
                requests.push(it.to_owner(&between, request));
            }
        }
        sort_by(&mut requests, |a, b| {
            (!a.waits(), b.at, &a.person).cmp(&(!b.waits(), a.at, &b.person))
        });
        Ok(Answer::whole(MyEntry {
            blocked: it.world.blocked(community, me),
            entry: it.own().cloned().map(|own| Member {
                on_request: Vec::new(),
                request: None,
                ..own
            }),
            requests,
        }))
    }

    /// What members have told of others; nobody sees what was told of them.
    pub(super) async fn told_of(&self, community: &CommunityId) -> Asked<Page<Report>> {
        let it = self.directory(community).await?;
        if it.rank != ViewerRank::Organiser {
            return Err(BackendError::Forbidden { status: 403 });
        }
        Ok(paged(Answer::whole(it.reports())))
    }
}

/// The part of this word.
fn persona(id: &str) -> Option<Persona> {
    Persona::ALL.into_iter().find(|who| who.word() == id)
}

impl Directory {
    /// What a part has written: here, or when it began.
    pub(super) fn wrote(&self, who: Persona) -> Option<Entry> {
        match self.world.entry(&self.id, who) {
            Some(kept) => kept,
            None => {
                let staged = self.staged.iter().find(|it| it.plays == who.word())?;
                staged.entries.get(&self.id).cloned()
            }
        }
    }

    /// The viewer's own entry, whole; `None` where they neither wrote one nor wanted to be listed.
    pub(super) fn own(&self) -> Option<&Member> {
        let is_there = self.wrote(self.me).is_some() || self.world.is_listed(self.me, &self.id);
        let mut rows = self.rows.iter().filter(|_| is_there);
        rows.find(|one| one.id.as_str() == self.me.word())
    }

    /// Somebody's entry, whole.
    pub(super) fn row(&self, id: &str) -> Option<&Member> {
        self.rows.iter().find(|one| one.id.as_str() == id)
    }

    fn seen_by_viewer(&self) -> Answer<Vec<Member>> {
        let requests = self.requests();
        let seen = |row: &Member| self.seen_of(row, &requests);
        Answer {
            data: self.rows.iter().filter_map(seen).collect(),
            left_out: self.left_out.clone(),
            etag: None,
        }
    }

    /// Somebody's entry, as the viewer sees it.
    pub(super) fn seen(&self, id: &str) -> Option<Member> {
        self.seen_of(self.row(id)?, &self.requests())
    }

    fn seen_of(&self, row: &Member, requests: &[(Between, ContactRequest)]) -> Option<Member> {
        let (id, me) = (row.id.as_str(), self.me.word());
        if id == me && self.own().is_some() {
            return as_seen_by(row, ViewerRank::Oneself, &[]);
        }
        if !self.meet(id) {
            return None;
        }
        let mut all = requests.iter();
        let request = all.find(|(it, _)| it.owner == id && it.asker == me);
        let request = request.map(|(_, request)| request);
        let grants = request.map(|it| it.grants(self.now)).unwrap_or_default();
        let mut seen = as_seen_by(row, self.rank, grants)?;
        seen.request = request.cloned().map(ContactRequest::to_asker);
        Some(seen)
    }

    /// Whether somebody has blocked another.
    pub(super) fn blocks(&self, by: &str, whom: &str) -> bool {
        let all = self.world.blocked(&self.id, by);
        all.iter().any(|it| it.id.as_str() == whom)
    }

    /// Whether neither the viewer nor another has blocked the other; organisers meet everybody.
    fn meet(&self, other: &str) -> bool {
        let me = self.me.word();
        self.rank == ViewerRank::Organiser || !self.are_apart(me, other)
    }

    /// Whether either has blocked the other.
    fn are_apart(&self, one: &str, other: &str) -> bool {
        self.world.are_apart(&self.id, one, other)
    }

    /// All requests of this directory as they are now.
    pub(super) fn requests(&self) -> Vec<(Between, ContactRequest)> {
        let kept = self.world.requests(&self.id);
        let mut all = Vec::new();
        for part in &self.staged {
            for request in part.requests.get(&self.id).into_iter().flatten() {
                let between = Between {
                    owner: part.plays.clone(),
                    asker: request
                        .person
                        .as_ref()
                        .map_or("", |it| it.as_str())
                        .to_owned(),
                };
                if kept.iter().all(|(it, _)| *it != between) {
                    all.push((between, request.clone()));
                }
            }
        }
        all.extend(kept.into_iter().filter_map(|(it, kept)| Some((it, kept?))));
        all.retain(|(_, request)| !request.is_over(self.now));
        all
    }

    /// What there is between two.
    pub(super) fn request(&self, owner: &str, asker: &str) -> Option<ContactRequest> {
        let mut all = self.requests().into_iter();
        let found = all.find(|(it, _)| it.owner == owner && it.asker == asker);
        found.map(|(_, request)| request)
    }

    /// A request as its owner sees it: with who asks.
    fn to_owner(&self, between: &Between, request: ContactRequest) -> ContactRequest {
        let asker = self.row(&between.asker);
        let listed = asker.filter(|row| !row.unlisted);
        let seen = asker.filter(|row| !row.unlisted || self.rank == ViewerRank::Organiser);
        ContactRequest {
            person: Some(PersonId(between.asker.clone())),
            // Who is not listed is called as their account is.
            name: listed.map_or(request.name, |row| row.name.clone()),
            member: seen.map(|row| row.id.clone()),
            ..request
        }
    }

    /// What was told to the organisers: what nobody has put away first, the newest first.
    pub(super) fn reports(&self) -> Vec<Report> {
        let mut all = self.world.reports(&self.id);
        for part in &self.staged {
            for report in part.reports.get(&self.id).into_iter().flatten() {
                if all.iter().all(|kept| kept.id != report.id) {
                    all.push(report.clone());
                }
            }
        }
        all.retain(|it| it.member.as_str() != self.me.word());
        sort_by(&mut all, |a, b| {
            (a.settled.is_some(), b.at, &b.id).cmp(&(b.settled.is_some(), a.at, &a.id))
        });
        all
    }
}
