//! What organisers ask for: who waits, who is in, who comes, invitations. Never young: others decide at the same time.

use crate::{
    backend::{Asked, Backend, Page},
    model::{Applicant, Attendee, CommunityId, EventId, Invitation},
    port::LocalFuture,
};

use super::{Ask, Paged};

/// A page of who waits for the word of a community's organisers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApplicantsPage {
    /// At whose door.
    pub community: CommunityId,
    /// As the page before named it.
    pub cursor: Option<String>,
}

impl Ask for ApplicantsPage {
    type Data = Page<Applicant>;

    fn key(&self) -> String {
        let cursor = self.cursor.as_deref().unwrap_or_default();
        format!("applicants/{}/{cursor}", self.community)
    }

    fn ask<'a>(&'a self, backend: &'a dyn Backend) -> LocalFuture<'a, Asked<Self::Data>> {
        Box::pin(backend.applicants(&self.community, self.cursor.clone()))
    }

    fn fresh_for(&self) -> i64 {
        0
    }
}

impl Paged for ApplicantsPage {
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

/// A page of who is in, as organisers see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RosterPage {
    /// Where.
    pub community: CommunityId,
    /// As the page before named it.
    pub cursor: Option<String>,
}

impl Ask for RosterPage {
    type Data = Page<Applicant>;

    fn key(&self) -> String {
        let cursor = self.cursor.as_deref().unwrap_or_default();
        format!("roster/{}/{cursor}", self.community)
    }

    fn ask<'a>(&'a self, backend: &'a dyn Backend) -> LocalFuture<'a, Asked<Self::Data>> {
        Box::pin(backend.roster(&self.community, self.cursor.clone()))
    }

    fn fresh_for(&self) -> i64 {
        0
    }
}

impl Paged for RosterPage {
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

/// Under keys that begin so it is kept who comes to events.
pub(in crate::data) const ATTENDEES: &str = "attendees/";

/// A page of who comes to an event, as its hosts see them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AttendeesPage {
    /// To which.
    pub event: EventId,
    /// As the page before named it.
    pub cursor: Option<String>,
}

impl Ask for AttendeesPage {
    type Data = Page<Attendee>;

    fn key(&self) -> String {
        let cursor = self.cursor.as_deref().unwrap_or_default();
        format!("{ATTENDEES}{}/{cursor}", self.event)
    }

    fn ask<'a>(&'a self, backend: &'a dyn Backend) -> LocalFuture<'a, Asked<Self::Data>> {
        Box::pin(backend.attendees(&self.event, self.cursor.clone()))
    }

    fn fresh_for(&self) -> i64 {
        0
    }
}

impl Paged for AttendeesPage {
    fn cursor(&self) -> Option<&str> {
        self.cursor.as_deref()
    }

    fn first(&self) -> Self {
        Self {
            event: self.event.clone(),
            cursor: None,
        }
    }
}

/// A page of a community's invitations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationsPage {
    /// Whose.
    pub community: CommunityId,
    /// As the page before named it.
    pub cursor: Option<String>,
}

impl Ask for InvitationsPage {
    type Data = Page<Invitation>;

    fn key(&self) -> String {
        let cursor = self.cursor.as_deref().unwrap_or_default();
        format!("invitations/{}/{cursor}", self.community)
    }

    fn ask<'a>(&'a self, backend: &'a dyn Backend) -> LocalFuture<'a, Asked<Self::Data>> {
        Box::pin(backend.invitations(&self.community, self.cursor.clone()))
    }

    fn fresh_for(&self) -> i64 {
        0
    }
}

impl Paged for InvitationsPage {
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

/// What a code opens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvitationByCode {
    /// Whose door.
    pub community: CommunityId,
    /// The code.
    pub code: String,
}

impl Ask for InvitationByCode {
    type Data = Invitation;

    fn key(&self) -> String {
        format!("invitation/{}/{}", self.community, self.code)
    }

    fn ask<'a>(&'a self, backend: &'a dyn Backend) -> LocalFuture<'a, Asked<Self::Data>> {
        Box::pin(backend.invitation(&self.community, &self.code))
    }

    fn fresh_for(&self) -> i64 {
        0
    }
}
