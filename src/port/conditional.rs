//! A transport that asks only for what has changed (RFC 9110, 13.1.2).
//!
//! An answer that names its version is kept as long as the page is open, and the next asking for the same sends the version
//! along: where nothing has changed, nothing comes again. For services that are declared to take that header; others
//! refuse a page that sends it. (The browser's own cache does the same unasked, but not for what a service calls `no-store` or
//! sends to other sites without saying how long it lives, as many do.)

use std::{cell::RefCell, rc::Rc};

use super::{LocalFuture, Method, Reached, Request, Response, Transport, TransportError};

/// So many answers are kept.
const MOST: usize = 12;
/// A longer body is not kept, in bytes.
const LONGEST: usize = 500_000;

/// The transport under it, and the answers that it gave.
pub struct Conditional {
    under: Rc<dyn Transport>,
    /// The newest last.
    kept: RefCell<Vec<(Request, Response)>>,
}

impl Conditional {
    /// Over another transport.
    #[must_use]
    pub fn new(under: Rc<dyn Transport>) -> Self {
        Self {
            under,
            kept: RefCell::default(),
        }
    }

    /// What was answered to the same request: to the same headers too, and so to nobody else.
    fn take(&self, request: &Request) -> Option<Response> {
        let mut kept = self.kept.borrow_mut();
        let place = kept.iter().position(|(asked, _)| asked == request)?;
        Some(kept.remove(place).1)
    }

    fn keep(&self, request: Request, answer: &Response) {
        let named = answer.header("etag").is_some();
        if answer.status == 200 && named && answer.body.len() <= LONGEST {
            let mut kept = self.kept.borrow_mut();
            if kept.len() >= MOST {
                kept.remove(0);
            }
            kept.push((request, answer.clone()));
        }
    }

    async fn ask(&self, request: Request) -> Result<Response, TransportError> {
        // Whose the browser's cookies are does not stand in the request.
        if request.method != Method::Get || request.cookies {
            return self.under.send(request).await;
        }
        let before = self.take(&request);
        let mut asked = request.clone();
        if let Some(etag) = before.as_ref().and_then(|before| before.header("etag")) {
            let version = ("If-None-Match".to_owned(), etag.to_owned());
            asked.headers.push(version);
        }
        let answer = match (self.under.send(asked).await, before) {
            (Ok(answer), Some(before)) if answer.status == 304 => before,
            // Perhaps the next time.
            (Err(error), Some(before)) => {
                self.keep(request, &before);
                return Err(error);
            }
            (answer, _) => answer?,
        };
        self.keep(request, &answer);
        Ok(answer)
    }
}

impl Transport for Conditional {
    fn send<'a>(&'a self, request: Request) -> LocalFuture<'a, Result<Response, TransportError>> {
        Box::pin(self.ask(request))
    }

    fn cookie(&self, name: &str, to: &str) -> Option<String> {
        self.under.cookie(name, to)
    }

    fn reach(&self, address: String) -> LocalFuture<'_, Reached> {
        self.under.reach(address)
    }
}

#[cfg(test)]
mod tests;
