//! A transport that hears what is sent and what comes.

use std::{cell::RefCell, rc::Rc};

use crate::{
    backend::probe::Stopwatch,
    port::{LocalFuture, Reached, Request, Response, Transport, TransportError},
};

/// What was heard of one request.
#[derive(Clone)]
pub(super) struct Heard {
    /// What was sent.
    pub(super) request: Request,
    /// Milliseconds till the answer was there.
    pub(super) ms: u32,
    /// Status and bytes.
    pub(super) answer: Result<(u16, usize), TransportError>,
    /// Headers of the answer.
    pub(super) headers: Vec<(String, String)>,
    /// Not all of it is UTF-8.
    pub(super) is_garbled: bool,
}

/// Hears what goes through it.
pub(super) struct Tap {
    under: Rc<dyn Transport>,
    watch: Stopwatch,
    heard: RefCell<Vec<Heard>>,
}

impl Tap {
    /// Over another transport.
    pub(super) fn over(under: Rc<dyn Transport>, watch: Stopwatch) -> Self {
        Self {
            under,
            watch,
            heard: RefCell::default(),
        }
    }

    /// The transport under it.
    pub(super) fn under(&self) -> &Rc<dyn Transport> {
        &self.under
    }

    /// What was heard since this was last called.
    pub(super) fn take(&self) -> Vec<Heard> {
        self.heard.take()
    }

    /// What was heard, and stays.
    pub(super) fn heard(&self) -> Vec<Heard> {
        self.heard.borrow().clone()
    }
}

impl Transport for Tap {
    fn send<'a>(&'a self, request: Request) -> LocalFuture<'a, Result<Response, TransportError>> {
        Box::pin(async move {
            let begun = (self.watch)();
            let answer = self.under.send(request.clone()).await;
            let ms = ((self.watch)() - begun).max(0.0).round() as u32;
            let (told, headers) = match &answer {
                Ok(answer) => (
                    Ok((answer.status, answer.body.len())),
                    answer.headers.clone(),
                ),
                Err(error) => (Err(*error), Vec::new()),
            };
            let lost = |answer: &Response| answer.body.contains('\u{fffd}');
            let is_garbled = answer.as_ref().is_ok_and(lost);
            self.heard.borrow_mut().push(Heard {
                is_garbled,
                request,
                ms,
                answer: told,
                headers,
            });
            answer
        })
    }

    fn cookie(&self, name: &str, to: &str) -> Option<String> {
        self.under.cookie(name, to)
    }

    fn reach(&self, address: String) -> LocalFuture<'_, Reached> {
        self.under.reach(address)
    }
}
