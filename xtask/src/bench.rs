//! `bench`: what is measured, on release builds, as a ratio within one run.

use crate::args::Args;
use crate::build;
use crate::place;
use crate::run::{Call, Done, Failure, cargo};
use crate::setup;
use crate::test;

/// `cargo xtask bench mapping | storage | backends | directory [--browser]`.
pub(crate) fn bench(args: &mut Args) -> Done {
    let in_browser = args.flag("--browser");
    let what = args.word();
    args.finish()?;
    match what.as_deref() {
        Some("mapping") => mapping(in_browser),
        Some("storage") => storage(in_browser),
        Some("backends") => backends(),
        Some("directory") => directory(),
        _ => Err(Failure::new(
            "`cargo xtask bench` measures: mapping, storage, backends, directory",
        )),
    }
}

/// Reading events by a mapping, beside reading Linju's own JSON; natively, or in Chromium as the app is compiled.
fn mapping(in_browser: bool) -> Done {
    let tools = in_browser
        .then(|| setup::ensure(setup::BENCH_IN_BROWSER))
        .transpose()?;
    for format in ["json-server", "linju"] {
        let call =
            cargo().args("run --locked --quiet --package linju-dataset -- seed --communities 50");
        call.args("--events 1000 --members 100 --now 2026-11-25T18:00:00+08:00")
            .args(&format!(
                "--format {format} --out target/bench/{format}.json"
            ))
            .run()?;
    }
    if let Some(tools) = tools {
        let call = cargo()
            .args("test --locked --release --package linju --no-default-features")
            .args("--target wasm32-unknown-unknown --test bench-in-browser -- --nocapture");
        return test::equip_for_browser(call, &tools)?.run();
    }
    cargo()
        .args("bench --locked --package linju --no-default-features --bench mapping")
        .run()
}

/// Keeping a large feed and reading it again, beside `JSON.parse` of the same text; natively in memory, or in Chromium in
/// localStorage.
fn storage(in_browser: bool) -> Done {
    let tools = in_browser
        .then(|| setup::ensure(setup::BENCH_IN_BROWSER))
        .transpose()?;
    cargo()
        .args("run --locked --quiet --package linju-dataset -- seed --communities 50")
        .args("--events 2500 --members 100 --now 2026-11-25T18:00:00+08:00")
        .args("--format linju --out target/bench/storage.json")
        .run()?;
    if let Some(tools) = tools {
        let call = cargo()
            .args("test --locked --release --package linju --target wasm32-unknown-unknown")
            .args("--test bench-storage-in-browser -- --nocapture");
        return test::equip_for_browser(call, &tools)?.run();
    }
    cargo()
        .args("bench --locked --package linju --no-default-features --bench storage")
        .run()
}

/// What a server of docs/backends takes to answer, with a thousand rows and with a hundred thousand.
fn backends() -> Done {
    cargo()
        .args("test --locked --package linju --no-default-features --features services --test contract")
        .args("-- --ignored --nocapture how_the_cost_grows")
        .run()
}

/// Directories of 100, 1,000 and 10,000 in Chromium, beside the same in plain JavaScript: tests/e2e/directory.mjs says what and how.
fn directory() -> Done {
    let tools = setup::ensure(setup::TEST)?;
    build::release(&tools, "/", "dist")?;
    let call = Call::new("node").arg("directory.mjs").dir(place::e2e());
    tools.equip(call)?.run()
}
