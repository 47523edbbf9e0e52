//! Requests by fetch, with a time limit and a limit on size that holds while the answer comes.
//!
//! Cookies go along only where a request says so, and one that may not be redirected fails when it is.

use std::{cell::Cell, rc::Rc};

use gloo_net::http::{Method as GlooMethod, RequestBuilder, Response as GlooResponse};
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, HtmlDocument, ReadableStreamDefaultReader, RequestCredentials,
    RequestRedirect, window,
};

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

/// The body as it comes, read as UTF-8 whatever it calls itself; `None` as soon as it is too large.
async fn body(response: &GlooResponse, largest: usize) -> Result<Option<String>, JsValue> {
    let Some(stream) = response.body() else {
        return Ok(Some(String::new()));
    };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let chunk = JsFuture::from(reader.read()).await?;
        let value = Reflect::get(&chunk, &JsValue::from_str("value"))?;
        // At the end there is no value.
        let Ok(part) = value.dyn_into::<Uint8Array>() else {
            break;
        };
        bytes.extend(part.to_vec());
        if bytes.len() > largest {
            return Ok(None);
        }
    }
    Ok(Some(match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(other) => String::from_utf8_lossy(other.as_bytes()).into_owned(),
    }))
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
    // Told beforehand, it is not even read; of what HEAD asks for nothing comes.
    let told = response.headers().get("content-length");
    let told = told.and_then(|n| n.parse::<usize>().ok()).unwrap_or(0);
    if told > largest && request.method != Method::Head {
        controller.abort();
        return Err(TransportError::TooLarge);
    }
    let body = match body(&response, largest).await {
        Ok(Some(body)) => body,
        Ok(None) => {
            controller.abort();
            return Err(TransportError::TooLarge);
        }
        Err(_) => return Err(failed()),
    };
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

    fn cookie(&self, name: &str) -> Option<String> {
        let document = window()?.document()?.dyn_into::<HtmlDocument>().ok()?;
        let all = document.cookie().ok()?;
        all.split(';').find_map(|one| {
            let (other, value) = one.trim().split_once('=')?;
            (other == name).then(|| value.to_owned())
        })
    }
}
