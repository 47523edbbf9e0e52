//! Real services: installed into a cache, started on loopback, filled with the data set, ended.
//!
//! A service is one file below `services/` with how it is installed, started and filled, and a
//! folder with what it is set up by. Everything else is shared: nothing here and nothing in the
//! suite knows which service answers.

mod backends;
mod changed;
mod filled;
mod http;
mod install;
mod postgres;
mod process;
mod raced;
mod renewed;
mod rows;
mod seed;
mod served;

mod couchdb;
mod datasette;
mod directus;
mod json_server;
mod jsonapi_server;
mod kinto;
mod misago;
mod parse;
mod pocketbase;
mod postgraphile;
mod soul;
mod strapi;

use std::{cell::Cell, env, fs, io, path::PathBuf, rc::Rc};

use linju::{
    backend::{
        Backend as _,
        mapped::{Mapped, Plan, Source},
    },
    model::AccountId,
    port::{Clock as _, Request, Transport},
};
use serde_json::{Value, json};

use super::{
    native::{Hand, Wire},
    suite,
};
use process::Process;
use raced::{Between, Raced};
use seed::Seed;

/// By name, what is typed into a form.
type Typed = Vec<(&'static str, &'static str)>;

/// A service that answers, with the data set in it.
struct Running {
    /// Ended when this is dropped, in order.
    processes: Vec<Process>,
    /// What the mapping's paths are put behind.
    base: String,
    /// What a person signs in with, by the names that the mapping asks for; the last is the secret.
    typed: Typed,
    /// What somebody else does.
    other: Typed,
    /// Whether a request only reads.
    reads: fn(&Request) -> bool,
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

/// Lets a service be used by others, such as a browser (tests/e2e/cors.spec.mjs), instead of by the suite: tells where it is and
/// what to type, and ends it when nobody holds the other end of standard input any more.
fn hold(running: &Running) {
    let typed = running.typed.iter().map(|(_, text)| *text);
    let told = json!({ "base": running.base, "typed": typed.collect::<Vec<_>>() });
    println!("\nheld: {told}");
    let _ended = io::copy(&mut io::stdin(), &mut io::sink());
}

/// Runs the contract against a service by its mapping.
fn keeps_the_contract(name: &str, seed: &Seed, start: fn(&Seed) -> Running) {
    let running = start(seed);
    if env::var_os("LINJU_HOLD").is_some() {
        return hold(&running);
    }
    let mut mapping = mapping(name);
    mapping["base"] = running.base.clone().into();
    Plan::compile(&mapping).unwrap_or_else(|fault| panic!("{name}.json: {fault}"));
    let text = mapping.to_string();
    // The clock of the service goes on meanwhile; ours stands where the data set was made.
    let clock = Rc::new(Hand(Cell::new(seed.now.unix())));
    let person = |transport: Rc<dyn Transport>, account: &str| {
        let account = AccountId::from(account);
        // As the app opens it: what a feed needs first, all of it when more is asked for.
        let backend = Mapped::new(Plan::of_feed(&mapping), transport, clock.clone(), account);
        Rc::new(backend.of_file(Source::new(name, &text, Vec::new())))
    };
    let between = Between::new(Wire::new(), running.reads);
    let backend = person(between.clone(), "contract");
    let other = person(Wire::new(), "other");
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
    let raced = Raced {
        backend: &*under.backend,
        between: &between,
        now: under.now,
        sent: Cell::new(0),
    };
    raced::the_service_has_the_last_word(&raced);
    if let Some(door) = other.sign_in() {
        suite::signing_in::log_in(door, &running.other);
    }
    raced::two_for_the_last_seat(&raced, &*other, &seed.with_one_seat());
    suite::run(&mut under, (seed.communities.len(), 50));
    if under.declared.offers(&["found", "roster", "invitations"]) {
        let hand = |backend, who: &str| suite::keeping::Hand {
            backend,
            name: format!("{name}-{who}"),
            now: under.now,
        };
        let owner = hand(&*under.backend, "owner");
        suite::keeping::alone(&owner);
        suite::keeping::between(&owner, &hand(&*other, "other"));
        if under.declared.offers(&["create-event", "call-off"]) {
            suite::planning::alone(&owner);
            suite::planning::between(&owner, &hand(&*other, "other"));
        }
    }
    drop(running.processes);
}
