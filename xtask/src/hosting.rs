//! What hosts of static files want beside the build: `_headers` and `_redirects`, which some read and others pass over, the policy of the
//! page, `404.html` or `vercel.json` where it is asked for; and index.html with the path of the site in one place.

use crate::finish::{read, write};
use crate::run::{Done, Failure};
use crate::web_views::{HOSTS, origin};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

/// `Content-Security-Policy` of the site. Services may be anywhere, so connections and pictures may go anywhere over HTTPS; code and
/// styles may not. `tests/hosting.rs` holds docs/hosting to it.
pub(crate) const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    img-src 'self' data: blob: https:; media-src 'self' blob:; connect-src 'self' https:; worker-src 'self'; object-src 'none'; \
    base-uri 'self'; form-action 'self'";

/// Who else than the usual may be named after `--host`.
const GITHUB: &str = "github";
/// See [`GITHUB`].
const VERCEL: &str = "vercel";

/// Of names with a hash.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// How `cargo xtask build` tells the step that Trunk calls; environment variables, since there is no other way through.
pub(crate) const HOST: &str = "LINJU_HOST";
/// See [`HOST`].
pub(crate) const META: &str = "LINJU_META_POLICY";

/// See [`HOST`].
pub(crate) const FOR: &str = "LINJU_FOR";

/// The policy of a site that is opened in the web-views of these mini-programs too, by their keys with commas between: their
/// scripts come from the platforms' own addresses.
pub(crate) fn policy(guests: &str) -> Done<String> {
    let mut scripts = String::from("script-src 'self'");
    for key in guests.split(',').filter(|key| !key.is_empty()) {
        let Some(host) = HOSTS.iter().find(|host| host.key == key) else {
            let known: Vec<_> = HOSTS.iter().map(|host| host.key).collect();
            let known = known.join(", ");
            return Err(Failure::new(format!(
                "--for {key}: mini-programs are {known}; docs/embedding.md tells of them"
            )));
        };
        scripts.push_str(&format!(" {}", origin(host.script)));
    }
    Ok(POLICY.replacen("script-src 'self'", &scripts, 1))
}

/// Whether a host is known by that name.
pub(crate) fn known(host: &str) -> Done {
    if matches!(host, GITHUB | VERCEL) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "--host {host}: only `github` and `vercel` want something of their own; docs/deploying.md has the others"
    )))
}

/// Takes the path of the site out of all addresses of a page but `<base href>`, where it then stands alone.
pub(crate) fn with_one_base(html: &str) -> Done<String> {
    let (before, rest) = html
        .split_once("<base ")
        .ok_or_else(|| Failure::new("index.html has no <base>: see data-trunk-public-url"))?;
    let (tag, after) = rest
        .split_once('>')
        .ok_or_else(|| Failure::new("<base> of index.html has no end"))?;
    let base = base_of(tag)?;
    let mut after = after.to_owned();
    for name in ["href", "src"] {
        for quote in ["", "\""] {
            after = after.replace(
                &format!(" {name}={quote}{base}"),
                &format!(" {name}={quote}"),
            );
        }
    }
    Ok(format!("{before}<base {tag}>{after}"))
}

/// The path of the site, from the inside of its `<base>`.
fn base_of(tag: &str) -> Done<&str> {
    let value = tag.split_once("href=").map(|(_, value)| value);
    let value = value.map(|value| value.trim_matches(|c: char| c == '"' || c.is_whitespace()));
    value
        .filter(|value| value.starts_with('/') && value.ends_with('/'))
        .ok_or_else(|| Failure::new(format!("<base {tag}> of index.html names no path")))
}

/// The page with the policy in itself, for hosts whose headers one cannot set. Right behind the charset: it holds for what comes after it.
pub(crate) fn with_meta(html: &str, policy: &str) -> Done<String> {
    let at = html
        .find("<base ")
        .ok_or_else(|| Failure::new("index.html has no <base>"))?;
    let (before, after) = html.split_at(at);
    Ok(format!(
        "{before}<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">{after}"
    ))
}

/// What goes beside index.html; `files` are those of the build, `html` its page.
pub(crate) fn beside(
    dir: &Path,
    files: &[PathBuf],
    html: &str,
    host: Option<&str>,
    policy: &str,
) -> Done {
    let tag = html
        .split_once("<base ")
        .and_then(|(_, rest)| rest.split_once('>'));
    let (tag, _) = tag.ok_or_else(|| Failure::new("index.html has no <base>"))?;
    let base = base_of(tag)?;
    let names: Vec<_> = files.iter().filter_map(|file| hashed(dir, file)).collect();
    write(
        &dir.join("_headers"),
        headers(base, &names, policy).as_bytes(),
    )?;
    write(&dir.join("_redirects"), redirects(base).as_bytes())?;
    if host == Some(VERCEL) {
        let text = vercel(base, &names, policy);
        write(&dir.join("vercel.json"), text.as_bytes())?;
    }
    if host == Some(GITHUB) {
        let (from, to) = (dir.join("index.html"), dir.join("404.html"));
        write(&to, &read(&from)?)?;
        // Else names that begin with an underscore are left out.
        fs::write(dir.join(".nojekyll"), "").map_err(|error| Failure::file(dir, &error))?;
    }
    Ok(())
}

/// The name of a file at the top that is named after its bytes.
pub(crate) fn hashed(dir: &Path, file: &Path) -> Option<String> {
    let name = file.strip_prefix(dir).ok()?.to_str()?;
    let (stem, end) = name.rsplit_once('.')?;
    let hash = stem.trim_end_matches("_bg").rsplit('-').next()?;
    let is_hash = (12..=16).contains(&hash.len()) && hash.bytes().all(|b| b.is_ascii_hexdigit());
    (is_hash && matches!(end, "js" | "css" | "wasm") && stem.contains('-')).then(|| name.to_owned())
}

/// What goes with all files.
fn with_all(policy: &str) -> [(&str, &str); 4] {
    [
        ("Content-Security-Policy", policy),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("Permissions-Policy", "camera=(self), geolocation=(self)"),
    ]
}

/// `_headers`, as Netlify and Cloudflare Pages read it.
fn headers(base: &str, hashed: &[String], policy: &str) -> String {
    let mut text = format!("{base}*\n");
    for (name, value) in with_all(policy) {
        text.push_str(&format!("  {name}: {value}\n"));
    }
    for name in hashed {
        text.push_str(&format!("{base}{name}\n  Cache-Control: {FOR_EVER}\n"));
    }
    text
}

/// `vercel.json`: what `_headers` and `_redirects` say. Files go before rewrites. Names with a hash are listed here as well: by a pattern, the
/// page in the place of a file that is gone would be kept for ever.
fn vercel(base: &str, hashed: &[String], policy: &str) -> String {
    let pair = |(key, value): (&str, &str)| json!({ "key": key, "value": value });
    let all: Vec<_> = with_all(policy).into_iter().map(pair).collect();
    let mut rules = vec![json!({ "source": format!("{base}(.*)"), "headers": all })];
    rules.extend(hashed.iter().map(|name| {
        let kept = [pair(("Cache-Control", FOR_EVER))];
        json!({ "source": format!("{base}{name}"), "headers": kept })
    }));
    let rewrite =
        json!({ "source": format!("{base}(.*)"), "destination": format!("{base}index.html") });
    format!("{:#}\n", json!({ "rewrites": [rewrite], "headers": rules }))
}

/// `_redirects`, as Netlify reads it; Cloudflare Pages does the same without.
fn redirects(base: &str) -> String {
    format!("{base}* {base}index.html 200\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn the_path_stands_once() {
        let html = "<base href=/x/><link href=/x/a.js><script src=/x/b.js></script><link data-q href=\"/x/c.css\"><a href=i.svg>";
        let one = with_one_base(html).unwrap();
        assert_eq!(
            one,
            "<base href=/x/><link href=a.js><script src=b.js></script><link data-q href=\"c.css\"><a href=i.svg>"
        );
        assert_eq!(one.matches("/x/").count(), 1);
        assert_eq!(with_one_base(&one).unwrap(), one);
        let top = with_one_base("<base href=\"/\"><link href=/a.js>").unwrap();
        assert_eq!(top, "<base href=\"/\"><link href=a.js>");
        for bad in ["<link href=/a.js>", "<base href=x>", "<base href=/x>"] {
            assert!(with_one_base(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn the_policy_in_the_page_stands_before_what_it_holds_for() {
        let html = with_meta(
            "<meta charset=utf-8><base href=/><script src=a.js></script>",
            POLICY,
        )
        .unwrap();
        assert!(html.find("Content-Security-Policy") < html.find("<base"));
        assert!(html.find("charset") < html.find("Content-Security-Policy"));
        assert!(!POLICY.contains("unsafe-inline") && !POLICY.contains("'unsafe-eval'"));
    }

    #[test]
    fn a_policy_names_the_scripts_of_the_mini_programs_it_is_for_and_no_others() {
        assert_eq!(policy("").unwrap(), POLICY);
        let two = policy("wechat,alipay").unwrap();
        let scripts = "; script-src 'self' https://res.wx.qq.com https://appx 'wasm-unsafe-eval';";
        assert!(two.contains(scripts), "{two}");
        assert_eq!(
            two.len(),
            POLICY.len() + " https://res.wx.qq.com https://appx".len()
        );
        assert!(policy("telegram").is_err() && policy("wechat, alipay").is_err());
        let html = with_meta("<base href=/>", &two).unwrap();
        assert!(html.contains(scripts) && headers("/", &[], &two).contains(scripts));
    }

    #[test]
    fn what_never_changes_is_named_and_nothing_else() {
        let dir = Path::new("/d");
        for (name, is) in [
            ("boot-69af9af9fe1895.js", true),
            ("linju-app-a9b44fb6483a2aaf_bg.wasm", true),
            ("app-e3e8cd70c34f1251.css", true),
            ("config.json", false),
            ("icon-maskable.png", false),
            ("data/m/dog-walk.json", false),
            ("index.html", false),
        ] {
            assert_eq!(hashed(dir, &dir.join(name)).is_some(), is, "{name}");
        }
        let text = headers("/x/", &["a-69af9af9fe1895.js".to_owned()], POLICY);
        assert!(text.contains(
            "/x/a-69af9af9fe1895.js\n  Cache-Control: public, max-age=31536000, immutable\n"
        ));
        assert_eq!(redirects("/x/"), "/x/* /x/index.html 200\n");
    }

    #[test]
    fn vercel_is_told_the_same() {
        let text = vercel("/x/", &["a-69af9af9fe1895.js".to_owned()], POLICY);
        let told: Value = serde_json::from_str(&text).unwrap();
        let at = |pointer: &str| told.pointer(pointer).and_then(Value::as_str);
        assert_eq!(at("/rewrites/0/source"), Some("/x/(.*)"));
        assert_eq!(at("/rewrites/0/destination"), Some("/x/index.html"));
        assert_eq!(at("/headers/0/source"), Some("/x/(.*)"));
        assert_eq!(at("/headers/0/headers/0/value"), Some(POLICY));
        assert_eq!(at("/headers/1/source"), Some("/x/a-69af9af9fe1895.js"));
        assert_eq!(at("/headers/1/headers/0/value"), Some(FOR_EVER));
        assert_eq!(told.pointer("/headers/2"), None);
    }

    #[test]
    fn only_who_wants_it_has_a_page_for_what_is_missing() {
        let dir = std::env::temp_dir().join(format!("linju-hosting-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        fs::write(dir.join("index.html"), "<base href=/>").unwrap();
        beside(&dir, &[], "<base href=/>", None, POLICY).unwrap();
        assert!(!dir.join("404.html").exists() && dir.join("_headers").exists());
        beside(&dir, &[], "<base href=/>", Some("github"), POLICY).unwrap();
        assert_eq!(
            fs::read(dir.join("404.html")).unwrap(),
            fs::read(dir.join("index.html")).unwrap()
        );
        for host in [GITHUB, VERCEL] {
            assert!(known(host).is_ok());
        }
        assert!(known("nowhere").is_err());
        assert!(!dir.join("vercel.json").exists());
        beside(&dir, &[], "<base href=/>", Some("vercel"), POLICY).unwrap();
        assert!(dir.join("vercel.json").exists());
        fs::remove_dir_all(&dir).unwrap();
    }
}
