//! The words after a verb. Each is taken once; what nobody took is an error, so that a typing mistake is never
//! silently ignored.

use crate::run::{Done, Failure};

/// What stands on the command line after the verb.
pub(crate) struct Args {
    left: Vec<String>,
}

impl Args {
    pub(crate) fn new(words: impl Iterator<Item = String>) -> Self {
        Self {
            left: words.collect(),
        }
    }

    /// Whether `name`, such as `--release`, is there.
    pub(crate) fn flag(&mut self, name: &str) -> bool {
        let before = self.left.len();
        self.left.retain(|word| word != name);
        self.left.len() < before
    }

    /// The value of `--name value` or `--name=value`.
    pub(crate) fn value(&mut self, name: &str) -> Done<Option<String>> {
        let with_sign = format!("{name}=");
        let Some(at) = self
            .left
            .iter()
            .position(|word| word == name || word.starts_with(&with_sign))
        else {
            return Ok(None);
        };
        let word = self.left.remove(at);
        if let Some(value) = word.strip_prefix(&with_sign) {
            return Ok(Some(value.to_owned()));
        }
        if at < self.left.len() {
            Ok(Some(self.left.remove(at)))
        } else {
            Err(Failure::new(format!("{name} wants a value")))
        }
    }

    /// The next word that is no option.
    pub(crate) fn word(&mut self) -> Option<String> {
        let at = self.left.iter().position(|word| !word.starts_with('-'))?;
        Some(self.left.remove(at))
    }

    /// Fails when a word was not taken.
    pub(crate) fn finish(&self) -> Done {
        match self.left.first() {
            None => Ok(()),
            Some(word) => Err(Failure::new(format!(
                "`{word}` is not understood here; see `cargo xtask help`"
            ))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Args {
        Args::new(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn flags_values_and_words_are_taken_in_any_order() {
        let mut args = args("--port 9000 serve --release --base=/x/");
        assert!(args.flag("--release"));
        assert!(!args.flag("--release"));
        assert_eq!(args.value("--base").unwrap().as_deref(), Some("/x/"));
        assert_eq!(args.value("--port").unwrap().as_deref(), Some("9000"));
        assert_eq!(args.value("--port").unwrap(), None);
        assert_eq!(args.word().as_deref(), Some("serve"));
        assert!(args.finish().is_ok());
    }

    #[test]
    fn a_value_that_is_missing_and_a_word_that_nobody_took_are_errors() {
        assert!(args("--port").value("--port").is_err());
        assert!(args("--relaese").finish().is_err());
    }
}
