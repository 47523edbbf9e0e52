//! Signing in, and what goes with requests of somebody who has.
//!
//! Credentials go to the origin of the base and nowhere else, and a request that carries them is not
//! redirected. They are refreshed a minute before they expire, and once when the service says that they are
//! not enough; however many requests find that out at once, it is done once.

mod csrf;
mod exchange;
mod renewal;
mod sign_in;

use serde_json::{Map, Value};

use crate::{
    backend::{
        BackendError,
        mapped::{
            Mapped,
            answer::{Judged, Read, Verdict},
            expr::{Scope, look, plain},
            link,
            plan::{Auth, Encoding, Meaning, Means, Sent},
            request::request,
        },
    },
    parts::{self, Part},
    percent::encode,
    port::{Method, Request, TransportError},
};

/// What goes with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Carry {
    /// What somebody signed in with, home.
    Session,
    /// That, and what it is got or given back with. The mapping was held to where that may go.
    Exchange,
    /// What it is refreshed with, and not what has expired.
    Renewal,
}

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
        if !matches!(sent.encoding, Encoding::Json(_)) {
            parts::load(Part::Service).await?;
        }
        if self.plan.rare {
            parts::load(Part::Rare).await?;
        }
        if self.is_due() {
            self.rest().await?.renewed().await?;
        }
        let before = self.session.borrow().clone();
        let answer = self
            .once(sent, meaning, scope, url.clone(), Carry::Session)
            .await?;
        if answer.1.means != Means::Unauthenticated || before.is_none() {
            return Ok(answer);
        }
        // Somebody else may have refreshed it meanwhile.
        if *self.session.borrow() == before {
            if self.can_renew() {
                self.rest().await?.renewed().await?;
            } else {
                // No longer good, and nothing to get another with.
                self.ended();
            }
        }
        let after = self.session.borrow().clone();
        if after.is_none() || after == before {
            return Ok(answer);
        }
        self.once(sent, meaning, scope, url, Carry::Session).await
    }

    /// Sends a request once. To another origin than that of the base goes nothing of the session, but in
    /// what is there to sign in.
    async fn once(
        &self,
        sent: &Sent,
        meaning: &Meaning,
        scope: &Value,
        url: Option<String>,
        carry: Carry,
    ) -> Result<(Read, Verdict), BackendError> {
        let Some(auth) = &self.plan.auth else {
            let request = request(&self.plan, sent, scope, url)?;
            return self.judged(request, meaning, scope, false).await;
        };
        let to = url.as_ref().or(sent.base.as_ref());
        let to = to.unwrap_or(&self.plan.base);
        let origin = link::origin(to);
        let is_home = origin == link::origin(&self.plan.base);
        // Who gave it may see it, where the mapping sends it there.
        let oauth = auth.oauth.as_ref();
        let is_giver = carry != Carry::Session
            && oauth.is_some_and(|oauth| origin == link::origin(&oauth.authorize));
        let session = match is_home || carry != Carry::Session {
            true => self.session_value(),
            false => Value::Null,
        };
        let mut scope = scope.clone();
        super::send::put(&mut scope, "session", session);
        let mut built = request(&self.plan, sent, &scope, url)?;
        let mut signed = false;
        if is_home || is_giver {
            signed = self.sign(auth, &mut built, &scope, carry != Carry::Renewal);
        }
        if is_home {
            let writes = !matches!(sent.method, Method::Get | Method::Head);
            if let (true, Some(csrf)) = (writes, &auth.csrf) {
                let header = &csrf.header;
                let token = self.rest().await?.token(csrf).await?;
                built
                    .headers
                    .extend(token.map(|token| (header.clone(), token)));
            }
        }
        built.redirects &= carry == Carry::Session;
        let answer = self.judged(built, meaning, &scope, signed).await?;
        if matches!(answer.1.means, Means::Forbidden | Means::Unauthenticated) {
            // Perhaps it was the token: the next one is asked for anew.
            self.csrf.take();
        }
        Ok(answer)
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
        let judged = Judged {
            read: &read,
            method,
            signed_in: signed,
            request: scope,
            meanings: [meaning, &self.plan.meaning],
        };
        let mut verdict = judged.verdict();
        if self.hears_words(verdict.means)
            && let Ok(rest) = self.rest().await
        {
            rest.words(&judged, &mut verdict);
        }
        Ok((read, verdict))
    }

    /// Lays credentials over a request; whether there were any.
    fn sign(&self, auth: &Auth, request: &mut Request, scope: &Value, signs: bool) -> bool {
        request.cookies = auth.cookies;
        request.redirects = !auth.cookies;
        if !signs || self.session.borrow().is_none() {
            return false;
        }
        request.redirects = false;
        let fuel = self.fuel();
        let from = Scope::of(scope, &fuel);
        let mut put = |name: &str, value: String| {
            let other = |(n, _): &(String, String)| !n.eq_ignore_ascii_case(name);
            request.headers.retain(other);
            let value = value.chars().filter(|c| !c.is_control()).collect();
            request.headers.push((name.to_owned(), value));
        };
        if auth.basic
            && let Some(token) = look(scope, "/session/basic").and_then(plain)
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

    /// Whether there is something to be heard from the service beside what its answer means: not where all has
    /// gone well, and of what only fails the words are not worth waiting for what reads them.
    fn hears_words(&self, means: Means) -> bool {
        !means.is_done()
            && (parts::loaded(Part::Service)
                || matches!(
                    means,
                    Means::Invalid | Means::Duplicate | Means::Full | Means::Closed
                ))
    }
}
