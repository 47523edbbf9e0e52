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

#[path = "outbox/page.rs"]
mod page;
#[path = "outbox/schedule.rs"]
mod schedule;
#[path = "outbox/server.rs"]
mod server;
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
        max_shrink_iters: 400,
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
