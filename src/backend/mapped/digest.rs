//! SHA-256 (FIPS 180-4) and Base64 (RFC 4648): for PKCE, whose challenge is a digest, and for Basic.
//!
//! The browser's own digest exists only on secure pages and answers later; what is hashed here is one
//! short text at a log-in.

/// The alphabet of Base64, which pads.
pub(super) const STANDARD: (&[u8; 64], bool) = (
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
    true,
);
/// The alphabet for addresses, which does not.
pub(super) const URL: (&[u8; 64], bool) = (
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_",
    false,
);

/// Base64 of some bytes.
pub(super) fn base64(bytes: &[u8], (alphabet, pads): (&[u8; 64], bool)) -> String {
    let mut out = String::new();
    for group in bytes.chunks(3) {
        let byte = |n: usize| u32::from(group.get(n).copied().unwrap_or(0));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for n in 0..4 {
            if n <= group.len() {
                let six = (bits >> (18 - 6 * n)) as usize & 63;
                out.push(char::from(alphabet.get(six).copied().unwrap_or(b'A')));
            } else if pads {
                out.push('=');
            }
        }
    }
    out
}

/// The first 32 bits of the fractional parts of the roots of the first primes.
fn roots(count: usize, cube: bool) -> Vec<u32> {
    let mut primes: Vec<u32> = Vec::with_capacity(count);
    let mut next = 2_u32;
    while primes.len() < count {
        if primes.iter().all(|p| !next.is_multiple_of(*p)) {
            primes.push(next);
        }
        next += 1;
    }
    let root = |prime: &u32| {
        let prime = u128::from(*prime);
        // The largest r with r² ≤ p·2⁶⁴, or r³ ≤ p·2⁹⁶, bit by bit.
        let (power, wanted) = if cube {
            (3, prime << 96)
        } else {
            (2, prime << 64)
        };
        let mut r = 0_u128;
        for bit in (0..36).rev() {
            let more = r | 1 << bit;
            if more.pow(power) <= wanted {
                r = more;
            }
        }
        (r & 0xffff_ffff) as u32
    };
    primes.iter().map(root).collect()
}

/// SHA-256 of some bytes.
pub(super) fn sha256(bytes: &[u8]) -> [u8; 32] {
    let constants = roots(64, true);
    let mut state = roots(8, false);
    let mut message = bytes.to_vec();
    message.push(0x80);
    while message.len() % 64 != 56 {
        message.push(0);
    }
    message.extend((bytes.len() as u64 * 8).to_be_bytes());
    for block in message.chunks(64) {
        compress(&mut state, block, &constants);
    }
    let mut out = [0; 32];
    for (place, byte) in out
        .iter_mut()
        .zip(state.iter().flat_map(|w| w.to_be_bytes()))
    {
        *place = byte;
    }
    out
}

fn compress(state: &mut [u32], block: &[u8], constants: &[u32]) {
    let mut words: Vec<u32> = Vec::with_capacity(64);
    for four in block.chunks(4) {
        words.push(four.iter().fold(0, |word, b| word << 8 | u32::from(*b)));
    }
    while let (n @ ..64, Some([w16, w15, .., w2, _])) = (words.len(), last_16(&words)) {
        let s0 = w15.rotate_right(7) ^ w15.rotate_right(18) ^ (w15 >> 3);
        let s1 = w2.rotate_right(17) ^ w2.rotate_right(19) ^ (w2 >> 10);
        let w7 = words.get(n - 7).copied().unwrap_or(0);
        let next = w16.wrapping_add(s0).wrapping_add(w7).wrapping_add(s1);
        words.push(next);
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = eight(state);
    for (word, constant) in words.iter().zip(constants) {
        let s1 = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let choice = (e & f) ^ (!e & g);
        let first = h
            .wrapping_add(s1)
            .wrapping_add(choice)
            .wrapping_add(*constant)
            .wrapping_add(*word);
        let s0 = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let majority = (a & b) ^ (a & c) ^ (b & c);
        (h, g, f) = (g, f, e);
        e = d.wrapping_add(first);
        (d, c, b) = (c, b, a);
        a = first.wrapping_add(s0.wrapping_add(majority));
    }
    for (word, more) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *word = word.wrapping_add(more);
    }
}

fn last_16(words: &[u32]) -> Option<&[u32]> {
    words.get(words.len().checked_sub(16)?..)
}

fn eight(state: &[u32]) -> [u32; 8] {
    let mut out = [0; 8];
    for (place, word) in out.iter_mut().zip(state) {
        *place = *word;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{STANDARD, URL, base64, sha256};

    #[test]
    fn digests_are_those_of_the_standards() {
        let hex = |text: &str| sha256(text.as_bytes()).map(|b| format!("{b:02x}")).concat();
        assert_eq!(
            hex(""),
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        );
        assert_eq!(
            hex("abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
        assert_eq!(
            hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        );
        // RFC 7636, appendix B.
        let challenge = base64(&sha256(b"dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"), URL);
        assert_eq!(challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        for (text, coded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
        ] {
            assert_eq!(base64(text.as_bytes(), STANDARD), coded);
        }
    }
}
