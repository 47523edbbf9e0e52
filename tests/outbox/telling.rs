//! What is told of commands: each as it comes, by the name that the thing had, and why one is not kept.

use std::{cell::RefCell, rc::Rc};

use linju::{
    data::{Became, EventById, KvError},
    model::Instant,
    port::KeyValue as _,
};

use super::{
    desk::{Desk, join, sign_up},
    page::Page,
    server::{Fate, Kind},
};

#[test]
fn each_answer_is_told_before_the_next_command_is_sent() {
    let mut desk = Desk::new(Kind::Keys);
    let ids = [desk.give(0, join()), desk.give(0, sign_up())];
    let (data, device) = (desk.pages[0].data.clone(), desk.device.clone());
    let log = desk.does(0, async move {
        let log = Rc::new(RefCell::new(Vec::new()));
        let tell = |one: linju::data::Told| {
            let arrived = device.server.arrived.borrow().len();
            assert!(matches!(one.became, Became::Done(_)));
            log.borrow_mut().push((one.id, arrived));
        };
        data.tend_telling(&device.lock, true, &tell).await;
        log.take()
    });
    let [first, second] = ids;
    assert_eq!(log, [(first, 1), (second, 2)]);
}

#[test]
fn what_waits_is_called_by_name_after_what_was_kept_is_cleared() {
    let mut desk = Desk::new(Kind::Keys);
    let data = desk.pages[0].data.clone();
    desk.does(0, async move {
        data.fresh(&EventById("e1".into())).await.unwrap()
    });
    desk.device.online.set(false);
    desk.give(0, sign_up());
    desk.pages[0].data.clear_kept();
    desk.pages[1] = Page::open(&desk.device);
    let entry = desk.only(1);
    assert!(desk.pages[1].data.thing(&entry.command.subject()).is_none());
    assert_eq!(entry.title.as_deref(), Some("e1"));
    assert_eq!(entry.starts, Instant::parse("2090-01-01T10:00:00Z"));
    desk.device.online.set(true);
    desk.tend(1);
    let told = desk.pages[1].told.take();
    assert_eq!(told[0].title.as_deref(), Some("e1"));
}

#[test]
fn what_is_not_kept_says_whether_the_storage_is_full_or_takes_nothing() {
    for (full, blocked, why) in [
        (true, false, KvError::Full),
        (false, true, KvError::Blocked),
    ] {
        let mut desk = Desk::new(Kind::Keys);
        desk.device.full.set(full);
        desk.device.blocked.set(blocked);
        desk.will(&[Fate::Busy]).give(0, join());
        desk.tend(0);
        assert!(desk.only(0).unkept);
        assert_eq!(desk.pages[0].data.why_unkept(), why);
        assert!(desk.is_empty(1));
        // It is kept once it can be.
        desk.device.full.set(false);
        desk.device.blocked.set(false);
        desk.tend(0);
        assert!(!desk.only(1).unkept);
    }
}

#[test]
fn rubbish_in_the_outbox_is_counted_and_harms_nothing() {
    let mut desk = Desk::new(Kind::Keys);
    desk.device.online.set(false);
    let id = desk.give(0, join());
    let space = "linju/o/model/@an/";
    let huge = "x".repeat(5_000_000);
    for (key, text) in [
        ("0000000002-a", huge.as_str()),
        ("0000000003-b", r#"{"schema":2,"number":3"#),
        ("0000000004-c", r#"{"schema":99,"of":"a later version"}"#),
        ("", "{}"),
        ("no number", "[]"),
    ] {
        desk.device.disk.set(&[space, key].concat(), text).unwrap();
    }
    for other in ["linju", "linju/o", "linju/other", "o/", "theme"] {
        desk.device.disk.set(other, "of another app").unwrap();
    }
    desk.pages[1] = Page::open(&desk.device);
    assert_eq!(desk.only(1).id, id);
    assert_eq!(desk.pages[1].data.outbox_unreadable(), 5);
    desk.device.online.set(true);
    desk.tend(1);
    assert_eq!((desk.is_empty(1), desk.done()), (true, 1));
    // All of it lies where it lay.
    assert_eq!(desk.pages[1].data.outbox_unreadable(), 5);
    assert_eq!(
        desk.device.disk.get("theme").as_deref(),
        Some("of another app")
    );
    // And the next command is given as ever.
    desk.give(1, sign_up());
    desk.tend(1);
    assert_eq!((desk.is_empty(1), desk.done()), (true, 2));
}
