//! From a plan to a request.

use serde_json::{Map, Value};

use crate::{backend::BackendError, percent::encode as percent, port::Request};

use super::{
    encode,
    expr::{Scope, fill, fuel},
    plan::{Pair, Plan, Sent},
    send::too_much,
};

/// The request.
///
/// # Errors
/// When a slot of the path has no value: a path with a hole would mean something else.
pub(super) fn request(
    plan: &Plan,
    sent: &Sent,
    scope: &Value,
    url: Option<String>,
) -> Result<Request, BackendError> {
    let fuel = fuel();
    let from = Scope::of(scope, &fuel);
    let url = match url {
        Some(url) => url,
        None => address(plan, sent, &from)?,
    };
    let mut headers: Vec<(String, String)> = Vec::new();
    for Pair { name, value, .. } in plan.headers.iter().chain(&sent.headers) {
        if let Some(value) = value.text(&from) {
            // A line break would begin another header.
            let value: String = value.chars().filter(|c| !c.is_control()).collect();
            headers.retain(|(other, _)| !other.eq_ignore_ascii_case(name));
            headers.push((name.clone(), value));
        }
    }
    let mut body = None;
    if let Some(value) = sent.body.as_ref().and_then(|body| body.made(&from)) {
        let (media, text) = encode::body(&sent.encoding, &value)?;
        let said = |(name, _): &(String, String)| name.eq_ignore_ascii_case("content-type");
        if !headers.iter().any(said) {
            headers.push(("content-type".to_owned(), media));
        }
        body = Some(text);
    }
    if fuel.is_spent() {
        return Err(too_much());
    }
    Ok(Request {
        method: sent.method,
        headers,
        body,
        timeout_ms: plan.limits.seconds.saturating_mul(1000),
        largest: plan.limits.bytes,
        ..Request::get(url)
    })
}

fn address(plan: &Plan, sent: &Sent, from: &Scope<'_>) -> Result<String, BackendError> {
    // Nothing, or dots, would lead to another path.
    let slot = |text: &str| match text {
        "" | "." | ".." => "\0".to_owned(),
        text => percent(text),
    };
    let mut given = Map::new();
    for (name, value) in &sent.with {
        if let Some(value) = value.made(from) {
            given.insert(name.clone(), value);
        }
    }
    let given = Value::Object(given);
    let path = fill(&sent.path, &[&given, from.here], from, &slot);
    let path = path.filter(|path| !path.contains('\0'));
    let path = path.ok_or_else(|| BackendError::Unreadable {
        what: "the path lacks a value".to_owned(),
    })?;
    let mut query = String::new();
    for pair in &sent.query {
        let value = pair.value.find(from);
        let texts = value.as_deref().map(encode::texts).unwrap_or_default();
        let is_empty = texts.iter().all(String::is_empty);
        match pair.omit_empty {
            Some(true) if is_empty => {}
            Some(false) if texts.is_empty() => encode::pair(&mut query, &pair.name, ""),
            _ => {
                for text in &texts {
                    encode::pair(&mut query, &pair.name, text);
                }
            }
        }
    }
    let base = sent.base.as_ref().unwrap_or(&plan.base);
    let joint = match (query.is_empty(), path.contains('?')) {
        (true, _) => "",
        (false, true) => "&",
        (false, false) => "?",
    };
    Ok([base.as_str(), &path, joint, &query].concat())
}
