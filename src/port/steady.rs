//! A transport that tries once more where that is safe, and not before the service wants it.
//!
//! Only what reads is sent again: whether a command that got no answer was carried out is not known here. One that
//! was refused for being too often or too early is not sent again either, since the person is told and decides.
//! What is given up after a time limit is not repeated: the reader has waited long enough.

use std::rc::Rc;

use super::{LocalFuture, Method, Reached, Request, Response, Timer, Transport, TransportError};

/// Between a failure and the second try, in milliseconds.
const PAUSE_MS: u32 = 400;
/// Nobody waits longer than this for a second try, in seconds; the service may name a longer time, and then is not
/// asked again.
const PATIENCE_S: u32 = 5;

/// The transport under it, and a clock to wait by.
pub struct Steady {
    under: Rc<dyn Transport>,
    timer: Rc<dyn Timer>,
}

impl Steady {
    /// Over another transport.
    #[must_use]
    pub fn new(under: Rc<dyn Transport>, timer: Rc<dyn Timer>) -> Self {
        Self { under, timer }
    }

    async fn send_twice(&self, request: Request) -> Result<Response, TransportError> {
        let again = request.clone();
        let first = self.under.send(request).await;
        self.again(first, again).await
    }

    /// Sends a request once more where that is safe and its first answer was nothing.
    ///
    /// # Errors
    /// [`TransportError`], of the last try that said something.
    pub async fn again(
        &self,
        first: Result<Response, TransportError>,
        request: Request,
    ) -> Result<Response, TransportError> {
        let reads = matches!(request.method, Method::Get | Method::Head);
        let Some(pause) = pause(&first).filter(|_| reads) else {
            return first;
        };
        self.timer.wait(pause).await;
        match self.under.send(request).await {
            // The first one at least said something.
            Err(_) if first.is_ok() => first,
            second => second,
        }
    }
}

/// How long to wait before the second try, in milliseconds; `None` where there is to be none.
fn pause(answer: &Result<Response, TransportError>) -> Option<u32> {
    match answer {
        Err(TransportError::Network) => Some(PAUSE_MS),
        Ok(answer) if matches!(answer.status, 429 | 502 | 503 | 504) => {
            match answer.header("retry-after") {
                // RFC 9110, 10.2.3: seconds, or a date, which is never as near as this.
                Some(text) => {
                    let seconds = text.trim().parse::<u32>().ok()?;
                    (seconds <= PATIENCE_S).then(|| seconds.saturating_mul(1_000).max(PAUSE_MS))
                }
                // Too many requests, and no word of when they are fewer.
                None if answer.status == 429 => None,
                None => Some(PAUSE_MS),
            }
        }
        _ => None,
    }
}

impl Transport for Steady {
    fn send<'a>(&'a self, request: Request) -> LocalFuture<'a, Result<Response, TransportError>> {
        Box::pin(self.send_twice(request))
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
