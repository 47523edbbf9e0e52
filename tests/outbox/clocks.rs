//! Clocks that are wrong, and put right.

use linju::data::{Entry, Stage};

use super::{
    desk::{Desk, join, sign_up},
    server::{Fate, Kind},
};

const DAY: i64 = 86_400;

#[test]
fn a_clock_that_goes_back_by_hours_makes_no_pause_that_long() {
    for (fate, pause) in [(Fate::Busy, 600), (Fate::TooMany(Some(3_000)), 3_000)] {
        let mut desk = Desk::new(Kind::Keys);
        desk.will(&[fate]).give(0, join());
        desk.tend(0);
        desk.pass(-5 * 3_600);
        let due = desk.pages[0].data.next_due().unwrap().unix();
        assert!(due - desk.device.now.get() <= pause, "{fate:?}");
        desk.tend(0);
        assert_eq!(desk.arrived(), 0, "it waits all the same: {fate:?}");
        desk.pass(pause);
        desk.tend(0);
        assert_eq!((desk.is_empty(0), desk.done()), (true, 1), "{fate:?}");
    }
}

#[test]
fn a_command_of_a_clock_that_was_a_year_ahead_is_not_known_to_the_service_for_a_year() {
    let mut desk = Desk::new(Kind::Keys);
    desk.pass(365 * DAY);
    desk.will(&[Fate::Unheard]).give(0, sign_up());
    desk.tend(0);
    assert_eq!((desk.only(0).stage, desk.done()), (Stage::Sending, 1));
    // It is put right, which the app sees; and the phone lies there for two days.
    desk.pass(-365 * DAY);
    desk.device.online.set(false);
    desk.tend(0);
    desk.pass(2 * DAY);
    desk.device.server.forget();
    desk.device.online.set(true);
    desk.tend(0);
    assert_eq!((desk.is_empty(0), desk.arrived()), (true, 1), "asked about");
}

#[test]
fn where_the_clock_is_put_right_a_service_that_knows_it_is_asked_by_the_key() {
    for back in [5, 301, 5 * 3_600, 365 * DAY] {
        let mut desk = Desk::new(Kind::Keys);
        desk.pass(back);
        desk.will(&[Fate::Late]).give(0, sign_up());
        desk.tend(0);
        desk.pass(-back);
        desk.tend(0);
        desk.pass(700);
        desk.device.server.settle();
        desk.tend(0);
        assert_eq!((desk.is_empty(0), desk.done()), (true, 1), "{back}");
    }
}

#[test]
fn what_was_given_long_before_it_was_first_sent_is_known_for_a_day_from_then() {
    let mut desk = Desk::new(Kind::Keys);
    desk.device.online.set(false);
    desk.give(0, join());
    desk.pass(3 * DAY);
    desk.device.online.set(true);
    desk.will(&[Fate::Late]);
    desk.tend(0);
    desk.pass(700);
    // Who asks where they stand finds nothing yet; by the key it is one command.
    desk.tend(0);
    desk.device.server.settle();
    desk.pass(700);
    desk.tend(0);
    assert_eq!((desk.is_empty(0), desk.done()), (true, 1));
}

#[test]
fn what_was_given_in_time_to_come_was_given_now() {
    let mut desk = Desk::new(Kind::Keys);
    desk.device.online.set(false);
    desk.pass(365 * DAY);
    desk.give(0, join());
    desk.pass(-365 * DAY);
    desk.tend(0);
    assert_eq!(desk.only(1).at.unix(), desk.device.now.get());
    let text = desk.pages[1].kv.get(&desk.pages[1].kv.keys("linju/o/")[0]);
    let entry: Entry = serde_json::from_str(&text.unwrap()).unwrap();
    assert_eq!(entry.at.unix(), desk.device.now.get());
}
