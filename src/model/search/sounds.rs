//! Names found as they sound: 张伟 by `zhangwei`, `zhang w`, `zw`, `张w`.
//!
//! A character is met by itself, by one of its syllables in full, or by the first of its letters (`zh` is one, too); what is
//! typed may end anywhere within the last syllable. Any reading counts, ü is also `v` or `u`, tones say nothing. Every place that
//! what was typed can have come to is followed at once, as a bit, so a long name costs no more than it is long. The table of
//! syllables is data that comes from outside; without it names are found as they are written.

use core::ops::Range;

use super::{Fold, sort_by};

/// The bits of the places within what was typed. What is longer is no name.
type Places = u64;
const LONGEST: usize = Places::BITS as usize - 1;

/// How characters sound.
#[derive(Clone, Debug, Default)]
pub struct Sounds {
    syllables: Vec<String>,
    /// Which character has which syllables, by the character.
    readings: Vec<(char, u16)>,
}

/// Names of somebody as they are looked through: folded, a line each, and where the readings of each character stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sounding {
    pub(in crate::model) text: String,
    letters: Vec<(char, u32)>,
}

/// What was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// As it is written: words, and all of it.
    pub(in crate::model) words: Vec<String>,
    pub(in crate::model) whole: String,
    /// As it sounds: the same without tones, and all of it without blanks too.
    pub(in crate::model) spoken: Vec<Vec<char>>,
    pub(in crate::model) run: Vec<char>,
}

/// How well a name fits, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// It is what was typed.
    Exact,
    /// It begins with it.
    Begins,
    /// It has it.
    Has,
    /// It begins with what sounds so in full.
    Sounds,
    /// It begins with what has these letters first.
    Initials,
    /// It has one of both further behind, or each word for itself.
    Within,
}

/// That a name fits, and by which of its characters: counted in the folded text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// How well.
    pub fit: Fit,
    /// The characters; those of the first word where each word fits for itself.
    pub at: Range<usize>,
}

impl Sounds {
    /// With a table: a line a syllable, its letters (`v` for ü) and then the characters that can be read so. A line that begins
    /// with `#` is a comment; a line without letters or characters says nothing.
    #[must_use]
    pub fn with_table(text: &str) -> Self {
        let (mut syllables, mut readings) = (Vec::new(), Vec::new());
        for line in text.lines() {
            let letters = line.bytes().take_while(u8::is_ascii_lowercase).count();
            let (Some((syllable, characters)), Ok(id)) = (
                line.split_at_checked(letters),
                u16::try_from(syllables.len()),
            ) else {
                continue;
            };
            if letters > 0 {
                syllables.push(syllable.to_owned());
                readings.extend(characters.chars().map(|c| (c, id)));
            }
        }
        sort_by(&mut readings, |a: &(char, u16), b| a.cmp(b));
        Self {
            syllables,
            readings,
        }
    }

    /// Whether it knows any.
    #[must_use]
    pub fn has_table(&self) -> bool {
        !self.readings.is_empty()
    }

    /// Names as they are looked through, in this order.
    #[must_use]
    pub fn of<'a>(&self, fold: &Fold, names: impl Iterator<Item = &'a str>) -> Sounding {
        let mut text = String::new();
        for name in names {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&fold.fold(name));
        }
        let place = |c: char| {
            // Nothing else has readings.
            let at = match c.is_ascii() {
                true => self.readings.len(),
                false => self.readings.partition_point(|(own, _)| *own < c),
            };
            (c, u32::try_from(at).unwrap_or(u32::MAX))
        };
        Sounding {
            letters: text.chars().map(place).collect(),
            text,
        }
    }

    /// Which of `a` to `z` a reading of any of them has, as bits; `u` for `v` as well.
    pub(in crate::model) fn letters(&self, names: &Sounding) -> u32 {
        let mut letters = 0;
        let mut add = |byte: u8| match byte {
            b'v' => letters |= 1 << 21 | 1 << 20,
            b'a'..=b'z' => letters |= 1 << (byte - b'a'),
            _ => {}
        };
        for letter in &names.letters {
            u8::try_from(letter.0).into_iter().for_each(&mut add);
            self.of_letter(*letter)
                .flatten()
                .copied()
                .for_each(&mut add);
        }
        letters
    }

    /// The syllables of a folded character, in the order of letters.
    pub fn readings(&self, c: char) -> impl Iterator<Item = &str> {
        let from = self.readings.partition_point(|(own, _)| *own < c);
        let own = self.readings.get(from..).unwrap_or_default();
        let own = own.iter().take_while(move |(own, _)| *own == c);
        own.filter_map(|(_, id)| Some(self.syllables.get(usize::from(*id))?.as_str()))
    }

    /// The syllables of a character.
    fn of_letter(&self, (c, at): (char, u32)) -> impl Iterator<Item = &[u8]> {
        let own = self.readings.get(at as usize..).unwrap_or_default();
        let own = own.iter().take_while(move |(own, _)| *own == c);
        own.filter_map(|(_, id)| Some(self.syllables.get(usize::from(*id))?.as_bytes()))
    }

    /// Whether names are meant by what was typed, and how well. Nothing that was typed means nobody.
    #[must_use]
    pub fn find(&self, typed: &Typed, names: &Sounding) -> Option<Found> {
        if typed.whole.is_empty() {
            return None;
        }
        if let Some(found) = as_written(&typed.whole, names) {
            return Some(found);
        }
        // Whatever sounds so in full is met by first letters as well: most names are looked at once.
        if let Some(initials) = self.heard(&typed.run, names, true) {
            let full = self.heard(&typed.run, names, false);
            let (begins, at) = match full {
                Some(at) => (Fit::Sounds, at),
                None => (Fit::Initials, initials),
            };
            let fit = if names.begins(at.start) {
                begins
            } else {
                Fit::Within
            };
            return Some(Found { fit, at });
        }
        if typed.words.len() < 2 {
            return None;
        }
        let mut first = None;
        for (word, spoken) in typed.words.iter().zip(&typed.spoken) {
            let written = as_written(word, names).map(|found| found.at);
            let at = written.or_else(|| self.heard(spoken, names, true))?;
            first.get_or_insert(at);
        }
        Some(Found {
            fit: Fit::Within,
            at: first?,
        })
    }

    /// The first characters that sound so: those at a beginning if there are such.
    pub(in crate::model) fn heard(
        &self,
        typed: &[char],
        names: &Sounding,
        initials: bool,
    ) -> Option<Range<usize>> {
        if typed.is_empty() || typed.len() > LONGEST || !self.has_table() {
            return None;
        }
        let mut first = None;
        for begin in 0..names.letters.len() {
            if first.is_some() && !names.begins(begin) {
                continue;
            }
            if let Some(end) = self.heard_from(typed, names, begin, initials) {
                if names.begins(begin) {
                    return Some(begin..end);
                }
                first = Some(begin..end);
            }
        }
        first
    }

    /// Behind which character it ends if it begins here.
    fn heard_from(
        &self,
        typed: &[char],
        names: &Sounding,
        begin: usize,
        initials: bool,
    ) -> Option<usize> {
        let mut places: Places = 1;
        for (at, letter) in names.letters.iter().enumerate().skip(begin) {
            let mut next: Places = 0;
            if at > begin && is_gap(letter.0) {
                next = places;
            }
            let mut left = places;
            while left != 0 {
                let place = left.trailing_zeros() as usize;
                left &= left.wrapping_sub(1);
                let rest = typed.get(place..).unwrap_or_default();
                if rest.first() == Some(&letter.0) {
                    next |= 2 << place;
                }
                for syllable in self.of_letter(*letter) {
                    let met = met(rest, syllable);
                    if met == rest.len() || met == syllable.len() {
                        next |= 1 << (place + met);
                    }
                    if initials && met > 0 {
                        next |= 2 << place;
                        // zh, ch, sh.
                        if met > 1 && syllable.get(1) == Some(&b'h') {
                            next |= 4 << place;
                        }
                    }
                }
            }
            if next & (1 << typed.len()) != 0 {
                return Some(at + 1);
            }
            if next == 0 {
                return None;
            }
            places = next;
        }
        None
    }
}

/// How many letters of a syllable are typed.
fn met(typed: &[char], syllable: &[u8]) -> usize {
    let is_same =
        |(typed, own): (&char, &u8)| *typed == char::from(*own) || (*own == b'v' && *typed == 'u');
    let pairs = typed.iter().zip(syllable);
    pairs.take_while(|pair| is_same(*pair)).count()
}

/// What stands between the parts of a name, and is seldom typed.
const fn is_gap(c: char) -> bool {
    matches!(c, ' ' | '·' | '・' | '-' | '\'' | '.')
}

/// How names fit as they are written.
fn as_written(typed: &str, names: &Sounding) -> Option<Found> {
    let text = names.text.as_str();
    let mut best: Option<(Fit, usize)> = None;
    for (at, _) in text.match_indices(typed) {
        let (before, behind) = (text.get(..at)?, text.get(at + typed.len()..)?);
        let fit = match before.is_empty() || before.ends_with('\n') {
            true if behind.is_empty() || behind.starts_with('\n') => Fit::Exact,
            true => Fit::Begins,
            false => Fit::Has,
        };
        if best.is_none_or(|(best, _)| fit < best) {
            best = Some((fit, at));
        }
    }
    let (fit, at) = best?;
    let begin = text.get(..at)?.chars().count();
    Some(Found {
        fit,
        at: begin..begin + typed.chars().count(),
    })
}

impl Sounding {
    /// Whether a name begins at this character.
    fn begins(&self, at: usize) -> bool {
        at == 0 || self.letters.get(at - 1).is_some_and(|(c, _)| *c == '\n')
    }
}

impl Typed {
    /// In any way of writing; blanks at the ends are nothing.
    #[must_use]
    pub fn new(fold: &Fold, text: &str) -> Self {
        let whole = fold.fold(text).trim().to_owned();
        let words: Vec<String> = whole.split_whitespace().map(str::to_owned).collect();
        let spoken: Vec<Vec<char>> = words.iter().map(|word| spoken(word)).collect();
        Self {
            run: spoken.concat(),
            spoken,
            words,
            whole,
        }
    }

    /// Whether nothing was typed, so that everybody is meant.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.whole.is_empty()
    }
}

/// Letters without tones, be they marks or digits, and ü as `v`.
fn spoken(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = Vec::new();
    for c in word.chars() {
        let plain = toneless(c);
        match plain {
            // Two points that stand for themselves, other marks, and what parts syllables (xi'an).
            '\u{308}' if letters.last() == Some(&'u') => {
                letters.pop();
                letters.push('v');
            }
            '\u{300}'..='\u{36f}' | '\'' | '’' => {}
            '1'..='5' if letters.last().is_some_and(char::is_ascii_lowercase) => {}
            _ => letters.push(plain),
        }
    }
    letters
}

/// The letter below a tone of Hanyu Pinyin (ISO 7098).
const fn toneless(c: char) -> char {
    match c {
        'ā' | 'á' | 'ǎ' | 'à' => 'a',
        'ē' | 'é' | 'ě' | 'è' | 'ê' => 'e',
        'ī' | 'í' | 'ǐ' | 'ì' => 'i',
        'ō' | 'ó' | 'ǒ' | 'ò' => 'o',
        'ū' | 'ú' | 'ǔ' | 'ù' => 'u',
        'ü' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' => 'v',
        'ń' | 'ň' | 'ǹ' => 'n',
        'ḿ' => 'm',
        c => c,
    }
}
