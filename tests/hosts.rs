//! docs/embedding.md against the table of hosts: its tables are written from it. `LINJU_BLESS=1 cargo test --no-default-features --test
//! hosts` writes them anew after a change that was meant.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::panic)]

#[allow(dead_code, reason = "the app goes by the rest of it")]
#[path = "../src/host/hosts.rs"]
mod hosts;

use std::{env, fs};

use hosts::{HOSTS, Instead, Kind, Verb, Way, Web, origin, ways};
use linju::data::HOST_PAGES;

const DOC: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/embedding.md");

const VERBS: [(Verb, &str); 12] = [
    (Verb::Share, "share"),
    (Verb::Title, "title"),
    (Verb::Back, "back"),
    (Verb::NavigateHost, "navigate_host"),
    (Verb::Pay, "pay"),
    (Verb::AddToCalendar, "add_to_calendar"),
    (Verb::Remind, "remind"),
    (Verb::Scan, "scan"),
    (Verb::Locate, "locate"),
    (Verb::OpenMap, "open_map"),
    (Verb::Copy, "copy"),
    (Verb::SaveFile, "save_file"),
];

fn words(way: &Way) -> String {
    let web = |web: &Web| match web {
        Web::Sheet => "the phone's sheet (`navigator.share`)",
        Web::Clipboard => "`navigator.clipboard`, in a tap",
        Web::Title => "`document.title`, which the bar follows",
        Web::History => "the page's own history; at its beginning the screen above",
        Web::Link => "a link",
        Web::File => "a file",
        Web::Camera => "the camera, where the web-view has it",
        Web::Geolocation => "`navigator.geolocation`, where the web-view has it",
    };
    let instead = |instead: &Instead| match instead {
        Instead::Menu => "the host's own menu (which is said), and the link copied",
        Instead::NoHost => "there is no host",
        Instead::PayLink => "the address at which it is paid, to copy",
        Instead::Facts => "time and place to copy",
        Instead::Calendar => "the entry in one's calendar",
        Instead::Typing => "names tapped, codes typed",
        Instead::District => "city and district chosen",
        Instead::Address => "the address to copy",
        Instead::Mark => "the text to be marked by hand",
        Instead::Rows => "time and place, rows or a card to copy",
    };
    match way {
        Way::Web(by) => web(by).to_owned(),
        Way::Call(call) => format!("`{call}`"),
        Way::Signed(call) => format!("`wx.{call}`, signed"),
        Way::Page(name) => format!("page `{name}`"),
        Way::PageBy(call, name) => format!("`{call}` to page `{name}`"),
        Way::Instead(by) => format!("*{}*", instead(by)),
    }
}

fn column(host: Kind, verb: Verb) -> String {
    let ways: Vec<String> = ways(host, verb).iter().map(words).collect();
    ways.join("; else ")
}

/// Host by verb; what is the same in all mini-programs but WeChat's stands once.
fn table() -> String {
    let mut out = String::from(
        "| Verb | Browser | WeChat 微信 | QQ, Alipay 支付宝, Douyin 抖音, Baidu 百度 |\n|---|---|---|---|\n",
    );
    let others = [Kind::Qq, Kind::Alipay, Kind::Douyin, Kind::Baidu];
    for (verb, name) in VERBS {
        let [browser, wechat, other] =
            [Kind::Browser, Kind::WeChat, Kind::Qq].map(|host| column(host, verb));
        for host in others {
            assert_eq!(
                column(host, verb),
                other,
                "{host:?} wants a column of its own"
            );
        }
        out += &format!("| `{name}` | {browser} | {wechat} | {other} |\n");
    }
    out
}

/// What each is known by, and where its calls come from.
fn marks() -> String {
    let mut out = String::from(
        "| Mini-program | `--for` | Known by (user agent) | and `getEnv` of | Script, fetched when it is first asked for something | Origin for `script-src` |\n|---|---|---|---|---|---|\n",
    );
    for host in &HOSTS {
        let marks: Vec<String> = host
            .marks
            .iter()
            .filter(|mark| !mark.is_empty())
            .map(|mark| format!("`{mark}`"))
            .collect();
        let mut known = marks.join(" with ");
        if let [shows, is] = host.shows
            && !shows.is_empty()
        {
            known += &format!("; or {} with `{shows} = {is}`", marks.first().unwrap());
        }
        let calls: Vec<&str> = host
            .calls
            .iter()
            .copied()
            .filter(|name| !name.is_empty())
            .collect();
        out += &format!(
            "| {} | `{}` | {known} | `{}`: `{}` | `{}` | `{}` |\n",
            host.name,
            host.key,
            calls.join("."),
            host.confirms,
            host.script,
            origin(host.script),
        );
    }
    out
}

fn filled(doc: &str, name: &str, table: &str) -> String {
    let (begin, end) = (format!("<!-- {name} -->\n"), "<!-- end -->\n");
    let (before, rest) = doc
        .split_once(&begin)
        .unwrap_or_else(|| panic!("no {begin}"));
    let (_, after) = rest.split_once(end).unwrap();
    format!("{before}{begin}{table}{end}{after}")
}

#[test]
fn the_document_says_what_the_table_has() {
    let doc = fs::read_to_string(DOC).unwrap();
    let now = filled(&filled(&doc, "verbs", &table()), "hosts", &marks());
    if env::var_os("LINJU_BLESS").is_some() {
        fs::write(DOC, &now).unwrap();
        return;
    }
    assert!(
        doc == now,
        "docs/embedding.md is not what the table says: LINJU_BLESS=1 writes it"
    );
}

#[test]
fn each_verb_is_done_in_some_way_in_each_host() {
    let hosts = HOSTS.iter().map(|host| host.kind).chain([Kind::Browser]);
    for host in hosts {
        for (verb, name) in VERBS {
            let ways = ways(host, verb);
            assert!(!ways.is_empty(), "{host:?} {name}");
            // A substitute is the last, and none is behind what always works.
            let instead = ways.iter().position(|way| matches!(way, Way::Instead(_)));
            assert!(
                instead.is_none_or(|at| at + 1 == ways.len()),
                "{host:?} {name}"
            );
            if host == Kind::Browser {
                let own = |way: &Way| matches!(way, Way::Web(_) | Way::Instead(_));
                assert!(ways.iter().all(own), "{name}: a browser has no host");
            }
        }
    }
}

#[test]
fn the_pages_of_the_table_are_those_that_a_configuration_names() {
    let mut named: Vec<&str> = HOSTS
        .iter()
        .flat_map(|host| VERBS.iter().flat_map(|(verb, _)| ways(host.kind, *verb)))
        .filter_map(|way| match way {
            Way::Page(name) | Way::PageBy(_, name) => Some(*name),
            _ => None,
        })
        .collect();
    named.sort_unstable();
    named.dedup();
    let mut known = HOST_PAGES.to_vec();
    known.sort_unstable();
    assert_eq!(named, known);
    let doc = fs::read_to_string(DOC).unwrap();
    for name in known {
        assert!(
            doc.contains(&format!("\n| `{name}` | ")),
            "{name} is told of in the document"
        );
    }
}

#[test]
fn scripts_come_over_https_and_no_two_hosts_are_one() {
    for (at, host) in HOSTS.iter().enumerate() {
        assert!(host.script.starts_with("https://"), "{}", host.name);
        assert_eq!(origin(host.script).matches('/').count(), 2, "{}", host.name);
        assert!(
            HOSTS
                .iter()
                .take(at)
                .all(|other| other.key != host.key && other.kind != host.kind)
        );
    }
}
