//! `bench`: what is measured, on release builds, as a ratio within one run.

use crate::args::Args;
use crate::run::{Done, Failure, cargo};

/// `cargo xtask bench mapping`.
pub(crate) fn bench(args: &mut Args) -> Done {
    let what = args.word();
    args.finish()?;
    match what.as_deref() {
        Some("mapping") => mapping(),
        _ => Err(Failure::new("`cargo xtask bench` measures: mapping")),
    }
}

/// Reading events by a mapping, beside reading Linju's own JSON.
fn mapping() -> Done {
    for format in ["json-server", "linju"] {
        let call =
            cargo().args("run --locked --quiet --package linju-dataset -- seed --communities 50");
        call.args("--events 1000 --members 100 --now 2026-11-25T18:00:00+08:00")
            .args(&format!(
                "--format {format} --out target/bench/{format}.json"
            ))
            .run()?;
    }
    cargo()
        .args("bench --locked --package linju --no-default-features --bench mapping")
        .run()
}
