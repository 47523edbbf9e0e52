//! Signing in: who has, for how long that is kept, and what goes with it when they leave.
//!
//! What somebody signed in with is kept under a key of its own, for good only if they asked for that, else as
//! long as the tab is open. It stands nowhere else: in no address, no log and no report. Answers are kept by
//! account, so nobody sees what was kept for somebody else. What was typed before signing in is theirs
//! afterwards; drafts of theirs wait for them.

mod code;
#[cfg(test)]
mod tests;
mod unnamed;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use crate::{
    backend::{AskedFor, BackendError, Session, SignIn, SignedIn, Turn},
    parts::part,
    port::{KeyValue, KvError},
    store::{Cache, Whose},
};

use super::Data;
use code::Code;
pub use code::Taken;
pub(super) use unnamed::is_unknown;

/// Under this, with the backend's name and address, lies what somebody signed in with: it is good there alone, also when
/// the site is set up for another service of the same name.
const SIGNED_IN: &str = "linju/signed-in/";

/// What is known of signing in at one backend.
pub struct Account {
    backend: String,
    /// Its name and address.
    place: String,
    /// Who is looking when nobody has signed in.
    device: String,
    whose: Whose,
    kv: Rc<dyn KeyValue>,
    tab: Rc<dyn KeyValue>,
    /// What this page has kept, to tell it from what another tab has.
    kept: RefCell<Option<String>>,
    remembered: Cell<bool>,
    code: RefCell<Option<Code>>,
}

/// How people sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ways {
    /// What a form asks for; empty where there is none.
    pub asked_for: Vec<AskedFor>,
    /// Elsewhere, by leaving and coming back.
    pub elsewhere: bool,
}

/// Who has signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// What to call them; empty where the service does not say.
    pub name: String,
    /// Whether it outlives the tab.
    pub remembered: bool,
    /// Whether they can be told from others, by what the service calls them or what they typed: things can wait for them.
    pub known: bool,
}

/// What came of signing in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Came {
    /// Signed in.
    In,
    /// Signed in, and it cannot be kept for as long as was asked.
    Unkept,
    /// What was typed is wrong, or they were refused, in the service's own words where it has any.
    No(Option<String>),
    /// They came back from somewhere that this tab did not send them to.
    Astray,
    /// A code stood in the address outside of the mini-program that hands codes over.
    Outside,
}

impl Account {
    /// Goes on with what was kept for the backend of this name at this address, before anything is asked for.
    pub fn resume(
        door: &dyn SignIn,
        (backend, address): (&str, &str),
        device: &str,
        kv: Rc<dyn KeyValue>,
        tab: Rc<dyn KeyValue>,
    ) -> Rc<Self> {
        let it = Self::begin(door, (backend, address), Whose::new(device), kv, tab);
        it.take_up(door);
        it
    }

    /// The same, where nobody has looked yet for what was kept: see [`Account::take_up`]. `whose` names the device.
    pub fn begin(
        door: &dyn SignIn,
        (backend, address): (&str, &str),
        whose: Whose,
        kv: Rc<dyn KeyValue>,
        tab: Rc<dyn KeyValue>,
    ) -> Rc<Self> {
        let it = Rc::new(Self {
            backend: backend.to_owned(),
            place: [backend, " ", address].concat(),
            device: whose.account(),
            whose,
            kv,
            tab,
            kept: RefCell::default(),
            remembered: Cell::new(false),
            code: RefCell::default(),
        });
        let own = it.clone();
        // Only what lies in that part changes it.
        door.watch(Rc::new(move |turn| changed(&own, turn).ok()?));
        it
    }

    /// Whether anything was kept for the backend, and so has to be taken up.
    #[must_use]
    pub fn has_kept(&self) -> bool {
        let of_backend = [SIGNED_IN, &self.backend, " "].concat();
        let has = |kv: &Rc<dyn KeyValue>| !kv.keys(&of_backend).is_empty();
        has(&self.tab) || has(&self.kv)
    }

    /// Nobody has signed in. A tab that was closed took the signing in with it: what was read goes too.
    fn nobody(&self) {
        Cache::forget_accounts(&*self.kv, &self.backend, "@");
    }

    /// Goes on with what was kept, before anything is asked for.
    pub fn take_up(&self, door: &dyn SignIn) {
        self.forget_other_places();
        match self.stored() {
            Some((text, session, remembered)) => {
                self.whose.change(&name_of(&session));
                self.remembered.set(remembered);
                self.kept.replace(Some(text));
                door.resume(Some(session));
            }
            None => self.nobody(),
        }
    }

    /// Whose things are shown.
    #[must_use]
    pub fn whose(&self) -> Whose {
        self.whose.clone()
    }

    fn key(&self) -> String {
        [SIGNED_IN, &self.place].concat()
    }

    fn forget_other_places(&self) {
        let own = self.key();
        for kv in [&self.tab, &self.kv] {
            let keys = kv.keys(&[SIGNED_IN, &self.backend, " "].concat());
            keys.iter()
                .filter(|key| **key != own)
                .for_each(|key| kv.remove(key));
        }
    }

    /// What is kept: its text, what it is, and whether for good.
    fn stored(&self) -> Option<(String, Session, bool)> {
        let key = self.key();
        [(&self.tab, false), (&self.kv, true)]
            .into_iter()
            .find_map(|(kv, remembered)| {
                let text = kv.get(&key)?;
                let session = Session::from_text(&text)?;
                Some((text, session, remembered))
            })
    }

    /// Keeps it, for as long as was asked.
    fn keep(&self, session: &Session) -> Result<(), KvError> {
        let (text, key) = (session.to_text(), self.key());
        let (wanted, other) = match self.remembered.get() {
            true => (&self.kv, &self.tab),
            false => (&self.tab, &self.kv),
        };
        other.remove(&key);
        let kept = wanted.set(&key, &text);
        if kept.is_err() {
            // Nothing of somebody else may be found here the next time.
            wanted.remove(&key);
        }
        // What could not be kept is no other tab's to renew or to end.
        self.kept.replace(kept.is_ok().then_some(text));
        kept
    }

    fn forget(&self) {
        self.tab.remove(&self.key());
        self.kv.remove(&self.key());
        self.kept.take();
    }

    /// What happens to it at the service.
    fn changed(&self, turn: Turn<'_>) -> Option<Session> {
        match turn {
            Turn::Due(session) => self.newer(session),
            Turn::New(session) => {
                let _unkept = self.keep(session);
                None
            }
            Turn::Ended => self.ended(),
        }
    }

    /// What to go on with: what another tab has kept for the same person meanwhile, or this one; nothing where they signed
    /// out there.
    fn newer(&self, session: &Session) -> Option<Session> {
        match self.elsewhere() {
            Elsewhere::Nothing => Some(session.clone()),
            Elsewhere::Renewed(other) => Some(other),
            Elsewhere::Left => {
                self.leave();
                None
            }
        }
    }

    /// What another tab has done with what this page has kept.
    fn elsewhere(&self) -> Elsewhere {
        let kept = self.kept.borrow().clone();
        let Some(kept) = kept else {
            return Elsewhere::Nothing;
        };
        match self.stored() {
            Some((text, ..)) if text == kept => Elsewhere::Nothing,
            Some((text, other, remembered)) if name_of(&other) == self.whose.account() => {
                self.remembered.set(remembered);
                self.kept.replace(Some(text));
                Elsewhere::Renewed(other)
            }
            // Signed out there, perhaps in as somebody else: theirs stays theirs.
            _ => Elsewhere::Left,
        }
    }

    /// Nobody is signed in here any more; what is kept is somebody else's business.
    fn leave(&self) {
        self.kept.take();
        self.remembered.set(false);
        self.whose.change(&self.device);
    }

    /// The service ended it.
    fn ended(&self) -> Option<Session> {
        match self.elsewhere() {
            Elsewhere::Renewed(other) => return Some(other),
            Elsewhere::Nothing => self.forget(),
            Elsewhere::Left => {}
        }
        self.leave();
        None
    }
}

/// What another tab has done with what somebody signed in with.
enum Elsewhere {
    /// Nothing.
    Nothing,
    /// It was renewed, to this.
    Renewed(Session),
    /// They signed out.
    Left,
}

part! {
    Service "service" "15":
    fn changed<'a>(it: &'a Account, turn: Turn<'a>) -> Option<Session> {
        it.changed(turn)
    }
}

part! {
    Service "service" "28":
    fn seen_elsewhere(it: &Data) -> bool {
        let Some((account, door)) = it.door() else {
            return false;
        };
        match account.elsewhere() {
            Elsewhere::Nothing => return false,
            // The same person goes on; nothing that they see is another.
            Elsewhere::Renewed(other) => {
                door.resume(Some(other));
                return false;
            }
            Elsewhere::Left => {}
        }
        let was = account.whose.account();
        account.leave();
        door.resume(None);
        if was != account.device {
            // What this tab has read since the other one cleared.
            Cache::forget_accounts(&*account.kv, &account.backend, &[&was, "/"].concat());
        }
        true
    }
}

/// The name under which things of somebody are kept. No device is called so, and it has no slash. Whom the service does not
/// name is called as [`unnamed`] says, behind what no encoded name begins with.
fn name_of(session: &Session) -> String {
    match (session.user(), session.called()) {
        (None, Some(called)) => ["@@", called].concat(),
        (user, _) => ["@", &crate::percent::encode(user.unwrap_or_default())].concat(),
    }
}

impl Data {
    /// Forgets what was read by accounts that are signed out. Call it at the start.
    pub fn forget_gone(&self) {
        if let Some(account) = &self.account
            && self.is_signed_out()
        {
            account.nobody();
        }
    }

    fn door(&self) -> Option<(&Account, &dyn SignIn)> {
        Some((self.account.as_deref()?, self.backend.sign_in()?))
    }

    /// How people sign in; `None` where nobody has to.
    #[must_use]
    pub fn ways(&self) -> Option<Ways> {
        let (_, door) = self.door()?;
        Some(Ways {
            asked_for: door.asked_for().to_vec(),
            elsewhere: door.goes_away(),
        })
    }

    /// Who has signed in.
    #[must_use]
    pub fn person(&self) -> Option<Person> {
        let (account, door) = self.door()?;
        let session = door.session()?;
        let name = session.name().or(session.user());
        Some(Person {
            name: name.unwrap_or_default().to_owned(),
            remembered: account.remembered.get(),
            known: session.user().is_some() || session.called().is_some_and(unnamed::is_by_name),
        })
    }

    /// Whether somebody would have to sign in.
    #[must_use]
    pub fn is_signed_out(&self) -> bool {
        self.door()
            .is_some_and(|(_, door)| door.session().is_none())
    }

    /// Whether somebody has signed in for as long as the tab is open: what is not sent by then waits until they sign in again.
    #[must_use]
    pub fn ends_with_tab(&self) -> bool {
        self.door()
            .is_some_and(|(account, door)| door.session().is_some() && !account.remembered.get())
    }

    /// Looks what another tab has done, when something that is kept has changed there: whether who was signed in here has
    /// signed out. Then all that is shown has to be asked for anew, as at a start.
    pub fn seen_elsewhere(&self) -> bool {
        seen_elsewhere(self).unwrap_or(false)
    }

    /// Whether what is kept under this key says who has signed in; `None` for all keys, when all was cleared.
    #[must_use]
    pub fn is_about_signing_in(&self, key: Option<&str>) -> bool {
        let Some(account) = &self.account else {
            return false;
        };
        key.is_none_or(|key| key == account.key())
    }

    /// Signs in with what was typed, to be remembered or not.
    ///
    /// # Errors
    /// [`BackendError`]: then it is not known whether what was typed is right.
    pub async fn log_in(
        &self,
        typed: &[(String, String)],
        remember: bool,
    ) -> Result<Came, BackendError> {
        let (account, door) = self.door().ok_or(BackendError::NotOffered)?;
        let came = door.log_in(typed).await?;
        let called = unnamed::by_name(door.asked_for(), typed);
        Ok(self.take_in(account, came, called, remember))
    }

    /// `called` is what they said that they are called.
    fn take_in(
        &self,
        account: &Account,
        came: SignedIn,
        called: Option<String>,
        remember: bool,
    ) -> Came {
        let mut session = match came {
            SignedIn::Yes(session) => session,
            SignedIn::No(said) => return Came::No(said),
        };
        if session.user().is_none()
            && let Some((_, door)) = self.door()
        {
            session.call(called.unwrap_or_else(|| unnamed::by_chance(&*self.ports.random)));
            door.resume(Some(session.clone()));
        }
        account.remembered.set(remember);
        let mut kept = account.keep(&session);
        if kept == Err(KvError::Full) {
            self.cache.make_room();
            kept = account.keep(&session);
        }
        let before = self.whose.account();
        self.whose.change(&name_of(&session));
        // What could not be kept is of who was here before.
        self.cache.let_go();
        if before != account.device && before != self.whose.account() {
            // What they have read is for nobody who comes after them; drafts and what was not sent wait for them.
            self.unwritten.clear();
            Cache::forget_accounts(&*account.kv, &account.backend, &[&before, "/"].concat());
        }
        if session.user().is_none() {
            // Nobody says who that is: it may be somebody else than the last time.
            self.cache.clear();
        }
        if before == account.device {
            self.drafts.take_over(&before);
        }
        match kept {
            Ok(()) => Came::In,
            Err(_) => Came::Unkept,
        }
    }

    /// Signs out, here at any rate and at the service if it answers. Answers go; drafts and
    /// commands that were not sent wait for their owner unless they are to go too.
    pub async fn log_out(&self, with_drafts: bool) {
        let Some((account, door)) = self.door() else {
            return;
        };
        // At once: the page may be closed before the service answers.
        account.forget();
        if with_drafts {
            self.drafts.clear();
            self.forget_outbox();
        }
        door.log_out().await;
        // And what was got anew meanwhile.
        account.forget();
        let was = self.whose.account();
        self.whose.change(&account.device);
        self.unwritten.clear();
        self.cache.let_go();
        if was != account.device {
            Cache::forget_accounts(&*account.kv, &account.backend, &[&was, "/"].concat());
        }
    }
}
