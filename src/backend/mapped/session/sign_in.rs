//! Signing in as the pages ask for it: what has to be known at once, and what lies in a part of its own.

use std::{cell::RefCell, rc::Rc};

use serde_json::{Map, Value};

use crate::{
    backend::{
        AskedFor, Away, Backend, BackendError, Door, HandedOver, Rest, Session, SignIn, SignedIn,
        Watch,
        mapped::{
            Mapped, digest, encode, expr::copy_of, link, rest::whole, session::carried::Carry,
        },
    },
    model::json::json_object,
    port::LocalFuture,
};

impl SignIn for Mapped {
    fn asked_for(&self) -> &[AskedFor] {
        let _known_by_then = whole(self);
        self.plan().auth.as_ref().map_or(&[], |auth| &auth.ask)
    }

    fn goes_away(&self) -> bool {
        let _known_by_then = whole(self);
        self.plan().auth.as_ref().is_some_and(|a| a.oauth.is_some())
    }

    fn handed_over(&self) -> Option<&HandedOver> {
        let _known_by_then = whole(self);
        let handed = self.plan().auth.as_ref()?.handed_over.as_ref()?;
        Some(&handed.0)
    }

    fn resume(&self, session: Option<Session>) {
        *self.session.borrow_mut() = session;
        self.forget();
    }

    fn session(&self) -> Option<Session> {
        let session = self.session.borrow();
        session.as_ref().map(|it| Session::of(copy_of(it.fields())))
    }

    fn watch(&self, watch: Watch) {
        *self.watch.borrow_mut() = Some(watch);
    }

    fn rest<'a>(&'a self) -> LocalFuture<'a, Result<&'a dyn Rest, BackendError>> {
        Backend::rest(self)
    }
}

impl Door for Mapped {
    fn log_in<'a>(
        &'a self,
        typed: &'a [(String, String)],
    ) -> LocalFuture<'a, Result<SignedIn, BackendError>> {
        Box::pin(async move {
            let Some(auth) = self.plan().auth.as_ref().filter(|a| !a.ask.is_empty()) else {
                return Err(BackendError::NotOffered);
            };
            let mut input = Map::new();
            for (name, text) in typed {
                input.insert(name.clone(), Value::String(text.clone()));
            }
            let mut given = Map::new();
            if auth.basic {
                let text = |name: &str| input.get(name).and_then(Value::as_str).unwrap_or("");
                let both = [text("user"), ":", text("password")].concat();
                let token = digest::base64(both.as_bytes(), digest::STANDARD);
                given.insert("user".to_owned(), Value::from(text("user")));
                given.insert("basic".to_owned(), Value::String(token));
            }
            self.sign_in(auth.log_in.as_ref(), Value::Object(input), given, None)
                .await
        })
    }

    fn away(&self, redirect: &str, chance: &str) -> Option<Away> {
        let oauth = self.plan().auth.as_ref()?.oauth.as_ref()?;
        let verifier: String = chance
            .chars()
            .filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | '_' | '~'))
            .take(128)
            .collect();
        // RFC 7636 asks for 43 at least: fewer could be guessed.
        if verifier.len() < 43 {
            return None;
        }
        let hashed = digest::sha256(verifier.as_bytes());
        let challenge = digest::base64(&hashed, digest::URL);
        // Of its own, and nothing that the verifier could be told from.
        let state = digest::sha256(["state:", &verifier].concat().as_bytes());
        let state = digest::base64(state.get(..16)?, digest::URL);
        let mut query = String::new();
        for (name, value) in [
            ("response_type", "code"),
            ("client_id", &oauth.client_id),
            ("redirect_uri", redirect),
            ("scope", &oauth.scope),
            ("state", &state),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ] {
            if !value.is_empty() {
                encode::pair(&mut query, name, value);
            }
        }
        let joint = if oauth.authorize.contains('?') {
            "&"
        } else {
            "?"
        };
        Some(Away {
            address: [&oauth.authorize, joint, &query].concat(),
            state,
            verifier,
        })
    }

    fn come_back<'a>(
        &'a self,
        code: &'a str,
        verifier: &'a str,
        redirect: &'a str,
    ) -> LocalFuture<'a, Result<SignedIn, BackendError>> {
        Box::pin(async move {
            let oauth = self.plan().auth.as_ref().and_then(|a| a.oauth.as_ref());
            let oauth = oauth.ok_or(BackendError::NotOffered)?;
            let input = json_object! { "code": code, "verifier": verifier, "redirect": redirect,
            "client_id": oauth.client_id.as_str() };
            let giver = link::origin(&oauth.authorize);
            self.sign_in(Some(&oauth.token), input, Map::new(), giver)
                .await
        })
    }

    fn hand_over<'a>(&'a self, code: &'a str) -> LocalFuture<'a, Result<SignedIn, BackendError>> {
        Box::pin(async move {
            let handed = self
                .plan()
                .auth
                .as_ref()
                .and_then(|a| a.handed_over.as_ref());
            let (_, exchange) = handed.ok_or(BackendError::NotOffered)?;
            let input = json_object! { "code": code };
            self.sign_in(Some(exchange), input, Map::new(), None).await
        })
    }

    fn log_out<'a>(&'a self) -> LocalFuture<'a, ()> {
        // With a copy that nobody keeps: here it is over at once, and nothing of it comes back.
        let mut leaving = self.beside(self.transport.clone());
        leaving.session = Rc::new(RefCell::new(self.session.borrow().clone()));
        leaving.watch = Rc::default();
        leaving.renewing = Rc::default();
        self.resume(None);
        let farewell = async move { leaving.say_good_bye().await };
        Box::pin(async move {
            match self.spawn {
                Some(spawn) => spawn(Box::pin(farewell)),
                None => farewell.await,
            }
        })
    }
}

impl Mapped {
    /// Tells the service, with a token that is good: it would refuse another, and what renews it would stay good there.
    async fn say_good_bye(&self) {
        let Some(log_out) = self.plan().auth.as_ref().and_then(|a| a.log_out.as_ref()) else {
            return;
        };
        if self.session.borrow().is_none() {
            return;
        }
        if self.is_due() {
            let _renewed = self.renew().await;
        }
        let said = self.exchange(log_out, Value::Null, Carry::Exchange).await;
        if matches!(said, Ok(Err(_))) && self.can_renew() {
            let _renewed = self.renew().await;
            // Whatever it says now, here it is over.
            let _said = self.exchange(log_out, Value::Null, Carry::Exchange).await;
        }
    }
}
