//! A device with its storage, and a mapped service that gives scripted answers.

use std::{
    cell::{Cell, RefCell},
    collections::VecDeque,
    future::Future,
    pin::pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use serde_json::{Value, json};

use crate::{
    backend::{
        Backend as _,
        mapped::{Mapped, Plan, Spawn},
    },
    data::{Account, Came, Data, Ports},
    model::{AccountId, Instant, Zones},
    port::{
        Clock, KeyValue, KvError, LocalFuture, MemoryKv, Randomness, Request, Response, Transport,
        TransportError,
    },
};

pub(super) const NOW: i64 = 1_795_262_400;
pub(super) const KEY: &str = "linju/signed-in/club https://api.example";

#[derive(Default)]
pub(super) struct Service {
    pub(super) answers: RefCell<VecDeque<(u16, Value)>>,
    pub(super) asked: RefCell<Vec<Request>>,
}

impl Transport for Service {
    fn send<'a>(&'a self, request: Request) -> LocalFuture<'a, Result<Response, TransportError>> {
        self.asked.borrow_mut().push(request);
        let answer = self.answers.borrow_mut().pop_front();
        Box::pin(async move {
            let (status, body) = answer.ok_or(TransportError::Network)?;
            Ok(Response {
                status,
                headers: Vec::new(),
                body: body.to_string(),
            })
        })
    }
}

pub(super) struct Still;

impl Clock for Still {
    fn now(&self) -> Instant {
        Instant::from_unix(NOW)
    }
}

impl Zones for Still {
    fn offset_at(&self, _zone: &str, _at: Instant) -> Option<i32> {
        None
    }
}

pub(super) struct Counting(pub(super) Cell<u32>);

impl Randomness for Counting {
    fn id(&self) -> String {
        self.0.set(self.0.get() + 1);
        format!("00000000-0000-4000-8000-{:012}", self.0.get())
    }
}

/// Storage that outlives the page, as a browser's does.
#[derive(Default)]
pub(super) struct Durable(MemoryKv, pub(super) Cell<Option<u32>>);

impl Durable {
    /// Whether a write still arrives: the page may be killed after so many.
    fn writes(&self) -> bool {
        let left = self.1.get();
        self.1.set(left.map(|left| left.saturating_sub(1)));
        left != Some(0)
    }
}

impl KeyValue for Durable {
    fn get(&self, key: &str) -> Option<String> {
        self.0.get(key)
    }
    fn set(&self, key: &str, value: &str) -> Result<(), KvError> {
        match self.writes() {
            true => self.0.set(key, value),
            false => Ok(()),
        }
    }
    fn remove(&self, key: &str) {
        if self.writes() {
            self.0.remove(key);
        }
    }
    fn keys(&self, prefix: &str) -> Vec<String> {
        self.0.keys(prefix)
    }
    fn durable(&self) -> bool {
        true
    }
}

/// A device with its storage, and a service that is asked by it.
pub(super) struct Device {
    pub(super) kv: Rc<Durable>,
    pub(super) tab: Rc<Durable>,
    pub(super) service: Rc<Service>,
    pub(super) random: Rc<Counting>,
}

/// A page that is open on it.
pub(super) struct Open {
    pub(super) data: Data,
    pub(super) account: Rc<Account>,
    pub(super) backend: Rc<Mapped>,
}

pub(super) fn mapping(more: &Value) -> Value {
    let mut auth = json!({
        "send": { "headers": [{ "name": "authorization", "value": { "text": "Bearer {session.token}" } }] },
        "log_in": { "method": "POST", "path": "/login",
            "read": { "token": "/token", "refresh": "/refresh", "user": "/id", "name": "/name" } },
        "refresh": { "method": "POST", "path": "/refresh", "read": { "token": "/token" } },
        "log_out": { "method": "POST", "path": "/logout" },
        "oauth": { "authorize": "https://id.example/authorize", "client_id": "linju",
            "token": { "method": "POST", "path": "/token", "body": { "object": { "code": "/input/code",
                "verifier": "/input/verifier" } }, "read": { "token": "/token", "user": "/id" } } },
        "handed_over": { "parameter": "ticket", "exchange": { "method": "POST", "path": "/ticket",
            "body": { "object": { "ticket": "/input/code" } }, "read": { "token": "/token", "user": "/id" } } },
    });
    for (key, value) in more.as_object().unwrap() {
        auth[key] = value.clone();
        if value.is_null() {
            auth.as_object_mut().unwrap().remove(key);
        }
    }
    json!({
        "name": "club", "base": "https://api.example",
        "queries": { "communities": { "path": "/c" }, "members": { "path": "/p" }, "memberships": { "path": "/m" } },
        "commands": { "join": { "method": "POST", "path": "/m" } },
        "auth": auth,
    })
}

impl Device {
    pub(super) fn new() -> Self {
        Self {
            kv: Rc::default(),
            tab: Rc::default(),
            service: Rc::default(),
            random: Rc::new(Counting(Cell::new(0))),
        }
    }

    /// The tab is closed.
    pub(super) fn without_tab(self) -> Self {
        Self {
            tab: Rc::default(),
            ..self
        }
    }

    pub(super) fn answer(&self, status: u16, body: Value) -> &Self {
        self.service.answers.borrow_mut().push_back((status, body));
        self
    }

    pub(super) fn asked(&self) -> Vec<String> {
        let line = |request: Request| {
            let header = |(name, value): (String, String)| match name.as_str() {
                "authorization" => format!(" {value}"),
                _ => String::new(),
            };
            let with: String = request.headers.into_iter().map(header).collect();
            format!("{} {}{with}", request.method.as_str(), request.url)
        };
        self.service.asked.take().into_iter().map(line).collect()
    }

    pub(super) fn open_with(&self, auth: &Value) -> Open {
        self.open_at("https://api.example", auth)
    }

    pub(super) fn open_at(&self, address: &str, auth: &Value) -> Open {
        self.open_over(self.service.clone(), address, auth, None)
    }

    pub(super) fn open_over(
        &self,
        service: Rc<dyn Transport>,
        address: &str,
        auth: &Value,
        spawn: Option<Spawn>,
    ) -> Open {
        let plan = Plan::compile(&mapping(auth)).unwrap();
        let me = AccountId::from("device-1");
        let mut backend = Mapped::new(plan, service.clone(), Rc::new(Still), me);
        if let Some(spawn) = spawn {
            backend = backend.going_on_by(spawn);
        }
        let backend = Rc::new(backend);
        let door = backend.sign_in().unwrap();
        let account = Account::resume(
            door,
            (backend.name(), address),
            "device-1",
            self.kv.clone(),
            self.tab.clone(),
        );
        let ports = Ports {
            kv: self.kv.clone(),
            tab: self.tab.clone(),
            transport: service,
            clock: Rc::new(Still),
            random: self.random.clone(),
            zones: Rc::new(Still),
        };
        let data = Data::of(
            backend.clone(),
            ports,
            account.whose(),
            Some(account.clone()),
        );
        Open {
            data,
            account,
            backend,
        }
    }

    pub(super) fn open(&self) -> Open {
        self.open_with(&json!({}))
    }

    pub(super) fn signed_in(&self, user: &str, remember: bool) -> Open {
        let open = self.open();
        let said =
            json!({ "token": format!("t-{user}"), "refresh": "r", "id": user, "name": user });
        self.answer(200, said);
        assert_eq!(now(open.data.log_in(&typed(), remember)), Ok(Came::In));
        self.asked();
        open
    }

    /// All that is kept, as text.
    pub(super) fn kept(&self) -> String {
        let all = |kv: &Durable| -> String {
            let keys = kv.keys("").into_iter();
            keys.map(|key| format!("{key}={}\n", kv.get(&key).unwrap()))
                .collect()
        };
        all(&self.kv)
    }
}

pub(super) fn typed() -> Vec<(String, String)> {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    vec![pair("user", "lin"), pair("password", "s3cret")]
}

pub(super) fn now<T>(future: impl Future<Output = T>) -> T {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(future).poll(&mut context) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a future waits"),
    }
}
