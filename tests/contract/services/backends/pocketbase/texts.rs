//! A text is data wherever it stands: in what organisers write, in what goes on at the door, in the place of ids and codes.

use serde_json::{Value, json};

use super::{
    Server, changed,
    door::{founded, invites, posts, row_of},
    found, seed,
};

const TEXTS: [&str; 9] = [
    "\u{0}x\u{7}",
    "' OR '1'='1",
    "\"; DROP TABLE invitations; --",
    "x' UNION SELECT * FROM past --",
    "{:user}",
    "@request.auth.id",
    "$.archived') --",
    "\u{202e}😀[link](javascript:alert(1))",
    "<script>alert(1)</script>",
];

#[test]
fn a_text_is_data_wherever_it_stands_at_the_door_too() {
    let server = Server::filled("backend-pocketbase-door-texts", seed::small());
    let admin = server.admin();
    let people = server.people("texts", 3);
    let [(owner, _), (ann, ann_id), (wang, _)] = &people[..] else {
        panic!("three")
    };
    let tables = ["invitations", "memberships", "communities", "past", "users"];
    founded(owner, "texts-of", &json!({}));
    for (at, text) in TEXTS.iter().enumerate() {
        changed(&admin, "users", ann_id, &json!({ "name": text }));
        let id = format!("texts-{at}");
        let charter = json!({ "name": text, "purpose": text, "about": text, "area": { "city": text, "place": text }, "tags": [text],
            "rules": [text], "culture": [text], "goal": { "what": text, "done": 0, "of": 1, "unit": text }, "parent": "texts-of",
            "links": [{ "label": text, "url": format!("https://x/{text}") }],
            "chat": { "label": text, "url": "https://x", "picture": format!("https://x/{text}") },
            "policy": { "door": "approval", "sponsor": true, "phrases": [text], "referral": { "count": 1, "kind": text },
                "form": [{ "key": text, "label": text, "kind": "text", "help": text }] } });
        let body = json!({ "charter": charter, "word": text });
        let path = format!("/communities/{id}");
        assert_eq!(
            owner.does(&format!("f{at}"), "PUT", &path, &body).state(),
            "member",
            "{text}"
        );
        let whole = owner.get(&path).body;
        for part in [
            "name", "purpose", "about", "area", "tags", "culture", "goal", "links", "chat",
            "policy",
        ] {
            let told = &whole[part];
            let all_there = match (told, &charter[part]) {
                (Value::Object(told), Value::Object(given)) => given
                    .iter()
                    .all(|(key, value)| &told[key] == value || key == "form"),
                (told, given) => told == given,
            };
            assert!(all_there, "{text}: {part} {told}");
        }
        let parts = server.anybody().get("/communities/texts-of").body["chapters"].clone();
        assert!(
            parts
                .as_array()
                .unwrap()
                .iter()
                .any(|one| one["name"] == *text),
            "{parts}"
        );
        let note = json!({ "note": text, "role": "member", "approval": true });
        assert_eq!(invites(owner, &id, "code-1234", &note).body["note"], *text);
        let answers =
            json!({ "answers": { *text: text }, "sponsor": text, "invitation": Value::Null });
        let told = ann.joins(&format!("j{at}"), &id, &answers);
        assert_eq!(
            (&told.body["sponsor"], &told.body["answers"][*text]),
            (&json!(text), &json!(text))
        );
        let words = format!("{path}/words");
        let told = posts(ann, &format!("w{at}"), &words, &json!({ "text": text }));
        assert_eq!(told.body["talk"][0]["text"], *text);
        let row = row_of(owner, &id, "applications", text)["id"].clone();
        let ask = json!({ "text": text, "person": row });
        assert_eq!(
            posts(owner, &format!("w{at}"), &words, &ask).body["talk"][1]["text"],
            *text
        );
        let no = format!("{path}/applications/{}/reject", row.as_str().unwrap());
        assert_eq!(
            posts(owner, &format!("n{at}"), &no, &json!({ "reason": text })).body["reason"],
            *text
        );
        // In the place of ids and codes.
        let odd: String = text.bytes().map(|byte| format!("%{byte:02X}")).collect();
        for (method, path, body) in [
            ("PUT", format!("/communities/{odd}"), body.clone()),
            ("PUT", format!("{path}/invitations/{odd}"), json!({})),
            ("DELETE", format!("{path}/invitations/{odd}"), Value::Null),
            ("PUT", format!("/me/following/{odd}"), json!({})),
            (
                "POST",
                format!("{path}/roster/{odd}/appoint"),
                json!({ "role": text }),
            ),
            (
                "POST",
                words.clone(),
                json!({ "person": text, "text": text }),
            ),
            (
                "PUT",
                format!("/me/memberships/{id}"),
                json!({ "invitation": text }),
            ),
        ] {
            for who in [owner, wang] {
                let told = who.does(&format!("{method} {path} {at}"), method, &path, &body);
                assert!(
                    (300..500).contains(&told.status),
                    "{text} {method} {path}: {told:?}"
                );
            }
        }
        let told = wang.get(&format!("{path}/invitations/{odd}"));
        assert!((300..500).contains(&told.status), "{told:?}");
        let close = posts(
            owner,
            &format!("c{at}"),
            &format!("{path}/close"),
            &json!({ "farewell": text }),
        );
        assert_eq!(close.body["activity"]["farewell"], *text);
        for table in tables {
            assert!(
                !found(&admin, table, "id!=''").is_empty(),
                "{text}: {table}"
            );
        }
    }
}
