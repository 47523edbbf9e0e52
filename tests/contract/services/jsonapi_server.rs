//! JSON:API: joins by `included`, errors and a media type of its own. A library of Node; the
//! service that is made of it here is `jsonapi-server/server.mjs`.

use std::{fs, process::Command};

use serde_json::{Map, Value, json};

use super::{
    Running, folder, install, keeps_the_contract,
    process::{self, Process, free_port},
    root,
    rows::{Column, To, row},
    seed::{self, Seed},
};

const COMMUNITY: &[Column] = &[
    ("id", "/id", To::Same),
    ("name", "/name", To::Same),
    ("summary", "/purpose", To::Same),
    ("description", "/about", To::Same),
    ("city", "/area/city", To::Same),
    ("district", "/area/district", To::Same),
    ("place", "/area/place", To::Same),
    ("lat", "/area/position/lat", To::Same),
    ("lng", "/area/position/lng", To::Same),
    ("tags", "/tags", To::Same),
    ("image", "/cover", To::Same),
    ("rules_version", "/rules/version", To::Same),
    ("house_rules", "/rules/lines", To::Same),
    ("customs", "/culture", To::Same),
    ("rhythms", "/rhythm", To::Json),
    ("team", "/people", To::Json),
    ("entry", "/policy/door", To::Same),
    ("questions", "/policy/form", To::Json),
    ("agree", "/policy/consent", To::Same),
    ("sponsors", "/policy/referral/count", To::Same),
    ("sponsor_kind", "/policy/referral/kind", To::Same),
    ("fee", "/policy/dues/amount", To::Same),
    ("fee_currency", "/policy/dues/currency", To::Same),
    ("fee_period", "/policy/dues/period", To::Same),
    ("max_members", "/policy/capacity", To::Same),
    ("founded", "/activity/founded", To::Seconds),
    ("last_met", "/activity/last_met", To::Seconds),
    ("meetings", "/activity/met_90d", To::Same),
    ("newcomers", "/activity/joined_90d", To::Same),
    ("closed", "/activity/closed", To::Seconds),
    ("farewell", "/activity/farewell", To::Same),
    ("member_count", "/members", To::Same),
    ("goal", "/goal", To::Json),
    ("parent", "/parent", To::Same),
    ("websites", "/links", To::Json),
];

const EVENT: &[Column] = &[
    ("id", "/id", To::Same),
    ("title", "/title", To::Same),
    ("description", "/description", To::Same),
    ("starts", "/start", To::Seconds),
    ("ends", "/end", To::Seconds),
    ("timezone", "/zone", To::Same),
    ("city", "/venue/city", To::Same),
    ("district", "/venue/district", To::Same),
    ("place", "/venue/place", To::Same),
    ("lat", "/venue/position/lat", To::Same),
    ("lng", "/venue/position/lng", To::Same),
    ("address", "/venue/address", To::Same),
    ("address_hidden", "/venue/address_hidden", To::Same),
    ("online", "/venue/online", To::Same),
    ("meeting_url", "/venue/online_url", To::Same),
    ("seats", "/capacity", To::Same),
    ("taken", "/taken", To::Same),
    ("waiting", "/waiting", To::Same),
    ("audience", "/sign_up/who", To::Same),
    ("opens", "/sign_up/opens", To::Seconds),
    ("closes", "/sign_up/closes", To::Seconds),
    ("max_party", "/sign_up/party_max", To::Same),
    ("queue", "/sign_up/waitlist", To::Same),
    ("questions", "/sign_up/form", To::Json),
    ("price", "/price", To::Same),
    ("hosts", "/hosts", To::Json),
    ("status", "/status", To::Same),
    ("status_note", "/status_note", To::Same),
    ("repeats", "/series", To::Same),
    ("tags", "/tags", To::Same),
];

const MEMBER: &[Column] = &[
    ("id", "/id", To::Same),
    ("name", "/name", To::Same),
    ("sort_key", "/sort_key", To::Same),
    ("picture", "/picture", To::Same),
    ("headline", "/headline", To::Same),
    ("role", "/role", To::Same),
    ("joined", "/joined", To::Seconds),
    ("hometown", "/hometown", To::Same),
    ("district", "/district", To::Same),
    ("skills", "/skills", To::Same),
    ("offers", "/offers", To::Same),
    ("seeks", "/seeks", To::Same),
    ("contacts", "/contacts", To::Json),
    ("on_request", "/on_request", To::Same),
];

#[test]
fn jsonapi_server_keeps_the_contract() {
    // What it includes it looks for among the first fifty.
    keeps_the_contract("jsonapi-server", seed::few(50), start);
}

fn start(seed: &Seed) -> Running {
    let folder = folder("jsonapi-server");
    let data = folder.join("data.json");
    let events = seed.events.iter();
    let members = seed.members.iter();
    let rows = json!({
        "communities": seed.communities.iter().map(|c| resource("communities", row(c, COMMUNITY), c)).collect::<Vec<_>>(),
        "events": events.map(|e| resource("events", row(e, EVENT), e)).collect::<Vec<_>>(),
        "members": members.map(|m| resource("members", row(m, MEMBER), m)).collect::<Vec<_>>(),
    });
    fs::write(&data, rows.to_string()).unwrap();
    let port = free_port().to_string();
    let base = format!("http://127.0.0.1:{port}/api");
    let mut command = Command::new("node");
    command
        .arg(root().join("tests/contract/services/jsonapi-server/server.mjs"))
        .arg(install::npm("jsonapi-server", "jsonapi-server"))
        .arg(port)
        .arg(data);
    Running {
        processes: vec![Process::start(
            &mut command,
            &folder,
            &format!("{base}/memberships"),
        )],
        base,
        typed: Vec::new(),
        other: Vec::new(),
        reads: process::by_method,
    }
}

/// With its type, and its community as a relation.
fn resource(kind: &str, mut row: Map<String, Value>, ours: &Value) -> Value {
    row.insert("type".to_owned(), kind.into());
    if let Some(community) = ours.get("community") {
        let community = json!({ "type": "communities", "id": community });
        row.insert("community".to_owned(), community);
    }
    Value::Object(row)
}
