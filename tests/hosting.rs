//! The files of docs/hosting with the real programs on loopback: what `cargo xtask build` makes, at the top of a site and below a path.
//!
//! Needs nginx and Caddy; `cargo xtask test` sees to them. That the app itself runs there is shown by tests/e2e/hosting.spec.mjs.
#![cfg(all(not(target_arch = "wasm32"), feature = "services"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "contract/services/process.rs"]
mod process;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use process::{Process, free_port};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A small build: a page, a script named after its bytes, WebAssembly, and data, each compressed beforehand.
fn site(name: &str, base: &str) -> PathBuf {
    let name = format!("hosting-{name}-{}", base.trim_matches('/'));
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&dir);
    let at = dir.join("www").join(base.trim_matches('/'));
    fs::create_dir_all(at.join("data/m")).unwrap();
    fs::create_dir_all(at.join("c/written")).unwrap();
    for file in [
        "index.html",
        "config.json",
        "manifest.webmanifest",
        "icon.svg",
        "sitemap.xml",
        "data/m/dog-walk.json",
        "c/written/index.html",
        "boot-69af9af9fe1895.js",
        "linju-app-a9b44fb6483a2aaf_bg.wasm",
    ] {
        fs::write(at.join(file), format!("plain {file}")).unwrap();
        if file != "config.json" {
            fs::write(at.join(format!("{file}.gz")), format!("gzip {file}")).unwrap();
            fs::write(at.join(format!("{file}.br")), format!("br {file}")).unwrap();
        }
    }
    for note in NOTES {
        fs::write(at.join(note), "a note").unwrap();
    }
    dir
}

/// What a build has that is for no reader.
const NOTES: &[&str] = &[
    "_headers",
    "_redirects",
    "vercel.json",
    ".prerendered",
    ".nojekyll",
];

/// What an operator fills in.
fn filled(file: &str, listen: &str, dir: &Path, base: &str) -> String {
    let text = fs::read_to_string(format!("{ROOT}/docs/hosting/{file}")).unwrap();
    let lines = text
        .lines()
        .filter(|line| !line.trim_start().starts_with('#'));
    let root = dir.join("www");
    let line = |line: &str| {
        line.replace("LISTEN", listen)
            .replace("ROOT", root.to_str().unwrap())
            .replace("BASE", base)
    };
    lines.map(line).collect::<Vec<_>>().join("\n")
}

fn nginx(base: &str) -> (Process, String) {
    let (dir, port) = (site("nginx", base), free_port());
    let server = filled("nginx.conf", &format!("127.0.0.1:{port}"), &dir, base);
    let d = dir.display();
    // What Debian's own nginx.conf has around it, in a folder of its own and without a daemon. The master may be root,
    // whose workers could not read the folder.
    let is_root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
    let user = if is_root { "user root;" } else { "" };
    let whole = format!(
        "{user} daemon off; pid {d}/pid; error_log {d}/error.log; events {{}}\nhttp {{ access_log off; \
         client_body_temp_path {d}/body; proxy_temp_path {d}/proxy; fastcgi_temp_path {d}/f; uwsgi_temp_path {d}/u; \
         scgi_temp_path {d}/s;\n{server}\n}}"
    );
    fs::write(dir.join("nginx.conf"), whole).unwrap();
    let origin = format!("http://127.0.0.1:{port}");
    let program = || {
        let mut command = Command::new("nginx");
        command.arg("-p").arg(&dir).arg("-e");
        command.arg(dir.join("error.log")).arg("-c");
        command.arg(dir.join("nginx.conf"));
        command
    };
    let checked = program().arg("-t").output().unwrap();
    let said = String::from_utf8_lossy(&checked.stderr);
    assert!(!said.contains("[warn]"), "{said}");
    let mut command = program();
    (Process::start(&mut command, &dir, &origin), origin)
}

fn caddy(base: &str) -> (Process, String) {
    let (dir, port) = (site("caddy", base), free_port());
    let origin = format!("http://127.0.0.1:{port}");
    let text = filled("Caddyfile", &origin, &dir, base);
    let text = format!("{{\n\tadmin off\n\tauto_https off\n}}\n{text}\n");
    fs::write(dir.join("Caddyfile"), text).unwrap();
    let mut command = Command::new("caddy");
    command.args(["run", "--adapter", "caddyfile", "--config"]);
    command.arg(dir.join("Caddyfile"));
    command
        .env("XDG_DATA_HOME", &dir)
        .env("XDG_CONFIG_HOME", &dir);
    (Process::start(&mut command, &dir, &origin), origin)
}

/// Status, headers by name, body.
struct Got(u16, ureq::http::HeaderMap, String);

impl Got {
    fn header(&self, name: &str) -> &str {
        self.1.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

fn get(address: &str, encodings: &str) -> Got {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .build()
        .into();
    let asked = agent.get(address).header("accept-encoding", encodings);
    let mut got = asked.call().unwrap();
    let (status, headers) = (got.status().as_u16(), got.headers().clone());
    let mut body = Vec::new();
    std::io::Read::read_to_end(&mut got.body_mut().as_reader(), &mut body).unwrap_or_default();
    Got(status, headers, String::from_utf8_lossy(&body).into_owned())
}

/// What a host of the app has to do, whatever its name.
fn serves_it(origin: &str, base: &str, policy: &str) {
    let at = |path: &str| format!("{origin}{base}{path}");
    let plain = |path: &str| get(&at(path), "identity");

    // What was written beforehand for somebody, in the place of the page that is the same for all.
    let got = plain("c/written");
    assert_eq!((got.0, got.2.as_str()), (200, "plain c/written/index.html"));
    assert_eq!(got.header("cache-control"), "no-cache");
    for address in [
        "",
        "c/night-run",
        "e/e-1/sign-up",
        "c/%E5%A4%9C%E8%B7%91/members",
        "me?x=1",
    ] {
        let got = plain(address);
        assert_eq!(
            (got.0, got.2.as_str()),
            (200, "plain index.html"),
            "{address}"
        );
        assert_eq!(
            got.header("content-type"),
            "text/html; charset=utf-8",
            "{address}"
        );
        assert_eq!(got.header("cache-control"), "no-cache", "{address}");
        assert_eq!(got.header("content-security-policy"), policy, "{address}");
        assert_eq!(got.header("x-content-type-options"), "nosniff");
        assert_eq!(
            got.header("permissions-policy"),
            "camera=(self), geolocation=(self)"
        );
    }
    for (file, kind, ages) in [
        (
            "boot-69af9af9fe1895.js",
            "text/javascript; charset=utf-8",
            "public, max-age=31536000, immutable",
        ),
        (
            "linju-app-a9b44fb6483a2aaf_bg.wasm",
            "application/wasm",
            "public, max-age=31536000, immutable",
        ),
        ("config.json", "application/json", "no-cache"),
        ("data/m/dog-walk.json", "application/json", "no-cache"),
        (
            "manifest.webmanifest",
            "application/manifest+json",
            "no-cache",
        ),
        ("icon.svg", "image/svg+xml", "no-cache"),
        ("sitemap.xml", "application/xml", "no-cache"),
    ] {
        let got = plain(file);
        assert_eq!(
            (got.0, got.2.as_str()),
            (200, format!("plain {file}").as_str())
        );
        // Programs differ in whether they name a charset that is the only one anyway, and there are two names for XML.
        let named = got
            .header("content-type")
            .replace("text/xml", "application/xml");
        assert_eq!(
            named.split(';').next(),
            kind.split(';').next(),
            "{file}: {named}"
        );
        assert_eq!(got.header("cache-control"), ages, "{file}");
        assert_eq!(got.header("content-security-policy"), policy, "{file}");
    }
    // Missing is missing: a page in the place of a script or of data would be read as one.
    for gone in [
        "linju-app-0000000000000000.js",
        "chunk_9-0000000000000000.wasm",
        "data/c/none.json",
        "later.css",
        "other.xml",
    ] {
        let got = plain(gone);
        assert_eq!(got.0, 404, "{gone}: {}", got.2);
        assert!(!got.2.contains("plain index.html"), "{gone}");
    }
    for note in NOTES {
        let got = plain(note);
        assert_eq!((got.0, got.2.contains("a note")), (404, false), "{note}");
    }
    below_a_path(origin, base);
    // What was compressed beforehand is handed out, by no other name and with the type of what is in it.
    for (file, kind) in [
        ("index.html", "text/html"),
        ("linju-app-a9b44fb6483a2aaf_bg.wasm", "application/wasm"),
    ] {
        let got = get(&at(file), "gzip");
        assert_eq!(got.header("content-encoding"), "gzip", "{file}");
        // Nobody on the way keeps it for those who cannot read it, nor the other way round.
        for got in [&got, &plain(file)] {
            assert_eq!(got.header("vary"), "Accept-Encoding", "{file}");
        }
        assert!(got.header("content-type").starts_with(kind), "{file}");
    }
    assert_eq!(
        get(&at("c/night-run"), "gzip").header("content-encoding"),
        "gzip"
    );
    assert_eq!(
        get(&at("config.json"), "gzip, br").header("content-encoding"),
        ""
    );
}

/// What there is around the path: the folder's own name leads into it, with what a link brought along, and else there is nothing.
fn below_a_path(origin: &str, base: &str) {
    if base == "/" {
        return;
    }
    let slashless = base.trim_end_matches('/');
    for query in ["", "?hand-over=abc"] {
        let got = get(&format!("{origin}{slashless}{query}"), "identity");
        assert!(matches!(got.0, 301 | 308), "{query}: {}", got.0);
        let to = got.header("location").trim_start_matches(origin);
        assert_eq!(to, format!("{base}{query}"));
    }
    for outside in ["/", "/other", "/linjuan/c/night-run"] {
        let got = get(&format!("{origin}{outside}"), "identity");
        assert!(matches!(got.0, 403 | 404), "{outside}: {} {}", got.0, got.2);
    }
}

/// The policy that a build for hosts with `_headers` has.
fn policy() -> String {
    let text = fs::read_to_string(format!("{ROOT}/xtask/src/hosting.rs")).unwrap();
    let (_, rest) = text.split_once("const POLICY: &str = \"").unwrap();
    let (written, _) = rest.split_once("\";").unwrap();
    let lines = written
        .lines()
        .map(|line| line.trim_start().trim_end_matches('\\'));
    lines.collect()
}

#[test]
fn cloudfront_asks_for_the_pages_that_were_written() {
    let text = fs::read_to_string(format!("{ROOT}/docs/hosting/cloudfront.js")).unwrap();
    let cases = [
        ("c/night-run", "c/night-run/index.html"),
        ("c/night-run/", "c/night-run/index.html"),
        ("e/%E5%A4%9C.1", "e/%E5%A4%9C.1/index.html"),
        ("", ""),
        ("me", "me"),
        ("c/night-run/join", "c/night-run/join"),
        ("data/c/x.json", "data/c/x.json"),
    ];
    for base in ["/", "/linju/"] {
        let mut script = text.replace("BASE", base);
        for (asked, _) in cases {
            let uri = format!("{base}{asked}");
            script.push_str(&format!(
                "console.log(handler({{ request: {{ uri: '{uri}' }} }}).uri);\n"
            ));
        }
        let done = Command::new("node").arg("-e").arg(script).output().unwrap();
        let told = String::from_utf8_lossy(&done.stdout).into_owned();
        let told: Vec<_> = told.lines().collect();
        assert_eq!(told, cases.map(|(_, page)| format!("{base}{page}")));
    }
}

#[test]
fn nginx_serves_it() {
    for base in ["/", "/linju/"] {
        let (_process, origin) = nginx(base);
        serves_it(&origin, base, &policy());
    }
}

#[test]
fn caddy_serves_it() {
    for base in ["/", "/linju/"] {
        let (_process, origin) = caddy(base);
        serves_it(&origin, base, &policy());
        let got = get(&format!("{origin}{base}boot-69af9af9fe1895.js"), "gzip, br");
        assert_eq!(got.header("content-encoding"), "br");
    }
}
