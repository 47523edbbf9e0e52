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
        let request = Request {
            method,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: Some(body.to_string()),
            ..Request::get(format!("{}{path}", self.base))
        };
        let answer = self
            .wire
            .call(request)
            .unwrap_or_else(|e| panic!("{path}: {e}"));
        assert!(
            (200..300).contains(&answer.status),
            "{path}: {} {:.2000}",
            answer.status,
            answer.body
        );
        serde_json::from_str(&answer.body).unwrap_or_default()
    }
}
