//! Signing in by a code in the address: of somebody who went elsewhere and comes back (RFC 6749, RFC 7636), or
//! handed over by a host page. It is taken out of the address before anything else is done.

use crate::{
    backend::{BackendError, SignIn},
    data::Data,
    percent::decode,
    port::KvError,
};

use super::{Account, Came};

/// Under this, with the backend's name and address, lies what proves that who comes back is who left.
const AWAY: &str = "linju/away/";

/// A code that waits to be exchanged, once.
#[derive(Clone)]
pub(super) enum Code {
    /// Brought back from elsewhere.
    Back {
        code: String,
        verifier: String,
        redirect: String,
        remember: bool,
    },
    /// Handed over by a host page.
    Handed(String),
    /// None: they were refused there.
    Refused,
    /// None that this tab has asked for, or more than one.
    Astray,
    /// One that only a mini-program hands over, and the page is in none.
    Outside,
}

/// What kind of code stood in the address, which has to be replaced at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// That of somebody who went elsewhere, and of where they wanted to go.
    Back(String),
    /// One like it, of which this tab knows nothing.
    Astray,
    /// A host page's, in this parameter; all else in the address is the reader's.
    Handed(String),
}

/// What is kept while somebody is away, a line each.
struct Left {
    state: String,
    verifier: String,
    redirect: String,
    back: String,
    remember: bool,
}

impl Left {
    fn of(text: &str) -> Option<Self> {
        let mut lines = text.lines().map(str::to_owned);
        Some(Self {
            state: lines.next()?,
            verifier: lines.next()?,
            redirect: lines.next()?,
            back: lines.next()?,
            remember: lines.next()? == "remember",
        })
    }

    fn text(&self) -> String {
        let remember = if self.remember { "remember" } else { "-" };
        [
            &self.state,
            &self.verifier,
            &self.redirect,
            &self.back,
            remember,
        ]
        .join("\n")
    }
}

/// All that stands in the query of an address under a name, but what is empty.
fn parameters(search: &str, name: &str) -> impl Iterator<Item = String> {
    let pairs = search.trim_start_matches('?').split('&');
    pairs
        .filter_map(|pair| pair.split_once('='))
        .filter(move |(key, _)| decode(key) == name)
        .map(|(_, value)| decode(value))
        .filter(|value| !value.is_empty())
}

/// The first of them.
fn parameter(search: &str, name: &str) -> Option<String> {
    parameters(search, name).next()
}

impl Account {
    /// Takes a code from the query of the address with which the page was opened. `None`: there is none. Else the
    /// address has to be replaced at once. `in_mini_program`: whether the page is in one, by which alone a code is handed over,
    /// unless the mapping says otherwise: anybody can write a link that would sign its readers in as somebody they do not know.
    pub fn take_code(
        &self,
        door: &dyn SignIn,
        search: &str,
        in_mini_program: bool,
    ) -> Option<Taken> {
        if let Some(handed) = door.handed_over() {
            let mut codes = parameters(search, &handed.parameter);
            if let Some(code) = codes.next() {
                // Of two one is somebody else's.
                let is_one = codes.next().is_none();
                self.code
                    .replace(Some(match in_mini_program || handed.anywhere {
                        true if is_one => Code::Handed(code),
                        true => Code::Astray,
                        false => Code::Outside,
                    }));
                return Some(Taken::Handed(handed.parameter.clone()));
            }
        }
        if !door.goes_away() {
            return None;
        }
        let state = parameter(search, "state")?;
        let code = parameter(search, "code");
        if code.is_none() {
            parameter(search, "error")?;
        }
        let key = [AWAY, &self.place].concat();
        let left = self.tab.get(&key).and_then(|text| Left::of(&text));
        // Whoever was sent here by another page would sign in as somebody they do not know.
        let Some(left) = left.filter(|left| left.state == state) else {
            self.code.replace(Some(Code::Astray));
            return Some(Taken::Astray);
        };
        self.tab.remove(&key);
        self.code.replace(Some(match code {
            Some(code) => Code::Back {
                code,
                verifier: left.verifier,
                redirect: left.redirect,
                remember: left.remember,
            },
            None => Code::Refused,
        }));
        Some(Taken::Back(left.back))
    }
}

impl Data {
    /// Where to send somebody who signs in elsewhere. They come back to `redirect`, and go on to `back`.
    ///
    /// # Errors
    /// [`KvError`] when the browser keeps nothing: then nobody could be told from somebody else who comes back.
    pub async fn leave_to_sign_in(
        &self,
        redirect: &str,
        back: &str,
        remember: bool,
    ) -> Result<String, KvError> {
        let (account, door) = self.door().ok_or(KvError::Blocked)?;
        // Two of 122 random bits each; RFC 7636 asks for 43 characters at least.
        let chance = [self.ports.random.id(), self.ports.random.id()].concat();
        let away = door.away(redirect, &chance).await;
        let away = away.ok_or(KvError::Blocked)?;
        if !account.tab.durable() {
            return Err(KvError::Blocked);
        }
        let left = Left {
            state: away.state,
            verifier: away.verifier,
            redirect: redirect.to_owned(),
            back: back.to_owned(),
            remember,
        };
        let key = [AWAY, &account.place].concat();
        account.tab.set(&key, &left.text())?;
        Ok(away.address)
    }

    /// Whether somebody came with a code that is not exchanged yet.
    #[must_use]
    pub fn has_code(&self) -> bool {
        self.account
            .as_ref()
            .is_some_and(|account| account.code.borrow().is_some())
    }

    /// Exchanges the code that somebody came with.
    ///
    /// # Errors
    /// [`BackendError`]. Where no answer came, the code may be tried again.
    pub async fn exchange_code(&self) -> Result<Came, BackendError> {
        let (account, door) = self.door().ok_or(BackendError::NotOffered)?;
        let code = account.code.take();
        let (came, remember) = match &code {
            None | Some(Code::Astray) => return Ok(Came::Astray),
            Some(Code::Outside) => return Ok(Came::Outside),
            Some(Code::Refused) => return Ok(Came::No(None)),
            Some(Code::Handed(code)) => (door.hand_over(code).await, false),
            Some(Code::Back {
                code,
                verifier,
                redirect,
                remember,
            }) => (door.come_back(code, verifier, redirect).await, *remember),
        };
        if matches!(came, Err(BackendError::Transport(_))) {
            account.code.replace(code);
        }
        Ok(self.take_in(account, came?, None, remember))
    }
}
