//! What *Connection* shows: each request with its outcome, and the rows that could not be read.

use std::rc::Rc;

use crate::{
    backend::{
        Asked, BackendError, LeftOut,
        probe::{Probe, Stopwatch},
    },
    model::{CommandId, Instant},
};

use super::Data;

/// So many requests are remembered.
const ROWS: usize = 60;

/// What became of one query, the last time it was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportRow {
    /// Which query.
    pub query: String,
    /// When.
    pub at: Instant,
    /// Why there was no answer, if there was none.
    pub error: Option<BackendError>,
    /// Rows that could not be read, and why.
    pub left_out: Vec<LeftOut>,
}

/// What *Connection* shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Newest first.
    pub rows: Vec<ReportRow>,
}

impl Report {
    /// Rows left out, in all.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.rows.iter().map(|row| row.left_out.len()).sum()
    }
}

/// The requests of this page.
#[derive(Debug, Default)]
pub(super) struct Log {
    rows: Vec<ReportRow>,
}

impl Log {
    pub(super) fn note<T>(&mut self, query: &str, at: Instant, asked: &Asked<T>) {
        self.rows.retain(|row| row.query != query);
        let (error, left_out) = match asked {
            Ok(answer) => (None, answer.left_out.clone()),
            Err(error) => (Some(error.clone()), Vec::new()),
        };
        self.rows.insert(
            0,
            ReportRow {
                query: query.to_owned(),
                at,
                error,
                left_out,
            },
        );
        self.rows.truncate(ROWS);
    }
}

impl Data {
    /// Looks at the service, where it is behind a mapping; `watch` tells how long its answers take.
    #[must_use]
    pub fn probe(&self, watch: Stopwatch) -> Option<Rc<dyn Probe>> {
        self.backend.probe(watch)
    }

    /// An identity for a command that is tried.
    #[must_use]
    pub fn command_id(&self) -> CommandId {
        CommandId(self.ports.random.id())
    }

    /// What became of the requests of this page.
    #[must_use]
    pub fn report(&self) -> Report {
        Report {
            rows: self.log.borrow().rows.clone(),
        }
    }
}
