//! Family and given name apart, where it is certain which is which.

/// Both.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Split {
    pub family: String,
    pub given: String,
    /// What to sort by, in the same order, with a comma between.
    pub sorted: String,
}

/// Where it is certain: a name in characters whose sort key says how many of them are the family's (`ouyang nana`), or that has a
/// space itself (山田 太郎); any other whose sort key has a comma behind the family (`Larsson, Emma`). A nickname, a title (王师傅) and a
/// name of three words stay whole: cut wrong, an address book shows them wrong for ever.
pub(super) fn split(name: &str, sort_key: &str) -> Option<Split> {
    let key = sort_key.trim();
    let made = |family: &str, given: &str, sorted: String| {
        let (family, given) = (family.trim().to_owned(), given.trim().to_owned());
        (!family.is_empty() && !given.is_empty()).then_some(Split {
            family,
            given,
            sorted,
        })
    };
    let words: Vec<&str> = name.split_whitespace().collect();
    if let [family, given] = words.as_slice()
        && [family, given].into_iter().all(|word| is_han(word))
    {
        return made(family, given, key_of(key));
    }
    if let Some((family, given)) = key.split_once(',') {
        let (family, given) = (family.trim(), given.trim());
        let either = [[given, " ", family].concat(), [family, " ", given].concat()];
        let is_it = either.iter().any(|both| *both == words.join(" "));
        return is_it.then(|| made(family, given, [family, ",", given].concat()))?;
    }
    if !is_han(name) {
        return None;
    }
    let parts: Vec<&str> = key.split_whitespace().collect();
    let [family, given] = parts.as_slice() else {
        return None;
    };
    let (before, after) = (syllables(family)?, syllables(given)?);
    let is_it = (1..=2).contains(&before) && before + after == name.chars().count();
    let at = name.char_indices().nth(before)?.0;
    let (one, other) = name.split_at_checked(at)?;
    is_it.then(|| made(one, other, [*family, ",", given].concat()))?
}

/// A key of two words with a comma between them.
fn key_of(key: &str) -> String {
    let parts: Vec<&str> = key.split_whitespace().collect();
    match parts.as_slice() {
        [family, given] => [family.trim_end_matches(','), ",", given].concat(),
        _ => String::new(),
    }
}

/// Chinese characters alone: the unified ideographs of Unicode.
fn is_han(text: &str) -> bool {
    let is = |c: char| matches!(c as u32, 0x3400..=0x9FFF | 0xF900..=0xFAFF | 0x2_0000..=0x3_FFFF);
    !text.is_empty() && text.chars().all(is)
}

/// How many syllables a word of pinyin has: each has its vowels in one row. None where it is no pinyin.
fn syllables(word: &str) -> Option<usize> {
    let (mut n, mut was) = (0, false);
    for c in word.chars() {
        let is_vowel = matches!(
            c.to_ascii_lowercase(),
            'a' | 'e' | 'i' | 'o' | 'u' | 'v' | 'ü'
        );
        if !is_vowel && !c.is_ascii_alphabetic() {
            return None;
        }
        n += usize::from(is_vowel && !was);
        was = is_vowel;
    }
    (n > 0).then_some(n)
}
