//! Lists of ten thousand are read as fast as lists of a hundred, and who moves up is found without looking at all who wait.

use super::{Base, event};

/// How many rows a statement looked at, at most, in any step of how it was carried out.
fn most_rows(owner: &mut super::Session, sql: &str) -> u64 {
    let plan = owner.found(&format!("explain (analyze, format json, costs off) {sql}"));
    let plan: serde_json::Value = serde_json::from_str(&plan).unwrap();
    fn most(plan: &serde_json::Value) -> u64 {
        let number = |name: &str| plan[name].as_f64().unwrap_or(0.0);
        let looked =
            (number("Actual Rows") + number("Rows Removed by Filter")) * number("Actual Loops");
        let inner = plan["Plans"]
            .as_array()
            .into_iter()
            .flatten()
            .map(most)
            .max();
        (looked as u64).max(inner.unwrap_or(0))
    }
    most(&plan[0]["Plan"])
}

#[test]
fn lists_are_read_by_their_index() {
    let base = Base::new("backend-postgresql-lists");
    let mut owner = base.owner();
    owner.does("insert into linju.communities (id, name) select 'c' || g, 'c' from generate_series(0, 99) g");
    owner.does(
        "insert into linju.events (id, community_id, title, starts, zone)
         select 'e' || g, 'c' || g % 100, 'e', now() + (g - 9000) * interval '1 hour', 'Asia/Shanghai' from generate_series(1, 10000) g",
    );
    owner.does("insert into linju.members (community_id, name) select 'c0', 'name ' || g from generate_series(1, 10000) g");
    owner.does("insert into linju.users (id) values ('u')");
    owner.does("insert into linju.memberships (user_id, community_id, state, role) values ('u', 'c0', 'member', 'member')");
    owner.does("analyze");
    let directory =
        "select sorted, id from linju.members m where m.community_id = 'c0' and not m.unlisted
        and (m.sorted, m.id) > ('name 5', '') order by m.sorted, m.id limit 51";
    assert!(most_rows(&mut owner, directory) <= 52);
    let upcoming = "select id from linju.events where starts >= now() order by starts, id limit 51";
    assert!(most_rows(&mut owner, upcoming) <= 52);
    let of_one = "select id from linju.events where community_id = 'c7' and (starts, id) > (now(), '') order by starts, id limit 51";
    assert!(most_rows(&mut owner, of_one) <= 52);
    let going_on = "select id from linju.events where tstzrange(starts, over, '[]') @> now() and starts < now()";
    let looked = most_rows(&mut owner, going_on);
    assert!((1..60).contains(&looked), "{looked} of those that are over");
    assert_eq!(
        owner.found("select count(*) from linju.visible_members('c0', 'u', 'name 5', '', 51)"),
        "51"
    );

    // Whole pages, one after another, show everybody once.
    let mut seen = Vec::new();
    let (mut sorted, mut id) = (String::new(), String::new());
    loop {
        let page = owner.found(&format!(
            "select sorted || '|' || id from linju.visible_members('c0', 'u', '{sorted}', '{id}', 1000)"
        ));
        let Some(last) = page.lines().last() else {
            break;
        };
        let (last_sorted, last_id) = last.split_once('|').unwrap();
        seen.extend(page.lines().map(|l| l.replace('|', "\0")));
        (sorted, id) = (last_sorted.to_owned(), last_id.to_owned());
    }
    assert_eq!(seen.len(), 10_000);
    assert!(seen.is_sorted(), "by code points");
}

#[test]
fn who_moves_up_is_found_at_the_head_of_the_queue() {
    let base = Base::new("backend-postgresql-queue");
    let mut owner = base.owner();
    event(&mut owner, "long", "100", "");
    owner.does(
        "insert into linju.sign_ups (guest, event_id, state, turn)
         select 'g' || g, 'long', case when g <= 100 then 'confirmed' else 'waitlisted' end, g from generate_series(1, 20000) g",
    );
    owner.does("analyze");
    assert_eq!(
        owner.found("select taken || ' ' || waiting from linju.events"),
        "100 19900"
    );
    let read =
        "select idx_tup_read from pg_stat_user_indexes where indexrelname = 'sign_ups_queue'";
    let mut people = base.people("queue", 1);
    owner.does("select pg_stat_force_next_flush()");
    let before: u64 = owner.found(read).parse().unwrap();
    for _ in 0..20 {
        owner.does("begin");
        owner.does("update linju.sign_ups set state = 'cancelled' where id = (select id from linju.sign_ups where state = 'confirmed' limit 1)");
        owner.does("select linju.settle('long', now())");
        owner.does("commit");
        owner.does("select pg_stat_force_next_flush()");
    }
    owner.does("select pg_stat_clear_snapshot()");
    let after: u64 = owner.found(read).parse().unwrap();
    assert!(
        after - before < 20 * 200,
        "{} rows of the queue read",
        after - before
    );
    assert_eq!(
        owner.found("select taken || ' ' || waiting from linju.events"),
        "100 19880"
    );
    assert_eq!(people[0].signs_up("1", "long").body["position"], 19_881);
}
