//! `build`: the release build in dist/, compressed and ready for a CDN.

use crate::args::Args;
use crate::config;
use crate::hosting;
use crate::place;
use crate::run::{Call, Done, Failure};
use crate::scanner;
use crate::setup::{self, Ready};
use crate::stages::spoken;
use std::path::PathBuf;
use std::time::Instant;

/// `cargo xtask build`.
pub(crate) fn build(args: &mut Args) -> Done {
    let base = args.value("--base")?.unwrap_or_else(|| "/".to_owned());
    let catalogue = args.flag("--catalogue");
    let dist = if catalogue { CATALOGUE } else { "dist" };
    let dist = args.value("--dist")?.unwrap_or_else(|| dist.to_owned());
    let meta = args.flag("--meta-policy");
    let host = args.value("--host")?;
    if let Some(host) = &host {
        hosting::known(host)?;
    }
    let guests = args.value("--for")?.unwrap_or_default();
    hosting::policy(&guests)?;
    let own = args.value("--config")?.map(PathBuf::from);
    args.finish()?;
    if let Some(file) = &own {
        config::checked(file)?;
    }
    let start = Instant::now();
    let features = if catalogue {
        "parts,catalogue"
    } else {
        "parts"
    };
    let mut call = call(&setup::ensure(setup::BUILD)?, &base, &dist, features)?;
    if let Some(host) = host {
        call = call.env(hosting::HOST, host);
    }
    if meta {
        call = call.env(hosting::META, "1");
    }
    if let Some(file) = own {
        // The step runs in another folder.
        let file = file
            .canonicalize()
            .map_err(|error| Failure::file(&file, &error))?;
        call = call.env(config::CONFIG, file);
    }
    call.env(hosting::FOR, guests).run()?;
    println!("{dist}/ is ready for {base} ({}).", spoken(start.elapsed()));
    println!("{}", config::shown(&place::root().join(&dist))?);
    Ok(())
}

/// Where builds go that have the catalogue of components; none of them is for users.
const CATALOGUE: &str = "dist-catalogue";

/// Builds into `dist` what is to be served below `base`.
pub(crate) fn release(tools: &Ready, base: &str, dist: &str) -> Done {
    call(tools, base, dist, "parts")?.run()
}

fn call(tools: &Ready, base: &str, dist: &str, features: &str) -> Done<Call> {
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
    Ok(call
        .arg("--dist")
        .arg(dist)
        .env_remove(hosting::HOST)
        .env_remove(hosting::META)
        .env_remove(hosting::FOR)
        .env_remove(config::CONFIG))
}

/// Trunk, with the tools it needs.
pub(crate) fn trunk(tools: &Ready) -> Done<Call> {
    let call = tools.equip(Call::new("trunk"))?;
    // Trunk wants `true` where the world has agreed on any value, and asks the net for news unless told not to.
    Ok(call
        .env_remove("NO_COLOR")
        .env("TRUNK_SKIP_VERSION_CHECK", "true"))
}
