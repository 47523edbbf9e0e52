//! One contract, run against every backend.
#![allow(
    missing_docs,
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::new_ret_no_self
)]

mod charsets;
mod documented;
mod gancio;
#[path = "../support/native.rs"]
mod native;
mod own;
mod redirected;
mod shipped;
mod suite;

#[cfg(feature = "services")]
mod services;

use std::rc::Rc;

use linju::{
    backend::embedded::Embedded,
    port::{Clock as _, MemoryKv},
};
use native::{Counter, Files, Hand, Tz};

#[test]
fn the_embedded_backend_keeps_the_contract() {
    // A Saturday evening, a Monday morning, the last day of a month and of a leap February.
    for now in [
        "2026-11-21T19:00:00+08:00",
        "2026-11-23T06:00:00+08:00",
        "2027-01-31T12:00:00+08:00",
        "2028-02-29T23:30:00+08:00",
    ] {
        let clock = Hand::at(now);
        let backend = Rc::new(Embedded::new(
            Files::new(),
            Rc::new(MemoryKv::default()),
            clock.clone(),
            Counter::named("ids"),
            Rc::new(Tz),
        ));
        let mut under = suite::Under {
            backend,
            now: clock.now(),
            sent: 0,
            run: "embedded".to_owned(),
            declared: suite::Declared::everything(),
        };
        suite::run(&mut under, (16, 50));
    }
}
