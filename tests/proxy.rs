//! The proxies of docs/proxy, as real programs on loopback: Linju's files and a service without CORS on one origin.
//!
//! Behind them stands a service of a few lines that tells what reached it. Needs nginx and Caddy; `cargo xtask test`
//! sees to them.
#![cfg(all(not(target_arch = "wasm32"), feature = "services"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

#[path = "contract/services/process.rs"]
mod process;

use std::{
    fs,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::Command,
    thread,
};

use process::{Process, free_port};

/// Answers each request with its first line and headers, in lower case; `/moved` leads on and sets a cookie.
fn echo() -> u16 {
    echo_below("")
}

/// The same for a service that knows only addresses that begin so, as PocketBase does.
fn echo_below(below: &'static str) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for stream in listener.incoming() {
            thread::spawn(move || answer(stream.unwrap(), port, below));
        }
    });
    port
}

fn answer(mut stream: TcpStream, port: u16, below: &str) {
    let mut seen = Vec::new();
    let mut piece = [0; 4096];
    let head = loop {
        let n = stream.read(&mut piece).unwrap();
        seen.extend_from_slice(&piece[..n]);
        if let Some(end) = seen.windows(4).position(|w| w == b"\r\n\r\n") {
            break end + 4;
        }
        assert!(n > 0, "a request without an end");
    };
    let text = String::from_utf8(seen[..head].to_vec()).unwrap();
    let length = text
        .lines()
        .find_map(|line| {
            line.to_lowercase()
                .strip_prefix("content-length: ")?
                .parse()
                .ok()
        })
        .unwrap_or(0_usize);
    while seen.len() < head + length {
        let n = stream.read(&mut piece).unwrap();
        seen.extend_from_slice(&piece[..n]);
    }
    let path = text.split(' ').nth(1).unwrap();
    let known = path.starts_with(&format!("{below}/")) || path.starts_with("/_/");
    let (status, more) = match path {
        _ if !known => ("404 Not Found", String::new()),
        "/moved" => (
            "302 Found",
            format!(
                "Location: http://127.0.0.1:{port}/next\r\nSet-Cookie: s=1; Path=/; HttpOnly\r\n"
            ),
        ),
        "/moved-near" => ("302 Found", "Location: /next\r\n".to_owned()),
        "/full" => ("409 Conflict", String::new()),
        _ => (
            "200 OK",
            "ETag: \"7\"\r\nX-Total-Count: 3\r\nLink: </x?page=2>; rel=\"next\"\r\n".to_owned(),
        ),
    };
    let body = String::from_utf8(seen).unwrap();
    write!(
        stream,
        "HTTP/1.1 {status}\r\n{more}Content-Type: text/plain\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .unwrap();
}

/// A folder as `cargo xtask build` makes it.
fn site(name: &str) -> PathBuf {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _old = fs::remove_dir_all(&dir);
    fs::create_dir_all(dir.join("www")).unwrap();
    fs::write(dir.join("www/index.html"), "<title>Linju</title>").unwrap();
    fs::write(dir.join("www/config.json"), r#"{"base":"/api"}"#).unwrap();
    fs::write(dir.join("www/pages-0123456789abcdef.wasm"), b"\0asm").unwrap();
    dir
}

/// The file of docs/proxy with its three words filled in.
fn filled(file: &str, listen: &str, root: &Path, service: u16) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("docs/proxy")
        .join(file);
    let text = fs::read_to_string(path).unwrap();
    let words = [
        ("LISTEN", listen),
        ("ROOT", root.to_str().unwrap()),
        ("SERVICE", &format!("127.0.0.1:{service}")),
    ];
    // Not in the comments, which name the words.
    let lines = text
        .lines()
        .map(|line| match line.trim_start().starts_with('#') {
            true => String::new(),
            false => words.iter().fold(line.to_owned(), |line, (word, value)| {
                line.replace(word, value)
            }),
        });
    lines.collect::<Vec<_>>().join("\n")
}

fn nginx(service: u16) -> (Process, String) {
    nginx_with("nginx", service, |file| file)
}

/// With what an operator changes in the file.
fn nginx_with(name: &str, service: u16, change: impl Fn(String) -> String) -> (Process, String) {
    let (dir, port) = (site(name), free_port());
    let server = change(filled(
        "nginx.conf",
        &format!("127.0.0.1:{port}"),
        &dir.join("www"),
        service,
    ));
    let d = dir.display();
    // What Debian's own nginx.conf has around it, in a folder of its own and without a daemon. The master may be root,
    // whose workers could not read the folder.
    let user = if Command::new("id").arg("-u").output().unwrap().stdout == b"0\n" {
        "user root;"
    } else {
        ""
    };
    let whole = format!(
        "{user} daemon off; pid {d}/pid; error_log {d}/error.log; events {{}}\nhttp {{ access_log off; \
         client_body_temp_path {d}/body; proxy_temp_path {d}/proxy; fastcgi_temp_path {d}/f; uwsgi_temp_path {d}/u; \
         scgi_temp_path {d}/s; types {{ text/html html; application/json json; }}\n{server}\n}}"
    );
    fs::write(dir.join("nginx.conf"), whole).unwrap();
    let origin = format!("http://127.0.0.1:{port}");
    let mut command = Command::new("nginx");
    command
        .arg("-p")
        .arg(&dir)
        .arg("-c")
        .arg(dir.join("nginx.conf"))
        .arg("-e")
        .arg(dir.join("error.log"));
    (Process::start(&mut command, &dir, &origin), origin)
}

fn caddy(service: u16) -> (Process, String) {
    caddy_with("caddy", service, |file| file)
}

fn caddy_with(name: &str, service: u16, change: impl Fn(String) -> String) -> (Process, String) {
    let (dir, port) = (site(name), free_port());
    let origin = format!("http://127.0.0.1:{port}");
    let text = change(filled("Caddyfile", &origin, &dir.join("www"), service));
    fs::write(
        dir.join("Caddyfile"),
        format!("{{\n\tadmin off\n\tauto_https off\n}}\n{text}\n"),
    )
    .unwrap();
    let mut command = Command::new("caddy");
    command
        .args(["run", "--adapter", "caddyfile", "--config"])
        .arg(dir.join("Caddyfile"));
    command
        .env("XDG_DATA_HOME", &dir)
        .env("XDG_CONFIG_HOME", &dir);
    (Process::start(&mut command, &dir, &origin), origin)
}

type Got = ureq::http::Response<ureq::Body>;

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        .build()
        .into()
}

fn header<'a>(got: &'a Got, name: &str) -> &'a str {
    got.headers()
        .get(name)
        .map_or("", |value| value.to_str().unwrap())
}

fn get(url: &str) -> Got {
    agent().get(url).call().unwrap()
}

fn serves_the_app(origin: &str) {
    for path in ["/", "/c/night-run", "/c/night-run/members?q=a"] {
        let mut page = get(&format!("{origin}{path}"));
        assert_eq!(
            (page.status().as_u16(), header(&page, "cache-control")),
            (200, "no-cache"),
            "{path}"
        );
        assert!(
            header(&page, "content-type").starts_with("text/html"),
            "{path}"
        );
        assert!(page.body_mut().read_to_string().unwrap().contains("Linju"));
    }
    let config = get(&format!("{origin}/config.json"));
    assert_eq!(header(&config, "content-type"), "application/json");
    let part = get(&format!("{origin}/pages-0123456789abcdef.wasm"));
    assert_eq!(
        (part.status().as_u16(), header(&part, "content-type")),
        (200, "application/wasm")
    );
    assert!(header(&part, "cache-control").contains("immutable"));
    let gone = get(&format!("{origin}/pages-fedcba9876543210.wasm"));
    assert_eq!(
        gone.status().as_u16(),
        404,
        "a page would be taken for a script"
    );
}

fn passes_requests_on(origin: &str, below: &str) {
    // Raw: an id with a slash in it, Chinese, and what is encoded in the query.
    let raw = "/rows/a%2Fb/%E9%82%BB%E8%81%9A?filter=a%20%3D%20%22b%2Fc%22&page%5Bsize%5D=2";
    let mut got = get(&format!("{origin}/api{raw}"));
    let seen = got.body_mut().read_to_string().unwrap();
    assert!(
        seen.starts_with(&format!("GET {below}{raw} HTTP/1.")),
        "{seen}"
    );
    assert_eq!(
        (header(&got, "etag"), header(&got, "x-total-count")),
        ("\"7\"", "3")
    );
    assert!(header(&got, "link").contains("rel=\"next\""));
    assert_eq!(header(&got, "access-control-allow-origin"), "");

    let sent = agent()
        .put(format!("{origin}/api/memberships/1"))
        .header("Origin", origin)
        .header("Authorization", "Bearer t")
        .header("Idempotency-Key", "\"k\"")
        .header("If-None-Match", "*")
        .header("Content-Type", "application/json")
        .send("{\"name\":\"沈越\"}");
    let seen = sent.unwrap().body_mut().read_to_string().unwrap();
    let lower = seen.to_lowercase();
    assert!(
        seen.starts_with(&format!("PUT {below}/memberships/1 ")),
        "{seen}"
    );
    assert!(seen.ends_with("{\"name\":\"沈越\"}"), "{seen}");
    for there in [
        "authorization: bearer t",
        "idempotency-key: \"k\"",
        "if-none-match: *",
        "content-type: application/json",
    ] {
        assert!(lower.contains(there), "{there} is not in {seen}");
    }
    assert!(!lower.contains("\r\norigin:"), "{seen}");
}

fn keeps_what_it_says_below_api(origin: &str) {
    for path in ["moved", "moved-near"] {
        let moved = get(&format!("{origin}/api/{path}"));
        assert_eq!(moved.status().as_u16(), 302);
        let to = header(&moved, "location").trim_start_matches(origin);
        assert_eq!(to, "/api/next", "{path}");
    }
    let moved = get(&format!("{origin}/api/moved"));
    assert!(
        header(&moved, "set-cookie").contains("Path=/api/"),
        "{:?}",
        moved.headers()
    );
    assert_eq!(get(&format!("{origin}/api/full")).status().as_u16(), 409);
}

#[test]
fn nginx_joins_the_app_and_a_service() {
    let (_running, origin) = nginx(echo());
    serves_the_app(&origin);
    passes_requests_on(&origin, "");
    keeps_what_it_says_below_api(&origin);
}

#[test]
fn caddy_joins_the_app_and_a_service() {
    let (_running, origin) = caddy(echo());
    serves_the_app(&origin);
    passes_requests_on(&origin, "");
    keeps_what_it_says_below_api(&origin);
}

#[test]
fn a_service_that_is_down_is_said_to_be_so() {
    for start in [nginx, caddy] {
        let (_running, origin) = start(free_port());
        serves_the_app(&origin);
        assert_eq!(get(&format!("{origin}/api/x")).status().as_u16(), 502);
    }
}

const POCKETBASE: &str = include_str!("../docs/backends/pocketbase/README.md");

/// The block for `/_/` out of PocketBase's page, for this service and for addresses that may see it.
fn pages_of_administrators(language: &str, service: u16, from: &str) -> String {
    let block = POCKETBASE
        .split_once(&format!("```{language}\n"))
        .unwrap()
        .1;
    let block = block.split_once("```").unwrap().0;
    block
        .replace("127.0.0.1:8090", &format!("127.0.0.1:{service}"))
        .replace("10.0.0.0/8", from)
}

/// What PocketBase's page says to write, in the place of what stands in the file.
fn changed(file: &str, was: &str, is: &str) -> String {
    assert!(POCKETBASE.contains(is), "the page says {is}");
    assert_eq!(file.matches(was).count(), 1, "{was}");
    file.replace(was, is)
}

fn nginx_for_pocketbase(service: u16, from: &str) -> (Process, String) {
    nginx_with("nginx-pocketbase", service, |file| {
        let file = changed(&file, "set $below \"\";", "set $below \"/api\";");
        let end = file.rfind('}').unwrap();
        let pages = pages_of_administrators("nginx", service, from);
        format!("{}{pages}}}", &file[..end])
    })
}

fn caddy_for_pocketbase(service: u16, from: &str) -> (Process, String) {
    caddy_with("caddy-pocketbase", service, |file| {
        let file = changed(&file, "handle_path /api/* {", "handle /api/* {");
        let lines = file.lines().filter(|line| !line.contains("header_down"));
        let file = lines.collect::<Vec<_>>().join("\n");
        let (head, rest) = file.split_once(" {\n").unwrap();
        let pages = pages_of_administrators("caddy", service, from);
        format!("{head} {{\n{pages}{rest}")
    })
}

#[test]
fn a_service_whose_addresses_begin_with_api_is_found() {
    for start in [nginx_for_pocketbase, caddy_for_pocketbase] {
        let (running, origin) = start(echo_below("/api"), "127.0.0.0/8");
        assert_eq!(
            get(&format!("{origin}/api/communities")).status().as_u16(),
            200
        );
        serves_the_app(&origin);
        passes_requests_on(&origin, "/api");
        let mut page = get(&format!("{origin}/_/assets/index-0123456789ab.js"));
        let seen = page.body_mut().read_to_string().unwrap();
        assert!(
            seen.starts_with("GET /_/assets/index-0123456789ab.js "),
            "{seen}"
        );
        drop(running);
        let (_running, origin) = start(echo_below("/api"), "10.0.0.0/8");
        let closed = get(&format!("{origin}/_/"));
        assert_eq!(closed.status().as_u16(), 403, "not for everybody");
        assert_eq!(
            get(&format!("{origin}/api/communities")).status().as_u16(),
            200
        );
    }
}
