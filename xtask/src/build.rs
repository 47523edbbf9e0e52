//! `build`: the release build in dist/, compressed and ready for a CDN.

use crate::args::Args;
use crate::run::{Call, Done, Failure};
use crate::scanner;
use crate::setup::{self, Ready};
use crate::stages::spoken;
use std::time::Instant;

/// `cargo xtask build`.
pub(crate) fn build(args: &mut Args) -> Done {
    let base = args.value("--base")?.unwrap_or_else(|| "/".to_owned());
    let catalogue = args.flag("--catalogue");
    let dist = if catalogue { CATALOGUE } else { "dist" };
    let dist = args.value("--dist")?.unwrap_or_else(|| dist.to_owned());
    args.finish()?;
    let start = Instant::now();
    let features = if catalogue {
        "parts,catalogue"
    } else {
        "parts"
    };
    release_with(&setup::ensure(setup::BUILD)?, &base, &dist, features)?;
    println!("{dist}/ is ready for {base} ({}).", spoken(start.elapsed()));
    Ok(())
}

/// Where builds go that have the catalogue of components; none of them is for users.
const CATALOGUE: &str = "dist-catalogue";

/// Builds into `dist` what is to be served below `base`.
pub(crate) fn release(tools: &Ready, base: &str, dist: &str) -> Done {
    release_with(tools, base, dist, "parts")
}

fn release_with(tools: &Ready, base: &str, dist: &str, features: &str) -> Done {
    if !(base.starts_with('/') && base.ends_with('/')) {
        return Err(Failure::new(format!(
            "--base is a path that begins and ends with `/`, such as /linju/; not `{base}`"
        )));
    }
    let call = scanner::announced(tools, trunk(tools)?)?
        .args("build --release --locked --features")
        .arg(features)
        .arg("--public-url")
        .arg(base);
    call.arg("--dist").arg(dist).run()
}

/// Trunk, with the tools it needs.
pub(crate) fn trunk(tools: &Ready) -> Done<Call> {
    let call = tools.equip(Call::new("trunk"))?;
    // Trunk wants `true` where the world has agreed on any value, and asks the net for news unless told not to.
    Ok(call
        .env_remove("NO_COLOR")
        .env("TRUNK_SKIP_VERSION_CHECK", "true"))
}
