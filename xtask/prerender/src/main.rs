//! Writes, for each community and each coming event, the page of the app with what a stranger may read of it: a title and a
//! description that chats unfold (the Open Graph protocol, ogp.me), JSON-LD (schema.org `Organization`, `Event`), readable text in the
//! place of the skeleton, and `sitemap.xml` (sitemaps.org). Called by `cargo xtask prerender`.
//!
//! It asks the service that the build's config.json names, or another one by `--config`, by its mapping, as somebody who has not signed
//! in: nothing is written that is not told to everybody. The invented communities of the data set are written for a demonstration
//! alone, which says so (`--demo`), and no page gets an address that the build would not answer.

mod ask;
mod html;
mod ld;
mod wire;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use ask::Told;

/// The end of everything that can fail here: a sentence for the person at the terminal.
type Done<T = ()> = Result<T, String>;

/// The names of what was written, a line each, so that the next run takes away what is no more.
const LIST: &str = ".prerendered";

/// What is wanted.
struct Wanted {
    /// The build.
    dist: PathBuf,
    /// What stands for the build's own config.json.
    config: Option<PathBuf>,
    /// Whether the data set, which is invented, may be written.
    demo: bool,
    /// Where the site is: `https://linju.example/` with the path at the end.
    site: String,
}

fn main() -> ExitCode {
    match wanted(env::args().skip(1)).and_then(|wanted| write(&wanted)) {
        Ok(said) => {
            println!("{said}");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

fn wanted(words: impl Iterator<Item = String>) -> Done<Wanted> {
    let words: Vec<String> = words.collect();
    let value = |name: &str| {
        let at = words.iter().position(|word| word == name)?;
        words.get(at + 1).cloned()
    };
    let site =
        value("--site").ok_or("--site says where the site is, such as https://linju.example/")?;
    let is_web = site.starts_with("https://") || site.starts_with("http://");
    if !is_web {
        return Err(format!(
            "--site is an address that begins with https://, not `{site}`"
        ));
    }
    let site = format!("{}/", site.trim_end_matches('/'));
    let dist = value("--dist").unwrap_or_else(|| "dist".to_owned());
    Ok(Wanted {
        dist: dist.into(),
        config: value("--config").map(PathBuf::from),
        demo: words.iter().any(|word| word == "--demo"),
        site,
    })
}

/// The sheet of the pages, which a release build has apart from that of the first view.
fn styles(dist: &Path) -> Option<String> {
    let names = fs::read_dir(dist).ok()?.filter_map(Result::ok);
    let mut names = names.filter_map(|entry| entry.file_name().into_string().ok());
    names.find(|name| name.starts_with("later-") && name.ends_with(".css"))
}

/// Whether a build with that `<base href>` answers at `site`.
fn answered(site: &str, base: Option<&str>) -> Done {
    let (scheme, rest) = site.split_once("://").unwrap_or_default();
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    // A page without one takes its files from beside itself, wherever that is.
    let Some(base) = base else { return Ok(()) };
    let at = match base.split_once("://") {
        Some(_) => base.to_owned(),
        None => format!("{scheme}://{host}/{}", base.trim_start_matches('/')),
    };
    if at == site {
        return Ok(());
    }
    Err(format!(
        "--site says {site}, and the build is for {at} (`<base href={base}>` in its index.html): say --site {at}, or build with `cargo xtask build --base /{path}`"
    ))
}

/// Writes all pages; says how many, and whose.
fn write(wanted: &Wanted) -> Done<String> {
    let shell = read(&wanted.dist.join("index.html"))?;
    answered(&wanted.site, html::base(&shell))?;
    let shell = html::Shell::of(&shell, styles(&wanted.dist).as_deref())?;
    let told = ask::everything(wanted)?;
    forget(&wanted.dist)?;
    let mut written = Vec::new();
    let mut left_out = told.left_out;
    let mut save = |folder: &str, id: &str, page: String| -> Done {
        if !fits_a_folder(id) {
            left_out += 1;
            return Ok(());
        }
        let name = format!("{folder}/{id}/index.html");
        let at = wanted.dist.join(&name);
        if let Some(parent) = at.parent() {
            fs::create_dir_all(parent).map_err(|e| format!("{}: {e}", parent.display()))?;
        }
        fs::write(&at, page).map_err(|e| format!("{}: {e}", at.display()))?;
        written.push(name);
        Ok(())
    };
    for community in &told.communities {
        save(
            "c",
            community.id.as_str(),
            html::community(&shell, &wanted.site, community, &told),
        )?;
    }
    for event in &told.events {
        save(
            "e",
            event.id.as_str(),
            html::event(&shell, &wanted.site, event, &told),
        )?;
    }
    let sitemap = html::sitemap(&wanted.site, &told, fits_a_folder);
    let at = wanted.dist.join("sitemap.xml");
    fs::write(&at, sitemap).map_err(|e| format!("{}: {e}", at.display()))?;
    written.push("sitemap.xml".to_owned());
    let list = wanted.dist.join(LIST);
    fs::write(&list, written.join("\n") + "\n").map_err(|e| format!("{}: {e}", list.display()))?;
    Ok(said(&told, left_out))
}

fn said(told: &Told, left_out: usize) -> String {
    let (communities, events) = (told.communities.len(), told.events.len());
    let mut said = format!(
        "From {}: {communities} communities, {events} events, sitemap.xml.",
        told.from
    );
    if left_out > 0 {
        said.push_str(&format!(
            " Left out: {left_out} that could not be read, or whose ids are no names of folders."
        ));
    }
    said
}

/// Takes away what the last run wrote, and nothing else.
fn forget(dist: &Path) -> Done {
    let Ok(list) = fs::read_to_string(dist.join(LIST)) else {
        return Ok(());
    };
    let ours = |name: &&str| {
        *name == "sitemap.xml"
            || name.ends_with("/index.html")
                && (name.starts_with("c/") || name.starts_with("e/"))
                && !name.contains("..")
    };
    for name in list.lines().filter(ours) {
        let at = dist.join(name);
        for end in ["", ".br", ".gz"] {
            let _may_be_gone = fs::remove_file(dist.join(format!("{name}{end}")));
        }
        if let Some(parent) = at.parent().filter(|parent| *parent != dist) {
            let _may_have_more = fs::remove_dir(parent);
        }
    }
    Ok(())
}

/// Whether an id can be the name of a folder on any system and host.
fn fits_a_folder(id: &str) -> bool {
    let odd = |c: char| c.is_control() || "/\\:*?\"<>|%#".contains(c);
    !id.is_empty()
        && id.len() <= 120
        && !id.starts_with('.')
        && !id.ends_with(['.', ' '])
        && !id.contains(odd)
}

fn read(path: &Path) -> Done<String> {
    fs::read_to_string(path).map_err(|e| {
        format!(
            "{}: {e}; `cargo xtask build` makes the build",
            path.display()
        )
    })
}

#[cfg(test)]
mod tests;
