//! A directory as far as it was read: page by page, put in order and made ready to be searched when nobody waits.
//!
//! What is shown is a [`Listed`], members with their order; it changes as a whole, so that no row stands in two places. What comes
//! again is laid over what was there, by id: who has not changed stays the same, and whoever was not told of again is gone once all pages
//! have come. Where the service is the page itself, it is read to its end, a page at a time when nobody waits, and what has come is
//! shown whenever it is twice what is.

use std::{cell::RefCell, rc::Rc, sync::Arc};

use crate::{
    data::{BackendError, Idle as _, MembersFound, MembersPage, Page},
    host::{self, IntlCollation, WhenIdle},
    model::{Arranging, CommunityId, Fold, Index, Instant, Member, Order, Seen, Sounds},
    pages::{Here, live},
    ui::{RwSignal, StoredValue, effect},
};

/// What is shorter is put in order at once.
const AT_ONCE: usize = 300;
/// So many comparisons are made when nobody waits, before the page is let go.
const COMPARISONS: usize = 1_000;
/// Entries are made ready to be searched for so long before the page is let go, in milliseconds.
const SLICE: f64 = 4.0;
/// And when somebody waits for it, a frame each.
const SLICE_WANTED: f64 = 7.0;
/// So many between two looks at the clock.
const ENTRIES: usize = 16;

/// So many pages of what the service finds are read for the same words.
const FOUND_PAGES: usize = 10;

/// What the service has said to the words that are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// It was not asked: there is no need, or it does not search.
    Unasked,
    /// It is asked, or will be when the words rest.
    Awaited,
    /// It has named everybody whom it finds.
    Whole,
    /// It finds more than are read.
    Part,
    /// It could not be asked.
    Failed,
}

/// Members, and the order in which they stand.
#[derive(Default)]
pub(super) struct Listed {
    pub members: Rc<Vec<Arc<Member>>>,
    pub order: Order,
}

impl Listed {
    /// Somebody by their place, with it.
    pub fn at(&self, place: Option<&u32>) -> Option<(usize, &Arc<Member>)> {
        let at = *place? as usize;
        Some((at, self.members.get(at)?))
    }
}

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

/// What was told, and in which round of reading.
#[derive(Default)]
struct Told {
    members: Vec<Arc<Member>>,
    rounds: Vec<u32>,
    seen: Seen,
    round: u32,
}

/// What is searched, and of whom it is.
type Indexed = (Index, Rc<Vec<Arc<Member>>>);

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
        self.told.with_value(|told| {
            let mut told = told.borrow_mut();
            told.seen = Seen::of(&listed.members);
            told.rounds = vec![0; listed.members.len()];
            told.members = Vec::clone(&listed.members);
        });
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
                told.round += 1;
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

    /// Whom the service has found beside who was read: they are in the directory, too.
    fn meet(self, found: Vec<Member>) {
        let Some(told) = self.told.try_with_value(Rc::clone) else {
            return;
        };
        let members = {
            let mut told = told.borrow_mut();
            told.lay(found).then(|| Rc::new(told.members.clone()))
        };
        if let Some(members) = members {
            self.arrange(members);
        }
    }

    /// Whether the service searches, where it is not read to its end anyway.
    pub fn is_searched(self) -> bool {
        !self.is_near && self.here.data().offers("search_members")
    }

    /// These words are looked for now. Whether the service is to be asked, once they rest: where not everybody has come, and it has not
    /// answered already.
    pub fn seek(self, text: &str) -> bool {
        let is_same = self.sought.with_value(|(sought, _)| sought == text);
        let answer = self.answer.get_untracked();
        if is_same && matches!(answer, Answer::Whole | Answer::Part) {
            return false;
        }
        self.sought.update_value(|(sought, turn)| {
            text.clone_into(sought);
            *turn = turn.wrapping_add(1);
        });
        let is_asked = !text.is_empty() && self.more.get_untracked() && self.is_searched();
        let now = match is_asked {
            true => Answer::Awaited,
            false => Answer::Unasked,
        };
        if answer != now {
            self.answer.set(now);
        }
        is_asked
    }

    /// Asks the service who is found by the words, page after page as long as they stay the same: whoever is found stands among those who
    /// were read from then on.
    pub fn look_up(self) {
        let (Some((text, turn)), Some(community), Some(stay)) = (
            self.sought.try_get_value(),
            self.community.try_get_value(),
            self.stay.try_with_value(live::Stay::clone),
        ) else {
            return;
        };
        let mut found = MembersFound {
            community,
            text,
            cursor: None,
        };
        let data = self.here.data();
        stay.ask(async move {
            let mut answer = Answer::Part;
            for _ in 0..FOUND_PAGES {
                let read = data.fresh(&found).await;
                if self.sought.try_with_value(|(_, now)| *now) != Some(turn) {
                    return;
                }
                let Ok(page) = read else {
                    answer = Answer::Failed;
                    break;
                };
                self.meet(page.items);
                found.cursor = page.next;
                if found.cursor.is_none() {
                    answer = Answer::Whole;
                    break;
                }
            }
            self.answer.try_set(answer);
        });
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

    /// Puts members in order, and shows them then; as they came where nothing is shown yet.
    fn arrange(self, members: Rc<Vec<Arc<Member>>>) {
        let turn = self.turn.try_update_value(|turn| {
            *turn = turn.wrapping_add(1);
            *turn
        });
        let Some(Some(before)) = self
            .listed
            .try_get_untracked()
            .map(|it| Some(it.unwrap_or_default()))
        else {
            return;
        };
        let was_same = |(one, other): (&Arc<Member>, &Arc<Member>)| {
            one.name == other.name && one.role == other.role && one.sort_key == other.sort_key
        };
        let still = before.members.len() <= members.len()
            && before.members.iter().zip(members.iter()).all(was_same);
        let none = Order::default();
        let order = if still { &before.order } else { &none };
        let mut arranging = Arranging::new(&members, order, &IntlCollation);
        if members.len() <= AT_ONCE
            && let Some(order) = arranging.step(usize::MAX)
        {
            return self.show(members, order);
        }
        if before.members.is_empty() {
            self.show(Rc::clone(&members), Order::as_they_came(&members));
        }
        self.go_on(turn, members, arranging);
    }

    fn go_on(self, turn: Option<u32>, members: Rc<Vec<Arc<Member>>>, mut arranging: Arranging) {
        WhenIdle.when_idle(Box::new(move || {
            if self.turn.try_get_value() != turn {
                return;
            }
            match arranging.step(COMPARISONS) {
                Some(order) => self.show(members, order),
                None => self.go_on(turn, members, arranging),
            }
        }));
    }

    fn show(self, members: Rc<Vec<Arc<Member>>>, order: Order) {
        let is_same = self.listed.try_with_untracked(|listed| {
            listed
                .as_ref()
                .is_some_and(|it| Rc::ptr_eq(&it.members, &members) && it.order == order)
        });
        if is_same == Some(false) {
            self.listed
                .try_set(Some(Rc::new(Listed { members, order })));
            self.make_ready();
        }
        self.remember();
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

    /// What is searched, and of whom.
    pub fn with_index<R>(self, read: impl FnOnce(&Index) -> R) -> R {
        self.index.with_value(|index| read(&index.borrow().0))
    }

    /// Somebody waits for what is searched, or no longer.
    pub fn want(self, wanted: bool) {
        if self.wanted.get_value() != wanted {
            self.wanted.set_value(wanted);
            if wanted {
                self.make_ready();
            }
        }
    }

    /// By these tables from now on.
    pub fn look_by(self, (fold, sounds): (Rc<Fold>, Rc<Sounds>)) {
        self.index.with_value(|index| {
            *index.borrow_mut() = (Index::new(fold, sounds), Rc::default());
        });
        self.make_ready();
    }

    /// Makes ready what is shown, in steps.
    fn make_ready(self) {
        let making = self.making.try_update_value(|making| {
            *making = making.wrapping_add(1);
            *making
        });
        self.make_more(making);
    }

    fn make_more(self, making: Option<u32>) {
        let step = move || {
            if making.is_none() || self.making.try_get_value() != making {
                return;
            }
            let Some(Some(listed)) = self.listed.try_get_untracked() else {
                return;
            };
            let most = if self.wanted.get_value() {
                SLICE_WANTED
            } else {
                SLICE
            };
            let (made, is_new) = self.index.with_value(|index| {
                let (index, of) = &mut *index.borrow_mut();
                let mut is_new = index.len() < listed.members.len();
                if !Rc::ptr_eq(of, &listed.members) {
                    is_new = true;
                    let known = index.len();
                    let same = known <= listed.members.len()
                        && of
                            .iter()
                            .take(known)
                            .zip(listed.members.iter())
                            .all(|(one, other)| Arc::ptr_eq(one, other));
                    if !same {
                        *index = index.anew();
                    }
                    *of = Rc::clone(&listed.members);
                }
                let began = host::elapsed();
                let rest = listed.members.get(index.len()..).unwrap_or_default();
                for members in rest.chunks(ENTRIES) {
                    members.iter().for_each(|member| index.add(member));
                    // (A clock may be put back.)
                    if !(0.0..most).contains(&(host::elapsed() - began)) {
                        break;
                    }
                }
                (index.len(), is_new)
            });
            if made < listed.members.len() {
                self.make_more(making);
            } else if is_new || self.ready.get_untracked().0 != made {
                self.ready
                    .update(|(len, times)| (*len, *times) = (made, times.wrapping_add(1)));
            }
        };
        match self.wanted.try_get_value() {
            Some(true) => host::after_frame(step),
            Some(false) => WhenIdle.when_idle(Box::new(step)),
            None => {}
        }
    }
}

/// Members without what a grant showed that is over; nothing where they are as they were.
fn settled(members: &[Arc<Member>], now: Instant) -> Option<Vec<Arc<Member>>> {
    let is_over = |it: &Arc<Member>| it.request.as_ref().is_some_and(|it| it.is_over(now));
    if !members.iter().any(is_over) {
        return None;
    }
    let each = |it: &Arc<Member>| match is_over(it) {
        true => Arc::new(Member::clone(it).settled(now)),
        false => Arc::clone(it),
    };
    Some(members.iter().map(each).collect())
}

impl Told {
    /// Whether anything is otherwise now.
    fn lay(&mut self, items: Vec<Member>) -> bool {
        let mut changed = false;
        for member in items {
            let place = self.seen.place(&self.members, &member.id);
            match place.and_then(|at| Some((self.members.get_mut(at)?, self.rounds.get_mut(at)?))) {
                Some((own, round)) => {
                    *round = self.round;
                    if **own != member {
                        *own = Arc::new(member);
                        changed = true;
                    }
                }
                None => {
                    self.members.push(Arc::new(member));
                    self.rounds.push(self.round);
                    self.seen.note(&self.members);
                    changed = true;
                }
            }
        }
        changed
    }

    /// Who was told of in earlier rounds was told of in this one, too.
    fn renew(&mut self) {
        let round = self.round;
        self.rounds.fill(round);
    }

    /// All pages have come: who was not told of is gone.
    fn end(&mut self) -> bool {
        let round = self.round;
        if self.rounds.iter().all(|own| *own == round) {
            return false;
        }
        let mut rounds = self.rounds.iter();
        self.members.retain(|_| rounds.next() == Some(&round));
        self.rounds = vec![round; self.members.len()];
        self.seen = Seen::of(&self.members);
        true
    }
}
