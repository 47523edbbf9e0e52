//! Queries: kept now, fresh soon, one flight a query.

use crate::{
    backend::{Answer, Asked, Backend, BackendError, EventsWanted, Page},
    model::{Community, CommunityId, Event, EventId, FromJson, Member, MemberId, ToJson, Viewer},
    port::LocalFuture,
    store::Kept,
};

use super::{Data, unwritten::Early};

/// Something that can be asked for.
pub trait Ask {
    /// What the answer is.
    type Data: FromJson + ToJson + Clone + PartialEq + 'static;

    /// Under what it is kept: stable, and one thing a key.
    fn key(&self) -> String;

    /// Asks the backend.
    fn ask<'a>(&'a self, backend: &'a dyn Backend) -> LocalFuture<'a, Asked<Self::Data>>;

    /// Its answer among what waits to be kept; see [`Early`].
    fn early(_waiting: &Early) -> Option<&Self::Data> {
        None
    }

    /// Keeps an answer. What the first view asks for does it by [`Early`].
    fn keep(data: &Data, key: &str, answer: &Answer<Self::Data>) {
        data.keep(key, answer);
    }
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

impl Data {
    /// What is kept, at once.
    #[must_use]
    pub fn kept<Q: Ask>(&self, query: &Q) -> Option<Kept<Q::Data>> {
        let key = query.key();
        let waiting = self.unwritten.get(&key, self.whose.turn(), Q::early);
        waiting.or_else(|| self.cache.get(&key))
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

    /// Another number whenever what was asked for before may no longer be so.
    fn turn(&self) -> u32 {
        self.whose.turn().wrapping_add(self.done.get())
    }

    async fn ask<Q: Ask>(&self, query: &Q, key: &str) -> Result<Q::Data, BackendError> {
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
                }
                Err(error)
            }
        }
    }
}
