//! What somebody is called here whom the service does not name: a digest of what they typed as their name; by chance for one
//! signing in where nothing is typed here. It goes with what they signed in with, so it survives a renewal and not another signing in.

use crate::{backend::AskedFor, port::Randomness};

use super::super::outbox::hash;

/// Before what comes from what was typed, and from chance.
const BY_NAME: &str = "n";
const BY_CHANCE: &str = "r";

/// By the first thing typed that is no secret.
pub(super) fn by_name(asked_for: &[AskedFor], typed: &[(String, String)]) -> Option<String> {
    let is_secret = |name: &str| asked_for.iter().any(|ask| ask.secret && ask.name == name);
    let (_, name) = typed.iter().find(|(name, _)| !is_secret(name))?;
    let name = name.trim().to_lowercase();
    let digest = format!("{BY_NAME}{:08x}{:08x}", hash(&name, 0), hash(&name, 1));
    (!name.is_empty()).then_some(digest)
}

/// By chance.
pub(super) fn by_chance(random: &dyn Randomness) -> String {
    [BY_CHANCE, &random.id()].concat()
}

/// Whether the same person is called so the next time.
pub(super) fn is_by_name(called: &str) -> bool {
    called.starts_with(BY_NAME)
}

/// Whether nobody can tell whose account it is: of one signing in, or from when all whom a service did not name had the same.
pub(in crate::data) fn is_unknown(account: &str) -> bool {
    account == "@"
        || account
            .strip_prefix("@@")
            .is_some_and(|called| !is_by_name(called))
}
