//! What a face can be made of when all there is is a name or an id.
//!
//! Pure, and the same from release to release: a name keeps its colour and an id its cover. No
//! input can make it fail.

/// FNV-1a with a final mix: small, stable, and even in the low bits, which `%` reads.
pub fn stable_hash(text: &str) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in text.bytes() {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    hash ^= hash >> 15;
    hash = hash.wrapping_mul(0x2c1b_3c6d);
    hash ^ (hash >> 13)
}

/// A stream of small numbers out of one text (xorshift32).
#[derive(Clone, Debug)]
pub struct Dice(u32);

impl Dice {
    /// The stream that belongs to `seed`.
    pub fn of(seed: &str) -> Self {
        // Zero is the one state xorshift never leaves.
        Self(stable_hash(seed).max(1))
    }

    /// The next number in `low..high`; `low` where that is empty.
    pub fn roll(&mut self, low: i32, high: i32) -> i32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        let span = high.saturating_sub(low).max(1);
        low.saturating_add(i32::try_from(self.0 >> 8).unwrap_or(0) % span)
    }
}

/// Whether `letter` is a Chinese character.
pub fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// The one letter that stands for a person: the last of a Chinese name, which is how people call
/// each other, and the first of any other. A bullet for a name that has none.
pub fn initial(name: &str) -> String {
    let name = name.trim();
    let mut letters = name.chars().skip_while(|c| !c.is_alphanumeric());
    let Some(first) = letters.next() else {
        return name.chars().next().unwrap_or('•').to_string();
    };
    if is_han(first) {
        let last = letters.take_while(|c| is_han(*c)).last();
        return last.unwrap_or(first).to_string();
    }
    first.to_uppercase().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_called_by_the_letter_people_use() {
        let cases = [
            ("王小明", "明"),
            ("欧阳娜娜", "娜"),
            ("老王(3栋)", "王"),
            ("李", "李"),
            ("alice chen", "A"),
            ("  (小鱼)", "鱼"),
            ("ßeta", "SS"),
            ("3号楼长", "3"),
            ("🐟", "🐟"),
            ("", "•"),
        ];
        for (name, letter) in cases {
            assert_eq!(initial(name), letter, "{name}");
        }
    }

    #[test]
    fn the_hash_never_changes_and_fills_small_ranges() {
        assert_eq!(
            stable_hash(""),
            447_806_413,
            "a release changed every colour"
        );
        let mut seen = [0u32; 8];
        for n in 0..800 {
            if let Some(count) = seen.get_mut((stable_hash(&format!("m-{n}")) % 8) as usize) {
                *count += 1;
            }
        }
        assert!(seen.iter().all(|count| *count > 60), "{seen:?}");
    }

    #[test]
    fn dice_stay_in_their_range() {
        let mut dice = Dice::of("");
        for _ in 0..1000 {
            assert!((-5..9).contains(&dice.roll(-5, 9)));
        }
        assert_eq!(dice.roll(4, 4), 4);
        assert_eq!(dice.roll(i32::MAX, i32::MIN), i32::MAX);
    }
}
