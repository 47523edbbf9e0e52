//! What is asked of a directory beside its entries: what is the viewer's own there, what the service finds, and what organisers
//! are told.

use crate::{
    backend::{Answer, Asked, Backend, Page},
    model::{CommunityId, Member, MyEntry, Report},
    port::LocalFuture,
};

use super::{Ask, Data, Kept, Paged};

/// What is the viewer's own in a directory. Never young: others ask and answer at the same time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MyEntryIn(pub CommunityId);

impl Ask for MyEntryIn {
    type Data = MyEntry;

    fn key(&self) -> String {
        format!("my-entry/{}/", self.0)
    }

    fn ask<'a>(&'a self, backend: &'a dyn Backend) -> LocalFuture<'a, Asked<Self::Data>> {
        Box::pin(backend.my_entry(&self.0))
    }

    fn fresh_for(&self) -> i64 {
        0
    }

    fn settle(data: &Data, _key: &str, mut kept: Kept<Self::Data>) -> Kept<Self::Data> {
        kept.data = kept.data.settled(data.now());
        kept
    }
}

/// A page of what the service finds in a directory. Nothing of it is kept: what was looked for is nobody's business, and what was
/// found stands in the directory. Whether a service searches says `offers("search_members")`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MembersFound {
    /// In whose.
    pub community: CommunityId,
    /// What is looked for.
    pub text: String,
    /// As the page before named it.
    pub cursor: Option<String>,
}

impl Ask for MembersFound {
    type Data = Page<Member>;

    fn key(&self) -> String {
        let cursor = self.cursor.as_deref().unwrap_or_default();
        format!("members-found/{}/{cursor}/{}", self.community, self.text)
    }

    fn ask<'a>(&'a self, backend: &'a dyn Backend) -> LocalFuture<'a, Asked<Self::Data>> {
        Box::pin(backend.search_members(&self.community, &self.text, self.cursor.clone()))
    }

    fn fresh_for(&self) -> i64 {
        0
    }

    fn keep(_data: &Data, _key: &str, _answer: &Answer<Self::Data>) {}
}

impl Paged for MembersFound {
    fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    fn first(&self) -> Self {
        Self {
            cursor: None,
            ..self.clone()
        }
    }
}

/// A page of what members have told of others, for organisers. Never young.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reports {
    /// To whose organisers.
    pub community: CommunityId,
    /// As the page before named it.
    pub cursor: Option<String>,
}

impl Ask for Reports {
    type Data = Page<Report>;

    fn key(&self) -> String {
        let cursor = self.cursor.as_deref().unwrap_or_default();
        format!("reports/{}/{cursor}", self.community)
    }

    fn ask<'a>(&'a self, backend: &'a dyn Backend) -> LocalFuture<'a, Asked<Self::Data>> {
        Box::pin(backend.reports(&self.community, self.cursor.clone()))
    }

    fn fresh_for(&self) -> i64 {
        0
    }
}

impl Paged for Reports {
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
