//! `check` and `test`: every check there is, in stages, the quick ones first.

use crate::args::Args;
use crate::build;
use crate::engines;
use crate::place;
use crate::run::{Call, Done, Failure, cargo};
use crate::setup::{self, Need, Ready};
use crate::size;
use crate::stages::{self, Stage};
use std::cell::OnceCell;
use std::path::Path;

/// What the size gate and the browser tests look at.
const BUILD: &str = "release build";
/// The same below a path, which is how many hosts serve it.
const BUILD_BELOW: &str = "release build below a path";

/// How many seconds all tests of the browser binary may take together.
const BROWSER_SECONDS: &str = "180";

/// `cargo xtask check`: seconds; compiles no Leptos.
pub(crate) fn check(args: &mut Args) -> Done {
    args.finish()?;
    let tools = OnceCell::new();
    let mut stages = vec![set_up(&tools, setup::CHECK)];
    stages.extend(checks());
    stages::run(stages)
}

/// `cargo xtask test`.
pub(crate) fn test(args: &mut Args) -> Done {
    let (quick, all) = (args.flag("--quick"), args.flag("--all"));
    args.finish()?;
    if quick && all {
        return Err(Failure::new("--quick and --all exclude each other"));
    }
    let tools = OnceCell::new();
    let tools = &tools;
    let mut stages = vec![set_up(
        tools,
        if quick { setup::CHECK } else { setup::TEST },
    )];
    stages.extend(checks());
    stages.push(Stage::new("native tests", native_tests));
    if all {
        stages.push(Stage::new(
            "the outbox over 100,000 schedules",
            many_schedules,
        ));
    }
    if !quick {
        stages.push(Stage::new("contract on real services", move || {
            service_tests(there(tools)?, all)
        }));
        stages.push(Stage::new("lint for the browser", browser_lint));
        stages.push(Stage::new("tests in the browser", || {
            browser_tests(there(tools)?)
        }));
        stages.push(Stage::new(BUILD, || {
            build::release(there(tools)?, "/", "dist")
        }));
        stages.push(Stage::new("size", || size::gate(&place::root().join("dist"))).needs(&[BUILD]));
        let engines = || engines::check(&place::root().join("dist"));
        stages.push(Stage::new("engines of the floor", engines).needs(&[BUILD]));
        stages.push(
            Stage::new("end to end", move || {
                end_to_end(there(tools)?, "/", "dist", all)
            })
            .needs(&[BUILD]),
        );
    }
    if all {
        stages.push(Stage::new(BUILD_BELOW, || {
            build::release(there(tools)?, "/x/", "dist-x")
        }));
        let below = || end_to_end(there(tools)?, "/x/", "dist-x", false);
        stages.push(Stage::new("end to end below a path", below).needs(&[BUILD_BELOW]));
    }
    stages::run(stages)
}

fn set_up<'a>(tools: &'a OnceCell<Ready>, needs: &'static [Need]) -> Stage<'a> {
    let look = move || {
        tools
            .set(setup::ensure(needs)?)
            .map_err(|_| Failure::new("set up twice"))
    };
    Stage::new("set-up", look).gate()
}

fn there(tools: &OnceCell<Ready>) -> Done<&Ready> {
    tools
        .get()
        .ok_or_else(|| Failure::new("nothing was set up"))
}

fn checks() -> Vec<Stage<'static>> {
    vec![
        Stage::new("format", || {
            let call = cargo().args("fmt --all -- --check");
            call.run()
                .map_err(|failure| failure.advise("`cargo fmt --all` puts it right."))
        }),
        Stage::new("lint", || {
            let call =
                cargo().args("clippy --locked --workspace --all-targets --no-default-features");
            call.args("-- --deny warnings").run()
        }),
        Stage::new("invariants", || {
            cargo()
                .args(
                    "test --locked --quiet --package linju --no-default-features --test invariants",
                )
                .run()
        }),
        Stage::new("what builds and checks", || {
            cargo().args("test --locked --quiet --package xtask").run()
        }),
    ]
}

fn native_tests() -> Done {
    cargo()
        .args("test --locked --workspace --exclude xtask --no-default-features --no-fail-fast")
        .run()
}

/// The simulation of tests/outbox.rs, longer than at each change, and with other schedules each time.
fn many_schedules() -> Done {
    let call = cargo().args("test --locked --package linju --no-default-features --release");
    call.args("--test outbox")
        .env("LINJU_SCHEDULES", "100000")
        .run()
}

/// The contract against services as real processes, the proxies before one, what serves a build, and calendar files before a reader of others; the
/// tests start and end them themselves; those that take longer to install only when `all` are wanted.
fn service_tests(tools: &Ready, all: bool) -> Done {
    let call = cargo()
        .args("test --locked --package linju --no-default-features --features services")
        .args("--test contract --test proxy --test hosting --test calendar");
    let call = if all {
        call.args("-- --include-ignored")
    } else {
        call.args("--")
    };
    let call = if Path::new("/usr/lib/postgresql").exists() {
        call
    } else {
        eprintln!(
            "\n*** PostgreSQL is not on this machine (apt install postgresql): what our server on it promises is NOT TESTED ***\n"
        );
        call.args("--skip postgresql --skip postgraphile --skip parse --skip misago")
    };
    tools.equip(call)?.run()
}

fn browser_lint() -> Done {
    let call = cargo()
        .args("clippy --locked --package linju --all-features --target wasm32-unknown-unknown");
    call.args("--lib --bins --test browser -- --deny warnings")
        .run()
}

fn browser_tests(tools: &Ready) -> Done {
    let call = cargo()
        .args("test --locked --package linju --target wasm32-unknown-unknown --test browser");
    equip_for_browser(call, tools)?.run()
}

/// With what a test needs that runs in Chromium.
pub(crate) fn equip_for_browser(call: Call, tools: &Ready) -> Done<Call> {
    let call = tools
        .equip(call)?
        .env("WASM_BINDGEN_TEST_TIMEOUT", BROWSER_SECONDS);
    Ok(call.env(
        "WASM_BINDGEN_TEST_WEBDRIVER_JSON",
        place::root().join("tests/webdriver.json"),
    ))
}

/// Playwright, over the build in `dist` served below `base`; playwright.config.mjs reads the variables. With `all` also
/// what services allow that take longer to start.
fn end_to_end(tools: &Ready, base: &str, dist: &str, all: bool) -> Done {
    let playwright = place::e2e().join("node_modules/.bin/playwright");
    let call = tools
        .equip(Call::new(playwright).arg("test"))?
        .dir(place::e2e());
    let call = if all {
        call.env("LINJU_ALL", "1")
    } else {
        call
    };
    call.env("LINJU_DIST", place::root().join(dist))
        .env("LINJU_BASE", base)
        .run()
}
