//! Started by one command, with a database of its own, and ended with it.

use std::{
    fs,
    process::{Child, Command},
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::Value;

use super::{program, seed};
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
        let begun = Instant::now();
        while anybody
            .speak("GET", "/health", &[], None)
            .is_none_or(|told| told.status != 200)
        {
            assert!(
                begun.elapsed() < Duration::from_secs(60),
                "it does not answer"
            );
            sleep(Duration::from_millis(100));
        }
        if time == 0 {
            // Beside the one that serves.
            assert!(command().arg("seed").arg(&file).status().unwrap().success());
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
    }
    if let Some(folder) = leaves {
        fs::remove_dir_all(folder).unwrap();
    }
}
