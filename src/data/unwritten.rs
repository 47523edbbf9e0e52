//! What was answered and is not kept yet: writing it down lies in [`Part::Pages`](crate::parts::Part), which comes after the first
//! view. Until then it waits here, the latest under each key, and can be read; it is lost when the page closes before.
//!
//! What is large waits for a moment in which nobody waits for the page, and is written in pieces, each as large as can be
//! read at once on a slow phone: the first under its own key, each naming the next as if it were the next page. (Only the
//! first page of a list is cut: the key of it ends where that of another page has its name.)

use std::{
    any::Any,
    cell::{Cell, OnceCell, RefCell},
    rc::Rc,
};

use crate::{
    backend::{Answer, Page},
    model::{Community, CommunityId, Event, Instant, ToJson, Viewer},
    parts::part,
    port::{Idle, json_text, units, write_text},
    store::{Cache, PIECES, Whose},
};

use super::{Ask as _, Data, Kept, Mine, queries::ATTENDEES};

/// What is longer is written when nobody waits, in UTF-16 units of JSON.
const SMALL: usize = 20_000;
/// A page is kept in pieces of so many, and one row more.
const PIECE: usize = 48_000;
/// Answers that wait to be written down. Those that the first view asks for stand by their types: what knows how
/// to write a type would come with the first view, if it were named there.
pub enum Early {
    /// A page of communities.
    Communities(Page<Community>),
    /// A page of events.
    Events(Page<Event>),
    /// Where the viewer stands.
    Viewer(Viewer),
    /// Anything that a later page asks for, and how it is cut.
    Later(Rc<dyn Any>, Cut),
}

/// Rows from one on, as many as fit into so many units of JSON, and one more; the last word is how the next piece is
/// called. Gives the text, and the row to go on with.
pub type Cut = fn(&dyn Any, usize, usize, &str) -> (String, Option<usize>);

/// An answer, and under what it is to be kept.
struct Waiting {
    key: String,
    at: Instant,
    /// To whom it was said; see [`Whose::turn`].
    turn: u32,
    etag: Option<String>,
    answer: Early,
    /// It is not small: it is written when nobody waits.
    is_large: bool,
    /// Rows that are written, and pieces.
    done: (usize, usize),
}

/// Answers that wait to be written down, in their order.
#[derive(Default)]
pub(super) struct Unwritten {
    waiting: RefCell<Vec<Waiting>>,
    idle: OnceCell<Rc<dyn Idle>>,
    /// Whether somebody has been asked to go on.
    going_on: Cell<bool>,
}

impl Unwritten {
    /// Forgets what waits under a key.
    pub(super) fn forget(&self, key: &str) {
        self.waiting
            .borrow_mut()
            .retain(|waiting| waiting.key != key);
    }

    /// Forgets all.
    pub(super) fn clear(&self) {
        self.waiting.take();
    }

    /// What waits under a key, for who is here now.
    pub(super) fn get<T: Clone>(
        &self,
        key: &str,
        turn: u32,
        pick: fn(&Early) -> Option<&T>,
    ) -> Option<Kept<T>> {
        let all = self.waiting.borrow();
        let waiting = all.iter().find(|w| w.key == key && w.turn == turn)?;
        Some(Kept {
            data: pick(&waiting.answer)?.clone(),
            at: waiting.at,
        })
    }
}

/// What writes, in a part that comes later.
impl Unwritten {
    /// Writes what is small, and sees to it that the rest is written.
    fn write(self: Rc<Self>, cache: &Rc<Cache>, whose: &Whose, now: Instant) {
        let turn = whose.turn();
        // Nothing of what is called here comes back to the list.
        self.waiting.borrow_mut().retain_mut(|waiting| {
            if waiting.turn != turn {
                return false;
            }
            // Whether it is small is found by writing it, once.
            waiting.is_large = waiting.is_large || !waiting.write(cache, SMALL, false);
            waiting.is_large
        });
        self.go_on(cache, whose, now);
    }

    /// Does the rest when nobody waits; at once where nobody knows when that is.
    fn go_on(self: Rc<Self>, cache: &Rc<Cache>, whose: &Whose, now: Instant) {
        if self.going_on.replace(true) {
            return;
        }
        let own = (self.clone(), cache.clone(), whose.clone());
        let step = move || {
            let (it, cache, whose) = own;
            it.going_on.set(false);
            if it.step(&cache, &whose) {
                it.go_on(&cache, &whose, now);
            } else {
                cache.note_use(now);
            }
        };
        match self.idle.get() {
            Some(idle) => idle.when_idle(Box::new(step)),
            None => step(),
        }
    }

    /// Writes a piece of what has waited longest; whether there is more to do.
    fn step(&self, cache: &Cache, whose: &Whose) -> bool {
        let mut all = self.waiting.borrow_mut();
        let turn = whose.turn();
        let is_done = all
            .first_mut()
            .is_some_and(|waiting| waiting.turn != turn || waiting.write(cache, PIECE, true));
        if is_done {
            all.remove(0);
        }
        !all.is_empty()
    }
}

impl Waiting {
    /// Writes the next piece; whether it was the last. One of several only where they are wanted.
    fn write(&mut self, cache: &Cache, most: usize, several: bool) -> bool {
        let (from, piece) = self.done;
        let name = |piece: usize| match piece {
            0 => self.key.clone(),
            _ => format!("{}{PIECES}{piece}", self.key),
        };
        let following = format!("{PIECES}{}", piece + 1);
        let most = match self.key.ends_with('/') {
            false if several => usize::MAX,
            _ => most,
        };
        let (text, left) = self.answer.cut(from, most, &following);
        if left.is_some() && !several {
            return false;
        }
        // What has no room is kept as long as the page is open.
        let _told_elsewhere = cache.put_text(&name(piece), &text, self.at, self.etag.as_deref());
        match left {
            Some(row) => self.done = (row, piece + 1),
            // Of a longer answer of before.
            None => (piece + 1..)
                .map(name)
                .take_while(|name| cache.has(name))
                .for_each(|name| cache.forget(&name)),
        }
        left.is_none()
    }
}

impl Early {
    fn cut(&self, from: usize, most: usize, following: &str) -> (String, Option<usize>) {
        match self {
            Self::Communities(page) => cut(page, from, most, following),
            Self::Events(page) => cut(page, from, most, following),
            Self::Viewer(viewer) => (write_text(viewer), None),
            Self::Later(any, cut) => cut(&**any, from, most, following),
        }
    }
}

/// See [`Cut`].
pub(super) fn cut<T: ToJson>(
    page: &Page<T>,
    from: usize,
    most: usize,
    following: &str,
) -> (String, Option<usize>) {
    let mut text = "{\"items\":[".to_owned();
    let mut length = 0;
    let mut left = None;
    for (at, item) in page.items.iter().enumerate().skip(from) {
        if length > most {
            left = Some(at);
            break;
        }
        let item = json_text(&item.to_json());
        length += units(&item);
        if at > from {
            text.push(',');
        }
        text.push_str(&item);
    }
    let next = match left {
        Some(_) => write_text(&following.to_owned()),
        None => write_text(&page.next),
    };
    text.extend([
        "],\"next\":",
        &next,
        ",\"total\":",
        &write_text(&page.total),
        "}",
    ]);
    (text, left)
}

impl Data {
    /// Keeps an answer: soon, or once that can be done.
    pub(super) fn keep_early(&self, key: &str, answer: Early, etag: Option<&str>) {
        self.unwritten.forget(key);
        self.unwritten.waiting.borrow_mut().push(Waiting {
            key: key.to_owned(),
            at: self.now(),
            turn: self.whose.turn(),
            etag: etag.map(str::to_owned),
            answer,
            is_large: false,
            done: (0, 0),
        });
        self.settle();
    }

    /// Writes down what waits, and what was read, if that can be done by now: what is large, when nobody waits.
    pub fn settle(&self) {
        let _there = write(self);
    }

    /// From now on what is large is written when nobody waits. Call it from [`Part::Pages`](crate::parts::Part).
    pub fn keep_when_idle(&self, idle: Rc<dyn Idle>) {
        let _first = self.unwritten.idle.set(idle);
        self.settle();
    }

    /// Keeps an answer. What has no room is kept as long as the page is open.
    pub(super) fn keep<T: ToJson>(&self, key: &str, answer: &Answer<T>) {
        let _unkept = self
            .cache
            .put(key, &answer.data, self.now(), answer.etag.as_deref());
    }

    /// Forgets the directory of a community, each page and entry, what its organisers see, what a code opened, and answers as they came, in
    /// which it may stand: for who is no longer a member, or no longer one of them.
    pub(super) fn forget_directory(&self, id: &CommunityId) {
        for prefix in [
            "members/",
            "members-found/",
            "my-entry/",
            "reports/",
            "member/",
            "applicants/",
            "roster/",
            "invitations/",
            "invitation/",
        ] {
            let prefix = format!("{prefix}{id}/");
            let mut waiting = self.unwritten.waiting.borrow_mut();
            waiting.retain(|waiting| !waiting.key.starts_with(&prefix));
            self.cache.forget_all(&prefix);
        }
        // By event: which of them are of this community, their keys do not say.
        let mut waiting = self.unwritten.waiting.borrow_mut();
        waiting.retain(|waiting| !waiting.key.starts_with(ATTENDEES));
        self.cache.forget_all(ATTENDEES);
        self.cache.forget_all("http/");
    }

    /// Forgets the whole directory of which the viewer was refused a part: what else of it was kept is as little for them.
    pub(super) fn forget_closed(&self, key: &str) {
        let mut parts = key.splitn(3, '/');
        if let (Some("members" | "members-found" | "member" | "my-entry" | "reports"), Some(id)) =
            (parts.next(), parts.next())
        {
            self.forget_directory(&id.into());
        }
    }

    /// Forgets the directory of each community in which somebody else has ended the viewer's role, or their time is over; or in
    /// which they organise no more: they were shown what members are not.
    fn forget_former(&self) {
        let key = Mine.key();
        let Some(now) = self.unwritten.get(&key, self.whose.turn(), Mine::early) else {
            return;
        };
        let Some(was) = self.cache.get::<Viewer>(&key) else {
            return;
        };
        for (id, membership) in was.data.memberships.iter() {
            let Some(before) = membership.role(was.at) else {
                continue;
            };
            let role = now.data.membership(id).role(now.at);
            if role.is_none_or(|role| before.organises() && !role.organises()) {
                self.forget_directory(id);
            }
        }
    }
}

part! {
    Pages "pages" "09":
    fn write(data: &Data) -> () {
        data.forget_former();
        data.unwritten.clone().write(&data.cache, &data.whose, data.now());
        data.sweep_grants();
    }
}
