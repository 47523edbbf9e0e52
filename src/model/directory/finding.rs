//! Who is found by what was typed, the best first.
//!
//! A name is found as it is written, as it sounds, by its first letters ([`Sounds`]); what somebody says of themselves as it is written, and
//! as it sounds where that is no accident. Several words may fit each for itself. Where nobody is found, a slip of the finger is
//! forgiven in Latin words. What was not found by the beginning of what was typed is not looked at again.

use std::rc::Rc;

use super::{
    super::{Fold, Member, MemberField, Sounds, Typed, search::Fit},
    near,
    values::{Value, Values, chars},
    wanted::said,
};

/// The fields that are looked through, beside the name.
const FIELDS: [MemberField; 6] = [
    MemberField::Skills,
    MemberField::Offers,
    MemberField::Seeks,
    MemberField::Hometown,
    MemberField::District,
    MemberField::Headline,
];

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

/// Something that somebody says, in which field, and the parts of it to be marked, in characters.
pub type Said = (MemberField, String, Vec<(usize, usize)>);

/// Why somebody was found: what to mark, in characters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Why {
    /// Parts of the name.
    pub name: Vec<(usize, usize)>,
    /// Where it was something else: what, as it is written, and parts of it; each thing once.
    pub said: Vec<Said>,
}

/// Looks for somebody; what it has found is the beginning of the next, and is found again when letters are taken back.
#[derive(Default)]
pub struct Finder {
    /// What was looked for, each with what the one before begins with.
    steps: Vec<Step>,
    /// Among so many.
    among: usize,
    ranks: Vec<Rank>,
}

/// A word as far as it was typed.
struct Step {
    text: String,
    /// How well each name fits.
    names: Vec<Rank>,
    /// How well each value does, and whether it was looked at as it sounds.
    values: Vec<(Rank, bool)>,
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

/// So many are remembered.
const STEPS: usize = 12;

/// What has so many characters is a word or two: a place, a skill.
const SHORT: usize = 8;

impl Finder {
    /// Those of `order` who are found, the best first, those who fit as well in that order; all of them where nothing is asked for.
    /// `means` leaves people out.
    pub fn find(
        &mut self,
        index: &Index,
        asked: &Asked,
        order: &[u32],
        means: Option<&[bool]>,
    ) -> Vec<u32> {
        let is_meant = |at: &&u32| {
            means.is_none_or(|means| means.get(**at as usize).copied().unwrap_or_default())
        };
        if asked.is_empty() {
            return order.iter().filter(is_meant).copied().collect();
        }
        match asked.words.as_slice() {
            [word] => self.one_word(index, asked, word),
            _ => self.several(index, asked),
        }
        if self.ranks.iter().all(|rank| *rank == NOT) {
            self.slips(index, asked);
        }
        // Counted out: a place for each.
        let rank = |at: u32| self.ranks.get(at as usize).copied().unwrap_or(NOT);
        let mut begins = [0_usize; NOT as usize + 2];
        let meant = || order.iter().filter(is_meant).filter(|at| rank(**at) < NOT);
        for at in meant() {
            if let Some(begin) = begins.get_mut(usize::from(rank(*at)) + 1) {
                *begin += 1;
            }
        }
        let mut all = 0;
        for begin in &mut begins {
            all += *begin;
            *begin = all;
        }
        let mut found = vec![0; all];
        for at in meant() {
            if let Some(next) = begins.get_mut(usize::from(rank(*at))) {
                if let Some(place) = found.get_mut(*next) {
                    *place = *at;
                }
                *next += 1;
            }
        }
        found
    }

    /// Forgets what it has found: other people are looked through from now on.
    pub fn forget(&mut self) {
        self.steps.clear();
    }

    fn one_word(&mut self, index: &Index, asked: &Asked, word: &Word) {
        if self.among != index.len() {
            self.forget();
            self.among = index.len();
        }
        while self
            .steps
            .pop_if(|step| !word.text.starts_with(&step.text))
            .is_some()
        {}
        match self.steps.last() {
            Some(step) if step.text == word.text => {}
            before => {
                let step = Step::after(before, index, asked, word);
                if self.steps.len() == STEPS {
                    self.steps.remove(0);
                }
                self.steps.push(step);
            }
        }
        self.ranks.clear();
        let Some(step) = self.steps.last() else {
            return;
        };
        let mut begin = 0;
        for (rank, end) in step.names.iter().zip(&index.ends) {
            let mut best = *rank;
            if best == NOT {
                let said = index.said.get(begin..*end as usize).unwrap_or_default();
                for (value, _) in said {
                    let value = step.values.get(*value as usize);
                    best = best.min(value.map_or(NOT, |(rank, _)| *rank));
                }
            }
            begin = *end as usize;
            self.ranks.push(best);
        }
    }

    fn several(&mut self, index: &Index, asked: &Asked) {
        self.ranks.clear();
        let whole = Word::new(&asked.typed.whole, &asked.typed.run);
        // A blank is in no name that sounds so.
        for (at, name) in index.names.iter().enumerate() {
            let rank = index.name_rank(asked, &whole, name);
            self.ranks.push(match rank {
                NOT => index.each_word(asked, at, name),
                rank => rank,
            });
        }
    }

    /// Forgives a slip in one word where that is Latin and long enough.
    fn slips(&mut self, index: &Index, asked: &Asked) {
        let run: String = asked.typed.run.iter().collect();
        let is_latin = run.bytes().all(|b| b.is_ascii_lowercase());
        if !is_latin || near::forgiven(run.len()) == 0 {
            return;
        }
        let word = Word::new(&run, &asked.typed.run);
        let near = |value: &Value| Index::near(&word, value);
        let values: Vec<bool> = index.values.all.iter().map(near).collect();
        for (at, name) in index.names.iter().enumerate() {
            let says = |(value, _): &(u32, u8)| values.get(*value as usize) == Some(&true);
            if (near(name) || index.said(at).iter().any(says))
                && let Some(rank) = self.ranks.get_mut(at)
            {
                *rank = SLIP;
            }
        }
    }
}

impl Step {
    /// What fits a word, of what has fitted its beginning.
    fn after(before: Option<&Self>, index: &Index, asked: &Asked, word: &Word) -> Self {
        let (mut names, mut values) = match before {
            Some(step) => (step.names.clone(), step.values.clone()),
            None => (
                vec![0; index.names.len()],
                vec![(0, false); index.values.all.len()],
            ),
        };
        for (rank, name) in names.iter_mut().zip(&index.names) {
            if *rank < NOT {
                *rank = index.name_rank(asked, word, name);
            }
        }
        for ((rank, was_heard), value) in values.iter_mut().zip(&index.values.all) {
            if *rank == NOT && *was_heard {
                continue;
            }
            *rank = if *rank == NOT {
                NOT
            } else {
                Index::written(word, value)
            };
            // What is not written so may sound so; what was asked in vain is not asked again.
            if *rank == NOT && !*was_heard && Index::is_heard(word, value) {
                match index.heard(word, value) {
                    Some(_) => *rank = SAID_SOUNDS,
                    None => *was_heard = true,
                }
            }
        }
        Self {
            text: word.text.clone(),
            names,
            values,
        }
    }
}

impl Why {
    /// Something that somebody says fits, by this part of it.
    fn say(&mut self, field: MemberField, text: &str, part: Option<(usize, usize)>) {
        let mut said = self.said.iter_mut();
        match said.find(|(own, said, _)| (*own, said.as_str()) == (field, text)) {
            Some((_, _, parts)) => parts.extend(part),
            None => {
                let parts = part.into_iter().collect();
                self.said.push((field, text.to_owned(), parts));
            }
        }
    }
}

impl Index {
    /// Why somebody was found, for what is drawn of them.
    #[must_use]
    pub fn why(&self, asked: &Asked, member: &Member, at: usize) -> Why {
        let mut why = Why::default();
        let name = Value::of(&self.fold, &self.sounds, &[&member.name]);
        if let Some(found) = self.sounds.find(&asked.typed, &name.sounding)
            && asked.words.len() < 2
        {
            why.name.push(self.original(&member.name, found.at));
            return why;
        }
        for word in &asked.words {
            if let Some(found) = self.sounds.find(&word.alone, &name.sounding) {
                why.name.push(self.original(&member.name, found.at));
                continue;
            }
            let best = self.said(at).iter().filter_map(|(value, field)| {
                let value = self.values.all.get(*value as usize)?;
                let rank = match Self::written(word, value) {
                    NOT => self.heard(word, value).map(|_| SAID_SOUNDS)?,
                    rank => rank,
                };
                Some((rank, value, *field))
            });
            let best = best.min_by_key(|(rank, ..)| *rank);
            if let Some((rank, value, field)) = best {
                let text = value.sounding.text.as_str();
                let marked = match (rank, text.find(&word.text)) {
                    (SAID_SOUNDS, _) | (_, None) => self.heard(word, value),
                    (_, Some(at)) => {
                        let begin = text.get(..at).unwrap_or_default().chars().count();
                        Some(begin..begin + word.text.chars().count())
                    }
                };
                let marked = marked.map(|at| self.original(&value.text, at));
                if let Some(field) = FIELDS.get(usize::from(field)).copied() {
                    why.say(field, &value.text, marked);
                }
            }
        }
        if why == Why::default() {
            self.why_near(asked, member, at, &name, &mut why);
        }
        why
    }

    fn why_near(&self, asked: &Asked, member: &Member, at: usize, name: &Value, why: &mut Why) {
        let run: String = asked.typed.run.iter().collect();
        if near::forgiven(run.len()) == 0 {
            return;
        }
        let found = |value: &Value| {
            let text = value.sounding.text.as_str();
            let (begin, end) = near::has_near(text, &run)?;
            let count = |at| text.get(..at).unwrap_or_default().chars().count();
            Some(count(begin)..count(end))
        };
        if let Some(marked) = found(name) {
            why.name.push(self.original(&member.name, marked));
            return;
        }
        for (value, field) in self.said(at) {
            let value = self.values.all.get(*value as usize);
            if let Some((value, marked)) = value.and_then(|value| Some((value, found(value)?))) {
                let marked = self.original(&value.text, marked);
                if let Some(field) = FIELDS.get(usize::from(*field)).copied() {
                    why.say(field, &value.text, Some(marked));
                }
                return;
            }
        }
    }

    /// Characters of a text, by where they are in what it is folded to.
    fn original(&self, text: &str, folded: core::ops::Range<usize>) -> (usize, usize) {
        let (mut seen, mut begin, mut end) = (0, None, 0);
        let mut buffer = [0_u8; 4];
        for (n, c) in text.chars().enumerate() {
            let is_seen = !self.fold.fold(c.encode_utf8(&mut buffer)).is_empty();
            if is_seen && folded.contains(&seen) {
                begin.get_or_insert(n);
                end = n + 1;
            }
            seen += usize::from(is_seen);
        }
        (begin.unwrap_or(0), end)
    }
}
