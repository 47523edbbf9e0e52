//! `prerender`: pages of communities and events for search engines and for chats that unfold links, beside a build.
//!
//! A package of its own writes them (`xtask/prerender`), since it needs the model and TLS, and every other verb would wait for
//! their compiling.

use crate::args::Args;
use crate::compress;
use crate::finish::read;
use crate::place;
use crate::run::{Done, Failure, cargo};

/// `cargo xtask prerender`.
pub(crate) fn prerender(args: &mut Args) -> Done {
    let site = args.value("--site")?;
    let dist = args.value("--dist")?.unwrap_or_else(|| "dist".to_owned());
    let config = args.value("--config")?;
    let demo = args.flag("--demo");
    args.finish()?;
    let site = site.ok_or_else(|| {
        Failure::new("--site says where the site is, such as `cargo xtask prerender --site https://linju.example/`")
    })?;
    let dist = place::root().join(dist);
    let mut call = cargo()
        .args("run --locked --quiet --package linju-prerender -- --site")
        .arg(site)
        .arg("--dist")
        .arg(&dist);
    if let Some(config) = config {
        call = call.arg("--config").arg(place::root().join(config));
    }
    if demo {
        call = call.arg("--demo");
    }
    call.run()?;
    let list = read(&dist.join(".prerendered"))?;
    let list = String::from_utf8_lossy(&list).into_owned();
    let files: Vec<_> = list.lines().map(|name| dist.join(name)).collect();
    // So many at a time as fit on the line of a command.
    files.chunks(200).try_for_each(compress::beforehand)
}
