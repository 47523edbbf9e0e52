//! Node.js, and the packages of tests/e2e/package-lock.json.
//!
//! `dependencies` there is what a release build needs (wasm-opt, esbuild), `devDependencies` what tests need; a build
//! alone therefore brings no Playwright.

use super::Look;
use crate::place;
use crate::run::{Call, Done, Failure};
use crate::version;
use std::fs;

pub(super) const NODE_ADVICE: &str = "Install Node.js 20 or newer with npm, from your distribution or nodejs.org, so that `node` and `npm` are on PATH.";

/// What Playwright and axe ask for.
const NODE_MAJOR: u32 = 20;

pub(super) fn node() -> Done<Look> {
    let Some(text) = Call::new("node").arg("--version").read() else {
        return Look::missing("`node` does not answer");
    };
    if version::printed(&text)
        .and_then(version::major)
        .is_none_or(|major| major < NODE_MAJOR)
    {
        return Look::missing(format!("{} is too old", text.trim()));
    }
    if place::on_path("npm").is_none() {
        return Look::missing("`npm` is not on PATH");
    }
    Ok(Look::There(None))
}

pub(super) fn wasm_opt() -> Done<Look> {
    match package("binaryen")? {
        Look::There(_) => Ok(Look::There(Some(place::e2e().join("node_modules/.bin")))),
        missing => Ok(missing),
    }
}

pub(super) fn esbuild() -> Done<Look> {
    package("esbuild")
}

pub(super) fn playwright() -> Done<Look> {
    package("@playwright/test")
}

pub(super) fn axe() -> Done<Look> {
    package("@axe-core/playwright")
}

pub(super) fn json_server() -> Done<Look> {
    package("json-server")
}

pub(super) fn oidc_provider() -> Done<Look> {
    package("oidc-provider")
}

pub(super) fn ical_js() -> Done<Look> {
    package("ical.js")
}

/// Whether `name` is installed in the version of the lock.
fn package(name: &str) -> Done<Look> {
    let dir = place::e2e();
    let path = dir.join("package-lock.json");
    let lock = fs::read_to_string(&path).map_err(|error| Failure::file(&path, &error))?;
    let wanted = version::in_npm_lock(&lock, name).ok_or_else(|| {
        Failure::new(format!("{} names no {name}", path.display()))
            .advise("Restore the file, or run `npm install` in tests/e2e.")
    })?;
    // npm writes what it has installed into a lock of its own.
    let installed = fs::read_to_string(dir.join("node_modules/.package-lock.json")).ok();
    match installed.and_then(|lock| version::in_npm_lock(&lock, name)) {
        Some(there) if there == wanted => Ok(Look::There(None)),
        Some(there) => Look::missing(format!("{wanted} is needed, {there} is there")),
        None => Look::missing(format!("{wanted} is needed")),
    }
}

/// Installs the locked packages; without those for tests only when none of them is there, since npm would take
/// them away again.
pub(super) fn install(for_tests: bool) -> Done {
    let dir = place::e2e();
    let all = for_tests || dir.join("node_modules/@playwright").exists();
    let call = Call::new("npm")
        .args("ci --no-audit --no-fund")
        .args(if all { "" } else { "--omit=dev" });
    // The browser is the system's; see system.rs.
    let call = call.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").dir(dir);
    call.run().map_err(|failure| {
        failure.advise("npm needs the npm registry for this. What it said stands above.")
    })
}
