//! The service worker of a build: `sw.js` with the build's name and the names of what a start needs.

use crate::finish::{read, write};
use crate::hosting::hashed;
use crate::place;
use crate::run::{Call, Done, Failure};
use std::path::{Path, PathBuf};

/// Beginnings of files that a start does without: they are kept once somebody needs them. Chunks are none of them: what parts share is asked
/// for with each, and without it no page would open.
const LATER: &[&str] = &["organise-", "host-", "mini-", "scan-", "rare-"];

/// Beginnings of files that a start needs where the site has a service, and no other: the worker asks the site's `config.json`.
const SERVICE: &[&str] = &["mapped-", "service-"];

/// Writes it into a build whose files these are.
pub(crate) fn stage(dir: &Path, files: &[PathBuf]) -> Done {
    let names: Vec<_> = files.iter().filter_map(|file| hashed(dir, file)).collect();
    let glue = names
        .iter()
        .find(|name| name.starts_with("linju-app") && name.ends_with(".js"))
        .ok_or_else(|| Failure::new("the build has no linju-app-….js"))?;
    let source = read(&place::root().join("sw.js"))?;
    let (files, service) = needed(&names);
    let text = told(&String::from_utf8_lossy(&source), glue, &files, &service)?;
    let at = dir.join("sw.js");
    write(&at, text.as_bytes())?;
    Call::new("esbuild")
        .arg(&at)
        .args("--minify --target=es2020 --charset=utf8 --log-level=warning --allow-overwrite")
        .arg(format!("--outfile={}", at.display()))
        .run()
}

/// What a start needs of what the build has; and what beside that where there is a service.
fn needed(names: &[String]) -> (Vec<&str>, Vec<&str>) {
    let begins = |name: &str, with: &[&str]| with.iter().any(|with| name.starts_with(with));
    let names = names.iter().map(String::as_str);
    let needed = names.filter(|name| !begins(name, LATER));
    needed.partition(|name| !begins(name, SERVICE))
}

/// The source with its three constants filled in.
fn told(source: &str, build: &str, files: &[&str], service: &[&str]) -> Done<String> {
    let empty = [
        "const BUILD = \"\";",
        "const FILES = [];",
        "const SERVICE = [];",
    ];
    if let Some(gone) = empty
        .iter()
        .find(|line| source.matches(**line).count() != 1)
    {
        return Err(Failure::new(format!("sw.js has not one line `{gone}`")));
    }
    let list =
        |of: &[&str]| serde_json::to_string(of).map_err(|error| Failure::new(error.to_string()));
    let filled = [
        format!("const BUILD = \"{build}\";"),
        format!("const FILES = {};", list(files)?),
        format!("const SERVICE = {};", list(service)?),
    ];
    let lines = empty.iter().zip(&filled);
    Ok(lines.fold(source.to_owned(), |text, (empty, filled)| {
        text.replace(empty, filled)
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_needs_what_parts_share_and_no_part_that_few_open() {
        let names = [
            "boot-1.js",
            "chunk_12-1.wasm",
            "linju-app-1.js",
            "pages-1.wasm",
            "host-1.wasm",
            "scan-1.js",
            "service-1.wasm",
        ];
        let names = names.map(str::to_owned);
        assert_eq!(
            needed(&names),
            (
                vec![
                    "boot-1.js",
                    "chunk_12-1.wasm",
                    "linju-app-1.js",
                    "pages-1.wasm"
                ],
                vec!["service-1.wasm"]
            )
        );
    }

    #[test]
    fn the_worker_of_the_project_is_filled_in() {
        let source = std::fs::read_to_string(place::root().join("sw.js")).unwrap();
        let text = told(&source, "linju-app-1.js", &["a.js"], &["b.wasm"]).unwrap();
        assert!(text.contains("const BUILD = \"linju-app-1.js\";"));
        assert!(text.contains("const FILES = [\"a.js\"];"));
        assert!(text.contains("const SERVICE = [\"b.wasm\"];"));
        assert!(told(&text, "x", &[], &[]).is_err());
    }
}
