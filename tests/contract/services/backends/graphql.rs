//! The requests of docs/api.md as GraphQL for `docs/backends/postgresql`, so that one test asks every server.

use serde_json::{Value, json};

use super::people::Told;

const COMMUNITY: &str = "id name purpose about area tags cover rules culture rhythm people policy activity members goal \
    parent links chapters chat";
const INVITATION: &str = "code community role uses used until approval note by made revoked";
const EVENT: &str = "id community community_name title description start end zone venue capacity taken waiting sign_up \
    price hosts status status_note series tags cover photos faces";
const MEMBER: &str = "id community name sort_key picture headline role joined hometown district skills offers seeks \
    contacts birthday household visibility on_request unlisted request";
const REPORT: &str = "id member name by reason text at settled";

/// An operation, and what of its answer is meant.
pub struct Asked {
    pub body: String,
    shape: Shape,
}

#[derive(Clone, Copy)]
enum Shape {
    /// What came of a command.
    Outcome,
    /// A row.
    One,
    /// Rows; those of the viewer hold what is meant in `standing`.
    Page,
}

/// A request of docs/api.md; what is none of it asks for nothing.
pub fn asked(method: &str, path: &str, key: Option<&str>, body: Option<&str>) -> Asked {
    let body: Value = body.map_or(Value::Null, |text| {
        serde_json::from_str(text).unwrap_or_else(|_| text.into())
    });
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let parts: Vec<String> = path.split('/').skip(1).map(decoded).collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let does = |field: &str, arguments: &str| {
        let made =
            format!("done: {field}(input: {{ {arguments} }}) {{ result {{ status body }} }}");
        (declared("mutation", &made), Shape::Outcome)
    };
    let one = |field: &str, arguments: &str, fields: &str| {
        let made = format!("is: {field}({arguments}) {{ {fields} }}");
        (declared("query", &made), Shape::One)
    };
    let page = |field: &str, arguments: &str, fields: &str, also: &str| {
        let made = format!(
            "{also} is: {field}({arguments} after: $after, size: $size) {{ {fields} cursor }}"
        );
        (declared("query", &made), Shape::Page)
    };
    let (source, shape) = match (method, &parts[..]) {
        ("PUT", ["me", "memberships", _]) => does("join", "community: $a, key: $key, body: $body"),
        ("DELETE", ["me", "memberships", _]) => does("leave", "community: $a, key: $key"),
        ("POST", ["me", "memberships", _, "accept"]) => {
            does("acceptInvitation", "community: $a, key: $key, body: $body")
        }
        ("POST", ["me", "memberships", _, "decline"]) => {
            does("declineInvitation", "community: $a, key: $key")
        }
        ("PUT", ["me", "sign-ups", _]) => does("signUp", "event: $a, key: $key, body: $body"),
        ("PATCH", ["me", "sign-ups", _]) => {
            does("changeSignUp", "event: $a, key: $key, body: $body")
        }
        ("DELETE", ["me", "sign-ups", _]) => does("cancelSignUp", "event: $a, key: $key"),
        ("POST", ["me", "sign-ups", _, "accept"]) => does("acceptOffer", "event: $a, key: $key"),
        ("PUT", ["me", "sign-ups", _, "feedback"]) => {
            does("giveFeedback", "event: $a, key: $key, body: $body")
        }
        ("PATCH", ["me", "entries", _]) => {
            does("writeEntry", "community: $a, key: $key, body: $body")
        }
        ("DELETE", ["me", "entries", _]) => does("removeEntry", "community: $a, key: $key"),
        ("GET", ["me", "entries", _]) => one("myEntry", "community: $a", "entry requests blocked"),
        ("PUT", ["communities", _, "members", _, "request"]) => does(
            "askContact",
            "community: $a, member: $b, key: $key, body: $body",
        ),
        ("DELETE", ["communities", _, "members", _, "request"]) => {
            does("takeBackRequest", "community: $a, member: $b, key: $key")
        }
        ("POST", ["me", "entries", _, "requests", _, "grant"]) => does(
            "grantRequest",
            "community: $a, person: $c, key: $key, body: $body",
        ),
        ("POST", ["me", "entries", _, "requests", _, "refuse"]) => does(
            "refuseRequest",
            "community: $a, person: $c, key: $key, body: $body",
        ),
        ("POST", ["me", "entries", _, "requests", _, "revoke"]) => {
            does("revokeGrant", "community: $a, person: $c, key: $key")
        }
        ("PUT", ["communities", _, "members", _, "block"]) => {
            does("block", "community: $a, member: $b, key: $key")
        }
        ("DELETE", ["communities", _, "members", _, "block"]) => {
            does("unblock", "community: $a, member: $b, key: $key")
        }
        ("POST", ["communities", _, "members", _, "report"]) => does(
            "reportMember",
            "community: $a, member: $b, key: $key, body: $body",
        ),
        ("GET", ["communities", _, "reports"]) => page("reports", "community: $a", REPORT, ""),
        ("POST", ["communities", _, "reports", _, "settle"]) => {
            does("settleReport", "community: $a, report: $b, key: $key")
        }
        ("POST", ["communities", _, "applications", _, _]) => does(
            "reviewApplication",
            "community: $a, id: $b, verdict: $c, key: $key, body: $body",
        ),
        ("POST", ["events", _, "sign-ups", _, "promote"]) => {
            does("promote", "event: $a, id: $b, key: $key")
        }
        ("POST", ["events", _, "sign-ups", _, "turn-away"]) => {
            does("turnAway", "event: $a, id: $b, key: $key, body: $body")
        }
        ("POST", ["events", _, "sign-ups", _, "check-in"]) => {
            does("checkIn", "event: $a, id: $b, key: $key, body: $body")
        }
        ("POST", ["events", _, "sign-ups", _, "undo-check-in"]) => {
            does("undoCheckIn", "event: $a, id: $b, key: $key")
        }
        ("PUT", ["events", _, "sign-ups", _]) => {
            does("walkIn", "event: $a, id: $b, key: $key, body: $body")
        }
        ("POST", ["events", _, "close-attendance"]) => {
            does("closeAttendance", "event: $a, key: $key")
        }
        ("POST", ["events", _, "sign-ups", _, _]) => does(
            "reviewSignUp",
            "event: $a, id: $b, verdict: $c, key: $key, body: $body",
        ),
        ("PATCH", ["me", "memberships", _]) => {
            does("amend", "community: $a, key: $key, body: $body")
        }
        ("POST", ["me", "memberships", _, "agree"]) => {
            does("agree", "community: $a, key: $key, body: $body")
        }
        ("POST", ["me", "memberships", _, "renew"]) => {
            does("renew", "community: $a, key: $key, body: $body")
        }
        ("POST", ["communities", _, "words"]) => {
            does("say", "community: $a, key: $key, body: $body")
        }
        ("PUT", ["me", "following", _]) => does("follow", "community: $a, key: $key"),
        ("DELETE", ["me", "following", _]) => does("unfollow", "community: $a, key: $key"),
        ("POST", ["communities", _, "roster", _, "appoint"]) => {
            does("appoint", "community: $a, id: $b, key: $key, body: $body")
        }
        ("POST", ["communities", _, "roster", _, "remove"]) => {
            does("remove", "community: $a, id: $b, key: $key, body: $body")
        }
        ("POST", ["communities", _, "roster", _, "hand-over"]) => {
            does("handOver", "community: $a, id: $b, key: $key")
        }
        ("PUT", ["communities", _, "invitations", _]) => {
            does("invite", "community: $a, code: $b, key: $key, body: $body")
        }
        ("DELETE", ["communities", _, "invitations", _]) => {
            does("revoke", "community: $a, code: $b, key: $key")
        }
        ("PUT", ["communities", _]) => does("found", "community: $a, key: $key, body: $body"),
        ("PATCH", ["communities", _]) => does("edit", "community: $a, key: $key, body: $body"),
        ("POST", ["communities", _, "close"]) => {
            does("close", "community: $a, key: $key, body: $body")
        }
        ("POST", ["communities", _, "archive"]) => does("archive", "community: $a, key: $key"),
        ("POST", ["communities", _, "reopen"]) => does("reopen", "community: $a, key: $key"),
        ("PUT", ["events", _]) => does("createEvent", "event: $a, key: $key, body: $body"),
        ("PATCH", ["events", _]) => does("editEvent", "event: $a, key: $key, body: $body"),
        ("POST", ["events", _, "call-off"]) => does("callOff", "event: $a, key: $key, body: $body"),
        ("POST", ["events", _, "adopt"]) => does("adoptEvent", "event: $a, key: $key"),
        ("GET", ["communities", _, "roster"]) => page("roster", "community: $a", "standing", ""),
        ("GET", ["communities", _, "invitations"]) => {
            page("invitations", "community: $a", INVITATION, "")
        }
        ("GET", ["communities", _, "invitations", _]) => {
            one("invitation", "community: $a, code: $b", INVITATION)
        }
        ("GET", ["me", "following"]) => page("following", "", "community", ""),
        ("GET", ["communities"]) => page("communities", "", COMMUNITY, ""),
        ("GET", ["communities", _]) => one("community", "id: $a", COMMUNITY),
        ("GET", ["events"]) => page("events", "since: $since, until: $until", EVENT, ""),
        ("GET", ["events", _]) => one("event", "id: $a", EVENT),
        ("GET", ["communities", _, "members"]) => page(
            "directory",
            "community: $a, q: $q,",
            MEMBER,
            "total: listed(community: $a, q: $q)",
        ),
        ("GET", ["communities", _, "members", _]) => one("entry", "community: $a, id: $b", MEMBER),
        ("GET", ["me", "memberships"]) => page("memberships", "", "standing", ""),
        ("GET", ["me", "sign-ups"]) => page("signUps", "", "standing", ""),
        ("GET", ["communities", _, "applications"]) => {
            page("applications", "community: $a", "standing", "")
        }
        ("GET", ["events", _, "sign-ups"]) => page("attendance", "event: $a", "standing", ""),
        _ => ("query { __typename }".to_owned(), Shape::One),
    };
    let at = |n: usize| parts.get(n).copied();
    let thing = if parts.first() == Some(&"me") {
        at(2)
    } else {
        at(1)
    };
    let asks = |name: &str| {
        let mut all = query.split('&').filter_map(|one| one.split_once('='));
        all.find(|(n, _)| *n == name)
            .map(|(_, value)| decoded(value))
    };
    let size: Option<i64> = asks("limit").and_then(|n| n.parse().ok());
    let variables = json!({ "a": thing, "b": at(3), "c": at(4), "key": key, "body": body, "since": asks("from"),
        "until": asks("to"), "after": asks("cursor"), "size": size, "q": asks("q") });
    Asked {
        body: json!({ "query": source, "variables": used(&source, variables) }).to_string(),
        shape,
    }
}

impl Asked {
    /// The answer as docs/api.md has it.
    pub fn told(&self, status: u16, text: String) -> Told {
        let answer: Value = serde_json::from_str(&text).unwrap_or(Value::Null);
        let data = &answer["data"];
        let body = match self.shape {
            Shape::Outcome => data["done"]["result"]["body"].clone(),
            _ if data["is"].is_null() => Value::Null,
            Shape::One => data["is"].clone(),
            Shape::Page => {
                let rows = data["is"].as_array().cloned().unwrap_or_default();
                let next = rows.last().map_or(Value::Null, |row| row["cursor"].clone());
                let items = rows
                    .into_iter()
                    .map(|mut row| match row["standing"].take() {
                        Value::Null => row,
                        standing => standing,
                    });
                json!({ "items": items.collect::<Vec<_>>(), "next": next, "total": data["total"] })
            }
        };
        let status = match (self.shape, status) {
            (Shape::One, 200) if body.is_null() => 404,
            _ => status,
        };
        Told { status, body, text }
    }
}

/// The operation, which has to declare the variables that it uses and no others.
fn declared(kind: &str, made: &str) -> String {
    const TYPES: [(&str, &str); 10] = [
        ("a", "String"),
        ("b", "String"),
        ("c", "String"),
        ("key", "String"),
        ("body", "JSON"),
        ("since", "String"),
        ("until", "String"),
        ("after", "String"),
        ("size", "Int"),
        ("q", "String"),
    ];
    let mut used: Vec<String> = Vec::new();
    for (name, of) in TYPES {
        let ends = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric());
        let slot = format!("${name}");
        let mut after = made.split(&slot).skip(1);
        if after.any(ends) {
            used.push(format!("${name}: {of}"));
        }
    }
    if used.is_empty() {
        return format!("{kind} {{ {made} }}");
    }
    format!("{kind}({}) {{ {made} }}", used.join(", "))
}

/// Only those that the operation declares.
fn used(source: &str, variables: Value) -> Value {
    let Value::Object(mut all) = variables else {
        return variables;
    };
    all.retain(|name, _| source.contains(&format!("${name}:")));
    all.into()
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|h| std::str::from_utf8(h).ok());
        match hex.and_then(|h| u8::from_str_radix(h, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &after[2..];
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
