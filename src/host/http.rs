//! Requests by fetch, with a time limit and a limit on size.
//!
//! Cookies go along only where a request says so, and one that may not be redirected fails when it is.

use std::{cell::Cell, rc::Rc};

use gloo_net::http::{Method as GlooMethod, RequestBuilder};
use wasm_bindgen::{JsCast as _, closure::Closure};
use web_sys::{AbortController, RequestCredentials, RequestRedirect, window};

use crate::port::{LocalFuture, Method, Request, Response, Transport, TransportError};

/// Fetch.
#[derive(Clone, Copy, Debug, Default)]
pub struct Http;

/// Aborts a request when its time is over, unless dropped before.
struct Deadline {
    timer: i32,
    passed: Rc<Cell<bool>>,
    _ring: Closure<dyn FnMut()>,
}

impl Deadline {
    fn set(controller: &AbortController, ms: u32) -> Option<Self> {
        let passed = Rc::new(Cell::new(false));
        let ring = {
            let (controller, passed) = (controller.clone(), passed.clone());
            Closure::new(move || {
                passed.set(true);
                controller.abort();
            })
        };
        let ms = i32::try_from(ms).unwrap_or(i32::MAX);
        let timer = window()?
            .set_timeout_with_callback_and_timeout_and_arguments_0(
                Closure::as_ref(&ring).unchecked_ref(),
                ms,
            )
            .ok()?;
        Some(Self {
            timer,
            passed,
            _ring: ring,
        })
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        if let Some(window) = window() {
            window.clear_timeout_with_handle(self.timer);
        }
    }
}

async fn send(request: Request) -> Result<Response, TransportError> {
    let controller = AbortController::new().map_err(|_| TransportError::Network)?;
    let deadline = Deadline::set(&controller, request.timeout_ms);
    let failed = || match &deadline {
        Some(deadline) if deadline.passed.get() => TransportError::Timeout,
        _ => TransportError::Network,
    };
    let method = match request.method {
        Method::Get => GlooMethod::GET,
        Method::Head => GlooMethod::HEAD,
        Method::Post => GlooMethod::POST,
        Method::Put => GlooMethod::PUT,
        Method::Patch => GlooMethod::PATCH,
        Method::Delete => GlooMethod::DELETE,
    };
    let mut builder = RequestBuilder::new(&request.url)
        .method(method)
        .credentials(if request.cookies {
            RequestCredentials::Include
        } else {
            RequestCredentials::Omit
        })
        .redirect(if request.redirects {
            RequestRedirect::Follow
        } else {
            RequestRedirect::Error
        })
        .abort_signal(Some(&controller.signal()));
    for (name, value) in &request.headers {
        builder = builder.header(name, value);
    }
    let built = match request.body {
        Some(body) => builder.body(body),
        None => builder.build(),
    };
    let response = built
        .map_err(|_| TransportError::Network)?
        .send()
        .await
        .map_err(|_| failed())?;
    let headers: Vec<(String, String)> = response.headers().entries().collect();
    let largest = usize::try_from(request.largest).unwrap_or(usize::MAX);
    // Told beforehand, it is not even read.
    let told = response.headers().get("content-length");
    if told
        .and_then(|n| n.parse::<usize>().ok())
        .is_some_and(|n| n > largest)
    {
        controller.abort();
        return Err(TransportError::TooLarge);
    }
    let body = response.text().await.map_err(|_| failed())?;
    if body.len() > largest {
        return Err(TransportError::TooLarge);
    }
    Ok(Response {
        status: response.status(),
        headers,
        body,
    })
}

impl Transport for Http {
    fn send<'a>(&'a self, request: Request) -> LocalFuture<'a, Result<Response, TransportError>> {
        Box::pin(send(request))
    }
}
