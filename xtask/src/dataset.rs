//! `dataset` and `seed`: the data set of the embedded backend, and larger ones for a real server.
//!
//! A package of its own makes them (`xtask/dataset`), since it needs the model and a reader of TOML, and
//! every other verb would wait for their compiling.

use crate::args::Args;
use crate::place;
use crate::run::{Call, Done, Failure, cargo};
use std::env;
use std::path::PathBuf;

/// What `seed` hands on.
const OPTIONS: [&str; 5] = [
    "--communities",
    "--events",
    "--members",
    "--format",
    "--now",
];

/// `cargo xtask dataset`: writes public/data/ from the texts in xtask/dataset/; with `--people N --out FOLDER` the same set to a
/// folder, with so many people before and behind one door.
pub(crate) fn dataset(args: &mut Args) -> Done {
    let mut call = made("write");
    if let Some(people) = args.value("--people")? {
        call = call.arg("--people").arg(people);
    }
    if let Some(out) = args.value("--out")? {
        call = call.arg("--out").arg(here()?.join(out));
    }
    args.finish()?;
    call.run()
}

/// Calls are made in the root of the repository; the person may be elsewhere.
fn here() -> Done<PathBuf> {
    env::current_dir().map_err(|error| Failure::new(format!("no current directory: {error}")))
}

/// `cargo xtask seed`: writes one file that json-server can serve, or the same rows in Linju's own JSON.
///
/// `cargo xtask seed pocketbase` and `seed postgresql` write one with all that members hide, and fill the server of
/// docs/backends with it.
pub(crate) fn seed(args: &mut Args) -> Done {
    let mut call = made("seed");
    for name in OPTIONS {
        if let Some(value) = args.value(name)? {
            call = call.arg(name).arg(value);
        }
    }
    let out = args.value("--out")?;
    let backend = args.word();
    args.finish()?;
    match backend.as_deref() {
        None => {
            if let Some(out) = out {
                call = call.arg("--out").arg(here()?.join(out));
            }
            call.run()
        }
        Some(backend @ ("pocketbase" | "postgresql")) => {
            let file = place::root().join(format!("target/seed/{backend}.json"));
            call.args("--format whole --out").arg(&file).run()?;
            let start = place::root().join(format!("docs/backends/{backend}/start.sh"));
            Call::new(start).arg("seed").arg(&file).run()
        }
        Some(other) => Err(Failure::new(format!(
            "there is no backend `{other}` to fill; there are `pocketbase` and `postgresql`"
        ))),
    }
}

fn made(verb: &str) -> Call {
    cargo()
        .args("run --locked --quiet --package linju-dataset --")
        .arg(verb)
}
