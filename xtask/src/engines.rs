//! `engines`: whether the engines of the floor that the README names read each module of a build. `linju-split engines` validates them.

use crate::args::Args;
use crate::cut;
use crate::finish::files_below;
use crate::place;
use crate::run::{Call, Done, Failure};
use std::path::Path;

/// `cargo xtask engines`.
pub(crate) fn engines(args: &mut Args) -> Done {
    args.finish()?;
    check(&place::root().join("dist"))
}

/// Prints what the modules need, and fails where one needs more than the floor has.
pub(crate) fn check(dist: &Path) -> Done {
    let mut files = Vec::new();
    files_below(dist, &mut files).map_err(|failure| {
        failure.advise("`cargo xtask build` makes the build that is looked at.")
    })?;
    files.retain(|file| file.extension().is_some_and(|end| end == "wasm"));
    if files.is_empty() {
        return Err(Failure::new(format!(
            "there is no WebAssembly in {}",
            dist.display()
        )));
    }
    let call = cut::linju_split().arg("engines");
    files.iter().fold(call, Call::arg).run().map_err(|failure| {
        failure.advise("README.md, *Browsers*, names the floor; xtask/split/src/engines.rs is it. Turn the feature off where it comes from, or raise the floor in both.")
    })
}
