//! The words from which directories are made.

use serde::Deserialize;
use std::collections::BTreeMap;

use crate::Done;

/// `words.toml`.
#[derive(Debug, Deserialize)]
pub(crate) struct Words {
    /// The commoner the earlier.
    pub(crate) surnames: Vec<Name>,
    pub(crate) given: Vec<Name>,
    /// Whole names of another kind; each stands once.
    pub(crate) special: Vec<Special>,
    pub(crate) hometowns: Vec<String>,
    pub(crate) skills: Vec<String>,
    pub(crate) offers: Vec<String>,
    pub(crate) seeks: Vec<String>,
    pub(crate) headlines: Vec<String>,
    /// Districts by city.
    pub(crate) districts: BTreeMap<String, Vec<String>>,
}

/// A whole name, and where it is from, where that tells.
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Special {
    pub(crate) name: Name,
    pub(crate) from: Option<String>,
}

/// A name, or a part of one, and how it sounds in ASCII.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Name {
    pub(crate) written: String,
    pub(crate) sounds: String,
}

impl TryFrom<String> for Name {
    type Error = String;

    /// As many words at the end as are lower-case ASCII are the sound, the rest is the name.
    fn try_from(text: String) -> Result<Self, String> {
        let sound = |word: &str| word.bytes().all(|b| b.is_ascii_lowercase() || b == b'\'');
        let words: Vec<&str> = text.split(' ').collect();
        let first = words
            .iter()
            .rposition(|word| !sound(word))
            .map_or(0, |at| at + 1);
        let (written, sounds) = words.split_at(first);
        if written.is_empty() || sounds.is_empty() {
            return Err(format!("`{text}` is not a name and its sound"));
        }
        Ok(Self {
            written: written.join(" "),
            sounds: sounds.join(" "),
        })
    }
}

impl Words {
    pub(crate) fn read() -> Done<Self> {
        toml::from_str(include_str!("../words.toml")).map_err(|e| format!("words.toml: {e}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_told_from_its_sound() {
        for (text, written, sounds) in [
            ("欧阳 ouyang", "欧阳", "ouyang"),
            ("Emma Larsson emma larsson", "Emma Larsson", "emma larsson"),
            ("O'Brien o'brien", "O'Brien", "o'brien"),
        ] {
            let name = Name::try_from(text.to_owned()).unwrap();
            assert_eq!(
                (name.written.as_str(), name.sounds.as_str()),
                (written, sounds)
            );
        }
        assert!(Name::try_from("王".to_owned()).is_err());
        assert!(Name::try_from("wang".to_owned()).is_err());
    }

    #[test]
    fn no_word_stands_twice() {
        let words = Words::read().unwrap();
        let all = |list: &[Name]| list.iter().map(|n| n.written.clone()).collect::<Vec<_>>();
        let special: Vec<Name> = words.special.iter().map(|s| s.name.clone()).collect();
        for mut list in [
            all(&words.surnames),
            all(&words.given),
            all(&special),
            words.headlines.clone(),
        ] {
            let before = list.len();
            list.sort();
            list.dedup();
            assert_eq!(list.len(), before);
        }
    }
}
