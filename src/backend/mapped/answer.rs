//! What an answer says, and what it means.

mod words;

use serde_json::{Map, Value};

use crate::{
    backend::BackendError,
    model::{FieldFault, Refusal},
    port::{Method, Response},
};

use super::{
    expr::{Fuel, Scope, fuel},
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
        } else if e.is_eof() {
            "expected JSON, found only its beginning".to_owned()
        } else {
            // The reader's own words for what is wrong cost three kilobytes.
            let (line, column) = (e.line().to_string(), e.column().to_string());
            let at = [" at line ", &line, ", column ", &column].concat();
            ["expected JSON, found something else", &at].concat()
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

    /// Whether a text in lower case stands in it, whatever its case.
    fn has(&self, text: &str) -> bool {
        self.body.to_ascii_lowercase().contains(text)
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
    /// The service's own words, where somebody looked for them.
    pub(super) said: Option<String>,
    faults: Vec<FieldFault>,
    /// Why, where the service says it as Linju's own contract does.
    why: Option<Refusal>,
}

/// An answer, and what it is judged by.
#[derive(Clone, Copy)]
pub(super) struct Judged<'a> {
    pub(super) read: &'a Read,
    pub(super) method: Method,
    /// Whether credentials went along.
    pub(super) signed_in: bool,
    /// What the request could refer to.
    pub(super) request: &'a Value,
    /// The rules of the request, then those at the top.
    pub(super) meanings: [&'a Meaning; 2],
}

impl<'a> Judged<'a> {
    fn scope<'b>(&self, fuel: &'b Fuel) -> Scope<'b>
    where
        'a: 'b,
    {
        Scope {
            headers: &self.read.headers,
            request: self.request,
            ..Scope::of(&self.read.document, fuel)
        }
    }

    /// The rule that holds.
    fn rule(&self) -> Option<&'a Rule> {
        let fuel = fuel();
        let scope = self.scope(&fuel);
        let read = self.read;
        let holds = |rule: &&Rule| {
            (rule.statuses.is_empty() || rule.statuses.contains(&read.status))
                && rule.method.is_none_or(|wanted| wanted == self.method)
                && rule.signed_in.is_none_or(|wanted| wanted == self.signed_in)
                && rule.text.as_ref().is_none_or(|text| read.has(text))
                && rule
                    .when
                    .as_ref()
                    .is_none_or(|when| when.holds(&read.document, &scope))
        };
        let [of_request, of_all] = self.meanings;
        let found = of_request.rules.iter().find(holds);
        found.or_else(|| of_all.rules.iter().find(holds))
    }

    /// What it means by the rules, then by HTTP's own meaning.
    pub(super) fn verdict(&self) -> Verdict {
        let status = self.read.status;
        let by_rule = self.rule().map(|rule| rule.means);
        Verdict {
            means: by_rule.unwrap_or_else(|| Means::of_status(status)),
            status,
            said: None,
            faults: Vec::new(),
            why: None,
        }
    }
}

impl Verdict {
    /// For a query: why there is no answer.
    pub(super) fn error(&self) -> Option<BackendError> {
        (!self.means.is_done()).then(|| error(self.means, self.status, self.said.as_deref()))
    }
}

fn error(means: Means, status: u16, said: Option<&str>) -> BackendError {
    let refused = |usual| if status >= 400 { status } else { usual };
    match means {
        Means::NotFound | Means::Gone => BackendError::NotFound,
        Means::Unauthenticated => BackendError::Unauthenticated,
        Means::Forbidden => BackendError::Forbidden { status: 403 },
        Means::RateLimited => unavailable(429),
        Means::Unavailable | Means::Unknown | Means::Conflict => unavailable(refused(503)),
        _ => match said {
            Some(words) => BackendError::Unreadable {
                what: ["the service refused: ", words].concat(),
            },
            None => unavailable(refused(400)),
        },
    }
}

const fn unavailable(status: u16) -> BackendError {
    BackendError::Unavailable {
        status,
        after: None,
    }
}
