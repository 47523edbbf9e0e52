//! Queries: kept now, fresh soon, one flight a query; what is young is not asked for again.

use crate::{
    backend::{Answer, Asked, Backend, BackendError, EventsWanted, Page},
    model::{
        Community, CommunityId, Event, EventId, FromJson, Instant, Member, MemberId, ToJson, Viewer,
    },
    parts::part,
    port::LocalFuture,
    store::{Kept, PIECES},
};

use std::rc::Rc;

mod agreed;
mod changed;
mod directory;
mod organisers;
mod tickets;
mod told;

pub use agreed::RulesAgreed;
pub use directory::{MembersFound, MyEntryIn, Reports};
pub(super) use organisers::ATTENDEES;
pub use organisers::{
    ApplicantsPage, AttendeesPage, InvitationByCode, InvitationsPage, RosterPage,
};
pub use told::EventTold;

use super::{
    Data, Ports,
    unwritten::{Cut, Early, cut},
};

/// Pages of communities and events, in seconds.
const LISTS: i64 = 60;
/// An event, whose seats may go, in seconds.
const EVENT: i64 = 30;
/// A community, in seconds.
const COMMUNITY: i64 = 300;
/// Members and their entries, in seconds.
const DIRECTORY: i64 = 600;

/// Something that can be asked for.
pub trait Ask {
    /// What the answer is.
    type Data: FromJson + ToJson + Clone + PartialEq + 'static;

    /// Under what it is kept: stable, and one thing a key.
    fn key(&self) -> String;

    /// Asks the backend.
    fn ask<'a>(&'a self, backend: &'a dyn Backend) -> LocalFuture<'a, Asked<Self::Data>>;

    /// An answer is not asked for again for so many seconds, unless the person wants it or has changed something.
    fn fresh_for(&self) -> i64;

    /// Its answer among what waits to be kept; see [`Early`].
    fn early(_waiting: &Early) -> Option<&Self::Data> {
        None
    }

    /// What was kept, as it is now: some answers say themselves until when a part of them holds.
    fn settle(_data: &Data, _key: &str, kept: Kept<Self::Data>) -> Kept<Self::Data> {
        kept
    }

    /// Keeps an answer. What the first view asks for does it by [`Early`].
    fn keep(data: &Data, key: &str, answer: &Answer<Self::Data>) {
        data.keep(key, answer);
    }
}

/// A page of a list.
pub(super) trait Paged: Ask + Sized {
    /// The name of the page, as the one before said it.
    fn cursor(&self) -> Option<&str>;
    /// The first page of the same list.
    fn first(&self) -> Self;
}

/// A page of communities.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommunitiesPage {
    /// As the page before named it.
    pub cursor: Option<String>,
}

impl Ask for CommunitiesPage {
    type Data = Page<Community>;

    fn key(&self) -> String {
        format!("communities/{}", self.cursor.as_deref().unwrap_or_default())
    }

    fn ask<'a>(&'a self, backend: &'a dyn Backend) -> LocalFuture<'a, Asked<Self::Data>> {
        backend.communities(self.cursor.clone())
    }

    fn fresh_for(&self) -> i64 {
        LISTS
    }

    fn early(waiting: &Early) -> Option<&Self::Data> {
        match waiting {
            Early::Communities(answer) => Some(answer),
            _ => None,
        }
    }

    fn keep(data: &Data, key: &str, answer: &Answer<Self::Data>) {
        data.keep_early(
            key,
            Early::Communities(answer.data.clone()),
            answer.etag.as_deref(),
        );
    }
}

impl Paged for CommunitiesPage {
    fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    fn first(&self) -> Self {
        Self::default()
    }
}

/// A community, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommunityById(pub CommunityId);

impl Ask for CommunityById {
    type Data = Community;

    fn key(&self) -> String {
        format!("community/{}", self.0)
    }

    fn ask<'a>(&'a self, backend: &'a dyn Backend) -> LocalFuture<'a, Asked<Self::Data>> {
        Box::pin(backend.community(&self.0))
    }

    fn fresh_for(&self) -> i64 {
        COMMUNITY
    }
}

/// A page of events that are not over, by their start.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EventsPage(pub EventsWanted);

impl Ask for EventsPage {
    type Data = Page<Event>;

    // The moments are no part of the key: what was kept an hour ago is what there is to show.
    fn key(&self) -> String {
        let of = self
            .0
            .community
            .as_ref()
            .map(CommunityId::as_str)
            .unwrap_or_default();
        // Nor is the window's place, but how wide it is does matter.
        let window = match (self.0.from, self.0.to) {
            (Some(from), Some(to)) => format!("{}d", to.since(from) / 86_400),
            _ => "all".to_owned(),
        };
        format!(
            "events/{of}/{window}/{}",
            self.0.cursor.as_deref().unwrap_or_default()
        )
    }

    fn ask<'a>(&'a self, backend: &'a dyn Backend) -> LocalFuture<'a, Asked<Self::Data>> {
        backend.events(&self.0)
    }

    fn fresh_for(&self) -> i64 {
        LISTS
    }

    fn early(waiting: &Early) -> Option<&Self::Data> {
        match waiting {
            Early::Events(answer) => Some(answer),
            _ => None,
        }
    }

    fn keep(data: &Data, key: &str, answer: &Answer<Self::Data>) {
        data.keep_early(
            key,
            Early::Events(answer.data.clone()),
            answer.etag.as_deref(),
        );
    }
}

impl Paged for EventsPage {
    fn cursor(&self) -> Option<&str> {
        self.0.cursor.as_deref()
    }

    fn first(&self) -> Self {
        Self(EventsWanted {
            cursor: None,
            ..self.0.clone()
        })
    }
}

/// An event, whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventById(pub EventId);

impl Ask for EventById {
    type Data = Event;

    fn key(&self) -> String {
        format!("event/{}", self.0)
    }

    fn ask<'a>(&'a self, backend: &'a dyn Backend) -> LocalFuture<'a, Asked<Self::Data>> {
        Box::pin(backend.event(&self.0))
    }

    fn fresh_for(&self) -> i64 {
        EVENT
    }
}

/// A page of a directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MembersPage {
    /// Whose.
    pub community: CommunityId,
    /// As the page before named it.
    pub cursor: Option<String>,
}

impl Ask for MembersPage {
    type Data = Page<Member>;

    fn key(&self) -> String {
        format!(
            "members/{}/{}",
            self.community,
            self.cursor.as_deref().unwrap_or_default()
        )
    }

    fn ask<'a>(&'a self, backend: &'a dyn Backend) -> LocalFuture<'a, Asked<Self::Data>> {
        Box::pin(backend.members(&self.community, self.cursor.clone()))
    }

    fn fresh_for(&self) -> i64 {
        DIRECTORY
    }

    fn early(waiting: &Early) -> Option<&Self::Data> {
        match waiting {
            Early::Later(answer, _) => answer.downcast_ref(),
            _ => None,
        }
    }

    fn settle(data: &Data, key: &str, kept: Kept<Self::Data>) -> Kept<Self::Data> {
        data.settled_page(key, kept)
    }

    fn keep(data: &Data, key: &str, answer: &Answer<Self::Data>) {
        data.note_grants(key, &answer.data.items);
        let cut_members: Cut = |page, from, most, following| {
            page.downcast_ref::<Page<Member>>()
                .map(|page| cut(page, from, most, following))
                .unwrap_or_default()
        };
        let members = Early::Later(Rc::new(answer.data.clone()), cut_members);
        data.keep_early(key, members, answer.etag.as_deref());
    }
}

impl Paged for MembersPage {
    fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    fn first(&self) -> Self {
        Self {
            community: self.community.clone(),
            cursor: None,
        }
    }
}

/// A directory entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberById {
    /// Whose directory.
    pub community: CommunityId,
    /// Which entry.
    pub member: MemberId,
}

impl Ask for MemberById {
    type Data = Member;

    fn key(&self) -> String {
        format!("member/{}/{}", self.community, self.member)
    }

    fn ask<'a>(&'a self, backend: &'a dyn Backend) -> LocalFuture<'a, Asked<Self::Data>> {
        Box::pin(backend.member(&self.community, &self.member))
    }

    fn fresh_for(&self) -> i64 {
        DIRECTORY
    }

    fn settle(data: &Data, key: &str, kept: Kept<Self::Data>) -> Kept<Self::Data> {
        data.settled_entry(key, kept)
    }

    fn keep(data: &Data, key: &str, answer: &Answer<Self::Data>) {
        data.note_grants(key, std::slice::from_ref(&answer.data));
        data.keep(key, answer);
    }
}

/// Where the viewer stands with everything.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Mine;

impl Ask for Mine {
    type Data = Viewer;

    fn key(&self) -> String {
        "mine".to_owned()
    }

    fn ask<'a>(&'a self, backend: &'a dyn Backend) -> LocalFuture<'a, Asked<Self::Data>> {
        backend.viewer()
    }

    fn fresh_for(&self) -> i64 {
        0
    }

    fn early(waiting: &Early) -> Option<&Self::Data> {
        match waiting {
            Early::Viewer(answer) => Some(answer),
            _ => None,
        }
    }

    fn keep(data: &Data, key: &str, answer: &Answer<Self::Data>) {
        data.keep_early(
            key,
            Early::Viewer(answer.data.clone()),
            answer.etag.as_deref(),
        );
    }
}

/// Under this key it is kept when something was last done on this device.
const CHANGED: &str = "linju/changed";

/// When something was last done on this device, by any page; long ago where that is not known, or was said by a clock that was
/// ahead.
pub(super) fn last_change(ports: &Ports) -> Instant {
    let kept = ports.kv.get(CHANGED).and_then(|text| Instant::parse(&text));
    let known = kept.filter(|at| *at <= ports.clock.now());
    known.unwrap_or(Instant::from_unix(i64::MIN))
}

impl Data {
    /// What is kept, at once.
    #[must_use]
    pub fn kept<Q: Ask>(&self, query: &Q) -> Option<Kept<Q::Data>> {
        let key = query.key();
        let waiting = self.unwritten.get(&key, self.whose.turn(), Q::early);
        let kept = waiting.or_else(|| self.cache.get(&key))?;
        Some(Q::settle(self, &key, kept))
    }

    /// A fresh copy, kept on the way. Asked for twice at once, it is sent once.
    ///
    /// # Errors
    /// [`BackendError`]; what was kept is kept still, but for what is gone or no longer shown to
    /// this viewer.
    pub async fn fresh<Q: Ask>(&self, query: &Q) -> Result<Q::Data, BackendError> {
        let key = query.key();
        let Some(_flight) = self.flights.board(&key).await else {
            // Somebody else has just asked: theirs is ours, and if it failed we ask ourselves.
            return match self.kept(query) {
                Some(kept) if self.now().since(kept.at) < 5 => Ok(kept.data),
                _ => self.ask(query, &key).await,
            };
        };
        self.ask(query, &key).await
    }

    /// Whether what was said at a moment is not to be asked again within so many seconds: it is young, and nothing
    /// was done since. (Said by a clock that was ahead, it is not young.)
    #[must_use]
    pub fn is_young(&self, at: Instant, seconds: i64) -> bool {
        at > self.changed.get() && (0..seconds).contains(&self.now().since(at))
    }

    /// From now on what was said before is not young: a command has changed something. A page that is opened after this one
    /// knows it too.
    pub(super) fn note_change(&self) {
        let now = self.now();
        self.changed.set(now);
        let _unkept = self.ports.kv.set(CHANGED, &now.to_string());
    }

    /// What is kept while it is young, else a fresh copy.
    ///
    /// # Errors
    /// As [`Data::fresh`].
    pub async fn soon<Q: Ask>(&self, query: &Q) -> Result<Kept<Q::Data>, BackendError> {
        match self.kept(query) {
            Some(kept) if self.is_young(kept.at, query.fresh_for()) => Ok(kept),
            _ => Ok(self.said_now(self.fresh(query).await?)),
        }
    }

    fn said_now<T>(&self, data: T) -> Kept<T> {
        Kept {
            data,
            at: self.now(),
        }
    }

    /// A page behind another: what is kept while it is young, else a fresh copy; where none comes, what is kept is read on
    /// as far as it was read before. A piece of a kept page is never asked for: when it is gone, its list begins anew.
    ///
    /// # Errors
    /// As [`Data::fresh`], where nothing is kept.
    #[allow(private_bounds, reason = "only lists have pages")]
    pub async fn onward<Q: Paged>(&self, query: &Q) -> Result<Kept<Q::Data>, BackendError> {
        if query
            .cursor()
            .is_some_and(|cursor| cursor.starts_with(PIECES))
        {
            return match self.kept(query) {
                Some(kept) => Ok(kept),
                None => Ok(self.said_now(self.fresh(&query.first()).await?)),
            };
        }
        match self.soon(query).await {
            Err(error) if !error.takes_away() => self.kept(query).ok_or(error),
            other => other,
        }
    }

    /// Another number whenever what was asked for before may no longer be so.
    fn turn(&self) -> u32 {
        self.whose.turn().wrapping_add(self.done.get())
    }

    /// Asks, whatever was asked already: what is on its way may have been said before something was done.
    pub(super) async fn ask<Q: Ask>(&self, query: &Q, key: &str) -> Result<Q::Data, BackendError> {
        let asked = loop {
            let turn = self.turn();
            let asked = query.ask(&*self.backend).await;
            // What was said to somebody who has signed out meanwhile, or before something was carried out, is asked for
            // anew.
            if self.turn() == turn {
                break asked;
            }
        };
        self.log.borrow_mut().note(key, self.now(), &asked);
        match asked {
            Ok(answer) => {
                Q::keep(self, key, &answer);
                Ok(answer.data)
            }
            Err(error) => {
                if error.takes_away() {
                    self.unwritten.forget(key);
                    self.cache.forget(key);
                    // It stands in an answer as it came, too.
                    self.cache.forget_all("http/");
                    let _none_yet = forget_lost(self, key, &error);
                }
                Err(error)
            }
        }
    }
}

part! {
    Pages "pages" "36":
    fn forget_lost<'a>(data: &'a Data, key: &'a str, error: &'a BackendError) -> () {
        data.cache.forget_pieces(key);
        if matches!(error, BackendError::Forbidden { .. }) {
            data.forget_closed(key);
        }
    }
}
