//! What an answer means.

use serde_json::Value;

use crate::{backend::BackendError, model::Refusal, port::Response};

/// Meanings that a mapping may give to a status.
pub(super) const MEANINGS: [&str; 6] = ["ok", "duplicate", "full", "closed", "gone", "invalid"];

/// The JSON of a good answer.
///
/// # Errors
/// By status, or [`BackendError::Unreadable`] for what is no JSON.
pub(crate) fn read_json(response: &Response) -> Result<Value, BackendError> {
    match response.status {
        200..=299 => {}
        404 | 410 => return Err(BackendError::NotFound),
        status @ (401 | 403) => return Err(BackendError::Forbidden { status }),
        status => return Err(BackendError::Unavailable { status }),
    }
    serde_json::from_str(&response.body).map_err(|e| {
        let start: String = response.body.trim_start().chars().take(40).collect();
        let what = if start.is_empty() {
            "expected JSON, found nothing".to_owned()
        } else if start.starts_with('<') {
            format!("expected JSON, found a page: {start}")
        } else {
            format!("expected JSON: {e}")
        };
        BackendError::Unreadable { what }
    })
}

/// What a refused command was refused for: by the mapping's word for the status, else by HTTP's
/// own meaning. `None` means that it was carried out.
pub(super) fn refusal(
    status: u16,
    outcomes: &[(u16, String)],
    body: &str,
) -> Result<Option<Refusal>, BackendError> {
    let meaning = outcomes
        .iter()
        .find(|(s, _)| *s == status)
        .map(|(_, m)| m.as_str());
    Ok(Some(match (meaning, status) {
        (Some("ok"), _) | (None, 200..=299) => return Ok(None),
        (Some("duplicate"), _) | (None, 409) => Refusal::Already,
        (Some("full"), _) => Refusal::Full,
        (Some("closed"), _) => Refusal::Closed,
        (Some("gone"), _) | (None, 404 | 410) => Refusal::Gone,
        (Some("invalid"), _) | (None, 400 | 422) => match said(body) {
            Some(words) => Refusal::Said { words },
            None => Refusal::Invalid { faults: Vec::new() },
        },
        (_, 401 | 403) => return Err(BackendError::Forbidden { status }),
        _ => return Err(BackendError::Unavailable { status }),
    }))
}

/// The service's own words: `detail` or `title` (RFC 9457), `message`, `error`, or a short plain text.
fn said(body: &str) -> Option<String> {
    let words = match serde_json::from_str::<Value>(body) {
        Ok(value) => ["/detail", "/title", "/message", "/error/message", "/error"]
            .iter()
            .find_map(|p| value.pointer(p).and_then(Value::as_str).map(str::to_owned)),
        Err(_) if !body.trim_start().starts_with('<') => Some(body.trim().to_owned()),
        Err(_) => None,
    }?;
    let words = words.trim();
    (!words.is_empty()).then(|| words.chars().take(300).collect())
}
