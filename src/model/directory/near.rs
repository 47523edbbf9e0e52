//! Latin words with a slip of the finger in them: a letter wrong, missing, too many, or two that changed places.

/// So many slips are forgiven in a word of so many letters.
pub(super) const fn forgiven(letters: usize) -> usize {
    match letters {
        0..4 => 0,
        4..8 => 1,
        _ => 2,
    }
}

/// What is longer is no word that somebody typed by hand.
const LONGEST: usize = 32;

/// Whether a word begins with what was typed but for so many slips (optimal string alignment distance; what follows in the word costs
/// nothing). One at its very beginning leaves the letter beside it right.
pub(super) fn begins_near(word: &[u8], typed: &[u8], slips: usize) -> bool {
    if typed.len() > LONGEST || word.len() + slips < typed.len() || !meet(word, typed) {
        return false;
    }
    let mut before = [0_usize; LONGEST + 1];
    let mut last = [0_usize; LONGEST + 1];
    for (n, cost) in last.iter_mut().enumerate() {
        *cost = n;
    }
    let far = typed.len() + slips;
    let mut previous = None;
    for (row, letter) in (1..).zip(word.iter().take(far)) {
        let mut now = [0_usize; LONGEST + 1];
        now[0] = row;
        let mut least = row;
        let mut was = None;
        for (n, own) in (1..).zip(typed) {
            let at =
                |of: &[usize; LONGEST + 1], n: usize| of.get(n).copied().unwrap_or(usize::MAX / 2);
            let mut cost = at(&last, n - 1) + usize::from(own != letter);
            cost = cost.min(at(&last, n) + 1).min(at(&now, n - 1) + 1);
            if n > 1 && previous == Some(own) && was == Some(letter) {
                cost = cost.min(at(&before, n - 2) + 1);
            }
            if let Some(cell) = now.get_mut(n) {
                *cell = cost;
            }
            least = least.min(cost);
            was = Some(own);
        }
        if now.get(typed.len()).is_some_and(|cost| *cost <= slips) {
            return true;
        }
        if least > slips + 1 {
            return false;
        }
        (before, last) = (last, now);
        previous = Some(letter);
    }
    false
}

/// Whether two words begin alike: by their first letter, or the one after it where the first is wrong, missing, too many or swapped.
/// Most words do not, and are not looked at again.
fn meet(word: &[u8], typed: &[u8]) -> bool {
    let ([first, rest @ ..], [own, others @ ..]) = (word, typed) else {
        return false;
    };
    let (second, other) = (rest.first(), others.first());
    first == own
        || second.is_some() && second == other
        || other == Some(first)
        || second == Some(own)
}

/// Whether a word of a text begins so.
pub(super) fn has_near(text: &str, typed: &str) -> Option<(usize, usize)> {
    let slips = forgiven(typed.len());
    let mut at = 0;
    for word in text.split(|c: char| !c.is_ascii_lowercase()) {
        if !word.is_empty() && begins_near(word.as_bytes(), typed.as_bytes(), slips) {
            return Some((at, at + word.len()));
        }
        // What parts them may be of several bytes: counted where the next begins.
        at += word.len();
        at += text
            .get(at..)
            .and_then(|rest| rest.chars().next())
            .map_or(0, char::len_utf8);
    }
    None
}
