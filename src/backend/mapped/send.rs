//! From a plan to a request, and from its answer to rows.

use serde_json::Value;

use crate::{
    backend::{Answer, Asked, BackendError, Page, read_row, read_rows},
    model::{FromJson, json::json_object},
    percent::encode,
    port::{Method, Request, Response},
};

use super::{
    Mapped,
    answer::read_json,
    expr::{fill, plain},
    plan::{Ask, Pages},
};

impl Mapped {
    /// Rows of one page.
    pub(super) async fn rows<T: FromJson>(
        &self,
        ask: &Ask,
        input: Value,
        cursor: Option<String>,
    ) -> Asked<Page<T>> {
        let number = page_number(ask.pages, cursor.as_deref());
        let mut scope = self.scope(input);
        if let (Some(page), Value::Object(scope)) = (number, &mut scope) {
            scope.insert("page".to_owned(), page);
        }
        let response = self.send(ask, &scope).await?;
        let document = read_json(&response)?;
        let found = document
            .pointer(&ask.items)
            .and_then(Value::as_array)
            .ok_or_else(|| BackendError::Unreadable {
                what: format!("expected a list at `{}`", ask.items),
            })?;
        let got = found.len();
        let made: Vec<Value> = found.iter().map(|row| made(ask, row)).collect();
        let (items, left_out) = read_rows(&made);
        let total = ask
            .total_header
            .as_deref()
            .and_then(|name| response.header(name))
            .and_then(|count| count.trim().parse().ok());
        Ok(Answer {
            data: Page {
                items,
                next: next_page(ask.pages, cursor.as_deref(), got, total),
                total,
            },
            left_out,
            etag: response.header("etag").map(str::to_owned),
        })
    }

    /// One row.
    pub(super) async fn row<T: FromJson>(&self, ask: &Ask, input: Value) -> Asked<T> {
        let response = self.send(ask, &self.scope(input)).await?;
        let document = read_json(&response)?;
        // A service that filters answers with a list of one or of none.
        let row = match document.pointer(&ask.items) {
            Some(Value::Array(rows)) => rows.first(),
            other => other,
        };
        let row = row.filter(|r| !r.is_null()).ok_or(BackendError::NotFound)?;
        let data = read_row(&made(ask, row)).map_err(|what| BackendError::Unreadable { what })?;
        Ok(Answer {
            data,
            left_out: Vec::new(),
            etag: response.header("etag").map(str::to_owned),
        })
    }

    /// Sends a request of the plan with what the scope holds.
    pub(super) async fn send(&self, ask: &Ask, scope: &Value) -> Result<Response, BackendError> {
        let request =
            request(&self.plan.base, ask, scope).ok_or_else(|| BackendError::Unreadable {
                what: "the path lacks a value".to_owned(),
            })?;
        Ok(self.transport.send(request).await?)
    }
}

/// The request; `None` when a slot of the path has no value.
pub(super) fn request(base: &str, ask: &Ask, scope: &Value) -> Option<Request> {
    let mut url = format!("{base}{}", fill(&ask.path, scope, encode)?);
    let mut joint = if url.contains('?') { '&' } else { '?' };
    for (name, value) in &ask.query {
        if let Some(value) = value.eval(scope).as_ref().and_then(plain) {
            url.push(joint);
            joint = '&';
            url.push_str(&encode(name));
            url.push('=');
            url.push_str(&encode(&value));
        }
    }
    let mut headers: Vec<(String, String)> = ask
        .headers
        .iter()
        .filter_map(|(name, value)| Some((name.clone(), plain(&value.eval(scope)?)?)))
        .collect();
    let body = ask
        .body
        .as_ref()
        .and_then(|b| b.eval(scope))
        .map(|b| b.to_string());
    if body.is_some() && ask.method != Method::Get {
        headers.push(("content-type".to_owned(), "application/json".to_owned()));
    }
    Some(Request {
        method: ask.method,
        url,
        headers,
        body,
        timeout_ms: 15_000,
    })
}

fn made(ask: &Ask, row: &Value) -> Value {
    match &ask.row {
        Some(expr) => expr.eval(row).unwrap_or_default(),
        None => row.clone(),
    }
}

fn position(cursor: Option<&str>, first: u32) -> u32 {
    cursor.and_then(|c| c.parse().ok()).unwrap_or(first)
}

fn page_number(pages: Pages, cursor: Option<&str>) -> Option<Value> {
    match pages {
        Pages::None => None,
        Pages::Number { first, size } => {
            Some(json_object! { "number": position(cursor, first), "size": size })
        }
        Pages::Offset { size } => {
            Some(json_object! { "offset": position(cursor, 0), "size": size })
        }
    }
}

/// What to ask for the next page with. The end: the total is reached, or a short page.
fn next_page(pages: Pages, cursor: Option<&str>, got: usize, total: Option<u32>) -> Option<String> {
    let (here, done, size) = match pages {
        Pages::None => return None,
        Pages::Number { first, size } => {
            let here = position(cursor, first);
            (
                here + 1,
                (here.saturating_sub(first) + 1).saturating_mul(size),
                size,
            )
        }
        Pages::Offset { size } => {
            let here = position(cursor, 0).saturating_add(size);
            (here, here, size)
        }
    };
    let more = match total {
        Some(total) => done < total && got > 0,
        None => u32::try_from(got).is_ok_and(|got| got >= size),
    };
    more.then(|| here.to_string())
}
