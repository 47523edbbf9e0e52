//! Keeping and reading what is kept, natively: `cargo xtask bench storage`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a tool for us"
)]

#[path = "../tests/support/many.rs"]
mod many;
#[path = "storage/measure.rs"]
mod measure;

use linju::port::MemoryKv;
use std::{fs, hint::black_box, path::Path, rc::Rc, time::Instant};

fn main() {
    let begun = Instant::now();
    let ms = || begun.elapsed().as_secs_f64() * 1e3;
    let parse = |text: &str| {
        let begun = ms();
        drop(black_box(
            serde_json::from_str::<serde_json::Value>(text).unwrap(),
        ));
        ms() - begun
    };
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench/storage.json");
    let data_set = fs::read_to_string(&file).unwrap_or_else(|e| {
        panic!(
            "{}: {e}; `cargo xtask bench storage` writes it",
            file.display()
        )
    });
    print!(
        "{}",
        measure::measure(&data_set, Rc::new(MemoryKv::default()), &ms, &parse)
    );
}
