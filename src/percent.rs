//! Percent-encoding (RFC 3986, section 2.1). Addresses hold nothing but ASCII: a Chinese character
//! in an address is a white screen in some web-views.

/// Encodes all but the unreserved characters (RFC 3986, section 2.3).
#[must_use]
pub fn encode(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            for nibble in [byte >> 4, byte & 15] {
                out.push(HEX.get(usize::from(nibble)).map_or('0', |b| char::from(*b)));
            }
        }
    }
    out
}

/// Decodes once. What is no valid escape stands for itself; `+` is a plus.
#[must_use]
pub fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = |i: usize| bytes.get(i).and_then(|b| char::from(*b).to_digit(16));
        match (byte, hex(at + 1), hex(at + 2)) {
            (b'%', Some(high), Some(low)) => {
                out.push((high * 16 + low) as u8);
                at += 3;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};
    use proptest::prelude::*;

    #[test]
    fn chinese_and_reserved_characters_are_encoded() {
        assert_eq!(
            encode("读书 a/b?c=1&d"),
            "%E8%AF%BB%E4%B9%A6%20a%2Fb%3Fc%3D1%26d"
        );
    }

    #[test]
    fn what_is_no_escape_stands_for_itself() {
        for (typed, read) in [
            ("100%", "100%"),
            ("%zz", "%zz"),
            ("%4", "%4"),
            ("a+b", "a+b"),
            ("%E8", "\u{fffd}"),
        ] {
            assert_eq!(decode(typed), read);
        }
    }

    proptest! {
        #[test]
        fn every_text_comes_back(text in any::<String>()) {
            prop_assert!(encode(&text).is_ascii());
            prop_assert_eq!(decode(&encode(&text)), text);
        }
    }
}
