//! Started by one command, with a database of its own, and ended with it.

use std::{
    fs,
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::Value;

use super::{cluster, program, root, seed};
use crate::services::{backends::people::Person, folder, postgres::reached, process::free_port};

/// Asked to end, and waited for, whatever becomes of the test.
struct Asked(Child);

impl Drop for Asked {
    fn drop(&mut self) {
        let pid = self.0.id().to_string();
        let _asked = Command::new("kill").args(["-TERM", &pid]).status();
        let _ended = self.0.wait();
    }
}

#[test]
fn started_by_one_command_it_has_a_database_of_its_own() {
    let folder = folder("api-postgresql-alone");
    // A path that is too long for the name of a socket.
    let (within, leaves) = reached(&folder.join("own"));
    let data = within.join("x".repeat(90));
    let command = || {
        let mut command = program();
        command.env_remove("DATABASE_URL").env("LINJU_DATA", &data);
        command
    };
    let file = folder.join("seed.json");
    seed::small_whole(seed::small(), &file);
    let mut before = None;
    for time in 0..2 {
        let address = format!("127.0.0.1:{}", free_port());
        let running = Asked(command().env("LINJU_LISTEN", &address).spawn().unwrap());
        let anybody = Person::by_graphql(&format!("http://{address}"), "");
        answers(&anybody);
        if time == 0 {
            // Beside the one that serves.
            assert!(command().arg("seed").arg(&file).status().unwrap().success());
            // Found by what runs, too.
            fs::remove_file(data.join("socket-at")).unwrap();
            let told = asked(command().args(["psql", "-Atc", "select 1 + 1"]));
            assert_eq!(told.trim(), "2");
        }
        let told = anybody.graphql(
            "{ communities(size: 100) { id name members } }",
            &Value::Null,
        );
        let rows = told.body["data"]["communities"].as_array().unwrap();
        assert_eq!(rows.len(), 60, "{}", told.text);
        assert!(
            before.is_none_or(|before| before == told.text),
            "what it has kept"
        );
        before = Some(told.text);
        drop(running);
        assert!(
            !data.join("cluster/postmaster.pid").exists(),
            "the database has ended with it"
        );
        // As after a restart of the machine.
        fs::write(data.join("socket-at"), "/gone/with/the/restart\n").unwrap();
    }
    let log = fs::read_to_string(data.join("log")).unwrap();
    assert!(!log.contains("role \"root\""), "{log}");
    if let Some(folder) = leaves {
        fs::remove_dir_all(folder).unwrap();
    }
}

fn asked(command: &mut Command) -> String {
    let told = command.output().unwrap();
    assert!(told.status.success(), "{told:?}");
    String::from_utf8(told.stdout).unwrap()
}

fn answers(anybody: &Person) {
    let begun = Instant::now();
    while anybody
        .speak("GET", "/health", &[], None)
        .is_none_or(|told| told.status != 200)
    {
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(60), "it does not answer");
        sleep(Duration::from_millis(100));
    }
}

#[test]
fn the_database_ends_with_the_last_who_uses_it() {
    let (within, leaves) = reached(&folder("api-postgresql-last"));
    let data = within.join("own");
    let command = || {
        let mut command = program();
        command.env_remove("DATABASE_URL").env("LINJU_DATA", &data);
        command
    };
    let mut psql = command();
    psql.arg("psql").stdin(Stdio::piped()).stdout(Stdio::null());
    let mut psql = psql.spawn().unwrap();
    let runs = data.join("cluster/postmaster.pid");
    let begun = Instant::now();
    while !runs.exists() && begun.elapsed() < Duration::from_secs(60) {
        sleep(Duration::from_millis(100));
    }
    // A server joins it, and stays when psql leaves.
    let address = format!("127.0.0.1:{}", free_port());
    let mut server = command();
    let server = Asked(server.env("LINJU_LISTEN", &address).spawn().unwrap());
    let anybody = Person::by_graphql(&format!("http://{address}"), "");
    answers(&anybody);
    drop(psql.stdin.take());
    assert!(psql.wait().unwrap().success());
    assert!(runs.exists(), "it is in use");
    assert_eq!(
        anybody.speak("GET", "/health", &[], None).unwrap().status,
        200
    );

    // What its page has an operator write.
    let account = "mutation { createAccount(input: { email: \"you@example.com\", password: \"a long password\" }) { result { status } } }";
    assert_eq!(anybody.graphql(account, &Value::Null).status, 200);
    let page = fs::read_to_string(root().join("docs/backends/postgresql/README.md")).unwrap();
    let (_, sql) = page
        .split_once("```sql\ninsert into linju.communities")
        .unwrap();
    let (sql, _) = sql.split_once("```").unwrap();
    let sql = format!("insert into linju.communities{sql}");
    asked(command().args(["psql", "-v", "ON_ERROR_STOP=1", "-c", &sql]));
    let there = "{ community(id: \"runners\") { name members } event(id: \"first-run\") { title community } }";
    let told = anybody.graphql(there, &Value::Null);
    assert_eq!(told.status, 200, "{}", told.text);
    assert_eq!(told.body["data"]["community"]["members"], 1);
    assert_eq!(told.body["data"]["event"]["community"], "runners");
    let role = "select role from linju.memberships join linju.users u on u.id = user_id where email = 'you@example.com'";
    assert_eq!(
        asked(command().args(["psql", "-Atc", role])).trim(),
        "owner"
    );
    drop(server);
    assert!(!runs.exists(), "nobody uses it");
    if let Some(folder) = leaves {
        fs::remove_dir_all(folder).unwrap();
    }
}

#[test]
fn psql_takes_the_owners_login_or_the_servers() {
    let cluster = cluster();
    let at = cluster.of("filled");
    for (owner, database) in [("none", &*at), ("", &at), (&at, "postgres://nobody@/none")] {
        let mut psql = program();
        psql.env("LINJU_OWNER_URL", owner)
            .env("DATABASE_URL", database);
        let told = asked(psql.args(["psql", "-Atc", "select count(*) from linju.communities"]));
        assert_eq!(told.trim(), "60", "{owner}");
    }
}
