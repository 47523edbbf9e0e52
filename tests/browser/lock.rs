//! The lock that all tabs share, over the browser's own.

use std::{
    cell::RefCell,
    future::poll_fn,
    rc::Rc,
    task::{Context, Poll, Waker},
};

use linju::{
    host::{BrowserTimer, tabs_lock},
    port::Timer as _,
};
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
async fn the_lock_of_all_tabs_lets_one_work_at_a_time() {
    let log = Rc::new(RefCell::new(Vec::new()));
    for name in ["a", "b"] {
        let log = log.clone();
        spawn_local(async move {
            let work = async {
                log.borrow_mut().push(format!("{name} begins"));
                BrowserTimer.wait(30).await;
                log.borrow_mut().push(format!("{name} ends"));
            };
            tabs_lock().hold("t/one", Box::pin(work)).await;
        });
    }
    // Who waited goes on a moment after it was let go.
    BrowserTimer.wait(1_500).await;
    assert_eq!(log.take(), ["a begins", "a ends", "b begins", "b ends"]);
}

#[wasm_bindgen_test]
async fn a_lock_that_is_let_go_before_or_in_the_middle_goes_to_the_next() {
    let lock = tabs_lock();
    let log = RefCell::new(Vec::new());
    // One that is polled for a while and then dropped: at once, and when it is at work.
    for polls in [1, 8] {
        let mut work = lock.hold(
            "t/two",
            Box::pin(async {
                log.borrow_mut().push("begins");
                BrowserTimer.wait(10_000).await;
            }),
        );
        let mut context = Context::from_waker(Waker::noop());
        for _ in 0..polls {
            assert!(work.as_mut().poll(&mut context).is_pending());
            BrowserTimer.wait(if polls > 1 { 100 } else { 0 }).await;
        }
        assert!(work.as_mut().poll(&mut context).is_pending());
        drop(work);
        let mut next = lock.hold("t/two", Box::pin(async { log.borrow_mut().push("next") }));
        let mut tries = BrowserTimer.wait(2_000);
        let came = poll_fn(|context| match next.as_mut().poll(context) {
            Poll::Ready(()) => Poll::Ready(true),
            Poll::Pending => tries.as_mut().poll(context).map(|()| false),
        });
        assert!(came.await, "after {polls} looks");
    }
    assert_eq!(log.take(), ["next", "begins", "next"]);
}
