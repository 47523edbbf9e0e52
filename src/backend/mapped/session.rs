//! Signing in, and what goes with requests of somebody who has.
//!
//! Credentials go to the origin of the base and nowhere else, and a request that carries them is not
//! redirected. They are refreshed a minute before they expire, and once when the service says that they are
//! not enough; however many requests find that out at once, it is done once.

use serde_json::{Map, Value};

use crate::{
    backend::{
        AskedFor, Away, BackendError, Session, SignIn, SignedIn,
        mapped::{
            Mapped,
            answer::{Read, Verdict, judge},
            digest,
            expr::{Scope, fuel, plain},
            link,
            plan::{Auth, Exchange, Meaning, Means, Sent},
            send::{request, taken},
        },
    },
    model::{Instant, json::json_object},
    percent::encode,
    port::{LocalFuture, Method, Request, TransportError},
};

/// Seconds before its end at which a token is refreshed.
const EARLY: i64 = 60;

impl Mapped {
    /// Who is looking, as what is sent may refer to it.
    pub(super) fn session_value(&self) -> Value {
        let mut map = match &*self.session.borrow() {
            Some(session) => session.fields().clone(),
            None => Map::new(),
        };
        if let Some(account) = self.account() {
            map.insert("account".to_owned(), Value::String(account));
        }
        Value::Object(map)
    }

    /// The account: of who has signed in, or of this device where nobody has to.
    pub(super) fn account(&self) -> Option<String> {
        if self.plan.auth.is_none() {
            return Some(self.account.0.clone());
        }
        let session = self.session.borrow();
        let session = session.as_ref()?;
        Some(session.user().unwrap_or(self.account.as_str()).to_owned())
    }

    /// Sends a request with what the scope holds, and judges what comes. Refreshes what somebody signed
    /// in with when it is time to.
    pub(super) async fn ask(
        &self,
        sent: &Sent,
        meaning: &Meaning,
        scope: &Value,
        url: Option<String>,
    ) -> Result<(Read, Verdict), BackendError> {
        if self.is_due() {
            self.renew().await?;
        }
        let before = self.session.borrow().clone();
        let answer = self.once(sent, meaning, scope, url.clone()).await?;
        if answer.1.means != Means::Unauthenticated || before.is_none() {
            return Ok(answer);
        }
        // Somebody else may have refreshed it meanwhile.
        if *self.session.borrow() == before {
            self.renew().await?;
        }
        let after = self.session.borrow().clone();
        if after.is_none() || after == before {
            return Ok(answer);
        }
        self.once(sent, meaning, scope, url).await
    }

    /// Sends a request once.
    async fn once(
        &self,
        sent: &Sent,
        meaning: &Meaning,
        scope: &Value,
        url: Option<String>,
    ) -> Result<(Read, Verdict), BackendError> {
        let Some(auth) = &self.plan.auth else {
            let request = request(&self.plan, sent, scope, url)?;
            return self.judged(request, meaning, scope, false).await;
        };
        let mut scope = scope.clone();
        super::send::put(&mut scope, "session", self.session_value());
        let mut built = request(&self.plan, sent, &scope, url)?;
        let is_home = link::origin(&built.url) == link::origin(&self.plan.base);
        let mut signed = false;
        if is_home {
            signed = self.sign(auth, &mut built, &scope);
            let writes = !matches!(sent.method, Method::Get | Method::Head);
            if let (true, Some((_, header))) = (writes, &auth.csrf) {
                let token = self.csrf_token(auth).await?;
                built
                    .headers
                    .extend(token.map(|token| (header.clone(), token)));
            }
        }
        self.judged(built, meaning, &scope, signed).await
    }

    /// Sends what was built and judges the answer.
    async fn judged(
        &self,
        request: Request,
        meaning: &Meaning,
        scope: &Value,
        signed: bool,
    ) -> Result<(Read, Verdict), BackendError> {
        let method = request.method;
        let answer = self.transport.send(request).await?;
        if answer.body.len() > usize::try_from(self.plan.limits.bytes).unwrap_or(usize::MAX) {
            return Err(TransportError::TooLarge.into());
        }
        let read = Read::of(answer);
        let meanings = [meaning, &self.plan.meaning];
        let verdict = judge(&read, method, signed, scope, &meanings);
        Ok((read, verdict))
    }

    /// Lays credentials over a request; whether there were any.
    fn sign(&self, auth: &Auth, request: &mut Request, scope: &Value) -> bool {
        request.cookies = auth.cookies;
        request.redirects = !auth.cookies;
        if self.session.borrow().is_none() {
            return false;
        }
        request.redirects = false;
        let fuel = fuel();
        let from = Scope::of(scope, &fuel);
        let mut put = |name: &str, value: String| {
            let other = |(n, _): &(String, String)| !n.eq_ignore_ascii_case(name);
            request.headers.retain(other);
            let value = value.chars().filter(|c| !c.is_control()).collect();
            request.headers.push((name.to_owned(), value));
        };
        if auth.basic
            && let Some(token) = scope.pointer("/session/basic").and_then(plain)
        {
            put("Authorization", ["Basic ", &token].concat());
        }
        for pair in &auth.headers {
            if let Some(value) = pair.value.text(&from) {
                put(&pair.name, value);
            }
        }
        for pair in &auth.query {
            if let Some(value) = pair.value.text(&from) {
                let joint = if request.url.contains('?') { "&" } else { "?" };
                let more = [joint, &encode(&pair.name), "=", &encode(&value)].concat();
                request.url.push_str(&more);
            }
        }
        true
    }

    /// The token that goes with all that writes; asked for once.
    async fn csrf_token(&self, auth: &Auth) -> Result<Option<String>, BackendError> {
        let known = self.csrf.borrow().clone();
        let (None, Some((ask, _))) = (&known, &auth.csrf) else {
            return Ok(known);
        };
        let scope = self.scope(Value::Null, Value::Null);
        let mut built = request(&self.plan, &ask.sent, &scope, None)?;
        if link::origin(&built.url) == link::origin(&self.plan.base) {
            self.sign(auth, &mut built, &scope);
        }
        let (read, verdict) = self.judged(built, &ask.meaning, &scope, true).await?;
        if let Some(error) = verdict.error() {
            return Err(error);
        }
        let token = taken(ask.read.as_ref(), &read, &scope);
        let token = token.as_ref().and_then(plain);
        self.csrf.borrow_mut().clone_from(&token);
        Ok(token)
    }

    /// Whether what somebody signed in with ends soon.
    fn is_due(&self) -> bool {
        let has_refresh = self.plan.auth.as_ref().is_some_and(|a| a.refresh.is_some());
        let session = self.session.borrow();
        let expires = session.as_ref().and_then(|s| s.text("expires"));
        let expires = expires.and_then(Instant::parse);
        has_refresh && expires.is_some_and(|end| end <= self.clock.now().plus(EARLY))
    }

    /// Refreshes, once however many ask. What the service ended is gone afterwards; without an
    /// answer all is as it was.
    async fn renew(&self) -> Result<(), BackendError> {
        let Some(refresh) = self.plan.auth.as_ref().and_then(|a| a.refresh.as_ref()) else {
            return Ok(());
        };
        let Some(_flight) = self.renewing.board("refresh").await else {
            return Ok(());
        };
        let was = self.session.borrow().clone();
        let answer = self.exchange(refresh, Value::Null).await?;
        // Signed out, or in as somebody else, meanwhile.
        if *self.session.borrow() != was {
            return Ok(());
        }
        match answer {
            Ok(fresh) => {
                let mut session = self.session.borrow_mut();
                if let Some(session) = session.as_mut() {
                    session.fields_mut().extend(fresh);
                }
            }
            Err(_) => *self.session.borrow_mut() = None,
        }
        Ok(())
    }

    /// Sends a request and takes what it brings for the session, or the service's words for why not.
    async fn exchange(
        &self,
        ask: &Exchange,
        input: Value,
    ) -> Result<Result<Map<String, Value>, Option<String>>, BackendError> {
        let scope = self.scope(input, Value::Null);
        let (read, verdict) = self.once(&ask.sent, &ask.meaning, &scope, None).await?;
        match verdict.means {
            Means::Ok | Means::Pending | Means::Waitlisted => {}
            Means::Invalid
            | Means::Unauthenticated
            | Means::Forbidden
            | Means::NotFound
            | Means::Gone => return Ok(Err(verdict.said)),
            _ => return Err(verdict.error().unwrap_or(BackendError::NotOffered)),
        }
        let fuel = fuel();
        let from = Scope {
            headers: &read.headers,
            request: &scope,
            ..Scope::of(&read.document, &fuel)
        };
        let mut found = Map::new();
        for (name, value) in &ask.read {
            let Some(value) = value.made(&from) else {
                continue;
            };
            match (name.as_str(), plain(&value)) {
                ("expires_in", Some(seconds)) => {
                    let seconds = seconds.split('.').next().and_then(|s| s.parse().ok());
                    let end = self.clock.now().plus(seconds.unwrap_or(0));
                    found.insert("expires".to_owned(), Value::String(end.to_string()));
                }
                // Ids, tokens and names are texts.
                (_, Some(text)) => {
                    found.insert(name.clone(), Value::String(text));
                }
                _ => {
                    found.insert(name.clone(), value);
                }
            }
        }
        Ok(Ok(found))
    }

    /// Signs in by a request, or with what was typed where there is none; then asks who that is.
    async fn sign_in(
        &self,
        ask: Option<&Exchange>,
        input: Value,
        given: Map<String, Value>,
    ) -> Result<SignedIn, BackendError> {
        let was = self.session.replace(None);
        let tried = self.try_to(ask, input, given).await;
        if !matches!(tried, Ok(SignedIn::Yes(_))) {
            *self.session.borrow_mut() = was;
        }
        // A token of before is none of who has signed in now.
        self.csrf.take();
        tried
    }

    async fn try_to(
        &self,
        ask: Option<&Exchange>,
        input: Value,
        mut given: Map<String, Value>,
    ) -> Result<SignedIn, BackendError> {
        // With Basic what is tried is what was typed.
        if !given.is_empty() {
            *self.session.borrow_mut() = Some(Session::of(given.clone()));
        }
        if let Some(ask) = ask {
            match self.exchange(ask, input).await? {
                Ok(found) => given.extend(found),
                Err(said) => return Ok(SignedIn::No(said)),
            }
        }
        *self.session.borrow_mut() = Some(Session::of(given));
        self.csrf.take();
        if let Some(who) = self.plan.auth.as_ref().and_then(|a| a.who.as_ref()) {
            match self.exchange(who, Value::Null).await? {
                Ok(found) => {
                    if let Some(session) = self.session.borrow_mut().as_mut() {
                        session.fields_mut().extend(found);
                    }
                }
                Err(said) => return Ok(SignedIn::No(said)),
            }
        }
        let session = self.session.borrow().clone();
        Ok(session.map_or(SignedIn::No(None), SignedIn::Yes))
    }
}

impl SignIn for Mapped {
    fn asked_for(&self) -> &[AskedFor] {
        self.plan.auth.as_ref().map_or(&[], |auth| &auth.ask)
    }

    fn log_in<'a>(
        &'a self,
        typed: &'a [(String, String)],
    ) -> LocalFuture<'a, Result<SignedIn, BackendError>> {
        Box::pin(async move {
            let Some(auth) = self.plan.auth.as_ref().filter(|a| !a.ask.is_empty()) else {
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
            self.sign_in(auth.log_in.as_ref(), Value::Object(input), given)
                .await
        })
    }

    fn away(&self, redirect: &str, chance: &str) -> Option<Away> {
        let oauth = self.plan.auth.as_ref()?.oauth.as_ref()?;
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
                super::encode::pair(&mut query, name, value);
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
            let oauth = self.plan.auth.as_ref().and_then(|a| a.oauth.as_ref());
            let oauth = oauth.ok_or(BackendError::NotOffered)?;
            let input = json_object! { "code": code, "verifier": verifier, "redirect": redirect,
            "client_id": oauth.client_id.as_str() };
            self.sign_in(Some(&oauth.token), input, Map::new()).await
        })
    }

    fn handed_over_in(&self) -> Option<&str> {
        let handed = self.plan.auth.as_ref()?.handed_over.as_ref()?;
        Some(&handed.0)
    }

    fn hand_over<'a>(&'a self, code: &'a str) -> LocalFuture<'a, Result<SignedIn, BackendError>> {
        Box::pin(async move {
            let handed = self.plan.auth.as_ref().and_then(|a| a.handed_over.as_ref());
            let (_, exchange) = handed.ok_or(BackendError::NotOffered)?;
            let input = json_object! { "code": code };
            self.sign_in(Some(exchange), input, Map::new()).await
        })
    }

    fn resume(&self, session: Option<Session>) {
        *self.session.borrow_mut() = session;
        self.csrf.take();
    }

    fn session(&self) -> Option<Session> {
        self.session.borrow().clone()
    }

    fn log_out<'a>(&'a self) -> LocalFuture<'a, ()> {
        Box::pin(async move {
            if let Some(log_out) = self.plan.auth.as_ref().and_then(|a| a.log_out.as_ref()) {
                // Whatever it says, here it is over.
                let _said = self.exchange(log_out, Value::Null).await;
            }
            self.resume(None);
        })
    }
}
