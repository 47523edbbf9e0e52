//! A page that is open on a device: the real data layer over a storage that can fail, and a backend that asks the model server.

use std::{
    cell::{Cell, RefCell},
    future::{Future, poll_fn},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use linju::{
    backend::{
        Answer, Asked, AskedFor, Away, Backend, BackendError, Capabilities, Door, EventsWanted,
        HandedOver, Page as Rows, Rest, Session, SignIn, SignedIn, Turn, Watch,
    },
    data::{Account, Data, Ports, Told},
    model::{
        Community, CommunityId, Envelope, Event, EventId, Instant, Member, MemberId, Outcome,
        Subject, Viewer, Zones,
    },
    port::{
        Clock, KeyValue, KvError, LocalFuture, MemoryKv, PageLock, Randomness, Request, Response,
        Transport, TransportError,
    },
};

use super::server::{Server, Silence, community, event};

/// What all pages of a device share.
pub struct Device {
    pub disk: MemoryKv,
    /// Nothing can be written at all.
    pub full: Cell<bool>,
    /// Nothing may be written.
    pub blocked: Cell<bool>,
    pub now: Cell<i64>,
    ids: Cell<u32>,
    pub online: Cell<bool>,
    /// How often something was written.
    pub written: Cell<u32>,
    pub lock: PageLock,
    pub server: Server,
}

impl Device {
    pub fn new(server: Server) -> Rc<Self> {
        Rc::new(Self {
            disk: MemoryKv::default(),
            full: Cell::new(false),
            blocked: Cell::new(false),
            now: Cell::new(1_795_262_400),
            ids: Cell::new(0),
            online: Cell::new(true),
            written: Cell::new(0),
            lock: PageLock::default(),
            server,
        })
    }
}

impl Clock for Device {
    fn now(&self) -> Instant {
        Instant::from_unix(self.now.get())
    }
}

impl Zones for Device {
    fn offset_at(&self, _zone: &str, _at: Instant) -> Option<i32> {
        None
    }
}

impl Randomness for Device {
    fn id(&self) -> String {
        self.ids.set(self.ids.get() + 1);
        format!("00000000-0000-4000-8000-{:012}", self.ids.get())
    }
}

impl Transport for Device {
    fn send<'a>(&'a self, _request: Request) -> LocalFuture<'a, Result<Response, TransportError>> {
        Box::pin(async { Err(TransportError::Network) })
    }
}

/// A page that can die: after that it changes nothing any more, though its code has not noticed yet.
#[derive(Default)]
pub struct Life {
    dead: Cell<bool>,
    /// Dies at so manieth write from now: before it is done, or after.
    pub dies_in: Cell<Option<(u32, bool)>>,
}

impl Life {
    pub fn is_over(&self) -> bool {
        self.dead.get()
    }

    /// Whether what is about to be done is done.
    fn does(&self) -> bool {
        if self.dead.get() {
            return false;
        }
        match self.dies_in.get() {
            Some((0, after)) => {
                self.dead.set(true);
                after
            }
            Some((left, after)) => {
                self.dies_in.set(Some((left - 1, after)));
                true
            }
            None => true,
        }
    }
}

/// The device's storage, as one page sees it.
struct Storage(Rc<Device>, Rc<Life>);

impl KeyValue for Storage {
    fn get(&self, key: &str) -> Option<String> {
        self.0.disk.get(key)
    }

    fn set(&self, key: &str, value: &str) -> Result<(), KvError> {
        if self.0.blocked.get() {
            return Err(KvError::Blocked);
        }
        let before = self.0.disk.get(key).map_or(0, |text| text.len());
        if self.0.full.get() && value.len() > before {
            return Err(KvError::Full);
        }
        match self.1.does() {
            true => {
                self.0.written.set(self.0.written.get() + 1);
                self.0.disk.set(key, value)
            }
            false => Ok(()),
        }
    }

    fn remove(&self, key: &str) {
        if self.1.does() {
            self.0.written.set(self.0.written.get() + 1);
            self.0.disk.remove(key);
        }
    }

    fn keys(&self, prefix: &str) -> Vec<String> {
        self.0.disk.keys(prefix)
    }

    fn durable(&self) -> bool {
        true
    }
}

pub async fn a_while() {
    let mut waited = false;
    poll_fn(|_| {
        if waited {
            return Poll::Ready(());
        }
        waited = true;
        Poll::Pending
    })
    .await;
}

/// The network between a page and the server.
struct Line {
    device: Rc<Device>,
    life: Rc<Life>,
    can: Capabilities,
    session: RefCell<Option<Session>>,
    watch: RefCell<Option<Watch>>,
}

impl Line {
    fn user(&self) -> Option<String> {
        Some(self.session.borrow().as_ref()?.user()?.to_owned())
    }

    /// The service no longer takes what somebody signed in with.
    fn ended(&self) {
        self.session.replace(None);
        let watch = self.watch.borrow().clone();
        let other = watch.and_then(|watch| watch(Turn::Ended));
        self.session.replace(other);
    }

    async fn asked<T>(&self, data: impl FnOnce(&str) -> T) -> Asked<T> {
        let user = self.user().ok_or(BackendError::Unauthenticated)?;
        a_while().await;
        if self.life.is_over() {
            return poll_fn(|_| Poll::Pending).await;
        }
        if !self.device.online.get() {
            return Err(BackendError::Transport(TransportError::Network));
        }
        let silence = self.device.server.silences.borrow_mut().pop_front();
        if let Some(silence) = silence {
            if silence == Silence::SignedOut && self.user().as_ref() == Some(&user) {
                self.ended();
            }
            return Err(silence.error());
        }
        Ok(Answer::whole(data(&user)))
    }

    async fn sent(
        &self,
        envelope: &Envelope,
        begin: &dyn Fn() -> bool,
    ) -> Result<Outcome, BackendError> {
        // As a mapped backend reads before it sends.
        self.asked(|_| ()).await?;
        let user = self.user().ok_or(BackendError::Unauthenticated)?;
        if !begin() {
            return Err(BackendError::NoRoom);
        }
        if self.life.is_over() {
            return poll_fn(|_| Poll::Pending).await;
        }
        let answer = match self.device.online.get() {
            true => self.device.server.receive(&user, envelope),
            false => Err(BackendError::Transport(TransportError::Network)),
        };
        a_while().await;
        if answer == Err(BackendError::Unauthenticated) && self.user().as_ref() == Some(&user) {
            self.ended();
        }
        answer
    }
}

fn no<'a, T: 'a>() -> LocalFuture<'a, Asked<T>> {
    Box::pin(async { Err(BackendError::NotOffered) })
}

impl Backend for Line {
    fn name(&self) -> &str {
        "model"
    }

    fn capabilities(&self) -> &Capabilities {
        &self.can
    }

    fn sign_in(&self) -> Option<&dyn SignIn> {
        Some(self)
    }

    fn communities<'a>(
        &'a self,
        _cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Rows<Community>>> {
        no()
    }

    fn events<'a>(&'a self, _wanted: &'a EventsWanted) -> LocalFuture<'a, Asked<Rows<Event>>> {
        no()
    }

    fn viewer<'a>(&'a self) -> LocalFuture<'a, Asked<Viewer>> {
        Box::pin(self.asked(|user| self.device.server.viewer(user)))
    }

    fn rest<'a>(&'a self) -> LocalFuture<'a, Result<&'a dyn Rest, BackendError>> {
        Box::pin(async move { Ok(self as &dyn Rest) })
    }

    fn rest_now(&self) -> Option<&dyn Rest> {
        Some(self)
    }
}

impl Rest for Line {
    fn door(&self) -> Option<&dyn Door> {
        Some(self)
    }

    fn community<'a>(&'a self, id: &'a CommunityId) -> LocalFuture<'a, Asked<Community>> {
        Box::pin(self.asked(move |_| community(id.as_str())))
    }

    fn event<'a>(&'a self, id: &'a EventId) -> LocalFuture<'a, Asked<Event>> {
        Box::pin(self.asked(move |_| event(id.as_str())))
    }

    fn members<'a>(
        &'a self,
        _community: &'a CommunityId,
        _cursor: Option<String>,
    ) -> LocalFuture<'a, Asked<Rows<Member>>> {
        no()
    }

    fn member<'a>(
        &'a self,
        _community: &'a CommunityId,
        _id: &'a MemberId,
    ) -> LocalFuture<'a, Asked<Member>> {
        no()
    }

    fn tells(&self, _subject: &Subject) -> bool {
        self.device.server.kind.tells()
    }

    fn perform<'a>(
        &'a self,
        envelope: &'a Envelope,
        begin: &'a dyn Fn() -> bool,
    ) -> LocalFuture<'a, Result<Outcome, BackendError>> {
        Box::pin(self.sent(envelope, begin))
    }
}

impl SignIn for Line {
    fn asked_for(&self) -> &[AskedFor] {
        &[]
    }

    fn goes_away(&self) -> bool {
        false
    }

    fn handed_over(&self) -> Option<&HandedOver> {
        None
    }

    fn resume(&self, session: Option<Session>) {
        self.session.replace(session);
    }

    fn session(&self) -> Option<Session> {
        self.session.borrow().clone()
    }

    fn watch(&self, watch: Watch) {
        self.watch.replace(Some(watch));
    }

    fn rest<'a>(&'a self) -> LocalFuture<'a, Result<&'a dyn Rest, BackendError>> {
        Backend::rest(self)
    }
}

impl Door for Line {
    fn log_in<'a>(
        &'a self,
        typed: &'a [(String, String)],
    ) -> LocalFuture<'a, Result<SignedIn, BackendError>> {
        Box::pin(async move {
            let (_, user) = typed.first().ok_or(BackendError::NotOffered)?;
            let text = format!(r#"{{"user":"{user}"}}"#);
            let session = Session::from_text(&text).ok_or(BackendError::NotOffered)?;
            self.session.replace(Some(session.clone()));
            Ok(SignedIn::Yes(session))
        })
    }

    fn away(&self, _redirect: &str, _chance: &str) -> Option<Away> {
        None
    }

    fn come_back<'a>(
        &'a self,
        _code: &'a str,
        _verifier: &'a str,
        _redirect: &'a str,
    ) -> LocalFuture<'a, Result<SignedIn, BackendError>> {
        self.hand_over("")
    }

    fn hand_over<'a>(&'a self, _code: &'a str) -> LocalFuture<'a, Result<SignedIn, BackendError>> {
        Box::pin(async { Err(BackendError::NotOffered) })
    }

    fn log_out<'a>(&'a self) -> LocalFuture<'a, ()> {
        Box::pin(async move {
            a_while().await;
            self.session.replace(None);
        })
    }
}

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// A page that is open.
pub struct Page {
    // Dropped before what it works on.
    tasks: Vec<Task>,
    pub data: Rc<Data>,
    line: Rc<Line>,
    pub life: Rc<Life>,
    pub told: Rc<RefCell<Vec<Told>>>,
    device: Rc<Device>,
    /// What it sees of the device's storage.
    pub kv: Rc<dyn KeyValue>,
}

impl Page {
    pub fn open(device: &Rc<Device>) -> Self {
        let life = Rc::<Life>::default();
        let line = Rc::new(Line {
            device: device.clone(),
            life: life.clone(),
            can: Capabilities {
                idempotent: device.server.kind.knows(),
                ..Capabilities::default()
            },
            session: RefCell::default(),
            watch: RefCell::default(),
        });
        let kv: Rc<dyn KeyValue> = Rc::new(Storage(device.clone(), life.clone()));
        let tab: Rc<dyn KeyValue> = Rc::new(MemoryKv::default());
        let place = ("model", "https://model.example");
        let account = Account::resume(&*line, place, "device", kv.clone(), tab.clone());
        let ports = Ports {
            kv: kv.clone(),
            tab,
            transport: device.clone(),
            clock: device.clone(),
            random: device.clone(),
            zones: device.clone(),
        };
        let whose = account.whose();
        let data = Rc::new(Data::of(line.clone(), ports, whose, Some(account)));
        Self {
            tasks: Vec::new(),
            data,
            line,
            life,
            told: Rc::default(),
            device: device.clone(),
            kv,
        }
    }

    /// Who has signed in here.
    pub fn user(&self) -> Option<String> {
        self.line.user()
    }

    pub fn tend(&mut self) {
        let (data, device, told) = (self.data.clone(), self.device.clone(), self.told.clone());
        self.tasks.push(Box::pin(async move {
            let new = data.tend(&device.lock, device.online.get()).await;
            told.borrow_mut().extend(new);
        }));
    }

    /// Does something that takes a while, beside all else.
    pub fn start(&mut self, task: impl Future<Output = ()> + 'static) {
        self.tasks.push(Box::pin(task));
    }

    /// Goes on, one step each; a dead page does not.
    pub fn poll(&mut self) {
        let mut context = Context::from_waker(Waker::noop());
        let life = self.life.clone();
        self.tasks
            .retain_mut(|task| life.is_over() || task.as_mut().poll(&mut context).is_pending());
    }

    pub fn is_idle(&self) -> bool {
        self.tasks.is_empty()
    }
}
