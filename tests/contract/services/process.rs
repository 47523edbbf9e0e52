//! A service as a process of its own on loopback, ended by its own handle.

use std::{
    fs::{self, File},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use linju::port::{Method, Request};

/// A service may take so long to answer for the first time.
const PATIENCE: Duration = Duration::from_secs(60);

/// A process; ended when it is dropped.
pub struct Process {
    child: Child,
    log: PathBuf,
    /// A folder that goes with it.
    leaves: Option<PathBuf>,
}

impl Process {
    /// Starts it and waits until `url` is answered. What it prints goes to a file in `folder`.
    pub fn start(command: &mut Command, folder: &Path, url: &str) -> Self {
        Self::start_until(command, folder, &|| answers(url))
    }

    /// Starts it and waits until it is ready.
    pub fn start_until(command: &mut Command, folder: &Path, ready: &dyn Fn() -> bool) -> Self {
        let log = folder.join("log.txt");
        let out = File::create(&log).unwrap();
        let child = command
            .stdin(Stdio::null())
            .stdout(out.try_clone().unwrap())
            .stderr(out)
            .spawn()
            .unwrap_or_else(|e| panic!("{command:?}: {e}"));
        let leaves = None;
        let mut process = Self { child, log, leaves };
        let begun = Instant::now();
        while !ready() {
            let ended = process.child.try_wait().unwrap();
            assert!(
                ended.is_none() && begun.elapsed() < PATIENCE,
                "{command:?} does not answer ({ended:?}):\n{}",
                fs::read_to_string(&process.log).unwrap_or_default()
            );
            sleep(Duration::from_millis(50));
        }
        process
    }
}

impl Process {
    /// With it goes a folder that nothing else removes.
    #[allow(dead_code, reason = "the proxies have no need of it")]
    pub fn takes_along(mut self, folder: Option<PathBuf>) -> Self {
        self.leaves = folder;
        self
    }

    /// What would go with it stays.
    #[allow(dead_code, reason = "the proxies have no need of it")]
    pub fn leaves(&mut self) -> Option<PathBuf> {
        self.leaves.take()
    }

    /// Its number in the system.
    #[allow(dead_code, reason = "the proxies have no need of it")]
    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _waited = self.child.wait();
        if let Some(folder) = &self.leaves {
            let _gone = fs::remove_dir_all(folder);
        }
    }
}

/// Whether a request only reads, where its method tells.
#[allow(dead_code, reason = "the proxies have no need of it")]
pub fn by_method(request: &Request) -> bool {
    matches!(request.method, Method::Get | Method::Head)
}

/// A port on loopback that nobody has.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

fn answers(url: &str) -> bool {
    let config = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(5)))
        .build();
    let agent: ureq::Agent = config.into();
    agent
        .get(url)
        .call()
        .is_ok_and(|r| r.status().as_u16() < 500)
}
