//! The decoder of the camera's frames: `scan/` as a WebAssembly of its own, with the worker that loads it.
//!
//! Trunk can build workers, but under names that say nothing of the bytes, with the app's features and with glue. Here
//! the module has two plain functions, and both files are named after their bytes, as all that caches may keep for ever.
//! The app knows the worker's name from when it is compiled (`LINJU_SCANNER`), so nothing of it is in the first view.

use crate::finish::{fnv1a, read, write};
use crate::place;
use crate::run::{Call, Done, Failure, cargo};
use crate::setup::Ready;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What tells the app the worker's name; without it the worker is `scan.js`.
const NAME: &str = "LINJU_SCANNER";

/// The name of the module in worker.js.
const MODULE: &str = "linju-scan.wasm";

/// For speed: it costs 0.1 kB more than `-Oz`, brotli.
const WASM_OPT: &str = "-O3 --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals --enable-reference-types --enable-multivalue --strip-debug --strip-producers --strip-target-features --low-memory-unused --converge";

/// The files, made small and named after their bytes, before a release build; the call of it is told the worker's name.
pub(crate) fn announced(tools: &Ready, build: Call) -> Done<Call> {
    let worker = small(&|program| tools.equip(Call::new(program)))?;
    Ok(build.env(NAME, file_name(&worker)))
}

/// Puts the files into `staging`, under the names that the app was told; as they are where it was told none.
pub(crate) fn stage(staging: &Path) -> Done {
    let Some(told) = env::var_os(NAME) else {
        let wasm = linked()?;
        copy(&wasm, &staging.join("scan.wasm"))?;
        let worker = named(&text(&source())?, "scan.wasm")?;
        return write(&staging.join("scan.js"), worker.as_bytes());
    };
    let worker = small(&|program| Ok(Call::new(program)))?;
    if file_name(&worker) != told.to_string_lossy() {
        return Err(Failure::new(format!(
            "scan/ has changed while the app was built: it knows {}, and this is {}",
            told.display(),
            worker.display()
        ))
        .advise("Build again."));
    }
    for file in [&worker, &worker.with_extension("wasm")] {
        copy(file, &staging.join(file_name(file)))?;
    }
    Ok(())
}

/// Makes both files small, in a directory of the target directory; gives the worker's path. Both bear one name, after the
/// last bytes of both.
fn small(tool: &dyn Fn(&'static str) -> Done<Call>) -> Done<PathBuf> {
    let dir = place::target()?.join("linju/scanner");
    fs::create_dir_all(&dir).map_err(|error| Failure::file(&dir, &error))?;
    let (wasm, script) = (dir.join("small.wasm"), dir.join("worker.js"));
    tool("wasm-opt")?
        .args(WASM_OPT)
        .arg("-o")
        .arg(&wasm)
        .arg(linked()?)
        .run()?;
    write(&script, &read(&source())?)?;
    let worker = tool("esbuild")?
        .arg(&script)
        .args("--minify --charset=utf8 --log-level=warning")
        .arg(crate::cut::TARGET)
        .read_or_fail()?;
    let wasm = read(&wasm)?;
    let both = fnv1a(&[wasm.as_slice(), worker.as_bytes()].concat());
    let name = format!("scan-{both:016x}");
    let small = dir.join(format!("{name}.js"));
    write(&small, named(&worker, &format!("{name}.wasm"))?.as_bytes())?;
    write(&small.with_extension("wasm"), &wasm)?;
    Ok(small)
}

/// What Cargo makes of `scan/`: in release, for the reading is slow otherwise.
fn linked() -> Done<PathBuf> {
    cargo()
        .args("build --quiet --locked --release --package linju-scan --lib --target wasm32-unknown-unknown")
        .run()?;
    Ok(place::target()?.join("wasm32-unknown-unknown/release/linju_scan.wasm"))
}

fn source() -> PathBuf {
    place::root().join("scan/worker.js")
}

/// The worker with the module's name in it.
fn named(worker: &str, module: &str) -> Done<String> {
    if worker.matches(MODULE).count() != 1 {
        return Err(Failure::new(format!(
            "scan/worker.js names {MODULE} not once"
        )));
    }
    Ok(worker.replace(MODULE, module))
}

fn text(file: &Path) -> Done<String> {
    read(file).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

fn copy(from: &Path, to: &Path) -> Done {
    write(to, &read(from)?)
}

fn file_name(path: &Path) -> String {
    path.file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worker_names_its_module_once() {
        let worker = text(&source()).unwrap();
        assert!(
            named(&worker, "scan-1.wasm")
                .unwrap()
                .contains("\"scan-1.wasm\"")
        );
        assert!(named("", "scan-1.wasm").is_err());
    }
}
