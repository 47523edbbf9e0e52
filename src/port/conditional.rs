//! A transport that asks only for what has changed (RFC 9110, 13.1.2).
//!
//! An answer that names its version is kept as long as the page is open, and on a shelf from one start to the next if
//! there is one, and the next asking for the same sends the version along: where nothing has changed, nothing comes again. For services that are declared to take that header; others
//! refuse a page that sends it. (The browser's own cache does the same unasked, but not for what a service calls `no-store` or
//! sends to other sites without saying how long it lives, as many do.)

use std::{cell::RefCell, rc::Rc};

use super::{LocalFuture, Method, Reached, Request, Response, Transport, TransportError};

/// So many answers are kept.
const MOST: usize = 12;
/// A longer body is not kept, in bytes.
const LONGEST: usize = 500_000;

/// Where answers lie from one start to the next, for whoever is looking.
pub trait Shelf {
    /// Another number whenever somebody else is looking.
    fn turn(&self) -> u32;
    /// The answer of this name.
    fn get(&self, name: &str) -> Option<Response>;
    /// Keeps an answer that was asked for in a turn, if that still lasts, there is room and it is not long.
    fn put(&self, name: &str, turn: u32, answer: &Response);
}

/// The transport under it, and the answers that it gave.
pub struct Conditional {
    under: Rc<dyn Transport>,
    shelf: Option<Rc<dyn Shelf>>,
    /// The newest last.
    kept: RefCell<Vec<(Request, Response)>>,
}

impl Conditional {
    /// Over another transport.
    #[must_use]
    pub fn new(under: Rc<dyn Transport>) -> Self {
        Self {
            under,
            shelf: None,
            kept: RefCell::default(),
        }
    }

    /// With a shelf for answers that outlive the page.
    #[must_use]
    pub fn with_shelf(mut self, shelf: Rc<dyn Shelf>) -> Self {
        self.shelf = Some(shelf);
        self
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
        let shelf = self.shelf.as_deref().map(|shelf| (shelf, shelf.turn()));
        let before = self.take(&request);
        let before = before.or_else(|| shelf?.0.get(&name(&request)));
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
            (answer, _) => {
                let answer = answer?;
                if let Some((shelf, turn)) = shelf
                    && answer.status == 200
                    && answer.header("etag").is_some()
                {
                    shelf.put(&name(&request), turn, &answer);
                }
                answer
            }
        };
        self.keep(request, &answer);
        Ok(answer)
    }
}

/// A name for what is asked, which does not tell it: an address and headers may hold what somebody signed in with. Two
/// times 64 bits of FNV-1a (draft-eastlake-fnv): enough that no two requests of one account share a name.
fn name(request: &Request) -> String {
    const PRIME: u64 = 0x0100_0000_01b3;
    let mut sums = [0xcbf2_9ce4_8422_2325_u64, 0x9ae1_6a3b_2f90_404f];
    let mut take = |text: &str| {
        // What stands in no text ends each of them.
        for byte in text.bytes().chain([0xff]) {
            for sum in &mut sums {
                *sum = (*sum ^ u64::from(byte)).wrapping_mul(PRIME);
            }
        }
    };
    take(&request.url);
    for (name, value) in &request.headers {
        take(name);
        take(value);
    }
    sums.map(|sum| format!("{sum:016x}")).concat()
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
