//! PostgreSQL, behind services that want one.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::process::{Process, free_port};

/// A PostgreSQL of Debian's packages, with a cluster of its own.
pub struct Postgres {
    pub process: Process,
    /// Its address.
    pub connection: String,
    programs: PathBuf,
}

impl Postgres {
    /// With what it keeps below `folder`.
    pub fn start(folder: &Path) -> Self {
        let programs = programs();
        let data = folder.join("data");
        fs::create_dir_all(&data).unwrap();
        // It refuses to run as root.
        let owner = is_root();
        let as_itself = |program: &str| {
            let program = programs.join(program);
            if !owner {
                return Command::new(program);
            }
            let mut command = Command::new("setpriv");
            let user = ["--reuid=postgres", "--regid=postgres", "--clear-groups"];
            command.args(user).arg(program);
            command
        };
        if owner {
            done(Command::new("chown").arg("-R").arg("postgres").arg(folder));
        }
        done(
            as_itself("initdb")
                .args([
                    "--username",
                    "postgres",
                    "--auth",
                    "trust",
                    "--no-sync",
                    "-D",
                ])
                .arg(&data)
                .stdout(Stdio::null()),
        );
        let port = free_port().to_string();
        let connection = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        let mut command = as_itself("postgres");
        command.arg("-D").arg(&data).args(["-p", &port]);
        for setting in [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=off",
        ] {
            command.args(["-c", setting]);
        }
        let ready = || {
            let mut asked = Command::new(programs.join("pg_isready"));
            asked
                .args(["--quiet", "--dbname", &connection])
                .status()
                .unwrap()
                .success()
        };
        Self {
            process: Process::start_until(&mut command, folder, &ready),
            connection: connection.clone(),
            programs: programs.clone(),
        }
    }

    /// The address of one of its databases.
    pub fn of(&self, database: &str) -> String {
        let server = self.connection.trim_end_matches("postgres");
        format!("{server}{database}")
    }

    /// Carries SQL out.
    pub fn run(&self, sql: &str) {
        let mut psql = Command::new(self.programs.join("psql"))
            .args([
                "--quiet",
                "--set",
                "ON_ERROR_STOP=1",
                "--output",
                "/dev/null",
                &self.connection,
            ])
            .stdin(Stdio::piped())
            .spawn()
            .unwrap();
        psql.stdin
            .take()
            .unwrap()
            .write_all(sql.as_bytes())
            .unwrap();
        assert!(psql.wait().unwrap().success());
    }
}

/// Where Debian puts the newest.
fn programs() -> PathBuf {
    let all = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let newest = all.map(|version| version.path().join("bin")).max();
    newest.expect("PostgreSQL is missing: apt install postgresql")
}

fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output().unwrap();
    id.stdout.starts_with(b"0")
}

fn done(command: &mut Command) {
    let status = command.status();
    let good = status.as_ref().is_ok_and(|s| s.success());
    assert!(good, "{command:?}: {status:?}");
}
