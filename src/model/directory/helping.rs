//! Who may help the viewer, and whom the viewer may help: what one looks for and another offers, with the words in which they meet.

use super::super::{Fold, Member, MemberField, sort_by};
use super::finding::Index;

/// That two may help each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Help {
    /// Where the other stands among all.
    pub at: u32,
    /// What the viewer looks for, and what the other offers.
    pub gives: Option<(String, String)>,
    /// What the other looks for, and what the viewer offers.
    pub takes: Option<(String, String)>,
    /// How well it fits, in words met.
    strength: u32,
}

/// Words that say nothing of what is meant.
const EMPTY: [&str; 42] = [
    "一起", "大家", "周末", "有人", "可以", "帮忙", "我们", "他们", "自己", "什么", "怎么", "同路",
    "附近", "一个", "需要", "希望", "找人", "的", "了", "和", "与", "及", "带", "教", "借", "找",
    "会", "想", "要", "请", "给", "能", "人", "个", "我", "你", "们", "在", "有", "不", "来", "去",
];

/// What of one's own meets something best, and by how much.
type Best = Option<(u32, usize)>;

/// How much something meets, which of one's own, and which value.
type Met = (u32, usize, u32);

/// Those of the others who may help `own`, or be helped, the best first; as many as that, and how many there are.
#[must_use]
pub fn helping(
    fold: &Fold,
    index: &Index,
    own: &Member,
    others: &[u32],
    most: usize,
) -> (Vec<Help>, usize) {
    let empty = EMPTY.map(|word| fold.fold(word));
    let meanings = |all: &[String]| {
        all.iter()
            .map(|text| meaning(fold, &empty, text))
            .collect::<Vec<_>>()
    };
    let (seeks, offers) = (meanings(&own.seeks), meanings(&own.offers));
    if seeks.is_empty() && offers.is_empty() {
        return (Vec::new(), 0);
    }
    // Each thing that is said is looked at once.
    let met: Vec<(Best, Best)> = index
        .values()
        .map(|text| {
            let said = meaning(fold, &empty, text);
            (best(&seeks, &said), best(&offers, &said))
        })
        .collect();
    let pick = |at: u32, field: MemberField, mine_is_sought: bool| {
        let said = index.said_in(at as usize, field);
        let found = said.filter_map(|value| {
            let (sought, offered) = met.get(value as usize)?;
            let (strength, n) = (if mine_is_sought { sought } else { offered }).as_ref()?;
            Some((*strength, *n, value))
        });
        found.max_by_key(|(strength, ..)| *strength)
    };
    let mut all: Vec<(u32, u32, Option<Met>, Option<Met>)> = Vec::new();
    for at in others {
        let gives = pick(*at, MemberField::Offers, true);
        let takes = pick(*at, MemberField::Seeks, false);
        let strength =
            gives.as_ref().map_or(0, |it| it.0 + 1) + takes.as_ref().map_or(0, |it| it.0);
        if gives.is_some() || takes.is_some() {
            all.push((*at, strength, gives, takes));
        }
    }
    sort_by(&mut all, |a: &(u32, u32, _, _), b| b.1.cmp(&a.1));
    let count = all.len();
    // Words are copied for those alone who are named.
    let values: Vec<&str> = index.values().collect();
    let words = |own: &[String], (_, n, value): Met| {
        let theirs = *values.get(value as usize)?;
        Some((own.get(n)?.clone(), theirs.to_owned()))
    };
    let named = all.into_iter().take(most);
    let named = named.map(|(at, strength, gives, takes)| Help {
        at,
        gives: gives.and_then(|met| words(&own.seeks, met)),
        takes: takes
            .and_then(|met| words(&own.offers, met))
            .map(|(mine, theirs)| (theirs, mine)),
        strength,
    });
    (named.collect(), count)
}

/// The parts of a text that mean something, folded; `empty` says nothing.
fn meaning(fold: &Fold, empty: &[String], text: &str) -> Vec<String> {
    let mut folded = fold.fold(text);
    for word in empty {
        if folded.contains(word.as_str()) {
            folded = folded.replace(word.as_str(), "\n");
        }
    }
    let parts = folded.split(|c: char| !c.is_alphanumeric());
    let parts = parts.filter(|part| part.chars().count() > 1);
    parts.map(str::to_owned).collect()
}

/// What of one's own meets it best, and by how much.
fn best(own: &[Vec<String>], said: &[String]) -> Best {
    let met = own.iter().enumerate().filter_map(|(n, parts)| {
        let pairs = parts
            .iter()
            .flat_map(|part| said.iter().map(move |other| met(part, other)));
        let strength = pairs.max().unwrap_or(0);
        (strength > 0).then_some((strength, n))
    });
    met.max_by_key(|(strength, n)| (*strength, core::cmp::Reverse(*n)))
}

/// How much two parts have in common: the length of what stands in both, which is two characters at least, or a word of Latin letters.
fn met(one: &str, other: &str) -> u32 {
    if one == other {
        return 100;
    }
    if one.is_ascii() || other.is_ascii() {
        // Words of letters: one begins with the other.
        let (long, short) = if one.len() > other.len() {
            (one, other)
        } else {
            (other, one)
        };
        return if short.len() > 3 && long.starts_with(short) {
            50
        } else {
            0
        };
    }
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut longest = 0;
    for begin in 0..one.len() {
        for at in 0..other.len() {
            let pairs = one.iter().skip(begin).zip(other.iter().skip(at));
            longest = longest.max(pairs.take_while(|(a, b)| a == b).count());
        }
    }
    match longest {
        0 | 1 => 0,
        longest if longest == one.len() || longest == other.len() => 50,
        longest => u32::try_from(longest).unwrap_or(9),
    }
}
