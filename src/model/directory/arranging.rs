//! The order of a directory: those who look after the community by their role, then the members; by name within each.
//!
//! Names are compared as the reader's language has it ([`Collation`]), but for those that have a key of plain letters: these are
//! compared as they stand, which is the same and costs nothing. What is in order already is only looked over.

use core::cmp::Ordering;
use std::sync::Arc;

use super::{
    super::{Member, Role},
    letters::{self, OTHER},
};

/// Compares two of the names that were handed over, by their places.
pub type Compare = Box<dyn Fn(usize, usize) -> Ordering>;

/// The order of names in the reader's language. In the browser `Intl.Collator`, with pinyin for Chinese and numbers as numbers.
pub trait Collation {
    /// Takes names, and compares them from then on; `None` where it has no order for Chinese names.
    fn of(&self, names: Vec<String>) -> Option<Compare>;
}

/// Members in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// Their places among all, in order.
    pub at: Vec<u32>,
    /// So many of them look after the community; the others follow.
    pub team: usize,
    /// Where a letter begins among all in order, the letters in their order; only of members. Empty until they are arranged.
    pub letters: Vec<(u8, usize)>,
}

/// In this order they stand.
const ROLES: [Role; 6] = [
    Role::Owner,
    Role::Deputy,
    Role::Admin,
    Role::Host,
    Role::Lecturer,
    Role::Member,
];

/// What somebody is sorted by.
struct Name {
    role: Role,
    letter: u8,
    /// Plain letters, or the place of it among those that are collated.
    key: Key,
}

enum Key {
    Plain(String),
    Collated(usize),
}

/// A directory that is being put in order.
pub struct Arranging {
    names: Vec<Name>,
    compare: Option<Compare>,
    /// The first character of a name, and its letter.
    known: Vec<(char, u8)>,
    /// First characters of the collated, in their order.
    begins: Vec<char>,
    /// Where the first of each letter stand among the collated.
    firsts: usize,
    sorting: Sorting,
    lettered: usize,
}

impl Order {
    /// As they came, those who look after the community first, by their role.
    #[must_use]
    pub fn as_they_came(members: &[Arc<Member>]) -> Self {
        let mut at = Vec::with_capacity(members.len());
        let mut team = 0;
        for role in ROLES {
            if role == Role::Member {
                team = at.len();
            }
            let own = members
                .iter()
                .enumerate()
                .filter(|(_, member)| member.role == role);
            at.extend(own.filter_map(|(n, _)| u32::try_from(n).ok()));
        }
        Self {
            at,
            team,
            letters: Vec::new(),
        }
    }
}

impl Arranging {
    /// Begins. What was in order before is only looked over: `before` has the places of as many as were.
    #[must_use]
    pub fn new(members: &[Arc<Member>], before: &Order, collation: &dyn Collation) -> Self {
        let (mut collated, mut begins) = (Vec::new(), Vec::new());
        let mut names = Vec::with_capacity(members.len());
        for member in members {
            let text = match member.sort_key.trim() {
                "" => member.name.trim(),
                key => key,
            };
            let is_plain = text.bytes().all(|b| b.is_ascii_alphabetic() || b == b' ');
            let first = text.chars().find(|c| c.is_alphanumeric());
            let key = if is_plain && !text.is_empty() {
                Key::Plain(text.to_ascii_lowercase())
            } else {
                begins.push(first.unwrap_or('#'));
                collated.push(text.to_owned());
                Key::Collated(collated.len() - 1)
            };
            let letter = first.and_then(letters::of_latin).unwrap_or(OTHER);
            names.push(Name {
                role: member.role,
                letter,
                key,
            });
        }
        let firsts = collated.len();
        collated.extend(letters::firsts().map(str::to_owned));
        let mut places = before.at.clone();
        places.retain(|at| (*at as usize) < names.len());
        let mut there = vec![false; names.len()];
        for at in &places {
            if let Some(there) = there.get_mut(*at as usize) {
                *there = true;
            }
        }
        let new = there.iter().enumerate().filter(|(_, there)| !**there);
        places.extend(new.filter_map(|(n, _)| u32::try_from(n).ok()));
        Self {
            compare: match firsts {
                0 => None,
                _ => collation.of(collated),
            },
            names,
            known: Vec::new(),
            begins,
            firsts,
            sorting: Sorting::new(places),
            lettered: 0,
        }
    }

    /// Goes on, by so many comparisons at most; the order once it is done.
    pub fn step(&mut self, most: usize) -> Option<Order> {
        let mut left = most;
        while left > 0 && self.lettered < self.names.len() {
            left -= 1;
            self.letter(self.lettered);
            self.lettered += 1;
        }
        if self.lettered < self.names.len() {
            return None;
        }
        let (names, compare) = (&self.names, self.compare.as_ref());
        let mut in_order = |a: u32, b: u32| match (names.get(a as usize), names.get(b as usize)) {
            (Some(one), Some(other)) => ordered(one, other, compare).then(a.cmp(&b)),
            _ => Ordering::Equal,
        };
        self.sorting.step(left, &mut in_order).then(|| self.order())
    }

    /// Tells the letter of a name that is no Latin one.
    fn letter(&mut self, at: usize) {
        let Some(Name {
            letter,
            key: Key::Collated(n),
            ..
        }) = self.names.get_mut(at)
        else {
            return;
        };
        let (Some(first), Some(compare)) = (self.begins.get(*n).copied(), &self.compare) else {
            return;
        };
        if !letters::is_han(first) {
            return;
        }
        if let Some((_, known)) = self.known.iter().find(|(c, _)| *c == first) {
            *letter = *known;
            return;
        }
        let (n, firsts) = (*n, self.firsts);
        *letter = letters::of_han(&mut |first| compare(n, firsts + first));
        self.known.push((first, *letter));
    }

    fn order(&mut self) -> Order {
        let at = core::mem::take(&mut self.sorting.places);
        let name = |at: &u32| self.names.get(*at as usize);
        let team = at
            .iter()
            .filter(|at| name(at).is_some_and(|it| it.role != Role::Member))
            .count();
        let mut letters: Vec<(u8, usize)> = Vec::new();
        for (n, place) in at.iter().enumerate().skip(team) {
            let letter = name(place).map_or(OTHER, |it| it.letter);
            if letters.last().is_none_or(|(last, _)| *last != letter) {
                letters.push((letter, n));
            }
        }
        Order { at, team, letters }
    }
}

fn ordered(one: &Name, other: &Name, compare: Option<&Compare>) -> Ordering {
    let role = one.role.cmp(&other.role);
    let by_letter = role.then_with(|| one.letter.cmp(&other.letter));
    by_letter.then_with(|| match (&one.key, &other.key) {
        (Key::Plain(one), Key::Plain(other)) => one.cmp(other),
        (Key::Collated(one), Key::Collated(other)) => {
            compare.map_or(Ordering::Equal, |compare| compare(*one, *other))
        }
        (Key::Collated(_), Key::Plain(_)) => Ordering::Less,
        (Key::Plain(_), Key::Collated(_)) => Ordering::Greater,
    })
}

/// A merge sort of what stands in runs already, which can be left and taken up again.
struct Sorting {
    places: Vec<u32>,
    merged: Vec<u32>,
    /// Where the runs of this round end.
    ends: Vec<usize>,
    /// Those of the next.
    next: Vec<usize>,
    /// How far the runs are known, and then which pair is merged and how far it is.
    looked: usize,
    pair: usize,
    left: usize,
    right: usize,
}

impl Sorting {
    fn new(places: Vec<u32>) -> Self {
        let merged = Vec::with_capacity(places.len());
        Self {
            places,
            merged,
            ends: Vec::new(),
            next: Vec::new(),
            looked: 0,
            pair: 0,
            left: 0,
            right: 0,
        }
    }

    /// Whether all is in order.
    fn step(&mut self, most: usize, compare: &mut dyn FnMut(u32, u32) -> Ordering) -> bool {
        let mut budget = most;
        let len = self.places.len();
        while self.looked < len {
            if budget == 0 {
                return false;
            }
            budget -= 1;
            let before = self
                .looked
                .checked_sub(1)
                .and_then(|at| self.places.get(at));
            if let (Some(before), Some(now)) = (before, self.places.get(self.looked))
                && compare(*before, *now).is_gt()
            {
                self.ends.push(self.looked);
            }
            self.looked += 1;
            if self.looked == len {
                self.ends.push(len);
                self.begin_pair();
            }
        }
        while self.ends.len() > 1 {
            if budget == 0 {
                return false;
            }
            budget -= 1;
            self.merge_one(compare);
        }
        true
    }

    fn end(&self, run: usize) -> usize {
        self.ends.get(run).copied().unwrap_or(self.places.len())
    }

    fn begin_pair(&mut self) {
        self.left = self
            .pair
            .checked_sub(1)
            .map_or(0, |before| self.end(before));
        self.right = self.end(self.pair);
    }

    fn merge_one(&mut self, compare: &mut dyn FnMut(u32, u32) -> Ordering) {
        let (middle, end) = (self.end(self.pair), self.end(self.pair + 1));
        let left = self
            .places
            .get(self.left)
            .copied()
            .filter(|_| self.left < middle);
        let right = self
            .places
            .get(self.right)
            .copied()
            .filter(|_| self.right < end);
        match (left, right) {
            (Some(left), Some(right)) if compare(right, left).is_lt() => {
                self.merged.push(right);
                self.right += 1;
            }
            (Some(left), Some(_)) => {
                self.merged.push(left);
                self.left += 1;
            }
            // The rest of one run is copied at once.
            _ => {
                let rest = self
                    .places
                    .get(self.left..middle)
                    .into_iter()
                    .chain(self.places.get(self.right..end));
                self.merged.extend(rest.flatten());
                self.next.push(self.merged.len());
                self.pair += 2;
                if self.pair >= self.ends.len() {
                    core::mem::swap(&mut self.places, &mut self.merged);
                    core::mem::swap(&mut self.ends, &mut self.next);
                    self.merged.clear();
                    self.next.clear();
                    self.pair = 0;
                }
                self.begin_pair();
            }
        }
    }
}
