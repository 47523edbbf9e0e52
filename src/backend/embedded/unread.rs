//! A list of the data set as text: where its rows begin and end. A row is read when it is wanted, so that a directory of ten thousand
//! costs no more than what is shown of it.

use core::ops::Range;

/// The rows of a file.
pub(super) struct Unread {
    text: String,
    /// Where each row lies in it, in bytes.
    rows: Vec<(u32, u32)>,
}

impl Unread {
    /// Those with a role first, then the others, each as they stand in the file. Nothing where the text is no list; what is wrong within a
    /// row is seen when that is read.
    pub(super) fn of(text: String) -> Option<Self> {
        let (mut team, mut others) = (Vec::new(), Vec::new());
        let mut add = |row: &str, from: usize, to: usize| {
            let at = (u32::try_from(from).ok()?, u32::try_from(to).ok()?);
            match is_plain_member(row) {
                true => others.push(at),
                false => team.push(at),
            }
            Some(())
        };
        let (mut depth, mut from) = (0_usize, None);
        let (mut in_text, mut is_escaped, mut is_over) = (false, false, false);
        for (at, byte) in text.bytes().enumerate() {
            if in_text {
                match byte {
                    _ if is_escaped => is_escaped = false,
                    b'\\' => is_escaped = true,
                    b'"' => in_text = false,
                    _ => {}
                }
                continue;
            }
            if byte.is_ascii_whitespace() {
                continue;
            }
            if is_over || depth == 0 && byte != b'[' {
                return None;
            }
            let ends_row = depth == 1 && matches!(byte, b',' | b']');
            if ends_row && let Some(from) = from.take() {
                add(text.get(from..at)?, from, at)?;
            } else if depth == 1 && !ends_row {
                from.get_or_insert(at);
            }
            match byte {
                b'"' => in_text = true,
                b'{' | b'[' => depth += 1,
                b'}' | b']' => depth -= 1,
                _ => {}
            }
            is_over = depth == 0;
        }
        team.append(&mut others);
        is_over.then_some(Self { text, rows: team })
    }

    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        self.rows.len()
    }

    /// The texts of some of them.
    pub(super) fn rows(&self, at: Range<usize>) -> impl Iterator<Item = &str> {
        let rows = self.rows.get(at.start..at.end.min(self.rows.len()));
        let text = |(from, to): &(u32, u32)| self.text.get(*from as usize..*to as usize);
        rows.unwrap_or_default().iter().filter_map(text)
    }

    /// The places of those in which these letters stand: all that can have this id, and seldom another.
    pub(super) fn naming(&self, id: &str) -> Vec<usize> {
        // (An id that is written otherwise in JSON than it is may be anywhere.)
        let is_plain = id
            .bytes()
            .all(|b| b.is_ascii_graphic() && !matches!(b, b'"' | b'\\'));
        let rows = self.rows(0..self.len()).enumerate();
        rows.filter(|(_, row)| !is_plain || row.contains('\\') || row.contains(id))
            .map(|(at, _)| at)
            .collect()
    }
}

/// Whether a row says that somebody is a member and no more. What is taken for another comes earlier, and no harm is done.
fn is_plain_member(row: &str) -> bool {
    let role = row.split_once("\"role\"").map(|(_, rest)| rest);
    role.is_some_and(|rest| {
        rest.trim_start_matches([' ', ':'])
            .starts_with("\"member\"")
    })
}

#[cfg(test)]
mod tests {
    use super::Unread;

    fn rows(text: &str) -> Option<Vec<String>> {
        let unread = Unread::of(text.to_owned())?;
        Some(unread.rows(0..9).map(str::to_owned).collect())
    }

    #[test]
    fn a_row_ends_where_it_ends_whatever_stands_in_it() {
        for (text, expected) in [
            ("[]", &[][..]),
            (" [ ] \n", &[]),
            ("[1, \"a,]\\\"\" ,{}]", &["1", "\"a,]\\\"\"", "{}"]),
            (
                "[\n{\"a\":[1,{\"b\":\"}]\"}]},\n {\"c\":\"\\\\\"}]",
                &["{\"a\":[1,{\"b\":\"}]\"}]}", "{\"c\":\"\\\\\"}"],
            ),
        ] {
            let rows = rows(text).map(|rows| {
                rows.iter()
                    .map(|row| row.trim().to_owned())
                    .collect::<Vec<_>>()
            });
            assert_eq!(
                rows.as_deref(),
                Some(
                    &expected
                        .iter()
                        .map(|it| (*it).to_owned())
                        .collect::<Vec<_>>()[..]
                ),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_list_has_no_rows() {
        for text in [
            "",
            "{}",
            "<!doctype html>",
            "[1",
            "[\"]",
            "[] []",
            "1",
            "[{]",
        ] {
            assert_eq!(rows(text), None, "{text}");
        }
    }

    #[test]
    fn who_looks_after_it_comes_first() {
        let text = r#"[{"id":1,"role":"member"},{"id":2,"role": "host"},{"id":3,"role" : "member"},{"id":4}]"#;
        let ids: Vec<String> = rows(text)
            .unwrap_or_default()
            .iter()
            .map(|row| row[6..7].to_owned())
            .collect();
        assert_eq!(ids, ["2", "4", "1", "3"]);
    }

    #[test]
    fn somebody_is_among_those_who_may_have_their_id() {
        let text = r#"[{"id":"a-1","role":"member"},{"id":"a-12","role":"member"},{"id":"\u0061-2","role":"member"}]"#;
        let unread = Unread::of(text.to_owned()).unwrap();
        assert_eq!(unread.naming("a-1"), [0, 1, 2]);
        assert_eq!(unread.naming("a-12"), [1, 2]);
        assert_eq!(unread.naming("阿"), [0, 1, 2]);
    }
}
