//! What comes with the Rust toolchain: rustfmt, clippy, and the standard library for WebAssembly.

use super::Look;
use crate::run::{Call, Done, cargo};
use std::path::Path;

const TARGET: &str = "wasm32-unknown-unknown";

/// Where rustup cannot help. The second way was tried on Debian 12.
const TARGET_ADVICE: &str = "\
The standard library for WebAssembly could not be added. Try again with a network that reaches rustup's server:
    rustup target add wasm32-unknown-unknown
Without rustup's server, on Debian 12 (as root), with the toolchain of the distribution:
    apt-get install rustc-web cargo-web rust-web-src lld-22
    cargo new --lib /tmp/std-for-wasm && cd /tmp/std-for-wasm && : > src/lib.rs
    rustup toolchain link debian /usr && rustup default debian
    mkdir -p /usr/lib/rustlib/x86_64-unknown-linux-gnu/bin /usr/lib/rustlib/wasm32-unknown-unknown/lib
    ln -sf /usr/bin/lld-22 /usr/lib/rustlib/x86_64-unknown-linux-gnu/bin/rust-lld
    RUSTC_BOOTSTRAP=1 cargo build --release --target wasm32-unknown-unknown \\
        -Zbuild-std=std,panic_abort,panic_unwind,test,proc_macro
    cp target/wasm32-unknown-unknown/release/deps/lib*.rlib /usr/lib/rustlib/wasm32-unknown-unknown/lib/
Then run this command again.";

pub(super) fn rustfmt() -> Done<Look> {
    component_look("fmt")
}

pub(super) fn clippy() -> Done<Look> {
    component_look("clippy")
}

fn component_look(command: &str) -> Done<Look> {
    match cargo().args(command).arg("--version").read() {
        Some(_) => Ok(Look::There(None)),
        None => Look::missing(format!("`cargo {command}` does not answer")),
    }
}

/// Adds a component by rustup.
pub(super) fn component(name: &str) -> Done {
    let advice = format!(
        "Install {name} for this toolchain, e.g. `rustup component add {name}`, then run this again."
    );
    Call::new("rustup")
        .args("component add")
        .arg(name)
        .run()
        .map_err(|failure| failure.advise(&advice))
}

pub(super) fn wasm_target() -> Done<Look> {
    let asked = Call::new("rustc")
        .args("--print target-libdir --target")
        .arg(TARGET)
        .read_or_fail()?;
    let dir = Path::new(asked.trim());
    let has_core = dir.read_dir().is_ok_and(|mut files| {
        files.any(|file| {
            file.is_ok_and(|file| file.file_name().to_string_lossy().starts_with("libcore-"))
        })
    });
    if has_core {
        Ok(Look::There(None))
    } else {
        Look::missing("rustc has no standard library for it")
    }
}

pub(super) fn add_wasm_target() -> Done {
    Call::new("rustup")
        .args("target add")
        .arg(TARGET)
        .run()
        .map_err(|failure| failure.advise(TARGET_ADVICE))
}
