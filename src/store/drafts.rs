//! What a person is typing, kept field by field until it is sent or thrown away.
//!
//! Never evicted. Where it cannot be kept, whoever asked is told, while the page is still open.

use std::rc::Rc;

use crate::{
    model::Answers,
    port::{KeyValue, KvError, read_text, write_text},
};

use super::whose::{Whose, space};

const PREFIX: &str = "linju/d/";

/// Drafts of whoever is looking, at one backend.
pub struct Drafts {
    kv: Rc<dyn KeyValue>,
    backend: String,
    whose: Whose,
}

impl Drafts {
    /// Of one backend and whoever is looking.
    pub fn new(kv: Rc<dyn KeyValue>, backend: &str, whose: Whose) -> Self {
        Self {
            kv,
            backend: backend.to_owned(),
            whose,
        }
    }

    fn key(&self, form: &str) -> String {
        let mut key = space(PREFIX, &self.backend, &self.whose.account());
        key.push_str(form);
        key
    }

    /// The draft of a form; empty when there is none.
    #[must_use]
    pub fn get(&self, form: &str) -> Answers {
        self.kv
            .get(&self.key(form))
            .and_then(|text| read_text(&text))
            .unwrap_or_default()
    }

    /// Keeps a draft; an empty one is removed.
    ///
    /// # Errors
    /// [`KvError`] when it is not kept: say so.
    pub fn put(&self, form: &str, answers: &Answers) -> Result<(), KvError> {
        let key = self.key(form);
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
        self.kv.remove(&self.key(form));
    }

    /// Throws all of them away.
    pub fn clear(&self) {
        for key in self.kv.keys(&self.key("")) {
            self.kv.remove(&key);
        }
    }

    /// What another account typed is from now on that of the one who is looking: somebody typed it and
    /// signed in then. Where both have answered, what was typed just now stands.
    pub fn take_over(&self, from: &str) {
        let theirs = space(PREFIX, &self.backend, from);
        for key in self.kv.keys(&theirs) {
            let Some(form) = key.strip_prefix(&theirs) else {
                continue;
            };
            let typed = self
                .kv
                .get(&key)
                .and_then(|text| read_text::<Answers>(&text));
            let mut all = self.get(form);
            let typed = typed.unwrap_or_default();
            let typed = typed.iter().filter(|(_, answer)| !answer.is_empty());
            all.extend(typed.map(|(key, answer)| (key.clone(), answer.clone())));
            // What has no room stays where it is.
            if self.put(form, &all) != Err(KvError::Full) {
                self.kv.remove(&key);
            }
        }
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.kv.keys(&self.key("")).len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::port::MemoryKv;

    #[test]
    fn a_draft_is_kept_till_it_is_dropped() {
        let kv = Rc::new(MemoryKv::default());
        let drafts = Drafts::new(kv.clone(), "b", Whose::new("a"));
        let typed = Answers::from([("why".to_owned(), "我住在三栋".to_owned())]);
        // In memory it is kept, and said not to outlive the page.
        assert_eq!(drafts.put("join/c1", &typed), Err(KvError::Blocked));
        assert_eq!(
            Drafts::new(kv.clone(), "b", Whose::new("a")).get("join/c1"),
            typed
        );
        assert!(
            Drafts::new(kv.clone(), "b", Whose::new("z"))
                .get("join/c1")
                .is_empty()
        );
        drafts.drop("join/c1");
        assert!(drafts.get("join/c1").is_empty());
    }

    #[test]
    fn an_emptied_draft_leaves_nothing_behind() {
        let kv = Rc::new(MemoryKv::default());
        let drafts = Drafts::new(kv.clone(), "b", Whose::new("a"));
        let _told = drafts.put("f", &Answers::from([("k".to_owned(), "v".to_owned())]));
        drafts
            .put("f", &Answers::from([("k".to_owned(), String::new())]))
            .unwrap();
        assert_eq!(drafts.count(), 0);
    }
}
