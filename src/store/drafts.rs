//! What a person is typing, kept field by field until it is sent or thrown away.
//!
//! Never evicted. Where it cannot be kept, whoever asked is told, while the page is still open.

use std::rc::Rc;

use crate::{
    model::Answers,
    port::{KeyValue, KvError, read_text, write_text},
};

const PREFIX: &str = "linju/d/";

/// Drafts of one account at one backend.
pub struct Drafts {
    kv: Rc<dyn KeyValue>,
    space: String,
}

impl Drafts {
    /// Of one backend and account.
    pub fn new(kv: Rc<dyn KeyValue>, backend: &str, account: &str) -> Self {
        Self {
            kv,
            space: format!("{PREFIX}{backend}/{account}/"),
        }
    }

    /// The draft of a form; empty when there is none.
    #[must_use]
    pub fn get(&self, form: &str) -> Answers {
        self.kv
            .get(&format!("{}{form}", self.space))
            .and_then(|text| read_text(&text))
            .unwrap_or_default()
    }

    /// Keeps a draft; an empty one is removed.
    ///
    /// # Errors
    /// [`KvError`] when it is not kept: say so.
    pub fn put(&self, form: &str, answers: &Answers) -> Result<(), KvError> {
        let key = format!("{}{form}", self.space);
        if answers.values().all(|a| a.is_empty()) {
            self.kv.remove(&key);
            return Ok(());
        }
        self.kv.set(&key, &write_text(answers))?;
        // A page that keeps nothing is worth a word to whoever types into it.
        if self.kv.durable() {
            Ok(())
        } else {
            Err(KvError::Blocked)
        }
    }

    /// Throws a draft away: it was sent.
    pub fn drop(&self, form: &str) {
        self.kv.remove(&format!("{}{form}", self.space));
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.kv.keys(&self.space).len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::MemoryKv;

    #[test]
    fn a_draft_is_kept_till_it_is_dropped() {
        let kv = Rc::new(MemoryKv::default());
        let drafts = Drafts::new(kv.clone(), "b", "a");
        let typed = Answers::from([("why".to_owned(), "我住在三栋".to_owned())]);
        // In memory it is kept, and said not to outlive the page.
        assert_eq!(drafts.put("join/c1", &typed), Err(KvError::Blocked));
        assert_eq!(Drafts::new(kv.clone(), "b", "a").get("join/c1"), typed);
        assert!(Drafts::new(kv.clone(), "b", "z").get("join/c1").is_empty());
        drafts.drop("join/c1");
        assert!(drafts.get("join/c1").is_empty());
    }

    #[test]
    fn an_emptied_draft_leaves_nothing_behind() {
        let kv = Rc::new(MemoryKv::default());
        let drafts = Drafts::new(kv.clone(), "b", "a");
        let _told = drafts.put("f", &Answers::from([("k".to_owned(), "v".to_owned())]));
        drafts
            .put("f", &Answers::from([("k".to_owned(), String::new())]))
            .unwrap();
        assert_eq!(drafts.count(), 0);
    }
}
