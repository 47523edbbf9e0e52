//! What a service says to what it refused.

use serde_json::Value;

use crate::{
    backend::BackendError,
    model::{FaultKind, FieldFault, FromJson as _, Refusal},
};

use super::{
    super::{
        expr::{fuel, plain},
        plan::Means,
    },
    Judged, Read, Verdict, error,
};

impl Judged<'_> {
    /// Looks for the service's words.
    pub(in crate::backend::mapped) fn words(&self, verdict: &mut Verdict) {
        let fuel = fuel();
        let scope = self.scope(&fuel);
        let rule = self.rule();
        let of_rule = rule.and_then(|rule| rule.message.as_ref());
        let why = rule.and_then(|rule| rule.why.as_ref()?.made(&scope));
        verdict.why = why.and_then(|why| Refusal::from_json(&why).ok());
        let of_meanings = self.meanings.iter().filter_map(|m| m.message.as_ref());
        let message = of_rule
            .into_iter()
            .chain(of_meanings)
            .find_map(|message| message.text(&scope));
        let mut fields = self.meanings.iter().filter_map(|m| m.fields.as_ref());
        let found = fields.find_map(|fields| fields.made(&scope));
        let names = |theirs: &str| -> Option<String> {
            let mut all = self.meanings.iter().flat_map(|m| &m.names);
            all.find(|(name, _)| name == theirs)
                .map(|(_, ours)| ours.clone())
        };
        verdict.said = message
            .or_else(|| said(self.read))
            .and_then(|words| short(&words));
        verdict.faults = found
            .map(|found| faults(&found, &names))
            .unwrap_or_default();
    }
}

impl Verdict {
    /// For a command: what it was refused for; `changed` where what it is about has changed in between.
    /// `None` means that it was carried out.
    pub(in crate::backend::mapped) fn refusal(
        self,
        changed: Refusal,
    ) -> Result<Option<Refusal>, BackendError> {
        let said = |words: Option<String>| words.map(|words| Refusal::Said { words });
        Ok(Some(match self.means {
            Means::Ok | Means::Pending | Means::Waitlisted => return Ok(None),
            _ if self.why.is_some() => return Ok(self.why),
            Means::Duplicate => Refusal::Already,
            Means::Full => Refusal::Full,
            Means::Closed => Refusal::Closed,
            Means::Gone | Means::NotFound => Refusal::Gone,
            Means::Invalid if !self.faults.is_empty() => Refusal::Invalid {
                faults: self.faults,
            },
            Means::Invalid => said(self.said).unwrap_or(Refusal::Invalid { faults: Vec::new() }),
            Means::Conflict => said(self.said).unwrap_or(changed),
            // It says why: nothing was done, and that is no question any more.
            Means::Forbidden if self.said.is_some() => {
                said(self.said).unwrap_or(Refusal::NotOffered)
            }
            means => return Err(error(means, self.status, None)),
        }))
    }
}

/// The service's own words: `detail` or `title` (RFC 9457), `message`, `error`, or a short plain text.
fn said(read: &Read) -> Option<String> {
    match &read.document {
        Value::String(text) if read.fault.is_some() => {
            (!text.starts_with('<')).then(|| text.clone())
        }
        document => [
            "/detail",
            "/title",
            "/message",
            "/error/message",
            "/error_description",
            "/error",
        ]
        .iter()
        .find_map(|p| {
            document
                .pointer(p)
                .and_then(Value::as_str)
                .map(str::to_owned)
        }),
    }
}

fn short(words: &str) -> Option<String> {
    let words = words.trim();
    (!words.is_empty()).then(|| words.chars().take(300).collect())
}

/// Faults of single fields, in the three shapes that services use.
fn faults(found: &Value, names: &dyn Fn(&str) -> Option<String>) -> Vec<FieldFault> {
    let mut out = Vec::new();
    let mut put = |theirs: String, words: Option<String>| {
        if out.len() < 100
            && let Some(words) = words.as_deref().and_then(short)
        {
            let key = names(&theirs).unwrap_or(theirs);
            let kind = FaultKind::Said(words);
            out.push(FieldFault { key, kind });
        }
    };
    match found {
        Value::Object(map) => {
            for (field, what) in map {
                put(field.clone(), words(what));
            }
        }
        Value::Array(list) => {
            for one in list {
                let field = ["path", "name", "field"]
                    .iter()
                    .find_map(|key| one.get(*key).and_then(path));
                if let Some(field) = field {
                    put(field, words(one));
                }
            }
        }
        _ => {}
    }
    out
}

/// A path as text: its steps joined by dots.
fn path(value: &Value) -> Option<String> {
    match value {
        Value::Array(steps) => {
            let steps: Vec<String> = steps.iter().filter_map(plain).collect();
            Some(steps.join("."))
        }
        scalar => plain(scalar),
    }
}

/// What is said of a field: a text, the first of a list, or a message of an object.
fn words(what: &Value) -> Option<String> {
    let one = match what {
        Value::Array(list) => list.first()?,
        other => other,
    };
    match one {
        Value::Object(map) => ["message", "detail", "title", "code"]
            .iter()
            .find_map(|key| map.get(*key).and_then(plain)),
        scalar => plain(scalar),
    }
}
