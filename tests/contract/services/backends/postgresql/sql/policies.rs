//! Direct SQL as a visitor, on every table and function: nobody reads or writes what they may not.

use super::{Base, Person, event};

const TABLES: [&str; 19] = [
    "users",
    "sessions",
    "codes",
    "communities",
    "events",
    "members",
    "memberships",
    "sign_ups",
    "commands",
    "settings",
    "tries",
    "outgoing",
    "invitations",
    "following",
    "foundings",
    "asks",
    "blocks",
    "reports",
    "found",
];

/// A community with an owner, a fellow, somebody who hides, and a stranger; the hidden says HIDDEN.
pub(super) fn hiding(base: &Base) -> Vec<Person> {
    let mut owner = base.owner();
    let people = base.people("hidden", 4);
    owner.does("insert into linju.communities (id, name) values ('hiding', 'hiding')");
    for (at, role) in [(0, "owner"), (1, "member"), (3, "member")] {
        owner.does(&format!(
            "insert into linju.memberships (user_id, community_id, state, role, since, answers)
             values ('hidden-{at}', 'hiding', 'member', '{role}', '2026-01-01Z', '{{\"why\": \"SECRET-{at}\"}}')"
        ));
    }
    for (id, user, unlisted) in [
        ("shy", "'hidden-3'", false),
        ("open", "null", false),
        ("gone", "null", true),
    ] {
        owner.does(&format!(
            "insert into linju.members (id, community_id, user_id, name, unlisted, picture, headline, hometown, skills, district,
               offers, contacts, visibility)
             values ('{id}', 'hiding', {user}, 'NAME-{id}', {unlisted}, 'https://example.com/HIDDEN-nobody.jpg', 'HIDDEN-nobody',
               'HIDDEN-organisers', '[\"HIDDEN-organisers\"]', 'SHOWN', '[\"HIDDEN-request\"]',
               '[{{\"kind\": \"phone\", \"value\": \"HIDDEN-request\"}}]', '{{\"picture\": \"nobody\", \"headline\": \"nobody\",
               \"hometown\": \"organisers\", \"skills\": \"organisers\", \"offers\": \"on-request\"}}')"
        ));
    }
    event(
        &mut owner,
        "secret",
        "1",
        "venue = '{\"address\": \"HIDDEN\", \"address_hidden\": true}'",
    );
    owner.does("update linju.users set email = id || '@example.com', password = 'HASH'");
    owner.does("insert into linju.codes (kind, name, hash, until) values ('code', 'CODE@example.com', 'HASH', now() + interval '1 hour')");
    people
}

#[test]
fn a_visitor_reads_only_what_is_for_them() {
    let base = Base::new("backend-postgresql-policies");
    let mut people = hiding(&base);
    people.push(Person {
        session: base.visitor(),
        token: "x' OR '1'='1".to_owned(),
        id: "nobody".to_owned(),
    });
    people.push(Person {
        session: base.visitor(),
        token: String::new(),
        id: "nobody".to_owned(),
    });
    for person in &mut people {
        let id = person.id.clone();
        let mut heard = String::new();
        for table in TABLES {
            for sql in [
                format!("select * from linju.{table}"),
                format!("select row_to_json(t) from linju.{table} t"),
                format!("select count(*) from linju.{table} t where t::text like '%HIDDEN%'"),
                format!("table linju.{table} order by 1"),
                format!("copy linju.{table} to stdout"),
            ] {
                heard += &person.asks(&sql).unwrap_or_default();
                heard.push('\n');
            }
        }
        heard += &person
            .asks("select id, email, phone, name from linju.users")
            .unwrap();
        for column in ["name", "sorted", "headline", "contacts", "visibility"] {
            heard += &person
                .asks(&format!("select {column} from linju.members"))
                .unwrap_or_default();
            heard += &person
                .asks(&format!("select max({column}::text) from linju.members"))
                .unwrap_or_default();
        }
        for secret in ["HASH", "CODE", "token of"] {
            assert!(!heard.contains(secret), "{id}: {secret}");
        }
        for (other, secret) in [("hidden-3", "HIDDEN-"), ("hidden-3", "NAME-shy")] {
            assert_eq!(heard.contains(secret), id == other, "{id}: {secret}");
        }
        assert!(
            !heard.contains("NAME-gone")
                && !heard.contains("NAME-open")
                && !heard.contains("\"HIDDEN\""),
            "{id}"
        );
        for other in 0..4 {
            let theirs = heard.contains(&format!("hidden-{other}@"))
                || heard.contains(&format!("SECRET-{other}"));
            assert_eq!(theirs, id == format!("hidden-{other}"), "{id}: of {other}");
        }
        // The columns that are for everybody are there.
        assert_eq!(
            person.asks("select id from linju.communities").unwrap(),
            "hiding"
        );
        assert_eq!(
            person.asks("select id || taken from linju.events").unwrap(),
            "secret0"
        );
        assert_eq!(
            person.asks("select venue from linju.events").unwrap_err(),
            "42501"
        );
        assert_eq!(
            person.asks("select password from linju.users").unwrap_err(),
            "42501"
        );
        let viewer = person
            .asks("select coalesce(linju.viewer(), 'nobody')")
            .unwrap();
        assert_eq!(viewer, id);
    }
}

#[test]
fn a_visitor_writes_nothing_but_by_commands() {
    let base = Base::new("backend-postgresql-writes");
    let mut people = hiding(&base);
    let sum = "select md5(string_agg(t.x, '|' order by t.x)) from (select c::text as x from linju.communities c union all
        select e::text from linju.events e union all select m::text from linju.members m union all
        select m::text from linju.memberships m union all select s::text from linju.sign_ups s union all
        select u::text from linju.users u union all select s::text from linju.sessions s) t";
    let mut owner = base.owner();
    let before = owner.found(sum);
    let columns = "select table_name || ' ' || column_name from information_schema.columns
        where table_schema = 'linju' and table_name <> 'migrations'
        and table_name in (select relname from pg_class where relnamespace = 'linju'::regnamespace and relkind = 'r') and is_generated = 'NEVER' and is_identity = 'NO'";
    let columns = owner.found(columns);
    assert!(columns.lines().count() > 60);
    for person in &mut people {
        for line in columns.lines() {
            let (table, column) = line.split_once(' ').unwrap();
            for sql in [
                format!("update linju.{table} set {column} = {column}"),
                format!("insert into linju.{table} ({column}) values (null)"),
                format!("select {column} from linju.{table} for update"),
            ] {
                assert_eq!(person.asks(&sql).unwrap_err(), "42501", "{sql}");
            }
        }
        for table in TABLES {
            for sql in [
                format!("delete from linju.{table}"),
                format!("truncate linju.{table} cascade"),
                format!("drop table linju.{table} cascade"),
                format!("alter table linju.{table} disable row level security"),
                format!("create policy mine on linju.{table} using (true)"),
                format!(
                    "create trigger t after insert on linju.{table} for each row execute function linju.after_event()"
                ),
                format!("lock table linju.{table} in exclusive mode"),
            ] {
                assert_eq!(person.asks(&sql).unwrap_err(), "42501", "{sql}");
            }
        }
        for sql in [
            "create table linju.mine (id int)",
            "create function linju.viewer() returns text language sql as $$ select 'hidden-0'::text $$",
            "set local row_security = off;\nselect * from linju.members",
            "set local role postgres",
            "set session authorization postgres",
        ] {
            assert!(person.asks(sql).is_err(), "{sql}");
        }
    }
    assert_eq!(owner.found(sum), before);
}

/// Functions that believe the id of a viewer, or change something, are not for visitors.
#[test]
fn a_visitor_calls_only_what_is_for_visitors() {
    let base = Base::new("backend-postgresql-calls");
    let mut people = hiding(&base);
    let mut owner = base.owner();
    let granted = owner.found(
        "select p.proname from pg_proc p where p.pronamespace = 'linju'::regnamespace and p.prokind = 'f'
         and has_function_privilege('linju_visitor', p.oid, 'execute') order by 1",
    );
    let of_rules = ["command", "languages", "say", "viewer"];
    for name in of_rules {
        assert!(granted.lines().any(|l| l == name), "{name}");
    }
    for sql in [
        "select linju.visible_member('shy', 'hidden-3')",
        "select * from linju.visible_members('hiding', 'hidden-0', null, null, 10)",
        "select linju.carry_out('hidden-0', 'leave', 'hiding', '{}')",
        "select linju.command_write_entry('hidden-0', 'hiding', '{\"name\": \"x\"}')",
        "select linju.write_membership(m.id, '{\"state\": \"member\", \"role\": \"owner\"}', 0, true) from linju.memberships m",
        "select linju.settle('secret', now())",
        "select linju.move_up('hiding', now())",
        "select linju.add_seats('secret', 5, 5)",
        "select linju.keep_sign_up('hidden-0', 'secret', '{\"state\": \"confirmed\"}')",
        "select linju.forget()",
    ] {
        assert_eq!(people[2].asks(sql).unwrap_err(), "42501", "{sql}");
    }
    // Every function that runs as the owner has a search path of its own, in which nobody else can put anything first.
    let open = "select p.proname from pg_proc p where p.pronamespace = 'linju'::regnamespace and p.prosecdef
        and not coalesce(p.proconfig::text like '%search_path=pg_catalog%', false)";
    assert_eq!(owner.found(open), "");
    // Views run as the owner, too: visitors read none of them.
    let read = "select string_agg(relname, ' ' order by relname) from pg_class
        where relnamespace = 'linju'::regnamespace and relkind in ('r', 'v', 'm', 'p', 'f')
        and has_any_column_privilege('linju_visitor', oid, 'select')";
    assert_eq!(
        owner.found(read),
        "communities events following members memberships sign_ups users"
    );
    let without =
        "select relname from pg_class where relnamespace = 'linju'::regnamespace and relkind = 'r'
        and not relrowsecurity and relname <> 'migrations'";
    assert_eq!(
        owner.found(without),
        "",
        "row-level security on every table"
    );
}
