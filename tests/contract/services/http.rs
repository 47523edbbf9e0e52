//! A service's own administration, by HTTP.

use std::rc::Rc;

use linju::port::{Method, Request};
use serde_json::Value;

use super::super::native::Wire;

/// Speaks JSON to one service.
pub struct Http {
    base: String,
    wire: Rc<Wire>,
}

impl Http {
    /// With headers that go along with every request.
    pub fn new(base: &str, headers: &[(&str, &str)]) -> Self {
        let headers = headers
            .iter()
            .map(|(n, v)| ((*n).to_owned(), (*v).to_owned()));
        Self {
            base: base.to_owned(),
            wire: Wire::signed_in(headers.collect()),
        }
    }

    /// Sends what has to succeed, and gives the answer.
    pub fn send(&self, method: Method, path: &str, body: &Value) -> Value {
        let (status, answer) = self.try_to(method, path, body);
        let done = (200..300).contains(&status);
        assert!(done, "{path}: {status} {answer:.2000}");
        serde_json::from_str(&answer).unwrap_or_default()
    }

    /// Sends, and gives what came.
    pub fn try_to(&self, method: Method, path: &str, body: &Value) -> (u16, String) {
        let request = Request {
            method,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: Some(body.to_string()),
            ..Request::get(format!("{}{path}", self.base))
        };
        let answer = self.wire.call(request);
        let answer = answer.unwrap_or_else(|e| panic!("{path}: {e}"));
        (answer.status, answer.body)
    }
}
