//! The one door for pages: queries (kept now, fresh soon), mutations, drafts, diagnostics.
//!
//! Knows no browser and no page. What is kept is answered at once; a fresh copy is asked for once,
//! however many want it; a failure never takes away what is kept.

mod account;
mod calendar;
mod diagnostics;
mod feed;
mod grants;
mod host_pages;
mod keeping;
mod outbox;
mod queries;
mod unwritten;

pub use crate::{
    backend::probe,
    backend::{AskedFor, BackendError, Capabilities, EventsWanted, LeftOut, Page, Persona},
    port::{Few, Idle, KvError, Lock, TransportError},
    store::{Entry, Hold, Kept, Language, Settings, Stage, TextSize, Theme, Urls},
};
pub use account::{Account, Came, Person, Taken, Ways};
pub use calendar::{CalendarWays, ForGoogle};
pub use diagnostics::{Report, ReportRow};
pub use feed::{Feed, FeedWanted, keep_place};
pub use host_pages::{ForPhone, HOST_PAGES, HostPages};
pub use keeping::KeptExtent;
pub use outbox::{Became, SignInFirst, Told};
pub use queries::{
    ApplicantsPage, Ask, AttendeesPage, CommunitiesPage, CommunityById, EventById, EventTold,
    EventsPage, InvitationByCode, InvitationsPage, MemberById, MembersFound, MembersPage, Mine,
    MyEntryIn, Reports, RosterPage, RulesAgreed,
};

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use crate::{
    backend::Backend,
    model::{Answers, Fold, Instant, Sounds, Viewer, Zones, code_of},
    port::{Clock, Flights, KeyValue, Randomness, Request, Transport},
    store::{Cache, Drafts, Held, Whose},
};
use diagnostics::Log;
use unwritten::Unwritten;

/// What the page runs on.
pub struct Ports {
    /// Keeps text.
    pub kv: Rc<dyn KeyValue>,
    /// Keeps text as long as the tab is open.
    pub tab: Rc<dyn KeyValue>,
    /// Fetches files beside the app.
    pub transport: Rc<dyn Transport>,
    /// Tells the time.
    pub clock: Rc<dyn Clock>,
    /// Makes ids.
    pub random: Rc<dyn Randomness>,
    /// Knows time zones.
    pub zones: Rc<dyn Zones>,
}

/// The one door for pages.
pub struct Data {
    backend: Rc<dyn Backend>,
    ports: Ports,
    whose: Whose,
    account: Option<Rc<Account>>,
    cache: Rc<Cache>,
    drafts: Drafts,
    flights: Flights,
    unwritten: Rc<Unwritten>,
    /// When something was last done: what was said before is not young.
    changed: Cell<Instant>,
    /// What this page knows of the outbox by heart.
    held: Rc<Held>,
    /// How many commands were carried out.
    done: Cell<u32>,
    /// Other tabs could not be told what is sent.
    lacks_room: Cell<bool>,
    log: RefCell<Log>,
    fold: RefCell<Rc<Fold>>,
    /// None until somebody searches a list of people.
    sounds: RefCell<Option<Rc<Sounds>>>,
}

impl Data {
    /// Over a backend that nobody signs in to, for the account of this device.
    pub fn new(backend: Rc<dyn Backend>, ports: Ports, account: &str) -> Self {
        Self::of(backend, ports, Whose::new(account), None)
    }

    /// Over a backend, for whoever is looking; with what knows of signing in where people can.
    pub fn of(
        backend: Rc<dyn Backend>,
        ports: Ports,
        whose: Whose,
        account: Option<Rc<Account>>,
    ) -> Self {
        let cache = Rc::new(Cache::new(ports.kv.clone(), backend.name(), whose.clone()));
        let drafts = Drafts::new(ports.kv.clone(), backend.name(), whose.clone());
        let changed = queries::last_change(&ports);
        Self {
            backend,
            whose,
            account,
            cache,
            drafts,
            flights: Flights::default(),
            unwritten: Rc::default(),
            changed: Cell::new(changed),
            held: Rc::default(),
            done: Cell::default(),
            lacks_room: Cell::default(),
            log: RefCell::default(),
            fold: RefCell::new(Rc::new(Fold::plain())),
            sounds: RefCell::default(),
            ports,
        }
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.ports.clock.now()
    }

    /// An id that nothing else has.
    #[must_use]
    pub fn fresh_id(&self) -> String {
        self.ports.random.id()
    }

    /// Time zones.
    #[must_use]
    pub fn zones(&self) -> &dyn Zones {
        &*self.ports.zones
    }

    /// Name of the service.
    #[must_use]
    pub fn service(&self) -> &str {
        self.backend.name()
    }

    /// Why the service cannot be used, once that is known: what stands in its mapping.
    #[must_use]
    pub fn fault(&self) -> Option<String> {
        self.backend.fault()
    }

    /// A code for a new invitation.
    #[must_use]
    pub fn new_code(&self) -> String {
        code_of(&self.ports.random.id())
    }

    /// What the service can do.
    #[must_use]
    pub fn capabilities(&self) -> &Capabilities {
        self.backend.capabilities()
    }

    /// Whether the service answers a query of this name, so that a link may lead there.
    #[must_use]
    pub fn offers(&self, query: &str) -> bool {
        self.backend.offers(query)
    }

    /// Whether the service carries a command of this name out, so that a button may stand for it; or, as `join.listed`, is
    /// told that part of it, so that it may be asked for.
    #[must_use]
    pub fn carries(&self, command: &str) -> bool {
        self.backend.carries(command)
    }

    /// What the reader has chosen.
    #[must_use]
    pub fn settings(&self) -> Settings {
        Settings::load(&*self.ports.kv)
    }

    /// Keeps what the reader has chosen.
    ///
    /// # Errors
    /// [`KvError`] when it is not kept.
    pub fn save_settings(&self, settings: &Settings) -> Result<(), KvError> {
        settings.save(&*self.ports.kv)
    }

    /// What somebody was typing into a form.
    #[must_use]
    pub fn draft(&self, form: &str) -> Answers {
        self.drafts.get(form)
    }

    /// Keeps what somebody is typing.
    ///
    /// # Errors
    /// [`KvError`] when it is not kept, or only until the page closes: say so.
    pub fn keep_draft(&self, form: &str, answers: &Answers) -> Result<(), KvError> {
        match self.drafts.put(form, answers) {
            // What somebody types is worth more than what can be read again.
            Err(KvError::Full) => {
                self.cache.make_room();
                self.drafts.put(form, answers)
            }
            other => other,
        }
    }

    /// Throws away what was typed.
    pub fn drop_draft(&self, form: &str) {
        self.drafts.drop(form);
    }

    /// Whether what is kept survives the page.
    #[must_use]
    pub fn durable(&self) -> bool {
        self.ports.kv.durable()
    }

    /// Where the viewer stands, as far as is known now.
    #[must_use]
    pub fn viewer_kept(&self) -> Viewer {
        self.kept(&Mine).map(|k| k.data).unwrap_or_default()
    }

    /// How texts are folded for searching, as far as the tables are here.
    #[must_use]
    pub fn fold(&self) -> Rc<Fold> {
        self.fold.borrow().clone()
    }

    /// Fetches the table of traditional and simplified characters, once. Without it searching
    /// works, but for the characters that differ.
    pub async fn load_fold(&self) {
        let Some(_flight) = self.flights.board("hanzi").await else {
            return;
        };
        if self.fold.borrow().has_table() {
            return;
        }
        if let Some(text) = self.table("data/hanzi.txt").await {
            *self.fold.borrow_mut() = Rc::new(Fold::with_table(&text));
        }
    }

    /// How characters sound, as far as the table is here.
    #[must_use]
    pub fn sounds(&self) -> Rc<Sounds> {
        self.sounds.borrow().clone().unwrap_or_default()
    }

    /// Fetches the table of how characters sound, once. Without it names are found as they are written.
    pub async fn load_sounds(&self) {
        let Some(_flight) = self.flights.board("pinyin").await else {
            return;
        };
        if self.sounds.borrow().is_some() {
            return;
        }
        if let Some(text) = self.table("data/pinyin.txt").await {
            let sounds = Sounds::with_table(&text);
            *self.sounds.borrow_mut() = sounds.has_table().then(|| Rc::new(sounds));
        }
    }

    /// A file of characters beside the app; none where it does not come, or a page comes in its place.
    async fn table(&self, path: &str) -> Option<String> {
        let answer = self.ports.transport.send(Request::get(path)).await.ok()?;
        let is_table = answer.status == 200 && !answer.body.trim_start().starts_with('<');
        is_table.then_some(answer.body)
    }
}
