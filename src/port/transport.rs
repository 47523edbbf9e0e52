//! One request, one answer.

use super::LocalFuture;

/// Request methods that backends use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Method {
    /// Read.
    Get,
    /// Read the headers alone.
    Head,
    /// Create, or anything.
    Post,
    /// Put once, or replace.
    Put,
    /// Change.
    Patch,
    /// Remove.
    Delete,
}

impl Method {
    /// As on the wire.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
            Self::Put => "PUT",
            Self::Patch => "PATCH",
            Self::Delete => "DELETE",
        }
    }
}

/// What is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// Method.
    pub method: Method,
    /// Absolute, or relative to the page.
    pub url: String,
    /// Only these are sent: an undeclared header turns into a CORS refusal with many services.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: Option<String>,
    /// Given up after so long, in milliseconds.
    pub timeout_ms: u32,
    /// Answers of more bytes than this are not read.
    pub largest: u32,
    /// Whether the browser's cookies go with it.
    pub cookies: bool,
    /// Whether a redirect is followed. One that carries what somebody signed in with goes nowhere
    /// but where it was sent.
    pub redirects: bool,
}

/// Bytes of an answer, unless somebody says otherwise.
const LARGEST: u32 = 8_000_000;

impl Request {
    /// Reads from an address with a time limit of 15 s.
    #[must_use]
    pub fn get(url: impl Into<String>) -> Self {
        Self {
            method: Method::Get,
            url: url.into(),
            headers: Vec::new(),
            body: None,
            timeout_ms: 15_000,
            largest: LARGEST,
            cookies: false,
            redirects: true,
        }
    }
}

/// What came back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// Names in lower case; only those that the page may see.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: String,
}

impl Response {
    /// A header by its lower-case name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(n, _)| n == name)
            .map(|(_, v)| v.as_str())
    }
}

/// Why nothing came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// No network, no such server, or the browser refused (CORS): a page cannot tell them apart.
    #[error("no answer")]
    Network,
    /// It took too long.
    #[error("no answer in time")]
    Timeout,
    /// The answer is larger than is allowed.
    #[error("the answer is too large")]
    TooLarge,
    /// It leads to another address, and what was sent may not go there.
    #[error("led elsewhere, and not followed")]
    Redirected,
}

/// Whether there is anybody at an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// Something answered; what, is not seen.
    Somebody,
    /// Nothing did.
    Nobody,
    /// This transport cannot tell.
    Unknown,
}

/// Sends a request and brings the answer.
pub trait Transport {
    /// Sends. An answer with any status is an answer.
    fn send<'a>(&'a self, request: Request) -> LocalFuture<'a, Result<Response, TransportError>>;

    /// Whether there is anybody at an address, though other sites may not read what it says: tells a refusal
    /// of the browser (CORS) from a service that is away. Sends nothing of who is asking.
    fn reach(&self, _address: String) -> LocalFuture<'_, Reached> {
        Box::pin(async { Reached::Unknown })
    }

    /// A cookie of the page's own site, where the page may read it, to be sent to an address: nothing for one
    /// of another origin.
    fn cookie(&self, _name: &str, _to: &str) -> Option<String> {
        None
    }
}
