//! Two tabs of a browser without Web Locks, over a storage that others have filled.

use std::rc::Rc;

use linju::{
    data::{Hold, Stage},
    port::{KeyValue as _, Lease, LocalFuture, Timer, seat},
};

use super::{
    desk::{Desk, join},
    page::{Device, a_while},
    server::{Fate, Kind},
};

impl Timer for Device {
    fn wait(&self, ms: u32) -> LocalFuture<'_, ()> {
        Box::pin(async move {
            for _ in 0..ms.div_ceil(40) {
                a_while().await;
            }
        })
    }
}

/// The lease of each page.
fn leases(desk: &Desk) -> [Rc<Lease>; 2] {
    [0, 1].map(|page| {
        let (kv, device) = (desk.pages[page].kv.clone(), desk.device.clone());
        Rc::new(Lease::new(kv, device.clone(), device.clone(), &*device))
    })
}

/// Both pages send what is due, at once.
fn both(desk: &mut Desk) {
    let leases = leases(desk);
    for (page, lease) in leases.into_iter().enumerate() {
        let data = desk.pages[page].data.clone();
        desk.pages[page].start(async move {
            data.tend(&*lease, true).await;
        });
    }
    desk.run(600);
    assert!(desk.pages.iter().all(|page| page.is_idle()));
}

#[test]
fn two_tabs_send_it_once_in_a_storage_that_was_filled_after_it_was_given() {
    for kind in [Kind::Tells, Kind::Mute] {
        let mut desk = Desk::new(kind);
        desk.give(0, join());
        desk.device.full.set(true);
        both(&mut desk);
        assert_eq!((desk.arrived(), desk.done()), (1, 1), "{kind:?}");
        assert!(desk.is_empty(0) && desk.is_empty(1));
        let (key, _) = seat("linju/o/model/@an/");
        assert_eq!(desk.device.disk.get(&key), None, "nothing is left behind");
    }
}

#[test]
fn what_others_know_of_is_not_sent_where_they_cannot_be_told_and_that_is_said() {
    let mut desk = Desk::new(Kind::Mute);
    desk.give(0, join());
    // As an earlier version left it: without a seat.
    let (key, _) = seat("linju/o/model/@an/");
    desk.device.disk.remove(&key);
    desk.device.full.set(true);
    both(&mut desk);
    assert_eq!(desk.arrived(), 0);
    assert_eq!(desk.only(1).stage, Stage::Queued);
    assert!(desk.pages.iter().all(|page| page.data.lacks_room()));
    desk.device.full.set(false);
    both(&mut desk);
    assert_eq!((desk.arrived(), desk.is_empty(0)), (1, true));
    assert!(!desk.pages[0].data.lacks_room());
}

#[test]
fn what_only_one_page_knows_is_sent_where_there_is_no_room_for_anything() {
    let mut desk = Desk::new(Kind::Mute);
    desk.device.full.set(true);
    desk.will(&[Fate::TooMany(None)]).give(0, join());
    both(&mut desk);
    assert_eq!(desk.only(0).hold, Some(Hold::Busy));
    assert!(desk.is_empty(1) && desk.only(0).unkept);
    desk.pass(700);
    both(&mut desk);
    assert_eq!((desk.arrived(), desk.is_empty(0)), (1, true));
}

#[test]
fn room_that_comes_while_it_is_sent_tells_nobody_of_it() {
    let mut desk = Desk::new(Kind::Mute);
    desk.device.full.set(true);
    desk.give(0, join());
    let [lease, _] = leases(&desk);
    let data = desk.pages[0].data.clone();
    desk.pages[0].start(async move {
        data.tend(&*lease, true).await;
    });
    while desk.arrived() == 0 {
        desk.run(1);
    }
    desk.device.full.set(false);
    // Another command mends what was not kept; but not this one.
    desk.give(0, super::desk::sign_up());
    assert_eq!(desk.pages[1].data.outbox().len(), 1);
    both(&mut desk);
    desk.run(600);
    assert_eq!(desk.arrived(), 2);
    assert!(desk.is_empty(0) && desk.is_empty(1));
}
