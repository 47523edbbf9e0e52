//! Linju's own contract, answered by the embedded backend: `docs/api.md` carried out in a page of
//! code, and read by the mapping with nothing to change.

use std::{fs, rc::Rc};

use linju::{
    backend::{
        Backend, BackendError, EventsWanted, Page, Persona, Rest as _, Stage as _,
        embedded::Embedded,
        mapped::{Mapped, Plan},
    },
    model::{
        AccountId, Command, CommandId, Envelope, FromJson, Instant, MemberId, Outcome, Refusal,
        Subject, ToJson,
    },
    percent::decode,
    port::{
        Clock, KeyValue, KvError, LocalFuture, MemoryKv, Method, Request, Response, Transport,
        TransportError,
    },
};
use serde_json::{Value, json};

use super::{
    native::{Counter, Files, Hand, Tz, block_on},
    suite,
};

/// The fewest rows on a page, so that paging really pages.
const PAGE: usize = 7;

#[test]
fn the_own_contract_is_kept_by_the_mapping_with_nothing_to_change() {
    let clock = Hand::at("2026-11-21T19:00:00+08:00");
    let service = Service {
        backend: Embedded::new(
            Files::new(),
            Rc::new(MemoryKv::default()),
            clock.clone(),
            Counter::named("own"),
            Rc::new(Tz),
        ),
        clock: clock.clone(),
    };
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/public/mappings/linju.json");
    let mapping: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let plan = Plan::compile(&mapping).unwrap_or_else(|fault| panic!("linju.json: {fault}"));
    let backend = Rc::new(Mapped::new(
        plan,
        Rc::new(service),
        clock.clone(),
        AccountId::from("own"),
    ));
    let mut under = suite::Under {
        backend,
        now: clock.now(),
        sent: 0,
        run: "own".to_owned(),
        declared: suite::Declared::by(&mapping),
    };
    suite::signing_in::signing_in(&under, &[("user", "lin"), ("password", "secret")]);
    suite::run(&mut under, (16, 50));
}

/// The organiser's side, over the mapping and by the embedded backend itself.
#[test]
fn organisers_decide_over_the_mapping_as_in_the_page() {
    let clock = Hand::at("2026-11-21T19:00:00+08:00");
    let embedded = |name: &str| {
        let (kv, ids) = (Rc::new(MemoryKv::default()), Counter::named(name));
        let it = Embedded::new(Files::new(), kv, clock.clone(), ids, Rc::new(Tz));
        it.play(Persona::Organiser).unwrap();
        it
    };
    suite::reviews::reviews(&embedded("ids"));
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/public/mappings/linju.json");
    let mapping: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let service = Service {
        backend: embedded("own"),
        clock: clock.clone(),
    };
    let plan = Plan::compile(&mapping).unwrap_or_else(|fault| panic!("linju.json: {fault}"));
    let account = AccountId::from("own");
    let mapped = Mapped::new(plan, Rc::new(service), clock.clone(), account);
    let door = mapped.sign_in().unwrap();
    suite::signing_in::log_in(door, &[("user", "lin"), ("password", "secret")]);
    suite::reviews::reviews(&mapped);
}

/// A community's whole life, over the mapping and by the embedded backend itself.
#[test]
fn a_community_is_founded_kept_and_ended_over_the_mapping_as_in_the_page() {
    let clock = Hand::at("2026-11-21T19:00:00+08:00");
    let embedded = |name: &str| {
        let (kv, ids) = (Rc::new(MemoryKv::default()), Counter::named(name));
        Embedded::new(Files::new(), kv, clock.clone(), ids, Rc::new(Tz))
    };
    let hand = |backend: &dyn Backend, name: &str| {
        suite::keeping::alone(&suite::keeping::Hand {
            backend,
            name: name.to_owned(),
            now: clock.now(),
        });
    };
    hand(&embedded("ids"), "page");
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/public/mappings/linju.json");
    let mapping: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let service = Service {
        backend: embedded("own"),
        clock: clock.clone(),
    };
    let plan = Plan::compile(&mapping).unwrap_or_else(|fault| panic!("linju.json: {fault}"));
    let account = AccountId::from("own");
    let mapped = Mapped::new(plan, Rc::new(service), clock.clone(), account);
    let door = mapped.sign_in().unwrap();
    suite::signing_in::log_in(door, &[("user", "lin"), ("password", "secret")]);
    hand(&mapped, "wire");
}

/// Events that are planned, over the mapping and by the embedded backend itself.
#[test]
fn events_are_planned_over_the_mapping_as_in_the_page() {
    let clock = Hand::at("2026-11-21T19:00:00+08:00");
    let embedded = |name: &str| {
        let (kv, ids) = (Rc::new(MemoryKv::default()), Counter::named(name));
        Embedded::new(Files::new(), kv, clock.clone(), ids, Rc::new(Tz))
    };
    let hand = |backend: &dyn Backend, name: &str| {
        suite::planning::alone(&suite::keeping::Hand {
            backend,
            name: name.to_owned(),
            now: clock.now(),
        });
    };
    hand(&embedded("ids"), "page");
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/public/mappings/linju.json");
    let mapping: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let service = Service {
        backend: embedded("own"),
        clock: clock.clone(),
    };
    let plan = Plan::compile(&mapping).unwrap_or_else(|fault| panic!("linju.json: {fault}"));
    let account = AccountId::from("own");
    let mapped = Mapped::new(plan, Rc::new(service), clock.clone(), account);
    let door = mapped.sign_in().unwrap();
    suite::signing_in::log_in(door, &[("user", "lin"), ("password", "secret")]);
    hand(&mapped, "wire");
}

/// What a member proposes, a host answers: two parts of one page.
#[test]
fn what_a_member_proposes_a_host_answers() {
    let clock = Hand::at("2026-11-21T19:00:00+08:00");
    let shared = Rc::new(MemoryKv::default());
    let played = |part: &'static str| {
        let kv = Rc::new(Part(shared.clone(), part));
        let ids = Counter::named(part);
        Embedded::new(Files::new(), kv, clock.clone(), ids, Rc::new(Tz))
    };
    let (host, member) = (played("organiser"), played("member"));
    let hand = |backend, name: &str| suite::keeping::Hand {
        backend,
        name: name.to_owned(),
        now: clock.now(),
    };
    suite::planning::between(&hand(&host, "host"), &hand(&member, "member"));
}

/// A directory between three parts of one page, by the embedded backend itself and over the mapping.
#[test]
fn what_one_asks_in_a_directory_another_answers() {
    let clock = Hand::at("2026-11-21T19:00:00+08:00");
    let embedded = |shared: &Rc<MemoryKv>, part: &'static str| {
        let kv = Rc::new(Part(shared.clone(), part));
        let ids = Counter::named(part);
        Embedded::new(Files::new(), kv, clock.clone(), ids, Rc::new(Tz))
    };
    let now = clock.now();
    let parts = ["organiser", "member", "newcomer"];
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/public/mappings/linju.json");
    let mapping: Value = serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap();
    let shared = Rc::new(MemoryKv::default());
    let mapped = parts.map(|part| {
        let service = Service {
            backend: embedded(&shared, part),
            clock: clock.clone(),
        };
        let plan = Plan::compile(&mapping).unwrap_or_else(|fault| panic!("linju.json: {fault}"));
        let it = Mapped::new(
            plan,
            Rc::new(service),
            clock.clone(),
            AccountId::from("own"),
        );
        let door = it.sign_in().unwrap();
        suite::signing_in::log_in(door, &[("user", "lin"), ("password", "secret")]);
        it
    });
    let shared = Rc::new(MemoryKv::default());
    let in_page = parts.map(|part| embedded(&shared, part));
    let [organiser, owner, asker] = &in_page;
    three([organiser, owner, asker], "page", now);
    let [organiser, owner, asker] = &mapped;
    three([organiser, owner, asker], "wire", now);
}

/// The directory of three people, all the way.
fn three([organiser, owner, asker]: [&dyn Backend; 3], run: &str, now: Instant) {
    let hand = |backend, part: &str| suite::keeping::Hand {
        backend,
        name: format!("{run}-{part}"),
        now,
    };
    suite::directory::between(&suite::directory::Three {
        organiser: &hand(organiser, "organiser"),
        owner: &hand(owner, "owner"),
        asker: &hand(asker, "asker"),
    });
}

/// What is kept for one part that a visitor plays.
struct Part(Rc<MemoryKv>, &'static str);

impl KeyValue for Part {
    fn get(&self, key: &str) -> Option<String> {
        if key == "linju/embedded/plays" {
            return Some(self.1.to_owned());
        }
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
        self.0.durable()
    }
}

/// A service that keeps the contract.
struct Service {
    backend: Embedded,
    clock: Rc<Hand>,
}

/// An answer, or why there is none.
type Answered = Result<Value, Problem>;

struct Problem {
    status: u16,
    body: Value,
}

impl Problem {
    fn new(status: u16, title: &str) -> Self {
        Self {
            status,
            body: json!({ "title": title, "status": status }),
        }
    }

    /// With `why`, and the words of it.
    fn refused(refusal: &Refusal) -> Self {
        let said = serde_json::to_value(refusal).unwrap();
        let (status, title) = match refusal {
            Refusal::Gone => (404, "Not Found"),
            Refusal::Invalid { .. } => (422, "Unprocessable Content"),
            _ => (409, "Conflict"),
        };
        let mut problem = Self::new(status, title);
        problem.body["why"] = said["why"].clone();
        problem.body["detail"] = format!("{refusal:?}").into();
        if let Refusal::Invalid { faults } = refusal {
            let faults = faults.iter();
            let faults =
                faults.map(|f| json!({ "field": f.key, "message": format!("{:?}", f.kind) }));
            problem.body["fields"] = faults.collect();
        }
        problem
    }
}

impl From<BackendError> for Problem {
    fn from(error: BackendError) -> Self {
        match error {
            BackendError::NotFound => Self::new(404, "Not Found"),
            BackendError::Forbidden { status } => Self::new(status, "Forbidden"),
            other => panic!("{other}"),
        }
    }
}

impl Service {
    fn answer(&self, request: &Request) -> Answered {
        let path = request.url.strip_prefix("/api/").expect("behind the base");
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let path: Vec<String> = path.split('/').map(decode).collect();
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        let parameter = |name: &str| {
            let mut all = query.split('&').filter_map(|pair| pair.split_once('='));
            all.find(|(n, _)| *n == name)
                .map(|(_, value)| decode(value))
        };
        if path.first() == Some(&"session") {
            return signing(request);
        }
        let private = path.first() == Some(&"me")
            || path.contains(&"members")
            || path.contains(&"applications")
            || path.contains(&"roster")
            || path.contains(&"reports")
            || path.contains(&"words")
            || path.contains(&"invitations")
            || request.method != Method::Get;
        if private && header(request, "Authorization") != Some(&format!("Bearer {TOKEN}")) {
            return Err(Problem::new(401, "Unauthorized"));
        }
        let b = &self.backend;
        let page = |rows: Vec<Value>| page_of(rows, parameter("cursor"));
        Ok(match (request.method, &path[..]) {
            (Method::Get, ["communities"]) => page(rows(block_on(b.communities(None))?.data)),
            (Method::Get, ["communities", id]) => {
                block_on(b.community(&(*id).into()))?.data.to_json()
            }
            (Method::Get, ["communities", id, "members"]) => match parameter("q") {
                None => page(rows(block_on(b.members(&(*id).into(), None))?.data)),
                Some(q) => page(rows(
                    block_on(b.search_members(&(*id).into(), &q, None))?.data,
                )),
            },
            (Method::Get, ["communities", id, "reports"]) => {
                page(rows(block_on(b.reports(&(*id).into(), None))?.data))
            }
            (Method::Get, ["me", "entries", id]) => {
                block_on(b.my_entry(&(*id).into()))?.data.to_json()
            }
            (method, ["me", "entries", id, rest @ ..]) => {
                self.carried_out(request, written(method, id, rest, body_of(request)))?
            }
            (method, ["communities", id, "members", member, verb]) => {
                let body = body_of(request);
                self.carried_out(request, between(method, id, member, verb, body))?
            }
            (Method::Get, ["communities", id, "members", member]) => {
                let member = MemberId::from(*member);
                block_on(b.member(&(*id).into(), &member))?.data.to_json()
            }
            (Method::Get, ["events"]) => {
                let time = |name| parameter(name).map(|t| Instant::parse(&t).expect("a time"));
                let wanted = EventsWanted {
                    community: parameter("community").map(|id| id.as_str().into()),
                    from: time("from"),
                    to: time("to"),
                    cursor: None,
                };
                page(rows(block_on(b.events(&wanted))?.data))
            }
            (Method::Get, ["events", id]) => block_on(b.event(&(*id).into()))?.data.to_json(),
            (Method::Get, ["me", what]) => {
                let viewer = block_on(b.viewer())?.data;
                let named = |key: &str, id: &str, mut row: Value| {
                    row[key] = id.into();
                    row
                };
                page(match *what {
                    "memberships" => {
                        let all = viewer.memberships.iter();
                        all.map(|(id, m)| named("community", id.as_str(), m.to_json()))
                            .collect()
                    }
                    "following" => {
                        let all = viewer.follows.iter();
                        all.map(|id| json!({ "community": id.as_str() })).collect()
                    }
                    _ => {
                        let all = viewer.sign_ups.iter();
                        all.map(|(id, s)| named("event", id.as_str(), s.to_json()))
                            .collect()
                    }
                })
            }
            (Method::Get, ["communities", id, "applications"]) => {
                page(rows(block_on(b.applicants(&(*id).into(), None))?.data))
            }
            (Method::Post, ["communities", id, "applications", person, verdict]) => {
                let body = request.body.as_deref().unwrap_or("{}");
                let mut command: Value = serde_json::from_str(body).expect("JSON");
                for (name, text) in [
                    ("do", "review"),
                    ("community", id),
                    ("person", person),
                    ("verdict", verdict),
                ] {
                    command[name] = text.into();
                }
                self.carried_out(request, command)?
            }
            (Method::Get, ["communities", id, "roster"]) => {
                page(rows(block_on(b.roster(&(*id).into(), None))?.data))
            }
            (Method::Get, ["communities", id, "invitations"]) => {
                page(rows(block_on(b.invitations(&(*id).into(), None))?.data))
            }
            (Method::Get, ["communities", id, "invitations", code]) => {
                block_on(b.invitation(&(*id).into(), code))?.data.to_json()
            }
            (method, ["communities", id, rest @ ..]) => {
                let body = request.body.as_deref().unwrap_or("{}");
                let body: Value = serde_json::from_str(body).expect("JSON");
                self.carried_out(request, kept(method, id, rest, body))?
            }
            (method, ["events", id, rest @ ..]) => {
                let body = request.body.as_deref().unwrap_or("{}");
                let body: Value = serde_json::from_str(body).expect("JSON");
                self.carried_out(request, planned(method, id, rest, body))?
            }
            (method, ["me", "following", id]) => {
                let verb = match method {
                    Method::Put => "follow",
                    _ => "unfollow",
                };
                self.carry_out(request, "community", id, verb)?
            }
            (method, ["me", what, id, rest @ ..]) => {
                let (of, verb) = match (method, *what, rest) {
                    (Method::Put, "memberships", []) => ("community", "join"),
                    (Method::Delete, "memberships", []) => ("community", self.going(id)),
                    (Method::Patch, "memberships", []) => ("community", "amend"),
                    (Method::Post, "memberships", ["agree"]) => ("community", "agree"),
                    (Method::Post, "memberships", ["renew"]) => ("community", "renew"),
                    (Method::Put, "sign-ups", []) => ("event", "sign-up"),
                    (Method::Patch, "sign-ups", []) => ("event", "change-sign-up"),
                    (Method::Delete, "sign-ups", []) => ("event", "cancel-sign-up"),
                    other => panic!("{other:?} is not in the contract"),
                };
                self.carry_out(request, of, id, verb)?
            }
            other => panic!("{other:?} is not in the contract"),
        })
    }

    /// One leaves where one is in, and withdraws where one has only knocked.
    fn going(&self, id: &str) -> &'static str {
        let viewer = block_on(self.backend.viewer()).unwrap().data;
        let membership = viewer.membership(&id.into());
        if membership.role(self.clock.now()).is_some() {
            "leave"
        } else {
            "withdraw"
        }
    }

    fn carry_out(&self, request: &Request, of: &str, id: &str, verb: &str) -> Answered {
        let body = request.body.as_deref().unwrap_or("{}");
        let mut command: Value = serde_json::from_str(body).expect("JSON");
        command["do"] = verb.into();
        command[of] = id.into();
        self.carried_out(request, command)
    }

    fn carried_out(&self, request: &Request, command: Value) -> Answered {
        let key = header(request, "Idempotency-Key").expect("a key with all that writes");
        let key = key.strip_prefix('"').and_then(|key| key.strip_suffix('"'));
        let key = key.expect("a string, as structured fields have it (RFC 9651)");
        let envelope = Envelope {
            id: CommandId(key.to_owned()),
            at: self.clock.now(),
            command: Command::from_json(&command).expect("a command"),
        };
        match block_on(self.backend.carry_out(&envelope))? {
            Outcome::Refused(refusal) => Err(Problem::refused(&refusal)),
            Outcome::Membership(_, now) => Ok(standing(now.to_json(), &envelope.command)),
            Outcome::SignUp(_, now) => Ok(standing(now.to_json(), &envelope.command)),
            Outcome::Seat(_, _, now) => Ok(standing(now.to_json(), &envelope.command)),
            Outcome::Person(_, _, now) => Ok(standing(now.to_json(), &envelope.command)),
            Outcome::Following(id, _) => Ok(json!({ "community": id.as_str() })),
            Outcome::Invitation(_, now) => Ok(now.to_json()),
            Outcome::Community(id) => Ok(block_on(self.backend.community(&id))?.data.to_json()),
            Outcome::Event(id) => Ok(block_on(self.backend.event(&id))?.data.to_json()),
            Outcome::Entry(id)
            | Outcome::Contact(id, _)
            | Outcome::Request(id, _)
            | Outcome::Report(id, _) => Ok(json!({ "community": id.as_str() })),
        }
    }
}

/// The command that a request about an event itself stands for.
fn planned(method: Method, id: &str, rest: &[&str], body: Value) -> Value {
    let mut command = match (method, rest) {
        (Method::Put, []) => {
            json!({ "do": "create-event", "community": body["community"], "plan": body["plan"], "more": body["more"].as_array().cloned().unwrap_or_default() })
        }
        (Method::Patch, []) => json!({ "do": "edit-event", "plan": body }),
        (Method::Post, ["call-off"]) => {
            json!({ "do": "call-off", "status": body["status"], "reason": body["reason"].as_str().unwrap_or_default() })
        }
        (Method::Post, ["adopt"]) => json!({ "do": "adopt-event" }),
        other => panic!("{other:?} is not in the contract"),
    };
    command["event"] = id.into();
    command
}

fn body_of(request: &Request) -> Value {
    serde_json::from_str(request.body.as_deref().unwrap_or("{}")).expect("JSON")
}

/// The command that a request about one's own in a directory stands for.
fn written(method: Method, id: &str, rest: &[&str], body: Value) -> Value {
    let mut command = match (method, rest) {
        (Method::Patch, []) => json!({ "do": "write-entry", "entry": body }),
        (Method::Delete, []) => json!({ "do": "remove-entry" }),
        (Method::Post, ["requests", person, verb]) => {
            let mut command = body;
            command["do"] = match *verb {
                "revoke" => "revoke-grant".into(),
                verb => format!("{verb}-request").into(),
            };
            command["person"] = (*person).into();
            command
        }
        other => panic!("{other:?} is not in the contract"),
    };
    command["community"] = id.into();
    command
}

/// The command that a request about another in a directory stands for.
fn between(method: Method, id: &str, member: &str, verb: &str, body: Value) -> Value {
    let mut command = body;
    let what = match (method, verb) {
        (Method::Put, "request") => "ask-contact",
        (Method::Delete, "request") => "take-back-request",
        (Method::Put, "block") => "block",
        (Method::Delete, "block") => "unblock",
        (Method::Post, "report") => "report-member",
        other => panic!("{other:?} is not in the contract"),
    };
    command["do"] = what.into();
    command["community"] = id.into();
    command["member"] = member.into();
    command
}

/// What organisers do, as the model's command.
fn kept(method: Method, id: &str, rest: &[&str], body: Value) -> Value {
    let with = |verb: &str, more: &[(&str, &str)]| {
        let mut command = body.clone();
        command["do"] = verb.into();
        command["community"] = id.into();
        for (name, value) in more {
            command[*name] = (*value).into();
        }
        command
    };
    match (method, rest) {
        (Method::Put, []) => with("found", &[]),
        (Method::Patch, []) => json!({ "do": "edit", "community": id, "charter": body }),
        (Method::Post, ["words"]) => with("say", &[]),
        (Method::Post, ["reports", report, "settle"]) => {
            with("settle-report", &[("report", report)])
        }
        (Method::Post, ["roster", person, verb]) => with(verb, &[("person", person)]),
        (Method::Put, ["invitations", code]) => {
            let mut invitation = body;
            invitation["code"] = (*code).into();
            invitation["community"] = id.into();
            json!({ "do": "invite", "community": id, "invitation": invitation })
        }
        (Method::Delete, ["invitations", code]) => with("revoke", &[("code", code)]),
        (Method::Post, [verb]) => with(verb, &[]),
        other => panic!("{other:?} is not in the contract"),
    }
}

/// The only token there is.
const TOKEN: &str = "a-token-of-lin";

fn signing(request: &Request) -> Answered {
    if request.method == Method::Delete {
        return Ok(Value::Null);
    }
    let typed: Value = serde_json::from_str(request.body.as_deref().unwrap()).unwrap();
    if typed["name"] == "lin" && typed["password"] == "secret" {
        return Ok(json!({ "token": TOKEN, "user": "lin", "name": "林", "expires_in": 3600 }));
    }
    Err(Problem::new(401, "Unauthorized"))
}

fn header<'a>(request: &'a Request, name: &str) -> Option<&'a str> {
    let mut all = request.headers.iter();
    all.find(|(n, _)| n.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
}

fn standing(mut row: Value, command: &Command) -> Value {
    match command.subject() {
        Subject::Membership(id) => row["community"] = id.to_json(),
        Subject::SignUp(id) => row["event"] = id.to_json(),
        Subject::Person(_, id) => row["id"] = id.to_json(),
        Subject::Seat(event, id) => {
            row["id"] = id.to_json();
            row["event"] = event.to_json();
        }
        Subject::Following(_)
        | Subject::Invitation(..)
        | Subject::Community(_)
        | Subject::Event(_)
        | Subject::Entry(_)
        | Subject::Contact(..)
        | Subject::Request(..)
        | Subject::Report(..) => {}
    }
    row
}

fn rows<T: ToJson>(page: Page<T>) -> Vec<Value> {
    page.items.iter().map(T::to_json).collect()
}

/// A page of all rows; the cursor is nobody's business.
fn page_of(rows: Vec<Value>, cursor: Option<String>) -> Value {
    let from = cursor.map_or(0, |c| {
        c.trim_start_matches("after-").parse().expect("a cursor")
    });
    let to = rows.len().min(from + PAGE);
    let next = (to < rows.len()).then(|| format!("after-{to}"));
    json!({ "items": &rows[from..to], "next": next, "total": rows.len() })
}

impl Transport for Service {
    fn send<'a>(&'a self, request: Request) -> LocalFuture<'a, Result<Response, TransportError>> {
        let (status, kind, body) = match self.answer(&request) {
            Ok(body) => (200, "application/json", body),
            Err(problem) => (problem.status, "application/problem+json", problem.body),
        };
        let answer = Response {
            status,
            headers: vec![("content-type".to_owned(), kind.to_owned())],
            body: body.to_string(),
        };
        Box::pin(async move { Ok(answer) })
    }
}
