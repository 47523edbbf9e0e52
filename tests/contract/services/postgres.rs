//! PostgreSQL, behind services that want one.

use std::{
    env, fs,
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread::sleep,
    time::{Duration, Instant},
};

use super::process::{Process, free_port};

/// A PostgreSQL of Debian's packages, with a cluster of its own.
pub struct Postgres {
    pub process: Process,
    /// Its address.
    pub connection: String,
    programs: PathBuf,
    folder: PathBuf,
    port: u16,
}

impl Postgres {
    /// With what it keeps below `folder`.
    pub fn start(folder: &Path) -> Self {
        let programs = programs();
        let (folder, leaves) = reached(folder);
        let data = folder.join("data");
        fs::create_dir_all(&data).unwrap();
        if is_root() {
            done(Command::new("chown").arg("-R").arg("postgres").arg(&folder));
        }
        done(
            as_itself(&programs, "initdb")
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
        let port = free_port();
        let connection = format!("postgres://postgres@127.0.0.1:{port}/postgres");
        Self {
            process: serve(&programs, &folder, port, &connection).takes_along(leaves),
            connection,
            programs,
            folder,
            port,
        }
    }

    /// Ends all of its processes by SIGKILL, as a machine ends.
    pub fn end_at_once(&self) {
        let id = self.process.id().to_string();
        let children = fs::read_to_string(format!("/proc/{id}/task/{id}/children"));
        let mut kill = Command::new("kill");
        kill.arg("-9").arg(&id);
        kill.args(children.unwrap_or_default().split_whitespace());
        // One of them may have ended by itself.
        let _status = kill.stderr(Stdio::null()).status();
    }

    /// The same server with what it has kept, after it has ended.
    pub fn again(self) -> Self {
        // What the last one shared among its processes is in use until the last of them is gone.
        let file = fs::read_to_string(self.folder.join("data/postmaster.pid")).unwrap_or_default();
        let shared = file
            .lines()
            .nth(6)
            .and_then(|l| l.split_whitespace().nth(1));
        let begun = Instant::now();
        while shared.is_some_and(|id| attached(id) > 0) && begun.elapsed() < Duration::from_secs(30)
        {
            sleep(Duration::from_millis(20));
        }
        let Self {
            mut process,
            connection,
            programs,
            folder,
            port,
        } = self;
        let leaves = process.leaves();
        drop(process);
        Self {
            process: serve(&programs, &folder, port, &connection).takes_along(leaves),
            connection,
            programs,
            folder,
            port,
        }
    }

    /// A connection of its own, which is asked one thing after another.
    pub fn session(&self) -> Session {
        self.session_as("postgres")
    }

    /// The same of another user.
    pub fn session_as(&self, user: &str) -> Session {
        let mut psql = Command::new(self.programs.join("psql"))
            .args(["--quiet", "--no-psqlrc", "--tuples-only", "--no-align"])
            .arg(
                self.connection
                    .replacen("//postgres@", &format!("//{user}@"), 1),
            )
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Session {
            input: psql.stdin.take().unwrap(),
            output: BufReader::new(psql.stdout.take().unwrap()),
            psql,
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

/// A connection, in a process of its own.
pub struct Session {
    psql: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Session {
    /// What a statement finds, line by line; the code of what is wrong with it (SQLSTATE), `gone` without a server.
    pub fn asks(&mut self, sql: &str) -> Result<String, String> {
        // What a statement prints ends with a line that tells how it went.
        let asked = writeln!(self.input, "{sql};\n\\echo '# ' :SQLSTATE");
        asked.map_err(|_| "gone".to_owned())?;
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            let read = self.output.read_line(&mut line);
            if !read.is_ok_and(|bytes| bytes > 0) {
                return Err("gone".to_owned());
            }
            let line = line.trim_end_matches('\n');
            match line.strip_prefix("#  ") {
                Some("00000") => return Ok(lines.join("\n")),
                Some(code) => return Err(code.to_owned()),
                None => lines.push(line.to_owned()),
            }
        }
    }

    /// The same of what has to go well.
    pub fn found(&mut self, sql: &str) -> String {
        let found = self.asks(sql);
        found.unwrap_or_else(|code| panic!("{code}: {}", sql.get(..2000).unwrap_or(sql)))
    }

    pub fn does(&mut self, sql: &str) {
        let _rows = self.found(sql);
    }

    /// Which process of the server it speaks to.
    pub fn pid(&mut self) -> String {
        self.found("select pg_backend_pid()")
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ended = self.psql.kill();
        let _waited = self.psql.wait();
    }
}

fn serve(programs: &Path, folder: &Path, port: u16, connection: &str) -> Process {
    let mut command = as_itself(programs, "postgres");
    command.arg("-D").arg(folder.join("data"));
    command.args(["-p", &port.to_string()]);
    for setting in [
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        "fsync=off",
        "max_connections=200",
    ] {
        command.args(["-c", setting]);
    }
    let ready = || {
        let mut asked = Command::new(programs.join("pg_isready"));
        asked
            .args(["--quiet", "--dbname", connection])
            .status()
            .unwrap()
            .success()
    };
    Process::start_until(&mut command, folder, &ready)
}

/// How many processes use a piece of shared memory.
fn attached(id: &str) -> u32 {
    let text = fs::read_to_string("/proc/sysvipc/shm").unwrap_or_default();
    let rows = text
        .lines()
        .map(|l| l.split_whitespace().collect::<Vec<_>>());
    let uses = rows.filter(|row| row.get(1) == Some(&id));
    uses.filter_map(|row| row.get(6)?.parse::<u32>().ok()).sum()
}

/// The folder, if whoever it runs as gets there; else one among what is temporary, and that it is to be removed.
pub fn reached(folder: &Path) -> (PathBuf, Option<PathBuf>) {
    static MADE: AtomicU32 = AtomicU32::new(0);
    fs::create_dir_all(folder).unwrap();
    let gets_there = |folder: &Path| {
        let mut test = as_itself(Path::new("/usr/bin"), "test");
        test.arg("-x").arg(folder);
        test.status().is_ok_and(|status| status.success())
    };
    if gets_there(folder) {
        return (folder.to_owned(), None);
    }
    let (id, n) = (std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
    let made = env::temp_dir().join(format!("linju-postgres-{id}-{n}"));
    fs::create_dir_all(&made).unwrap();
    (made.clone(), Some(made))
}

/// A program as somebody who is not root: it refuses to run as such.
fn as_itself(programs: &Path, program: &str) -> Command {
    let program = programs.join(program);
    if !is_root() {
        return Command::new(program);
    }
    let mut command = Command::new("setpriv");
    let user = ["--reuid=postgres", "--regid=postgres", "--clear-groups"];
    command.args(user).arg(program);
    command
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
