//! A session whose token ends soon is renewed by the service that gave it, and what it was renewed
//! to is kept.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    thread::sleep,
    time::{Duration, SystemTime},
};

use linju::{
    backend::{
        Backend as _, BackendError, Session,
        mapped::{Mapped, Plan},
    },
    model::{AccountId, Instant},
    port::{Clock as _, LocalFuture, Request, Response, Transport, TransportError},
};
use serde_json::Value;

use super::{
    super::{
        native::{Hand, Wire, block_on},
        suite::signing_in::log_in,
    },
    Running, mapping,
};

/// For so many seconds tokens are to be good here: enough to sign in with on a busy machine.
pub const GOOD_FOR: &str = "4";

/// After this such a token has ended, also where seconds are rounded up.
const ENDED: Duration = Duration::from_millis(5200);

/// A network that notes what was asked, and how it was answered.
struct Noted {
    wire: Rc<Wire>,
    seen: RefCell<Vec<(String, u16)>>,
}

impl Noted {
    /// What was asked since this was last called: whether to renew the token, and how it was answered.
    fn since(&self, refresh: &str) -> Vec<(bool, u16)> {
        let seen = self.seen.take().into_iter();
        seen.map(|(url, status)| (url.ends_with(refresh), status))
            .collect()
    }
}

impl Transport for Noted {
    fn send<'a>(&'a self, request: Request) -> LocalFuture<'a, Result<Response, TransportError>> {
        let url = request.url.clone();
        let answer = self.wire.call(request);
        if let Ok(answer) = &answer {
            self.seen.borrow_mut().push((url, answer.status));
        }
        Box::pin(async move { answer })
    }
}

/// What the clock of this machine shows, which a token's end is told by.
pub fn of_the_machine() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    i64::try_from(since.unwrap().as_secs()).unwrap()
}

/// When what is kept of a session ends.
fn ends(session: &Session) -> i64 {
    let kept: Value = serde_json::from_str(&session.to_text()).unwrap();
    let ends = kept["expires"].as_str().and_then(Instant::parse);
    ends.expect("when it ends").unix()
}

/// Of a service whose tokens are good for [`GOOD_FOR`], renewed at `refresh`.
pub fn a_session_is_renewed(name: &str, running: &Running, refresh: &str) {
    let mut mapping = mapping(name);
    mapping["base"] = running.base.clone().into();
    let plan = Plan::compile(&mapping).unwrap_or_else(|fault| panic!("{name}.json: {fault}"));
    let clock = Rc::new(Hand(Cell::new(of_the_machine())));
    let noted = Rc::new(Noted {
        wire: Wire::new(),
        seen: RefCell::default(),
    });
    let person = || {
        let account = AccountId::from("contract");
        Mapped::new(plan.clone(), noted.clone(), clock.clone(), account)
    };
    let backend = person();
    let door = backend.sign_in().expect("people sign in");
    let first = log_in(door, &running.typed);
    assert!(first.name().is_some_and(|name| !name.is_empty()), "greeted");
    noted.since(refresh);
    let is_themselves = |backend: &Mapped| {
        let viewer = block_on(backend.viewer()).expect("a viewer").data;
        let account = viewer.account.expect("an account");
        assert_eq!(Some(account.as_str()), first.user(), "still the same");
    };

    // Shortly before its end it is renewed before anything else is asked.
    clock.forward(ends(&first) - 1 - clock.now().unix());
    is_themselves(&backend);
    let seen = noted.since(refresh);
    assert_eq!(seen.first(), Some(&(true, 200)), "{seen:?}");
    assert!(seen.iter().all(|(_, status)| *status == 200), "{seen:?}");
    let second = door.session().expect("kept");
    assert_ne!(second.to_text(), first.to_text(), "what it was renewed to");
    assert_eq!(second.user(), first.user());

    // Where our clock is behind theirs a token ends unnoticed: refused, renewed, and asked once more.
    clock.forward(-3600);
    sleep(ENDED);
    is_themselves(&backend);
    let seen = noted.since(refresh);
    assert!(
        seen.starts_with(&[(false, 401), (true, 200)]) && seen.last() == Some(&(false, 200)),
        "{seen:?}"
    );
    let third = door.session().expect("kept");
    assert_ne!(third.to_text(), second.to_text());

    // What was kept is as good on the next start of the page.
    let later = person();
    let door = later.sign_in().expect("people sign in");
    door.resume(Session::from_text(&third.to_text()));
    sleep(ENDED);
    is_themselves(&later);
    let seen = noted.since(refresh);
    assert!(seen.contains(&(true, 200)), "{seen:?}");
    assert_eq!(seen.last(), Some(&(false, 200)), "{seen:?}");

    // What was used to renew is good no more: the session ends, and that is said.
    door.resume(Session::from_text(&first.to_text()));
    let refused = block_on(later.viewer());
    assert_eq!(refused.err(), Some(BackendError::Unauthenticated));
    assert!(noted.since(refresh).contains(&(true, 401)), "refused");
    assert_eq!(door.session(), None, "ended");

    // Who signs out after a token has ended is signed out at the service, too.
    let kept = log_in(door, &running.typed);
    sleep(ENDED);
    block_on(door.log_out());
    noted.since(refresh);
    door.resume(Some(kept));
    let refused = block_on(later.viewer());
    assert_eq!(refused.err(), Some(BackendError::Unauthenticated));
}
