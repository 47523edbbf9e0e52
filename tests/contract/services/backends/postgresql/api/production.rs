//! As it is run for many: a login that owns nothing, a pooler, a replica that is late.

use serde_json::{Value, json};

use super::{Server, Sql, cluster, program};
use crate::services::backends::{
    people::at_once,
    server::{Server as _, event},
};

#[test]
fn a_login_that_owns_nothing_serves_and_the_owner_is_no_superuser() {
    let cluster = cluster();
    let admin = Sql(cluster.of("postgres"));
    admin.does(
        "create role linju_owner login createrole; create role linju_web login;
         grant linju_visitor, linju_server to linju_owner with admin option; grant linju_server to linju_web",
    );
    admin.does("create database owned owner linju_owner");
    let owner = cluster.of("owned").replace("postgres@", "linju_owner@");
    for _ in 0..2 {
        let migrated = program()
            .env("LINJU_OWNER_URL", &owner)
            .arg("migrate")
            .output()
            .unwrap();
        assert!(migrated.status.success(), "{migrated:?}");
    }
    let web = cluster.of("owned").replace("postgres@", "linju_web@");
    let mut server = Server::new("api-postgresql-owned", cluster.clone(), web);
    server
        .environment
        .push(("LINJU_OWNER_URL", "none".to_owned()));
    let server = server.started();
    let sql = Sql(owner);
    event(&sql, "owned", json!(1), &json!({}));
    sql.does(
        "insert into linju.users (id) values ('a'), ('b');
        insert into linju.sessions (hash, user_id, until)
        select linju.hashed('token-' || id), id, now() + interval '1 hour' from linju.users",
    );
    let (a, b) = (server.by("token-a"), server.by("token-b"));
    assert_eq!(a.signs_up("1", "owned").state(), "confirmed");
    assert_eq!(b.signs_up("1", "owned").state(), "waitlisted");
    let asked = json!({ "query": "mutation { askForCode(input: { recipient: \"13800005555\" }) { result { status } } }" });
    assert_eq!(
        a.speak("POST", "/graphql", &[], Some(&asked.to_string()))
            .unwrap()
            .status,
        200
    );
    for _ in 0..100 {
        if sql.asks("select count(*) from linju.outgoing") == "0" {
            break;
        }
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    assert_eq!(
        sql.asks("select count(*) from linju.outgoing"),
        "0",
        "and sends what waits"
    );
    let over = [("linju-secret", super::SECRET)];
    let handed = a.speak(
        "POST",
        "/session/hand-over",
        &over,
        Some("{\"subject\": \"wx:1\"}"),
    );
    assert_eq!(handed.unwrap().status, 200);
    let web = Sql(server.database.clone());
    web.does("select linju.settle_due(), linju.forget(), linju.forget_sessions()");
    for table in [
        "users", "sessions", "members", "sign_ups", "codes", "commands", "events",
    ] {
        let may = web.asks(&format!("select has_any_column_privilege('linju.{table}', 'select, insert, update') or has_table_privilege('linju.{table}', 'delete')"));
        assert_eq!(may, "f", "{table}");
    }
}

/// Behind a pooler one connection serves everybody, one transaction after another.
#[test]
fn one_connection_hands_nobody_to_anybody() {
    let mut server = Server::stopped("pooled");
    server.environment.push(("LINJU_POOLER", "1".to_owned()));
    server
        .environment
        .push(("LINJU_CONNECTIONS", "1".to_owned()));
    let server = server.started();
    let people = server.people("pooled", 6);
    event(&server.operator(), "pooled", json!(3), &json!({}));
    let told = at_once(&people, |at, (person, id)| {
        let mine = person.graphql("{ me { id } }", &Value::Null);
        assert_eq!(mine.body["data"]["me"]["id"], id.as_str());
        let nobody = server.anybody().graphql("{ me { id } }", &Value::Null);
        assert_eq!(nobody.body["data"]["me"], Value::Null);
        let state = person.signs_up("1", "pooled").state().to_owned();
        assert_eq!(server.anybody().get("/me/sign-ups").status, 401);
        // What goes wrong leaves nothing behind, either.
        assert_eq!(person.get(&format!("/events?from=x{at}")).status, 400);
        assert_eq!(server.by("x").get("/me/sign-ups").status, 401);
        state
    });
    assert_eq!(told.iter().filter(|state| *state == "confirmed").count(), 3);
    let connected = "select count(*) from pg_stat_activity where datname = current_database() and application_name = 'linju'";
    assert_eq!(server.sql().asks(connected), "1");
}

#[test]
fn lists_come_from_a_replica_and_ones_own_doing_is_seen_at_once() {
    let replica = Server::stopped("replica");
    let mut server = Server::stopped("replicated");
    // The replica never hears of anything: what it shows, it shows late.
    server
        .environment
        .push(("LINJU_REPLICA_URL", replica.database.clone()));
    server
        .environment
        .push(("LINJU_BEHIND_PROXY", "1".to_owned()));
    let server = server.started();
    let people = server.people("replicated", 1);
    let (a, _) = &people[0];
    for sql in [server.sql(), replica.sql()] {
        event(&sql, "late", json!(5), &json!({}));
    }
    let taken = |address: &str, token: &str| {
        let who = server.by(token);
        let body = json!({ "query": "{ event(id: \"late\") { taken } }" }).to_string();
        let told = who
            .speak(
                "POST",
                "/graphql",
                &[("x-forwarded-for", address)],
                Some(&body),
            )
            .unwrap();
        told.body["data"]["event"]["taken"].clone()
    };
    assert_eq!(a.signs_up("1", "late").state(), "confirmed");
    assert_eq!(taken("192.0.2.7", ""), 0, "somebody else hears of it late");
    assert_eq!(
        taken("192.0.2.8", "token-of-replicated-0"),
        1,
        "who did it at once"
    );
    assert_eq!(a.get("/me/sign-ups").body["items"][0]["state"], "confirmed");
    replica
        .sql()
        .does("update linju.events set title = 'x'; drop schema linju_api cascade");
    assert_eq!(taken("192.0.2.8", "token-of-replicated-0"), 1);
    // A replica that is gone is done without.
    let mut alone = Server::stopped("without_replica");
    alone.environment.push((
        "LINJU_REPLICA_URL",
        "postgres://postgres@127.0.0.1:1/nowhere".to_owned(),
    ));
    let alone = alone.started();
    assert_eq!(
        alone.anybody().get("/communities").body["items"]
            .as_array()
            .unwrap()
            .len(),
        50
    );
}
