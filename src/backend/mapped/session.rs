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
            expr::copy_of,
            plan::{Encoding, Meaning, Means, Sent},
            request::request,
        },
    },
    parts::{self, Part},
    port::{Method, Response, TransportError},
};

impl Mapped {
    /// Who is looking, as what is sent may refer to it.
    pub(super) fn session_value(&self) -> Value {
        let mut map = match &*self.session.borrow() {
            Some(session) => copy_of(session.fields()),
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
        let sent = sent.chosen(scope);
        if !self.goes_alone(sent, scope, url.is_some()) {
            let whole = self.whole().await?;
            return whole.asked(sent, meaning, scope, url).await;
        }
        let mut built = request(self.plan(), sent, scope, url)?;
        // There may be cookies that nobody here knows of.
        built.cookies = self.plan().cookies;
        built.redirects = !built.cookies;
        let (method, again) = (built.method, built.clone());
        let mut answer = self.transport.send(built).await;
        if came_to_nothing(&answer)
            && let Ok(whole) = self.whole().await
        {
            answer = whole.again(answer, again).await;
        }
        let read = self.read(answer?)?;
        let judged = self.judging(&read, method, meaning, scope, false);
        let mut verdict = judged.verdict();
        if hears_words(verdict.means)
            && let Ok(whole) = self.whole().await
        {
            whole.words(&judged, &mut verdict);
        }
        Ok((read, verdict))
    }

    /// Whether nothing of anybody goes along, and nothing that has to be got first or may have to be kept from somebody.
    fn goes_alone(&self, sent: &Sent, scope: &Value, has_address: bool) -> bool {
        let of = scope.get("session").and_then(Value::as_object);
        let is_nobody = self.session.borrow().is_none() && of.is_none_or(Map::is_empty);
        let reads = matches!(sent.method, Method::Get | Method::Head);
        let is_json = matches!(sent.encoding, Encoding::Json(_));
        let is_home = sent.base.is_none() && !has_address;
        is_json && (!self.plan().signs_in || is_nobody && reads && is_home)
    }

    /// An answer that is not too long, to read from.
    pub(super) fn read(&self, answer: Response) -> Result<Read, BackendError> {
        if answer.body.len() > usize::try_from(self.plan().limits.bytes).unwrap_or(usize::MAX) {
            return Err(TransportError::TooLarge.into());
        }
        Ok(Read::of(answer))
    }

    /// An answer, and what it is judged by.
    pub(super) fn judging<'a>(
        &'a self,
        read: &'a Read,
        method: Method,
        meaning: &'a Meaning,
        request: &'a Value,
        signed_in: bool,
    ) -> Judged<'a> {
        Judged {
            read,
            method,
            signed_in,
            request,
            meanings: [meaning, &self.plan().meaning],
        }
    }
}

/// Whether there is something to be heard from the service beside what its answer means: not where all has
/// gone well, and of what only fails the words are not worth waiting for what reads them.
fn hears_words(means: Means) -> bool {
    !means.is_done()
        && (parts::loaded(Part::Service)
            || matches!(
                means,
                Means::Invalid | Means::Duplicate | Means::Full | Means::Closed
            ))
}

/// Whether it may be worth another try: [`Steady`](crate::port::Steady) knows.
fn came_to_nothing(answer: &Result<Response, TransportError>) -> bool {
    match answer {
        Ok(answer) => matches!(answer.status, 429 | 502..=504),
        Err(why) => *why == TransportError::Network,
    }
}
