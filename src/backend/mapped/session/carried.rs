//! What goes with requests of somebody who has signed in, and with those that write.

use serde_json::Value;

use crate::{
    backend::{
        BackendError,
        mapped::{
            Mapped,
            answer::{Read, Verdict},
            expr::{Scope, look, plain},
            link,
            plan::{Auth, Meaning, Means, Sent},
            request::request,
            send::put,
        },
    },
    percent::encode,
    port::{Method, Request},
};

/// The field of a session that holds the origin of who gave it, where that is not the service. No answer writes it.
pub(in crate::backend::mapped) const GIVER: &str = "giver";

/// Of what a request may refer to, takes out what the service said: to whom it was said it may have been a secret.
pub(in crate::backend::mapped) fn keep_home(scope: &mut Value) {
    for name in ["session", "item", "created", "found", "found_headers"] {
        put(scope, name, Value::Null);
    }
}

/// What goes with a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::backend::mapped) enum Carry {
    /// What somebody signed in with, home.
    Session,
    /// That, and what it is got or given back with. The mapping was held to where that may go.
    Exchange,
    /// What it is refreshed with, and not what has expired.
    Renewal,
}

impl Mapped {
    /// Sends a request with what somebody signed in with, and judges what comes. Refreshes that when it is time to.
    pub(in crate::backend::mapped) async fn ask_signed(
        &self,
        sent: &Sent,
        meaning: &Meaning,
        scope: &Value,
        url: Option<String>,
    ) -> Result<(Read, Verdict), BackendError> {
        let who = self.who();
        if self.is_due() {
            self.renew_whole().await?;
            self.is_still(&who)?;
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
                self.renew_whole().await?;
            } else {
                // No longer good, and nothing to get another with.
                self.ended();
            }
        }
        let after = self.session.borrow().clone();
        if after.is_none() || after == before {
            return Ok(answer);
        }
        self.is_still(&who)?;
        self.once(sent, meaning, scope, url, Carry::Session).await
    }

    /// Who has signed in.
    pub(in crate::backend::mapped) fn who(&self) -> Option<String> {
        let session = self.session.borrow();
        session.as_ref()?.user().map(str::to_owned)
    }

    /// What somebody gave goes with nobody else's name, who may have signed in meanwhile.
    pub(in crate::backend::mapped) fn is_still(
        &self,
        who: &Option<String>,
    ) -> Result<(), BackendError> {
        match self.who() == *who {
            true => Ok(()),
            false => Err(BackendError::Unauthenticated),
        }
    }

    /// Sends a request once. To another origin than that of the base goes nothing of the session, but in
    /// what is there to sign in.
    pub(super) async fn once(
        &self,
        sent: &Sent,
        meaning: &Meaning,
        scope: &Value,
        url: Option<String>,
        carry: Carry,
    ) -> Result<(Read, Verdict), BackendError> {
        let Some(auth) = &self.plan().auth else {
            let request = request(self.plan(), sent, scope, url)?;
            return self.judged(request, meaning, scope, false).await;
        };
        let to = url.as_ref().or(sent.base.as_ref());
        let origin = link::origin(to.unwrap_or(&self.plan().base));
        let is_home = origin == link::origin(&self.plan().base);
        let is_giver = carry != Carry::Session && self.is_giver(origin.as_deref());
        let mut scope = scope.clone();
        if is_home || is_giver {
            put(&mut scope, "session", self.session_value());
        } else {
            keep_home(&mut scope);
        }
        let mut built = request(self.plan(), sent, &scope, url)?;
        let mut signed = false;
        if is_home || is_giver {
            signed = self.sign(auth, &mut built, &scope, carry != Carry::Renewal);
        }
        if is_home {
            let writes = !matches!(sent.method, Method::Get | Method::Head);
            if let (true, Some(csrf)) = (writes, &auth.csrf) {
                let header = &csrf.header;
                let token = self.csrf_token(csrf).await?;
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

    /// Whether what somebody has signed in with was given by this origin. Nobody else may see it but the service itself,
    /// whatever a mapping says.
    fn is_giver(&self, origin: Option<&str>) -> bool {
        let session = self.session.borrow();
        let giver = session.as_ref().and_then(|session| session.text(GIVER));
        session.is_none() || origin.is_some() && origin == giver
    }

    /// Lays credentials over a request; whether there were any.
    pub(super) fn sign(
        &self,
        auth: &Auth,
        request: &mut Request,
        scope: &Value,
        signs: bool,
    ) -> bool {
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
}
