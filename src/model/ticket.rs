//! The code of a ticket, as one shows it and reads it out.
//!
//! What a scanner reads is the code and nothing else ([`SignUp::ticket`](super::SignUp::ticket) as the service wrote it): it fits every
//! scanner, an operator's own too; it is the smallest QR code there is for it, which an old camera reads from a cracked
//! screen; and it tells a stranger neither what it is for nor whose it is. A host's list of codes says whether it belongs to
//! the event at hand.

/// Longer ones are left as they were written.
const MOST: usize = 24;
/// How many characters one remembers at a time.
const GROUP: usize = 4;

/// The code in groups of three or four, as even as can be; in one piece where it is written with marks of its own, or long. Put together
/// they are the code.
#[must_use]
pub fn spoken(code: &str) -> Vec<&str> {
    let plain = code.bytes().all(|b| b.is_ascii_alphanumeric());
    if !plain || code.len() <= GROUP || code.len() > MOST {
        return vec![code];
    }
    let groups = code.len().div_ceil(GROUP);
    let (each, longer) = (code.len() / groups, code.len() % groups);
    let mut rest = code;
    (0..groups)
        .map(|n| {
            let size = each + usize::from(n < longer);
            let (group, after) = rest.split_at_checked(size).unwrap_or((rest, ""));
            rest = after;
            group
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::spoken;
    use proptest::prelude::*;

    #[test]
    fn it_is_read_in_groups_of_three_or_four() {
        let check = |code: &str, groups: &[&str]| assert_eq!(spoken(code), groups);
        check("A1B2C3D4", &["A1B2", "C3D4"]);
        check("ABCDEFGHJK", &["ABCD", "EFG", "HJK"]);
        check("ABCDE", &["ABC", "DE"]);
        check("ABCD", &["ABCD"]);
        check("", &[""]);
        check("2026-11-0042", &["2026-11-0042"]);
        check("票号一二三四五", &["票号一二三四五"]);
    }

    proptest! {
        #[test]
        fn nothing_is_lost_or_added(code in "\\PC{0,40}") {
            prop_assert_eq!(spoken(&code).concat(), code);
        }

        #[test]
        fn groups_differ_by_one_at_most(code in "[A-Z0-9]{5,24}") {
            let groups = spoken(&code);
            let sizes: Vec<usize> = groups.iter().map(|g| g.len()).collect();
            let (least, most) = (sizes.iter().min().unwrap(), sizes.iter().max().unwrap());
            prop_assert!(*most <= 4 && most - least <= 1, "{:?}", groups);
        }
    }
}
