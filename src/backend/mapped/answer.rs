//! What an answer says, and what it means.

use serde_json::{Map, Value};

use crate::{
    backend::BackendError,
    model::{FaultKind, FieldFault, Refusal},
    port::{Method, Response},
};

use super::{
    expr::{Scope, fuel, plain},
    plan::{Meaning, Means, Rule},
};

/// The JSON of a good answer.
///
/// # Errors
/// By status, or [`BackendError::Unreadable`] for what is no JSON.
#[cfg(any(feature = "app", test))]
pub(crate) fn read_json(response: &Response) -> Result<Value, BackendError> {
    match Means::of_status(response.status) {
        Means::Ok => parse(&response.body).map_err(|what| BackendError::Unreadable { what }),
        means => Err(error(means, response.status, None)),
    }
}

/// JSON, or what was found in its place.
fn parse(body: &str) -> Result<Value, String> {
    let body = body.trim_start_matches('\u{feff}');
    serde_json::from_str(body).map_err(|e| {
        let start: String = body.trim_start().chars().take(40).collect();
        if start.is_empty() {
            "expected JSON, found nothing".to_owned()
        } else if start.starts_with('<') {
            ["expected JSON, found a page: ", &start].concat()
        } else {
            ["expected JSON: ", &e.to_string()].concat()
        }
    })
}

/// An answer as it is read from.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) status: u16,
    /// Its JSON; what is no JSON is a text.
    pub(super) document: Value,
    /// Why it is no JSON.
    pub(super) fault: Option<String>,
    /// By name in lower case.
    pub(super) headers: Value,
    body: String,
}

impl Read {
    pub(super) fn of(response: Response) -> Self {
        let mut headers = Map::new();
        for (name, value) in response.headers {
            headers.insert(name.to_ascii_lowercase(), Value::String(value));
        }
        let (document, fault) = match parse(&response.body) {
            Ok(document) => (document, None),
            Err(fault) => (Value::String(response.body.trim().to_owned()), Some(fault)),
        };
        Self {
            status: response.status,
            document,
            fault,
            headers: Value::Object(headers),
            // Rules look for words in the text; of a long answer its beginning.
            body: response.body.chars().take(10_000).collect(),
        }
    }

    /// The document, where it is JSON.
    pub(super) fn json(&self) -> Result<&Value, BackendError> {
        match &self.fault {
            None => Ok(&self.document),
            Some(what) => Err(BackendError::Unreadable { what: what.clone() }),
        }
    }

    /// A header by its lower-case name.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(Value::as_str)
    }
}

/// What an answer means, and what the service says to it.
#[derive(Debug, PartialEq)]
pub(super) struct Verdict {
    pub(super) means: Means,
    status: u16,
    pub(super) said: Option<String>,
    faults: Vec<FieldFault>,
}

/// Judges by the rules of the request, those at the top, then HTTP's own meaning.
pub(super) fn judge(
    read: &Read,
    method: Method,
    signed_in: bool,
    request: &Value,
    meanings: &[&Meaning],
) -> Verdict {
    let fuel = fuel();
    let scope = Scope {
        headers: &read.headers,
        request,
        ..Scope::of(&read.document, &fuel)
    };
    let mut rules = meanings.iter().flat_map(|m| &m.rules);
    // Of most services nobody looks for words.
    let body = match rules.any(|rule| rule.text.is_some()) {
        true => read.body.to_ascii_lowercase(),
        false => String::new(),
    };
    let holds = |rule: &&Rule| {
        (rule.statuses.is_empty() || rule.statuses.contains(&read.status))
            && rule.method.is_none_or(|wanted| wanted == method)
            && rule.signed_in.is_none_or(|wanted| wanted == signed_in)
            && rule.text.as_ref().is_none_or(|text| body.contains(text))
            && rule
                .when
                .as_ref()
                .is_none_or(|when| when.holds(&read.document, &scope))
    };
    let rule = meanings.iter().flat_map(|m| &m.rules).find(holds);
    let means = rule.map_or_else(|| Means::of_status(read.status), |rule| rule.means);
    if means.is_done() {
        return Verdict {
            means,
            status: read.status,
            said: None,
            faults: Vec::new(),
        };
    }
    let message = rule
        .and_then(|rule| rule.message.as_ref())
        .into_iter()
        .chain(meanings.iter().filter_map(|m| m.message.as_ref()))
        .find_map(|message| message.text(&scope));
    let found = meanings
        .iter()
        .filter_map(|m| m.fields.as_ref())
        .find_map(|fields| fields.made(&scope));
    let names = |theirs: &str| -> Option<String> {
        let mut all = meanings.iter().flat_map(|m| &m.names);
        all.find(|(name, _)| name == theirs)
            .map(|(_, ours)| ours.clone())
    };
    Verdict {
        means,
        status: read.status,
        said: message
            .or_else(|| said(read))
            .and_then(|words| short(&words)),
        faults: found
            .map(|found| faults(&found, &names))
            .unwrap_or_default(),
    }
}

impl Verdict {
    /// For a query: why there is no answer.
    pub(super) fn error(&self) -> Option<BackendError> {
        (!self.means.is_done()).then(|| error(self.means, self.status, self.said.as_deref()))
    }

    /// For a command: what it was refused for; `changed` where what it is about has changed in between.
    /// `None` means that it was carried out.
    pub(super) fn refusal(self, changed: Refusal) -> Result<Option<Refusal>, BackendError> {
        let said = |words: Option<String>| words.map(|words| Refusal::Said { words });
        Ok(Some(match self.means {
            Means::Ok | Means::Pending | Means::Waitlisted => return Ok(None),
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

fn error(means: Means, status: u16, said: Option<&str>) -> BackendError {
    let refused = |usual| if status >= 400 { status } else { usual };
    match means {
        Means::NotFound | Means::Gone => BackendError::NotFound,
        Means::Unauthenticated => BackendError::Unauthenticated,
        Means::Forbidden => BackendError::Forbidden { status: 403 },
        Means::RateLimited => BackendError::Unavailable { status: 429 },
        Means::Unavailable | Means::Unknown | Means::Conflict => BackendError::Unavailable {
            status: refused(503),
        },
        _ => match said {
            Some(words) => BackendError::Unreadable {
                what: ["the service refused: ", words].concat(),
            },
            None => BackendError::Unavailable {
                status: refused(400),
            },
        },
    }
}

/// The service's own words: `detail` or `title` (RFC 9457), `message`, `error`, or a short plain text.
fn said(read: &Read) -> Option<String> {
    match &read.document {
        Value::String(text) if read.fault.is_some() => {
            (!text.starts_with('<')).then(|| text.clone())
        }
        document => ["/detail", "/title", "/message", "/error/message", "/error"]
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
