//! Signing in, and what goes with requests of somebody who has.
//!
//! Credentials go to the origin of the base and nowhere else, and a request that carries them is not
//! redirected. They are refreshed a minute before they expire, and once when the service says that they are
//! not enough; however many requests find that out at once, it is done once.

mod carried;
mod csrf;
mod exchange;
mod renewal;
mod sign_in;

pub(super) use carried::GIVER;

use serde_json::{Map, Value};

use crate::{
    backend::{
        BackendError,
        mapped::{
            Mapped,
            answer::{Judged, Read, Verdict},
            link,
            plan::{Encoding, Meaning, Means, Sent},
            request::request,
        },
    },
    parts::{self, Part},
    port::{Method, Request, TransportError},
};

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
        if !self.plan().signs_in {
            return Some(self.account.0.clone());
        }
        let session = self.session.borrow();
        let session = session.as_ref()?;
        Some(session.user().unwrap_or(self.account.as_str()).to_owned())
    }

    /// Sends a request with what the scope holds, and judges what comes. What somebody signed in with goes along
    /// by what lies in a part of its own.
    pub(super) async fn ask(
        &self,
        sent: &Sent,
        meaning: &Meaning,
        scope: &Value,
        url: Option<String>,
    ) -> Result<(Read, Verdict), BackendError> {
        if self.plan().rare {
            parts::load(Part::Rare).await?;
        }
        if !self.goes_alone(sent, scope) {
            let rest = self.rest().await?;
            return rest.asked(sent, meaning, scope, url).await;
        }
        let is_home = self.is_home(sent, url.as_deref());
        let mut home = scope.clone();
        if self.plan().signs_in && !is_home {
            carried::keep_home(&mut home);
        }
        let mut built = request(self.plan(), sent, &home, url)?;
        // There may be cookies that nobody here knows of.
        built.cookies = is_home && self.plan().cookies;
        built.redirects = !built.cookies;
        self.judged(built, meaning, scope, false).await
    }

    /// Whether nothing of anybody goes along, and nothing that has to be got first.
    fn goes_alone(&self, sent: &Sent, scope: &Value) -> bool {
        let of = scope.get("session").and_then(Value::as_object);
        let is_nobody = self.session.borrow().is_none() && of.is_none_or(Map::is_empty);
        let reads = matches!(sent.method, Method::Get | Method::Head);
        let is_json = matches!(sent.encoding, Encoding::Json(_));
        is_json && (!self.plan().signs_in || is_nobody && reads)
    }

    /// Whether it goes to the origin of the base.
    fn is_home(&self, sent: &Sent, url: Option<&str>) -> bool {
        let to = url.or(sent.base.as_deref()).unwrap_or(&self.plan().base);
        link::origin(to) == link::origin(&self.plan().base)
    }

    /// Sends what was built and judges the answer.
    pub(super) async fn judged(
        &self,
        request: Request,
        meaning: &Meaning,
        scope: &Value,
        signed: bool,
    ) -> Result<(Read, Verdict), BackendError> {
        let method = request.method;
        let answer = self.transport.send(request).await?;
        if answer.body.len() > usize::try_from(self.plan().limits.bytes).unwrap_or(usize::MAX) {
            return Err(TransportError::TooLarge.into());
        }
        let read = Read::of(answer);
        let judged = Judged {
            read: &read,
            method,
            signed_in: signed,
            request: scope,
            meanings: [meaning, &self.plan().meaning],
        };
        let mut verdict = judged.verdict();
        if self.hears_words(verdict.means)
            && let Ok(rest) = self.rest().await
        {
            rest.words(&judged, &mut verdict);
        }
        Ok((read, verdict))
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
