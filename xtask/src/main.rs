//! The project's tasks: `cargo xtask <verb>`. `cargo xtask help` lists them.
//!
//! A verb sees to what it needs (`setup`) and then calls the usual tools; nothing is done here that Cargo,
//! Trunk or npm do by themselves. Every failure says in words what to do.

mod args;
mod bench;
mod build;
mod compress;
mod config;
mod cut;
mod dataset;
mod engines;
mod finish;
mod hanzi;
mod hosting;
mod pinyin;
mod place;
mod prerender;
mod run;
mod scanner;
mod serve;
mod setup;
mod size;
mod stages;
mod styles;
mod test;
mod version;
#[allow(dead_code, reason = "the app goes by the rest of it")]
#[path = "../../src/host/hosts.rs"]
mod web_views;
mod worker;

use args::Args;
use run::{Done, Failure};
use std::process::ExitCode;

/// One word after `cargo xtask`.
struct Verb {
    name: &'static str,
    /// What may follow it.
    takes: &'static str,
    /// What it does, for `help`; empty for verbs that only Trunk calls.
    does: &'static str,
    run: fn(&mut Args) -> Done,
}

#[rustfmt::skip]
const VERBS: &[Verb] = &[
    Verb { name: "serve", takes: "[--release] [--port 8080] [--open]", does: "set up, build and serve the app on 127.0.0.1", run: serve::serve },
    Verb { name: "test", takes: "[--quick | --all]", does: "set up and run every check; --quick: without a browser", run: test::test },
    Verb { name: "build", takes: "[--base /x/] [--config FILE] [--dist dist] [--host github | vercel] [--for wechat,alipay] [--meta-policy] [--catalogue]", does: "the release build, ready for a CDN, in dist/; --config: with your own config.json; --for: with the scripts of these mini-programs in its policy; --meta-policy: with the Content-Security-Policy in the page; --catalogue: with the components to look at", run: build::build },
    Verb { name: "check", takes: "", does: "format, lint and invariants, in seconds", run: test::check },
    Verb { name: "prerender", takes: "--site https://… [--dist dist] [--config FILE] [--demo]", does: "pages of communities and events for search engines and chats, from the service that dist/config.json or FILE names", run: prerender::prerender },
    Verb { name: "size", takes: "[--record]", does: "weigh dist/ against docs/size.json", run: size::size },
    Verb { name: "engines", takes: "", does: "whether the oldest browsers that the README names read the WebAssembly in dist/", run: engines::engines },
    Verb { name: "bench", takes: "mapping | storage | backends | directory [--browser]", does: "measure, as a ratio within one run", run: bench::bench },
    Verb { name: "setup", takes: "[serve | build | check | test]", does: "only install what a verb needs (default: test)", run: setup::verb },
    // Data: the verbs that generate what is under public/ and tests/fixtures/ stand here.
    Verb { name: "dataset", takes: "[--people N --out FOLDER]", does: "write public/data/ from xtask/dataset/", run: dataset::dataset },
    Verb { name: "seed", takes: "[pocketbase | postgresql] [--events N --members M --out FILE]", does: "write a large data set for a real service", run: dataset::seed },
    Verb { name: "hanzi", takes: "", does: "write public/data/hanzi.txt, with which search folds characters", run: hanzi::hanzi },
    Verb { name: "pinyin", takes: "", does: "write public/data/pinyin.txt, by which names are searched as they sound", run: pinyin::pinyin },
    // Steps of a Trunk build, called by the hooks in Trunk.toml.
    Verb { name: "styles", takes: "", does: "", run: styles::styles },
    Verb { name: "finish", takes: "", does: "", run: finish::finish },
];

fn main() -> ExitCode {
    let mut words = std::env::args().skip(1);
    let name = words.next().unwrap_or_else(|| "help".to_owned());
    let mut args = Args::new(words);
    let done = match VERBS.iter().find(|verb| verb.name == name) {
        Some(verb) => (verb.run)(&mut args),
        None if matches!(name.as_str(), "help" | "--help" | "-h") => {
            print!("{}", help());
            Ok(())
        }
        None => Err(Failure::new(format!(
            "there is no `cargo xtask {name}`\n{}",
            help()
        ))),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("\nxtask {name}: {failure}");
            ExitCode::FAILURE
        }
    }
}

/// The table of verbs as text.
fn help() -> String {
    let mut text = String::from("cargo xtask <verb>\n");
    for verb in VERBS.iter().filter(|verb| !verb.does.is_empty()) {
        let call = format!("{} {}", verb.name, verb.takes);
        text.push_str(&format!("  {call:42} {}\n", verb.does));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_verb_stands_twice_in_the_table() {
        let mut names: Vec<_> = VERBS.iter().map(|verb| verb.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), VERBS.len());
    }

    #[test]
    fn help_names_what_people_call_and_not_what_trunk_calls() {
        let text = help();
        assert!(text.contains("serve [--release]"));
        assert!(!text.contains("finish"));
    }
}
