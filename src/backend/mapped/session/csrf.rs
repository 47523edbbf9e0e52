//! The token that goes with all that writes, where a service knows people by cookies.

use serde_json::Value;

use crate::backend::{
    BackendError,
    mapped::{Mapped, expr::plain, link, plan::Csrf, request::request, send::taken},
};

impl Mapped {
    /// The token that goes with all that writes: from its cookie, or asked for once.
    pub(in crate::backend::mapped) async fn csrf_token(
        &self,
        csrf: &Csrf,
    ) -> Result<Option<String>, BackendError> {
        let cookie = || {
            self.transport
                .cookie(csrf.cookie.as_deref()?, &self.plan().base)
        };
        let known = cookie().or_else(|| self.csrf.borrow().clone());
        let (None, Some(ask)) = (&known, &csrf.ask) else {
            return Ok(known);
        };
        let scope = self.scope(Value::Null, Value::Null);
        let mut built = request(self.plan(), &ask.sent, &scope, None)?;
        if link::origin(&built.url) == link::origin(&self.plan().base)
            && let Some(auth) = &self.plan().auth
        {
            self.sign(auth, &mut built, &scope, true);
        }
        let (read, verdict) = self.judged(built, &ask.meaning, &scope, true).await?;
        if let Some(error) = verdict.error() {
            return Err(error);
        }
        let token = taken(ask.read.as_ref(), &read, &scope);
        let token = cookie().or_else(|| token.as_ref().and_then(plain));
        self.csrf.borrow_mut().clone_from(&token);
        Ok(token)
    }
}
