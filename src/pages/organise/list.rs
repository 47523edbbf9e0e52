//! A list that organisers read, as far as it was read: pages behind each other, and the first anew whenever something was
//! decided. What has not changed keeps its key, and so what was drawn of it.

use std::{pin::Pin, rc::Rc, sync::Arc};

use crate::{
    data::{ApplicantsPage, Ask, BackendError, InvitationsPage, Page, RosterPage},
    model::{Applicant, CommunityId, Invitation},
    pages::{Here, live},
    ui::{RwSignal, StoredValue, effect},
};

type Read<T> = Pin<Box<dyn Future<Output = Result<Page<T>, BackendError>>>>;
type Asking<T> = Rc<dyn Fn(Option<String>) -> Read<T>>;

/// Something on it, under a key that is another when it has changed.
pub(super) struct Row<T> {
    pub key: String,
    pub it: Arc<T>,
}

impl<T> PartialEq for Row<T> {
    /// A key says all.
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl<T> Clone for Row<T> {
    fn clone(&self) -> Self {
        Self {
            key: self.key.clone(),
            it: Arc::clone(&self.it),
        }
    }
}

/// Pages that are read one after the other, until the list is as long as it was.
struct Round<T> {
    fresh: Vec<Row<T>>,
    /// How many pages are still to come, at most.
    left: u32,
    /// How many have come.
    pages: u32,
}

/// The list.
pub(super) struct List<T: 'static> {
    here: Here,
    asking: StoredValue<Asking<T>>,
    id_of: fn(&T) -> &str,
    next: StoredValue<Option<String>>,
    stay: StoredValue<live::Stay>,
    /// Of how many pages all is.
    pages: StoredValue<u32>,
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

impl List<Applicant> {
    /// Who waits, the longest first.
    pub fn of_waiting(here: Here, community: &CommunityId) -> Self {
        let community = community.clone();
        let page = move |cursor| ApplicantsPage {
            community: community.clone(),
            cursor,
        };
        Self::of(here, page, |one| &one.id.0, false)
    }

    /// Who is in, all of them: what is due is looked for among all.
    pub fn of_members(here: Here, community: &CommunityId) -> Self {
        let community = community.clone();
        let page = move |cursor| RosterPage {
            community: community.clone(),
            cursor,
        };
        Self::of(here, page, |one| &one.id.0, true)
    }
}

impl List<Invitation> {
    /// Invitations, the newest first.
    pub fn of_invitations(here: Here, community: &CommunityId) -> Self {
        let community = community.clone();
        let page = move |cursor| InvitationsPage {
            community: community.clone(),
            cursor,
        };
        Self::of(here, page, |one| &one.code, false)
    }
}

impl<T: PartialEq> List<T> {
    /// The list of which `page` is the query of a page, and `id_of` tells its things apart.
    fn of<Q: Ask<Data = Page<T>> + 'static>(
        here: Here,
        page: impl Fn(Option<String>) -> Q + 'static,
        id_of: fn(&T) -> &str,
        whole: bool,
    ) -> Self {
        let kept = here.data().kept(&page(None)).map(|kept| kept.data);
        let ask = move |cursor| -> Read<T> {
            let (data, page) = (here.data(), page(cursor));
            Box::pin(async move { data.fresh(&page).await })
        };
        Self::open(here, kept, Rc::new(ask), id_of, whole)
    }

    fn open(
        here: Here,
        kept: Option<Page<T>>,
        ask: Asking<T>,
        id_of: fn(&T) -> &str,
        whole: bool,
    ) -> Self {
        let it = Self {
            here,
            asking: StoredValue::new(ask),
            id_of,
            more: RwSignal::new(kept.as_ref().is_some_and(|page| page.next.is_some())),
            next: StoredValue::new(kept.as_ref().and_then(|page| page.next.clone())),
            all: RwSignal::new(None),
            error: RwSignal::new(None),
            loading: RwSignal::new(false),
            stay: StoredValue::new(live::Stay::here()),
            pages: StoredValue::new(1),
            round: StoredValue::new(Round {
                fresh: Vec::new(),
                left: 0,
                pages: 0,
            }),
            turn: StoredValue::new(0),
            changes: StoredValue::new(0),
            whole,
        };
        if let Some(page) = kept {
            let rows = it.rows(page.items, &[]);
            it.all.set(Some(rows));
        }
        effect(move || {
            it.here.woken.track();
            it.read();
        });
        it
    }

    /// What has come as rows, under the keys that it had where it is as it was.
    fn rows(self, items: Vec<T>, old: &[Row<T>]) -> Vec<Row<T>> {
        let row = |it: T| {
            let id = (self.id_of)(&it);
            match old.iter().find(|old| (self.id_of)(&old.it) == id) {
                Some(same) if *same.it == it => same.clone(),
                _ => {
                    let changes = self.changes.try_update_value(|changes| {
                        *changes = changes.wrapping_add(1);
                        *changes
                    });
                    let changes = changes.unwrap_or_default().to_string();
                    let key = [id, "\n", &changes].concat();
                    let it = Arc::new(it);
                    Row { key, it }
                }
            }
        };
        items.into_iter().map(row).collect()
    }

    /// One of them, where it was read.
    pub fn find(self, id: &str) -> Option<Arc<T>> {
        self.all.with_untracked(|all| {
            let mut all = all.iter().flatten();
            let found = all.find(|row| (self.id_of)(&row.it) == id);
            found.map(|row| Arc::clone(&row.it))
        })
    }

    /// Reads what comes next, unless something is being read.
    pub fn read_on(self) {
        if self.loading.get_untracked() {
            return;
        }
        if let Some(cursor) = self.next.get_value() {
            let fresh = self.all.with_untracked(Clone::clone).unwrap_or_default();
            self.begin(Round {
                fresh,
                left: 1,
                pages: self.pages.get_value(),
            });
            self.ask(Some(cursor));
        }
    }

    /// Reads it anew, as far as it was read.
    pub fn read(self) {
        let left = match self.whole {
            true => u32::MAX,
            false => self.pages.get_value().max(1),
        };
        self.begin(Round {
            fresh: Vec::new(),
            left,
            pages: 0,
        });
        self.ask(None);
    }

    fn begin(self, round: Round<T>) {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.round.set_value(round);
    }

    fn ask(self, cursor: Option<String>) {
        let Some(stay) = self.stay.try_with_value(live::Stay::clone) else {
            return;
        };
        let turn = self.turn.get_value();
        let asked = self.asking.with_value(|ask| ask(cursor));
        self.loading.set(true);
        stay.ask(async move {
            let read = asked.await;
            if self.turn.try_get_value() != Some(turn) {
                // It is read anew meanwhile.
                return;
            }
            match read {
                Ok(page) => self.take(page),
                Err(error) => {
                    self.loading.try_set(false);
                    if error.takes_away() {
                        self.all.try_set(None);
                    }
                    self.error.try_set(Some(error));
                }
            }
        });
    }

    /// What has come stands first; what was behind it stays until it is read anew, too.
    fn take(self, page: Page<T>) {
        if self.error.try_with_untracked(Option::is_some) == Some(true) {
            self.error.try_set(None);
        }
        let (items, next) = (page.items, page.next);
        let told = self.round.try_update_value(|round| {
            round.left = round.left.saturating_sub(1);
            round.pages = round.pages.saturating_add(1);
            let ends = round.left == 0 || next.is_none();
            let old = self.all.try_get_untracked().flatten().unwrap_or_default();
            for row in self.rows(items, &old) {
                if !self.has(&round.fresh, &row) {
                    round.fresh.push(row);
                }
            }
            let mut shown = round.fresh.clone();
            if !ends {
                shown.extend(old.into_iter().filter(|row| !self.has(&round.fresh, row)));
            }
            (shown, ends, round.pages)
        });
        let Some((shown, ends, pages)) = told else {
            return;
        };
        self.all.try_set(Some(shown));
        if !ends {
            self.ask(next);
            return;
        }
        self.pages.try_update_value(|kept| *kept = pages);
        self.more.try_set(next.is_some());
        self.next.try_update_value(|kept| *kept = next);
        self.loading.try_set(false);
    }

    /// What is known of one of them, in its place or first.
    pub fn put(self, it: T) {
        self.all.try_update(|all| {
            let mut rows = all.take().unwrap_or_default();
            let new = self.rows(vec![it], &rows);
            for row in new {
                let id = (self.id_of)(&row.it);
                match rows.iter_mut().find(|old| (self.id_of)(&old.it) == id) {
                    Some(old) => *old = row,
                    None => rows.insert(0, row),
                }
            }
            *all = Some(rows);
        });
    }

    fn has(self, rows: &[Row<T>], one: &Row<T>) -> bool {
        let id = (self.id_of)(&one.it);
        rows.iter().any(|row| (self.id_of)(&row.it) == id)
    }
}
