//! The outbox over random schedules of everything that can go wrong, against a model server: nothing that was given is
//! lost, nothing is done twice, and the order holds.
//!
//! 5,000 schedules with a fixed seed; as many as `LINJU_SCHEDULES` says where it is set, with another seed each time.
//! `tests/outbox/regressions.txt` keeps the seeds of those that failed once.
#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing
)]

#[path = "outbox/by_hand.rs"]
mod by_hand;
#[path = "outbox/clocks.rs"]
mod clocks;
#[path = "outbox/desk.rs"]
mod desk;
#[path = "outbox/leases.rs"]
mod leases;
#[path = "outbox/page.rs"]
mod page;
#[path = "outbox/schedule.rs"]
mod schedule;
#[path = "outbox/server.rs"]
mod server;
#[path = "outbox/telling.rs"]
mod telling;
#[path = "outbox/world.rs"]
mod world;

use proptest::test_runner::{
    Config, FileFailurePersistence, RngAlgorithm, TestCaseError, TestRng, TestRunner,
};

#[test]
fn nothing_is_lost_and_nothing_is_done_twice() {
    let wanted = std::env::var("LINJU_SCHEDULES").ok();
    let wanted = wanted.and_then(|count| count.parse().ok());
    let regressions = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/outbox/regressions.txt");
    let config = Config {
        cases: wanted.unwrap_or(5_000),
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(regressions))),
        max_shrink_iters: 2_000,
        ..Config::default()
    };
    let mut runner = match wanted {
        Some(_) => TestRunner::new(config),
        None => TestRunner::new_with_rng(
            config,
            TestRng::from_seed(RngAlgorithm::ChaCha, b"linju: an outbox loses nothing  "),
        ),
    };
    let held = runner.run(&schedule::schedules(), |(kind, steps)| {
        world::play(kind, &steps).map_err(TestCaseError::fail)
    });
    if let Err(failure) = held {
        panic!("{failure}");
    }
}

/// What a later sending is told says nothing of the first: rare among random schedules.
#[test]
fn a_sign_up_that_arrived_is_not_annulled_after_a_later_sending_was_turned_away() {
    use schedule::Step::{Clock, Fate, Give, Run, Tend};
    use server::{Fate as F, Kind};
    for turned_away in [F::TooMany(None), F::Busy, F::UnderWay, F::Lost] {
        for kind in [Kind::Keys, Kind::PutOnce] {
            let steps = [
                Fate(F::Unheard),
                Fate(turned_away),
                Give { page: 0, what: 4 },
                Run { steps: 11 },
                Clock { seconds: 20 },
                Tend { page: 0 },
                Run { steps: 11 },
                Give { page: 0, what: 7 },
                Run { steps: 11 },
            ];
            world::play(kind, &steps).unwrap();
        }
    }
}
