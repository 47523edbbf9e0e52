//! The parts of an entry that are drawn: words, ways to reach somebody, who sees what.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::is_empty;
use crate::random::Random;

/// Up to three of a community's own words, now and then a common one; `odds` of 0, 1, 2, 3.
pub(super) fn drawn(
    random: &mut Random,
    own: &[String],
    common: &[String],
    odds: [usize; 4],
) -> Vec<String> {
    let mut left = random.below(odds.iter().sum());
    let mut n = 0;
    for odd in odds {
        if left < odd {
            break;
        }
        left -= odd;
        n += 1;
    }
    let mut some: Vec<String> = random.some(own, n).into_iter().cloned().collect();
    if random.chance(25)
        && let (Some(last), Some(other)) = (some.last_mut(), random.pick(common))
    {
        last.clone_from(other);
    }
    let mut seen = BTreeSet::new();
    some.retain(|word| seen.insert(word.clone()));
    some
}

/// Ways to reach nobody: numbers with zeros in the middle, names that end in `-demo`, RFC 2606
/// domains.
pub(super) fn contacts(random: &mut Random, sounds: &str) -> Vec<Value> {
    let letters = |mark: &str| -> String {
        let words: Vec<String> = sounds
            .split(' ')
            .map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect())
            .collect();
        words.join(mark)
    };
    let phone =
        json!({ "kind": "phone", "value": format!("138-0000-{:04}", random.below(10_000)) });
    let wechat = json!({ "kind": "wechat", "value": format!("{}-demo", letters("")) });
    let email = json!({ "kind": "email", "value": format!("{}@example.com", letters(".")) });
    let all = [wechat, phone, email];
    let n = 1 + usize::from(random.chance(30));
    if random.chance(12) {
        Vec::new()
    } else {
        random.some(&all, n).into_iter().cloned().collect()
    }
}

/// What a member shows to whom, where it is not the default.
pub(super) fn visibility(row: &mut Value, random: &mut Random) {
    // Field, then the odds in a hundred of everyone, on-request, organisers, nobody; else default.
    const ODDS: [(&str, [usize; 4]); 8] = [
        ("contacts", [22, 10, 20, 15]),
        ("hometown", [0, 6, 6, 8]),
        ("district", [0, 10, 10, 5]),
        ("joined", [0, 0, 3, 6]),
        ("headline", [0, 0, 2, 1]),
        ("skills", [0, 3, 2, 0]),
        ("offers", [3, 3, 1, 0]),
        ("seeks", [0, 5, 4, 2]),
    ];
    let mut map = Map::new();
    for (field, odds) in ODDS {
        let mut draw = random.below(100);
        for (word, odd) in ["everyone", "on-request", "organisers", "nobody"]
            .iter()
            .zip(odds)
        {
            if draw < odd {
                if !is_empty(row.get(field)) {
                    map.insert(field.to_owned(), (*word).into());
                }
                break;
            }
            draw -= odd;
        }
    }
    if let Some(row) = row.as_object_mut() {
        row.insert("visibility".to_owned(), Value::Object(map));
    }
}
