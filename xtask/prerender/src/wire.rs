//! The ports of a backend for a program that runs once: HTTP, files of the build, the clock of the machine, zone tables.

use std::future::Future;
use std::path::PathBuf;
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use chrono::{Offset as _, TimeZone as _};
use linju::model::{Instant, Zones};
use linju::port::{Clock, LocalFuture, Randomness, Request, Response, Transport, TransportError};

struct Nobody;

impl Wake for Nobody {
    fn wake(self: Arc<Self>) {}
}

/// Runs a future to its end. All that is waited for here is done before it is asked for, so it is never pending for long.
pub(crate) fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut future = pin!(future);
    let waker = Waker::from(Arc::new(Nobody));
    let mut context = Context::from_waker(&waker);
    loop {
        if let Poll::Ready(value) = future.as_mut().poll(&mut context) {
            return value;
        }
        std::thread::yield_now();
    }
}

/// Addresses of the web over HTTP, others as files of the build.
pub(crate) struct Wire {
    dist: PathBuf,
    agent: ureq::Agent,
}

impl Wire {
    pub(crate) fn over(dist: PathBuf) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(30)));
        Self {
            dist,
            agent: config.build().into(),
        }
    }

    fn file(&self, name: &str) -> Response {
        let name = name.split('?').next().unwrap_or_default();
        match std::fs::read_to_string(self.dist.join(name)) {
            Ok(body) => Response {
                status: 200,
                body,
                ..Response::default()
            },
            Err(_) => Response {
                status: 404,
                ..Response::default()
            },
        }
    }

    fn call(&self, request: Request) -> Result<Response, TransportError> {
        let is_web = request.url.starts_with("https://") || request.url.starts_with("http://");
        if !is_web {
            return Ok(self.file(&request.url));
        }
        let mut builder = ureq::http::Request::builder()
            .method(request.method.as_str())
            .uri(&request.url);
        for (name, value) in &request.headers {
            builder = builder.header(name, value);
        }
        let lost = |_| TransportError::Network;
        // A query may be asked by POST, as GraphQL is.
        let answer = match request.body {
            Some(body) => self
                .agent
                .run(builder.body(body).map_err(|_| TransportError::Network)?),
            None => self
                .agent
                .run(builder.body(()).map_err(|_| TransportError::Network)?),
        };
        let mut answer = answer.map_err(lost)?;
        let text = |v: &ureq::http::HeaderValue| v.to_str().unwrap_or_default().to_owned();
        let headers = answer
            .headers()
            .iter()
            .map(|(n, v)| (n.as_str().to_owned(), text(v)))
            .collect();
        let status = answer.status().as_u16();
        let body = answer
            .body_mut()
            .with_config()
            .limit(request.largest.into())
            .read_to_vec();
        let body = String::from_utf8_lossy(&body.map_err(lost)?).into_owned();
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
}

/// The clock of the machine.
pub(crate) struct Now;

impl Clock for Now {
    fn now(&self) -> Instant {
        let since = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .unwrap_or_default();
        Instant::from_unix(i64::try_from(since.as_secs()).unwrap_or_default())
    }
}

/// The zone tables of chrono-tz.
pub(crate) struct Tz;

impl Zones for Tz {
    fn offset_at(&self, zone: &str, at: Instant) -> Option<i32> {
        let zone: chrono_tz::Tz = zone.parse().ok()?;
        let offset = zone.timestamp_opt(at.unix(), 0).single()?;
        Some(offset.offset().fix().local_minus_utc())
    }
}

/// Ids of a visitor who does nothing.
pub(crate) struct NoIds;

impl Randomness for NoIds {
    fn id(&self) -> String {
        "prerender".to_owned()
    }
}
