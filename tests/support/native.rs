//! The ports, natively: an executor for one thread, files and HTTP as transports, a clock that
//! stands, and time zones.

mod jar;

use std::{
    cell::{Cell, RefCell},
    future::Future,
    path::PathBuf,
    pin::pin,
    rc::Rc,
    sync::Arc,
    task::{Context, Poll, Wake, Waker},
};

use chrono::{Offset, TimeZone};
use linju::{
    model::{Instant, Zones},
    port::{Clock, LocalFuture, Method, Randomness, Request, Response, Transport, TransportError},
};

pub use jar::Jar;

struct Nobody;

impl Wake for Nobody {
    fn wake(self: Arc<Self>) {}
}

/// Runs a future to its end. Nothing here waits for anything outside this thread, so a future that
/// is pending after many polls never ends: that is a defect, and said.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Nobody));
    let mut context = Context::from_waker(&waker);
    for _ in 0..100_000 {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
    }
    panic!("a future never ends");
}

/// The zone tables of chrono-tz.
pub struct Tz;

impl Zones for Tz {
    fn offset_at(&self, zone: &str, at: Instant) -> Option<i32> {
        let zone: chrono_tz::Tz = zone.parse().ok()?;
        let offset = zone.timestamp_opt(at.unix(), 0).single()?;
        Some(offset.offset().fix().local_minus_utc())
    }
}

/// A clock that moves when it is told to.
pub struct Hand(pub Cell<i64>);

impl Hand {
    pub fn at(text: &str) -> Rc<Self> {
        Rc::new(Self(Cell::new(
            Instant::parse(text).expect("a time").unix(),
        )))
    }

    pub fn forward(&self, seconds: i64) {
        self.0.set(self.0.get() + seconds);
    }
}

impl Clock for Hand {
    fn now(&self) -> Instant {
        Instant::from_unix(self.0.get())
    }
}

/// Ids that count, unlike those of another counter.
pub struct Counter(pub Cell<u32>, pub String);

impl Counter {
    pub fn named(name: &str) -> Rc<Self> {
        Rc::new(Self(Cell::new(0), name.to_owned()))
    }
}

impl Randomness for Counter {
    fn id(&self) -> String {
        self.0.set(self.0.get() + 1);
        format!("{:08x}-{}", self.0.get(), self.1)
    }
}

/// Files under `public/`, as a host of static files answers; can be cut off.
pub struct Files {
    pub cut: Cell<bool>,
    pub asked: RefCell<Vec<String>>,
    pub instead: RefCell<Option<Response>>,
}

impl Files {
    pub fn new() -> Rc<Self> {
        Rc::new(Self {
            cut: Cell::new(false),
            asked: RefCell::default(),
            instead: RefCell::default(),
        })
    }
}

impl Transport for Files {
    fn send<'a>(&'a self, request: Request) -> LocalFuture<'a, Result<Response, TransportError>> {
        self.asked.borrow_mut().push(request.url.clone());
        let answer = if self.cut.get() {
            Err(TransportError::Network)
        } else if let Some(instead) = self.instead.borrow().clone() {
            Ok(instead)
        } else {
            let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
                .join("public")
                .join(&request.url);
            Ok(match std::fs::read_to_string(path) {
                Ok(body) => Response {
                    status: 200,
                    headers: Vec::new(),
                    body,
                },
                Err(_) => Response {
                    status: 404,
                    ..Response::default()
                },
            })
        };
        // One turn later, as a network would: what is asked for twice at once is then really at once.
        Box::pin(async move {
            let mut turned = false;
            std::future::poll_fn(|_| {
                if turned {
                    Poll::Ready(())
                } else {
                    turned = true;
                    Poll::Pending
                }
            })
            .await;
            answer
        })
    }
}

/// Real HTTP, with cookies as the browser of one person keeps them.
pub struct Wire {
    following: ureq::Agent,
    staying: ureq::Agent,
    always: Vec<(String, String)>,
    pub jar: Jar,
}

impl Wire {
    pub fn new() -> Rc<Self> {
        Self::signed_in(Vec::new())
    }

    /// Sends headers with every request, as for somebody who has signed in.
    pub fn signed_in(always: Vec<(String, String)>) -> Rc<Self> {
        let agent = |redirects: u32| -> ureq::Agent {
            let config = ureq::Agent::config_builder()
                .http_status_as_error(false)
                .max_redirects(redirects)
                .timeout_global(Some(std::time::Duration::from_secs(15)));
            config.build().into()
        };
        Rc::new(Self {
            following: agent(10),
            staying: agent(0),
            always,
            jar: Jar::default(),
        })
    }

    pub fn call(&self, request: Request) -> Result<Response, TransportError> {
        let lost = |_| TransportError::Network;
        let agent = if request.redirects {
            &self.following
        } else {
            &self.staying
        };
        let mut builder = ureq::http::Request::builder()
            .method(request.method.as_str())
            .uri(&request.url);
        for (name, value) in request.headers.iter().chain(&self.always) {
            builder = builder.header(name, value);
        }
        let url = request.url.as_str();
        if let Some(cookies) = self.jar.sent_to(url).filter(|_| request.cookies) {
            builder = builder.header("cookie", cookies);
        }
        let answer = match (request.method, request.body) {
            (Method::Get | Method::Head | Method::Delete, _) => {
                agent.run(builder.body(()).map_err(|_| TransportError::Network)?)
            }
            (_, body) => agent.run(
                builder
                    .body(body.unwrap_or_default())
                    .map_err(|_| TransportError::Network)?,
            ),
        };
        let mut answer = answer.map_err(lost)?;
        let status = answer.status().as_u16();
        // Of an answer that nobody is shown, too.
        for cookie in answer.headers().get_all("set-cookie") {
            if let Some(cookie) = cookie.to_str().ok().filter(|_| request.cookies) {
                self.jar.keep(url, cookie);
            }
        }
        if !request.redirects && (300..400).contains(&status) {
            return Err(TransportError::Redirected);
        }
        let text = |v: &ureq::http::HeaderValue| v.to_str().unwrap_or_default().to_owned();
        // No script sees them.
        let shown = |(name, _): &(&ureq::http::HeaderName, _)| *name != "set-cookie";
        let headers = answer.headers().iter().filter(shown);
        let headers = headers.map(|(n, v)| (n.as_str().to_owned(), text(v)));
        let headers: Vec<(String, String)> = headers.collect();
        let body = answer
            .body_mut()
            .with_config()
            .limit(request.largest.into());
        let body = match body.read_to_vec() {
            Err(ureq::Error::BodyExceedsLimit(_)) => return Err(TransportError::TooLarge),
            other => other.map_err(lost)?,
        };
        // As browsers read it, whatever charset is named.
        let body = String::from_utf8_lossy(&body);
        let body = body.strip_prefix('\u{feff}').unwrap_or(&body).to_owned();
        Ok(Response {
            status,
            headers,
            body,
        })
    }
}

impl Transport for Wire {
    fn send<'a>(&'a self, request: Request) -> LocalFuture<'a, Result<Response, TransportError>> {
        let answer = self.call(request);
        Box::pin(async move { answer })
    }

    fn cookie(&self, name: &str, _to: &str) -> Option<String> {
        self.jar.shown(name)
    }
}
