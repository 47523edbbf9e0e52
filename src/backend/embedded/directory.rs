//! A directory as it is by now, and what each part that a visitor plays may see of it: entries, requests, blocks, reports. Ids of
//! people and of their entries are the same here.

use core::ops::Range;
use std::rc::Rc;

use crate::{
    backend::{Answer, Asked, BackendError, LeftOut, Page, Persona},
    model::{
        CommunityId, ContactRequest, Entry, Fold, Instant, Member, MemberId, MyEntry, Needle,
        PersonId, Report, Role, Viewer, ViewerRank, as_seen_by, sort_by,
    },
};

use super::{
    Embedded,
    files::{Files, Staged},
    lay::{entry, has_owner},
    paged,
    state::{Between, World},
    unread::Unread,
};

/// So many rows are read at a time: as many as a slow phone reads in a frame or two.
const PAGE: usize = 200;

/// A directory at one moment, and who looks at it.
pub(super) struct Directory<'a> {
    pub(super) id: CommunityId,
    pub(super) viewer: Viewer,
    /// Who looks: the word of the part that is played.
    pub(super) me: Persona,
    pub(super) rank: ViewerRank,
    /// What they are called.
    pub(super) name: String,
    pub(super) world: World,
    staged: Vec<Staged>,
    files: &'a Files,
    /// All entries that stand in the file; what was founded here has none.
    file: Option<Rc<Unread>>,
    /// Somebody else is the owner now than in the file.
    has_owner: bool,
    /// Who stands otherwise than in the file.
    decided: Vec<Decided>,
    pub(super) now: Instant,
}

/// Somebody who stands otherwise than in the file.
struct Decided {
    id: String,
    /// As what they are in, if they are.
    role: Option<Role>,
    /// Their entry where the file has none.
    bare: Option<Member>,
}

impl Embedded {
    /// Waits for all that has to be waited for, and then looks at what was done here.
    ///
    /// # Errors
    /// [`BackendError::Forbidden`] for who is not in.
    pub(super) async fn directory(&self, id: &CommunityId) -> Result<Directory<'_>, BackendError> {
        let file = match self.files.members(id).await {
            Err(BackendError::NotFound) => None,
            other => Some(other?),
        };
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
            files: &self.files,
            file,
            has_owner: has_owner(&decided),
            decided: Vec::new(),
            now,
        };
        it.decided = decided
            .into_iter()
            .map(|known| {
                let role = known.who.is.role(now);
                let person = known.who.id.as_str();
                let bare = role.map(|role| {
                    let bare = entry(id, &known, role);
                    match persona(person).and_then(|who| it.wrote(who)) {
                        Some(wrote) => wrote.laid_over(&bare),
                        None => bare,
                    }
                });
                Decided {
                    id: person.to_owned(),
                    role,
                    bare,
                }
            })
            .collect();
        Ok(it)
    }

    /// A page of the directory, as the viewer may see it. A page is named by the row that it begins with.
    pub(super) async fn members_of(
        &self,
        community: &CommunityId,
        cursor: Option<String>,
    ) -> Asked<Page<Member>> {
        let it = self.directory(community).await?;
        let from = cursor.map_or(0, |cursor| cursor.parse().unwrap_or(usize::MAX));
        let next = from.saturating_add(PAGE);
        let next = Some(next).filter(|next| *next < it.filed());
        if from == 0 && next.is_none() {
            return Ok(paged(it.seen_by_viewer(0..PAGE)));
        }
        let seen = it.seen_by_viewer(from..from.saturating_add(PAGE));
        Ok(Answer {
            data: Page {
                items: seen.data,
                next: next.map(|next| next.to_string()),
                // Who hides is not to be counted either.
                total: None,
            },
            left_out: seen.left_out,
            etag: None,
        })
    }

    /// Somebody in it, as the viewer may see them.
    pub(super) async fn member_of(&self, community: &CommunityId, id: &MemberId) -> Asked<Member> {
        let seen = self.directory(community).await?.seen(id.as_str());
        seen.map(Answer::whole).ok_or(BackendError::NotFound)
    }

    /// Those of them in whose entries, as the viewer sees them, each word stands.
    pub(super) async fn members_found(
        &self,
        community: &CommunityId,
        text: &str,
    ) -> Asked<Page<Member>> {
        let it = self.directory(community).await?;
        let mut answer = it.seen_by_viewer(0..it.filed());
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
            entry: it.own().map(|own| Member {
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

impl Directory<'_> {
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
    pub(super) fn own(&self) -> Option<Member> {
        self.has_own().then(|| self.row(self.me.word())).flatten()
    }

    fn has_own(&self) -> bool {
        self.wrote(self.me).is_some() || self.world.is_listed(self.me, &self.id)
    }

    /// Somebody's entry, whole.
    pub(super) fn row(&self, id: &str) -> Option<Member> {
        match self.decided.iter().find(|it| it.id == id) {
            Some(decided) => self.decided_row(decided),
            None => self.filed_row(id),
        }
    }

    fn decided_row(&self, decided: &Decided) -> Option<Member> {
        let role = decided.role?;
        match self.filed_row(&decided.id) {
            Some(row) => Some(Member { role, ..row }),
            None => decided.bare.clone(),
        }
    }

    /// How many rows the file has.
    fn filed(&self) -> usize {
        self.file.as_ref().map_or(0, |file| file.len())
    }

    /// Somebody's entry as it stands in the file.
    fn filed_row(&self, id: &str) -> Option<Member> {
        let file = self.file.as_ref()?;
        let mut all = file.naming(id).into_iter();
        all.find_map(|at| {
            let (rows, _) = self.filed_rows(at..at + 1);
            rows.into_iter().find(|row| row.id.as_str() == id)
        })
    }

    fn filed_rows(&self, at: Range<usize>) -> (Vec<Member>, Vec<LeftOut>) {
        let Some(file) = &self.file else {
            return (Vec::new(), Vec::new());
        };
        let (mut rows, left_out) = self.files.rows_of(file, at);
        for one in rows.iter_mut().filter(|_| self.has_owner) {
            if one.role == Role::Owner {
                one.role = Role::Deputy;
            }
        }
        (rows, left_out)
    }

    /// Rows of the file as they are by now; behind the last of them who does not stand there.
    fn rows(&self, at: Range<usize>) -> (Vec<Member>, Vec<LeftOut>) {
        let is_last = at.end >= self.filed();
        let (mut rows, left_out) = self.filed_rows(at);
        for decided in &self.decided {
            let is = |one: &Member| one.id.as_str() == decided.id;
            match (decided.role, rows.iter_mut().find(|one| is(one))) {
                (None, _) => rows.retain(|one| !is(one)),
                (Some(role), Some(one)) => one.role = role,
                (Some(_), None) if is_last && self.filed_row(&decided.id).is_none() => {
                    rows.extend(decided.bare.clone());
                }
                (Some(_), None) => {}
            }
        }
        (rows, left_out)
    }

    fn seen_by_viewer(&self, at: Range<usize>) -> Answer<Vec<Member>> {
        let requests = self.requests();
        let has_own = self.has_own();
        let (rows, left_out) = self.rows(at);
        let seen = |row: Member| self.seen_of(row, has_own, &requests);
        Answer {
            data: rows.into_iter().filter_map(seen).collect(),
            left_out,
            etag: None,
        }
    }

    /// Somebody's entry, as the viewer sees it.
    pub(super) fn seen(&self, id: &str) -> Option<Member> {
        self.seen_of(self.row(id)?, self.has_own(), &self.requests())
    }

    fn seen_of(
        &self,
        row: Member,
        has_own: bool,
        requests: &[(Between, ContactRequest)],
    ) -> Option<Member> {
        let (id, me) = (row.id.as_str(), self.me.word());
        if id == me && has_own {
            return as_seen_by(&row, ViewerRank::Oneself, &[]);
        }
        if !self.meet(id) {
            return None;
        }
        let mut all = requests.iter();
        let request = all.find(|(it, _)| it.owner == id && it.asker == me);
        let request = request.map(|(_, request)| request);
        let grants = request.map(|it| it.grants(self.now)).unwrap_or_default();
        let mut seen = as_seen_by(&row, self.rank, grants)?;
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
        let asker = asker.as_ref();
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
