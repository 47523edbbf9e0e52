//! How a name is written by its sounds, so that it stands in its place among others: 单晓明 as `shan xiaoming` or `dan xiaoming`.
//!
//! The surname decides where somebody is looked for, so only its readings are asked about; of the rest the first reading is taken,
//! or that which somebody has chosen before.

use super::{Fold, Sounds};

/// What a name can be sorted by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spelling {
    /// What it is sorted by; empty where the name itself tells, or nobody knows, as long as nobody has said how the surname is read.
    pub key: String,
    /// What it could be sorted by as well, that among them; fewer than two: nothing is asked.
    pub ways: Vec<String>,
}

/// How a name is written by its sounds, `now` being what was chosen, for this name or another.
#[must_use]
pub fn spelling(name: &str, now: &str, fold: &Fold, sounds: &Sounds) -> Spelling {
    let letters: Vec<char> = fold
        .fold(name)
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect();
    let mut readings = Vec::new();
    for c in &letters {
        let ways: Vec<&str> = sounds.readings(*c).collect();
        if ways.is_empty() {
            return Spelling::default();
        }
        readings.push(ways);
    }
    let Some((surname, given)) = readings.split_first() else {
        return Spelling::default();
    };
    let chosen: Option<Vec<&str>> = spoken_as(now, &readings);
    let rest: String = match &chosen {
        Some(chosen) => chosen.iter().skip(1).copied().collect(),
        None => given
            .iter()
            .filter_map(|ways| ways.first().copied())
            .collect(),
    };
    let whole = |first: &str| [first, " ", &rest].concat().trim_end().to_owned();
    // Of a surname that was chosen for another given name, too. Where nobody has chosen, the wrong place is worse than none.
    let first = now.split_whitespace().next().unwrap_or_default();
    let first = chosen
        .as_ref()
        .and_then(|chosen| chosen.first().copied())
        .or_else(|| surname.iter().copied().find(|way| *way == first))
        .or_else(|| surname.first().copied().filter(|_| surname.len() == 1));
    Spelling {
        key: first.map(whole).unwrap_or_default(),
        ways: surname.iter().copied().map(whole).collect(),
    }
}

/// The syllables of which `key` is made, one a character, where it can be.
fn spoken_as<'a>(key: &str, readings: &[Vec<&'a str>]) -> Option<Vec<&'a str>> {
    let key: String = key.chars().filter(char::is_ascii_lowercase).collect();
    let mut made = Vec::new();
    made_of(&key, readings, &mut made).then_some(made)
}

fn made_of<'a>(rest: &str, readings: &[Vec<&'a str>], made: &mut Vec<&'a str>) -> bool {
    let Some((ways, further)) = readings.split_first() else {
        return rest.is_empty();
    };
    for way in ways {
        let Some(left) = rest.strip_prefix(way) else {
            continue;
        };
        made.push(way);
        if made_of(left, further, made) {
            return true;
        }
        made.pop();
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "dan单\nlan蓝岚\nle乐\nming明\nshan单\nxiao晓\nyue乐\nyi一";

    #[test]
    fn a_name_is_sorted_as_it_sounds_and_only_its_surname_is_asked_about() {
        let check = |name: &str, now: &str, key: &str, ways: &[&str]| {
            let fold = Fold::with_table("單单樂乐");
            let found = spelling(name, now, &fold, &Sounds::with_table(TABLE));
            assert_eq!(
                (found.key.as_str(), found.ways),
                (key, ways.iter().map(|way| (*way).to_owned()).collect()),
                "{name} {now}"
            );
        };
        check("蓝晓明", "", "lan xiaoming", &["lan xiaoming"]);
        check("单晓明", "", "", &["dan xiaoming", "shan xiaoming"]);
        check(
            "单晓明",
            "shan xiaoming",
            "shan xiaoming",
            &["dan xiaoming", "shan xiaoming"],
        );
        // In the other way of writing, and with a space.
        check("單 曉明", "", "", &[]);
        check(
            "單 明",
            "shan ming",
            "shan ming",
            &["dan ming", "shan ming"],
        );
        // Another given name, the same surname.
        check(
            "单岚",
            "shan xiaoming",
            "shan lan",
            &["dan lan", "shan lan"],
        );
        // What was said of the given name stays.
        check("单乐", "shan yue", "shan yue", &["dan yue", "shan yue"]);
        check("单乐", "shan ming", "shan le", &["dan le", "shan le"]);
        check("单", "", "", &["dan", "shan"]);
        // Names that tell themselves how they are sorted.
        check("Ada 单", "", "", &[]);
        check("", "", "", &[]);
        check("龘明", "", "", &[]);
    }

    #[test]
    fn a_name_of_sixty_characters_is_read_at_once() {
        let name = "乐".repeat(60);
        let found = spelling(
            &name,
            &"le".repeat(59),
            &Fold::plain(),
            &Sounds::with_table(TABLE),
        );
        assert_eq!(found.ways.len(), 2);
    }
}
