//! `finish`: what a release build needs after Trunk. Trunk calls it with the directory in which it stages the build.
//!
//! - The wasm and its glue are named after their final bytes. Trunk hashes before wasm-opt, so that another
//!   wasm-opt would give other bytes under the same name, which caches are told never changes.
//! - index.html is told the size of the wasm, so that boot.js can show how far it is.
//! - boot.js loses its comments. Trunk's minifier would write it in newer JavaScript than it is in.
//! - Each text file gets a `.br` beside it.

use crate::args::Args;
use crate::compress;
use crate::run::{Done, Failure};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// `cargo xtask finish`.
pub(crate) fn finish(args: &mut Args) -> Done {
    args.finish()?;
    if env::var("TRUNK_PROFILE").as_deref() != Ok("release") {
        return Ok(());
    }
    let dir = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let dir = dir
        .ok_or_else(|| Failure::new("this is a step of a Trunk build; call `cargo xtask build`"))?;
    name_by_bytes(&dir)?;
    let mut files = Vec::new();
    files_below(&dir, &mut files)?;
    for file in &files {
        if is_boot(file) {
            let lean = without_comments(&String::from_utf8_lossy(&read(file)?));
            fs::write(file, lean).map_err(|error| Failure::file(file, &error))?;
        }
    }
    compress::brotli(&files)
}

/// Renames `linju-app-…_bg.wasm` and `linju-app-….js` and rewrites index.html.
fn name_by_bytes(dir: &Path) -> Done {
    let index = dir.join("index.html");
    let mut html = read(&index).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())?;
    let mut files = Vec::new();
    files_below(dir, &mut files)?;
    for file in files {
        let Some(name) = file
            .file_name()
            .and_then(|name| name.to_str())
            .map(str::to_owned)
        else {
            continue;
        };
        let Some(end) = ["_bg.wasm", ".js"]
            .into_iter()
            .find(|end| name.starts_with("linju-app-") && name.ends_with(end))
        else {
            continue;
        };
        let bytes = read(&file)?;
        let new = format!("linju-app-{:016x}{end}", fnv1a(&bytes));
        fs::rename(&file, dir.join(&new)).map_err(|error| Failure::file(&file, &error))?;
        if !html.contains(&name) {
            return Err(Failure::new(format!(
                "index.html does not name {name}: see pattern_script in Trunk.toml"
            )));
        }
        html = html.replace(&name, &new);
        if end.ends_with("wasm") {
            html = tell_size(&html, bytes.len())?;
        }
    }
    fs::write(&index, html).map_err(|error| Failure::file(&index, &error))
}

/// Fills in the `data-bytes` that Trunk.toml's pattern_script leaves empty, however it was minified.
fn tell_size(html: &str, bytes: usize) -> Done<String> {
    let told = format!("data-bytes={bytes}");
    for empty in ["data-bytes=\"\"", "data-bytes"] {
        if html.contains(empty) {
            return Ok(html.replacen(empty, &told, 1));
        }
    }
    Err(Failure::new(
        "index.html has no data-bytes: see pattern_script in Trunk.toml",
    ))
}

fn is_boot(path: &Path) -> bool {
    let name = path
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    name.starts_with("boot-") && name.ends_with(".js")
}

/// Without indentation, empty lines and lines that are nothing but a comment. What is left means the same, as
/// long as no string spans lines, which JavaScript of 2009 cannot write.
fn without_comments(script: &str) -> String {
    let kept = script
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//"));
    kept.fold(String::new(), |text, line| text + line + "\n")
}

fn read(path: &Path) -> Done<Vec<u8>> {
    fs::read(path).map_err(|error| Failure::file(path, &error))
}

/// Every file below `dir`.
pub(crate) fn files_below(dir: &Path, found: &mut Vec<PathBuf>) -> Done {
    for entry in dir.read_dir().map_err(|error| Failure::file(dir, &error))? {
        let path = entry.map_err(|error| Failure::file(dir, &error))?.path();
        if path.is_dir() {
            files_below(&path, found)?;
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(())
}

/// FNV-1a, 64 bits (draft-eastlake-fnv): a name for bytes, not a seal on them.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_bytes() {
        // Test vectors of draft-eastlake-fnv.
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn the_size_is_told_in_minified_and_in_plain_html() {
        assert_eq!(
            tell_size("<link data-bytes=\"\" x>", 9).unwrap(),
            "<link data-bytes=9 x>"
        );
        assert_eq!(
            tell_size("<link data-bytes x>", 9).unwrap(),
            "<link data-bytes=9 x>"
        );
        assert!(tell_size("<link>", 9).is_err());
    }

    #[test]
    fn comments_go_and_addresses_stay() {
        let script = "// a\n\n  var a = \"https://b\"; // c\n    // d\n  e();\n";
        assert_eq!(
            without_comments(script),
            "var a = \"https://b\"; // c\ne();\n"
        );
        let boot = fs::read_to_string(crate::place::root().join("boot.js")).unwrap();
        let lean = without_comments(&boot);
        assert!(
            !lean.contains('`'),
            "a string that spans lines would lose its indentation"
        );
        assert!(lean.lines().count() > 100);
    }

    #[test]
    fn a_staged_build_is_renamed_and_index_follows() {
        let dir = env::temp_dir().join(format!("linju-finish-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        fs::write(
            dir.join("index.html"),
            "<link href=/linju-app-1a.js><link data-bytes href=/linju-app-1a_bg.wasm>",
        )
        .unwrap();
        fs::write(dir.join("linju-app-1a.js"), "a").unwrap();
        fs::write(dir.join("linju-app-1a_bg.wasm"), "foobar").unwrap();
        name_by_bytes(&dir).unwrap();
        let html = fs::read_to_string(dir.join("index.html")).unwrap();
        let wasm = dir.join("linju-app-85944171f73967e8_bg.wasm").is_file();
        fs::remove_dir_all(&dir).unwrap();
        assert_eq!(
            html,
            "<link href=/linju-app-af63dc4c8601ec8c.js><link data-bytes=6 href=/linju-app-85944171f73967e8_bg.wasm>"
        );
        assert!(wasm);
    }
}
