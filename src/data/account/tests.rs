//! Signing in over a mapped service that gives scripted answers: what is kept where, and whose it is.

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
        Backend as _, BackendError,
        mapped::{Mapped, Plan},
    },
    data::{Account, Came, CommunitiesPage, Data, MembersPage, Mine, Ports},
    model::{AccountId, Answers, Command, CommunityId, Instant, Zones},
    port::{
        Clock, KeyValue, KvError, LocalFuture, MemoryKv, Randomness, Request, Response, Transport,
        TransportError,
    },
};

const NOW: i64 = 1_795_262_400;
const KEY: &str = "linju/signed-in/club";

#[derive(Default)]
struct Service {
    answers: RefCell<VecDeque<(u16, Value)>>,
    asked: RefCell<Vec<Request>>,
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

struct Still;

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

struct Counting(Cell<u32>);

impl Randomness for Counting {
    fn id(&self) -> String {
        self.0.set(self.0.get() + 1);
        format!("00000000-0000-4000-8000-{:012}", self.0.get())
    }
}

/// Storage that outlives the page, as a browser's does.
#[derive(Default)]
struct Durable(MemoryKv);

impl KeyValue for Durable {
    fn get(&self, key: &str) -> Option<String> {
        self.0.get(key)
    }
    fn set(&self, key: &str, value: &str) -> Result<(), KvError> {
        self.0.set(key, value)
    }
    fn remove(&self, key: &str) {
        self.0.remove(key);
    }
    fn keys(&self, prefix: &str) -> Vec<String> {
        self.0.keys(prefix)
    }
    fn durable(&self) -> bool {
        true
    }
}

/// A device with its storage, and a service that is asked by it.
struct Device {
    kv: Rc<Durable>,
    tab: Rc<Durable>,
    service: Rc<Service>,
}

/// A page that is open on it.
struct Open {
    data: Data,
    account: Rc<Account>,
    backend: Rc<Mapped>,
}

fn mapping(more: &Value) -> Value {
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
    fn new() -> Self {
        Self {
            kv: Rc::default(),
            tab: Rc::default(),
            service: Rc::default(),
        }
    }

    /// The tab is closed.
    fn without_tab(self) -> Self {
        Self {
            tab: Rc::default(),
            ..self
        }
    }

    fn answer(&self, status: u16, body: Value) -> &Self {
        self.service.answers.borrow_mut().push_back((status, body));
        self
    }

    fn asked(&self) -> Vec<String> {
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

    fn open_with(&self, auth: &Value) -> Open {
        let plan = Plan::compile(&mapping(auth)).unwrap();
        let me = AccountId::from("device-1");
        let backend = Rc::new(Mapped::new(plan, self.service.clone(), Rc::new(Still), me));
        let door = backend.sign_in().unwrap();
        let account = Account::resume(
            door,
            backend.name(),
            "device-1",
            self.kv.clone(),
            self.tab.clone(),
        );
        let ports = Ports {
            kv: self.kv.clone(),
            tab: self.tab.clone(),
            transport: self.service.clone(),
            clock: Rc::new(Still),
            random: Rc::new(Counting(Cell::new(0))),
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

    fn open(&self) -> Open {
        self.open_with(&json!({}))
    }

    fn signed_in(&self, user: &str, remember: bool) -> Open {
        let open = self.open();
        let said =
            json!({ "token": format!("t-{user}"), "refresh": "r", "id": user, "name": user });
        self.answer(200, said);
        assert_eq!(now(open.data.log_in(&typed(), remember)), Ok(Came::In));
        self.asked();
        open
    }

    /// All that is kept, as text.
    fn kept(&self) -> String {
        let all = |kv: &Durable| -> String {
            let keys = kv.keys("").into_iter();
            keys.map(|key| format!("{key}={}\n", kv.get(&key).unwrap()))
                .collect()
        };
        all(&self.kv)
    }
}

fn typed() -> Vec<(String, String)> {
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    vec![pair("user", "lin"), pair("password", "s3cret")]
}

fn now<T>(future: impl Future<Output = T>) -> T {
    let mut context = Context::from_waker(Waker::noop());
    match pin!(future).poll(&mut context) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("a future waits"),
    }
}

fn community(name: &str) -> Value {
    json!([{ "id": "a", "name": name, "purpose": "p" }])
}

fn answers(why: &str) -> Answers {
    Answers::from([("why".to_owned(), why.to_owned())])
}

#[test]
fn who_does_not_ask_to_be_remembered_is_signed_in_as_long_as_the_tab_is_open() {
    let device = Device::new();
    let open = device.signed_in("lin", false);
    let person = open.data.person().unwrap();
    assert_eq!((person.name.as_str(), person.remembered), ("lin", false));
    assert!(!device.kept().contains("t-lin"), "{}", device.kept());
    assert!(device.tab.get(KEY).unwrap().contains("t-lin"));

    // Loaded anew, they are there before anything is asked for.
    let open = device.open();
    assert!(!open.data.is_signed_out());
    device.answer(200, community("of lin"));
    now(open.data.fresh(&CommunitiesPage::default())).unwrap();
    assert_eq!(device.asked(), ["GET https://api.example/c Bearer t-lin"]);

    // And with the tab goes what was read.
    let device = device.without_tab();
    assert!(device.kept().contains("of lin"));
    let open = device.open();
    assert!(open.data.is_signed_out());
    assert!(!device.kept().contains("of lin"), "{}", device.kept());
}

#[test]
fn who_asks_to_be_remembered_is_until_they_sign_out() {
    let device = Device::new();
    device.signed_in("lin", true);
    assert!(device.tab.get(KEY).is_none());
    let device = device.without_tab();
    let open = device.open();
    assert!(open.data.person().unwrap().remembered);
    device.answer(500, json!({}));
    now(open.data.log_out(false));
    assert_eq!(
        device.asked(),
        ["POST https://api.example/logout Bearer t-lin"]
    );
    assert!(open.data.is_signed_out());
    assert!(!device.kept().contains("t-lin"));
    assert!(device.open().data.is_signed_out());
}

#[test]
fn a_wrong_password_signs_nobody_in_and_keeps_nothing() {
    let device = Device::new();
    let open = device.open();
    device.answer(401, json!({ "message": "Wrong." }));
    let came = now(open.data.log_in(&typed(), true));
    assert_eq!(came, Ok(Came::No(Some("Wrong.".to_owned()))));
    assert_eq!(
        now(open.data.log_in(&typed(), true)),
        Err(BackendError::Transport(TransportError::Network)),
        "no answer is another matter"
    );
    assert!(open.data.is_signed_out());
    assert_eq!(device.kept(), "");
}

#[test]
fn what_was_kept_for_one_is_not_shown_to_another() {
    let device = Device::new();
    let open = device.open();
    let query = CommunitiesPage::default();
    device.answer(200, community("for all"));
    now(open.data.fresh(&query)).unwrap();
    assert_eq!(
        open.data.kept(&query).unwrap().data.items[0].name,
        "for all"
    );

    let open = device.signed_in("lin/../x", false);
    assert!(open.data.kept(&query).is_none());
    device.answer(200, community("of lin"));
    now(open.data.fresh(&query)).unwrap();
    device.answer(200, json!({}));
    now(open.data.log_out(false));
    assert_eq!(
        open.data.kept(&query).unwrap().data.items[0].name,
        "for all"
    );
    assert!(!device.kept().contains("of lin"), "it went with them");

    let open = device.signed_in("wang", false);
    assert!(open.data.kept(&query).is_none());
}

#[test]
fn what_was_typed_before_signing_in_is_theirs_afterwards_and_waits_for_them() {
    let device = Device::new();
    let open = device.open();
    open.data.keep_draft("join/a", &answers("栋 3")).unwrap();
    device.signed_in("lin", false);
    let open = device.open();
    assert_eq!(open.data.draft("join/a"), answers("栋 3"));

    device.answer(200, json!({}));
    now(open.data.log_out(false));
    assert!(open.data.draft("join/a").is_empty());
    let open = device.signed_in("wang", false);
    assert!(open.data.draft("join/a").is_empty());
    device.answer(200, json!({}));
    now(open.data.log_out(false));

    let open = device.signed_in("lin", false);
    assert_eq!(open.data.draft("join/a"), answers("栋 3"));
    device.answer(200, json!({}));
    now(open.data.log_out(true));
    assert!(
        device
            .signed_in("lin", false)
            .data
            .draft("join/a")
            .is_empty()
    );
}

#[test]
fn where_both_have_answered_what_was_typed_last_stands() {
    let device = Device::new();
    let mut theirs = answers("before");
    theirs.insert("phone".to_owned(), "1".to_owned());
    let open = device.signed_in("lin", false);
    open.data.keep_draft("join/a", &theirs).unwrap();
    device.answer(200, json!({}));
    now(open.data.log_out(false));
    open.data.keep_draft("join/a", &answers("now")).unwrap();
    let open = device.signed_in("lin", false);
    let draft = open.data.draft("join/a");
    let get = |key: &str| draft.get(key).map(String::as_str);
    assert_eq!((get("why"), get("phone")), (Some("now"), Some("1")));
}

#[test]
fn what_is_refreshed_is_kept_anew() {
    for remember in [false, true] {
        let device = Device::new();
        let open = device.signed_in("lin", remember);
        device
            .answer(401, json!({}))
            .answer(200, json!({ "token": "t-2" }))
            .answer(200, community("a"));
        now(open.data.fresh(&CommunitiesPage::default())).unwrap();
        let kept: &Durable = if remember { &device.kv } else { &device.tab };
        let text = kept.get(KEY).unwrap();
        assert!(text.contains("t-2") && !text.contains("t-lin"), "{text}");
        assert_eq!(device.kept().contains("t-2"), remember);
    }
}

#[test]
fn what_the_service_ended_is_dropped_and_asked_for_as_anybody() {
    let device = Device::new();
    let open = device.signed_in("lin", true);
    let query = CommunitiesPage::default();
    device
        .answer(401, json!({}))
        .answer(400, json!({}))
        .answer(200, community("for all"));
    now(open.data.fresh(&query)).unwrap();
    assert_eq!(device.asked()[2], "GET https://api.example/c");
    assert!(open.data.is_signed_out());
    assert!(!device.kept().contains("t-lin"));
    assert_eq!(
        open.data.kept(&query).unwrap().data.items[0].name,
        "for all"
    );
    assert_eq!(now(open.data.fresh(&Mine)).unwrap().account, None);
}

#[test]
fn what_is_no_longer_good_and_cannot_be_renewed_is_dropped() {
    let device = Device::new();
    device.signed_in("lin", true);
    let open = device.open_with(&json!({ "refresh": null }));
    device.answer(401, json!({})).answer(200, community("a"));
    now(open.data.fresh(&CommunitiesPage::default())).unwrap();
    assert!(open.data.is_signed_out());
    assert!(device.open().data.is_signed_out());
}

#[test]
fn another_tab_may_have_renewed_it() {
    let device = Device::new();
    let one = device.signed_in("lin", true);
    let other = device.open();
    device
        .answer(401, json!({}))
        .answer(200, json!({ "token": "t-2" }))
        .answer(200, community("a"));
    now(other.data.fresh(&CommunitiesPage::default())).unwrap();
    device.asked();
    // The refresh token is used up; the other's token is as good.
    device
        .answer(401, json!({}))
        .answer(400, json!({}))
        .answer(200, community("b"));
    now(one.data.fresh(&CommunitiesPage::default())).unwrap();
    assert_eq!(device.asked()[2], "GET https://api.example/c Bearer t-2");
    assert_eq!(one.data.person().unwrap().name, "lin");
    assert!(device.kept().contains("t-2"));
}

#[test]
fn a_command_and_a_members_page_ask_to_sign_in_and_send_nothing() {
    let device = Device::new();
    let open = device.open();
    let join = Command::Join {
        community: CommunityId::from("a"),
        answers: Answers::new(),
        rules: None,
    };
    let done = now(open.data.carry_out(join));
    assert_eq!(done, Err(BackendError::Unauthenticated));
    let query = MembersPage {
        community: CommunityId::from("a"),
        cursor: None,
    };
    let asked = now(open.data.fresh(&query));
    assert_eq!(asked, Err(BackendError::Unauthenticated));
    assert!(device.asked().is_empty());
    let report = format!("{:?}", open.data.report());
    assert!(report.contains("Unauthenticated"), "{report}");
}

#[test]
fn nothing_secret_is_in_the_report() {
    let device = Device::new();
    let open = device.signed_in("lin", true);
    device.answer(401, json!({ "token": "t-lin", "refresh": "r" }));
    assert!(now(open.data.fresh(&CommunitiesPage::default())).is_err());
    let report = format!("{:?}", open.data.report());
    assert!(!report.contains("t-lin"), "{report}");
}

#[test]
fn who_comes_back_with_a_code_is_signed_in_if_it_is_they_who_left() {
    let device = Device::new();
    let open = device.open();
    let address = open
        .data
        .leave_to_sign_in("https://linju.example/", "/c/a/join", false)
        .unwrap();
    let state = address.split("state=").nth(1).unwrap();
    let state = state.split('&').next().unwrap();
    assert!(!device.kept().contains(state), "only in this tab");

    // The page is loaded anew.
    let open = device.open();
    let door = open.backend.sign_in().unwrap();
    let search = format!("?code=c%2Fde&state={state}");
    let back = open.account.take_code(door, &search);
    assert_eq!(back, Some(Some("/c/a/join".to_owned())));
    assert!(open.data.has_code());
    // The network is away: the code is still good.
    assert!(now(open.data.exchange_code()).is_err());
    assert!(open.data.has_code());
    device.service.asked.take();
    device.answer(200, json!({ "token": "t-lin", "id": "lin" }));
    assert_eq!(now(open.data.exchange_code()), Ok(Came::In));
    let sent = device.service.asked.take().remove(0).body.unwrap();
    assert!(sent.contains("c/de") && sent.contains("00000000-0000-4000-8000"));
    assert!(!open.data.has_code());
    assert!(!device.kept().contains("t-lin"));

    // The same once more is nobody's.
    assert_eq!(open.account.take_code(door, &search), Some(None));
    assert_eq!(now(open.data.exchange_code()), Ok(Came::Astray));
}

#[test]
fn an_address_is_looked_at_for_codes_and_nothing_else() {
    let check = |auth: Value, search: &str, taken: bool| {
        let open = Device::new().open_with(&auth);
        let door = open.backend.sign_in().unwrap();
        let back = open.account.take_code(door, search);
        assert_eq!(back.is_some(), taken, "{search}");
    };
    check(json!({}), "", false);
    check(json!({}), "?when=tonight", false);
    check(json!({}), "?code=a", false);
    check(json!({}), "?state=a", false);
    check(json!({}), "?code=a&state=b", true);
    check(json!({}), "?state=b&error=access_denied", true);
    check(json!({ "oauth": null }), "?code=a&state=b", false);
    check(json!({}), "?x=1&ticket=t", true);
    check(json!({}), "?ticket=", false);
    check(json!({ "handed_over": null }), "?ticket=t", false);
}

#[test]
fn who_was_refused_elsewhere_is_told() {
    let device = Device::new();
    let open = device.open();
    let address = open
        .data
        .leave_to_sign_in("https://linju.example/", "/me", true);
    let address = address.unwrap();
    let state = address.split("state=").nth(1).unwrap();
    let state = state.split('&').next().unwrap();
    let door = open.backend.sign_in().unwrap();
    let search = format!("?error=access_denied&state={state}");
    assert_eq!(
        open.account.take_code(door, &search),
        Some(Some("/me".to_owned()))
    );
    assert_eq!(now(open.data.exchange_code()), Ok(Came::No(None)));
}

#[test]
fn a_code_that_a_host_page_hands_over_signs_in_for_this_tab() {
    let device = Device::new();
    let open = device.open();
    let door = open.backend.sign_in().unwrap();
    assert_eq!(open.account.take_code(door, "?ticket=once"), Some(None));
    device.answer(200, json!({ "token": "t-lin", "id": "lin" }));
    assert_eq!(now(open.data.exchange_code()), Ok(Came::In));
    assert_eq!(open.data.person().unwrap().name, "lin");
    assert!(!device.kept().contains("t-lin"));
    assert!(!device.kept().contains("once"));
}

#[test]
fn what_is_kept_and_cannot_be_read_signs_nobody_in() {
    for text in ["", "{", "[]", "null", "t-lin"] {
        let device = Device::new();
        device.kv.set(KEY, text).unwrap();
        assert!(device.open().data.is_signed_out(), "{text}");
    }
}

#[test]
fn a_browser_that_keeps_nothing_signs_in_for_the_page_and_sends_nobody_away() {
    let service = Rc::new(Service::default());
    let plan = Plan::compile(&mapping(&json!({}))).unwrap();
    let me = AccountId::from("device-1");
    let backend = Rc::new(Mapped::new(plan, service.clone(), Rc::new(Still), me));
    let kv: Rc<dyn KeyValue> = Rc::new(MemoryKv::default());
    let full: Rc<dyn KeyValue> = Rc::new(MemoryKv::with_room(0));
    let door = backend.sign_in().unwrap();
    let account = Account::resume(door, "club", "device-1", full.clone(), kv.clone());
    let ports = Ports {
        kv: full,
        tab: kv,
        transport: service.clone(),
        clock: Rc::new(Still),
        random: Rc::new(Counting(Cell::new(0))),
        zones: Rc::new(Still),
    };
    let data = Data::of(backend, ports, account.whose(), Some(account));
    let answer = (200, json!({ "token": "t", "id": "lin" }));
    service.answers.borrow_mut().push_back(answer);
    assert_eq!(now(data.log_in(&typed(), true)), Ok(Came::Unkept));
    assert!(!data.is_signed_out());
    assert_eq!(
        data.leave_to_sign_in("https://linju.example/", "/", false),
        Err(KvError::Blocked)
    );
}
