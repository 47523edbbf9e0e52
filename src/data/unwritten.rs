//! What was answered and is not kept yet: writing it down lies in [`Part::Pages`], which comes after the first
//! view. Until then it waits here, the latest under each key, and can be read; it is lost when the page closes before.

use std::cell::RefCell;

use crate::{
    backend::{Answer, Page},
    model::{Community, Event, Instant, ToJson, Viewer},
    parts::{Part, loaded, part},
};

use super::{Data, Kept};

/// Answers that the first view asks for.
pub enum Early {
    /// A page of communities.
    Communities(Page<Community>),
    /// A page of events.
    Events(Page<Event>),
    /// Where the viewer stands.
    Viewer(Viewer),
}

/// An answer, and under what it is to be kept.
struct Waiting {
    key: String,
    at: Instant,
    /// To whom it was said; see [`Whose::turn`](crate::store::Whose::turn).
    turn: u32,
    etag: Option<String>,
    answer: Early,
}

/// Answers that wait to be written down, in their order.
#[derive(Default)]
pub(super) struct Unwritten(RefCell<Vec<Waiting>>);

impl Unwritten {
    /// Forgets what waits under a key.
    pub(super) fn forget(&self, key: &str) {
        self.0.borrow_mut().retain(|waiting| waiting.key != key);
    }

    /// Forgets all.
    pub(super) fn clear(&self) {
        self.0.take();
    }

    /// What waits under a key, for who is here now.
    pub(super) fn get<T: Clone>(
        &self,
        key: &str,
        turn: u32,
        pick: fn(&Early) -> Option<&T>,
    ) -> Option<Kept<T>> {
        let all = self.0.borrow();
        let waiting = all.iter().find(|w| w.key == key && w.turn == turn)?;
        Some(Kept {
            data: pick(&waiting.answer)?.clone(),
            at: waiting.at,
            etag: waiting.etag.clone(),
        })
    }
}

impl Data {
    /// Keeps an answer: now, or once that can be done.
    pub(super) fn keep_early(&self, key: &str, answer: Early, etag: Option<&str>) {
        self.unwritten.forget(key);
        self.unwritten.0.borrow_mut().push(Waiting {
            key: key.to_owned(),
            at: self.now(),
            turn: self.whose.turn(),
            etag: etag.map(str::to_owned),
            answer,
        });
        self.write_down();
    }

    /// Keeps what waits, if that can be done by now.
    pub fn write_down(&self) {
        if loaded(Part::Pages) {
            let turn = self.whose.turn();
            for waiting in self.unwritten.0.take() {
                if waiting.turn == turn {
                    let _there = write(self, &waiting);
                }
            }
        }
    }

    /// Keeps an answer. What has no room is shown all the same.
    pub(super) fn keep<T: ToJson>(&self, key: &str, answer: &Answer<T>) {
        let _unkept = self
            .cache
            .put(key, &answer.data, self.now(), answer.etag.as_deref());
    }
}

part! {
    Pages "pages" "09":
    fn write(data: &Data, waiting: &Waiting) -> () {
        let (key, at, etag) = (&waiting.key, waiting.at, waiting.etag.as_deref());
        let cache = &data.cache;
        let _unkept = match &waiting.answer {
            Early::Communities(page) => cache.put(key, page, at, etag),
            Early::Events(page) => cache.put(key, page, at, etag),
            Early::Viewer(viewer) => cache.put(key, viewer, at, etag),
        };
    }
}
