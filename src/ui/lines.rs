//! How a text is broken into lines where nobody else does it: on a picture.
//!
//! Pure. Whole words stay together, Chinese breaks anywhere but before a mark that closes and after one that opens (*Requirements for
//! Chinese Text Layout*, W3C, 3.1.3), what is seen as one sign is never cut (emoji and their joiners: Unicode UAX 29, as much of it as
//! names have). What does not fit ends with `…`. No line at the end is left with a sign or two that the one before it can add to. No
//! input can make it fail.

/// Marks that no line begins with.
const CLOSING: &str = "，。、；：！？）》〉」』】〕”’…·～%‰℃,.;:!?)]}";
/// Marks that no line ends with.
const OPENING: &str = "（《〈「『【〔“‘([{";
/// So many signs, but marks and spaces, are enough for a last line.
const ENOUGH: usize = 4;

/// At most `most` lines of a text, of which each `fits`.
#[must_use]
pub fn lines(text: &str, most: usize, fits: &mut dyn FnMut(&str) -> bool) -> Vec<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out: Vec<String> = Vec::new();
    let mut line = String::new();
    // From the last to the first, so that the next one is taken off the end.
    let mut left = pieces(&text);
    left.reverse();
    while let Some(piece) = left.pop() {
        let longer = [line.as_str(), piece].concat();
        if fits(longer.trim_end()) {
            line = longer;
            continue;
        }
        let is_last = out.len() + 1 >= most;
        if is_last {
            left.push(piece);
            left.reverse();
            out.push(shortened([line, left.concat()].concat(), fits));
            return trimmed(out);
        }
        if !line.is_empty() {
            out.push(std::mem::take(&mut line));
            left.push(piece);
            continue;
        }
        // Alone it is wider than a line: as much of it as fits, and one sign at least.
        let mut at = piece.len();
        while at > 0 && !fits(cut(piece, at).0) {
            at = before(piece, at);
        }
        let (head, tail) = cut(piece, if at == 0 { first(piece) } else { at });
        out.push(head.to_owned());
        if !tail.is_empty() {
            left.push(tail);
        }
    }
    if !line.is_empty() {
        out.push(line);
    }
    even(&mut out, fits);
    trimmed(out)
}

fn trimmed(mut lines: Vec<String>) -> Vec<String> {
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

/// Gives a last line of a sign or two the end of the line before it: from behind a mark or a space on, where that leaves this one
/// the longer, else as many signs as are enough.
fn even(lines: &mut [String], fits: &mut dyn FnMut(&str) -> bool) {
    let [.., before, last] = lines else { return };
    let both = [before.as_str(), last.as_str()].concat();
    let all = signs(&both);
    let enough = ENOUGH.min(all / 2);
    if signs(last) >= enough {
        return;
    }
    let mut at = both.len();
    let mut found = None;
    for piece in pieces(&both).into_iter().rev() {
        at -= piece.len();
        let (head, tail) = cut(&both, at);
        if head.is_empty() || !fits(tail.trim_end()) {
            break;
        }
        let many = signs(tail);
        if many < enough {
            continue;
        }
        if found.is_some() && many * 2 > all {
            break;
        }
        let is_whole = head.ends_with(|c: char| c == ' ' || CLOSING.contains(c));
        if is_whole || found.is_none() {
            found = Some(at);
        }
        if is_whole {
            break;
        }
    }
    if let Some(at) = found {
        let (head, tail) = cut(&both, at);
        (*before, *last) = (head.to_owned(), tail.to_owned());
    }
}

/// How many signs a text has, but marks and spaces.
fn signs(mut text: &str) -> usize {
    let mut many = 0;
    while let Some(c) = text.chars().next() {
        let is_mark = c == ' ' || CLOSING.contains(c) || OPENING.contains(c);
        many += usize::from(!is_mark);
        text = cut(text, first(text)).1;
    }
    many
}

/// As much of it as fits with `…` behind it.
fn shortened(mut text: String, fits: &mut dyn FnMut(&str) -> bool) -> String {
    loop {
        text.truncate(before(&text, text.len()));
        let told = [text.trim_end(), "…"].concat();
        if text.is_empty() || fits(&told) {
            return told;
        }
    }
}

/// Before and after a place that lies between two signs.
fn cut(text: &str, at: usize) -> (&str, &str) {
    text.split_at_checked(at).unwrap_or((text, ""))
}

/// What stays together on a line.
fn pieces(mut text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    while !text.is_empty() {
        let mut at = first(text);
        let mut last = cut(text, at).0;
        while at < text.len() && !breaks(last, cut(text, at).1) {
            let rest = cut(text, at).1;
            last = cut(rest, first(rest)).0;
            at += last.len();
        }
        let (piece, rest) = cut(text, at);
        out.push(piece);
        text = rest;
    }
    out
}

/// Whether a line may end between a sign and what comes after it.
fn breaks(last: &str, right: &str) -> bool {
    let (Some(last), Some(next)) = (last.chars().next(), right.chars().next()) else {
        return false;
    };
    if next == ' ' || CLOSING.contains(next) || OPENING.contains(last) {
        return false;
    }
    last == ' ' || is_wide(last) || is_wide(next)
}

/// Chinese and its marks, kana, hangul, emoji.
fn is_wide(c: char) -> bool {
    c >= '\u{2e80}'
        || (CLOSING.contains(c) && !c.is_ascii())
        || ('\u{2600}'..'\u{27c0}').contains(&c)
}

/// How long the first sign of a text is.
fn first(text: &str) -> usize {
    let (mut flags, mut joined) = (0, false);
    for (at, c) in text.char_indices() {
        let belongs = joined || goes_on(c) || (is_flag(c) && flags == 1);
        if at > 0 && !belongs {
            return at;
        }
        flags = if is_flag(c) { flags + 1 } else { 0 };
        joined = c == '\u{200d}';
    }
    text.len()
}

/// Where the last sign before `end` begins.
fn before(text: &str, end: usize) -> usize {
    let mut at = 0;
    while let Some(rest) = text.get(at..end).filter(|rest| !rest.is_empty()) {
        let next = at + first(rest);
        if next >= end {
            return at;
        }
        at = next;
    }
    0
}

/// Letters of which two are a flag.
fn is_flag(c: char) -> bool {
    ('\u{1f1e6}'..='\u{1f1ff}').contains(&c)
}

/// What is a part of the sign before it: joiners, variants, tones of skin, accents, keycaps, tags.
fn goes_on(c: char) -> bool {
    matches!(c,
        '\u{200d}' | '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wide signs take two.
    fn width(text: &str) -> usize {
        let mut width = 0;
        let mut text = text;
        while let Some(c) = text.chars().next() {
            width += if is_wide(c) { 2 } else { 1 };
            text = cut(text, first(text)).1;
        }
        width
    }

    fn of(text: &str, most: usize, wide: usize) -> Vec<String> {
        lines(text, most, &mut |line| width(line) <= wide)
    }

    #[test]
    fn a_text_is_broken_where_a_reader_would() {
        let cases: [(&str, usize, usize, &[&str]); 13] = [
            ("", 3, 10, &[]),
            ("运河夜跑", 3, 8, &["运河夜跑"]),
            ("运河夜跑团", 3, 8, &["运河夜", "跑团"]),
            // No line begins with a comma or ends with a bracket.
            ("运河夜跑，周五", 3, 8, &["运河夜", "跑，周五"]),
            ("盖碗茶《死水微澜》", 3, 8, &["盖碗茶", "《死水", "微澜》"]),
            (
                "Night run by the canal",
                3,
                10,
                &["Night run", "by the", "canal"],
            ),
            ("Night run by the canal", 2, 10, &["Night run", "by the c…"]),
            ("运河夜跑团的周五", 2, 6, &["运河夜", "跑团…"]),
            (
                "Donaudampfschifffahrt",
                3,
                10,
                &["Donaudampf", "schifffahr", "t"],
            ),
            ("Donaudampfschifffahrt", 1, 10, &["Donaudam…"]),
            ("跑 5 km 再 散步", 4, 8, &["跑 5 km", "再 散步"]),
            ("👨‍👩‍👧🇨🇳👍🏽e\u{301}", 4, 2, &["👨‍👩‍👧", "🇨🇳", "👍🏽", "e\u{301}"]),
            ("一\n二", 2, 2, &["一", "二"]),
        ];
        for (text, most, wide, expected) in cases {
            assert_eq!(of(text, most, wide), expected, "{text}");
        }
    }

    #[test]
    fn no_line_at_the_end_is_left_with_a_sign_or_two() {
        let cases: [(&str, usize, usize, &[&str]); 8] = [
            (
                "每周二、周四 20:00–21:30 · 运河边五公里",
                2,
                38,
                &["每周二、周四 20:00–21:30 ·", "运河边五公里"],
            ),
            (
                "下班以后沿着运河慢慢跑，快的人折回来接慢的人。",
                4,
                42,
                &["下班以后沿着运河慢慢跑，", "快的人折回来接慢的人。"],
            ),
            (
                "谁在张罗：沈越、陆晓棠、何苗、褚大海",
                2,
                34,
                &["谁在张罗：沈越、陆晓棠、", "何苗、褚大海"],
            ),
            // Without a mark to break at, or with none but near the beginning: a few signs.
            (
                "运河边上跑五公里再回来",
                2,
                20,
                &["运河边上跑五公", "里再回来"],
            ),
            (
                "好，运河边上跑五公里再回来",
                2,
                24,
                &["好，运河边上跑五公", "里再回来"],
            ),
            ("Run at the canal, so", 3, 17, &["Run at the", "canal, so"]),
            // What has as much as it can have, what is long enough, and a word that is cut stay.
            ("一路向北", 4, 2, &["一", "路", "向", "北"]),
            ("运河边上五公里", 2, 8, &["运河边上", "五公里"]),
        ];
        for (text, most, wide, expected) in cases {
            assert_eq!(of(text, most, wide), expected, "{text}");
        }
    }

    #[test]
    fn what_fits_nowhere_ends_all_the_same() {
        assert_eq!(lines("运河 run", 3, &mut |_| false), ["运", "河", "…"]);
        assert_eq!(lines("运河 run", 1, &mut |_| false), ["…"]);
        assert_eq!(lines("运河", 9, &mut |_| false), ["运", "河"]);
    }

    #[test]
    fn nothing_is_lost_where_there_is_room() {
        let text = "周五晚八点，武林门码头集合（东门）。Run 5 km, easy pace; 🏃🏽‍♀️ and 👨‍👩‍👧 welcome!";
        for wide in 2..60 {
            let lines = of(text, 99, wide);
            assert!(
                wide < 4 || lines.iter().all(|line| width(line) <= wide),
                "{wide}"
            );
            let whole = lines.concat();
            let plain = |text: &str| text.replace(' ', "");
            assert_eq!(plain(&whole), plain(text), "{wide}");
        }
    }
}
