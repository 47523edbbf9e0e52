//! Where things are: the repository, the build's target directory, the cache of tools.

use crate::run::{Done, Failure, cargo};
use serde_json::Value;
use std::env;
use std::path::{Path, PathBuf};

/// The root of the repository.
pub(crate) fn root() -> PathBuf {
    // Cargo sets the variable for what it runs; the value from compile time serves a binary called by hand.
    let manifest = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest
        .parent()
        .map_or_else(|| manifest.clone(), Path::to_path_buf)
}

/// Where Cargo builds, whichever of its ways says so.
pub(crate) fn target() -> Done<PathBuf> {
    let told = cargo()
        .args("metadata --format-version 1 --no-deps --offline")
        .read_or_fail()?;
    serde_json::from_str::<Value>(&told)
        .ok()
        .and_then(|told| Some(PathBuf::from(told.get("target_directory")?.as_str()?)))
        .ok_or_else(|| Failure::new("`cargo metadata` names no target_directory"))
}

/// Where the browser tests and the npm packages are.
pub(crate) fn e2e() -> PathBuf {
    root().join("tests/e2e")
}

/// Where tools that Cargo compiled for this project are kept, across checkouts.
pub(crate) fn tools() -> Done<PathBuf> {
    cache_base(
        env::var_os("XDG_CACHE_HOME").map(PathBuf::from),
        env::home_dir(),
    )
    .map(|base| base.join("linju/tools"))
    .ok_or_else(|| {
        Failure::new("there is no home directory to keep tools in; set HOME or XDG_CACHE_HOME")
    })
}

/// XDG Base Directory Specification 0.8: a relative XDG_CACHE_HOME is to be ignored.
fn cache_base(xdg: Option<PathBuf>, home: Option<PathBuf>) -> Option<PathBuf> {
    xdg.filter(|path| path.is_absolute()).or_else(|| {
        home.filter(|path| !path.as_os_str().is_empty())
            .map(|path| path.join(".cache"))
    })
}

/// The first file called `name` in the directories of PATH.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    all_on_path(name).into_iter().next()
}

/// Every file called `name` in the directories of PATH, in order.
pub(crate) fn all_on_path(name: &str) -> Vec<PathBuf> {
    let Some(path) = env::var_os("PATH") else {
        return Vec::new();
    };
    env::split_paths(&path)
        .map(|dir| dir.join(name))
        .filter(|file| file.is_file())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cache_is_where_xdg_says_else_under_home() {
        let base = |xdg: Option<&str>, home: Option<&str>| {
            cache_base(xdg.map(PathBuf::from), home.map(PathBuf::from))
        };
        assert_eq!(base(Some("/c"), Some("/h")), Some(PathBuf::from("/c")));
        assert_eq!(
            base(Some("c"), Some("/h")),
            Some(PathBuf::from("/h/.cache"))
        );
        assert_eq!(base(None, Some("/h")), Some(PathBuf::from("/h/.cache")));
        assert_eq!(base(None, Some("")), None);
    }

    #[test]
    fn cargo_says_where_it_builds() {
        assert!(target().unwrap().is_absolute());
    }

    #[test]
    fn the_root_holds_the_page() {
        assert!(root().join("index.html").is_file());
    }
}
