//! What is written for the data set, and for a service of a few lines over real HTTP.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::PathBuf;
use std::{fs, thread};

use serde_json::{Value, json};

use super::{LIST, Wanted, fits_a_folder, html, write};

const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");

/// A build with that configuration: the page of the project, its mappings and data.
fn built(name: &str, config: &Value) -> PathBuf {
    let dist = std::env::temp_dir().join(format!("linju-prerender-{name}-{}", std::process::id()));
    let _may_be_new = fs::remove_dir_all(&dist);
    fs::create_dir_all(dist.join("mappings")).unwrap();
    let page = fs::read_to_string(format!("{ROOT}/index.html")).unwrap();
    fs::write(dist.join("index.html"), page).unwrap();
    fs::write(dist.join("config.json"), config.to_string()).unwrap();
    fs::copy(
        format!("{ROOT}/public/mappings/linju.json"),
        dist.join("mappings/linju.json"),
    )
    .unwrap();
    copied(format!("{ROOT}/public/data").into(), dist.join("data"));
    dist
}

fn copied(from: PathBuf, to: PathBuf) {
    fs::create_dir_all(&to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let to = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copied(path, to);
        } else {
            fs::copy(path, to).unwrap();
        }
    }
}

/// A build's pages, with what else is said.
fn wanted(dist: &std::path::Path) -> Wanted {
    Wanted {
        dist: dist.to_owned(),
        config: None,
        demo: false,
        site: "https://linju.example/".to_owned(),
    }
}

/// What stands in the JSON-LD of a page.
fn ld(page: &str) -> Value {
    let (_, rest) = page
        .split_once("<script type=\"application/ld+json\">")
        .unwrap();
    serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap()
}

#[test]
fn the_data_set_is_written_and_written_again() {
    let dist = built("set", &json!({ "backend": "embedded" }));
    for name in [
        "later-0123456789abcdef.css",
        "later-0123456789abcdef.css.br",
    ] {
        fs::write(dist.join(name), "").unwrap();
    }
    let demo = Wanted {
        demo: true,
        ..wanted(&dist)
    };
    let said = write(&demo).unwrap();
    assert!(
        said.starts_with("From the invented data set (--demo): "),
        "{said}"
    );
    let page = fs::read_to_string(dist.join("c/night-run/index.html")).unwrap();
    for wanted in [
        "<title>运河夜跑团 · 邻聚</title>",
        "<link rel=\"canonical\" href=\"https://linju.example/c/night-run\">",
        "<meta property=\"og:title\" content=\"运河夜跑团 · 邻聚\">",
        "<meta property=\"og:url\" content=\"https://linju.example/c/night-run\">",
        "<h1>运河夜跑团</h1>",
        // The page is the app's own, and starts it.
        "boot.js",
        "<base ",
    ] {
        assert!(page.contains(wanted), "{wanted}");
    }
    assert_eq!(page.matches("<title>").count(), 1);
    assert_eq!(page.matches("name=\"description\"").count(), 1);
    assert!(!page.contains("boot-card"), "the skeleton is gone");
    let (read, unscripted) = page.split_once("<noscript>").unwrap();
    let (unscripted, _) = unscripted.split_once("</noscript>").unwrap();
    assert!(
        read.ends_with("</article>")
            && unscripted.starts_with("<div class=boot-note><p")
            && unscripted.matches("</p>").count() == 3
            && !unscripted.contains("boot-failed"),
        "it would cover what can be read: {unscripted}"
    );
    assert!(!page.contains("boot-bar"), "nothing in it can be pressed");
    assert_eq!(page.matches(" boot-waits").count(), 2);
    assert_eq!(page.matches("<div").count(), page.matches("</div>").count());
    assert_eq!(
        page.matches("\"later-0123456789abcdef.css\"").count(),
        1,
        "its looks"
    );
    let it = ld(&page);
    assert_eq!(
        (&it["@type"], &it["name"]),
        (&json!("Organization"), &json!("运河夜跑团"))
    );
    // Events that are not over, each with when by its own clocks.
    let events: Vec<_> = fs::read_dir(dist.join("e"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    assert!(events.len() > 20, "{}", events.len());
    let page = fs::read_to_string(events[0].join("index.html")).unwrap();
    let it = ld(&page);
    assert_eq!(it["@type"], "Event");
    assert!(
        it["startDate"].as_str().unwrap().ends_with("+08:00"),
        "{it}"
    );
    let sitemap = fs::read_to_string(dist.join("sitemap.xml")).unwrap();
    assert!(sitemap.contains("<loc>https://linju.example/c/night-run</loc>"));
    // What is no more goes with the next run; what somebody else put there stays.
    fs::write(dist.join("c/mine.html"), "").unwrap();
    let mut list = fs::read_to_string(dist.join(LIST)).unwrap();
    fs::create_dir_all(dist.join("c/old")).unwrap();
    fs::write(dist.join("c/old/index.html"), "").unwrap();
    list.push_str("c/old/index.html\n../x/index.html\n");
    fs::write(dist.join(LIST), list).unwrap();
    assert_eq!(write(&demo).unwrap(), said);
    assert!(!dist.join("c/old").exists());
    assert!(dist.join("c/mine.html").exists());
    fs::remove_dir_all(&dist).unwrap();
}

/// Answers by path until the test ends.
fn service(answers: Vec<(&'static str, Value)>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut seen = [0; 4096];
            let n = stream.read(&mut seen).unwrap();
            let line = String::from_utf8_lossy(&seen[..n]).into_owned();
            let path = line.split(' ').nth(1).unwrap_or_default();
            let path = path.split('?').next().unwrap();
            let found = answers.iter().find(|(known, _)| *known == path);
            let (status, body) = match found {
                Some((_, body)) => ("200 OK", body.to_string()),
                None => ("404 Not Found", "{}".to_owned()),
            };
            let head = format!(
                "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            stream.write_all(head.as_bytes()).unwrap();
            stream.write_all(body.as_bytes()).unwrap();
        }
    });
    at
}

#[test]
fn a_service_is_asked_over_http_and_nothing_of_it_is_code() {
    let evil = "</script><script>alert(1)</script>\"'&";
    let community = json!({ "id": "夜跑", "name": evil, "purpose": "跑步", "about": "# 一\n\n[x](javascript:alert(1)) <b>粗</b>" });
    let secret = "金江路 7 号";
    let event = |id: &str| {
        json!({
            "id": id, "community": "夜跑", "title": "夜跑一场", "start": "2096-11-24T12:00:00Z", "end": "2096-11-24T14:00:00Z",
            "zone": "Asia/Shanghai", "place": "运河边", "city": "杭州", "address": secret, "address_hidden": true, "capacity": 20, "taken": 3,
        })
    };
    let mut odd = event("e/1");
    odd["title"] = json!("不能做文件夹的");
    let at = service(vec![
        ("/communities", json!({ "items": [community] })),
        ("/communities/%E5%A4%9C%E8%B7%91", community.clone()),
        ("/events", json!({ "items": [event("e1"), odd] })),
        ("/events/e1", event("e1")),
        ("/events/e%2F1", event("e/1")),
    ]);
    // The build's own names no service; another file does.
    let dist = built("http", &json!({ "backend": "embedded" }));
    let other = dist.join("other.json");
    let config = json!({ "backend": "mapped", "mapping": "mappings/linju.json", "base": at });
    fs::write(&other, config.to_string()).unwrap();
    let said = write(&Wanted {
        config: Some(other),
        ..wanted(&dist)
    });
    let said = said.unwrap();
    assert!(said.contains(&format!(" at {at}: ")), "{said}");
    assert!(
        said.contains("1 communities, 2 events") && said.contains("Left out: 1"),
        "{said}"
    );
    let page = fs::read_to_string(dist.join("c/夜跑/index.html")).unwrap();
    assert!(
        !page.contains("<script>alert") && !page.contains("=\"javascript:"),
        "{page}"
    );
    assert!(page.contains("href=\"https://linju.example/c/%E5%A4%9C%E8%B7%91\""));
    assert_eq!(ld(&page)["name"], evil);
    assert!(page.contains("<h2>一</h2>") && page.contains("&lt;b&gt;"));
    let page = fs::read_to_string(dist.join("e/e1/index.html")).unwrap();
    assert!(page.contains("2096年11月24日 周六 20:00–22:00"), "{page}");
    assert!(!page.contains(secret), "a hidden address");
    let it = ld(&page);
    assert_eq!(it["startDate"], "2096-11-24T20:00:00+08:00");
    assert_eq!(it["eventStatus"], "https://schema.org/EventScheduled");
    assert_eq!(it["remainingAttendeeCapacity"], 17);
    assert_eq!(
        it["organizer"]["url"],
        "https://linju.example/c/%E5%A4%9C%E8%B7%91"
    );
    fs::remove_dir_all(&dist).unwrap();
}

#[test]
fn what_cannot_be_written_says_why_in_a_sentence() {
    let fails = |name: &str, config: Value| {
        let dist = built(name, &config);
        let failure = write(&wanted(&dist)).unwrap_err();
        assert!(!dist.join("c").exists(), "nothing half done");
        fs::remove_dir_all(&dist).unwrap();
        failure
    };
    let invented = fails("invented", json!({ "backend": "embedded" }));
    assert!(
        invented.contains("invented") && invented.contains("https://linju.example/"),
        "{invented}"
    );
    assert!(fails("hash", json!({ "urls": "hash" })).contains("hash"));
    let below = json!({ "backend": "mapped", "mapping": "mappings/linju.json", "base": "/api" });
    assert!(fails("below", below).contains("below the site"));
    let nobody = json!({ "backend": "mapped", "mapping": "mappings/linju.json", "base": "http://127.0.0.1:9" });
    assert!(!fails("nobody", nobody).is_empty());
    let gone = json!({ "backend": "mapped", "mapping": "mappings/none.json", "base": "http://127.0.0.1:9" });
    assert!(fails("gone", gone).contains("none.json"));
    for words in [&[][..], &["--site", "linju.example"]] {
        assert!(super::wanted(words.iter().map(|w| (*w).to_owned())).is_err());
    }
    assert!(html::Shell::of("<p>no page of ours", None).is_err());
}

#[test]
fn a_build_for_another_address_is_refused_by_both_names() {
    for (site, page, fits) in [
        ("https://linju.example/", "<base href=/>", true),
        ("https://linju.example/", "<base href=\"/\">", true),
        ("https://linju.example/linju/", "<base href=/linju/>", true),
        ("https://linju.example/", "<base href=/linju/>", false),
        ("https://linju.example/linju/", "<base href=/>", false),
        (
            "https://linju.example/a/",
            "<base href=https://linju.example/a/>",
            true,
        ),
        (
            "https://linju.example/a/",
            "<base href='https://else.example/a/'>",
            false,
        ),
        // A page of the source, which no build has been made of.
        (
            "https://linju.example/",
            "<base data-trunk-public-url>",
            true,
        ),
    ] {
        let said = super::answered(site, html::base(page));
        assert_eq!(said.is_ok(), fits, "{site} {page}");
        let named = |failure: String| failure.contains(site) && failure.contains("<base href=");
        assert!(said.err().is_none_or(named), "{site} {page}");
    }
    let dist = built("base", &json!({}));
    let page = fs::read_to_string(dist.join("index.html")).unwrap();
    let page = page.replacen("data-trunk-public-url", "href=/linju/", 1);
    fs::write(dist.join("index.html"), page).unwrap();
    let failure = write(&wanted(&dist)).unwrap_err();
    assert!(
        failure.contains("https://linju.example/linju/"),
        "{failure}"
    );
    fs::remove_dir_all(&dist).unwrap();
}

#[test]
fn only_names_that_every_system_has_are_folders() {
    for (id, fits) in [
        ("night-run", true),
        ("夜跑", true),
        ("a b", true),
        ("", false),
        ("..", false),
        (".x", false),
        ("a/b", false),
        ("a?b", false),
        ("a%2Fb", false),
        ("a.", false),
    ] {
        assert_eq!(fits_a_folder(id), fits, "{id}");
    }
}
