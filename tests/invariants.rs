//! The shape of the project, held by reading its source: which layer may use which, which words belong to one
//! layer alone, and what no file may contain. docs/architecture.md says why.
#![cfg(not(target_arch = "wasm32"))]
// What a helper here cannot read, its test fails for.
#![allow(clippy::expect_used)]

#[path = "invariants/scan.rs"]
mod scan;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Each module at the root of the crate, and what of ours it may use besides itself.
#[rustfmt::skip]
const LAYERS: &[(&str, &[&str])] = &[
    ("model", &[]),
    ("port", &["model"]),
    ("percent", &[]),
    ("parts", &[]),
    ("backend", &["model", "port", "percent", "parts"]),
    ("store", &["model", "port", "parts"]),
    ("data", &["model", "port", "percent", "parts", "backend", "store"]),
    ("route", &["model", "percent"]),
    ("i18n", &["model", "data"]),
    ("ui", &[]),
    ("host", &["model", "port", "parts"]),
    ("pages", &["data", "model", "route", "ui", "host", "i18n", "parts"]),
    ("app", &["model", "port", "parts", "backend", "store", "data", "route", "i18n", "ui", "host", "pages"]),
    // The roots: the map, and the start.
    ("lib", &[]),
    ("main", &["app"]),
];

/// Layers whose modules, one below them, never use each other.
const SEPARATE: &[&str] = &["pages"];

/// What is no page among the pages, but what several of them need. It may be used by any, and uses none.
const COMMON: &[&str] = &[
    "ahead", "asking", "by_hand", "calendar", "cards", "doing", "entries", "forms", "here",
    "joining", "later", "list", "live", "long", "naming", "qr", "scanning", "sharing", "tending",
    "ticket", "waiting", "ways", "writing",
];

/// Words that only some layers may use, and why.
#[rustfmt::skip]
const WORDS: &[(&[&str], Only, &str)] = &[
    (&["gloo_net", "local_storage", "session_storage", "Storage", "set_timeout_with_callback", "set_timeout_with_callback_and_timeout_and_arguments_0", "set_interval_with_callback", "fetch_with_str", "fetch_with_request"],
        Only::In(&["host"]), "only `host` touches storage, the network and timers; the rest sees ports"),
    (&["leptos", "web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures"],
        Only::NotIn(&["model", "port", "percent", "backend", "store", "data"]), "this layer runs natively, without a browser"),
    (&["Notification", "PushManager", "open_with_url", "open_with_url_and_target", "service_worker"],
        Only::In(&[]), "web-views of mini-programs have none of them; the worker is registered by boot.js, beside the app"),
    (&["unsafe"], Only::In(&["parts"]), "only `parts` calls what was loaded apart"),
    (&["serde_json"],
        Only::NotIn(&["pages", "ui", "route"]), "only `backend` knows JSON from the wire, and `store` what is kept"),
];

/// Where a word may stand.
enum Only {
    In(&'static [&'static str]),
    NotIn(&'static [&'static str]),
}

/// What no file of the project may contain: it would mean something on one machine only.
const NOWHERE: &[&str] = &[concat!("..", "/shared"), concat!("/", "work/")];

#[test]
fn layers_use_only_what_stands_below_them() {
    let mut breaches = Vec::new();
    let src = root().join("src");
    let files = rust_files(&src);
    assert!(
        files.len() > 5,
        "the source was not found below {}",
        src.display()
    );
    let modules: Vec<_> = files
        .iter()
        .map(|file| module_of(file.strip_prefix(&src).expect("below src")))
        .collect();
    let parts = parts_of(&modules);
    for (file, module) in files.iter().zip(&modules) {
        let source = fs::read_to_string(file).expect("readable source");
        for (line, why) in breaches_of(module, &source, &parts) {
            breaches.push(format!(
                "{}:{line}: {why}",
                file.strip_prefix(root()).expect("below root").display()
            ));
        }
    }
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

#[test]
fn no_file_speaks_of_one_machine_and_no_module_is_called_mod() {
    let files = tracked_files();
    assert!(
        files.iter().any(|file| file.ends_with("Cargo.toml")),
        "git did not list the files"
    );
    let mut breaches = Vec::new();
    for file in files {
        if file.ends_with("mod.rs") {
            breaches.push(format!(
                "{}: `foo.rs` stands beside `foo/`; there is no mod.rs",
                file.display()
            ));
        }
        // What is no text has nothing to say.
        let Ok(text) = fs::read_to_string(root().join(&file)) else {
            continue;
        };
        for (at, line) in text.lines().enumerate() {
            for needle in NOWHERE.iter().filter(|needle| line.contains(**needle)) {
                breaches.push(format!("{}:{}: {needle}", file.display(), at + 1));
            }
        }
    }
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

/// A number that stands twice would call one function for the other where they lie in one part, and mislead who looks for it elsewhere.
#[test]
fn what_is_loaded_apart_has_a_number_of_its_own() {
    let mut numbers = Vec::new();
    for file in rust_files(&root().join("src")) {
        let source = fs::read_to_string(file).expect("readable source");
        // As in `Pages "pages" "21":`.
        for words in source
            .lines()
            .map(|line| line.trim().splitn(3, ' ').collect::<Vec<_>>())
        {
            if let [part, name, number] = words[..]
                && let Some(number) = number
                    .strip_prefix('"')
                    .and_then(|it| it.strip_suffix("\":"))
                && name == format!("\"{}\"", part.to_lowercase())
            {
                numbers.push(number.to_owned());
            }
        }
    }
    assert!(numbers.len() > 50, "found {} parts only", numbers.len());
    numbers.sort();
    let twice: Vec<_> = numbers
        .windows(2)
        .filter(|two| two[0] == two[1])
        .map(|two| &two[0])
        .collect();
    assert!(twice.is_empty(), "{twice:?}");
}

#[test]
fn made_up_breaches_are_found_and_what_is_allowed_is_not() {
    let modules = [
        "pages::discover",
        "pages::event",
        "pages",
        "backend",
        "model",
        "ui",
    ]
    .map(path);
    let parts = parts_of(&modules);
    for (module, source, found) in [
        ("model::event", "use crate::port::Clock;", 1),
        (
            "model::event",
            "use super::id::EventId; use crate::model::Role;",
            0,
        ),
        (
            "model",
            "// use crate::port::Clock;\nconst A: &str = \"crate::port\";",
            0,
        ),
        (
            "model",
            "/* crate::port */ fn a<'a>(b: &'a str) -> char { 'c' }",
            0,
        ),
        (
            "store::cache",
            "fn f() -> crate::backend::BackendError { todo() }",
            1,
        ),
        (
            "backend",
            "use crate::{model::Id, store::{cache::Cache, self}};",
            2,
        ),
        (
            "backend::mapped",
            "mod tests { use super::super::super::store::Cache; }",
            1,
        ),
        ("data", "use crate::{backend, model, port, store};", 0),
        ("data", "use leptos::prelude::*;", 1),
        ("pages::discover", "use crate::pages::event::Page;", 1),
        ("pages::discover", "use super::event::Page;", 1),
        (
            "pages::discover",
            "mod tests { use super::super::event; use super::*; }",
            1,
        ),
        (
            "pages::discover::feed",
            "use super::Filter; use crate::pages::discover::Filter;",
            0,
        ),
        (
            "pages",
            "pub use event::Page; pub use self::discover::Page as Discover;",
            0,
        ),
        (
            "pages::discover",
            "use crate::{data::Data, backend::Backend};",
            1,
        ),
        ("pages::event", "let a: serde_json::Value = b;", 1),
        ("ui::card", "use crate::model::Event;", 1),
        ("host::keep", "fn a() { window().local_storage(); }", 0),
        ("app", "fn a() { window().local_storage(); }", 1),
        ("main", "linju::app::start(); linju::data::start();", 1),
        ("unheard", "fn a() {}", 1),
        (
            "model",
            "let a = r#\"crate::port \"# ; let b = '\\''; use crate::port::Clock;",
            1,
        ),
    ] {
        let breaches = breaches_of(&path(module), source, &parts);
        assert_eq!(breaches.len(), found, "{module}: {source}\n{breaches:?}");
    }
}

/// The breaches in one file, with their lines.
fn breaches_of(
    module: &[String],
    source: &str,
    parts: &BTreeSet<(String, String)>,
) -> Vec<(usize, String)> {
    let Some(layer) = module.first().map(String::as_str) else {
        return Vec::new();
    };
    let Some((_, may)) = LAYERS.iter().find(|(name, _)| *name == layer) else {
        return vec![(
            1,
            format!("`{layer}` has no row in LAYERS of tests/invariants.rs"),
        )];
    };
    let mut breaches = Vec::new();
    // `lib` and `main` are the root of the crate, not modules of it.
    let own = if matches!(layer, "lib" | "main") {
        &[]
    } else {
        module
    };
    for used in scan::used(source, own) {
        let Some(other) = used.path.first().map(String::as_str) else {
            continue;
        };
        if other == layer {
            let (mine, theirs) = (module.get(1), used.path.get(1));
            if let (true, Some(mine), Some(theirs)) = (SEPARATE.contains(&layer), mine, theirs)
                && mine != theirs
                && !COMMON.contains(&theirs.as_str())
                && parts.contains(&(layer.to_owned(), theirs.clone()))
            {
                breaches.push((
                    used.line,
                    format!("`{layer}::{mine}` uses `{layer}::{theirs}`"),
                ));
            }
        } else if LAYERS.iter().any(|(name, _)| *name == other)
            && !may.contains(&other)
            && layer != "lib"
        {
            breaches.push((used.line, format!("`{layer}` uses `{other}`")));
        }
    }
    for token in scan::tokens(source) {
        for (words, only, why) in WORDS {
            let allowed = match only {
                Only::In(layers) => layers.contains(&layer),
                Only::NotIn(layers) => !layers.contains(&layer),
            };
            if !allowed && words.contains(&token.text.as_str()) {
                breaches.push((token.line, format!("`{}` in `{layer}`: {why}", token.text)));
            }
        }
    }
    breaches
}

/// The modules one below each layer.
/// A picture has no style sheet: what it is drawn with stands in it a second time.
#[test]
fn a_card_that_is_shared_has_the_colours_of_the_style_sheet() {
    let read = |path: &str| fs::read_to_string(root().join(path)).expect("readable source");
    let colours = |text: &str| -> Vec<String> {
        let after = text.split('#').skip(1);
        let hex = |at: &str| {
            at.chars()
                .take_while(char::is_ascii_hexdigit)
                .collect::<String>()
        };
        after.map(hex).filter(|hex| hex.len() == 6).collect()
    };
    let between = |text: &str, begin: &str, end: &str| {
        let rest = text.split_once(begin).expect("where it begins").1;
        rest.split_once(end).expect("where it ends").0.to_owned()
    };
    let card = read("src/pages/sharing/card.rs");
    let covers = between(&read("style/cover.css"), ".cover {", ".art-1");
    let papers = colours(&between(&card, "const PAPERS", "];\n\n"));
    assert_eq!((papers.len(), &papers), (36, &colours(&covers)));
    let light = between(&read("style/tokens.css"), ":root {", "}");
    let own = between(&card, "const PAPER:", "/// The light papers");
    for colour in colours(&own) {
        assert!(
            light.contains(&colour),
            "#{colour} is no light colour of style/tokens.css"
        );
    }
}

fn parts_of(modules: &[Vec<String>]) -> BTreeSet<(String, String)> {
    modules
        .iter()
        .filter_map(|module| Some((module.first()?.clone(), module.get(1)?.clone())))
        .collect()
}

/// `pages/discover/feed.rs` → `pages::discover::feed`.
fn module_of(file: &Path) -> Vec<String> {
    file.with_extension("")
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect()
}

fn path(module: &str) -> Vec<String> {
    module.split("::").map(str::to_owned).collect()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(dir: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in dir.read_dir().expect("a directory").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

/// What git has, or would take in.
fn tracked_files() -> Vec<PathBuf> {
    let listed = Command::new("git")
        .args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ])
        .current_dir(root())
        .output()
        .expect("git lists the files of a checkout");
    assert!(
        listed.status.success(),
        "git ls-files failed: this test wants a checkout"
    );
    String::from_utf8_lossy(&listed.stdout)
        .split('\0')
        .filter(|name| !name.is_empty())
        .map(PathBuf::from)
        .collect()
}
