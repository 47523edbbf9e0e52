//! A list that organisers read, as far as it was read: pages behind each other.
//!
//! What a decision came to is laid over the row at once, and only the page on which it stood is read anew. When the reader or
//! the network comes back it is the first page, and what that has pushed on; all of it only where it is old.

mod laying;
mod of;
mod round;

use std::{pin::Pin, rc::Rc, sync::Arc};

use crate::{
    data::{Ask, BackendError, Page},
    model::Instant,
    pages::{Here, live},
    ui::{RwSignal, StoredValue, effect},
};

use round::Round;
pub(super) use round::Row;

/// For so many seconds what was read whole is not read whole again without a reason.
const WHOLE_S: i64 = 300;

type Read<T> = Pin<Box<dyn Future<Output = Result<Page<T>, BackendError>>>>;
type Asking<T> = Rc<dyn Fn(Option<String>) -> Read<T>>;

/// The list.
pub(super) struct List<T: 'static> {
    here: Here,
    asking: StoredValue<Asking<T>>,
    id_of: fn(&T) -> &str,
    next: StoredValue<Option<String>>,
    stay: StoredValue<live::Stay>,
    /// What the pages that it is of were asked for with.
    pages: StoredValue<Vec<Option<String>>>,
    /// When all of it was read last.
    whole_at: StoredValue<Option<Instant>>,
    /// When what was kept of it was read.
    kept_at: StoredValue<Option<Instant>>,
    /// The first and the last page on which something was decided since they were read.
    touched: StoredValue<Option<(usize, usize)>>,
    round: StoredValue<Round<T>>,
    /// Which round it is: what an earlier one asked for is not wanted any more.
    turn: StoredValue<u32>,
    /// How often something has changed; part of the keys.
    changes: StoredValue<u32>,
    /// Reads to the end by itself.
    whole: bool,
    /// In the backend's order.
    pub all: RwSignal<Option<Vec<Row<T>>>>,
    /// Whether there are pages that were not read yet.
    pub more: RwSignal<bool>,
    /// Why it is not fresh.
    pub error: RwSignal<Option<BackendError>>,
    /// A page is on its way.
    pub loading: RwSignal<bool>,
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for List<T> {}

impl<T: PartialEq> List<T> {
    /// The list of which `page` is the query of a page, and `id_of` tells its things apart.
    fn of<Q: Ask<Data = Page<T>> + 'static>(
        here: Here,
        page: impl Fn(Option<String>) -> Q + 'static,
        id_of: fn(&T) -> &str,
        whole: bool,
    ) -> Self {
        let kept = here.data().kept(&page(None));
        let kept = kept.map(|kept| (kept.at, kept.data));
        let ask = move |cursor| -> Read<T> {
            let (data, page) = (here.data(), page(cursor));
            Box::pin(async move { data.fresh(&page).await })
        };
        Self::open(here, kept, Rc::new(ask), id_of, whole)
    }

    fn open(
        here: Here,
        kept: Option<(Instant, Page<T>)>,
        ask: Asking<T>,
        id_of: fn(&T) -> &str,
        whole: bool,
    ) -> Self {
        let (kept_at, kept) = kept.unzip();
        let it = Self {
            here,
            kept_at: StoredValue::new(kept_at),
            asking: StoredValue::new(ask),
            id_of,
            more: RwSignal::new(kept.as_ref().is_some_and(|page| page.next.is_some())),
            next: StoredValue::new(kept.as_ref().and_then(|page| page.next.clone())),
            all: RwSignal::new(None),
            error: RwSignal::new(None),
            loading: RwSignal::new(false),
            stay: StoredValue::new(live::Stay::here()),
            pages: StoredValue::new(vec![None]),
            whole_at: StoredValue::new(None),
            touched: StoredValue::new(None),
            round: StoredValue::new(Round::new(0, 0, &[], id_of)),
            turn: StoredValue::new(0),
            changes: StoredValue::new(0),
            whole,
        };
        if let Some(page) = kept {
            let row = |one: T| Row {
                key: [id_of(&one), "\n", &it.number()].concat(),
                page: 0,
                it: Arc::new(one),
            };
            it.all.set(Some(page.items.into_iter().map(row).collect()));
        }
        effect(move || {
            it.here.woken.track();
            let fails = it.error.with_untracked(Option::is_some);
            match fails || it.is_old() {
                true => it.read(),
                false => it.begin(0, 1),
            }
        });
        it
    }

    /// When what is shown was read: whole in this page, else when it was kept.
    pub fn read_at(self) -> Option<Instant> {
        self.whole_at
            .get_value()
            .or_else(|| self.kept_at.get_value())
    }

    /// Whether more of it comes by itself, or nobody has asked for it yet; tells when that changes.
    pub fn is_coming(self) -> bool {
        let fails = self.error.with(Option::is_some);
        self.loading.get() || !fails && self.whole_at.with_value(Option::is_none)
    }

    /// Whether it was not read whole, or long ago.
    fn is_old(self) -> bool {
        let at = self.whole_at.get_value();
        let age = at.map(|at| self.here.now().since(at));
        age.is_none_or(|age| !(0..WHOLE_S).contains(&age))
    }

    /// The number of a change.
    fn number(self) -> String {
        let changes = self.changes.try_update_value(|changes| {
            *changes = changes.wrapping_add(1);
            *changes
        });
        changes.unwrap_or_default().to_string()
    }

    /// Reads what comes next, unless something is being read.
    pub fn read_on(self) {
        if self.loading.get_untracked() || self.next.with_value(Option::is_none) {
            return;
        }
        // Who stood first behind the last page may have come up to it, where somebody has gone: it is read once more.
        self.begin(self.pages.with_value(Vec::len).saturating_sub(1), 2);
    }

    /// Reads it anew, as far as it was read.
    pub fn read(self) {
        let left = match self.whole {
            true => usize::MAX,
            false => self.pages.with_value(Vec::len).max(1),
        };
        self.begin(0, left);
    }

    /// Something was decided about these: reads the pages on which they stand or stood, else the first.
    pub fn look(self, ids: &[String]) {
        if self.whole && self.whole_at.with_value(Option::is_none) {
            // All of it is still on its way.
            return self.read();
        }
        ids.iter().for_each(|id| self.touch(id));
        let (first, last) = self.touched.get_value().unwrap_or_default();
        self.begin(first, last.saturating_sub(first).saturating_add(1));
    }

    fn begin(self, from: usize, left: usize) {
        let cursor = self.pages.with_value(|pages| pages.get(from).cloned());
        // A page that is not there any more: from the first.
        let (from, cursor) = cursor.map_or((0, None), |cursor| (from, cursor));
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        let round = self.all.with_untracked(|all| {
            let old = all.as_deref().unwrap_or_default();
            Round::new(from, left, old, self.id_of)
        });
        self.round.set_value(round);
        self.ask(cursor);
    }

    fn ask(self, cursor: Option<String>) {
        let Some(stay) = self.stay.try_with_value(live::Stay::clone) else {
            return;
        };
        let turn = self.turn.get_value();
        let asked = self.asking.with_value(|ask| ask(cursor.clone()));
        self.loading.set(true);
        stay.ask(async move {
            let read = asked.await;
            if self.turn.try_get_value() != Some(turn) {
                // It is read anew meanwhile.
                return;
            }
            match read {
                Ok(page) => self.take(cursor, page),
                Err(error) => {
                    self.loading.try_set(false);
                    if error.takes_away() {
                        self.all.try_set(None);
                        self.whole_at.try_update_value(|at| *at = None);
                    }
                    self.error.try_set(Some(error));
                }
            }
        });
    }

    fn take(self, cursor: Option<String>, page: Page<T>) {
        if self.error.try_with_untracked(Option::is_some) == Some(true) {
            self.error.try_set(None);
        }
        let (items, next) = (page.items, page.next);
        let had_all = self.whole_at.try_get_value().flatten().is_some()
            && self.next.try_with_value(Option::is_none) == Some(true);
        let was = match had_all {
            // Who is pushed behind the end is not lost.
            true => usize::MAX,
            false => self.pages.try_with_value(Vec::len).unwrap_or_default(),
        };
        let told = self.all.try_with_untracked(|all| {
            let all = all.as_deref().unwrap_or_default();
            let page = (cursor, items, next.is_none());
            let number = || self.number();
            self.round
                .try_update_value(|round| round.take(page, was, all, self.id_of, number))
        });
        let Some(taken) = told.flatten() else {
            return;
        };
        if let Some(shown) = taken.shown {
            self.all.try_set(Some(shown));
        }
        if !taken.ends {
            self.ask(next);
            return;
        }
        let read = self.round.try_update_value(|round| {
            let reached = round.reached();
            (round.from, reached, std::mem::take(&mut round.cursors))
        });
        self.end(read.unwrap_or_default(), next);
    }

    /// A round is over: pages from one up to another have come, and what they were asked for with.
    fn end(
        self,
        (from, reached, cursors): (usize, usize, Vec<Option<String>>),
        next: Option<String>,
    ) {
        let is_all = self.pages.try_update_value(|pages| {
            let behind = match next.is_some() {
                true => pages.split_off(reached.min(pages.len())),
                false => Vec::new(),
            };
            pages.truncate(from);
            pages.extend(cursors);
            let is_all = behind.is_empty();
            pages.extend(behind);
            is_all
        });
        if is_all == Some(true) {
            self.more.try_set(next.is_some());
            self.next.try_update_value(|kept| *kept = next);
            if from == 0 {
                let now = self.here.now();
                self.whole_at.try_update_value(|at| *at = Some(now));
            }
        }
        self.touched.try_update_value(|touched| *touched = None);
        self.loading.try_set(false);
    }
}
