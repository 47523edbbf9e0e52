//! Under which letter a name stands: that of its first sound, as names are sorted.

use core::cmp::Ordering;

/// So many there are: A to Z, and one for all else.
pub const LETTERS: u8 = 27;
/// What is no letter.
pub(super) const OTHER: u8 = LETTERS - 1;

/// The first characters of each initial in the order of pinyin, as CLDR sorts them (`zh.xml`, collation `pinyin`): with I, U and V no
/// syllable begins.
const FIRST: [(u8, &str); 23] = [
    (b'A', "吖"),
    (b'B', "八"),
    (b'C', "嚓"),
    (b'D', "咑"),
    (b'E', "妸"),
    (b'F', "发"),
    (b'G', "旮"),
    (b'H', "哈"),
    (b'J', "丌"),
    (b'K', "咔"),
    (b'L', "垃"),
    (b'M', "呣"),
    (b'N', "拏"),
    (b'O', "喔"),
    (b'P', "妑"),
    (b'Q', "七"),
    (b'R', "呥"),
    (b'S', "仨"),
    (b'T', "他"),
    (b'W', "屲"),
    (b'X', "夕"),
    (b'Y', "丫"),
    (b'Z', "帀"),
];

/// What a collation has to know beside names, so that letters can be told.
pub(super) fn firsts() -> impl Iterator<Item = &'static str> {
    FIRST.iter().map(|(_, first)| *first)
}

/// How a letter is written.
#[must_use]
pub const fn letter_name(letter: u8) -> char {
    match letter {
        letter if letter < OTHER => (b'A' + letter) as char,
        _ => '#',
    }
}

/// The letter of a Latin one, with or without marks (Latin-1 Supplement and Latin Extended-A, Unicode 16).
pub(super) fn of_latin(c: char) -> Option<u8> {
    let plain = match c {
        'À'..='Å' | 'à'..='å' | 'Ā'..='ą' | 'Æ' | 'æ' => 'a',
        'Ç' | 'ç' | 'Ć'..='č' => 'c',
        'Ď'..='đ' | 'Ð' | 'ð' => 'd',
        'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => 'e',
        'Ĝ'..='ģ' => 'g',
        'Ĥ'..='ħ' => 'h',
        'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ı' => 'i',
        'Ĺ'..='ł' => 'l',
        'Ñ' | 'ñ' | 'Ń'..='ň' => 'n',
        'Ò'..='Ö' | 'ò'..='ö' | 'Ø' | 'ø' | 'Ō'..='œ' => 'o',
        'Ŕ'..='ř' => 'r',
        'Ś'..='š' | 'ß' => 's',
        'Ţ'..='ŧ' | 'Þ' | 'þ' => 't',
        'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' => 'u',
        'Ŵ' | 'ŵ' => 'w',
        'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' => 'y',
        'Ź'..='ž' => 'z',
        c => c.to_ascii_lowercase(),
    };
    u8::try_from(plain)
        .ok()
        .filter(u8::is_ascii_lowercase)
        .map(|c| c - b'a')
}

/// The letter of a Chinese character, by where it stands among the first of each. `against` compares it with one of [`firsts`].
pub(super) fn of_han(against: &mut dyn FnMut(usize) -> Ordering) -> u8 {
    let (mut low, mut high) = (0, FIRST.len());
    while low < high {
        let middle = low.midpoint(high);
        match against(middle) {
            Ordering::Less => high = middle,
            _ => low = middle + 1,
        }
    }
    let before = low.checked_sub(1).and_then(|at| FIRST.get(at));
    before.map_or(OTHER, |(letter, _)| letter - b'A')
}

/// Whether it is a Chinese character (CJK Unified Ideographs with extensions, and those for compatibility).
pub(super) const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}
