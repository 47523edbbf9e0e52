//! What `cargo xtask prerender` writes of it: what a stranger may read, in the words that chats and search engines read, and nothing else.

use std::{fs, path::Path, process::Command};

use serde_json::{Value, json};

use super::{Server, event, folder, made, root, seed};

const SITE: &str = "https://linju.example/";
/// Told to those with a seat, and to nobody else.
const ADDRESS: &str = "SECRET street 7";
const ROOM: &str = "https://secret.example/room";

/// A build as far as it is needed: the page, the mapping, and where the service is.
fn built(server: &Server) -> std::path::PathBuf {
    let dist = folder("backend-pocketbase-written-dist");
    fs::create_dir_all(dist.join("mappings")).unwrap();
    for (from, to) in [
        ("index.html", "index.html"),
        ("public/mappings/linju.json", "mappings/linju.json"),
    ] {
        fs::copy(root().join(from), dist.join(to)).unwrap();
    }
    let config =
        json!({ "backend": "mapped", "mapping": "mappings/linju.json", "base": server.base() });
    fs::write(dist.join("config.json"), config.to_string()).unwrap();
    dist
}

fn written(dist: &Path) -> String {
    let done = Command::new(env!("CARGO"))
        .args([
            "run",
            "--quiet",
            "--locked",
            "--package",
            "linju-prerender",
            "--",
        ])
        .args(["--site", SITE, "--dist"])
        .arg(dist)
        .current_dir(root())
        .output()
        .unwrap();
    assert!(done.status.success(), "{done:?}");
    String::from_utf8(done.stdout).unwrap()
}

/// What a `<meta property>` or `<meta name>` of a page says.
fn meta<'a>(page: &'a str, name: &str) -> &'a str {
    let at = page
        .split_once(&format!("=\"{name}\" content=\""))
        .expect(name)
        .1;
    at.split_once('"').unwrap().0
}

fn ld(page: &str) -> Value {
    let at = page
        .split_once("<script type=\"application/ld+json\">")
        .unwrap()
        .1;
    serde_json::from_str(at.split_once("</script>").unwrap().0).unwrap()
}

#[test]
fn its_pages_unfold_in_chats_and_tell_what_a_stranger_is_told() {
    let seed = seed::small();
    let server = Server::filled("backend-pocketbase-written", seed);
    let admin = server.admin();
    let venue = json!({ "place": "运河边", "city": "杭州", "address": ADDRESS, "online": true, "online_url": ROOM,
        "address_hidden": true });
    let hidden = json!({ "community": "night-run", "title": "夜跑 <b>一场</b>", "description": "**慢跑**五公里", "venue": venue });
    event(&admin, "to-be-read", json!(20), &hidden);
    let open = json!({ "community": "night-run", "venue": { "place": "运河边", "address": "OPEN street 9" } });
    event(&admin, "open", json!(20), &open);
    let proposed = json!({ "community": "night-run", "title": "PROPOSED", "status": "proposed" });
    event(&admin, "proposed", json!(20), &proposed);
    // One is put away, and one is for its founder alone until somebody has looked at it.
    let activity = json!({ "closed": "2026-01-01T00:00:00Z", "archived": "2026-01-02T00:00:00Z" });
    let away = json!({ "id": "put-away", "name": "AWAY", "purpose": "AWAY", "activity": activity });
    let _id = made(&admin, "communities", &away);
    let unseen = json!({ "id": "unseen", "name": "UNSEEN", "purpose": "UNSEEN", "proposed": true });
    let _id = made(&admin, "communities", &unseen);

    let dist = built(&server);
    let said = written(&dist);
    assert!(said.contains("communities"), "{said}");

    let page = fs::read_to_string(dist.join("e/to-be-read/index.html")).unwrap();
    assert_eq!(
        meta(&page, "og:title"),
        "夜跑 &lt;b&gt;一场&lt;/b&gt; · 邻聚"
    );
    assert_eq!(meta(&page, "og:url"), format!("{SITE}e/to-be-read"));
    assert_eq!(meta(&page, "og:type"), "article");
    assert_eq!(meta(&page, "og:image"), format!("{SITE}icon-512.png"));
    assert!(
        meta(&page, "og:description").contains("杭州运河边"),
        "{page}"
    );
    assert_eq!(meta(&page, "description"), meta(&page, "og:description"));
    let canonical = format!("<link rel=\"canonical\" href=\"{SITE}e/to-be-read\">");
    assert!(page.contains(&canonical));
    assert!(page.contains("<strong>慢跑</strong>五公里"));
    let it = ld(&page);
    assert_eq!(it["@context"], "https://schema.org");
    assert_eq!(
        (&it["@type"], &it["name"]),
        (&json!("Event"), &json!("夜跑 <b>一场</b>"))
    );
    assert_eq!(it["organizer"]["url"], format!("{SITE}c/night-run"));

    let page = fs::read_to_string(dist.join("c/night-run/index.html")).unwrap();
    let name = seed
        .communities
        .iter()
        .find(|c| c["id"] == "night-run")
        .unwrap()["name"]
        .as_str();
    assert_eq!(ld(&page)["name"].as_str(), name);
    assert_eq!(meta(&page, "og:title"), format!("{} · 邻聚", name.unwrap()));
    assert!(
        page.contains(&format!("{SITE}e/to-be-read")),
        "what is next stands on it"
    );

    // All that was written, in one text.
    let list = fs::read_to_string(dist.join(".prerendered")).unwrap();
    let all: String = list
        .lines()
        .map(|name| fs::read_to_string(dist.join(name)).unwrap())
        .collect();
    for hidden in [
        ADDRESS,
        ROOM,
        "PROPOSED",
        "AWAY",
        "UNSEEN",
        "e/proposed",
        "c/put-away",
        "c/unseen",
    ] {
        assert!(!all.contains(hidden), "{hidden}");
    }
    // Who is in a directory is no matter of a stranger's: of people only those are named who carry it or hold something.
    let carried = |row: &&Value| !all.contains(row["name"].as_str().unwrap_or("\u{0}"));
    assert!(seed.members.iter().filter(carried).count() > seed.members.len() / 2);
    for contact in ["\"contacts\"", "tel:", "wechat"] {
        assert!(!all.contains(contact), "{contact}");
    }
}
