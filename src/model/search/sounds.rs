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

/// Marks the syllable of a character that is seldom read so.
const RARE: u16 = 1 << 15;

/// How characters sound.
#[derive(Clone, Debug, Default)]
pub struct Sounds {
    syllables: Vec<String>,
    /// Which character has which syllables, by the character; usual ones first.
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
    /// It has one of both further behind, or begins so by a reading that is rare, or has each word for itself.
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
    /// With a table: a line a syllable, its letters (`v` for ü) and then the characters that are read so; behind a `/` those that
    /// seldom are. A line that begins with `#` is a comment; a line without letters or characters says nothing.
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
                let (usual, rare) = characters.split_once('/').unwrap_or((characters, ""));
                readings.extend(usual.chars().map(|c| (c, id)));
                readings.extend(rare.chars().map(|c| (c, id | RARE)));
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
            let all = self.of_letter(*letter).flat_map(|(syllable, _)| syllable);
            all.copied().for_each(&mut add);
        }
        letters
    }

    /// The syllables of a folded character, usual ones first, in the order of letters.
    pub fn readings(&self, c: char) -> impl Iterator<Item = &str> {
        let from = self.readings.partition_point(|(own, _)| *own < c);
        let own = self.readings.get(from..).unwrap_or_default();
        let own = own.iter().take_while(move |(own, _)| *own == c);
        own.filter_map(|(_, id)| self.syllable(*id))
    }

    fn syllable(&self, id: u16) -> Option<&str> {
        let syllable = self.syllables.get(usize::from(id & !RARE));
        syllable.map(String::as_str)
    }

    /// The syllables of a character, and whether it is usually read so.
    fn of_letter(&self, (c, at): (char, u32)) -> impl Iterator<Item = (&[u8], bool)> {
        let own = self.readings.get(at as usize..).unwrap_or_default();
        let own = own.iter().take_while(move |(own, _)| *own == c);
        own.filter_map(|(_, id)| Some((self.syllable(*id)?.as_bytes(), id & RARE == 0)))
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
        if let Some(initials) = self.heard_so(&typed.run, names, true) {
            let full = self.heard_so(&typed.run, names, false);
            let (begins, (at, is_usual)) = match full {
                Some(found) => (Fit::Sounds, found),
                None => (Fit::Initials, initials),
            };
            let fit = if names.begins(at.start) && is_usual {
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
        self.heard_so(typed, names, initials).map(|(at, _)| at)
    }

    /// The same, and whether they are usually read so.
    fn heard_so(
        &self,
        typed: &[char],
        names: &Sounding,
        initials: bool,
    ) -> Option<(Range<usize>, bool)> {
        if typed.is_empty() || typed.len() > LONGEST || !self.has_table() {
            return None;
        }
        let mut first = None;
        for begin in 0..names.letters.len() {
            if first.is_some() && !names.begins(begin) {
                continue;
            }
            if let Some((end, is_usual)) = self.heard_from(typed, names, begin, initials) {
                let found = (begin..end, is_usual);
                if names.begins(begin) {
                    return Some(found);
                }
                first = Some(found);
            }
        }
        first
    }

    /// Behind which character it ends if it begins here, and whether by usual readings alone.
    fn heard_from(
        &self,
        typed: &[char],
        names: &Sounding,
        begin: usize,
        initials: bool,
    ) -> Option<(usize, bool)> {
        // Where it can have come to, and where it has by usual readings alone.
        let (mut places, mut usual): (Places, Places) = (1, 1);
        for (at, letter) in names.letters.iter().enumerate().skip(begin) {
            let (mut next, mut next_usual): (Places, Places) = (0, 0);
            if at > begin && is_gap(letter.0) {
                (next, next_usual) = (places, usual);
            }
            let mut left = places;
            while left != 0 {
                let place = left.trailing_zeros() as usize;
                left &= left.wrapping_sub(1);
                let rest = typed.get(place..).unwrap_or_default();
                let was_usual = usual >> place & 1 != 0;
                let mut reach = |ahead: Places, is_usual: bool| {
                    next |= ahead << place;
                    if was_usual && is_usual {
                        next_usual |= ahead << place;
                    }
                };
                if rest.first() == Some(&letter.0) {
                    reach(2, true);
                }
                for (syllable, is_usual) in self.of_letter(*letter) {
                    let met = met(rest, syllable);
                    if met == rest.len() || met == syllable.len() {
                        reach(1 << met, is_usual);
                    }
                    if initials && met > 0 {
                        reach(2, is_usual);
                        // zh, ch, sh.
                        if met > 1 && syllable.get(1) == Some(&b'h') {
                            reach(4, is_usual);
                        }
                    }
                }
            }
            let end = 1 << typed.len();
            if next & end != 0 {
                return Some((at + 1, next_usual & end != 0));
            }
            if next == 0 {
                return None;
            }
            (places, usual) = (next, next_usual);
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
