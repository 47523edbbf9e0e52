//! Calling other programs, and the one kind of error there is here: a sentence for the person at the terminal.

use std::ffi::OsStr;
use std::fmt::{self, Display};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, io};

/// What went wrong and what to do about it, in words.
#[derive(Debug)]
pub(crate) struct Failure(String);

/// The end of everything that can fail here.
pub(crate) type Done<T = ()> = Result<T, Failure>;

impl Failure {
    pub(crate) fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// The same failure with a line that says what to do.
    pub(crate) fn advise(self, advice: &str) -> Self {
        Self(format!("{}\n{advice}", self.0))
    }

    /// A file that could not be read or written.
    pub(crate) fn file(path: &Path, error: &io::Error) -> Self {
        Self(format!("{}: {error}", path.display()))
    }
}

impl Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A program about to be called, and how it reads on the screen.
pub(crate) struct Call {
    command: Command,
    shown: String,
}

impl Call {
    pub(crate) fn new(program: impl AsRef<OsStr>) -> Self {
        let program = program.as_ref();
        let mut command = Command::new(program);
        command.current_dir(crate::place::root());
        // What `cargo run` says about xtask is not true of what xtask calls.
        for (key, _) in env::vars_os() {
            let name = key.to_string_lossy();
            if name.starts_with("CARGO_PKG_")
                || name.starts_with("CARGO_MANIFEST_")
                || name == "CARGO_PRIMARY_PACKAGE"
            {
                command.env_remove(&key);
            }
        }
        let shown = Path::new(program)
            .file_name()
            .unwrap_or(program)
            .to_string_lossy()
            .into_owned();
        Self { command, shown }
    }

    pub(crate) fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.shown.push(' ');
        self.shown.push_str(&arg.as_ref().to_string_lossy());
        self.command.arg(arg);
        self
    }

    /// The words of `line`, split at white space.
    pub(crate) fn args(mut self, line: &str) -> Self {
        for word in line.split_whitespace() {
            self = self.arg(word);
        }
        self
    }

    pub(crate) fn env(mut self, key: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(key, value);
        self
    }

    pub(crate) fn env_remove(mut self, key: &str) -> Self {
        self.command.env_remove(key);
        self
    }

    pub(crate) fn dir(mut self, dir: PathBuf) -> Self {
        self.command.current_dir(dir);
        self
    }

    /// Puts directories before PATH.
    pub(crate) fn path(self, first: &[PathBuf]) -> Done<Self> {
        let rest = env::var_os("PATH").unwrap_or_default();
        let all = first.iter().cloned().chain(env::split_paths(&rest));
        let joined =
            env::join_paths(all).map_err(|error| Failure::new(format!("PATH: {error}")))?;
        Ok(self.env("PATH", joined))
    }

    /// Runs it before everybody's eyes; any status but 0 is a failure.
    pub(crate) fn run(mut self) -> Done {
        eprintln!("$ {}", self.shown);
        let status = self
            .command
            .status()
            .map_err(|error| self.not_started(&error))?;
        if status.success() {
            Ok(())
        } else {
            Err(Failure::new(format!(
                "`{}` ended with {status}",
                self.shown
            )))
        }
    }

    /// Runs it unseen and gives what it wrote; `None` when it could not be started or failed.
    pub(crate) fn read(mut self) -> Option<String> {
        let output = self
            .command
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .output()
            .ok()?;
        output
            .status
            .success()
            .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// Like `read`, when a failure matters.
    pub(crate) fn read_or_fail(mut self) -> Done<String> {
        let output = self
            .command
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output();
        let output = output.map_err(|error| self.not_started(&error))?;
        if output.status.success() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(Failure::new(format!(
                "`{}` ended with {}",
                self.shown, output.status
            )))
        }
    }

    fn not_started(&self, error: &io::Error) -> Failure {
        Failure::new(format!("`{}` could not be started: {error}", self.shown))
    }
}

/// Cargo as the toolchain that runs us has it.
pub(crate) fn cargo() -> Call {
    Call::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_fails_or_is_not_there_is_named() {
        let failed = Call::new("sh")
            .arg("-c")
            .arg("exit 3")
            .run()
            .unwrap_err()
            .to_string();
        assert!(
            failed.contains("sh -c exit 3") && failed.contains('3'),
            "{failed}"
        );
        let missing = Call::new("no-such-program-here")
            .args("--flag")
            .run()
            .unwrap_err()
            .to_string();
        assert!(missing.contains("no-such-program-here --flag"), "{missing}");
        assert!(Call::new("no-such-program-here").read().is_none());
    }

    #[test]
    fn directories_are_put_before_path() {
        let seen = Call::new("sh")
            .arg("-c")
            .arg("echo $PATH")
            .path(&[PathBuf::from("/first")])
            .unwrap()
            .read();
        assert!(seen.unwrap().starts_with("/first:"));
    }
}
