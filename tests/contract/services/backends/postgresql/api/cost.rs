//! How the cost grows with the number of rows: the figures of `docs/backends/postgresql/README.md`.

use std::time::Instant;

use serde_json::{Value, json};

use super::{Server, Sql, cluster};
use crate::services::{
    backends::{people::Person, server::Server as _},
    mapping,
};

/// So often is each asked.
const TIMES: usize = 31;

/// One community with so many members and so many people, so many events in a hundred communities: the greater part of
/// them over, as it is after years.
fn fill(sql: &Sql, count: usize) {
    sql.does(&format!(
        "insert into linju.communities (id, name, policy) values ('large', 'large', '{{\"door\": \"open\"}}');
         insert into linju.communities (id, name) select 'of-' || n, 'of ' || n from generate_series(0, 99) n;
         insert into linju.users (id, email) select 'u-' || n, 'u-' || n || '@example.net' from generate_series(1, {count}) n;
         insert into linju.memberships (user_id, community_id, state, role, since)
           select 'u-' || n, 'large', 'member', 'member', now() from generate_series(1, {count}) n;
         insert into linju.members (community_id, user_id, name, sort_key, headline, skills, contacts, visibility)
           select 'large', 'u-' || n, 'Name ' || n, md5(n::text), repeat('word ', 10), '[\"a\", \"b\"]',
             '[{{\"kind\": \"phone\", \"value\": \"13800001111\"}}]', '{{\"headline\": \"organisers\"}}'
           from generate_series(1, {count}) n;
         insert into linju.events (id, title, description, community_id, starts, ends, zone, capacity, sign_up)
           select 'e-' || n, 'Event ' || n, repeat('text ', 100), 'of-' || n % 100, t, t + interval '2 hours', 'Asia/Shanghai', 20,
             '{{\"who\": \"open\", \"waitlist\": true}}'
           from generate_series(1, {count}) n,
             lateral (select now() - interval '3 years' + n * interval '4 years' / {count} as t) s;
         insert into linju.sign_ups (user_id, event_id, state, since, ticket)
           select 'u-' || 1 + (n * 7) % {count}, 'e-' || n, 'confirmed', now(), 't' || n from generate_series(1, {count}) n;
         insert into linju.events (id, title, starts, zone, capacity, sign_up)
           select 'take-' || n, 'take', now() + interval '30 days', 'Asia/Shanghai', 20, '{{\"who\": \"open\"}}'
           from generate_series(1, {TIMES}) n;"
    ));
    sql.does("vacuum analyze");
}

/// What a quarter of them are quicker than, in milliseconds: on a machine that does other things the middle is theirs.
fn quarter(mut act: impl FnMut(usize)) -> f64 {
    let mut took: Vec<f64> = (0..TIMES)
        .map(|time| {
            let begun = Instant::now();
            act(time);
            begun.elapsed().as_secs_f64() * 1000.0
        })
        .collect();
    took.sort_by(f64::total_cmp);
    took[TIMES / 4]
}

/// A query of the mapping, as the app sends it.
fn asks(who: &Person, mapping: &Value, query: &str, variables: &Value) -> Value {
    let text = mapping["queries"][query]["body"]["object"]["query"]["const"]
        .as_str()
        .unwrap();
    let told = who.graphql(text, variables);
    assert_eq!(told.status, 200, "{told:?}");
    told.body["data"].clone()
}

#[test]
#[ignore = "measures for a minute or two: cargo xtask bench backends"]
fn how_the_cost_grows() {
    let _cluster = cluster();
    let mapping = mapping("linju-postgresql");
    let now = linju::model::Instant::from_unix(crate::services::seed::clock().unix());
    println!(
        "| Members and events | events from now | their page 20 | of one community | directory | its page 20 | sign-up | on disk |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    let mut all: Vec<Vec<f64>> = Vec::new();
    for count in [100, 1_000, 10_000, 100_000] {
        let server = Server::filled(&format!("cost_{count}"));
        let sql = server.sql();
        fill(&sql, count);
        sql.does("insert into linju.sessions (hash, user_id, until) values (linju.hashed('measures'), 'u-1', now() + interval '1 hour')");
        let who = server.by("measures");
        let asks = |query: &str, variables: Value| asks(&who, &mapping, query, &variables);
        let events = |after: &Value| {
            asks(
                "events",
                json!({ "since": now.to_string(), "after": after, "size": 50 }),
            )["events"]
                .clone()
        };
        let directory = |after: &Value| {
            asks(
                "members",
                json!({ "community": "large", "after": after, "size": 50 }),
            )["directory"]
                .clone()
        };
        let cursor = |rows: &Value| {
            rows.as_array()
                .unwrap()
                .last()
                .map_or(Value::Null, |row| row["cursor"].clone())
        };
        let twentieth = |page: &dyn Fn(&Value) -> Value| {
            (1..20).fold(Value::Null, |after, _| match cursor(&page(&after)) {
                Value::Null => after,
                next => next,
            })
        };
        let (late_events, late_members) = (twentieth(&events), twentieth(&directory));
        let row = vec![
            quarter(|_| assert!(!events(&Value::Null).as_array().unwrap().is_empty())),
            quarter(|_| drop(events(&late_events))),
            quarter(|_| {
                drop(asks(
                    "events",
                    json!({ "community": "of-7", "since": now.to_string(), "size": 50 }),
                ))
            }),
            quarter(|_| assert_eq!(directory(&Value::Null).as_array().unwrap().len(), 50)),
            quarter(|_| drop(directory(&late_members))),
            quarter(|time| {
                let told = who.signs_up(&format!("cost {time}"), &format!("take-{}", time + 1));
                assert_eq!(told.state(), "confirmed", "{told:?}");
            }),
        ];
        let size = sql.asks("select pg_size_pretty(pg_database_size(current_database()))");
        let shown: Vec<String> = row.iter().map(|ms| format!("{ms:.1} ms")).collect();
        println!("| {count} | {} | {size} |", shown.join(" | "));
        all.push(row);
    }
    // With 10,000 as with 100, page by page; a page of few rows is shorter.
    for (at, what) in [(0, "events"), (3, "directory"), (5, "sign-up")] {
        let (full, many) = (all[1][at], all[2][at]);
        assert!(
            many <= full * 1.3 + 1.0,
            "{what}: {many} ms with 10,000, {full} ms with 1,000"
        );
    }
}
