//! Runs named stages one after another, tells the time of each, and closes with `N passed, M failed`.
//!
//! A stage that fails does not end the run, so that one run shows all that is wrong; only what needs its result
//! is skipped.

use crate::run::{Done, Failure};
use std::time::{Duration, Instant};

/// One step of a run.
pub(crate) struct Stage<'a> {
    name: &'static str,
    /// Stages that must have passed before.
    needs: &'static [&'static str],
    /// Whether everything after it is skipped when it fails.
    gate: bool,
    work: Box<dyn FnOnce() -> Done + 'a>,
}

/// What became of a stage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum End {
    Passed,
    Failed,
    Skipped,
}

impl<'a> Stage<'a> {
    pub(crate) fn new(name: &'static str, work: impl FnOnce() -> Done + 'a) -> Self {
        Self {
            name,
            needs: &[],
            gate: false,
            work: Box::new(work),
        }
    }

    /// Makes it one without which no later stage makes sense.
    pub(crate) fn gate(mut self) -> Self {
        self.gate = true;
        self
    }

    pub(crate) fn needs(mut self, stages: &'static [&'static str]) -> Self {
        self.needs = stages;
        self
    }
}

/// Runs them all; fails when one failed or was skipped.
pub(crate) fn run(stages: Vec<Stage<'_>>) -> Done {
    let ends = ends(stages);
    println!("\n{}", table(&ends));
    println!("{}", closing(&ends));
    if ends.iter().all(|(_, end, _)| *end == End::Passed) {
        Ok(())
    } else {
        let names: Vec<_> = ends
            .iter()
            .filter(|(_, end, _)| *end == End::Failed)
            .map(|(name, ..)| *name)
            .collect();
        Err(Failure::new(format!(
            "failed: {}; what went wrong stands above, under each stage's name",
            names.join(", ")
        )))
    }
}

fn ends(stages: Vec<Stage<'_>>) -> Vec<(&'static str, End, Duration)> {
    let mut ends: Vec<(&'static str, End, Duration)> = Vec::new();
    let mut shut = false;
    for stage in stages {
        let passed = |name: &&str| {
            ends.iter()
                .any(|(other, end, _)| other == name && *end == End::Passed)
        };
        if shut || !stage.needs.iter().all(passed) {
            ends.push((stage.name, End::Skipped, Duration::ZERO));
            continue;
        }
        println!("\n==> {}", stage.name);
        let start = Instant::now();
        let end = match (stage.work)() {
            Ok(()) => End::Passed,
            Err(failure) => {
                eprintln!("{}: {failure}", stage.name);
                End::Failed
            }
        };
        shut |= stage.gate && end == End::Failed;
        ends.push((stage.name, end, start.elapsed()));
    }
    ends
}

fn table(ends: &[(&str, End, Duration)]) -> String {
    let mut text = String::new();
    let mut all = Duration::ZERO;
    for (name, end, time) in ends {
        let end = match end {
            End::Passed => "passed",
            End::Failed => "FAILED",
            End::Skipped => "skipped",
        };
        all += *time;
        text.push_str(&format!("{name:30} {end:8} {:>8}\n", spoken(*time)));
    }
    text.push_str(&format!("{:30} {:8} {:>8}\n", "in all", "", spoken(all)));
    text
}

/// The last line, alone and in the usual form, so that people and machines can read how it went.
fn closing(ends: &[(&str, End, Duration)]) -> String {
    let count = |wanted: End| ends.iter().filter(|(_, end, _)| *end == wanted).count();
    let mut line = format!(
        "{} passed, {} failed",
        count(End::Passed),
        count(End::Failed)
    );
    if count(End::Skipped) > 0 {
        line.push_str(&format!(", {} skipped", count(End::Skipped)));
    }
    line
}

/// A time as people say it: `4.2 s`, `3 min 05 s`.
pub(crate) fn spoken(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 59.95 {
        format!("{seconds:.1} s")
    } else {
        let whole = seconds.round() as u64;
        format!("{} min {:02} s", whole / 60, whole % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_skips_only_what_needs_it() {
        let bad = || Err(Failure::new("no"));
        let done = ends(vec![
            Stage::new("one", || Ok(())),
            Stage::new("two", bad),
            Stage::new("three", || Ok(())).needs(&["one"]),
            Stage::new("four", || Ok(())).needs(&["one", "two"]),
            Stage::new("five", || Ok(())).needs(&["four"]),
        ]);
        let only: Vec<_> = done.iter().map(|(_, end, _)| *end).collect();
        assert_eq!(
            only,
            [
                End::Passed,
                End::Failed,
                End::Passed,
                End::Skipped,
                End::Skipped
            ]
        );
        assert_eq!(closing(&done), "2 passed, 1 failed, 2 skipped");
    }

    #[test]
    fn nothing_runs_behind_a_gate_that_failed() {
        let done = ends(vec![
            Stage::new("set-up", || Err(Failure::new("no"))).gate(),
            Stage::new("one", || panic!("ran")),
        ]);
        assert_eq!(closing(&done), "0 passed, 1 failed, 1 skipped");
    }

    #[test]
    fn a_clean_run_closes_with_no_failures_and_ends_well() {
        assert!(run(vec![Stage::new("one", || Ok(()))]).is_ok());
        assert!(run(vec![Stage::new("one", || Err(Failure::new("no")))]).is_err());
        assert_eq!(
            closing(&[("one", End::Passed, Duration::ZERO)]),
            "1 passed, 0 failed"
        );
    }

    #[test]
    fn times_read_as_people_say_them() {
        for (millis, text) in [
            (4_210, "4.2 s"),
            (59_990, "1 min 00 s"),
            (185_000, "3 min 05 s"),
            (7_200_000, "120 min 00 s"),
        ] {
            assert_eq!(spoken(Duration::from_millis(millis)), text);
        }
    }
}
