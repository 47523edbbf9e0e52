//! Real services: installed into a cache, started on loopback, filled with the data set, ended.
//!
//! A service is one file below `services/` with how it is installed, started and filled, and a
//! folder with what it is set up by. Everything else is shared: nothing here and nothing in the
//! suite knows which service answers.

mod filled;
mod http;
mod install;
mod process;
mod raced;
mod rows;
mod seed;

mod couchdb;
mod datasette;
mod json_server;
mod jsonapi_server;
mod kinto;
mod pocketbase;

use std::{cell::Cell, fs, path::PathBuf, rc::Rc};

use linju::{
    backend::mapped::{Mapped, Plan},
    model::AccountId,
    port::Clock as _,
};
use serde_json::Value;

use super::{
    native::{Hand, Wire},
    suite,
};
use process::Process;
use raced::{Between, Raced};
use seed::Seed;

/// A service that answers, with the data set in it.
struct Running {
    /// Ended when this is dropped.
    process: Process,
    /// What the mapping's paths are put behind.
    base: String,
    /// What a person signs in with, by the names that the mapping asks for; the last is the secret.
    typed: Vec<(&'static str, &'static str)>,
}

/// A folder that is empty, for what a service keeps.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// A file of `public/mappings`.
fn mapping(name: &str) -> Value {
    let file = root().join(format!("public/mappings/{name}.json"));
    let text = fs::read_to_string(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", file.display()))
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Runs the contract against a service by its mapping.
fn keeps_the_contract(name: &str, seed: &Seed, start: fn(&Seed) -> Running) {
    let running = start(seed);
    let mut mapping = mapping(name);
    mapping["base"] = running.base.clone().into();
    let plan = Plan::compile(&mapping).unwrap_or_else(|fault| panic!("{name}.json: {fault}"));
    // The clock of the service goes on meanwhile; ours stands where the data set was made.
    let clock = Rc::new(Hand(Cell::new(seed.now.unix())));
    let between = Between::new(Wire::new());
    let backend = Rc::new(Mapped::new(
        plan,
        between.clone(),
        clock.clone(),
        AccountId::from("contract"),
    ));
    let mut under = suite::Under {
        backend,
        now: clock.now(),
        sent: 0,
        run: name.to_owned(),
        declared: suite::Declared::by(&mapping),
    };
    suite::signing_in::signing_in(&under, &running.typed);
    filled::shows_what_it_was_filled_with(&under, seed);
    filled::shows_the_directory(&mut under, seed);
    raced::the_service_has_the_last_word(&Raced {
        backend: &*under.backend,
        between: &between,
        now: under.now,
        sent: Cell::new(0),
    });
    suite::run(&mut under, (seed.communities.len(), 50));
    drop(running.process);
}
