//! Reading by a mapping, natively: `cargo xtask bench mapping`.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a tool for us"
)]

#[path = "mapping/measure.rs"]
mod measure;

use std::{fs, path::Path, time::Instant};

fn file(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|e| {
        panic!(
            "{}: {e}; `cargo xtask bench mapping` writes it",
            path.display()
        )
    })
}

fn main() {
    let theirs = file("target/bench/json-server.json");
    let ours = file("target/bench/linju.json");
    let mapping = file("public/mappings/json-server.json");
    let begun = Instant::now();
    let ms = || begun.elapsed().as_secs_f64() * 1e3;
    print!("{}", measure::measure(&theirs, &ours, &mapping, &ms));
}
