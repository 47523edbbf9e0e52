use std::cell::{Cell, RefCell};
use std::task::{Context, Waker};

use super::*;
use crate::{
    model::Instant,
    port::{KvError, MemoryKv},
};

const START: i64 = 1_795_262_400;

/// A clock and a timer that the test moves; what the clock shows may be wrong by something.
#[derive(Default)]
struct Time {
    ms: Cell<u64>,
    off_by_s: Cell<i64>,
}

impl Clock for Time {
    fn now(&self) -> Instant {
        Instant::from_unix(START + (self.ms.get() / 1_000) as i64 + self.off_by_s.get())
    }
}

impl Timer for Time {
    fn wait(&self, ms: u32) -> LocalFuture<'_, ()> {
        let at = self.ms.get() + u64::from(ms);
        Box::pin(poll_fn(move |_| match self.ms.get() >= at {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }))
    }
}

/// A name for a tab, as long as a browser's.
struct Named(&'static str);

impl Randomness for Named {
    fn id(&self) -> String {
        format!("{:-<36}", self.0)
    }
}

/// Tabs that share a storage and the time; who is at work is noted.
struct Tabs {
    kv: Rc<MemoryKv>,
    time: Rc<Time>,
    log: Rc<RefCell<Vec<String>>>,
}

type Task = LocalFuture<'static, ()>;

impl Tabs {
    fn new(kv: MemoryKv) -> Self {
        Self {
            kv: Rc::new(kv),
            time: Rc::default(),
            log: Rc::default(),
        }
    }

    fn lease(&self, name: &'static str) -> Rc<Lease> {
        let (kv, time) = (self.kv.clone(), self.time.clone());
        Rc::new(Lease::new(kv, time.clone(), time, &Named(name)))
    }

    /// Somebody who works for so long under the lease.
    fn works(&self, lease: Rc<Lease>, name: &'static str, ms: u32) -> Task {
        let (log, time) = (self.log.clone(), self.time.clone());
        Box::pin(async move {
            let work = async {
                log.borrow_mut().push(format!("{name} begins"));
                time.wait(ms).await;
                log.borrow_mut().push(format!("{name} ends"));
            };
            lease.hold("outbox", Box::pin(work)).await;
        })
    }

    /// Lets so much time pass for some of them.
    fn pass(&self, tasks: &mut Vec<Task>, ms: u64) {
        let until = self.time.ms.get() + ms;
        loop {
            tasks.retain_mut(|task| {
                let mut context = Context::from_waker(Waker::noop());
                task.as_mut().poll(&mut context).is_pending()
            });
            if self.time.ms.get() >= until {
                break;
            }
            self.time.ms.set((self.time.ms.get() + 20).min(until));
        }
    }

    fn log(&self) -> Vec<String> {
        self.log.take()
    }
}

const ONE_BY_ONE: [&str; 4] = ["a begins", "a ends", "b begins", "b ends"];

#[test]
fn two_tabs_work_one_after_the_other() {
    let tabs = Tabs::new(MemoryKv::default());
    let a = tabs.works(tabs.lease("a"), "a", 5_000);
    let b = tabs.works(tabs.lease("b"), "b", 5_000);
    let mut all = vec![a];
    tabs.pass(&mut all, 500);
    all.push(b);
    tabs.pass(&mut all, 20_000);
    assert_eq!(tabs.log(), ONE_BY_ONE);
    let (key, free) = seat("outbox");
    assert_eq!(tabs.kv.get(&key).as_deref(), Some(free), "it is given back");
}

#[test]
fn two_that_write_at_the_same_moment_do_not_both_get_it() {
    let tabs = Tabs::new(MemoryKv::default());
    let mut all = vec![
        tabs.works(tabs.lease("b"), "b", 500),
        tabs.works(tabs.lease("a"), "a", 500),
    ];
    tabs.pass(&mut all, 10_000);
    let mut log = tabs.log();
    assert_eq!(log.len(), 4);
    log.truncate(2);
    let ends = log.pop().unwrap_or_default();
    assert_eq!(ends.chars().next(), log[0].chars().next());
}

#[test]
fn two_in_one_tab_take_turns_too() {
    let tabs = Tabs::new(MemoryKv::default());
    let lease = tabs.lease("a");
    let mut all = vec![
        tabs.works(lease.clone(), "a", 500),
        tabs.works(lease, "b", 500),
    ];
    tabs.pass(&mut all, 10_000);
    assert_eq!(tabs.log(), ONE_BY_ONE);
}

#[test]
fn a_dead_holder_is_waited_for_no_longer_than_its_lease() {
    let tabs = Tabs::new(MemoryKv::default());
    let mut dead = vec![tabs.works(tabs.lease("a"), "a", 5_000)];
    tabs.pass(&mut dead, 1_000);
    // A page that is killed drops nothing.
    std::mem::forget(dead);
    let mut all = vec![tabs.works(tabs.lease("b"), "b", 500)];
    tabs.pass(&mut all, 140_000);
    assert_eq!(tabs.log(), ["a begins"]);
    tabs.pass(&mut all, 20_000);
    assert_eq!(tabs.log(), ["b begins", "b ends"]);
}

#[test]
fn work_that_is_dropped_gives_it_back_at_once() {
    let tabs = Tabs::new(MemoryKv::default());
    let mut dropped = vec![tabs.works(tabs.lease("a"), "a", 5_000)];
    tabs.pass(&mut dropped, 1_000);
    drop(dropped);
    let mut all = vec![tabs.works(tabs.lease("b"), "b", 500)];
    tabs.pass(&mut all, 1_000);
    assert_eq!(tabs.log(), ["a begins", "b begins", "b ends"]);
}

#[test]
fn long_work_is_renewed() {
    let tabs = Tabs::new(MemoryKv::default());
    let mut all = vec![tabs.works(tabs.lease("a"), "a", 400_000)];
    tabs.pass(&mut all, 1_000);
    all.push(tabs.works(tabs.lease("b"), "b", 500));
    tabs.pass(&mut all, 410_000);
    assert_eq!(tabs.log(), ONE_BY_ONE);
}

#[test]
fn who_slept_longer_than_the_lease_stops_in_the_middle() {
    let tabs = Tabs::new(MemoryKv::default());
    let mut asleep = vec![tabs.works(tabs.lease("a"), "a", 600_000)];
    tabs.pass(&mut asleep, 1_000);
    let mut all = vec![tabs.works(tabs.lease("b"), "b", 200_000)];
    tabs.pass(&mut all, 200_000);
    all.append(&mut asleep);
    tabs.pass(&mut all, 800_000);
    assert_eq!(tabs.log(), ["a begins", "b begins", "b ends"]);
}

#[test]
fn a_time_that_only_a_wrong_clock_names_is_over() {
    let tabs = Tabs::new(MemoryKv::default());
    let far = format!("{} somebody", START + 10 * 365 * 86_400);
    for junk in [far.as_str(), "", "x", "12", "nonsense somebody", " "] {
        let _set = tabs.kv.set("linju/lease/outbox", junk);
        let mut all = vec![tabs.works(tabs.lease("a"), "a", 500)];
        tabs.pass(&mut all, 1_000);
        assert_eq!(tabs.log(), ["a begins", "a ends"], "{junk:?}");
    }
}

#[test]
fn a_clock_that_jumps_back_leaves_one_at_work() {
    let tabs = Tabs::new(MemoryKv::default());
    let mut all = vec![tabs.works(tabs.lease("a"), "a", 100_000)];
    tabs.pass(&mut all, 1_000);
    tabs.time.off_by_s.set(-86_400);
    all.push(tabs.works(tabs.lease("b"), "b", 100_000));
    tabs.pass(&mut all, 300_000);
    // The first one's lease was of a time to come: it stops when it finds that.
    assert_eq!(tabs.log(), ["a begins", "b begins", "b ends"]);
}

/// Work that notes whether others keep to the lock.
fn notes(tabs: &Tabs, lease: Rc<Lease>, name: &'static str) -> Task {
    let (log, time) = (tabs.log.clone(), tabs.time.clone());
    Box::pin(async move {
        let work = async {
            let shared = lease.is_shared("outbox");
            log.borrow_mut().push(format!("{name} shared {shared}"));
            time.wait(100_000).await;
        };
        lease.hold("outbox", Box::pin(work)).await;
        assert!(lease.is_shared("outbox"), "what is not held is nobody's");
    })
}

#[test]
fn where_there_is_no_room_for_a_lease_the_work_knows_that_it_is_within_the_page() {
    let full = MemoryKv::with_room(0);
    assert_eq!(full.set("a", "b"), Err(KvError::Full));
    let tabs = Tabs::new(full);
    let lease = tabs.lease("a");
    let mut all = vec![
        tabs.works(lease.clone(), "a", 500),
        tabs.works(lease.clone(), "b", 500),
    ];
    tabs.pass(&mut all, 3_000);
    assert_eq!(tabs.log(), ONE_BY_ONE);
    let mut all = vec![notes(&tabs, lease, "a"), notes(&tabs, tabs.lease("b"), "b")];
    tabs.pass(&mut all, 200_000);
    assert_eq!(tabs.log(), ["a shared false", "b shared false"]);
}

#[test]
fn a_seat_is_room_for_a_lease_in_a_storage_that_is_full() {
    let (key, free) = seat("outbox");
    let tabs = Tabs::new(MemoryKv::with_room(key.len() + free.len()));
    tabs.kv.set(&key, free).unwrap();
    assert_eq!(tabs.kv.set("x", ""), Err(KvError::Full));
    let mut all = vec![
        notes(&tabs, tabs.lease("a"), "a"),
        notes(&tabs, tabs.lease("b"), "b"),
    ];
    tabs.pass(&mut all, 50_000);
    let one = tabs.log();
    assert_eq!(one.len(), 1, "{one:?}");
    assert!(one[0].ends_with("shared true"));
    tabs.pass(&mut all, 200_000);
    assert_eq!(tabs.log().len(), 1);
    assert_eq!(tabs.kv.get(&key).as_deref(), Some(free));
}
