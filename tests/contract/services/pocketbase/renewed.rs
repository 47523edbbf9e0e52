//! A token that ends is renewed before it does, by the service itself: once, however many ask, and what was kept of
//! it is good when the first has ended.

use std::{
    cell::{Cell, RefCell},
    future::poll_fn,
    rc::Rc,
    task::Poll,
    thread::sleep,
    time::{Duration, Instant as Stopwatch},
};

use linju::{
    backend::{
        Backend as _, BackendError, Rest as _, Session, SignIn as _, Turn,
        mapped::{Mapped, Plan},
    },
    model::{AccountId, Answers, Command, CommandId, Envelope, Membership, Outcome},
    port::{LocalFuture, Method, Request, Response, Transport, TransportError},
};
use serde_json::{Value, json};

use super::{
    super::super::{
        native::{Hand, Wire, block_on},
        suite::signing_in::log_in,
    },
    ADMIN, free_address, seed, start, token,
};
use crate::services::{http::Http, mapping, renewed::of_the_machine};

/// For so many seconds PocketBase takes a token here; it allows no fewer.
const LIVES: u64 = 10;

/// What is asked, on its way to a real service; answers come a turn later, so that what is asked at once is under
/// way at once.
struct Heard {
    wire: Rc<Wire>,
    asked: RefCell<Vec<String>>,
}

impl Transport for Heard {
    fn send<'a>(&'a self, request: Request) -> LocalFuture<'a, Result<Response, TransportError>> {
        let path = request.url.split('?').next().unwrap_or_default().to_owned();
        self.asked.borrow_mut().push(path);
        Box::pin(async move {
            let mut turned = false;
            poll_fn(|_| match turned {
                true => Poll::Ready(()),
                false => {
                    turned = true;
                    Poll::Pending
                }
            })
            .await;
            self.wire.call(request)
        })
    }
}

impl Heard {
    fn renewals(&self) -> usize {
        let asked = self.asked.borrow();
        asked
            .iter()
            .filter(|p| p.ends_with("/auth-refresh"))
            .count()
    }
}

#[test]
fn pocketbase_renews_what_somebody_signed_in_with_once_for_all_who_ask() {
    let running = start("pocketbase-renewed", &free_address(), seed::small());
    let admin = token(&running.base, "_superusers", ADMIN);
    let admin = Http::new(&running.base, &[("authorization", &admin)]);
    let short = json!({ "authToken": { "duration": LIVES } });
    admin.send(Method::Patch, "/api/collections/users", &short);

    let mut mapping = mapping("pocketbase");
    mapping["base"] = running.base.clone().into();
    let plan = Plan::compile(&mapping).unwrap();
    let clock = Rc::new(Hand(Cell::new(of_the_machine())));
    let heard = Rc::new(Heard {
        wire: Wire::new(),
        asked: RefCell::default(),
    });
    let page = || {
        let account = AccountId::from("device");
        Rc::new(Mapped::new(
            plan.clone(),
            heard.clone(),
            clock.clone(),
            account,
        ))
    };

    let first = page();
    let signed_in = log_in(&*first, &running.typed);
    let begun = Stopwatch::now();
    let kept: Rc<RefCell<Vec<String>>> = Rc::default();
    let keeps = kept.clone();
    first.watch(Rc::new(move |turn| match turn {
        Turn::Due(session) => Some(session.clone()),
        Turn::New(session) => {
            keeps.borrow_mut().push(session.to_text());
            None
        }
        Turn::Ended => None,
    }));
    assert!(block_on(first.viewer()).is_ok());
    assert_eq!(heard.renewals(), 0, "it has time");

    // Half of its life later: there is time on both sides for a machine that is slow.
    sleep(Duration::from_secs(LIVES / 2));
    clock.forward(LIVES as i64 / 2 + 1);
    let whole = [(); 3].map(|()| first.viewer());
    for viewer in all(whole.into()) {
        let account = viewer.unwrap().data.account.unwrap();
        assert_eq!(Some(account.as_str()), signed_in.user());
    }
    assert_eq!(heard.renewals(), 1, "{:?}", heard.asked.borrow());
    let kept = kept.borrow().clone();
    let [kept] = kept.as_slice() else {
        panic!("kept {} times", kept.len())
    };
    let renewed = Session::from_text(kept).unwrap();
    let token =
        |of: &Session| serde_json::from_str::<Value>(&of.to_text()).unwrap()["token"].clone();
    assert_ne!(token(&renewed), token(&signed_in));
    assert_eq!(
        (renewed.user(), renewed.name()),
        (signed_in.user(), signed_in.name())
    );

    // The first has ended, also for whoever kept it; the renewed one is good after another start of the app.
    sleep(Duration::from_millis(LIVES * 1_000 + 500).saturating_sub(begun.elapsed()));
    let again = page();
    again.resume(Some(renewed));
    assert!(matches!(
        joined(&again),
        Ok(Outcome::Membership(_, Membership::Member { .. }))
    ));
    let late = page();
    late.resume(Some(signed_in));
    assert_eq!(joined(&late), Err(BackendError::Unauthenticated));
    assert_eq!(late.session(), None, "what the service ended is not kept");
}

fn joined(page: &Mapped) -> Result<Outcome, BackendError> {
    block_on(page.carry_out(&Envelope {
        id: CommandId("renewed".to_owned()),
        at: seed::small().now,
        command: Command::Join {
            community: "book-cd".into(),
            answers: Answers::new(),
            rules: None,
            invitation: None,
            sponsor: String::new(),
            listed: false,
        },
    }))
}

/// All of them at once.
fn all<T>(mut futures: Vec<LocalFuture<'_, T>>) -> Vec<T> {
    let mut done: Vec<Option<T>> = futures.iter().map(|_| None).collect();
    block_on(poll_fn(|context| {
        for (future, done) in futures.iter_mut().zip(&mut done) {
            if done.is_none()
                && let Poll::Ready(value) = future.as_mut().poll(context)
            {
                *done = Some(value);
            }
        }
        match done.iter().all(Option::is_some) {
            true => Poll::Ready(()),
            false => Poll::Pending,
        }
    }));
    done.into_iter().flatten().collect()
}
