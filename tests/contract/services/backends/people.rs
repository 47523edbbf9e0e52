//! Many people at once, each on a connection of their own.

use std::{sync::Barrier, thread, time::Duration};

use serde_json::{Value, json};

use super::graphql;

/// Somebody who speaks to a server; nobody without a token.
#[derive(Clone)]
pub struct Person {
    base: String,
    token: String,
    agent: ureq::Agent,
    /// Whether the server is asked by GraphQL.
    by_graphql: bool,
}

/// An answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    pub status: u16,
    pub body: Value,
    pub text: String,
}

impl Told {
    /// The word of a refusal.
    pub fn why(&self) -> &str {
        self.body["why"].as_str().unwrap_or_default()
    }

    pub fn state(&self) -> &str {
        self.body["state"].as_str().unwrap_or_default()
    }
}

impl Person {
    pub fn new(base: &str, token: &str) -> Self {
        let config = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .allow_non_standard_methods(true)
            .timeout_global(Some(Duration::from_secs(30)));
        Self {
            base: base.to_owned(),
            token: token.to_owned(),
            agent: config.build().into(),
            by_graphql: false,
        }
    }

    /// The same requests to a server that takes GraphQL.
    pub fn by_graphql(base: &str, token: &str) -> Self {
        Self {
            by_graphql: true,
            ..Self::new(base, token)
        }
    }

    /// Sends; `None` when no answer came.
    pub fn try_to(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Option<Told> {
        if !self.by_graphql {
            return self.speak(method, path, headers, body);
        }
        let key = headers.iter().find(|(name, _)| *name == "idempotency-key");
        let asked = graphql::asked(method, path, key.map(|(_, key)| *key), body);
        let told = self.speak("POST", "/graphql", headers, Some(&asked.body))?;
        Some(asked.told(told.status, told.text))
    }

    /// Carries out an operation of GraphQL.
    pub fn graphql(&self, query: &str, variables: &Value) -> Told {
        let body = json!({ "query": query, "variables": variables }).to_string();
        self.speak("POST", "/graphql", &[], Some(&body)).unwrap()
    }

    /// Sends as it stands.
    pub fn speak(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: Option<&str>,
    ) -> Option<Told> {
        let mut request = ureq::http::Request::builder()
            .method(method)
            .uri(format!("{}{path}", self.base))
            .header("content-type", "application/json");
        if !self.token.is_empty() {
            request = request.header("authorization", format!("Bearer {}", self.token));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = match body {
            Some(body) => self.agent.run(request.body(body).unwrap()),
            None => self.agent.run(request.body(()).unwrap()),
        };
        let mut answer = answer.ok()?;
        let status = answer.status().as_u16();
        let text = answer.body_mut().read_to_string().ok()?;
        Some(Told {
            status,
            body: serde_json::from_str(&text).unwrap_or(Value::Null),
            text,
        })
    }

    pub fn send(&self, method: &str, path: &str, body: &Value) -> Told {
        let body = (!body.is_null()).then(|| body.to_string());
        self.try_to(method, path, &[], body.as_deref())
            .unwrap_or_else(|| panic!("{method} {path}: no answer"))
    }

    pub fn get(&self, path: &str) -> Told {
        self.send("GET", path, &Value::Null)
    }

    /// A command with its key.
    pub fn does(&self, key: &str, method: &str, path: &str, body: &Value) -> Told {
        let text = body.to_string();
        let body = (method != "DELETE").then_some(text.as_str());
        self.try_to(method, path, &[("idempotency-key", key)], body)
            .unwrap_or_else(|| panic!("{method} {path}: no answer"))
    }

    pub fn signs_up(&self, key: &str, event: &str) -> Told {
        self.does(key, "PUT", &format!("/me/sign-ups/{event}"), &json!({}))
    }

    pub fn cancels(&self, key: &str, event: &str) -> Told {
        self.does(
            key,
            "DELETE",
            &format!("/me/sign-ups/{event}"),
            &Value::Null,
        )
    }

    pub fn joins(&self, key: &str, community: &str, body: &Value) -> Told {
        self.does(key, "PUT", &format!("/me/memberships/{community}"), body)
    }
}

/// All at the same moment, each in a thread; the answers in the order of those who act.
pub fn at_once<T: Sync, R: Send>(all: &[T], act: impl Fn(usize, &T) -> R + Sync) -> Vec<R> {
    let gate = Barrier::new(all.len());
    thread::scope(|scope| {
        let threads: Vec<_> = all
            .iter()
            .enumerate()
            .map(|(at, one)| {
                let (gate, act) = (&gate, &act);
                scope.spawn(move || {
                    gate.wait();
                    act(at, one)
                })
            })
            .collect();
        let ended = threads.into_iter().map(|thread| thread.join());
        ended.map(|one| one.expect("a thread ends well")).collect()
    })
}
