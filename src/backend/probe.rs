//! Looking at a service by its mapping: what is asked, what comes, what is made of it, and why not.
//!
//! For *Connection*, where an operator writes a mapping. Nothing here is secret: what somebody signed in with,
//! and the values of headers that are not known to be harmless, are masked before they leave the backend.

use std::rc::Rc;

use crate::{
    model::{CommandId, Outcome},
    port::{LocalFuture, TransportError},
};

use super::{BackendError, Capabilities};

/// Milliseconds since anything.
pub type Stopwatch = Rc<dyn Fn() -> f64>;

/// What a probe looks at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Name of the service.
    pub service: String,
    /// Address before every path; empty for the site itself.
    pub base: String,
    /// The mapping's file.
    pub file: String,
    /// What the mapping says of other sites: `open`, `read` or `proxy`.
    pub cors: &'static str,
    /// Whether people sign in there.
    pub signs_in: bool,
    /// Whether somebody has.
    pub signed_in: bool,
    /// What their signing in brought: names of what `/session` holds, and nothing of what it is.
    pub brought: Vec<String>,
    /// When it ends, where that is known.
    pub ends: Option<String>,
    /// What a request of `auth` reads, and none brought.
    pub not_brought: Vec<String>,
    /// It is a mapping that is being tried, and not the site's.
    pub is_trial: bool,
}

/// A request that the mapping declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// Name of the query or command.
    pub name: String,
    /// Whether it writes.
    pub is_command: bool,
    /// Method.
    pub method: &'static str,
    /// As it would be sent; with its slots where nothing is known to fill them.
    pub address: String,
    /// Headers as they would be sent.
    pub headers: Vec<(String, String)>,
}

/// One request and its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// Method.
    pub method: &'static str,
    /// Where it went.
    pub address: String,
    /// What was sent with it.
    pub sent: Vec<(String, String)>,
    /// Milliseconds till the answer was there.
    pub ms: u32,
    /// Status and bytes, or why there is no answer.
    pub answer: Result<(u16, usize), TransportError>,
    /// Headers of the answer that the page may see.
    pub headers: Vec<(String, String)>,
}

/// Why nothing came back, as far as a plain second request tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// The service is there and the browser refused: other sites may not ask it so.
    Refused,
    /// The service is of the site's own origin and is there: the answer was cut, or led elsewhere.
    Cut,
    /// Nobody is there.
    Nobody,
}

/// What was found of a field in one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// This.
    Value(String),
    /// Nothing stands where the mapping looks.
    Nothing,
    /// This stands there, and the mapping says that it means nothing.
    Dropped(String),
    /// This stands there, and nothing could be made of it.
    Lost(String),
    /// It cannot be read.
    Wrong(String),
}

/// One of our fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldRow {
    /// Its name; what lies in another is behind a slash.
    pub field: String,
    /// Where the mapping finds it; `None` where it does not say.
    pub from: Option<String>,
    /// A row without it is left out.
    pub needed: bool,
    /// What was found in the first rows.
    pub found: Vec<Found>,
}

/// A reason for which rows are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missed {
    /// What was expected and what was found.
    pub why: String,
    /// How many.
    pub times: usize,
    /// The first of them.
    pub first: String,
}

/// What came of running a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ran {
    /// Which query.
    pub query: String,
    /// What was sent for it, in order.
    pub exchanges: Vec<Exchange>,
    /// Why there is no answer, if there is none.
    pub error: Option<BackendError>,
    /// Why nothing came back, if nothing did.
    pub silence: Option<Silence>,
    /// What the answer says that it is, where not all of its bytes are UTF-8.
    pub garbled: Option<String>,
    /// Rows in the answer.
    pub rows: usize,
    /// Rows in all pages, where the service tells.
    pub total: Option<u32>,
    /// There is another page.
    pub more: bool,
    /// The first rows as they came.
    pub raw: Vec<String>,
    /// The same, as they are read.
    pub read: Vec<String>,
    /// What rows these are: `community`, `event`, `member`, `membership`, `sign_up`.
    pub entity: &'static str,
    /// Field by field.
    pub fields: Vec<FieldRow>,
    /// How many rows are left out.
    pub left: usize,
    /// Why, each reason once; a row may have several.
    pub missed: Vec<Missed>,
    /// Headers that the mapping reads and the page did not see.
    pub unseen: Vec<String>,
    /// Whether the service is of another origin, so that only exposed headers are seen.
    pub is_elsewhere: bool,
}

/// What came of a command that was carried out.
#[derive(Clone, Debug, PartialEq)]
pub struct Attempt {
    /// Its outcome.
    pub outcome: Result<Outcome, BackendError>,
    /// What was sent for it.
    pub exchanges: Vec<Exchange>,
    /// Why nothing came back, if nothing did.
    pub silence: Option<Silence>,
}

/// What is wrong with a mapping, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The file.
    pub file: String,
    /// JSON Pointer, or line and column where it is no JSON.
    pub pointer: String,
    /// What should be there.
    pub expected: String,
    /// What is there.
    pub found: String,
}

/// Looks at a service by its mapping.
pub trait Probe {
    /// What is looked at.
    fn about(&self) -> About;
    /// What the mapping says that the service can do.
    fn capabilities(&self) -> &Capabilities;
    /// All that the mapping declares.
    fn declared(&self) -> Vec<Declared>;
    /// Runs a query live, for what was last seen where it is about one thing.
    fn run<'a>(&'a self, query: &'a str) -> LocalFuture<'a, Ran>;
    /// What a command would be tried on: an id, the first that was seen.
    fn subject(&self, command: &str) -> String;
    /// Carries a command out, really.
    fn attempt<'a>(
        &'a self,
        command: &'a str,
        on: &'a str,
        id: CommandId,
    ) -> LocalFuture<'a, Attempt>;
    /// The mapping as it stands in its file.
    fn text(&self) -> String;
    /// What is wrong with a mapping.
    fn check(&self, text: &str) -> Option<Wrong>;
    /// Looks at the same service by another mapping.
    ///
    /// # Errors
    /// What is wrong with it.
    fn trial(&self, text: &str) -> Result<Rc<dyn Probe>, Wrong>;
}
