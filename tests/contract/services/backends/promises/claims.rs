//! A community's door and who keeps it: claims that are nobody's, and texts that are nothing but data.

use serde_json::{Value, json};

use crate::services::backends::{
    people::{Person, Told},
    server::{Operator as _, Server},
};

/// What one is, made or did is looked up; what a body claims of it counts for nothing.
pub fn claims_about_roles_and_others_are_nobodys<S: Server>() {
    let server = S::filled("claims");
    let people = server.people("claims", 4);
    let [(owner, owner_id), (member, _), (stranger, _), (other, _)] = &people[..] else {
        panic!("four")
    };
    let told = owner.does(
        "1",
        "PUT",
        "/communities/claims",
        &json!({
            "charter": { "name": "claims", "purpose": "p", "area": { "city": "杭州" }, "members": 999,
                "activity": { "closed": "2020-01-01T00:00:00Z" }, "people": [{ "name": "x", "role": "owner" }],
                "policy": { "door": "open", "members_invite": true } },
            "role": "host", "id": "others",
        }),
    );
    assert_eq!(
        (told.state(), &told.body["role"]),
        ("member", &json!("owner"))
    );
    let it = server.anybody().get("/communities/claims").body;
    assert_eq!(it["members"], 1);
    assert!(it["activity"]["closed"].is_null(), "{it}");
    assert_eq!(server.anybody().get("/communities/others").status, 404);
    // Nobody founds what is there.
    assert_eq!(founds(stranger, "1", "claims", json!({})).why(), "already");
    assert_eq!(founds(other, "1", "elsewhere", json!({})).state(), "member");
    let elsewhere = other.get("/communities/elsewhere/roster").body["items"][0]["id"].clone();
    let elsewhere = elsewhere.as_str().unwrap();
    let claim = json!({ "role": "owner", "state": "member", "user": owner_id, "used": 7, "to_look": false });
    assert_eq!(member.joins("1", "claims", &claim).body["role"], "member");

    let roster = owner.get("/communities/claims/roster").body;
    let id_of = |role: &str| {
        let all = roster["items"].as_array().unwrap();
        let one = all.iter().find(|one| one["role"] == role).unwrap();
        one["id"].as_str().unwrap().to_owned()
    };
    let (own, theirs) = (id_of("owner"), id_of("member"));
    let path = |id: &str, what: &str| format!("/communities/claims/roster/{id}/{what}");
    for (at, who) in [member, stranger, other, &server.anybody()]
        .iter()
        .enumerate()
    {
        for (what, body) in [
            (
                "appoint",
                json!({ "role": "owner", "is": "owner", "as": owner_id }),
            ),
            ("remove", json!({ "reason": "x" })),
            ("hand-over", json!({ "id": own })),
        ] {
            for id in [&own, &theirs] {
                let told = who.does(&format!("{at}-{what}-{id}"), "POST", &path(id, what), &body);
                assert!([401, 403].contains(&told.status), "{what} {told:?}");
            }
        }
        for (what, body) in [
            ("close", json!({ "farewell": "x" })),
            ("archive", json!({})),
        ] {
            let told = who.does(
                &format!("{at}-{what}"),
                "POST",
                &format!("/communities/claims/{what}"),
                &body,
            );
            assert!(told.status >= 400, "{what} {told:?}");
        }
        let told = who.does(
            &format!("{at}-edit"),
            "PATCH",
            "/communities/claims",
            &json!({ "name": "mine" }),
        );
        assert!([401, 403].contains(&told.status), "{told:?}");
        assert!([401, 403].contains(&who.get("/communities/claims/roster").status));
    }
    // Ids of another community are nobody's here.
    let told = owner.does(
        "2",
        "POST",
        &path(elsewhere, "remove"),
        &json!({ "reason": "x" }),
    );
    assert_eq!(told.why(), "gone", "{told:?}");
    let told = owner.does(
        "3",
        "POST",
        &path(&theirs, "appoint"),
        &json!({ "role": "king" }),
    );
    assert_eq!(told.why(), "invalid", "{told:?}");

    // Members invite members, and know of no other invitation.
    let hidden = json!({ "role": "admin", "used": 9, "by": "x", "code": "another-code", "community": "elsewhere",
        "revoked": "2020-01-01T00:00:00Z", "note": "NOTE" });
    let told = invites(owner, "4", "claims", "for-admins", hidden);
    assert_eq!(told.status, 200, "{told:?}");
    assert_eq!(
        (&told.body["code"], &told.body["community"]),
        (&json!("for-admins"), &json!("claims"))
    );
    assert!(told.body["revoked"].is_null() && told.body["used"] != 9);
    assert_eq!(
        invites(
            member,
            "2",
            "claims",
            "too-high-1",
            json!({ "role": "host" })
        )
        .status,
        403
    );
    assert_eq!(
        invites(
            member,
            "3",
            "claims",
            "a-friend-1",
            json!({ "role": "member" })
        )
        .status,
        200
    );
    let listed = member.get("/communities/claims/invitations");
    assert_eq!(listed.body["items"].as_array().unwrap().len(), 1);
    assert!(!listed.text.contains("for-admins"));
    assert_eq!(stranger.get("/communities/claims/invitations").status, 403);
    let seen = stranger.get("/communities/claims/invitations/for-admins");
    assert_eq!((seen.status, &seen.body["role"]), (200, &json!("admin")));
    assert!(!seen.text.contains("NOTE"));
    assert_eq!(
        stranger
            .get("/communities/elsewhere/invitations/for-admins")
            .status,
        404
    );
    let revokes = |who: &Person, key: &str, code: &str| {
        let path = format!("/communities/claims/invitations/{code}");
        who.does(key, "DELETE", &path, &Value::Null)
    };
    assert_eq!(revokes(member, "4", "for-admins").status, 403);
    assert_eq!(revokes(stranger, "2", "a-friend-1").status, 403);
    assert!(!revokes(member, "5", "a-friend-1").body["revoked"].is_null());
    let told = stranger.joins("3", "claims", &json!({ "invitation": "a-friend-1" }));
    assert_eq!(told.why(), "code-over");
    let told = stranger.joins("4", "claims", &json!({ "invitation": "for-admins" }));
    assert_eq!(told.body["role"], "admin", "as what the code says");
}

/// A text is data, wherever it stands.
pub fn what_is_written_at_a_door_is_data<S: Server>() {
    const TEXTS: [&str; 6] = [
        "'; DROP TABLE linju.invitations; --",
        "x' UNION SELECT code FROM linju.invitations --",
        "$1 $body$ {{7*7}} ${x}",
        "\\' || 1=1",
        "<script>alert(1)</script>",
        "\u{202e}%' AND 1=1 -- 😀",
    ];
    let server = S::filled("texts");
    let people = server.people("texts", 2);
    let [(owner, _), (guest, _)] = &people[..] else {
        panic!("two")
    };
    for (at, text) in TEXTS.iter().enumerate() {
        let id = format!("texts-{at}");
        let charter = json!({ "name": text, "purpose": text, "about": text, "area": { "city": text }, "tags": [text.chars().take(30).collect::<String>()],
            "rules": [text], "culture": [text], "goal": { "what": text, "done": 0, "of": 1, "unit": text },
            "links": [{ "label": text, "url": "https://example.com" }], "chat": { "label": text, "url": "https://example.com" },
            "policy": { "door": "approval", "sponsor": true, "phrases": [text],
                "form": [{ "key": text, "label": text, "required": true }] } });
        let told = owner.does(
            &format!("f{at}"),
            "PUT",
            &format!("/communities/{id}"),
            &json!({ "charter": charter, "word": text }),
        );
        assert_eq!(told.state(), "member", "{text}: {told:?}");
        let it = owner.get(&format!("/communities/{id}")).body;
        for part in [
            "name", "purpose", "about", "tags", "culture", "goal", "links", "chat", "area",
        ] {
            assert_eq!(it[part], charter[part], "{part}");
        }
        assert_eq!(it["rules"]["lines"], charter["rules"]);
        assert_eq!(it["policy"]["form"][0]["key"], *text);

        let words =
            json!({ "invitation": text, "sponsor": text, "answers": { *text: text }, "rules": 1 });
        let told = guest.joins(&format!("u{at}"), &id, &words);
        assert_eq!(told.why(), "code-unknown", "{text}: {told:?}");
        let knock = json!({ "sponsor": text, "answers": { *text: text }, "rules": 1 });
        let told = guest.joins(&format!("j{at}"), &id, &knock);
        assert_eq!(told.state(), "pending-approval", "{text}: {told:?}");
        assert_eq!(
            (&told.body["sponsor"], &told.body["answers"][*text]),
            (&json!(text), &json!(text))
        );
        let path = format!("/communities/{id}/words");
        let told = guest.does(&format!("s{at}"), "POST", &path, &json!({ "text": text }));
        assert_eq!(told.body["talk"][0]["text"], *text);
        let told = owner.does(
            &format!("p{at}"),
            "POST",
            &path,
            &json!({ "text": text, "person": text }),
        );
        assert_eq!(told.why(), "gone", "{told:?}");
        let told = invites(
            owner,
            &format!("i{at}"),
            &id,
            &format!("code-{at}-{at}"),
            json!({ "role": "member", "note": text }),
        );
        assert_eq!(told.body["note"], *text);
        let odd = json!({ "role": text, "uses": text, "until": text, "approval": text });
        let told = invites(
            owner,
            &format!("o{at}"),
            &id,
            &format!("odd-{at}-{at}"),
            odd,
        );
        assert_eq!((told.status, told.why()), (422, "invalid"), "{told:?}");
        let told = owner.does(
            &format!("c{at}"),
            "POST",
            &format!("/communities/{id}/close"),
            &json!({ "farewell": text }),
        );
        assert_eq!(told.body["activity"]["farewell"], *text);
    }
    let odd = json!({ "name": 1, "area": [], "tags": "x", "rules": [1], "policy": { "form": {}, "term": -1 },
        "rhythm": [{ "rule": "FREQ=SOMETIMES" }], "chat": 7, "links": [{}], "goal": "x" });
    let told = owner.does("odd", "PUT", "/communities/odd", &json!({ "charter": odd }));
    assert_eq!((told.status, told.why()), (422, "invalid"), "{told:?}");
    assert_eq!(server.anybody().get("/communities/odd").status, 404);
    assert!(
        server
            .operator()
            .found("communities", "id='odd'")
            .is_empty()
    );
}

pub(super) fn founds(who: &Person, key: &str, id: &str, policy: Value) -> Told {
    let charter =
        json!({ "name": id, "purpose": "p", "area": { "city": "杭州" }, "policy": policy });
    let body = json!({ "charter": charter, "word": "" });
    who.does(key, "PUT", &format!("/communities/{id}"), &body)
}

pub(super) fn invites(who: &Person, key: &str, community: &str, code: &str, body: Value) -> Told {
    let path = format!("/communities/{community}/invitations/{code}");
    who.does(key, "PUT", &path, &body)
}
