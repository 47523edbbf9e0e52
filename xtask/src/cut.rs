//! The release build's WebAssembly, cut into what the first view needs and what is loaded later.
//!
//! Trunk has built, bound and staged one module by now; this replaces it: `xtask/split` cuts what Cargo linked,
//! wasm-bindgen binds the part that starts, wasm-opt makes each part small, esbuild makes one file of the glue
//! and the loader. Each is named after its final bytes, since caches are told that they never change.

mod join;

use crate::finish::{files_below, fnv1a, read, write};
use crate::place;
use crate::run::{Call, Done, Failure, cargo};
use crate::styles;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

/// Both browsers of the floor; docs/architecture.md says what sets it.
pub(crate) const TARGET: &str = "--target=chrome99,safari16";

/// Nothing lies below 1024 (the linker puts the far end of the stack there); `--converge` because once is not enough.
const WASM_OPT: &str = "-Oz --enable-bulk-memory --enable-nontrapping-float-to-int --enable-sign-ext --enable-mutable-globals --enable-reference-types --enable-multivalue --low-memory-unused --converge";
/// At the end names are wanted no more, but for sorting by them.
const BARE: &str =
    "--reorder-functions-by-name --strip-debug --strip-producers --strip-target-features";

/// What the loader does: it takes what a server does not call `application/wasm`, tells a page that comes for a file that
/// is gone, asks once more for a file that came too short, and brings the styles of the other pages with their code.
const ARRIVE: &str = "
let styled;
function linjuStyles() {
  return styled ??= new Promise((yes, no) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = new URL('./LATER.css', import.meta.url);
    link.onload = yes;
    link.onerror = () => (link.remove(), styled = undefined, no(new Error(link.href)));
    document.head.append(link);
  });
}
async function linjuArrive(src, imports, again) {
  const answer = await src;
  const bytes = new Uint8Array(await answer.arrayBuffer());
  // Gone, or a page in its place: the site has other files now. The app asks for this (host::moved).
  self.linjuMoved = !answer.ok || bytes[0] !== 0 || bytes[1] !== 97;
  if (self.linjuMoved) throw new Error(`no WebAssembly: HTTP ${answer.status} ${answer.url}`);
  // No page is drawn before it can be dressed.
  if (answer.url.includes('/pages-')) await linjuStyles();
  return WebAssembly.instantiate(bytes, imports).catch((error) => {
    // It came too short, and may have been kept so: once more, past all caches.
    if (again) throw error;
    return linjuArrive(fetch(answer.url, { cache: 'reload' }), imports, 1);
  });
}
function linjuFetch(name) {
  const src = fetch(new URL(`./${name}`, import.meta.url));
  src.catch(() => {});
  return (imports) => linjuArrive(src, imports);
}
";

/// How the loader fetches each file by a function of its own, and how by one for all: it is part of each first view.
const FETCHES: &[(&str, &str)] = &[
    ("() => {\n    const src = fetch(new URL(\"./", "\""),
    (
        "\", import.meta.url));\n    src.catch(() => {});\n    return async (imports) => (WebAssembly.instantiateStreaming(src, imports));\n}\n",
        "\"",
    ),
    (
        "const instantiate = fetcher();",
        "const instantiate = linjuFetch(fetcher);",
    ),
];

/// Puts the parts into `staging`; gives the names of the glue and of the part that starts, and its size.
pub(crate) fn cut(staging: &Path) -> Done<(String, String, usize)> {
    let linked = place::target()?.join("wasm32-unknown-unknown/release/linju-app.wasm");
    // Two builds at a time do not meet.
    let own = fnv1a(staging.as_os_str().as_encoded_bytes());
    let dir = place::target()?.join(format!("linju/cut-{own:x}"));
    let call = linju_split().arg("cut").arg(&linked).arg(&dir);
    source_roots().into_iter().fold(call, Call::arg).run()?;
    Call::new("wasm-bindgen")
        // The parts use the memory and the table of the one that starts.
        .args("--target web --no-typescript --keep-lld-exports --out-name main --out-dir")
        .arg(&dir)
        .arg(dir.join("main.wasm"))
        .run()?;
    let (main, glue) = (dir.join("main_bg.wasm"), dir.join("main.js"));
    linju_split().arg("shorten").arg(&main).arg(&glue).run()?;
    write(&glue, terse(&text(&glue)?).as_bytes())?;
    fs::remove_file(dir.join("main.wasm"))
        .map_err(|error| Failure::file(&dir.join("main.wasm"), &error))?;
    let mut loader = text(&dir.join("__wasm_split.js"))?;
    for (theirs, ours) in FETCHES {
        if !loader.contains(theirs) {
            return Err(Failure::new(
                "the loader of the parts is not what it was: see FETCHES in xtask/src/cut.rs",
            ));
        }
        loader = loader.replace(theirs, ours);
    }
    let mut loader = join::join(&dir, &loader)?;
    loader.push_str(&ARRIVE.replace("LATER.css", &later_styles(staging)?));
    let mut files = Vec::new();
    files_below(&dir, &mut files)?;
    let mut starting = None;
    for file in files
        .iter()
        .filter(|file| file.extension().is_some_and(|e| e == "wasm"))
    {
        let small = small(file)?;
        let plain = stem(file);
        let name = if *file == main {
            format!("linju-app-{:016x}_bg.wasm", fnv1a(&small))
        } else {
            format!(
                "{}-{:016x}.wasm",
                plain.trim_start_matches("split_"),
                fnv1a(&small)
            )
        };
        loader = loader.replace(&format!("\"{plain}.wasm\""), &format!("\"{name}\""));
        write(&staging.join(&name), &small)?;
        if *file == main {
            starting = Some((name, small.len()));
        }
    }
    let (start, size) =
        starting.ok_or_else(|| Failure::new("wasm-bindgen wrote no main_bg.wasm"))?;
    write(&dir.join("__wasm_split.js"), loader.as_bytes())?;
    let entry = dir.join("entry.js");
    write(&entry, ENTRY.as_bytes())?;
    let bundle = dir.join("bundle.js");
    Call::new("esbuild")
        .arg(&entry)
        // wasm-bindgen names the loader once for each of its imports.
        .args("--bundle --minify --format=esm --log-level=warning --log-override:duplicate-object-key=silent")
        .arg(TARGET)
        .arg(format!("--outfile={}", bundle.display()))
        .run()?;
    let bundle = read(&bundle)?;
    let name = format!("linju-app-{:016x}.js", fnv1a(&bundle));
    write(&staging.join(&name), &bundle)?;
    Ok((name, start, size))
}

/// What boot.js looks for when the glue has run.
const ENTRY: &str = "import init from './main.js';\nself.wasm_bindgen = init;\n";

/// The styles of what is loaded later, minified and named after their bytes.
fn later_styles(staging: &Path) -> Done<String> {
    let sheet = styles::later();
    let minified = Call::new("esbuild")
        .arg(&sheet)
        .args("--minify --charset=utf8 --log-level=warning")
        .arg(TARGET)
        .read_or_fail()?;
    let name = format!("later-{:016x}.css", fnv1a(minified.as_bytes()));
    write(&staging.join(&name), minified.as_bytes())?;
    Ok(name)
}

/// The glue without its words for those who program it: how it shows any value of JavaScript, and warnings of calls that
/// boot.js does not make.
fn terse(glue: &str) -> String {
    const SHOWS: &str = "function debugString(val) {";
    const WARNINGS: &[&str] = &[
        "using deprecated parameters for the initialization function; pass a single object instead",
        "using deprecated parameters for `initSync()`; pass a single object instead",
        "`WebAssembly.instantiateStreaming` failed because your server does not serve Wasm with `application/wasm` MIME type. Falling back to `WebAssembly.instantiate` which is slower. Original error:\\n",
    ];
    let glue = WARNINGS
        .iter()
        .fold(glue.to_owned(), |glue, words| glue.replace(words, ""));
    let shows = glue.split_once(SHOWS);
    if let Some((before, rest)) = shows
        && let Some((_, after)) = rest.split_once("\n}\n")
    {
        let short = "return val instanceof Error ? `${val}` : toString.call(val);\n}\n";
        return [before, SHOWS, short, after].concat();
    }
    glue
}

/// In debug builds the glue is wasm-bindgen's own: it is told the same.
pub(crate) fn announce(glue: &Path) -> Done {
    let text = text(glue)?;
    if text.contains("self.wasm_bindgen") {
        return Ok(());
    }
    write(
        glue,
        format!("{text}\nself.wasm_bindgen = __wbg_init;\n").as_bytes(),
    )
}

/// Where the sources of crates and of the standard library lie.
fn source_roots() -> Vec<PathBuf> {
    let crates = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let sysroot = Call::new("rustc").args("--print sysroot").read();
    let std = sysroot.map(|path| PathBuf::from(path.trim()));
    // What rustc writes for its own sources where they are not installed.
    let unmapped = Some(PathBuf::from("/rustc/"));
    [crates, std, unmapped].into_iter().flatten().collect()
}

pub(crate) fn linju_split() -> Call {
    cargo().args("run --quiet --locked --package linju-split --")
}

/// The module after wasm-opt: once for what is in it, and once more with its functions in the order in which they pack best,
/// which is 2 % of each part (`xtask/split/src/order.rs`).
fn small(module: &Path) -> Done<Vec<u8>> {
    let (named, out) = (
        module.with_extension("named"),
        module.with_extension("small"),
    );
    let optimised = |from: &Path, to: &Path, names: &str| {
        let call = Call::new("wasm-opt").args(WASM_OPT).args(names);
        call.arg("-o").arg(to).arg(from).run()
    };
    optimised(module, &named, "--debuginfo")?;
    linju_split().arg("order").arg(&named).run()?;
    optimised(&named, &out, BARE)?;
    read(&out)
}

fn stem(file: &Path) -> String {
    file.file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned()
}

fn text(file: &Path) -> Done<String> {
    read(file).map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}
