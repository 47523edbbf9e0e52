//! The rules that somebody agreed to, as they read then: kept where they agreed, so that a new version can be laid beside
//! them. No service is asked; where they are no longer kept, the version alone is known.

use crate::{
    backend::{Answer, Asked, Backend, BackendError},
    model::{CommunityId, Rules},
    port::LocalFuture,
};

use super::{Ask, Data};

/// The rules of a community that were agreed to on this device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesAgreed(pub CommunityId);

impl Ask for RulesAgreed {
    type Data = Rules;

    fn key(&self) -> String {
        format!("agreed/{}", self.0)
    }

    fn ask<'a>(&'a self, _backend: &'a dyn Backend) -> LocalFuture<'a, Asked<Self::Data>> {
        Box::pin(async { Err(BackendError::NotOffered) })
    }

    fn fresh_for(&self) -> i64 {
        i64::MAX
    }
}

impl Data {
    /// Keeps the rules that were just agreed to.
    pub fn note_agreed(&self, community: &CommunityId, rules: &Rules) {
        let key = RulesAgreed(community.clone()).key();
        self.keep(&key, &Answer::whole(rules.clone()));
    }
}
