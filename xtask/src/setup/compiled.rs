//! Tools that Cargo compiles: Trunk and the wasm-bindgen CLI, each kept by version in the cache.
//!
//! Their own release profiles (fat link-time optimisation) would take 20 minutes and more on two cores, and
//! make a tool faster that works for a second: they are compiled with a light one.

use super::Look;
use crate::place;
use crate::run::{Call, Done, Failure, cargo};
use crate::version;
use std::fs;
use std::path::{Path, PathBuf};

/// What Trunk.toml was written for.
const TRUNK: &str = "0.21.14";

const LIGHT: &[(&str, &str)] = &[
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
];

pub(super) fn trunk() -> Done<Look> {
    look("trunk", TRUNK, &["trunk"])
}

pub(super) fn wasm_bindgen() -> Done<Look> {
    look(
        "wasm-bindgen-cli",
        &locked_wasm_bindgen()?,
        &["wasm-bindgen", "wasm-bindgen-test-runner"],
    )
}

pub(super) fn install_trunk() -> Done {
    install("trunk", TRUNK, "")
}

pub(super) fn install_wasm_bindgen() -> Done {
    // Its default features are for fetching over TLS, which nobody here does.
    install(
        "wasm-bindgen-cli",
        &locked_wasm_bindgen()?,
        "--no-default-features",
    )
}

/// The CLI must be of the version that the app is compiled with, to the digit.
fn locked_wasm_bindgen() -> Done<String> {
    let path = place::root().join("Cargo.lock");
    let lock = fs::read_to_string(&path).map_err(|error| Failure::file(&path, &error))?;
    version::in_cargo_lock(&lock, "wasm-bindgen")
}

fn kept(package: &str, version: &str) -> Done<PathBuf> {
    Ok(place::tools()?.join(format!("{package}-{version}")))
}

/// All `programs` in one directory, in the right version: on PATH, else in the cache.
fn look(package: &str, wanted: &str, programs: &[&str]) -> Done<Look> {
    let Some(first) = programs.first() else {
        return Ok(Look::There(None));
    };
    let fits = |dir: &Path| {
        programs
            .iter()
            .all(|program| version_of(&dir.join(program)).as_deref() == Some(wanted))
    };
    // The first one on PATH is what everybody calls; a later one would need to be put before it.
    let on_path = place::all_on_path(first);
    for (rank, file) in on_path.iter().enumerate() {
        if let Some(dir) = file.parent().filter(|dir| fits(dir)) {
            return Ok(Look::There((rank > 0).then(|| dir.to_path_buf())));
        }
    }
    let dir = kept(package, wanted)?.join("bin");
    if fits(&dir) {
        return Ok(Look::There(Some(dir)));
    }
    match on_path.first().and_then(|file| version_of(file)) {
        Some(other) => Look::missing(format!("{other} is on PATH, {wanted} is needed")),
        None => Look::missing(format!("{wanted} is needed")),
    }
}

fn version_of(program: &Path) -> Option<String> {
    let text = Call::new(program).arg("--version").read()?;
    version::printed(&text).map(str::to_owned)
}

fn install(package: &str, wanted: &str, options: &str) -> Done {
    let (tools, root) = (place::tools()?, kept(package, wanted)?);
    // Kept when an attempt fails, so that the next one goes on where it stopped.
    let build = tools.join("build");
    let attempt = |locked: &str| {
        let mut call = cargo()
            .args("install")
            .arg(format!("{package}@{wanted}"))
            .args(locked)
            .args(options);
        call = call
            .arg("--root")
            .arg(&root)
            .env("CARGO_TARGET_DIR", &build);
        for (key, value) in LIGHT {
            call = call.env(key, value);
        }
        call.env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env_remove("CARGO_BUILD_TARGET")
            .run()
    };
    attempt("--locked")
        .or_else(|failure| {
            eprintln!("{failure}; once more with the newest versions that fit");
            attempt("")
        })
        .map_err(|failure| {
            failure.advise("Cargo needs the crates registry and a C compiler for this. What it said stands above; then run this again: it goes on where it stopped.")
        })?;
    // Some 500 MB that nobody needs again.
    let _ = fs::remove_dir_all(&build);
    Ok(())
}
