//! Signing in, where a service asks for it.
//!
//! A backend knows how; what somebody signed in with is a [`Session`], which the caller keeps for as long
//! as it was asked to and gives back at the next start. Nothing of it stands in an address or a log
//! (but where a service takes its token in the query and nowhere else).

use std::rc::Rc;

use serde_json::{Map, Value};

use crate::port::{LocalFuture, json_text};

use super::{BackendError, Rest};

/// What somebody signed in with. Its text is for storage and for nothing else.
#[derive(Clone, PartialEq)]
pub struct Session(Map<String, Value>);

/// Under this stands what we call somebody whom the service does not name.
pub(super) const CALLED: &str = "called";

impl Session {
    pub(super) fn of(map: Map<String, Value>) -> Self {
        Self(map)
    }

    /// As it was kept; `None` for what is none.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        match serde_json::from_str(text) {
            Ok(Value::Object(map)) => Some(Self(map)),
            _ => None,
        }
    }

    /// To keep.
    #[must_use]
    pub fn to_text(&self) -> String {
        json_text(&Value::Object(self.0.clone()))
    }

    /// Who signed in, as the service calls them.
    #[must_use]
    pub fn user(&self) -> Option<&str> {
        self.text("user")
    }

    /// Name to greet by.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        self.text("name")
    }

    /// What we call them, where the service does not name them.
    #[must_use]
    pub fn called(&self) -> Option<&str> {
        self.text(CALLED)
    }

    /// From now on we call them so; that stays when it is renewed.
    pub fn call(&mut self, name: String) {
        self.0.insert(CALLED.to_owned(), Value::String(name));
    }

    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.0.get(key).and_then(Value::as_str)
    }

    pub(super) fn fields(&self) -> &Map<String, Value> {
        &self.0
    }

    pub(super) fn fields_mut(&mut self) -> &mut Map<String, Value> {
        &mut self.0
    }
}

/// Says that there is one, and nothing of what is in it.
impl core::fmt::Debug for Session {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Session(…)")
    }
}

/// Something that a person is asked for to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedFor {
    /// Its name: `user`, `password`, or what the service needs.
    pub name: String,
    /// What to call it; empty for what everybody knows.
    pub label: String,
    /// Not to be shown while it is typed.
    pub secret: bool,
}

/// What came of signing in.
#[derive(Clone, Debug, PartialEq)]
pub enum SignedIn {
    /// Signed in; keep this.
    Yes(Session),
    /// What was typed is wrong, in the service's own words where it has any.
    No(Option<String>),
}

/// What has to be kept while somebody is away to sign in elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Away {
    /// Where to send them.
    pub address: String,
    /// Comes back with the code, and has to be the same.
    pub state: String,
    /// Proves that who comes back is who left (RFC 7636).
    pub verifier: String,
}

/// What happens to what somebody signed in with.
#[derive(Clone, Copy, Debug)]
pub enum Turn<'a> {
    /// It is about to be renewed. The answer is what to go on with: this one, another that was kept meanwhile by another
    /// tab, or nothing, where it was signed out there.
    Due(&'a Session),
    /// The service gave this one to keep.
    New(&'a Session),
    /// The service ended it. The answer is one that was kept meanwhile by another tab, if there is one.
    Ended,
}

/// Is told what happens, and may answer with what to go on with.
pub type Watch = Rc<dyn Fn(Turn<'_>) -> Option<Session>>;

/// What OAuth writes into the address of who comes back (RFC 6749, section 4.1.2; RFC 9207).
pub const OF_OAUTH: &[&str] = &[
    "code",
    "state",
    "iss",
    "error",
    "error_description",
    "error_uri",
];

/// Where a host page hands a code over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOver {
    /// The parameter of the address.
    pub parameter: String,
    /// Whether a code is taken outside of a mini-program, too: then whoever follows a link may be signed in as somebody else.
    pub anywhere: bool,
}

/// How people sign in, and who has.
pub trait SignIn {
    /// What to ask for in a form; empty where there is none.
    fn asked_for(&self) -> &[AskedFor];
    /// Whether people can go elsewhere to sign in, and come back.
    fn goes_away(&self) -> bool;
    /// Where a host page hands a code over.
    fn handed_over(&self) -> Option<&HandedOver>;
    /// Goes on with what was kept, or with nothing.
    fn resume(&self, session: Option<Session>);
    /// What to keep: it changes when it is refreshed, and is gone when the service ended it.
    fn session(&self) -> Option<Session>;
    /// Who is told of that.
    fn watch(&self, watch: Watch);
    /// Who knows who signs people in and out ([`Rest::door`]). Its code comes when somebody wants to.
    fn rest<'a>(&'a self) -> LocalFuture<'a, Result<&'a dyn Rest, BackendError>>;
}

/// Signs people in and out.
pub trait Door {
    /// Signs in with what was typed, by the names of [`SignIn::asked_for`].
    fn log_in<'a>(
        &'a self,
        typed: &'a [(String, String)],
    ) -> LocalFuture<'a, Result<SignedIn, BackendError>>;
    /// Where to send somebody who signs in elsewhere and comes back to `redirect`; `None` where
    /// nobody does. `chance` is 43 characters or more that nobody can guess.
    fn away(&self, redirect: &str, chance: &str) -> Option<Away>;
    /// Takes the code that somebody came back with.
    fn come_back<'a>(
        &'a self,
        code: &'a str,
        verifier: &'a str,
        redirect: &'a str,
    ) -> LocalFuture<'a, Result<SignedIn, BackendError>>;
    /// Takes the code that a host page handed over.
    fn hand_over<'a>(&'a self, code: &'a str) -> LocalFuture<'a, Result<SignedIn, BackendError>>;
    /// Signs out, here at any rate and at the service if it answers.
    fn log_out<'a>(&'a self) -> LocalFuture<'a, ()>;
}

/// What [`Door`] does, once it is there.
impl dyn SignIn + '_ {
    async fn door(&self) -> Result<&dyn Door, BackendError> {
        let rest = self.rest().await?;
        rest.door().ok_or(BackendError::NotOffered)
    }

    /// See [`Door::log_in`].
    ///
    /// # Errors
    /// [`BackendError`], also where the code for it does not come.
    pub async fn log_in(&self, typed: &[(String, String)]) -> Result<SignedIn, BackendError> {
        self.door().await?.log_in(typed).await
    }

    /// See [`Door::away`].
    pub async fn away(&self, redirect: &str, chance: &str) -> Option<Away> {
        self.door().await.ok()?.away(redirect, chance)
    }

    /// See [`Door::come_back`].
    ///
    /// # Errors
    /// [`BackendError`], also where the code for it does not come.
    pub async fn come_back(
        &self,
        code: &str,
        verifier: &str,
        redirect: &str,
    ) -> Result<SignedIn, BackendError> {
        self.door().await?.come_back(code, verifier, redirect).await
    }

    /// See [`Door::hand_over`].
    ///
    /// # Errors
    /// [`BackendError`], also where the code for it does not come.
    pub async fn hand_over(&self, code: &str) -> Result<SignedIn, BackendError> {
        self.door().await?.hand_over(code).await
    }

    /// Signs out, here at any rate and at the service if it answers.
    pub async fn log_out(&self) {
        match self.door().await {
            Ok(door) => door.log_out().await,
            Err(_) => self.resume(None),
        }
    }
}
