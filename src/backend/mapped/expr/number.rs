//! Numbers as texts.
//!
//! What people write as a number has at most 15 digits, and its text is found by trying. All others need tables that are two
//! kilobytes long, and lie in [`Part::Service`](crate::parts::Part): a feed that shows one before that has come shows
//! 15 digits of it.

use serde_json::Number;

use crate::parts::part;

/// A number of so many digits and its text say the same.
const EXACT: f64 = 1e15;

/// A number as JSON has it.
pub(in crate::backend::mapped) fn number_text(number: &Number) -> String {
    if let Some(whole) = number.as_u64() {
        return whole.to_string();
    }
    if let Some(whole) = number.as_i64() {
        return whole.to_string();
    }
    let value = number.as_f64().unwrap_or_default();
    match plain(value, false) {
        Some(text) => text,
        None => exact(number).unwrap_or_else(|_| plain(value, true).unwrap_or_default()),
    }
}

part! {
    Service "service" "31":
    fn exact(number: &Number) -> String {
        number.to_string()
    }
}

/// A fraction in at most 15 digits without an exponent; `None` where that is not all of it, unless a part will do.
fn plain(value: f64, part: bool) -> Option<String> {
    let size = value.abs();
    let (mut places, mut scale) = (0_usize, 1.0);
    // JSON's writer takes an exponent for what is smaller.
    while places <= 19 && (size >= 1e-5 || size == 0.0) {
        let digits = (size * scale).round();
        let next = size * scale * 10.0;
        if digits >= EXACT {
            return None;
        }
        if digits / scale == size || part && next.round() >= EXACT {
            return Some(pointed(value.is_sign_negative(), digits as u64, places));
        }
        (places, scale) = (places + 1, scale * 10.0);
    }
    None
}

/// Digits with a point before the last of them, and at least one on each side of it.
fn pointed(is_negative: bool, digits: u64, places: usize) -> String {
    let mut out = digits.to_string();
    while out.len() <= places {
        out.insert(0, '0');
    }
    match places {
        0 => out.push_str(".0"),
        _ => out.insert(out.len().saturating_sub(places), '.'),
    }
    if is_negative {
        out.insert(0, '-');
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_as_ever(value: f64) {
        if let Some(number) = Number::from_f64(value) {
            assert_eq!(number_text(&number), number.to_string());
        }
    }

    proptest! {
        #[test]
        fn any_number_has_the_text_that_json_has_for_it(value in any::<f64>(), whole in any::<i64>()) {
            is_as_ever(value);
            prop_assert_eq!(number_text(&whole.into()), whole.to_string());
        }

        #[test]
        fn so_has_what_people_write(digits in any::<i64>(), places in 0_i32..20) {
            is_as_ever((digits >> (places * 3)) as f64 / 10_f64.powi(places));
            is_as_ever((digits >> 30) as f64 / 10_f64.powi(places));
        }
    }

    #[test]
    fn the_edges_have_theirs() {
        for value in [
            0.0,
            -0.0,
            1.0,
            -1.5,
            0.1 + 0.2,
            1e-5,
            9.9e-6,
            1e15,
            1e16,
            1e21,
            5e-324,
            f64::MAX,
            121.473_7,
        ] {
            is_as_ever(value);
        }
        assert_eq!(plain(30.657_123_456_789_123, false), None);
        assert_eq!(
            plain(30.657_123_456_789_123, true).unwrap(),
            "30.6571234567891"
        );
    }
}
