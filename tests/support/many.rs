//! A service with many events, and a page with moments in which nobody waits: for tests and benches.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use linju::{
    backend::{Answer, Asked, Backend, Capabilities, EventsWanted, Page, Rest},
    data::{BackendError, Idle, TransportError},
    model::{Community, CommunityId, Envelope, Event, EventId, Member, MemberId, Outcome, Viewer},
    port::LocalFuture,
};
use serde_json::{Value, json};

/// A service with so many events, in pages.
pub struct Many {
    pub events: RefCell<Vec<Event>>,
    pub page: Cell<usize>,
    offers: Capabilities,
    pub cut: Cell<bool>,
    pub asked: Cell<usize>,
}

/// So many events.
pub fn events(count: usize) -> Vec<Event> {
    let feed: Value = serde_json::from_str(include_str!("../../public/data/feed.json")).unwrap();
    let pattern = &feed["events"][0];
    let numbered = |n: usize| {
        let mut event = pattern.clone();
        event["id"] = json!(format!("e{n:04}"));
        event["title"] = json!(format!("活动 {n}"));
        event["start"] = json!(format!(
            "2026-12-{:02}T{:02}:00:00Z",
            1 + n / 60 % 28,
            n % 24
        ));
        event["end"] = json!(format!("2027-02-{:02}T10:00:00Z", 1 + n % 28));
        serde_json::from_value(event).unwrap()
    };
    (0..count).map(numbered).collect()
}

impl Many {
    pub fn new(count: usize, page: usize) -> Rc<Self> {
        Rc::new(Self {
            events: RefCell::new(events(count)),
            page: Cell::new(page),
            offers: Capabilities::default(),
            cut: Cell::new(false),
            asked: Cell::new(0),
        })
    }

    fn ask<'a, T: 'a>(&'a self, data: impl FnOnce() -> T) -> LocalFuture<'a, Asked<T>> {
        self.asked.set(self.asked.get() + 1);
        let answer = if self.cut.get() {
            Err(TransportError::Network.into())
        } else {
            Ok(Answer::whole(data()))
        };
        Box::pin(async move { answer })
    }
}

fn none<T>() -> Page<T> {
    Page {
        items: Vec::new(),
        next: None,
        total: None,
    }
}

impl Backend for Many {
    fn name(&self) -> &str {
        "many"
    }
    fn capabilities(&self) -> &Capabilities {
        &self.offers
    }
    fn communities<'a>(&'a self, _: Option<String>) -> LocalFuture<'a, Asked<Page<Community>>> {
        self.ask(none)
    }
    fn events<'a>(&'a self, wanted: &'a EventsWanted) -> LocalFuture<'a, Asked<Page<Event>>> {
        let cursor = wanted.cursor.as_deref();
        assert!(
            cursor.is_none_or(|c| !c.contains('\u{1}')),
            "a service is asked for a piece"
        );
        let from = cursor.map_or(0, |cursor| cursor.parse().unwrap());
        self.ask(|| {
            let all = self.events.borrow();
            let to = (from + self.page.get()).min(all.len());
            Page {
                items: all[from..to].to_vec(),
                next: (to < all.len()).then(|| to.to_string()),
                total: Some(all.len() as u32),
            }
        })
    }
    fn viewer<'a>(&'a self) -> LocalFuture<'a, Asked<Viewer>> {
        self.ask(Viewer::default)
    }

    fn rest<'a>(&'a self) -> LocalFuture<'a, Result<&'a dyn Rest, BackendError>> {
        Box::pin(async move { Ok(self as &dyn Rest) })
    }

    fn rest_now(&self) -> Option<&dyn Rest> {
        Some(self)
    }
}

impl Rest for Many {
    fn community<'a>(&'a self, _: &'a CommunityId) -> LocalFuture<'a, Asked<Community>> {
        Box::pin(async { Err(BackendError::NotFound) })
    }

    fn event<'a>(&'a self, _: &'a EventId) -> LocalFuture<'a, Asked<Event>> {
        Box::pin(async { Err(BackendError::NotFound) })
    }

    fn members<'a>(
        &'a self,
        _: &'a CommunityId,
        _: Option<String>,
    ) -> LocalFuture<'a, Asked<Page<Member>>> {
        self.ask(none)
    }

    fn member<'a>(&'a self, _: &'a CommunityId, _: &'a MemberId) -> LocalFuture<'a, Asked<Member>> {
        Box::pin(async { Err(BackendError::NotFound) })
    }

    fn perform<'a>(
        &'a self,
        _: &'a Envelope,
        _: &'a dyn Fn() -> bool,
    ) -> LocalFuture<'a, Result<Outcome, BackendError>> {
        Box::pin(async { Err(BackendError::NotOffered) })
    }
}

/// What was left for a moment in which nobody waits.
#[derive(Default)]
pub struct Later(pub RefCell<Vec<Box<dyn FnOnce()>>>);

impl Idle for Later {
    fn when_idle(&self, work: Box<dyn FnOnce()>) {
        self.0.borrow_mut().push(work);
    }
}

impl Later {
    /// Nobody waits for a moment; whether there was anything to do.
    pub fn moment(&self) -> bool {
        let work = self.0.borrow_mut().pop();
        work.map(|work| work()).is_some()
    }
}
