//! A directory as far as it was read: page by page, put in order and made ready to be searched when nobody waits.
//!
//! What is shown is a [`Listed`], members with their order; it changes as a whole, so that no row stands in two places. What comes
//! again is laid over what was there, by id: who has not changed stays the same, and whoever was not told of again is gone once all pages
//! have come. Where the service is the page itself, it is read to its end, a page at a time when nobody waits, and what has come is
//! shown whenever it is twice what is.
//!
//! [`told`] lays pages over each other, [`arranging`] puts in order, [`ready`] makes ready to be searched, [`asking`] asks a service that
//! searches.

mod arranging;
mod asking;
mod ready;
mod told;

use std::{cell::RefCell, rc::Rc};

use crate::{
    data::{BackendError, Idle as _, MembersPage, Page},
    host::{self, WhenIdle},
    model::{CommunityId, Index, Member},
    pages::{Here, live},
    ui::{RwSignal, StoredValue, effect},
};

pub(super) use arranging::Listed;
pub(super) use asking::Answer;
use ready::Indexed;
use told::{Told, settled};

/// What was shown last, for whoever comes back to it.
struct Last {
    community: CommunityId,
    listed: Rc<Listed>,
    next: Option<String>,
    total: Option<u32>,
}

thread_local! {
    static LAST: RefCell<Option<Last>> = const { RefCell::new(None) };
}

/// The directory.
#[derive(Clone, Copy)]
pub(super) struct Book {
    pub here: Here,
    /// Whether the service is in the page, so that reading on costs nobody anything.
    pub is_near: bool,
    community: StoredValue<CommunityId>,
    told: StoredValue<Rc<RefCell<Told>>>,
    /// Nothing before anything has come.
    pub listed: RwSignal<Option<Rc<Listed>>>,
    /// What is searched, and of which members it is.
    index: StoredValue<Rc<RefCell<Indexed>>>,
    /// Changes when more can be searched: how many, and how often it has changed.
    pub ready: RwSignal<(usize, u32)>,
    next: StoredValue<Option<String>>,
    /// Something has come that is not shown yet.
    unshown: StoredValue<bool>,
    pub total: RwSignal<Option<u32>>,
    /// Whether there are pages that have not come.
    pub more: RwSignal<bool>,
    pub error: RwSignal<Option<BackendError>>,
    pub loading: RwSignal<bool>,
    /// Whether the last page that was read for has failed: what comes next is not asked for again by itself.
    pub stuck: RwSignal<bool>,
    pub answer: RwSignal<Answer>,
    /// The words it is the answer to, and another number whenever they are asked for anew.
    sought: StoredValue<(String, u32)>,
    /// Rows that could not be read.
    pub left_out: RwSignal<usize>,
    /// Whether somebody waits for what is searched.
    wanted: StoredValue<bool>,
    /// What is put in order or made ready by an earlier turn is not wanted any more.
    turn: StoredValue<u32>,
    making: StoredValue<u32>,
    stay: StoredValue<live::Stay>,
}

impl Book {
    pub fn open(here: Here, community: CommunityId) -> Self {
        let it = Self {
            here,
            is_near: here.data().service() == "embedded",
            community: StoredValue::new(community.clone()),
            told: StoredValue::new(Rc::default()),
            listed: RwSignal::new(None),
            index: StoredValue::new(Rc::new(RefCell::new((
                Index::new(Rc::default(), Rc::default()),
                Rc::default(),
            )))),
            ready: RwSignal::new((0, 0)),
            next: StoredValue::new(None),
            unshown: StoredValue::new(false),
            total: RwSignal::new(None),
            more: RwSignal::new(false),
            error: RwSignal::new(None),
            loading: RwSignal::new(false),
            stuck: RwSignal::new(false),
            answer: RwSignal::new(Answer::Unasked),
            sought: StoredValue::new((String::new(), 0)),
            left_out: RwSignal::new(0),
            wanted: StoredValue::new(false),
            turn: StoredValue::new(0),
            making: StoredValue::new(0),
            stay: StoredValue::new(live::Stay::here()),
        };
        let first = it.page(None);
        match here.data().kept(&first) {
            Some(kept) => it.begin_with(kept.data),
            None => LAST.with_borrow_mut(|last| *last = None),
        }
        it.read(first);
        // What came later than it was asked for, or was asked for by a page that is gone.
        let mut before = here.woken.get_untracked();
        effect(move || {
            let woken = here.woken.get();
            if std::mem::replace(&mut before, woken) != woken {
                it.settle();
                if !it.loading.get_untracked() {
                    it.read(it.page(None));
                }
            }
        });
        it
    }

    fn page(self, cursor: Option<String>) -> MembersPage {
        MembersPage {
            community: self.community.get_value(),
            cursor,
        }
    }

    /// Begins with what is kept, as it was shown last where that is the same directory.
    fn begin_with(self, page: Page<Member>) {
        let community = self.community.get_value();
        let last = LAST.with_borrow_mut(|last| last.take_if(|last| last.community == community));
        let Some(last) = last else {
            self.take(page, None);
            return self.read_kept();
        };
        // As it is by now. What a grant showed is nothing that anybody stands in order by.
        let now = self.here.now();
        let listed = match settled(&last.listed.members, now) {
            None => last.listed,
            Some(members) => Rc::new(Listed {
                members: Rc::new(members),
                order: last.listed.order.clone(),
            }),
        };
        self.told
            .with_value(|told| *told.borrow_mut() = Told::of(&listed.members));
        self.next.set_value(last.next.clone());
        self.more.set(last.next.is_some());
        self.total.set(last.total);
        self.listed.set(Some(listed));
        self.remember();
        self.make_ready();
    }

    /// What was told, as it is by now.
    fn settle(self) {
        let now = self.here.now();
        let changed = self.told.try_with_value(|told| {
            let mut told = told.borrow_mut();
            let members = settled(&told.members, now)?;
            told.members.clone_from(&members);
            Some(Rc::new(members))
        });
        if let Some(Some(members)) = changed {
            self.arrange(members);
        }
    }

    /// Reads what is kept behind what has come, a page at a time, when nobody waits: pieces of a page in any case, other pages as
    /// long as no fresh one has come.
    fn read_kept(self) {
        WhenIdle.when_idle(Box::new(move || {
            let Some(cursor) = self.next.try_get_value().flatten() else {
                return;
            };
            let waits = self.loading.try_get_untracked() == Some(true);
            if !(waits || cursor.starts_with('\u{1}')) {
                return;
            }
            if let Some(kept) = self.here.data().kept(&self.page(Some(cursor.clone()))) {
                self.take(kept.data, Some(cursor));
                self.read_kept();
            }
        }));
    }

    /// Reads a page.
    fn read(self, page: MembersPage) {
        if self.loading.get_untracked() {
            return;
        }
        self.loading.set(true);
        let data = self.here.data();
        let Some(stay) = self.stay.try_with_value(live::Stay::clone) else {
            return;
        };
        stay.ask(async move {
            let read = match page.cursor {
                // Read on as far as it was read before, also without a network.
                Some(_) => data.onward(&page).await,
                None => data.soon(&page).await,
            };
            let failed = read.as_ref().err();
            // The first page may fail without a network where others are kept.
            let stuck = failed.is_some_and(|error| page.cursor.is_some() || error.takes_away());
            self.stuck.try_set(stuck);
            self.loading.try_set(false);
            match read.map(|kept| kept.data) {
                Ok(fresh) => {
                    if self.error.try_with_untracked(Option::is_some) == Some(true) {
                        self.error.try_set(None);
                    }
                    self.left_out.try_set(self.count_left_out());
                    self.take(fresh, page.cursor);
                }
                Err(error) => {
                    if error.takes_away() {
                        LAST.with_borrow_mut(|last| *last = None);
                        self.told.try_with_value(|told| told.take());
                        self.listed.try_set(None);
                    }
                    self.error.try_set(Some(error));
                }
            }
        });
    }

    /// Rows of this directory that could not be read.
    fn count_left_out(self) -> usize {
        let community = self.community.try_get_value();
        let own = community
            .map(|id| ["members/", &id.0, "/"].concat())
            .unwrap_or_default();
        let report = self.here.data().report();
        let rows = report.rows.iter().filter(|row| row.query.starts_with(&own));
        rows.map(|row| row.left_out.len()).sum()
    }

    /// Reads what comes next, unless something is being read.
    pub fn read_on(self) {
        let cursor = self.next.try_get_value().flatten();
        let is_there = self.listed.try_with_untracked(Option::is_some) == Some(true);
        if !is_there || cursor.is_some() {
            self.read(self.page(cursor));
        }
    }

    /// Lays a page over what was told.
    fn take(self, page: Page<Member>, cursor: Option<String>) {
        let Some(told) = self.told.try_with_value(Rc::clone) else {
            return;
        };
        let is_first = cursor.is_none();
        let reads_on = self.next.try_with_value(Option::is_some) == Some(true);
        let was_unshown = self.unshown.try_get_value() == Some(true);
        let (changed, waits, members) = {
            let mut told = told.borrow_mut();
            if is_first {
                told.begin();
            }
            let mut changed = told.lay(page.items);
            if is_first && reads_on && !changed && page.next.is_some() {
                // The pages behind this one are not read again.
                told.renew();
            }
            if page.next.is_none() {
                changed |= told.end();
            }
            let waits = self.is_near
                && !is_first
                && page.next.is_some()
                && told.members.len() < 2 * self.shown();
            let is_new = (changed || was_unshown) && !waits;
            let members = is_new.then(|| Rc::new(told.members.clone()));
            (changed, waits && (changed || was_unshown), members)
        };
        self.unshown.try_update_value(|unshown| *unshown = waits);
        if self.total.try_get_untracked() != Some(page.total) {
            self.total.try_set(page.total);
        }
        // What is read further behind than this page stays so, unless all was told.
        if !is_first || page.next.is_none() || !reads_on || changed {
            let more = page.next.is_some();
            if self.more.try_get_untracked() != Some(more) {
                self.more.try_set(more);
            }
            self.next.try_update_value(|next| *next = page.next);
        }
        match members {
            Some(members) => self.arrange(members),
            None if waits => {}
            _ if self.listed.try_with_untracked(Option::is_none) == Some(true) => {
                self.arrange(Rc::default());
            }
            _ => self.remember(),
        }
        self.read_by_itself();
    }

    /// How many have come, whether they are shown yet or not.
    pub fn come(self) -> usize {
        let come = |told: &Rc<RefCell<Told>>| told.borrow().members.len();
        self.told.try_with_value(come).unwrap_or_default()
    }

    /// How many are shown.
    fn shown(self) -> usize {
        let shown = self
            .listed
            .try_with_untracked(|listed| listed.as_ref().map_or(0, |listed| listed.members.len()));
        shown.unwrap_or_default()
    }

    /// Shows what has come and is not shown yet.
    fn show_all(self) {
        if self.unshown.try_get_value() != Some(true) {
            return;
        }
        self.unshown.set_value(false);
        let told = |told: &Rc<RefCell<Told>>| Rc::new(told.borrow().members.clone());
        if let Some(members) = self.told.try_with_value(told) {
            self.arrange(members);
        }
    }

    /// Reads what comes next once nobody waits, or at the next frame where somebody waits for all of it.
    fn read_by_itself(self) {
        if !self.is_near || self.more.try_get_untracked() != Some(true) {
            return;
        }
        let read = move || {
            let is_free = self.loading.try_get_untracked() == Some(false);
            if is_free && self.stuck.try_get_untracked() == Some(false) {
                self.read_on();
            }
        };
        match self.wanted.try_get_value() {
            Some(true) => host::after_frame(read),
            _ => WhenIdle.when_idle(Box::new(read)),
        }
    }

    /// Reads what comes next where that has not failed: the reader comes near the end.
    pub fn read_on_near_end(self) {
        if self.is_near {
            return self.show_all();
        }
        let fails = self.error.try_with_untracked(Option::is_some) != Some(false);
        if !fails && self.more.get_untracked() && !self.loading.get_untracked() {
            self.read_on();
        }
    }

    fn remember(self) {
        let Some(Some(listed)) = self.listed.try_get_untracked() else {
            return;
        };
        let told = |told: &Rc<RefCell<Told>>| told.borrow().members.len();
        if self.told.with_value(told) != listed.members.len() {
            // What comes next would begin behind what nobody has seen.
            return;
        }
        let last = Last {
            community: self.community.get_value(),
            listed,
            next: self.next.get_value(),
            total: self.total.get_untracked(),
        };
        LAST.with_borrow_mut(|kept| *kept = Some(last));
    }
}
