//! By which words an entry is found: those that its reader sees, so that what is hidden is never found, not even by its absence.

use super::Member;
use crate::model::{Fold, Needle};

impl Member {
    /// Whether each word stands somewhere in an entry, as a viewer sees it ([`as_seen_by`](super::as_seen_by)): in the name and
    /// how it is sorted, headline, hometown, district, or in what they know, offer and look for. (Where one is reached, when one was
    /// born, with whom one lives and which role one has, is not searched.)
    #[must_use]
    pub fn is_found_by(&self, fold: &Fold, needle: &Needle) -> bool {
        let mut texts: Vec<&str> = vec![
            &self.name,
            &self.sort_key,
            &self.headline,
            &self.hometown,
            &self.district,
        ];
        for list in [&self.skills, &self.offers, &self.seeks] {
            texts.extend(list.iter().map(String::as_str));
        }
        needle.found_in(fold, &texts)
    }
}
