//! Cuts the app's WebAssembly where `src/parts.rs` marks it, in two steps, with wasm-bindgen between them.
//!
//! `linju-split cut IN.wasm OUT-DIRECTORY [SOURCES…]`:
//! In goes what Cargo linked with `--emit-relocs`, which tell who uses what. Out come `main.wasm`, which
//! wasm-bindgen then has to see, a `split_*.wasm` for each part, a `chunk_*.wasm` for what several parts share, and
//! `__wasm_split.js`, which loads them. Before that, [`lean`] takes out what nobody calls.
//!
//! `linju-split shorten MODULE.wasm GLUE.js`: see [`names`].
//!
//! `linju-split order MODULE.wasm…`: see [`order`].
//!
//! `linju-split engines MODULE.wasm…`: see [`engines`].

mod elements;
mod engines;
mod lean;
mod module;
mod names;
mod order;
mod panics;

use std::{
    env,
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("linju-split: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let words: Vec<_> = env::args_os().skip(1).map(PathBuf::from).collect();
    match words.as_slice() {
        [verb, input, dir, roots @ ..] if verb.as_os_str() == "cut" => cut(input, dir, roots),
        [verb, wasm, glue] if verb.as_os_str() == "shorten" => {
            let (new_wasm, new_glue) =
                names::shorten(&read(wasm)?, &String::from_utf8(read(glue)?)?)?;
            fs::write(wasm, new_wasm)?;
            fs::write(glue, new_glue)?;
            Ok(())
        }
        [verb, modules @ ..] if verb.as_os_str() == "order" => {
            for module in modules {
                fs::write(module, order::order(&read(module)?)?)?;
            }
            Ok(())
        }
        [verb, modules @ ..] if verb.as_os_str() == "engines" => {
            let needed = |module: &PathBuf| {
                engines::needed(&read(module)?).map_err(|error| {
                    format!("{} is above the floor of engines: {error}", module.display()).into()
                })
            };
            let all: Result<Vec<_>, Box<dyn Error>> = modules.iter().map(needed).collect();
            print!("{}", engines::table(&all?));
            Ok(())
        }
        _ => Err(
            "usage: linju-split cut IN.wasm OUT-DIRECTORY [SOURCES…] | shorten MODULE.wasm GLUE.js | order MODULE.wasm… | engines MODULE.wasm…"
                .into(),
        ),
    }
}

fn cut(input: &Path, dir: &Path, roots: &[PathBuf]) -> Result<(), Box<dyn Error>> {
    let roots: Vec<&str> = roots.iter().filter_map(|root| root.to_str()).collect();
    let (wasm, report) = lean::lean(&read(input)?, &roots)?;
    println!("{report}");
    // What an earlier build left would be taken for a part of this one.
    let _ = fs::remove_dir_all(dir);
    let main = dir.join("main.wasm");
    let mut options = wasm_split_cli_support::Options::new(&wasm);
    options.output_dir = dir;
    options.main_out_path = &main;
    options.main_module = "./main.js";
    // Its errors say nothing without their causes.
    wasm_split_cli_support::transform(options).map_err(|error| format!("{error:#}"))?;
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    fs::read(path).map_err(|error| format!("{}: {error}", path.display()))
}
