//! Whether there is anybody at an address, when the browser does not say why a request failed.
//!
//! A page is not told whether nobody answered or other sites may not read the answer (CORS). A request in the mode
//! `no-cors` is sent in either case, and fails only in the first.

use gloo_net::http::{Method, RequestBuilder};
use web_sys::{AbortController, RequestCredentials, RequestMode, RequestRedirect};

use crate::{
    parts::part,
    port::{LocalFuture, Reached},
};

use super::http::Deadline;

/// Somebody who is there answers the head of a page in this time, in milliseconds.
const PATIENCE_MS: u32 = 8_000;

part! {
    Pages "pages" "10":
    /// Asks, with nothing that says who is asking.
    pub(super) fn reach(address: String) -> LocalFuture<'static, Reached> {
        Box::pin(ask(address))
    }
}

async fn ask(address: String) -> Reached {
    let Ok(controller) = AbortController::new() else {
        return Reached::Unknown;
    };
    let _deadline = Deadline::set(&controller, PATIENCE_MS);
    let asked = RequestBuilder::new(&address)
        .method(Method::HEAD)
        .mode(RequestMode::NoCors)
        .credentials(RequestCredentials::Omit)
        .redirect(RequestRedirect::Follow)
        .abort_signal(Some(&controller.signal()))
        .build();
    match asked {
        Ok(asked) => match asked.send().await {
            Ok(_) => Reached::Somebody,
            Err(_) => Reached::Nobody,
        },
        Err(_) => Reached::Unknown,
    }
}
