//! Numbers that look random and are the same each time.

/// SplitMix64 (Steele, Lea, Flood 2014), seeded by a name.
pub(crate) struct Random(u64);

impl Random {
    /// The same name gives the same numbers (its FNV-1a hash is the seed).
    pub(crate) fn named(name: &str) -> Self {
        let hash =
            |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        Self(name.bytes().fold(0xcbf2_9ce4_8422_2325, hash))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to `n` - 1; 0 when `n` is 0.
    pub(crate) fn below(&mut self, n: usize) -> usize {
        let n = n as u64;
        // The bias of the remainder is far below what anybody could see in a directory.
        if n == 0 {
            0
        } else {
            (self.next() % n) as usize
        }
    }

    /// True so many times in a hundred.
    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of them.
    pub(crate) fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }

    /// One of them, those at the front oftener.
    pub(crate) fn pick_front<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        let at = self.below(from.len()).min(self.below(from.len()));
        from.get(at)
    }

    /// `n` different ones of them, or all there are.
    pub(crate) fn some<'a, T>(&mut self, from: &'a [T], n: usize) -> Vec<&'a T> {
        let mut left: Vec<&T> = from.iter().collect();
        let mut some = Vec::new();
        while some.len() < n && !left.is_empty() {
            some.push(left.swap_remove(self.below(left.len())));
        }
        some
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_always_gives_the_same_numbers() {
        let draw = |name| {
            let mut random = Random::named(name);
            [random.next(), random.next()]
        };
        assert_eq!(draw("night-run"), draw("night-run"));
        assert_ne!(draw("night-run"), draw("dog-walk"));
    }

    #[test]
    fn picks_stay_inside_and_some_are_different() {
        let mut random = Random::named("x");
        let letters = ['a', 'b', 'c'];
        for _ in 0..1000 {
            assert!(random.below(3) < 3);
            let mut two = random.some(&letters, 2);
            two.dedup();
            assert_eq!(two.len(), 2);
        }
        assert_eq!(random.some(&letters, 9).len(), 3);
        assert_eq!(random.pick::<char>(&[]), None);
    }
}
