//! Requests by fetch, with a time limit and a limit on size that holds while the answer comes in.
//!
//! A request that nobody waits for any more (its future is dropped) is given up: on a slow network what the reader
//! has left behind stands in the way of what they look at.
//!
//! Cookies go along only where a request says so, and one that may not be redirected fails when it is. That such a one
//! was redirected is only seen where the service lets the site read its answers: an answer without status (Fetch, 2.2.6: an
//! opaque-redirect filtered response), and no word of where to.

use std::{cell::Cell, rc::Rc};

use gloo_net::http::{Method as GlooMethod, RequestBuilder};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStreamDefaultReader, RequestCredentials, RequestRedirect, window,
};

use crate::port::{LocalFuture, Method, Reached, Request, Response, Transport, TransportError};

/// Fetch.
#[derive(Clone, Copy, Debug, Default)]
pub struct Http;

/// Aborts a request when its time is over, and when it is dropped: what has come is not touched by that.
pub(super) struct Deadline {
    timer: i32,
    controller: AbortController,
    passed: Rc<Cell<bool>>,
    _ring: Closure<dyn FnMut()>,
}

impl Deadline {
    pub(super) fn set(controller: &AbortController, ms: u32) -> Option<Self> {
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
            controller: controller.clone(),
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
        self.controller.abort();
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
            RequestRedirect::Manual
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
    if response.status() == 0 {
        return Err(TransportError::Redirected);
    }
    let headers: Vec<(String, String)> = response.headers().entries().collect();
    let largest = usize::try_from(request.largest).unwrap_or(usize::MAX);
    let mut bytes = Vec::new();
    if let Some(stream) = response.body() {
        let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
        loop {
            let step = JsFuture::from(reader.read()).await.map_err(|_| failed())?;
            // `{done: true}` has no value.
            let piece = Reflect::get(&step, &JsValue::from_str("value"));
            let Some(piece) = piece.ok().and_then(|v| v.dyn_into::<Uint8Array>().ok()) else {
                break;
            };
            if bytes.len() + piece.length() as usize > largest {
                return Err(TransportError::TooLarge);
            }
            bytes.extend(piece.to_vec());
        }
    }
    // As the Fetch standard has it: without a byte-order mark, and what is no UTF-8 becomes U+FFFD.
    let body = String::from_utf8_lossy(&bytes);
    let body = body.strip_prefix('\u{feff}').unwrap_or(&body).to_owned();
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

    fn cookie(&self, name: &str, to: &str) -> Option<String> {
        super::cookie::cookie(name, to).ok()?
    }

    fn reach(&self, address: String) -> LocalFuture<'_, Reached> {
        let asked = super::reach::reach(address);
        asked.unwrap_or_else(|_| Box::pin(async { Reached::Unknown }))
    }
}
