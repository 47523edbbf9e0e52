//! What the system brings: Chromium, its driver, a font with Chinese in it, two web servers, Python.
//!
//! `CHROMIUM` and `CHROMEDRIVER` name other ones, as paths.

use super::Look;
use crate::place;
use crate::run::{Call, Done, Failure};
use crate::version;
use std::env;
use std::path::{Path, PathBuf};

/// What Chromium is called, by where it comes from.
const BROWSERS: &[&str] = &[
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// Where Debian and its relatives put fonts.
const FONTS: &str = "/usr/share/fonts";

pub(super) fn chromium_path() -> Option<PathBuf> {
    named("CHROMIUM").or_else(|| BROWSERS.iter().find_map(|name| place::on_path(name)))
}

pub(super) fn chromedriver_path() -> Option<PathBuf> {
    named("CHROMEDRIVER").or_else(|| place::on_path("chromedriver"))
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable)
        .map(PathBuf::from)
        .filter(|path| path.is_file())
}

pub(super) fn chromium() -> Done<Look> {
    match chromium_path() {
        Some(_) => Ok(Look::There(None)),
        None => Look::missing("not on PATH, and CHROMIUM names no file"),
    }
}

pub(super) fn chromedriver() -> Done<Look> {
    let Some(driver) = chromedriver_path() else {
        return Look::missing("not on PATH, and CHROMEDRIVER names no file");
    };
    // A driver refuses a browser of another major version, in words that do not say so.
    let (Some(browser), Some(driver)) = (
        chromium_path().and_then(|path| major_of(&path)),
        major_of(&driver),
    ) else {
        return Ok(Look::There(None));
    };
    if browser == driver {
        Ok(Look::There(None))
    } else {
        Look::missing(format!(
            "it is of version {driver}, Chromium of version {browser}"
        ))
    }
}

pub(super) fn nginx() -> Done<Look> {
    server("nginx")
}

pub(super) fn caddy() -> Done<Look> {
    server("caddy")
}

/// For services that are installed from Python's registry. Debian ships `venv` without what it installs pip with.
pub(super) fn python() -> Done<Look> {
    match Call::new("python3")
        .args("-c")
        .arg("import venv, ensurepip")
        .read()
    {
        Some(_) => Ok(Look::There(None)),
        None => Look::missing("`python3` does not answer, or has no venv"),
    }
}

/// Debian keeps servers where only root has them on PATH.
fn server(name: &str) -> Done<Look> {
    if place::on_path(name).is_some() {
        return Ok(Look::There(None));
    }
    let sbin = PathBuf::from("/usr/sbin");
    if sbin.join(name).is_file() {
        return Ok(Look::There(Some(sbin)));
    }
    Look::missing("not on PATH")
}

fn major_of(program: &Path) -> Option<u32> {
    version::major(version::printed(
        &Call::new(program).arg("--version").read()?,
    )?)
}

pub(super) fn cjk_font() -> Done<Look> {
    let listed = Call::new("fc-list").arg(":lang=zh").read();
    let there = match listed {
        Some(text) => !text.trim().is_empty(),
        None => holds_cjk(Path::new(FONTS), 4),
    };
    if there {
        Ok(Look::There(None))
    } else {
        Look::missing("screenshots would show boxes")
    }
}

/// Whether a font file below `dir` says in its name that it has Chinese.
fn holds_cjk(dir: &Path, depth: u32) -> bool {
    let Ok(entries) = dir.read_dir() else {
        return false;
    };
    entries.flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() {
            depth > 0 && holds_cjk(&path, depth - 1)
        } else {
            entry.file_name().to_string_lossy().contains("CJK")
        }
    })
}

/// Installs Debian packages, when that is ours to do.
pub(super) fn install(packages: &[&str]) -> Done {
    let names = packages.join(" ");
    let command =
        format!("apt-get update && apt-get install --yes --no-install-recommends {names}");
    if place::on_path("apt-get").is_none() {
        return Err(Failure::new(format!("these are needed, by their Debian names: {names}"))
            .advise("Install them the way your system does, then run this again. CHROMIUM and CHROMEDRIVER may name programs that are not on PATH."));
    }
    if Call::new("id")
        .arg("-u")
        .read()
        .is_none_or(|id| id.trim() != "0")
    {
        return Err(Failure::new(format!("system packages are missing: {names}"))
            .advise(&format!("They are installed only as root. Run:\n    sudo sh -c '{command}'\nthen this again.")));
    }
    let advice =
        format!("apt-get failed; what it said stands above. The whole command is:\n    {command}");
    let apt = |line: &str| {
        Call::new("apt-get")
            .args(line)
            .env("DEBIAN_FRONTEND", "noninteractive")
    };
    // A mirror that lags makes `update` fail in part; `install` then says whether that matters.
    if let Err(failure) = apt("update").run() {
        eprintln!("{failure}; trying with the package lists that are there");
    }
    apt("install --yes --no-install-recommends")
        .args(&names)
        .run()
        .map_err(|failure| failure.advise(&advice))
}
