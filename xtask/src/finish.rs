//! `finish`: what a build needs after Trunk. Trunk calls it with the directory in which it stages the build.
//!
//! - The wasm is cut into parts, which take the place of what Trunk staged: see `cut`.
//! - index.html is told the size of the wasm, so that boot.js can show how far it is.
//! - The decoder of the camera's frames and its worker come beside it: see `scanner`.
//! - build.json names the build, so that an open page can tell that there is another.
//! - boot.js is minified, and named after what it is then.
//! - config.json is the operator's own, if `build --config` named one: see `config`.
//! - The path of the site is left in `<base href>` alone, and what hosts read is put beside the page: see `hosting`.
//! - The service worker is told what a start needs: see `worker`.
//! - Each text file gets a `.br` and a `.gz` beside it.

use crate::args::Args;
use crate::compress;
use crate::config;
use crate::cut;
use crate::hosting;
use crate::run::{Call, Done, Failure};
use crate::scanner;
use crate::worker;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// How the names of what Trunk makes of the app begin.
const APP: &str = "linju-app";

/// `cargo xtask finish`.
pub(crate) fn finish(args: &mut Args) -> Done {
    args.finish()?;
    let dir = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let dir = dir
        .ok_or_else(|| Failure::new("this is a step of a Trunk build; call `cargo xtask build`"))?;
    scanner::stage(&dir)?;
    if env::var("TRUNK_PROFILE").as_deref() != Ok("release") {
        return match staged(&dir, APP, ".js")? {
            Some(glue) => cut::announce(&glue),
            None => Ok(()),
        };
    }
    replace(&dir)?;
    boot(&dir)?;
    if let Some(own) = env::var_os(config::CONFIG) {
        config::stage(&dir, Path::new(&own))?;
    }
    let mut files = Vec::new();
    files_below(&dir, &mut files)?;
    hosted(&dir, &files)?;
    files.clear();
    files_below(&dir, &mut files)?;
    compress::beforehand(&files)
}

/// The page as hosts serve it, and what they read beside it.
fn hosted(dir: &Path, files: &[PathBuf]) -> Done {
    let index = dir.join("index.html");
    let html = read(&index).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())?;
    let html = hosting::with_one_base(&html)?;
    let policy = hosting::policy(&env::var(hosting::FOR).unwrap_or_default())?;
    let html = match env::var_os(hosting::META) {
        Some(_) => hosting::with_meta(&html, &policy)?,
        None => html,
    };
    write(&index, html.as_bytes())?;
    let host = env::var(hosting::HOST).ok();
    hosting::beside(dir, files, &html, host.as_deref(), &policy)?;
    worker::stage(dir, files)
}

/// Puts what was cut in the place of Trunk's own `linju-app-…_bg.wasm` and `linju-app-….js`, in index.html too.
fn replace(dir: &Path) -> Done {
    let gone = |end| {
        staged(dir, APP, end)?
            .ok_or_else(|| Failure::new(format!("Trunk staged no linju-app-…{end}")))
    };
    let (old_glue, old_wasm) = (gone(".js")?, gone("_bg.wasm")?);
    for old in [&old_glue, &old_wasm] {
        fs::remove_file(old).map_err(|error| Failure::file(old, &error))?;
    }
    let (glue, wasm, size) = cut::cut(dir)?;
    let index = dir.join("index.html");
    let html = read(&index).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())?;
    let html = renamed(&html, &old_glue, &glue)?;
    let html = renamed(&html, &old_wasm, &wasm)?;
    write(&dir.join("build.json"), named(&glue).as_bytes())?;
    write(&index, tell_size(&html, size)?.as_bytes())
}

/// Minifies boot.js, and names it after its last bytes, in index.html too: Trunk's name is that of what it was.
fn boot(dir: &Path) -> Done {
    let old = staged(dir, "boot-", ".js")?
        .ok_or_else(|| Failure::new("Trunk staged no boot-….js: see index.html"))?;
    // Told by its target not to write newer JavaScript than it is in, as Trunk's minifier would.
    Call::new("esbuild")
        .arg(&old)
        .args("--minify --target=es5 --charset=utf8 --log-level=warning --allow-overwrite")
        .arg(format!("--outfile={}", old.display()))
        .run()?;
    let index = dir.join("index.html");
    let html = read(&index).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())?;
    write(&index, after_its_bytes(&old, "boot", &html)?.as_bytes())
}

/// Names a file `STEM-HASH.ENDING` after what is in it; gives the page that names it so.
fn after_its_bytes(old: &Path, stem: &str, html: &str) -> Done<String> {
    let bytes = read(old)?;
    let ending = old.extension().unwrap_or_default().to_string_lossy();
    let name = format!("{stem}-{:016x}.{ending}", fnv1a(&bytes));
    let html = renamed(html, old, &name)?;
    fs::rename(old, old.with_file_name(name)).map_err(|error| Failure::file(old, &error))?;
    Ok(html)
}

/// What `build.json` says: the name of the build. The glue is named after its bytes, and has the names of all that
/// comes after it; an open page compares it with its own (`host::is_outdated`).
fn named(glue: &str) -> String {
    format!("{{\"build\":\"{glue}\"}}\n")
}

/// The file of that beginning and that ending among what Trunk has staged.
fn staged(dir: &Path, start: &str, end: &str) -> Done<Option<PathBuf>> {
    let mut files = Vec::new();
    files_below(dir, &mut files)?;
    Ok(files.into_iter().find(|file| {
        let name = file.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| name.starts_with(start) && name.ends_with(end))
    }))
}

fn renamed(html: &str, old: &Path, new: &str) -> Done<String> {
    let old = old.file_name().unwrap_or_default().to_string_lossy();
    if !html.contains(&*old) {
        return Err(Failure::new(format!(
            "index.html does not name {old}: see it, and pattern_script in Trunk.toml"
        )));
    }
    Ok(html.replace(&*old, new))
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

pub(crate) fn read(path: &Path) -> Done<Vec<u8>> {
    fs::read(path).map_err(|error| Failure::file(path, &error))
}

pub(crate) fn write(path: &Path, bytes: &[u8]) -> Done {
    fs::write(path, bytes).map_err(|error| Failure::file(path, &error))
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
pub(crate) fn fnv1a(bytes: &[u8]) -> u64 {
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
    fn index_follows_the_names_or_says_why_not() {
        let html = "<link href=/linju-app-1a.js><link data-bytes href=/linju-app-1a_bg.wasm>";
        let old = Path::new("/x/linju-app-1a_bg.wasm");
        assert_eq!(
            renamed(html, old, "b.wasm").unwrap(),
            "<link href=/linju-app-1a.js><link data-bytes href=/b.wasm>"
        );
        assert!(renamed(html, Path::new("/x/linju-app-2.js"), "b.js").is_err());
    }

    #[test]
    fn what_is_rewritten_is_named_after_what_it_is_then() {
        let dir = env::temp_dir().join(format!("linju-boot-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        let named = |bytes: &str| {
            let old = dir.join("boot-0123456789abcdef.js");
            fs::write(&old, bytes).unwrap();
            let html = "<script src=boot-0123456789abcdef.js></script>";
            let html = after_its_bytes(&old, "boot", html).unwrap();
            assert!(!old.exists());
            html
        };
        // The test vector of draft-eastlake-fnv for `a`.
        assert_eq!(named("a"), "<script src=boot-af63dc4c8601ec8c.js></script>");
        assert_eq!(
            fs::read(dir.join("boot-af63dc4c8601ec8c.js")).unwrap(),
            b"a"
        );
        assert_ne!(named("a"), named("b"));
        fs::remove_dir_all(&dir).unwrap();
    }

    #[test]
    fn a_build_is_named_by_its_glue() {
        assert_eq!(
            named("linju-app-1a.js"),
            "{\"build\":\"linju-app-1a.js\"}\n"
        );
    }

    #[test]
    fn the_staged_app_is_found_by_its_ending() {
        let dir = env::temp_dir().join(format!("linju-finish-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        for name in ["boot-1.js", "linju-app-1a.js", "linju-app-1a_bg.wasm"] {
            fs::write(dir.join(name), name).unwrap();
        }
        let found = ["_bg.wasm", ".js", ".css"].map(|end| staged(&dir, APP, end).unwrap());
        fs::remove_dir_all(&dir).unwrap();
        assert_eq!(
            found,
            [
                Some(dir.join("linju-app-1a_bg.wasm")),
                Some(dir.join("linju-app-1a.js")),
                None
            ]
        );
    }
}
