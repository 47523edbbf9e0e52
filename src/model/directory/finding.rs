//! Who is found by what was typed, the best first.
//!
//! A name is found as it is written, as it sounds, by its first letters ([`Sounds`]); what somebody says of themselves as it is written, and
//! as it sounds where that is no accident. Several words may fit each for itself. Where nobody is found, a slip of the finger is
//! forgiven in Latin words. What was not found by the beginning of what was typed is not looked at again.

mod finder;
mod why;

use std::rc::Rc;

use super::{
    super::{Fold, Member, MemberField, Sounds, Typed, search::Fit},
    near,
    values::{Value, Values, chars},
    wanted::said,
};

pub use finder::Finder;
pub use why::{Said, Why};

/// The fields that are looked through, beside the name.
const FIELDS: [MemberField; 6] = [
    MemberField::Skills,
    MemberField::Offers,
    MemberField::Seeks,
    MemberField::Hometown,
    MemberField::District,
    MemberField::Headline,
];

/// What has so many characters is a word or two: a place, a skill.
const SHORT: usize = 8;

/// How well somebody fits, the best first: by their name, then by what they say.
type Rank = u8;
const SAID_EXACT: Rank = 6;
const SAID_BEGINS: Rank = 7;
const SAID_HAS: Rank = 8;
const SAID_SOUNDS: Rank = 9;
const SLIP: Rank = 10;
const NOT: Rank = 11;

/// Members as they are looked through, by their places.
pub struct Index {
    fold: Rc<Fold>,
    sounds: Rc<Sounds>,
    names: Vec<Value>,
    values: Values,
    /// What each of them says, and in which field of [`FIELDS`], one after another.
    said: Vec<(u32, u8)>,
    /// Where what each says ends.
    ends: Vec<u32>,
}

/// What is asked for, ready to be looked for.
#[derive(Clone, Default)]
pub struct Asked {
    typed: Typed,
    words: Vec<Word>,
}

#[derive(Clone, Default)]
struct Word {
    text: String,
    run: Vec<char>,
    /// It alone, as if nothing else was typed.
    alone: Typed,
    letters: u32,
    chars: u64,
    /// Of these characters, those that sound like nothing but themselves.
    own: u64,
}

impl Asked {
    /// What was typed.
    #[must_use]
    pub fn new(fold: &Fold, text: &str) -> Self {
        let typed = Typed::new(fold, text);
        let words = typed.words.iter().zip(&typed.spoken);
        let words = words.map(|(text, run)| Word::new(text, run)).collect();
        Self { typed, words }
    }

    /// Whether nothing was, so that everybody is meant.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.typed.is_empty()
    }
}

impl Word {
    fn new(text: &str, run: &[char]) -> Self {
        let letters = run.iter().filter(|c| c.is_ascii_lowercase());
        let own: String = run.iter().filter(|c| !c.is_ascii_lowercase()).collect();
        Self {
            text: text.to_owned(),
            run: run.to_vec(),
            alone: Typed {
                words: vec![text.to_owned()],
                whole: text.to_owned(),
                spoken: Vec::new(),
                run: run.to_vec(),
            },
            letters: letters.fold(0, |all, c| all | 1 << (*c as u32 - 'a' as u32)),
            chars: chars(text),
            own: chars(&own),
        }
    }

    /// Whether a text may have it as it is written.
    fn may_stand_in(&self, value: &Value) -> bool {
        self.chars & !value.chars == 0
    }

    /// Whether a text may sound like it.
    const fn may_sound_in(&self, value: &Value) -> bool {
        self.letters & !value.letters == 0 && self.own & !value.chars == 0
    }
}

impl Index {
    /// Of nobody yet.
    #[must_use]
    pub fn new(fold: Rc<Fold>, sounds: Rc<Sounds>) -> Self {
        Self {
            fold,
            sounds,
            names: Vec::new(),
            values: Values::default(),
            said: Vec::new(),
            ends: Vec::new(),
        }
    }

    /// The same tables, and nobody.
    #[must_use]
    pub fn anew(&self) -> Self {
        Self::new(Rc::clone(&self.fold), Rc::clone(&self.sounds))
    }

    /// What it is compared by.
    #[must_use]
    pub fn fold(&self) -> &Fold {
        &self.fold
    }

    /// Takes in the next.
    pub fn add(&mut self, member: &Member) {
        let key: String = member.sort_key.chars().filter(|c| *c != ' ').collect();
        let names = [member.name.as_str(), &key];
        let names = names
            .get(..if key.is_empty() { 1 } else { 2 })
            .unwrap_or_default();
        self.names.push(Value::of(&self.fold, &self.sounds, names));
        for (n, field) in (0..).zip(FIELDS) {
            for text in said(member, field) {
                self.said
                    .push((self.values.place(&self.fold, &self.sounds, text), n));
            }
        }
        self.ends
            .push(u32::try_from(self.said.len()).unwrap_or(u32::MAX));
    }

    /// How many it knows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether it knows nobody.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// What is said in a field, and by how many: what most say first.
    #[must_use]
    pub fn counts(&self, field: MemberField) -> Vec<(String, usize)> {
        let mut counts = vec![0_usize; self.values.all.len()];
        for (value, own) in &self.said {
            if FIELDS.get(usize::from(*own)) == Some(&field)
                && let Some(count) = counts.get_mut(*value as usize)
            {
                *count += 1;
            }
        }
        let all = self
            .values
            .all
            .iter()
            .zip(counts)
            .filter(|(_, count)| *count > 0);
        let mut all: Vec<(String, usize)> = all
            .map(|(value, count)| (value.text.clone(), count))
            .collect();
        super::super::sort_by(&mut all, |a: &(String, usize), b| b.1.cmp(&a.1));
        all
    }

    pub(super) fn said(&self, at: usize) -> &[(u32, u8)] {
        let begin = at
            .checked_sub(1)
            .and_then(|before| self.ends.get(before))
            .copied()
            .unwrap_or(0);
        let end = self.ends.get(at).copied().unwrap_or(begin);
        self.said
            .get(begin as usize..end as usize)
            .unwrap_or_default()
    }

    pub(super) fn said_in(&self, at: usize, field: MemberField) -> impl Iterator<Item = u32> {
        let own = self
            .said(at)
            .iter()
            .filter(move |(_, own)| FIELDS.get(usize::from(*own)) == Some(&field));
        own.map(|(value, _)| *value)
    }

    pub(super) fn values(&self) -> impl Iterator<Item = &str> {
        self.values.all.iter().map(|value| value.text.as_str())
    }

    /// How well a name fits all that was typed.
    fn name_rank(&self, asked: &Asked, word: &Word, name: &Value) -> Rank {
        if !(word.may_stand_in(name) || word.may_sound_in(name)) {
            return NOT;
        }
        let Some(found) = self.sounds.find(&asked.typed, &name.sounding) else {
            return NOT;
        };
        // The key that names are sorted by tells how they sound; letters within it begin no syllable.
        let is_key = || found.at.start > name.first_line().chars().count();
        match found.fit {
            Fit::Exact | Fit::Begins if is_key() => 3,
            Fit::Has if is_key() => 5,
            Fit::Exact => 0,
            Fit::Begins => 1,
            Fit::Has => 2,
            Fit::Sounds => 3,
            Fit::Initials => 4,
            Fit::Within => 5,
        }
    }

    /// How well something that is said fits a word as it is written.
    fn written(word: &Word, value: &Value) -> Rank {
        if !word.may_stand_in(value) {
            return NOT;
        }
        let text = value.sounding.text.as_str();
        match text.find(&word.text) {
            Some(0) if text.len() == word.text.len() => SAID_EXACT,
            Some(0) => SAID_BEGINS,
            Some(_) => SAID_HAS,
            None => NOT,
        }
    }

    /// Whether it is asked how something that is said sounds: a letter or two are in every sentence.
    fn is_heard(word: &Word, value: &Value) -> bool {
        let least = if value.length <= SHORT { 2 } else { 3 };
        word.letters != 0 && word.run.len() >= least
    }

    /// How well it fits as it sounds; first letters count in what is short only.
    fn heard(&self, word: &Word, value: &Value) -> Option<core::ops::Range<usize>> {
        if !(Self::is_heard(word, value) && word.may_sound_in(value)) {
            return None;
        }
        self.sounds
            .heard(&word.run, &value.sounding, value.length <= SHORT)
    }

    /// How well somebody fits each word for itself.
    fn each_word(&self, asked: &Asked, at: usize, name: &Value) -> Rank {
        let mut worst = 0;
        for word in &asked.words {
            let by_name = (word.may_stand_in(name) || word.may_sound_in(name))
                && self.sounds.find(&word.alone, &name.sounding).is_some();
            let mut best = if by_name { 5 } else { NOT };
            for (value, _) in self.said(at) {
                if best < SAID_EXACT {
                    break;
                }
                if let Some(value) = self.values.all.get(*value as usize) {
                    best = best.min(Self::written(word, value));
                    if best == NOT && self.heard(word, value).is_some() {
                        best = SAID_SOUNDS;
                    }
                }
            }
            worst = worst.max(best);
            if worst == NOT {
                break;
            }
        }
        worst
    }

    /// Whether it fits but for a slip.
    fn near(word: &Word, value: &Value) -> bool {
        let slips = near::forgiven(word.text.len());
        let wrong = (word.letters & !value.letters).count_ones() as usize;
        wrong <= slips && near::has_near(&value.sounding.text, &word.text).is_some()
    }
}
