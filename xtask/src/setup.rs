//! Sees to it that the tools are there: one table of them, what is missing named with the time it will take,
//! then installed. What is there in the right version, on PATH or in the cache, is left alone.
//!
//! Nothing is ever installed over what a person has: compiled tools go to the cache
//! (`~/.cache/linju/tools`, or below `$XDG_CACHE_HOME`), npm packages to `tests/e2e/node_modules`, and system
//! packages are installed only as root; otherwise the command is printed.

mod compiled;
mod npm;
mod rust;
mod system;

use crate::args::Args;
use crate::run::{Call, Done, Failure};
use crate::stages::spoken;
use std::path::PathBuf;
use std::time::Instant;

/// Everything that a verb can need.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Need {
    Rustfmt,
    Clippy,
    WasmTarget,
    Trunk,
    WasmBindgen,
    Node,
    WasmOpt,
    Esbuild,
    Playwright,
    Axe,
    JsonServer,
    OidcProvider,
    IcalJs,
    Chromium,
    Chromedriver,
    CjkFont,
    Nginx,
    Caddy,
    Python,
}

use Need::*;

/// For `serve`.
pub(crate) const SERVE: &[Need] = &[WasmTarget, Trunk, WasmBindgen];
/// For a release build.
pub(crate) const BUILD: &[Need] = &[WasmTarget, Trunk, WasmBindgen, Node, WasmOpt, Esbuild];
/// For `check`, and for `test --quick`.
pub(crate) const CHECK: &[Need] = &[Rustfmt, Clippy];
/// For what is measured in a browser.
pub(crate) const BENCH_IN_BROWSER: &[Need] = &[WasmTarget, Chromium, Chromedriver, WasmBindgen];
/// For `test`.
#[rustfmt::skip]
pub(crate) const TEST: &[Need] = &[
    Rustfmt, Clippy, WasmTarget, Chromium, Chromedriver, CjkFont, Nginx, Caddy, Python, Node, WasmOpt, Esbuild, Playwright, Axe,
    JsonServer, OidcProvider, IcalJs, WasmBindgen, Trunk,
];

/// How a tool is looked for and brought.
struct Tool {
    need: Need,
    name: &'static str,
    /// How long its installation takes on two cores and a usual network.
    takes: &'static str,
    look: fn() -> Done<Look>,
    bring: Bring,
}

/// What looking for a tool gave.
pub(super) enum Look {
    /// It is there; with a directory to put before PATH, when it is not on PATH.
    There(Option<PathBuf>),
    /// It is not, for this reason.
    Missing(String),
}

impl Look {
    /// `Missing`, with its reason.
    fn missing(reason: impl Into<String>) -> Done<Look> {
        Ok(Look::Missing(reason.into()))
    }
}

/// A tool that is missing, and why.
type Lacking = (&'static Tool, String);

/// By what means a tool is installed.
enum Bring {
    /// A function of our own.
    By(fn() -> Done),
    /// A Debian package; all that are wanted are installed by one command.
    Debian(&'static str),
    /// A package of tests/e2e/package.json; one `npm ci` brings all.
    Npm { for_tests: bool },
    /// Only a person can.
    Person(&'static str),
}

#[rustfmt::skip]
const TOOLS: &[Tool] = &[
    Tool { need: Rustfmt, name: "rustfmt", takes: "10 s", look: rust::rustfmt, bring: Bring::By(|| rust::component("rustfmt")) },
    Tool { need: Clippy, name: "clippy", takes: "10 s", look: rust::clippy, bring: Bring::By(|| rust::component("clippy")) },
    Tool { need: WasmTarget, name: "target wasm32-unknown-unknown", takes: "20 s", look: rust::wasm_target, bring: Bring::By(rust::add_wasm_target) },
    Tool { need: Chromium, name: "Chromium", takes: "1 min", look: system::chromium, bring: Bring::Debian("chromium") },
    Tool { need: Chromedriver, name: "chromedriver", takes: "10 s", look: system::chromedriver, bring: Bring::Debian("chromium-driver") },
    Tool { need: CjkFont, name: "a Chinese font", takes: "20 s", look: system::cjk_font, bring: Bring::Debian("fonts-noto-cjk") },
    Tool { need: Nginx, name: "nginx", takes: "10 s", look: system::nginx, bring: Bring::Debian("nginx-light") },
    Tool { need: Caddy, name: "Caddy", takes: "10 s", look: system::caddy, bring: Bring::Debian("caddy") },
    Tool { need: Python, name: "Python 3 with venv", takes: "20 s", look: system::python, bring: Bring::Debian("python3-venv") },
    Tool { need: Node, name: "Node.js 20 or newer with npm", takes: "-", look: npm::node, bring: Bring::Person(npm::NODE_ADVICE) },
    Tool { need: WasmOpt, name: "wasm-opt", takes: "10 s", look: npm::wasm_opt, bring: Bring::Npm { for_tests: false } },
    Tool { need: Esbuild, name: "esbuild", takes: "5 s", look: npm::esbuild, bring: Bring::Npm { for_tests: false } },
    Tool { need: Playwright, name: "Playwright", takes: "10 s", look: npm::playwright, bring: Bring::Npm { for_tests: true } },
    Tool { need: Axe, name: "axe-core", takes: "5 s", look: npm::axe, bring: Bring::Npm { for_tests: true } },
    Tool { need: JsonServer, name: "json-server", takes: "5 s", look: npm::json_server, bring: Bring::Npm { for_tests: true } },
    Tool { need: OidcProvider, name: "oidc-provider", takes: "5 s", look: npm::oidc_provider, bring: Bring::Npm { for_tests: true } },
    Tool { need: IcalJs, name: "ical.js", takes: "5 s", look: npm::ical_js, bring: Bring::Npm { for_tests: true } },
    Tool { need: WasmBindgen, name: "wasm-bindgen CLI", takes: "2 min", look: compiled::wasm_bindgen, bring: Bring::By(compiled::install_wasm_bindgen) },
    Tool { need: Trunk, name: "Trunk", takes: "5 min", look: compiled::trunk, bring: Bring::By(compiled::install_trunk) },
];

/// Proof that the tools are there, and how to call with them.
pub(crate) struct Ready {
    dirs: Vec<PathBuf>,
}

impl Ready {
    /// Puts the tools before PATH, and tells test runners where the browser is.
    pub(crate) fn equip(&self, call: Call) -> Done<Call> {
        let mut call = call.path(&self.dirs)?;
        if let Some(path) = system::chromium_path() {
            call = call.env("CHROMIUM", path);
        }
        if let Some(path) = system::chromedriver_path() {
            call = call.env("CHROMEDRIVER", path);
        }
        Ok(call)
    }
}

/// `cargo xtask setup [verb]`.
pub(crate) fn verb(args: &mut Args) -> Done {
    let word = args.word();
    args.finish()?;
    let needs = match word.as_deref() {
        Some("serve") => SERVE,
        Some("build") => BUILD,
        Some("check") => CHECK,
        None | Some("test") => TEST,
        Some(other) => {
            return Err(Failure::new(format!(
                "`{other}` needs no set-up of its own"
            )));
        }
    };
    ensure(needs)?;
    println!("Everything is there.");
    Ok(())
}

/// Installs what is missing of `needs`.
pub(crate) fn ensure(needs: &[Need]) -> Done<Ready> {
    let (dirs, missing) = look(needs)?;
    if missing.is_empty() {
        return Ok(Ready { dirs });
    }
    eprintln!("To be installed once:");
    for (tool, reason) in &missing {
        eprintln!("  {:32} about {:8} {reason}", tool.name, tool.takes);
    }
    // What only a person can do comes first, so that nobody waits ten minutes to be told.
    for (tool, reason) in &missing {
        if let Bring::Person(advice) = tool.bring {
            return Err(Failure::new(format!("{}: {reason}", tool.name)).advise(advice));
        }
    }
    let packages: Vec<_> = missing
        .iter()
        .filter_map(|(tool, _)| {
            if let Bring::Debian(name) = tool.bring {
                Some(name)
            } else {
                None
            }
        })
        .collect();
    if !packages.is_empty() {
        timed("system packages", || system::install(&packages))?;
    }
    let npm = missing
        .iter()
        .any(|(tool, _)| matches!(tool.bring, Bring::Npm { .. }));
    if npm {
        let for_tests = needs.iter().any(|need| {
            TOOLS.iter().any(|tool| {
                tool.need == *need && matches!(tool.bring, Bring::Npm { for_tests: true })
            })
        });
        timed("npm packages", || npm::install(for_tests))?;
    }
    for (tool, _) in &missing {
        if let Bring::By(bring) = tool.bring {
            timed(tool.name, bring)?;
        }
    }
    let (dirs, still) = look(needs)?;
    match still.first() {
        None => Ok(Ready { dirs }),
        Some((tool, reason)) => Err(Failure::new(format!(
            "{} was installed, but is not there: {reason}",
            tool.name
        ))
        .advise("Look at what its installation said, above.")),
    }
}

/// The directories of what is there, and what is missing with the reason.
fn look(needs: &[Need]) -> Done<(Vec<PathBuf>, Vec<Lacking>)> {
    let (mut dirs, mut missing) = (Vec::new(), Vec::new());
    for tool in TOOLS.iter().filter(|tool| needs.contains(&tool.need)) {
        match (tool.look)()? {
            Look::There(Some(dir)) if !dirs.contains(&dir) => dirs.push(dir),
            Look::There(_) => {}
            Look::Missing(reason) => missing.push((tool, reason)),
        }
    }
    Ok((dirs, missing))
}

fn timed(name: &str, work: impl FnOnce() -> Done) -> Done {
    eprintln!("\nInstalling {name} …");
    let start = Instant::now();
    work()?;
    eprintln!("{name}: {}", spoken(start.elapsed()));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_need_has_one_row_and_tests_need_all_of_them() {
        for need in TEST {
            assert_eq!(
                TOOLS.iter().filter(|tool| tool.need == *need).count(),
                1,
                "{need:?}"
            );
        }
        assert_eq!(TOOLS.len(), TEST.len());
        for need in SERVE.iter().chain(BUILD).chain(CHECK) {
            assert!(TEST.contains(need), "{need:?}");
        }
    }

    #[test]
    fn serving_needs_no_browser_and_no_node() {
        for need in [
            Chromium,
            Chromedriver,
            CjkFont,
            Nginx,
            Caddy,
            Node,
            WasmOpt,
            Playwright,
        ] {
            assert!(!SERVE.contains(&need), "{need:?}");
        }
    }
}
