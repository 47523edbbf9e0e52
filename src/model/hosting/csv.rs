//! Rows as a spreadsheet reads them: comma-separated values by RFC 4180.

/// Before which a spreadsheet takes a field for a formula (OWASP, *CSV Injection*).
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A table as text: a byte-order mark, by which spreadsheets know UTF-8, a line a row, each ended by CR LF. What would be read as a
/// formula has an apostrophe before it; numbers with a sign, such as phone numbers, too, since nobody can tell them apart.
#[must_use]
pub fn csv(rows: &[Vec<String>]) -> String {
    let mut text = String::from('\u{feff}');
    for row in rows {
        for (at, field) in row.iter().enumerate() {
            if at > 0 {
                text.push(',');
            }
            push(&mut text, field);
        }
        text.push_str("\r\n");
    }
    text
}

fn push(text: &mut String, field: &str) {
    let is_formula = field.trim_start_matches(' ').starts_with(FORMULA);
    let needs_quotes = field.contains([',', '"', '\n', '\r']) || field.starts_with(' ');
    if needs_quotes {
        text.push('"');
    }
    if is_formula {
        text.push('\'');
    }
    for c in field.chars() {
        if c == '"' {
            text.push('"');
        }
        text.push(c);
    }
    if needs_quotes {
        text.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::csv;
    use proptest::prelude::*;

    #[test]
    fn fields_are_quoted_where_they_have_to_be_and_formulas_are_none() {
        let check = |field: &str, written: &str| {
            let text = csv(&[vec![field.to_owned()]]);
            assert_eq!(text, format!("\u{feff}{written}\r\n"), "{field:?}");
        };
        check("周宁", "周宁");
        check("", "");
        check("a,b", "\"a,b\"");
        check("说\"好\"", "\"说\"\"好\"\"\"");
        check("一\n二", "\"一\n二\"");
        check("=1+1", "'=1+1");
        check("+8613800001234", "'+8613800001234");
        check("-1", "'-1");
        check("@SUM(A1)", "'@SUM(A1)");
        check("  =HYPERLINK(\"x\")", "\"'  =HYPERLINK(\"\"x\"\")\"");
        check("\t=1", "'\t=1");
    }

    /// Reads it back, as RFC 4180 has it.
    fn read(text: &str) -> Vec<Vec<String>> {
        let (mut rows, mut row, mut field) = (Vec::new(), Vec::new(), String::new());
        let mut quoted = false;
        let mut chars = text.trim_start_matches('\u{feff}').chars().peekable();
        while let Some(c) = chars.next() {
            match c {
                '"' if quoted && chars.peek() == Some(&'"') => {
                    field.push('"');
                    chars.next();
                }
                '"' => quoted = !quoted,
                ',' if !quoted => row.push(std::mem::take(&mut field)),
                '\r' if !quoted && chars.peek() == Some(&'\n') => {
                    chars.next();
                    row.push(std::mem::take(&mut field));
                    rows.push(std::mem::take(&mut row));
                }
                c => field.push(c),
            }
        }
        rows
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            rows in prop::collection::vec(prop::collection::vec("[\\PC\n\r\",]{0,8}", 2..4), 1..4),
        ) {
            let back = read(&csv(&rows));
            prop_assert_eq!(back.len(), rows.len());
            for (back, row) in back.iter().zip(&rows) {
                for (back, field) in back.iter().zip(row) {
                    prop_assert!(back == field || back[1..] == *field && back.starts_with('\''));
                }
            }
        }
    }
}
