//! Two tabs of one person: a token that is good once is renewed by one of them, and signing out is over in both.

use std::{
    cell::{Cell, RefCell},
    future::{Future, poll_fn},
    pin::Pin,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use serde_json::{Value, json};

use super::bench::{Device, KEY, Open, now, typed};
use crate::{
    backend::BackendError,
    data::{Came, CommunitiesPage, MembersPage, Mine},
    model::CommunityId,
    port::{
        KeyValue as _, LocalFuture, Lock as _, PageLock, Request, Response, Transport,
        TransportError,
    },
};

/// A service whose tokens end when it is told to, and which renews each once, some turns after it was asked.
#[derive(Default)]
struct Once {
    nth: Cell<u32>,
    is_over: Cell<bool>,
    asked: RefCell<Vec<String>>,
}

impl Once {
    fn pair(&self) -> Value {
        let nth = self.nth.get();
        json!({ "token": format!("t{nth}"), "refresh": format!("r{nth}"), "id": "lin" })
    }

    fn answer(&self, request: &Request) -> (u16, Value) {
        let nth = self.nth.get();
        let path = request.url.trim_start_matches("https://api.example");
        self.asked
            .borrow_mut()
            .push(format!("{} {path}", request.method.as_str()));
        let good = ("authorization".to_owned(), format!("Bearer t{nth}"));
        let body = request.body.clone().unwrap_or_default();
        match path {
            "/login" => (200, self.pair()),
            "/refresh" if body.contains(&format!("\"r{nth}\"")) => {
                self.nth.set(nth + 1);
                self.is_over.set(false);
                (200, self.pair())
            }
            "/refresh" => (400, json!({})),
            _ if self.is_over.get() || !request.headers.contains(&good) => (401, json!({})),
            _ => (200, json!([])),
        }
    }
}

impl Transport for Once {
    fn send<'a>(&'a self, request: Request) -> LocalFuture<'a, Result<Response, TransportError>> {
        Box::pin(async move {
            turns(3).await;
            let (status, body) = self.answer(&request);
            turns(3).await;
            Ok(Response {
                status,
                headers: Vec::new(),
                body: body.to_string(),
            })
        })
    }
}

async fn turns(n: u32) {
    let mut left = n;
    poll_fn(|_| {
        left = left.saturating_sub(1);
        if left == 0 {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
}

thread_local! {
    static LOCK: Rc<PageLock> = Rc::default();
    static TASKS: RefCell<Vec<LocalFuture<'static, ()>>> = const { RefCell::new(Vec::new()) };
}

/// As the app lets a renewal go on: by itself, one at a time over all tabs.
fn alone(work: LocalFuture<'static, ()>) {
    let lock = LOCK.with(Rc::clone);
    let task = Box::pin(async move { lock.hold("renewal", work).await });
    TASKS.with_borrow_mut(|all| all.push(task));
}

/// Runs all of it to the end, in turns, with what goes on by itself.
fn together(asked: Vec<Pin<Box<dyn Future<Output = ()> + '_>>>) {
    let mut asked: Vec<_> = asked.into_iter().map(Some).collect();
    let mut going: Vec<LocalFuture<'static, ()>> = Vec::new();
    let mut context = Context::from_waker(Waker::noop());
    for _ in 0..1_000 {
        for one in &mut asked {
            if let Some(future) = one
                && future.as_mut().poll(&mut context).is_ready()
            {
                *one = None;
            }
        }
        going.extend(TASKS.take());
        going.retain_mut(|task| task.as_mut().poll(&mut context).is_pending());
        if going.is_empty() && asked.iter().all(Option::is_none) {
            return;
        }
    }
    panic!("it never ends");
}

fn renewing() -> Value {
    json!({ "refresh": { "method": "POST", "path": "/refresh", "body": { "object": { "r": "/session/refresh" } },
        "read": { "token": "/token", "refresh": "/refresh" } } })
}

fn open(device: &Device, service: &Rc<Once>) -> Open {
    device.open_over(
        service.clone(),
        "https://api.example",
        &renewing(),
        Some(alone),
    )
}

fn asks(open: &Open, nth: u32) -> Pin<Box<dyn Future<Output = ()> + '_>> {
    Box::pin(async move {
        let members = |id: &str| MembersPage {
            community: CommunityId::from(id),
            cursor: None,
        };
        let done = match nth {
            0 => open.data.fresh(&CommunitiesPage::default()).await.map(drop),
            1 => open.data.fresh(&Mine).await.map(drop),
            _ => match open.data.fresh(&members(&nth.to_string())).await {
                // Signed in, and no member.
                Err(BackendError::Forbidden { .. }) => Ok(()),
                other => other.map(drop),
            },
        };
        assert_eq!(done, Ok(()), "{nth}");
    })
}

/// Two tabs, signed in for good.
fn two(device: &Device, service: &Rc<Once>) -> (Open, Open) {
    let one = open(device, service);
    together(vec![Box::pin(async {
        assert_eq!(one.data.log_in(&typed(), true).await, Ok(Came::In));
    })]);
    let other = open(device, service);
    assert!(!other.data.is_signed_out());
    (one, other)
}

#[test]
fn a_token_that_is_good_once_is_renewed_once_however_many_tabs_and_requests_need_it() {
    let (device, service) = (Device::new(), Rc::new(Once::default()));
    let (one, other) = two(&device, &service);
    for round in 1..4 {
        service.is_over.set(true);
        service.asked.take();
        together(
            [&one, &other]
                .into_iter()
                .flat_map(|tab| (0..4).map(move |nth| asks(tab, nth)))
                .collect(),
        );
        let renewals = service
            .asked
            .borrow()
            .iter()
            .filter(|one| *one == "POST /refresh")
            .count();
        assert_eq!((renewals, service.nth.get()), (1, round));
        assert!(!one.data.is_signed_out() && !other.data.is_signed_out());
        assert!(
            device
                .kv
                .get(KEY)
                .unwrap()
                .contains(&format!("\"r{round}\""))
        );
    }
}

#[test]
fn who_signs_out_in_one_tab_is_signed_out_in_the_other_and_nothing_is_renewed_for_them() {
    let (device, service) = (Device::new(), Rc::new(Once::default()));
    let (one, other) = two(&device, &service);
    together(vec![Box::pin(one.data.log_out(false))]);
    // What the other tab was told meanwhile would be of nobody.
    service.is_over.set(true);
    service.asked.take();
    together(vec![Box::pin(async {
        let mine = other.data.fresh(&Mine).await.unwrap();
        assert_eq!(mine.account, None);
    })]);
    assert!(other.data.is_signed_out());
    assert_eq!(service.nth.get(), 0, "{:?}", service.asked);
}

#[test]
fn signing_out_is_seen_by_what_is_kept_and_by_nothing_else() {
    let (device, service) = (Device::new(), Rc::new(Once::default()));
    let (one, other) = two(&device, &service);
    let whose = other.account.whose();
    assert!(other.data.is_about_signing_in(Some(KEY)) && other.data.is_about_signing_in(None));
    assert!(!other.data.is_about_signing_in(Some("linju/drafts/x")));

    // Nothing has happened, and then it was renewed there: nobody sees anything.
    let turn = whose.turn();
    assert!(!other.data.seen_elsewhere());
    service.is_over.set(true);
    together(vec![asks(&one, 0)]);
    assert!(!other.data.seen_elsewhere());
    assert_eq!((whose.turn(), other.data.person().is_some()), (turn, true));
    service.asked.take();
    together(vec![asks(&other, 0)]);
    assert_eq!(*service.asked.borrow(), ["GET /c"], "with the new token");

    together(vec![Box::pin(one.data.log_out(false))]);
    assert!(other.data.seen_elsewhere());
    assert!(other.data.is_signed_out());
    assert_eq!(whose.account(), "device-1");
    assert!(whose.turn() > turn);
    assert!(!other.data.seen_elsewhere(), "once");
    assert_eq!(device.kv.get(KEY), None);
}

#[test]
fn who_is_signed_in_as_long_as_their_tab_is_open_stays_so_whatever_others_do() {
    let device = Device::new();
    let one = device.signed_in("lin", false);
    // Another tab has a storage of its own.
    let elsewhere = Device {
        kv: device.kv.clone(),
        tab: Rc::default(),
        service: device.service.clone(),
        random: device.random.clone(),
    };
    let other = elsewhere.signed_in("wang", true);
    elsewhere.answer(200, json!({}));
    now(other.data.log_out(false));
    assert!(!one.data.seen_elsewhere());
    assert_eq!(
        one.data.person().map(|person| person.name),
        Some("lin".to_owned())
    );
}

#[test]
fn somebody_else_who_signs_in_there_is_not_signed_in_here() {
    let device = Device::new();
    let one = device.signed_in("lin", true);
    device.signed_in("wang", true);
    assert!(one.data.seen_elsewhere());
    assert!(one.data.is_signed_out());
    assert!(
        device.kv.get(KEY).unwrap().contains("t-wang"),
        "theirs stays theirs"
    );
    // Nor in a tab in which nobody was.
    assert!(!one.data.seen_elsewhere());
    assert!(one.data.is_signed_out());
}
